"""``twingraph build``, run as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from terminals import steps_on_a_terminal

SMALL = Path(__file__).parent / "data" / "small"


def twingraph(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "twingraph", *args], capture_output=True, text=True, check=False
    )


def test_build_then_query_in_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TWINGRAPH_STORE", raising=False)
    done = twingraph("build", "--data", str(SMALL))
    assert (done.returncode, done.stderr) == (0, "")
    rows = dict(line.rsplit(None, 1) for line in done.stdout.splitlines() if " " in line)
    assert rows["cities"] == "7"
    assert rows["passages"] == "2"
    assert {"asserted quads", "distinct triples", "Written to"} <= rows.keys()
    assert rows["Written to"] == "twingraph-out"
    assert max(map(len, done.stdout.splitlines())) <= 80
    (tmp_path / "q.rq").write_text(
        "PREFIX tg: <https://w3id.org/twingraph/ontology#>SELECT (COUNT(*) AS ?n) { ?c a tg:City }"
    )
    assert twingraph("query", "q.rq").stdout == "n\n7\n"


def test_wrong_input_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.trig").write_text("<x:g> {\n <x:a> <x:b> 'open\n}")
    cases = {
        ("--data", "nowhere"): "nowhere: no such file or folder",
        ("--data", "empty"): "empty: the data folder holds no .trig file",
        ("--data", "bad"): "bad/a.trig:2:",
        ("--data", str(SMALL), "-o", "bad/a.trig"): "cannot be written: File exists",
        ("--date", "x"): "No such option",
    }
    for args, message in cases.items():
        done = twingraph("build", *args)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert message in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad", "empty"]


def test_a_terminal_sees_how_far_it_is_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    code, steps, last = steps_on_a_terminal(tmp_path, "build", "--data", str(SMALL), "-o", "out")
    assert code == 0
    assert steps == [
        (".....", "reading"),
        ("#....", "inference"),
        ("##...", "store"),
        ("###..", "proofs"),
        ("####.", "exports"),
    ]
    assert last == ""
