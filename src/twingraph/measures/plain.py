"""Plain NetworkX, or one of its backends, instead of our engines.

In: links and a function of NetworkX. Out: its values in the order of the nodes, and the engine's
name. It holds no measure of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx

from twingraph.errors import UsageError
from twingraph.measures.engines import NETWORKX, backend_library
from twingraph.measures.model import Settings, Value
from twingraph.projections.model import Links


def by_networkx(
    links: Links, function: Callable[..., Any], settings: Settings, **given: Any
) -> tuple[list[Value], str]:
    """Return what a function of NetworkX finds of each node, and which libraries found it.

    It is given the simple network; a directed one where links are ``directed``. What is not a
    number there is ``None`` here. Raises UsageError where a backend is not there after all, or does
    not have the function.
    """
    graph: Any = links.simple.to_networkx()
    if links.directed:
        graph = nx.DiGraph(links.to_networkx())
        graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    engine = backend_library(settings.backend)
    if not links.n:
        return [], engine
    try:
        found = dict(function(graph, backend=settings.backend, **given))
    except (ImportError, NotImplementedError, nx.NetworkXError) as problem:
        if settings.backend in (None, NETWORKX):
            raise
        raise UsageError(
            f"the backend {settings.backend} cannot measure this: {' '.join(str(problem).split())}",
            hint="leave the backend out, or name networkx",
        ) from problem
    values = [found[node] for node in links.nodes]
    return [None if value != value else value for value in values], engine
