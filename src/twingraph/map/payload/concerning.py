"""What the page's proofs can rest on: of a world's graph the part that concerns its own cities.

In: a graph, and the cities (IRIs) of which the page has records. Out: asserted quads: all that is
said outside imported lists, and of these what they say of the cities, of their ties and of their
memberships. What concerns other cities is left out: a page proves nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as px

from twingraph.map.payload.listed import sources_of
from twingraph.prefixes import PREFIXES, expand
from twingraph.store import Graph, is_inferred, value

_OF_ALL: Final = ("graph:identity", "graph:gazetteer")
"""Where an import says what the cities of all lists are."""
_STEPS: Final = 2
"""From a city to a relation, and from there to a claim."""


def concerning(graph: Graph, cities: Iterable[str]) -> Iterator[px.Quad]:
    """Yield the asserted quads that concern some cities."""
    lists = set(sources_of(graph))
    if not lists:
        yield from (quad for quad in graph.quads() if not is_inferred(quad.graph_name))
        return
    lists |= {expand(name) for name in _OF_ALL}
    for name in graph.graphs():
        if name not in lists and not is_inferred(px.NamedNode(name)):
            yield from graph.quads(name)
    known: set[str] = set()
    newest = set(cities)
    for _ in range(_STEPS + 1):
        known |= newest
        pointing = []
        for thing in sorted(newest):
            yield from (quad for quad in graph.about(thing) if value(quad.graph_name) in lists)
            pointing += [
                quad
                for quad in graph.pointing_at(thing)
                if value(quad.graph_name) in lists
                and not value(quad.subject).startswith(PREFIXES["mention"])
            ]
        # Of other cities only that they are listed with these.
        others = [q for q in pointing if value(q.subject).startswith(PREFIXES["city"])]
        yield from (quad for quad in others if value(quad.subject) not in known)
        newest = {value(q.subject) for q in pointing} - {value(q.subject) for q in others} - known
