"""Every saved query gives its reviewed answer, row for row, on Oxigraph and on rdflib.

The answers stand in queries/expected (``make expected`` rewrites them, a person reads the
difference). rdflib is the independent engine: it reads the same quads as a union of named graphs,
where Oxigraph asks a stored merge.
"""

from __future__ import annotations

import csv
import io
import logging
import re
from pathlib import Path

import pytest
import rdflib

from asking_rdflib import answer
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
    "partners-within-distance",
    "paths-between",
    "people-and-offices",
    "projects",
    "undated-promises",
    "visits-in-and-out",
    "evidence-of",
    "implied-facts",
    "inferred-facts",
    "last-contact-with-partners",
    "number-of-partners",
    "number-of-partners-by-source",
    "report-in-figures",
    "sources-in-conflict",
    "status-history",
    "ties-resting-on",
    "visits-both-ways",
    "works-and-gifts",
}
DERIVED = re.compile(
    r"tg:(twinnedWith|partnerByAgreementWith|inContactWith|listedWith|indirectPartnerOf|memberOf"
    r"|fellowMemberOf|currentStatus|currentDate|beganOn|startYear|inForceFrom|inForceUntil"
    r"|officeAtEvent|InferredGraph)\b"
)
SILENT = {"names-in-sources", "sources-in-conflict"}
"""Queries on what lists say: one report alone has no mention, and cannot contradict itself."""
SPARING = {"events-at", "organisations", "programme-of", "report-in-figures"}
"""Queries that speak of inferred graphs only to leave them out."""
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
    assert (len(found) == 1) == (name in SILENT), "an answer without rows tests nothing"


@pytest.mark.parametrize("name", ON_RDFLIB)
def test_rdflib_gives_the_reviewed_answer(
    union: rdflib.Dataset, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    # rdflib logs, with a traceback, an integer that it subtracts from nothing.
    caplog.set_level(logging.CRITICAL, logger="rdflib")
    names, rows = answer(union, read_query(FILES[name]).text)
    assert [names, *([cell(term) for term in row] for row in rows)] == reviewed(name)


@pytest.mark.parametrize("name", [name for name in FILES if name not in WORDLESS])
def test_the_language_changes_the_words_and_not_the_rows(graph: Graph, name: str) -> None:
    query = read_query(FILES[name])
    french = bind(query, {"lang": ["fr"]}, lambda text, _: text)
    rows = graph.select(french)
    assert len(rows) == len(reviewed(name)) - 1


def test_a_query_that_reads_what_follows_says_so() -> None:
    reading = {name for name in FILES if DERIVED.search(read_query(FILES[name]).text)} - SPARING
    assert len(reading) >= 16
    for name in FILES:
        query = read_query(FILES[name])
        assert query.summary.endswith("(by rule)") == (name in reading), name
        assert query.summary_fr.endswith("(par règle)") == (name in reading), name


def test_without_what_follows_no_query_fails_and_none_concludes_from_its_absence(
    graph: Graph,
) -> None:
    stated = graph.stated_only()
    found = {name: stated.select(read_query(path).text) for name, path in FILES.items()}
    empty = {name for name, rows in found.items() if not len(rows)}
    assert {"twinned-with", "ladder-of", "agreements-in-force-on", "current-status"} <= empty
    # An end that would have to follow is not "not told".
    assert "agreements-ending-in" in empty
    # How many are in contact, partners by agreement, twinned: not none, but unanswered.
    answers = {value(row[0]): (value(row[1]), value(row[2])) for row in found["number-of-partners"]}
    assert answers["listed under a heading of the report"] == ("13", "0")
    for definition in (
        "in contact, realised or under way, as the report tells",
        "with an agreement that the report names",
        "called twinned by the report",
    ):
        assert answers[definition] == ("", "13")
    # What is stated needs no rule.
    assert len(found["agreements-of"]) == 4
