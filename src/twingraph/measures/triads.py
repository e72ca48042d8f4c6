"""Triads: partners of partners, and how often cities with common partners are tied themselves.

In: links, taken simple and undirected. Out: for each city its indirect partners and the pairs of
its partners that are tied or not, and by number of common partners the share of pairs that are
tied. The census of directed triads is in ``census``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.clustering import triangles, wedges
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.pairs import among
from twingraph.measures.ranking import ranked
from twingraph.projections.model import Links

Numbers = NDArray[np.int64]

_AT_ONCE: Final = 4_000_000
"""So many paths of two links are held at once: it bounds the memory."""


def common_partners(links: Links) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield pairs of nodes with a common partner, in parts, and how many they have.

    A pair is one number, the first node's times n and the second's; each stands both ways round,
    all of a first node in one part.
    """
    simple = links.simple
    starts, others = simple.neighbours
    degrees = simple.degrees
    # Paths of two links that begin at each node.
    paths = np.concatenate([[0], np.cumsum(degrees[others])])[starts]
    begin = 0
    while begin < simple.n:
        end = max(int(np.searchsorted(paths, paths[begin] + _AT_ONCE, "right")) - 1, begin + 1)
        end = min(end, simple.n)
        middle = others[starts[begin] : starts[end]]
        first = np.repeat(np.arange(begin, end), degrees[begin:end])
        number = degrees[middle]
        skipped = np.repeat(np.cumsum(number) - number, number)
        last = others[np.repeat(starts[middle], number) + np.arange(int(number.sum())) - skipped]
        first = np.repeat(first, number)
        apart = first != last
        yield np.unique(first[apart] * simple.n + last[apart], return_counts=True)
        begin = end


def find_indirect(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find each city's partners' partners that are not its own, and its tied and open pairs."""
    simple = links.simple
    reached = np.zeros(simple.n, dtype=np.int64)
    tied = _keys(simple)
    for pairs, _ in common_partners(links):
        new = ~among(pairs, tied)
        reached += np.bincount(pairs[new] // max(simple.n, 1), minlength=simple.n)
    closed = triangles(links).at(simple.n)
    every = wedges(simple.degrees)
    values = [
        (indirect, degree, triangle, pairs - triangle)
        for indirect, degree, triangle, pairs in zip(
            reached.tolist(), simple.degrees.tolist(), closed.tolist(), every.tolist(), strict=True
        )
    ]
    return ranked(links, ("indirect", "partners", "triangles", "open_pairs"), values, NUMPY)


def find_closure(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find what share of the pairs with so many common partners is tied."""
    simple = links.simple
    tied = _keys(simple)
    pairs = np.zeros(1, dtype=np.int64)
    closed = np.zeros(1, dtype=np.int64)
    for found, number in common_partners(links):
        pairs = _added(pairs, np.bincount(number))
        closed = _added(closed, np.bincount(number[among(found, tied)]))
    closed = _added(closed, np.zeros(len(pairs), dtype=np.int64))
    # Each pair was met from either end; those with no common partner are all the others.
    pairs, closed = pairs // 2, closed // 2
    pairs[0] = simple.n * (simple.n - 1) // 2 - int(pairs[1:].sum())
    closed[0] = simple.m - int(closed[1:].sum())
    rows = tuple(
        (common, every, ties, ties / every)
        for common, (every, ties) in enumerate(zip(pairs.tolist(), closed.tolist(), strict=True))
        if every
    )
    return Table(("common_partners", "pairs", "tied", "share"), rows, NUMPY)


def _keys(simple: Links) -> Numbers:
    """Return the pairs that are tied, either way round, sorted."""
    one, other = simple.sources.astype(np.int64), simple.targets.astype(np.int64)
    return np.sort(np.concatenate([one * simple.n + other, other * simple.n + one]))


def _added(one: Numbers, other: Numbers) -> Numbers:
    made = np.zeros(max(len(one), len(other)), dtype=np.int64)
    made[: len(one)] += one
    made[: len(other)] += other
    return made


MEASURES: Final = (
    Measure(
        name="indirect-partners",
        scope="node",
        summary=Words(
            "cities met through a city’s partners, and how many of these partners are tied",
            "villes rencontrées par les partenaires d’une ville, et combien de ceux-ci sont liés",
        ),
        formula="indirect(i) = cities at distance 2; open_pairs(i) = k(k - 1) / 2 - triangles(i)",
        reading=Words(
            "many: much can be reached by one introduction; open pairs: partners it could bring "
            "together",
            "beaucoup : une seule présentation mène loin ; paires ouvertes : des partenaires "
            "qu’elle pourrait réunir",
        ),
        reference="Granovetter 1973, American Journal of Sociology 78:1360",
        find=find_indirect,
    ),
    Measure(
        name="closure",
        scope="group",
        summary=Words(
            "the share of pairs of cities that are tied, by how many partners they share",
            "la part des paires de villes liées, selon leur nombre de partenaires communs",
        ),
        formula="share(c) = tied pairs with c common partners / pairs with c common partners",
        reading=Words(
            "rising: cities tend to be tied to partners of partners; it says nothing of which tie "
            "came first",
            "croissante : les villes tendent à être liées aux partenaires de leurs partenaires ; "
            "cela ne dit pas quel lien vint d’abord",
        ),
        reference="Kossinets and Watts 2006, Science 311:88",
        find=find_closure,
    ),
)
