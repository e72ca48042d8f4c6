"""Our rules, HermiT and owlrl agree on what follows and on clashes, but for a list with reasons.

The kinds of axioms one by one (axiom_cases.py), ontologies and graphs made at random, and the whole
ontology with the Namur graph. The reasons are headings of docs/decisions/005-rules-beside-owl.md.
"""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from axiom_cases import (
    CASES,
    DATATYPES,
    LEADS_BACK,
    ONE_NAME,
    OWLRL,
    UNIONS,
    Case,
    Otherwise,
    both,
    inverse,
    none_of,
    restriction,
    union,
)
from reasoners import (
    CLASSES,
    INDIVIDUALS,
    Answer,
    by_hermit,
    by_owlrl,
    by_rules,
    facts,
    hermit_types,
)
from twingraph.assembling import assemble
from twingraph.classes import to_owlready
from twingraph.inference.nemo import Program
from twingraph.loading import read_ontology
from twingraph.prefixes import expand, shorten
from twingraph.rules.axioms import compile_axioms
from twingraph.rules.model import CLASH, RuleSet
from twingraph.rules.terms import Terms
from twingraph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "decisions" / "005-rules-beside-owl.md"
RANDOM = 80
DIFFERENT = [case for case in CASES if case.why]


def expected(case: Case, otherwise: Otherwise | None) -> Answer:
    told = otherwise or Otherwise(case.follows, case.clash)
    return Answer(facts(told.follows), told.clash)


def judged(answer: Answer) -> tuple[bool, list[str]]:
    """Return what is compared: after a clash anything follows."""
    return answer.clash, [] if answer.clash else sorted(answer.follows)


# What is made at random: axioms of every kind on which all three must agree. The chain and the
# transitive property are kept from what OWL 2 DL wants simple.


def _axiom(chance: random.Random) -> str:
    a, b, c = (f":{name}" for name in chance.sample(CLASSES, 3))
    p, q = (f":{name}" for name in chance.sample("pqr", 2))
    r, x = f":{chance.choice('pqrs')}", f":{chance.choice(INDIVIDUALS)}"
    return chance.choice(
        [
            f"{a} rdfs:subClassOf {b} .",
            f"{a} rdfs:subClassOf {both(b, c)} .",
            f"{both(a, b)} rdfs:subClassOf {c} .",
            f"{union(a, b)} rdfs:subClassOf {c} .",
            f"{a} owl:equivalentClass {b} .",
            f"{a} owl:equivalentClass {both(b, restriction(r, f'owl:hasValue {x}'))} .",
            f"{a} owl:disjointWith {b} .",
            f"[] a owl:AllDisjointClasses ; owl:members ( {a} {b} {c} ) .",
            f"{a} rdfs:subClassOf {none_of(b)} .",
            f"{restriction(r, f'owl:hasValue {x}')} rdfs:subClassOf {a} .",
            f"{a} rdfs:subClassOf {restriction(r, f'owl:hasValue {x}')} .",
            f"{restriction(r, f'owl:someValuesFrom {a}')} rdfs:subClassOf {b} .",
            f"{restriction(r, 'owl:someValuesFrom owl:Thing')} rdfs:subClassOf {b} .",
            both(a, restriction(p, f"owl:someValuesFrom {b}")) + f" rdfs:subClassOf {c} .",
            f"{a} rdfs:subClassOf {restriction(r, f'owl:allValuesFrom {b}')} .",
            f"{p} rdfs:subPropertyOf {q} .",
            f"{p} rdfs:subPropertyOf :s .",
            f"{inverse(p)} rdfs:subPropertyOf {q} .",
            f"{p} owl:equivalentProperty {q} .",
            ":p owl:inverseOf :r .",
            ":r a owl:SymmetricProperty .",
            ":s a owl:TransitiveProperty .",
            f"{p} a owl:AsymmetricProperty .",
            f"{p} a owl:IrreflexiveProperty .",
            f"{p} owl:propertyDisjointWith {q} .",
            ":s owl:propertyChainAxiom ( :p :q ) .",
            f":s owl:propertyChainAxiom ( :q {inverse(':r')} :p ) .",
            f"{r} rdfs:domain {a} .",
            f"{r} rdfs:range {a} .",
            f"{r} rdfs:range {both(a, b)} .",
            ":n rdfs:subPropertyOf :m .",
            f":m rdfs:domain {a} .",
        ]
    )


def _statement(chance: random.Random) -> str:
    x, y = (f":{name}" for name in chance.choices(INDIVIDUALS, k=2))
    if chance.random() < 0.3:
        return f"{x} a :{chance.choice(CLASSES)} ."
    if chance.random() < 0.15:
        return f"{x} :n {chance.choice([2, 7])} ."
    return f"{x} :{chance.choice('pqrs')} {y} ."


def made(number: int) -> tuple[str, str]:
    """Return axioms and a graph that depend on a number alone."""
    chance = random.Random(number)
    axioms = {_axiom(chance): None for _ in range(chance.randint(4, 9))}
    data = {_statement(chance): None for _ in range(chance.randint(4, 9))}
    return "\n".join(axioms), "\n".join(data)


MADE = [made(number) for number in range(RANDOM)]


