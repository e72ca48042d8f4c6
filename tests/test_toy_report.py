"""A second report beside the first: nothing of 2024 changes, and what was envisaged has come about.

The toy report of 2025 (tests/data/toy-2025) is invented from beginning to end. It realises a
mission that the report of 2024 envisages, cancels a celebration that it plans, gives one of its
offices to somebody else, and adds an agreement and a visit.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as px
import pytest

from breaking import TOY
from twingraph.assembling import BUNDLED, assemble
from twingraph.building import count
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.queries import bind, find_query, query_files, read_query
from twingraph.store import Graph, value

NAMUR, SECOND = "report:namur-2024", "report:toy-2025"
MISSION, CELEBRATION = "event:terrebonne-mission-2025", "event:fetes-namuroises-2025-07"
# Files, not queries: a faulty header fails its own case and no other.
FILES = query_files()
SCOPED = {
    name: path
    for name, path in FILES.items()
    if re.search(r"^#\+ params:.*tg:Report\b", path.read_text(encoding="utf-8"), re.MULTILINE)
}
PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
HISTORY = """SELECT DISTINCT ?status ?report ?year WHERE {
  GRAPH ?graph { %s tg:status ?status }
  ?graph tg:restsOn/tg:inReport ?report .
  ?report tg:reportYear ?year .
} ORDER BY ?year"""


@pytest.fixture(scope="module")
def first() -> Graph:
    return Graph.memory(assemble([BUNDLED]).quads)


@pytest.fixture(scope="module")
def both() -> Graph:
    return Graph.memory(assemble([BUNDLED, TOY]).quads)


@pytest.fixture(scope="module")
def restricted(both: Graph) -> Graph:
    return both.restrict([NAMUR])


def rows(graph: Graph, sparql: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(shorten(value(term)) for term in row) for row in graph.select(sparql))


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_no_answer_of_2024_changes(path: Path, first: Graph, restricted: Graph) -> None:
    query = read_query(path)
    assert rows(restricted, query.text) == rows(first, query.text)


@pytest.mark.parametrize("path", SCOPED.values(), ids=SCOPED)
def test_a_query_about_one_report_needs_no_restriction(
    path: Path, first: Graph, both: Graph
) -> None:
    query = read_query(path)
    assert f"{{ {NAMUR} }}" in query.text
    assert rows(both, query.text) == rows(first, query.text)


def test_there_are_such_queries_and_others_see_the_second_report(first: Graph, both: Graph) -> None:
    assert len(SCOPED) >= 3
    others = {name: read_query(path).text for name, path in FILES.items() if name not in SCOPED}
    changed = {name for name, text in others.items() if rows(both, text) != rows(first, text)}
    assert {"partners-of", "agreements-of"} <= changed


def test_counts_grow_by_what_the_toy_adds_and_by_nothing_else(first: Graph, both: Graph) -> None:
    before, after = count(first), count(both)
    added = {name: after[name] - before[name] for name in before}
    assert added.pop("asserted quads") > added.pop("distinct triples") > 100
    assert added == {
        "cities": 0,
        "relations": 0,
        "agreements": 1,
        "events": 1,  # the mission and the celebration were known
        "persons": 1,
        "organisations": 0,
        "passages": 6,
    }


def test_the_facts_of_2024_stand_as_they_were(first: Graph, both: Graph, restricted: Graph) -> None:
    of_2024 = first.sources()[expand(NAMUR)]
    assert len(of_2024) > 150
    assert both.sources()[expand(NAMUR)] == restricted.sources()[expand(NAMUR)] == of_2024
    assert expand(SECOND) not in restricted.sources()
    for graph in sorted(of_2024)[::10]:
        assert both.quads(graph) == first.quads(graph)


def test_the_history_of_the_mission_shows_both_reports(both: Graph) -> None:
    assert [
        tuple(shorten(value(term)) for term in row)
        for row in both.select(PREAMBLE + HISTORY % MISSION)
    ] == [("status:envisaged", NAMUR, "2024"), ("status:realised", SECOND, "2025")]


def test_each_report_alone_knows_its_own_status(both: Graph, restricted: Graph) -> None:
    question = (
        f"{PREAMBLE}SELECT ?status ?date {{ {MISSION} tg:status ?status ; tg:dateWritten ?date }}"
    )
    assert rows(restricted, question) == {("status:envisaged", "date:within-2025"): 1}
    second = both.restrict([SECOND])
    assert rows(second, question) == {("status:realised", "date:2025-05-13--15"): 1}


@pytest.mark.parametrize(
    ("thing", "now", "before"),
    [
        (MISSION, "status:realised", "status:envisaged"),
        (CELEBRATION, "status:cancelled", "status:planned"),
    ],
    ids=["mission", "celebration"],
)
def test_the_saved_queries_give_one_current_status_and_the_history(
    thing: str, now: str, before: str, both: Graph
) -> None:
    current = statuses("current-status", thing, both)
    assert current == [now]
    assert sorted(statuses("status-history", thing, both)) == sorted([now, before])
    reports = {cell for row in answer("status-history", thing, both) for cell in row}
    assert {NAMUR, SECOND} <= reports


def statuses(name: str, thing: str, graph: Graph) -> list[str]:
    """Return the status that each row of a saved query gives for a thing, however it is shown."""
    scheme = "https://w3id.org/twingraph/vocab/status"
    labels = f"SELECT ?l ?c {{ ?c skos:inScheme <{scheme}> ; skos:prefLabel ?l }}"
    names = {value(label): shorten(value(c)) for label, c in graph.select(PREAMBLE + labels)}
    found = [{names.get(cell, cell) for cell in row} for row in answer(name, thing, graph)]
    return [cell for row in found for cell in sorted(row) if cell.startswith("status:")]


def answer(name: str, thing: str, graph: Graph) -> list[tuple[str, ...]]:
    """Return the rows of a saved query that speak of a thing, which may be its parameter."""
    query = find_query(name)
    things = [p.name for p in query.params if p.name in ("thing", "event")]
    text = bind(query, {p: [thing] for p in things}, lambda given, _: expand(given))
    found = [tuple(shorten(value(term)) for term in row) for row in graph.select(text)]
    return found if things else [row for row in found if thing in row]


def test_an_office_has_had_two_holders(both: Graph) -> None:
    holders = """SELECT DISTINCT ?person ?year WHERE {
      GRAPH ?graph { ?holding tg:office office:adrano-mayor ; tg:holder ?person }
      ?graph tg:restsOn/tg:inReport/tg:reportYear ?year }"""
    assert rows(both, PREAMBLE + holders) == {
        ("person:fabio-mancuso", "2024"): 1,
        ("person:fiorella-inventata", "2025"): 1,
    }


def test_everything_invented_says_so(first: Graph, both: Graph) -> None:
    known = set(first.quads("graph:editorial"))
    labels = [
        quad.object.value
        for quad in both.quads("graph:editorial")
        if quad not in known
        and quad.predicate.value == expand("rdfs:label")
        and isinstance(quad.object, px.Literal)
    ]
    assert len(labels) == 8
    assert all(word in label.lower() for label in labels for word in ["invent"])
    for path in sorted(TOY.glob("*.trig")):
        assert path.read_text(encoding="utf-8").startswith("# INVENTED: ")
    assert "inventé" in (TOY / "toy-2025.txt").read_text(encoding="utf-8").splitlines()[0]
