"""Rows as pandas: the values a researcher computes with, and the same errors as the command."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import twingraph
from twingraph.assembling import assemble
from twingraph.errors import QueryError, UsageError
from twingraph.frames import to_frame
from twingraph.store import Graph

SMALL = Path(__file__).parent / "data" / "small"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(assemble([SMALL]).quads)


def test_values_are_pythons_and_what_is_unbound_is_missing() -> None:
    frame = to_frame(
        Graph.memory().select(
            """SELECT * { VALUES (?city ?year ?share ?sure ?name) {
                (<https://w3id.org/twingraph/id/city/hue-vn> 2024 1.0 true "Hué"@fr)
                (<x:other> UNDEF 0.5 UNDEF "Huế") } }"""
        )
    )
    assert list(frame.columns) == ["city", "name", "share", "sure", "year"]
    assert list(frame["city"]) == ["city:hue-vn", "x:other"]
    assert frame["year"].dtype == pd.Int64Dtype()
    assert frame["year"][0] == 2024
    assert frame["year"].isna().tolist() == [False, True]
    assert frame["share"].sum() == 1.5
    assert frame["sure"].isna().tolist() == [False, True]
    assert list(frame["name"]) == ["Hué", "Huế"]


def test_a_saved_query_and_sparql_text_alike(graph: Graph) -> None:
    saved = twingraph.query("partners-of", graph, city="NAMUR", lang="fr")
    assert list(saved["partner"]) == ["city:hue-vn"]
    assert twingraph.query("partners-of", graph, city=["hue", "fez"])["partner"].tolist() == [
        "city:namur-be"
    ]
    text = "PREFIX tg: <https://w3id.org/twingraph/ontology#> SELECT ?c { ?c a tg:City }"
    assert len(twingraph.query(text, graph)) == 7
    assert twingraph.query("SELECT ?x { <x:a> <x:b> ?x }", graph).empty


def test_errors_are_those_of_the_command(graph: Graph) -> None:
    with pytest.raises(UsageError, match="did you mean partners-of"):
        twingraph.query("partner-of", graph)
    with pytest.raises(UsageError, match="unknown city"):
        twingraph.query("partners-of", graph, city="nowhere")
    with pytest.raises(QueryError, match="is an update"):
        twingraph.query("DROP ALL", graph)
    with pytest.raises(QueryError, match="parameters belong to saved queries"):
        twingraph.query("SELECT * { ?s ?p ?o }", graph, city="hue")


def test_the_public_names_are_there(graph: Graph) -> None:
    for name in twingraph.__all__:
        assert getattr(twingraph, name)
    assert twingraph.resolve(graph, "hue").endswith("/city/hue-vn")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = twingraph.nothing


def test_a_parameter_may_be_a_number_or_a_day() -> None:
    bundled = Graph.memory(assemble().quads)
    asked = twingraph.query("planned-for", bundled, year=2025)
    assert len(asked) > 0
    assert asked.equals(twingraph.query("planned-for", bundled, year=["2025"]))
    assert len(twingraph.query("planned-for", bundled, year=1999)) == 0


def test_a_number_of_any_size_and_an_ill_typed_one_are_kept() -> None:
    text = """SELECT * { VALUES (?large ?wrong) {
        ("12345678901234567890123"^^<http://www.w3.org/2001/XMLSchema#integer>
         "x"^^<http://www.w3.org/2001/XMLSchema#integer>) } }"""
    frame = to_frame(Graph.memory().select(text))
    assert frame.iloc[0].tolist() == [12345678901234567890123, "x"]
