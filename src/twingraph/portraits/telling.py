"""A table of which sentences are made: its cells as text in the page's language.

In: a measured table and the portrait to which it belongs. Out: `Told`, whose cells are ready for a
sentence. It makes no sentence itself.
"""

from __future__ import annotations

from twingraph.measures.model import Measured, Value, Words
from twingraph.portraits.model import Portrait
from twingraph.portraits.typography import number, percent

Sentence = str | None
Row = tuple[Value, ...]


class Told:
    """A table whose cells a sentence takes as text."""

    def __init__(self, found: Measured, made: Portrait) -> None:
        self.rows = found.table.rows
        self.columns = found.table.columns
        self.found = found
        self.made = made
        self.language = made.language

    def cell(self, row: Row, column: str) -> Value:
        """Return a cell by the name of its column."""
        return row[self.columns.index(column)]

    def figure(self, name: str, column: str = "value") -> Value:
        """Return a figure of a table of figures, None where it is not there."""
        at = self.columns.index("measure")
        return next((self.cell(row, column) for row in self.rows if row[at] == name), None)

    def text(self, value: Value) -> str:
        """Return a number, or a thing's label, in the page's language."""
        if isinstance(value, str):
            return self.made.labels.get(value, value)
        return "–" if value is None else number(value, self.language)

    def share(self, value: Value) -> str:
        """Return a share as a percentage."""
        return "–" if value is None else percent(float(value), self.language)

    def say(self, en: str, fr: str) -> str:
        """Return the words in the page's language."""
        return self.made.say(Words(en, fr))
