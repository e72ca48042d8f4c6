"""The files beside the terms: headers, typography, alignments, the page of demands.

The terms themselves are held to the checklist of test_ontology_checklist.py.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF

ROOT = Path(__file__).parents[1]
FILE = ROOT / "ontology" / "twingraph.ttl"
TG = "https://w3id.org/twingraph/ontology#"
ONTOLOGY = URIRef("https://w3id.org/twingraph/ontology")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FILE, format="turtle")


def own(graph: Graph, kind: URIRef) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(TG)}


def properties(graph: Graph) -> set[URIRef]:
    return own(graph, OWL.ObjectProperty) | own(graph, OWL.DatatypeProperty)


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> Counter[str]:
    return Counter(str(getattr(o, "language", None)) for o in graph.objects(subject, predicate))


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("twingraph.ttl", ONTOLOGY),
        ("alignments.ttl", URIRef("https://w3id.org/twingraph/alignments")),
    ],
    ids=["twingraph", "alignments"],
)
def test_the_header_has_version_licence_creator_and_imports_nothing(name: str, iri: URIRef) -> None:
    graph = Graph().parse(FILE.with_name(name), format="turtle")
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [iri]
    version = str(graph.value(iri, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert graph.value(iri, OWL.versionIRI) == URIRef(f"{iri}/{version}")
    licence = graph.value(iri, DCTERMS.license)
    assert licence == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(graph.value(iri, DCTERMS.creator)).startswith("https://w3id.org/twingraph/id/org/")
    assert languages(graph, iri, DCTERMS.title) == {"en": 1, "fr": 1}
    assert languages(graph, iri, DCTERMS.description) == {"en": 1, "fr": 1}
    assert list(graph.objects(None, OWL.imports)) == []


def test_french_uses_no_break_spaces_and_typographic_apostrophes() -> None:
    files = [*sorted(FILE.parent.glob("*.ttl")), *sorted(FILE.parent.glob("vocab/*.ttl"))]
    rules = sorted(FILE.parent.glob("rules/*.rls"))
    assert len(files) > 15
    assert rules
    for file in [*files, *rules]:
        written = file.read_text(encoding="utf-8")
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"@fr', written)
        texts += re.findall(r"^%\+ fr: (.*)$", written, re.MULTILINE)
        assert texts or file.stem == "alignments", file.name
        for text in texts:
            assert not re.search(r" [;:?!»]|« |\w'\w", text), (file.name, text)


def test_alignments_speak_of_declared_terms_and_of_those_the_design_lists() -> None:
    alignments = Graph().parse(FILE.with_name("alignments.ttl"), format="turtle")
    ontology = Graph().parse(FILE, format="turtle")
    declared = own(ontology, OWL.Class) | properties(ontology)
    subjects = {s for s in alignments.subjects() if isinstance(s, URIRef) and s.startswith(TG)}
    assert subjects <= declared
    others = {str(o) for o in alignments.objects() if isinstance(o, URIRef)}
    org, schema = "http://www.w3.org/ns/org#", "https://schema.org/"
    wanted = {
        *(
            org + n
            for n in ["Membership", "memberDuring", "Post", "holds", "hasSite", "hasRegisteredSite"]
        ),
        *(schema + n for n in ["superEvent", "organizer", "attendee", "funder", "location"]),
        schema + "AdministrativeArea",
        "http://semanticweb.cs.vu.nl/2009/11/sem/hasActor",
        "http://semanticweb.cs.vu.nl/2009/11/sem/roleType",
        "http://www.w3.org/ns/prov#Entity",
        "http://www.w3.org/ns/prov#hadPrimarySource",
        "http://www.w3.org/ns/oa#FragmentSelector",
        "http://purl.org/ontology/bibo/locator",
        "http://purl.org/spar/doco/Section",
        "http://www.opengis.net/ont/geosparql#sfWithin",
        "http://www.opengis.net/ont/geosparql#asWKT",
        "http://www.geonames.org/ontology#featureCode",
        "http://publications.europa.eu/resource/authority/country",
        *(
            f"http://www.wikidata.org/prop/direct/P{n}"
            for n in (190, 463, 39, 166, 710, 1891, 1132, 1319, 1326)
        ),
    }
    assert wanted - others == set()
    assert "http://www.w3.org/ns/prov#wasQuotedFrom" not in others
    assert "RFC 5147" in FILE.read_text(encoding="utf-8")


def test_each_of_the_twelve_demands_is_said_with_terms_that_exist(ontology: Graph) -> None:
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    rows = page.partition("## What can be said")[2].splitlines()[3:]
    demands = [row for row in rows if row.startswith("| ")]
    assert len(demands) == 12
    declared = {str(term) for term in own(ontology, OWL.Class) | properties(ontology)}
    for row in demands:
        terms = re.findall(r"`tg:(\w+)`", row)
        assert terms, row
        assert {TG + term for term in terms} <= declared, row
