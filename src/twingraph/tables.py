"""Answers to text: rows of RDF terms as W3C SPARQL results or as a table; rows of text as both.

In: variables and rows. Out: text in ``csv``, ``json`` or ``table`` form, with LF line ends. Rich is
loaded only for a table. It asks no questions and opens no files but the one it is told to write.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import pyoxigraph as px

from twingraph.prefixes import shorten
from twingraph.store import Rows, Term, value

Row = Sequence[Term | None]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = tuple(_XSD + name for name in ("integer", "decimal", "double"))

_GAP = 2
_NARROWEST = 8
# A line may end at a space (never at a no-break one), and after a sign inside a name.
_SPACES = re.compile(r"[ \t\r\n]+")
_INSIDE = re.compile(r"(?<=[-:/_])(?=[^\W\d_])")


def sparql_csv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield W3C SPARQL CSV results, line by line: full IRIs, bare literals, LF."""
    yield _csv_line(variables)
    for row in rows:
        yield _csv_line(["_:" + t.value if isinstance(t, px.BlankNode) else value(t) for t in row])


def sparql_json(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield W3C SPARQL JSON results, one binding a line."""
    head = json.dumps({"vars": list(variables)}, ensure_ascii=False)
    yield f'{{"head": {head}, "results": {{"bindings": ['
    before = "\n"
    for row in rows:
        binding = {v: _json_term(t) for v, t in zip(variables, row, strict=True) if t is not None}
        yield before + json.dumps(binding, ensure_ascii=False)
        before = ",\n"
    yield "\n]}}\n"


def boolean_text(answer: bool, form: str) -> str:
    """Return the answer of an ASK: W3C JSON, or ``true``/``false`` on a line."""
    word = "true" if answer else "false"
    return f'{{"head": {{}}, "boolean": {word}}}\n' if form == "json" else f"{word}\n"


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
    """Return a term as Python: numbers and booleans as such, IRIs shortened, the rest as text."""
    if isinstance(term, px.Literal):
        datatype = term.datatype.value
        if datatype == _XSD + "boolean":
            return term.value in ("true", "1")
        if datatype in _NUMBERS:
            return int(term.value) if datatype == _XSD + "integer" else float(term.value)
        return term.value
    return None if term is None else shown(term)


def rows_table(rows: Rows, *, width: int, colour: bool) -> str:
    """Return rows as a table for people, numbers to the right."""
    numeric = {
        name
        for index, name in enumerate(rows.variables)
        if any(row[index] is not None for row in rows)
        and all(row[index] is None or _is_number(row[index]) for row in rows)
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
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = list(columns)
    headings = [(captions or {}).get(name, name) for name in names]
    cells = [list(row) for row in rows]
    aligned, unbroken = set(right), set(whole)
    widths = fitted_widths([headings, *cells], width, [name in unbroken for name in names])
    if widths is None:
        return _records(headings, cells, width)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    for name, heading, size in zip(names, headings, widths, strict=True):
        side: Literal["left", "right"] = "right" if name in aligned else "left"
        table.add_column(_lines(heading, size), justify=side, width=size, no_wrap=True)
    for row in cells:
        table.add_row(*(Text(_lines(c, size)) for c, size in zip(row, widths, strict=True)))
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(width, 1),
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
    )
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().split("\n")[:-1])


def fitted_widths(
    cells: Sequence[Sequence[str]], width: int, unbroken: Sequence[bool]
) -> list[int] | None:
    """Return a width for each column so that a row fits, or None where no table can.

    Words are broken last, and never below eight characters a column.
    """
    pairs = list(zip(zip(*cells, strict=True), unbroken, strict=True))
    natural = [max(map(_size, column)) for column, _ in pairs]
    least = [
        size if fixed else max(_size(piece) for text in column for piece in _pieces(text))
        for (column, fixed), size in zip(pairs, natural, strict=True)
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
    from rich.cells import cell_len

    return cell_len(text)


def _pieces(text: str) -> list[str]:
    return [piece for word in _SPACES.split(text) for piece in _INSIDE.split(word)]


def _lines(text: str, width: int) -> str:
    """Return text with line ends so that no line is longer than a width."""
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
    return "\n".join(lines)


def _records(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Return rows one below the other, a line or more for each cell that holds something."""
    left = max(map(_size, headings)) + _GAP
    blocks = []
    for row in rows:
        lines = []
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                first, *more = _lines(cell, max(width - left, _NARROWEST)).split("\n")
                lines += [
                    heading + " " * (left - _size(heading)) + first,
                    *(" " * left + line for line in more),
                ]
        blocks.append("".join(line.rstrip() + "\n" for line in lines))
    return "\n".join(blocks)


def _csv_line(cells: Iterable[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def _is_number(term: Term | None) -> bool:
    return isinstance(term, px.Literal) and term.datatype.value in _NUMBERS


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, px.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, px.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, px.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {key: _json_term(part) for key, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found
