"""The terms of an ontology and its axioms, as the rule compiler and the wording read them.

In: the quads of twingraph.ttl. Out: `Terms`: classes, properties, labels, integer properties, and
the axioms as a small graph. It infers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import expand, shorten

Node = px.NamedNode | px.BlankNode

_NIL = px.NamedNode(expand("rdf:nil"))


class Terms:
    """What twingraph.ttl declares."""

    def __init__(self, quads: Iterable[px.Quad]) -> None:
        self._by_subject: dict[Node, dict[str, list[px.NamedNode | px.BlankNode | px.Literal]]] = {}
        for quad in quads:
            if isinstance(quad.subject, px.Triple) or isinstance(quad.object, px.Triple):
                continue
            of = self._by_subject.setdefault(quad.subject, {})
            of.setdefault(quad.predicate.value, []).append(quad.object)

    @property
    def subjects(self) -> tuple[Node, ...]:
        """Return everything of which something is said, in the order of the file."""
        return tuple(self._by_subject)

    def about(self, node: Node) -> dict[str, list[px.NamedNode | px.BlankNode | px.Literal]]:
        """Return what is said of a node: values by property IRI."""
        return self._by_subject.get(node, {})

    def objects(self, node: Node, prop: str) -> list[px.NamedNode | px.BlankNode | px.Literal]:
        """Return the values of a property (prefixed name)."""
        return self.about(node).get(expand(prop), [])

    def holding(self, node: px.BlankNode) -> tuple[Node, str] | None:
        """Return of what a nameless node is a part, and by which property."""
        for subject, said in self._by_subject.items():
            for prop, values in said.items():
                if node in values and subject != node:
                    return subject, prop
        return None

    def members(self, node: Node) -> list[Node]:
        """Return the members of an RDF list, in order.

        Raises OntologyError for what is no list, or none of names: a rule for a part of it would
        say something else than the axiom.
        """
        found: list[Node] = []
        seen: set[Node] = set()
        while node != _NIL:
            first, rest = self.objects(node, "rdf:first"), self.objects(node, "rdf:rest")
            if node in seen or len(first) != 1 or len(rest) != 1:
                raise OntologyError(f"a list that does not end or has gaps: {_begun(found, first)}")
            if isinstance(first[0], px.Literal) or isinstance(rest[0], px.Literal):
                raise OntologyError(f"a list that holds a literal: {_begun(found, first)}")
            seen.add(node)
            found.append(first[0])
            node = rest[0]
        return found

    @cached_property
    def classes(self) -> frozenset[str]:
        """Return the IRIs of the named classes."""
        return self._declared("owl:Class")

    @cached_property
    def object_properties(self) -> frozenset[str]:
        """Return the IRIs of the object properties."""
        return self._declared("owl:ObjectProperty")

    @cached_property
    def data_properties(self) -> frozenset[str]:
        """Return the IRIs of the datatype properties."""
        return self._declared("owl:DatatypeProperty")

    @property
    def properties(self) -> frozenset[str]:
        """Return the IRIs of object and datatype properties."""
        return self.object_properties | self.data_properties

    @cached_property
    def integers(self) -> frozenset[str]:
        """Return the properties whose values are integers."""
        whole = px.NamedNode(expand("xsd:integer"))
        return frozenset(
            p for p in self.data_properties if whole in self.objects(px.NamedNode(p), "rdfs:range")
        )

    def label(self, iri: str, language: str) -> str:
        """Return a term's label in a language, else its prefixed name."""
        for term in self.objects(px.NamedNode(iri), "rdfs:label"):
            if isinstance(term, px.Literal) and term.language == language:
                return term.value
        return shorten(iri)

    def _declared(self, kind: str) -> frozenset[str]:
        node = px.NamedNode(expand(kind))
        return frozenset(
            subject.value
            for subject, said in self._by_subject.items()
            if isinstance(subject, px.NamedNode) and node in said.get(expand("rdf:type"), [])
        )


def _begun(members: list[Node], more: list[px.NamedNode | px.BlankNode | px.Literal]) -> str:
    """Return how a list begins, for a message."""
    named = [shorten(m.value) for m in (*members, *more) if isinstance(m, px.NamedNode)]
    return f"( {' '.join(named)} ..."
