"""Answers to text: rows of RDF terms as W3C SPARQL results or as a table; rows of text as both.

In: variables and rows. Out: text in ``csv``, ``json`` or ``table`` form, with LF line ends. Rich is
loaded only for a table. It asks no questions and opens no files but the one it is told to write.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as px

from twingraph.prefixes import shorten
from twingraph.store import Rows, Term, value

Row = Sequence[Term | None]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = tuple(_XSD + name for name in ("integer", "decimal", "double"))


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
    captions: Mapping[str, str] | None = None,
) -> str:
    """Return cells of text as a table without inner lines.

    ``right`` names the columns set to the right; ``captions`` gives a column another heading.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    aligned = set(right)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        heading = (captions or {}).get(name, name)
        table.add_column(
            Text(heading), justify="right" if name in aligned else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=colour, no_color=not colour, highlight=False
    )
    console.print(table)
    lines = stream.getvalue().splitlines()
    return "".join(line.rstrip() + "\n" for line in lines)


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
