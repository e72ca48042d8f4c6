"""Links from the graph: the answer of a projection's query as arrays.

In: a graph, the name of a projection, a choice of kinds, sources and statuses. Out: `Links`. It
measures nothing; what a tie stands at is read by ``standing``, what a node is by ``nodes``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

import numpy as np

from twingraph.errors import UsageError, near_matches
from twingraph.networks import SEPARATOR
from twingraph.opening import open_graph
from twingraph.prefixes import local_name, shorten
from twingraph.projections.catalogue import (
    CLASSES,
    PLACES,
    PROJECTIONS,
    Projection,
    projection_named,
)
from twingraph.projections.contacts import contacts
from twingraph.projections.derived import common_networks, countries_of, joined, layers
from twingraph.projections.model import WEIGHT, Column, Links, links_of
from twingraph.projections.nodes import ATTRIBUTES, NUMBERS, read_nodes
from twingraph.projections.reported import reported
from twingraph.queries import read_query
from twingraph.remembering import remembered
from twingraph.resources import folder
from twingraph.standing import Standing, standings
from twingraph.store import Graph, value

DONE: Final = ("realised", "under-way")
"""What is no mere wish or plan: the statuses that are in by default."""

UNNAMED: Final = "unnamed"
"""The layer of a tie to which its source gives no kind and no form."""

LISTED: Final = "listed"
"""The layer of a tie that a list names which calls every tie twinned."""

YEARS: Final = ("year", "end_year")


_STATUSES: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?status { ?status skos:inScheme <https://w3id.org/twingraph/vocab/status> }
"""


@dataclass(slots=True)
class _Link:
    """A link as it is read: the values of its columns, row by row."""

    source: str
    target: str
    key: str
    told: dict[str, set[str]] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    imported: bool = False
    listing: bool = False


def links(
    graph: Graph | None = None,
    projection: str = "cities",
    *,
    kinds: Collection[str] = (),
    sources: Collection[str] = (),
    statuses: Collection[str] = DONE,
) -> Links:
    """Return a projection of a graph as arrays; of no graph, of the one that is open by default.

    Nodes are short names (``city:hue-vn``) with `ATTRIBUTES`. Links have ``key`` (the agreement,
    claim, membership ... for which each stands), ``via`` (its class), ``kind``, ``layer`` (its
    kind, else form, else `LISTED` or `UNNAMED`), ``status``, ``year``, ``end_year`` and
    ``sources``; several values are joined by `SEPARATOR`, sorted. ``layers`` has ``derived``,
    true of a common network; ``countries`` has ``weight``, the pairs of cities that are tied.

    ``kinds`` and ``sources`` keep what has one of these layers or kinds (``twinning``), or rests
    on one of these sources (``wikipedia-2026``); nodes are then those that a link touches.
    ``statuses`` keep what has one of them, or none that is told: a claim of a source has none, an
    agreement that is only wished or cancelled is no tie; with ``()`` all are kept. An agreement
    that has ended was a tie: its ``end_year`` tells. ``ties``, ``visits`` and ``contacts`` have
    columns of their own and cannot be chosen from.
    Raises UsageError for an unknown projection, kind, source or status.
    """
    chosen = projection_named(projection)
    opened = open_graph() if graph is None else graph
    if chosen.made == "told":
        if kinds or sources:
            raise UsageError(f"of {projection} no kinds or sources can be chosen", hint="of cities")
        told = contacts(opened) if projection == "contacts" else reported(opened, projection)
        return replace(told, choice="; ".join(opened.chosen))
    known = _standings(opened)
    _refuse_unknown(opened, statuses)
    found = [_columns(link, known) for link in _read(opened, chosen)]
    if chosen.made == "layers":
        members = _read(opened, PROJECTIONS["city-network"])
        found = [*found, *common_networks([_columns(link, {}) for link in members])]
    elif chosen.made == "dated":
        found = [row for row in found if row["year"] is not None]
    if statuses:
        found = [row for row in found if row["status"] is None or _any(row, "status", statuses)]
    found = _chosen(found, "kind", kinds, ("layer", "kind"))
    found = _chosen(found, "source", sources, ("sources",))
    made = _made(opened, chosen, found, whole=not kinds and not sources)
    return replace(made, choice="; ".join((*opened.chosen, *_choice(kinds, sources, statuses))))


def _choice(
    kinds: Collection[str], sources: Collection[str], statuses: Collection[str]
) -> list[str]:
    """Return what was chosen, nothing for the usual."""
    told = {"kinds": set(kinds), "sources": set(sources)}
    if set(statuses) != set(DONE):
        told["statuses"] = set(statuses) or {"all"}
    return [f"{name}: {', '.join(sorted(held))}" for name, held in told.items() if held]


def _read(graph: Graph, projection: Projection) -> list[_Link]:
    """Return the links of a projection's query, each once, its rows put together."""
    path = folder("queries") / "projection" / f"{projection.query}.rq"
    variables, rows = graph.stream(read_query(path).text)
    at = {name: place for place, name in enumerate(variables)}
    columns = [(at[name], name) for name in ("via", "kind", "form", "current_of") if name in at]
    source, target, key, from_ = (at[name] for name in ("source", "target", "key", "from"))
    imported, listing = at.get("imported"), at.get("listing")
    found: dict[tuple[str, str, str], _Link] = {}
    for row in rows:
        ends = (value(row[source]), value(row[target]), value(row[key]))
        link = found.get(ends)
        if link is None:
            link = found[ends] = _Link(*ends)
        for place, name in columns:
            if (term := row[place]) is not None:
                link.told.setdefault(name, set()).add(value(term))
        if (term := row[from_]) is not None:
            link.sources.add(value(term))
        link.imported |= imported is not None and value(row[imported]) == "true"
        link.listing |= listing is not None and value(row[listing]) == "true"
    return list(found.values())


