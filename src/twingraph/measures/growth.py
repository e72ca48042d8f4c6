"""Growth: how many pairs of cities were first tied in each year, where a year is told.

In: links with a start year. Out: ties by year, and by country how many are dated and when. A tie is
a pair of cities and starts with the earliest year that is told of it. What is not dated is told
first: the curve is that of the dated ones, and they are no sample of the others. Ties that ended
and are in no list are not seen, so that early years look poorer than they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import numbered
from twingraph.projections.model import Links

Numbers = NDArray[np.int64]

FIRST: Final = 1
LAST: Final = 9999
"""Years that a calendar has; others are mistakes of a file."""

TIMES: Final = 3
FEWEST: Final = 30
"""A year with so many ties, and so many times those of a year beside it, is no work of chance."""
_BESIDE: Final = (-2, -1, 1, 2)
_SHOWN: Final = 3


@dataclass(frozen=True, eq=False)
class Started:
    """Pairs of tied cities and the year in which each began, ``nan`` where none is told."""

    one: Numbers
    other: Numbers
    year: NDArray[np.float64]
    odd: int = 0
    """Of how many links the year is none of the calendar's, and is left out."""

    @property
    def dated(self) -> NDArray[np.bool_]:
        """Which of the pairs have a year."""
        return ~np.isnan(self.year)


