"""Class and property expressions of OWL, as trees that a page can write with links.

In: a node of the ontology. Out: `Expression`. A form that is not known here raises, so that the
page never shows half an axiom.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.prefixes import shorten
from twingraph.reference.model import Expression
from twingraph.reference.statements import Statements, Value

_LISTS: Final = {"owl:unionOf": "or", "owl:intersectionOf": "and", "owl:oneOf": "one-of"}
_SINGLES: Final = {"owl:complementOf": "not", "owl:inverseOf": "inverse"}
_RESTRICTIONS: Final = {
    "owl:hasValue": "value",
    "owl:someValuesFrom": "some",
    "owl:allValuesFrom": "only",
}


def expression(said: Statements, node: Value) -> Expression:
    """Return the expression at a node. Raises OntologyError for a form that is not known."""
    if isinstance(node, px.NamedNode):
        return Expression(node.value)
    if isinstance(node, px.Literal):
        return Expression(str(node))
    for prop, operator in _LISTS.items():
        for head in said.nodes(node, prop):
            return Expression(operator=operator, parts=_all(said, said.members(head)))
    for prop, operator in _SINGLES.items():
        for inside in said.nodes(node, prop):
            return Expression(operator=operator, parts=(expression(said, inside),))
    for prop, operator in _RESTRICTIONS.items():
        for filler in said.nodes(node, prop):
            (on,) = said.nodes(node, "owl:onProperty")
            return Expression(operator=operator, parts=_all(said, [on, filler]))
    raise OntologyError(f"the page cannot write the expression at {shorten(str(node))}")


def _all(said: Statements, nodes: list[Value]) -> tuple[Expression, ...]:
    return tuple(expression(said, node) for node in nodes)
