"""Results of a SPARQL query over Wikidata-shaped data: JSON or CSV to links.

In: a specification and a file of SPARQL 1.1 JSON or CSV results, or the JSON that the page of the
Wikidata Query Service gives (a list of rows, verbose or not). Out: for every row two places and a
link, or a finding. The shipped query's variables are known (``DEFAULTS``); those of another are
mapped by the specification. It fetches nothing (`endpoint`).
"""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from twingraph.errors import DataError, near_matches
from twingraph.imports import pairs, places, values
from twingraph.imports.model import Finding, Record, Spec
from twingraph.imports.opening import LONGEST_LINE, Source, Sources
from twingraph.imports.tables import Row, read_rows

COLUMNS: Final = (
    *pairs.COLUMNS,
    "point1",
    "point2",
    "started_precision",
    "ended_precision",
)
"""Our names of the columns: those of pairs, a position as WKT, and how exact a date is.

The precision is Wikidata's: 8 a decade, 9 a year, 10 a month, 11 a day.
"""

DEFAULTS: Final[Mapping[str, str]] = {
    "row": "statement",
    "wikidata1": "item",
    "name1": "itemLabel",
    "point1": "itemCoord",
    "country1": "itemCountryLabel",
    "population1": "itemPopulation",
    "wikidata2": "other",
    "name2": "otherLabel",
    "point2": "otherCoord",
    "country2": "otherCountryLabel",
    "population2": "otherPopulation",
    "started": "started",
    "started_precision": "startedPrecision",
    "ended": "ended",
    "ended_precision": "endedPrecision",
}
"""The variables of queries/imports/wikidata-twinned.rq by our names, where nothing is mapped."""

_CHUNK: Final = 1 << 16
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_BEGINS: Final = re.compile(r'\s*(?:\[|\{.*?"bindings"\s*:\s*\[)', re.DOTALL)
_VARIABLES: Final = re.compile(r'"vars"\s*:\s*(\[[^\]]*\])')
_DEGREES: Final = r"([-+]?[\d.]+(?:[eE][-+]?\d+)?)"
_POINT: Final = re.compile(
    rf"(?:<(?P<globe>[^>]*)>\s*)?POINT\s*\(\s*{_DEGREES}\s+{_DEGREES}\s*\)", re.IGNORECASE
)
_EARTH: Final = re.compile(r".*/Q2|.*/(?:CRS84|4326)")
_TIME: Final = re.compile(r"\+?(\d{4})-(\d{2})-(\d{2})T00:00:00(?:\.0+)?(?:Z|\+00:00)?", re.ASCII)


def read_results(spec: Spec, sources: Sources) -> Iterator[Record]:
    """Yield the places and links of the results of a query. Raises DataError for another file."""
    source = sources.open()
    start = source.binary().peek(1).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        rows: Iterator[Row | Finding] = _json_rows(spec, source)
    elif start.startswith(b"<"):
        raise DataError(
            "this is XML or a page, not results in JSON or CSV",
            path=source.path,
            hint="ask for application/sparql-results+json",
        )
    else:
        columns = spec.columns or _defaults(start)
        rows = read_rows(dataclasses.replace(spec, columns=columns), source, COLUMNS)
    reader = places.Places(spec)
    words = pairs.Words(spec)
    seen: set[str] = set()
    for row in rows:
        if isinstance(row, Finding):
            yield row
            continue
        plain, findings = _plain(row)
        if key := plain.get("row"):
            if key in seen:
                message = f"a second row of {key}"
                yield Finding(message, row.line, code="row-key-twice")
                continue
            seen.add(key)
        yield from findings
        yield from pairs.paired(plain, reader, words)


def _defaults(start: bytes) -> Mapping[str, str]:
    """Return which of our columns a CSV file has by the names of the shipped query."""
    header = start.decode("utf-8", "replace").splitlines()[:1]
    there = {cell.strip() for cell in next(csv.reader(header), [])}
    if not there.issuperset((DEFAULTS["wikidata1"], DEFAULTS["wikidata2"])):
        return DEFAULTS
    return {ours: theirs for ours, theirs in DEFAULTS.items() if theirs in there}


def _plain(row: Row) -> tuple[Row, list[Finding]]:
    """Return a row with the columns of pairs only, and what is wrong with the others."""
    cells = {name: text for name, text in row.cells.items() if name in pairs.COLUMNS}
    findings = []
    for which in "12":
        if name := row.get(f"name{which}"):
            # What has no label is called by its number.
            cells[f"name{which}"] = "" if row.get(f"wikidata{which}").endswith(f"/{name}") else name
        if text := row.get(f"point{which}"):
            if position := _position(text):
                cells[f"longitude{which}"], cells[f"latitude{which}"] = position
            else:
                message = f"point{which}: '{text}' is no point on Earth, such as Point(4.87 50.47)"
                findings.append(Finding(message, row.line, True, "coordinates"))
    for name in ("started", "ended"):
        if text := row.get(name):
            cells[name] = _dated(text, row.get(f"{name}_precision"))
    if key := row.get("row"):
        cells["row"] = key.rstrip("/").rpartition("/")[2]
    return Row(row.line, cells), findings


