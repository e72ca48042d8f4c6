"""What is not known of a city: the answers of ``queries/gaps``, one gap a file.

In: a graph's facts, a city, and the things of which its dossier tells. Out: gaps, by the names of
their files. A query's summaries are the gap's words; its parameters are ``city`` and ``thing``
(everything that the dossier tells of), either or both. Each row is one thing that is not known: its
cells are named, one after the other, but the city itself, of which the dossier is. A gap says what
no source in the graph tells; it never says that a thing is not so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from twingraph.dossiers.model import Gap, Thing
from twingraph.dossiers.reading import Facts, Key
from twingraph.errors import QueryError
from twingraph.queries import SavedQuery, read_query
from twingraph.resources import folder

_PARAMETERS: Final = ("city", "thing")


def gaps(facts: Facts, city: str, things: Iterable[str]) -> tuple[Gap, ...]:
    """Return what is not known."""
    given = {"city": [city], "thing": sorted(things)}
    return tuple(
        Gap(
            query.name,
            query.summary_fr if facts.language == "fr" else query.summary,
            tuple(sorted(named, key=lambda thing: (thing.label, thing.id))),
        )
        for query in gap_queries()
        if (rows := facts.rows(query, given))
        for named in [[_named(facts, row) for row in rows if row != [(city, None)]]]
    )


@cache
def gap_queries() -> tuple[SavedQuery, ...]:
    """Return the queries that find gaps, by name.

    Raises QueryError for one that cannot be read or has other parameters.
    """
    found = tuple(read_query(path) for path in sorted((folder("queries") / "gaps").glob("*.rq")))
    for query in found:
        for param in query.params:
            if param.name not in _PARAMETERS:
                message = f"a gap's parameters are city and thing, not {param.name}"
                raise QueryError(message, path=query.path)
    return found


def _named(facts: Facts, row: list[Key]) -> Thing:
    cells = [facts.label(term) if language is None else term for term, language in row]
    return Thing(row[0][0], " / ".join(cells))
