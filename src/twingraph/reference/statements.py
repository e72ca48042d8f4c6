"""What is said in a file of the ontology, by subject and by object.

In: quads. Out: `Statements`, which answers in sorted order. Texts come in both languages or not at
all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as px

from twingraph.prefixes import expand
from twingraph.reference.model import Text

Node = px.NamedNode | px.BlankNode
Value = px.NamedNode | px.BlankNode | px.Literal


class Statements:
    """The statements of one file; properties are asked for by prefixed name."""

    def __init__(self, quads: Iterable[px.Quad]) -> None:
        self._objects: dict[Node, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, px.Triple) or isinstance(quad.object, px.Triple):
                continue
            self._objects[quad.subject][quad.predicate.value].append(quad.object)
            if isinstance(quad.object, px.NamedNode):
                self._subjects[quad.predicate.value][quad.object.value].append(quad.subject)

    def nodes(self, node: Node, prop: str) -> list[Value]:
        """Return the values of a property, names and texts sorted before blank nodes."""
        return self._values(node, expand(prop))

    def iris(self, iri: str, prop: str) -> tuple[str, ...]:
        """Return the IRIs among the values."""
        values = self.nodes(px.NamedNode(iri), prop)
        return tuple(value.value for value in values if isinstance(value, px.NamedNode))

    def word(self, iri: str, prop: str) -> str:
        """Return the first literal of a property given by its IRI, or nothing."""
        values = self._values(px.NamedNode(iri), prop)
        return next((value.value for value in values if isinstance(value, px.Literal)), "")

    def texts(self, iri: str, prop: str, language: str) -> tuple[str, ...]:
        """Return the texts in a language."""
        values = self.nodes(px.NamedNode(iri), prop)
        return tuple(
            value.value
            for value in values
            if isinstance(value, px.Literal) and value.language == language
        )

    def text(self, iri: str, prop: str) -> Text | None:
        """Return the first text in both languages, or None where one is missing."""
        english, french = (self.texts(iri, prop, language) for language in ("en", "fr"))
        return Text(english[0], french[0]) if english and french else None

    def instances(self, cls: str) -> tuple[str, ...]:
        """Return the IRIs of what is of a type."""
        found = self._subjects[expand("rdf:type")][expand(cls)]
        return tuple(sorted(node.value for node in found if isinstance(node, px.NamedNode)))

    def blank_instances(self, cls: str) -> tuple[px.BlankNode, ...]:
        """Return the blank nodes of a type, in the order of the file."""
        found = self._subjects[expand("rdf:type")][expand(cls)]
        return tuple(node for node in found if isinstance(node, px.BlankNode))

    def is_a(self, iri: str, cls: str) -> bool:
        """Say whether something is of a type."""
        return iri in self.instances(cls)

    def subjects(self, prop: str, iri: str) -> tuple[str, ...]:
        """Return the IRIs of what has a value for a property."""
        found = self._subjects[expand(prop)][iri]
        named = (node.value for node in found if isinstance(node, px.NamedNode))
        return tuple(sorted(named, key=lambda name: (name.casefold(), name)))

    def members(self, node: Value) -> list[Value]:
        """Return the members of a list."""
        found: list[Value] = []
        while isinstance(node, px.BlankNode):
            found += self.nodes(node, "rdf:first")
            node = self.nodes(node, "rdf:rest")[0]
        return found

    def _values(self, node: Node, prop: str) -> list[Value]:
        if node not in self._objects:
            return []
        return sorted(
            self._objects[node].get(prop, []),
            key=lambda value: (isinstance(value, px.BlankNode), str(value).casefold(), str(value)),
        )
