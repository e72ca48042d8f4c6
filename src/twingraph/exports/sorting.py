"""The graph as N-Quads, whatever its size: the lines that ``rdf`` would write, in the same order.

In: a graph. Out: lines of bytes, sorted. They are sorted in parts, through temporary files, so that
a part at a time is in memory. Only quads with blank nodes are held together: their canonical
names depend on one another.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.exports.rdf import canonical
from twingraph.files import temporary_folder, unwritable
from twingraph.store import Graph

_PART: Final = 32 * 2**20
"""Bytes of lines that are sorted at once."""
_MAYBE_BLANK: Final = b"_:"


def sorted_nquads(graph: Graph) -> Iterator[bytes]:
    """Yield the lines of a graph's named graphs, sorted. Raises MachineError for a full disk."""
    lines = _Lines(graph)
    try:
        yield from lines.in_order()
    except OSError as problem:
        hint = "make room, or set TMPDIR"
        raise unwritable(lines.folder, problem, hint) from problem


class _Lines:
    """The lines of a graph: the sorted parts in a folder, and those with blank nodes."""

    def __init__(self, graph: Graph) -> None:
        self.folder = temporary_folder(self, "twingraph-sorting-")
        self._graph = graph
        self._parts: list[Path] = []
        self._blank: list[px.Quad] = []

    def in_order(self) -> Iterator[bytes]:
        self._sort(self._certain())
        blank = sorted(f"{quad} .\n".encode() for quad in canonical(self._blank))
        with ExitStack() as opened:
            files = [opened.enter_context(path.open("rb")) for path in self._parts]
            yield from heapq.merge(*files, blank)

    def _certain(self) -> Iterator[bytes]:
        """Yield the lines without a blank node, and set the others aside."""
        path = self.folder / "graph"
        for name in self._graph.graphs():
            self._graph.dump(name, path)
            end = f" <{name}> .\n".encode()
            with path.open("rb") as file:
                for triple in file:
                    line = triple[:-3] + end
                    if _MAYBE_BLANK in line:
                        # Perhaps within a text: who parses it knows.
                        self._blank += px.parse(line, format=px.RdfFormat.N_QUADS)
                    else:
                        yield line

    def _sort(self, lines: Iterable[bytes]) -> None:
        held: list[bytes] = []
        size = 0
        for line in chain(lines, (b"",)):
            held.append(line)
            size += len(line)
            if size >= _PART or not line:
                path = self.folder / f"{len(self._parts):04}"
                held.sort()
                with path.open("wb") as file:
                    file.writelines(held)
                self._parts.append(path)
                held, size = [], 0
