"""RDF exports: what is written reads back the same, in two libraries, and to the same bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as px
import pytest
import rdflib
from rdflib.compare import isomorphic

from hostile import CONTROLS, LABELS, hostile_graph
from twingraph.bundled import bundled_quads
from twingraph.errors import DataError
from twingraph.exports import rdf
from twingraph.prefixes import expand
from twingraph.rdf import to_rdflib
from twingraph.store import Graph

NAMED = {
    "nquads": (px.RdfFormat.N_QUADS, "nquads"),
    "trig": (px.RdfFormat.TRIG, "trig"),
    "jsonld": (px.RdfFormat.JSON_LD, "json-ld"),
}
# rdflib warns of its own use of what it deprecates.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:.*(Dataset|ConjunctiveGraph).* (is|are) deprecated:DeprecationWarning"
)


@pytest.fixture(scope="module")
def quads() -> list[px.Quad]:
    return bundled_quads()


@pytest.fixture(scope="module")
def expected(quads: list[px.Quad]) -> dict[str, rdflib.Graph]:
    return by_graph(to_rdflib(Graph.memory(quads)))


def c14n(quads: Iterable[px.Quad]) -> set[px.Quad]:
    """Return quads under the engine's own canonical labels, all of them hashed."""
    dataset = px.Dataset(quads)
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def by_graph(dataset: rdflib.Dataset) -> dict[str, rdflib.Graph]:
    graphs: dict[str, rdflib.Graph] = {}
    for subject, predicate, term, name in dataset.quads():
        graph = graphs.setdefault(str(name), rdflib.Graph())
        graph.add((subject, predicate, term))
    return graphs


@pytest.mark.parametrize("form", NAMED)
def test_named_graphs_read_back_in_pyoxigraph(form: str, quads: list[px.Quad]) -> None:
    parse_as, _ = NAMED[form]
    read = list(px.parse(rdf.document(quads, form), format=parse_as))
    assert c14n(read) == c14n(quads)
    assert not any(isinstance(quad.graph_name, px.DefaultGraph) for quad in read)
    assert len(read) == len(quads) > 5000


@pytest.mark.parametrize("form", NAMED)
def test_named_graphs_read_back_in_rdflib(
    form: str, quads: list[px.Quad], expected: dict[str, rdflib.Graph]
) -> None:
    _, parse_as = NAMED[form]
    read = rdflib.Dataset()
    read.parse(data=rdf.document(quads, form).decode(), format=parse_as)
    found = by_graph(read)
    assert sorted(found) == sorted(expected)
    assert len(found) > 100
    for name, graph in expected.items():
        same = isomorphic(found[name], graph) if "ontology" in name else (
            set(found[name]) == set(graph)
        )  # fmt: skip
        assert same, name


def test_turtle_is_the_merge_each_fact_once(quads: list[px.Quad]) -> None:
    content = rdf.document(quads, "turtle")
    read = list(px.parse(content, format=px.RdfFormat.TURTLE))
    merge = {px.Quad(*quad.triple) for quad in quads}
    assert c14n(read) == c14n(merge)
    assert len(read) == len(merge) < len(quads)
    assert len(rdflib.Graph().parse(data=content.decode(), format="turtle")) == len(merge)


@pytest.mark.parametrize("form", rdf.FORMATS)
def test_neither_order_nor_blank_labels_change_a_byte(form: str, quads: list[px.Quad]) -> None:
    blank: set[Any] = {t for q in quads for t in q.triple if isinstance(t, px.BlankNode)}
    assert len(blank) > 10
    shuffled = list(quads)
    random.Random(7).shuffle(shuffled)
    renamed: dict[Any, Any] = {
        node: px.BlankNode(f"z{i}") for i, node in enumerate(sorted(blank, key=str)[::-1])
    }
    other = [
        px.Quad(
            renamed.get(q.subject, q.subject),
            q.predicate,
            renamed.get(q.object, q.object),
            q.graph_name,
        )
        for q in shuffled
    ]
    assert rdf.document(other, form) == rdf.document(quads, form)


