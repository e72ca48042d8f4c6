"""Date nodes: the local name of a ``date:`` IRI to its value and its triples.

In: a local name such as ``2024-07-19--21``. Out: a DateValue (EDTF text, earliest and latest day,
labels) and the quads of ``graph:dates``. The functions are total: a form that the grammar does not
know raises DataError. One value has one name, so that a date's IRI is a function of its value.
It does not say on what basis a date holds; the property that leads to the node does.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import pyoxigraph as px

from twingraph.errors import DataError
from twingraph.prefixes import PREFIXES, expand

Form = Literal["on", "span", "within", "since", "before", "by"]
Parts = tuple[int, ...]
"""Year; year and month; or year, month and day."""

DATE_NAMESPACE: Final = PREFIXES["date"]
DATES_GRAPH: Final = px.NamedNode(expand("graph:dates"))

_PREFIXED = re.compile(r"(within|since|before|by)-(.+)")
_POINT = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
_END = re.compile(r"(?:\d{4}(?:-\d{2}){0,2}|\d{2}(?:-\d{2})?)", re.ASCII)
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_MONTH_NAMES = {language: names.split() for language, names in _MONTHS.items()}


@dataclass(frozen=True)
class DateValue:
    """A date as a source knows it.

    ``earliest`` and ``latest`` are the first and last day that it may touch; None means open.
    """

    name: str
    form: Form
    edtf: str
    earliest: date | None
    latest: date | None
    label_en: str
    label_fr: str

    @property
    def iri(self) -> str:
        """Return the IRI of the date's node."""
        return DATE_NAMESPACE + self.name


def parse_date(name: str) -> DateValue:
    """Read the local name of a date IRI.

    Raises DataError for a form outside the grammar, a day that the calendar lacks, a span that
    ends before it begins, and a second spelling of a value (the hint gives the first).
    """
    match = _PREFIXED.fullmatch(name)
    form, rest = (match[1], match[2]) if match else ("", name)
    start_text, dashes, end_text = rest.partition("--")
    start = _point(name, start_text)
    if dashes:
        if form not in ("", "within"):
            raise _error(name, f"'{form}-' takes one date, not a span")
        return _value(name, "within" if form else "span", start, _end(name, start, end_text))
    if not form and len(start) < 3:
        hint = f"some day inside is within-{name}, the whole of it {_whole(start)}"
        raise _error(name, "a date without a day is ambiguous", hint)
    if form == "within" and len(start) == 3:
        raise _error(name, "one day needs no 'within-'", f"write {start_text}")
    return _value(name, _form(form), start, start)


def date_name(form: Form, start: Parts, end: Parts | None = None) -> str:
    """Return the local name of a date: the one spelling that `parse_date` reads."""
    name = _text(start)
    if end is not None and end != start:
        shared = 0
        if len(start) == len(end):
            while start[shared] == end[shared]:
                shared += 1
        tail = _text(end)
        name += "--" + (tail if shared == 0 else tail[5 + 3 * (shared - 1) :])
    return name if form in ("on", "span") else f"{form}-{name}"


def date_quads(iris: Iterable[str]) -> Iterator[px.Quad]:
    """Yield the quads of `graph:dates` for the date IRIs among these, sorted by name."""
    names = {i[len(DATE_NAMESPACE) :] for i in iris if i.startswith(DATE_NAMESPACE)}
    for name in sorted(names):
        yield from _quads(parse_date(name))


def _form(prefix: str) -> Form:
    forms: dict[str, Form] = {
        "": "on", "within": "within", "since": "since", "before": "before", "by": "by",
    }  # fmt: skip
    return forms[prefix]


def _error(name: str, why: str, hint: str | None = None) -> DataError:
    return DataError(f"'date:{name}' is not a date: {why}", hint=hint)


def _point(name: str, text: str) -> Parts:
    if not _POINT.fullmatch(text):
        raise _error(name, f"'{text}' is not YYYY, YYYY-MM or YYYY-MM-DD")
    return _checked(name, tuple(int(part) for part in text.split("-")))


def _end(name: str, start: Parts, text: str) -> Parts:
    if not _END.fullmatch(text):
        raise _error(name, f"'{text}' is not the end of a span")
    parts = tuple(int(part) for part in text.split("-"))
    if len(text.split("-")[0]) == 2:
        if len(parts) >= len(start):
            raise _error(name, f"'{text}' is finer than the beginning", "write the end in full")
        parts = start[: len(start) - len(parts)] + parts
    return _checked(name, parts)


def _checked(name: str, parts: Parts) -> Parts:
    try:
        _first_day(parts)
    except ValueError:
        raise _error(name, f"the calendar has no {_text(parts)}") from None
    return parts


