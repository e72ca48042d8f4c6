"""Drawing a small connected graph so that distances on paper are distances in the graph.

In: the number of nodes and the edges, each with a length. Out: an array of positions whose stress
(Kruskal's, with weights 1/d²) is a local minimum, found by majorisation from a start by classical
scaling; and the stress of any positions. It knows no names, and is meant for some hundreds of
nodes: time and memory grow with the square of their number.

Papers: W. S. Torgerson, Multidimensional scaling I (1952), for the start; E. R. Gansner, Y. Koren,
S. North, Graph drawing by stress majorization (Graph Drawing 2004).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS: Final = 300
_ENOUGH: Final = 3e-5
_GRAIN: Final = 2.0**-24
_UNEVEN: Final = 0.02


def stress_layout(number: int, ends: Ints, lengths: Floats) -> Floats:
    """Return a position for each node, centred; ``ends`` has a row for each edge."""
    if number < 3:
        reach = float(lengths[0]) / 2 if len(lengths) else 0.0
        return np.array([[-reach, 0.0], [reach, 0.0]])[:number]
    wanted = distances(number, ends, lengths)
    return majorised(scaled(wanted), wanted)


def distances(number: int, ends: Ints, lengths: Floats) -> Floats:
    """Return the length of the shortest path between each two nodes (Floyd and Warshall)."""
    found = np.full((number, number), np.inf)
    np.fill_diagonal(found, 0.0)
    np.minimum.at(found, (ends[:, 0], ends[:, 1]), lengths)
    found = np.asarray(np.minimum(found, found.T))
    for via in range(number):
        np.minimum(found, found[:, via, None] + found[None, via], out=found)
    return found


def scaled(wanted: Floats) -> Floats:
    """Return positions by classical scaling: the two main axes of the doubly centred distances.

    The distances are made a little uneven first. So no two axes are of the same weight, as in a
    star or a ring: an engine of linear algebra would be free to turn them as it likes.
    """
    number = len(wanted)
    order = np.arange(number)
    uneven = (order[:, None] * 0.618034 + order[None] * 0.414214) % 1.0
    square = (wanted * (1 + _UNEVEN * (uneven + uneven.T))) ** 2
    mean = square.mean(axis=0)
    values, axes = _largest(-0.5 * (square - mean[:, None] - mean[None] + mean.mean()))
    return _grained(axes * np.sqrt(np.maximum(values, 0.0)))


def _largest(matrix: Floats) -> tuple[Floats, Floats]:
    """Return the two largest eigenvalues with their vectors, the largest entry of each positive."""
    values, vectors = np.linalg.eigh(matrix)
    values, vectors = values[:-3:-1], vectors[:, :-3:-1]
    strongest = np.abs(np.round(vectors, 9)).argmax(axis=0)
    signs = np.where(vectors[strongest, [0, 1]] < 0, -1.0, 1.0)
    return values, vectors * signs


def majorised(positions: Floats, wanted: Floats) -> Floats:
    """Return positions of less stress: each round solves for the minimum of a bound of it."""
    weights = _weights(wanted)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    # The inverse on what is centred; the ones take care of the direction that does not matter.
    solve: Floats = np.asarray(np.linalg.inv(laplacian + 1 / len(wanted)), dtype=np.float64)
    solve -= 1 / len(wanted)
    pull = weights * wanted
    now, before = _grained(positions - positions.mean(axis=0)), math.inf
    for _ in range(_ROUNDS):
        apart = _apart(now)
        after = float((weights * (apart - wanted) ** 2).sum() / 2)
        if before - after < _ENOUGH * after:
            break
        before = after
        ratio = np.zeros_like(wanted)
        np.divide(pull, apart, out=ratio, where=apart > _GRAIN)
        bound = np.asarray(ratio.sum(axis=1)[:, None] * now - _times(ratio, now))
        now = _grained(_times(solve, bound))
    return now


def stress(positions: Floats, wanted: Floats) -> float:
    """Return how far the distances on paper are from those wanted: 0 means that all agree."""
    return float((_weights(wanted) * (_apart(positions) - wanted) ** 2).sum() / 2)


def _weights(wanted: Floats) -> Floats:
    square = wanted * wanted
    return np.divide(1.0, square, out=np.zeros_like(square), where=square > 0)


def _apart(positions: Floats) -> Floats:
    x, y = positions.T
    return np.asarray(np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2))


def _times(matrix: Floats, columns: Floats) -> Floats:
    """Multiply, but not by a library that shares the work among processors, and so the rounding."""
    return np.asarray(np.einsum("ij,jk->ik", matrix, columns))


def _grained(positions: Floats) -> Floats:
    """Round to a grain far coarser than what machines differ by, and far finer than is seen."""
    return np.asarray(np.rint(positions / _GRAIN) * _GRAIN)
