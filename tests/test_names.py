"""Names: what a user types, to one resource; never a guess."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as px
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph.assembling import assemble
from twingraph.errors import UsageError
from twingraph.names import fold, resolve
from twingraph.prefixes import PREFIXES, expand, local_name, shorten, used_prefixes
from twingraph.slugs import fold_name
from twingraph.store import Graph

SMALL = Path(__file__).parent / "data" / "small"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(assemble([SMALL]).quads)


FOUND = {
    "hue-vn": "city:hue-vn",
    "city:hue-vn": "city:hue-vn",
    "https://w3id.org/twingraph/id/city/hue-vn": "city:hue-vn",
    "<https://w3id.org/twingraph/id/city/hue-vn>": "city:hue-vn",
    "hue": "city:hue-vn",
    "HUÉ": "city:hue-vn",
    "Huế": "city:hue-vn",
    " hué ": "city:hue-vn",
    "Fez": "city:fes-ma",
    "fes": "city:fes-ma",
    "lodz": "city:lodz-pl",
    "namur": "city:namur-be",  # the report's own city, though two bear the name
    "Namen": "city:namur-be",
    "namur quebec": "city:namur-qc-ca",
    "namur-qc-ca": "city:namur-qc-ca",
}


@pytest.mark.parametrize("name", FOUND)
def test_a_name_means_one_city(name: str, graph: Graph) -> None:
    assert shorten(resolve(graph, name)) == FOUND[name]


def test_other_classes_and_their_subclasses(graph: Graph) -> None:
    assert shorten(resolve(graph, "inv", "tg:Network")) == "network:invented"
    assert shorten(resolve(graph, "invented network", "tg:Organisation")) == "network:invented"
    assert shorten(resolve(graph, "jumelage", "skos:Concept")) == "kind:twinning"
    assert shorten(resolve(graph, "visit-1999", "tg:Event")) == "event:visit-1999"


def test_homonyms_are_listed_never_guessed(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"2 bear the name 'granada': granada-es, granada-ni"):
        resolve(graph, "granada")


def test_unknown_names_offer_near_matches(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"unknown city 'Grenada' \(did you mean Granada or"):
        resolve(graph, "Grenada")
    with pytest.raises(UsageError, match=r"unknown city 'hue-vm' \(did you mean hue-vn"):
        resolve(graph, "hue-vm")
    with pytest.raises(UsageError, match="unknown network 'hue-vn'"):
        resolve(graph, "hue-vn", "tg:Network")


def test_the_name_of_something_else_says_of_what(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"'INV' \(the name of network:invented\)"):
        resolve(graph, "INV")


@pytest.mark.parametrize(("name", "folded"), [("Ħaŋŧə", "hanta"), ("L’Aquila", "l aquila")])
def test_a_letter_of_its_own_is_typed_as_a_slug_spells_it(name: str, folded: str) -> None:
    assert fold(name) == folded
    assert fold_name(name) == folded.replace(" ", "")


HOSTILE = [
    "} INSERT DATA { <x:a> <x:b> <x:c> }",
    'hue" . ?x ?y "',
    "hue\n} DROP ALL #",
    "<https://w3id.org/twingraph/id/city/hue-vn> } #",
    "<x://a> <x://b>",
    "city:hue vn",
    "city:hue-vn}",
    "",
    "<>",
    "\\u007d",
    "unknown:hue",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_name_stays_a_name(name: str, graph: Graph) -> None:
    before = graph.quads()
    with pytest.raises(UsageError):
        resolve(graph, name)
    assert graph.quads() == before


@given(st.text(max_size=30))
def test_any_text_is_a_name_or_an_error(text: str) -> None:
    node = px.NamedNode("x:g")
    graph = Graph.memory([px.Quad(node, node, node, node)])
    with pytest.raises(UsageError):
        resolve(graph, text)


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_short_names_come_back(prefix: str) -> None:
    iri = PREFIXES[prefix] + "a-1_b.c"
    assert shorten(iri) == f"{prefix}:a-1_b.c"
    assert expand(shorten(iri)) == iri
    assert local_name(iri) == "a-1_b.c"
    assert used_prefixes([iri, "x:y"]) == {prefix: PREFIXES[prefix]}


@pytest.mark.parametrize("local", ["a/b", "", "é", "a.", "a b", "-a"])
def test_what_has_no_short_name_stays_whole(local: str) -> None:
    iri = PREFIXES["city"] + local
    assert shorten(iri) == iri


def test_an_unknown_prefix_offers_a_near_one() -> None:
    with pytest.raises(UsageError, match=r"unknown prefix 'citi:' \(did you mean city"):
        expand("citi:hue-vn")
    with pytest.raises(UsageError, match="not a prefixed name"):
        expand("hue")


def test_a_city_of_which_no_place_is_known_does_not_compete() -> None:
    label = expand("rdfs:label")
    said = [
        (city, prop, value)
        for city in ("city:berlin-de", "city:berlin-0a1b2c")
        for prop, value in (
            (expand("rdf:type"), px.NamedNode(expand("tg:City"))),
            (label, px.Literal("Berlin", language="en")),
        )
    ]
    country = px.NamedNode(expand("country:de"))
    quads = [
        px.Quad(px.NamedNode(expand(city)), px.NamedNode(prop), value, country)
        for city, prop, value in [*said, ("city:berlin-de", expand("tg:country"), country)]
    ]
    assert shorten(resolve(Graph.memory(quads), "berlin")) == "city:berlin-de"
    only = [quad for quad in quads if quad.predicate.value != expand("tg:country")]
    with pytest.raises(UsageError, match="2 bear the name 'berlin'"):
        resolve(Graph.memory(only), "berlin")


def test_a_slug_that_was_given_up_leads_on() -> None:
    graph = px.NamedNode(expand("graph:identity"))
    old, new = (px.NamedNode(expand(f"city:{slug}")) for slug in ("koeln-de", "cologne-de"))
    moved = px.Quad(old, px.NamedNode(expand("dcterms:isReplacedBy")), new, graph)
    city = px.NamedNode(expand("tg:City"))
    typed = px.Quad(new, px.NamedNode(expand("rdf:type")), city, graph)
    assert resolve(Graph.memory([moved, typed]), "koeln-de") == new.value


def test_namespaces_end_where_no_local_name_goes_on_and_are_told_apart() -> None:
    # `shorten` finds the namespace of an IRI as what stands before its local name.
    assert all(namespace.endswith(("/", "#")) for namespace in PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(shorten(f"{namespace}x-1") == f"{p}:x-1" for p, namespace in PREFIXES.items())
