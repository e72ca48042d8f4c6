"""The formats in which findings are reported: for people, spreadsheets, RDF tools and code review.

In: an `Outcome` and a language. Out: text. Each is a pure function, so that the same outcome gives
the same bytes; the table alone, which also asks for a width, stands beside them in ``rows``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from twingraph.checks.formats import rows, sarif, turtle
from twingraph.checks.outcome import Outcome

FORMATS: Final[dict[str, Callable[[Outcome, str], str]]] = {
    "csv": rows.csv,
    "json": rows.json,
    "sarif": sarif.document,
    "turtle": turtle.document,
}
