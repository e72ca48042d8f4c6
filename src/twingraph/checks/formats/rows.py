"""Findings as rows: a table for people, CSV, and JSON with the CSV's names.

In: an `Outcome` and a language. Out: text, a row for each finding.
"""

from __future__ import annotations

from twingraph import tables
from twingraph.checks.findings import COLUMNS, Finding
from twingraph.checks.outcome import Outcome


def csv(outcome: Outcome, language: str) -> str:
    """Return the findings as CSV."""
    return tables.objects_csv(COLUMNS, [finding.row(language) for finding in outcome.findings])


def json(outcome: Outcome, language: str) -> str:
    """Return the findings as a JSON array of objects."""
    return tables.objects_json(COLUMNS, [finding.row(language) for finding in outcome.findings])


def table(outcome: Outcome, language: str, *, width: int, colour: bool) -> str:
    """Return the findings as a table; nothing where there is none."""
    if outcome.conforms:
        return ""
    # The message begins with the thing's name: a table need not say it twice.
    cells = [
        (f"{f.file}:{f.line}" if f.line else f.file, _code(f, language), f.message(language))
        for f in outcome.findings
    ]
    return tables.text_table(("place", "code", "message"), cells, width=width, colour=colour)


def _code(finding: Finding, language: str) -> str:
    if finding.severity == "error":
        return finding.code
    return f"{finding.code} ({'avertissement' if language == 'fr' else finding.severity})"
