"""Ties as a model may know them: who is tied to whom, and what follows from these ties alone.

In: cities and pairs of their numbers, those of a training set. Out: `Ties`: degrees, neighbours,
paths, and how much countries are drawn to one another, all counted on these pairs and no others. A
pair that is not among them can therefore not be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.pairs import among, keyed
from twingraph.projections.model import Links
from twingraph.suggesting.cities import UNKNOWN, Cities, Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SMOOTHING: Final = 5.0
"""Ties added to what is counted and to what is expected: few ties of two countries say little."""


@dataclass(frozen=True, eq=False)
class Ties:
    """The ties of cities: ``pairs`` has two columns, the smaller number first, no pair twice."""

    cities: Cities
    pairs: Ints

    @cached_property
    def adjacency(self) -> csr_array:
        """1 where two cities are tied; symmetric."""
        from scipy.sparse import csr_array

        n, ones = self.cities.n, np.ones(len(self.pairs))
        half = csr_array((ones, (self.pairs[:, 0], self.pairs[:, 1])), shape=(n, n))
        made: csr_array = (half + half.T).tocsr()
        made.sort_indices()
        return made

    @cached_property
    def degrees(self) -> Ints:
        """How many partners each city has."""
        found: Ints = np.diff(self.adjacency.indptr).astype(np.int64)
        return found

    @cached_property
    def by_log_degree(self) -> csr_array:
        """The adjacency with each column divided by the logarithm of that city's degree.

        Times the adjacency it gives the index of Adamic and Adar (2003).
        """
        # A common neighbour has two partners at least.
        return self._columns_by(1 / np.log(np.maximum(self.degrees, 2)))

    @cached_property
    def two_steps(self) -> csr_array:
        """Paths of two steps, each divided by the roots of the degrees of both later cities.

        Times the adjacency it gives the L3 score of Kovács et al. (2019).
        """
        root = 1 / np.sqrt(np.maximum(self.degrees, 1))
        scaled = self._columns_by(root)
        found: csr_array = (scaled @ scaled).tocsr()
        return found

    @cached_property
    def to_countries(self) -> csr_array:
        """How many partners each city has in each country."""
        from scipy.sparse import csr_array

        known = np.flatnonzero(self.cities.country != UNKNOWN)
        shape = (self.cities.n, max(len(self.cities.countries), 1))
        lies = csr_array((np.ones(len(known)), (known, self.cities.country[known])), shape=shape)
        found: csr_array = (self.adjacency @ lies).tocsr()
        return found

    @cached_property
    def between_countries(self) -> Floats:
        """How many ties there are between two countries; on the diagonal twice those within one."""
        size = max(len(self.cities.countries), 1)
        ends = self.cities.country[self.pairs]
        ends = ends[(ends != UNKNOWN).all(axis=1)]
        found = np.zeros((size, size))
        np.add.at(found, (ends[:, 0], ends[:, 1]), 1)
        np.add.at(found, (ends[:, 1], ends[:, 0]), 1)
        return found

    @cached_property
    def affinity(self) -> Floats:
        """How much countries are drawn to one another: 0 as expected, 1 for e times as many ties.

        The logarithm of the ties counted over those expected if each country's ties went to all
        others in proportion to theirs, both with `SMOOTHING`.
        """
        counted = self.between_countries
        ends = counted.sum(axis=1)
        expected = np.outer(ends, ends) / max(ends.sum(), 1.0)
        found: Floats = np.log((counted + SMOOTHING) / (expected + SMOOTHING))
        return found

    @cached_property
    def keys(self) -> Ints:
        """One number for each pair, sorted."""
        return np.sort(keys_of(self.pairs, self.cities.n))

    def partners(self, city: int) -> Ints:
        """Return the partners of a city, sorted."""
        start, end = self.adjacency.indptr[city : city + 2]
        return np.asarray(self.adjacency.indices[start:end], dtype=np.int64)

    def common(self, one: int, other: int) -> Ints:
        """Return the common partners of two cities, sorted."""
        found: Ints = np.intersect1d(self.partners(one), self.partners(other), assume_unique=True)
        return found

    def _columns_by(self, factors: Floats) -> csr_array:
        made = self.adjacency.copy()
        made.data = factors[made.indices]
        return made


def ends_of(links: Links) -> Ints:
    """Return both ends of each tied pair: both directions and all sources of one pair are one."""
    return np.column_stack([links.simple.sources, links.simple.targets]).astype(np.int64)


def keys_of(pairs: Ints, n: int) -> Ints:
    """Return one number for each pair of numbers below n, whichever stands first."""
    return keyed(pairs[:, 0], pairs[:, 1], n)


def tied(pairs: Ints, keys: Ints, n: int) -> NDArray[np.bool_]:
    """Say of each pair whether it is one of those whose keys are given, sorted."""
    return among(keys_of(pairs, n), keys)


def products(left: csr_array, right: csr_array, first: Ints, second: Ints) -> Floats:
    """Return the products of rows of one matrix with rows of another, pair by pair."""
    found = left[first].multiply(right[second]).sum(axis=1)
    return np.asarray(found, dtype=np.float64).ravel()


def row_product(left: csr_array, right: csr_array, city: int) -> Floats:
    """Return the product of one row of a matrix with every row of another."""
    found = (left[[city]] @ right.T.tocsr()).toarray()
    return np.asarray(found, dtype=np.float64).ravel()
