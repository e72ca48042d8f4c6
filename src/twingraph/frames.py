"""Answers as pandas tables: the query interface for notebooks.

In: the name of a saved query or SPARQL text, with parameters. Out: a DataFrame of Python values.
Pandas is loaded here and nowhere else in the core.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date

import pandas as pd

from twingraph.errors import QueryError
from twingraph.names import resolve
from twingraph.opening import open_graph
from twingraph.queries import bind, find_query
from twingraph.sandbox import refuse
from twingraph.store import Graph, Rows
from twingraph.tables import python_value

# Pandas' own whole numbers and booleans cannot be missing.
_DTYPES: dict[type, str] = {int: "Int64", float: "float64", bool: "boolean"}


def query(
    name_or_sparql: str,
    graph: Graph | None = None,
    **parameters: str | int | date | Sequence[str | int | date],
) -> pd.DataFrame:
    """Return the rows of a saved query, or of SPARQL text, as a DataFrame.

    IRIs are prefixed names, numbers are numbers, what is unbound is None. Raises UsageError and
    QueryError as the command line does.
    """
    opened = open_graph() if graph is None else graph
    sparql = name_or_sparql
    if not any(c in name_or_sparql for c in "{ \n"):
        given = {
            name: [str(one) for one in ([held] if isinstance(held, str | int | date) else held)]
            for name, held in parameters.items()
        }
        sparql = bind(find_query(name_or_sparql), given, lambda n, cls: resolve(opened, n, cls))
    elif parameters:
        raise QueryError("parameters belong to saved queries", hint="write them into the SPARQL")
    refuse(sparql, opened)
    return to_frame(opened.select(sparql))


def to_frame(rows: Rows) -> pd.DataFrame:
    """Return rows of RDF terms as a DataFrame; whole numbers stay whole where some are missing."""
    cells = [[python_value(term) for term in row] for row in rows]
    frame = pd.DataFrame(cells, columns=list(rows.variables), dtype=object)
    for index, name in enumerate(rows.variables):
        kinds = {type(row[index]) for row in cells if row[index] is not None}
        if len(kinds) == 1 and (dtype := _DTYPES.get(kinds.pop())):
            with contextlib.suppress(OverflowError):  # more than 64 bits: Python's own numbers
                frame[name] = frame[name].astype(pd.api.types.pandas_dtype(dtype))
    return frame
