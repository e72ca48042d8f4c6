"""What a rule computes and compares, done in Python: sums, texts, names and their order.

In: an expression or a comparison, and the values of variables. Out: a term, or yes or no. Nemo
computes the same; this is what proofs are checked with, and what asks why a rule does not apply.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

import pyoxigraph as px

from twingraph.rules.model import (
    XSD_INTEGER,
    Bindings,
    Call,
    Comparison,
    Constant,
    Expression,
    Variable,
    integer,
)

_ORDERS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(expression: Expression, bindings: Bindings) -> Constant | None:
    """Return the value of an expression, or None where a variable has none.

    Raises ValueError for what cannot be computed, such as a sum of texts.
    """
    if isinstance(expression, Variable):
        return bindings.get(expression.name)
    if not isinstance(expression, Call):
        return expression
    values = [evaluate(argument, bindings) for argument in expression.arguments]
    known = [value for value in values if value is not None]
    return _called(expression.function, known) if len(known) == len(values) else None


def holds(comparison: Comparison, bindings: Bindings) -> bool | None:
    """Return whether a comparison holds, or None where a variable has no value.

    Terms are equal when they are the same term; only integers are ordered. Raises ValueError for
    what cannot be compared.
    """
    left, right = evaluate(comparison.left, bindings), evaluate(comparison.right, bindings)
    if left is None or right is None:
        return None
    if comparison.operator in ("=", "!="):
        return (left == right) == (comparison.operator == "=")
    return _ORDERS[comparison.operator](_number(left), _number(right))


def _called(function: str, values: list[Constant]) -> Constant:
    if function == "+":
        return integer(_number(values[0]) + _number(values[1]))
    if function == "-":
        return integer(_number(values[0]) - _number(values[1]))
    if function == "STR":
        return px.Literal(values[0].value)
    if function == "CONCAT":
        return px.Literal("".join(value.value for value in values))
    if function == "IRI":
        return px.NamedNode(values[0].value)
    raise ValueError(f"'{function}' is no function that rules call")


def _number(value: Constant) -> int:
    if isinstance(value, px.Literal) and value.datatype == XSD_INTEGER:
        return int(value.value)
    raise ValueError(f"{value} is no integer")
