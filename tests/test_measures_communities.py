"""Communities of small networks, against NetworkX, scikit-learn and by hand."""

from __future__ import annotations

import sys

import networkx as nx
import numpy as np
import pytest

from twingraph.measures.communities import (
    MEASURES,
    communities,
    community_of_cities,
    community_sizes,
    modularity_against_null,
)
from twingraph.measures.model import Settings
from twingraph.measures.partitions import compared, modularity, partitions
from twingraph.projections.model import Links, from_networkx, links_of

SETTINGS = Settings(draws=12)


def random_links(seed: int, n: int = 40, m: int = 70) -> Links:
    """Return a network with loops, parallel links, isolated nodes and several components."""
    chance = np.random.default_rng(seed)
    pairs = [(f"n{a}", f"n{b}") for a, b in chance.integers(n, size=(m, 2)).tolist()]
    pairs += [(f"x{a}", f"x{a + 1}") for a in range(3)] + [("n1", "n1"), ("n1", "n2"), ("n2", "n1")]
    nodes: dict[str, dict[str, str]] = {"alone": {}, "alone too": {}}
    return links_of("random", pairs, nodes=nodes)


def two_cliques() -> Links:
    """Return two cliques of six that one link joins, and a pair apart."""
    graph = nx.barbell_graph(6, 0)
    graph.add_edge("p", "q")
    return from_networkx(graph, "barbell")


@pytest.mark.parametrize("seed", range(5))
def test_modularity_is_that_of_networkx(seed: int) -> None:
    simple = random_links(seed).simple
    labels = np.random.default_rng(seed).integers(4, size=simple.n)
    parts = [
        {simple.nodes[place] for place in np.flatnonzero(labels == part).tolist()}
        for part in range(4)
    ]
    graph: nx.Graph[str] = nx.Graph(simple.to_networkx().edges())
    graph.add_nodes_from(simple.nodes)
    expected = nx.community.modularity(graph, parts)
    assert modularity(simple, labels) == pytest.approx(expected, abs=1e-9)


def test_comparing_partitions_agrees_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    chance = np.random.default_rng(3)
    one, other = chance.integers(5, size=60), chance.integers(7, size=60)
    agrees, overlap, rand = compared(one, other)
    assert rand == pytest.approx(metrics.adjusted_rand_score(one, other), abs=1e-12)
    for place in range(60):
        mine, theirs = one == one[place], other == other[place]
        shared = int((mine & theirs).sum())
        assert overlap[place] == pytest.approx(shared / int((mine | theirs).sum()))
        assert agrees[place] == (2 * shared > mine.sum() and 2 * shared > theirs.sum())


def test_two_cliques_are_two_communities_in_every_run() -> None:
    table = communities(two_cliques(), SETTINGS)
    found = {row[0]: row[1] for row in table.rows}
    assert found["communities"] == 3
    assert found["whole_components"] == 1
    assert found["largest"] == 6
    assert found["adjusted_rand_index"] == 1.0
    # 31 links in a clique or in the pair of 32; degrees sum to 31, 31 and 2 of 64.
    expected = 31 / 32 - 2 * (31 / 64) ** 2 - (2 / 64) ** 2
    assert found["modularity"] == pytest.approx(expected, abs=1e-12)
    sizes = community_sizes(two_cliques(), SETTINGS)
    assert [row[:4] for row in sizes.rows] == [(1, 6, 15, 1), (2, 6, 15, 1), (3, 2, 1, 0)]
    cities = community_of_cities(two_cliques(), SETTINGS)
    assert {row[2] for row in cities.rows} == {1.0}
    assert len(cities.rows) == 14


@pytest.mark.parametrize("seed", range(4))
def test_links_within_and_outwards_add_up_to_all(seed: int) -> None:
    links = random_links(seed)
    sizes = community_sizes(links, SETTINGS)
    inside = sum(int(row[2] or 0) for row in sizes.rows)
    outwards = sum(int(row[3] or 0) for row in sizes.rows)
    assert 2 * inside + outwards == 2 * links.simple.m
    assert sum(int(row[1] or 0) for row in sizes.rows) == int((links.simple.degrees > 0).sum())


