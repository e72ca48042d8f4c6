"""Unions on the right side of an axiom: a thing is in one of several classes, unknown in which.

In: the classes of each union met. Out: rules for what all of them have in common, and a clash where
all of them are excluded by classes that share no member. Which one is left when all others are
excluded is not concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import pyoxigraph as px

from twingraph.prefixes import shorten
from twingraph.rules import sentences
from twingraph.rules.disjoint import Disjoint
from twingraph.rules.expressions import clash
from twingraph.rules.model import Atom, Rule, Variable
from twingraph.rules.terms import Node, Terms

_X = Variable("x")
_Key = TypeVar("_Key", str, tuple[str, ...])


class Unions:
    """The unions of one ontology, numbered where two would be called the same."""

    def __init__(self, terms: Terms, disjoint: Disjoint) -> None:
        self._terms = terms
        self._disjoint = disjoint
        self._say = sentences.Sentences(terms)
        self._predicates: dict[tuple[str, ...], str] = {}
        self._excluded: dict[str, str] = {}

    def predicate(self, members: tuple[str, ...]) -> str:
        """Return the predicate of the things of a union, given its classes, sorted."""
        return _named(self._predicates, members, "one_of_" + "_".join(map(_bare, members)))

    def rules(self) -> Iterator[Rule]:
        """Yield the rules of the unions met so far."""
        for members in sorted(self._predicates):
            yield from self._of_union(members)

    def _of_union(self, members: tuple[str, ...]) -> Iterator[Rule]:
        within = Atom(self._predicates[members], (_X,))
        shown = " or ".join(map(shorten, members))
        common = set.intersection(*(self._above(member) for member in members))
        for cls in sorted(common):
            texts = self._say.common(members, cls)
            yield Rule(f"({shown}) SubClassOf {shorten(cls)}", Atom(cls, (_X,)), (within,), *texts)
        excluded = []
        for member in members:
            predicate = _named(self._excluded, member, f"not_{_bare(member)}")
            excluded.append(Atom(predicate, (_X,)))
            yield from self._exclusion(excluded[-1], member, within)
        name = f"({shown}) and none is left"
        yield Rule(name, clash(name, _X), (within, *excluded), *self._say.none_left(members))

    def _exclusion(self, head: Atom, cls: str, within: Atom) -> Iterator[Rule]:
        """Yield what makes a thing of a union no member of a class: a class that is disjoint."""
        for above in sorted(self._above(cls)):
            for words, body in self._disjoint.excluding(above):
                name = f"{within.predicate}: not {shorten(cls)}, {words}"
                yield Rule(name, head, (within, *body), *self._say.excluded(cls))

    def _above(self, cls: str) -> set[str]:
        """Return the named classes above a class by axioms about names, itself among them."""
        found: set[str] = set()
        todo: list[Node] = [px.NamedNode(cls)]
        while todo:
            one = todo.pop()
            if isinstance(one, px.BlankNode):
                for first in self._terms.objects(one, "owl:intersectionOf"):
                    todo += [] if isinstance(first, px.Literal) else self._terms.members(first)
            elif one.value not in found and one.value in self._terms.classes:
                found.add(one.value)
                for prop in ("rdfs:subClassOf", "owl:equivalentClass"):
                    todo += _nodes(self._terms.objects(one, prop))
                todo += [s for s in self._terms.subjects if self._equal(s, one)]
        return found

    def _equal(self, subject: Node, cls: px.NamedNode) -> bool:
        return cls in self._terms.objects(subject, "owl:equivalentClass")


def _nodes(found: Iterable[Node | px.Literal]) -> list[Node]:
    return [node for node in found if not isinstance(node, px.Literal)]


def _named(names: dict[_Key, str], key: _Key, wanted: str) -> str:
    """Return the name of a key, with a number where another key bears the name already."""
    if key not in names:
        name, number = wanted, 1
        while name in names.values():
            number += 1
            name = f"{wanted}_{number}"
        names[key] = name
    return names[key]


def _bare(iri: str) -> str:
    """Return an IRI's last part, as a predicate of Nemo may be called."""
    letters = shorten(iri).rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in letters)
