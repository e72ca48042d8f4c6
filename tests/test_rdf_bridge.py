"""The rdflib bridge: the same graphs, the same terms, the same answers."""

from __future__ import annotations

import pyoxigraph as px
import pytest
import rdflib

from hostile import CONTROLS, LABELS, hostile_quads
from twingraph.bundled import bundled_quads
from twingraph.errors import DataError
from twingraph.prefixes import PREFIXES, expand
from twingraph.rdf import to_rdflib, triples_to_rdflib
from twingraph.store import Graph, value

# rdflib warns of its own use of what it deprecates.
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")
PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> rdflib.Dataset:
    return to_rdflib(graph)


def test_rdflibs_own_serialiser_writes_the_same_quads(
    graph: Graph, dataset: rdflib.Dataset
) -> None:
    content = dataset.serialize(format="nquads")
    assert set(px.parse(content, format=px.RdfFormat.N_QUADS)) == set(graph.quads())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
        "SELECT ?c ?l WHERE { ?c a tg:City ; rdfs:label ?l }",
        "SELECT ?g WHERE { GRAPH ?g { agreement:hue-protocol-2024 tg:party city:hue-vn } }",
        "SELECT ?a ?y WHERE { ?a tg:period/tg:latestYear ?y . FILTER(?y > 2025) }",
    ],
)
def test_both_engines_answer_alike(graph: Graph, dataset: rdflib.Dataset, query: str) -> None:
    ours = sorted(tuple(value(term) for term in row) for row in graph.select(PREAMBLE + query))
    found = dataset.query(query).bindings  # the prefixes are bound
    assert sorted(tuple(map(str, row.values())) for row in found) == ours
    assert ours


def test_a_value_that_its_datatype_does_not_allow_is_kept_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    node, wrong = px.NamedNode("x:a"), px.Literal("x", datatype=px.NamedNode(expand("xsd:double")))
    ((_, _, kept),) = triples_to_rdflib([px.Quad(node, node, wrong)])
    assert isinstance(kept, rdflib.Literal)
    assert (str(kept), kept.datatype) == ("x", rdflib.XSD.double)
    assert caplog.records == []
    rdflib.Literal("x", datatype=rdflib.XSD.double)
    assert len(caplog.records) == 1, "elsewhere rdflib says what it says"


def test_hostile_labels_and_odd_literals_survive() -> None:
    quads = hostile_quads({**LABELS, "controls": CONTROLS})
    node, in_graph = px.NamedNode(expand("city:x")), px.NamedNode(expand("graph:editorial"))
    for text, datatype in (("05", "xsd:integer"), ("2024", "xsd:gYear"), ("2024/..", "edtf:EDTF")):
        literal = px.Literal(text, datatype=px.NamedNode(expand(datatype)))
        quads.append(px.Quad(node, node, literal, in_graph))
    graph = Graph.memory(quads)  # whose engine writes 05 as 5
    content = to_rdflib(graph).serialize(format="nquads")
    assert set(px.parse(content, format=px.RdfFormat.N_QUADS)) == set(graph.quads())
    assert len(graph.quads()) == len(quads)


def test_a_term_that_rdflib_does_not_know_is_refused() -> None:
    node = px.NamedNode(expand("city:x"))
    triple_term = px.Quad(node, node, px.Triple(node, node, node), node)
    with pytest.raises(DataError, match="rdflib has no place"):
        to_rdflib(Graph.memory([triple_term]))
    direction = px.Literal("x", language="ar", direction=px.BaseDirection.RTL)
    with pytest.raises(DataError, match="no base direction"):
        to_rdflib(Graph.memory([px.Quad(node, node, direction, node)]))
