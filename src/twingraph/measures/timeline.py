"""Timelines: what began, what ends and what took place when.

In: dealings of a report's city with its partners. Out: moments in the order of their days.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.dealings import NEEDS, dealings, label, partners
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links


def timeline(links: Links, _: Settings) -> Table:
    """Return the moments of each relation by day: agreements begin and end, events take place.

    ``from`` and ``to`` are the days between which it was; without them it stands last.
    """
    rows: list[tuple[Value, ...]] = []
    with_partners = set(partners(links))
    for d in dealings(links, "event", "agreement"):
        if d.city in with_partners:
            named = label(links, d.other), label(links, d.city)
            moment = "event" if d.layer == "event" else "begins"
            if d.layer == "event" or d.earliest is not None:
                rows.append((d.earliest, d.latest, moment, *named, d.status, d.key))
            if d.layer == "agreement" and d.until is not None:
                rows.append((None, f"{d.until}-12-31", "ends", *named, d.status, d.key))
    undated = sum(1 for row in rows if row[1] is None)
    return Table(
        columns=("from", "to", "what", "name", "with", "status", "key"),
        rows=tuple(sorted(rows, key=_day)),
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


def _day(row: tuple[Value, ...]) -> tuple[str, ...]:
    """Order by the last day on which it can have been, what has none last, then by name."""
    return str(row[1] or "9999"), str(row[0] or ""), *(str(cell) for cell in row[2:])


MEASURES: Final = (
    Measure(
        name="timeline",
        scope="link",
        summary=Words(
            "What began, what ends and what took place with each partner, by day",
            "Ce qui a commencé, prend fin et a eu lieu avec chaque partenaire, par date",
        ),
        formula="one row for each beginning and end of an agreement and each event",
        reading=Words(
            "status says what was done (realised, under way) and what is only planned, envisaged "
            "or wished; days in the future are not certain",
            "status dit ce qui s’est fait (realised, under-way) et ce qui est seulement prévu, "
            "envisagé ou souhaité\u202f; les dates à venir ne sont pas acquises",
        ),
        reference="twingraph docs/analysis.md",
        find=timeline,
        needs=NEEDS,
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)
