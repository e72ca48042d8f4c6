"""Where the nodes of a network stand: small cases known by hand, and what must always hold."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import world_graph
from twingraph.map.forces import _grid_pushes, _pair_pushes
from twingraph.map.placing import REACH, Edge, place
from twingraph.map.stress import distances, majorised, scaled, stress

Spots = list[tuple[int, int]]


def network(graph: nx.Graph[int]) -> tuple[list[str], list[Edge]]:
    """Return a graph's nodes, named so that their order is that of the numbers, and its edges."""
    number = {node: i for i, node in enumerate(graph)}
    names = [f"city:{i:05}" for i in range(len(number))]
    return names, [(number[one], number[other], 1.0) for one, other in graph.edges()]


def placed(graph: nx.Graph[int]) -> Spots:
    return place(*network(graph))


def longest_edge(spots: Spots, edges: Sequence[Edge]) -> float:
    return max(math.dist(spots[one], spots[other]) for one, other, _ in edges)


def test_no_node_has_no_position_and_one_stands_in_the_middle() -> None:
    assert place([], []) == []
    assert place(["a"], []) == [(0, 0)]
    assert place(["a"], [(0, 0, 1.0)]) == [(0, 0)]


def test_two_nodes_stand_side_by_side() -> None:
    assert place(["a", "b"], [(1, 0, 1.0)]) == [(-REACH, 0), (REACH, 0)]
    assert place(["a", "b"], []) == [(-REACH, 0), (REACH, 0)]


def test_a_path_stays_in_its_order_and_lies() -> None:
    spots = placed(nx.path_graph(30))
    across = [x for x, _ in spots]
    assert across in (sorted(across), sorted(across, reverse=True))
    assert max(abs(y) for _, y in spots) < REACH / 20
    steps = [math.dist(*pair) for pair in pairwise(spots)]
    assert max(steps) < 1.2 * min(steps)


def test_a_square_of_streets_keeps_its_streets_apart() -> None:
    graph = nx.convert_node_labels_to_integers(nx.grid_2d_graph(6, 9))
    names, edges = network(graph)
    spots = place(names, edges)
    nearest = min(math.dist(*pair) for pair in combinations(spots, 2))
    assert nearest > longest_edge(spots, edges) / 2


@pytest.mark.parametrize("leaves", [3, 16, 24])
def test_a_star_is_an_even_ring_about_its_hub(leaves: int) -> None:
    hub, *ring = placed(nx.star_graph(leaves))
    # The ring is half as wide again as high.
    far = [math.hypot((x - hub[0]) / 1.5, y - hub[1]) for x, y in ring]
    assert max(far) - min(far) <= 2
    angles = sorted(math.atan2(y - hub[1], (x - hub[0]) / 1.5) for x, y in ring)
    gaps = [after - before for before, after in pairwise([*angles, angles[0] + 2 * math.pi])]
    assert max(gaps) - min(gaps) < 0.01


def test_who_is_tied_besides_to_the_hub_stands_side_by_side() -> None:
    graph = nx.star_graph(16)
    graph.add_edge(3, 14)
    graph.add_edge(14, 9)
    hub, *ring = placed(graph)
    order = sorted(range(1, 17), key=lambda n: math.atan2(ring[n - 1][1], ring[n - 1][0] - hub[0]))
    at = [order.index(node) for node in (3, 14, 9)]
    assert sorted((before - after) % 16 for before, after in pairwise(at)) in ([1, 1], [15, 15])


def test_two_crowds_with_one_tie_stand_apart() -> None:
    spots = placed(nx.barbell_graph(10, 0))
    one, other = ([x for x, _ in half] for half in (spots[:10], spots[10:]))
    assert max(one) < min(other) or max(other) < min(one)


def test_communities_of_a_large_network_are_seen() -> None:
    sizes = [80] * 5
    graph = nx.planted_partition_graph(len(sizes), sizes[0], 0.15, 0.002, seed=7)
    assert nx.is_connected(graph)
    spots = np.array(placed(graph))
    middles = spots.reshape(len(sizes), sizes[0], 2).mean(axis=1)
    nearest = np.linalg.norm(spots[:, None] - middles[None], axis=2).argmin(axis=1)
    own = np.repeat(np.arange(len(sizes)), sizes[0])
    assert (nearest == own).mean() > 0.95


