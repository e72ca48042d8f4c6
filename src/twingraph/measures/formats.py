"""Measured tables as text: for a terminal, as CSV with its metadata, as JSON.

In: `Measured`. Out: text. CSV holds the rows alone, so that any program reads it; what belongs to
them goes into metadata as CSV on the Web (W3C 2015) has it, in a file beside it. Numbers are whole
in CSV and JSON, and shortened on a terminal. It measures nothing and writes no file.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

from twingraph import tables
from twingraph.measures.headings import HIDDEN, NAMES, SCOPES, column, remark, word
from twingraph.measures.model import Measure, Measured, Provenance, Table, Value, Words
from twingraph.resources import VERSION

METADATA: Final = "-metadata.json"
"""What follows a CSV's name in that of its metadata (CSV on the Web, section 5.3)."""
UNKNOWN: Final = "–"
"""What stands on a terminal where a figure is not defined; CSV leaves it empty, JSON says null."""

_DIGITS: Final = (6, 4, 3)
"""So many digits of a fraction are shown: the fewer, the less room there is."""
_LABELS: Final = {
    "graph": Words("graph", "graphe"),
    "choice": Words("choice", "choix"),
    "size": Words("size", "taille"),
    "engine": Words("engine", "moteur"),
    "seed": Words("seed", "graine"),
    "null": Words("null model", "modèle nul"),
    "note": Words("note", "remarque"),
    "formula": Words("formula", "formule"),
    "reading": Words("reading", "lecture"),
    "reference": Words("reference", "référence"),
    "needs": Words("needs", "il faut"),
}

_CHOICES: Final = {
    "kinds": "sortes",
    "sources": "sources",
    "statuses": "statuts",
    "stated only": "seulement ce qui est dit",
}


def said(words: Words, lang: str) -> str:
    """Return words in a language."""
    return words.fr if lang == "fr" else words.en


def table(
    measured: Measured,
    lang: str,
    *,
    top: int,
    width: int,
    colour: bool,
    names: Mapping[str, str] | None = None,
) -> str:
    """Return a table for people, its provenance and remarks below it.

    In English columns and values have their names, as in CSV; in French their words, and things
    what ``names`` calls them. On a terminal, which has colour, remarks are as wide as the table.
    """
    held = measured.table
    rows = held.rows[:top] if top and measured.measure.scope != "graph" else held.rows
    # A column that says nothing of any row, such as the bounds of what is exact, is left out.
    columns = [
        name
        for place, name in enumerate(held.columns)
        if not held.rows or any(row[place] is not None for row in held.rows)
    ]
    captions = {name: column(name, columns).fr for name in columns} if lang == "fr" else {}
    at = {name: place for place, name in enumerate(held.columns)}
    numeric = [
        name
        for name in columns
        if all(_is_number(row[at[name]]) for row in held.rows if row[at[name]] is not None)
    ]

    def cells(chosen: list[str], digits: int) -> list[list[str]]:
        return [
            [_said(row[at[name]], name, digits, lang, names or {}) for name in chosen]
            for row in rows
        ]

    # No number is broken over two lines; nor is what a row is called, while that fits. Of a thing
    # with a name the identifier goes before it is broken: CSV and JSON have it.
    names_it = not NAMES.isdisjoint(columns)
    named = [name for name in columns if name not in HIDDEN] if names_it else columns
    ways = ((columns, columns[:1]), (named, ()), (columns, ()))
    for (chosen, first), digits in product(ways, _DIGITS):
        whole = [*first, *numeric]
        headings = [captions.get(name, name) for name in chosen]
        unbroken = [captions.get(name, name) for name in whole]
        told = cells(chosen, digits)
        if tables.fits_unbroken(headings, told, width=width, whole=unbroken):
            break
    else:  # one below the other, where there is room for all digits
        chosen, whole, told = columns, columns, cells(columns, _DIGITS[0])
    text = tables.text_table(
        chosen, told, width=width, colour=colour, right=numeric, whole=whole, captions=captions
    )
    return text + "\n" + _lines(_below(measured, lang, len(rows)), width if colour else None)


def csv(measured: Measured, top: int) -> str:
    """Return the rows as CSV."""
    held = measured.table
    return tables.objects_csv(held.columns, held.rows[:top] if top else held.rows)


def metadata(measured: Measured, url: str) -> str:
    """Return the metadata of a CSV of this name."""
    about = _told(measured)
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dc:title": about["summary"],
        "tableSchema": {"columns": [{"name": name} for name in measured.table.columns]},
        "notes": [about],
    }
    return _json(told)


def document(found: Iterable[Measured], top: int) -> str:
    """Return an array of JSON, an object for each measure: what it is, its provenance, its rows."""
    return _json([{**_told(one), "rows": _rows(one, top)} for one in found])


def about(measure: Measure, lang: str, width: int | None = None) -> str:
    """Return what a measure is: summary, formula, reading and reference.

    Of so many columns, where a terminal has them.
    """
    scope = said(SCOPES[measure.scope], lang)
    lines = [f"{measure.name} ({scope})", said(measure.summary, lang)]
    lines += [
        f"{said(_LABELS[what], lang)}{_colon(lang)}{text}"
        for what, text in (
            ("formula", measure.formula),
            ("reading", said(measure.reading, lang)),
            ("reference", measure.reference),
            ("needs", ", ".join(measure.needs)),
        )
        if text
    ]
    return _lines(lines, width)


