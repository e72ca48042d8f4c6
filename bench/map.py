"""Measure the map page: what it weighs, how soon it is drawn, how it moves, beside pyvis's.

In: a folder for pages. Out: lines of the page, each with what was measured and what was promised.
The graphs are Namur's, as the package has it, and the world's (tests/world_graph.py), which is not
in the repository: where it is absent the lines say so. pyvis draws the same nodes and edges, as its
users would have it do. Each number comes from a process of its own; it judges nothing.
``python -m bench.map`` measures and prints these lines alone.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.browser import Figures
from bench.inference import Line

ROOT: Final = Path(__file__).resolve().parent.parent
PATIENCE: Final = 150.0
"""Seconds that a page is given, and as many the program that writes it."""

WORLD: Final = ROOT.parent / "shared" / "world"
SOURCES: Final = (
    "wikipedia-2026", "wikidata-2016", "wikidata-2022", "germany-2015", "uccn-2024",
    "eurocities-2025",
)  # fmt: skip

_ROUNDS: Final = 3
_VIEWS: Final = ("", "#view=network")


def measured(folder: Path) -> Iterator[Line]:
    """Yield the lines on the map; several minutes."""
    yield from _namur(folder)
    yield from _world(folder)
    yield from _store(folder)


def _namur(folder: Path) -> list[Line]:
    twingraph = str(Path(sys.executable).with_name("twingraph"))
    full, small, theirs = (folder / f"namur-{name}.html" for name in ("full", "small", "pyvis"))
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        _ran((twingraph, "map", "-o", str(full)), folder)
        taken.append(time.perf_counter() - start)
    _ran((twingraph, "map", "--no-sparql", "-o", str(small)), folder)
    run("namur-pyvis", theirs)
    ours, others = (_opened(file, kind) for file, kind in ((full, "map"), (theirs, "pyvis")))
    return [
        Line("Namur's map, with SPARQL", f"**{_size(full)}**", "at most 2,500 kB"),
        Line("Namur's map, without SPARQL", f"**{_size(small)}**", "at most 400 kB"),
        Line(f"cold `twingraph map`, median of {_ROUNDS}", f"{statistics.median(taken):.2f} s", ""),
        Line(f"its first full drawing, median of {_ROUNDS}", f"**{_ready(ours)}**", "within 1.5 s"),
        Line("pyvis, the same cities, networks and ties", f"{_size(theirs)}, {_ready(others)}", ""),
    ]


def _world(folder: Path) -> list[Line]:
    ours, theirs = folder / "world.html", folder / "world-pyvis.html"
    try:
        made = run("world", ours)
    except FileNotFoundError:
        return [Line("the world's map", "not measured: ../shared/world is not here", "")]
    what = f"the world's map, {made['cities']:,.0f} cities and {made['ties']:,.0f} ties"
    ready = _opened(ours, "map")
    moved = [run_browser(ours, "map", view) for view in _VIEWS]
    lines = [
        Line(f"{what}, with SPARQL", f"**{_size(ours)}**", "at most 8,000 kB"),
        Line(
            "making it of the graph, and peak memory",
            f"{made['seconds']:.1f} s, {made['megabytes']:.0f} MB",
            "",
        ),
        Line(f"its first full drawing, median of {_ROUNDS}", f"**{_ready(ready)}**", "within 4 s"),
        *(
            Line(
                f"frames a second, {name}: panning, zooming",
                f"**{each['panning']:.0f}**, **{each['zooming']:.0f}**"
                f" (longest pause {each['pause']:.0f} ms)",
                "at least 50",
            )
            for name, each in zip(("geography", "network"), moved, strict=True)
        ),
        Line("the browser's memory", f"{ready[0]['megabytes']:.0f} MB", ""),
    ]
    return [*lines, _pyvis_world(theirs)]


def _store(folder: Path) -> list[Line]:
    """Measure the map of a real store: Namur's report and all lists of ../shared/world."""
    if not WORLD.is_dir():
        return [Line("the map of all sources", "not measured: ../shared/world is not here", "")]
    twingraph = str(Path(sys.executable).with_name("twingraph"))
    store, page = folder / "store", folder / "store.html"
    _ran((twingraph, "import", *SOURCES, "--from", str(WORLD), "-o", str(store)), folder)
    made = run("store", page)
    moved = [run_browser(page, "map", view) for view in _VIEWS]
    what = f"the map of all sources, {made['cities']:,.0f} cities and {made['ties']:,.0f} ties"
    return [
        Line(f"{what}, without SPARQL", f"**{_size(page)}**", "at most 6,000 kB"),
        Line(
            "making it of the store, and peak memory",
            f"**{made['seconds']:.1f} s**, **{made['megabytes']:.0f} MB**",
            "at most 60 s, 1,500 MB",
        ),
        Line(
            f"its first full drawing, median of {_ROUNDS}",
            f"**{_ready(_opened(page, 'map'))}**",
            "within 4 s",
        ),
        *(
            Line(
                f"frames a second, {name}: panning, zooming",
                f"**{each['panning']:.0f}**, **{each['zooming']:.0f}**",
                "at least 50",
            )
            for name, each in zip(("geography", "network"), moved, strict=True)
        ),
    ]


