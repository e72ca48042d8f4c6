"""The graph as Python classes, through owlready2: ``onto.City.instances()``.

In: a `Graph`. Out: an owlready2 ontology in a world of its own: the terms of ``tg:`` with their
axioms, the things that the graph types, their object assertions and their names, as `statements`
chooses them. For classes, never for queries: owlready2's SPARQL lacks MINUS and CONSTRUCT and
answers some property paths wrongly.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

import owlready2
import pyoxigraph as px

from twingraph.opening import open_graph
from twingraph.prefixes import expand
from twingraph.statements import DATA_PROPERTY, ONTOLOGY_IRI, READABLE, Knowledge, knowledge
from twingraph.store import Graph

_TYPE: Final = px.NamedNode(expand("rdf:type"))
_LABEL: Final = px.NamedNode(expand("rdfs:label"))
_COMMENT: Final = px.NamedNode(expand("rdfs:comment"))
_PREF_LABEL: Final = px.NamedNode(expand("skos:prefLabel"))
_INDIVIDUAL: Final = px.NamedNode(expand("owl:NamedIndividual"))


def to_owlready(graph: Graph | None = None, *, values: bool = False) -> Any:
    """Return the graph as an owlready2 ontology, in a new world (``.world``; close it when done).

    It holds the ontology's axioms and the object assertions, which HermiT can reason over. With
    ``values`` the data properties are there too, for use in Python alone: years, EDTF dates and
    other datatypes that owlready2 does not know are text.
    """
    opened = open_graph() if graph is None else graph
    quads = opened.quads()
    known = knowledge(quads)
    lines = {line for declared in known.declarations.values() for line in declared}
    lines.update(line for s in (*known.axioms, *known.assertions) for line in s.triples)
    lines.update(f"{triple} .\n" for triple in _beside(quads, known, values=values))
    world = owlready2.World()
    ontology = world.get_ontology(ONTOLOGY_IRI)
    # owlready2 reads no Turtle; from a file object it loads N-Triples.
    ontology.load(fileobj=io.BytesIO("".join(sorted(lines)).encode()))
    return ontology


def _beside(quads: Iterable[px.Quad], known: Knowledge, *, values: bool) -> Iterator[px.Triple]:
    """Yield what a reasoner does not need: names, comments, and values where they are wanted."""
    data = {term for term, lines in known.declarations.items() if _is_data(lines)}
    named = {thing for statement in known.assertions for thing in statement.things}
    for thing in named:
        yield px.Triple(px.NamedNode(thing), _TYPE, _INDIVIDUAL)
    for quad in quads:
        subject, prop, term = quad.subject, quad.predicate, quad.object
        if not isinstance(subject, px.NamedNode) or not isinstance(term, px.Literal):
            continue
        if subject.value in known.declarations:
            if prop in (_LABEL, _COMMENT):
                yield px.Triple(subject, prop, _readable(term))
        elif values and prop.value in data:
            yield px.Triple(subject, prop, _readable(term))
            yield px.Triple(subject, _TYPE, _INDIVIDUAL)
        if prop in (_LABEL, _PREF_LABEL) and subject.value in named:
            yield px.Triple(subject, _LABEL, term)


def _is_data(declared: Iterable[str]) -> bool:
    return any(f"<{DATA_PROPERTY}>" in line for line in declared)


def _readable(literal: px.Literal) -> px.Literal:
    if literal.language or literal.datatype.value in READABLE:
        return literal
    return px.Literal(literal.value)
