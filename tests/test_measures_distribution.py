"""The distribution of degrees: NetworkX counts the same, and chance is that of uniform pairs."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from twingraph.errors import RefusedError
from twingraph.measures.distribution import find_distribution, uniform_degrees
from twingraph.measures.measuring import measure
from twingraph.measures.model import Settings
from twingraph.projections.model import from_networkx, links_of


@pytest.mark.parametrize("seed", range(5))
def test_networkx_counts_the_same(seed: int) -> None:
    graph = nx.gnm_random_graph(40, 70, seed=seed)
    graph.add_edge(3, 3)
    graph.add_nodes_from(["alone", "too"])
    table = find_distribution(from_networkx(graph), Settings(draws=3))
    graph.remove_edge(3, 3)
    meant = nx.degree_histogram(graph)
    found = {row[0]: row[1] for row in table.rows}
    assert [found.get(degree, 0) for degree in range(len(meant))] == meant
    for degree, _, share, *_ in table.rows:
        have = sum(1 for _, held in graph.degree() if held >= degree)
        assert share == pytest.approx(have / len(graph), abs=1e-12)


def test_every_pair_is_drawn_once_at_most() -> None:
    rng = np.random.default_rng(1)
    for n in (2, 3, 7, 30):
        pairs = n * (n - 1) // 2
        assert uniform_degrees(n, pairs, rng).tolist() == [n - 1] * n
        some = uniform_degrees(n, pairs // 2, rng)
        assert int(some.sum()) == 2 * (pairs // 2)
    assert uniform_degrees(5, 0, rng).tolist() == [0] * 5


def test_nodes_of_any_number_are_drawn_alike() -> None:
    rng = np.random.default_rng(2)
    held = uniform_degrees(500_000, 1_000_000, rng)
    assert (len(held), int(held.sum())) == (500_000, 2_000_000)
    parts = held.reshape(10, -1).sum(axis=1)
    # Ten parts of as many nodes: each has a tenth of the ends, within six standard deviations.
    assert np.abs(parts - 200_000).max() < 6 * math.sqrt(2_000_000 * 0.1 * 0.9)


def test_the_band_is_that_of_binomial_degrees() -> None:
    n, m = 200, 300
    graph = nx.gnm_random_graph(n, m, seed=4)
    table = find_distribution(from_networkx(graph), Settings(draws=200))
    p = 2 * m / (n * (n - 1))
    for degree, _, _, mean, low, high in table.rows:
        share = sum(
            math.comb(n - 1, k) * p**k * (1 - p) ** (n - 1 - k) for k in range(int(degree or 0), n)
        )
        assert mean == pytest.approx(share, abs=0.01)
        assert float(low or 0) <= float(mean or 0) <= float(high or 0)


def test_the_seed_decides_and_nothing_is_found_in_nothing() -> None:
    links = from_networkx(nx.gnm_random_graph(30, 40, seed=1))
    assert find_distribution(links, Settings(draws=5)) == find_distribution(
        links, Settings(draws=5)
    )
    assert find_distribution(links_of("none", []), Settings(draws=5)).rows == ()


def test_on_a_star_it_is_refused() -> None:
    star = links_of("star", [("a", f"b{number}") for number in range(12)])
    with pytest.raises(RefusedError):
        measure(star, "degree-distribution")
    assert measure(star, "degree-distribution", force=True, draws=2).provenance.forced