def test_the_ontologys_unions_keep_the_order_of_their_members(
    quads: list[px.Quad], root: Path
) -> None:
    graph = to_rdflib(
        Graph.memory(px.parse(rdf.document(quads, "nquads"), format=px.RdfFormat.N_QUADS))
    )
    authored = rdflib.Graph().parse(root / "ontology" / "twingraph.ttl")

    def unions(of: rdflib.Graph) -> list[tuple[str, str, list[str]]]:
        return sorted(
            (str(term), str(predicate), [str(m) for m in of.items(members)])
            for node, members in of.subject_objects(rdflib.OWL.unionOf)
            for term, predicate in of.subject_predicates(node)
        )

    assert unions(graph) == unions(authored)
    assert len(unions(authored)) > 5


def test_json_ld_embeds_the_published_context(quads: list[px.Quad], root: Path) -> None:
    published = json.loads((root / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    written = json.loads(rdf.document(quads, "jsonld"))
    assert written["@context"] == published["@context"]
    graphs = {graph["@id"]: graph["@graph"] for graph in written["@graph"]}
    namur = next(n for n in graphs["graph:editorial"] if n["@id"] == "city:namur-be")
    assert namur["@type"] == "tg:City"
    assert {"@language": "fr", "@value": "Namur"} in namur["rdfs:label"]


@pytest.mark.parametrize("form", NAMED)
def test_hostile_labels_survive(form: str) -> None:
    quads = hostile_graph({**LABELS, "controls": CONTROLS + "\x00"}).quads()
    parse_as, for_rdflib = NAMED[form]
    content = rdf.document(quads, form)
    assert set(px.parse(content, format=parse_as)) == set(quads)
    read = rdflib.Dataset()
    read.parse(data=content, format=for_rdflib)
    labels = {str(label) for *_, label, _ in read.quads((None, rdflib.RDFS.label, None, None))}
    assert labels == {*LABELS.values(), CONTROLS + "\x00"}


def test_an_iri_whose_scheme_is_a_prefix_stays_an_iri() -> None:
    graph, see = px.NamedNode(expand("graph:editorial")), px.NamedNode(expand("rdfs:seeAlso"))
    quad = px.Quad(px.NamedNode("geo:50.4,4.8"), see, px.NamedNode("urn:x:y"), graph)
    assert list(px.parse(rdf.document([quad], "jsonld"), format=px.RdfFormat.JSON_LD)) == [quad]


@pytest.mark.parametrize("text", ["05", "+5", "5.0", "1e0", "not a number"])
def test_numbers_keep_their_spelling(text: str) -> None:
    node = px.NamedNode(expand("city:x"))
    for datatype in ("xsd:integer", "xsd:decimal", "xsd:double", "xsd:boolean"):
        literal = px.Literal(text, datatype=px.NamedNode(expand(datatype)))
        quad = px.Quad(node, node, literal, px.NamedNode(expand("graph:editorial")))
        for form, (parse_as, _) in NAMED.items():
            assert list(px.parse(rdf.document([quad], form), format=parse_as)) == [quad]


def test_what_json_ld_cannot_hold_is_refused() -> None:
    node = px.NamedNode(expand("city:x"))
    quad = px.Quad(node, node, px.Triple(node, node, node), node)
    with pytest.raises(DataError, match="JSON-LD has no place"):
        rdf.document([quad], "jsonld")


def test_nothing_is_an_empty_document() -> None:
    for form, (parse_as, _) in NAMED.items():
        assert list(px.parse(rdf.document([], form), format=parse_as)) == []


@pytest.mark.parametrize("form", ["nquads", "turtle", "jsonld"])
def test_triples_in_no_graph_are_written_in_none(form: str) -> None:
    city, see = px.NamedNode(expand("city:x")), px.NamedNode(expand("rdfs:seeAlso"))
    quads = {px.Quad(city, see, px.NamedNode(expand(f"city:{name}"))) for name in "yz"}
    parse_as = {**{name: held[0] for name, held in NAMED.items()}, "turtle": px.RdfFormat.TURTLE}
    assert set(px.parse(rdf.document(quads, form), format=parse_as[form])) == quads
