"""Members of a city network: a table in CSV or TSV, or a list in JSON, to memberships.

In: a specification and its file. Out: for every row a place and a membership, or a finding. A
second row with the same place and field is dropped; one of the same name on another page is a place
of its own. Which city a member is, is not decided here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from twingraph.errors import DataError
from twingraph.imports import places
from twingraph.imports.model import Finding, Member, Record, Spec
from twingraph.imports.opening import Source, Sources
from twingraph.imports.pairs import date_of
from twingraph.imports.tables import Row, read_rows
from twingraph.imports.values import cleaned, shown

COLUMNS: Final = (*places.COLUMNS, "field", "started", "page", "list", "row")
"""Our names of the columns; ``list`` is the path to the list in a JSON file."""

LONGEST_JSON: Final = 20_000_000
"""Bytes that a JSON file may have: it is read whole."""


def read_members(spec: Spec, sources: Sources) -> Iterator[Record]:
    """Yield the places and memberships of a network's list."""
    source = sources.open()
    reader = places.Places(spec)
    seen: set[tuple[str, ...]] = set()
    told: set[str] = set()
    rows = _json_rows(spec, source) if _is_json(source) else read_rows(spec, source, COLUMNS)
    for row in rows:
        if isinstance(row, Finding):
            yield row
            continue
        reader.refuse_unnamed(row, source.path, "")
        yield from _row(row, spec, reader, seen, told)


def _row(
    row: Row,
    spec: Spec,
    reader: places.Places,
    seen: set[tuple[str, ...]],
    told: set[str],
) -> Iterator[Record]:
    findings = reader.findings
    findings.clear()
    # Two members of one name have each their own page.
    page = row.get("page").partition("?")[0]
    place = reader.read(row, apart=page)
    if place is None:
        yield next(finding for finding in findings if not finding.kept)
        return
    word = row.get("field")
    field = spec.fields.get(word.casefold(), "")
    if word and not field and word.casefold() not in told:
        told.add(word.casefold())
        message = f"the field '{shown(word)}' is not mapped to one of ours"
        findings.append(Finding(message, row.line, True, "field"))
    what = (place.key, field or word)
    if what in seen:
        yield Finding(f"{place.name} is a member twice", row.line, code="member-twice")
        return
    alike = (place.name, place.country, place.region, field or word)
    if page and not place.wikidata and alike in seen:
        message = f"{place.name} is a member twice, on two pages: read as two members"
        findings.append(Finding(message, row.line, True, "member-twice"))
    seen.update((what, alike))
    started = date_of(row, "started", findings)
    yield place
    yield from findings
    yield Member(row.key, place.key, spec.network, field, word, started)


def _is_json(source: Source) -> bool:
    return ".json" in (suffix.lower() for suffix in source.path.suffixes)


def _json_rows(spec: Spec, source: Source) -> Iterator[Row | Finding]:
    """Yield the entries of a list in JSON; their number stands for a line."""
    columns = {ours: theirs for ours, theirs in spec.columns.items() if ours != "list"}
    for number, entry in enumerate(_listed(spec, source), 1):
        if isinstance(entry, str):
            entry = {columns.get("name", "name"): entry}
        if not isinstance(entry, dict):
            yield Finding("the entry is neither an object nor a name", number, code="columns")
            continue
        cells = {
            ours: _cell(entry.get(theirs))
            for ours, theirs in (columns or {name: name for name in COLUMNS}).items()
        }
        yield Row(number, {**spec.constants, **cells})


def _cell(value: object) -> str:
    if isinstance(value, str):
        return cleaned(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _listed(spec: Spec, source: Source) -> list[Any]:
    """Return the list of a JSON file: the whole, or what stands at the path of the keys."""
    if source.size > LONGEST_JSON:
        raise DataError(f"JSON is read up to {LONGEST_JSON:,} bytes", path=source.path)
    text = source.whole(LONGEST_JSON)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as problem:
        raise DataError(
            f"this is no JSON: {problem.msg}", path=source.path, line=problem.lineno
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise DataError(f"this is no JSON: {problem}", path=source.path) from problem
    path = spec.columns.get("list", "")
    for key in path.split(".") if path else ():
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise DataError(
            f"there is no list at '{path}'" if path else "this is no list",
            path=source.path,
            hint="name its key: list=members",
        )
    return found
