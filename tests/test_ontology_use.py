"""No name without a meaning, no meaning without a use: terms and concepts against their users."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, SKOS

from ontology_checks import STATUS, TG, is_deprecated, terms
from twingraph.assembling import read
from twingraph.bundled import bundled_quads
from twingraph.prefixes import PREFIXES

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
VOCABULARY = "https://w3id.org/twingraph/vocab/"
SCHEMES = {p: iri for p, iri in PREFIXES.items() if iri.startswith(VOCABULARY)}
# Who speaks of terms by prefixed names, as patterns below the root; rules and shapes may be absent.
SPEAKERS = ("queries/**/*.rq", "ontology/rules/*.rls", "ontology/shapes.ttl", "docs/*.md", "*.md")
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


def speakers() -> list[Path]:
    return sorted({file for pattern in SPEAKERS for file in ROOT.glob(pattern)})


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


@pytest.mark.parametrize("file", speakers(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_file_speaks_only_of_what_is_defined(file: Path, names: set[str]) -> None:
    assert spoken(QUOTED.sub("", file.read_text(encoding="utf-8"))) - names == set()


def test_an_undefined_name_would_be_seen(names: set[str]) -> None:
    assert len(speakers()) > 80
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


def test_every_term_is_used_or_reserved(ontology: Graph) -> None:
    used = asserted() | {
        name
        for file in speakers()
        if file.suffix != ".md"
        for name in spoken(QUOTED.sub("", file.read_text(encoding="utf-8")))
    }
    used |= {str(predicate) for predicate in ontology.predicates()}
    reserved = {str(term) for term in ontology.subjects(STATUS)}
    idle = [t for t in terms(ontology) if str(t) not in used | reserved]
    assert [term for term in idle if not is_deprecated(ontology, term)] == []
    assert len(used) > 180


def test_reserved_and_deprecated_terms_are_not_written_by_hand(ontology: Graph) -> None:
    kept = {str(t) for t in terms(ontology) if (t, STATUS, None) in ontology}
    kept |= {str(t) for t in terms(ontology) if is_deprecated(ontology, t)}
    assert TG + "twinnedWith" in kept
    written = {
        name
        for quads in read().statements.values()
        for quad in quads
        for name in (_iri(quad.predicate), _iri(quad.object))
    }
    assert TG + "party" in written
    assert kept & written == set()


def test_what_is_said_to_be_derived_is_reserved(ontology: Graph) -> None:
    derived = {
        str(term).removeprefix(TG)
        for term, definition in ontology.subject_objects(SKOS.definition)
        if "never asserted" in str(definition) and (term, RDF.type, OWL.Ontology) not in ontology
    }
    reserved = {str(term).removeprefix(TG) for term in ontology.subjects(STATUS)}
    assert {"twinnedWith", "currentStatus"} <= derived <= reserved
