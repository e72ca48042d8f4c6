"""Class expressions on either side of an axiom, as atoms: what they demand and what they give.

In: a node of the ontology. Out: on the left side the ways in which a thing can be known to be of
the class, on the right side what follows if it is. A union on the right gives what all its members
have in common, and a clash where all of them are excluded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import expand, shorten
from twingraph.rules import sentences
from twingraph.rules.model import CLASH, SAYS, Atom, Condition, Rule, Term, Variable
from twingraph.rules.terms import Node, Terms

_X = Variable("x")

Body = tuple[Condition, ...]
Consequence = tuple[Atom | None, Body]
"""What follows (None: a clash), and what else must hold for it."""


def clash(axiom: str, thing: Variable) -> Atom:
    """Return the head of a rule that finds a contradiction about a thing."""
    return Atom(CLASH, (px.Literal(axiom), thing))


OF_CLASS: Final = "of_class"
"""The predicate of a thing and a class that shares no member with some other."""


def disjointness(say: sentences.Sentences) -> Rule:
    """Return the one rule for all pairs of classes that share no member."""
    name, graph = "DisjointClasses", Variable("g")
    one, other = Variable("c"), Variable("d")
    apart = Atom(SAYS, (graph, one, px.NamedNode(expand("owl:disjointWith")), other))
    body = (apart, Atom(OF_CLASS, (_X, one)), Atom(OF_CLASS, (_X, other)))
    return Rule(name, clash(name, _X), body, *say.disjoint_classes())


class Expressions:
    """The class expressions of one ontology."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._say = sentences.Sentences(terms)
        self._unions: dict[str, tuple[str, ...]] = {}

    def name(self, node: Node | px.Literal) -> str:
        """Return a class or property expression in Manchester syntax."""
        return sentences.manchester(self._terms, node)

    def bodies(self, node: Node, x: Variable, axiom: str) -> list[Body]:
        """Return the ways in which ``x`` can be known to be of a class."""
        if isinstance(node, px.NamedNode):
            return [(self._member(node, x, axiom),)]
        if union := self._listed(node, "owl:unionOf"):
            return [body for part in union for body in self.bodies(part, x, axiom)]
        if parts := self._listed(node, "owl:intersectionOf"):
            choices = product(*(self.bodies(part, x, axiom) for part in parts))
            return [tuple(c for body in choice for c in body) for choice in choices]
        prop = self._property(node)
        if prop is not None and (value := self._one(node, "owl:hasValue")) is not None:
            return [(Atom(prop, (x, _constant(value))),)]
        if prop is not None and (some := self._one(node, "owl:someValuesFrom")) is not None:
            y = Variable(f"{x.name}y")
            link = Atom(prop, (x, y))
            if isinstance(some, px.Literal):
                raise self._uncovered(node, axiom)
            return [(link, *body) for body in self.bodies(some, y, axiom)]
        raise self._uncovered(node, axiom)

    def heads(self, node: Node, x: Variable, axiom: str) -> list[Consequence]:
        """Return what follows where ``x`` is of a class."""
        if isinstance(node, px.NamedNode):
            if node.value == expand("owl:Thing"):
                return []
            if node.value == expand("owl:Nothing"):
                return [(None, ())]
            return [(self._member(node, x, axiom), ())]
        if parts := self._listed(node, "owl:intersectionOf"):
            return [found for part in parts for found in self.heads(part, x, axiom)]
        if union := self._listed(node, "owl:unionOf"):
            return [(Atom(self._union(union, axiom), (x,)), ())]
        if (denied := self._one(node, "owl:complementOf")) is not None:
            if isinstance(denied, px.Literal):
                raise self._uncovered(node, axiom)
            return [(None, body) for body in self.bodies(denied, x, axiom)]
        prop = self._property(node)
        if prop is not None and (value := self._one(node, "owl:hasValue")) is not None:
            return [(Atom(prop, (x, _constant(value))), ())]
        if prop is not None and (every := self._one(node, "owl:allValuesFrom")) is not None:
            y = Variable(f"{x.name}y")
            if isinstance(every, px.Literal):
                raise self._uncovered(node, axiom)
            found = self.heads(every, y, axiom)
            return [(head, (Atom(prop, (x, y)), *more)) for head, more in found]
        raise self._uncovered(node, axiom)

    def rules(self) -> Iterator[Rule]:
        """Yield the rules of the unions met so far: what follows from being in one of several."""
        for union, members in sorted(self._unions.items()):
            yield from self._of_union(union, members)

    def _of_union(self, union: str, members: tuple[str, ...]) -> Iterator[Rule]:
        within = Atom(union, (_X,))
        shown = " or ".join(map(shorten, members))
        common = set.intersection(*(self._superclasses(member) for member in members))
        for cls in sorted(common):
            texts = self._say.common(members, cls)
            yield Rule(f"({shown}) SubClassOf {shorten(cls)}", Atom(cls, (_X,)), (within,), *texts)
        excluded = []
        for member in members:
            excluded.append(Atom(f"not_{_bare(member)}", (_X,)))
            yield from self._exclusion(excluded[-1], member, within)
        name = f"({shown}) and none is left"
        body = (within, *excluded)
        yield Rule(name, clash(name, _X), body, *self._say.none_left(members))

    def _exclusion(self, head: Atom, cls: str, within: Atom) -> Iterator[Rule]:
        """Yield what makes a thing of a union no member of a class: a class that is disjoint."""
        disjoint = px.NamedNode(expand("owl:disjointWith"))
        graph, other = Variable("g"), Variable("d")
        known = Atom(OF_CLASS, (_X, other))
        for above in sorted(self._superclasses(cls)):
            node = px.NamedNode(above)
            for one, two in ((node, other), (other, node)):
                apart = Atom(SAYS, (graph, one, disjoint, two))
                shown = " ".join(
                    term.name if isinstance(term, Variable) else shorten(term.value)
                    for term in (one, two)
                )
                name = f"{within.predicate}: not {shorten(cls)}, {shown} disjoint"
                yield Rule(name, head, (within, known, apart), *self._say.excluded(cls))

    def _union(self, parts: list[Node], axiom: str) -> str:
        members = []
        for part in parts:
            if not isinstance(part, px.NamedNode) or part.value not in self._terms.classes:
                raise self._uncovered(part, axiom)
            members.append(part.value)
        name = "one_of_" + "_".join(_bare(member) for member in sorted(members))
        self._unions[name] = tuple(sorted(members))
        return name

    def _superclasses(self, cls: str) -> set[str]:
        """Return the named classes above a class, itself among them."""
        found, todo = set(), [cls]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                above = self._terms.objects(px.NamedNode(one), "rdfs:subClassOf")
                todo += [node.value for node in above if isinstance(node, px.NamedNode)]
        return found

    def _member(self, node: px.NamedNode, x: Variable, axiom: str) -> Atom:
        if node.value not in self._terms.classes:
            raise self._uncovered(node, axiom)
        return Atom(node.value, (x,))

    def _property(self, node: Node) -> str | None:
        prop = self._one(node, "owl:onProperty")
        known = isinstance(prop, px.NamedNode) and prop.value in self._terms.properties
        return prop.value if known and isinstance(prop, px.NamedNode) else None

    def _one(self, node: Node, prop: str) -> Node | px.Literal | None:
        found = self._terms.objects(node, prop)
        return found[0] if len(found) == 1 else None

    def _listed(self, node: Node, prop: str) -> list[Node]:
        first = self._one(node, prop)
        if first is None or isinstance(first, px.Literal):
            return []
        return [m for m in self._terms.members(first) if not isinstance(m, px.Literal)]

    def _uncovered(self, node: Node, axiom: str) -> OntologyError:
        return OntologyError(
            f"an axiom that the rules do not cover: {axiom}",
            hint=f"no rule stands for {self.name(node)} on this side",
        )


def _constant(value: Node | px.Literal) -> Term:
    if isinstance(value, px.BlankNode):
        raise TypeError("a value that has no name")
    return value


def _bare(iri: str) -> str:
    return shorten(iri).partition(":")[2]
