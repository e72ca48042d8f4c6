"""The axioms about properties to rules: hierarchies, inverses, chains, traits, domains and ranges.

In: properties and classes of an ontology. Out: rules whose names are the axioms in Manchester
syntax. Where a chain goes out and back the same way, the rule leaves out what OWL would tie to
itself; see docs/decisions.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import expand
from twingraph.rules.expressions import Axiom, Expressions, clash, numbered
from twingraph.rules.model import Atom, Comparison, Rule, Variable
from twingraph.rules.sentences import Sentences
from twingraph.rules.terms import Node, Terms

_X, _Y, _Z = Variable("x"), Variable("y"), Variable("z")

_Compiled = Iterator[Rule]


class Properties:
    """The property axioms of one ontology; each method yields the rules of one kind."""

    def __init__(self, terms: Terms, expressions: Expressions, by_rule: frozenset[str]) -> None:
        self._terms = terms
        self._expressions = expressions
        self._by_rule = by_rule
        self._say = Sentences(terms)

    def subproperty(self, sub: Node, sup: Node) -> _Compiled:
        """Yield the rules for: what one property ties, another does too."""
        axiom = f"{self._name(sub)} SubPropertyOf {self._name(sup)}"
        self._refuse_mixture(sub, sup, axiom)
        yield Rule(
            axiom,
            self._link(sup, _X, _Y, axiom),
            (self._link(sub, _X, _Y, axiom),),
            *self._say.subproperty(sub, sup),
        )

    def equivalent_property(self, one: Node, other: Node) -> _Compiled:
        """Yield the rules for: two properties tie the same."""
        yield from self.subproperty(one, other)
        yield from self.subproperty(other, one)

    def inverse(self, one: Node, other: Node) -> _Compiled:
        """Yield the rules for: one property is another read backwards."""
        for left, right in ((one, other), (other, one)):
            axiom = f"{self._name(left)} InverseOf {self._name(right)}"
            yield Rule(
                axiom,
                self._tie(left, _Y, _X, axiom),
                (self._tie(right, _X, _Y, axiom),),
                *self._say.inverse(left, right),
            )

    def chain(self, prop: Node, links: Node) -> _Compiled:
        """Yield the rules for: a property is made of several in a row."""
        steps = self._terms.members(links)
        if not steps:
            raise self._uncovered(f"{self._name(prop)} SubPropertyChain", "the chain is empty")
        axiom = f"{self._name(prop)} SubPropertyChain {' o '.join(map(self._name, steps))}"
        ends = [Variable(f"x{i}") for i in range(len(steps) + 1)]
        body = tuple(self._tie(step, ends[i], ends[i + 1], axiom) for i, step in enumerate(steps))
        head = self._tie(prop, ends[0], ends[-1], axiom)
        texts = self._say.chain(prop, steps, ends)
        if self._leads_back(steps):
            # OWL would tie each thing to itself; see docs/decisions.
            yield Rule(axiom, head, (*body, Comparison(ends[0], "!=", ends[-1])), *texts)
        else:
            yield Rule(axiom, head, body, *texts)

    def _leads_back(self, steps: list[Node]) -> bool:
        """Return whether a chain goes out by some properties and back by the same."""
        half = len(steps) // 2
        pairs = zip(steps[:half], reversed(steps[half:]), strict=len(steps) % 2 == 0)
        return len(steps) % 2 == 0 and all(self._opposite(*pair) for pair in pairs)

    def _opposite(self, one: Node, other: Node) -> bool:
        """Return whether one property is the other read backwards."""
        (first, turned), (second, also_turned) = self._role(one), self._role(other)
        if first == second:
            return turned != also_turned or self._is(first, "owl:SymmetricProperty")
        declared = second in self._terms.objects(first, "owl:inverseOf")
        declared |= first in self._terms.objects(second, "owl:inverseOf")
        return declared and turned == also_turned

    def _role(self, prop: Node, *, turned: bool = False) -> tuple[Node, bool]:
        """Return the property of an expression, and whether it is read backwards."""
        if isinstance(prop, px.BlankNode):
            for inverted in self._terms.objects(prop, "owl:inverseOf"):
                if not isinstance(inverted, px.Literal):
                    return self._role(inverted, turned=not turned)
        return prop, turned

    def _is(self, prop: Node, kind: str) -> bool:
        return px.NamedNode(expand(kind)) in self._terms.objects(prop, "rdf:type")

    def domain(self, prop: Node, cls: Node) -> _Compiled:
        """Yield the rules for: what has a property is of a class."""
        if self._concluded_by_rule(prop):
            return
        axiom = f"{self._name(prop)} Domain {self._name(cls)}"
        yield from self._typed(prop, cls, axiom, _X, self._say.domain(prop, cls))

    def range(self, prop: Node, cls: Node) -> _Compiled:
        """Yield the rules for: what a property leads to is of a class."""
        axiom = f"{self._name(prop)} Range {self._name(cls)}"
        if self._is_of_values(prop):
            # The datatypes of texts and numbers are for the checks; see docs/decisions.
            if not isinstance(cls, px.NamedNode) or cls.value in self._terms.classes:
                raise self._uncovered(axiom, "a datatype is named")
            return
        if self._concluded_by_rule(prop):
            return
        yield from self._typed(prop, cls, axiom, _Y, self._say.range(prop, cls))

    def _concluded_by_rule(self, prop: Node) -> bool:
        return isinstance(prop, px.NamedNode) and prop.value in self._by_rule

    def _typed(
        self, prop: Node, cls: Node, text: str, typed: Variable, texts: tuple[str, str]
    ) -> _Compiled:
        axiom = Axiom(text)
        link = self._link(prop, _X, _Y, text)
        heads = self._expressions.heads(cls, typed, axiom)
        yield from numbered(text, typed, [(head, (link, *more)) for head, more in heads], texts)

    def symmetric(self, prop: Node) -> _Compiled:
        """Yield the rules for: a property holds both ways."""
        axiom = f"{self._name(prop)} Symmetric"
        head, body = self._tie(prop, _Y, _X, axiom), (self._tie(prop, _X, _Y, axiom),)
        yield Rule(axiom, head, body, *self._say.symmetric(prop))

    def transitive(self, prop: Node) -> _Compiled:
        """Yield the rules for: a property carries over."""
        axiom = f"{self._name(prop)} Transitive"
        links = self._tie(prop, _X, _Y, axiom), self._tie(prop, _Y, _Z, axiom)
        yield Rule(axiom, self._tie(prop, _X, _Z, axiom), links, *self._say.transitive(prop))

    def asymmetric(self, prop: Node) -> _Compiled:
        """Yield the rules for: a property never holds both ways."""
        axiom = f"{self._name(prop)} Asymmetric"
        links = self._tie(prop, _X, _Y, axiom), self._tie(prop, _Y, _X, axiom)
        yield Rule(axiom, clash(axiom, _X), links, *self._say.asymmetric(prop))

    def irreflexive(self, prop: Node) -> _Compiled:
        """Yield the rules for: a property never leads back to its start."""
        axiom = f"{self._name(prop)} Irreflexive"
        body = (self._tie(prop, _X, _X, axiom),)
        yield Rule(axiom, clash(axiom, _X), body, *self._say.irreflexive(prop))

    def functional(self, prop: Node) -> _Compiled:
        """Yield the rules for: a thing has one value of a property at most."""
        axiom = f"{self._name(prop)} Functional"
        links = self._link(prop, _X, _Y, axiom), self._link(prop, _X, _Z, axiom)
        two = Comparison(_Y, "!=", _Z)
        yield Rule(axiom, clash(axiom, _X), (*links, two), *self._say.functional(prop))

    def inverse_functional(self, prop: Node) -> _Compiled:
        """Yield the rules for: a value belongs to one thing at most."""
        axiom = f"{self._name(prop)} InverseFunctional"
        links = self._tie(prop, _Y, _X, axiom), self._tie(prop, _Z, _X, axiom)
        two = Comparison(_Y, "!=", _Z)
        yield Rule(axiom, clash(axiom, _X), (*links, two), *self._say.inverse_functional(prop))

    def disjoint_properties(self, one: Node, other: Node) -> _Compiled:
        """Yield the rules for: two properties never tie the same two."""
        first, second = sorted((self._name(one), self._name(other)))
        axiom = f"{first} DisjointWith {second}"
        self._refuse_mixture(one, other, axiom)
        links = self._link(one, _X, _Y, axiom), self._link(other, _X, _Y, axiom)
        yield Rule(axiom, clash(axiom, _X), links, *self._say.disjoint_properties(one, other))

    def _name(self, node: Node) -> str:
        return self._expressions.name(node)

    def _link(self, prop: Node, x: Variable, y: Variable, axiom: str) -> Atom:
        """Return the atom of a property, read backwards for a nameless inverse."""
        if isinstance(prop, px.NamedNode):
            if prop.value in self._terms.properties:
                return Atom(prop.value, (x, y))
            raise self._uncovered(axiom, f"{self._name(prop)} is not a declared property")
        inverted = self._terms.objects(prop, "owl:inverseOf")
        if len(inverted) == 1 and not isinstance(inverted[0], px.Literal):
            return self._tie(inverted[0], y, x, axiom)
        raise self._uncovered(axiom, f"{self._name(prop)} is no property")

    def _tie(self, prop: Node, x: Variable, y: Variable, axiom: str) -> Atom:
        """Return the atom of a property between two things; a text is the subject of nothing."""
        if self._is_of_values(prop):
            raise self._uncovered(axiom, f"{self._name(prop)} leads to texts and numbers")
        return self._link(prop, x, y, axiom)

    def _is_of_values(self, prop: Node) -> bool:
        return isinstance(prop, px.NamedNode) and prop.value in self._terms.data_properties

    def _refuse_mixture(self, one: Node, other: Node, axiom: str) -> None:
        if self._is_of_values(one) != self._is_of_values(other):
            raise self._uncovered(axiom, "one leads to things, the other to texts and numbers")

    def _uncovered(self, axiom: str, hint: str) -> OntologyError:
        return OntologyError(f"an axiom that the rules do not cover: {axiom}", hint=hint)
