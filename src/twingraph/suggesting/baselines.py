"""Scores that learn nothing: what a model has to beat.

In: ties. Out: objects with ``of_city``, the scores of a city with every city, and ``of_pairs``.
A higher score is a likelier tie; where a score is not defined it is the lowest. Scores of different
baselines cannot be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from twingraph.suggesting.cities import Floats, Ints
from twingraph.suggesting.ties import Ties, products, row_product

if TYPE_CHECKING:
    from scipy.sparse import csr_array

RANK: Final = 32
DAMPING: Final = 0.5
_PRECISION: Final = 1e-13


@dataclass(frozen=True, eq=False)
class DegreeProduct:
    """The product of both numbers of partners (preferential attachment)."""

    ties: Ties

    def of_city(self, city: int) -> Floats:
        """Return the products of a city with every city."""
        found: Floats = (self.ties.degrees[city] * self.ties.degrees).astype(np.float64)
        return found

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the products of pairs."""
        return (self.ties.degrees[first] * self.ties.degrees[second]).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Nearness:
    """The nearer, the likelier: minus the kilometres; an unknown place is farther than any."""

    ties: Ties

    def of_city(self, city: int) -> Floats:
        """Return minus the distances of a city from every city."""
        return self.of_pairs(np.int64(city), np.arange(self.ties.cities.n))

    def of_pairs(self, first: Any, second: Any) -> Floats:
        """Return minus the distances of pairs."""
        kilometres = self.ties.cities.kilometres(first, second)
        return -np.where(np.isnan(kilometres), 1e9, kilometres)


@dataclass(frozen=True, eq=False)
class PathScore:
    """Rows of one matrix times rows of the adjacency: the scores that count paths."""

    left: csr_array
    ties: Ties

    def of_city(self, city: int) -> Floats:
        """Return the scores of a city with every city."""
        return row_product(self.left, self.ties.adjacency, city)

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the scores of pairs."""
        return products(self.left, self.ties.adjacency, first, second)


def common_neighbours(ties: Ties) -> PathScore:
    """Count common partners."""
    return PathScore(ties.adjacency, ties)


def adamic_adar(ties: Ties) -> PathScore:
    """Count common partners, each divided by the logarithm of its degree (Adamic, Adar 2003)."""
    return PathScore(ties.by_log_degree, ties)


def three_steps(ties: Ties) -> PathScore:
    """Count paths of three steps, each divided by the roots of the inner degrees (Kovács 2019)."""
    return PathScore(ties.two_steps, ties)


@dataclass(frozen=True, eq=False)
class Katz:
    """All paths, each divided by a power of its length (Katz 1953).

    A step counts `DAMPING` over the largest eigenvalue, so that the sum is finite.
    """

    ties: Ties

    @cached_property
    def step(self) -> float:
        """What a path loses with each step."""
        return DAMPING / max(_largest(self.ties.adjacency), 1.0)

    def of_city(self, city: int) -> Floats:
        """Return the sums over all paths from a city to every city."""
        reached = np.zeros(self.ties.cities.n)
        reached[city] = 1.0
        total = np.zeros_like(reached)
        while reached.any() and reached.max() > _PRECISION * max(total.max(), self.step):
            reached = self.step * (self.ties.adjacency @ reached)
            total += reached
        return total

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the sums over all paths between pairs."""
        return _by_city(self, first, second)


@dataclass(frozen=True, eq=False)
class Spectral:
    """What the ties look like through the `RANK` strongest patterns in them.

    A truncated singular value decomposition of the adjacency, rows and columns divided by the
    roots of the degrees plus their mean: without that mean each small component is a pattern of
    its own, as strong as any.
    """

    left: Floats
    right: Floats

    def of_city(self, city: int) -> Floats:
        """Return the scores of a city with every city."""
        found: Floats = self.right @ self.left[city]
        return found

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the scores of pairs."""
        found: Floats = (self.left[first] * self.right[second]).sum(axis=1)
        return found


def spectral(ties: Ties, rank: int = RANK) -> Spectral:
    """Decompose the ties into their strongest patterns."""
    from scipy.sparse import diags_array
    from scipy.sparse.linalg import svds

    n = ties.cities.n
    rank = min(rank, n - 2)
    if rank < 1 or not len(ties.pairs):
        return Spectral(np.zeros((n, 1)), np.zeros((n, 1)))
    root = diags_array(1 / np.sqrt(ties.degrees + ties.degrees.mean()))
    scaled = (root @ ties.adjacency @ root).tocsr()
    # Not at random: the same ties give the same scores.
    start = np.random.default_rng(0).standard_normal(n)
    u, s, vt = svds(scaled, k=rank, v0=start, solver="arpack")
    return Spectral(u * s, np.ascontiguousarray(vt.T))


def _by_city(model: Katz, first: Ints, second: Ints) -> Floats:
    """Return scores of pairs from those of the cities that stand first in them."""
    found = np.zeros(len(first))
    for city in np.unique(first).tolist():
        at = np.flatnonzero(first == city)
        found[at] = model.of_city(city)[second[at]]
    return found


def _largest(adjacency: csr_array) -> float:
    """Return the largest eigenvalue of a symmetric matrix."""
    n = adjacency.shape[0]
    if n < 3 or not adjacency.nnz:
        return float(np.linalg.eigvalsh(adjacency.toarray())[-1]) if n else 0.0
    from scipy.sparse.linalg import eigsh

    return float(eigsh(adjacency, k=1, which="LA", v0=np.ones(n), return_eigenvectors=False)[0])
