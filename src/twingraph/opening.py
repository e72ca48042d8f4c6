"""Where the graph is: from an option, the environment or the working folder to an open `Graph`.

In: the name of a store, or nothing, and what to leave out. Out: a graph, read-only. It builds
nothing on disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from twingraph.disk import store_folder
from twingraph.resources import DEFAULT_OUTPUT
from twingraph.store import Graph


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
    if stated_only:
        return (graph.restrict(chosen) if chosen else graph).stated_only()
    return _inferred(graph.restrict(chosen)) if chosen else graph


def _opened(store: str | Path | None) -> Graph:
    if store:
        return Graph.open(store)
    if store_folder(DEFAULT_OUTPUT) is not None:
        return Graph.open(DEFAULT_OUTPUT)
    from twingraph.bundled import bundled_graph

    return bundled_graph()


def _inferred(graph: Graph) -> Graph:
    """Return a graph of some sources with what follows from these alone.

    What follows from all sources may be less (an older status) or more.
    """
    from twingraph.inference import following_in, infer

    lines = following_in(graph)
    if lines is not None:
        return graph.with_following(lines, graph.sources())
    asserted = graph.quads()
    return Graph.memory([*asserted, *infer(asserted)], graph.origin, chosen=graph.chosen)
