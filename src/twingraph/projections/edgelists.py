"""Links from a file: any list of pairs in CSV, TSV or columns between blanks, packed or not.

In: a file, and which of its columns is what. Out: `Links`. It opens and unpacks as imports do, and
places no city: a node is what the file calls it. It leaves no row out: a file with a wrong row is
refused, with the line.
"""

from __future__ import annotations

import csv
import math
import re
from array import array
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from twingraph.errors import DataError, UsageError
from twingraph.identity.countries import countries as country_labels
from twingraph.imports.opening import Source
from twingraph.imports.values import cleaned
from twingraph.projections.columns import Places, has_header, plan, separator_of
from twingraph.projections.model import Column, Links, links_of_arrays
from twingraph.projections.nodes import country_attributes

JOINED: Final = " | "
"""What stands between the parts of a node's name that several columns make."""

_FLOATS: Final = ("latitude", "longitude", "population", "weight")
_YEARS: Final = ("year", "end_year")
_YEAR: Final = re.compile(r"(\d{4})(?:\D.*)?")
_LARGEST: Final = 1e100
"""A number above is no number of anything, and sums of such would be infinite."""
_COMMENTS: Final = ("%", "#")
_DIRECTED: Final = "asym"
_TWO_MODE: Final = "bip"


def read_links(
    path: str | Path,
    *,
    source: str | None = None,
    target: str | None = None,
    columns: Mapping[str, str] | None = None,
    nodes: Mapping[str, tuple[str | None, str | None]] | None = None,
    separator: str | None = None,
    encoding: str = "utf-8",
    header: bool | None = None,
    directed: bool | None = None,
) -> Links:
    """Read a list of links: one record a link, parallel ones and self-loops kept.

    A column is named by its header or its number from 1. ``source`` and ``target`` may be several
    columns (``city1+country1``), whose parts then make the name, the first of them the label;
    without them they are the columns that are called so, else the first two. ``columns`` are of
    links (``year``, ``weight``, ``layer`` or any name), ``nodes`` attributes of the two ends
    (``{"latitude": ("lat1", "lat2")}``). Columns with our names (``year``, ``country1`` and
    ``country2``) need not be named. A country that is known becomes its code and brings continent,
    language and EU. Where rows tell different things of a node, all is taken from one of them.

    ``separator`` is one character, or a blank for any run of blanks; without it, and without
    ``header``, they are found out. Lines before the first record that begin with ``%`` or ``#`` are
    comments, and between blanks those after it, too; one of KONECT's says whether links are
    directed, where ``directed`` does not.

    Raises UsageError for what is no file, DataError with the line for all that is wrong in it.
    """
    if str(path) == "-":
        raise UsageError("links are read from a file, not from standard input")
    try:
        b"a".decode(encoding, "replace")  # not every codec is one of text
    except (LookupError, ValueError) as problem:
        raise UsageError(f"no encoding '{encoding}'", hint="such as utf-8 or cp1252") from problem
    file = Source(Path(path), encoding)
    try:
        found = _read(
            file,
            source,
            target,
            dict(columns or {}),
            dict(nodes or {}),
            separator,
            header,
            directed,
        )
        file.close()
    except BaseException:
        file.abandon()
        raise
    return found


def _read(
    file: Source,
    source: str | None,
    target: str | None,
    columns: dict[str, str],
    nodes: dict[str, tuple[str | None, str | None]],
    separator: str | None,
    header: bool | None,
    directed: bool | None,
) -> Links:
    lines, comments = _after_comments(file)
    marks = set(comments[0].lstrip("%# ").split()) if comments else set()
    if _TWO_MODE in marks:
        raise DataError(
            "this list is two-mode: its two columns number different things",
            path=file.path, line=1, hint="give each its own names first",
        )  # fmt: skip
    named = {part for end in (source, target) if end for part in (end, *end.split("+"))}
    named |= set(columns.values()) | {name for pair in nodes.values() for name in pair if name}
    first_line = next(lines)
    between = separator_of(first_line, named) if separator is None else separator
    between = "\t" if between in ("\\t", "tab") else between
    if between is not None and len(between) != 1:
        raise UsageError(f"the separator '{between}' is not one character")
    records = _records(file, chain([first_line], lines), between)
    start = [(file.line, record) for record in islice(records, 1)]
    start += [(file.line, record) for record in islice(records, 1)]
    if not start:
        raise DataError("the list is empty", path=file.path)
    (at, top), below = start[0], start[1][1] if len(start) > 1 else []
    if header is None:
        header = has_header(top, below, {n for n in named if "+" not in n or n in top})
    names = [cleaned(cell) for cell in top] if header else None
    places = plan(names, len(top), source, target, columns, nodes, (file.path, at))
    reading = _Reading(file, places.source, places.target, places.links, places.nodes)
    rows = chain(start[1:] if header else start, ((file.line, record) for record in records))
    needed, exact = places.needed, len(top) if header and between not in (None, " ") else 0
    for line, record in rows:
        if len(record) < needed or (exact and len(record) != exact and any(record[exact:])):
            few = "few" if len(record) < needed else "many"
            raise DataError(
                f"too {few} columns: {len(record)}, not {exact or needed}",
                path=file.path, line=line, hint="is this the separator? say which it is",
            )  # fmt: skip
        reading.add(line, record)
    if not reading.sources:
        raise DataError("the list holds no link", path=file.path, line=file.line or None)
    if directed is None:
        directed = _DIRECTED in marks
    return reading.links(file.path.name, directed=directed)


