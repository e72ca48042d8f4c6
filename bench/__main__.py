"""Print the ratios that the design promises, and write them to a page when asked.

In: the installed package and the checkout's data. Out: a table (on the terminal, and in the file
given with ``--write``). It reads no clock for the page: the day is an argument.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import analysis, commands, inference, shapes, world_load, world_queries
from bench import map as map_pages
from bench.inference import Line
from bench.pairs import Measured, Pair, measure

ROOT = Path(__file__).resolve().parent.parent
QUERY = ("query", "partners-of", "-p", "city=namur")
PARSE = (
    "import sys, rdflib; d = rdflib.Dataset(); [d.parse(p, format='trig') for p in sys.argv[1:]]"
)
VERSIONS = (
    *("twingraph", "pyoxigraph", "rdflib", "click", "nemo-python", "owlrl", "pyvis", "networkx"),
    *("numpy", "scipy", "graspologic-native"),
)
INTRODUCTION = """\
# Benchmarks

`make bench` writes this page. Each pair runs in turn (A B A B) in fresh processes on one machine,
so that what else the machine does falls on both; the ratio of the medians is what carries over to
another machine, the milliseconds are not. Below 1 means that twingraph is faster. The promises:
at most 1 for the query (over its store and over the bundled data), at most 3 for `--help`.
"""

INFERENCE = """\
## What follows, why, and what is wrong

On agreements made at random (`bench/agreements.py`), with the ontology and the date nodes, and with
cities tied as in the published networks of sister cities. Inference is timed without reading the
input; it includes the rules beyond OWL, which owlrl does not have. What is in bold is promised.
"""

MAP = """\
## The map

Pages opened from their files in Chromium, without a graphics card and without a network, at 1280 by
800 pixels; panned and zoomed with the mouse for three seconds each. The world's graph is that of
Wikipedia's lists of twin towns, which are not in the repository. pyvis draws the same nodes and
edges in its own page, all that it needs in the file, nothing else changed. What is in bold is
promised.
"""

ANALYSIS = """\
## Measures

Measures of a published network, KONECT's of sister cities (the file is not in the repository), and
of one made at random. Seconds are those of the processor, all threads together, without reading.
Where NetworkX would take minutes it starts from 200 nodes and its time is multiplied. What is in
bold is promised.
"""

WORLD = """\
## The world's lists

Six published lists of twin towns and of networks' members (the files are not in the repository),
imported into a new folder beside the Namur graph: read, identified, inferred from, loaded; and
graphs of the same shape, made at random (`bench/shapes.py`), where no city exists. What is in bold
is promised.
"""


Section = tuple[str, list[Line]]


def pairs(folder: Path) -> list[Pair]:
    """Return what is measured, in folders prepared below the given one."""
    twingraph = str(Path(sys.executable).with_name("twingraph"))
    trig = tuple(str(path) for path in sorted((ROOT / "data").rglob("*.trig")))
    store, empty = folder / "store", folder / "empty"
    store.mkdir()
    empty.mkdir()
    subprocess.run((twingraph, "build"), cwd=store, check=True, capture_output=True)
    parse = (sys.executable, "-c", PARSE, *trig)
    parse_label = f"Python: import rdflib, parse the {len(trig)} TriG files"
    query_label = "`twingraph query partners-of -p city=namur`"
    return [
        Pair("query, built store", (twingraph, *QUERY), parse, query_label, parse_label, store),
        Pair("query, bundled data", (twingraph, *QUERY), parse, query_label, parse_label, empty),
        Pair(
            "help",
            (twingraph, "--help"),
            (sys.executable, "-c", "import click"),
            "`twingraph --help`",
            '`python -c "import click"`',
            empty,
        ),
    ]


def row(measured: Measured) -> str:
    """Return one line of the page's table."""
    cells = [
        measured.pair.name,
        measured.pair.ours_label,
        measured.pair.theirs_label,
        f"{statistics.median(measured.ours) * 1000:.0f} ms",
        f"{statistics.median(measured.theirs) * 1000:.0f} ms",
        f"**{measured.ratio:.2f}**",
    ]
    return "| " + " | ".join(cells) + " |"


def line(measured: Line) -> str:
    """Return one line of the later tables."""
    return f"| {measured.what} | {measured.measured} | {measured.promised} |"


def table(lines: list[Line]) -> list[str]:
    """Return a table of what was measured and what was promised."""
    return ["| what | measured | promised |", "| --- | --- | --- |", *map(line, lines)]


def page(results: list[Measured], sections: list[Section], day: str | None) -> str:
    """Return the page: its tables, and with which versions they were measured."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in VERSIONS)
    measured = (
        f"{'Measured on ' + day if day else 'Measured'} with Python {platform.python_version()}, "
        f"{versions}, on {platform.system()} {platform.machine()} with {os.cpu_count()} cores; "
        f"medians of {len(results[0].ours)} rounds."
    )
    ratios = [
        "| what | A | B | median A | median B | A / B |",
        "| --- | --- | --- | ---: | ---: | ---: |",
        *map(row, results),
    ]
    more = [text for begins, lines in sections for text in (begins, *table(lines), "")]
    return "\n".join([INTRODUCTION, *ratios, "", *more, measured, ""])


def main() -> None:
    """Measure, print the ratios, and write the page if a file is given."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="rounds that count (default: 15)")
    parser.add_argument("--day", help="day to print on the page, YYYY-MM-DD (default: none)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="page to write")
    parser.add_argument("--large", action="store_true", help="load 30 million quads too")
    arguments = parser.parse_args()
    sizes = (*shapes.SIZES, shapes.LARGE) if arguments.large else shapes.SIZES
    os.environ.pop("TWINGRAPH_STORE", None)
    results = []
    with tempfile.TemporaryDirectory(prefix="twingraph-bench-") as folder:
        for pair in pairs(Path(folder)):
            measured = measure(pair, arguments.rounds)
            results.append(measured)
            print(
                f"{pair.name}: {measured.ratio:.2f} times "
                f"({statistics.median(measured.ours) * 1000:.0f} ms, "
                f"against {statistics.median(measured.theirs) * 1000:.0f} ms)"
            )
        of_world = world_load.measured(Path(folder), sizes)
        if (world := Path(folder) / world_load.OUTPUT).is_dir():
            of_world += world_queries.measured(world, Path(folder))
        sections: list[Section] = [
            (INFERENCE, [*inference.measured(Path(folder)), *commands.measured(Path(folder))]),
            (WORLD, of_world),
            (ANALYSIS, analysis.measured()),
            (MAP, list(map_pages.measured(Path(folder)))),
        ]
    for measured_line in [line for _, lines in sections for line in lines]:
        print(f"{measured_line.what}: {measured_line.measured} ({measured_line.promised})")
    if arguments.write:
        arguments.write.write_text(page(results, sections, arguments.day), encoding="utf-8")
        print(f"wrote {arguments.write}")


if __name__ == "__main__":
    main()
