"""Labels: in the language asked for, else in another; where there is none, the prefixed name."""

from __future__ import annotations

import pyoxigraph as px
import pytest

from twingraph.labels import Labels
from twingraph.prefixes import expand
from twingraph.store import Graph


def graph_of(*names: tuple[str, px.Literal]) -> Graph:
    thing, editorial = px.NamedNode(expand("city:x")), px.NamedNode(expand("graph:editorial"))
    return Graph.memory(px.Quad(thing, px.NamedNode(expand(p)), o, editorial) for p, o in names)


@pytest.mark.parametrize(
    ("names", "language", "label"),
    [
        ({"en": "Brussels", "fr": "Bruxelles"}, "fr", "Bruxelles"),
        ({"nl": "Brussel", "fr": "Bruxelles"}, "en", "Bruxelles"),
        ({"fr": "Bruxelles", "": "BXL"}, "en", "BXL"),
        ({}, "en", "city:x"),
    ],
)
def test_a_label_is_in_the_language_else_in_any(
    names: dict[str, str], language: str, label: str
) -> None:
    graph = graph_of(
        *(("rdfs:label", px.Literal(n, language=tag or None)) for tag, n in names.items())
    )
    assert Labels(graph).of("city:x", language) == label
    assert Labels(graph).of(expand("city:x"), language) == label


def test_a_concepts_name_counts_and_of_two_the_first_is_taken() -> None:
    for prop in ("rdfs:label", "skos:prefLabel"):
        names = [(prop, px.Literal(name, language="en")) for name in ("B", "A", "C")]
        assert Labels(graph_of(*names)).of("city:x") == "A"
    assert Labels(graph_of(("skos:altLabel", px.Literal("A")))).of("city:x") == "city:x"


def test_an_address_that_has_no_prefix_is_its_own_name() -> None:
    assert Labels(Graph.memory()).of("urn:isbn:1") == "urn:isbn:1"
    assert Labels(Graph.memory()).of("https://example.org/a") == "https://example.org/a"
