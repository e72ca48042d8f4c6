"""A piece of the graph for each term: the shortest statement with a property, a member of a class.

In: the quads of a graph. Out: `Example` by term. What a passage states comes before what we wrote
ourselves or what follows; of several the shortest is taken, then the first by letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as px

from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.reference.model import Example
from twingraph.store import is_inferred, value

_TYPE: Final = expand("rdf:type")
_LABEL: Final = expand("rdfs:label")
_SHOWN: Final = 4
_BARE: Final = frozenset(map(expand, ("xsd:integer", "xsd:decimal", "xsd:boolean")))


def examples(quads: Iterable[px.Quad]) -> Mapping[str, Example]:
    """Return an example for each property and class of ours that the graph uses."""
    used: dict[str, list[px.Quad]] = defaultdict(list)
    about: dict[str, list[px.Quad]] = defaultdict(list)
    for quad in quads:
        if quad.graph_name == ONTOLOGY_GRAPH or not isinstance(quad.subject, px.NamedNode):
            continue
        about[quad.subject.value].append(quad)
        term = quad.object if quad.predicate.value == _TYPE else quad.predicate
        if isinstance(term, px.NamedNode) and term.value.startswith(PREFIXES["tg"]):
            used[term.value].append(quad)
    return {
        term: _of_class(found, about) if found[0].predicate.value == _TYPE else _of_property(found)
        for term, found in sorted(used.items())
    }


def _of_property(found: list[px.Quad]) -> Example:
    best = min(found, key=_brevity)
    return Example(f"{_subject(best)} {_statement(best)} .", (_graph(best),))


def _of_class(found: list[px.Quad], about: Mapping[str, list[px.Quad]]) -> Example:
    """Return the member of which most kinds of things are said, with some of them."""

    def key(quad: px.Quad) -> tuple[int, int, str]:
        said = {other.predicate.value for other in about[_iri(quad)]}
        return _rank(quad), -len(said), str(quad)

    best = min(found, key=key)
    by_property: dict[str, list[px.Quad]] = defaultdict(list)
    for quad in about[_iri(best)]:
        if quad.predicate.value != _TYPE:
            by_property[quad.predicate.value].append(quad)
    chosen = [min(quads, key=_brevity) for quads in by_property.values()]
    # A name first, then what passages say.
    chosen.sort(key=lambda quad: (quad.predicate.value != _LABEL, *_brevity(quad)))
    shown = [best, *chosen[:_SHOWN]]
    lines = [f"{_subject(best)} {_statement(best)}", *(f"    {_statement(q)}" for q in shown[1:])]
    return Example(" ;\n".join(lines) + " .", tuple(dict.fromkeys(map(_graph, shown))))


def _brevity(quad: px.Quad) -> tuple[int, int, str, str]:
    return _rank(quad), len(_statement(quad)), _statement(quad), str(quad)


def _rank(quad: px.Quad) -> int:
    """Return 0 for what a passage states, 1 for what it implies, 3 for what follows, else 2."""
    name = _graph(quad)
    if is_inferred(quad.graph_name):
        return 3
    if not name.startswith("passage:"):
        return 2
    return 1 if name.endswith("-implied") else 0


def _statement(quad: px.Quad) -> str:
    predicate = "a" if quad.predicate.value == _TYPE else shorten(quad.predicate.value)
    return f"{predicate} {_turtle(quad.object)}"


def _turtle(term: object) -> str:
    if isinstance(term, px.NamedNode):
        short = shorten(term.value)
        return short if short != term.value else f"<{term.value}>"
    if isinstance(term, px.Literal) and not term.language:
        if term.datatype.value in _BARE:
            return term.value
        if term.datatype.value != expand("xsd:string"):
            return f"{px.Literal(term.value)}^^{shorten(term.datatype.value)}"
    return str(term)


def _subject(quad: px.Quad) -> str:
    return _turtle(quad.subject)


def _iri(quad: px.Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, px.NamedNode) else ""


def _graph(quad: px.Quad) -> str:
    return shorten(value(quad.graph_name))
