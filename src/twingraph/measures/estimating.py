"""Betweenness and closeness from some sources: an estimate for networks drawn again and again.

In: links and the nodes to start from. Out: a number a node, the exact one where all nodes are
sources. It draws nothing, and the measures of one network do not use it.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.sweeping import Sweeper
from twingraph.projections.model import Links
from twingraph.resources import missing_library

Sources = NDArray[np.int64]
Values = NDArray[np.float64]

_AT_ONCE: Final = 16
"""Sources searched from together: more would leave the processor's cache."""


def closeness_from(links: Links, sources: Sources) -> Values:
    """Return the mean of 1/d from each node to the sources; 0 where there is no path."""
    near = np.zeros(links.n)
    for level in Sweeper(links.simple).levels(sources):
        near += level.at_nodes() / level.distance
    # A source has no distance from itself.
    number = np.full(links.n, len(sources))
    number[sources] -= 1
    mean: Values = near / np.maximum(number, 1)
    return mean


def betweenness_from(links: Links, sources: Sources) -> Values:
    """Return betweenness, of 0 to 1, from the shortest paths that begin in the sources.

    Brandes' (2001) sums, for several sources at once as products of matrices. A path counts for a
    node by how far along it the node lies, as the path's other end counts the rest of it: nodes
    beside a source are then not taken for hubs (Geisberger, Sanders & Schultes 2008). Raises
    MachineError where scipy is absent.
    """
    try:
        from scipy.sparse import csr_array
    except ImportError as problem:
        raise missing_library("scipy") from problem
    simple, n = links.simple, links.n
    total = np.zeros(n)
    ends = np.concatenate([[simple.sources, simple.targets], [simple.targets, simple.sources]], 1)
    matrix = csr_array((np.ones(ends.shape[1]), tuple(ends)), shape=(n, n))
    for begin in range(0, len(sources), _AT_ONCE):
        total += _dependencies(matrix, sources[begin : begin + _AT_ONCE])
    return total * (2 * n / max(len(sources), 1) / max((n - 1) * (n - 2), 1))


def _dependencies(matrix: Any, sources: Sources) -> Values:
    """Return for each node the sum, over the shortest paths that it is on, of how far along."""
    at = sources, np.arange(len(sources))
    distance = np.full((matrix.shape[0], len(sources)), -1, dtype=np.int32)
    distance[at] = 0
    paths = np.zeros(distance.shape)
    paths[at] = 1
    front, last = paths, 0
    while True:
        front = matrix @ front
        front[distance >= 0] = 0
        reached = front > 0
        if not reached.any():
            break
        last += 1
        distance[reached] = last
        paths = paths + front
    owed = np.zeros(distance.shape)
    for level in range(last, 0, -1):
        here = distance == level
        passed = np.divide(1 / level + owed, paths, out=np.zeros(distance.shape), where=here)
        owed += np.where(distance == level - 1, paths * (matrix @ passed), 0)
    # What has no path has nothing owed, and a source is at no distance from itself.
    total: Values = (owed * distance).sum(axis=1)
    return total
