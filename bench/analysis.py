"""Measure the measures against plain NetworkX, on a published network and on a large one made here.

In: ../shared/world, whose files are not in the repository: where they are absent the lines say so.
Out: lines of the page, in seconds of processor, each from a process of its own: ``python -m
bench.analysis TASK`` runs one task and prints its figures as JSON. Where NetworkX would take hours
or minutes it starts from some nodes only, and the time is multiplied. It judges nothing.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bench.inference import Figures, Line

if TYPE_CHECKING:
    import networkx as nx

    from twingraph.projections.model import Links

ROOT: Final = Path(__file__).resolve().parent.parent
KONECT: Final = ROOT.parent / "shared" / "world" / "konect-2017" / "out.twin"
ROUNDS: Final = 3
_STARTS: Final = 200
"""Nodes from which NetworkX starts where all would take too long."""
_LARGE: Final = (500_000, 1_500_000)
_SEED: Final = 2026
_GROUPS: Final = 100
"""Into how many groups nodes are dealt, in turn, where a measure is of groups."""


def measured() -> list[Line]:
    """Return the lines on measures; about three minutes."""
    if not KONECT.is_file():
        return [Line("measures of KONECT's network", "not measured: ../shared/world is absent", "")]
    lines = [_against(*pair) for pair in _PAIRS]
    return [*lines, _communities(), _portrait(), _large()]


def _against(name: str, promised: str) -> Line:
    ours, theirs = _medians(name, f"networkx-{name}")
    return Line(
        f"{name.replace('-', ' ')}, 14,274 nodes and 20,573 links, against NetworkX",
        f"{_seconds(ours)} against {_seconds(theirs)}: **{theirs / ours:.0f} times** as fast",
        promised,
    )


def _medians(*tasks: str) -> tuple[float, ...]:
    """Return each task's median, run in turn."""
    taken: dict[str, list[float]] = {task: [] for task in tasks}
    for _ in range(ROUNDS):
        for task in tasks:
            taken[task].append(run(task)["processor"])
    return tuple(statistics.median(taken[task]) for task in tasks)


def _seconds(number: float) -> str:
    return f"{number * 1000:.0f} ms" if number < 1 else f"{number:.1f} s"


def _communities() -> Line:
    ours, theirs = run("leiden"), run("networkx-louvain")
    times = theirs["processor"] / ours["processor"]
    return Line(
        "one run of Leiden against one of NetworkX's Louvain, the same network and links;"
        f" medians of {ours['runs']:.0f} and {theirs['runs']:.0f} seeds",
        f"{_seconds(ours['processor'])} against {_seconds(theirs['processor'])}: **{times:.0f}"
        f" times** as fast; modularity {ours['modularity']:.4f} against"
        f" {theirs['modularity']:.4f}",
        "at least 10 times, no less modularity",
    )


def _portrait() -> Line:
    taken = run("portrait-against-nulls")
    return Line(
        "the portrait against 100 networks of the same degrees, 10 switches a link",
        f"**{taken['processor']:.0f} s**",
        "within 120 s",
    )


def _large() -> Line:
    taken = run("large")
    return Line(
        f"the portrait of {_LARGE[0]:,} nodes and {_LARGE[1]:,} links, without nulls",
        f"**{taken['processor']:.0f} s**, {taken['megabytes']:,.0f} MB",
        "within 120 s and 4,000 MB",
    )


def run(task: str) -> Figures:
    """Run a task in a process of its own, and return what it prints."""
    command = (sys.executable, "-m", "bench.analysis", task)
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(ran.stdout)
    return figures


# What the processes do. Each imports what it needs before its clock starts.


def _konect() -> Links:
    from twingraph.projections.edgelists import read_links

    return read_links(KONECT)


def _ours(name: str) -> Figures:
    """Time what finds the values, from the list of links on: neighbours are found in that time."""
    found = _found(name)
    found(_small_links())  # what is imported on first use
    links = _konect()
    return _timed(lambda: found(links))


