"""Triads, against NetworkX: indirect partners, closure and the census of directed kinds."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from twingraph.errors import UsageError
from twingraph.measures.census import KINDS, census, find_census
from twingraph.measures.model import Settings
from twingraph.measures.triads import find_closure, find_indirect
from twingraph.projections.model import Links, links_of

SETTINGS = Settings()


def random_links(seed: int, directed: bool = False) -> Links:
    """Return a network with loops, parallel links, isolated nodes and several components."""
    chance = np.random.default_rng(seed)
    n, m = ((20, 30), (12, 60), (30, 90), (5, 12), (25, 25))[seed % 5]
    pairs = [(f"n{a:02}", f"n{b:02}") for a, b in chance.integers(n, size=(m, 2)).tolist()]
    pairs += [("n01", "n01"), ("n01", "n02"), ("n01", "n02"), ("x", "y"), ("y", "z")]
    return links_of("random", pairs, nodes={"alone": {}}, directed=directed)


def simple_graph(links: Links) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(links.nodes)
    graph.add_edges_from(
        (links.nodes[a], links.nodes[b])
        for a, b in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
        if a != b
    )
    return graph


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("at_once", [4_000_000, 7], ids=["whole", "parts"])
def test_indirect_partners_are_those_at_distance_two(
    seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twingraph.measures.triads._AT_ONCE", at_once)
    links = random_links(seed)
    graph = simple_graph(links)
    closed: Any = nx.triangles(graph)
    rows = find_indirect(links, SETTINGS).rows
    assert {row[0] for row in rows} == set(links.nodes)
    for name, _, indirect, partners, triangles, open_pairs in rows:
        node = str(name)
        away = nx.single_source_shortest_path_length(graph, node, cutoff=2)
        assert indirect == sum(distance == 2 for distance in away.values())
        assert partners == graph.degree(node)
        assert triangles == closed[node]
        assert open_pairs == graph.degree(node) * (graph.degree(node) - 1) // 2 - closed[node]


@pytest.mark.parametrize("seed", range(10))
def test_closure_counts_every_pair_once(seed: int) -> None:
    links = random_links(seed)
    graph = simple_graph(links)
    expected: dict[int, list[int]] = {}
    for one, other in combinations(links.nodes, 2):
        common = len(list(nx.common_neighbors(graph, one, other)))
        held = expected.setdefault(common, [0, 0])
        held[0] += 1
        held[1] += graph.has_edge(one, other)
    rows = find_closure(links, SETTINGS).rows
    assert [row[:3] for row in rows] == [(c, *expected[c]) for c in sorted(expected)]
    assert all(row[3] == pytest.approx(int(row[2] or 0) / int(row[1] or 0)) for row in rows)


@pytest.mark.parametrize("seed", range(15))
def test_the_census_is_that_of_networkx(seed: int) -> None:
    links = random_links(seed, directed=True)
    graph: nx.DiGraph[str] = nx.DiGraph(simple_graph(links).to_directed())
    graph.clear_edges()
    graph.add_edges_from(
        (links.nodes[a], links.nodes[b])
        for a, b in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
        if a != b
    )
    assert census(links) == nx.triadic_census(graph)


def test_all_directed_graphs_of_three_cities_are_each_one_triad() -> None:
    arcs = [(a, b) for a in "abc" for b in "abc" if a != b]
    seen = set()
    for size in range(7):
        for chosen in combinations(arcs, size):
            links = links_of("x", list(chosen), nodes={"a": {}, "b": {}, "c": {}}, directed=True)
            graph: nx.DiGraph[str] = nx.DiGraph(chosen)
            graph.add_nodes_from("abc")
            found = census(links)
            assert found == nx.triadic_census(graph)
            seen |= {kind for kind, number in found.items() if number}
    assert seen == set(KINDS)


def test_small_and_undirected_networks() -> None:
    empty = links_of("empty", [], directed=True)
    assert set(census(empty).values()) == {0}
    assert all(row[2] is None for row in find_census(empty, SETTINGS).rows)
    with pytest.raises(UsageError, match="not directed"):
        find_census(links_of("x", [("a", "b")]), SETTINGS)
    assert find_indirect(links_of("empty", []), SETTINGS).rows == ()
    assert find_closure(links_of("empty", []), SETTINGS).rows == ()
    assert find_closure(links_of("x", [("a", "b")]), SETTINGS).rows == ((0, 1, 1, 1.0),)
