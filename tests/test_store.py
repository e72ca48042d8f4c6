"""The graph: merge, sources, what is implied, and the engine's own errors."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from twingraph import disk
from twingraph.assembling import assemble
from twingraph.errors import DataError, QueryError, UsageError
from twingraph.exports import rdf
from twingraph.opening import open_graph
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.store import Graph, value

SMALL = Path(__file__).parent / "data" / "small"
PREAMBLE = "".join(f"PREFIX {p}: <{n}>\n" for p, n in PREFIXES.items())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(assemble([SMALL]).quads)


def rows(graph: Graph, pattern: str) -> list[tuple[str, ...]]:
    found = graph.select(PREAMBLE + f"SELECT * WHERE {{ {pattern} }}")
    return sorted(tuple(shorten(value(t)) for t in row) for row in found)


def test_the_merge_holds_each_fact_once(graph: Graph) -> None:
    pattern = "agreement:hue-1999 tg:party city:namur-be"
    assert len(rows(graph, f"GRAPH ?g {{ {pattern} }}")) == 2
    assert len(graph.select(PREAMBLE + f"SELECT * WHERE {{ {pattern} }}")) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_merge_is_rdflibs_union(graph: Graph) -> None:
    union = rdflib.Dataset(default_union=True)
    union.parse(data=rdf.document(graph.quads(), "nquads"), format="nquads")
    # Blank nodes have other names there; all other triples are the same.
    theirs = {
        (s.n3(), p.n3(), o.n3()) for s, p, o, _ in union
        if not isinstance(s, rdflib.BNode) and isinstance(o, rdflib.URIRef)
    }  # fmt: skip
    ours = {
        tuple(f"<{value(t)}>" for t in row)
        for row in graph.select("SELECT ?s ?p ?o { ?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?o)) }")
    }
    assert ours == theirs
    assert len(ours) > 1000


def test_what_is_said_of_a_thing_and_what_points_at_it_leave_out_the_merge(graph: Graph) -> None:
    city = px.NamedNode(expand("city:namur-be"))
    about, pointing = graph.about(city.value), graph.pointing_at(city.value)
    assert about == [quad for quad in graph.quads() if quad.subject == city]
    assert pointing == [quad for quad in graph.quads() if quad.object == city]
    assert about
    assert pointing


def test_the_merge_is_not_among_the_quads(graph: Graph) -> None:
    assert {str(q.graph_name) for q in graph.quads()} == {f"<{g}>" for g in graph.graphs()}
    only = graph.quads("passage:namur-1999-002-implied")
    assert [shorten(q.predicate.value) for q in only] == ["tg:host"]


def test_memory_and_disk_give_the_same_answers(graph: Graph, tmp_path: Path) -> None:
    Graph.create(tmp_path / "store", graph.quads())
    disk = Graph.open(tmp_path / "store")
    assert disk.quads() == graph.quads()
    everything = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert disk.select(everything).rows == graph.select(everything).rows


def test_every_graph_has_its_source(graph: Graph) -> None:
    sourced = set().union(*graph.sources().values())
    assert set(graph.graphs()) - sourced == {
        g for g in graph.graphs() if "implied" in g and g not in sourced
    }
    report = expand("report:namur-1999")
    assert {shorten(g) for g in graph.sources()[report]} == {
        "graph:namur-1999",
        "passage:namur-1999-001",
        "passage:namur-1999-002",
        "passage:namur-1999-002-implied",
    }


def test_a_choice_of_sources_keeps_what_serves_them_all(graph: Graph) -> None:
    def added(name: str, prop: str) -> list[px.Quad]:
        node, thing = px.NamedNode(expand(f"graph:{name}")), px.NamedNode(f"x:{name}")
        source = px.NamedNode(expand(f"source:{name}"))
        return [
            px.Quad(node, px.NamedNode(expand("tg:source")), source, node),
            px.Quad(thing, px.NamedNode(expand(prop)), px.NamedNode("x:c"), node),
        ]

    lists, atlas = expand("graph:lists"), expand("graph:atlas")
    both = Graph.memory(
        [*graph.quads(), *added("lists", "tg:claimOn"), *added("atlas", "tg:country")]
    )
    assert len(both.select("SELECT * { <x:lists> ?p ?o }")) == 1
    for name in ("namur-1999", "report:namur-1999", expand("report:namur-1999")):
        only = both.restrict([name])
        assert set(only.graphs()) == {*graph.graphs(), atlas}
        assert len(only.select("SELECT * { <x:lists> ?p ?o }")) == 0
    other = both.restrict(["lists"])
    assert not any(g.startswith(expand("passage:")) for g in other.graphs())
    kept = {expand("graph:ontology"), expand("graph:editorial"), atlas, lists}
    assert kept <= set(other.graphs())


def test_an_unknown_source_offers_near_matches(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"unknown source 'namur-1998' \(did you mean namur-1999"):
        graph.restrict(["namur-1998"])


def test_stated_only_drops_implied_and_inferred_graphs(graph: Graph) -> None:
    node = px.NamedNode("x:a")
    inferred = [
        px.Quad(node, node, node, px.NamedNode(expand(g)))
        for g in ("graph:inferred", "graph:inferred/namur-1999")
    ]
    whole = Graph.memory([*graph.quads(), *inferred])
    stated = whole.stated_only()
    dropped = set(whole.graphs()) - set(stated.graphs())
    assert {shorten(g) for g in dropped} == {
        "passage:namur-1999-002-implied",
        "graph:inferred",
        expand("graph:inferred/namur-1999"),
    }
    assert len(stated.select(PREAMBLE + "SELECT * { ?x tg:host ?y }")) == 0


def test_a_syntax_error_has_line_and_column(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        graph.run("SELECT *\nWHERE { ?s ?p }", "my.rq")
    # The engine points at the brace or right behind it.
    assert (caught.value.path, caught.value.line) == ("my.rq", 2)
    assert caught.value.column in (15, 16)


@pytest.mark.parametrize("text", ["ASK {}", "CONSTRUCT { <x:a> <x:b> <x:c> } WHERE {}"])
def test_rows_are_asked_of_a_select_only(graph: Graph, text: str) -> None:
    with pytest.raises(QueryError, match="a SELECT query is needed here"):
        graph.select(text)


def test_where_the_graph_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mark(name: str) -> px.Quad:
        node = px.NamedNode(f"x:{name}")
        return px.Quad(node, node, node, px.NamedNode("x:g"))

    for name in ("named", "environment", "twingraph-out/current/store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        Graph.create(tmp_path / name, [mark(name.partition("/")[0])])

    def opened(store: str | None = None) -> list[str]:
        return [value(r[0]) for r in open_graph(store).select("SELECT ?s { ?s ?s ?s }")]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TWINGRAPH_STORE", str(tmp_path / "environment"))
    assert opened("named") == ["x:named"]
    assert opened() == ["x:environment"]
    monkeypatch.delenv("TWINGRAPH_STORE")
    assert opened() == ["x:twingraph-out"]
    with pytest.raises(UsageError, match="no twingraph store"):
        open_graph(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert len(open_graph().select(PREAMBLE + "SELECT * { city:namur-be ?p ?o }")) > 5


def test_a_damaged_graph_of_the_package_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "namur.nq"
    path.write_text("<x:a> <x:b> <x:c> <x:g> .\n<x:a> <x:\n")
    with pytest.raises(DataError, match=r"namur\.nq:2: the graph is damaged"):
        Graph.from_nquads(path)


@pytest.mark.parametrize(("large", "expected"), [(10**6, 4), (100, 1)])
def test_what_is_loaded_in_parts_is_each_line_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int, expected: int
) -> None:
    for name, number in (("BLOCK", 50), ("PART", 150), ("LARGE", large)):
        monkeypatch.setattr(disk, f"_{name}", number)
    lines = [f'<urn:s{n}> <urn:p> "<urn:no> .{n}" <urn:g{n % 3}> .\n' for n in range(20)]
    files = [tmp_path / "a.nq", tmp_path / "b.nq"]
    for path, held in zip(files, (lines[:7], lines[7:]), strict=True):
        path.write_text("".join(held), encoding="utf-8")

    named = [stream.read().decode() for stream in disk.streams(files)]
    merged = [stream.read().decode() for stream in disk.streams(files, merged=True)]

    assert len(named) == len(merged) == expected
    assert "".join(named) == "".join(lines)
    assert "".join(merged) == "".join(f'<urn:s{n}> <urn:p> "<urn:no> .{n}" .\n' for n in range(20))