@pytest.mark.slow
def test_hermit_agrees_but_where_it_is_said(tmp_path: Path) -> None:
    """Every kind of axiom, and what is made at random, in two starts of Java."""
    pairs = [*((case.axioms, case.data) for case in CASES), *MADE]
    answers = list(map(judged, by_hermit(pairs, tmp_path)))
    by_name = {case.name: answer for case, answer in zip(CASES, answers, strict=False)}
    assert by_name == {case.name: judged(expected(case, case.hermit)) for case in CASES}
    ours = [judged(by_rules(*pair)) for pair in MADE]
    differing = [i for i in range(RANDOM) if ours[i] != answers[len(CASES) + i]]
    assert differing == []
    # The random ontologies are worth the comparison: clashes, and consequences, in many.
    assert 8 <= sum(clash for clash, _ in ours) <= RANDOM // 2
    assert sum(len(follows) for _, follows in ours) > 200


@pytest.mark.slow
def test_owlrl_agrees_on_every_kind_of_axiom_but_where_it_is_said() -> None:
    found = {case.name: judged(by_owlrl(case.axioms, case.data)) for case in CASES}
    assert found == {case.name: judged(expected(case, case.owlrl)) for case in CASES}


@pytest.mark.slow
def test_owlrl_agrees_on_ontologies_made_at_random() -> None:
    some = MADE[: RANDOM // 2]
    differing = [pair for pair in some if judged(by_rules(*pair)) != judged(by_owlrl(*pair))]
    assert differing == []


def test_every_difference_differs_and_has_its_reason_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    reasons = {LEADS_BACK, ONE_NAME, UNIONS, DATATYPES, OWLRL}
    assert {case.why for case in DIFFERENT} == reasons
    for reason in sorted(reasons):
        assert f"### {reason}\n" in page
    for case in CASES:
        differs = [o for o in (case.hermit, case.owlrl) if o is not None]
        assert bool(case.why) == bool(differs)
        ours = judged(expected(case, None))
        assert all(judged(expected(case, other)) != ours for other in differs)


def test_a_chain_that_leads_back_ties_no_city_to_itself() -> None:
    for case in CASES:
        if case.why == LEADS_BACK:
            tied = [f.split() for f in by_rules(case.axioms, case.data).follows if " s " in f]
            assert tied
            assert all(subject != value for subject, _, value in tied)


# The whole ontology, and Namur.


@pytest.fixture(scope="module")
def namur() -> list[px.Quad]:
    return assemble().quads


def axioms_alone() -> RuleSet:
    """Return the rules of the axioms, without the rule files, of which OWL knows nothing."""
    terms = Terms(read_ontology([ROOT / "ontology" / "twingraph.ttl"]))
    return RuleSet(compile_axioms(terms), terms)


@pytest.mark.slow
def test_owlrl_agrees_on_the_whole_ontology_and_namur(namur: list[px.Quad]) -> None:
    import owlrl

    rules = axioms_alone()
    ours = Program(rules).following(namur)
    graph = rdflib.Graph().parse(ROOT / "ontology" / "twingraph.ttl", format="turtle")
    read = rules.terms.properties | {expand("rdf:type")}
    named = {
        q.triple
        for q in namur
        if type(q.subject) is px.NamedNode
        and type(q.object) is not px.BlankNode
        and q.predicate.value in read
    }
    graph.parse(data=px.serialize(named, format=px.RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    theirs = set()
    for subject, prop, value in graph:
        of_class = str(prop) == expand("rdf:type") and str(value) in rules.terms.classes
        if isinstance(subject, rdflib.URIRef) and (of_class or str(prop) in rules.terms.properties):
            theirs.add(f"{subject.n3()} {prop.n3()} {value.n3()}")
    theirs -= {str(triple) for triple in named}
    more = {line for line in theirs if line not in set(map(str, ours))}
    assert {str(triple) for triple in ours} - theirs == set()
    assert len(ours) > 400
    # All that owlrl has more is what a chain that leads back ties to itself.
    for line in more:
        tied, by, to = line.split(" ")
        assert tied == to
        assert shorten(by[1:-1]) == "tg:coPartyWith"
    assert len(more) >= 7


@pytest.mark.slow
def test_hermit_agrees_on_the_classes_of_everything_in_namur(
    namur: list[px.Quad], tmp_path: Path
) -> None:
    rules = axioms_alone()
    conclusions = Program(rules, clashes=True).reason(namur)
    assert list(conclusions.facts(CLASH)) == []
    made = to_owlready(Graph.memory(namur))
    try:
        made.world.save(str(tmp_path / "namur.nt"), format="ntriples")
    finally:
        made.world.close()
    theirs = hermit_types(tmp_path / "namur.nt")
    ours: dict[str, set[str]] = {}
    for triple in {quad.triple for quad in namur} | Program(rules).following(namur):
        cls = triple.object.value if isinstance(triple.object, px.NamedNode) else ""
        if triple.predicate.value == expand("rdf:type") and cls in rules.terms.classes:
            ours.setdefault(str(triple.subject).strip("<>"), set()).add(cls)
    assert len(theirs) > 500
    assert {thing: found & rules.terms.classes for thing, found in theirs.items()} == {
        thing: ours.get(thing, set()) for thing in theirs
    }
