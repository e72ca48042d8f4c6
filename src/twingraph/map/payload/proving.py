"""What follows by rule, with its proofs: steps that proofs share, each told once.

In: a graph, and the triples that the details show. Out: a position for each, and ``PackedProofs``
of web/src/data/payload.ts: what a step says is names put together, so that it stands there but
once for all languages. A build's kept proofs are read; where there are none, what concerns the
cities with records is concluded once, and only what rests on more is asked of the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as px

from twingraph.explaining.reasoning import reasoner
from twingraph.explaining.wording import OPEN, Wording
from twingraph.explaining.words import say
from twingraph.inference.nemo import Conclusions, Program
from twingraph.inference.proofs import Leaf, Proof, Step, fact_of, triple_of
from twingraph.inference.stored import PROOFS, read_proofs, untraced
from twingraph.labels import Labels
from twingraph.map.payload.citing import Citing
from twingraph.map.payload.concerning import concerning
from twingraph.map.payload.naming import LANGUAGES, Positions, iri_of
from twingraph.map.payload.packing import TextTable, differences, packed_evidence
from twingraph.prefixes import expand
from twingraph.rules import load_rules
from twingraph.rules.model import Atom, Constant, Rule, RuleSet
from twingraph.store import Graph

_PLAIN: Final = ("structure", "ontology", "dates")
"""Grounds that are told in words: neither a passage nor somebody's word."""
_UNEQUAL: Final = "≠"
_TYPE: Final = expand("rdf:type")


class Proofs:
    """The proofs of what the details show; each is searched for when it is first asked for."""

    def __init__(self, graph: Graph, labels: Labels, citing: Citing, cities: Iterable[str]) -> None:
        """Take the graph, how things are named and cited, and the cities (IRIs) with records."""
        self._graph = graph
        self._cities = tuple(cities)
        self._citing = citing
        self._rules: RuleSet = load_rules()
        self._wording = {tag: Wording(graph, labels, tag, self._rules) for tag in LANGUAGES}
        self._kept = self._read()
        self._conclusions: Conclusions | None = None
        self._at: dict[Atom, int] = {}
        self._found: list[Proof] = []

    def of(self, subject: str, prop: str, value: Constant) -> int:
        """Return the position of an inferred triple's proof.

        Raises MachineError for one that has none.
        """
        names = px.NamedNode(iri_of(subject)), px.NamedNode(iri_of(prop))
        fact = fact_of(*names, value)
        if fact not in self._at:
            self._at[fact] = len(self._found)
            self._found.append(self._prove(px.Triple(*names, value), fact))
        return self._at[fact]

    def packed(self, texts: TextTable) -> dict[str, Any]:
        """Return the rules, the steps of all proofs, premises first, and each proof's step."""
        steps: dict[Atom, int] = {}
        rules = Positions()
        rows: list[list[Any]] = []
        for proof in self._found:
            for one in _premises_first(proof, steps):
                steps[one.fact] = len(rows)
                rows.append(
                    self._asserted(one, texts)
                    if isinstance(one, Leaf)
                    else self._inferred(one, steps, rules, texts)
                )
        return {
            "is": {tag: say("is", tag, x="{0}", cls="{1}") for tag in LANGUAGES},
            "rules": [self._rule(self._rules.by_name[name]) for name in rules],
            "steps": rows,
            "heads": differences([steps[proof.fact] for proof in self._found]),
        }

    def _read(self) -> dict[px.Triple, Proof]:
        folder = self._graph.folder
        kept = folder.parent / "inference" / PROOFS if folder is not None else None
        return read_proofs(kept, self._rules) if kept is not None and kept.is_file() else {}

    def _prove(self, triple: px.Triple, fact: Atom) -> Proof:
        if triple in self._kept:
            return self._kept[triple]
        if self._conclusions is None:
            known = concerning(self._graph, self._cities)
            self._conclusions = Program(self._rules).reason(known)
        (proof,) = self._conclusions.proofs([fact])
        if proof is None:
            proof = reasoner(self._graph).conclusions(fact.predicate).proof(fact)
        if proof is None:
            raise untraced(fact)
        return proof

    def _rule(self, rule: Rule) -> dict[str, Any]:
        fields = {name: f"{{{at}}}" for at, name in enumerate(sorted(rule.fields))}
        says = {tag: rule.told(tag, fields.__getitem__) for tag in LANGUAGES}
        return {"name": rule.name, "says": says}

    def _inferred(
        self, step: Step, steps: dict[Atom, int], rules: Positions, texts: TextTable
    ) -> list[Any]:
        """Return a step by a rule: what it says, the rule, what fills its sentence, premises."""
        values = [
            self._label(step.bindings[name], texts) if name in step.bindings else texts.both(OPEN)
            for name in sorted(step.rule.fields)
        ]
        worded = [
            wording.conditions(step.rule, step.bindings) for wording in self._wording.values()
        ]
        # The sentence says what must differ and what must not be; the sums it leaves out.
        conditions = [
            texts.of([one.text for one in told])
            for told in zip(*worded, strict=True)
            if told[0].kind == "compared" and _UNEQUAL not in told[0].text
        ]
        here = len(steps) - 1
        premises = [here - steps[premise.fact] for premise in step.premises]
        row = [self._says(step, texts), rules.of(step.rule.name), values, premises]
        return [*row, conditions] if conditions else row

    def _asserted(self, leaf: Leaf, texts: TextTable) -> list[Any]:
        """Return what is asserted: what it says, and who does or what it is."""
        grounds = {
            tag: one.saying(*leaf.triple) or one.of([leaf.graph])
            for tag, one in self._citing.grounds.items()
        }
        cited = self._citing.asserted(grounds[LANGUAGES[0]])
        if cited:
            return [self._says(leaf, texts), packed_evidence(cited)]
        plain = [
            next((one.text for one in told if one.kind in _PLAIN), "") for told in grounds.values()
        ]
        return [self._says(leaf, texts), 0, texts.of(plain)]

    def _says(self, proof: Proof, texts: TextTable) -> list[int]:
        """Return the names of which the fact is made: three, two for a class, none for no triple.

        What is no triple says what its rule's sentence says.
        """
        triple = triple_of(proof.fact)
        if triple is None:
            return []
        subject, prop, value = triple
        said = (subject, value) if prop.value == _TYPE else (subject, prop, value)
        return [self._label(term, texts) for term in said]

    def _label(self, term: Constant, texts: TextTable) -> int:
        if isinstance(term, px.Literal):
            return texts.both(term.value)
        return texts.of([wording.label(term.value) for wording in self._wording.values()])


def _premises_first(proof: Proof, known: dict[Atom, int]) -> Iterable[Proof]:
    """Yield what a proof rests on before it, and nothing that is known already."""
    todo, seen = [(proof, False)], set()
    while todo:
        one, ready = todo.pop()
        if ready:
            yield one
        elif one.fact not in known and one.fact not in seen:
            seen.add(one.fact)
            below = one.premises if isinstance(one, Step) else ()
            todo += [(one, True), *((premise, False) for premise in reversed(below))]
