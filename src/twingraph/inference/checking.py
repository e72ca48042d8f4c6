"""Proofs checked: each step derived again from its premises, without the engine that found it.

In: a proof, the rules, what was concluded and what is asserted. Out: `Flaw` for every step that
does not follow and every leaf that nothing asserts; none where the proof is right. It searches for
no other proof.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

import pyoxigraph as px

from twingraph.inference.evaluating import evaluate, holds
from twingraph.inference.matching import Facts
from twingraph.inference.proofs import Leaf, Proof, Step, fact_of, parts
from twingraph.rules.model import SAYS, Atom, Comparison, Not, RuleSet, Variable


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one step of a proof: its fact, and why it does not follow."""

    fact: str
    message: str

    def __str__(self) -> str:
        """Return the flaw on one line."""
        return f"{self.fact}: {self.message}"


def flaws(
    proof: Proof, rules: RuleSet, facts: Facts, asserted: Container[px.Quad]
) -> Iterator[Flaw]:
    """Yield what is wrong with a proof, each fact looked at once.

    ``facts`` are all conclusions, with which what is denied is compared; ``asserted`` holds the
    quads that the sources say.
    """
    for part in parts(proof):
        if any(isinstance(term, Variable) for term in part.fact.terms):
            yield Flaw(part.fact.shown, "a fact with a variable")
        elif isinstance(part, Leaf):
            yield from _leaf(part, asserted)
        else:
            for message in _step(part, rules, facts):
                yield Flaw(part.fact.shown, message)


def _leaf(leaf: Leaf, asserted: Container[px.Quad]) -> Iterator[Flaw]:
    if leaf.fact.predicate != SAYS:
        yield Flaw(leaf.fact.shown, "nothing that a source says")
        return
    if px.Quad(*leaf.triple, px.NamedNode(leaf.graph)) not in asserted:
        yield Flaw(leaf.fact.shown, "the graph does not say so")


def _step(step: Step, rules: RuleSet, facts: Facts) -> Iterator[str]:
    rule = rules.by_name.get(step.rule.name)
    if rule != step.rule:
        yield f"the rule '{step.rule.name}' is none of the ontology's"
        return
    if rule.head.at(step.bindings) != step.fact:
        yield f"the rule '{rule.name}' concludes {rule.head.at(step.bindings).shown}"
    if len(rule.premises) != len(step.premises):
        yield f"the rule '{rule.name}' has {len(rule.premises)} premises"
        return
    for atom, premise in zip(rule.premises, step.premises, strict=True):
        wanted = atom.at(step.bindings)
        if wanted not in _told(premise):
            yield f"its premise is {premise.fact.shown}, not {wanted.shown}"
    for part in rule.body:
        if isinstance(part, Comparison) and not _compares(part, step):
            yield f"it does not hold that {part}"
        elif isinstance(part, Not):
            denied = part.atom.at(step.bindings)
            for row in facts.matching(denied)[:1]:
                yield f"denied, and yet so: {Atom(denied.predicate, row).shown}"


def _told(premise: Proof) -> tuple[Atom, ...]:
    """Return what a premise proves: a leaf both that a source says it, and that it is so."""
    if isinstance(premise, Leaf) and premise.fact.predicate == SAYS:
        return premise.fact, fact_of(*premise.triple)
    return (premise.fact,)


def _compares(part: Comparison, step: Step) -> bool:
    """Say whether a comparison holds; a variable that it gives a value has that very value."""
    try:
        if part.operator == "=":
            left = evaluate(part.left, step.bindings)
            return left is not None and left == evaluate(part.right, step.bindings)
        return holds(part, step.bindings) is True
    except ValueError:
        return False
