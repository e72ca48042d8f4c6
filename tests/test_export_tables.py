"""CSV tables: a row for each thing, as SPARQL counts them, whatever stands in a label."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from hostile import CONTROLS, LABELS, hostile_graph
from inferring import namur_and_toy
from twingraph.bundled import bundled_quads
from twingraph.exports.rows import SEPARATOR, csv_tables
from twingraph.exports.tables import TABLES
from twingraph.prefixes import PREFIXES, expand
from twingraph.store import Graph, value

PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def tables(graph: Graph) -> dict[str, list[dict[str, str]]]:
    return {name: read(content) for name, content in csv_tables(graph).items()}


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_thing(
    graph: Graph, tables: dict[str, list[dict[str, str]]], name: str
) -> None:
    table = TABLES[name]
    expected = graph.select(
        f"{PREAMBLE}SELECT DISTINCT ?x WHERE {{ ?x a ?c . ?c rdfs:subClassOf* {table.cls} ."
        f" {table.where} }}"
    )
    iris = [row["iri"] for row in tables[name]]
    assert iris == sorted(value(row[0]) for row in expected)
    assert len(iris) > 4
    assert all(iri.startswith("https://") for iri in iris)


@pytest.mark.parametrize("name", TABLES)
def test_no_column_is_empty_throughout_or_told_twice(
    tables: dict[str, list[dict[str, str]]], name: str
) -> None:
    headings = TABLES[name].headings()
    assert len(headings) == len(set(headings))
    # What Namur's report does not tell; another report may.
    silent = {
        "claims": {"started", "ended", "period"},
        "agreements": {"started", "ended", "ended_by", "renews"},
        "steps": {"of_total", "date_stated_as"},
        "events": {"minimum_number"},
        "offices": {
            *("period", "date", "date_basis", "date_stated_as", "earliest", "latest"),
        },
        "memberships": {"started", "ended", "period", "status", "role"},
    }.get(name, set())
    filled = {column for row in tables[name] for column, cell in row.items() if cell}
    without = {h.removesuffix("_fr").removesuffix("_en") for h in headings if h not in filled}
    assert without <= silent


def test_known_rows_are_told_in_full(tables: dict[str, list[dict[str, str]]]) -> None:
    agreements = {row["iri"]: row for row in tables["agreements"]}
    protocol = agreements[expand("agreement:hue-protocol-2024")]
    assert protocol["period"] == "2024/2029"
    assert (protocol["start_year"], protocol["end_year"]) == ("2024", "2029")
    assert (protocol["status_en"], protocol["status_step_fr"]) == ("realised", "signé")
    assert protocol["parties_fr"] == "Hué | Namur"
    assert protocol["basis"] == expand("basis:stated")
    assert len(protocol["themes"].split(SEPARATOR)) == 3
    assert agreements[expand("agreement:bandung-mou")]["basis_en"] == "implied"
    steps = {row["iri"]: row for row in tables["steps"]}
    signed = steps[expand("step:hue-protocol-2024-signed")]
    assert signed["agreement"] == protocol["iri"]
    assert expand("person:maxime-prevot") in signed["signatories"]
    assert signed["step_kind_en"] == "signed"
    cities = {row["iri"]: row for row in tables["cities"]}
    hue = cities[expand("city:hue-vn")]
    assert (hue["label_fr"], hue["label_en"], hue["country_fr"]) == ("Hué", "Huế", "Vietnam")
    assert cities[expand("city:namur-wi-us")]["latitude"] == ""


def test_passages_lead_to_the_table_of_passages(tables: dict[str, list[dict[str, str]]]) -> None:
    known = {row["iri"] for row in tables["passages"]}
    told = {
        passage
        for name, found in tables.items()
        for row in found
        for passage in row.get("passages", "").split(SEPARATOR)
        if passage
    }
    assert told <= known
    assert len(told) > 100
    assert all(row["passages"] for row in tables["claims"] + tables["steps"])


def test_labels_stand_in_the_order_of_their_things(tables: dict[str, list[dict[str, str]]]) -> None:
    labels = {row["iri"]: row["label_en"] for row in tables["cities"]}
    for row in tables["relations"]:
        ends = row["connects"].split(SEPARATOR)
        assert row["connects_en"] == SEPARATOR.join(labels[end] for end in ends)


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_the_same_cells(graph: Graph, name: str) -> None:
    content = csv_tables(graph)[name]
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert list(frame.columns) == TABLES[name].headings()
    assert frame.to_dict("records") == read(content)


def test_hostile_labels_survive() -> None:
    labels = {**LABELS, "controls": CONTROLS}
    graph = hostile_graph(labels)
    content = csv_tables(graph)["cities"]
    found = {row["iri"].rpartition("/")[2]: row["label_en"] for row in read(content)}
    assert found == labels
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, lineterminator=None)
    assert dict(zip(frame["iri"].str.rpartition("/")[2], frame["label_en"], strict=True)) == labels


def test_rows_do_not_depend_on_the_order_of_the_quads(graph: Graph) -> None:
    other = Graph.memory(list(reversed(graph.quads())))
    assert csv_tables(other) == csv_tables(graph)


def test_two_reports_leave_one_status_and_one_date() -> None:
    both = csv_tables(namur_and_toy())
    single = {"status", "date", "earliest", "latest", "period", "start_year", "end_year"}
    filled = 0
    for name, content in both.items():
        for row in read(content):
            cells = [row[column] for column in single & set(row)]
            filled += sum(map(bool, cells))
            assert [cell for cell in cells if SEPARATOR in cell] == [], (name, row["iri"])
            if row.get("earliest") and row.get("latest"):
                assert row["earliest"] <= row["latest"], (name, row["iri"])
    assert filled > 200
    events = {row["iri"]: row for row in read(both["events"])}
    mission = events[expand("event:terrebonne-mission-2025")]
    assert (mission["status_en"], mission["date"]) == ("realised", "2025-05-13/2025-05-15")
    assert mission["date_basis"] == expand("tg:dateWritten")
