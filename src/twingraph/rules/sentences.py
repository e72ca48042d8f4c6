"""What an axiom says, in words: Manchester syntax for its name, a sentence in each language.

In: nodes of the ontology. Out: texts with ``{x}`` for the rule's variables. Class and property
labels stand in quotation marks, for they are no inflected words.

Source: OWL 2 Web Ontology Language, Manchester Syntax, W3C 2012.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as px

from twingraph.prefixes import shorten
from twingraph.rules.model import Variable
from twingraph.rules.terms import Node, Terms

Texts = tuple[str, str]
"""A sentence in English and in French."""


def manchester(terms: Terms, node: Node | px.Literal) -> str:
    """Return a class expression, a property or a value in Manchester syntax."""
    if isinstance(node, px.NamedNode):
        return shorten(node.value)
    if isinstance(node, px.Literal):
        return str(node)
    for prop, word in (("owl:unionOf", " or "), ("owl:intersectionOf", " and ")):
        for first in terms.objects(node, prop):
            if not isinstance(first, px.Literal):
                return f"({word.join(manchester(terms, m) for m in terms.members(first))})"
    for prop, word in (("owl:complementOf", "not "), ("owl:inverseOf", "inverse ")):
        for other in terms.objects(node, prop):
            return word + manchester(terms, other)
    on = [manchester(terms, p) for p in terms.objects(node, "owl:onProperty")]
    for prop, word in (
        ("owl:hasValue", "value"),
        ("owl:someValuesFrom", "some"),
        ("owl:allValuesFrom", "only"),
    ):
        for other in terms.objects(node, prop):
            return f"({' '.join(on)} {word} {manchester(terms, other)})"
    said = terms.about(node).items()
    return "[" + "; ".join(f"{shorten(p)} {' '.join(map(str, v))}" for p, v in said) + "]"


class Sentences:
    """The sentences of one ontology's axioms."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def inclusion(self, sub: Node, sup: Node) -> Texts:
        """Return the words for: everything in one class is in another."""
        return (
            f"{{x}} is {self._en(sub)}, and every such thing is {self._en(sup)}.",
            f"{{x}} est {self._fr(sub)}, et toute chose de ce genre est {self._fr(sup)}.",
        )

    def disjoint(self, one: Node, other: Node) -> Texts:
        """Return the words for a thing in two classes that share none."""
        return (
            f"{{x}} is both {self._en(one)} and {self._en(other)}; nothing can be both.",
            f"{{x}} est à la fois {self._fr(one)} et {self._fr(other)} ; rien ne peut l’être.",
        )

    def subproperty(self, sub: Node, sup: Node) -> Texts:
        """Return the words for: one property is a kind of another."""
        return (
            f"{{x}} – {{y}}: {self._en(sub)} is a kind of {self._en(sup)}.",
            f"{{x}} – {{y}} : {self._fr(sub)} est une sorte de {self._fr(sup)}.",
        )

    def inverse(self, left: Node, right: Node) -> Texts:
        """Return the words for: one property is another read backwards."""
        return (
            f"{self._en(left)} is {self._en(right)} read from {{y}} to {{x}}.",
            f"{self._fr(left)} est {self._fr(right)} lu de {{y}} vers {{x}}.",
        )

    def chain(self, prop: Node, steps: Sequence[Node], ends: Sequence[Variable]) -> Texts:
        """Return the words for: one property is made of several in a row."""
        path = " – ".join(f"{{{end.name}}}" for end in ends)
        en = ", then ".join(map(self._en, steps))
        fr = ", puis ".join(map(self._fr, steps))
        return (
            f"{self._en(prop)} is what leads by way of {en}: {path}.",
            f"{self._fr(prop)} est ce qui mène par {fr} : {path}.",
        )

    def domain(self, prop: Node, cls: Node) -> Texts:
        """Return the words for: what has a property is of a class."""
        return (
            f"Only what is {self._en(cls)} has {self._en(prop)}, and {{x}} has one: {{y}}.",
            f"Seul ce qui est {self._fr(cls)} a {self._fr(prop)}, et {{x}} en a : {{y}}.",
        )

    def range(self, prop: Node, cls: Node) -> Texts:
        """Return the words for: what a property leads to is of a class."""
        return (
            f"{self._en(prop)} leads only to what is {self._en(cls)}, and from {{x}} to {{y}}.",
            f"{self._fr(prop)} ne mène qu’à ce qui est {self._fr(cls)}, et de {{x}} à {{y}}.",
        )

    def symmetric(self, prop: Node) -> Texts:
        """Return the words for: a property holds both ways."""
        return (
            f"{self._en(prop)} holds both ways: from {{x}} to {{y}} and back.",
            f"{self._fr(prop)} vaut dans les deux sens : de {{x}} à {{y}} et retour.",
        )

    def transitive(self, prop: Node) -> Texts:
        """Return the words for: a property carries over."""
        return (
            f"{self._en(prop)} carries over: from {{x}} by way of {{y}} to {{z}}.",
            f"{self._fr(prop)} se transmet : de {{x}} par {{y}} à {{z}}.",
        )

    def asymmetric(self, prop: Node) -> Texts:
        """Return the words for a property that holds both ways and must not."""
        return (
            f"{self._en(prop)} cannot hold both ways, and does between {{x}} and {{y}}.",
            f"{self._fr(prop)} ne peut valoir dans les deux sens, et vaut entre {{x}} et {{y}}.",
        )

    def irreflexive(self, prop: Node) -> Texts:
        """Return the words for a property that leads back to its start and must not."""
        return (
            f"{self._en(prop)} cannot lead from {{x}} to {{x}}.",
            f"{self._fr(prop)} ne peut mener de {{x}} à {{x}}.",
        )

    def functional(self, prop: Node) -> Texts:
        """Return the words for a second value where one is allowed."""
        return (
            f"{{x}} can have one {self._en(prop)} only, and has two: {{y}} and {{z}}.",
            f"{{x}} ne peut avoir qu’un seul {self._fr(prop)}, et en a deux : {{y}} et {{z}}.",
        )

    def inverse_functional(self, prop: Node) -> Texts:
        """Return the words for a second bearer of what one thing alone can have."""
        return (
            f"One thing only can have {{x}} as {self._en(prop)}, and two do: {{y}} and {{z}}.",
            f"{{x}} ne peut être {self._fr(prop)} que d’une chose, et l’est de {{y}} et {{z}}.",
        )

    def disjoint_properties(self, one: Node, other: Node) -> Texts:
        """Return the words for two properties that exclude each other and both hold."""
        return (
            f"{self._en(one)} and {self._en(other)} cannot both lead from {{x}} to {{y}}.",
            f"{self._fr(one)} et {self._fr(other)} ne peuvent mener tous deux de {{x}} à {{y}}.",
        )

    def of_class(self, cls: Node) -> Texts:
        """Return the words for: a thing is of a class."""
        return f"{{x}} is {self._en(cls)}.", f"{{x}} est {self._fr(cls)}."

    def disjoint_classes(self) -> Texts:
        """Return the words for a thing in two named classes that share no member."""
        return (
            "{x} is both “{c}” and “{d}”; nothing can be both.",
            "{x} est à la fois « {c} » et « {d} » ; rien ne peut être les deux.",
        )

    def excluded(self, cls: str) -> Texts:
        """Return the words for: what is in one class is not in another."""
        node = px.NamedNode(cls)
        return (
            f"{{x}} is “{{d}}”, so it is not {self._en(node)}.",
            f"{{x}} est « {{d}} », donc pas {self._fr(node)}.",
        )

    def common(self, members: Sequence[str], cls: str) -> Texts:
        """Return the words for what all members of a union have in common."""
        en, fr = self._either(members)
        node = px.NamedNode(cls)
        return (
            f"{{x}} is {en}, and each of these is {self._en(node)}.",
            f"{{x}} est {fr}, et chacune de ces choses est {self._fr(node)}.",
        )

    def none_left(self, members: Sequence[str]) -> Texts:
        """Return the words for a union all of whose members are excluded."""
        en, fr = self._either(members)
        return (
            f"{{x}} must be {en}, and can be none of them.",
            f"{{x}} doit être {fr}, et ne peut être rien de cela.",
        )

    def _either(self, members: Sequence[str]) -> Texts:
        nodes = [px.NamedNode(member) for member in members]
        return " or ".join(map(self._en, nodes)), " ou ".join(map(self._fr, nodes))

    def _en(self, node: Node | px.Literal) -> str:
        if isinstance(node, px.NamedNode):
            return f"“{_plain(self._terms.label(node.value, 'en'))}”"
        return f"“{_plain(manchester(self._terms, node))}”"

    def _fr(self, node: Node | px.Literal) -> str:
        if isinstance(node, px.NamedNode):
            return f"« {_plain(self._terms.label(node.value, 'fr'))} »"
        return f"« {_plain(manchester(self._terms, node))} »"


def _plain(text: str) -> str:
    """Return a text without the braces that would name a variable."""
    return text.replace("{", "(").replace("}", ")")