def started(links: Links) -> Started:
    """Return each pair once with the earliest year of its links; self-loops are no tie."""
    held = links.sources != links.targets
    low = np.minimum(links.sources, links.targets)[held].astype(np.int64)
    high = np.maximum(links.sources, links.targets)[held].astype(np.int64)
    keys, place = np.unique(low * links.n + high, return_inverse=True)
    year = np.full(len(keys), np.inf)
    told = links.columns["year"][held].astype(np.float64)
    odd = (told < FIRST) | (told >= LAST + 1)
    told[odd] = np.nan
    np.fmin.at(year, place, told)
    year[np.isinf(year)] = np.nan
    return Started(keys // max(links.n, 1), keys % max(links.n, 1), year, int(odd.sum()))


def find_growth(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find how many ties began in each year, and how many had begun by then."""
    ties = started(links)
    years, number = np.unique(ties.year[ties.dated].astype(np.int64), return_counts=True)
    total = np.cumsum(number)
    rows = tuple(
        (year, count, so_far, so_far / len(ties.year[ties.dated]))
        for year, count, so_far in zip(years.tolist(), number.tolist(), total.tolist(), strict=True)
    )
    return Table(
        columns=("year", "ties", "cumulative", "share"),
        rows=rows,
        engine=NUMPY,
        notes=_notes(ties),
    )


def find_growth_by_country(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find for each country how many of its ties are not dated, and when the others began."""
    ties = started(links)
    names, group = numbered(links.attributes["country"])
    first, second = group[ties.one], group[ties.other]
    rows: list[tuple[Value, ...]] = []
    for number, country in enumerate(names):
        year = ties.year[(first == number) | (second == number)]
        if not len(year):
            continue
        dated = np.sort(year[~np.isnan(year)])
        rows.append(
            (
                country,
                len(year),
                len(dated),
                1 - len(dated) / len(year),
                *(_quantiles(dated) if len(dated) else (None,) * 4),
            )
        )
    rows.sort(key=lambda row: (-float(row[1] or 0), str(row[0])))
    return Table(
        columns=(
            *("country", "ties", "dated", "undated_share"),
            *("first", "first_quartile", "median", "third_quartile"),
        ),
        rows=tuple(rows),
        engine=NUMPY,
        notes=_notes(ties),
    )


def _quantiles(dated: NDArray[np.float64]) -> tuple[int, int, int, int]:
    """Return the first year and the quartiles, each a year that occurs."""
    first, *quartiles = (
        int(dated[max(int(np.ceil(share * len(dated))) - 1, 0)]) for share in (0, 0.25, 0.5, 0.75)
    )
    return first, quartiles[0], quartiles[1], quartiles[2]


def _notes(ties: Started) -> tuple[Words, ...]:
    odd = Words(
        f"{ties.odd} links have a year outside {FIRST} to {LAST}: it is left out",
        f"{ties.odd} liens ont une année hors de {FIRST} à {LAST}, qui est laissée de côté",
    )
    return (_undated(ties), *([odd] if ties.odd else []), *_heaps(ties), _SURVIVORS)


def heaps(ties: Started) -> list[tuple[int, int, float]]:
    """Return years that stand out, their ties, and the mean of the two years on either side.

    Those with the most ties first. A year without two years of the record on either side is not
    asked: growth alone makes the last one large.
    """
    years, number = np.unique(ties.year[ties.dated].astype(np.int64), return_counts=True)
    held = dict(zip(years.tolist(), number.tolist(), strict=True))
    found = []
    for year, count in held.items():
        mean = sum(held.get(year + by, 0) for by in _BESIDE) / len(_BESIDE)
        within = min(held) <= year + _BESIDE[0] and year + _BESIDE[-1] <= max(held)
        if within and count >= max(FEWEST, TIMES * mean):
            found.append((year, count, mean))
    return sorted(found, key=lambda heap: (-heap[1], heap[0]))


def _heaps(ties: Started) -> tuple[Words, ...]:
    found = heaps(ties)
    if not found:
        return ()
    en = ", ".join(
        f"{year} ({count}, beside it {mean:.0f})" for year, count, mean in found[:_SHOWN]
    )
    fr = ", ".join(f"{year} ({count}, à côté {mean:.0f})" for year, count, mean in found[:_SHOWN])
    rest = len(found) - _SHOWN
    return (
        Words(
            f"perhaps filled in by a list, and not when ties began: {en}"
            f"{f' and {rest} more' if rest > 0 else ''}; such a year has at least {TIMES} times as "
            "many ties as the two years on either side on average, and quartiles lean towards it",
            f"peut-être inscrite par une liste, et non l’année où les liens ont commencé : {fr}"
            f"{f' et {rest} de plus' if rest > 0 else ''} ; une telle année a au moins {TIMES} "
            "fois autant de liens qu’en moyenne les deux années de chaque côté, et les quartiles "
            "penchent vers elle",
        ),
    )


def _undated(ties: Started) -> Words:
    number, missing = len(ties.year), int((~ties.dated).sum())
    share = f"{100 * missing / number:.1f}" if number else "–"
    return Words(
        f"{missing} of {number} ties ({share} %) have no year; what follows is of the others",
        f"{missing} des {number} liens ({share.replace('.', ',')} %) n’ont pas d’année ; la suite "
        "porte sur les autres",
    )


_SURVIVORS: Final = Words(
    "ties that ended before the lists were made are in none: early years look poorer",
    "les liens qui ont pris fin avant les listes n’y sont pas : les premières années paraissent "
    "plus pauvres",
)

MEASURES: Final = (
    Measure(
        name="growth",
        scope="group",
        summary=Words(
            "ties by the year in which they began, where it is told",
            "les liens selon l’année où ils ont commencé, là où elle est dite",
        ),
        formula="ties(y) = pairs of cities whose earliest year is y; cumulative: up to y",
        reading=Words(
            "the curve of the dated ties that last, not of all that were ever made",
            "la courbe des liens datés qui durent, non de tous ceux qui ont été noués",
        ),
        reference="Zelinsky 1991, Annals of the Association of American Geographers 81:1",
        find=find_growth,
        needs=("year",),
        star=True,
    ),
    Measure(
        name="growth-by-country",
        scope="group",
        summary=Words(
            "each country's ties: the share without a year, and when the others began",
            "les liens de chaque pays : la part sans année, et le début des autres",
        ),
        formula="undated_share = ties without a year / ties with an end there; quartiles of years",
        reading=Words(
            "a tie between two countries counts in both; quartiles are years that occur",
            "un lien entre deux pays compte dans les deux ; les quartiles sont des années dites",
        ),
        reference="Zelinsky 1991, Annals of the Association of American Geographers 81:1",
        find=find_growth_by_country,
        needs=("year", "country"),
    ),
)
