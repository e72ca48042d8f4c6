"""The graph as Python classes, through owlready2: ``onto.City.instances()``.

In: a `Graph`. Out: an owlready2 ontology in a world of its own: the terms of ``tg:`` with their
axioms, the things that the graph types, their object assertions and their names. What stops HermiT
or owlready2 stays out or is retyped. For classes and reasoning, never for queries: owlready2's
SPARQL lacks MINUS and CONSTRUCT and answers some property paths wrongly.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

import owlready2
import pyoxigraph as px

from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.opening import open_graph
from twingraph.prefixes import expand
from twingraph.store import Graph

ONTOLOGY_IRI: Final = expand("tg:")

_TYPE: Final = px.NamedNode(expand("rdf:type"))
_LABEL: Final = px.NamedNode(expand("rdfs:label"))
_PREF_LABEL: Final = px.NamedNode(expand("skos:prefLabel"))
_STRING: Final = px.NamedNode(expand("xsd:string"))
_INDIVIDUAL: Final = px.NamedNode(expand("owl:NamedIndividual"))
_CLASS: Final = px.NamedNode(expand("owl:Class"))
_OBJECT_PROPERTY: Final = px.NamedNode(expand("owl:ObjectProperty"))
_DATA_PROPERTY: Final = px.NamedNode(expand("owl:DatatypeProperty"))
# What the axioms of an ontology are written in, beside its own terms.
_AXIOM_NAMESPACES: Final = tuple(expand(f"{prefix}:") for prefix in ("tg", "owl", "rdf", "rdfs"))
_ANNOTATIONS: Final = {_LABEL, px.NamedNode(expand("rdfs:comment"))}
_READABLE: Final = {
    px.NamedNode(expand(f"xsd:{name}"))
    for name in ("string", "boolean", "integer", "decimal", "double", "float", "date", "dateTime")
}
# Every datatype that a reasoner must know; all others are read as text.
_REASONED: Final = _READABLE - {px.NamedNode(expand("xsd:date"))}


def to_owlready(graph: Graph | None = None, *, values: bool = False) -> Any:
    """Return the graph as an owlready2 ontology, in a new world (``.world``; close it when done).

    It holds the ontology's axioms and the object assertions, which HermiT can reason over. With
    ``values`` the data properties are there too, for use in Python alone: years, EDTF dates and
    other datatypes that owlready2 does not know are text.
    """
    opened = open_graph() if graph is None else graph
    triples = sorted({str(triple) for triple in _triples(opened, values=values)})
    content = "".join(f"{triple} .\n" for triple in triples).encode()
    world = owlready2.World()
    ontology = world.get_ontology(ONTOLOGY_IRI)
    # owlready2 reads no Turtle; from a file object it loads N-Triples.
    ontology.load(fileobj=io.BytesIO(content))
    return ontology


def _triples(graph: Graph, *, values: bool) -> Iterator[px.Triple]:
    quads = graph.quads()
    ontology = [q for q in quads if q.graph_name == ONTOLOGY_GRAPH]
    yield from filter(None, map(_axiom, ontology))
    things = [
        q
        for q in quads
        if isinstance(q.subject, px.NamedNode) and not q.subject.value.startswith(ONTOLOGY_IRI)
    ]
    named: set[Any] = set()
    for triple in _assertions(things, ontology, values=values):
        named.add(triple.subject)
        if triple.predicate != _TYPE and isinstance(triple.object, px.NamedNode):
            named.add(triple.object)
        yield triple
    for individual in named:
        yield px.Triple(individual, _TYPE, _INDIVIDUAL)
    for quad in things:
        if quad.predicate in (_LABEL, _PREF_LABEL) and quad.subject in named:
            yield px.Triple(quad.subject, _LABEL, quad.object)


def _assertions(
    things: Iterable[px.Quad], ontology: Iterable[px.Quad], *, values: bool
) -> Iterator[px.Triple]:
    """Yield the types, object assertions and, where wanted, values in the ontology's own terms."""
    declared: dict[Any, set[Any]] = {}
    for quad in ontology:
        if quad.predicate == _TYPE and _ours(quad):
            declared.setdefault(quad.object, set()).add(quad.subject)
    classes = declared.get(_CLASS, set())
    objects, data = declared.get(_OBJECT_PROPERTY, set()), declared.get(_DATA_PROPERTY, set())
    for quad in things:
        term = quad.object
        if quad.predicate == _TYPE:
            if term in classes:
                yield quad.triple
        elif quad.predicate in objects and isinstance(term, px.NamedNode):
            yield quad.triple
        elif values and quad.predicate in data and isinstance(term, px.Literal):
            yield px.Triple(quad.subject, quad.predicate, _readable(term))


def _ours(quad: px.Quad) -> bool:
    return isinstance(quad.subject, px.NamedNode) and quad.subject.value.startswith(ONTOLOGY_IRI)


def _axiom(quad: px.Quad) -> px.Triple | None:
    """Return a triple of the ontology that belongs to the axioms of our own terms, or None.

    Alignments speak of other people's terms, concepts are things; neither is an axiom.
    """
    if not (_ours(quad) or isinstance(quad.subject, px.BlankNode)):
        return None
    if not quad.predicate.value.startswith(_AXIOM_NAMESPACES) or (
        quad.predicate.value.startswith(ONTOLOGY_IRI)
    ):
        return None
    term = quad.object
    if isinstance(term, px.Literal):
        return px.Triple(quad.subject, quad.predicate, _readable(term))
    if not isinstance(term, px.NamedNode) or term.value.startswith(_AXIOM_NAMESPACES):
        return quad.triple
    # A datatype that no reasoner knows would stop it: text is what the bridge makes of it.
    if quad.predicate.value == expand("rdfs:range"):
        known = term if term in _REASONED else _STRING
        return px.Triple(quad.subject, quad.predicate, known)
    return None


def _readable(literal: px.Literal) -> px.Literal:
    if literal.language or literal.datatype in _READABLE:
        return literal
    return px.Literal(literal.value)
