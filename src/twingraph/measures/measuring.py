"""Measuring: a graph, a network or a file and the name of a measure, to a table that can be cited.

In: what is measured, and settings. Out: `Measured`, the table with its provenance. It finds nothing
itself and prints nothing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias

import networkx as nx

from twingraph.errors import UsageError
from twingraph.measures.catalogue import find_measure
from twingraph.measures.engines import engine_version, refuse_unknown_backend
from twingraph.measures.model import (
    DRAWS,
    EXACT,
    SEED,
    Measure,
    Measured,
    Provenance,
    Settings,
    Table,
)
from twingraph.measures.refusal import forced_note, refusal_of, refuse
from twingraph.measures.reports import reports_note
from twingraph.projections.model import Column, Links, from_networkx
from twingraph.store import Graph

Measurable: TypeAlias = "Graph | Links | nx.Graph[Any] | str | Path"

_LISTS_ALONE: Final = frozenset(("position", "coverage", "source-overlap"))
"""Measures that leave out what only reports tell, and say so themselves."""


def measure(
    what: Measurable | None = None,
    name: str = "portrait",
    *,
    projection: str | None = None,
    seed: int = SEED,
    draws: int = DRAWS,
    exact: int = EXACT,
    backend: str | None = None,
    force: bool = False,
) -> Measured:
    """Return what a measure finds in a network, with all that one needs to find it again.

    ``what`` is a graph, of which ``projection`` says what becomes the network (the measure's own
    unless another is named); or `Links`, a NetworkX graph, or the path of a file of links; nothing
    means the usual graph. ``draws`` is the number of draws of a null model; up to ``exact`` nodes
    distances are exact, above them sampled; ``backend`` is one of NetworkX that measures instead of
    our engines (``networkx`` for NetworkX itself). ``force`` measures what is refused on a network
    that was sampled as one city's star. Raises UsageError for an unknown name, for a network
    that lacks what the measure needs, or a backend that is not there; RefusedError where the number
    would mean nothing.
    """
    chosen = find_measure(name)
    settings = Settings(seed, draws, exact, backend, force)
    return measured(links_to_measure(what, projection or chosen.projection), chosen, settings)


def measured(links: Links, chosen: Measure, settings: Settings) -> Measured:
    """Return what a measure finds in links; see `measure` for what is raised."""
    _refuse_without(chosen, links, settings)
    refuse(chosen, links, settings.forced)
    table = chosen.find(links, settings)
    told = None if chosen.name in _LISTS_ALONE else reports_note(links)
    if told is not None:
        table = replace(table, notes=(*table.notes, told))
    reason = refusal_of(chosen, links)
    if reason is not None:
        table = replace(table, notes=(*table.notes, forced_note(reason)))
    return Measured(chosen, table, _provenance(links, table, forced=reason is not None))


def links_to_measure(what: Measurable | None, projection: str) -> Links:
    """Return the network that is meant: ``projection`` is of a graph, and else not heeded."""
    if what is None or isinstance(what, Graph):
        from twingraph.projections.stored import links

        return links(what, projection)
    if isinstance(what, Links):
        return what
    if isinstance(what, nx.Graph):
        return from_networkx(what)
    from twingraph.projections.edgelists import read_links

    return read_links(what)


def _refuse_without(chosen: Measure, links: Links, settings: Settings) -> None:
    """Raise UsageError where links or settings are not what a measure can work with."""
    known = {**links.attributes, **links.columns}
    missing = [need for need in chosen.needs if not _told(known.get(need))]
    if missing:
        raise UsageError(
            f"{chosen.name} needs {' and '.join(missing)}, which this network does not tell",
            hint="ask another projection, or say which column of the file tells it",
        )
    if chosen.two_mode and links.second is None:
        raise UsageError(
            f"{chosen.name} is of networks with two kinds of nodes",
            hint="such as the projection city-network",
        )
    if settings.backend is not None:
        refuse_unknown_backend(settings.backend)
        if not chosen.backends:
            raise UsageError(
                f"{chosen.name} is not NetworkX's: no backend of it can measure it",
                hint="leave the backend out",
            )


def _told(column: Column | None) -> bool:
    """Say whether anything is known in a column; one without rows lacks nothing."""
    return column is not None and (
        not len(column) or any(v is not None and v == v for v in column.tolist())
    )


def _provenance(links: Links, table: Table, *, forced: bool) -> Provenance:
    return Provenance(
        graph=links.version,
        projection=links.name,
        n=links.n,
        m=links.m,
        pairs=links.simple.m,
        choice=links.choice,
        engine=table.engine,
        version=engine_version(table.engine),
        seed=table.seed,
        null=table.null,
        draws=table.draws,
        forced=forced,
    )
