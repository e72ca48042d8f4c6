"""How things stand: current status and date, the beginning and the end of what lasts.

In: a graph. Out: the answer of ``queries/network/standing.rq`` by thing and attribute. It is the
one reader of these: networks, tables and the map say the same. The rules conclude them; where
nothing was inferred, what sources state stands as it is. It computes, draws and words nothing.
"""

from __future__ import annotations

from typing import Final

from twingraph.queries import read_query
from twingraph.resources import folder
from twingraph.store import Graph, Term, value

Standing = dict[str, tuple[Term, ...]]
"""The values of each attribute that is told, sorted; several where sources state several."""

REPORTED: Final = "reported"
"""The year of the latest report that tells a status or a date of the thing itself."""


def standings(graph: Graph) -> dict[str, Standing]:
    """Return how each thing stands, by IRI.

    ``status`` is that of the thing itself, else that of an agreement's furthest step, whose kind
    ``status_step`` names; ``ended_by`` is the kind of the step that ended it. ``date_basis`` is
    the property of the date. ``start_anniversary`` is the number from which a computed
    ``start_year`` was counted back. An attribute that is not told is absent.
    """
    rows = graph.select(read_query(folder("queries") / "network" / "standing.rq").text)
    found: dict[str, dict[str, set[Term]]] = {}
    for thing, *cells in rows:
        held = found.setdefault(value(thing), {})
        for name, term in zip(rows.variables[1:], cells, strict=True):
            if term is not None:
                held.setdefault(name, set()).add(term)
    return {
        thing: {name: tuple(sorted(terms, key=str)) for name, terms in held.items()}
        for thing, held in sorted(found.items())
    }
