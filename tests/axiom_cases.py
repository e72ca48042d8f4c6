"""Axioms on tiny graphs, with what follows, computed by hand; no tests in here.

Each case is one kind of axiom: Turtle about the classes ``:A`` to ``:E``, the object properties
``:p`` to ``:s`` and the datatype properties ``:n`` and ``:m``, all of them declared; a graph about
``:x`` to ``:v``; and what follows, ``x B`` for a class, ``x p y`` for a property. Where HermiT or
owlrl say otherwise, the case says what they say, and why: a heading of docs/decisions/005.
"""

from __future__ import annotations

from dataclasses import dataclass

LEADS_BACK = "A chain that leads back"
ONE_NAME = "One name, one thing"
UNIONS = "Unions on the right"
DATATYPES = "Datatypes"
OWLRL = "What owlrl leaves out"

ONE, QUOTED = '"one"', '"say \\"two\\" now"'


@dataclass(frozen=True)
class Otherwise:
    """What another reasoner says of a case."""

    follows: str = ""
    clash: bool = False


@dataclass(frozen=True)
class Case:
    """Axioms, a graph, what follows by our rules, and where others differ."""

    name: str
    axioms: str
    data: str
    follows: str = ""
    clash: bool = False
    hermit: Otherwise | None = None
    owlrl: Otherwise | None = None
    why: str = ""

    def __str__(self) -> str:
        """Return the name, for the test's id."""
        return self.name


def restriction(prop: str, rest: str) -> str:
    """Return a restriction in Turtle."""
    return f"[ a owl:Restriction ; owl:onProperty {prop} ; {rest} ]"


def union(*classes: str) -> str:
    """Return a union in Turtle."""
    return f"[ a owl:Class ; owl:unionOf ( {' '.join(classes)} ) ]"


def both(*classes: str) -> str:
    """Return an intersection in Turtle."""
    return f"[ a owl:Class ; owl:intersectionOf ( {' '.join(classes)} ) ]"


def none_of(cls: str) -> str:
    """Return a complement in Turtle."""
    return f"[ a owl:Class ; owl:complementOf {cls} ]"


def inverse(prop: str) -> str:
    """Return a nameless inverse in Turtle."""
    return f"[ owl:inverseOf {prop} ]"


