"""The sandbox: what a query may not do, wherever it hides, and what only looks like it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from twingraph.assembling import assemble
from twingraph.errors import QueryError, UsageError
from twingraph.sandbox import UPDATES, refuse
from twingraph.store import Graph

SMALL = Path(__file__).parent / "data" / "small"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(assemble([SMALL]).quads)


UPDATE_TEXTS = [
    "INSERT DATA { <x:a> <x:b> <x:c> }",
    "insert { ?s ?p 1 } where { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <file:///etc/hostname>",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <x:g>",
    "ADD <x:a> TO <x:b>",
    "MOVE <x:a> TO <x:b>",
    "COPY <x:a> TO <x:b>",
    "# SELECT * {}\nDROP ALL",
    "PREFIX a: <x:a#>\nDROP ALL",
    "SELECT * {} ; DROP ALL",
    r"\u0044ROP ALL",
]


@pytest.mark.parametrize("text", UPDATE_TEXTS)
def test_an_update_is_refused(text: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match="is an update, and a query changes nothing"):
        refuse(text, graph)


def test_every_update_is_tried() -> None:
    said = {word.strip("\\").upper() for text in UPDATE_TEXTS for word in text.split()}
    assert said >= UPDATES


SERVICE = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    "SELECT * {SERVICE<http://127.0.0.1:9/>{?s ?p ?o}}",
    'SELECT * { ?s ?p "a # \\" b" . SERVICE ?w {} }',
    "SELECT * { ?s ?p '''it's # ''' . SERVICE ?w {} }",
    "SELECT * { ?s <x:#> ?o . SERVICE ?w {} }",
    "SELECT * { # a comment\n SERVICE ?w {} }",
    "SELECT * { # a comment\r SERVICE ?w {} }",
    "SELECT * { ?s ?p ?o FILTER(?s < 1 && ?o > 2) SERVICE ?w {} }",
    r"SELECT * { \u0053ERVICE ?w {} }",
    r"SELECT * { SERV\U00000049CE ?w {} }",
    "SELECT * { FILTER EXISTS { SERVICE ?w {} } }",
    'SELECT * { ?s ?p "unfinished\n SERVICE ?w {} }',
]


@pytest.mark.parametrize("text", SERVICE)
def test_service_is_refused_unless_allowed(text: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match="request to another server"):
        refuse(text, graph)
    refuse(text, graph, allow_service=True)


HARMLESS = [
    "SELECT * { ?s ?p 'DROP ALL' }",
    'SELECT * { ?s ?p """a " SERVICE " b""" }',
    "SELECT * { ?s ?p '''DROP''' , \"\"\"CLEAR\"\"\" }",
    "SELECT * { <http://x/SERVICE> ?p <http://x/#DROP> }",
    "SELECT ?service ?drop $load { ?service ?drop $load }",
    "# SERVICE <http://x/>\nSELECT * {} # DROP ALL",
    "PREFIX service: <x:> SELECT * { service:drop ?p service: }",
    "PREFIX : <x:> SELECT * { :service :drop :load.add }",
    "SELECT * { _:service ?p 'x'@load }",
    "SELECT (1 AS ?from) { ?s ?p ?o }",
    "SELECT ?FROM { ?FROM ?p 'FROM <file:///etc/passwd>' }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_let_through(text: str, graph: Graph) -> None:
    refuse(text, graph)
    graph.run(text)


# The engine needs no space around keywords: glued to its neighbours, SERVICE is one all the same.
GLUED = [
    "SELECT * { SERVICESILENT<http://127.0.0.1:9/>{?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x {?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICESILENT:x {?a ?b ?c} }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/>{?a ?b ?c} }",
    "PREFIX e: <e:> SELECT * { ?s ?p e:.SERVICE <http://127.0.0.1:9/> {?a ?b ?c} }",
    "SELECT * { ?s ?p 1SERVICE#c\n<http://127.0.0.1:9/>#{\n{?a ?b ?c} }",
    "SELECT * { ?a ?b ?c FILTER(?a<'b>')SERVICE<http://127.0.0.1:9/>{?q ?w ?e}#'\n}",
    "PREFIX : <x:> SELECT * { ?a ?b ?c FILTER(1<1)SERVICE:x#>\n{?q ?w ?e} }",
    "SELECT * { SERVICE ?where {?a ?b ?c} }",
    "PREFIX : <x:> SELECT * { SERVICE :a\\#b#c d\n {?a ?b ?c} }",
    "SELECT * { \\u0053ERVICE<http://127.0.0.1:9/>{?a ?b ?c} }",
    # Harmless, and refused for safety: a whole call in a string or a comment.
    'SELECT * { ?s ?p "SERVICE <http://x/> { }" }',
]


@pytest.mark.parametrize("text", GLUED)
def test_a_glued_service_is_seen(text: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match="another server"):
        refuse(text, graph)


def test_a_name_that_holds_the_word_is_let_through(graph: Graph) -> None:
    text = """PREFIX e: <e:> SELECT ?service ?x { ?x e:type e:municipal-service ; e:service ?service
        OPTIONAL { ?service e:of ?x } GRAPH ?service { ?x e:services "a SERVICE" } }"""
    refuse(text, graph)
    graph.run(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ") }",
        "SELECT * " + "{" * 3000 + "}" * 3000,
        "SELECT * { FILTER(" + "! " * 50_000 + "1) }",
    ],
    ids=["brackets", "groups", "signs"],
)
def test_what_would_overflow_the_engine_is_refused(text: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match="nested too deeply"):
        graph.run(text)


def test_a_long_query_is_read_in_time(graph: Graph) -> None:
    start = time.monotonic()
    refuse("SELECT * { " + "a." * 50_000 + " }", graph)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("named", ["", "NAMED "])
@pytest.mark.parametrize("what", ["<file:///etc/passwd>", "<http://127.0.0.1:9/x>", "<relative>"])
def test_from_a_file_or_address_is_refused(what: str, named: str, graph: Graph) -> None:
    with pytest.raises(UsageError, match="no such graph, and no file or address is read"):
        refuse(f"SELECT * FROM {named}{what} {{ ?s ?p ?o }}", graph)


def test_from_an_unknown_graph_offers_near_matches(graph: Graph) -> None:
    text = "PREFIX g: <https://w3id.org/twingraph/graph/>\nSELECT * FROM g:editoriall {?s ?p ?o}"
    with pytest.raises(UsageError, match="did you mean graph:editorial") as caught:
        refuse(text, graph, path="q.rq")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("q.rq", 2, 10)


def test_from_chooses_among_the_stores_graphs(graph: Graph) -> None:
    text = """PREFIX graph: <https://w3id.org/twingraph/graph/>
        SELECT (COUNT(*) AS ?n) FROM graph:geonames
        FROM NAMED <https://w3id.org/twingraph/graph/editorial> { ?s ?p ?o }"""
    refuse(text, graph)
    assert [str(n) for (n,) in graph.select(text)] == [
        '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    ]


def test_the_place_of_what_is_refused(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        refuse('SELECT * {\n  ?s ?p """two\nlines""" .\n  SERVICE ?w {} }', graph)
    assert (caught.value.line, caught.value.column) == (4, 3)
