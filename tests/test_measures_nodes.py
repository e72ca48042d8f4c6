"""Measures of nodes: NetworkX's own figures on small networks, by each engine and by NetworkX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from small_networks import NETWORKS, drawn, renamed
from twingraph.errors import UsageError
from twingraph.measures import engines
from twingraph.measures.catalogue import measures
from twingraph.measures.measuring import measure
from twingraph.measures.model import Settings, Table
from twingraph.measures.plain import by_networkx
from twingraph.projections.model import Links, links_of

CLOSE = 1e-9
NODES = [one.name for one in measures().values() if one.scope == "node" and not one.needs]
OURS = (
    "degree", "strength", "core", "clustering", "closeness", "betweenness", "pagerank",
    "eigenvector", "constraint", "effective-size",
)  # fmt: skip


def values(table: Table, column: int = 2) -> dict[Any, Any]:
    return {row[0]: row[column] for row in table.rows}


def found(links: Links, name: str, **options: Any) -> dict[Any, Any]:
    return values(measure(links, name, force=True, **options).table)


def simple(links: Links) -> Any:
    graph = nx.Graph(links.to_networkx())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def strength(graph: Any) -> dict[Any, Any]:
    graph = graph.copy()
    graph.remove_edges_from(list(nx.selfloop_edges(graph, keys=True)))
    return dict(graph.degree)


def closeness(graph: Any) -> dict[Any, Any]:
    return {v: h / max(len(graph) - 1, 1) for v, h in nx.harmonic_centrality(graph).items()}


def eigenvector(graph: Any) -> dict[Any, Any]:
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    none = dict.fromkeys(graph)
    if not parts or len(parts[0]) == 1 or (len(parts) > 1 and len(parts[1]) == len(parts[0])):
        return none
    inside = graph.subgraph(parts[0])
    if len(inside) > 40:  # powers of a long path hardly end
        return none | nx.eigenvector_centrality_numpy(inside)
    return none | nx.eigenvector_centrality(inside, max_iter=100_000, tol=1e-14)


def clustering(graph: Any) -> dict[Any, Any]:
    shares: Any = nx.clustering(graph)
    return {v: shares[v] if graph.degree(v) > 1 else None for v in graph}


ORACLES: dict[str, Callable[[Any], Any]] = {
    "degree": lambda graph: dict(graph.degree),
    "core": nx.core_number,
    "clustering": clustering,
    "closeness": closeness,
    "betweenness": nx.betweenness_centrality,
    "pagerank": lambda graph: nx.pagerank(graph, tol=1e-15, max_iter=10_000),
    "eigenvector": eigenvector,
    "constraint": nx.constraint,
    "effective-size": nx.effective_size,
}


def same(ours: dict[Any, Any], theirs: dict[Any, Any]) -> bool:
    """Say whether two sets of figures agree; what is not a number there is None here."""
    known = {v: None if x is None or x != x else x for v, x in theirs.items()}
    return ours.keys() == known.keys() and all(
        (ours[v] is None) == (known[v] is None)
        and (ours[v] is None or ours[v] == pytest.approx(known[v], rel=CLOSE, abs=CLOSE))
        for v in ours
    )


def test_every_measure_of_nodes_is_tried() -> None:
    assert set(OURS) == {*ORACLES, "strength"}
    assert set(OURS) <= set(NODES)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("name", ORACLES)
def test_engine_agrees_with_networkx(name: str, network: str) -> None:
    links = NETWORKS[network]
    assert same(found(links, name), ORACLES[name](simple(links)) if links.n else {})


@pytest.mark.parametrize("network", NETWORKS)
def test_strength_counts_parallel_links_and_no_loop(network: str) -> None:
    links = NETWORKS[network]
    assert same(found(links, "strength"), strength(links.to_networkx()))


def test_strength_adds_weights_and_knows_what_is_unknown() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "d")]
    links = links_of("weights", pairs, columns={"weight": [2.0, 0.5, None]})
    assert found(links, "strength") == {"a": 2.0, "b": 2.5, "c": None, "d": None}


@pytest.mark.parametrize("seed", range(4))
def test_pagerank_follows_the_direction_of_links(seed: int) -> None:
    links = drawn(seed, directed=True)
    graph = nx.DiGraph(links.to_networkx())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    assert same(found(links, "pagerank"), nx.pagerank(graph, tol=1e-15, max_iter=10_000))
    assert same(found(links, "pagerank", backend="networkx"), found(links, "pagerank"))


@pytest.mark.parametrize("seed", range(4))
def test_degree_of_a_directed_network_tells_both_directions(seed: int) -> None:
    links = drawn(seed, directed=True)
    graph = nx.DiGraph(links.to_networkx())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    table = measure(links, "degree", force=True).table
    assert table.columns[2:] == ("degree", "in_degree", "out_degree")
    assert values(table, 3) == dict(graph.in_degree)
    assert values(table, 4) == dict(graph.out_degree)


@pytest.mark.parametrize("name", [name for name in OURS if measures()[name].backends])
@pytest.mark.parametrize(
    "network", ["empty", "two as large", "parallel", "star", "drawn 3", "drawn 5"]
)
def test_networkx_itself_finds_the_same(name: str, network: str) -> None:
    made = measure(NETWORKS[network], name, force=True, backend="networkx")
    assert made.provenance.engine in ("networkx", "numpy")
    assert same(found(NETWORKS[network], name), values(made.table))


def test_a_backend_that_does_not_work_is_a_mistake_of_who_named_it() -> None:
    links = links_of("x", [("a", "b"), ("b", "c")])
    with pytest.raises(UsageError, match="no backend 'nx_loopback'") as refused:
        measure(links, "core", backend="nx_loopback")
    assert "nx_loopback" not in str(refused.value.hint)
    absent = Settings(backend="nx_loopback")
    with pytest.raises(UsageError, match="nx_loopback cannot measure this") as refused:
        by_networkx(links, nx.betweenness_centrality, absent)
    assert "leave the backend out" in str(refused.value.hint)
    for problem in (NotImplementedError, nx.NetworkXError):

        def lacking(_graph: Any, problem: type[Exception] = problem, **_given: Any) -> Any:
            raise problem("not\nhere")

        with pytest.raises(UsageError, match="cannot measure this: not here"):
            by_networkx(links, lacking, absent)
        with pytest.raises(problem):
            by_networkx(links, lacking, Settings())


@pytest.mark.parametrize("name", ["betweenness", "eigenvector"])
def test_networkx_stands_in_for_a_library_that_is_not_here(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = links_of("large", [(f"{n}", f"{n * 7 % 91}") for n in range(100)])
    with_library = found(links, name)
    monkeypatch.setattr("twingraph.measures.centrality.available", lambda _: False)
    made = measure(links, name, force=True)
    assert made.provenance.engine == "networkx"
    assert same(values(made.table), with_library)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("seed", range(3))
def test_other_names_change_nothing(name: str, seed: int) -> None:
    links = drawn(seed)
    other, names = renamed(links, seed)
    before = found(links, name)
    assert same({names[v]: x for v, x in before.items()}, found(other, name))


@pytest.mark.parametrize("name", OURS)
def test_rows_are_plain_values_from_the_highest_down(name: str) -> None:
    links = links_of("labels", [("b", "a"), ("c", "a"), ("b", "c"), ("d", "c")],
                     nodes={"a": {"label": "A"}, "e": {}})  # fmt: skip
    table = measure(links, name, force=True).table
    assert table.columns[:2] == ("node", "label")
    assert {row[0] for row in table.rows} == set(links.nodes)
    assert len(table.rows) == links.n
    assert {row[0]: row[1] for row in table.rows} == {"a": "A", **dict.fromkeys("bcde")}
    kinds = {type(v) for row in table.rows for v in row}
    assert kinds <= {str, int, float, type(None)}
    told: list[Any] = [row[2] for row in table.rows if row[2] is not None]
    assert told == sorted(told, reverse=True)
    assert all(row[2] is None for row in table.rows[len(told) :])


def test_a_large_network_has_closeness_from_a_sample_with_intervals() -> None:
    graph = nx.gnm_random_graph(900, 2000, seed=4)
    links = links_of(
        "gnm", [(str(s), str(t)) for s, t in graph.edges], nodes={str(v): {} for v in graph}
    )
    exact = found(links, "closeness")
    made = measure(links, "closeness", exact=100)
    assert made.table.columns == ("node", "label", "closeness", "low", "high")
    assert (made.provenance.seed, made.table) == (
        2026,
        measure(links, "closeness", exact=100).table,
    )
    inside = [row[3] <= exact[row[0]] <= row[4] for row in made.table.rows]
    assert 0.85 < sum(inside) / len(inside) < 1
    assert measure(links, "closeness", exact=100, seed=3).table != made.table


def test_an_unknown_library_has_no_version() -> None:
    assert engines.engine_version("no-such-library") == ""
    assert engines.engine_version("numpy + networkx").count(" + ") == 1
