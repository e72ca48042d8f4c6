"""Answers to text: rows of RDF terms as W3C CSV or a table, rows of text as CSV, JSON or a table.

In: variables and rows. Out: text with LF line ends, or one term as a Python value. The W3C's JSON
is the engine's own. It asks no questions and opens no files.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

import pyoxigraph as px

from twingraph.prefixes import shorten
from twingraph.store import Rows, Term, value

Row = Sequence[Term | None]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_WHOLE: Final = (
    "integer int long short byte unsignedInt unsignedLong unsignedShort unsignedByte gYear"
    " nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger"
)
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_PYTHON: Final[dict[str, Callable[[str], Any]]] = {
    **{_XSD + name: int for name in _WHOLE.split()},
    **{_XSD + name: float for name in ("decimal", "double", "float")},
    _XSD + "boolean": _BOOLEANS.__getitem__,
}
_NUMERIC: Final = ({int}, {float}, {int, float})

_SPECIAL = re.compile(r'[,"\r\n]')
_GAP = 2
_NARROWEST = 8
# A line may end at a space (never at a no-break one), and after a sign inside a name.
_SPACES = re.compile(r"[ \t\r\n]+")
_INSIDE = re.compile(r"(?<=[-:/_])(?=[^\W\d_])")
# A label must not move the cursor or colour the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def sparql_csv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield W3C SPARQL CSV results, line by line: full IRIs, bare literals, LF."""
    yield _csv_line(variables)
    for row in rows:
        yield _csv_line(["_:" + t.value if isinstance(t, px.BlankNode) else value(t) for t in row])


def objects_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return plain rows (not RDF terms) as CSV."""
    return "".join(_csv_line(line) for line in [columns, *rows])


def objects_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return plain rows as a JSON array of objects with the CSV's names."""
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def shown(term: Term | None) -> str:
    """Return a term as a table for people writes it: prefixed IRI, bare text."""
    return shorten(term.value) if isinstance(term, px.NamedNode) else value(term)


def python_value(term: Term | None) -> Any:
    """Return a term as Python: numbers and booleans as such, IRIs shortened, the rest as text.

    A literal that its datatype does not allow is text.
    """
    if not isinstance(term, px.Literal):
        return None if term is None else shown(term)
    try:
        return _PYTHON.get(term.datatype.value, str)(term.value)
    except (ValueError, KeyError):
        return term.value


def rows_table(rows: Rows, *, width: int, colour: bool) -> str:
    """Return rows as a table for people, numbers to the right."""
    numeric = {
        name
        for name, column in zip(rows.variables, zip(*rows, strict=True), strict=False)
        if {type(python_value(term)) for term in column if term is not None} in _NUMERIC
    }
    cells = ([shown(term) for term in row] for row in rows)
    return text_table(rows.variables, cells, width=width, colour=colour, right=numeric)


def text_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    width: int,
    colour: bool,
    right: Iterable[str] = (),
    whole: Iterable[str] = (),
    captions: Mapping[str, str] | None = None,
) -> str:
    """Return cells of text as a table without inner lines.

    ``right`` names the columns set to the right, ``whole`` those that are never broken;
    ``captions`` gives a column another heading.
    """
    names, unbroken, aligned = list(columns), set(whole), set(right)
    headings = [(captions or {}).get(name, name) for name in names]
    cells = [[_CONTROL.sub("\ufffd", cell) for cell in row] for row in rows]
    widths = fitted_widths([headings, *cells], width, [name in unbroken for name in names])
    if widths is None:
        return _records(headings, cells, width)
    sides = [name in aligned for name in names]
    head = list(_row_lines(headings, widths, sides))
    if colour:
        head = [f"\x1b[1m{line}\x1b[0m" for line in head]
    rule = "─" * (sum(widths) + _GAP * max(len(widths) - 1, 0))
    body = [line for row in cells for line in _row_lines(row, widths, sides)]
    return "".join(f"{line}\n" for line in [*head, rule, *body])


