"""Every kind of axiom: what the rules conclude is what was computed by hand; the rest is refused.

The cases are in axiom_cases.py; test_rules_differential.py puts them to other reasoners.
"""

from __future__ import annotations

import pyoxigraph as px
import pytest

from axiom_cases import (
    CASES,
    CLASSES,
    PROPERTIES,
    Case,
    both,
    inverse,
    none_of,
    restriction,
    union,
)
from reasoners import DECLARATIONS, EX, PREFIXES, by_rules, compiled, facts
from twingraph.errors import OntologyError
from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.rules import load_rules
from twingraph.rules.axioms import compile_axioms
from twingraph.rules.model import Rule
from twingraph.rules.terms import Terms

QUOTE = '"ends with \\""'
SAYS_SO = "an axiom that the rules do not cover: "

UNCOVERED = {
    # Restrictions that count, and existence of what has no name.
    "minCardinality": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:minCardinality 1')} .",
        "A SubClassOf [",
    ),
    "maxCardinality": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:maxCardinality 1')} .",
        "maxCardinality",
    ),
    "cardinality": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:cardinality 1')} .",
        "cardinality",
    ),
    "qualifiedCardinality": (
        ":A rdfs:subClassOf "
        + restriction(":p", "owl:qualifiedCardinality 1 ; owl:onClass :B")
        + " .",
        "qualifiedCardinality",
    ),
    "maxQualifiedCardinality in an intersection": (
        ":A owl:equivalentClass "
        + both(":B", restriction(":p", "owl:maxQualifiedCardinality 1 ; owl:onClass :B"))
        + " .",
        "maxQualifiedCardinality",
    ),
    "subClassOf someValuesFrom": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:someValuesFrom :B')} .",
        "A SubClassOf (",
    ),
    "equivalentClass to someValuesFrom": (
        f":A owl:equivalentClass {restriction(':p', 'owl:someValuesFrom :B')} .",
        "A EquivalentTo (",
    ),
    "range of someValuesFrom": (
        f":p rdfs:range {restriction(':q', 'owl:someValuesFrom :B')} .",
        "p Range (",
    ),
    "hasSelf": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:hasSelf true')} .",
        "hasSelf",
    ),
    # What a class can be made of on one side only.
    "allValuesFrom subClassOf": (
        f"{restriction(':p', 'owl:allValuesFrom :B')} rdfs:subClassOf :A .",
        "only",
    ),
    "complementOf subClassOf": (f"{none_of(':A')} rdfs:subClassOf :B .", "not "),
    "equivalentClass to complementOf": (f":A owl:equivalentClass {none_of(':B')} .", "not "),
    "subClassOf a union with a nameless member": (
        f":A rdfs:subClassOf {union(':B', restriction(':p', 'owl:hasValue :y'))} .",
        "A SubClassOf (",
    ),
    "Thing subClassOf": ("owl:Thing rdfs:subClassOf :A .", "owl:Thing SubClassOf"),
    "domain of allValuesFrom in someValuesFrom": (
        f":p rdfs:domain {both(':A', restriction(':q', 'owl:someValuesFrom :B'))} .",
        "p Domain (",
    ),
    "disjointWith complementOf": (f":A owl:disjointWith {none_of(':B')} .", "not "),
    # Classes by other means.
    "oneOf": (":A owl:equivalentClass [ a owl:Class ; owl:oneOf ( :x :y ) ] .", "oneOf"),
    "disjointUnionOf": (":A owl:disjointUnionOf ( :B :C ) .", "disjointUnionOf"),
    "hasKey": (":A owl:hasKey ( :n ) .", "hasKey"),
    "a name made by unionOf": (":A owl:unionOf ( :B :C ) .", "A owl:unionOf"),
    "a name made by intersectionOf": (":A owl:intersectionOf ( :B :C ) .", "intersectionOf"),
    "a name made by complementOf": (":A owl:complementOf :B .", "complementOf"),
    "a name made by oneOf": (":A owl:oneOf ( :x ) .", "oneOf"),
    "a name made by hasValue": (":A owl:onProperty :p ; owl:hasValue :y .", "hasValue"),
    # Properties.
    "ReflexiveProperty": (":p a owl:ReflexiveProperty .", "owl:ReflexiveProperty"),
    "AllDisjointProperties": (
        "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .",
        "owl:AllDisjointProperties",
    ),
    "topObjectProperty": (
        ":p rdfs:subPropertyOf owl:topObjectProperty .",
        "owl:topObjectProperty",
    ),
    "bottomObjectProperty": (
        ":p rdfs:subPropertyOf owl:bottomObjectProperty .",
        "owl:bottomObjectProperty",
    ),
    # Individuals.
    "sameAs": (":x owl:sameAs :y .", "owl:sameAs"),
    "differentFrom": (":x owl:differentFrom :y .", "owl:differentFrom"),
    "AllDifferent": (
        "[] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) .",
        "owl:",
    ),
    "NegativePropertyAssertion": (
        (
            "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :x ;"
            " owl:assertionProperty :p ; owl:targetIndividual :y ."
        ),
        "owl:",
    ),
    "an individual of a nameless class": (f":x a {both(':A', ':B')} .", "rdf:type"),
    # Data ranges.
    "DatatypeRestriction": (
        (
            ":n rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:integer ;"
            " owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] ."
        ),
        "n Range [",
    ),
    "DataOneOf": (
        ':n rdfs:range [ a rdfs:Datatype ; owl:oneOf ( "a" "b" ) ] .',
        "n Range [",
    ),
    "DataUnionOf": (
        ":n rdfs:range [ a rdfs:Datatype ; owl:unionOf ( xsd:integer xsd:string ) ] .",
        "n Range (",
    ),
    "someValuesFrom a datatype": (
        f"{restriction(':n', 'owl:someValuesFrom xsd:integer')} rdfs:subClassOf :A .",
        "some xsd:integer",
    ),
    "allValuesFrom a datatype": (
        f":A rdfs:subClassOf {restriction(':n', 'owl:allValuesFrom xsd:integer')} .",
        "only xsd:integer",
    ),
    "a datatype's definition": (
        ":T a rdfs:Datatype ; owl:equivalentClass xsd:string .",
        "EquivalentTo xsd:string",
    ),
    # Other things that say more than a rule would.
    "imports": ("<https://example.org/> owl:imports <https://example.org/b> .", "owl:imports"),
    "a rule of SWRL": (
        "[] a <http://www.w3.org/2003/11/swrl#Imp> .",
        "swrl#Imp",
    ),
    "annotated axiom": (
        (
            "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ;"
            " owl:annotatedTarget :B ."
        ),
        "owl:",
    ),
    "a misspelt axiom": (":A rdfs:subclassOf :B .", "rdfs:subclassOf"),
    "a class of RDF Schema": (":T a rdfs:Class .", "rdfs:Class"),
}

