"""``twingraph map``, run as a user runs it: where the file goes, what it says, what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from map_graphs import graph_of, partner
from map_pages import block, data
from terminals import steps_on_a_terminal
from twingraph.cli import run
from twingraph.store import Graph


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


Asked = Callable[..., str]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a store with a tie that its report states, and one that it implies."""
    folder = tmp_path_factory.mktemp("small") / "store"
    implied = """
passage:test-1-implied {
  rel:b a tg:Relation ; tg:connects city:own, city:b .
  claim:b a tg:Claim ; tg:claimOn rel:b ; tg:basis basis:implied .
}
graph:editorial { city:b a tg:City ; rdfs:label "B"@en . }
"""
    Graph.create(folder, graph_of(partner("a", "A") + implied).quads())
    return str(folder)


@pytest.fixture
def asked(capfdbinary: pytest.CaptureFixture[bytes]) -> Asked:
    """Return what the command writes to standard output, without SPARQL where that is a choice."""

    def asking(*args: str) -> str:
        left_out = () if "pyvis" in args or "--embed" in args else ("--no-sparql",)
        assert run(["map", *left_out, *args, "-o", "-"]) == 0
        return capfdbinary.readouterr().out.decode("utf-8")

    return asking


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


def test_a_hyphen_is_standard_output(tmp_path: Path, small: str) -> None:
    done = twingraph("map", "--store", small, "--no-sparql", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("</html>\n")
    assert "Written" not in done.stdout.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_sees_how_far_it_is_and_keeps_nothing_of_it(tmp_path: Path, small: str) -> None:
    code, steps, last = steps_on_a_terminal(tmp_path, "map", "--store", small, "--no-sparql")
    assert (code, last) == (0, "")
    assert steps == [("..", "facts"), ("#.", "page")]


def test_what_is_implied_can_be_left_out(small: str, asked: Asked) -> None:
    assert data(asked("--store", small), "core")["ties"]["basis"] == [0, 1]
    assert data(asked("--store", small, "--stated-only"), "core")["ties"]["basis"] == [0]
    assert data(asked("--store", small, "--source", "test"), "core")["ties"]["basis"] == [0, 1]


def test_another_city_can_stand_in_the_middle(small: str, asked: Asked) -> None:
    core = data(asked("--store", small, "--city", "a"), "core")
    assert core["cities"]["id"][core["centre"]] == "a"


def test_the_title_is_text(small: str, asked: Asked) -> None:
    title = "</title><script>alert(1)</script>\u2028\u202e"
    told = asked("--store", small, "--title", title, "--lang", "fr")
    assert set(data(told, "core")["title"].values()) == {title}
    assert "<script>alert" not in told


def test_the_reports_text_gives_the_sentences(report: Path, asked: Asked) -> None:
    passages = data(asked("--report", str(report)), "details")["passages"]
    lines = report.read_text(encoding="utf-8-sig").split("\n")
    assert len(passages) > 50
    for passage in passages:
        told = "\n".join(lines[passage["first"] - 1 : passage["last"]])
        assert passage["sentence"] in told


def test_a_page_for_a_frame_says_so_and_has_no_engine(small: str, asked: Asked) -> None:
    told = asked("--store", small, "--embed", "--lang", "fr")
    assert '<html lang="fr" data-embed' in told
    assert block(told, "quads") is None


def test_pyvis_is_a_style(small: str, asked: Asked) -> None:
    told = asked("--store", small, "--style", "pyvis")
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
        pytest.param(["--report", "/dev/null"], "report is empty", 2, id="empty"),
        pytest.param(["--source", "namur-2023"], "did you mean namur-2024", 2, id="source"),
        pytest.param(["--store", "missing"], "no twingraph store", 2, id="store"),
        pytest.param(
            ["--no-sparql", "-o", "missing/map.html"], "cannot be written", 2, id="folder"
        ),
        pytest.param(["-o", "/dev/full"], "No space left", 3, id="full disk"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(
    args: list[str],
    says: str,
    code: int,
    small: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    # A small graph where the mistake is not about Namur's.
    graph = ["--store", small] if "-o" in args else []
    assert run(["map", *graph, *args]) == code
    written, told = capfd.readouterr()
    assert written == ""
    assert says in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_file_of_before(tmp_path: Path, small: str) -> None:
    target = tmp_path / "map.html"
    target.write_text("before", encoding="utf-8")
    args = ("map", "--store", small, "-o", "map.html")
    assert twingraph(*args, "--city", "nowhere", cwd=tmp_path).returncode == 2
    assert target.read_text(encoding="utf-8") == "before"
    assert twingraph(*args, cwd=tmp_path).returncode == 0
    assert target.read_text(encoding="utf-8") != "before"


def test_help_has_an_example(tmp_path: Path) -> None:
    done = twingraph("map", "--help", cwd=tmp_path)
    assert "Examples: twingraph map" in done.stdout
