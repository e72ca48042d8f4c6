"""Breadth-first search from many nodes at once, a bit for each of them.

In: links and the nodes to start from. Out: level by level, which of the starts reach which nodes.
It measures nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.projections.model import Links

Words64 = NDArray[np.uint64]

_WORD: Final = 64
_ROOM: Final = 1 << 26
"""So many bytes a matrix of bits may take; a block has at most `_WIDEST` words."""
_WIDEST: Final = 32
_FEW: Final = 32
"""Where fewer nodes than this have a further neighbour, these are taken together."""


@dataclass(frozen=True)
class Level:
    """What a block of starts reaches at one distance: a row a node, a bit a start."""

    starts: NDArray[np.int64]
    distance: int
    reached: Words64

    def at_nodes(self) -> NDArray[np.int64]:
        """Return by how many of the starts each node is reached."""
        found: NDArray[np.int64] = np.bitwise_count(self.reached).sum(axis=1, dtype=np.int64)
        return found

    def from_starts(self) -> NDArray[np.int64]:
        """Return how many nodes each start reaches."""
        # Bits are counted a slice at a time: unpacked they take eight times the room.
        total = np.zeros(self.reached.shape[1] * _WORD, dtype=np.int64)
        octets = self.reached.view(np.uint8)
        step = max(_ROOM // max(len(total), 1), 1)
        for begin in range(0, len(octets), step):
            total += np.unpackbits(octets[begin : begin + step], axis=1).sum(axis=0, dtype=np.int64)
        return total[: len(self.starts)]


class Sweeper:
    """The search itself; what it needs to know of a network is laid out once.

    Nodes are numbered anew by falling degree. The first neighbours of all nodes are one array, the
    second neighbours of those that have two another, and so on: a level is then a few dozen
    operations on whole matrices. The many neighbours of the few largest nodes are taken together.
    """

    def __init__(self, links: Links) -> None:
        first, neighbours = links.neighbours
        degrees = links.degrees
        self._order = np.argsort(-degrees, kind="stable")
        self._place = np.empty_like(self._order)
        self._place[self._order] = np.arange(links.n)
        falling = degrees[self._order]
        begins = first[:-1][self._order]
        self._slots: list[NDArray[np.int64]] = []
        while (number := int(np.searchsorted(-falling, -len(self._slots)))) >= _FEW:
            self._slots.append(self._place[neighbours[begins[:number] + len(self._slots)]])
        taken, self._large = len(self._slots), number
        rests = [
            neighbours[begin + taken : begin + degree]
            for begin, degree in zip(begins[:number], falling[:number], strict=True)
        ]
        lengths = [len(rest) for rest in rests]
        self._rest_begins = np.cumsum([0, *lengths[:-1]], dtype=np.int64)
        self._rest = self._place[np.concatenate(rests)] if rests else np.zeros(0, dtype=np.int64)
        self._n = links.n

    def levels(self, starts: NDArray[np.int64]) -> Iterator[Level]:
        """Yield what is reached, a block of starts after the other and distances from 1 up."""
        width = min(_WIDEST, max(1, _ROOM // max(8 * self._n, 1)))
        for begin in range(0, len(starts), width * _WORD):
            yield from self._block(starts[begin : begin + width * _WORD])

    def _block(self, starts: NDArray[np.int64]) -> Iterator[Level]:
        number = np.arange(len(starts))
        words = -(-len(starts) // _WORD)
        octets = np.zeros((self._n, words * 8), dtype=np.uint8)
        octets[self._place[starts], number // 8] = 128 >> (number % 8)
        front: Words64 = octets.view(np.uint64)
        seen = front.copy()
        distance = 0
        while front.any():
            distance += 1
            reached = self._step(front)
            reached &= ~seen
            seen |= reached
            if reached.any():
                yield Level(starts, distance, reached[self._place])
            front = reached

    def _step(self, front: Words64) -> Words64:
        reached = np.zeros_like(front)
        for slot in self._slots:
            reached[: len(slot)] |= front[slot]
        if self._large:
            reached[: self._large] |= np.bitwise_or.reduceat(
                front[self._rest], self._rest_begins, axis=0
            )
        return reached