@pytest.mark.parametrize("seed", range(4))
def test_majorisation_leaves_less_stress_than_it_found(seed: int) -> None:
    graph = nx.connected_watts_strogatz_graph(40, 4, 0.2, seed=seed)
    ends = np.array(list(graph.edges()))
    wanted = distances(40, ends, np.ones(len(ends)))
    shortest = dict(nx.all_pairs_shortest_path_length(graph))
    assert (wanted == [[shortest[i][j] for j in range(40)] for i in range(40)]).all()
    start = scaled(wanted)
    assert stress(majorised(start, wanted), wanted) < 0.9 * stress(start, wanted)


def test_the_stress_of_a_triangle_is_nothing() -> None:
    wanted = distances(3, np.array([[0, 1], [1, 2], [0, 2]]), np.array([3.0, 4.0, 5.0]))
    assert stress(np.array([[0.0, 3.0], [0.0, 0.0], [4.0, 0.0]]), wanted) == 0
    # One point off by d of distance w costs (d / w)² for each pair that it is in.
    assert stress(np.array([[0.0, 3.0], [0.0, 0.0], [0.0, 0.0]]), wanted) == pytest.approx(
        1 + (2 / 5) ** 2
    )
    assert stress(majorised(scaled(wanted), wanted), wanted) < 1e-3


def test_a_stronger_tie_is_shorter() -> None:
    spots = place(["a", "b", "c"], [(0, 1, 4.0), (1, 2, 1.0)])
    assert math.dist(spots[0], spots[1]) < 0.7 * math.dist(spots[1], spots[2])


def test_the_largest_part_is_in_the_middle_and_who_is_alone_below() -> None:
    graph = nx.disjoint_union_all(
        [nx.path_graph(2), nx.cycle_graph(9), nx.path_graph(2), nx.empty_graph(3)]
    )
    spots = placed(graph)
    ring = spots[2:11]
    middle = [sum(axis) / 9 for axis in zip(*ring, strict=True)]
    wide = max(math.dist(spot, middle) for spot in ring)
    assert all(math.dist(spot, middle) > wide for spot in [*spots[:2], *spots[11:]])
    assert min(y for _, y in spots[-3:]) > max(y for _, y in spots[:-3])
    assert len({y for _, y in spots[-3:]}) == 1


def test_parts_do_not_overlap() -> None:
    shapes = [nx.star_graph(30), nx.cycle_graph(8), *[nx.path_graph(3)] * 40]
    graph = nx.disjoint_union_all(shapes)
    spots = placed(graph)
    parts = list(nx.connected_components(graph))
    edge = longest_edge(spots, [e for e in network(graph)[1] if e[0] > 40])
    for one, other in combinations(parts, 2):
        assert min(math.dist(spots[a], spots[b]) for a in one for b in other) > edge / 2


@pytest.mark.parametrize(
    "graph",
    [
        nx.star_graph(5000),
        nx.disjoint_union(nx.star_graph(400), nx.star_graph(400)),
        nx.complete_bipartite_graph(2, 400),
        nx.random_labeled_tree(900, seed=3),
        nx.path_graph(700),
        nx.gnm_random_graph(600, 2000, seed=2),
    ],
    ids=["star", "stars", "twins", "tree", "path", "random"],
)
def test_many_nodes_each_have_a_spot_of_their_own(graph: nx.Graph[int]) -> None:
    spots = placed(graph)
    assert len(set(spots)) == len(graph)
    assert max(abs(value) for spot in spots for value in spot) == REACH
    wide, high = (max(axis) - min(axis) for axis in zip(*spots, strict=True))
    assert wide >= high


