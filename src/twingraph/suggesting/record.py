"""What a graph or a network tells that suggestions rest on: ties, memberships, names.

In: a graph, or links. Out: `Record`, and the city asked for. What is only wished or cancelled is no
tie, what has ended was one; both are kept as remarks, and may be suggested.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import RefusedError, UsageError, near_matches
from twingraph.labels import Labels
from twingraph.measures.model import Words
from twingraph.measures.refusal import star_reason
from twingraph.names import resolve
from twingraph.networks import SEPARATOR
from twingraph.prefixes import shorten
from twingraph.projections.model import Links
from twingraph.projections.stored import DONE, links
from twingraph.standing import standings
from twingraph.store import Graph
from twingraph.suggesting.answers import Lang
from twingraph.suggesting.cities import cities_of
from twingraph.suggesting.reasons import Naming, Record
from twingraph.suggesting.ties import Ties, ends_of, keys_of

_STATUS: Final = {
    "cancelled": "annulé",
    "candidate": "candidat",
    "envisaged": "envisagé",
    "offered": "offert",
    "planned": "prévu",
    "postponed": "reporté",
    "suggested": "suggéré",
    "wished": "souhaité",
}


@dataclass(frozen=True, eq=False)
class Told:
    """What is told: links that are ties, memberships, and remarks on pairs that are no ties."""

    ties: Links
    memberships: Links | None
    past: dict[tuple[int, int], Words]


def read(what: Graph | Links) -> Told:
    """Return what a graph tells of its cities; of links, these alone.

    Raises UsageError where they have two kinds of nodes: nobody is a partner of a network.
    """
    if isinstance(what, Links) and what.second is not None:
        raise UsageError(
            "these links have two kinds of nodes, of which no two become partners",
            hint="links between cities: twingraph.links(graph, 'cities')",
        )
    if isinstance(what, Links):
        return Told(what, None, {})
    every = links(what, "cities", statuses=())
    ended = {shorten(iri) for iri, standing in standings(what).items() if standing.get("ended_by")}
    ties, past = parted(every, ended)
    return Told(ties, links(what, "city-network"), past)


def parted(every: Links, ended: Collection[str]) -> tuple[Links, dict[tuple[int, int], Words]]:
    """Part links from those that are no ties, for their status is another than done.

    A remark stands where all that is told of a pair is of that kind, or has ended: ``ended`` are
    the keys of agreements that came to an end; of a list's claim its last year says so. A tie that
    has ended stays one.
    """
    status = every.columns.get("status")
    undone = np.zeros(every.m, dtype=bool)
    if status is not None:
        undone = np.array([v is not None and not _done(v) for v in status.tolist()], dtype=bool)
    over = _over(every, ended)
    kept = _links(every, ~undone)
    standing = set(keys_of(_ends(_links(every, ~undone & ~over)), every.n).tolist())
    past: dict[tuple[int, int], Words] = {}
    for at in np.flatnonzero(undone | over).tolist():
        one, two = sorted((int(every.sources[at]), int(every.targets[at])))
        if one * every.n + two not in standing:
            word = "" if status is None or over[at] else str(status[at])
            past.setdefault((one, two), _remark(every, at, word))
    return kept, past


def refuse(links: Links, *, force: bool) -> None:
    """Raise RefusedError where links are one city's star, unless forced."""
    reason = star_reason(links)
    if reason is not None and not force:
        raise RefusedError(
            f"suggest is refused: {reason.en}",
            reason=reason.en,
            reason_fr=reason.fr,
            hint="import lists of many cities' ties (twingraph import), or insist with --force",
        )


def record_of(told: Told, what: Graph | Links, lang: Lang) -> Record:
    """Return the record of what is told, with names in a language."""
    ties = Ties(cities_of(told.ties, told.memberships), ends_of(told.ties))
    labels = Labels(what) if isinstance(what, Graph) else None
    if labels is None:
        named = _node_names(told.ties, lang)
        return Record(ties, told.ties, None, named, lambda code: code, told.past)

    def country(code: str) -> str:
        thing = f"country:{code.lower()}"
        name = labels.of(thing, lang)
        return code if name == thing else name

    def name(node: str) -> str:
        return labels.of(node, lang)

    return Record(ties, told.ties, told.memberships, name, country, told.past)


def node_named(what: Graph | Links, name: str) -> str:
    """Return the node of the city that a name means.

    Raises UsageError, with the homonyms or near names, where it means none or several.
    """
    if isinstance(what, Graph):
        return shorten(resolve(what, name))
    if name not in what.nodes:
        hint = near_matches(name, what.nodes) or "a node of these links"
        raise UsageError(f"unknown city '{name}'", hint=hint)
    return name


def place_of(node: str, told: Links) -> int:
    """Return the number of a city. Raises UsageError where the graph has no tie of it."""
    if node not in told.nodes:
        raise UsageError(f"no tie of {node} is in this graph", hint="name another, or import lists")
    return told.nodes.index(node)


def _node_names(told: Links, lang: Lang) -> Naming:
    number = {node: at for at, node in enumerate(told.nodes)}

    def name(node: str) -> str:
        for attribute in ("label_fr", "label") if lang == "fr" else ("label",):
            held = told.attributes.get(attribute)
            if held is not None and held[number[node]] is not None:
                return str(held[number[node]])
        return node

    return name


def _done(status: Any) -> bool:
    return not set(DONE).isdisjoint(str(status).split(SEPARATOR))


def _over(every: Links, ended: Collection[str]) -> NDArray[np.bool_]:
    """Say of each link whether what it stands for came to an end."""
    found = np.zeros(every.m, dtype=bool)
    if not {"key", "via", "end_year"} <= every.columns.keys():
        return found
    told = zip(*(every.columns[c].tolist() for c in ("key", "via", "end_year")), strict=True)
    for at, (key, via, year) in enumerate(told):
        found[at] = key in ended or (via == "Claim" and year is not None and year == year)
    return found


def _remark(every: Links, at: int, status: str) -> Words:
    def column(name: str) -> Any:
        held = every.columns.get(name)
        return None if held is None or held[at] is None or held[at] != held[at] else held[at]

    said = str(column("sources") or "").replace(SEPARATOR, ", ")
    by = f" ({said})" if said else ""
    if status:
        word = status.replace(SEPARATOR, ", ")
        return Words(
            f"on record as {word}, not as done{by}",
            f"connu comme {_STATUS.get(word, word)}, non comme réalisé{by}",
        )
    year = column("end_year")
    when = f" in {int(year)}" if year is not None else "", f" en {int(year)}" if year else ""
    return Words(f"on record as ended{when[0]}{by}", f"connu comme terminé{when[1]}{by}")


def _links(every: Links, kept: NDArray[np.bool_]) -> Links:
    return replace(
        every,
        sources=every.sources[kept],
        targets=every.targets[kept],
        columns={name: held[kept] for name, held in every.columns.items()},
    )


def _ends(of: Links) -> NDArray[np.int64]:
    return np.column_stack([of.sources, of.targets]).astype(np.int64)
