"""``twingraph map``, run as a user runs it: where the file goes, what it says, what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from map_pages import block, data
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


def test_without_options_the_file_stands_right_here(tmp_path: Path) -> None:
    done = twingraph("map", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"Written to twingraph-map.html \(2\.\d MB\)\n", done.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["twingraph-map.html"]
    page = (tmp_path / "twingraph-map.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert len(page.encode()) <= 2_500_000


def test_beside_a_build_the_file_goes_into_its_folder(tmp_path: Path) -> None:
    (tmp_path / "twingraph-out").mkdir()
    done = twingraph("map", "--lang", "fr", "--no-sparql", cwd=tmp_path)
    assert re.fullmatch(r"Written to twingraph-out/map.html \(\d{3} kB\)\n", done.stdout)
    page = (tmp_path / "twingraph-out" / "map.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert len(page.encode()) <= 400_000
    assert data(page, "core")["language"] == "fr"
    assert [block(page, name) for name in ("asking", "quads", "worker", "editor")] == [None] * 4


def test_a_hyphen_is_standard_output(tmp_path: Path) -> None:
    done = twingraph("map", "--style", "pyvis", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("</html>\n")
    assert "Written" not in done.stdout.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_what_is_implied_can_be_left_out(tmp_path: Path) -> None:
    every, stated, one = (
        data(twingraph("map", "--no-sparql", *args, "-o", "-", cwd=tmp_path).stdout, "core")
        for args in ((), ("--stated-only",), ("--source", "namur-2024"))
    )
    assert every["summary"] == one["summary"]
    assert "3 networks" in every["summary"]["en"]
    assert "1 network;" in stated["summary"]["en"]
    assert 1 in every["ties"]["basis"]
    assert set(stated["ties"]["basis"]) == {0}


def test_another_city_can_stand_in_the_middle(tmp_path: Path) -> None:
    told = twingraph("map", "--city", "hue", "--no-sparql", "-o", "-", cwd=tmp_path).stdout
    core = data(told, "core")
    assert core["cities"]["id"][core["centre"]] == "hue-vn"


def test_the_title_is_text(tmp_path: Path) -> None:
    title = "</title><script>alert(1)</script>\u2028\u202e"
    args = ("map", "--title", title, "--lang", "fr", "--no-sparql", "-o", "-")
    told = twingraph(*args, cwd=tmp_path).stdout
    assert set(data(told, "core")["title"].values()) == {title}
    assert "<script>alert" not in told


def test_the_reports_text_gives_the_sentences(tmp_path: Path, report: Path) -> None:
    args = ("map", "--no-sparql", "-o", "-")
    without = data(twingraph(*args, cwd=tmp_path).stdout, "details")["passages"]
    with_it = data(twingraph(*args, "--report", str(report), cwd=tmp_path).stdout, "details")
    assert not any("sentence" in passage for passage in without)
    lines = report.read_text(encoding="utf-8-sig").split("\n")
    assert len(with_it["passages"]) == len(without) > 50
    for passage in with_it["passages"]:
        told = "\n".join(lines[passage["first"] - 1 : passage["last"]])
        assert passage["sentence"] in told


def test_a_page_for_a_frame_says_so(tmp_path: Path) -> None:
    told = twingraph("map", "--embed", "--no-sparql", "-o", "-", cwd=tmp_path).stdout
    assert '<html lang="en" data-embed' in told


def test_pyvis_is_a_style(tmp_path: Path) -> None:
    told = twingraph("map", "--style", "pyvis", "-o", "-", cwd=tmp_path).stdout
    assert "vis-network" in told
    assert told.endswith("</html>\n")


@pytest.mark.parametrize(
    ("args", "says", "code"),
    [
        pytest.param(["--lang", "de"], "'de'", 2, id="language"),
        pytest.param(["--style", "leaflet"], "'leaflet'", 2, id="style"),
        pytest.param(["--city", "namr"], "did you mean Namur", 2, id="city"),
        pytest.param(["--style", "pyvis", "--city", "paris"], "no tie of Paris", 2, id="no ties"),
        pytest.param(["--style", "pyvis", "--embed"], "for the interactive", 2, id="option"),
        pytest.param(["--report", "missing.txt"], "missing.txt", 2, id="report"),
        pytest.param(["--report", "/dev/null"], "not the", 2, id="another report"),
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
