"""A quick look for clashes by the compiled rules, before HermiT is asked to explain one.

In: `Knowledge`. Out: suspected clashes, each as the few assertions and axioms among which it lies,
the smallest first. The rules are never the judge: HermiT confirms and narrows each suspicion, and
finds the clashes that no rule can see. Nothing is suspected where an axiom has no rule.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.inference.nemo import Conclusions, Program
from twingraph.inference.proofs import Proof, Step, leaves
from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.rules.axioms import compile_axioms
from twingraph.rules.model import CLASH, Atom, RuleSet
from twingraph.rules.terms import Terms
from twingraph.statements import Knowledge, Part, Statement

_SAID = px.NamedNode("urn:twingraph:said")


def suspected_clashes(known: Knowledge) -> list[tuple[Statement, ...]]:
    """Return sets of statements that seem to contradict each other, the smallest first."""
    try:
        found = _conclusions(known)
    except OntologyError:
        return []
    by_ends = {_ends(s.subject, s.predicate, s.object): s for s in known.assertions}
    sets = {
        _among(known, proof, by_ends)
        for fact in found.facts(CLASH)
        if (proof := found.proof(Atom(CLASH, fact))) is not None
    }
    return sorted(sets, key=lambda s: (len(s), [statement.triples for statement in s]))


def _conclusions(known: Knowledge) -> Conclusions:
    declared = [line for lines in known.declarations.values() for line in lines]
    ontology = _quads([*declared, *_lines(known.axioms)], ONTOLOGY_GRAPH)
    terms = Terms(ontology)
    program = Program(RuleSet(compile_axioms(terms), terms), clashes=True)
    # The rules read which classes are disjoint as data.
    return program.reason([*ontology, *_quads(_lines(known.assertions), _SAID)])


def _lines(statements: tuple[Statement, ...]) -> Iterator[str]:
    for statement in statements:
        yield from statement.triples


def _quads(lines: list[str] | Iterator[str], graph: px.NamedNode) -> list[px.Quad]:
    text = "".join(lines)
    found = px.parse(text, format=px.RdfFormat.N_TRIPLES)
    return [px.Quad(q.subject, q.predicate, q.object, graph) for q in found]


def _ends(subject: Part, prop: str, value: Part) -> tuple[Part, str, Part]:
    """Return what tells an assertion from others; which value it is does not matter."""
    return subject, prop, value if isinstance(value, str) else ""


def _among(
    known: Knowledge, proof: Proof, by_ends: dict[tuple[Part, str, Part], Statement]
) -> tuple[Statement, ...]:
    """Return the assertions at the leaves of a proof, and the axioms on the terms that it names."""
    ends = [
        _ends(s.value, p.value, o.value if isinstance(o, px.NamedNode) else "")
        for s, p, o in (leaf.triple for leaf in leaves(proof))
    ]
    said = sorted((by_ends[e] for e in set(ends) & by_ends.keys()), key=lambda s: s.triples)
    terms = set(_terms(proof)).union(*(statement.terms for statement in said))
    # Of a list of disjoint classes, a proof names two.
    axioms = [
        a for a in known.axioms if a.terms <= terms or (not a.subject and len(a.terms & terms) > 1)
    ]
    return (*said, *axioms)


def _terms(proof: Proof) -> Iterator[str]:
    todo = [proof]
    while todo:
        one = todo.pop()
        if isinstance(one, Step):
            todo += one.premises
            for atom in (one.fact, *one.rule.atoms):
                yield atom.predicate
                yield from (t.value for t in atom.terms if isinstance(t, px.NamedNode))
