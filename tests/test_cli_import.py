"""``twingraph import``, run as a user runs it: in, listed, asked, and out again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from once import made_once
from terminals import steps_on_a_terminal
from twingraph.cli import run

ROWS = """town,land,partner,there,since,bond
Namur,Belgium,Bourg-en-Bresse,France,1956,twin
Namur,Belgium,Québec,Canada,1999,twin
Aachen,Germany,Reims,France,1967,twin
Aachen,Germany,Nowhereville,Atlantis,,friend
"""
DECISIONS = """[[different]]
source = "towns"
name = "Reims"
geonames = 2984114
reviewer = "a test"
note = "invented"
"""
COLUMNS = ("name1=town", "country1=land", "name2=partner", "country2=there", "started=since",
           "kind=bond")  # fmt: skip
TIES = """PREFIX tg: <https://w3id.org/twingraph/ontology#>
PREFIX city: <https://w3id.org/twingraph/id/city/>
SELECT ?source ?year { GRAPH ?graph { ?claim tg:claimOn ?relation ; tg:started ?date }
  ?graph tg:source ?source . ?date tg:earliestYear ?year .
  ?relation tg:connects city:namur-be, city:bourg-en-bresse-fr }"""


def twingraph(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "twingraph", *args],
        capture_output=True, text=True, check=False, cwd=cwd,
    )  # fmt: skip


def given(columns: tuple[str, ...] = COLUMNS) -> list[str]:
    return [part for column in columns for part in ("--column", column)]


TOWNS = ("import", "towns.csv", *given(), "--title", "Towns", "--date", "2020", "-o", "graph")


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Path:  # noqa: ARG001
    """Return a folder in which a file was imported into ``graph``, once in a run of the tests.

    The graph is for reading: an import looks at the whole gazetteer, which takes its time.
    """
    return made_once("import", imported)


def imported(place: Path) -> None:
    """Import the file of towns into ``graph``, and keep what was said."""
    place.mkdir()
    (place / "towns.csv").write_text(ROWS, encoding="utf-8")
    (place / "decisions.toml").write_text(DECISIONS, encoding="utf-8")
    done = twingraph(*TOWNS, "--decisions", "decisions.toml", cwd=place)
    assert done.returncode == 0, done.stderr
    (place / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")


def test_an_import_says_what_was_read_and_how_sure_the_cities_are(built: Path) -> None:
    said = (built / "said.txt").read_text(encoding="utf-8")
    head, _, row, *rest = said.splitlines()
    assert head.split("  ")[0] == "Source"
    # Of the six places one lies in no country, and of one it was decided what it is not.
    assert row.split() == ["towns", "4", "4", "6", "4", "2", "2"]
    assert "Written to graph" in rest
    assert "towns.csv:5: " in said
    assert max(map(len, said.splitlines())) <= 80


def test_what_was_imported_is_asked_beside_the_report(built: Path) -> None:
    (built / "ties.rq").write_text(TIES, encoding="utf-8")
    done = twingraph("query", "ties.rq", "--store", "graph", "--format", "csv", cwd=built)
    assert done.stdout == "source,year\nhttps://w3id.org/twingraph/id/source/towns,1956\n"
    partners = twingraph("query", "partners-of", "-p", "city=namur", "--store", "graph", cwd=built)
    assert "Terrebonne" in partners.stdout
    only = twingraph(
        "query", "ties.rq", "--store", "graph", "--source", "namur-2024", cwd=built
    )  # fmt: skip
    assert only.stdout == "source,year\n"


def test_to_import_twice_is_to_import_once(built: Path) -> None:
    before = (built / "graph" / "manifest.json").read_bytes()
    again = twingraph(*TOWNS, cwd=built)
    assert again.returncode == 0
    assert "towns: was there already, unchanged\n\ngraph is as it was\n" in again.stdout
    assert (built / "graph" / "manifest.json").read_bytes() == before


def test_the_list_and_the_findings_are_tables(built: Path) -> None:
    listed = twingraph("import", "--list", "-o", "graph", "--format", "json", cwd=built)
    (row,) = json.loads(listed.stdout)
    assert (row["Source"], row["Ties"], row["Same"]) == ("towns", "4", "4")
    found = twingraph("import", "--findings", "towns", "-o", "graph", cwd=built)
    assert found.returncode == 0
    assert found.stdout.splitlines()[0] == "Line,Row,What"
    known = twingraph("import", "--known", "--format", "json", cwd=built)
    assert "wikipedia-2026" in [row["Source"] for row in json.loads(known.stdout)]


def test_decisions_are_taken_back_a_build_keeps_what_was_imported_and_removal_takes_it_out(
    built: Path, tmp_path: Path
) -> None:
    shutil.copytree(built / "graph", tmp_path / "twingraph-out", symlinks=True)
    (tmp_path / "none.toml").write_text("", encoding="utf-8")
    code, steps, _ = steps_on_a_terminal(tmp_path, "import", "--decisions", "none.toml")
    assert code == 0
    assert "identity" in [name for _, name in steps]
    listed = ("import", "--list", "--format", "json")
    (row,) = json.loads(twingraph(*listed, cwd=tmp_path).stdout)
    assert (row["Same"], row["Rejected"]) == ("5", "0")
    assert twingraph("build", cwd=tmp_path).returncode == 0
    assert json.loads(twingraph(*listed, cwd=tmp_path).stdout) == [row]
    gone = twingraph("import", "--remove", "towns", cwd=tmp_path)
    assert (gone.returncode, gone.stdout) == (0, "Removed from twingraph-out: towns\n")
    assert twingraph("import", "--list", "--format", "table", cwd=tmp_path).stdout == (
        "Nothing was imported into twingraph-out.\n"
    )
    other = twingraph("import", "--decisions", "none.toml", cwd=tmp_path)
    assert (other.returncode, other.stderr.count("\n")) == (2, 1)
    assert "nothing was imported that could be decided on" in other.stderr


def test_a_wrong_file_is_one_line_and_leaves_the_output_as_it_was(
    built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built)
    before = (built / "graph" / "manifest.json").read_bytes()
    (built / "latin.csv").write_bytes(ROWS.replace("Québec", "Qu\xe9bec").encode("latin-1"))
    (built / "short.csv").write_text(ROWS + "Aachen,Germany\n", encoding="utf-8")
    (built / "empty.csv").write_text("", encoding="utf-8")
    cases = {
        ("latin.csv", *given()): "latin.csv:3: ",
        ("short.csv", *given(COLUMNS[:-1]), "--strict"): "short.csv:6: ",
        ("empty.csv", *given()): "empty.csv",
        ("missing.csv", *given()): "missing.csv: no such file",
        ("towns.csv", *given(("name1=town", "name2=nobody"))): "towns.csv",
        ("towns.csv", "--column", "nme1=town"): "name1",
        ("wikipedia-2025",): "did you mean wikipedia-2026",
        ("wikipedia-2026", "--title", "x"): "--title describes one data file",
        ("towns.csv", "short.csv"): "'towns.csv' is a data file, which is imported alone",
        ("towns.csv", "short.csv", *given()): "--column describes one data file",
        ("towns.csv", *given(), "--name", "identity"): "can be named 'identity'",
        ("towns.csv", *given(), "--name", "namur-2024"): "can be named 'namur-2024'",
        ("towns.csv", *given(), "--save", "rows.json"): "--save keeps what an endpoint answers",
        ("towns.csv", "--list"): "name what to import, or one of",
        ("--list", "--strict"): "--strict says nothing to --list",
        ("--findings", "towns", "--name", "x"): "--name says nothing to --findings",
        ("--remove", "towns", "--format", "csv"): "--format says nothing to --remove",
        ("--remove", "town"): "no source 'town' was imported (did you mean towns?)",
        ("--decisions", "decisions.toml", "--endpoint", "x"): "--endpoint says nothing to",
        (): "name what to import, or one of",
    }
    for args, message in cases.items():
        # In this process: twenty others would take a second each to begin.
        code = run(["import", *args, "-o", "graph"])
        output, errors = capfd.readouterr()
        assert (code, output) == (2, ""), args
        assert errors.count("\n") == 1, errors
        assert message in errors
    assert (built / "graph" / "manifest.json").read_bytes() == before


def test_findings_are_left_on_a_terminal(built: Path) -> None:
    code, _, left = steps_on_a_terminal(built, *TOWNS)
    assert code == 0
    assert "towns.csv:2: " in left
