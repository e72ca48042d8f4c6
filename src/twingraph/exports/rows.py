"""The rows of the tables for spreadsheets, and their CSV.

In: a graph and a table of ``tables``. Out: rows of text, sorted by IRI: IRIs in full, literals as
they are spelt. Where a cell holds several values they are sorted and joined by `SEPARATOR`; the
labels of several things stand in the order of their IRIs. It writes no file.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as px

from twingraph.exports.tables import LANGUAGES, TABLES, Column, Table
from twingraph.prefixes import PREFIXES, shorten
from twingraph.store import Graph, Term, value
from twingraph.tables import objects_csv

SEPARATOR: Final = " | "

Names = dict[str, dict[str, str]]
"""Labels by language and IRI."""

_PREAMBLE: Final = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("tg", "rdfs", "skos", "basis")
)


def csv_tables(graph: Graph) -> dict[str, bytes]:
    """Return every table as CSV, by name: UTF-8, a heading, LF, quotes where needed."""
    names = _names(graph)
    return {name: csv_table(graph, table, names) for name, table in TABLES.items()}


def csv_table(graph: Graph, table: Table, names: Names | None = None) -> bytes:
    """Return one table as CSV."""
    return objects_csv(table.headings(), rows(graph, table, names)).encode()


def rows(graph: Graph, table: Table, names: Names | None = None) -> list[list[str]]:
    """Return the rows of one table, in the order of its headings."""
    known = _names(graph) if names is None else names
    of_class = f"?x a/rdfs:subClassOf* {table.cls} . {table.where}"
    things = graph.select(f"{_PREAMBLE}SELECT DISTINCT ?x WHERE {{ {of_class} }}")
    filled: dict[str, list[str]] = {iri: [iri] for iri in sorted(value(row[0]) for row in things)}
    for column in table.columns:
        found = _values(graph, f"{{ SELECT DISTINCT ?x WHERE {{ {of_class} }} }}", column)
        for iri, cells in filled.items():
            cells += _cells(found.get(iri, set()), column, known)
    return list(filled.values())


def _values(graph: Graph, of_class: str, column: Column) -> dict[str, set[str]]:
    query = f"{_PREAMBLE}SELECT DISTINCT ?x ?v WHERE {{ {of_class} {column.pattern} }}"
    found: dict[str, set[str]] = {}
    for thing, held in graph.select(query):
        if held is not None and (column.language is None or column.language == _language(held)):
            found.setdefault(value(thing), set()).add(value(held))
    return found


def _cells(values: set[str], column: Column, names: Names) -> list[str]:
    ordered = sorted(values)
    if column.keep and ordered:
        ordered = ordered[-1:] if column.keep == "last" else ordered[:1]
    cells = [SEPARATOR.join(ordered)]
    for language in LANGUAGES if column.named else ():
        labels = [names[language].get(held) or shorten(held) for held in ordered]
        cells.append(SEPARATOR.join(labels))
    return cells


def _names(graph: Graph) -> Names:
    """Return the label of every thing and concept in each language."""
    query = f"{_PREAMBLE}SELECT ?x ?v WHERE {{ ?x rdfs:label|skos:prefLabel ?v }}"
    found: Names = {language: {} for language in LANGUAGES}
    for thing, label in graph.select(query):
        names = found.get(_language(label) or "")
        if names is not None:
            iri, text = value(thing), value(label)
            names[iri] = min(names.get(iri, text), text)
    return found


def _language(term: Term | None) -> str | None:
    return term.language if isinstance(term, px.Literal) else None
