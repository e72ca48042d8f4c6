"""What is kept of an imported source: its rows, in a folder that is never changed again.

In: the records of a reader, streamed. Out: a folder with ``places.jsonl`` (each place once),
``rows.jsonl`` (links and members) and ``source.json`` (specification, sha256, counts, findings);
and these read back. Memory grows with the distinct places, and with the rows only where their keys
are not rising numbers.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TextIO

from twingraph.errors import DataError
from twingraph.files import unwritable
from twingraph.imports.model import (
    Finding,
    KeptSource,
    Link,
    Member,
    Place,
    Provenance,
    Record,
    Spec,
    Word,
)

PLACES: Final = "places.jsonl"
ROWS: Final = "rows.jsonl"
SOURCE: Final = "source.json"
SHOWN: Final = 1000
"""The number of findings that are kept; all are counted."""

_EVERY: Final = 5000
_AS_MEANT: Final = frozenset({"decimal-comma"})
"""Findings that tell how the file was read, and of nothing wrong."""
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}|0", re.ASCII)
_POSITION: Final = ("latitude", "longitude")
Read = Callable[[int], None]
"""What is told from time to time how many records were read."""


class _Writer:
    """Writes records to a folder, each place once, and counts them."""

    def __init__(self, rows: TextIO) -> None:
        self._rows = rows
        self._known: dict[str, Place] = {}
        self._keys: set[str] | None = None
        self._last = -1
        self.links = self.members = self.found = 0
        self.findings: list[Finding] = []

    @property
    def places(self) -> Collection[Place]:
        """Return the places, in the order in which they were named first."""
        return self._known.values()

    def add(self, record: Record) -> None:
        if isinstance(record, Place):
            known = self._known.get(record.key)
            self._known[record.key] = record if known is None else _filled(known, record)
        elif isinstance(record, Finding):
            self.found += 1
            if len(self.findings) < SHOWN:
                self.findings.append(record)
        else:
            self._add_row(record)

    def _add_row(self, row: Link | Member) -> None:
        named = (row.first, row.second) if isinstance(row, Link) else (row.place,)
        missing = [key for key in named if key not in self._known]
        if missing:
            raise AssertionError(f"a reader names a place before it: {missing[0]}")
        if self._is_second(row.row):
            message = f"a second row has the key {row.row}"
            self.add(Finding(message, kept=True, code="row-key-twice"))
            number = 2
            while self._is_second(f"{row.row}#{number}"):
                number += 1
            row = dataclasses.replace(row, row=f"{row.row}#{number}")
        if isinstance(row, Link):
            self.links += 1
        else:
            self.members += 1
        self._rows.write(_line(row))

    def _is_second(self, key: str) -> bool:
        """Tell whether a row before had this key.

        Rising numbers, which most readers count, need no memory; other keys do.
        """
        if self._keys is None:
            number = int(key) if _NUMBER.fullmatch(key) else -1
            if number > self._last:
                self._last = number
                return False
            self._rows.flush()
            self._keys = {told["row"] for told in _lines(Path(self._rows.name))}
        if key in self._keys:
            return True
        self._keys.add(key)
        return False


def write_kept(
    folder: Path,
    spec: Spec,
    records: Iterable[Record],
    told: Callable[[], tuple[Mapping[str, str], int]],
    *,
    strict: bool = False,
    reads: Read | None = None,
) -> KeptSource:
    """Write the records of a source into a new folder.

    ``told`` gives, once the records are at an end, each file's sha256 by its role, and the number
    of rows read. With ``strict`` the first finding of something wrong refuses the source. ``reads``
    is told of the progress. Raises DataError for a source without any usable row.
    """
    try:
        folder.mkdir(parents=True)
        with (folder / ROWS).open("w", encoding="utf-8", newline="\n") as rows:
            writer = _Writer(rows)
            for number, record in enumerate(records, start=1):
                if strict and isinstance(record, Finding) and record.code not in _AS_MEANT:
                    raise DataError(
                        record.message,
                        path=spec.file or spec.name,
                        line=record.line,
                        hint="nothing was imported; without --strict such rows are left out",
                    )
                writer.add(record)
                if reads is not None and number % _EVERY == 0:
                    reads(writer.links + writer.members)
        with (folder / PLACES).open("w", encoding="utf-8", newline="\n") as places:
            places.writelines(map(_line, writer.places))
        files, read = told()
        kept = KeptSource(
            spec, dict(sorted(files.items())), read, writer.links, writer.members,
            len(writer.places), writer.found, tuple(writer.findings),
        )  # fmt: skip
        if not writer.links and not writer.members:
            raise _unusable(spec, writer.findings)
        text = json.dumps(dataclasses.asdict(kept), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / SOURCE).write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as problem:
        raise unwritable(folder, problem) from problem
    return kept


def _unusable(spec: Spec, findings: list[Finding]) -> DataError:
    path = spec.file or spec.name
    if not findings:
        return DataError("it holds no row", path=path, hint="is this the file that was meant?")
    reason = f"no row of this source can be used: {findings[0].message}"
    hint = "look at its columns: twingraph import --help"
    return DataError(reason, path=path, line=findings[0].line, hint=hint)


def read_places(folder: Path) -> Iterator[Place]:
    """Yield the places of a kept source, in the order in which its rows name them first."""
    for told in _lines(folder / PLACES):
        yield Place(**told)


def read_rows(folder: Path) -> Iterator[Link | Member]:
    """Yield the rows of a kept source, in their order."""
    for told in _lines(folder / ROWS):
        yield Member(**told) if "network" in told else Link(**told)


def read_source(folder: Path) -> KeptSource:
    """Return what is kept of a source beside its rows. Raises DataError for a damaged folder."""
    path = folder / SOURCE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        spec = told.pop("spec")
        provenance = Provenance(**spec.pop("provenance"))
        words = {word: Word(**ours) for word, ours in spec.pop("words").items()}
        findings = tuple(Finding(**finding) for finding in told.pop("findings"))
        read = Spec(provenance=provenance, words=words, **spec)
        return KeptSource(spec=read, findings=findings, **told)
    except OSError as problem:
        raise DataError(f"cannot be read: {problem.strerror}", path=path) from problem
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise DataError(f"the kept source is damaged: {problem}", path=path) from problem


def _filled(place: Place, other: Place) -> Place:
    """Return a place with what another row says of it beside; what was said first stays."""
    if place == other:
        return place
    told = {
        field.name: getattr(other, field.name)
        for field in dataclasses.fields(place)
        if getattr(place, field.name) in ("", None) and field.name != "language"
    }
    # A position is two numbers of one row.
    if place.latitude is not None or place.longitude is not None:
        told = {name: value for name, value in told.items() if name not in _POSITION}
    return dataclasses.replace(place, **told)


def _line(record: Place | Link | Member) -> str:
    """Return a record as a line of JSON, without what has its default."""
    told: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.default is dataclasses.MISSING or value != field.default:
            told[field.name] = value
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield json.loads(line)
                except ValueError as problem:
                    raise DataError(
                        f"the kept source is damaged: {problem}", path=path, line=number
                    ) from problem
    except OSError as problem:
        raise DataError(f"cannot be read: {problem.strerror}", path=path) from problem
