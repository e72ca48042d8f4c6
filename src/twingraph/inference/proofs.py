"""Proofs: why a fact follows, down to what sources say.

In: nothing. Out: `Proof`, a `Leaf` that a source asserts or a `Step` by a rule from other proofs;
frozen values that other modules word, check and write. Nothing is inferred here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as px

from twingraph.prefixes import expand
from twingraph.rules.model import SAYS, Atom, Constant, Rule, Term, Variable

_TYPE = px.NamedNode(expand("rdf:type"))

Triple = tuple[px.NamedNode, px.NamedNode, Constant]
"""Subject, property and object of a fact."""


@dataclass(frozen=True)
class Leaf:
    """What a source says: its fact is ``says(graph, subject, property, object)``."""

    fact: Atom

    @property
    def graph(self) -> str:
        """Return the IRI of the named graph that was used; others may say the same."""
        graph = self.fact.terms[0]
        if isinstance(graph, Variable):
            raise ValueError(f"{self.fact.shown} names no graph")
        return graph.value

    @property
    def triple(self) -> Triple:
        """Return subject, property and object. Raises ValueError for what no source can say."""
        found = triple_of(self.fact)
        if found is None:
            raise ValueError(f"{self.fact.shown} is nothing that a source says")
        return found


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


def triple_of(fact: Atom) -> Triple | None:
    """Return a fact as a triple, or None where it is none.

    That is one of a predicate that is no RDF term, and one with a variable.
    """
    terms: tuple[Term, ...]
    if fact.predicate == SAYS:
        terms = fact.terms[1:]
    elif "://" not in fact.predicate:
        return None
    else:
        predicate = px.NamedNode(fact.predicate)
        subject, *values = fact.terms
        terms = (subject, predicate, *values) if values else (subject, _TYPE, predicate)
    subject, prop, value = terms
    if (
        isinstance(subject, px.NamedNode)
        and isinstance(prop, px.NamedNode)
        and not isinstance(value, Variable)
    ):
        return subject, prop, value
    return None


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
