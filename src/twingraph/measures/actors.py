"""Actors: which kinds of bodies and people carry a city's relations.

In: dealings of a report's city. Out: how many actors of each kind the reports tell, and in how many
events they act. A city itself is not counted: it is in all of them.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.dealings import NEEDS, ONE_REPORT, dealings, own_cities
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links


def actors(links: Links, _: Settings) -> Table:
    """Return of each kind how many actors act, in how many events, and with how many partners.

    Only events that are realised or under way count, whether with a partner or not.
    """
    own = own_cities(links)
    acting: dict[str, set[int]] = {}
    events: dict[str, set[str]] = {}
    tied: dict[str, set[int]] = {}
    for d in dealings(links, "actor"):
        if d.done:
            kind = str(links.attributes["kind"][d.other] or "not told")
            acting.setdefault(kind, set()).add(d.other)
            # The own city's dealings are all events of its report, each once.
            if d.city in own:
                events.setdefault(kind, set()).add(d.key)
            else:
                tied.setdefault(kind, set()).add(d.city)
    rows: list[tuple[Value, ...]] = [
        (kind, len(who), len(events.get(kind, ())), len(tied.get(kind, ())))
        for kind, who in acting.items()
    ]
    return Table(
        columns=("kind", "actors", "events", "partners"),
        rows=tuple(sorted(rows, key=lambda row: (-int(row[1] or 0), str(row[0])))),
        engine="twingraph",
        notes=(
            Words(
                "An actor counts once, in however many events it acts; one event may have actors "
                "of several kinds.",
                "Un acteur compte une fois, quel que soit le nombre d’événements où il agit\u202f; "
                "un événement peut avoir des acteurs de plusieurs sortes.",
            ),
            ONE_REPORT,
        ),
    )


MEASURES: Final = (
    Measure(
        name="actors",
        scope="group",
        summary=Words(
            "which kinds of bodies and people carry the relations",
            "quelles sortes d’organismes et de personnes portent les relations",
        ),
        formula="number of actors, of events in which they act, and of partners, by kind",
        reading=Words(
            "A kind with many actors and few partners carries one relation; one with few actors "
            "and many partners carries the city’s relations at large",
            "Une sorte qui a beaucoup d’acteurs et peu de partenaires porte une relation ; "
            "celle qui a peu d’acteurs et beaucoup de partenaires les porte en général",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=actors,
        needs=NEEDS,
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)
