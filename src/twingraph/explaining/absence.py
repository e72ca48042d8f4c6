"""What stands in the graph instead of a fact that does not, and what the fact would need.

In: a fact that is neither asserted nor follows. Out: the nearest facts that are there, and for each
rule that could conclude it how far it comes. Both are limited; neither guesses what is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as px

from twingraph.explaining.grounds import Grounds
from twingraph.explaining.model import Attempt, Near
from twingraph.explaining.proving import Steps
from twingraph.explaining.wording import Wording
from twingraph.inference import matching
from twingraph.inference.nemo import Conclusions
from twingraph.inference.proofs import Proof
from twingraph.inference.stored import untraced
from twingraph.prefixes import expand
from twingraph.rules.model import Atom, Constant, RuleSet
from twingraph.store import Graph, Term

_TYPE: Final = expand("rdf:type")
_MOST: Final = 5
"""How many facts of one kind are shown, and how many rules in full."""
_DEEPEST: Final = 3


def nearest(
    graph: Graph,
    fact: tuple[px.NamedNode, px.NamedNode, Constant],
    wording: Wording,
    grounds: Grounds,
) -> tuple[Near, ...]:
    """Return the facts nearest to one that is not there, the nearest first."""
    found = []
    seen = {fact}
    for how, triple in _near(graph, *fact):
        subject, prop, value = triple
        # What holds both ways is shown once.
        if not seen.intersection((triple, (value, prop, subject))) or how == "inverse":
            seen.add(triple)
            said = grounds.saying(*triple)
            found.append(Near(how, wording.statement(*triple), not said, said))  # type: ignore[arg-type]
    return tuple(found)


def _near(
    graph: Graph, subject: px.NamedNode, prop: px.NamedNode, value: Constant
) -> Iterator[tuple[str, tuple[px.NamedNode, px.NamedNode, Constant]]]:
    s, p, o = map(str, (subject, prop, value))
    if isinstance(value, px.NamedNode):
        if graph.select(f"SELECT * WHERE {{ {o} {p} {s} }} LIMIT 1").rows:
            yield "inverse", (value, prop, subject)
        for (other,) in _some(graph, f"{s} ?x {o}"):
            if isinstance(other, px.NamedNode):
                yield "between", (subject, other, value)
        for (other,) in _some(graph, f"{o} ?x {s}"):
            if isinstance(other, px.NamedNode):
                yield "between", (value, other, subject)
    for (other,) in _some(graph, f"{s} {p} ?x"):
        if isinstance(other, (px.NamedNode, px.Literal)):
            yield "same-subject", (subject, prop, other)
    if prop.value != _TYPE:
        for (other,) in _some(graph, f"?x {p} {o}"):
            if isinstance(other, px.NamedNode):
                yield "same-value", (other, prop, value)


def _some(graph: Graph, pattern: str) -> list[tuple[Term | None, ...]]:
    # Sorted here: the engine would have to read all of them.
    found = graph.select(f"SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x LIMIT {_MOST}")
    return found.rows


@dataclass(frozen=True)
class _Plan:
    """An attempt and those at its first missing premise."""

    found: matching.Attempt
    inner: tuple[_Plan, ...]

    @property
    def facts(self) -> Iterator[Atom]:
        """Yield what is shown with its proof."""
        yield from self.found.held
        if self.found.blocker is not None:
            yield self.found.blocker
        for plan in self.inner:
            yield from plan.facts


class Attempts:
    """How far rules come, with the premises that hold as steps of a table."""

    def __init__(
        self, rules: RuleSet, conclusions: Conclusions, wording: Wording, steps: Steps
    ) -> None:
        self._rules = rules
        self._conclusions = conclusions
        self._wording = wording
        self._steps = steps

    def of(self, fact: Atom) -> tuple[tuple[Attempt, ...], tuple[str, ...]]:
        """Return the nearest attempts at a fact, and the names of the other rules."""
        ranked = self._ranked(fact)
        plans = [self._plan(found, 1) for found in ranked[:_MOST]]
        # All at once, so that what is concluded is numbered first.
        self._steps.add(self._proof(one) for plan in plans for one in plan.facts)
        others = tuple(found.rule.name for found in ranked[_MOST:])
        return tuple(map(self._attempt, plans)), others

    def _ranked(self, fact: Atom) -> list[matching.Attempt]:
        index = self._conclusions.index
        tried = (
            matching.furthest(rule, fact, index) for rule in self._rules.concluding(fact.predicate)
        )
        return sorted((one for one in tried if one is not None), key=lambda one: one.rank)

    def _plan(self, found: matching.Attempt, depth: int) -> _Plan:
        inner: tuple[_Plan, ...] = ()
        if found.missing and "://" not in found.missing[0].predicate and depth < _DEEPEST:
            ranked = self._ranked(found.missing[0])
            inner = tuple(self._plan(one, depth + 1) for one in ranked[:2])
        return _Plan(found, inner)

    def _attempt(self, plan: _Plan) -> Attempt:
        found, wording, rule = plan.found, self._wording, plan.found.rule
        blocker = None
        if found.blocker is not None:
            (blocker,) = self._steps.add([self._proof(found.blocker)])
        return Attempt(
            rule.name,
            wording.sentence(rule, found.bindings),
            tuple(self._steps.add(map(self._proof, found.held))),
            tuple(map(wording.atom, found.missing)),
            None if found.failed is None else wording.comparison(found.failed, found.bindings),
            None if found.denied is None else wording.atom(found.denied),
            blocker,
            tuple(map(self._attempt, plan.inner)),
        )

    def _proof(self, fact: Atom) -> Proof:
        proof = self._conclusions.proof(fact)
        if proof is None:
            raise untraced(fact)
        return proof
