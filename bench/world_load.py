"""Measure the import of the world's lists, the loading of its graph, and of graphs of any size.

In: a folder for generated data; the lists of ../shared/world, which are not in the repository:
where they are absent the lines say so. Out: lines of the page, each with what was measured and what
was promised. Every number comes from a process of its own; it judges nothing. ``python -m
bench.world_load [SIZE...]`` measures and prints these lines alone, at other sizes if any are given.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

from bench import shapes
from bench.inference import Figures, Line

ROOT: Final = Path(__file__).resolve().parent.parent
WORLD: Final = ROOT.parent / "shared" / "world"
NAMES: Final = (
    "wikipedia-2026", "wikidata-2016", "wikidata-2022", "germany-2015", "uccn-2024",
    "eurocities-2025",
)  # fmt: skip
OUTPUT: Final = "world"
"""The name, below the folder, of the world's graph: other parts of the page ask it."""
SAMPLE: Final = 300_000
"""Lines of the world's graph that both libraries load; rdflib takes minutes for all."""
_ROUNDS: Final = 3
_ASKED: Final = 20


def measured(folder: Path, sizes: tuple[int, ...] = shapes.SIZES) -> list[Line]:
    """Return the lines on imports and loading; a quarter of an hour."""
    return [*_world(folder), *_shapes(folder, sizes)]


def _world(folder: Path) -> list[Line]:
    if not WORLD.is_dir():
        return [Line("the import of the world", "not measured: ../shared/world is not here", "")]
    output = folder / OUTPUT
    taken = timed((_twingraph(), "import", *NAMES, "--from", str(WORLD), "-o", str(output)))
    counts = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["counts"]
    exported = folder / "world.nq"
    written = timed((_twingraph(), "export", "--store", str(output), "-o", str(exported)))
    built = sum(path.stat().st_size for path in (output / "current" / "store").iterdir())
    return [
        Line(
            f"`twingraph import` of the world's {len(NAMES)} lists: {counts['cities']:,} cities,"
            f" {counts['asserted quads']:,} quads asserted",
            f"**{taken['seconds']:.0f} s** ({taken['processor']:.0f} s of processor),"
            f" **{taken['megabytes']:,.0f} MB**; store of {built / 1e6:.0f} MB",
            "under 90 s, under 1,500 MB",
        ),
        Line(
            f"`twingraph export` of it as N-Quads, {exported.stat().st_size / 1e6:.0f} MB",
            f"{written['seconds']:.0f} s ({written['processor']:.0f} s of processor),"
            f" {written['megabytes']:.0f} MB",
            "",
        ),
        _against_rdflib(exported, folder),
    ]


