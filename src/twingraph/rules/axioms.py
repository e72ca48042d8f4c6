"""The ontology's axioms to rules: one predicate per class and property, one rule per consequence.

In: `Terms` of twingraph.ttl. Out: rules whose names are the axioms in Manchester syntax. An axiom
that no rule stands for raises OntologyError with its text. Where the rules differ from OWL on
purpose is in docs/decisions. Alignments are not read here: they are about other people's terms.

Source: OWL 2 Web Ontology Language, Direct Semantics and Profiles (OWL 2 RL), W3C 2012.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import expand
from twingraph.rules import sentences
from twingraph.rules.expressions import OF_CLASS, Expressions, clash, disjointness
from twingraph.rules.model import Atom, Comparison, Rule, Variable
from twingraph.rules.terms import Node, Terms

_X, _Y, _Z = Variable("x"), Variable("y"), Variable("z")

# What is said of a term and is no axiom with consequences of its own.
_NO_AXIOMS: Final = frozenset(
    map(
        expand,
        (
            *("rdf:type", "rdf:first", "rdf:rest"),
            *("rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy"),
            *("owl:versionIRI", "owl:versionInfo", "owl:priorVersion", "owl:deprecated"),
            *("owl:backwardCompatibleWith", "owl:incompatibleWith"),
            *("owl:unionOf", "owl:intersectionOf", "owl:complementOf", "owl:members"),
            *("owl:onProperty", "owl:hasValue", "owl:someValuesFrom", "owl:allValuesFrom"),
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
_AXIOM_NAMESPACES: Final = tuple(map(expand, ("owl:", "rdfs:", "rdf:")))

_Compiled = Iterator[Rule]


def compile_axioms(terms: Terms) -> tuple[Rule, ...]:
    """Return the rules for every axiom of an ontology, in the order of its file, each once.

    Raises OntologyError with the text of an axiom that is not covered.
    """
    compiler = _Compiler(terms)
    found: dict[str, Rule] = {}
    for subject in terms.subjects:
        for prop, values in terms.about(subject).items():
            for value in values:
                for rule in compiler.axiom(subject, prop, value):
                    found.setdefault(rule.name, rule)
    for rule in compiler.expressions.rules():
        found.setdefault(rule.name, rule)
    return tuple(found.values())


class _Compiler:
    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.expressions = Expressions(terms)
        self._say = sentences.Sentences(terms)
        self._by_property: dict[str, Callable[[Node, Node], _Compiled]] = {
            expand("rdfs:subClassOf"): self._subclass,
            expand("owl:equivalentClass"): self._equivalent_class,
            expand("owl:disjointWith"): self._disjoint,
            expand("rdfs:subPropertyOf"): self._subproperty,
            expand("owl:equivalentProperty"): self._equivalent_property,
            expand("owl:inverseOf"): self._inverse,
            expand("owl:propertyDisjointWith"): self._disjoint_properties,
            expand("owl:propertyChainAxiom"): self._chain,
            expand("rdfs:domain"): self._domain,
            expand("rdfs:range"): self._range,
        }
        self._by_type: dict[str, Callable[[Node], _Compiled]] = {
            expand("owl:SymmetricProperty"): self._symmetric,
            expand("owl:AsymmetricProperty"): self._asymmetric,
            expand("owl:TransitiveProperty"): self._transitive,
            expand("owl:IrreflexiveProperty"): self._irreflexive,
            expand("owl:FunctionalProperty"): self._functional,
            expand("owl:InverseFunctionalProperty"): self._inverse_functional,
            expand("owl:AllDisjointClasses"): self._all_disjoint,
        }

    def axiom(self, subject: Node, prop: str, value: Node | px.Literal) -> _Compiled:
        """Yield the rules of one triple of the ontology; none for what is no axiom."""
        if prop == expand("rdf:type"):
            kind = value.value
            if kind in self._by_type:
                yield from self._by_type[kind](subject)
            elif kind.startswith(_AXIOM_NAMESPACES) and kind not in _DECLARATIONS:
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

    def _inclusion(self, sub: Node, sup: Node, axiom: str) -> _Compiled:
        texts = self._say.inclusion(sub, sup)
        bodies = self.expressions.bodies(sub, _X, axiom)
        heads = self.expressions.heads(sup, _X, axiom)
        rules = [(head, (*body, *more)) for body in bodies for head, more in heads]
        for number, (head, body) in enumerate(rules, start=1):
            name = axiom if len(rules) == 1 else f"{axiom} #{number}"
            found = clash(name, _X) if head is None else head
            yield Rule(name, found, body, *texts)

    def _disjoint(self, one: Node, other: Node) -> _Compiled:
        if isinstance(one, px.NamedNode) and isinstance(other, px.NamedNode):
            for cls in (one, other):
                name = f"in {self._name(cls)}"
                body = self.expressions.bodies(cls, _X, name)[0]
                yield Rule(name, Atom(OF_CLASS, (_X, cls)), body, *self._say.of_class(cls))
            yield disjointness(self._say)
            return
        yield from self._disjoint_pair(one, other)

    def _disjoint_pair(self, one: Node, other: Node) -> _Compiled:
        first, second = sorted((self._name(one), self._name(other)))
        axiom = f"{first} DisjointWith {second}"
        for left in self.expressions.bodies(one, _X, axiom):
            for right in self.expressions.bodies(other, _X, axiom):
                yield Rule(
                    axiom, clash(axiom, _X), (*left, *right), *self._say.disjoint(one, other)
                )

    def _all_disjoint(self, node: Node) -> _Compiled:
        (members,) = self._terms.objects(node, "owl:members")
        if isinstance(members, px.Literal):
            raise self._uncovered(node, expand("owl:members"), members)
        listed = [m for m in self._terms.members(members) if not isinstance(m, px.Literal)]
        for i, one in enumerate(listed):
            for other in listed[i + 1 :]:
                yield from self._disjoint_pair(one, other)

    # Properties.

    def _subproperty(self, sub: Node, sup: Node) -> _Compiled:
        axiom = f"{self._name(sub)} SubPropertyOf {self._name(sup)}"
        yield Rule(
            axiom,
            self._link(sup, _X, _Y, axiom),
            (self._link(sub, _X, _Y, axiom),),
            *self._say.subproperty(sub, sup),
        )

    def _equivalent_property(self, one: Node, other: Node) -> _Compiled:
        yield from self._subproperty(one, other)
        yield from self._subproperty(other, one)

    def _inverse(self, one: Node, other: Node) -> _Compiled:
        for left, right in ((one, other), (other, one)):
            axiom = f"{self._name(left)} InverseOf {self._name(right)}"
            yield Rule(
                axiom,
                self._link(left, _Y, _X, axiom),
                (self._link(right, _X, _Y, axiom),),
                *self._say.inverse(left, right),
            )

    def _chain(self, prop: Node, links: Node) -> _Compiled:
        steps = [node for node in self._terms.members(links) if not isinstance(node, px.Literal)]
        axiom = f"{self._name(prop)} SubPropertyChain {' o '.join(map(self._name, steps))}"
        ends = [Variable(f"x{i}") for i in range(len(steps) + 1)]
        body = tuple(self._link(step, ends[i], ends[i + 1], axiom) for i, step in enumerate(steps))
        head = self._link(prop, ends[0], ends[-1], axiom)
        texts = self._say.chain(prop, steps, ends)
        if self._leads_back(steps):
            # OWL would tie each thing to itself; see docs/decisions.
            yield Rule(axiom, head, (*body, Comparison(ends[0], "!=", ends[-1])), *texts)
        else:
            yield Rule(axiom, head, body, *texts)

    def _leads_back(self, steps: list[Node]) -> bool:
        """Return whether a chain goes out by a property and back by its inverse."""
        return len(steps) == 2 and steps[1] in self._inverses(steps[0])

    def _inverses(self, prop: Node) -> set[Node]:
        inverse = expand("owl:inverseOf")
        found = {n for n in self._terms.objects(prop, "owl:inverseOf") if _is_node(n)}
        for subject in self._terms.subjects:
            if prop in self._terms.about(subject).get(inverse, []):
                found.add(subject)
        return {n for n in found if not isinstance(n, px.Literal)}

    def _domain(self, prop: Node, cls: Node) -> _Compiled:
        axiom = f"{self._name(prop)} Domain {self._name(cls)}"
        yield from self._typed(prop, cls, axiom, _X, self._say.domain(prop, cls))

    def _range(self, prop: Node, cls: Node) -> _Compiled:
        if isinstance(prop, px.NamedNode) and prop.value in self._terms.data_properties:
            return  # datatypes of literals are for the checks; see docs/decisions
        axiom = f"{self._name(prop)} Range {self._name(cls)}"
        yield from self._typed(prop, cls, axiom, _Y, self._say.range(prop, cls))

    def _typed(
        self, prop: Node, cls: Node, axiom: str, typed: Variable, texts: tuple[str, str]
    ) -> _Compiled:
        link = self._link(prop, _X, _Y, axiom)
        heads = self.expressions.heads(cls, typed, axiom)
        for number, (head, more) in enumerate(heads, start=1):
            name = axiom if len(heads) == 1 else f"{axiom} #{number}"
            found = clash(name, typed) if head is None else head
            yield Rule(name, found, (link, *more), *texts)

    def _symmetric(self, prop: Node) -> _Compiled:
        axiom = f"{self._name(prop)} Symmetric"
        head, body = self._link(prop, _Y, _X, axiom), (self._link(prop, _X, _Y, axiom),)
        yield Rule(axiom, head, body, *self._say.symmetric(prop))

    def _transitive(self, prop: Node) -> _Compiled:
        axiom = f"{self._name(prop)} Transitive"
        links = self._link(prop, _X, _Y, axiom), self._link(prop, _Y, _Z, axiom)
        yield Rule(axiom, self._link(prop, _X, _Z, axiom), links, *self._say.transitive(prop))

    def _asymmetric(self, prop: Node) -> _Compiled:
        axiom = f"{self._name(prop)} Asymmetric"
        links = self._link(prop, _X, _Y, axiom), self._link(prop, _Y, _X, axiom)
        yield Rule(axiom, clash(axiom, _X), links, *self._say.asymmetric(prop))

    def _irreflexive(self, prop: Node) -> _Compiled:
        axiom = f"{self._name(prop)} Irreflexive"
        body = (self._link(prop, _X, _X, axiom),)
        yield Rule(axiom, clash(axiom, _X), body, *self._say.irreflexive(prop))

    def _functional(self, prop: Node) -> _Compiled:
        axiom = f"{self._name(prop)} Functional"
        links = self._link(prop, _X, _Y, axiom), self._link(prop, _X, _Z, axiom)
        two = Comparison(_Y, "!=", _Z)
        yield Rule(axiom, clash(axiom, _X), (*links, two), *self._say.functional(prop))

    def _inverse_functional(self, prop: Node) -> _Compiled:
        axiom = f"{self._name(prop)} InverseFunctional"
        links = self._link(prop, _Y, _X, axiom), self._link(prop, _Z, _X, axiom)
        two = Comparison(_Y, "!=", _Z)
        yield Rule(axiom, clash(axiom, _X), (*links, two), *self._say.inverse_functional(prop))

    def _disjoint_properties(self, one: Node, other: Node) -> _Compiled:
        first, second = sorted((self._name(one), self._name(other)))
        axiom = f"{first} DisjointWith {second}"
        links = self._link(one, _X, _Y, axiom), self._link(other, _X, _Y, axiom)
        yield Rule(axiom, clash(axiom, _X), links, *self._say.disjoint_properties(one, other))

    # Names.

    def _name(self, node: Node) -> str:
        return self.expressions.name(node)

    def _link(self, prop: Node, x: Variable, y: Variable, axiom: str) -> Atom:
        """Return the atom of a property, read backwards for a nameless inverse."""
        if isinstance(prop, px.NamedNode):
            if prop.value in self._terms.properties:
                return Atom(prop.value, (x, y))
        else:
            inverted = self._terms.objects(prop, "owl:inverseOf")
            if len(inverted) == 1 and isinstance(inverted[0], px.NamedNode):
                return self._link(inverted[0], y, x, axiom)
        raise OntologyError(
            f"an axiom that the rules do not cover: {axiom}",
            hint=f"{self._name(prop)} is not a declared property",
        )

    def _uncovered(self, subject: Node, prop: str, value: Node | px.Literal) -> OntologyError:
        said = " ".join(self.expressions.name(n) for n in (subject, px.NamedNode(prop), value))
        return OntologyError(
            f"an axiom that the rules do not cover: {said}",
            hint="rules/axioms.py says which are; take it out or teach the compiler",
        )


def _is_node(term: object) -> bool:
    return isinstance(term, (px.NamedNode, px.BlankNode))
