"""The concept schemes: complete in both languages, tied together, equal to what they copy."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

ROOT = Path(__file__).parents[1]
VOCAB = ROOT / "ontology" / "vocab"
WORLD = ROOT.parent / "shared" / "world"
BASE = "https://w3id.org/twingraph/vocab/"
SDG = "http://metadata.un.org/sdg"
SCHEMES = {
    "kind": 9,
    "kind-rgre": 4,
    "kind-clair": 1,
    "category": 8,
    "status": 10,
    "stepkind": 10,
    "role": 39,
    "field": 8,
    "theme": 49,
    "basis": 3,
    "level": 8,
    "orgtype": 15,
    "eventtype": 41,
    "officetype": 15,
    "worktype": 9,
    "workstype": 6,
    "direction": 3,
    "form": 3,
    "grade": 4,
    "reason": 24,
    "sdg": 17,
}
MATCHES = (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch, SKOS.exactMatch)


def concept(name: str) -> URIRef:
    return URIRef(BASE + name)


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> Counter[str]:
    return Counter(str(getattr(o, "language", None)) for o in graph.objects(subject, predicate))


def concepts(graph: Graph) -> list[URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef))


@pytest.fixture(scope="module")
def everything() -> Graph:
    graph = Graph()
    for file in sorted(VOCAB.glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def test_there_is_one_file_for_each_scheme() -> None:
    assert {file.stem for file in VOCAB.glob("*.ttl")} == set(SCHEMES)


def assert_complete(graph: Graph, name: str) -> None:
    """Fail where a scheme or one of its concepts lacks something or has it twice."""
    scheme = URIRef(SDG) if name == "sdg" else concept(name)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert languages(graph, scheme, predicate) == {"en": 1, "fr": 1}
    assert graph.value(scheme, DCTERMS.license)
    assert graph.value(scheme, DCTERMS.creator)
    members = concepts(graph)
    assert len(members) == SCHEMES[name]
    namespace = SDG + "/" if name == "sdg" else BASE + name.split("-")[0] + "/"
    for member in members:
        assert member.startswith(namespace), member
        assert list(graph.objects(member, SKOS.inScheme)) == [scheme], member
        assert languages(graph, member, SKOS.prefLabel) == {"en": 1, "fr": 1}, member
        assert languages(graph, member, SKOS.definition) == {"en": 1, "fr": 1}, member
        note = languages(graph, member, SKOS.scopeNote)
        assert note in ({}, {"en": 1, "fr": 1}), member
        broader = set(graph.objects(member, SKOS.broader))
        assert broader <= set(members), member
        top = list(graph.objects(member, SKOS.topConceptOf))
        assert top == ([] if broader else [scheme]), member
    assert {s for s in graph.subjects() if s != scheme} == set(members)


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_is_complete(name: str) -> None:
    assert_complete(Graph().parse(VOCAB / f"{name}.ttl", format="turtle"), name)


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        ("theme", DCTERMS.title),
        ("theme", DCTERMS.license),
        ("theme/culture", RDF.type),
        ("theme/culture", SKOS.inScheme),
        ("theme/culture", SKOS.prefLabel),
        ("theme/culture", SKOS.definition),
        ("theme/culture", SKOS.topConceptOf),
        ("theme/heritage", SKOS.broader),
    ],
)
def test_a_scheme_that_lacks_something_is_seen(subject: str, predicate: URIRef) -> None:
    graph = Graph().parse(VOCAB / "theme.ttl", format="turtle")
    graph.remove((concept(subject), predicate, None))
    with pytest.raises(AssertionError):
        assert_complete(graph, "theme")


@pytest.mark.parametrize(
    "added",
    [
        'theme:culture skos:prefLabel "arts"@en .',
        'theme:culture skos:scopeNote "only in English"@en .',
        "theme:culture skos:inScheme <urn:another> .",
        "theme:culture skos:broader theme:arts .",
        'theme:arts skos:prefLabel "arts"@en .',
    ],
)
def test_a_scheme_with_something_too_much_is_seen(added: str) -> None:
    graph = Graph().parse(VOCAB / "theme.ttl", format="turtle")
    head = f"@prefix theme: <{BASE}theme/> . @prefix skos: <{SKOS}> ."
    graph.parse(data=f"{head} {added}", format="turtle")
    with pytest.raises(AssertionError):
        assert_complete(graph, "theme")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_concepts_of_a_scheme_have_one_name(everything: Graph, language: str) -> None:
    names = Counter(
        (scheme, str(label).casefold())
        for member, scheme in everything.subject_objects(SKOS.inScheme)
        for label in everything.objects(member, SKOS.prefLabel)
        if getattr(label, "language", None) == language
    )
    assert {name for name, count in names.items() if count > 1} == set()


def test_matches_and_hierarchy_lead_to_concepts_and_never_round(everything: Graph) -> None:
    known = set(concepts(everything))
    for predicate in (*MATCHES, SKOS.broader):
        for subject, target in everything.subject_objects(predicate):
            assert target in known, (subject, predicate, target)
            assert target != subject
    for member in known:
        above = [*everything.objects(member, SKOS.broader)]
        for upper in above:
            assert member not in set(everything.transitive_objects(upper, SKOS.broader)), member


def test_statuses_have_the_reviewed_order(everything: Graph) -> None:
    order = {
        str(member).removeprefix(BASE + "status/"): everything.value(member, SKOS.notation)
        for member in everything.subjects(SKOS.inScheme, concept("status"))
    }
    ranked = sorted(order, key=lambda name: int(str(order[name])))
    assert ranked == [
        *("realised", "under-way", "planned", "candidate", "offered", "envisaged", "suggested"),
        *("wished", "postponed", "cancelled"),
    ]
    assert len(set(order.values())) == len(order)


def test_every_status_has_a_decision_rule(everything: Graph) -> None:
    for member in everything.subjects(SKOS.inScheme, concept("status")):
        assert isinstance(member, URIRef)
        assert languages(everything, member, SKOS.scopeNote) == {"en": 1, "fr": 1}, member


def test_every_kind_leads_to_categories_of_the_rgre(everything: Graph) -> None:
    rgre = set(everything.subjects(SKOS.inScheme, concept("kind-rgre")))
    certain, open_ = {}, set()
    for kind in everything.subjects(SKOS.inScheme, concept("kind")):
        close = rgre & set(everything.objects(kind, SKOS.closeMatch))
        related = rgre & set(everything.objects(kind, SKOS.relatedMatch))
        name = str(kind).removeprefix(BASE + "kind/")
        if close:
            assert len(close) == 1
            assert not related
            certain[name] = str(close.pop()).removeprefix(BASE + "kind/rgre-")
        else:
            assert len(related) == 2, name
            open_.add(name)
    assert certain == {
        "twinning": "partnership",
        "contact": "contact",
        "cooperation-programme": "project",
    }
    assert len(open_) == 6


def test_themes_match_goals_where_they_fit(everything: Graph) -> None:
    goals = {
        theme: [
            str(goal).removeprefix(SDG + "/")
            for predicate in MATCHES
            for goal in everything.objects(theme, predicate)
            if str(goal).startswith(SDG)
        ]
        for theme in everything.subjects(SKOS.inScheme, concept("theme"))
    }
    assert sum(1 for found in goals.values() if found) >= 30
    assert goals[concept("theme/climate-change")] == ["13"]
    assert goals[concept("theme/gender-equality")] == ["5"]
    assert goals[concept("theme/poetry")] == []


def test_goals_are_named_as_the_united_nations_name_them(everything: Graph) -> None:
    source = WORLD / "sdg" / "sdgs-metadata.ttl"
    if not source.is_file():
        pytest.skip("../shared/world/sdg is not beside this checkout")
    published = Graph().parse(source, format="turtle")

    def words(graph: Graph, goal: URIRef, predicate: URIRef, language: str) -> list[str]:
        return [
            " ".join(str(o).replace("\u00a0", " ").split())
            for o in graph.objects(goal, predicate)
            if getattr(o, "language", None) == language
        ]

    for number in range(1, 18):
        goal = URIRef(f"{SDG}/{number}")
        assert str(everything.value(goal, SKOS.notation)) == str(number)
        short = words(published, goal, SKOS.altLabel, "en")
        assert words(everything, goal, SKOS.prefLabel, "en") == short
        for language in ("en", "fr"):
            full = words(published, goal, SKOS.prefLabel, language)
            assert len(full) == 1
            assert words(everything, goal, SKOS.definition, language) == full


def test_fields_are_those_of_the_members_list_and_architecture(everything: Graph) -> None:
    source = WORLD / "uccn-2024" / "members.csv"
    if not source.is_file():
        pytest.skip("../shared/world/uccn-2024 is not beside this checkout")
    with source.open(encoding="utf-8", newline="") as lines:
        # One row is a failed scrape (see the folder's README).
        listed = {row["field"] for row in csv.DictReader(lines)} - {"City category not found"}
    assert len(listed) == 7
    ours = {
        str(label)
        for member in everything.subjects(SKOS.inScheme, concept("field"))
        for label in everything.objects(member, SKOS.prefLabel)
        if getattr(label, "language", None) == "en"
    }
    assert ours == listed | {"Architecture"}
