"""Every saved query gives its reviewed answer, row for row, on Oxigraph and on rdflib.

The answers stand in queries/expected (``make expected`` rewrites them, a person reads the
difference). rdflib is the independent engine: it reads the same quads as a union of named graphs,
where Oxigraph asks a stored merge.
"""

from __future__ import annotations

import csv
import io
import logging
from pathlib import Path

import pytest
import rdflib
from rdflib.query import ResultRow

from twingraph.bundled import bundled_quads
from twingraph.queries import bind, query_files, read_query
from twingraph.store import Graph, value

# rdflib's own SPARQL engine still uses names that rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")

EXPECTED = Path(__file__).resolve().parent.parent / "queries" / "expected"
FILES = query_files()
# rdflib joins what two parts of a query give by comparing all pairs: seconds to a minute here.
SLOW = {
    "organisations",
    "people-and-offices",
    "projects",
    "undated-promises",
    "visits-in-and-out",
    "evidence-of",
    "implied-facts",
    "last-contact-with-partners",
    "number-of-partners",
    "report-in-figures",
    "status-history",
    "ties-resting-on",
    "visits-both-ways",
    "works-and-gifts",
}
WORDLESS = {"ties-resting-on"}
"""Queries that answer in numbers only."""
BY_NAME = [pytest.param(name, id=name) for name in FILES]
ON_RDFLIB = [
    pytest.param(name, id=name, marks=[pytest.mark.slow] if name in SLOW else []) for name in FILES
]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads(), "the Namur graph")


@pytest.fixture(scope="module")
def union(graph: Graph) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    lines = "".join(f"{quad} .\n" for quad in graph.quads())
    dataset.parse(data=lines, format="nquads")
    return dataset


def reviewed(name: str) -> list[list[str]]:
    """Return the reviewed answer: the row of names, then the rows."""
    text = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def cell(term: object) -> str:
    """Return a term of rdflib as a reviewed answer writes it."""
    return "" if term is None else str(term)


def test_each_query_has_a_reviewed_answer_and_each_answer_a_query() -> None:
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(FILES)
    assert len(FILES) >= 26
    assert set(FILES) >= SLOW


@pytest.mark.parametrize("name", BY_NAME)
def test_oxigraph_gives_the_reviewed_answer(graph: Graph, name: str) -> None:
    rows = graph.select(read_query(FILES[name]).text)
    found = [list(rows.variables)] + [[value(term) for term in row] for row in rows]
    assert found == reviewed(name)
    assert len(found) > 1, "an answer without rows tests nothing"


@pytest.mark.parametrize("name", ON_RDFLIB)
def test_rdflib_gives_the_reviewed_answer(
    union: rdflib.Dataset, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    # rdflib logs, with a traceback, an integer that it subtracts from nothing.
    caplog.set_level(logging.CRITICAL, logger="rdflib")
    result = union.query(read_query(FILES[name]).text)
    found = [[str(variable) for variable in result.vars or ()]]
    for row in result:
        assert isinstance(row, ResultRow)
        found.append([cell(term) for term in row])
    assert found == reviewed(name)


@pytest.mark.parametrize("name", [name for name in FILES if name not in WORDLESS])
def test_the_language_changes_the_words_and_not_the_rows(graph: Graph, name: str) -> None:
    query = read_query(FILES[name])
    french = bind(query, {"lang": ["fr"]}, lambda text, _: text)
    rows = graph.select(french)
    assert len(rows) == len(reviewed(name)) - 1
