"""The order of the rules: what a rule denies is settled before the rule is used.

In: a `RuleSet`. Out: OntologyError for a rule that denies what rests on its own conclusion, with
the circle; Nemo would only say that there is one.
"""

from __future__ import annotations

from twingraph.errors import OntologyError
from twingraph.prefixes import shorten
from twingraph.rules.model import Not, RuleSet


def refuse_circles(rules: RuleSet) -> None:
    """Raise OntologyError, with file and line, where a denial rests on itself."""
    rests_on: dict[str, list[str]] = {}
    for rule in rules:
        rests_on.setdefault(rule.head.predicate, []).extend(a.predicate for a in rule.atoms)
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
