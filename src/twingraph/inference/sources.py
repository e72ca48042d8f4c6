"""Which graphs belong to which source, read from the quads themselves.

In: quads. Out: the named graphs of each source, as `Graph.sources` gives them for a store. Our own
words serve every source: the ontology, the dates, the editorial graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

from twingraph.prefixes import expand

OURS: Final = (expand("source:editorial"), expand("source:twingraph"))
"""The sources on which every other may lean: what we wrote, the ontology and the dates."""

_SOURCE: Final = expand("tg:source")
_RESTS_ON: Final = expand("tg:restsOn")
_IN_REPORT: Final = expand("tg:inReport")


def graphs_by_source(quads: Iterable[px.Quad]) -> dict[str, set[str]]:
    """Return the named graphs of each source, by its IRI.

    A graph's source is what ``tg:source`` says, that of an evidence graph the reports of the
    passages on which it rests. A graph of which neither is told belongs to no source.
    """
    told: dict[str, dict[str, set[str]]] = {_SOURCE: {}, _RESTS_ON: {}, _IN_REPORT: {}}
    graphs: set[str] = set()
    for quad in quads:
        if isinstance(quad.graph_name, px.NamedNode):
            graphs.add(quad.graph_name.value)
        if quad.predicate.value in told and isinstance(quad.subject, px.NamedNode):
            of = told[quad.predicate.value].setdefault(quad.subject.value, set())
            if isinstance(quad.object, px.NamedNode):
                of.add(quad.object.value)
    found: dict[str, set[str]] = {}
    for graph in graphs:
        sources = set(told[_SOURCE].get(graph, ())) | told[_IN_REPORT].get(graph, set())
        for passage in told[_RESTS_ON].get(graph, ()):
            sources |= told[_IN_REPORT].get(passage, set())
        for source in sources:
            found.setdefault(source, set()).add(graph)
    return found
