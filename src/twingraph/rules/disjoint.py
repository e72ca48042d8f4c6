"""Classes that share no member: the things of each, a clash where one thing is in two.

In: pairs and lists of named classes. Out: rules of which there are as many as classes, not as pairs
of classes; and, for other rules, what shows that a thing is not of a class. Classes without a name
are compiled pair by pair, in `axioms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as px

from twingraph.prefixes import expand, shorten
from twingraph.rules.expressions import clash
from twingraph.rules.model import SAYS, Atom, Comparison, Condition, Rule, Variable
from twingraph.rules.sentences import Sentences
from twingraph.rules.terms import Terms

_OF_CLASS: Final = "of_class"
"""The predicate of a thing and a class that shares no member with some other."""
_DISJOINT: Final = px.NamedNode(expand("owl:disjointWith"))
_X, _C, _D = Variable("x"), Variable("c"), Variable("d")


class Disjoint:
    """The disjoint classes of one ontology."""

    def __init__(self, terms: Terms) -> None:
        self._say = Sentences(terms)
        self._lists: dict[tuple[str, ...], str] = {}

    def pair(self, *classes: str) -> Iterator[Rule]:
        """Yield the rules of two disjoint classes; one of them reads all pairs as data."""
        yield from self._members(_OF_CLASS, classes, "in")
        name = "DisjointClasses"
        apart = Atom(SAYS, (Variable("g"), _C, _DISJOINT, _D))
        body = (apart, Atom(_OF_CLASS, (_X, _C)), Atom(_OF_CLASS, (_X, _D)))
        yield Rule(name, clash(name, _X), body, *self._say.disjoint_classes())

    def all_of(self, classes: tuple[str, ...]) -> Iterator[Rule]:
        """Yield the rules of classes of which no two share a member."""
        predicate = self._lists.setdefault(classes, f"of_class_{len(self._lists) + 1}")
        name = f"DisjointClasses: {', '.join(map(shorten, classes))}"
        yield from self._members(predicate, classes, f"in {predicate}:")
        body = (Atom(predicate, (_X, _C)), Atom(predicate, (_X, _D)), Comparison(_C, "!=", _D))
        yield Rule(name, clash(name, _X), body, *self._say.disjoint_classes())

    def excluding(self, cls: str) -> Iterator[tuple[str, tuple[Condition, ...]]]:
        """Yield what shows of ``x`` that it is not of a class: it is of class ``d``, apart from it.

        Each comes with a few words.
        """
        node = px.NamedNode(cls)
        known = Atom(_OF_CLASS, (_X, _D))
        for ends in ((node, _D), (_D, node)):
            shown = " ".join(t.name if isinstance(t, Variable) else shorten(t.value) for t in ends)
            yield (
                f"{shown} disjoint",
                (known, Atom(SAYS, (Variable("g"), ends[0], _DISJOINT, ends[1]))),
            )
        for classes, predicate in self._lists.items():
            if cls in classes:
                body = (Atom(predicate, (_X, _D)), Comparison(_D, "!=", node))
                yield f"{shorten(cls)} in {predicate}", body

    def _members(self, predicate: str, classes: tuple[str, ...], words: str) -> Iterator[Rule]:
        for cls in classes:
            node = px.NamedNode(cls)
            head, body = Atom(predicate, (_X, node)), (Atom(cls, (_X,)),)
            yield Rule(f"{words} {shorten(cls)}", head, body, *self._say.of_class(node))