def _position(text: str) -> tuple[str, str] | None:
    """Return longitude and latitude of a point in WKT, as they are written."""
    found = _POINT.fullmatch(text.strip())
    if found is None or (found["globe"] and not _EARTH.fullmatch(found["globe"])):
        return None
    return found[2], found[3]


def _dated(text: str, precision: str) -> str:
    """Return a date of Wikidata as `values.date_local` reads it: no more exact than it is meant.

    Wikidata writes a year as its first day. Without the precision, a first day stands for its
    month, and the first of January for its year: what is wider is never wrong.
    """
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    year, month, day = found.groups()
    if precision == "8":
        decade = int(year) // 10 * 10
        return f"within-{decade:04}--{decade + 9:04}"
    if precision == "11" or (not precision and day not in ("00", "01")):
        return f"{year}-{month}-{day}"
    if precision == "10" or (not precision and month not in ("00", "01")):
        return f"{year}-{month}"
    if precision in ("9", ""):
        return year
    return f"{text}, precision {precision}"


def _json_rows(spec: Spec, source: Source) -> Iterator[Row | Finding]:
    columns = spec.columns or DEFAULTS
    for line, told in _bindings(spec, source):
        cells = {ours: _cell(told.get(theirs)) for ours, theirs in columns.items()}
        wrong = [columns[ours] for ours, cell in cells.items() if cell is None]
        if wrong:
            yield Finding(f"what it gives for {wrong[0]} is no RDF term", line, code="term")
            continue
        named = {ours: values.cleaned(cell) for ours, cell in cells.items() if cell}
        yield Row(line, {**spec.constants, **named})


def _cell(found: object) -> str | None:
    """Return the text of a term, plain or as SPARQL 1.1 JSON writes it; None for what is none."""
    if found is None:
        return ""
    if isinstance(found, dict):
        found = found.get("value")
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return str(found)


def _bindings(spec: Spec, source: Source) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line and the content of each row of a JSON file, one in memory at a time."""
    window = _Window(source)
    while not (begun := _BEGINS.match(window.text)):
        if not window.grow():
            raise window.error("the file has no list of results")
    head = _VARIABLES.search(begun[0])
    if head:
        _refuse_unknown(spec, head[1], window)
    window.drop(begun.end())
    decoder = json.JSONDecoder()
    first = True
    while (mark := window.next_mark()) != "]":
        if not first:
            if mark != ",":
                raise window.error("a comma is missing between two rows, or the file breaks off")
            window.drop(1)
            mark = window.next_mark()
        first = False
        if mark != "{":
            raise window.error("a row is missing, or the file breaks off")
        while True:
            try:
                told, end = decoder.raw_decode(window.text)
                break
            except ValueError as problem:
                reason = problem.msg if isinstance(problem, json.JSONDecodeError) else str(problem)
                if not window.grow():
                    raise window.error(f"the file breaks off, or is no JSON: {reason}") from None
            except RecursionError:
                raise window.error("a row nests beyond all need") from None
        yield window.line, told
        window.drop(end)
    window.finish("}" if begun[0].lstrip().startswith("{") else "")


def _refuse_unknown(spec: Spec, variables: str, window: _Window) -> None:
    """Raise DataError where the results lack a variable that the specification names."""
    try:
        known = [str(name) for name in json.loads(variables)]
    except ValueError:
        raise window.error("the results' variables cannot be read") from None
    for theirs in spec.columns.values():
        if theirs not in known:
            raise window.error(
                f"the results have no variable '{theirs}'",
                near_matches(theirs, known) or f"they have {', '.join(known[:20])}",
            )


class _Window:
    """The piece of a file's text that is in memory; ``line`` is where it begins."""

    def __init__(self, source: Source) -> None:
        self._path = source.path
        self._file = source.text()
        self.text = ""
        self.line = 1

    def grow(self) -> bool:
        """Read on. Return whether there was more; raises DataError where the piece is too long."""
        if len(self.text) > LONGEST_LINE:
            raise self.error(f"a row is longer than {LONGEST_LINE:,} characters, or is no JSON")
        try:
            more = self._file.read(_CHUNK)
        except UnicodeError as problem:
            raise self.error(f"the text behind this line is wrongly encoded: {problem}") from None
        self.text += more
        return bool(more)

    def drop(self, count: int) -> None:
        """Leave so many characters behind."""
        self.line += self.text.count("\n", 0, count)
        self.text = self.text[count:]

    def next_mark(self) -> str:
        """Drop white space and return the character behind it; empty at the end."""
        while True:
            if space := _SPACE.match(self.text):
                self.drop(space.end())
            if self.text or not self.grow():
                return self.text[:1]

    def finish(self, last: str) -> None:
        """Read what is left, which ends with this mark. Raises DataError where it does not."""
        end = self.text.strip()
        while self.grow():
            end = self.text[-_CHUNK:].strip() or end
            self.text = ""
        if not end.endswith(last):
            raise self.error("the file breaks off behind its rows")

    def error(self, message: str, hint: str | None = None) -> DataError:
        """Return the error of this place."""
        return DataError(message, path=self._path, line=self.line, hint=hint)
