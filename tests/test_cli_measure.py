"""``twingraph measure``, run as a user runs it: tables, CSV with its metadata, JSON, errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from twingraph.cli import run
from twingraph.measures.catalogue import measures
from twingraph.measures.measuring import measure

PAIRS = "town,partner,since\nA,B,1990\nB,C,1991\nC,A,\nC,D,2001\nE,E,2002\n"
WRONG_INPUT = 2


@pytest.fixture
def edges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "links.csv").write_text(PAIRS, encoding="utf-8")
    return "links.csv"


def test_list_names_each_measure_with_its_scope(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["measure", "--list", "--lang", "fr"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    known = measures()
    assert [row["name"] for row in rows] == list(known)
    assert len(rows) > 10
    assert all(row["scope"] == known[row["name"]].scope for row in rows)
    assert all(row["summary"] == known[row["name"]].summary.fr for row in rows)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_about_says_how_a_measure_is_defined_read_and_cited(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["measure", "--about", "betweenness", "--lang", lang]) == 0
    told = capsys.readouterr().out
    one = measures()["betweenness"]
    words = one.reading.fr if lang == "fr" else one.reading.en
    assert all(text in told for text in (one.formula, words, one.reference))


def test_a_table_has_its_provenance_below_it(
    edges: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["measure", "degree", "portrait", "--edges", edges, "--format", "table", "--top", "2"]
    assert run(command) == 0
    first, second = capsys.readouterr().out.split("measure ", 1)
    lines = first.splitlines()
    assert lines[0].split() == ["node", "degree"]
    assert [line.split() for line in lines[2:4]] == [["C", "3"], ["A", "2"]]
    version = measure(edges, "degree").provenance.graph[:16]
    assert f"graph: links.csv {version}" in lines
    assert "size: n = 5, m = 5, pairs = 4" in lines
    assert "2 of 5 rows; all with --top 0" in lines
    # A portrait is shown whole.
    assert "transitivity" in second


def test_csv_is_rows_alone_and_its_provenance_is_told_beside_it(
    edges: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["measure", "core", "--edges", edges]) == 0
    printed = capsys.readouterr()
    assert printed.out == "node,label,core\nA,,2\nB,,2\nC,,2\nD,,1\nE,,0\n"
    assert printed.err.startswith("graph: links.csv ")
    assert "twingraph 0.1.0" in printed.err


def test_a_csv_file_has_metadata_as_csv_on_the_web_finds_them(edges: str, tmp_path: Path) -> None:
    assert run(["measure", "clustering", "--edges", edges, "--format", "csv", "-o", "c.csv"]) == 0
    told = json.loads((tmp_path / "c.csv-metadata.json").read_text(encoding="utf-8"))
    assert (told["@context"], told["url"]) == ("http://www.w3.org/ns/csvw", "c.csv")
    header, *rows = csv.reader((tmp_path / "c.csv").read_text(encoding="utf-8").splitlines())
    assert [column["name"] for column in told["tableSchema"]["columns"]] == header
    assert len(rows) == 5
    (about,) = told["notes"]
    assert about["provenance"]["graph"] == measure(edges).provenance.graph
    assert about["formula"] == measures()["clustering"].formula


def test_json_holds_rows_and_provenance_of_each_measure(
    edges: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["measure", "closeness", "portrait", "--edges", edges, "--format", "json"]
    assert run(command) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["measure"] for one in found] == ["closeness", "portrait"]
    for one in found:
        made = measure(edges, one["measure"])
        assert [tuple(row.values()) for row in one["rows"]] == list(made.table.rows)
        given = one["provenance"]
        assert (given["graph"], given["n"], given["m"]) == (made.provenance.graph, 5, 5)
        assert (given["pairs"], given["choice"]) == (4, None)
        assert given["engine_version"] == made.provenance.version != ""
        assert set(one["summary"]) == {"en", "fr"}


def test_the_same_command_gives_the_same_bytes(edges: str, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        command = ["measure", "portrait", "closeness", "--edges", edges, "--format", "json"]
        assert run([*command, "-o", name]) == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_columns_of_a_file_are_named(
    edges: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "odd.csv").write_text("x;b;a;k\n1;A;B;9\n2;A;B;1\n", encoding="utf-8")
    command = ["measure", "strength", "--edges", "odd.csv", "--column", "source=a"]
    assert run([*command, "--column", "target=b", "--column", "weight=k"]) == 0
    assert capsys.readouterr().out == "node,label,strength,degree\nA,,10.0,1\nB,,10.0,1\n"
    assert run(["measure", "degree", "--edges", edges, "--directed"]) == 0
    assert capsys.readouterr().out.startswith("node,label,degree,in_degree,out_degree\nC,,3,1,2\n")


def test_one_says_whether_the_first_line_names_the_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list of pairs whose first looks like names of ours, and names that look like a pair."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pairs.csv").write_text("city1,city2\nA,B\n", encoding="utf-8")
    (tmp_path / "named.csv").write_text("Ville A,Ville B\nA,B\n", encoding="utf-8")

    def nodes(*options: str) -> list[str]:
        assert run(["measure", "degree", "--edges", *options]) == 0
        return [row["node"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]

    assert nodes("pairs.csv") == ["A", "B"]
    assert sorted(nodes("pairs.csv", "--no-header")) == ["A", "B", "city1", "city2"]
    assert sorted(nodes("named.csv")) == ["A", "B", "Ville A", "Ville B"]
    assert nodes("named.csv", "--header") == ["A", "B"]


def test_the_bundled_graph_is_measured_where_no_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["measure", "degree", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["provenance"]["projection"] == "cities"
    assert found["rows"][0]["node"] == "city:namur-be"
    assert found["notes"]
    # What would mean nothing on one city's report is refused, in a line, unless one insists.
    assert run(["measure", "betweenness"]) == WRONG_INPUT
    told = capsys.readouterr().err
    assert told.startswith("twingraph: betweenness is refused: ")
    assert told.count("\n") == 1
    assert run(["measure", "betweenness", "--force", "--format", "json"]) == 0
    (forced,) = json.loads(capsys.readouterr().out)
    assert forced["provenance"]["forced"]
    assert forced["notes"][-1]["en"].startswith("Forced: ")
    # A CSV on standard output keeps to its rows: what is said of them stands beside, in full.
    for lang, of_note in (("en", "note: Forced: "), ("fr", "remarque\u00a0: Forcé\u202f: ")):
        asked = ["measure", "betweenness", "--force", "--format", "csv", "--lang", lang]
        assert run(asked) == 0
        printed = capsys.readouterr()
        assert len(list(csv.reader(io.StringIO(printed.out)))) == len(forced["rows"]) + 1
        said = printed.err.splitlines()
        assert said[-1].startswith(of_note)
        assert [line for line in said if line.endswith(forced["notes"][0][lang])]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["betweeness", "--edges", "links.csv"], "did you mean betweenness"),
        (["degree", "core", "--edges", "links.csv"], "csv holds one table"),
        (["degree", "--edges", "none.csv"], "none.csv"),
        (["degree", "--edges", "links.csv", "--projection", "cities"], "--projection: of a graph"),
        (["degree", "--edges", "links.csv", "--projection", ""], "--projection: of a graph"),
        (["degree", "--edges", "links.csv", "--kind", "twinning"], "--kind: of a graph only"),
        (["degree", "--edges", "links.csv", "--source", "x"], "--source: of a graph only"),
        (["degree", "--edges", "links.csv", "--stated-only"], "leave that or --edges out"),
        (["degree", "--edges", "links.csv", "--store", "x"], "--store: of a graph only"),
        (["degree", "--encoding", "nonsense"], "--encoding: of a file only"),
        (["degree", "--no-header", "--directed"], "--header, --directed: of a file only"),
        (["degree", "--delimiter", ""], "--delimiter: of a file only"),
        (["degree", "--projection", ""], "unknown projection ''"),
        (["degree", "--edges", ""], "no file is named"),
        (["degree", "--edges", "links.csv", "-o", ""], "no file is named"),
        (["degree", "--edges", "links.csv", "--column", "1=since"], "a column '1'"),
        (["degree", "--edges", "links.csv", "--column", "latitude=since"], "latitude1 is of the"),
        (["degree", "--edges", "links.csv", "--column", "latitude3=since"], "latitude1 is of the"),
        (["degree", "--edges", "links.csv", "--column", "eu=since"], "eu2 of the target"),
        (["degree", "--edges", "links.csv", "--column", "yaer=since"], "did you mean year"),
        (["degree", "--edges", "links.csv", "--column", "xx=since"], "such as year, end_year"),
        (["degree", "--edges", "links.csv", "--draws", "100001"], "range 1<=x<=100000"),
        (["degree", "--edges", "links.csv", "--column", "year"], "names no column"),
        (["degree", "--column", "year=since"], "--edges FILE"),
        (["core", "--edges", "links.csv", "--backend", "networx"], "did you mean networkx"),
        (["core", "--edges", "links.csv", "--backend", "nx_loopback"], "no backend 'nx_loopback'"),
        (["degree", "--edges", "links.csv", "--backend", "networkx"], "leave the backend out"),
        (["betweenness", "--edges", "links.csv", "--exact", "3"], "--exact 5"),
        (["betweenness", "--edges", "links.csv", "--exact", "3"], "exactly only, here up to 3"),
        (["degree", "--projection", "citys"], "cities"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_that_says_how_to_mend_it(
    arguments: list[str], told: str, edges: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edges
    assert run(["measure", *arguments]) == WRONG_INPUT
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert told in printed.err


def test_measured_is_a_pandas_table_with_its_provenance(edges: str) -> None:
    made = measure(edges, "clustering")
    frame: Any = made.frame()
    assert list(frame.columns) == ["node", "label", "clustering", "triangles", "degree"]
    assert frame.attrs["provenance"] == made.provenance
    assert frame.set_index("node").loc["A", "clustering"] == 1
