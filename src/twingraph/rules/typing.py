"""Which positions of predicates hold integers, so that no rule compares anything else.

In: a `RuleSet`. Out: OntologyError for a rule that orders or adds what is not known to be an
integer: Nemo would answer that with no rows and no word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import expand
from twingraph.rules.model import (
    SAYS,
    XSD_INTEGER,
    Atom,
    Call,
    Comparison,
    Expression,
    Rule,
    RuleSet,
    Variable,
    written,
)

# The schemes number their concepts with integers; a test holds them to it.
_NUMBERED: Final = frozenset({expand("skos:notation")})
_ORDERING: Final = ("<", "<=", ">", ">=")

Places = frozenset[tuple[str, int]]


def refuse_other_comparisons(rules: RuleSet) -> None:
    """Raise OntologyError, with file and line, where a rule orders or adds other things."""
    places = integer_places(rules)
    for rule in rules:
        known = _integers(rule, places, rules)
        for operand in _needed(rule):
            if not _is_integer(operand, known):
                raise OntologyError(
                    f"{rule.name}: {written(operand)} is ordered or added, and not known to be "
                    "an integer",
                    path=rule.path or None,
                    line=rule.line,
                    hint="only integers are compared; a day has tg:earliestDay and tg:latestDay",
                )
        for atom in (rule.head, *rule.atoms):
            for i, term in enumerate(atom.terms):
                number = isinstance(term, Variable) or _is_integer(term, set())
                if (atom.predicate, i) in places and not number:
                    raise OntologyError(
                        f"{rule.name}: {atom.shown} has no integer where one must be",
                        path=rule.path or None,
                        line=rule.line,
                    )


def integer_places(rules: RuleSet) -> Places:
    """Return the positions (predicate, index) that hold integers and nothing else."""
    places: Places = frozenset((p, 1) for p in rules.terms.integers)
    heads = {rule.head.predicate for rule in rules if "://" not in rule.head.predicate}
    # The largest set that the rules bear out: begin with all, and strike what one contradicts.
    open_ = {
        (rule.head.predicate, i)
        for rule in rules
        if rule.head.predicate in heads
        for i in range(len(rule.head.terms))
    }
    while True:
        held = places | open_
        kept = {
            (predicate, i)
            for predicate, i in open_
            if all(
                _is_integer(rule.head.terms[i], _integers(rule, held, rules))
                for rule in rules.concluding(predicate)
            )
        }
        if kept == open_:
            return held
        open_ = kept


def _integers(rule: Rule, places: Places, rules: RuleSet) -> set[str]:
    """Return the variables of a rule that hold integers."""
    found: set[str] = set()
    for atom in rule.premises:
        for i, term in enumerate(atom.terms):
            whole = (atom.predicate, i) in places or _says(atom, i, rules)
            if whole and isinstance(term, Variable):
                found.add(term.name)
    for part in rule.body:
        if isinstance(part, Comparison) and part.operator == "=":
            given = part.left
            if isinstance(given, Variable) and _is_integer(part.right, found):
                found.add(given.name)
    return found


def _says(atom: Atom, index: int, rules: RuleSet) -> bool:
    if atom.predicate != SAYS or index != 3:
        return False
    prop = atom.terms[2]
    return isinstance(prop, px.NamedNode) and prop.value in rules.terms.integers | _NUMBERED


def _is_integer(expression: Expression, known: set[str]) -> bool:
    if isinstance(expression, Variable):
        return expression.name in known
    if isinstance(expression, px.Literal):
        return expression.datatype == XSD_INTEGER
    return isinstance(expression, Call) and expression.function in ("+", "-")


def _needed(rule: Rule) -> Iterator[Expression]:
    """Yield what a rule orders or adds."""
    for part in rule.body:
        if isinstance(part, Comparison):
            for side in (part.left, part.right):
                if part.operator in _ORDERING:
                    yield side
                yield from _added(side)


def _added(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, Call):
        for argument in expression.arguments:
            if expression.function in ("+", "-"):
                yield argument
            yield from _added(argument)
