"""Read one source: from a specification to records, its files' sha256 and a count of rows.

In: a specification and the folder of its files. Out: a `Reading`, which yields records as they are
read. A reader is a function of a specification and its open files (`Reader`). Of every row it
yields exactly one link or member, or one finding that is not ``kept``; so rows can be counted
here. All other findings are ``kept``. It keeps nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias, cast

from twingraph.errors import DataError, near_matches
from twingraph.imports.model import Finding, Link, Member, Record, Spec
from twingraph.imports.opening import Sources

Reader: TypeAlias = Callable[[Spec, Sources], Iterator[Record]]
"""From a specification and its files to records. A place goes before what names it."""

READERS: Final[Mapping[str, str]] = {
    "pairs": "twingraph.imports.pairs:read_pairs",
    "items": "twingraph.imports.items:read_items",
    "members": "twingraph.imports.members:read_members",
    "graph": "twingraph.imports.graphs:read_graph",
    "results": "twingraph.imports.results:read_results",
}


class Reading:
    """The records of a source, to be iterated once.

    ``read`` counts the rows so far, ``done`` and ``size`` the bytes; ``files`` maps roles to sha256
    once all is read.
    """

    def __init__(self, spec: Spec, base: Path) -> None:
        self.spec = spec
        self.read = 0
        self.files: Mapping[str, str] = {}
        self._sources = Sources(spec, base)
        self._reader = _reader(spec)

    @property
    def done(self) -> int:
        """Return how many bytes were read, for a progress bar."""
        return self._sources.done

    @property
    def size(self) -> int:
        """Return how many bytes there are to read, of the files opened so far."""
        return self._sources.size

    def __iter__(self) -> Iterator[Record]:
        """Yield the records. Raises DataError for a file that cannot be read as specified."""
        try:
            for record in self._reader(self.spec, self._sources):
                if isinstance(record, Link | Member) or (
                    isinstance(record, Finding) and not record.kept
                ):
                    self.read += 1
                yield record
            self.files = self._sources.close()
        finally:
            self._sources.abandon()


def read(spec: Spec, base: str | Path) -> Reading:
    """Return the reading of a source whose file names are relative to the folder ``base``."""
    return Reading(spec, Path(base))


def _reader(spec: Spec) -> Reader:
    if spec.reader not in READERS:
        raise DataError(
            f"no reader '{spec.reader}'",
            hint=near_matches(spec.reader, READERS) or f"one of {', '.join(READERS)}",
        )
    module, _, function = READERS[spec.reader].partition(":")
    # A reader is loaded when it is used: the one for GEXF brings an XML parser.
    loaded = importlib.import_module(module)
    return cast("Reader", getattr(loaded, function))
