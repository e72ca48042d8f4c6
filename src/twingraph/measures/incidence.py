"""Incidence: which cities have to do with which networks, persons, events and themes.

In: a two-mode network. Out: a row for each city and each thing of the other mode that are linked,
with how many links that is. It counts and compares nothing: see `twomode`.
"""

from __future__ import annotations

from typing import Final

from twingraph.errors import UsageError
from twingraph.measures.dealings import label
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links

COLUMNS: Final = ("node", "city", "who", "name", "links")


def find_incidence(links: Links, _: Settings) -> Table:
    """Return who is linked with what; parallel links are one row, which says how many.

    Raises UsageError where the links are not of two modes.
    """
    tied = links.simple
    rows: list[tuple[Value, ...]] = []
    pairs = zip(tied.sources.tolist(), tied.targets.tolist(), tied.columns["weight"], strict=True)
    for one, other, number in pairs:
        if links.second is None or links.second[one] == links.second[other]:
            raise UsageError(
                f"{links.name} is not a two-mode network", hint="--projection city-network"
            )
        city, thing = (other, one) if links.second[one] else (one, other)
        rows.append(
            (
                *(links.nodes[city], label(links, city)),
                *(links.nodes[thing], label(links, thing), int(number)),
            )
        )
    rows.sort(key=lambda row: (str(row[0]), str(row[2])))
    return Table(COLUMNS, tuple(rows), "twingraph")


def _measure(name: str, projection: str, summary: Words, links: Words) -> Measure:
    return Measure(
        name=name,
        scope="pair",
        summary=summary,
        formula="links: how many links of the projection join the two",
        reading=Words(
            f"links are {links.en}; what the sources do not tell has no row",
            f"les liens sont {links.fr}\u202f; ce que les sources ne disent pas n’a pas de ligne",
        ),
        reference="affiliation networks: Breiger 1974, Social Forces 53, 181",
        find=find_incidence,
        two_mode=True,
        star=True,
        projection=projection,
    )


MEASURES: Final = (
    _measure(
        "cities-and-networks",
        "city-network",
        Words(
            "which cities belong to which networks",
            "quelles villes appartiennent à quels réseaux",
        ),
        Words("memberships", "des adhésions"),
    ),
    _measure(
        "cities-and-persons",
        "city-person",
        Words(
            "which named persons hold an office in which cities or take part in their events",
            "quelles personnes nommées exercent une fonction dans quelles villes ou prennent part"
            " à leurs événements",
        ),
        Words("offices and parts in events", "des fonctions et des parts prises à des événements"),
    ),
    _measure(
        "cities-and-events",
        "city-event",
        Words(
            "which events have to do with which cities",
            "quels événements concernent quelles villes",
        ),
        Words("what an event has to do with a city", "ce qui rattache un événement à une ville"),
    ),
    _measure(
        "cities-and-themes",
        "city-theme",
        Words(
            "which themes the agreements, projects and events of which cities have",
            "quels thèmes ont les accords, projets et événements de quelles villes",
        ),
        Words(
            "agreements, projects, works and events of the theme",
            "des accords, projets, œuvres et événements de ce thème",
        ),
    ),
)
