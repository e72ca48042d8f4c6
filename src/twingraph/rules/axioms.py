"""The ontology's axioms to rules: one predicate per class and property, one rule per consequence.

In: `Terms` of twingraph.ttl. Out: rules whose names are the axioms in Manchester syntax. An axiom
that no rule stands for raises OntologyError with its text. Where the rules differ from OWL on
purpose is in docs/decisions. Alignments are not read here: they are about other people's terms.

Source: OWL 2 Web Ontology Language, Direct Semantics and Profiles (OWL 2 RL), W3C 2012.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.lines import Lines
from twingraph.prefixes import expand, shorten
from twingraph.rules import sentences
from twingraph.rules.disjoint import Disjoint
from twingraph.rules.expressions import MAKING, Axiom, Consequence, Expressions, numbered
from twingraph.rules.model import Rule, Variable
from twingraph.rules.properties import Properties
from twingraph.rules.terms import Node, Terms
from twingraph.rules.unions import Unions

_X = Variable("x")


# What is said of a term and is no axiom with consequences of its own.
_NO_AXIOMS: Final = frozenset(
    map(
        expand,
        (
            *("rdf:type", "rdf:first", "rdf:rest"),
            *("rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy"),
            *("owl:versionIRI", "owl:versionInfo", "owl:priorVersion", "owl:deprecated"),
            *("owl:backwardCompatibleWith", "owl:incompatibleWith"),
            *("owl:members", "owl:onProperty"),
        ),
    )
)
# Declarations, and what is compiled as part of the expression that holds it.
_DECLARATIONS: Final = frozenset(
    map(
        expand,
        (
            *("owl:Ontology", "owl:Class", "rdfs:Datatype", "owl:ObjectProperty"),
            *("owl:DatatypeProperty", "owl:AnnotationProperty", "owl:NamedIndividual"),
            *("owl:Restriction", "rdf:List"),
        ),
    )
)
_AXIOM_NAMESPACES: Final = (
    *map(expand, ("owl:", "rdfs:", "rdf:")),
    "http://www.w3.org/2003/11/swrl#",
)

_ALL_DISJOINT: Final = px.NamedNode(expand("owl:AllDisjointClasses"))

_Compiled = Iterator[Rule]


def compile_axioms(
    terms: Terms, by_rule: frozenset[str] = frozenset(), path: Path | None = None
) -> tuple[Rule, ...]:
    """Return the rules for every axiom of an ontology, in the order of its file, each once.

    ``by_rule`` are the properties that rule files conclude. Those rules see to it themselves that
    domain and range hold; to conclude types from them would let a denial rest on itself.
    Raises OntologyError with the text of an axiom that is not covered, and its line in ``path``.
    """
    compiler = _Compiler(terms, by_rule)
    found: dict[str, Rule] = {}
    for subject in terms.subjects:
        for prop, values in terms.about(subject).items():
            try:
                if prop == expand("rdf:type"):
                    _refuse_two_sorts(terms, subject)
                for value in values:
                    for rule in compiler.axiom(subject, prop, value):
                        _add(found, rule)
            except OntologyError as problem:
                line = None if path is None else _line(terms, subject, prop, path)
                message, hint = problem.message, problem.hint
                raise OntologyError(message, path=path, line=line, hint=hint) from problem
    for rule in compiler.unions.rules():
        _add(found, rule)
    return tuple(found.values())


def _line(terms: Terms, subject: Node, prop: str, path: Path) -> int | None:
    """Return where an axiom stands, or the axiom that holds a nameless part."""
    thing, said = subject, prop
    while isinstance(thing, px.BlankNode):
        holding = terms.holding(thing)
        if holding is None:
            return None
        thing, said = holding
    place = Lines([path]).find(thing.value, prop=said)
    return place[1] if place else None


def _add(found: dict[str, Rule], rule: Rule) -> None:
    """Add a rule; the same axiom may be written twice, two axioms may not read alike."""
    if found.setdefault(rule.name, rule) != rule:
        raise OntologyError(f"two axioms that read alike: {rule.name}")


def _refuse_two_sorts(terms: Terms, subject: Node) -> None:
    """Raise for a name that is two sorts of term, or no web address: it would be no predicate."""
    sorts = (terms.classes, terms.object_properties, terms.data_properties)
    of = sum(subject.value in sort for sort in sorts) if isinstance(subject, px.NamedNode) else 0
    if of > 1:
        hint = "a class, an object property, a datatype property: one of them"
        raise OntologyError(f"{shorten(subject.value)} is declared as two sorts of term", hint=hint)
    if of and "://" not in subject.value:
        hint = "the rules tell terms by it"
        raise OntologyError(f"{subject.value} is no http(s) address", hint=hint)


class _Compiler:
    def __init__(self, terms: Terms, by_rule: frozenset[str]) -> None:
        self._terms = terms
        self._disjoint_classes = Disjoint(terms)
        self.unions = Unions(terms, self._disjoint_classes)
        self.expressions = Expressions(terms, self.unions.predicate)
        self._say = sentences.Sentences(terms)
        properties = Properties(terms, self.expressions, by_rule)
        self._by_property: dict[str, Callable[[Node, Node], _Compiled]] = {
            expand("rdfs:subClassOf"): self._subclass,
            expand("owl:equivalentClass"): self._equivalent_class,
            expand("owl:disjointWith"): self._disjoint,
            expand("rdfs:subPropertyOf"): properties.subproperty,
            expand("owl:equivalentProperty"): properties.equivalent_property,
            expand("owl:inverseOf"): properties.inverse,
            expand("owl:propertyDisjointWith"): properties.disjoint_properties,
            expand("owl:propertyChainAxiom"): properties.chain,
            expand("rdfs:domain"): properties.domain,
            expand("rdfs:range"): properties.range,
        }
        self._by_type: dict[str, Callable[[Node], _Compiled]] = {
            expand("owl:SymmetricProperty"): properties.symmetric,
            expand("owl:AsymmetricProperty"): properties.asymmetric,
            expand("owl:TransitiveProperty"): properties.transitive,
            expand("owl:IrreflexiveProperty"): properties.irreflexive,
            expand("owl:FunctionalProperty"): properties.functional,
            expand("owl:InverseFunctionalProperty"): properties.inverse_functional,
            _ALL_DISJOINT.value: self._all_disjoint,
        }

    def axiom(self, subject: Node, prop: str, value: Node | px.Literal) -> _Compiled:
        """Yield the rules of one triple of the ontology; none for what is no axiom."""
        if prop == expand("rdf:type"):
            kind = value.value
            if kind in self._by_type:
                yield from self._by_type[kind](subject)
            elif kind in _DECLARATIONS:
                return
            # What is of a class without name is an assertion that no rule reads.
            elif kind.startswith(_AXIOM_NAMESPACES) or not isinstance(value, px.NamedNode):
                raise self._uncovered(subject, prop, value)
        elif prop in MAKING:
            # Part of the expression that holds it; a name made by one would be an axiom.
            if not isinstance(subject, px.BlankNode):
                raise self._uncovered(subject, prop, value)
        elif prop in self._by_property and not isinstance(value, px.Literal):
            # `inverseOf` of a nameless property is part of the expression that holds it.
            if prop == expand("owl:inverseOf") and isinstance(subject, px.BlankNode):
                return
            yield from self._by_property[prop](subject, value)
        elif prop.startswith(_AXIOM_NAMESPACES) and prop not in _NO_AXIOMS:
            raise self._uncovered(subject, prop, value)

    # Classes.

    def _subclass(self, sub: Node, sup: Node) -> _Compiled:
        yield from self._inclusion(sub, sup, f"{self._name(sub)} SubClassOf {self._name(sup)}")

    def _equivalent_class(self, one: Node, other: Node) -> _Compiled:
        axiom = f"{self._name(one)} EquivalentTo {self._name(other)}"
        yield from self._inclusion(one, other, f"{axiom} (left to right)")
        yield from self._inclusion(other, one, f"{axiom} (right to left)")

    def _inclusion(self, sub: Node, sup: Node, text: str) -> _Compiled:
        axiom = Axiom(text)
        bodies = self.expressions.bodies(sub, _X, axiom)
        heads = self.expressions.heads(sup, _X, axiom)
        rules = [(head, (*body, *more)) for body in bodies for head, more in heads]
        yield from numbered(text, _X, rules, self._say.inclusion(sub, sup))

    def _disjoint(self, one: Node, other: Node) -> _Compiled:
        if isinstance(one, px.NamedNode) and isinstance(other, px.NamedNode):
            yield from self._disjoint_classes.pair(*self._classes((one, other)))
        else:
            yield from self._disjoint_pair(one, other)

    def _disjoint_pair(self, one: Node, other: Node) -> _Compiled:
        first, second = sorted((self._name(one), self._name(other)))
        axiom = Axiom(f"{first} DisjointWith {second}")
        lefts = self.expressions.bodies(one, _X, axiom)
        rights = self.expressions.bodies(other, _X, axiom)
        rules: list[Consequence] = [(None, (*left, *right)) for left in lefts for right in rights]
        yield from numbered(axiom.text, _X, rules, self._say.disjoint(one, other))

    def _all_disjoint(self, node: Node) -> _Compiled:
        listed = self._terms.objects(node, "owl:members")
        if len(listed) != 1 or isinstance(listed[0], px.Literal):
            raise self._uncovered(node, expand("rdf:type"), _ALL_DISJOINT)
        members = self._terms.members(listed[0])
        if all(isinstance(member, px.NamedNode) for member in members):
            yield from self._disjoint_classes.all_of(self._classes(members))
            return
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                yield from self._disjoint_pair(one, other)

    def _classes(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        """Return the IRIs of named classes; raise for a name that is none."""
        held = tuple(nodes)
        axiom = Axiom(f"DisjointClasses: {', '.join(map(self._name, held))}")
        return tuple(self.expressions.named(node, axiom) for node in held)

    def _name(self, node: Node) -> str:
        return self.expressions.name(node)

    def _uncovered(self, subject: Node, prop: str, value: Node | px.Literal) -> OntologyError:
        said = " ".join(self.expressions.name(n) for n in (subject, px.NamedNode(prop), value))
        return OntologyError(
            f"an axiom that the rules do not cover: {said}",
            hint="rules/axioms.py says which are; take it out or teach the compiler",
        )
