"""The graph's named graphs for the page's own SPARQL engine, in columns.

In: a graph. Out: ``Quads`` of web/src/data/payload.ts: each term once, and rows of positions,
sorted, each column as differences from the row before. The merge is left to the page.
"""

from __future__ import annotations

from typing import Any, Final

from twingraph.map.payload.packing import differences
from twingraph.store import Graph, value

_COLUMNS: Final = ("graph", "subject", "predicate", "object")
LIMIT: Final = 400_000
"""So many quads a page takes unasked: about 4 MB, and a second until the first answer."""
_COUNT: Final = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_ALL: Final = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


def quads(graph: Graph) -> dict[str, Any]:
    """Return the quads of all named graphs, the same for the same graph."""
    spelt: dict[object, str] = {}
    held = [
        tuple(spelt.get(term) or spelt.setdefault(term, str(term)) for term in row)
        for row in graph.stream(_ALL)[1]
    ]
    terms = sorted(set(spelt.values()))
    at = {term: position for position, term in enumerate(terms)}
    rows = sorted(tuple(at[term] for term in row) for row in held)
    columns = zip(*rows, strict=True) if rows else [()] * len(_COLUMNS)
    return {
        "terms": terms,
        **{name: differences(column) for name, column in zip(_COLUMNS, columns, strict=True)},
    }


def count(graph: Graph) -> int:
    """Return the number of quads of all named graphs."""
    ((number,),) = graph.select(_COUNT)
    return int(value(number))
