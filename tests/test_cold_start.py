"""Start-up: what a first call loads, and that it beats reading the sources with rdflib."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ["rich", "pandas", "rdflib", "networkx", "owlready2", "pyvis", "nemo", "numpy"]


def loaded_by(program: str, cwd: Path) -> set[str]:
    """Return the heavy modules that a program leaves loaded."""
    code = (
        "import sys\n"
        f"{program}\n"
        f"print('loaded:', *[m for m in {[*HEAVY, 'pyoxigraph']!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_import_loads_nothing_heavy_and_names_are_there(tmp_path: Path) -> None:
    assert loaded_by("import twingraph; dir(twingraph); twingraph.__version__", tmp_path) == set()
    assert loaded_by("import twingraph; twingraph.open_graph", tmp_path) == {"pyoxigraph"}
    assert "pandas" in loaded_by("import twingraph; twingraph.query", tmp_path)


def test_a_query_to_csv_loads_the_engine_alone(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT * { ?s ?p ?o } LIMIT 1")
    program = "from twingraph.cli import run; run(['query', 'q.rq', '--format', 'csv'])"
    assert loaded_by(program, tmp_path) == {"pyoxigraph"}


def best_of(rounds: int, commands: list[list[str]], cwd: Path) -> list[float]:
    """Return each command's best wall-clock time; they take turns."""
    best = [float("inf")] * len(commands)
    for _ in range(rounds):
        for index, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, cwd=cwd, capture_output=True, check=True)
            best[index] = min(best[index], time.perf_counter() - start)
    return best


@pytest.mark.slow
def test_a_cold_query_beats_rdflib_reading_the_sources(tmp_path: Path) -> None:
    files = [str(p) for p in sorted((ROOT / "data").rglob("*.trig"))]
    parse = "import sys, rdflib; [rdflib.Dataset().parse(p, format='trig') for p in sys.argv[1:]]"
    ours, theirs = best_of(
        5,
        [
            [sys.executable, "-m", "twingraph", "query", "partners-of", "-p", "city=namur"],
            [sys.executable, "-c", parse, *files],
        ],
        tmp_path,
    )
    assert ours < theirs


@pytest.mark.slow
def test_help_takes_at_most_three_times_the_import_of_click(tmp_path: Path) -> None:
    ours, theirs = best_of(
        9,
        [[sys.executable, "-m", "twingraph", "--help"], [sys.executable, "-c", "import click"]],
        tmp_path,
    )
    assert ours < 3 * theirs
