"""GraphML and GEXF: what NetworkX reads back has the same nodes, edges and attributes."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from hostile import CONTROLS, LABELS, hostile_graph
from twingraph.bundled import bundled_quads
from twingraph.exports.networks import gexf, graphml
from twingraph.networks import PROJECTIONS, network
from twingraph.store import Graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


def read_graphml(content: bytes) -> nx.MultiGraph[str]:
    made = nx.read_graphml(io.BytesIO(content), edge_key_type=str, force_multigraph=True)
    assert isinstance(made, nx.MultiGraph)
    return made


def read_gexf(content: bytes) -> nx.Graph[str]:
    return nx.read_gexf(io.BytesIO(content))


def nodes(made: nx.Graph[str]) -> dict[str, dict[str, Any]]:
    return {node: dict(held) for node, held in made.nodes(data=True)}


def edges(made: nx.Graph[str]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the attributes of each edge by its ends and what it stands for."""
    found = {}
    for source, target, held in made.edges(data=True):
        ends = (source, target) if made.is_directed() else tuple(sorted((source, target)))
        kept = {name: value for name, value in held.items() if name != "id"}
        found[(*ends, kept["iri"])] = kept
    assert len(found) == made.number_of_edges()
    return found


@pytest.mark.parametrize("name", PROJECTIONS)
def test_graphml_reads_back(graph: Graph, name: str) -> None:
    made = network(graph, name)
    read = read_graphml(graphml(made))
    assert read.is_directed() == made.is_directed()
    assert nodes(read) == nodes(made)
    assert set(read.edges(keys=True)) == set(made.edges(keys=True)) or not made.is_directed()
    assert edges(read) == edges(made)
    assert made.number_of_edges() > 4


@pytest.mark.parametrize("name", PROJECTIONS)
def test_gexf_reads_back(graph: Graph, name: str) -> None:
    made = network(graph, name)
    read = read_gexf(gexf(made))
    assert read.is_directed() == made.is_directed()
    assert nodes(read) == nodes(made)
    assert edges(read) == edges(made)


def test_parallel_agreements_keep_their_keys(graph: Graph) -> None:
    made = network(graph)
    keys = set(made["city:hue-vn"]["city:namur-be"])
    assert len(keys) == 2
    assert set(read_graphml(graphml(made))["city:hue-vn"]["city:namur-be"]) == keys
    assert set(read_gexf(gexf(made))["city:hue-vn"]["city:namur-be"]) == keys


@pytest.mark.parametrize("write", [graphml, gexf])
def test_neither_day_nor_version_of_writing_stands_in_the_file(
    graph: Graph, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.strftime", lambda *_: "1999-12-31")
    made = network(graph)
    assert "1999-12-31" in "".join(nx.generate_gexf(made))
    content = write(made).decode()
    assert "1999-12-31" not in content
    assert "lastmodified" not in content
    assert nx.__version__ not in content


@pytest.mark.parametrize("write", [graphml, gexf])
def test_the_same_network_gives_the_same_bytes_in_any_order(graph: Graph, write: Any) -> None:
    made = network(graph)
    other: nx.MultiGraph[str] = nx.MultiGraph(name="ties")
    other.add_nodes_from(reversed(list(made.nodes(data=True))))
    for source, target, key, held in reversed(list(made.edges(keys=True, data=True))):
        other.add_edge(source, target, key=key, **dict(reversed(held.items())))
    assert list(other) != list(made)
    assert write(other) == write(made)


@pytest.mark.parametrize("write", [graphml, gexf])
def test_writing_changes_nothing_in_the_network(graph: Graph, write: Any) -> None:
    made = network(graph)
    before = (nodes(made), edges(made), dict(made.graph))
    write(made)
    assert (nodes(made), edges(made), dict(made.graph)) == before


def test_hostile_labels_survive() -> None:
    made = network(hostile_graph())
    assert {held["label"] for _, held in made.nodes(data=True)} == set(LABELS.values())
    for read in (read_graphml(graphml(made)), read_gexf(gexf(made))):
        assert nodes(read) == nodes(made)
        assert edges(read) == edges(made)


@pytest.mark.parametrize("write", [graphml, gexf])
def test_what_xml_cannot_hold_is_replaced_and_the_file_stays_well_formed(write: Any) -> None:
    made = network(hostile_graph({"one": CONTROLS, "two": "\x00"}))
    content = write(made)
    ET.fromstring(content)
    read = read_graphml(content) if write is graphml else read_gexf(content)
    expected = re.sub("[\x07\x1b\ufffe]", "\ufffd", CONTROLS)
    assert read.nodes["city:one"]["label"] == expected
    assert read.nodes["city:two"]["label"] == "\ufffd"


def test_the_edges_of_an_agreement_of_three_have_ids_of_their_own() -> None:
    made: nx.MultiGraph[str] = nx.MultiGraph(name="ties")
    for source, target in (("a", "b"), ("a", "c"), ("b", "c")):
        made.add_edge(source, target, key="agreement:three", iri="https://example.org/three")
    tree = ET.fromstring(graphml(made))
    ids = [edge.get("id") for edge in tree.iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert ids == ["agreement:three.1", "agreement:three.2", "agreement:three.3"]
    assert edges(read_graphml(graphml(made))) == edges(made)
