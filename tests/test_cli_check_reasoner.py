"""``twingraph check`` with HermiT: consistent, contradictory, not decided in time, interrupted."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from breaking import Break, broken, expected_places, found
from check_command import HEADER, check_in, copied, twingraph

VISIT = "event:cluj-visit-2025-09 tg:eventType"
IMPOSSIBLE = Break(
    "a-visit-that-is-a-city", "facts.trig",
    VISIT, f"event:cluj-visit-2025-09 a tg:City .\n  {VISIT}",
    found("inconsistent", "facts.trig", "event:cluj-visit-2025-09 a tg:City"),
)  # fmt: skip


@pytest.mark.slow
def test_sound_data_are_consistent(tmp_path: Path) -> None:
    done = check_in(tmp_path)
    assert (done.returncode, done.stdout) == (0, HEADER)
    assert done.stderr.endswith(", consistent by HermiT; no finding.\n")


@pytest.mark.slow
def test_data_that_contradict_the_ontology_are_found_at_their_line(tmp_path: Path) -> None:
    toy = broken(IMPOSSIBLE, tmp_path)
    done = twingraph("--data", "bundled", "--data", str(toy), java=True)
    assert done.returncode == 1, done.stderr
    rows = [
        row for row in csv.DictReader(io.StringIO(done.stdout)) if row["group"] == "consistency"
    ]
    places = [(row["code"], Path(row["file"]).name, int(row["line"])) for row in rows]
    assert places == expected_places(IMPOSSIBLE, toy)
    assert rows[0]["severity"] == "error"
    assert "consistency (HermiT)" in done.stderr


@pytest.mark.slow
def test_an_ontology_that_contradicts_itself_is_found_at_its_line(tmp_path: Path) -> None:
    ontology = copied(tmp_path) / "ontology" / "twingraph.ttl"
    line = len(ontology.read_text(encoding="utf-8").splitlines()) + 1
    with ontology.open("a", encoding="utf-8") as changed:
        changed.write("tg:Chimera a owl:Class ; rdfs:subClassOf tg:City, tg:Person .\n")
    done = check_in(tmp_path, knowledge=tmp_path)
    assert done.returncode == 1, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["code"], row["thing"], row["file"], row["line"]) for row in rows] == [
        ("class-unsatisfiable", "tg:Chimera", "ontology/twingraph.ttl", str(line))
    ]


def test_a_reasoner_out_of_time_is_a_warning_and_no_all_clear() -> None:
    done = twingraph("--reasoner-timeout", "0.01", java=True)
    assert done.returncode == 1, done.stderr
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    told = (row["group"], row["code"], row["severity"])
    assert told == ("consistency", "consistency-undecided", "warning")
    assert "not decided in 0.01\u00a0s" in row["message"]
    assert "consistent by" not in done.stderr


MARK = "TWINGRAPH_TESTED"


def descendants(mark: str) -> list[str]:
    """Return the command lines of the processes whose environment holds a mark."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def wait_for(mark: str, *, java: bool) -> None:
    """Wait until Java runs, or until nothing runs that bears a mark."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        running = descendants(mark)
        if any("HermiT" in line and "java" in line for line in running) if java else not running:
            return
        time.sleep(0.02)
    pytest.fail(f"still waiting; running: {descendants(mark)}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
    ids=["ctrl-c", "terminated"],
)
def test_an_ended_check_leaves_no_java_and_no_file(
    number: int, code: int, said: str, tmp_path: Path
) -> None:
    mark = f"{os.getpid()}-{tmp_path.name}"
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    kept = tmp_path / "findings.csv"
    kept.write_text("what was found before\n")
    with subprocess.Popen(
        [sys.executable, "-m", "twingraph", "check", "-o", kept.name],
        cwd=tmp_path,
        env={**os.environ, MARK: mark, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for(mark, java=True)
        process.send_signal(number)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (code, "", f"twingraph: {said}\n")
    wait_for(mark, java=False)
    assert kept.read_text() == "what was found before\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["findings.csv", "tmp"]
