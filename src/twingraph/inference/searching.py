"""Proofs found without the engine: from a conclusion back to what sources say, by trying rules.

In: all conclusions of an input and the rules. Out: the proofs that were found, kept beside those
that are known. It goes so deep and tries so much and no more; what it does not find, the engine
may. It concludes nothing that is not concluded already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from twingraph.inference.matching import Facts, matches
from twingraph.inference.proofs import Leaf, Proof, Step, triple_of
from twingraph.rules.model import ASSERTED, SAYS, Atom, Rule, Variable

_DEEPEST: Final = 100
_WAYS: Final = 50
_STEPS: Final = 5_000


class Search:
    """One search; ``known`` are the proofs found so far, to which it adds."""

    def __init__(
        self, known: dict[Atom, Proof], facts: Facts, rules: Mapping[str, Sequence[Rule]]
    ) -> None:
        self._known = known
        self._facts = facts
        self._rules = rules
        self._left = _STEPS

    def prove(self, fact: Atom, above: frozenset[Atom] = frozenset()) -> Proof | None:
        """Return a proof of a fact that does not rest on those ``above`` it."""
        if fact in self._known:
            return self._known[fact]
        self._left -= 1
        if self._left < 0 or fact in above or len(above) > _DEEPEST:
            return None
        if not self._facts.matching(fact):
            return None
        found = self._asserted(fact) or self._concluded(fact, above | {fact})
        if found is not None:
            self._known[fact] = found
        return found

    def _asserted(self, fact: Atom) -> Proof | None:
        if fact.predicate == SAYS:
            return Leaf(fact)
        triple = triple_of(fact)
        if triple is None:
            return None
        says = self._facts.matching(Atom(SAYS, (Variable("graph"), *triple)))
        return Leaf(Atom(SAYS, says[0])) if says else None

    def _concluded(self, fact: Atom, above: frozenset[Atom]) -> Proof | None:
        for rule in self._rules.get(fact.predicate, ()):
            if rule.name.startswith(ASSERTED):
                continue
            for bindings in islice(matches(rule, fact, self._facts), _WAYS):
                premises = []
                for atom in rule.premises:
                    found = self.prove(atom.at(bindings), above)
                    if found is None:
                        break
                    premises.append(found)
                else:
                    return Step(fact, rule, bindings, tuple(premises))
        return None
