"""Timelines: what began, what ends and what took place when.

In: dealings of a report's city with its partners. Out: moments in the order of their days.
"""

from __future__ import annotations

import calendar
from typing import Final

from twingraph.measures.dealings import NEEDS, dealings, label, partners
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links

_NEVER: Final = "9999"


def timeline(links: Links, _: Settings) -> Table:
    """Return the moments of each relation by day: agreements begin and end, events take place.

    ``when`` is the day, the month, the year, or the first and the last day on which it can have
    been, as in EDTF; they stand in the order of the last of these days, what has none last.
    """
    rows: list[tuple[str, tuple[Value, ...]]] = []
    with_partners = set(partners(links))
    for d in dealings(links, "event", "agreement"):
        if d.city in with_partners:
            rest = label(links, d.other), label(links, d.city), d.status, d.key
            days = _when(d.earliest, d.latest)
            what = "event" if d.layer == "event" else "begins"
            if d.layer == "event" or days is not None:
                rows.append((d.latest or _NEVER, (days, what, *rest)))
            if d.layer == "agreement" and d.until is not None:
                rows.append((f"{d.until}-12-31", (str(d.until), "ends", *rest)))
    undated = sum(1 for last, _ in rows if last == _NEVER)
    return Table(
        columns=("when", "what", "name", "with", "status", "key"),
        rows=tuple(row for _, row in sorted(rows, key=lambda row: (row[0], *map(str, row[1])))),
        engine="twingraph",
        notes=(
            Words(
                f"{undated} of {len(rows)} moments have no day and stand last; an agreement whose "
                f"beginning is not told has no line for it.",
                f"{undated} des {len(rows)} moments n’ont pas de date et viennent à la fin\u202f; "
                f"un accord dont le début n’est pas relaté n’a pas de ligne pour celui-ci.",
            ),
        ),
    )


def _when(first: str | None, last: str | None) -> str | None:
    """Return the year, month or day that holds all these days, else the first and the last."""
    if first is None or last is None:
        return None
    year, month = first[:4], first[:7]
    if (first, last) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    days = calendar.monthrange(int(year), int(month[5:]))[1]
    if (first, last) == (f"{month}-01", f"{month}-{days}"):
        return month
    return first if first == last else f"{first}/{last}"


MEASURES: Final = (
    Measure(
        name="timeline",
        scope="link",
        summary=Words(
            "what began, what ends and what took place with each partner, by day",
            "ce qui a commencé, prend fin et a eu lieu avec chaque partenaire, par date",
        ),
        formula="one row for each beginning and end of an agreement and each event",
        reading=Words(
            "status says what was done (realised, under way) and what is only planned, envisaged "
            "or wished; days in the future are not certain",
            "status dit ce qui s’est fait (realised, under-way) et ce qui est seulement prévu, "
            "envisagé ou souhaité\u202f; les dates à venir ne sont pas acquises",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=timeline,
        needs=NEEDS,
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)