def _after_comments(file: Source) -> tuple[Iterator[str], list[str]]:
    """Return the lines from the first that is no comment, and the comments before it."""
    comments: list[str] = []
    lines = file.lines()
    for line in lines:
        if line.startswith(_COMMENTS):
            comments.append(line)
        elif line.strip():
            return chain([line], lines), comments
    raise DataError("the list is empty", path=file.path)


def _records(file: Source, lines: Iterator[str], separator: str | None) -> Iterator[list[str]]:
    """Yield the cells of each record; empty lines are none."""
    if separator in (None, " "):
        for line in lines:
            cells = line.split()
            if cells and not line.startswith(_COMMENTS):
                yield cells
        return
    try:
        for cells in csv.reader(lines, delimiter=separator, strict=True):
            if any(cells):
                yield cells
    except csv.Error as problem:
        raise DataError(
            f"the list cannot be read: {problem}",
            path=file.path, line=file.line, hint="look for a quote that is not closed",
        ) from problem  # fmt: skip


class _Reading:
    """What was read so far: nodes by number, ends of links, and columns."""

    def __init__(
        self,
        file: Source,
        source: Places,
        target: Places,
        links: Mapping[str, int],
        nodes: Mapping[str, tuple[int | None, int | None]],
    ) -> None:
        self._path = file.path
        self._ends = (source, target)
        self._single = [places[0] if len(places) == 1 else -1 for places in self._ends]
        self._numbers: dict[tuple[str, ...] | str, int] = {}
        self._names: dict[str, int] = {}
        self._labels: dict[int, str] = {}
        self.sources, self.targets = array("i"), array("i")
        self._columns = [(name, place, self._empty(name)) for name, place in links.items()]
        self._attributes = sorted(nodes)
        self._places = [[nodes[name][side] for name in self._attributes] for side in range(2)]
        self._about: dict[int, tuple[str, ...]] = {}

    @staticmethod
    def _empty(name: str) -> Any:
        return array("d") if name in _FLOATS or name in _YEARS else []

    def add(self, line: int, record: list[str]) -> None:
        """Add a link. Raises DataError with its line."""
        source, target = self._end(0, line, record), self._end(1, line, record)
        self.sources.append(source)
        self.targets.append(target)
        if self._attributes:
            self._tell(0, source, record)
            self._tell(1, target, record)
        for name, place, held in self._columns:
            held.append(self._value(name, record[place], line))

    def _end(self, side: int, line: int, record: list[str]) -> int:
        """Return the number of a link's end."""
        place = self._single[side]
        key: tuple[str, ...] | str
        key = record[place] if place >= 0 else tuple(record[p] for p in self._ends[side])
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._node(line, key)
        return number

    def _node(self, line: int, key: tuple[str, ...] | str) -> int:
        parts = [cleaned(part) for part in ([key] if isinstance(key, str) else key)]
        if not parts[0]:
            raise DataError("an end has no name", path=self._path, line=line)
        number = self._names.setdefault(JOINED.join(parts), len(self._names))
        if len(parts) > 1:
            self._labels[number] = parts[0]
        return number

    def _tell(self, side: int, number: int, record: list[str]) -> None:
        """Keep of a node the row that tells most of it, of several the first by its text."""
        told = tuple("" if place is None else record[place].strip() for place in self._places[side])
        known = self._about.get(number)
        if known != told and (known is None or _merit(told) < _merit(known)):
            self._about[number] = told

    def _value(self, name: str, cell: str, line: int) -> float | str | None:
        text = cell.strip()
        if name in _YEARS:
            if text in ("", "0"):
                return math.nan
            if (match := _YEAR.fullmatch(text)) is None:
                raise self._wrong(text, "a year", line)
            return float(match[1])
        if name in _FLOATS:
            return math.nan if not text else self._float(text, line)
        return cleaned(text) or None

    def _float(self, text: str, line: int | None) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not abs(number) <= _LARGEST:
            raise self._wrong(text, "a number", line)
        return number

    def _wrong(self, text: str, what: str, line: int | None) -> DataError:
        return DataError(f"'{text[:60]}' is not {what}", path=self._path, line=line)

    def links(self, name: str, *, directed: bool) -> Links:
        """Return what was read."""
        return links_of_arrays(
            name,
            list(self._names),
            np.array(self.sources, dtype=np.int32),
            np.array(self.targets, dtype=np.int32),
            attributes=self._node_columns(),
            columns={name: _column(held) for name, _, held in self._columns},
            directed=directed,
        )

    def _node_columns(self) -> dict[str, Column]:
        total = len(self._names)
        made: dict[str, Column] = {}
        empty = ("",) * len(self._attributes)
        for place, name in enumerate(self._attributes):
            cells = [self._about.get(number, empty)[place] for number in range(total)]
            if name in _FLOATS:
                made[name] = np.array([self._float(c, None) if c else math.nan for c in cells])
            else:
                made[name] = _column([cleaned(cell) or None for cell in cells])
        if "country" in made:
            codes = [_code(label) for label in made["country"].tolist()]
            made["country"] = _column(codes)
            about = [country_attributes(code) for code in codes]
            made |= {name: _column([told[name] for told in about]) for name in about[0]}
        if self._labels and "label" not in made:
            made["label"] = _column([self._labels.get(number) for number in range(total)])
        return made


def _merit(told: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return (-sum(map(bool, told)), told)


def _code(label: str | None) -> str | None:
    """Return a country's code for its name or code, else the label as it stands."""
    area = country_labels().area(label) if label else None
    return label if area is None else area.country.upper()


def _column(held: Any) -> Column:
    if isinstance(held, array):
        return np.array(held)
    made = np.empty(len(held), dtype=object)
    made[:] = held
    return made
