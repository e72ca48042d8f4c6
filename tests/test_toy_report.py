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
from inferring import inferred, namur_and_toy
from twingraph.building import count
from twingraph.bundled import bundled_quads
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.queries import bind, find_query, query_files, read_query
from twingraph.store import Graph, is_inferred, value

NAMUR, SECOND = "report:namur-2024", "report:toy-2025"
MISSION, CELEBRATION = "event:terrebonne-mission-2025", "event:fetes-namuroises-2025-07"
# Files, not queries: a faulty header fails its own case and no other.
FILES = query_files()
ABOUT_OTHERS = ("report-and-other-sources",)
"""They set one report beside whatever else the graph holds: these do change."""
SCOPED = {
    name: path
    for name, path in FILES.items()
    if name not in ABOUT_OTHERS
    and re.search(r"^#\+ params:.*tg:Report\b", path.read_text(encoding="utf-8"), re.MULTILINE)
}
PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
HISTORY = """SELECT DISTINCT ?status ?report ?year WHERE {
  GRAPH ?graph { %s tg:status ?status }
  ?graph tg:restsOn/tg:inReport ?report .
  ?report tg:reportYear ?year .
} ORDER BY ?year"""


@pytest.fixture(scope="module")
def first() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def both() -> Graph:
    return namur_and_toy()


@pytest.fixture(scope="module")
def restricted(both: Graph) -> Graph:
    """Return what the command line asks with ``--source namur-2024``."""
    return inferred(both.restrict([NAMUR]).quads())


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
    told = added.pop("asserted quads") + added["inferred triples"]
    assert told > added.pop("distinct triples") > 100
    assert added == {
        "inferred triples": len(MORE_FOLLOWS) - len(FOLLOWS_NO_MORE),
        "cities": 0,
        "relations": 0,
        "agreements": 1,
        "events": 1,  # the mission and the celebration were known
        "persons": 1,
        "organisations": 0,
        "passages": 6,
    }


# Read in the toy report by hand: a protocol with Bourg-en-Bresse, a visit to Cluj-Napoca, the
# mission that took place, the celebration that was called off.
MORE_FOLLOWS = {
    "agreement:bourg-protocol-2025 tg:beganOn date:2025-06-02",
    "agreement:bourg-protocol-2025 tg:startYear 2025",
    "agreement:bourg-protocol-2025 tg:inForceFrom 2025-06-02",
    "agreement:bourg-protocol-2025 tg:inForceUntil 2028-12-31",
    "city:bourg-en-bresse-fr tg:partyTo agreement:bourg-protocol-2025",
    "city:namur-be tg:partyTo agreement:bourg-protocol-2025",
    "city:bourg-en-bresse-fr tg:coPartyWith city:namur-be",
    "city:namur-be tg:coPartyWith city:bourg-en-bresse-fr",
    "city:bourg-en-bresse-fr tg:partnerByAgreementWith city:namur-be",
    "city:namur-be tg:partnerByAgreementWith city:bourg-en-bresse-fr",
    "step:bourg-protocol-2025-signed tg:date date:2025-06-02",
    "step:bourg-protocol-2025-signed tg:currentDate date:2025-06-02",
    "step:bourg-protocol-2025-signed tg:currentStatus status:realised",
    "event:cluj-visit-2025-09 rdf:type tg:Event",
    "event:cluj-visit-2025-09 tg:date date:2025-09-04",
    "event:cluj-visit-2025-09 tg:currentDate date:2025-09-04",
    "event:cluj-visit-2025-09 tg:currentStatus status:realised",
    "group:namur-delegation-cluj-2025-09 rdf:type tg:Agent",
    "group:namur-delegation-cluj-2025-09 rdf:type tg:Group",
    "person:fiorella-inventata rdf:type tg:Agent",
    "report:toy-2025 rdf:type tg:Source",
    "event:terrebonne-mission-2025 tg:date date:2025-05-13--15",
    "event:terrebonne-mission-2025 tg:currentDate date:2025-05-13--15",
    "event:terrebonne-mission-2025 tg:currentStatus status:realised",
    "event:fetes-namuroises-2025-07 tg:currentStatus status:cancelled",
}
FOLLOWS_NO_MORE = {
    "event:terrebonne-mission-2025 tg:currentDate date:within-2025",
    "event:terrebonne-mission-2025 tg:currentStatus status:envisaged",
    "event:fetes-namuroises-2025-07 tg:currentStatus status:planned",
}


def following(graph: Graph, name: str = "") -> set[str]:
    """Return the inferred facts of a graph, or of one inferred graph of it."""
    return {
        " ".join(shorten(value(t)) for t in (quad.subject, quad.predicate, quad.object))
        for quad in graph.quads(name or None)
        if is_inferred(quad.graph_name) and quad.subject != quad.graph_name
    }


def test_what_follows_changes_by_what_the_toy_tells(first: Graph, both: Graph) -> None:
    before, after = following(first), following(both)
    assert after - before == MORE_FOLLOWS
    assert before - after == FOLLOWS_NO_MORE
    # What the second report alone gives stands in a graph of its own.
    alone = following(both, expand("graph:inferred/toy-2025"))
    ours = {
        f for f in MORE_FOLLOWS if f.endswith(("tg:Event", "tg:Agent", "tg:Group", "tg:Source"))
    }
    assert MORE_FOLLOWS - ours <= alone
    assert alone.isdisjoint(FOLLOWS_NO_MORE)
    assert following(both, expand("graph:inferred/namur-2024")).isdisjoint(MORE_FOLLOWS)


def test_the_facts_of_2024_stand_as_they_were(first: Graph, both: Graph, restricted: Graph) -> None:
    of_2024 = first.sources()[expand(NAMUR)]
    assert len(of_2024) > 150
    assert both.sources()[expand(NAMUR)] == restricted.sources()[expand(NAMUR)] == of_2024
    assert expand(SECOND) not in restricted.sources()
    stated = {graph for graph in of_2024 if "/graph/inferred" not in graph}
    assert len(of_2024) == len(stated) + 1
    for graph in sorted(stated)[::10]:
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
