"""Hinges: the persons and offices on which a relation hangs.

In: dealings of a report's city with its partners. Out: of each partner, who is named on its side,
and in how much of what passed between the two. It names nobody whom the report does not name.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.dealings import NEEDS, ONE_REPORT, dealings, label, own_cities, partners
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links

_COLUMNS: Final = ("node", "label", "who", "name", "through", "named", "events", "only")


def hinges(links: Links, _: Settings) -> Table:
    """Return of each partner the persons and the offices of the other side, and their share.

    ``events`` counts what passed between the two, realised or under way; ``named`` those in which
    a person (or, for an office, an office) of the other side is named, ``through`` those in which
    this one is. ``only`` is true where nobody else of that kind is named in any of them.
    """
    own = {links.nodes[number] for number in own_cities(links)}
    told = [d for d in dealings(links, "event", "actor", "office") if d.done]
    rows: list[tuple[Value, ...]] = []
    for city in partners(links):
        events = {d.key for d in told if d.city == city and d.layer == "event"}
        for kind, layer in (("person", "actor"), ("office", "office")):
            acting: dict[int, set[str]] = {}
            for d in told:
                if d.city == city and d.layer == layer and _counts(links, d.other, kind, own):
                    acting.setdefault(d.other, set()).add(d.key)
            named = set().union(*acting.values()) if acting else set()
            rows += [
                (
                    links.nodes[city],
                    label(links, city),
                    links.nodes[who],
                    label(links, who),
                    len(keys),
                    len(named),
                    len(events),
                    len(acting) == 1,
                )
                for who, keys in acting.items()
            ]
    return Table(
        columns=_COLUMNS,
        rows=tuple(sorted(rows, key=_place)),
        engine="twingraph",
        notes=(
            Words(
                "Of the other side is who does not stand for the report’s city; that somebody is "
                "not named does not mean that nobody was there.",
                "De l’autre côté est qui n’agit pas pour la ville du rapport\u202f; que personne "
                "ne soit nommé ne dit pas que personne n’était là.",
            ),
            ONE_REPORT,
        ),
    )


def _counts(links: Links, who: int, kind: str, own: set[str]) -> bool:
    """Tell whether a node is a named person (or an office) that stands for no own city."""
    sides = str(links.attributes["side"][who] or "").split(SEPARATOR)
    told = links.attributes["kind"][who]
    return not own & set(sides) and (told == "person" if kind == "person" else True)


def _place(row: tuple[Value, ...]) -> tuple[str, bool, float, str]:
    return str(row[0]), not str(row[2]).startswith("person:"), -float(row[4] or 0), str(row[2])


MEASURES: Final = (
    Measure(
        name="hinges",
        scope="pair",
        summary=Words(
            "persons and offices through which what is told of a relation passes",
            "personnes et fonctions par lesquelles passe ce qui est relaté d’une relation",
        ),
        formula="through / named: events in which one acts, of those in which the other side has "
        "a name",
        reading=Words(
            "only: nobody else of the other side is named; were that one to leave, no thread "
            "would be left that the report shows",
            "only\u202f: nul autre n’est nommé de l’autre côté\u202f; si cette personne partait, "
            "il ne resterait aucun fil que le rapport montre",
        ),
        reference="bridging by one actor: Burt, Structural Holes (1992)",
        find=hinges,
        needs=(*NEEDS, "side"),
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)
