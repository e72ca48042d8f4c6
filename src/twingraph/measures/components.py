"""Connected components, in numpy alone.

In: links. Out: for each node the number of its component, the largest first. Direction is not
heeded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twingraph.projections.model import Links


def components(links: Links) -> NDArray[np.int64]:
    """Return each node's component, numbered by size from 0; those as large by their first node.

    Roots hook onto the smallest root they touch, and paths are cut short, until nothing moves.
    """
    root = np.arange(links.n, dtype=np.int64)
    sources, targets = links.sources, links.targets
    while True:
        ends = root[sources], root[targets]
        apart = ends[0] != ends[1]
        if not apart.any():
            break
        sources, targets = sources[apart], targets[apart]
        low, high = np.minimum(*ends)[apart], np.maximum(*ends)[apart]
        np.minimum.at(root, high, low)
        while not np.array_equal(above := root[root], root):
            root = above
    _, number, sizes = np.unique(root, return_inverse=True, return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place[number].astype(np.int64)


def largest(links: Links) -> NDArray[np.bool_]:
    """Mark the nodes of the largest component; of all of them where several are as large."""
    number = components(links)
    sizes = np.bincount(number)
    return np.isin(number, np.flatnonzero(sizes == sizes.max())) if links.n else number < 0
