"""Labels and names that break careless writers, in a small graph of their own. All invented."""

from __future__ import annotations

import pyoxigraph as px

from twingraph.prefixes import expand
from twingraph.store import Graph

LABELS = {
    "quotes": '"double" \'single\' \\backslash\\ """three"""',
    "markup": "<img src=x onerror=alert(1)> & &amp; ]]> <!-- -->",
    "lines": "one\ntwo\r\nthree\rfour\tfive",
    "separators": "a,b;c|d",
    "spaces": "  before and after  ",
    "far": "Huế \U0001f600 \U00020000 e\u0301 \u202eright to left\u2028line",
    "braces": "{} } . # @prefix ?x $y %s {{ x }}",
    "formula": "=1+1",
}
"""By the slug of the city that bears it."""

CONTROLS = "bell \x07, escape \x1b, delete \x7f, next line \x85, not a character \ufffe"
"""What XML 1.0 cannot hold, beside two that it can."""

_GRAPH = px.NamedNode(expand("graph:editorial"))


def _quad(subject: str, predicate: str, term: px.NamedNode | px.Literal) -> px.Quad:
    named = px.NamedNode(expand(subject))
    return px.Quad(named, px.NamedNode(expand(predicate)), term, _GRAPH)


def hostile_quads(labels: dict[str, str]) -> list[px.Quad]:
    """Return cities with these labels, each but the first party to an agreement with the first."""
    first, *others = labels
    quads = []
    for slug, label in labels.items():
        city = f"city:{slug}"
        quads.append(_quad(city, "rdf:type", px.NamedNode(expand("tg:City"))))
        quads.append(_quad(city, "rdfs:label", px.Literal(label, language="en")))
    for slug in others:
        agreement = f"agreement:{slug}"
        quads.append(_quad(agreement, "rdf:type", px.NamedNode(expand("tg:Agreement"))))
        quads.append(_quad(agreement, "rdfs:label", px.Literal(labels[slug], language="en")))
        quads.append(_quad(agreement, "tg:statedAs", px.Literal(labels[slug])))
        quads += [
            _quad(agreement, "tg:party", px.NamedNode(expand(f"city:{party}")))
            for party in (first, slug)
        ]
    subclass = px.NamedNode(expand("rdfs:subClassOf"))
    territory = px.NamedNode(expand("tg:Territory"))
    quads.append(px.Quad(px.NamedNode(expand("tg:City")), subclass, territory, _GRAPH))
    return quads


def hostile_graph(labels: dict[str, str] | None = None) -> Graph:
    """Return the graph of `hostile_quads`."""
    return Graph.memory(hostile_quads(LABELS if labels is None else labels))
