"""Distribution of degrees: counts by hand, and the law of pairs at random, enumerated.

Oracle: every network of a few nodes and pairs, and the hypergeometric law of a degree.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chisquare, hypergeom

from twingraph.measures.distribution import find_distribution, uniform_degrees
from twingraph.measures.model import Settings
from twingraph.projections.model import from_networkx, links_of


def test_shares_are_those_of_the_nodes_with_so_many_partners_or_more() -> None:
    # a has three partners, b two, c two, d one, e none; b is told twice, c tied to itself.
    pairs = [("a", "b"), ("b", "a"), ("a", "c"), ("a", "d"), ("b", "c"), ("c", "c")]
    table = find_distribution(links_of("test", pairs, nodes={"e": {}}), Settings(draws=0))
    assert table.columns[:3] == ("degree", "nodes", "share_at_least")
    assert [row[:3] for row in table.rows] == [(0, 1, 1.0), (1, 1, 0.8), (2, 2, 0.6), (3, 1, 0.2)]
    assert {row[3:] for row in table.rows} == {(None, None, None)}


def test_each_network_of_so_many_pairs_is_equally_likely() -> None:
    every = list(combinations(combinations(range(4), 2), 3))
    ends = (Counter(end for pair in chosen for end in pair) for chosen in every)
    law = Counter(tuple(count[node] for node in range(4)) for count in ends)
    rng = np.random.default_rng(3)
    drawn = Counter(tuple(uniform_degrees(4, 3, rng).tolist()) for _ in range(2000))
    assert set(drawn) == set(law)
    expected = [2000 * law[degrees] / len(every) for degrees in law]
    assert chisquare([drawn[degrees] for degrees in law], expected).pvalue > 0.001


@pytest.mark.parametrize("n", [2, 3, 7, 40])
def test_all_pairs_are_the_whole_network(n: int) -> None:
    rng = np.random.default_rng(1)
    assert uniform_degrees(n, n * (n - 1) // 2, rng).tolist() == [n - 1] * n


def test_the_null_has_the_law_of_a_degree_and_its_band_holds_it() -> None:
    graph = nx.barabasi_albert_graph(200, 2, seed=5)
    n, m = len(graph), graph.number_of_edges()
    table = find_distribution(from_networkx(graph), Settings(draws=60))
    pairs = n * (n - 1) // 2
    for degree, _, _, mean, low, high in table.rows:
        # So many of a node's n - 1 pairs are among the m that are drawn.
        law = float(hypergeom.sf(int(str(degree)) - 1, pairs, n - 1, m))
        assert mean == pytest.approx(law, abs=0.01)
        assert float(str(low)) - 0.01 <= law <= float(str(high)) + 0.01
    # Hubs stand above the band, and the band is told as far as it goes.
    assert table.rows[-1][1] == 1
    assert float(str(table.rows[-1][2])) > float(str(table.rows[-1][5]))
    assert table == find_distribution(from_networkx(graph), Settings(draws=60))
    assert table != find_distribution(from_networkx(graph), Settings(seed=3, draws=60))


def test_without_a_node_or_a_pair_nothing_is_invented() -> None:
    assert find_distribution(links_of("none", []), Settings(draws=3)).rows == ()
    alone = find_distribution(links_of("alone", [], nodes={"a": {}}), Settings(draws=3))
    assert alone.rows == ((0, 1, 1.0, 1.0, 1.0, 1.0),)
