"""Results of a query become the same rows from every form in which they come, from real engines."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph as px
import pytest
import rdflib

from conftest import ROOT
from twingraph.errors import DataError
from twingraph.imports.endpoint import fetch
from twingraph.imports.model import Finding, Link, Place, Provenance, Record, Spec
from twingraph.imports.reading import Reading
from twingraph.imports.results import DEFAULTS
from twingraph.imports.specs import load_spec
from wikidata_shaped import QUERY, STATEMENTS, TURTLE, server

SPEC = load_spec(ROOT / "data" / "imports" / "wikidata-query.toml")
OWN = Spec("made-up", "results", Provenance("Made up", "Inventé"))
PAIR = {"wikidata1": "a", "wikidata2": "b"}


def records(folder: Path, content: str | bytes, spec: Spec = SPEC) -> list[Record]:
    (folder / "rows").write_bytes(content.encode() if isinstance(content, str) else content)
    reading = Reading(dataclasses.replace(spec, file="rows"), folder)
    found = list(reading)
    dropped = [one for one in found if isinstance(one, Finding) and not one.kept]
    assert reading.read == len(links(found)) + len(dropped)
    return found


def links(found: list[Record]) -> list[Link]:
    return [record for record in found if isinstance(record, Link)]


def places(found: list[Record]) -> dict[str, Place]:
    return {record.key: record for record in found if isinstance(record, Place)}


def findings(found: list[Record]) -> list[tuple[str, bool]]:
    return [(record.code, record.kept) for record in found if isinstance(record, Finding)]


def answer(form: px.QueryResultsFormat) -> bytes:
    store = px.Store()
    store.load(TURTLE.encode(), px.RdfFormat.TURTLE)
    solutions = store.query(QUERY)
    assert isinstance(solutions, px.QuerySolutions)
    return solutions.serialize(format=form) or b""


def rows() -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(answer(px.QueryResultsFormat.JSON))[
        "results"
    ]["bindings"]
    return found


def forms() -> dict[str, bytes]:
    """Return one answer in every form in which the reader may meet it."""
    verbose = rows()
    simple = [{name: term["value"] for name, term in row.items()} for row in verbose]
    reversed_keys = {"results": {"bindings": verbose}, "head": {"vars": list(DEFAULTS.values())}}
    plain = answer(px.QueryResultsFormat.CSV)
    return {
        "JSON": answer(px.QueryResultsFormat.JSON),
        "JSON in many lines": json.dumps(
            json.loads(answer(px.QueryResultsFormat.JSON)), indent=2
        ).encode(),
        "JSON with its head behind": json.dumps(reversed_keys).encode(),
        "a list of rows": json.dumps(simple).encode(),
        "a list of terms": json.dumps(verbose, indent=1, ensure_ascii=False).encode(),
        "CSV": plain,
        "CSV with a mark": b"\xef\xbb\xbf" + plain.replace(b"\r\n", b"\n"),
        "JSON with a mark": b"\xef\xbb\xbf" + json.dumps(simple).encode(),
        "JSON, packed": gzip.compress(json.dumps(verbose, indent=1).encode(), mtime=0),
    }


FORMS = tuple(forms())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(tmp_path: Path, form: str) -> None:
    found = records(tmp_path, forms()[form])
    assert links(found) == [
        Link("q901-a", "Q901", "Q902", "P190", started="within-1987", ended="within-2001-06"),
        Link("q901-b", "Q901", "Q903", "P190", started="within-1970--1979"),
        # Without a precision: a day of its own is meant, a first of the month is its month.
        Link("q901-c", "Q901", "Q904", "P190", started="1999-05-04"),
        Link("q902-a", "Q902", "Q901", "P190", started="within-1988-03"),
        Link("q903-b", "Q903", "Q903", "P190"),
        Link("q904-a", "Q904", "Q901", "P190", started="within-1991"),
    ]
    assert places(found) == {
        "Q901": Place(
            "Q901", "Aville", "en", "Aland",
            latitude=50.5, longitude=4.5, population=1300, wikidata="Q901",
        ),
        "Q902": Place(
            "Q902", 'Bville, "la B"', "en", "Bland",
            latitude=46.8, longitude=-71.2, wikidata="Q902",
        ),
        "Q903": Place("Q903", "Huế", "en", "Bland", wikidata="Q903"),
        # It has no label, and its position is on Mars.
        "Q904": Place("Q904", "Q904", wikidata="Q904"),
    }  # fmt: skip
    told = findings(found)
    # A position on Mars twice; one partner that is not known; one that is the item itself.
    assert [code for code, _ in told].count("coordinates") == 2
    assert ("self-link", True) in told
    assert [kept for _, kept in told].count(False) == 1


def test_two_engines_give_the_same_rows(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
    other = graph.query(QUERY).serialize(format="json") or b""
    assert len(json.loads(other)["results"]["bindings"]) == STATEMENTS
    mine = records(tmp_path, answer(px.QueryResultsFormat.JSON))
    assert records(tmp_path, other) == mine


def test_what_was_fetched_from_a_server_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with server(tmp_path) as address:
        fetch(address, QUERY, tmp_path / "fetched.json", page_size=2)
    found = records(tmp_path, (tmp_path / "fetched.json").read_bytes())
    mine = records(tmp_path, answer(px.QueryResultsFormat.JSON))
    assert links(found) == links(mine)
    assert places(found) == places(mine)
    assert findings(found) == findings(mine)


def test_a_plain_query_of_pairs_is_enough_in_either_form(tmp_path: Path) -> None:
    table = "item,other\nhttp://www.wikidata.org/entity/Q1,http://www.wikidata.org/entity/Q2\n"
    for content in (table, '[{"item": "wd:Q1", "other": "Q2"}]'):
        assert [(link.first, link.second) for link in links(records(tmp_path, content))] == [
            ("Q1", "Q2")
        ]


def test_variables_of_another_query_are_mapped(tmp_path: Path) -> None:
    columns = {"name1": "ville", "point1": "ou", "wikidata2": "autre", "kind": "mot", "row": "n"}
    spec = dataclasses.replace(OWN, columns=columns, constants={"country1": "France"})
    row = {"ville": "Menton", "ou": "POINT (7.5 43.77)", "autre": "Q2", "mot": "jumelage", "n": 3}
    found = records(tmp_path, json.dumps([row]), spec)
    menton = next(iter(places(found).values()))
    assert (menton.name, menton.country, menton.latitude) == ("Menton", "France", 43.77)
    assert [(link.row, link.word) for link in links(found)] == [("3", "jumelage")]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(row), delimiter="\t")
    writer.writeheader()
    writer.writerow(row)
    table = records(tmp_path, buffer.getvalue(), spec)
    assert (links(table), places(table)) == (links(found), places(found))


def shaped(*found: Any) -> str:
    return json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": list(found)}})


def term(value: object) -> dict[str, object]:
    return {"type": "uri", "value": value}


ONE = {"a": term("http://www.wikidata.org/entity/Q1"), "b": term("Q2")}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"a": term("Q1")}, [("name", False)]),
        ({}, [("name", False)]),
        ({"a": term("L42"), "b": term("Q2")}, [("identifier", True), ("name", False)]),
        ({"a": term({"x": 1}), "b": term("Q2")}, [("term", False)]),
        ({"a": [], "b": term("Q2")}, [("term", False)]),
        ({"a": term("Q1"), "b": term("Q1")}, [("self-link", True)]),
    ],
    ids=["no other", "nothing", "unknown form", "no term", "a list", "itself"],
)
def test_a_doubtful_row_is_told_with_its_line(
    tmp_path: Path, row: object, told: list[tuple[str, bool]]
) -> None:
    spec = dataclasses.replace(OWN, columns=PAIR)
    content = shaped(ONE, row).replace("}}, {", "}},\n\n{")
    found = records(tmp_path, content, spec)
    # Of a row that is dropped, one finding says why.
    assert findings(found) == (told[-1:] if not told[-1][1] else told)
    assert {one.line for one in found if isinstance(one, Finding)} == {3 if "\n" in content else 1}
    assert links(found)[0] == Link("1", "Q1", "Q2")


def test_a_statement_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    row = rows()[0]
    found = records(tmp_path, json.dumps([row, row]))
    assert len(links(found)) == 1
    assert findings(found) == [("row-key-twice", False)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Point(7.5 43.7)", (43.7, 7.5)),
        ("POINT( -7.5  4.37e1 )", (43.7, -7.5)),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point(7.5 43.7)", (43.7, 7.5)),
        ("Point(7.5)", None),
        ("43.7, 7.5", None),
        ("Point(7.5 143.7)", None),
        ("Point(430.7 7.5)", None),
    ],
)
def test_a_point_is_longitude_before_latitude(
    tmp_path: Path, written: str, said: tuple[float, float] | None
) -> None:
    row = {"item": "Q1", "other": "Q2", "itemCoord": written}
    found = records(tmp_path, json.dumps([row]))
    first = places(found)["Q1"]
    position = None if first.latitude is None else (first.latitude, first.longitude)
    assert position == said
    assert findings(found) == ([] if said else [("coordinates", True)])


@pytest.mark.parametrize(
    ("time", "precision", "said"),
    [
        ("1987-01-01T00:00:00Z", "9", "within-1987"),
        ("1987-01-01T00:00:00Z", "10", "within-1987-01"),
        ("1987-01-01T00:00:00Z", "11", "1987-01-01"),
        ("1987-05-01T00:00:00Z", "", "within-1987-05"),
        ("1987-05-02T00:00:00Z", "", "1987-05-02"),
        ("1987-00-00T00:00:00Z", "", "within-1987"),
        ("1980-01-01T00:00:00Z", "8", "within-1980--1989"),
        ("1987", "", "within-1987"),
        ("1900-01-01T00:00:00Z", "7", None),
        ("-0044-03-15T00:00:00Z", "11", None),
        ("http://www.wikidata.org/.well-known/genid/1", "", None),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_meant(
    tmp_path: Path, time: str, precision: str, said: str | None
) -> None:
    row = {"item": "Q1", "other": "Q2", "started": time, "startedPrecision": precision}
    found = records(tmp_path, json.dumps([row]))
    assert links(found)[0].started == (said or "")
    assert findings(found) == ([] if said else [("date", True)])


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_breaks_off_is_refused_or_told(tmp_path: Path, form: str) -> None:
    content = forms()[form]
    whole = links(records(tmp_path, content))
    checked = 0
    last = len(content.rstrip(b"]} \n")) - 1
    for end in range(1, last, last // 30):
        cut = content[:end]
        if not form.startswith("CSV"):
            with pytest.raises(DataError) as refused:
                records(tmp_path, cut)
            assert refused.value.path == str(tmp_path / "rows")
        elif cut.count(b"\n") > 1:
            # A table that ends in the middle of a row does not say so, but for an open quote: what
            # is whole is the same.
            with contextlib.suppress(DataError):
                kept = links(records(tmp_path, cut))
                assert kept[:-1] == whole[: len(kept[:-1])]
        checked += 1
    assert checked > 10


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<?xml version="1.0"?><sparql/>', "XML or a page"),
        ("", "empty"),
        ("{}", "no list of results"),
        ("[", "breaks off"),
        ("[1]", "a row is missing"),
        ('[{"item": "Q1"} {"item": "Q2"}]', "comma is missing"),
        ('[{"item": Q1}]', "no JSON"),
        ('[{"item": "' + "x" * 1_200_000 + '"}]', "longer than"),
        ('{"x": "' + "x" * 1_200_000, "longer than"),
        ('[{"a":' + "[" * 200_000, "nests|longer|no JSON"),
        ('[{"item": ' + "9" * 5000 + "}]", "no JSON"),
        (b'[{"item": "Nam\xfcr"}]', "wrongly encoded"),
        ('{"head":{"vars":["x"]},"results":{"bindings":[]}}', "no variable 'a'"),
        ("x,y\n1,2\n", "column 'a'"),
    ],
    ids=[
        "XML", "nothing", "an object", "an open list", "a number", "no comma", "a bare word",
        "a long row", "a long head", "deep", "a long number", "wrong encoding",
        "another query's JSON", "another query's CSV",
    ],
)  # fmt: skip
def test_what_are_no_results_is_refused(tmp_path: Path, content: str | bytes, said: str) -> None:
    spec = dataclasses.replace(OWN, columns=PAIR)
    with pytest.raises(DataError, match=said) as refused:
        records(tmp_path, content, spec)
    assert refused.value.path == str(tmp_path / "rows")


def test_a_long_list_in_one_line_is_no_long_row(tmp_path: Path) -> None:
    many = [{"item": f"Q{n}", "other": f"Q{n + 1}", "itemLabel": "x" * 100} for n in range(1, 9000)]
    content = json.dumps(many)
    assert len(content) > 1_000_000
    assert len(links(records(tmp_path, content))) == len(many)
