"""The checks that are SPARQL: each file in ``queries/checks`` must return no row.

In: `Material`. Out: a finding for each row. The file's name is the finding's code and its summaries
say what a row means. Columns: ``?thing`` (what is wrong), and where they help ``?graph`` and
``?property`` (where it stands) and ``?value`` (what is wrong with it). It writes no query.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material
from twingraph.errors import QueryError
from twingraph.queries import SavedQuery, read_query
from twingraph.resources import folder
from twingraph.store import Term, solution_rows, value
from twingraph.tables import shown

COLUMNS: Final = ("thing", "graph", "property", "value")


def check_queries(root: Path | None = None) -> tuple[SavedQuery, ...]:
    """Return the checks that are queries, by name."""
    files = sorted((root or folder("queries") / "checks").glob("*.rq"))
    return tuple(read_query(path) for path in files)


def kinds() -> tuple[Kind, ...]:
    """Return what the rows of the check queries mean."""
    return tuple(Kind(query.name, query.summary, query.summary_fr) for query in check_queries())


def queries_return_no_row(material: Material) -> Iterator[Finding]:
    """Yield the rows of every check query.

    Raises QueryError for a query that cannot be read or has other columns.
    """
    for query in check_queries():
        yield from rows_of(query, material)


def rows_of(query: SavedQuery, material: Material) -> Iterator[Finding]:
    """Yield the rows of one check query as findings."""
    found = material.asserted.run(query.text, query.path)
    if not isinstance(found, px.QuerySolutions):
        raise QueryError("a check is a SELECT query", path=query.path)
    variables, rows = solution_rows(found)
    if "thing" not in variables or not set(variables) <= set(COLUMNS):
        raise QueryError(
            f"a check's columns are ?thing and any of {', '.join(COLUMNS[1:])}, "
            f"not {', '.join(variables)}",
            path=query.path,
        )
    for row in rows:
        yield _finding(query, dict(zip(variables, row, strict=True)), material)


def _finding(query: SavedQuery, row: dict[str, Term | None], material: Material) -> Finding:
    thing, found = row["thing"], row.get("value")
    said = "" if found is None else f" ({shown(found)})"
    if not isinstance(thing, px.NamedNode):
        raise QueryError("?thing is not an IRI", path=query.path)
    return material.finding(
        query.name,
        thing.value,
        en=query.summary + said,
        fr=query.summary_fr + said,
        graph=value(row.get("graph")) or None,
        prop=value(row.get("property")) or None,
        value=found,
    )
