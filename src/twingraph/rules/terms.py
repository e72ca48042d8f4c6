"""The terms of an ontology and its axioms, as the rule compiler and the wording read them.

In: the quads of twingraph.ttl. Out: `Terms`: classes, properties, labels, integer properties, and
the axioms as a small graph. It infers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as px

from twingraph.prefixes import expand, shorten

Node = px.NamedNode | px.BlankNode


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

    def members(self, node: Node) -> list[px.NamedNode | px.BlankNode | px.Literal]:
        """Return the members of an RDF list."""
        found: list[px.NamedNode | px.BlankNode | px.Literal] = []
        while node != px.NamedNode(expand("rdf:nil")):
            found += self.objects(node, "rdf:first")
            (rest,) = self.objects(node, "rdf:rest")
            if isinstance(rest, px.Literal):
                raise TypeError("a list's rest is a literal")
            node = rest
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
