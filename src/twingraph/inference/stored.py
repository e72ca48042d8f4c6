"""Proofs in a file: written at a build for those who show them, and read back.

In: what the rules read and what follows, in files. Out: one JSON text in which each fact stands
once, after its premises, so that no proof can go round in a circle.
docs/explain.md describes the format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pyoxigraph as px

from twingraph.errors import DataError, MachineError
from twingraph.inference.following import Inferred
from twingraph.inference.nemo import Program
from twingraph.inference.proofs import Leaf, Proof, Step, fact_of, triple_of
from twingraph.prefixes import shorten
from twingraph.rules.model import SAYS, Atom, Constant, RuleSet
from twingraph.store import value

FORMAT: Final = 1
PROOFS: Final = "proofs.json"
LIMIT: Final = 20_000
"""The number of inferred triples up to which a build writes their proofs."""
_LEAF: Final = 2


def proofs_text(proofs: Iterable[Proof], saying: Mapping[px.Triple, Iterable[str]]) -> str:
    """Return proofs as the text of a file, sorted by what they conclude.

    ``saying`` holds the graphs that assert a triple; a leaf names all of them, the one that was
    used first.
    """
    table = _Table()
    inferred = []
    for proof in sorted(proofs, key=lambda one: str(one.fact)):
        table.add(proof, saying)
        inferred.append(table.facts[proof.fact])
    rules = [{"name": name, "variables": list(names)} for name, names in table.rules.items()]
    rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in table.rows)
    head = json.dumps(
        {"format": FORMAT, "terms": list(table.terms), "rules": rules, "inferred": inferred},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return f'{head[:-1]},"facts":[\n{rows}\n]}}\n'


def write_proofs(folder: Path, rules: RuleSet, inferred: Inferred) -> bool:
    """Write the proof of each inferred triple to ``proofs.json`` in a folder; tell whether.

    Of more than `LIMIT` triples none are written. Raises MachineError for a triple without a proof.
    """
    if inferred.count > LIMIT:
        return False
    triples = {
        quad.triple
        for path in inferred.graphs.values()
        for quad in px.parse(path=str(path), format=px.RdfFormat.N_QUADS)
        if quad.subject != quad.graph_name
    }
    conclusions = Program(rules).reason(inferred.read)
    facts = [fact_of(*triple) for triple in sorted(triples, key=str)]
    found = []
    for fact, proof in zip(facts, conclusions.proofs(facts), strict=True):
        if proof is None:
            raise untraced(fact)
        found.append(proof)
    saying: dict[px.Triple, list[str]] = {}
    for quad in px.parse(path=str(inferred.read), format=px.RdfFormat.N_QUADS):
        saying.setdefault(quad.triple, []).append(value(quad.graph_name))
    text = proofs_text(found, saying)
    (folder / PROOFS).write_text(text, encoding="utf-8", newline="\n")
    return True


def untraced(fact: Atom) -> MachineError:
    """Return the error for a fact that follows and has no proof: a fault of the program."""
    return MachineError(
        f"no proof is found of what follows: {fact.shown}",
        hint="twingraph build makes the graph again; if that does not help, report it",
    )


def read_proofs(path: str | Path, rules: RuleSet) -> dict[px.Triple, Proof]:
    """Return the proofs of a file by the triple that each concludes.

    Raises DataError for a file that cannot be read, or that names rules which are not there.
    """
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
        return _proofs(told, rules)
    except OSError as problem:
        raise DataError(f"cannot be read: {problem.strerror}", path=path) from problem
    except (ValueError, KeyError, IndexError, TypeError, SyntaxError) as problem:
        raise DataError(
            f"no file of proofs: {problem}", path=path, hint="twingraph build makes it again"
        ) from problem


class _Table:
    """Terms, rules and facts, each with its number, in the order in which they are met."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.rules: dict[str, tuple[str, ...]] = {}
        self.facts: dict[Atom, int] = {}
        self.rows: list[list[Any]] = []
        self._rule_numbers: dict[str, int] = {}

    def add(self, proof: Proof, saying: Mapping[px.Triple, Iterable[str]]) -> None:
        todo: list[tuple[Proof, bool]] = [(proof, False)]
        while todo:
            one, ready = todo.pop()
            if one.fact in self.facts:
                continue
            if isinstance(one, Leaf):
                self._keep(one.fact, self._leaf(one, saying))
            elif ready:
                self._keep(one.fact, self._step(one))
            else:
                todo += [(one, True), *((below, False) for below in reversed(one.premises))]

    def _keep(self, fact: Atom, row: list[Any]) -> None:
        self.facts[fact] = len(self.rows)
        self.rows.append(row)

    def _leaf(self, leaf: Leaf, saying: Mapping[px.Triple, Iterable[str]]) -> list[Any]:
        others = sorted(set(saying.get(px.Triple(*leaf.triple), ())) - {leaf.graph})
        return [self._terms(leaf.fact), [self._term(px.NamedNode(name)) for name in others]]

    def _step(self, step: Step) -> list[Any]:
        name = step.rule.name
        if name not in self.rules:
            self._rule_numbers[name] = len(self.rules)
            self.rules[name] = tuple(sorted(step.rule.variables))
        values = [self._term(step.bindings[variable]) for variable in self.rules[name]]
        premises = [self.facts[premise.fact] for premise in step.premises]
        predicate = shorten(step.fact.predicate)
        return [predicate, self._terms(step.fact), self._rule_numbers[name], values, premises]

    def _terms(self, fact: Atom) -> list[int]:
        return [self._term(term) for term in fact.terms]

    def _term(self, term: object) -> int:
        return self.terms.setdefault(str(term), len(self.terms))


def _proofs(told: dict[str, Any], rules: RuleSet) -> dict[px.Triple, Proof]:
    if told["format"] != FORMAT:
        raise ValueError(f"format {told['format']}, not {FORMAT}")
    terms = [_read_term(text) for text in told["terms"]]
    predicates = {shorten(rule.head.predicate): rule.head.predicate for rule in rules}
    found: list[Proof] = []
    for row in told["facts"]:
        if len(row) == _LEAF:
            found.append(Leaf(Atom(SAYS, tuple(terms[n] for n in row[0]))))
            continue
        predicate, numbers, rule_number, values, premises = row
        shown = told["rules"][rule_number]
        rule = rules.by_name[shown["name"]]
        bindings = {name: terms[n] for name, n in zip(shown["variables"], values, strict=True)}
        if max(premises, default=-1) >= len(found):
            raise ValueError("a premise that stands after its conclusion")
        fact = Atom(predicates[predicate], tuple(terms[n] for n in numbers))
        found.append(Step(fact, rule, bindings, tuple(found[n] for n in premises)))
    return {_triple(found[number]): found[number] for number in told["inferred"]}


def _triple(proof: Proof) -> px.Triple:
    triple = triple_of(proof.fact)
    if triple is None:
        raise ValueError(f"{proof.fact.shown} is no triple")
    return px.Triple(*triple)


def _read_term(text: str) -> Constant:
    line = f"<x:s> <x:p> {text} ."
    (quad,) = px.parse(line, format=px.RdfFormat.N_TRIPLES)
    if isinstance(quad.object, (px.NamedNode, px.Literal)):
        return quad.object
    raise ValueError(f"{text} is no name and no value")
