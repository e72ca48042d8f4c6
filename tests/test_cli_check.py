"""``twingraph check``, run as a user runs it: formats, languages, exit codes, errors."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from breaking import TEXT, TOY, Break, broken, expected_places, found
from twingraph.building import build

CANCELLED = "tg:status status:cancelled ;"
CASE = Break(
    "unknown-concept",
    "facts.trig",
    CANCELLED,
    "tg:status status:canceled ;",
    found("concept-unknown", "facts.trig", "status:canceled"),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds a broken copy of the toy report."""
    broken(CASE, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def twingraph(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "twingraph", "check", *args],
        capture_output=True,
        text=True,
        check=False,
    )


HEADER = "file,line,severity,group,code,thing,property,value,message\n"


def test_sound_data_exit_0_and_a_line_says_what_was_checked() -> None:
    done = twingraph("--data", "bundled", "--data", str(TOY), "--report", str(TOY / TEXT))
    assert (done.returncode, done.stdout) == (0, HEADER)
    assert done.stderr.count("\n") == 1
    assert " statements, " in done.stderr
    assert "12 of 12 lines of toy-2025.txt accounted for" in done.stderr
    assert "; checks: evidence (" in done.stderr
    assert done.stderr.endswith("; no finding.\n")


@pytest.mark.usefixtures("place")
def test_csv_gives_file_and_line_and_exit_1(place: Path) -> None:
    done = twingraph("--data", "bundled", "--data", "toy-2025")
    assert done.returncode == 1
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    ((code, _, line),) = expected_places(CASE, place / "toy-2025")
    assert row == {
        "file": "toy-2025/facts.trig",
        "line": str(line),
        "severity": "error",
        "group": "queries",
        "code": code,
        "thing": "event:fetes-namuroises-2025-07",
        "property": "tg:status",
        "value": "status:canceled",
        "message": "event:fetes-namuroises-2025-07: no concept scheme holds this concept"
        " (status:canceled)",
    }
    assert done.stderr.endswith("; 1 finding.\n")


@pytest.mark.usefixtures("place")
def test_json_has_the_names_of_the_csv_and_french_is_french() -> None:
    done = twingraph("--data", "bundled", "--data", "toy-2025", "--format", "json", "--lang", "fr")
    (row,) = json.loads(done.stdout)
    assert ",".join(row) == HEADER.strip()
    assert isinstance(row["line"], int)
    assert row["message"].startswith("event:fetes-namuroises-2025-07\u00a0: aucun schéma")
    assert done.stderr.endswith("\u00a0; 1 constat.\n")


@pytest.mark.usefixtures("place")
def test_a_table_says_place_code_and_message() -> None:
    done = twingraph("--data", "bundled", "--data", "toy-2025", "--format", "table")
    assert done.returncode == 1
    assert done.stdout.split()[:3] == ["place", "code", "message"]
    assert "facts.trig:" in done.stdout
    assert twingraph("--format", "table").stdout == ""


def test_findings_go_to_a_file(place: Path) -> None:
    done = twingraph("--data", "bundled", "--data", "toy-2025", "-o", "findings.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert "concept-unknown" in (place / "findings.csv").read_text(encoding="utf-8")


def test_a_store_is_checked(place: Path) -> None:
    build(["bundled", place / "toy-2025"], place / "out")
    done = twingraph("--store", "out")
    assert done.returncode == 1
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["file"], row["line"], row["code"]) == ("", "", "concept-unknown")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--data", "nowhere"], "nowhere: no such file or folder"),
        (["--store", "out", "--data", "toy-2025"], "exclude each other"),
        (["--store", "nowhere"], "no twingraph store stands here"),
        (["--report", "nowhere.txt"], "nowhere.txt: the report cannot be read"),
        (["--report", "empty.txt"], "empty.txt: the report is empty"),
        (["--format", "xml"], "xml"),
        (["--data", "syntax.trig"], "syntax.trig:2:"),
    ],
    ids=[
        "no-folder",
        "store-and-data",
        "no-store",
        "no-report",
        "empty-report",
        "format",
        "syntax",
    ],
)
def test_wrong_usage_or_input_exits_2_with_one_line(
    place: Path, args: list[str], said: str
) -> None:
    (place / "empty.txt").write_text("\n")
    (place / "syntax.trig").write_text(
        "@prefix a: <https://example.org/> .\na:b { a:c a:d a:e } }\n"
    )
    done = twingraph(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("twingraph: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
