"""No name without a meaning, no meaning without a use: terms and concepts against their users."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from ontology_checks import STATUS, TG, is_deprecated, terms
from twingraph.assembling import read
from twingraph.bundled import bundled_quads
from twingraph.prefixes import PREFIXES

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
VOCABULARY = "https://w3id.org/twingraph/vocab/"
SCHEMES = {p: iri for p, iri in PREFIXES.items() if iri.startswith(VOCABULARY)}
# Who uses terms by prefixed names, as patterns below the root.
USERS = ("queries/**/*.rq", "ontology/rules/*.rls", "ontology/shapes.ttl")
# Who else speaks of them: texts of the ontology, examples of good data, pages.
SPEAKERS = (
    *USERS,
    *("ontology/*.ttl", "ontology/vocab/*.ttl", "ontology/examples/good/*.trig"),
    *("docs/**/*.md", "*.md"),
)
NAME = re.compile(rf"(?<![\w:/-])(tg|{'|'.join(SCHEMES)}):([A-Za-z][\w-]*\w)")
# In prose and query headers, a name that stands for any: "tg:Class", or a prefix shown as such.
QUOTED = re.compile(r"^#\+ params:.*$|^ *#(?!\+).*$", re.MULTILINE)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "twingraph.ttl", format="turtle")


@pytest.fixture(scope="module")
def names(ontology: Graph) -> set[str]:
    """Return every term and concept there is."""
    concepts = Graph()
    for file in sorted(ONTOLOGY.glob("vocab/*.ttl")):
        concepts.parse(file, format="turtle")
    return {str(t) for t in terms(ontology)} | {
        str(concept) for concept in concepts.subjects(RDF.type, SKOS.Concept)
    }


def files(patterns: tuple[str, ...]) -> list[Path]:
    return sorted({file for pattern in patterns for file in ROOT.glob(pattern)})


def spoken(text: str) -> set[str]:
    """Return the IRIs of the terms and concepts that a text names."""
    return {
        (TG if prefix == "tg" else SCHEMES[prefix]) + local for prefix, local in NAME.findall(text)
    }


def asserted() -> set[str]:
    """Return the properties and classes that data use, dates included; the ontology's are none."""
    used = set()
    for quad in bundled_quads():
        if str(quad.graph_name) != f"<{PREFIXES['graph']}ontology>":
            used.add(quad.predicate.value)
            used.add(_iri(quad.object) if quad.predicate.value == str(RDF.type) else "")
    return {name for name in used if name.startswith(TG)}


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


@pytest.mark.parametrize("file", files(SPEAKERS), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_file_speaks_only_of_what_is_defined(file: Path, names: set[str]) -> None:
    assert spoken(QUOTED.sub("", file.read_text(encoding="utf-8"))) - names == set()


def test_an_undefined_name_would_be_seen(names: set[str]) -> None:
    assert all(files((pattern,)) for pattern in SPEAKERS)
    assert len(files(SPEAKERS)) > 150
    assert spoken("?x a tg:Town ; tg:kind kind:twining .") - names == {
        TG + "Town",
        VOCABULARY + "kind/twining",
    }


def test_the_data_use_only_what_is_defined(names: set[str]) -> None:
    used = {
        _iri(term)
        for quads in read().statements.values()
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if _iri(term).startswith((TG, VOCABULARY))
    }
    schemes = {iri.removesuffix("/") for iri in SCHEMES.values()}
    assert len(used) > 150
    assert used - names - schemes == set()


def idle(ontology: Graph, used: set[str]) -> list[str]:
    """Return the terms that nobody uses, and that are neither reserved nor given up."""
    used = used | {str(predicate) for predicate in ontology.predicates()}
    return [
        str(term).removeprefix(TG)
        for term in terms(ontology)
        if str(term) not in used
        and (term, STATUS, None) not in ontology
        and not is_deprecated(ontology, term)
    ]


def kept(ontology: Graph) -> set[str]:
    """Return the terms that nobody may write by hand: reserved, or given up."""
    return {
        str(term)
        for term in terms(ontology)
        if (term, STATUS, None) in ontology or is_deprecated(ontology, term)
    }


@pytest.fixture(scope="module")
def used() -> set[str]:
    """Return what data, queries, rules and shapes use."""
    named = {
        name
        for file in files(USERS)
        for name in spoken(QUOTED.sub("", file.read_text(encoding="utf-8")))
    }
    return named | asserted()


def test_every_term_is_used_or_reserved(ontology: Graph, used: set[str]) -> None:
    assert len(used) > 180
    assert idle(ontology, used) == []


def test_an_idle_term_would_be_seen(ontology: Graph, used: set[str]) -> None:
    assert idle(ontology, used - {TG + "near"}) == ["near"]
    reserved = ontology + Graph().add((URIRef(TG + "near"), STATUS, Literal("reserved")))
    assert idle(reserved, used - {TG + "near"}) == []


def test_reserved_and_deprecated_terms_are_not_written_by_hand(ontology: Graph) -> None:
    written = {
        name
        for quads in read().statements.values()
        for quad in quads
        for name in (_iri(quad.predicate), _iri(quad.object))
    }
    assert TG + "party" in written
    assert TG + "twinnedWith" in kept(ontology)
    assert kept(ontology) & written == set()
    given_up = ontology + Graph().add((URIRef(TG + "party"), OWL.deprecated, Literal(True)))
    assert kept(given_up) & written == {TG + "party"}


def test_what_is_said_to_be_derived_is_reserved(ontology: Graph) -> None:
    derived = {
        str(term).removeprefix(TG)
        for term, definition in ontology.subject_objects(SKOS.definition)
        if "never asserted" in str(definition) and (term, RDF.type, OWL.Ontology) not in ontology
    }
    reserved = {str(term).removeprefix(TG) for term in ontology.subjects(STATUS)}
    assert {"twinnedWith", "currentStatus"} <= derived <= reserved