def _first_day(parts: Parts) -> date:
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def _last_day(parts: Parts) -> date:
    year, month = (*parts, 12)[:2]
    day = parts[2] if len(parts) == 3 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def _text(parts: Parts) -> str:
    return "-".join(f"{part:0{4 if index == 0 else 2}d}" for index, part in enumerate(parts))


def _whole(parts: Parts) -> str:
    first, last = _first_day(parts), _last_day(parts)
    return date_name("span", _parts(first), _parts(last))


def _parts(day: date) -> Parts:
    return (day.year, day.month, day.day)


def _value(name: str, form: Form, start: Parts, end: Parts) -> DateValue:
    first, last = _first_day(start), _last_day(end)
    ranged = "--" in name
    shared = min(len(start), len(end))
    if ranged and (start[:shared] == end[:shared] or last < first):
        raise _error(name, "the span is empty or ends before it begins")
    if (only := date_name(form, start, end)) != name:
        raise _error(name, "this value has another name", f"write date:{only}")
    edtf = _text(start)
    earliest: date | None = first
    latest: date | None = last
    if form == "span":
        edtf = f"{_text(start)}/{_text(end)}"
    elif form == "within" and ranged:
        edtf = f"[{_text(start)}..{_text(end)}]"
    elif form == "since":
        edtf, latest = f"{edtf}/..", None
    elif form == "before":
        if first == date.min:
            raise _error(name, "nothing is before it")
        earliest, latest = None, first - timedelta(days=1)
        edtf = f"[..{latest.isoformat()}]"
    elif form == "by":
        edtf, earliest = f"[..{edtf}]", None
    english, french = (_label(form, start, end, language) for language in ("en", "fr"))
    return DateValue(name, form, edtf, earliest, latest, english, french)


def _said(parts: Parts, language: str, keep: int = 0) -> str:
    """Write a date in words, without its year (keep=1) or its year and month (keep=2)."""
    words = [str(parts[0])] if keep < 1 else []
    if len(parts) > 1 and keep < 2:
        words.insert(0, _MONTH_NAMES[language][parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, "1er" if language == "fr" and parts[2] == 1 else str(parts[2]))
    return " ".join(words)


def _range(start: Parts, end: Parts, language: str) -> str:
    if len(start) != len(end) or start[0] != end[0]:
        dash = "–" if len(start) == len(end) == 1 else " – "
        return f"{_said(start, language)}{dash}{_said(end, language)}"
    keep = 2 if start[1] == end[1] else 1
    dash = " – " if keep == 1 and len(start) == 3 else "–"
    return f"{_said(start, language, keep)}{dash}{_said(end, language)}"


def _label(form: Form, start: Parts, end: Parts, language: str) -> str:
    said = _said(start, language)
    article = "le " if len(start) == 3 else ""
    if form == "span":
        return _range(start, end, language)
    if form == "within" and start != end:
        if language == "en":
            return f"between {said} and {_said(end, language)}"
        other = "le " if len(end) == 3 else ""
        return f"entre {article}{said} et {other}{_said(end, language)}"
    if form == "since":
        return f"since {said}" if language == "en" else f"depuis {article}{said}"
    if form == "before":
        return f"before {said}" if language == "en" else f"avant {article}{said}"
    if form == "by":
        if language == "en":
            return f"by {said}" if len(start) == 3 else f"by the end of {said}"
        return f"au plus tard {article or 'fin '}{said}"
    return said


def _quads(value: DateValue) -> Iterator[px.Quad]:
    node = px.NamedNode(value.iri)

    def quad(predicate: str, term: px.NamedNode | px.Literal) -> px.Quad:
        return px.Quad(node, px.NamedNode(expand(predicate)), term, DATES_GRAPH)

    def number(value: int) -> px.Literal:
        return px.Literal(str(value), datatype=px.NamedNode(expand("xsd:integer")))

    yield quad("rdf:type", px.NamedNode(expand("tg:Date")))
    yield quad("tg:edtf", px.Literal(value.edtf, datatype=px.NamedNode(expand("edtf:EDTF"))))
    yield quad("rdfs:label", px.Literal(value.label_en, language="en"))
    yield quad("rdfs:label", px.Literal(value.label_fr, language="fr"))
    for side, day in (("earliest", value.earliest), ("latest", value.latest)):
        if day is not None:
            day_type = px.NamedNode(expand("xsd:date"))
            yield quad(f"tg:{side}", px.Literal(day.isoformat(), datatype=day_type))
            yield quad(f"tg:{side}Day", number(day.toordinal()))
            yield quad(f"tg:{side}Year", number(day.year))
