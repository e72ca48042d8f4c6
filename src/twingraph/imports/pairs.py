"""Pairs of places with names, and whatever else a table says of them: CSV or TSV to links.

In: a specification and its file. Out: for every row two places and a link, or a finding. A row that
does not say two places is dropped; a doubtful value is dropped and its row kept. A row that ties a
place to itself is kept, with a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from twingraph.dates import parse_date
from twingraph.imports import places, values
from twingraph.imports.model import Finding, Link, Record, Spec, Word
from twingraph.imports.opening import Sources
from twingraph.imports.tables import Row, read_rows

COLUMNS: Final = (
    *(f"{column}{which}" for which in "12" for column in places.COLUMNS),
    "started",
    "ended",
    "kind",
    "form",
    "row",
)
"""Our names of the columns of a table of pairs."""


def read_pairs(spec: Spec, sources: Sources) -> Iterator[Record]:
    """Yield the places and links of a table of pairs."""
    source = sources.open()
    reader = places.Places(spec)
    words = Words(spec)
    for row in read_rows(spec, source, COLUMNS):
        if isinstance(row, Finding):
            yield row
            continue
        reader.refuse_unnamed(row, source.path, "1", "2")
        yield from paired(row, reader, words)


class Words:
    """What a source's words for a tie are in our terms; each unknown one is told once."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._told: set[str] = set()

    def of(self, row: Row, findings: list[Finding]) -> tuple[str, str, str]:
        """Return a row's word for the tie, and our kind and form; add what is wrong with it."""
        columns = [name for name in ("kind", "form") if name in row.cells]
        if not columns:
            word = self._spec.word
            mapped = self._spec.words.get(word.casefold(), Word())
            return word, mapped.kind, mapped.form
        said = [(row.get(name), self._mapped(row, name, findings)) for name in columns]
        word = next((text for text, _ in said if text), self._spec.word)
        kind = next((mapped.kind for _, mapped in said if mapped.kind), "")
        # A column of forms says more of the form than the column of kinds.
        form = next((mapped.form for _, mapped in reversed(said) if mapped.form), "")
        return word, kind, form

    def _mapped(self, row: Row, column: str, findings: list[Finding]) -> Word:
        word = row.get(column)
        folded = word.casefold()
        if (mapped := self._spec.words.get(folded)) is not None:
            return mapped
        if not word and self._spec.words:
            findings.append(Finding(f"the row has no {column}", row.line, True, "no-word"))
        elif word and folded not in self._told:
            self._told.add(folded)
            message = f"the word '{values.shown(word)}' is not mapped to a kind or form"
            findings.append(Finding(message, row.line, True, "word"))
        return Word()


def date_of(row: Row, column: str, findings: list[Finding]) -> str:
    """Return the local name of a cell's date; empty, with a finding, where it is none."""
    if not (text := row.get(column)):
        return ""
    try:
        return values.date_local(text)
    except ValueError as problem:
        findings.append(Finding(f"{column}: {problem}", row.line, True, "date"))
        return ""


def paired(row: Row, reader: places.Places, words: Words) -> Iterator[Record]:
    """Yield the two places and the link of a row, or the finding that says why there is none."""
    findings = reader.findings
    findings.clear()
    first = reader.read(row, "1")
    second = reader.read(row, "2") if first else None
    if first is None or second is None:
        # Of a row that is dropped, one finding says why.
        yield next(finding for finding in findings if not finding.kept)
        return
    yield first
    yield second
    link = link_of(row, first.key, second.key, words, findings)
    yield from findings
    yield link


def link_of(row: Row, first: str, second: str, words: Words, findings: list[Finding]) -> Link:
    """Return the link that a row makes of two places, by their keys; add what is wrong with it."""
    started, ended = (date_of(row, column, findings) for column in ("started", "ended"))
    if started and ended and _is_before(ended, started):
        findings.append(Finding("the end is before the start", row.line, True, "date"))
        ended = ""
    word, kind, form = words.of(row, findings)
    if first == second:
        name = row.get("name1") or first
        findings.append(Finding(f"{name} is tied to itself", row.line, True, "self-link"))
    return Link(row.key, first, second, word, kind, form, started, ended)


def _is_before(one: str, other: str) -> bool:
    """Tell whether a date is over before another begins."""
    latest, earliest = parse_date(one).latest, parse_date(other).earliest
    return latest is not None and earliest is not None and latest < earliest
