"""Rows of a table in CSV or TSV, by our names of the columns.

In: a specification (which of their columns is which of ours, delimiter) and an open file. Out: a
`Row` for each record, and a finding for each that has not the columns of the others. It gives cells
as text; what they mean is for the reader.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from twingraph.errors import DataError, near_matches
from twingraph.imports.model import Finding, Spec
from twingraph.imports.opening import LONGEST_LINE, Source
from twingraph.imports.values import cleaned

_DELIMITERS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Row:
    """A record: the line on which it begins, and its cells by our names of the columns."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return a cell, empty where the table has no such column."""
        return self.cells.get(column, "")

    @property
    def key(self) -> str:
        """Return the source's own key of the row, or its line."""
        return self.get("row") or str(self.line)


def read_rows(
    spec: Spec,
    source: Source,
    known: Collection[str],
    columns: Mapping[str, str] | None = None,
) -> Iterator[Row | Finding]:
    """Yield the rows of a table; ``known`` are the names that its columns may have.

    ``columns`` stand for those of the specification, where given.

    Raises DataError for a table without the columns that the specification names.
    """
    lines = _Lines(source)
    columns = spec.columns if columns is None else columns
    numbered = bool(columns) and all(name.isdecimal() for name in columns.values())
    delimiter = spec.delimiter or _sniffed(lines.peek(), columns)
    records = csv.reader(lines, delimiter=delimiter)
    header: list[str] = []
    places: dict[str, int] = {}
    width = 0
    while True:
        begun = lines.begin()
        try:
            cells = next(records)
        except StopIteration:
            break
        except csv.Error as problem:
            raise _unclosed(source, begun, str(problem)) from problem
        if lines.ended:
            raise _unclosed(source, begun, "a quote is opened and never closed")
        if not any(cell.strip() for cell in cells):
            continue
        if not width:
            if numbered:
                places = {ours: int(theirs) - 1 for ours, theirs in columns.items()}
                width = max(len(cells), *(place + 1 for place in places.values()))
            else:
                header = [cleaned(cell) for cell in cells]
                places = _places(columns, header, known, source, begun)
                width = len(header)
                continue
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) != width:
            few = "few" if len(cells) < width else "many"
            message = f"too {few} columns: {len(cells)}, not {width}"
            yield Finding(message, begun, code="columns")
            continue
        named = {ours: cleaned(cells[place]) for ours, place in places.items()}
        yield Row(begun, {**spec.constants, **named})
    if not width:
        raise DataError("the table is empty", path=source.path)


class _Lines:
    """The lines of a source for the csv module, one record after the other.

    The first can be looked at; a record without end is refused; ``ended`` tells that the csv module
    asked for more than there is.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = source.lines()
        self._first: str | None = None
        self._taken = False
        self._begun = 1
        self._length = 0
        self.ended = False

    def begin(self) -> int:
        """Begin a record, and return the number of its line."""
        self._length = 0
        self._begun = self._source.line + 1 if self._taken else 1
        return self._begun

    def peek(self) -> str:
        if self._first is None:
            self._first = next(self._lines, "")
        return self._first

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._taken:
            self._taken = True
            if first := self.peek():
                return first
        try:
            line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self._length += len(line)
        if self._length > LONGEST_LINE:
            why = f"a row is longer than {LONGEST_LINE:,} characters"
            raise _unclosed(self._source, self._begun, why)
        return line


def _sniffed(line: str, columns: Mapping[str, str]) -> str:
    """Return the delimiter with which the first line has the columns, else the most frequent."""
    wanted = set(columns.values())

    def merit(delimiter: str) -> tuple[int, int]:
        cells = [cleaned(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
        return len(wanted.intersection(cells)), len(cells)

    return max(_DELIMITERS, key=merit)


def _places(
    columns: Mapping[str, str],
    header: list[str],
    known: Collection[str],
    source: Source,
    line: int,
) -> dict[str, int]:
    """Return where our columns stand in the header: as mapped, or under our own names."""
    columns = columns or {name: name for name in header if name in known}
    places = {}
    for ours, theirs in columns.items():
        if header.count(theirs) != 1:
            how = "twice" if theirs in header else "not"
            raise DataError(
                f"the column '{theirs}' is {how} in the table",
                path=source.path,
                line=line,
                hint=(how == "not" and near_matches(theirs, header))
                or f"it has {', '.join(header[:20])}",
            )
        places[ours] = header.index(theirs)
    return places


def _unclosed(source: Source, line: int, problem: str) -> DataError:
    return DataError(
        f"the table cannot be read: {problem}",
        path=source.path,
        line=line,
        hint="look for a quote that is not closed",
    )
