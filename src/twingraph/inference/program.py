"""Rules to the text of a program for Nemo.

In: a `RuleSet`. Out: the text without its input, and the rules by the names that traces give back.
What one property says is put apart by graph first: to sort all that is said anew for each rule
would take most of the time. What is concluded and not asserted is gathered in one predicate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as px

from twingraph.prefixes import expand, shorten
from twingraph.rules.model import ASSERTED, SAYS, Atom, Condition, Not, Rule, RuleSet, Variable

NEW: Final = "new"
"""The predicate of what is concluded and not asserted: subject, property, object."""

_ONLY: Final = "asserted_"
_TYPE: Final = px.NamedNode(expand("rdf:type"))
_G, _X, _Y = map(Variable, "gxy")


@dataclass(frozen=True)
class ProgramText:
    """A program for Nemo, and its rules by name."""

    text: str
    by_name: dict[str, Rule]


def program_text(rules: RuleSet, *, clashes: bool = False) -> ProgramText:
    """Return the program that concludes all that the rules can, with ``clashes`` those too."""
    needed = rules.needed(clashes=clashes)
    apart = _Apart()
    run = [apart.rewritten(rule) for rule in needed if not rule.name.startswith(ASSERTED)]
    concluded = frozenset(rules.concluded)
    asserted = [
        made
        for number, rule in enumerate(needed)
        if rule.name.startswith(ASSERTED)
        for made in (_in_two(rule, number) if rule.head.predicate in concluded else (rule,))
    ]
    named = (*asserted, *apart.rules, *needed)
    by_name = {rule.name: rule for rule in reversed(named)}
    heads = {rule.head.predicate for rule in needed} | {SAYS}
    outputs = [f"<{head}>" if "://" in head else head for head in sorted(heads)]
    lines = [
        *map(str, (*asserted, *apart.rules, *run, *_gathering(asserted))),
        *(f"@output {name} ." for name in outputs),
        f'@export {NEW} :- ntriples{{resource="{NEW}.nt"}} .',
    ]
    return ProgramText("\n".join(lines) + "\n", by_name)


class _Apart:
    """What sources say with one property, by graph, in a predicate of its own."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    @property
    def rules(self) -> Iterable[Rule]:
        return self._rules.values()

    def rewritten(self, rule: Rule) -> Rule:
        """Return a rule that reads the predicates of properties instead of all that is said."""
        return replace(rule, body=tuple(map(self._part, rule.body)))

    def _part(self, part: Condition) -> Condition:
        if isinstance(part, Not):
            return Not(self._atom(part.atom))
        return self._atom(part) if isinstance(part, Atom) else part

    def _atom(self, atom: Atom) -> Atom:
        if atom.predicate != SAYS:
            return atom
        graph, subject, prop, value = atom.terms
        if not isinstance(prop, px.NamedNode):
            return atom
        if prop.value not in self._rules:
            head = Atom(f"{SAYS}_{len(self._rules) + 1}", (_G, _X, _Y))
            self._rules[prop.value] = Rule(
                f"{ASSERTED}{shorten(prop.value)} by graph",
                head,
                (Atom(SAYS, (_G, _X, prop, _Y)),),
                "A source says so.",
                "Une source le dit.",
            )
        return Atom(self._rules[prop.value].head.predicate, (graph, subject, value))


def _in_two(rule: Rule, number: int) -> tuple[Rule, Rule]:
    """Return a rule that takes over what is asserted by way of a predicate of its own."""
    apart = Atom(f"{_ONLY}{number}", rule.head.terms)
    return replace(rule, name=f"{rule.name} only", head=apart), replace(rule, body=(apart,))


def _gathering(asserted: Iterable[Rule]) -> Iterable[Rule]:
    """Yield the rules that gather what is concluded and not asserted."""
    for rule in asserted:
        apart = rule.body[0]
        if isinstance(apart, Atom) and apart.predicate != SAYS:
            node = px.NamedNode(rule.head.predicate)
            if len(rule.head.terms) == 1:
                head = Atom(NEW, (_X, _TYPE, node))
            else:
                head = Atom(NEW, (_X, node, _Y))
            body = (rule.head, Not(apart))
            yield Rule(f"new {shorten(rule.head.predicate)}", head, body, "", "")
