"""A choice of sources of a store on disk says what a copy of the same graphs in memory says."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from small_world import small_world_quads
from twingraph import choosing
from twingraph.assembling import complete
from twingraph.bundled import bundled_quads
from twingraph.errors import QueryError
from twingraph.inference import infer, infer_files
from twingraph.opening import open_graph
from twingraph.prefixes import expand
from twingraph.rules import load_rules
from twingraph.store import Graph, is_inferred, value

CHOICES = (
    ("almanac-2026",),
    ("almanac-2026", "items-2022", "registry-2015", "yearbook-2020"),
)
NAMUR = "https://w3id.org/twingraph/id/city/namur-be"
SAID = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with what follows, and what the rules read beside it, as a build lays it."""
    folder = tmp_path_factory.mktemp("small") / "build"
    (folder / "inference").mkdir(parents=True)
    said = folder / "said.nq"
    asserted = complete(small_world_quads())
    said.write_bytes(b"".join(sorted(f"{quad} .\n".encode() for quad in asserted)))
    inferred = infer_files([said], folder / "inference", load_rules())
    files = [inferred.dates, *inferred.graphs.values()]
    assert Graph.create(folder / "store", asserted, files).graphs()
    return folder / "store"


@pytest.fixture(params=[(300, 1), (1, 10**6)])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take all or some graphs for large; take out of the merge nothing, or what is left out."""
    large, much = request.param
    monkeypatch.setattr(choosing, "LARGE", large)
    monkeypatch.setattr(choosing, "MUCH", much)


def rows(graph: Graph, query: str = SAID) -> list[tuple[str, ...]]:
    """Return rows as text, those that stand twice twice."""
    return sorted(tuple(map(str, row)) for row in graph.select(query))


@functools.cache
def copied(path: Path, sources: tuple[str, ...]) -> Graph:
    """Return what a choice must say: the quads of its sources in memory, and what follows."""
    whole = Graph.memory(Graph.open(path).quads())
    asserted = whole.restrict(sources).quads()
    return Graph.memory([*asserted, *infer(asserted)])


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("sources", CHOICES, ids="+".join)
def test_a_choice_on_disk_is_what_a_copy_is(built: Path, sources: tuple[str, ...]) -> None:
    chosen, copy = open_graph(built, sources), copied(built, sources)
    # An inferred graph of a copy may have another name.
    marks = f"FILTER NOT EXISTS {{ ?s a <{expand('tg:InferredGraph')}> }}"
    ours = SAID.replace("}", marks + " }")
    assert rows(chosen, ours) == rows(copy, ours)
    assert len(set(rows(chosen))) == len(rows(chosen))
    asserted = [q for q in chosen.quads() if not is_inferred(q.graph_name)]
    assert asserted == [q for q in copy.quads() if not is_inferred(q.graph_name)]
    assert any(is_inferred(q.graph_name) for q in chosen.quads())
    assert set(rows(chosen, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")) == {
        (f"<{name}>",) for name in chosen.graphs()
    }


@pytest.mark.usefixtures("limits")
def test_stated_only_on_disk_is_what_a_copy_is(built: Path) -> None:
    copy = Graph.memory(Graph.open(built).quads())
    assert rows(Graph.open(built).stated_only()) == rows(copy.stated_only())
    both = open_graph(built, CHOICES[-1], stated_only=True)
    assert rows(both) == rows(copy.restrict(CHOICES[-1]).stated_only())
    assert both.quads() == copy.restrict(CHOICES[-1]).stated_only().quads()


def test_a_choice_changes_nothing_of_the_store(built: Path) -> None:
    before = {path.name: path.read_bytes() for path in built.iterdir() if path.suffix == ".sst"}
    said = Graph.open(built).quads()
    assert open_graph(built, CHOICES[0]).quads() != said
    assert Graph.open(built).quads() == said
    assert before == {p.name: p.read_bytes() for p in built.iterdir() if p.suffix == ".sst"}


def test_what_is_left_out_is_found_by_no_way(built: Path) -> None:
    chosen = open_graph(built, ["almanac-2026"])
    other = "https://w3id.org/twingraph/graph/items-2022"
    assert other in Graph.open(built).graphs()
    assert other not in chosen.graphs()
    assert chosen.quads(other) == []
    for quads in (chosen.about(NAMUR), chosen.pointing_at(NAMUR)):
        assert quads
        assert {value(quad.graph_name) for quad in quads} <= set(chosen.graphs())


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM <x:a> { ?s ?p ?o }", "SELECT *\nfrom named tg:a { GRAPH ?g { ?s ?p ?o } }"],
)
def test_a_choice_refuses_a_query_that_chooses_itself(built: Path, query: str) -> None:
    with pytest.raises(QueryError, match="FROM cannot choose"):
        open_graph(built, ["almanac-2026"]).select(f"PREFIX tg: <x:>\n{query}")


def test_from_as_a_word_is_no_choice(built: Path) -> None:
    query = "SELECT ?from { ?from ?p 'said FROM <x:a>' } # FROM <x:b>"
    assert len(open_graph(built, ["almanac-2026"]).select(query)) == 0


def test_a_report_alone_holds_no_cities_and_no_members_of_imported_lists() -> None:
    whole = Graph.memory([*bundled_quads(), *small_world_quads(beside_namur=True)])
    alone = whole.restrict(["namur-2024"])
    memberships = "SELECT ?m { GRAPH ?g { ?m a <https://w3id.org/twingraph/ontology#Membership> } }"
    cities = "SELECT DISTINCT ?c { ?c a <https://w3id.org/twingraph/ontology#City> }"
    report = Graph.memory(bundled_quads()).restrict(["namur-2024"])
    assert len(whole.select(cities)) > len(report.select(cities)) > 10
    assert set(alone.select(cities)) == set(report.select(cities))
    assert set(alone.select(memberships)) == set(report.select(memberships))
    assert len(whole.restrict(["creative-2024"]).select(memberships)) > 0
