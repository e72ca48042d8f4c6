"""The order of the rules: what a rule denies is settled before it is used, and no rule counts on.

In: a `RuleSet`. Out: OntologyError for a rule that denies what rests on its own conclusion, with
the circle, of which Nemo would only say that there is one; and for a rule that computes a value
from what rests on its own conclusion, of which Nemo would make new ones for ever.
"""

from __future__ import annotations

from twingraph.errors import OntologyError
from twingraph.prefixes import shorten
from twingraph.rules.model import Call, Comparison, Not, RuleSet


def refuse_circles(rules: RuleSet) -> None:
    """Raise OntologyError, with file and line, where a denial rests on itself."""
    rests_on = _rests_on(rules)
    for rule in rules:
        for part in rule.body:
            if isinstance(part, Not):
                way = _way(part.atom.predicate, rule.head.predicate, rests_on)
                if way:
                    shown = " rests on ".join(map(shorten, way))
                    raise OntologyError(
                        f"{rule.name}: a denial that rests on itself: {shown}",
                        path=rule.path or None,
                        line=rule.line,
                        hint="what a rule denies must not follow from what it concludes",
                    )


def refuse_counting_on(rules: RuleSet) -> None:
    """Raise OntologyError, with file and line, where a computed value may rest on itself."""
    rests_on = _rests_on(rules)
    for rule in rules:
        if not any(isinstance(part, Comparison) and _computes(part) for part in rule.body):
            continue
        for atom in rule.premises:
            way = _way(atom.predicate, rule.head.predicate, rests_on)
            if way:
                raise OntologyError(
                    f"{rule.name}: computes from what rests on its own conclusion:"
                    f" {' rests on '.join(map(shorten, way))}",
                    path=rule.path or None,
                    line=rule.line,
                    hint="it would go on for ever",
                )


def _computes(part: Comparison) -> bool:
    return part.operator == "=" and isinstance(part.right, Call)


def _rests_on(rules: RuleSet) -> dict[str, list[str]]:
    """Return the predicates on which each rests directly."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        found.setdefault(rule.head.predicate, []).extend(a.predicate for a in rule.atoms)
    return found


def _way(start: str, end: str, rests_on: dict[str, list[str]]) -> list[str]:
    """Return the predicates by which one rests on another, or none; a shortest way."""
    before: dict[str, str | None] = {start: None}
    waiting = [start]
    for one in waiting:
        if one == end:
            way = [one]
            while (last := before[way[-1]]) is not None:
                way.append(last)
            return way[::-1]
        for other in rests_on.get(one, ()):
            if other not in before:
                before[other] = one
                waiting.append(other)
    return []
