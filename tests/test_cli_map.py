"""``twingraph map``, run as a user runs it: where the file goes, what it says, what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from twingraph.cli import run


def twingraph(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "twingraph", *args],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )


@pytest.fixture(autouse=True)
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command ask the bundled graph."""
    monkeypatch.delenv("TWINGRAPH_STORE", raising=False)


def summary(page: str) -> str:
    found = re.search(r'<p id="summary">([^<]*)</p>', page)
    assert found
    return found[1]


def test_without_options_the_file_stands_right_here(tmp_path: Path) -> None:
    done = twingraph("map", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Written to twingraph-map.html\n"
    assert [path.name for path in tmp_path.iterdir()] == ["twingraph-map.html"]
    page = (tmp_path / "twingraph-map.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_beside_a_build_the_file_goes_into_its_folder(tmp_path: Path) -> None:
    (tmp_path / "twingraph-out").mkdir()
    done = twingraph("map", "--lang", "fr", cwd=tmp_path)
    assert done.stdout == "Written to twingraph-out/map.html\n"
    page = (tmp_path / "twingraph-out" / "map.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page


def test_a_hyphen_is_standard_output(tmp_path: Path) -> None:
    done = twingraph("map", "--style", "pyvis", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("</html>\n")
    assert "Written" not in done.stdout.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_what_is_implied_can_be_left_out(tmp_path: Path) -> None:
    every = twingraph("map", "-o", "-", cwd=tmp_path).stdout
    stated = twingraph("map", "--stated-only", "-o", "-", cwd=tmp_path).stdout
    one = twingraph("map", "--source", "namur-2024", "-o", "-", cwd=tmp_path).stdout
    assert summary(every) == summary(one)
    assert "3 networks" in summary(every)
    assert "1 network;" in summary(stated)


@pytest.mark.parametrize(
    ("args", "says", "code"),
    [
        pytest.param(["--lang", "de"], "'de'", 2, id="language"),
        pytest.param(["--style", "leaflet"], "'leaflet'", 2, id="style"),
        pytest.param(["--city", "namr"], "did you mean Namur", 2, id="city"),
        pytest.param(["--city", "paris"], "no tie of Paris", 2, id="no ties"),
        pytest.param(["--source", "namur-2023"], "did you mean namur-2024", 2, id="source"),
        pytest.param(["--store", "missing"], "no twingraph store", 2, id="store"),
        pytest.param(["-o", "missing/map.html"], "cannot be written", 2, id="folder"),
        pytest.param(["-o", "/dev/full"], "No space left", 3, id="full disk"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    args: list[str],
    says: str,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["map", *args]) == code
    written, told = capfd.readouterr()
    assert written == ""
    assert says in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_file_of_before(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("before", encoding="utf-8")
    assert twingraph("map", "--city", "nowhere", "-o", "map.html", cwd=tmp_path).returncode == 2
    assert target.read_text(encoding="utf-8") == "before"
    assert twingraph("map", "-o", "map.html", cwd=tmp_path).returncode == 0
    assert target.read_text(encoding="utf-8") != "before"


def test_help_has_an_example(tmp_path: Path) -> None:
    done = twingraph("map", "--help", cwd=tmp_path)
    assert "Examples: twingraph map" in done.stdout
