"""What sources say, in parts: for a run over all, and for one over each source with our own words.

In: the lines that the rules read, and which graphs are whose. Out: a file for each run, from which
the same follows as from all those lines. What only repeats a type is left out, and so is what we
say of the types of things of which the source says nothing. It runs nothing.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from twingraph.inference.entailing import Entailing
from twingraph.inference.selecting import graph_of
from twingraph.prefixes import expand

_TYPE: Final = f"<{expand('rdf:type')}>".encode()


class Parts:
    """Files in a folder: ``every`` for the run over all, ``ours`` for what we say ourselves."""

    def __init__(self, folder: Path, entailing: Entailing, ours: Collection[str]) -> None:
        self._entailing = entailing
        self._ours = {f"<{graph}>".encode() for graph in ours}
        self._folder = folder
        self._types: dict[bytes, list[bytes]] = {}
        """What we say of the types of things, line by line, by thing."""
        self._shared = folder / "shared.nq"
        self._named: dict[Path, set[bytes]] = {self._shared: set()}
        self.every: Final = folder / "every.nq"
        self.ours: Final = folder / "ours.nq"
        self._of_sources: dict[str, Path] = {}

    def write(self, read: Path, by_source: Mapping[str, Collection[str]]) -> None:
        """Write the files of all runs; ``by_source`` has the graphs that are not ours alone."""
        if not self._entailing.asks_who_types:
            self._gather_types(read)
        self._of_sources = {
            source: self._folder / f"source-{n}.nq" for n, source in enumerate(sorted(by_source))
        }
        with contextlib.ExitStack() as stack:
            targets: dict[bytes, list[tuple[BinaryIO, set[bytes]]]] = {}
            every = stack.enter_context(self.every.open("wb"))
            shared = stack.enter_context(self._shared.open("wb"))
            for name in self._ours:
                targets.setdefault(name, []).append((shared, self._named[self._shared]))
            for source, path in self._of_sources.items():
                target, named = stack.enter_context(path.open("wb")), set[bytes]()
                self._named[path] = named
                for iri in by_source[source]:
                    targets.setdefault(f"<{iri}>".encode(), []).append((target, named))
            for line, subject, value, graph in self._telling(read):
                every.write(line)
                if value is None:
                    continue
                for file, named in targets.get(graph, ()):
                    file.write(line)
                    named.update(term for term in (subject, value) if term in self._types)
        with self.ours.open("wb") as file:
            self._add_shared(file, self._types)

    def of(self, source: str) -> Path:
        """Return the file of a source, with what we say of the things that it names."""
        path = self._of_sources[source]
        with path.open("ab") as file:
            self._add_shared(file, self._named[path] | self._named[self._shared])
        return path

    def _gather_types(self, read: Path) -> None:
        with read.open("rb") as lines:
            for line in lines:
                subject, prop, _ = line.split(b" ", 2)
                if prop == _TYPE and graph_of(line) in self._ours:
                    self._types.setdefault(subject, []).append(line)

    def _telling(self, read: Path) -> Iterator[tuple[bytes, bytes, bytes | None, bytes]]:
        """Yield the lines that tell more than the types beside them, with three of their terms.

        The value is None for a type that we say: it goes to whoever names the thing.
        """
        beside: tuple[bytes, bytes] = (b"", b"")
        types: set[bytes] = set()
        with read.open("rb") as lines:
            for line in lines:
                subject, prop, rest = line.split(b" ", 2)
                graph, value = graph_of(line), rest.partition(b" ")[0]
                if (subject, graph) != beside:
                    beside, types = (subject, graph), set()
                if prop == _TYPE:
                    types.add(value)
                    ours = graph in self._ours and subject in self._types
                    yield line, subject, None if ours else value, graph
                elif not self._entailing.is_entailed(
                    prop, types.union(self._said(subject)), self._said(value)
                ):
                    yield line, subject, value, graph

    def _said(self, thing: bytes) -> Iterator[bytes]:
        """Yield the classes of which we say that a thing is."""
        return (line.split(b" ", 3)[2] for line in self._types.get(thing, ()))

    def _add_shared(self, file: BinaryIO, things: Collection[bytes]) -> None:
        with self._shared.open("rb") as shared:
            shutil.copyfileobj(shared, file)
        for thing in sorted(things):
            file.writelines(self._types[thing])
