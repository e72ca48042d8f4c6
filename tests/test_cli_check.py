"""``twingraph check``, run as a user runs it: formats, languages, exit codes, errors."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from breaking import TEXT, TOY, Break, broken, expected_places, found
from twingraph.building import build
from twingraph.resources import folder

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


@pytest.mark.parametrize("form", ["csv", "json", "sarif", "turtle"])
def test_findings_go_to_a_file(place: Path, form: str) -> None:
    toy = ("--quick", "--data", "bundled", "--data", "toy-2025")
    done = twingraph(*toy, "--format", form, "-o", "findings")
    assert (done.returncode, done.stdout) == (1, "")
    assert "concept-unknown" in (place / "findings").read_text(encoding="utf-8")
    assert sorted(path.name for path in place.iterdir()) == ["findings", "toy-2025"]


@pytest.mark.usefixtures("place")
def test_sarif_and_turtle_say_the_same_as_the_rows() -> None:
    toy = ("--quick", "--data", "bundled", "--data", "toy-2025")
    (row,) = json.loads(twingraph(*toy, "--format", "json").stdout)
    log = json.loads(twingraph(*toy, "--format", "sarif", "--lang", "fr").stdout)
    (result,) = log["runs"][0]["results"]
    at = result["locations"][0]["physicalLocation"]
    assert (at["artifactLocation"]["uri"], at["region"]["startLine"]) == (row["file"], row["line"])
    assert (result["ruleId"], result["properties"]["en"]) == (row["code"], row["message"])
    report = rdflib.Graph().parse(data=twingraph(*toy, "--format", "turtle").stdout)
    messages = {
        str(o)
        for o in report.objects(None, rdflib.SH.resultMessage)
        if isinstance(o, rdflib.Literal) and o.language == "en"
    }
    assert messages == {row["message"]}


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
        (["--reasoner-timeout", "0"], "'--reasoner-timeout': 0.0 is not in the range"),
        (["--reasoner-timeout", "long"], "'long' is not a valid float"),
        (["--quick", "-o", "toy-2025"], "toy-2025: is a folder, not a file"),
        (["--quick", "-o", "empty.txt/below"], "empty.txt/below: cannot be written"),
        (["--data", "syntax.trig"], "syntax.trig:2:"),
    ],
    ids=[
        "no-folder",
        "store-and-data",
        "no-store",
        "no-report",
        "empty-report",
        "format",
        "no-time",
        "no-number",
        "folder-as-output",
        "file-as-folder",
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


BESIDE = """
import sys
from pathlib import Path
import twingraph.resources
twingraph.resources._CHECKOUT = Path(sys.argv[1])
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[2]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
import twingraph.cli
sys.exit(twingraph.cli.run(["check", *sys.argv[3:]]))
"""
KNOWLEDGE = ("ontology", "queries", "data")


def beside(
    place: Path, *args: str, file: str = "", text: str = "", without: str = "-"
) -> subprocess.CompletedProcess[str]:
    """Check with a copy of the bundled knowledge to one file of which a text was added.

    ``without`` names a library that is then not installed.
    """
    for name in KNOWLEDGE:
        shutil.copytree(folder(name), place / name)
    if file:
        with (place / file).open("a", encoding="utf-8") as changed:
            changed.write(text)
    return subprocess.run(
        [sys.executable, "-c", BESIDE, str(place), without, *args],
        cwd=place,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("ontology/twingraph.ttl", "\ntg:Broken tg: .\n", "ontology/twingraph.ttl:"),
        ("queries/checks/type-missing.rq", "\n}\n", "queries/checks/type-missing.rq:"),
        ("data/slugs.tsv", "only-one-cell\n", "data/slugs.tsv:"),
        ("ontology/shapes.ttl", "\nshape:broken a .\n", "ontology/shapes.ttl:"),
    ],
    ids=["ontology", "query", "register", "shapes"],
)
def test_knowledge_that_cannot_be_read_is_one_line_and_harms_no_output(
    file: str, text: str, said: str, tmp_path: Path
) -> None:
    kept = tmp_path / "findings.csv"
    kept.write_text("what was found before\n")
    done = beside(tmp_path, "--quick", "-o", kept.name, file=file, text=text)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.startswith("twingraph: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert kept.read_text() == "what was found before\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*KNOWLEDGE, kept.name])
