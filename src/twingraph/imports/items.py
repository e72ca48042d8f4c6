"""Pairs of Wikidata items: two columns of items, each row a statement of its first item's page.

In: a specification, its file of pairs and, with the role ``names``, a file of the items' names
(item and label). Out: two places and a link for every row. Where the items lie is not said here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from twingraph.imports import values
from twingraph.imports.model import Finding, Link, Place, Record, Spec
from twingraph.imports.opening import Source, Sources
from twingraph.imports.tables import Row, read_rows

COLUMNS: Final = ("wikidata1", "wikidata2", "row")
"""Our names of the columns; without a mapping they are the first and the second."""

_DEFAULT: Final = {"wikidata1": "1", "wikidata2": "2"}
_NAMES: Final = {"wikidata": "1", "name": "2"}


def read_items(spec: Spec, sources: Sources) -> Iterator[Record]:
    """Yield the places and links of a table of pairs of items."""
    names: dict[str, str] = {}
    if sources.has("names"):
        yield from _names(spec, sources.open("names"), names)
    told: set[str] = set()
    for row in read_rows(spec, sources.open(), COLUMNS, spec.columns or _DEFAULT):
        if isinstance(row, Finding):
            yield row
            continue
        try:
            first, second = (_item(row, f"wikidata{which}") for which in "12")
        except ValueError as problem:
            yield Finding(str(problem), row.line, code="identifier")
            continue
        for key in (first, second):
            if key not in told:
                told.add(key)
                name = names.get(key, "")
                yield Place(key, name or key, spec.language if name else "", wikidata=key)
        if first == second:
            yield Finding(f"{first} is tied to itself", row.line, kept=True, code="self-link")
        # A statement is known by its ends, wherever in the file it stands.
        yield Link(row.get("row") or f"{first}-{second}", first, second, spec.word, *_kinds(spec))


def _kinds(spec: Spec) -> tuple[str, str]:
    mapped = spec.words.get(spec.word.casefold())
    return (mapped.kind, mapped.form) if mapped else ("", "")


def _item(row: Row, column: str) -> str:
    if not (item := values.item(row.get(column))):
        raise ValueError("a pair lacks an item")
    return item


def _names(spec: Spec, source: Source, names: dict[str, str]) -> Iterator[Finding]:
    """Read the names of items; each doubtful line is a finding."""
    for row in read_rows(spec, source, (), _NAMES):
        if isinstance(row, Finding):
            yield Finding(f"names: {row.message}", row.line, True, row.code)
            continue
        try:
            names.setdefault(values.item(row.get("wikidata")), row.get("name"))
        except ValueError as problem:
            yield Finding(f"names: {problem}", row.line, kept=True, code="identifier")
