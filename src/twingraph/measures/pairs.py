"""Pairs: two nodes as one number, so that sets of pairs are sorted arrays.

In: links, or the numbers of nodes. Out: a number for each pair, whichever of its nodes stands
first; which pairs are among others. It knows nothing of what links say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twingraph.projections.model import Links

Pairs = NDArray[np.int64]
"""Pairs of nodes, each one number: the smaller node's times n, and the other's."""


def keyed(one: NDArray[np.integer], other: NDArray[np.integer], n: int) -> Pairs:
    """Return one number for each pair of numbers below n, whichever stands first."""
    low = np.minimum(one, other).astype(np.int64, copy=False)
    return np.asarray(low * n + np.maximum(one, other), dtype=np.int64)


def pairs_of(links: Links, chosen: NDArray[np.bool_] | None = None) -> Pairs:
    """Return the pairs that links join, each once, sorted; self-loops are none."""
    held = links.sources != links.targets
    if chosen is not None:
        held &= chosen
    return np.unique(keyed(links.sources[held], links.targets[held], links.n))


def among(pairs: Pairs, known: Pairs) -> NDArray[np.bool_]:
    """Return which numbers are among others, which are sorted."""
    if not len(known):
        return np.zeros(len(pairs), dtype=bool)
    place = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
    return np.asarray(known[place] == pairs)