def _found(name: str) -> Callable[[Links], object]:
    from twingraph.measures.betweenness import betweenness
    from twingraph.measures.brokerage import constraint, find_effective_size
    from twingraph.measures.census import census
    from twingraph.measures.centrality import find_eigenvector, pagerank
    from twingraph.measures.closeness import find_closeness
    from twingraph.measures.clustering import local_clustering, triangles
    from twingraph.measures.components import components
    from twingraph.measures.degrees import cores
    from twingraph.measures.distances import distances
    from twingraph.measures.mixing import mixing_matrix, nominal_assortativity
    from twingraph.measures.model import Settings
    from twingraph.measures.partitions import modularity
    from twingraph.measures.portrait import assortativity
    from twingraph.measures.portrait_against_nulls import find_portrait_against_nulls
    from twingraph.measures.reciprocity import told

    whole = Settings()
    functions: dict[str, Callable[[Links], object]] = {
        "betweenness": betweenness,
        "distances": lambda links: distances(links, whole),
        "clustering": lambda links: local_clustering(
            links.simple.degrees, triangles(links).at(links.n)
        ),
        "closeness": lambda links: find_closeness(links, whole),
        "pagerank": pagerank,
        "eigenvector": lambda links: find_eigenvector(links, whole),
        "core": cores,
        "constraint": constraint,
        "effective-size": lambda links: find_effective_size(links, whole),
        "assortativity": lambda links: assortativity(links.simple),
        "components": components,
        "modularity": lambda links: modularity(links.simple, np.arange(links.n) % _GROUPS),
        "mixing": lambda links: nominal_assortativity(
            mixing_matrix(links.simple, np.arange(links.n) % _GROUPS, _GROUPS)
        ),
        "reciprocity": lambda links: told(
            links.sources.astype(np.int64) * links.n + links.targets, links.n
        ),
        "triad-census": lambda links: census(replace(links, directed=True)),
        "portrait-against-nulls": lambda links: find_portrait_against_nulls(links, whole),
    }
    return functions[name]


def _small_links() -> Links:
    from twingraph.projections.model import from_networkx

    return from_networkx(_small())


def _small() -> nx.Graph[str]:
    import networkx as nx

    return nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])


def _theirs(
    found: Callable[[Any, nx.Graph[str]], object], times: float = 1, *, directed: bool = False
) -> Figures:
    import networkx as nx

    made = nx.DiGraph if directed else nx.Graph
    small: nx.Graph[str] = made(_small().edges)
    nx.set_node_attributes(small, dict(zip(small, range(len(small)), strict=True)), "group")
    found(nx, small)
    links = _konect()
    links = replace(links, directed=True) if directed else links.simple
    graph = made(links.to_networkx())
    nx.set_node_attributes(
        graph, {node: at % _GROUPS for at, node in enumerate(links.nodes)}, "group"
    )
    taken = _timed(lambda: found(nx, graph))
    return {**taken, "processor": taken["processor"] * times}


def _timed(call: Callable[[], object]) -> Figures:
    start = time.process_time()
    call()
    return {"processor": time.process_time() - start}


def _largest(graph: nx.Graph[str]) -> list[str]:
    import networkx as nx

    parts = [sorted(part) for part in nx.connected_components(graph)]
    return max(parts, key=len)


