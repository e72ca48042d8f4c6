"""Layers of ties and common networks, against sets and by hand."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from twingraph.measures.layers import (
    find_layer_overlap,
    find_members_tied,
    overlap,
    pairs_by,
)
from twingraph.measures.model import Settings
from twingraph.measures.pairs import pairs_of
from twingraph.projections.model import Links, links_of

SETTINGS = Settings(draws=30)


def layered(ties: list[tuple[str, str]], clubs: dict[str, list[str]]) -> Links:
    """Return ties and, for each club, a derived link for each pair of its members."""
    pairs = list(ties)
    layers: list[str | None] = ["tie"] * len(ties)
    for club, members in clubs.items():
        joined = list(combinations(members, 2))
        pairs += joined
        layers += [club] * len(joined)
    countries = {end: {"country": end[0].upper()} for pair in pairs for end in pair}
    derived = [layer != "tie" for layer in layers]
    return links_of("layers", pairs, nodes=countries, columns={"layer": layers, "derived": derived})


def random_ties(seed: int) -> list[tuple[str, str]]:
    graph = nx.gnm_random_graph(30, 60, seed=seed)
    return [(f"{'abc'[u % 3]}{u:02}", f"{'abc'[v % 3]}{v:02}") for u, v in graph.edges()]


@pytest.mark.parametrize("seed", range(4))
def test_layers_overlap_as_sets_of_pairs_do(seed: int) -> None:
    chance = np.random.default_rng(seed)
    ends = chance.integers(12, size=(80, 2)).tolist()
    layers = [[None, "p", "q", "p | r"][place] for place in chance.integers(4, size=80)]
    links = links_of("x", [(f"n{a}", f"n{b}") for a, b in ends], columns={"layer": layers})
    expected: dict[str, set[frozenset[int]]] = {}
    for (a, b), layer in zip(ends, layers, strict=True):
        for each in (layer or "").split(" | "):
            if layer and a != b:
                expected.setdefault(each, set()).add(frozenset((a, b)))
    rows = find_layer_overlap(links, SETTINGS).rows
    assert len(rows) == 3
    for one, other, size, other_size, both, jaccard, share in rows:
        a, b = expected[str(one)], expected[str(other)]
        assert (size, other_size, both) == (len(a), len(b), len(a & b))
        assert jaccard == pytest.approx(len(a & b) / len(a | b))
        assert share == pytest.approx(len(a & b) / min(len(a), len(b)))


def test_pairs_are_the_same_either_way_round_and_loops_are_none() -> None:
    links = links_of("x", [("a", "b"), ("b", "a"), ("a", "a"), ("b", "c")])
    assert len(pairs_of(links)) == 2
    nothing = np.zeros(0, dtype=np.int64)
    assert overlap(nothing, nothing) == (0, 0, 0, None, None)


def test_members_that_are_tied_by_chance_are_told_from_those_that_are_not() -> None:
    ties = random_ties(1)
    club = [f"{'abc'[n % 3]}{n:02}" for n in range(24, 30)]
    ties = [pair for pair in ties if not set(pair) & set(club)]
    ring = [*list(combinations(club, 2))[:-1], (club[0], ties[0][0])]
    table = find_members_tied(layered(ties + ring, {"club": club}), SETTINGS)
    assert [row[0] for row in table.rows] == ["any network"] * 2 + ["club"] * 2
    assert [row[4] for row in table.rows] == ["degrees", "countries"] * 2
    for row in table.rows:
        assert row[1:3] == (15, 14)
        assert row[3] == pytest.approx(14 / 15)
        assert float(row[8] or 0) > 2
        assert float(row[10] or 0) > 1
    # The expectation of the configuration model by hand, which lets loops be.
    graph = nx.Graph(ties + ring)
    ends = 2 * graph.number_of_edges()
    chance = sum(graph.degree(a) * graph.degree(b) for a, b in combinations(club, 2)) / ends
    assert table.rows[2][5] == pytest.approx(chance, rel=0.35)


def test_who_is_in_no_network_and_where_nothing_is_tied() -> None:
    assert find_members_tied(layered([("a1", "b1")], {}), SETTINGS).rows == ()
    alone = find_members_tied(layered([], {"club": ["a1", "b1", "c1"]}), SETTINGS)
    assert alone.rows[0][:4] == ("any network", 3, 0, 0.0)
    assert alone.rows[0][-1] is None
    empty = links_of("empty", [], columns={"layer": [], "derived": []})
    assert find_layer_overlap(empty, SETTINGS).rows == ()
    assert find_members_tied(empty, SETTINGS).rows == ()


def test_layers_are_read_from_joined_cells() -> None:
    links = links_of(
        "x", [("a", "b"), ("a", "c"), ("b", "c")], columns={"layer": ["p | q", "q", None]}
    )
    assert {layer: len(pairs) for layer, pairs in pairs_by(links, "layer").items()} == {
        "p": 1,
        "q": 2,
    }
