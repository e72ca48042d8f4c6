"""What the page's own SPARQL gets: every quad, the saved queries, terms to complete."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

from map_graphs import hostile
from payload_reading import asked, namur, namur_payload
from twingraph.map.payload import payload
from twingraph.prefixes import PREFIXES, expand
from twingraph.store import Graph

QUERIES = Path(__file__).resolve().parent.parent / "queries"
COLUMNS = ("subject", "predicate", "object", "graph")


def unfolded(held: dict[str, list[int]], terms: list[str]) -> list[str]:
    """Return the rows of a block as N-Quads lines, in their order."""
    columns = [[terms[at] for at in accumulate(held[name])] for name in COLUMNS]
    return [" ".join(row) for row in zip(*columns, strict=True)]


def lines_of(graph: Graph) -> list[str]:
    return sorted({f"{q.subject} {q.predicate} {q.object} {q.graph_name}" for q in graph.quads()})


def test_the_quads_are_the_named_graphs_and_nothing_else() -> None:
    held = namur_payload().quads
    assert held is not None
    rows = unfolded(held, held["terms"])
    assert sorted(rows) == lines_of(namur())
    assert len(rows) == len(set(rows)) > 10_000
    assert held["terms"] == sorted(set(held["terms"]))


def test_rows_are_sorted_so_that_the_graphs_differences_are_small() -> None:
    held = namur_payload().quads
    assert held is not None
    rows = list(zip(*(accumulate(held[name]) for name in ("graph", *COLUMNS[:3])), strict=True))
    assert rows == sorted(rows)
    assert set(held["graph"][1:]) <= set(range(len(held["terms"])))


def test_texts_that_attack_and_an_empty_graph_come_back_as_they_were() -> None:
    for graph in (hostile(), Graph.memory()):
        held = payload(graph).quads
        assert held is not None
        assert sorted(unfolded(held, held["terms"])) == lines_of(graph)


def test_a_page_without_sparql_has_no_such_blocks() -> None:
    blocks = payload(hostile(), sparql=False).blocks()
    assert sorted(blocks) == ["core", "details"]


def test_the_queries_are_those_marked_for_the_page() -> None:
    asking = namur_payload().asking
    assert asking is not None
    marked = {p.stem: p for p in QUERIES.rglob("*.rq") if "#+ page: true" in p.read_text("utf-8")}
    assert [query["name"] for query in asking["queries"]] == sorted(marked)
    assert len(marked) > 20
    for query in asking["queries"]:
        assert query["text"] == marked[query["name"]].read_text("utf-8")
        assert set(query["summary"]) == {"en", "fr"}
        for param in query["params"]:
            assert f"VALUES ?{param['name']} {{" in query["text"]
            assert param["default"] is None or param["default"] in query["text"]


def test_terms_are_the_classes_properties_and_concepts_with_their_labels() -> None:
    asking = namur_payload().asking
    assert asking is not None
    assert asking["prefixes"] == PREFIXES
    kinds = {expand(term["id"]): term["kind"] for term in asking["terms"]}
    expected = {
        "owl:Class": "class",
        "owl:ObjectProperty": "property",
        "owl:DatatypeProperty": "property",
        "skos:Concept": "concept",
    }
    ours = "FILTER(STRSTARTS(STR(?x), 'https://w3id.org/twingraph/'))"
    for cls, kind in expected.items():
        found = asked(namur(), f"?x a {cls} {ours}")
        assert {name for (name,) in found} <= {term for term, held in kinds.items() if held == kind}
    labels = {term["id"]: term["label"] for term in asking["terms"]}
    assert labels["tg:twinnedWith"] == {"en": "twinned with", "fr": "jumelée avec"}
