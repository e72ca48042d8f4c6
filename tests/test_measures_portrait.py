"""The portrait and distances: NetworkX's figures, published ones, estimates that hold the truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from small_networks import NETWORKS, SEEDS, drawn, renamed
from twingraph.measures.clustering import triangles
from twingraph.measures.components import components
from twingraph.measures.distances import distances, find_distances
from twingraph.measures.measuring import measure
from twingraph.measures.model import Settings
from twingraph.measures.portrait import gini
from twingraph.measures.sweeping import Sweeper
from twingraph.projections.edgelists import read_links
from twingraph.projections.model import Links, links_of

WORLD = Path(__file__).resolve().parent.parent.parent / "shared" / "world"
needs_world = pytest.mark.skipif(
    not WORLD.is_dir(), reason="../shared/world is not beside this checkout"
)
CLOSE = 1e-9


def portrait(links: Links, **options: Any) -> dict[Any, Any]:
    return {row[0]: row[1] for row in measure(links, force=True, **options).table.rows}


def same(ours: dict[Any, Any], theirs: dict[Any, Any]) -> bool:
    return ours.keys() == theirs.keys() and all(
        (ours[name] is None) == (value is None)
        and (value is None or ours[name] == pytest.approx(value, rel=CLOSE, abs=CLOSE))
        for name, value in theirs.items()
    )


def mean(numbers: list[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def oracle(links: Links) -> dict[str, Any]:
    """Return what NetworkX says, and the definitions where it says nothing."""
    whole = links.to_networkx()
    graph: Any = nx.Graph(whole)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    degrees = [degree for _, degree in graph.degree]
    n, m = len(graph), graph.number_of_edges()
    parts = sorted(map(len, nx.connected_components(graph)), reverse=True)
    local: Any = nx.clustering(graph)
    closed: Any = nx.triangles(graph)
    spread = sum(abs(a - b) for a in degrees for b in degrees)
    uneven = len({degree for edge in graph.edges for degree in map(graph.degree, edge)}) > 1
    wedges = sum(d * (d - 1) // 2 for d in degrees)
    largest = [graph.subgraph(c) for c in nx.connected_components(graph) if len(c) == parts[0]]
    apart = [d for part in largest for _, row in nx.all_pairs_shortest_path_length(part)
             for d in row.values() if d]  # fmt: skip
    sides: list[Any] = [nx.eccentricity(part) for part in largest] if apart else []
    far = [side for found in sides for side in found.values()]
    return {
        "nodes": n,
        "links": whole.number_of_edges(),
        "pairs": m,
        "self_loops": nx.number_of_selfloops(whole),
        "isolated": nx.number_of_isolates(graph),
        "mean_degree": 2 * m / n if n else None,
        "max_degree": max(degrees, default=None),
        "density": nx.density(graph) if n > 1 else None,
        "components": len(parts),
        "largest_component": parts[0] if parts else None,
        "largest_share": parts[0] / n if n else None,
        "degree_gini": spread / (2 * n * sum(degrees)) if m else None,
        "triangles": sum(closed.values()) // 3,
        "wedges": wedges,
        "transitivity": nx.transitivity(graph) if wedges else None,
        "clustering": nx.average_clustering(graph) if n else None,
        "clustering_of_two": mean([local[v] for v, d in graph.degree if d > 1]),
        "assortativity": nx.degree_pearson_correlation_coefficient(graph) if uneven else None,
        "mean_distance": mean(apart),
        "diameter": max(far, default=None),
        "radius": min(far, default=None),
    }


@pytest.mark.parametrize("network", NETWORKS)
def test_portrait_agrees_with_networkx(network: str) -> None:
    links = NETWORKS[network]
    expected = oracle(links)
    assert same(portrait(links), expected)
    assert list(portrait(links)) == list(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_change_nothing(seed: int) -> None:
    links = drawn(seed)
    other, _ = renamed(links, seed)
    assert same(portrait(links), portrait(other))
    assert find_distances(links, Settings()) == find_distances(other, Settings())


@pytest.mark.parametrize("seed", SEEDS)
def test_every_triangle_is_found_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    links = drawn(seed)
    # A few pairs at once, so that the pieces' edges are tried.
    monkeypatch.setattr("twingraph.measures.clustering._AT_ONCE", 3)
    found = triangles(links)
    corners = [
        tuple(sorted(corner)) for corner in zip(*map(np.ndarray.tolist, found.corners), strict=True)
    ]
    cliques = nx.enumerate_all_cliques(nx.Graph(links.simple.to_networkx()))
    number = {node: place for place, node in enumerate(links.nodes)}
    expected = [tuple(sorted(number[v] for v in clique)) for clique in cliques if len(clique) == 3]
    assert sorted(corners) == sorted(expected)


@pytest.mark.parametrize("network", NETWORKS)
def test_components_are_numbered_by_size(network: str) -> None:
    links = NETWORKS[network]
    number = components(links).tolist()
    graph = links.to_networkx().to_undirected()
    parts = {frozenset(part) for part in nx.connected_components(graph)}
    found: dict[int, set[str]] = {}
    for node, place in zip(links.nodes, number, strict=True):
        found.setdefault(place, set()).add(node)
    assert {frozenset(part) for part in found.values()} == parts
    sizes = [len(found[place]) for place in range(len(found))]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("seed", range(3))
def test_search_from_many_nodes_finds_every_distance(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Blocks of one word, so that there are several; and hubs, whose neighbours are taken together.
    monkeypatch.setattr("twingraph.measures.sweeping._WIDEST", 1)
    graph: Any = nx.barabasi_albert_graph(150, 2, seed=seed)
    graph.add_edges_from((0, v) for v in range(1, 120))
    graph.add_edges_from([("x", "y"), ("y", "z")])
    links = links_of("hubs", [(str(a), str(b)) for a, b in graph.edges]).simple
    lengths = dict(nx.all_pairs_shortest_path_length(nx.Graph(links.to_networkx())))
    expected = {(links.nodes[0], 0)}
    found: dict[tuple[str, int], int] = {}
    by_start: dict[tuple[int, int], int] = {}
    starts = np.arange(links.n)[::-1]
    for level in Sweeper(links).levels(starts):
        for node, number in zip(links.nodes, level.at_nodes().tolist(), strict=True):
            found[node, level.distance] = found.get((node, level.distance), 0) + number
        for start, number in zip(level.starts.tolist(), level.from_starts().tolist(), strict=True):
            by_start[start, level.distance] = number
    expected_counts: dict[tuple[str, int], int] = {}
    for node, row in lengths.items():
        for distance in row.values():
            if distance:
                expected_counts[node, distance] = expected_counts.get((node, distance), 0) + 1
    assert {key: number for key, number in found.items() if number} == expected_counts
    named = {(links.nodes[start], d): number for (start, d), number in by_start.items() if number}
    assert named == expected_counts
    assert expected


def test_sampled_distances_hold_the_truth() -> None:
    graph: Any = nx.barabasi_albert_graph(1200, 2, seed=8)
    links = links_of("large", [(str(a), str(b)) for a, b in graph.edges])
    exact = distances(links, Settings())
    assert exact is not None
    inside = 0
    for seed in range(40):
        sampled = distances(links, Settings(seed=seed, exact=1000))
        assert sampled is not None
        assert sampled.sampled == 512
        assert sampled.mean.low is not None
        assert sampled.mean.high is not None
        assert exact.mean.value is not None
        inside += sampled.mean.low <= exact.mean.value <= sampled.mean.high
        for bounds, true in ((sampled.diameter, exact.diameter), (sampled.radius, exact.radius)):
            assert bounds.low is not None
            assert bounds.high is not None
            assert true.value is not None
            assert bounds.low <= true.value <= bounds.high
    assert 34 <= inside < 40


def test_a_sample_is_told_and_comes_again_with_its_seed() -> None:
    graph: Any = nx.gnm_random_graph(700, 1400, seed=8)
    links = links_of("large", [(str(a), str(b)) for a, b in graph.edges])
    first = measure(links, exact=600)
    assert first.provenance.seed == 2026
    assert len(first.table.notes) == 1
    assert first.table == measure(links, exact=600).table
    assert first.table != measure(links, exact=600, seed=1).table
    assert measure(links).provenance.seed is None
    rows = measure(links, "distances", exact=600).table.rows
    assert sum(row[2] for row in rows) == pytest.approx(1)  # type: ignore[misc]
    assert all(row[1] is None and row[3] <= row[2] <= row[4] for row in rows)  # type: ignore[operator]


def test_two_largest_components_do_not_narrow_the_bounds() -> None:
    graph: Any = nx.connected_watts_strogatz_graph(700, 4, 0.2, seed=8)
    pairs = [(f"a{a}", f"a{b}") for a, b in graph.edges]
    one = links_of("one", pairs)
    two = links_of("two", [*pairs, *[(a.replace("a", "b"), b.replace("a", "b")) for a, b in pairs]])
    of_one, of_two = (
        {row[0]: row for row in measure(links, "distances", exact=600).table.rows}
        for links in (one, two)
    )
    exact = {row[0]: row for row in measure(one, "distances").table.rows}
    # A sample of fewer of the nodes is less sure: 512 of 700, and of 1,400.
    for distance in (3, 4, 5, 6):
        alone, both = of_one[distance], of_two[distance]
        assert both[4] - both[3] > alone[4] - alone[3]  # type: ignore[operator]
        assert both[3] - 0.005 < exact[distance][2] < both[4] + 0.005  # type: ignore[operator]


@pytest.mark.parametrize("network", NETWORKS)
def test_distribution_of_distances_counts_each_pair_once(network: str) -> None:
    links = NETWORKS[network]
    rows = measure(links, "distances", force=True).table.rows
    figures = portrait(links)
    if figures["mean_distance"] is None:
        assert rows == ()
        return
    pairs = {row[0]: row[1] for row in rows}
    total = sum(pairs.values())  # type: ignore[arg-type]
    assert sum(d * number for d, number in pairs.items()) / total == pytest.approx(  # type: ignore[operator, misc]
        figures["mean_distance"]
    )
    assert max(pairs) == figures["diameter"]  # type: ignore[type-var]
    assert rows[-1][5] == pytest.approx(1)


def test_gini_of_equals_and_of_one_who_has_all() -> None:
    assert gini(np.array([3, 3, 3])) == 0
    assert gini(np.array([0, 0, 0, 8])) == 0.75
    assert gini(np.array([0, 0])) is None


def test_one_citys_star_has_a_portrait_without_what_means_nothing() -> None:
    pairs = [("namur", f"partner{number}") for number in range(9)]
    star = replace(links_of("star", pairs), star_of=("namur",))
    made = measure(star)
    told = {row[0] for row in made.table.rows}
    assert {"nodes", "links", "components"} <= told
    assert not told & {"transitivity", "assortativity", "mean_distance", "degree_gini"}
    assert len(made.table.notes) == 2
    forced = measure(star, force=True)
    assert "transitivity" in {row[0] for row in forced.table.rows}
    assert forced.table.notes[0].en.startswith("Forced")


@needs_world
def test_konects_published_figures() -> None:
    links = read_links(WORLD / "konect-2017" / "out.twin")
    found = portrait(links)
    published = {
        "nodes": 14_274, "links": 20_573, "largest_component": 10_320, "triangles": 6_327,
        "wedges": 170_445, "max_degree": 99, "diameter": 25,
    }  # fmt: skip
    assert {name: found[name] for name in published} == published
    assert round(found["transitivity"], 6) == 0.111361
    assert round(found["assortativity"], 6) == 0.386786
    # KONECT says 7.654, which the network does not have: see the world's README.
    assert round(found["mean_distance"], 3) == 7.348


@needs_world
def test_figures_of_wikipedia_2026_as_read() -> None:
    links = read_links(
        WORLD / "wikipedia-2026" / "twin_cities.csv",
        source="city1+country1",
        target="city2+country2",
    )
    found = portrait(links)
    assert (found["nodes"], found["pairs"], found["components"]) == (17_717, 25_914, 1_401)
    assert round(found["largest_share"], 4) == 0.7966
    assert round(found["transitivity"], 4) == 0.1724
    assert round(found["assortativity"], 3) == 0.376
