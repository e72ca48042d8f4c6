"""RDF to networks: the one place where statements become nodes and edges.

In: a graph and the name of a projection. Out: a ``networkx.MultiGraph`` whose edges are the answers
of a query in queries/network/, columns ``?source ?target ?key`` and attributes; their status and
dates are those of ``standing``. A relation with a lifetime is more than an edge: each edge carries
what it stands for, its dates, basis and passages. It measures nothing, draws nothing and writes no
file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from twingraph.errors import UsageError, near_matches
from twingraph.opening import open_graph
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.queries import SavedQuery, bind, read_query
from twingraph.resources import folder
from twingraph.standing import REPORTED, Standing, standings
from twingraph.store import Graph, Term, value
from twingraph.tables import python_value

SEPARATOR: Final = " | "
"""What stands between the values of an attribute that has several; they are sorted."""

Attribute = str | int | float | bool
Ends = tuple[str, str, str]
"""Source, target and key of an edge, as IRIs."""

# Of several values these keep the smallest; all others are joined.
_SMALLEST: Final = frozenset(("label", "label_fr", "label_en"))
_NODE_STANDING: Final = frozenset(("status", "date"))


@dataclass(frozen=True)
class Projection:
    """What becomes a network: the query of its edges and the classes of its nodes.

    Things of ``always`` are nodes even where no edge touches them; those of ``ends`` only where
    one does. An edge takes the standing of what it stands for, or of what the query's column
    ``?current_of`` says instead.
    """

    name: str
    summary: str
    query: str
    always: tuple[str, ...]
    ends: tuple[str, ...]
    directed: bool = False


PROJECTIONS: Final[dict[str, Projection]] = {
    projection.name: projection
    for projection in (
        Projection("ties", "cities by agreements and claims", "ties", ("tg:City",), ("tg:Place",)),
        Projection(
            "networks",
            "cities and the networks to which they belong",
            "memberships",
            ("tg:City", "tg:Network"),
            ("tg:Agent",),
        ),
        Projection(
            "people",
            "persons by events and offices",
            "people",
            ("tg:Person",),
            ("tg:Event", "tg:EventSeries", "tg:Agent", "tg:Place"),
        ),
        Projection(
            "events",
            "events and who or what takes part in them",
            "participations",
            ("tg:Event",),
            (
                *("tg:Agent", "tg:Place", "tg:EventSeries", "tg:Project", "tg:Office", "tg:Work"),
                *("tg:Item", "tg:Gift", "tg:Bid", "tg:Approach", "tg:Honour", "tg:Grant"),
            ),
        ),
        Projection(
            "visits",
            "visits, from who sends them or whence they come to where they go",
            "visits",
            (),
            ("tg:Agent", "tg:Place"),
            directed=True,
        ),
    )
}


def network(
    graph: Graph | None = None,
    projection: str = "ties",
    known: Mapping[str, Standing] | None = None,
) -> nx.MultiGraph[str]:
    """Return a projection of a graph as a network.

    Nodes are short names (``city:hue-vn``) with ``iri``, ``type``, ``label``, ``label_fr``,
    ``label_en`` and what is known of ``latitude``, ``longitude``, ``country``, ``status``,
    ``date``; ``own`` is true of a city whose report the graph holds, ``partner`` of a territory
    tied to one. Edges are keyed by the agreement, claim, membership, participation or visit for
    which they stand (``via`` names its class) and carry ``iri``, ``label``, ``kind``, ``status``,
    ``basis``, ``start_year``, ``end_year``, ``passages`` and more. Status and dates are as of the
    latest report that tells them, and single, as the rules conclude; in a graph without what is
    inferred they are all that sources state. An attribute that is not known is absent; several
    values are joined by `SEPARATOR`, sorted. ``visits`` is directed, as ``networkx.MultiDiGraph``.
    ``known`` are the graph's `standings`, where they have been read already.
    Raises UsageError for an unknown projection.
    """
    chosen = _chosen(projection)
    opened = open_graph() if graph is None else graph
    made: nx.MultiGraph[str] = nx.MultiDiGraph() if chosen.directed else nx.MultiGraph()
    made.graph["name"] = chosen.name
    known = standings(opened) if known is None else known
    found = _edges(opened, chosen, known)
    touched = {end for source, target, _ in found for end in (source, target)}
    for iri, attributes in _nodes(opened, chosen, touched).items():
        told = _told(known.get(iri, {}))
        told = {name: held for name, held in told.items() if name in _NODE_STANDING}
        made.add_node(shorten(iri), **attributes, **told)
    for source, target, key in sorted(found):
        ends = found[source, target, key]
        made.add_edge(shorten(source), shorten(target), key=shorten(key), **ends)
    return made


def edges(
    graph: Graph, projection: str, known: Mapping[str, Standing]
) -> dict[Ends, dict[str, Attribute]]:
    """Return the edges of a projection alone, by source, target and key (IRIs).

    Their attributes are those of `network`; ``known`` are the graph's `standings`. Raises
    UsageError for an unknown projection.
    """
    return _edges(graph, _chosen(projection), known)


def _chosen(projection: str) -> Projection:
    if projection not in PROJECTIONS:
        hint = near_matches(projection, PROJECTIONS) or f"known: {', '.join(PROJECTIONS)}"
        raise UsageError(f"unknown network '{projection}'", hint=hint)
    return PROJECTIONS[projection]


def saved_query(name: str) -> SavedQuery:
    """Return a query of queries/network/."""
    return read_query(folder("queries") / "network" / f"{name}.rq")


def _edges(
    graph: Graph, projection: Projection, known: Mapping[str, Standing]
) -> dict[Ends, dict[str, Attribute]]:
    told = graph.stream(saved_query(projection.query).text)
    found = _gathered(*told, ("source", "target", "key"))
    made: dict[Ends, dict[str, Attribute]] = {}
    for (source, target, key), attributes in found.items():
        current = str(attributes.pop("current_of", key)).split(SEPARATOR)
        held: dict[str, Attribute] = {"iri": key}
        held["label"] = attributes.get("label_en") or attributes.get("label_fr") or shorten(key)
        # Of several claims on a pair, the one of the latest report that tells it.
        things = [name if "://" in name else expand(name) for name in current]
        standing_of = [known[iri] for iri in things if iri in known]
        for standing in sorted(standing_of, key=_reported):
            attributes |= _told(standing)
        made[source, target, key] = {**held, **attributes}
    return made


def _told(standing: Standing) -> dict[str, Attribute]:
    """Return the attributes of a standing, things by their short names."""
    return {
        name: _one(name, {python_value(term) for term in terms})
        for name, terms in standing.items()
        if name != REPORTED
    }


def _reported(standing: Standing) -> int:
    return max((int(value(year)) for year in standing.get(REPORTED, ())), default=0)


def _nodes(
    graph: Graph, projection: Projection, touched: set[str]
) -> dict[str, dict[str, Attribute]]:
    """Return the attributes of every node by IRI, sorted."""
    given = {"class": [*projection.always, *projection.ends]}
    text, typed = (
        bind(saved_query(name), given, lambda name, _: expand(name)) for name in ("nodes", "types")
    )
    told = _gathered(*graph.stream(text), ("node",))
    types, always = _types(graph.stream(typed)[1], set(map(expand, projection.always)))
    nodes: dict[str, dict[str, Attribute]] = {}
    for iri in sorted(always | touched):
        # What the data tie but do not describe is still a node, with its name alone.
        held = told.get((iri,), {})
        label = held.get("label_en") or held.get("label_fr") or held.get("label") or shorten(iri)
        if iri in types:
            held = {**types[iri], **held}
            held |= {"own": held.get("own", False), "partner": held.get("partner", False)}
        nodes[iri] = {"iri": iri, **held, "label": label}
    return nodes


def _types(
    rows: Iterable[tuple[Term | None, ...]], always: set[str]
) -> tuple[dict[str, dict[str, Attribute]], set[str]]:
    """Return the narrowest types of each thing, and the things that belong to some classes.

    ``rows`` are those of queries/network/types.rq.
    """
    known: dict[str, set[str]] = {}
    above: dict[str, set[str]] = {}
    for thing, cls, wider in rows:
        held = known if wider is None else above
        held.setdefault(value(thing), set()).add(value(cls if wider is None else wider))
    own, told = PREFIXES["tg"], {}
    members: set[str] = set()
    narrowest: dict[frozenset[str], dict[str, Attribute]] = {}  # few kinds of things, many things
    for thing_iri, classes in known.items():
        group = frozenset(classes)
        if group not in narrowest:
            passed = {up for each in group for up in above.get(each, set()) - {each}}
            kept = {each.removeprefix(own) for each in group - passed if each.startswith(own)}
            narrowest[group] = {"type": _one("type", set(kept))} if kept else {}
        told[thing_iri] = narrowest[group]
        if any(each in always or above.get(each, set()) & always for each in group):
            members.add(thing_iri)
    return told, members


def _gathered(
    variables: tuple[str, ...], rows: Iterable[tuple[Term | None, ...]], keys: tuple[str, ...]
) -> dict[tuple[str, ...], dict[str, Attribute]]:
    """Return the attributes of each thing that the key columns name, its rows put together."""
    at = [variables.index(key) for key in keys]
    columns = [(i, name) for i, name in enumerate(variables) if name not in keys]
    values: dict[tuple[str, ...], dict[str, set[Attribute]]] = {}
    for row in rows:
        held = values.setdefault(tuple(value(row[i]) for i in at), {})
        for i, name in columns:
            term = row[i]
            if term is not None:
                held.setdefault(name, set()).add(python_value(term))
    return {key: _single(found, [name for _, name in columns]) for key, found in values.items()}


def _single(found: Mapping[str, set[Attribute]], order: list[str]) -> dict[str, Attribute]:
    """Return one value for each attribute, in the order of the query's columns."""
    return {name: _one(name, found[name]) for name in order if name in found}


def _one(name: str, values: set[Attribute]) -> Attribute:
    ordered = sorted(values, key=lambda v: (isinstance(v, str), v))
    single = len(ordered) == 1 or name in _SMALLEST
    return ordered[0] if single else SEPARATOR.join(map(str, ordered))