def _columns(link: _Link, known: Mapping[str, Standing]) -> dict[str, Any]:
    """Return the columns of a link; its ends are IRIs."""
    told = link.told
    standing = known.get(min(told["current_of"]) if "current_of" in told else link.key, {})
    kinds, forms = _locals(told.get("kind", ())), _locals(told.get("form", ()))
    return {
        "source": link.source,
        "target": link.target,
        "key": shorten(link.key),
        "via": SEPARATOR.join(sorted(told.get("via", ()))),
        "kind": kinds or None,
        "layer": kinds or forms or (LISTED if link.listing else UNNAMED),
        "status": _locals(list(map(value, standing.get("status", ())))) or None,
        "year": min(map(int, map(value, standing.get("start_year", ()))), default=None),
        "end_year": max(map(int, map(value, standing.get("end_year", ()))), default=None),
        "sources": _locals(link.sources) or None,
        "imported": link.imported,
    }


def _locals(iris: Collection[str]) -> str:
    """Return the local names of IRIs, sorted and joined."""
    if len(iris) < 2:  # most: a world's list has many links and few kinds and sources
        return "".join(map(_local, iris))
    return SEPARATOR.join(sorted(set(map(_local, iris))))


_local = cache(local_name)
_standings = remembered(standings)


def _any(row: Mapping[str, Any], column: str, wanted: Collection[str]) -> bool:
    return row[column] is not None and not set(wanted).isdisjoint(row[column].split(SEPARATOR))


def _refuse_unknown(graph: Graph, statuses: Collection[str]) -> None:
    """Raise UsageError for a word that is no status, with near matches."""
    if isinstance(statuses, str):
        raise UsageError(f"statuses are several words, not '{statuses}'", hint="('wished',)")
    if set(statuses) <= set(DONE):
        return
    there = {local_name(value(status)) for (status,) in graph.stream(_STATUSES)[1]}
    for name in statuses:
        if there and name not in there:
            hint = near_matches(name, there) or f"known: {', '.join(sorted(there))}"
            raise UsageError(f"unknown status '{name}'", hint=hint)


def _chosen(
    rows: list[dict[str, Any]], what: str, wanted: Collection[str], columns: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return the rows that have one of the values asked for in one of the columns."""
    if not wanted:
        return rows
    there = {
        text for row in rows for column in columns for text in (row[column] or "").split(SEPARATOR)
    } - {""}
    for name in wanted:
        if name not in there:
            hint = near_matches(name, there) or f"known: {', '.join(sorted(there)) or 'none'}"
            raise UsageError(f"no link has the {what} '{name}'", hint=hint)
    return [row for row in rows if any(_any(row, column, wanted) for column in columns)]


def _made(
    graph: Graph, projection: Projection, rows: list[dict[str, Any]], *, whole: bool
) -> Links:
    """Return the rows as links, with what is known of their nodes."""
    nodes = read_nodes(graph, CLASSES)
    places = nodes.members[PLACES] | nodes.members["tg:City"]
    rows = [row for row in rows if row["source"] in places]
    if projection.second:
        rows = [row for row in rows if row["target"] in nodes.members[projection.second]]
    # All that the network rests on are reports: then it is a sample of their cities' ties alone.
    own = sorted(shorten(iri) for iri, about in nodes.about.items() if about["own"])
    star_of = () if any(row["imported"] for row in rows) else tuple(own)
    reports = joined(row["sources"] for row in rows if not row["imported"])
    if projection.made == "layers":
        rows = layers(rows)
    if projection.made == "countries":
        rows, about = countries_of(rows, nodes.about)
    else:
        touched = {row[end] for row in rows for end in ("source", "target")}
        if projection.isolated and whole:
            touched |= nodes.members[projection.isolated]
        about = {shorten(iri): nodes.about.get(iri, {}) for iri in touched}
    made = links_of(
        projection.name,
        [(shorten(row["source"]), shorten(row["target"])) for row in rows],
        nodes=about,
        columns={c: [row[c] for row in rows] for c in _names(projection)},
        directed=projection.directed,
        second=frozenset(shorten(row["target"]) for row in rows if projection.second),
        star_of=star_of,
    )
    return _numbered(replace(made, reports=tuple(reports.split(SEPARATOR)) if reports else ()))


def _names(projection: Projection) -> tuple[str, ...]:
    """Return the names of a projection's link columns."""
    if projection.made == "countries":
        return (WEIGHT, "links", "sources")
    derived = ("derived",) if projection.made == "layers" else ()
    return ("key", "via", "kind", "layer", "status", *YEARS, "sources", *derived)


def _numbered(made: Links) -> Links:
    """Return links whose columns of numbers are floats, also where all or none are known."""

    def floats(held: Mapping[str, Column], names: Collection[str]) -> dict[str, Column]:
        return {n: a.astype(np.float64) if n in names else a for n, a in held.items()}

    empty = {name: np.empty(made.n, dtype=object) for name in ATTRIBUTES}
    return replace(
        made,
        attributes=floats({**empty, **made.attributes}, NUMBERS),
        columns=floats(made.columns, (*YEARS, WEIGHT, "links")),
    )
