"""Where the graph is: from an option, the environment or the working folder to an open `Graph`.

In: the name of a store, or nothing, and what to leave out. Out: a graph, read-only. It builds
nothing on disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from twingraph.resources import DEFAULT_OUTPUT, built_graph
from twingraph.store import Graph, store_folder


def open_graph(
    store: str | Path | None = None, sources: Iterable[str] = (), *, stated_only: bool = False
) -> Graph:
    """Open the graph that a question is put to.

    That is ``store``, else ``$TWINGRAPH_STORE``, else ``./twingraph-out`` if it holds a store,
    else the Namur graph that comes with the package; of it, only the ``sources`` named, and
    without what is implied or inferred if ``stated_only``. Raises UsageError where a named store
    or source is missing.
    """
    graph = _opened(store or os.environ.get("TWINGRAPH_STORE"))
    chosen = tuple(sources)
    if chosen:
        graph = graph.restrict(chosen)
    return graph.stated_only() if stated_only else graph


def _opened(store: str | Path | None) -> Graph:
    if store:
        return Graph.open(store)
    if store_folder(DEFAULT_OUTPUT) is not None:
        return Graph.open(DEFAULT_OUTPUT)
    built = built_graph()
    if built is not None:
        return Graph.from_nquads(built)
    # In a checkout the sources may have changed since the last build: read them.
    from twingraph.assembling import default_quads

    return Graph.memory(default_quads(), "the bundled Namur graph")
