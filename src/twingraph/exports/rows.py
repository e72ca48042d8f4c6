"""The rows of the tables for spreadsheets, and their CSV.

In: a graph and a table of ``tables``. Out: rows of text, sorted by IRI: IRIs in full, literals as
they are spelt. Where a cell holds several values they are sorted and joined by `SEPARATOR`; the
labels of several things stand in the order of their IRIs. It writes no file.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as px

from twingraph.exports.tables import LANGUAGES, TABLES, Column, Table
from twingraph.labels import Labels
from twingraph.prefixes import PREFIXES
from twingraph.standing import standings
from twingraph.store import Graph, Term, value
from twingraph.tables import objects_csv

SEPARATOR: Final = " | "

_PREAMBLE: Final = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("tg", "rdfs", "skos", "basis")
)


class Filler:
    """Fills tables from one graph, whose labels and standings it reads once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._labels = Labels(graph)
        self._standings = standings(graph)

    def csv(self, table: Table) -> bytes:
        """Return a table as CSV: UTF-8, a heading, LF, quotes where needed."""
        return objects_csv(table.headings(), self.rows(table)).encode()

    def rows(self, table: Table) -> list[list[str]]:
        """Return the rows of a table, in the order of its headings."""
        of_class = f"?x a/rdfs:subClassOf* {table.cls} . {table.where}"
        things = self._graph.select(f"{_PREAMBLE}SELECT DISTINCT ?x WHERE {{ {of_class} }}")
        filled = {iri: [iri] for iri in sorted(value(row[0]) for row in things)}
        for column in table.columns:
            told = self._asked(of_class, column) if column.pattern else {}
            for iri, cells in filled.items():
                held = told.get(iri, set()) if column.pattern else self._standing(iri, column.name)
                cells += self._cells(held, column)
        return list(filled.values())

    def _asked(self, of_class: str, column: Column) -> dict[str, set[str]]:
        of_class = f"{{ SELECT DISTINCT ?x WHERE {{ {of_class} }} }}"
        query = f"{_PREAMBLE}SELECT DISTINCT ?x ?v WHERE {{ {of_class} {column.pattern} }}"
        found: dict[str, set[str]] = {}
        for thing, held in self._graph.select(query):
            if held is not None and column.language in (None, _language(held)):
                found.setdefault(value(thing), set()).add(value(held))
        return found

    def _standing(self, iri: str, name: str) -> set[str]:
        return {value(term) for term in self._standings.get(iri, {}).get(name, ())}

    def _cells(self, held: set[str], column: Column) -> list[str]:
        ordered = sorted(held)
        languages = LANGUAGES if column.named else ()
        labels = [[self._labels.of(thing, code) for thing in ordered] for code in languages]
        return [SEPARATOR.join(texts) for texts in (ordered, *labels)]


def csv_tables(graph: Graph) -> dict[str, bytes]:
    """Return every table as CSV, by name."""
    filler = Filler(graph)
    return {name: filler.csv(table) for name, table in TABLES.items()}


def csv_table(graph: Graph, table: Table) -> bytes:
    """Return one table as CSV."""
    return Filler(graph).csv(table)


def _language(term: Term | None) -> str | None:
    return term.language if isinstance(term, px.Literal) else None