def test_hubs_are_among_their_leaves() -> None:
    joined = nx.disjoint_union(nx.star_graph(300), nx.star_graph(300))
    joined.add_edge(1, 302)
    spots = placed(joined)
    for hub, leaves in ((0, range(1, 301)), (301, range(302, 602))):
        other = 301 - hub
        nearer = [
            math.dist(spots[leaf], spots[hub]) < math.dist(spots[leaf], spots[other])
            for leaf in leaves
        ]
        assert sum(nearer) > 0.98 * len(nearer)


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[str], list[Edge]]:
    """Make a network with parallel edges, loops, parts and nodes alone."""
    number = draw(st.integers(1, 24))
    ends = st.integers(0, number - 1)
    weights = st.sampled_from([0.5, 1.0, 3.0])
    edges = draw(st.lists(st.tuples(ends, ends, weights), max_size=40))
    return [f"city:{i:02}" for i in range(number)], edges


@given(networks(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_nodes_and_edges_changes_nothing(
    given_network: tuple[list[str], list[Edge]], chance: random.Random
) -> None:
    names, edges = given_network
    spots = place(names, edges)
    assert len(set(spots)) == len(names)
    order = list(range(len(names)))
    chance.shuffle(order)
    at = {node: i for i, node in enumerate(order)}
    turned = [
        (at[one], at[other], weight) if chance.random() < 0.5 else (at[other], at[one], weight)
        for one, other, weight in edges
    ]
    chance.shuffle(turned)
    assert place([names[node] for node in order], turned) == [spots[node] for node in order]


def test_the_order_changes_nothing_in_a_large_network() -> None:
    graph = nx.gnm_random_graph(500, 1200, seed=5)
    names, edges = network(graph)
    spots = place(names, edges)
    order = random.Random(1).sample(range(500), 500)
    at = {node: i for i, node in enumerate(order)}
    turned = [(at[other], at[one], weight) for one, other, weight in reversed(edges)]
    assert place([names[node] for node in order], turned) == [spots[node] for node in order]


def test_parallel_edges_count_once_the_strongest_and_loops_not() -> None:
    names = ["a", "b", "c", "d"]
    plain = [(0, 1, 2.0), (1, 2, 1.0), (2, 3, 1.0)]
    assert place(names, [*plain, (1, 0, 0.5), *[(2, 1, 1.0)] * 200, (3, 3, 9.0)]) == place(
        names, plain
    )


@pytest.mark.parametrize("edge", [(0, 2, 1.0), (-1, 0, 1.0), (0, 1, 0.0), (0, 1, math.nan)])
def test_what_is_no_edge_is_refused(edge: Edge) -> None:
    with pytest.raises(ValueError, match="no edge"):
        place(["a", "b"], [edge])


def test_the_module_is_light_until_it_draws() -> None:
    code = (
        "import sys; from twingraph.map.placing import place; place(['a', 'b'], [(0, 1, 1.0)]);"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("spread", [2.0, 8.0])
def test_pushing_on_a_grid_is_nearly_pushing_by_pairs(spread: float) -> None:
    chance = np.random.default_rng(1)
    positions = chance.normal(size=(600, 2)) * spread
    masses = chance.integers(1, 6, 600).astype(float)
    pairs = [pushes(positions, masses) for pushes in (_pair_pushes, _grid_pushes)]
    assert np.abs(pairs[0] - pairs[1]).max() < 0.2 * np.abs(pairs[0]).max()
    assert np.corrcoef(pairs[0].ravel(), pairs[1].ravel())[0, 1] > 0.99


@pytest.mark.slow
def test_the_world_is_placed_and_no_two_cities_fall_together() -> None:
    world_graph.require()
    world = world_graph.read_world()
    names = sorted(world.slugs.values())
    at = {name: i for i, name in enumerate(names)}
    edges = [(at[world.slugs[one]], at[world.slugs[other]], 1.0) for _, one, other in world.links]
    spots = place(names, edges)
    assert len(set(spots)) == len(names) == 17_717
    found = np.array(spots, dtype=float)
    ties = np.linalg.norm(found[[e[0] for e in edges]] - found[[e[1] for e in edges]], axis=1)
    # Of all pairs half are farther apart than this; of tied pairs nearly all are nearer.
    pairs = np.linalg.norm(found - np.roll(found, 7919, axis=0), axis=1)
    assert np.median(ties) < 0.1 * np.median(pairs)
