"""Which graphs belong to which source, read from the quads themselves.

In: quads, or the lines of N-Quads. Out: the named graphs of each source, as `Graph.sources` gives
them for a store. Our own words serve every source: the ontology, the dates, the editorial graph.
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
_TELLING: Final = {f"<{prop}>".encode() for prop in (_SOURCE, _RESTS_ON, _IN_REPORT)}


class Telling:
    """What statements tell of graphs and their sources, gathered one by one."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, set[str]]] = {_SOURCE: {}, _RESTS_ON: {}, _IN_REPORT: {}}

    def take(self, subject: str, prop: str, thing: str) -> None:
        """Take a statement in, by the IRIs of its terms."""
        if prop in self._told:
            self._told[prop].setdefault(subject, set()).add(thing)

    def take_line(self, line: bytes) -> None:
        """Take a line of N-Quads in."""
        subject, prop, rest = line.split(b" ", 2)
        if prop in _TELLING and rest.startswith(b"<"):
            self.take(iri(subject), iri(prop), iri(rest.partition(b" ")[0]))

    def graphs_by_source(self, graphs: Iterable[str]) -> dict[str, set[str]]:
        """Return those of some named graphs that belong to each source, by its IRI.

        A graph's source is what ``tg:source`` says, that of an evidence graph the reports of the
        passages on which it rests. A graph of which neither is told belongs to no source.
        """
        told = self._told
        found: dict[str, set[str]] = {}
        for graph in graphs:
            sources = told[_SOURCE].get(graph, set()) | told[_IN_REPORT].get(graph, set())
            for passage in told[_RESTS_ON].get(graph, ()):
                sources |= told[_IN_REPORT].get(passage, set())
            for source in sources:
                found.setdefault(source, set()).add(graph)
        return found


def graphs_by_source(quads: Iterable[px.Quad]) -> dict[str, set[str]]:
    """Return the named graphs of each source, by its IRI, as quads tell them."""
    telling = Telling()
    graphs = set()
    for quad in quads:
        if isinstance(quad.graph_name, px.NamedNode):
            graphs.add(quad.graph_name.value)
        if isinstance(quad.subject, px.NamedNode) and isinstance(quad.object, px.NamedNode):
            telling.take(quad.subject.value, quad.predicate.value, quad.object.value)
    return telling.graphs_by_source(graphs)


def iri(term: bytes) -> str:
    """Return an IRI as N-Quads write it without its brackets."""
    return term[1:-1].decode()
