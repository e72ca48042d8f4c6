"""Triangles and clustering: how often two neighbours of a node are tied themselves.

In: links. Out: every triangle once, those at each node, and the measures made of them. The simple
network is meant: parallel links are one, self-loops none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.plain import by_networkx
from twingraph.measures.ranking import ranked
from twingraph.projections.model import Links

_AT_ONCE: Final = 4_000_000
"""So many pairs of neighbours are looked up at once: it bounds the memory."""

Nodes = NDArray[np.int64]


@dataclass(frozen=True)
class Triangles:
    """Every triangle of a simple network once, as the numbers of its three nodes."""

    corners: tuple[Nodes, Nodes, Nodes]

    def __len__(self) -> int:
        """Say how many there are."""
        return len(self.corners[0])

    def at(self, n: int) -> Nodes:
        """Return how many triangles each of n nodes is in."""
        found = np.zeros(n, dtype=np.int64)
        for corner in self.corners:
            found += np.bincount(corner, minlength=n)
        return found


def triangles(links: Links) -> Triangles:
    """Return the triangles of a network.

    Each link points to its end of higher degree; a triangle is then two links from one node whose
    ends are tied, and is met once. (Chiba and Nishizeki 1985: the work is bounded by the links
    times the density of the densest part.)
    """
    simple = links.simple
    rank = np.empty(simple.n, dtype=np.int64)
    rank[np.argsort(simple.degrees, kind="stable")] = np.arange(simple.n)
    node = np.argsort(rank)
    ends = rank[simple.sources], rank[simple.targets]
    keys = np.sort(np.minimum(*ends) * simple.n + np.maximum(*ends))
    tails, heads = np.divmod(keys, max(simple.n, 1))
    # After each link stand the others of its tail: so many pairs begin with it.
    after = np.searchsorted(tails, tails, side="right") - np.arange(len(keys)) - 1
    until = np.cumsum(after)
    found: list[tuple[Nodes, Nodes, Nodes]] = []
    begin, done = 0, 0
    while begin < len(keys):
        end = max(int(np.searchsorted(until, done + _AT_ONCE, side="right")), begin + 1)
        number = after[begin:end]
        first = np.repeat(np.arange(begin, end), number)
        skipped = np.repeat(np.cumsum(number) - number, number)
        second = first + 1 + np.arange(len(first)) - skipped
        wanted = heads[first] * simple.n + heads[second]
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        closed = keys[place] == wanted
        found.append(
            (node[tails[first[closed]]], node[heads[first[closed]]], node[heads[second[closed]]])
        )
        begin, done = end, int(until[end - 1])
    none = np.zeros(0, dtype=np.int64)
    a, b, c = (
        np.concatenate([none, *corner])
        for corner in (zip(*found, strict=True) if found else [()] * 3)
    )
    return Triangles((a, b, c))


def wedges(degrees: Nodes) -> Nodes:
    """Return how many pairs of neighbours each node has."""
    return degrees * (degrees - 1) // 2


def local_clustering(degrees: Nodes, at: Nodes) -> NDArray[np.float64]:
    """Return each node's share of tied pairs of neighbours; 0 below two neighbours, as NetworkX."""
    pairs = wedges(degrees)
    return np.divide(at, pairs, out=np.zeros(len(pairs)), where=pairs > 0)


def find_clustering(links: Links, settings: Settings) -> Table:
    """Return triangles and local clustering of every node; ``None`` below two neighbours."""
    degrees = links.simple.degrees
    if settings.backend:
        at, engine = by_networkx(links.simple, nx.triangles, settings)
        local, _ = by_networkx(links.simple, nx.clustering, settings)
    else:
        found = triangles(links).at(links.n)
        at, engine = found.tolist(), NUMPY
        local = local_clustering(degrees, found).tolist()
    values: list[tuple[Value, ...]] = [
        (share if degree > 1 else None, closed, degree)
        for share, closed, degree in zip(local, at, degrees.tolist(), strict=True)
    ]
    return ranked(links, ("clustering", "triangles", "degree"), values, engine)


MEASURES: Final = (
    Measure(
        name="clustering",
        scope="node",
        summary=Words(
            "how often two neighbours of a node are tied to each other",
            "combien de fois deux voisins d’un nœud sont liés entre eux",
        ),
        formula="C(v) = 2 T(v) / (k(v) (k(v) − 1)), T triangles at v, k neighbours",
        reading=Words(
            "1: all neighbours are tied to each other; 0: none are; none given below two"
            " neighbours, where there is no pair",
            "1\u00a0: tous les voisins sont liés entre eux\u202f; 0\u00a0: aucun\u202f;"
            " non défini pour moins de deux voisins, car il n’y a pas de paire",
        ),
        reference="Watts and Strogatz 1998, Nature 393, 440",
        find=find_clustering,
        backends=True,
    ),
)
