"""The ties' columns: an agreement, or what sources claim of a pair, between two cities a row.

In: the edges of the network "ties", and the names of what they mention. Out: the payload's
``ties``, and how far each kind of status is. Marks are those of ``twingraph.map.surroundings``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from twingraph.map.payload.naming import Names, Positions
from twingraph.map.surroundings import mark_of, several
from twingraph.prefixes import local_name, shorten

MARKS: Final = ("twinning", "agreement", "programme", "contact")
PROGRESS: Final = ("", "realised", "under-way", "planned", "wished", "ended")
BASES: Final = ("stated", "implied", "inferred")

# What is put off is still meant to be; what is called off will not be.
_PROGRESS_OF: Final = {
    "realised": "realised", "under-way": "under-way", "planned": "planned", "postponed": "planned",
    "candidate": "wished", "offered": "wished", "envisaged": "wished", "suggested": "wished",
    "wished": "wished", "cancelled": "ended",
}  # fmt: skip

_LATER: Final = ("stepkind:renewed", "stepkind:amended")
"""Steps of what exists before them: that one is only planned or wished says nothing of the tie."""

Edge = tuple[str, str, Mapping[str, Any]]
"""Both ends as IRIs, and the attributes."""


class Lists:
    """What the columns name by position: kinds, statuses, themes and sources."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.kinds = Positions()
        self.statuses = Positions()
        self.themes = Positions()
        self.sources = Positions(sources)


def progress_of(status: str) -> int:
    """Return how far a status (an IRI, a name or a slug) is, as a position in `PROGRESS`."""
    slug = local_name(status).rpartition(":")[2]
    return PROGRESS.index(_PROGRESS_OF.get(slug, ""))


def own_status(steps: Sequence[str], statuses: Sequence[str]) -> bool:
    """Say whether a status, which these steps (IRIs) have, is that of the agreement itself."""
    done = {"realised"} >= {local_name(status) for status in statuses}
    return done or not {shorten(step) for step in steps} & set(_LATER)


def basis_of(bases: Sequence[str]) -> int:
    """Return who says a thing, of all that is told of its basis."""
    slugs = {local_name(basis) for basis in bases}
    if slugs == {"implied"}:
        return BASES.index("implied")
    return BASES.index("inferred") if slugs == {"computed"} else BASES.index("stated")


def columns(
    edges: Sequence[Edge],
    cities: Positions,
    lists: Lists,
    names: Names,
    told_by: Mapping[str, Sequence[str]],
    undertaken: Mapping[frozenset[str], tuple[str, tuple[str, ...]]],
) -> dict[str, Any]:
    """Return the columns of the ties, in the order of the edges.

    ``told_by`` holds the sources of agreements and relations, ``undertaken`` the project of a pair
    within a programme with its status.
    """
    found: dict[str, Any] = {
        name: []
        for name in (
            "id", "a", "b", "mark", "progress", "basis", "kinds", "statuses", "sources", "start",
            "end",
        )
    }  # fmt: skip
    themes: dict[int, list[int]] = {}
    label: dict[int, dict[str, str]] = {}
    listed_by: dict[int, list[int]] = {}
    for row, (source, target, held) in enumerate(edges):
        kinds = several(held, "kind")
        forms = several(held, "form")
        agreed = held["via"] == "Agreement"
        mark = mark_of([local_name(kind) for kind in kinds], agreed=agreed)
        named = held["iri"] if agreed else ""
        statuses = several(held, "status")
        if mark == "programme" and (project := undertaken.get(frozenset((source, target)))):
            named, statuses = project
        if not own_status(several(held, "status_step"), statuses):
            statuses = ()
        progress, status = _standing(several(held, "ended_by"), statuses, lists)
        found["id"].append(shorten(held["iri"]))
        found["a"].append(cities.known(source))
        found["b"].append(cities.known(target))
        found["mark"].append(MARKS.index(mark))
        found["progress"].append(progress)
        found["basis"].append(basis_of(several(held, "basis")))
        found["kinds"].append([lists.kinds.of(kind) for kind in (*kinds, *forms)])
        found["statuses"].append(status)
        pairs = several(held, "relation")
        of_pair = {teller for pair in pairs for teller in told_by.get(pair, ())}
        tellers = set(told_by.get(held["iri"], ())) if agreed else of_pair
        if others := of_pair - tellers:
            # A list that names the two says nothing of their agreement.
            listed_by[row] = sorted(lists.sources.of(teller) for teller in others)
        found["sources"].append(sorted(lists.sources.of(teller) for teller in tellers))
        found["start"].append(_year(held.get("start_year")))
        found["end"].append(_year(held.get("end_year")))
        if dealt := several(held, "theme"):
            themes[row] = [lists.themes.of(theme) for theme in dealt]
        if named:
            label[row] = names.texts(named)
    return {**found, "themes": themes, "label": label, "listedBy": listed_by}


def _standing(ended: Sequence[str], statuses: Sequence[str], lists: Lists) -> tuple[int, int]:
    """Return how far a tie has come, and its exact status; without a single one, neither."""
    if ended:
        return PROGRESS.index("ended"), lists.statuses.of(ended[0])
    if len(statuses) != 1:
        return 0, -1
    return progress_of(statuses[0]), lists.statuses.of(statuses[0])


def _year(held: object) -> int | None:
    return held if isinstance(held, int) else None
