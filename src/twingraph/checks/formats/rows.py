"""Findings as rows: a table for people, CSV, and JSON with the CSV's names.

In: an `Outcome` and a language. Out: text, a row for each finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from twingraph import tables
from twingraph.checks.findings import COLUMNS, Finding
from twingraph.checks.outcome import Outcome

MANY: Final = 100
"""Findings that a person still reads one after the other."""
FIRST: Final = 10
"""Findings of each kind that stand for the others."""

_WORDS: Final = (
    "{} more; --format csv gives all",
    "{} autres\u00a0; --format csv les donne tous",
)


def csv(outcome: Outcome, language: str) -> str:
    """Return the findings as CSV."""
    return tables.objects_csv(COLUMNS, [finding.row(language) for finding in outcome.findings])


def json(outcome: Outcome, language: str) -> str:
    """Return the findings as a JSON array of objects."""
    return tables.objects_json(COLUMNS, [finding.row(language) for finding in outcome.findings])


def table(outcome: Outcome, language: str, *, width: int, colour: bool) -> str:
    """Return the findings as a table; nothing where there is none.

    Of more than `MANY`, it is first told how many there are of each kind, then the first of each.
    """
    if outcome.conforms:
        return ""
    shown, counts = outcome.findings, ""
    if len(shown) > MANY:
        shown = tuple(_first_of_each(shown))
        counts = _counts(outcome, language, width=width, colour=colour)
    # The message begins with the thing's name: a table need not say it twice.
    cells = [
        (f"{f.file}:{f.line}" if f.line else f.file, _code(f, language), f.message(language))
        for f in shown
    ]
    text = tables.text_table(("place", "code", "message"), cells, width=width, colour=colour)
    if not counts:
        return text
    return (
        f"{counts}\n{text}{_WORDS[language == 'fr'].format(len(outcome.findings) - len(shown))}\n"
    )


def _first_of_each(findings: Iterable[Finding]) -> Iterator[Finding]:
    count: Counter[str] = Counter()
    for finding in findings:
        count[finding.code] += 1
        if count[finding.code] <= FIRST:
            yield finding


def _counts(outcome: Outcome, language: str, *, width: int, colour: bool) -> str:
    """Return a table of how many findings there are of each kind, the most first."""
    said = {kind.code: kind.said(language) for ran in outcome.ran for kind in ran.kinds}
    count = Counter(finding.code for finding in outcome.findings)
    cells = [
        (str(number), code, said.get(code, ""))
        for code, number in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return tables.text_table(("findings", "code", "what"), cells, width=width, colour=colour)


def _code(finding: Finding, language: str) -> str:
    if finding.severity == "error":
        return finding.code
    return f"{finding.code} ({'avertissement' if language == 'fr' else finding.severity})"
