"""Statements from which nothing follows but what the types of their ends say already.

In: a rule set. Out: whether a statement is such a one, given the classes that are asserted of its
subject and of its value. Most of what lists say of a city tells again, by the domain or the range
of a property, only that it is a place. It reads no data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

from twingraph.prefixes import expand
from twingraph.rules.model import ASSERTED, SAYS, Atom, Rule, RuleSet, Variable

_TYPE: Final = expand("rdf:type")
_ANY: Final = ""


class Entailing:
    """What a rule set concludes from one statement alone, of its subject and of its value."""

    def __init__(self, rules: RuleSet) -> None:
        used: dict[str, list[Rule]] = {}
        for rule in rules.needed():
            if not rule.name.startswith(ASSERTED):
                for atom in rule.atoms:
                    used.setdefault(_read(atom), []).append(rule)
        self.asks_who_types: Final = bool({_ANY, _TYPE} & used.keys())
        """Whether a rule asks which graph says of what class a thing is."""
        self._used = used
        self._classes: dict[bytes, frozenset[bytes]] = {}
        self._ends: dict[bytes, tuple[frozenset[bytes], frozenset[bytes]]] = {}
        for prop in () if _ANY in used else sorted(rules.read - {*rules.concluded, _TYPE}):
            by = used.get(prop, [])
            if all(map(_is_typing, by)):
                ends = [
                    self._above(r.head.predicate for r in by if r.head.terms[0] == _term(r, i))
                    for i in (0, 1)
                ]
                if all(self._is_lonely(name) for end in ends for name in end if "://" not in name):
                    self._ends[f"<{prop}>".encode()] = (_named(ends[0]), _named(ends[1]))

    def is_entailed(self, prop: bytes, subject: Iterable[bytes], value: Iterable[bytes]) -> bool:
        """Say whether what follows from a property follows from the classes of its ends too.

        All are written as in N-Quads.
        """
        ends = self._ends.get(prop)
        if ends is None:
            return False
        return ends[0] <= self._of(subject) and ends[1] <= self._of(value)

    def _of(self, classes: Iterable[bytes]) -> frozenset[bytes]:
        """Return classes and all that follow from each."""
        found: frozenset[bytes] = frozenset()
        for one in classes:
            if one not in self._classes:
                self._classes[one] = _named(self._above([one[1:-1].decode()]))
            found |= self._classes[one]
        return found

    def _above(self, names: Iterable[str]) -> set[str]:
        """Return classes, and helping names, and all that rules conclude from one of them alone."""
        found: set[str] = set()
        todo = list(names)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [r.head.predicate for r in self._used.get(name, ()) if _is_wider(r)]
        return found

    def _is_lonely(self, name: str) -> bool:
        return all(map(_is_wider, self._used.get(name, ())))


def _read(atom: Atom) -> str:
    """Return what an atom reads: a property that is said, or a predicate."""
    if atom.predicate != SAYS:
        return atom.predicate
    prop = atom.terms[2]
    return prop.value if isinstance(prop, px.NamedNode) else _ANY


def _is_typing(rule: Rule) -> bool:
    """Say whether a rule concludes a class of one end of a property, and asks for nothing else."""
    ends = {_term(rule, 0), _term(rule, 1)}
    return _is_single(rule, 2) and len(ends) == len(rule.premises[0].terms)


def _is_wider(rule: Rule) -> bool:
    """Say whether a rule concludes one class of what is of another, and asks for nothing else."""
    return _is_single(rule, 1)


def _is_single(rule: Rule, arity: int) -> bool:
    """Say whether a rule asks for one atom of so many variables, and concludes a class of one."""
    if len(rule.body) != 1 or len(rule.premises) != 1 or rule.premises[0].predicate == SAYS:
        return False
    terms = rule.premises[0].terms
    variables = all(isinstance(term, Variable) for term in terms)
    return len(terms) == arity and variables and rule.head.terms in [(term,) for term in terms]


def _term(rule: Rule, number: int) -> object:
    terms = rule.premises[0].terms if rule.premises else ()
    return terms[number] if number < len(terms) else None


def _named(names: Iterable[str]) -> frozenset[bytes]:
    """Return those of some names that are classes, as in N-Quads."""
    return frozenset(f"<{name}>".encode() for name in names if "://" in name)