def _reached(nx: Any, graph: nx.Graph[str]) -> None:
    """Measure the distances from some nodes of the largest component."""
    inside = _largest(graph)
    for node in inside[:: max(1, len(inside) // _STARTS)]:
        lengths = nx.single_source_shortest_path_length(graph, node)
        sum(lengths.values()), max(lengths.values())


def _starts() -> float:
    inside = len(_largest(_konect().simple.to_networkx()))
    return inside / len(range(0, inside, max(1, inside // _STARTS)))


def _between(nx: Any, graph: nx.Graph[str]) -> None:
    nx.betweenness_centrality(graph, k=min(_STARTS, len(graph)), seed=_SEED)


def _near(nx: Any, graph: nx.Graph[str]) -> None:
    nx.harmonic_centrality(graph, nbunch=sorted(graph)[:: max(1, len(graph) // _STARTS)])


def _clustered(nx: Any, graph: nx.Graph[str]) -> None:
    nx.transitivity(graph)
    nx.clustering(graph)


def _divided(nx: Any, graph: nx.Graph[str]) -> None:
    parts: dict[Any, set[str]] = {}
    for node, group in graph.nodes(data="group"):
        parts.setdefault(group, set()).add(node)
    nx.community.modularity(graph, parts.values())


def _mixed(nx: Any, graph: nx.Graph[str]) -> None:
    nx.attribute_assortativity_coefficient(graph, "group")


def _leiden() -> Figures:
    from twingraph.measures import partitions as module

    links, runs = _konect(), 20
    module.partitions(links.kept(links.degrees > 30), 1, 1)  # what is imported on first use
    # The runs alone: Louvain has no consensus.
    linked = links.simple.kept(links.simple.degrees > 0)
    ones, found = np.ones(linked.m), []
    taken = []
    for seed in range(runs):
        start = time.process_time()
        of_run, _ = module._runs(linked, ones, [seed], 1)  # noqa: SLF001
        taken.append(time.process_time() - start)
        found.append(module.modularity(linked, of_run[0]) or 0)
    return {
        "processor": statistics.median(taken),
        "modularity": statistics.median(found),
        "runs": runs,
    }


def _louvain() -> Figures:
    import networkx as nx

    links = _konect().simple
    graph = nx.Graph(links.kept(links.degrees > 0).to_networkx())
    taken, found, runs = [], [], 5
    for seed in range(runs):
        start = time.process_time()
        parts = nx.community.louvain_communities(graph, weight=None, seed=seed)
        taken.append(time.process_time() - start)
        found.append(nx.community.modularity(graph, parts, weight=None))
    return {
        "processor": statistics.median(taken),
        "modularity": statistics.median(found),
        "runs": runs,
    }


def _made() -> Figures:
    """Take the portrait of a large network whose degrees are as uneven as twinnings'."""
    from twingraph.measures.measuring import measure
    from twingraph.projections.model import Links

    nodes, links = _LARGE
    chance = np.random.default_rng(_SEED)
    low, high = ((chance.random(links * 2) ** 1.6 * nodes).astype(np.int32) for _ in range(2))
    keys = np.unique(np.minimum(low, high).astype(np.int64) * nodes + np.maximum(low, high))
    keys = np.sort(chance.permutation(keys[keys // nodes != keys % nodes])[:links])
    network = Links(
        name="large",
        nodes=tuple(f"{number:06}" for number in range(nodes)),
        sources=(keys // nodes).astype(np.int32),
        targets=(keys % nodes).astype(np.int32),
    )
    taken = _timed(lambda: measure(network, "portrait"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**taken, "megabytes": peak / (1e6 if sys.platform == "darwin" else 1e3)}


_PAIRS: Final = (
    ("betweenness", "at least 25 times"),
    ("distances", "at least 8 times"),
    ("clustering", "at least 10 times"),
    ("closeness", "no slower"),
    ("pagerank", "no slower"),
    ("eigenvector", "no slower"),
    ("core", "no slower"),
    ("constraint", "no slower"),
    ("effective-size", "no slower"),
    ("assortativity", "no slower"),
    ("components", "no slower"),
    ("modularity", "no slower"),
    ("mixing", "no slower"),
    ("reciprocity", "no slower"),
    ("triad-census", "no slower"),
)
_TASKS: Final[dict[str, Callable[[], Figures]]] = {
    **{name: (lambda name=name: _ours(name)) for name, _ in _PAIRS},  # type: ignore[misc]
    "portrait-against-nulls": lambda: _ours("portrait-against-nulls"),
    "networkx-betweenness": lambda: _theirs(_between, 14_274 / _STARTS),
    "networkx-distances": lambda: _theirs(_reached, _starts()),
    "networkx-clustering": lambda: _theirs(_clustered),
    "networkx-closeness": lambda: _theirs(_near, 14_274 / (14_274 // (14_274 // _STARTS) + 1)),
    # As near as ours: NetworkX would stop by default where steps change 1e-6 a node.
    "networkx-pagerank": lambda: _theirs(
        lambda nx, graph: nx.pagerank(graph, tol=1e-13 / len(graph), max_iter=10_000)
    ),
    "networkx-eigenvector": lambda: _theirs(
        lambda nx, graph: nx.eigenvector_centrality(
            graph.subgraph(_largest(graph)), max_iter=10_000, tol=1e-10
        )
    ),
    "networkx-core": lambda: _theirs(lambda nx, graph: nx.core_number(graph)),
    "networkx-constraint": lambda: _theirs(lambda nx, graph: nx.constraint(graph)),
    "networkx-effective-size": lambda: _theirs(lambda nx, graph: nx.effective_size(graph)),
    "networkx-assortativity": lambda: _theirs(
        lambda nx, graph: nx.degree_assortativity_coefficient(graph)
    ),
    "networkx-components": lambda: _theirs(lambda nx, graph: list(nx.connected_components(graph))),
    "networkx-modularity": lambda: _theirs(_divided),
    "networkx-mixing": lambda: _theirs(_mixed),
    "networkx-reciprocity": lambda: _theirs(
        lambda nx, graph: nx.overall_reciprocity(graph), directed=True
    ),
    "networkx-triad-census": lambda: _theirs(
        lambda nx, graph: nx.triadic_census(graph), directed=True
    ),
    "leiden": _leiden,
    "networkx-louvain": _louvain,
    "large": _made,
}


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(_TASKS[sys.argv[1]]()))
    else:
        for line in measured():
            print(f"{line.what}: {line.measured} ({line.promised})")
