"""The checks that are SPARQL: complete, explained in two languages, and alike in two engines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from asking_rdflib import answer
from breaking import NAMES
from twingraph.checks.material import Material, gather
from twingraph.checks.queries import COLUMNS, check_queries, rows_of
from twingraph.errors import QueryError
from twingraph.queries import SavedQuery, query_files
from twingraph.resources import folder
from twingraph.store import Term, value

EXAMPLES = folder("ontology") / "examples"
QUERIES = check_queries()
IDS = [query.name for query in QUERIES]


@pytest.fixture(scope="module")
def bundled() -> Material:
    return gather()


class Held:
    """A dataset of rdflib; from one example to the next, a few quads change."""

    def __init__(self) -> None:
        self._dataset = rdflib.Dataset(default_union=True)
        self._quads: set[px.Quad] = set()

    def brought_to(self, quads: Iterable[px.Quad]) -> rdflib.Dataset:
        """Return the dataset, holding these quads and no others."""
        wanted = set(quads)
        for quad in self._quads - wanted:
            self._named(quad).remove(_triple(quad))
        for quad in wanted - self._quads:
            self._named(quad).add(_triple(quad))
        self._quads = wanted
        assert len(set(self._dataset.quads())) == len(wanted)
        return self._dataset

    def _named(self, quad: px.Quad) -> rdflib.Graph:
        assert isinstance(quad.graph_name, px.NamedNode)
        return self._dataset.graph(rdflib.URIRef(quad.graph_name.value))


@pytest.fixture(scope="module")
def held() -> Held:
    return Held()


def test_there_are_checks_and_query_does_not_offer_them() -> None:
    assert len(QUERIES) == 40
    assert not set(IDS) & set(query_files())


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_a_check_says_in_both_languages_what_its_rows_mean(query: SavedQuery) -> None:
    for text in (query.summary, query.summary_fr):
        assert re.fullmatch(r"\w.{10,110}[^.]", text), text
    assert not re.search(r"(?<!\u00a0)[:;?!](?=\s|$)", query.summary_fr)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", query.name)
    assert not query.params


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_the_bundled_data_give_no_row(query: SavedQuery, bundled: Material) -> None:
    variables, rows = bundled.asserted.stream(query.text)
    assert "thing" in variables
    assert set(variables) <= set(COLUMNS)
    assert list(rows) == []


@pytest.mark.slow
# rdflib's own SPARQL engine still uses names that rdflib calls deprecated.
@pytest.mark.filterwarnings("ignore:Dataset\\.:DeprecationWarning")
@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_a_check_gives_the_same_rows_in_rdflib(query: SavedQuery, held: Held) -> None:
    graph = gather([EXAMPLES / "setting.trig", EXAMPLES / "bad" / f"{query.name}.trig"]).asserted
    variables, rows = graph.stream(query.text)
    ours = Counter(tuple(value(term) for term in row) for row in rows)
    assert ours
    theirs = Counter(
        tuple("" if term is None else str(term) for term in row)
        for row in answer(held.brought_to(graph.quads()), query.text)[1]
    )
    assert theirs == ours, variables


def _triple(quad: px.Quad) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    return _rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)


def _rdflib(term: Term) -> rdflib.term.Node:
    if isinstance(term, px.Literal):
        kind = rdflib.URIRef(term.datatype.value)
        # To rdflib, a plain text and one of the type xsd:string are two.
        plain = term.language or kind == rdflib.XSD.string
        return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else kind)
    return (
        rdflib.URIRef(value(term)) if isinstance(term, px.NamedNode) else rdflib.BNode(value(term))
    )


@pytest.mark.parametrize(
    ("select", "reason"),
    [
        ("SELECT ?what WHERE { ?what a ?class }", "a check's columns"),
        ("SELECT ?thing ?why WHERE { ?thing a ?why }", "a check's columns"),
        ('SELECT ?thing WHERE { VALUES ?thing { "text" } }', "not an IRI"),
        ("ASK { ?thing a ?class }", "a SELECT query"),
        ("SELECT ?thing WHERE { ?thing a }", "syntax error"),
    ],
    ids=["no-thing", "unknown-column", "not-an-iri", "no-select", "syntax"],
)
def test_a_query_that_is_no_check_is_refused(select: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(
        f"#+ summary: a bad check\n#+ summary_fr: une mauvaise vérification\n{select}\n"
    )
    (query,) = check_queries(tmp_path)
    with pytest.raises(QueryError, match=reason) as error:
        list(rows_of(query, gather([NAMES])))
    assert error.value.path == str(path)