def test_runs_are_at_least_as_good_as_louvain() -> None:
    links = random_links(7, n=150, m=260)
    found = partitions(links, 1, 20)
    assert found is not None
    graph: nx.Graph[str] = nx.Graph(links.simple.to_networkx().edges())
    louvain = [
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
        for seed in range(20)
    ]
    assert found.modularities.mean() >= np.mean(louvain) - 0.002
    assert found.modularities.max() <= 1


def test_the_seed_alone_decides_and_names_and_order_of_links_do_not() -> None:
    links = random_links(2)
    again = links_of(
        "otherwise",
        [
            (links.nodes[t], links.nodes[s])
            for s, t in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
        ][::-1],
        nodes={node: {} for node in links.nodes},
    )
    assert community_of_cities(links, SETTINGS).rows == community_of_cities(again, SETTINGS).rows
    other = communities(links, Settings(seed=5, draws=12))
    assert other.rows != communities(links, SETTINGS).rows


def test_without_a_link_there_is_no_community() -> None:
    empty = links_of("empty", [])
    loops = links_of("loops", [("a", "a")], nodes={"b": {}})
    for links in (empty, loops):
        for measure in MEASURES:
            table = measure.find(links, SETTINGS)
            assert all(row[2] is None for row in table.rows)
            assert len(table.rows) == (links.n if measure.scope == "node" else 0)
            assert table.notes


def test_countries_and_labels_are_told_where_they_are_known() -> None:
    links = links_of(
        "small",
        [("a", "b"), ("b", "c"), ("a", "c")],
        nodes={
            "a": {"country": "FR", "label": "Aa"},
            "b": {"country": "BE"},
            "c": {"country": "FR"},
        },
    )
    assert community_sizes(links, SETTINGS).rows == ((1, 3, 3, 0, 1.0, "FR 2, BE 1", "Aa"),)


def test_without_the_engine_networkx_finds_communities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graspologic_native", None)
    table = communities(two_cliques(), Settings(draws=3))
    assert table.engine == "networkx"
    assert ("communities", 3) in table.rows


def test_cliques_are_more_modular_than_chance_and_a_random_network_is_not() -> None:
    settings = Settings(draws=30)
    cliques = links_of(
        "cliques",
        [
            (f"{clique}{a}", f"{clique}{b}")
            for clique in "abcdef"
            for a in range(7)
            for b in range(a)
        ],
    )
    (row,) = modularity_against_null(cliques, settings).rows
    # Six cliques: 1 - 1 / 6.
    assert row[1] == pytest.approx(5 / 6)
    assert float(row[5] or 0) > 5
    graph = nx.gnm_random_graph(80, 160, seed=4)
    (row,) = modularity_against_null(from_networkx(graph), settings).rows
    assert float(row[2] or 0) > 0.3
    assert abs(float(row[5] or 0)) < 2.5


def test_one_run_is_compared_with_one_run_on_each_network_drawn() -> None:
    links, settings = random_links(7, n=150, m=260), Settings(draws=8)
    found = partitions(links, settings.seed, settings.draws)
    assert found is not None
    (row,) = modularity_against_null(links, settings).rows
    assert row[:2] == ("modularity", found.modularities[0])
    assert row[1] != found.modularities.mean()


def test_a_consensus_that_does_not_settle_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twingraph.measures.partitions.WEAK", 1.1)
    # A ring of cities has no best place to be cut.
    ring = from_networkx(nx.cycle_graph(30))
    notes = communities(ring, SETTINGS).notes
    assert any("did not come to one partition" in note.en for note in notes)
    assert len(communities(two_cliques(), SETTINGS).notes) == 1
