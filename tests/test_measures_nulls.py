"""Null models: what they keep, and that each network they may give is equally likely.

Oracle: all simple networks of small degree sequences, enumerated.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from twingraph.errors import UsageError
from twingraph.measures.nulls import bipartite_draws, dealt, degree_draws, known, numbered
from twingraph.projections.model import Links, links_of

Pairs = list[tuple[int, int]]
COPIES = 1500


def network(pairs: list[tuple[str, str]], nodes: list[str] | None = None) -> Links:
    return links_of("test", pairs, nodes={node: {} for node in nodes or []})


def edges(links: Links) -> set[tuple[int, int]]:
    return set(zip(links.sources.tolist(), links.targets.tolist(), strict=True))


def same_degrees(pairs: Pairs, groups: str) -> set[frozenset[tuple[int, int]]]:
    """Return every simple network where each node has these degrees towards each group."""

    def kept(chosen: Any) -> Counter[tuple[int, str]]:
        return Counter((end, groups[a + b - end]) for a, b in chosen for end in (a, b))

    everything = combinations(combinations(range(len(groups)), 2), len(pairs))
    return {frozenset(chosen) for chosen in everything if kept(chosen) == kept(pairs)}


@pytest.mark.parametrize(
    ("pairs", "groups", "number"),
    [
        ([(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)], "xxxxx", 12),
        ([(0, 1), (0, 2), (0, 3), (1, 2), (3, 4)], "xxxxx", 6),
        ([(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (3, 5)], "xxxxxx", 9),
        ([(0, 1), (0, 2), (1, 2), (0, 3), (1, 3)], "xxxx", 1),
        ([(0, 3), (1, 4), (2, 5), (0, 4), (1, 2)], "xxxyyy", 5),
        ([(0, 3), (0, 4), (1, 5), (2, 5), (1, 4)], "xxxyyy", 5),
    ],
    ids=["pentagon", "triangle", "hub", "only one", "groups", "two modes"],
)
def test_each_network_of_these_degrees_is_equally_likely(
    pairs: Pairs, groups: str, number: int
) -> None:
    # Copies that only switch within themselves, as groups: as many draws at once.
    def node(copy: int, end: int) -> str:
        return f"{copy:04}-{end}"

    everything = same_degrees(pairs, groups)
    assert len(everything) == number
    many = network([(node(c, a), node(c, b)) for c in range(COPIES) for a, b in pairs])
    held = np.array([n[:5] + groups[int(n[5:])] for n in many.nodes], dtype=object)
    [drawn] = degree_draws(many, [1], 1, groups=held)
    found: dict[int, set[tuple[int, int]]] = {copy: set() for copy in range(COPIES)}
    for source, target in edges(drawn):
        assert source // len(groups) == target // len(groups)
        found[source // len(groups)].add((source % len(groups), target % len(groups)))
    counts = Counter(frozenset(one) for one in found.values())
    assert set(counts) == everything
    if number > 1:
        assert chisquare(list(counts.values())).pvalue > 0.001


def test_without_groups_each_is_equally_likely_too() -> None:
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]
    pentagon = network([(str(a), str(b)) for a, b in pairs])
    counts = Counter(frozenset(edges(drawn)) for drawn in degree_draws(pentagon, [3], 144))
    assert set(counts) == same_degrees(pairs, "xxxxx")
    assert chisquare(list(counts.values())).pvalue > 0.001


NAMES = [f"n{number}" for number in range(9)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=25)


@settings(max_examples=20, deadline=None)
@given(PAIRS, st.lists(st.sampled_from(["be", "fr", None]), min_size=9, max_size=9))
def test_a_draw_is_simple_and_keeps_degrees_and_those_towards_groups(
    pairs: list[tuple[str, str]], held: list[str | None]
) -> None:
    links = network(pairs, NAMES)
    groups = np.array(held, dtype=object)

    def towards(one: Links) -> Counter[tuple[int, str | None]]:
        return Counter((end, held[a + b - end]) for a, b in edges(one) for end in (a, b))

    for choice in (None, groups):
        for drawn in degree_draws(links, [5], 2, groups=choice):
            assert drawn.nodes == links.nodes
            assert drawn.degrees.tolist() == links.simple.degrees.tolist()
            assert np.all(drawn.sources < drawn.targets)
            assert len(edges(drawn)) == drawn.m == links.simple.m
            assert sorted(edges(drawn)) == list(
                zip(drawn.sources.tolist(), drawn.targets.tolist(), strict=True)
            )
            if choice is not None:
                assert towards(drawn) == towards(links.simple)


def random_network(seed: int = 1, n: int = 200, m: int = 600) -> Links:
    rng = np.random.default_rng(seed)
    names = [f"{number:03}" for number in range(n)]
    return network([(names[a], names[b]) for a, b in rng.integers(0, n, (m, 2)).tolist()], names)


def test_a_draw_forgets_the_network_and_the_seed_makes_it_again() -> None:
    links = random_network()
    one, two, three = degree_draws(links, [7], 3)
    again = list(degree_draws(links, [7], 2))
    assert [drawn.version for drawn in again] == [one.version, two.version]
    assert one.version != two.version != three.version
    # By chance about m * (2 m / n**2) of the links are the same: 18 here.
    assert len(edges(one) & edges(links.simple)) < 60
    assert len(edges(one) & edges(two)) < 60
    [other] = degree_draws(links, [8], 1)
    assert other.version != one.version


def test_a_draw_does_not_depend_on_the_order_of_the_links() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "c")]
    [one] = degree_draws(network(pairs), [1], 1)
    [other] = degree_draws(network([(b, a) for a, b in reversed(pairs)]), [1], 1)
    assert one.version == other.version


def test_both_margins_of_a_two_mode_network_stay() -> None:
    rng = np.random.default_rng(4)
    pairs = {
        (f"city{a:02}", f"network{b}")
        for a, b in zip(
            rng.integers(0, 40, 120).tolist(), rng.integers(0, 6, 120).tolist(), strict=True
        )
    }
    second = frozenset(b for _, b in pairs)
    links = links_of("members", sorted(pairs), second=second)
    [drawn] = bipartite_draws(links, [2], 1)
    assert links.second is not None
    assert np.all(links.second[drawn.sources] != links.second[drawn.targets])
    assert drawn.degrees.tolist() == links.degrees.tolist()
    assert edges(drawn) != edges(links)


def test_a_network_of_two_modes_stays_one_whatever_is_drawn_of_it() -> None:
    rng = np.random.default_rng(5)
    ends = rng.integers(0, (30, 8), (90, 2)).tolist()
    pairs = sorted({(f"city{a:02}", f"network{b}") for a, b in ends})
    about = {city: {"country": "bf"[int(city[-1]) % 2]} for city, _ in pairs}
    links = links_of("members", pairs, nodes=about, second=frozenset(b for _, b in pairs))
    assert links.second is not None
    for groups in (None, links.attributes["country"], np.full(links.n, "x", dtype=object)):
        for drawn in degree_draws(links, [3], 3, groups=groups):
            assert np.all(links.second[drawn.sources] != links.second[drawn.targets])
            assert drawn.degrees.tolist() == links.degrees.tolist()
            assert edges(drawn) != edges(links)


def test_a_network_of_one_mode_has_no_two_mode_draws() -> None:
    with pytest.raises(UsageError, match="not a two-mode network"):
        bipartite_draws(network([("a", "b")]), [1], 1)


def test_values_are_dealt_among_those_who_have_one() -> None:
    values = np.array(["be", None, "fr", "fr", None, "de", "lu"], dtype=object)
    drawn = list(dealt(values, [1], 30))
    for one in drawn:
        assert Counter(one.tolist()) == Counter(values.tolist())
        assert np.flatnonzero(~known(one)).tolist() == [1, 4]
    assert len({tuple(one.tolist()) for one in drawn}) > 15


def test_values_are_numbered_and_what_is_unknown_has_no_number() -> None:
    names, numbers = numbered(np.array(["fr", None, "be", "fr"], dtype=object))
    assert names == ["be", "fr"]
    assert numbers.tolist() == [1, -1, 0, 1]
    assert known(np.array([1.0, np.nan])).tolist() == [True, False]
    assert known(np.array(["fr", np.nan, None], dtype=object)).tolist() == [True, False, False]
