"""Rank bands: ranks, links removed at random, and who can be told apart.

Oracle: NetworkX for what is estimated from all nodes, and networks whose order is plain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.bands import (
    MEASURES,
    NULL,
    PIVOTS,
    _Ranked,
    finder,
    in_proportion,
    ranks,
    thinned,
)
from twingraph.measures.estimating import betweenness_from, closeness_from
from twingraph.measures.model import Settings, Table, Words
from twingraph.projections.model import Links, from_networkx, links_of

FIND: dict[str, Callable[[Links, Settings], Table]] = {m.name: m.find for m in MEASURES}
NAMES = [f"n{number}" for number in range(9)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=20)


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_from_all_nodes_the_estimates_are_networkxs_values(pairs: list[tuple[str, str]]) -> None:
    links = links_of("test", pairs, nodes={name: {} for name in NAMES})
    graph = nx.Graph(links.to_networkx())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    everyone = np.arange(links.n)
    between, close = nx.betweenness_centrality(graph), nx.harmonic_centrality(graph)
    found = betweenness_from(links, everyone).tolist()
    assert found == pytest.approx([between[node] for node in links.nodes], abs=1e-9)
    near = closeness_from(links, everyone) * (links.n - 1)
    assert near.tolist() == pytest.approx([close[node] for node in links.nodes], abs=1e-9)


def test_estimates_from_some_nodes_are_right_on_average() -> None:
    links = from_networkx(nx.barabasi_albert_graph(60, 2, seed=3))
    rng = np.random.default_rng(1)
    chosen = [rng.choice(links.n, 15, replace=False) for _ in range(200)]
    for estimate in (betweenness_from, closeness_from):
        exact = estimate(links, np.arange(links.n))
        mean = np.mean([estimate(links, nodes) for nodes in chosen], axis=0)
        assert mean.tolist() == pytest.approx(exact.tolist(), rel=0.1, abs=0.002)


def test_equal_values_share_a_rank() -> None:
    assert ranks(np.array([3.0, 5.0, 5.0, 0.0, 1.0])).tolist() == [3, 1, 1, 5, 4]
    assert ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]
    assert ranks(np.array([1e-7, 1.0001e-7])).tolist() == [2, 1]
    assert ranks(np.array([])).tolist() == []


def test_a_tenth_of_the_pairs_goes_with_all_their_links() -> None:
    rng = np.random.default_rng(1)
    pairs = [(f"{a:02}", f"{b:02}") for a in range(12) for b in range(a)]
    twice = links_of("test", [*pairs, *[(b, a) for a, b in pairs]])
    left = thinned(twice, rng)
    assert left.nodes == twice.nodes
    # Of 66 pairs 7 go, a tenth rounded up, and each has two links.
    assert left.simple.m == 59
    assert left.m == 118
    assert thinned(links_of("one", [("a", "b")]), rng).m == 0
    assert thinned(links_of("none", []), rng).m == 0


def stars() -> Links:
    """Return stars of 60, 30, 29 and 28 rays."""
    pairs = [
        (f"hub{size}", f"ray{size}-{ray:02}") for size in (60, 30, 29, 28) for ray in range(size)
    ]
    return links_of("stars", pairs, nodes={"hub60": {"label": "Sixty"}, "alone": {}})


def test_who_stands_clear_is_separable_and_who_does_not_is_not() -> None:
    table = FIND["degree-bands"](stars(), Settings(draws=60))
    assert table.columns == ("node", "label", "degree", "rank", "low", "high", "separable")
    assert table.rows[0] == ("hub60", "Sixty", 60, 1, 1, 1, True)
    near = table.rows[1:4]
    assert [row[:4] for row in near] == [
        ("hub30", None, 30, 2),
        ("hub29", None, 29, 3),
        ("hub28", None, 28, 4),
    ]
    assert [row[6] for row in near] == [False, False, True]
    assert all(row[4] == 2 for row in near)
    # The rays share a rank while they keep their link, and stand last without it.
    rays = [row for row in table.rows if str(row[0]).startswith("ray")]
    assert {row[3:5] for row in rays} == {(5, 5)}
    assert max(int(str(row[5])) for row in rays) > 100
    assert table.rows[-1][0] == "alone"
    assert table.rows[-1][6] is None
    assert table.null == NULL


@pytest.mark.parametrize("name", sorted(FIND))
def test_each_centrality_has_bands(name: str) -> None:
    graph = nx.star_graph(40)
    graph.add_edges_from([(1, 2), (2, 3), (3, 4), (41, 42)])
    links = from_networkx(graph)
    table = FIND[name](links, Settings(draws=10))
    assert len(table.rows) == links.n
    node, _, value, rank, low, high, separable = table.rows[0]
    assert (node, rank, low, high, separable) == ("0", 1, 1, 1, True)
    assert isinstance(value, int | float)
    assert value > 0
    assert table == FIND[name](links, Settings(draws=10))
    places = [int(str(row[3])) for row in table.rows]
    assert places == sorted(places)
    assert FIND[name](links_of("none", []), Settings(draws=2)).rows == ()


def test_nodes_without_a_tie_can_only_rise_and_that_is_said() -> None:
    table = FIND["degree-bands"](stars(), Settings(draws=20))
    *_, rank, low, high, _ = table.rows[-1]
    assert table.rows[-1][0] == "alone"
    assert low <= high < rank  # type: ignore[operator]
    assert "can only rise" in table.notes[-1].en
    tied = FIND["degree-bands"](links_of("tied", [("a", "b"), ("b", "c")]), Settings(draws=2))
    assert not any("can only rise" in note.en for note in tied.notes)


def test_without_draws_there_is_no_band() -> None:
    table = FIND["degree-bands"](stars(), Settings(draws=0))
    assert {row[4:] for row in table.rows} == {(None, None, None)}


@pytest.mark.parametrize("estimate", [closeness_from, betweenness_from])
def test_ranks_in_the_draws_are_near_the_exact_ones(
    estimate: Callable[[Links, NDArray[np.int64]], NDArray[np.float64]],
) -> None:
    # With a tenth of the ties gone, against the exact values of what is left.
    links = from_networkx(nx.barabasi_albert_graph(600, 2, seed=4))
    everyone = np.arange(links.n)
    value = estimate(links, everyone)
    first = np.argsort(-value)[:40]
    away = {"alone": 0.0, "in proportion": 0.0}
    for draw in range(8):
        rng = np.random.default_rng(draw)
        left, nodes = thinned(links, rng), np.sort(rng.choice(links.n, 60, replace=False))
        exact = ranks(estimate(left, everyone))[first]
        alone = estimate(left, nodes)
        both = in_proportion(value, estimate(links, nodes), alone)
        away["alone"] += float(np.abs(ranks(alone)[first] - exact).mean())
        away["in proportion"] += float(np.abs(ranks(both)[first] - exact).mean())
    assert away["in proportion"] < 0.7 * away["alone"]


def test_what_no_estimate_sees_is_taken_as_it_is_left() -> None:
    value, whole, left = (np.array(n) for n in ([0.4, 0.2, 0.0], [0.2, 0.0, 0.0], [0.1, 0.3, 0.0]))
    assert in_proportion(value, whole, left).tolist() == [0.2, 0.3, 0.0]


def test_a_large_network_is_sampled_in_the_draws_and_says_so() -> None:
    graph = nx.barabasi_albert_graph(PIVOTS["betweenness"] + 30, 2, seed=1)
    table = FIND["betweenness-bands"](from_networkx(graph), Settings(draws=5))
    assert f"estimate from {PIVOTS['betweenness']} nodes" in table.notes[-1].en
    exact = nx.betweenness_centrality(graph)
    best = max(exact, key=lambda node: exact[node])
    assert table.rows[0][0] == str(best)
    assert table.rows[0][2] == pytest.approx(exact[best])


def test_more_draws_than_memory_holds_are_refused() -> None:
    with pytest.raises(UsageError, match="do not fit") as caught:
        FIND["degree-bands"](stars(), Settings(draws=10**10))
    assert caught.value.hint == "at most 3289473 draws"


@pytest.mark.parametrize("name", ["seed", "draws", "exact"])
def test_settings_below_zero_are_refused(name: str) -> None:
    below: dict[str, Any] = {name: -1}
    with pytest.raises(UsageError, match=f"{name} is -1"):
        replace(Settings(), **below)


def test_a_row_is_separable_from_all_that_follow_and_not_only_from_the_next() -> None:
    # The first is never below rank 2, the next always third; but the last reaches rank 1.
    scores = iter(([9.0, 0.0, 1.0], [1.0, 0.0, 9.0]))
    three = _Ranked(
        name="degree",
        words=Words("degree", "degré"),
        find=lambda _, __: Table(
            ("node", "label", "degree"), (("a", None, 3), ("b", None, 2), ("c", None, 1)), "test"
        ),
        scores=lambda _, __: np.array(next(scores)),
        reference="",
    )
    links = links_of("test", [("a", "b"), ("b", "c")])
    rows = finder(three)(links, Settings(draws=2)).rows
    assert [row[4:6] for row in rows] == [(1, 2), (3, 3), (1, 2)]
    assert [row[6] for row in rows] == [False, False, None]


@pytest.mark.parametrize("seed", range(4))
def test_separable_is_what_its_definition_says_of_all_pairs_of_rows(seed: int) -> None:
    links = from_networkx(nx.barabasi_albert_graph(40, 2, seed=seed))
    rows = FIND["pagerank-bands"](links, Settings(seed, draws=20)).rows
    low, high = ([int(str(row[place])) for row in rows] for place in (4, 5))
    told = [all(end < begin for begin in low[place:]) for place, end in enumerate(high, start=1)]
    assert [row[6] for row in rows[:-1]] == told[:-1]
    assert any(told[:-1])
