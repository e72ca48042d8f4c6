"""Betweenness by Brandes' algorithm, many sources at once, on what is left without the trees.

In: links. Out: for each node through how many shortest paths between two others it is passed,
exactly. It needs scipy.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.components import components
from twingraph.projections.model import Links

_ROOM: Final = 1 << 17
"""So many numbers a matrix of nodes and sources has: it stays near the processor."""
_FEWEST: Final = 8

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def betweenness(links: Links) -> Floats:
    """Return for each node the pairs of others that it lies between, each pair's paths as shares.

    Nodes with one neighbour are taken away until none is left: what hangs at a node is reached
    through it, so that the pairs it parts are counted by the sizes of its branches. On the rest
    each node stands for all that hangs at it (Baglioni et al. 2012).
    """
    simple = links.simple
    size, squares, left = _without_trees(simple)
    number = components(simple)
    others = np.bincount(number)[number] - 1 if simple.n else number
    branches = squares + (others + 1 - size) ** 2
    found: Floats = (others**2 - branches) / 2
    if left.any():
        found[left] += _between(simple.kept(left), size[left].astype(np.float64))
    return found


def _without_trees(simple: Links) -> tuple[Whole, Whole, NDArray[np.bool_]]:
    """Return how many nodes hang at each, itself with them, and the squares of its branches.

    The third marks those that are left: each of them has two neighbours or more among them.
    """
    degree = simple.degrees.copy()
    size, squares = np.ones(simple.n, dtype=np.int64), np.zeros(simple.n, dtype=np.int64)
    # The exclusive or of a node's neighbours is its last neighbour when one is left.
    last = np.zeros(simple.n, dtype=np.int64)
    for ends, others in ((simple.sources, simple.targets), (simple.targets, simple.sources)):
        np.bitwise_xor.at(last, ends, others.astype(np.int64))
    leaves = np.flatnonzero(degree == 1)
    while leaves.size:
        # Of two leaves that are tied to each other one stays.
        leaves = leaves[(degree[last[leaves]] > 1) | (leaves > last[leaves])]
        at = last[leaves]
        degree[leaves] = 0
        np.subtract.at(degree, at, 1)
        np.bitwise_xor.at(last, at, leaves)
        np.add.at(size, at, size[leaves])
        np.add.at(squares, at, size[leaves] ** 2)
        leaves = np.unique(at[degree[at] == 1])
    return size, squares, degree > 1


def _between(part: Links, weights: Floats) -> Floats:
    """Return Brandes' sums where each node stands for as many as its weight says."""
    from scipy.sparse import csr_array

    ends = np.concatenate([part.sources, part.targets])
    others = np.concatenate([part.targets, part.sources])
    tied = csr_array((np.ones(len(ends)), (ends, others)), shape=(part.n, part.n))
    total = np.zeros(part.n)
    width = max(_ROOM // part.n, _FEWEST)
    for begin in range(0, part.n, width):
        starts = np.arange(begin, min(begin + width, part.n))
        total += _dependencies(tied, starts, weights[:, None]) @ weights[starts]
    return total / 2


def _dependencies(tied: Any, starts: Whole, weights: Floats) -> Floats:
    """Return what each node (a row) is needed for on the paths from each start (a column)."""
    column = np.arange(len(starts))
    # How many shortest paths lead to a node, at the distance of the level alone.
    paths = np.zeros((len(weights), len(starts)))
    paths[starts, column] = 1
    seen = np.zeros(paths.shape, dtype=bool)
    levels: list[tuple[Floats, NDArray[np.bool_]]] = []
    while (here := paths > 0).any():
        levels.append((paths, here))
        seen |= here
        paths = tied @ paths
        np.copyto(paths, 0, where=seen)
    needed = np.zeros(paths.shape)
    for (nearer, _), (further, here) in zip(levels[-2::-1], levels[:0:-1], strict=True):
        share = np.zeros(paths.shape)
        np.add(needed, weights, out=share, where=here)
        np.divide(share, further, out=share, where=here)
        needed += (tied @ share) * nearer
    needed[starts, column] = 0
    return needed
