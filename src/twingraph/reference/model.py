"""What the reference page shows, as data: terms, rules, schemes, prefixes, and the header.

In: nothing. Out: frozen values with every text in both languages. They are read by ``reading`` and
``examples``, and become HTML elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """A text in English and French."""

    en: str
    fr: str


@dataclass(frozen=True)
class Expression:
    """What stands where a class or property can: a name, or an operator over others.

    ``operator`` is a key of ``words`` ("or", "and", "some", "inverse", ...); without one, ``name``
    is an IRI or a literal in Turtle.
    """

    name: str = ""
    operator: str = ""
    parts: tuple[Expression, ...] = ()

    @property
    def names(self) -> Iterator[str]:
        """Yield the names inside, in order."""
        if not self.operator:
            yield self.name
        for part in self.parts:
            yield from part.names


@dataclass(frozen=True)
class Term:
    """A class or property with its axioms. Lists of IRIs are sorted."""

    iri: str
    name: str
    sort: str
    """A key of ``words``: "class", "object", "datatype" or "annotation"."""
    label: Text
    definition: Text
    example: Text | None = None
    comment: Text | None = None
    inverse_label: Text | None = None
    status: str = ""
    since: str = ""
    replaced_by: tuple[str, ...] = ()
    above: tuple[Expression, ...] = ()
    below: tuple[str, ...] = ()
    equivalent: tuple[Expression, ...] = ()
    disjoint: tuple[str, ...] = ()
    domain: Expression | None = None
    range: Expression | None = None
    characteristics: tuple[str, ...] = ()
    inverses: tuple[str, ...] = ()
    chains: tuple[Expression, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    """Pairs of a key of ``words`` ("closeMatch", ...) and another vocabulary's IRI."""
    deprecated: bool = False


@dataclass(frozen=True)
class Example:
    """A piece of the graph that uses a term, in Turtle, and the graphs that say it."""

    turtle: str
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class WrittenRule:
    """A rule of ontology/rules with its sentences, as it stands in its file."""

    name: str
    sentence: Text
    source: str
    concludes: str
    """The IRI of the class or property that it concludes; empty for a step on the way."""


@dataclass(frozen=True)
class RuleFile:
    """The rules of one file."""

    name: str
    rules: tuple[WrittenRule, ...]


@dataclass(frozen=True)
class Concept:
    """A concept of a scheme; ``depth`` is how many others of the scheme stand above it."""

    iri: str
    label: Text
    definition: Text
    note: Text | None = None
    others: Text | None = None
    """Its other names, in one line."""
    notation: str = ""
    depth: int = 0
    matches: tuple[tuple[str, str], ...] = ()
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scheme:
    """A concept scheme; its concepts stand below those that are broader."""

    iri: str
    name: str
    title: Text
    description: Text
    licence: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True)
class Header:
    """What the ontology says of itself."""

    iri: str
    version: str
    version_iri: str
    title: Text
    description: Text
    abstract: Text
    citation: Text
    licence: str
    creator: Text
    created: str
    modified: str
    status: str


@dataclass(frozen=True)
class Reference:
    """Everything that the page shows."""

    header: Header
    terms: tuple[Term, ...]
    rules: tuple[RuleFile, ...]
    schemes: tuple[Scheme, ...]
    prefixes: tuple[tuple[str, str], ...]
    examples: dict[str, Example] = field(default_factory=dict)

    @cached_property
    def by_iri(self) -> dict[str, Term]:
        """Return the terms by IRI."""
        return {term.iri: term for term in self.terms}

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Return the IRIs of all concepts."""
        return frozenset(c.iri for scheme in self.schemes for c in scheme.concepts)

    @property
    def classes(self) -> tuple[Term, ...]:
        """Return the classes."""
        return tuple(term for term in self.terms if term.sort == "class")

    @property
    def properties(self) -> tuple[Term, ...]:
        """Return the properties, of all sorts."""
        return tuple(term for term in self.terms if term.sort != "class")

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """Return the named classes directly above each class; of an intersection, each part."""
        return {
            term.iri: tuple(
                part.name
                for upper in term.above + term.equivalent
                for part in (upper.parts if upper.operator == "and" else (upper,))
                if not part.operator
            )
            for term in self.classes
        }

    def children(self, iri: str) -> tuple[str, ...]:
        """Return the classes directly below a class."""
        return tuple(term.iri for term in self.classes if iri in self.parents[term.iri])

    def superclasses(self, iri: str) -> tuple[str, ...]:
        """Return the named classes above a class, nearest first, each once."""
        found: list[str] = []
        waiting = [iri]
        while waiting:
            for upper in self.parents.get(waiting.pop(0), ()):
                if upper not in (*found, iri):
                    found.append(upper)
                    waiting.append(upper)
        return tuple(found)

    def concluding(self, iri: str) -> tuple[WrittenRule, ...]:
        """Return the written rules that conclude a term."""
        return tuple(r for file in self.rules for r in file.rules if r.concludes == iri)
