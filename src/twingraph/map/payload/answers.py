"""The answers of the map's own saved queries, those of ``queries/map/``.

In: a graph and a query's name. Out: its rows, as they come. It keeps and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from twingraph.queries import read_query
from twingraph.resources import folder
from twingraph.store import Graph, Term


def asked(graph: Graph, name: str) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of a query of ``queries/map/``."""
    return graph.stream(read_query(folder("queries") / "map" / f"{name}.rq").text)[1]
