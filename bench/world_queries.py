"""Measure the queries to the world graph: ours, raw pyoxigraph, and rdflib, on the same triples.

In: a store that holds the imported sources, and a folder for its N-Quads. Out: lines of the page.
Ours and pyoxigraph take turns in this process, over the store on disk, warm. rdflib reads the named
graphs of the store into memory in a process of its own, and is given `PATIENCE` seconds a query: a
query that takes longer counts as if it took just that, so that the ratio is a lower bound. It
judges nothing. ``python -m bench.world_queries STORE`` prints every query.
"""

from __future__ import annotations

import contextlib
import json
import logging
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.inference import Line

if TYPE_CHECKING:
    import pyoxigraph as px

PATIENCE: Final = 20
"""Seconds that rdflib is given for one query."""
ROUNDS: Final = 5


@dataclass(frozen=True)
class Timed:
    """One query: seconds of ours, of pyoxigraph and of rdflib, and its rows."""

    name: str
    rows: int
    ours: float
    raw: float
    rdflib: float
    finished: bool

    @property
    def times(self) -> float:
        """Return how many times as fast as rdflib ours is, at least."""
        return self.rdflib / self.ours


def texts() -> dict[str, str]:
    """Return the texts of queries/world by name, with their own defaults."""
    from twingraph.prefixes import expand
    from twingraph.queries import bind, query_files, read_query

    found = {}
    for name, path in query_files().items():
        if path.parent.name == "world":
            found[name] = bind(read_query(path), {}, lambda text, _: expand(text))
    return found


def measured(store: Path, folder: Path) -> list[Line]:
    """Return the lines on the world queries; up to ten minutes, most of it rdflib's."""
    return lines(list(timed(store, folder)))


def lines(found: list[Timed]) -> list[Line]:
    """Return the page's lines for what was timed."""
    beside = [each.ours / each.raw for each in found]
    slowest = min(found, key=lambda each: each.times)
    late = sum(not each.finished for each in found)
    return [
        Line(
            f"{len(found)} world queries, warm, beside rdflib in memory: geometric mean"
            f" (rdflib had not finished {late} of them after {PATIENCE} s)",
            f"**{statistics.geometric_mean(each.times for each in found):.0f} times** as fast",
            "at least 25 times",
        ),
        Line("the least of them", f"**{slowest.times:.1f} times** ({slowest.name})", "at least 1"),
        Line(
            "beside raw pyoxigraph: geometric mean, and the most",
            f"**{statistics.geometric_mean(beside):.2f}**, {max(beside):.2f} times its time",
            "at most 1.5 times",
        ),
        Line(
            "our median, and the slowest",
            f"{statistics.median(each.ours for each in found) * 1000:.0f} ms,"
            f" {max(each.ours for each in found) * 1000:.0f} ms",
            "",
        ),
    ]


def timed(store: Path, folder: Path) -> Iterator[Timed]:
    """Yield each query as it is measured."""
    import pyoxigraph as px

    from twingraph.store import Graph

    graph = Graph.open(store)
    raw = px.Store.read_only(str(graph.folder))
    asking = texts()
    file = folder / "world-queries.nq"
    _write_named(raw, file)
    theirs = _rdflib(file, asking)
    for name, text in asking.items():
        graph.select(text)  # warms the disk's pages
        ours, others = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            rows = len(graph.select(text))
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            for solution in raw.query(text):  # type: ignore[union-attr]
                tuple(solution)
            others.append(time.perf_counter() - start)
        seconds, finished = theirs[name]
        yield Timed(
            name, rows, statistics.median(ours), statistics.median(others), seconds, finished
        )


def _write_named(store: px.Store, file: Path) -> None:
    """Write the named graphs of a store, without their merge, which rdflib makes itself."""
    import pyoxigraph as px

    with file.open("w", encoding="utf-8") as out:
        out.writelines(
            f"{quad} .\n"
            for quad in store.quads_for_pattern(None, None, None, None)
            if isinstance(quad.graph_name, px.NamedNode)
        )


def _rdflib(file: Path, asking: dict[str, str]) -> dict[str, tuple[float, bool]]:
    """Return what rdflib needs for each query, and whether it finished."""
    command = (sys.executable, "-m", "bench.world_queries", "--rdflib", str(file))
    ran = subprocess.run(
        command, input=json.dumps(asking), check=True, stdout=subprocess.PIPE, text=True
    )
    return {name: (seconds, finished) for name, seconds, finished in json.loads(ran.stdout)}


class _LateError(Exception):
    """rdflib's time is over."""


def _serve_rdflib(file: Path) -> None:
    """Read a file into rdflib, answer the queries on standard input, print the seconds as JSON.

    Each query is asked once to warm it and once to time it, unless the first was slow.
    """
    import rdflib

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(file, format="nquads")

    def late(*_: object) -> None:
        raise _LateError

    signal.signal(signal.SIGALRM, late)
    found = []
    for name, text in json.load(sys.stdin).items():
        seconds, finished = float(PATIENCE), False
        for _ in range(2):
            start = time.perf_counter()
            signal.alarm(PATIENCE)
            with contextlib.suppress(_LateError):
                list(dataset.query(text))
                seconds, finished = min(seconds, time.perf_counter() - start), True
            signal.alarm(0)
            if seconds > 1:
                break
        found.append((name, seconds, finished))
    print(json.dumps(found))


def main() -> None:
    """Print each query's times and the lines of the page."""
    with tempfile.TemporaryDirectory(prefix="twingraph-bench-") as folder:
        found = []
        for each in timed(Path(sys.argv[1]), Path(folder)):
            found.append(each)
            mark = "" if each.finished else " (not finished)"
            print(
                f"{each.name:32} {each.ours * 1000:9.1f} ms, raw {each.raw * 1000:9.1f} ms,"
                f" rdflib {each.rdflib * 1000:9.1f} ms{mark}: {each.times:.1f} times,"
                f" {each.rows} rows"
            )
        for line in lines(found):
            print(f"{line.what}: {line.measured} ({line.promised})")


if __name__ == "__main__":
    if sys.argv[1] == "--rdflib":
        _serve_rdflib(Path(sys.argv[2]))
    else:
        main()
