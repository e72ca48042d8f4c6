"""A proof as a table of steps, each fact once, in words and with all its grounds.

In: proofs. Out: numbered `Step` values: what is concluded first, in the order in which a reader
meets them, then what is asserted. A proof may be thousands of steps deep: nothing here recurs.
"""

from __future__ import annotations

from collections.abc import Iterable

from twingraph.explaining.grounds import Grounds
from twingraph.explaining.model import Step
from twingraph.explaining.wording import Wording
from twingraph.inference.proofs import Leaf, Proof, parts, triple_of
from twingraph.rules.model import Atom


class Steps:
    """The table of steps of one explanation."""

    def __init__(self, wording: Wording, grounds: Grounds) -> None:
        self._wording = wording
        self._grounds = grounds
        self._numbers: dict[Atom, int] = {}
        self._proofs: list[Proof] = []

    def add(self, found: Iterable[Proof]) -> list[int]:
        """Take proofs into the table; return the number of each. What is concluded comes first."""
        given = list(found)
        new: dict[Atom, Proof] = {}
        for proof in given:
            for part in parts(proof):
                if part.fact not in self._numbers:
                    new.setdefault(part.fact, part)
        for one in sorted(new.values(), key=lambda part: isinstance(part, Leaf)):
            self._proofs.append(one)
            self._numbers[one.fact] = len(self._proofs)
        return [self._numbers[proof.fact] for proof in given]

    def table(self) -> tuple[Step, ...]:
        """Return the steps taken in, by number."""
        return tuple(self._step(n, proof) for n, proof in enumerate(self._proofs, start=1))

    def _step(self, number: int, proof: Proof) -> Step:
        triple = triple_of(proof.fact)
        statement = None if triple is None else self._wording.statement(*triple)
        if isinstance(proof, Leaf):
            subject, prop, value = proof.triple
            grounds = self._grounds.saying(subject, prop, value) or self._grounds.of([proof.graph])
            # What one graph says, where the rule asks which; else that it is said at all.
            text = self._wording.statement(subject, prop, value).text
            return Step(number, "asserted", text, statement, grounds)
        sentence = self._wording.sentence(proof.rule, proof.bindings)
        return Step(
            number,
            "inferred",
            statement.text if statement else sentence,
            statement,
            (),
            proof.rule.name,
            sentence,
            self._wording.conditions(proof.rule, proof.bindings),
            tuple(self._numbers[premise.fact] for premise in proof.premises),
        )
