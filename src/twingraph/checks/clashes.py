"""Contradictions that the compiled rules find, without Java.

In: `Material`. Out: a finding for each thing of which two statements exclude each other by an axiom
that has a rule, with the statements and where they stand. HermiT finds more and judges in the end
(``consistency``); this stands in for it in a quick check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as px

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material
from twingraph.inference.nemo import Program
from twingraph.inference.proofs import Leaf, Step, leaves
from twingraph.prefixes import expand, shorten
from twingraph.rules import load_rules
from twingraph.rules.model import CLASH, Atom
from twingraph.store import is_inferred, value

KINDS: Final = (
    Kind("clash", "statements that an axiom excludes", "des énoncés qu’un axiome exclut"),
)
_FIELD: Final = re.compile(r"\{(\w+)\}")
_ONTOLOGY: Final = expand("graph:ontology")


def nothing_clashes(material: Material) -> Iterator[Finding]:
    """Yield the contradictions that the rules conclude, each once for its thing and axiom."""
    asserted = [q for q in material.asserted.quads() if not is_inferred(q.graph_name)]
    conclusions = Program(load_rules(), clashes=True).reason(asserted)
    for terms in sorted(conclusions.facts(CLASH), key=str):
        proof = conclusions.proof(Atom(CLASH, terms))
        thing = terms[1]
        if isinstance(proof, Step) and isinstance(thing, px.NamedNode):
            yield _finding(material, thing.value, proof)


def _finding(material: Material, thing: str, proof: Step) -> Finding:
    told = [leaf for leaf in leaves(proof) if leaf.graph != _ONTOLOGY]
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

    def named(field: re.Match[str]) -> str:
        return shorten(value(proof.bindings[field[1]]))

    return _FIELD.sub(named, proof.rule.sentence(language)).rstrip(".")