def _pyvis_world(file: Path) -> Line:
    what = "pyvis, the same cities and ties"
    try:
        written = run("world-pyvis", file, PATIENCE)
    except subprocess.TimeoutExpired:
        # It looks through all edges for each that is added, unless they have directions.
        written = run("world-pyvis-directed", file)
        note = f"not written after {PATIENCE:.0f} s; with directed edges "
    else:
        note = ""
    opened = run_browser(file, "pyvis")
    drawn = (
        f"not drawn after {PATIENCE:.0f} s"
        if opened["ready"] == float("inf")
        else f"drawn after {opened['ready'] / 1000:.1f} s, {opened['panning']:.0f} frames a second"
        f" panning, {opened['zooming']:.0f} zooming, {opened['megabytes']:.0f} MB"
    )
    return Line(what, f"{note}written in {written['seconds']:.1f} s, {_size(file)}, {drawn}", "")


def _opened(file: Path, kind: str) -> list[Figures]:
    return [run_browser(file, kind, gestures=False) for _ in range(_ROUNDS)]


def _ready(runs: list[Figures]) -> str:
    return f"{statistics.median(run['ready'] for run in runs) / 1000:.2f} s"


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1000:,.0f} kB"


def run_browser(file: Path, kind: str, state: str = "", *, gestures: bool = True) -> Figures:
    """Open a page in a browser of its own, and return the figures."""
    how = "all" if gestures else "start"
    command = (sys.executable, "-m", "bench.browser", str(file), kind, str(PATIENCE), how, state)
    try:
        # Starting, opening and ending take a while of their own.
        figures: Figures = json.loads(_ran(command, ROOT, 2 * PATIENCE))
    except subprocess.TimeoutExpired:
        return {"ready": float("inf")}
    return figures


def run(task: str, file: Path, patience: float | None = None) -> Figures:
    """Run a task in a process of its own, and return what it prints."""
    told = json.loads(_ran((sys.executable, "-m", "bench.map", task, str(file)), ROOT, patience))
    if told is None:
        raise FileNotFoundError(task)
    figures: Figures = told
    return figures


def _ran(command: tuple[str, ...], folder: Path, patience: float | None = None) -> str:
    ran = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=patience
    )
    return ran.stdout


# What the processes do. Each imports what it needs and nothing else.


def _write_world(file: Path) -> Figures | None:
    sys.path.insert(0, str(ROOT / "tests"))
    import world_graph
    from twingraph.map.showing import map_page

    if not world_graph.available():
        return None
    graph, world = world_graph.world_graph(), world_graph.read_world()
    start = time.perf_counter()
    map_page(graph).save(file)
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "seconds": time.perf_counter() - start,
        "cities": len(world.slugs),
        "ties": len(world.links),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6,
    }


def _write_store(file: Path) -> Figures:
    from twingraph.map.showing import map_page
    from twingraph.opening import open_graph
    from twingraph.prefixes import PREFIXES

    graph = open_graph(file.with_suffix(""))
    start = time.perf_counter()
    map_page(graph).save(file)
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    told = {
        name: int(graph.select(f"PREFIX tg: <{PREFIXES['tg']}> {text}").rows[0][0].value)  # type: ignore[union-attr]
        for name, text in (
            ("cities", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a tg:City }"),
            ("ties", "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?c tg:claimOn ?x }"),
        )
    }
    return {"seconds": seconds, "megabytes": memory, **told}


def _world_pyvis(file: Path, *, directed: bool = False) -> Figures:
    sys.path.insert(0, str(ROOT / "tests"))
    import world_graph

    world = world_graph.read_world()
    nodes = {slug: place[0] for place, slug in world.slugs.items()}
    edges = [(world.slugs[one], world.slugs[other]) for _, one, other in world.links]
    return _pyvis(file, nodes, edges, directed=directed)


def _world_pyvis_directed(file: Path) -> Figures:
    return _world_pyvis(file, directed=True)


def _namur_pyvis(file: Path) -> Figures:
    import twingraph

    nodes: dict[str, str] = {}
    edges: list[tuple[str, str]] = []
    for projection in ("ties", "networks"):
        network = twingraph.network(projection=projection)
        nodes |= {str(node): held["label"] for node, held in network.nodes(data=True)}
        edges += list(network.edges())
    return _pyvis(file, nodes, edges)


def _pyvis(
    file: Path, nodes: dict[str, str], edges: list[tuple[str, str]], *, directed: bool = False
) -> Figures:
    from pyvis.network import Network

    start = time.perf_counter()
    network = Network(directed=directed, cdn_resources="in_line")
    for node, label in nodes.items():
        network.add_node(node, label=label)
    for one, other in edges:
        network.add_edge(one, other)
    file.write_text(network.generate_html(), encoding="utf-8")
    return {"seconds": time.perf_counter() - start}


_TASKS: Final[dict[str, Callable[[Path], Figures | None]]] = {
    "namur-pyvis": _namur_pyvis,
    "world": _write_world,
    "store": _write_store,
    "world-pyvis": _world_pyvis,
    "world-pyvis-directed": _world_pyvis_directed,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_TASKS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        with tempfile.TemporaryDirectory(prefix="twingraph-bench-") as pages:
            for each in measured(Path(pages)):
                print(f"| {each.what} | {each.measured} | {each.promised} |", flush=True)
