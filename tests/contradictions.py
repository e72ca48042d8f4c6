"""Small ontologies that contradict themselves on purpose, each in one way.

In: nothing. Out: `CONTRADICTIONS`: axioms and assertions in Turtle, of which exactly the planted
ones clash; the rest is there to be left out of the explanation. Whether the compiled rules see the
clash is told, so that the quick look can be compared with HermiT.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as px

from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.prefixes import PREFIXES, expand

DATA_GRAPH = px.NamedNode(expand("graph:planted"))
PREAMBLE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
CLASSES = "ABCDEFGH"
# Terms for every case, and axioms and assertions that take part in no clash.
BESIDE = (
    "".join(f"tg:{name} a owl:Class . " for name in CLASSES)
    + "".join(f"tg:{name} a owl:ObjectProperty . " for name in "pqr")
    + "tg:n a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:integer ."
    " tg:G rdfs:subClassOf tg:H . tg:G rdfs:label 'g'@en ; skos:closeMatch tg:A ."
)
BESIDE_DATA = "item:u a tg:G ; tg:p item:v . item:x tg:q item:u . item:v tg:r item:y ."


@dataclass(frozen=True)
class Contradiction:
    """What is planted: axioms and assertions in Turtle, and how many statements they make."""

    name: str
    axioms: str
    data: str
    count: int
    by_rule: bool = True
    """Whether the compiled rules see it."""

    @property
    def planted(self) -> list[px.Quad]:
        """Return what clashes."""
        return [*turtle(self.axioms, ONTOLOGY_GRAPH), *turtle(self.data, DATA_GRAPH)]

    @property
    def planted_among_terms(self) -> list[px.Quad]:
        """Return what clashes, with the terms that it needs and no other assertion."""
        return [*turtle(BESIDE, ONTOLOGY_GRAPH), *self.planted]

    @property
    def quads(self) -> list[px.Quad]:
        """Return what clashes among what does not."""
        beside = turtle(BESIDE, ONTOLOGY_GRAPH) + turtle(BESIDE_DATA, DATA_GRAPH)
        return [*beside, *self.planted]


def turtle(text: str, graph: px.NamedNode) -> list[px.Quad]:
    """Return the triples of a Turtle text in a named graph; blank nodes keep apart."""
    found = px.parse((PREAMBLE + text).encode(), format=px.RdfFormat.TURTLE)
    return [px.Quad(q.subject, q.predicate, q.object, graph) for q in found]


_AB = "tg:A owl:disjointWith tg:B . "

CONTRADICTIONS = (
    Contradiction("disjoint classes", _AB, "item:x a tg:A, tg:B .", 3),
    Contradiction(
        "inherited disjointness",
        _AB + "tg:C rdfs:subClassOf tg:A . tg:D rdfs:subClassOf tg:B .",
        "item:x a tg:C, tg:D .",
        5,
    ),
    Contradiction(
        "many disjoint classes",
        "[] a owl:AllDisjointClasses ; owl:members ( tg:A tg:B tg:C ) .",
        "item:x a tg:A, tg:C .",
        3,
    ),
    Contradiction("domain", _AB + "tg:p rdfs:domain tg:A .", "item:x a tg:B ; tg:p item:y .", 4),
    Contradiction(
        "domain of a value",
        _AB + "tg:n rdfs:domain tg:A .",
        "item:x a tg:B ; tg:n 2024 .",
        4,
    ),
    Contradiction(
        "range", _AB + "tg:p rdfs:range tg:A .", "item:y a tg:B . item:x tg:p item:y .", 4
    ),
    Contradiction(
        "union as domain",
        "tg:p rdfs:domain [ a owl:Class ; owl:unionOf ( tg:A tg:B ) ] ."
        " tg:C owl:disjointWith tg:A, tg:B .",
        "item:x a tg:C ; tg:p item:y .",
        5,
    ),
    Contradiction("irreflexive", "tg:p a owl:IrreflexiveProperty .", "item:x tg:p item:x .", 2),
    Contradiction(
        "asymmetric",
        "tg:p a owl:AsymmetricProperty .",
        "item:x tg:p item:y . item:y tg:p item:x .",
        3,
    ),
    Contradiction(
        "functional with two values",
        "tg:p a owl:FunctionalProperty .",
        "item:x tg:p item:y, item:z . item:y owl:differentFrom item:z .",
        4,
        by_rule=False,
    ),
    Contradiction(
        "functional with values of two kinds",
        _AB + "tg:p a owl:FunctionalProperty .",
        "item:x tg:p item:y, item:z . item:y a tg:A . item:z a tg:B .",
        6,
        by_rule=False,
    ),
    Contradiction(
        "disjoint properties",
        "tg:p owl:propertyDisjointWith tg:q .",
        "item:x tg:p item:y ; tg:q item:y .",
        3,
    ),
    Contradiction(
        "subproperty and symmetric",
        _AB + "tg:p rdfs:subPropertyOf tg:q . tg:q a owl:SymmetricProperty ; rdfs:domain tg:A .",
        "item:y a tg:B . item:x tg:p item:y .",
        6,
    ),
    Contradiction(
        "inverse",
        _AB + "tg:p owl:inverseOf tg:q . tg:q rdfs:domain tg:A .",
        "item:y a tg:B . item:x tg:p item:y .",
        5,
    ),
    Contradiction(
        "chain",
        _AB + "tg:r owl:propertyChainAxiom ( tg:p tg:q ) ; rdfs:range tg:A .",
        "item:x tg:p item:y . item:y tg:q item:z . item:z a tg:B .",
        6,
    ),
    Contradiction(
        "transitive",
        "tg:r a owl:TransitiveProperty . tg:A owl:disjointWith tg:B ."
        " tg:B owl:equivalentClass"
        " [ a owl:Restriction ; owl:onProperty tg:r ; owl:hasValue item:k ] .",
        "item:x a tg:A ; tg:r item:y . item:y tg:r item:k .",
        6,
    ),
    Contradiction(
        "value of a class's members",
        _AB + "tg:p rdfs:range tg:A . tg:C rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty tg:p ; owl:hasValue item:k ] .",
        "item:k a tg:B . item:x a tg:C .",
        5,
    ),
    Contradiction(
        "complement", "tg:A owl:complementOf tg:B .", "item:x a tg:A, tg:B .", 3, by_rule=False
    ),
    Contradiction(
        "existence",
        _AB + "tg:p rdfs:range tg:A . tg:C rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty tg:p ; owl:someValuesFrom tg:B ] .",
        "item:x a tg:C .",
        4,
        by_rule=False,
    ),
    Contradiction(
        "a choice without an answer",
        "tg:A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( tg:B tg:C ) ] ."
        " tg:D owl:disjointWith tg:B, tg:C .",
        "item:x a tg:A, tg:D .",
        5,
    ),
    Contradiction(
        "one and two", "", "item:x owl:sameAs item:y ; owl:differentFrom item:y .", 2, by_rule=False
    ),
    Contradiction(
        "one thing of two kinds",
        _AB,
        "item:x a tg:A . item:y a tg:B . item:x owl:sameAs item:y .",
        4,
        by_rule=False,
    ),
    Contradiction(
        "what is denied",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual item:x ;"
        " owl:assertionProperty tg:p ; owl:targetIndividual item:y .",
        "item:x tg:p item:y .",
        2,
        by_rule=False,
    ),
    Contradiction(
        "a member of what can have none",
        "tg:C rdfs:subClassOf tg:A, tg:B . tg:A owl:disjointWith tg:B .",
        "item:x a tg:C .",
        4,
    ),
)
