"""The ontology's terms: named, defined in both languages, related to terms that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).parents[1]
FILE = ROOT / "ontology" / "twingraph.ttl"
TG = "https://w3id.org/twingraph/ontology#"
ONTOLOGY = URIRef("https://w3id.org/twingraph/ontology")
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
RESERVED = {
    *("direction", "form", "twinnedWith", "partnerByAgreementWith", "inContactWith"),
    *("listedAsTwinOf", "currentStatus", "currentDate"),
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FILE, format="turtle")


def own(graph: Graph, kind: URIRef) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(TG)}


def properties(graph: Graph) -> set[URIRef]:
    return own(graph, OWL.ObjectProperty) | own(graph, OWL.DatatypeProperty)


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> Counter[str]:
    return Counter(str(getattr(o, "language", None)) for o in graph.objects(subject, predicate))


def test_there_are_as_many_terms_as_the_model_has(ontology: Graph) -> None:
    assert len(own(ontology, OWL.Class)) == 49
    assert len(own(ontology, OWL.ObjectProperty)) == 121
    assert len(own(ontology, OWL.DatatypeProperty)) == 38


def test_every_term_has_one_label_and_one_definition_in_each_language(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class) | properties(ontology):
        for predicate in (RDFS.label, SKOS.definition):
            assert languages(ontology, term, predicate) == {"en": 1, "fr": 1}, (term, predicate)


def test_an_example_stands_in_both_languages_or_in_none(ontology: Graph) -> None:
    exemplified = set(ontology.subjects(SKOS.example))
    assert len(exemplified) > 40
    for term in exemplified:
        assert isinstance(term, URIRef)
        assert languages(ontology, term, SKOS.example) == {"en": 1, "fr": 1}, term


def test_a_name_from_the_other_end_stands_in_both_languages(ontology: Graph) -> None:
    named = set(ontology.subjects(URIRef(TG + "inverseLabel")))
    assert len(named) > 20
    assert named <= own(ontology, OWL.ObjectProperty)
    inverse = URIRef(TG + "inverseLabel")
    for predicate in (RDFS.label, SKOS.definition):
        assert languages(ontology, inverse, predicate) == {"en": 1, "fr": 1}
    for term in own(ontology, OWL.ObjectProperty) & named:
        assert languages(ontology, term, inverse) == {"en": 1, "fr": 1}, term


def test_labels_are_not_shared_by_two_classes_nor_by_two_properties(ontology: Graph) -> None:
    for terms in (own(ontology, OWL.Class), properties(ontology)):
        for language in ("en", "fr"):
            labels = Counter(
                str(o)
                for term in terms
                for o in ontology.objects(term, RDFS.label)
                if getattr(o, "language", None) == language
            )
            assert {label for label, count in labels.items() if count > 1} == set()


def test_definitions_in_the_two_languages_are_not_copies(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class) | properties(ontology):
        assert len({str(o) for o in ontology.objects(term, SKOS.definition)}) == 2, term


def test_every_class_says_what_is_not_meant(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class):
        for definition in ontology.objects(term, SKOS.definition):
            assert re.search(r"\b(Not|not|Ni|Pas|pas|ne)\b|n[’']", str(definition)), definition


def test_classes_are_upper_camel_and_properties_lower_camel(ontology: Graph) -> None:
    for term in own(ontology, OWL.Class):
        assert re.fullmatch(r"([A-Z][a-z]+)+", term.removeprefix(TG)), term
    for term in properties(ontology):
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+|256)*", term.removeprefix(TG)), term


def test_every_own_name_that_is_used_is_declared(ontology: Graph) -> None:
    declared = (
        own(ontology, OWL.Class) | properties(ontology) | own(ontology, OWL.AnnotationProperty)
    )
    used = {
        node
        for triple in ontology
        for node in triple
        if isinstance(node, URIRef) and node.startswith(TG) and node != URIRef(TG)
    }
    assert used == declared


def test_no_property_has_two_domains_or_ranges(ontology: Graph) -> None:
    for term in properties(ontology):
        assert len(list(ontology.objects(term, RDFS.domain))) <= 1, term
        assert len(list(ontology.objects(term, RDFS.range))) <= 1, term


def test_a_subproperty_is_of_the_same_sort_and_narrows(ontology: Graph) -> None:
    pairs = list(ontology.subject_objects(RDFS.subPropertyOf))
    assert len(pairs) == 5
    for lower, upper in pairs:
        sort = {OWL.ObjectProperty, OWL.DatatypeProperty}
        assert sort & set(ontology.objects(lower, RDF.type)) == sort & set(
            ontology.objects(upper, RDF.type)
        )
        upper_range = ontology.value(upper, RDFS.range)
        assert upper_range in (None, ontology.value(lower, RDFS.range))


def test_no_class_is_disjoint_from_one_of_its_own_superclasses(ontology: Graph) -> None:
    for left, right in ontology.subject_objects(OWL.disjointWith):
        up = set(ontology.transitive_objects(left, RDFS.subClassOf))
        down = set(ontology.transitive_objects(right, RDFS.subClassOf))
        assert right not in up
        assert left not in down


def test_reserved_terms_are_marked_for_machines(ontology: Graph) -> None:
    marked = {str(s).removeprefix(TG) for s, o in ontology.subject_objects(STATUS)}
    assert marked == RESERVED
    assert {str(o) for o in ontology.objects(None, STATUS)} == {"reserved"}


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


def test_the_creator_is_an_organisation(ontology: Graph) -> None:
    creator = ontology.value(ONTOLOGY, DCTERMS.creator)
    assert (creator, RDF.type, URIRef("https://schema.org/Organization")) in ontology


def test_french_uses_no_break_spaces_and_typographic_apostrophes() -> None:
    files = [FILE, FILE.with_name("alignments.ttl"), *sorted(FILE.parent.glob("vocab/*.ttl"))]
    assert len(files) > 15
    for file in files:
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"@fr', file.read_text(encoding="utf-8")):
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
