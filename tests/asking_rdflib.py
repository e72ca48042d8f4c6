"""rdflib's SPARQL engine, the independent one, without its three quadratic steps.

In: a dataset and a query. Out: the names and the rows that rdflib finds. Rows of few values are put
under few hashes by rdflib, and two sets of rows are joined by comparing all pairs; here rows are
hashed as sets are, compared with those of equal values alone, and read without detours.
test_asking_rdflib.py holds that nothing else changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
import rdflib
from rdflib.plugins.sparql import evaluate
from rdflib.plugins.sparql.sparql import FrozenBindings, FrozenDict
from rdflib.query import ResultRow
from rdflib.term import Identifier

Row = tuple[Identifier | None, ...]
_looked_up = FrozenBindings.__getitem__


def answer(dataset: rdflib.Graph, query: str) -> tuple[list[str], list[Row]]:
    """Return the names and the rows of a SELECT query's answer, by rdflib."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FrozenDict, "__hash__", _hashed)
        patch.setattr(FrozenDict, "items", lambda row: row._d.items())
        patch.setattr(FrozenBindings, "__getitem__", _found)
        patch.setattr(evaluate, "_join", join)
        patch.setattr(evaluate, "_minus", minus)
        result = dataset.query(query)
        rows: list[Row] = []
        for row in result:
            assert isinstance(row, ResultRow)
            rows.append(tuple(row))
        return [str(variable) for variable in result.vars or ()], rows


def join(a: Iterable[Any], b: Iterable[Mapping[Any, Any]]) -> Iterator[Any]:
    """Yield what rdflib's ``_join`` yields, in its order."""
    others = _Rows(b)
    for row in a:
        for other in others.compatible(row):
            yield row.merge(other)


def minus(a: Iterable[Any], b: Iterable[Mapping[Any, Any]]) -> Iterator[Any]:
    """Yield what rdflib's ``_minus`` yields, in its order."""
    others = _Rows(b)
    for row in a:
        if all(row.disjointDomain(other) for other in others.compatible(row)):
            yield row


class _Rows:
    """Rows, found by the values of the variables that they share with another."""

    def __init__(self, rows: Iterable[Mapping[Any, Any]]) -> None:
        self._rows = list(rows)
        self._by_names: dict[frozenset[Any], list[int]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            self._by_names[frozenset(row)].append(number)
        self._indexes: dict[tuple[frozenset[Any], tuple[Any, ...]], dict[Any, list[int]]] = {}

    def compatible(self, row: Mapping[Any, Any]) -> list[Mapping[Any, Any]]:
        """Return the rows that say nothing else of what both bind, in their order."""
        found: list[int] = []
        for names, numbers in self._by_names.items():
            shared = tuple(name for name in row if name in names)
            index = self._indexes.get((names, shared))
            if index is None:
                index = self._indexes[names, shared] = defaultdict(list)
                for number in numbers:
                    index[tuple(self._rows[number][name] for name in shared)].append(number)
            found += index.get(tuple(row[name] for name in shared), ())
        return [self._rows[number] for number in sorted(found)]


def _hashed(self: Any) -> int:
    if self._hash is None:
        self._hash = hash(frozenset(self._d.items()))
    found: int = self._hash
    return found


def _found(self: Any, key: Any) -> Any:
    try:
        return self._d[key]
    except KeyError:
        return _looked_up(self, key)
