"""Contradictions that the compiled rules find, without Java.

In: `Material`. Out: a finding for each thing of which two statements exclude each other by an axiom
that has a rule, with the statements and where they stand. HermiT finds more and judges in the end
(``consistency``); this stands in for it in a quick check.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material
from twingraph.inference.nemo import Program
from twingraph.inference.proofs import Leaf, Step, leaves
from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.prefixes import shorten
from twingraph.rules import load_rules
from twingraph.rules.model import CLASH, Atom
from twingraph.store import value

KINDS: Final = (
    Kind("clash", "statements that an axiom excludes", "des énoncés qu’un axiome exclut"),
)


def nothing_clashes(material: Material) -> Iterator[Finding]:
    """Yield the contradictions that the rules conclude, each once for its thing and axiom."""
    conclusions = Program(load_rules(), clashes=True).reason(material.asserted.quads())
    for terms in sorted(conclusions.facts(CLASH), key=str):
        axiom, thing = map(value, terms)
        proof = conclusions.proof(Atom(CLASH, terms))
        if isinstance(proof, Step):
            yield _explained(material, thing, proof)
        else:
            # A clash whose statements are not found is a clash all the same.
            yield material.finding(
                "clash",
                thing,
                en=f"something said of it is excluded by the axiom {axiom}",
                fr=f"quelque chose qui en est dit est exclu par l’axiome {axiom}",
            )


def _explained(material: Material, thing: str, proof: Step) -> Finding:
    found = list(leaves(proof))
    # What the vocabularies say can clash too, with nothing but the axioms beside it.
    told = [leaf for leaf in found if leaf.graph != ONTOLOGY_GRAPH.value] or found
    first = min(told, key=lambda leaf: (leaf.triple[0].value != thing, str(leaf.fact)))
    subject, prop, _ = first.triple
    said = "; ".join(sorted(map(_said, told)))
    return material.finding(
        "clash",
        subject.value,
        en=f"{_sentence(proof, 'en')} ({said})",
        fr=f"{_sentence(proof, 'fr')} ({said})",
        graph=first.graph,
        prop=prop.value,
        value=first.triple[2],
    )


def _said(leaf: Leaf) -> str:
    return " ".join(shorten(value(term)) for term in leaf.triple)


def _sentence(proof: Step, language: str) -> str:
    """Return a rule's sentence with the names of the things that its variables stand for."""
    told = proof.rule.told(language, lambda name: shorten(value(proof.bindings[name])))
    return told.rstrip(".")