def choice_words(choice: str) -> Words:
    """Return what was chosen as words: a provenance has it in English."""
    french = choice
    for ours, theirs in _CHOICES.items():
        french = re.sub(rf"(^|; ){ours}\b", rf"\1{theirs}", french)
    return Words(choice, french.replace(": ", "\u00a0: ").replace("; ", "\u202f; "))


def provenance_lines(provenance: Provenance, lang: str, table: Table | None = None) -> list[str]:
    """Return what one needs to make a table again, as lines; beside a table in its words."""
    engines = [f"{provenance.engine} {provenance.version}", f"twingraph {VERSION}"]
    told = [
        ("graph", f"{provenance.projection} {provenance.graph[:16]}".strip()),
        ("size", _size(provenance, lang)),
        ("engine", ", ".join(dict.fromkeys(engines))),
    ]
    if provenance.choice:
        told.insert(1, ("choice", said(choice_words(provenance.choice), lang)))
    if provenance.seed is not None:
        told.append(("seed", str(provenance.seed)))
    if provenance.null is not None:
        draws = "" if provenance.draws is None else f" × {provenance.draws}"
        null = said(provenance.null, lang)
        if table is not None and lang == "fr":
            null = remark(null, table, lang)
        told.append(("null", null + draws))
    return [f"{said(_LABELS[what], lang)}{_colon(lang)}{text}" for what, text in told]


def beside(measured: Measured, lang: str) -> list[str]:
    """Return the lines that belong to a CSV, in which columns keep their names."""
    notes = [
        f"{said(_LABELS['note'], lang)}{_colon(lang)}{said(note, lang)}"
        for note in measured.table.notes
    ]
    return provenance_lines(measured.provenance, lang) + notes


def shown(value: Value, digits: int = _DIGITS[0]) -> str:
    """Return a value as a terminal shows it: six digits of a fraction, unless fewer are asked."""
    if value is None:
        return UNKNOWN
    if not isinstance(value, float):
        return str(value)
    whole = value.is_integer() or abs(value) >= 10**digits - 0.5
    return f"{value:.0f}" if whole else f"{value:.{digits}g}"


def _said(value: Value, name: str, digits: int, lang: str, names: Mapping[str, str] | None) -> str:
    """Return a value as a terminal shows it, a word or a name in the language."""
    if lang != "fr":
        return shown(value, digits)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str) and name not in HIDDEN:
        known = None if name in NAMES else word(value)
        return (names or {}).get(value, value) if known is None else known.fr
    return shown(value, digits)


def _lines(lines: Iterable[str], width: int | None) -> str:
    """Return lines, on a terminal of so many columns broken between words."""
    if width is not None:
        lines = [
            textwrap.fill(
                line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
            )
            for line in lines
        ]
    return "".join(f"{line}\n" for line in lines)


def _size(provenance: Provenance, lang: str) -> str:
    pairs = "paires" if lang == "fr" else "pairs"
    return f"n = {provenance.n}, m = {provenance.m}, {pairs} = {provenance.pairs}"


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _colon(lang: str) -> str:
    return "\u00a0: " if lang == "fr" else ": "


def _below(measured: Measured, lang: str, rows: int) -> list[str]:
    lines = provenance_lines(measured.provenance, lang, measured.table)
    lines += [
        f"{said(_LABELS['note'], lang)}{_colon(lang)}{_remark(note, measured, lang)}"
        for note in measured.table.notes
    ]
    of = len(measured.table.rows)
    if rows < of:
        lines.append(
            f"{rows} lignes sur {of}\u00a0; toutes avec --top 0"
            if lang == "fr"
            else f"{rows} of {of} rows; all with --top 0"
        )
    return lines


def _remark(note: Words, measured: Measured, lang: str) -> str:
    return remark(note.fr, measured.table, lang) if lang == "fr" else note.en


def _told(measured: Measured) -> dict[str, Any]:
    """Return all of a measured table but its rows, as JSON has it."""
    measure, given = measured.measure, measured.provenance
    return {
        "measure": measure.name,
        "scope": measure.scope,
        "summary": _both(measure.summary),
        "formula": measure.formula,
        "reading": _both(measure.reading),
        "reference": measure.reference,
        "provenance": {
            "graph": given.graph,
            "projection": given.projection,
            "n": given.n,
            "m": given.m,
            "pairs": given.pairs,
            "choice": given.choice or None,
            "engine": given.engine,
            "engine_version": given.version,
            "twingraph": VERSION,
            "seed": given.seed,
            "null": None if given.null is None else _both(given.null),
            "draws": given.draws,
            "forced": given.forced,
        },
        "notes": [_both(note) for note in measured.table.notes],
    }


def _rows(measured: Measured, top: int) -> list[dict[str, Value]]:
    held = measured.table
    rows: Sequence[tuple[Value, ...]] = held.rows[:top] if top else held.rows
    return [dict(zip(held.columns, row, strict=True)) for row in rows]


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "fr": words.fr}


def _json(told: Any) -> str:
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
