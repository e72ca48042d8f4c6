"""The register of terms: what was published once stays, or says by what it is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from ontology_checks import ONTOLOGY, is_deprecated, terms
from twingraph.prefixes import expand, shorten

FOLDER = Path(__file__).parents[1] / "ontology"
HEADER = "term\tsince\treplaced_by"


@pytest.fixture(scope="module")
def register() -> str:
    return (FOLDER / "terms.tsv").read_text(encoding="utf-8")


@pytest.fixture
def published() -> Graph:
    """Return the terms and the concepts in one graph, fresh for each test to damage."""
    graph = Graph().parse(FOLDER / "twingraph.ttl", format="turtle")
    for file in sorted(FOLDER.glob("vocab/*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def standing(graph: Graph) -> set[str]:
    """Return the prefixed names of all terms and concepts of our own (the goals are not ours)."""
    concepts = {shorten(str(concept)) for concept in graph.subjects(RDF.type, SKOS.Concept)}
    return {shorten(term) for term in terms(graph)} | {
        name for name in concepts if not name.startswith("sdg:")
    }


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def faults(register: str, graph: Graph) -> list[str]:
    """Say what in the register and in the files does not fit together."""
    first, *lines = register.removesuffix("\n").split("\n")
    if first != HEADER:
        return ["the first line does not name the columns"]
    rows = {cells[0]: cells for line in lines if len(cells := line.split("\t")) == 3}
    found = [] if len(rows) == len(lines) else ["a line has not three columns, or stands twice"]
    if list(rows) != sorted(rows):
        found.append("the lines are out of order")
    now = version(str(graph.value(ONTOLOGY, OWL.versionInfo)))
    here = standing(graph)
    found += [
        f"{name} is not in the register: add '{name}\\t{'.'.join(map(str, now))}\\t'"
        for name in sorted(here - set(rows))
    ]
    found += [
        f"{name} was published and is gone: deprecate it (owl:deprecated, dcterms:isReplacedBy)"
        for name in sorted(set(rows) - here)
    ]
    for name, since, replaced_by in rows.values():
        term = URIRef(expand(name))
        if version(since) > now:
            found.append(f"{name} is of a version to come")
        if is_deprecated(graph, term) != bool(replaced_by):
            found.append(f"{name} is deprecated in one of the two only")
        successors = {shorten(str(o)) for o in graph.objects(term, DCTERMS.isReplacedBy)}
        if successors != {part for part in replaced_by.split(" ") if part}:
            found.append(f"{name} is replaced by something else in the register")
    return found


def test_the_register_and_the_files_agree(register: str, published: Graph) -> None:
    assert len(standing(published)) >= 450
    assert faults(register, published) == []


def test_a_term_that_vanishes_is_missed(register: str, published: Graph) -> None:
    published.remove((URIRef(expand("tg:near")), None, None))
    (message,) = faults(register, published)
    assert message.startswith("tg:near was published and is gone")


def test_a_concept_that_vanishes_is_missed(register: str, published: Graph) -> None:
    published.remove((URIRef(expand("kind:entente")), None, None))
    (message,) = faults(register, published)
    assert message.startswith("kind:entente was published and is gone")


def test_a_new_term_has_to_be_entered(register: str, published: Graph) -> None:
    published.add((URIRef(expand("tg:nigh")), RDF.type, OWL.ObjectProperty))
    (message,) = faults(register, published)
    assert message.startswith("tg:nigh is not in the register")


def test_a_term_is_given_up_in_both_places(register: str, published: Graph) -> None:
    old, new = URIRef(expand("tg:near")), URIRef(expand("tg:place"))
    published.add((old, OWL.deprecated, Literal(True)))
    published.add((old, DCTERMS.isReplacedBy, new))
    assert faults(register, published) == [
        "tg:near is deprecated in one of the two only",
        "tg:near is replaced by something else in the register",
    ]
    line = "tg:near\t0.1.0\t"
    assert faults(register.replace(f"{line}\n", f"{line}tg:place\n"), published) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("term\tsince", "name\tsince", "the first line does not name the columns"),
        ("tg:near\t0.1.0\t", "tg:near\t99.0.0\t", "tg:near is of a version to come"),
        ("tg:near\t0.1.0\t\n", "tg:near\t0.1.0\t\n" * 2, "a line has not three columns, or stands"),
        ("tg:near\t0.1.0\t\n", "", "tg:near is not in the register"),
        ("\ntg:near\t0.1.0\t", "", "tg:near is not in the register"),
        ("\ntg:City\t", "\ntg:city\t", "the lines are out of order"),
    ],
)
def test_a_damaged_register_is_seen(
    register: str, published: Graph, old: str, new: str, found: str
) -> None:
    assert old in register
    assert any(m.startswith(found) for m in faults(register.replace(old, new), published))