def _against_rdflib(exported: Path, folder: Path) -> Line:
    """Measure the loading of the same lines, in turn, in fresh processes."""
    sample = folder / "sample.nq"
    with exported.open("rb") as every:
        lines = sum(1 for _ in every)
        every.seek(0)
        step = max(1, lines // SAMPLE)
        with sample.open("wb") as file:
            # With blank nodes a line cannot be loaded on its own.
            file.writelines(line for line in islice(every, 0, None, step) if b"_:" not in line)
    tasks = ("memory", "load", "rdflib")
    taken: dict[str, list[float]] = {task: [] for task in tasks}
    for _ in range(_ROUNDS):
        for task in tasks:
            taken[task].append(run(task, sample)["seconds"])
    memory, disk, theirs = (statistics.median(taken[task]) for task in tasks)
    return Line(
        f"every {_nth(step)} line of it loaded into memory, as rdflib parses them, against rdflib;"
        f" and on disk with the merge; medians of {_ROUNDS}",
        f"{memory:.1f} s against {theirs:.1f} s: **{theirs / memory:.0f} times** as fast; on disk"
        f" with the merge {disk:.1f} s: **{theirs / disk:.1f} times**",
        "at least 10 times",
    )


def _nth(number: int) -> str:
    return {1: "", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(number, f"{number}th")


def _shapes(folder: Path, sizes: tuple[int, ...]) -> list[Line]:
    """Measure graphs of the world's shape; the first size is what the others are compared to."""
    lines: list[Line] = []
    first: Figures | None = None
    for size in sizes:
        file = folder / f"shape-{size}.nq"
        shapes.write_shape(file, size)
        loaded = run("load", file)
        asked = run("ask", file)
        file.unlink()
        shutil.rmtree(_store(file))
        first = first or loaded
        times, busy = (loaded[kind] / first[kind] for kind in ("seconds", "processor"))
        compared = f"; **{times:.1f} times** the time of {sizes[0]:,} ({busy:.1f} the processor's)"
        compared = "" if loaded is first else compared
        ten = size == 10 * sizes[0]
        lines += [
            Line(
                f"loading of {size:,} quads of the world's shape",
                f"{loaded['seconds']:.0f} s, {loaded['processor']:.0f} s of processor{compared};"
                f" {loaded['megabytes']:,.0f} MB",
                "at most 12 times" if ten else "",
            ),
            Line(
                f"look-ups there: partners of a city, of the largest hub"
                f" ({asked['hub']:.0f} partners), all of a city; slowest of {_ASKED}",
                ", ".join(f"**{asked[name] * 1000:.1f} ms**" for name in ("one", "most", "all")),
                "under 50 ms",
            ),
        ]
    return lines


def _twingraph() -> str:
    return str(Path(sys.executable).with_name("twingraph"))


def timed(command: tuple[str, ...]) -> Figures:
    """Run a command; return its seconds, those of the processor, and its peak of memory."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return {"seconds": time.perf_counter() - start, **_used(used)}


def _used(used: resource.struct_rusage) -> Figures:
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss * unit / 1_000_000,
    }


def run(task: str, file: Path) -> Figures:
    """Run a task in a process of its own, and return what it prints."""
    command = (sys.executable, "-m", "bench.world_load", task, str(file))
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(ran.stdout)
    return figures


# What the processes do. Each imports what it needs and nothing else.


def _store(file: Path) -> Path:
    return file.with_suffix(".store")


def _load(file: Path) -> Figures:
    from twingraph.store import Graph

    shutil.rmtree(_store(file), ignore_errors=True)
    start = time.perf_counter()
    Graph.create(_store(file), files=[file])
    seconds = time.perf_counter() - start
    return {"seconds": seconds, **_used(resource.getrusage(resource.RUSAGE_SELF))}


def _memory(file: Path) -> Figures:
    import pyoxigraph as px

    start = time.perf_counter()
    px.Store().bulk_load(path=str(file), format=px.RdfFormat.N_QUADS)
    return {"seconds": time.perf_counter() - start}


def _rdflib(file: Path) -> Figures:
    import rdflib

    start = time.perf_counter()
    rdflib.Dataset().parse(file, format="nquads")
    return {"seconds": time.perf_counter() - start}


def _ask(file: Path) -> Figures:
    from twingraph.prefixes import expand
    from twingraph.store import Graph

    graph = Graph.open(_store(file))
    size = int(file.stem.partition("-")[2])
    listed = expand("tg:listedAsTwinOf")

    def partners(city: str) -> int:
        both = f"{{ <{city}> <{listed}> ?x }} UNION {{ ?x <{listed}> <{city}> }}"
        return len(graph.select(f"SELECT DISTINCT ?x WHERE {{ {both} }}"))

    def told(city: str) -> int:
        return len(graph.about(city)) + len(graph.pointing_at(city))

    hub, spread = shapes.city(0), shapes.cities(size) // (2 * _ASKED)
    cities = [shapes.city(spread * number) for number in range(1, 2 * _ASKED)]
    ordinary = [city for city in cities if partners(city)][:_ASKED]
    return {
        "hub": partners(hub),
        "one": max(_warm(partners, city) for city in ordinary),
        "most": max(_warm(partners, hub) for _ in range(_ASKED)),
        "all": max(_warm(told, city) for city in ordinary),
    }


def _warm(asked: Callable[[str], int], city: str) -> float:
    """Return the seconds that an answer takes when it is asked for again."""
    asked(city)
    start = time.perf_counter()
    asked(city)
    return time.perf_counter() - start


_TASKS: Final[dict[str, Callable[[Path], Figures]]] = {
    "load": _load,
    "memory": _memory,
    "rdflib": _rdflib,
    "ask": _ask,
}


def main(arguments: list[str]) -> None:
    """Run a task, or measure everything and print it."""
    if arguments and arguments[0] in _TASKS:
        print(json.dumps(_TASKS[arguments[0]](Path(arguments[1]))))
        return
    sizes = tuple(map(int, arguments)) or shapes.SIZES
    with tempfile.TemporaryDirectory(prefix="twingraph-bench-") as folder:
        for line in measured(Path(folder), sizes):
            print(f"{line.what}: {line.measured} ({line.promised})")


if __name__ == "__main__":
    main(sys.argv[1:])