CLASSES = [
    Case("subClassOf", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":x a :A .", "x B; x C"),
    Case("subClassOf Thing", ":A rdfs:subClassOf owl:Thing .", ":x a :A ."),
    Case("subClassOf Nothing", ":A rdfs:subClassOf owl:Nothing .", ":x a :A .", clash=True),
    Case(
        "subClassOf an intersection",
        f":A rdfs:subClassOf {both(':B', ':C')} .",
        ":x a :A .",
        "x B; x C",
    ),
    Case(
        "an intersection subClassOf",
        f"{both(':B', ':C')} rdfs:subClassOf :A .",
        ":x a :B, :C . :y a :B . :z a :C .",
        "x A",
    ),
    Case(
        "a union subClassOf",
        f"{union(':A', ':B')} rdfs:subClassOf :C .",
        ":x a :A . :y a :B .",
        "x C; y C",
    ),
    Case(
        "an intersection of unions subClassOf",
        f"{both(union(':A', ':B'), union(':C', ':D'))} rdfs:subClassOf :E .",
        ":x a :A, :D . :y a :B, :C . :z a :A, :B .",
        "x E; y E",
    ),
    Case(
        "subClassOf a union: what its members have in common",
        f":A rdfs:subClassOf {union(':B', ':C')} ."
        f":B rdfs:subClassOf :D . :C owl:equivalentClass {both(':D', ':E')} .",
        ":x a :A .",
        "x D",
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case(
        "subClassOf a union: one is left",
        f":A rdfs:subClassOf {union(':B', ':C')} . :B owl:disjointWith :D .",
        ":x a :A, :D .",
        hermit=Otherwise("x C"),
        why=UNIONS,
    ),
    Case(
        "subClassOf a union: none is left",
        f":A rdfs:subClassOf {union(':B', ':C')} ."
        ":B owl:disjointWith :D . :E owl:disjointWith :C .",
        ":x a :A, :D, :E .",
        clash=True,
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case(
        "subClassOf a union: none is left, by a list",
        f":A rdfs:subClassOf {union(':B', ':C')} ."
        "[] a owl:AllDisjointClasses ; owl:members ( :B :C :D ) .",
        ":x a :A, :D .",
        clash=True,
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case(
        "subClassOf a union: none is left, by complements",
        f":A rdfs:subClassOf {union(':B', ':C')} . :B rdfs:subClassOf {none_of(':D')} ."
        f":C rdfs:subClassOf {none_of(':D')} .",
        ":x a :A, :D .",
        hermit=Otherwise(clash=True),
        why=UNIONS,
    ),
    Case(
        "hasValue subClassOf",
        f"{restriction(':p', 'owl:hasValue :y')} rdfs:subClassOf :A .",
        ":x :p :y . :z :p :x . :w :q :y .",
        "x A",
    ),
    Case(
        "subClassOf hasValue",
        f":A rdfs:subClassOf {restriction(':p', 'owl:hasValue :y')} .",
        ":x a :A . :y a :B .",
        "x p y",
    ),
    Case(
        "hasValue of a text",
        f":A rdfs:subClassOf {restriction(':n', f'owl:hasValue {ONE}')} ."
        f"{restriction(':m', f'owl:hasValue {QUOTED}')} rdfs:subClassOf :B .",
        f":x a :A . :y :m {QUOTED} . :z :m {ONE} .",
        'x n "one"; y B',
    ),
    Case(
        "hasValue of a number",
        f":A rdfs:subClassOf {restriction(':n', 'owl:hasValue 7')} ."
        f"{restriction(':m', 'owl:hasValue 5')} rdfs:subClassOf :B .",
        ":x a :A . :y :m 5 . :z :m 6 .",
        "x n 7; y B",
    ),
    Case(
        "someValuesFrom subClassOf",
        f"{restriction(':p', 'owl:someValuesFrom :A')} rdfs:subClassOf :B .",
        ":x :p :y . :y a :A . :z :p :x . :w :q :y .",
        "x B",
    ),
    Case(
        "someValuesFrom Thing subClassOf",
        f"{restriction(':p', 'owl:someValuesFrom owl:Thing')} rdfs:subClassOf :B .",
        ":x :p :y .",
        "x B",
    ),
    Case(
        "someValuesFrom in someValuesFrom subClassOf",
        restriction(":p", f"owl:someValuesFrom {restriction(':q', 'owl:someValuesFrom :A')}")
        + " rdfs:subClassOf :B .",
        ":x :p :y . :y :q :z . :z a :A . :w :p :z .",
        "x B",
    ),
    Case(
        "two someValuesFrom speak of two things",
        both(restriction(":p", "owl:someValuesFrom :A"), restriction(":q", "owl:someValuesFrom :B"))
        + " rdfs:subClassOf :C .",
        ":x :p :y ; :q :z . :y a :A . :z a :B . :w :p :y .",
        "x C",
    ),
    Case(
        "someValuesFrom subClassOf allValuesFrom",
        f"{restriction(':p', 'owl:someValuesFrom :A')} rdfs:subClassOf"
        f" {restriction(':p', 'owl:allValuesFrom :B')} .",
        ":x :p :y, :z . :y a :A . :w :p :x .",
        "y B; z B",
    ),
    Case(
        "subClassOf allValuesFrom",
        f":A rdfs:subClassOf {restriction(':p', 'owl:allValuesFrom :B')} .",
        ":x a :A ; :p :y ; :q :z . :w :p :z .",
        "y B",
    ),
    Case(
        "subClassOf allValuesFrom an intersection",
        f":A rdfs:subClassOf {restriction(':p', 'owl:allValuesFrom ' + both(':B', ':C'))} .",
        ":x a :A ; :p :y .",
        "y B; y C",
    ),
    Case(
        "subClassOf allValuesFrom Nothing",
        f":A rdfs:subClassOf {restriction(':p', 'owl:allValuesFrom owl:Nothing')} .",
        ":x a :A ; :p :y .",
        clash=True,
    ),
    Case(
        "subClassOf complementOf",
        f":A rdfs:subClassOf {none_of(':B')} .",
        ":x a :A, :B . :y a :A . :z a :B .",
        clash=True,
    ),
    Case(
        "subClassOf complementOf a union",
        f":A rdfs:subClassOf {none_of(union(':B', ':C'))} .",
        ":x a :A, :C .",
        clash=True,
    ),
    Case(
        "subClassOf complementOf hasValue",
        f":A rdfs:subClassOf {none_of(restriction(':p', 'owl:hasValue :y'))} .",
        ":x a :A ; :p :y .",
        clash=True,
    ),
    Case("equivalentClass", ":A owl:equivalentClass :B .", ":x a :A . :y a :B .", "x B; y A"),
    Case(
        "equivalentClass to an intersection with hasValue",
        f":A owl:equivalentClass {both(':B', restriction(':p', 'owl:hasValue :y'))} .",
        ":x a :B ; :p :y . :z a :A . :w a :B .",
        "x A; z B; z p y",
    ),
    Case(
        "equivalentClass to a union",
        f":A owl:equivalentClass {union(':B', ':C')} . :B rdfs:subClassOf :D .",
        ":x a :B . :y a :C . :z a :A .",
        "x A; x D; y A",
    ),
    Case(
        "two unions that are called alike",
        f":A rdfs:subClassOf {union(':B', '<https://example.org/B>')} ."
        "<https://example.org/B> a owl:Class ; rdfs:subClassOf :C . :B rdfs:subClassOf :C, :D ."
        f":E rdfs:subClassOf {union(':B', ':C')} .",
        ":x a :A . :y a :E .",
        "x C; y C",
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case("disjointWith", ":A owl:disjointWith :B .", ":x a :A, :B .", clash=True),
    Case(
        "disjointWith, below",
        ":A owl:disjointWith :B . :C rdfs:subClassOf :A . :p rdfs:domain :B .",
        ":x a :C ; :p :y .",
        "x A; x B",
        clash=True,
    ),
    Case(
        "disjointWith a union",
        f":A owl:disjointWith {union(':B', ':C')} .",
        ":x a :A, :C .",
        clash=True,
    ),
    Case("disjointWith, and nothing in both", ":A owl:disjointWith :B .", ":x a :A . :y a :B ."),
    Case(
        "AllDisjointClasses",
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
        ":x a :A . :y a :B, :C .",
        clash=True,
    ),
    Case(
        "AllDisjointClasses, and nothing in two",
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
        ":x a :A, :D . :y a :B . :z a :C .",
    ),
    Case(
        "AllDisjointClasses with a nameless one",
        "[] a owl:AllDisjointClasses ; owl:members"
        f" ( :A :B {restriction(':p', 'owl:hasValue :y')} ) .",
        ":x a :A ; :p :y .",
        clash=True,
    ),
]

PROPERTIES = [
    Case("subPropertyOf", ":p rdfs:subPropertyOf :q .", ":x :p :y .", "x q y"),
    Case(
        "subPropertyOf, of texts",
        ":n rdfs:subPropertyOf :m .",
        ':x :n "one", 2 .',
        'x m "one"; x m 2',
    ),
    Case(
        "subPropertyOf of a nameless inverse",
        f"{inverse(':p')} rdfs:subPropertyOf :q . :r rdfs:subPropertyOf {inverse(':s')} .",
        ":x :p :y . :z :r :w .",
        "y q x; w s z",
    ),
    Case(
        "equivalentProperty",
        ":p owl:equivalentProperty :q .",
        ":x :p :y . :z :q :w .",
        "x q y; z p w",
    ),
    Case("inverseOf", ":p owl:inverseOf :q .", ":x :p :y . :z :q :w .", "y q x; w p z"),
    Case("SymmetricProperty", ":p a owl:SymmetricProperty .", ":x :p :y .", "y p x"),
    Case(
        "TransitiveProperty",
        ":p a owl:TransitiveProperty .",
        ":x :p :y . :y :p :z . :z :p :w .",
        "x p z; x p w; y p w",
    ),
    Case(
        "TransitiveProperty and SymmetricProperty",
        ":p a owl:TransitiveProperty, owl:SymmetricProperty .",
        ":x :p :y .",
        "y p x; x p x; y p y",
    ),
    Case(
        "AsymmetricProperty", ":p a owl:AsymmetricProperty .", ":x :p :y . :y :p :x .", clash=True
    ),
    Case("AsymmetricProperty, one way", ":p a owl:AsymmetricProperty .", ":x :p :y . :y :q :x ."),
    Case("IrreflexiveProperty", ":p a owl:IrreflexiveProperty .", ":x :p :x .", clash=True),
    Case(
        "IrreflexiveProperty, to another", ":p a owl:IrreflexiveProperty .", ":x :p :y . :y :p :x ."
    ),
    Case(
        "FunctionalProperty",
        ":p a owl:FunctionalProperty .",
        ":x :p :y, :z . :y a :A .",
        clash=True,
        hermit=Otherwise("z A"),
        owlrl=Otherwise("z A"),
        why=ONE_NAME,
    ),
    Case("FunctionalProperty, one value", ":p a owl:FunctionalProperty .", ":x :p :y . :z :p :y ."),
    Case(
        "FunctionalProperty of numbers",
        ":n a owl:FunctionalProperty .",
        ":x :n 5, 6 .",
        clash=True,
        owlrl=Otherwise(),
        why=OWLRL,
    ),
    Case(
        "InverseFunctionalProperty",
        ":p a owl:InverseFunctionalProperty .",
        ":x :p :y . :z :p :y . :x a :A .",
        clash=True,
        hermit=Otherwise("z A"),
        owlrl=Otherwise("z A"),
        why=ONE_NAME,
    ),
    Case(
        "propertyDisjointWith",
        ":p owl:propertyDisjointWith :q .",
        ":x :p :y ; :q :y .",
        clash=True,
    ),
    Case(
        "propertyDisjointWith, of different things",
        ":p owl:propertyDisjointWith :q .",
        ":x :p :y ; :q :z . :y :q :x .",
    ),
    Case(
        "propertyChainAxiom",
        ":s owl:propertyChainAxiom ( :p :q ) .",
        ":x :p :y . :y :q :z . :z :p :w . :w :q :z .",
        "x s z; z s z",
    ),
    Case(
        "propertyChainAxiom of three",
        ":s owl:propertyChainAxiom ( :p :q :r ) .",
        ":x :p :y . :y :q :z . :z :r :w .",
        "x s w",
    ),
    Case(
        "propertyChainAxiom with a nameless inverse",
        f":s owl:propertyChainAxiom ( {inverse(':p')} :q ) .",
        ":y :p :x . :y :q :z .",
        "x s z",
    ),
    Case(
        "propertyChainAxiom out by a property and back by its nameless inverse",
        f":s owl:propertyChainAxiom ( {inverse(':p')} :p ) .",
        ":v :p :x, :y . :w :p :z .",
        "x s y; y s x",
        hermit=Otherwise("x s y; y s x; x s x; y s y; z s z"),
        owlrl=Otherwise("x s y; y s x; x s x; y s y; z s z"),
        why=LEADS_BACK,
    ),
    Case(
        "propertyChainAxiom out by a property and back by its inverse",
        ":p owl:inverseOf :q . :s owl:propertyChainAxiom ( :q :p ) .",
        ":v :p :x, :y .",
        "x q v; y q v; x s y; y s x",
        hermit=Otherwise("x q v; y q v; x s y; y s x; x s x; y s y"),
        owlrl=Otherwise("x q v; y q v; x s y; y s x; x s x; y s y"),
        why=LEADS_BACK,
    ),
    Case(
        "propertyChainAxiom out and back by a symmetric property",
        ":p a owl:SymmetricProperty . :s owl:propertyChainAxiom ( :p :p ) .",
        ":x :p :y . :y :p :z .",
        "y p x; z p y; x s z; z s x",
        hermit=Otherwise("y p x; z p y; x s z; z s x; x s x; y s y; z s z"),
        owlrl=Otherwise("y p x; z p y; x s z; z s x; x s x; y s y; z s z"),
        why=LEADS_BACK,
    ),
    Case(
        "propertyChainAxiom out and back by two properties",
        f":s owl:propertyChainAxiom ( :p :q {inverse(':q')} {inverse(':p')} ) .",
        ":x :p :v . :v :q :w . :y :p :u . :u :q :w .",
        "x s y; y s x",
        hermit=Otherwise("x s y; y s x; x s x; y s y"),
        owlrl=Otherwise("x s y; y s x; x s x; y s y"),
        why=LEADS_BACK,
    ),
    Case("domain", ":p rdfs:domain :A . :n rdfs:domain :B .", ':x :p :y ; :n "one" .', "x A; x B"),
    Case("two domains", ":p rdfs:domain :A, :B .", ":x :p :y .", "x A; x B"),
    Case("domain of a union", f":p rdfs:domain {union(':A', ':B')} .", ":x :p :y ."),
    Case(
        "domain of a union: what its members have in common",
        f":p rdfs:domain {union(':A', ':B')} . :A rdfs:subClassOf :C . :B rdfs:subClassOf :C .",
        ":x :p :y .",
        "x C",
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case(
        "domain of a union: none is left",
        f":p rdfs:domain {union(':A', ':B')} . :C owl:disjointWith :A, :B .",
        ":x a :C ; :p :y .",
        clash=True,
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case(
        "domain of an intersection",
        f":p rdfs:domain {both(':A', ':B')} .",
        ":x :p :y .",
        "x A; x B",
    ),
    Case("range", ":p rdfs:range :A .", ":x :p :y .", "y A"),
    Case(
        "range of a union: none is left",
        f":p rdfs:range {union(':A', ':B')} . :C owl:disjointWith :A, :B .",
        ":x :p :y . :y a :C .",
        clash=True,
        owlrl=Otherwise(),
        why=UNIONS,
    ),
    Case(
        "range of an intersection", f":p rdfs:range {both(':A', ':B')} .", ":x :p :y .", "y A; y B"
    ),
    Case(
        "range of numbers",
        ":n rdfs:range xsd:integer .",
        ':x :n "one" .',
        hermit=Otherwise(clash=True),
        why=DATATYPES,
    ),
    Case(
        "sameAs in the graph",
        ":A rdfs:subClassOf :B .",
        ":x a :A . :x owl:sameAs :y .",
        "x B",
        hermit=Otherwise("x B; y A; y B"),
        owlrl=Otherwise("x B; y A; y B"),
        why=ONE_NAME,
    ),
]

CASES = [*CLASSES, *PROPERTIES]
