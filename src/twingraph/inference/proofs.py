"""Proofs: why a fact follows, down to what sources say.

In: nothing. Out: `Proof`, a `Leaf` that a source asserts or a `Step` by a rule from other proofs;
frozen values that other modules word, check and write. Nothing is inferred here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as px

from twingraph.prefixes import expand
from twingraph.rules.model import SAYS, Atom, Constant, Rule

_TYPE = px.NamedNode(expand("rdf:type"))


@dataclass(frozen=True)
class Leaf:
    """What a source says: its fact is ``says(graph, subject, property, object)``."""

    fact: Atom

    @property
    def graph(self) -> str:
        """Return the IRI of the named graph that was used; others may say the same."""
        return self.fact.terms[0].value  # type: ignore[union-attr]

    @property
    def triple(self) -> tuple[px.NamedNode, px.NamedNode, Constant]:
        """Return subject, property and object."""
        _, subject, prop, value = self.fact.terms
        return subject, prop, value  # type: ignore[return-value]


@dataclass(frozen=True, eq=False)
class Step:
    """A fact that follows by a rule, with the values of its variables, from its premises in order.

    What the rule denies or compares is no premise: `Rule.body` holds it. A step is equal to itself
    alone: a proof may be too long to be compared from end to end.
    """

    fact: Atom
    rule: Rule
    bindings: Mapping[str, Constant]
    premises: tuple[Proof, ...] = field(repr=False)


Proof = Leaf | Step


def fact_of(subject: px.NamedNode, prop: px.NamedNode, value: Constant) -> Atom:
    """Return a triple as the fact of a class or a property."""
    if prop == _TYPE:
        return Atom(value.value, (subject,))
    return Atom(prop.value, (subject, value))


def triple_of(fact: Atom) -> tuple[px.NamedNode, px.NamedNode, Constant] | None:
    """Return a fact as a triple, or None for one of a predicate that is no RDF term."""
    if fact.predicate == SAYS:
        return Leaf(fact).triple
    if "://" not in fact.predicate:
        return None
    predicate = px.NamedNode(fact.predicate)
    if len(fact.terms) == 1:
        return fact.terms[0], _TYPE, predicate  # type: ignore[return-value]
    return fact.terms[0], predicate, fact.terms[1]  # type: ignore[return-value]


def leaves(proof: Proof) -> Iterator[Leaf]:
    """Yield what sources say below a proof, from left to right, each once."""
    yield from (one for one in parts(proof) if isinstance(one, Leaf))


def parts(proof: Proof) -> Iterator[Proof]:
    """Yield a proof and all proofs below it, each fact once, what is concluded first."""
    seen: set[Atom] = set()
    todo = [proof]
    while todo:
        one = todo.pop()
        if one.fact not in seen:
            seen.add(one.fact)
            yield one
            todo += reversed(one.premises if isinstance(one, Step) else ())