MALFORMED = {
    "a restriction with two fillers": (
        ":A rdfs:subClassOf " + restriction(":p", "owl:hasValue :y ; owl:allValuesFrom :B") + " .",
        "A SubClassOf",
    ),
    "a restriction on two properties": (
        f":A rdfs:subClassOf {restriction(':p, :q', 'owl:hasValue :y')} .",
        "A SubClassOf",
    ),
    "a restriction on none": (
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:hasValue :y ] .",
        "A SubClassOf",
    ),
    "a union that is also an intersection": (
        ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ; owl:intersectionOf ( :D :E ) ] .",
        "A SubClassOf",
    ),
    "a nameless class that nothing makes": (":A rdfs:subClassOf [ a owl:Class ] .", "A Sub"),
    "an empty union": (":A rdfs:subClassOf [ owl:unionOf () ] .", "A SubClassOf"),
    "an empty chain": (":p owl:propertyChainAxiom () .", "p SubPropertyChain"),
    "a list with a gap": (
        ":A rdfs:subClassOf [ owl:unionOf [ rdf:first :B ] ] .",
        "( B ...",
    ),
    "a list without a member": (
        ":A rdfs:subClassOf [ owl:unionOf [ rdf:rest () ] ] .",
        "a list that does not end or has gaps",
    ),
    "a list that goes round": (
        ":A rdfs:subClassOf [ owl:unionOf _:l ] . _:l rdf:first :B ; rdf:rest _:l .",
        "a list that does not end",
    ),
    "a list with a literal": (
        ':s owl:propertyChainAxiom ( :p "q" ) .',
        "a list that holds a literal",
    ),
    "AllDisjointClasses without a list": ("[] a owl:AllDisjointClasses .", "AllDisjoint"),
    "an undeclared class above": (
        ":A rdfs:subClassOf :Undeclared .",
        "A SubClassOf Undeclared",
    ),
    "an undeclared class below": (":Undeclared rdfs:subClassOf :A .", "Undeclared SubClassOf"),
    "an undeclared class, disjoint": (":A owl:disjointWith :Undeclared .", "Undeclared"),
    "an undeclared class in a union": (
        f":p rdfs:domain {union(':A', ':Undeclared')} .",
        "p Domain (",
    ),
    "an undeclared property": (":undeclared rdfs:domain :A .", "undeclared Domain A"),
    "an undeclared property in a chain": (
        ":s owl:propertyChainAxiom ( :p :undeclared ) .",
        "s SubPropertyChain p o undeclared",
    ),
    "an undeclared property in a restriction": (
        f":A rdfs:subClassOf {restriction(':undeclared', 'owl:hasValue :y')} .",
        "(undeclared value y)",
    ),
    "a literal where a class must be": (':A rdfs:subClassOf "B" .', "rdfs:subClassOf"),
    "a literal where a property must be": (':p owl:inverseOf "q" .', "owl:inverseOf"),
    "a text as value of a property of things": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:hasValue 5')} .",
        "A SubClassOf",
    ),
    "a thing as value of a property of texts": (
        f":A rdfs:subClassOf {restriction(':n', 'owl:hasValue :y')} .",
        "A SubClassOf",
    ),
    "a value without a name": (
        f":A rdfs:subClassOf {restriction(':p', 'owl:hasValue []')} .",
        "A SubClassOf",
    ),
    "a value that no rule can quote": (
        f":A rdfs:subClassOf {restriction(':n', 'owl:hasValue ' + QUOTE)} .",
        "A SubClassOf",
    ),
    "a value that is no integer": (
        ':A rdfs:subClassOf [ owl:onProperty :n ; owl:hasValue "five"^^xsd:integer ] .',
        "A SubClassOf",
    ),
    "a property of texts that is symmetric": (":n a owl:SymmetricProperty .", "n Symmetric"),
    "a property of texts that is transitive": (":n a owl:TransitiveProperty .", "n Transitive"),
    "a property of texts with an inverse": (":n owl:inverseOf :p .", "InverseOf"),
    "a property of texts in a chain": (":s owl:propertyChainAxiom ( :p :n ) .", "p o n"),
    "a property of texts below one of things": (
        ":n rdfs:subPropertyOf :p .",
        "n SubPropertyOf p",
    ),
    "a property of texts that ranges over a class": (":n rdfs:range :A .", "n Range A"),
    "a nameless property that is no inverse": ("[] rdfs:subPropertyOf :p .", "SubPropertyOf p"),
    "a class that is a property": (":A a owl:ObjectProperty .", "A is declared as two sorts"),
    "a property of things and of texts": (
        ":p a owl:DatatypeProperty .",
        "p is declared as two sorts",
    ),
    "a name that is no web address": (
        "<urn:x:A> a owl:Class .",
        "urn:x:A is no http(s) address",
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rules_conclude_what_was_computed_by_hand(case: Case) -> None:
    answer = by_rules(case.axioms, case.data)
    assert (sorted(answer.follows), answer.clash) == (sorted(facts(case.follows)), case.clash)


def test_the_cases_are_all_there() -> None:
    assert len(CLASSES) >= 35
    assert len(PROPERTIES) >= 35
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_rule_has_a_name_and_sentences_about_its_own_variables(case: Case) -> None:
    rules = compiled(case.axioms).rules
    assert len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.en.strip().endswith(".")
        assert rule.fr.strip().endswith(".")
        assert rule.fields <= rule.variables


def test_compiling_twice_gives_the_same_rules() -> None:
    for case in CASES:
        assert list(map(str, compiled(case.axioms))) == list(map(str, compiled(case.axioms)))


def test_the_name_of_a_rule_is_its_axiom_in_manchester_syntax() -> None:
    rules = compiled(
        f":A rdfs:subClassOf {restriction(':p', 'owl:hasValue :y')} ."
        f":s owl:propertyChainAxiom ( {inverse(':p')} :q ) . :r a owl:TransitiveProperty ."
    )
    short = [rule.name.replace(EX, "") for rule in rules]
    assert sorted(short) == [
        "A SubClassOf (p value y)",
        "r Transitive",
        "s SubPropertyChain inverse p o q",
    ]


@pytest.mark.parametrize("name", UNCOVERED)
def test_an_axiom_that_is_not_covered_is_refused_with_its_text(name: str) -> None:
    written, expected = UNCOVERED[name]
    with pytest.raises(OntologyError) as caught:
        compiled(written)
    message = str(caught.value)
    assert caught.value.message.startswith(SAYS_SO)
    assert expected in message.replace(EX, "")
    assert "\n" not in message


@pytest.mark.parametrize("name", MALFORMED)
def test_an_axiom_that_is_malformed_is_refused_and_no_part_of_it_is_used(name: str) -> None:
    written, text = MALFORMED[name]
    with pytest.raises(OntologyError) as caught:
        compiled(written)
    assert text in str(caught.value).replace(EX, "")
    assert "\n" not in str(caught.value)


def test_classes_of_one_name_in_two_namespaces_stay_two() -> None:
    other = "<https://example.org/other#B>"
    rules = compiled(
        f"{other} a owl:Class . :A rdfs:subClassOf {union(':B', ':C')} ."
        f":D rdfs:subClassOf {union(other, ':C')} ."
    )
    heads = {rule.head.predicate for rule in rules if rule.head.predicate.startswith("one_of")}
    assert len(heads) == 2
    denied = {rule.head.predicate for rule in rules if rule.head.predicate.startswith("not_")}
    assert len(denied) == 3


def test_unions_whose_names_run_together_stay_two() -> None:
    rules = compiled(
        ":A_B a owl:Class . :B_C a owl:Class ."
        f":D rdfs:subClassOf {union(':A_B', ':C')} . :E rdfs:subClassOf {union(':A', ':B_C')} ."
    )
    heads = {rule.head.predicate for rule in rules if rule.head.predicate.startswith("one_of")}
    assert len(heads) == 2


def test_the_same_axiom_twice_is_one_rule() -> None:
    twice = compiled(":A rdfs:subClassOf :B . :p rdfs:domain :A . :p owl:inverseOf :q .")
    written = (
        ":A rdfs:subClassOf :B . :A rdfs:subClassOf :B . :p rdfs:domain :A, :A ."
        ":p owl:inverseOf :q . :q owl:inverseOf :p ."
    )
    assert set(compiled(written)) == set(twice)


def test_a_property_that_a_rule_file_concludes_gives_no_types() -> None:
    """The rule sees to its ends itself; types from it would let a denial rest on itself."""
    quads = px.parse(
        PREFIXES + DECLARATIONS + ":p rdfs:domain :A ; rdfs:range :B . :q rdfs:domain :C .",
        format=px.RdfFormat.TURTLE,
    )
    terms = Terms([px.Quad(q.subject, q.predicate, q.object, ONTOLOGY_GRAPH) for q in quads])
    names = [rule.name.replace(EX, "") for rule in compile_axioms(terms, frozenset({f"{EX}p"}))]
    assert names == ["q Domain C"]


def test_the_axioms_of_the_ontology_are_rules_with_labels_in_both_languages() -> None:
    rules: list[Rule] = [rule for rule in load_rules() if not rule.path]
    assert len(rules) > 300
    transitive = next(rule for rule in rules if rule.name == "tg:locatedIn Transitive")
    assert "“located in”" in transitive.en
    assert "«\N{NO-BREAK SPACE}situé dans\N{NO-BREAK SPACE}»" in transitive.fr
    for rule in rules:
        assert rule.fields <= rule.variables, rule.name
