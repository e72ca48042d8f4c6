"""The checklist of good ontologies: twingraph.ttl keeps it, and a damaged copy is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

import ontology_checks
import ontology_upkeep
import owl_profile
from twingraph.prefixes import PREFIXES, expand

FILE = Path(__file__).parents[1] / "ontology" / "twingraph.ttl"
CHECKS: dict[str, Callable[[Graph], list[str]]] = {
    **owl_profile.CHECKS,
    **ontology_checks.CHECKS,
    **ontology_upkeep.CHECKS,
}
HEADER = "\n".join(
    f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(PREFIXES.items())
)
ONTOLOGY = "<https://w3id.org/twingraph/ontology>"
TEXTS = 'rdfs:label "x"@en, "y"@fr ; skos:definition "Of x. Not of y."@en, "De x. Pas de y."@fr'


@dataclass(frozen=True)
class Fault:
    """A fault to be planted: what is added and taken away, and what the check must name."""

    check: str
    named: str
    add: str = ""
    remove: tuple[str, str] | None = None  # subject and predicate, as prefixed names


FAULTS = [
    # OWL 2 DL
    Fault("one_sort", "tg:party", "tg:party a owl:DatatypeProperty ."),
    Fault("one_sort", "tg:City", "tg:City a owl:ObjectProperty ."),
    Fault("one_sort", "tg:City", "tg:City a rdfs:Datatype ."),
    Fault("one_sort", "tg:summary", "tg:summary a owl:SymmetricProperty ."),
    Fault("known_vocabulary", "owl:SymetricProperty", "tg:near a owl:SymetricProperty ."),
    Fault("known_vocabulary", "xsd:text", "tg:fullName rdfs:range xsd:text ."),
    Fault("predicates_declared", "dcterms:rights", f'{ONTOLOGY} dcterms:rights "all" .'),
    Fault("predicates_declared", "foaf:Agent", "org:someone a foaf:Agent ."),
    Fault("classes_declared", "tg:Town", "tg:City rdfs:subClassOf tg:Town ."),
    Fault(
        "classes_declared",
        "tg:Town",
        "tg:near rdfs:domain [ a owl:Class ; owl:unionOf ( tg:City tg:Town ) ] .",
    ),
    Fault(
        "classes_declared",
        "tg:Town",
        "[] a owl:AllDisjointClasses ; owl:members ( tg:City tg:Town ) .",
    ),
    Fault("properties_declared", "tg:nearby", "tg:near rdfs:subPropertyOf tg:nearby ."),
    Fault("properties_declared", "tg:summary", "tg:near rdfs:subPropertyOf tg:summary ."),
    Fault(
        "properties_declared",
        "tg:nearby",
        "tg:near owl:propertyChainAxiom ( tg:locatedIn [ owl:inverseOf tg:nearby ] ) .",
    ),
    Fault(
        "properties_declared",
        "tg:ordinal",
        "tg:Event rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty tg:ordinal ; owl:someValuesFrom tg:Date ] .",
    ),
    Fault("ranges_fit", "tg:fullName", "tg:fullName rdfs:range xsd:date ."),
    Fault("ranges_fit", "tg:near", "tg:near rdfs:range xsd:string ."),
    Fault("literals_fit", "tg:near", 'tg:near rdfs:comment "2024-01-01"^^xsd:date .'),
    Fault("literals_fit", "tg:near", 'tg:near rdfs:comment "two"^^xsd:integer .'),
    Fault("literals_fit", "tg:near", 'org:twingraph-developers tg:near "here" .'),
    Fault("expressions_well_formed", "tg:near", "tg:near rdfs:seeAlso [ rdfs:label 'x' ] ."),
    Fault(
        "expressions_well_formed",
        "tg:seat",
        "tg:near rdfs:domain _:u . tg:seat rdfs:domain _:u ."
        " _:u a owl:Class ; owl:unionOf ( tg:City tg:Event ) .",
    ),
    Fault(
        "expressions_well_formed",
        "twice",
        "tg:near rdfs:domain [ a owl:Class ; owl:unionOf ( tg:City tg:City ) ] .",
    ),
    Fault("simple_where_needed", "tg:partOf", "tg:partOf a owl:IrreflexiveProperty ."),
    Fault(  # not simple, since what stands below it is transitive
        "simple_where_needed",
        "tg:near",
        "tg:locatedIn rdfs:subPropertyOf tg:near . tg:near a owl:FunctionalProperty .",
    ),
    Fault(
        "simple_where_needed",
        "tg:renews",
        "tg:renews owl:propertyChainAxiom ( tg:party tg:near ) .",
    ),
    Fault(
        "simple_where_needed",
        "tg:partOf",
        "tg:Event rdfs:subClassOf [ a owl:Restriction ;"
        " owl:onProperty tg:partOf ; owl:maxCardinality 1 ] .",
    ),
    Fault(
        "chains_regular",
        "tg:near",
        "tg:near owl:propertyChainAxiom ( tg:seat tg:near tg:host ) .",
    ),
    Fault(
        "chains_regular",
        "tg:near",
        "tg:near owl:propertyChainAxiom ( tg:seat tg:host ) ."
        " tg:seat owl:propertyChainAxiom ( tg:near tg:host ) .",
    ),
    Fault(  # by way of a subproperty
        "chains_regular",
        "tg:near",
        "tg:near owl:propertyChainAxiom ( tg:seat tg:host ) . tg:near rdfs:subPropertyOf tg:seat .",
    ),
    Fault(  # the inverse of a property stands where the property does in the order
        "chains_regular",
        "tg:near",
        "tg:near owl:propertyChainAxiom ( [ owl:inverseOf tg:near ] tg:host ) .",
    ),
    Fault("light", "tg:City", "tg:City owl:hasKey ( tg:geonamesFeature ) ."),
    # Names, labels, definitions
    Fault("labelled", "tg:City", 'tg:City rdfs:label "town"@en .'),
    Fault("labelled", "tg:City", remove=("tg:City", "skos:definition")),
    Fault("labelled", "tg:summary", 'tg:summary skos:example "only in English"@en .'),
    Fault(
        "told_apart", "tg:Town", "tg:Town a owl:Class ; " + TEXTS.replace('"x"', '"person"') + " ."
    ),
    Fault(
        "told_apart",
        "tg:nigh",
        "tg:nigh a owl:ObjectProperty ; " + TEXTS.replace('"y"', '"lieu"') + " .",
    ),
    Fault(
        "explained",
        "tg:nigh",
        'tg:nigh a owl:ObjectProperty ; skos:definition "Nigh."@en, "Nigh."@fr .',
    ),
    Fault(
        "explained",
        "tg:Town",
        'tg:Town a owl:Class ; skos:definition "A town."@en, "Une ville, pas un village."@fr .',
    ),
    Fault("named", "tg:town", "tg:town a owl:Class ."),
    Fault("named", "tg:is_near", "tg:is_near a owl:ObjectProperty ."),
    Fault("named", "tg:EventOrProject", "tg:EventOrProject a owl:Class ."),
    Fault("declared", "tg:Town", "tg:near rdfs:seeAlso tg:Town ."),
    Fault("own_namespace", "foaf:Agent", "foaf:Agent rdfs:subClassOf tg:Agent ."),
    # Axioms
    Fault("one_domain_one_range", "tg:host", "tg:host rdfs:range tg:City ."),
    Fault("one_domain_one_range", "tg:party", "tg:party rdfs:domain tg:Claim ."),
    Fault("inverses", "tg:giver", "tg:gives a owl:ObjectProperty ; owl:inverseOf tg:giver ."),
    Fault(
        "inverses",
        "the same classes",
        "tg:gives a owl:ObjectProperty ; owl:inverseOf tg:giver ; rdfs:domain tg:Place ;"
        " rdfs:range tg:Gift . tg:giver owl:inverseOf tg:gives .",
    ),
    Fault("inverses", "its own inverse", "tg:near owl:inverseOf tg:near ."),
    Fault(
        "inverses",
        "differently",
        "tg:gives a owl:ObjectProperty ; owl:inverseOf tg:giver ; rdfs:domain tg:Agent ;"
        ' rdfs:range tg:Gift ; rdfs:label "presents"@en . tg:giver owl:inverseOf tg:gives .',
    ),
    Fault("acyclic", "tg:Place", "tg:Place rdfs:subClassOf tg:City ."),
    Fault("acyclic", "tg:date", "tg:date rdfs:subPropertyOf tg:dateWritten ."),
    Fault("acyclic", "tg:near", "tg:near rdfs:subPropertyOf tg:near ."),
    Fault("hierarchy", "tg:summary", "tg:summary rdfs:subPropertyOf tg:theme ."),
    Fault("hierarchy", "tg:near", "tg:near rdfs:subPropertyOf tg:date ."),
    Fault("same_at_both_ends", "tg:party", "tg:party a owl:SymmetricProperty ."),
    Fault("same_at_both_ends", "tg:seat", "tg:seat a owl:TransitiveProperty ."),
    Fault("connected", "tg:Town", f"tg:Town a owl:Class ; {TEXTS} ."),
    Fault("disjoint_siblings", "tg:Town", f"tg:Town a owl:Class ; {TEXTS} ."),
    Fault("disjoint_siblings", "tg:Person", remove=("tg:Person", "rdfs:subClassOf")),
    Fault("possible", "tg:City", "tg:City owl:disjointWith tg:Place ."),
    Fault("possible", "tg:Visit", "tg:Visit rdfs:subClassOf tg:Person ."),
    Fault("long_chains", "tg:near", "tg:near owl:propertyChainAxiom ( tg:locatedIn ) ."),
    Fault("no_synonyms", "tg:City", "tg:City owl:equivalentClass tg:Region ."),
    # The header, and terms that are given up
    Fault("metadata", "no ontology", remove=("ONTOLOGY", "rdf:type")),
    Fault("metadata", "dcterms:license", remove=("ONTOLOGY", "dcterms:license")),
    Fault("metadata", "dcterms:creator", remove=("ONTOLOGY", "dcterms:creator")),
    Fault("metadata", "dcterms:title", remove=("ONTOLOGY", "dcterms:title")),
    Fault(
        "metadata",
        "dcterms:bibliographicCitation",
        remove=("ONTOLOGY", "dcterms:bibliographicCitation"),
    ),
    Fault("metadata", "dcterms:language", remove=("ONTOLOGY", "dcterms:language")),
    Fault("metadata", "owl:versionInfo", f'{ONTOLOGY} owl:versionInfo "2" .'),
    Fault("versioned", "owl:versionIRI", remove=("ONTOLOGY", "owl:versionIRI")),
    Fault("versioned", "owl:priorVersion", f"{ONTOLOGY} owl:priorVersion {ONTOLOGY} ."),
    Fault("versioned", "another version", f'{ONTOLOGY} dcterms:bibliographicCitation "2025"@en .'),
    Fault("versioned", "out of order", f'{ONTOLOGY} dcterms:modified "2001-01-01" .'),
    Fault("versioned", "foaf", f"{ONTOLOGY} owl:imports <http://xmlns.com/foaf/0.1/> ."),
    Fault("given_up_rightly", "tg:near", "tg:near owl:deprecated true ."),
    Fault("given_up_rightly", "tg:near", "tg:near dcterms:isReplacedBy tg:place ."),
    Fault(
        "given_up_rightly",
        "tg:near",
        "tg:near owl:deprecated true ; dcterms:isReplacedBy tg:nigh .",
    ),
    Fault(
        "given_up_rightly",
        "tg:organOf still uses tg:Organ",
        "tg:Organ owl:deprecated true ; dcterms:isReplacedBy tg:Organisation .",
    ),
    Fault(
        "statuses",
        "tg:near",
        'tg:near <http://www.w3.org/2003/06/sw-vocab-status/ns#term_status> "testing" .',
    ),
]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FILE, format="turtle")


def resource(name: str) -> URIRef:
    return URIRef(ONTOLOGY[1:-1] if name == "ONTOLOGY" else expand(name))


def planted(ontology: Graph, fault: Fault) -> Graph:
    """Return a copy of the ontology with one fault more."""
    broken = Graph()
    gone: tuple[Node | None, Node | None, Node | None] | None = None
    if fault.remove:
        gone = (resource(fault.remove[0]), resource(fault.remove[1]), None)
        assert gone in ontology
    for triple in ontology:
        if gone is None or triple[:2] != gone[:2]:
            broken.add(triple)
    return broken.parse(data=f"{HEADER}\n{fault.add}", format="turtle")


@pytest.mark.parametrize("check", CHECKS)
def test_the_ontology_keeps(ontology: Graph, check: str) -> None:
    assert CHECKS[check](ontology) == []


@pytest.mark.parametrize("check", owl_profile.CHECKS)
def test_the_alignments_are_owl_dl_too(check: str) -> None:
    alignments = Graph().parse(FILE.with_name("alignments.ttl"), format="turtle")
    assert CHECKS[check](alignments) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.check}-{f.named.replace(' ', '-')}")
def test_a_planted_fault_is_found_and_named(ontology: Graph, fault: Fault) -> None:
    found = CHECKS[fault.check](planted(ontology, fault))
    assert any(fault.named in message for message in found), found


def test_each_check_has_been_seen_to_find_something() -> None:
    assert {fault.check for fault in FAULTS} == set(CHECKS)
    assert len(CHECKS) == 31


def test_pairs_that_may_overlap_are_pairs_of_classes_and_not_disjoint(ontology: Graph) -> None:
    apart = ontology_checks.disjoint_pairs(ontology)
    known = set(ontology_checks.terms(ontology))
    for pair, reason in ontology_checks.OVERLAPPING.items():
        classes = {resource(f"tg:{name}") for name in pair}
        assert classes <= known
        assert reason
        assert frozenset(classes) not in apart


def test_chains_that_owl_allows_are_not_refused(ontology: Graph) -> None:
    """The exceptions of section 11.2: the property itself at one end, and twice the property."""
    for chain in ("tg:near tg:seat", "tg:seat tg:near", "tg:near tg:near", "tg:seat tg:host"):
        allowed = Fault("chains_regular", "", f"tg:near owl:propertyChainAxiom ( {chain} ) .")
        assert CHECKS["chains_regular"](planted(ontology, allowed)) == []


def test_a_term_rightly_given_up_is_accepted(ontology: Graph) -> None:
    broken = Fault("", "", "tg:near owl:deprecated true ; dcterms:isReplacedBy tg:place .")
    assert CHECKS["given_up_rightly"](planted(ontology, broken)) == []
