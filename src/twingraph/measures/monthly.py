"""Events by month: how many a report tells, and which rate could have given such a count.

In: dealings of a report's city. Out: counts by year and month, realised apart from what is to come,
with the interval that a count of one year can honestly have.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from twingraph.measures.dealings import NEEDS, ONE_REPORT, Dealing, dealings, own_cities
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links

LEVEL: Final = 0.95


def events_by_month(links: Links, _: Settings) -> Table:
    """Return the events of each year and month of the reports: realised, under way and to come.

    ``low`` and ``high`` are the rates, in events a year or month, between which lies the one that
    gave the count, with `LEVEL` confidence, if events come independently (Poisson; exact limits).
    """
    own = own_cities(links)
    told = [d for d in dealings(links, "event") if d.city in own]
    reported = sorted({d.reported for d in told if d.reported is not None})
    rows: list[tuple[Value, ...]] = []
    for year in reported:
        of_year = [d for d in told if _within(d, str(year))]
        rows.append((str(year), *_counts(of_year)))
        rows += [
            (month, *_counts(d for d in of_year if _within(d, month))) for month in _months(year)
        ]
        no_month = [d for d in of_year if not any(_within(d, month) for month in _months(year))]
        rows.append((f"{year}, no month told", *_counts(no_month)))
    rest = [d for d in told if not any(_within(d, str(year)) for year in reported)]
    rows.append(("other or no year", *_counts(rest)[:1], None, None, *_counts(rest)[3:]))
    return Table(
        columns=("period", "realised", "low", "high", "under_way", "to_come"),
        rows=tuple(rows),
        engine="twingraph",
        notes=(
            Words(
                "The counts are exact for what is told: a report is no sample of itself. The "
                "interval is for another question, which rates would give such a number by chance; "
                "events that come in groups make it too narrow.",
                "Les nombres sont exacts pour ce qui est relaté\u202f: un rapport n’est pas un "
                "échantillon de lui-même. L’intervalle répond à une autre question, quels rythmes "
                "donneraient un tel nombre par hasard\u202f; il est trop étroit si les événements "
                "viennent en groupe.",
            ),
            Words(
                "An event counts once, whatever belongs to it; of other years a report tells only "
                "in passing.",
                "Un événement compte une fois, quoi qu’il comprenne\u202f; des autres années un "
                "rapport ne parle qu’en passant.",
            ),
            ONE_REPORT,
        ),
    )


def poisson_limits(count: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact limits of a Poisson mean of which a count is known (Garwood 1936).

    The lower is the mean at which so many or more are as rare as half of what ``level`` leaves,
    the upper that at which so many or fewer are; the lower of 0 is 0.
    """
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else _crossing(lambda mean: 1 - _at_most(count - 1, mean), tail, count)
    return low, _crossing(lambda mean: -_at_most(count, mean), -tail, count)


def _crossing(rising: Callable[[float], float], at: float, count: int) -> float:
    """Return where a function that rises with the mean reaches a value, by halving."""
    low, high = 0.0, 2.0 * count + 20.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < at else (low, middle)
    return (low + high) / 2


def _at_most(count: int, mean: float) -> float:
    """Return the chance that a Poisson number of a mean is so many or fewer."""
    if mean == 0:
        return 1.0
    return math.fsum(
        math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(count + 1)
    )


def _within(dealing: Dealing, period: str) -> bool:
    """Tell whether all days on which it can have been are of a year or month ("2024-05")."""
    days = dealing.earliest, dealing.latest
    return all(day is not None and day.startswith(period) for day in days)


def _months(year: int) -> tuple[str, ...]:
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))


def _counts(told: Iterable[Dealing]) -> tuple[Value, ...]:
    """Return how many are realised, with the limits of their rate, under way and to come."""
    found = list(told)
    realised = sum(d.status == "realised" for d in found)
    low, high = poisson_limits(realised)
    return (
        realised,
        round(low, 2),
        round(high, 2),
        sum(d.status == "under-way" for d in found),
        sum(d.to_come for d in found),
    )


MEASURES: Final = (
    Measure(
        name="events-by-month",
        scope="group",
        summary=Words(
            "how many events a report tells for each month, realised apart from planned",
            "combien d’événements un rapport relate pour chaque mois, faits et prévus à part",
        ),
        formula="count k; limits of a Poisson mean: P(X >= k | low) = P(X <= k | high) = 0.025",
        reading=Words(
            "realised is what the report tells; two years or months whose intervals overlap need "
            "not differ in their rate",
            "realised est ce que le rapport relate\u202f; deux années ou mois dont les intervalles "
            "se recouvrent n’ont pas forcément un rythme différent",
        ),
        reference="Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936)",
        find=events_by_month,
        needs=NEEDS,
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)
