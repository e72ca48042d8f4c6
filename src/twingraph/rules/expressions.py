"""Class expressions on either side of an axiom, as atoms: what they demand and what they give.

In: a node of the ontology. Out: on the left side the ways in which a thing can be known to be of
the class, on the right side what follows if it is. A union on the right is left to `unions`. An
expression of which a part would have to be left out raises OntologyError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import expand
from twingraph.rules import sentences
from twingraph.rules.model import CLASH, Atom, Condition, Rule, Term, Variable, is_writable
from twingraph.rules.terms import Node, Terms

Body = tuple[Condition, ...]
Consequence = tuple[Atom | None, Body]
"""What follows (None: a clash), and what else must hold for it."""

THING: Final = px.NamedNode(expand("owl:Thing"))
NOTHING: Final = px.NamedNode(expand("owl:Nothing"))
# What a nameless class is made by: exactly one of these.
_LISTS: Final = tuple(map(expand, ("owl:unionOf", "owl:intersectionOf")))
_RESTRICTIONS: Final = tuple(
    map(expand, ("owl:hasValue", "owl:someValuesFrom", "owl:allValuesFrom"))
)
MAKING: Final = (*_LISTS, expand("owl:complementOf"), *_RESTRICTIONS)


class Axiom:
    """An axiom that is being compiled: its text, and variables that it has not used yet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._used = 0

    def another(self) -> Variable:
        """Return a new variable: two restrictions of one axiom speak of two things."""
        self._used += 1
        return Variable(f"y{self._used}")


@dataclass(frozen=True)
class _Made:
    """A nameless class: what makes it, of what parts, on which property, with which value."""

    by: str
    parts: tuple[Node, ...] = ()
    prop: str = ""
    value: Node | px.Literal = THING


def clash(axiom: str, thing: Variable) -> Atom:
    """Return the head of a rule that finds a contradiction about a thing."""
    return Atom(CLASH, (px.Literal(axiom), thing))


def numbered(
    text: str, thing: Variable, rules: Iterable[Consequence], texts: sentences.Texts
) -> Iterator[Rule]:
    """Yield the rules of one axiom; where there are several, each has a number."""
    held = list(rules)
    for number, (head, body) in enumerate(held, start=1):
        name = text if len(held) == 1 else f"{text} #{number}"
        yield Rule(name, clash(name, thing) if head is None else head, body, *texts)


class Expressions:
    """The class expressions of one ontology; ``union`` gives the predicate of a union's things."""

    def __init__(self, terms: Terms, union: Callable[[tuple[str, ...]], str]) -> None:
        self._terms = terms
        self._union = union

    def name(self, node: Node | px.Literal) -> str:
        """Return a class or property expression in Manchester syntax."""
        return sentences.manchester(self._terms, node)

    def bodies(self, node: Node, x: Variable, axiom: Axiom) -> list[Body]:
        """Return the ways in which ``x`` can be known to be of a class."""
        if isinstance(node, px.NamedNode):
            return [(self._member(node, x, axiom),)]
        made = self._made(node, axiom)
        if made.by == expand("owl:unionOf"):
            return [body for part in made.parts for body in self.bodies(part, x, axiom)]
        if made.by == expand("owl:intersectionOf"):
            choices = product(*(self.bodies(part, x, axiom) for part in made.parts))
            return [tuple(c for body in choice for c in body) for choice in choices]
        if made.by == expand("owl:hasValue"):
            return [(Atom(made.prop, (x, self._constant(made, axiom))),)]
        if made.by == expand("owl:someValuesFrom"):
            y = axiom.another()
            link = Atom(made.prop, (x, y))
            if made.value == THING:
                return [(link,)]
            return [(link, *body) for body in self.bodies(_node(made.value), y, axiom)]
        raise self._uncovered(node, axiom)

    def heads(self, node: Node, x: Variable, axiom: Axiom) -> list[Consequence]:
        """Return what follows where ``x`` is of a class."""
        if node == THING:
            return []
        if node == NOTHING:
            return [(None, ())]
        if isinstance(node, px.NamedNode):
            return [(self._member(node, x, axiom), ())]
        made = self._made(node, axiom)
        if made.by == expand("owl:intersectionOf"):
            return [found for part in made.parts for found in self.heads(part, x, axiom)]
        if made.by == expand("owl:unionOf"):
            members = [self.named(part, axiom) for part in made.parts]
            return [(Atom(self._union(tuple(sorted(set(members)))), (x,)), ())]
        if made.by == expand("owl:complementOf"):
            return [(None, body) for body in self.bodies(_node(made.value), x, axiom)]
        if made.by == expand("owl:hasValue"):
            return [(Atom(made.prop, (x, self._constant(made, axiom))), ())]
        if made.by == expand("owl:allValuesFrom"):
            y = axiom.another()
            found = self.heads(_node(made.value), y, axiom)
            return [(head, (Atom(made.prop, (x, y)), *more)) for head, more in found]
        raise self._uncovered(node, axiom)

    def _made(self, node: Node, axiom: Axiom) -> _Made:
        """Return what makes a nameless class; raise where a part of it would be left out."""
        said = self._terms.about(node)
        by = [prop for prop in MAKING if prop in said]
        on = said.get(expand("owl:onProperty"), [])
        if len(by) != 1 or len(said[by[0]]) != 1 or len(on) != (by[0] in _RESTRICTIONS):
            raise self._uncovered(node, axiom)
        value = said[by[0]][0]
        if by[0] in _LISTS:
            parts = () if isinstance(value, px.Literal) else tuple(self._terms.members(value))
            if not parts:
                raise self._uncovered(node, axiom)
            return _Made(by[0], parts)
        if not on:
            if isinstance(value, px.Literal):
                raise self._uncovered(node, axiom)
            return _Made(by[0], value=value)
        prop = on[0].value if isinstance(on[0], px.NamedNode) else ""
        literals = prop in self._terms.data_properties
        # A class of values is a data range unless the property leads to things.
        fits = isinstance(value, px.Literal) if by[0] == _RESTRICTIONS[0] else False
        if prop not in self._terms.properties or fits != literals:
            raise self._uncovered(node, axiom)
        return _Made(by[0], prop=prop, value=value)

    def _constant(self, made: _Made, axiom: Axiom) -> Term:
        value = made.value
        if isinstance(value, px.BlankNode) or not is_writable(value):
            raise OntologyError(
                f"an axiom that the rules do not cover: {axiom.text}",
                hint="a value is a name, or a text that no rule's quotation marks break",
            )
        return value

    def _member(self, node: px.NamedNode, x: Variable, axiom: Axiom) -> Atom:
        return Atom(self.named(node, axiom), (x,))

    def named(self, node: Node, axiom: Axiom) -> str:
        """Return the IRI of a named class; raise for what is none."""
        if not isinstance(node, px.NamedNode) or node.value not in self._terms.classes:
            raise self._uncovered(node, axiom)
        return node.value

    def _uncovered(self, node: Node, axiom: Axiom) -> OntologyError:
        return OntologyError(
            f"an axiom that the rules do not cover: {axiom.text}",
            hint=f"no rule stands for {self.name(node)} on this side",
        )


def _node(value: Node | px.Literal) -> Node:
    if isinstance(value, px.Literal):
        raise TypeError("a literal where a class must be")  # `_made` lets none through
    return value