def fits_unbroken(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int, whole: Iterable[str]
) -> bool:
    """Return whether `text_table` would make a table of this without breaking a word."""
    unbroken = set(whole)
    widths = fitted_widths([columns, *rows], width, [name in unbroken for name in columns])
    return widths is not None and all(
        _size(piece) <= size
        for row in [columns, *rows]
        for cell, size in zip(row, widths, strict=True)
        for piece in _pieces(cell)
    )


def _row_lines(cells: Sequence[str], widths: list[int], right: list[bool]) -> Iterator[str]:
    """Yield the lines of one row, without space at their ends."""
    broken = [_lines(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for parts in zip_longest(*broken, fillvalue=""):
        padded = []
        for part, size, to_right in zip(parts, widths, right, strict=True):
            space = " " * (size - _size(part))
            padded.append(space + part if to_right else part + space)
        yield (" " * _GAP).join(padded).rstrip()


def fitted_widths(
    cells: Sequence[Sequence[str]], width: int, unbroken: Sequence[bool]
) -> list[int] | None:
    """Return a width for each column so that a row fits, or None where no table can.

    Words are broken last, and never below eight characters a column. The first row is the
    headings: that of an unbroken column may end a line where a word may.
    """
    pairs = list(zip(zip(*cells, strict=True), unbroken, strict=True))
    natural = [max(map(_size, column)) for column, _ in pairs]
    least = [
        max(
            _size(piece)
            for row, text in enumerate(column)
            for piece in ([text] if row and fixed else _pieces(text))
        )
        for column, fixed in pairs
    ]
    room = width - _GAP * (len(pairs) - 1)
    if sum(natural) <= room:
        return natural
    widths = list(least)
    while sum(widths) > room:
        broken = [i for i, fixed in enumerate(unbroken) if not fixed and widths[i] > _NARROWEST]
        if not broken:
            return None
        widths[max(broken, key=lambda i: widths[i])] -= 1
    for _ in range(room - sum(widths)):
        # The next character goes where it saves most lines.
        widths[max(range(len(widths)), key=lambda i: natural[i] / max(widths[i], 1))] += 1
    return [min(size, most) for size, most in zip(widths, natural, strict=True)]


def _size(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a Chinese character."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _pieces(text: str) -> list[str]:
    return [piece for word in _SPACES.split(text) for piece in _INSIDE.split(word)]


def _lines(text: str, width: int) -> list[str]:
    """Return a text's lines, none of them longer than a width."""
    lines = [""]
    for word in _SPACES.split(text):
        for index, piece in enumerate(_INSIDE.split(word)):
            glue = " " if index == 0 and lines[-1] else ""
            if _size(lines[-1]) + len(glue) + _size(piece) <= width:
                lines[-1] += glue + piece
                continue
            rest = piece
            if lines[-1]:
                lines.append("")
            while _size(rest) > width:
                fits = next(n for n in range(width, 0, -1) if _size(rest[:n]) <= width or n == 1)
                lines[-1:] = [rest[:fits], ""]
                rest = rest[fits:]
            lines[-1] = rest
    return lines


def _records(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Return rows one below the other, a line or more for each cell that holds something."""
    left = max(map(_size, headings)) + _GAP
    blocks = []
    for row in rows:
        lines = []
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                first, *more = _lines(cell, max(width - left, _NARROWEST))
                lines += [
                    heading + " " * (left - _size(heading)) + first,
                    *(" " * left + line for line in more),
                ]
        blocks.append("".join(line.rstrip() + "\n" for line in lines))
    return "\n".join(blocks)


def _csv_line(cells: Iterable[Any]) -> str:
    texts = ["" if cell is None else str(cell) for cell in cells]
    # A lone empty cell is quoted: readers pass over an empty line.
    quoted = [
        '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) or texts == [""] else text
        for text in texts
    ]
    return ",".join(quoted) + "\n"
