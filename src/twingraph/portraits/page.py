"""A portrait as one HTML page that loads nothing and runs nothing.

In: a portrait, its plots and the name of the folder of its files. Out: the page's text. A policy in
the page forbids every connection and every script; all that comes from data is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources
from typing import Final

from twingraph.measures.formats import choice_words
from twingraph.measures.headings import HIDDEN, NAMES, column, remark, word
from twingraph.measures.model import Measured, Value, Words
from twingraph.portraits import typography
from twingraph.portraits.findings import findings
from twingraph.portraits.inks import Plot
from twingraph.portraits.model import Part, Portrait
from twingraph.portraits.words import LABELS
from twingraph.resources import VERSION

ROWS: Final = 20
"""So many rows of a long table stand on the page; its file has all."""
WHOLE: Final = 40
"""A table of so many rows is not long."""
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_DATE: Final = re.compile(r"^(\d{4}(?:-\d\d){1,2})(?:/(\d{4}(?:-\d\d){1,2}))?")


def page(made: Portrait, plots: Mapping[str, Plot], folder: str) -> str:
    """Return a portrait as HTML."""
    return "\n".join(_Page(made, plots, folder).lines()) + "\n"


class _Page:
    def __init__(self, made: Portrait, plots: Mapping[str, Plot], folder: str) -> None:
        self._made = made
        self._plots = plots
        self._folder = folder
        self._above = _repeated(made)

    def lines(self) -> Iterator[str]:
        made = self._made
        title = self._say(made.title)
        asked = [part for part in made.parts if not _refused(part)]
        refused = [part for part in made.parts if _refused(part)]
        yield "<!DOCTYPE html>"
        yield f'<html lang="{made.language}">'
        yield '<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>{title}</title>\n<style>{_style()}</style>\n</head>"
        yield f"<body>\n<main>\n<h1>{title}</h1>"
        yield from self._subtitle()
        if made.star is not None and made.forced:
            yield f'<p class="warning">{self._label("forced", reason=made.star)}</p>'
        yield from self._contents(asked, bool(refused))
        for part in asked:
            yield from self._part(part)
        if refused:
            yield from self._refused(refused)
        yield "</main>"
        yield f"<footer>{self._label('made', version=VERSION)}</footer>"
        yield "</body>\n</html>"

    def _subtitle(self) -> Iterator[str]:
        """Yield how large the network is that the first table is of, and which one it is."""
        given = self._made.parts[0].shown[0].found
        if given is not None:
            of = given.provenance
            told = {"n": self._number(of.n), "m": self._number(of.m)}
            text = self._label("source", graph=f"{of.projection} {of.graph[:12]}", **told)
            yield f'<p class="kind">{text}</p>'
            for note in self._above:
                yield f'<p class="note">{self._note(note, given)}</p>'
            if of.choice:
                yield f'<p class="kind">{self._label("chosen", choice=choice_words(of.choice))}</p>'

    def _contents(self, parts: list[Part], refused: bool) -> Iterator[str]:
        yield f'<nav aria-label="{self._label("contents")}"><ul>'
        for part in parts:
            heading = self._say(part.section.heading)
            yield f'<li><a href="#{part.section.key}">{heading}</a></li>'
        if refused:
            yield f'<li><a href="#not-asked">{self._label("not-asked")}</a></li>'
        yield "</ul></nav>"

    def _part(self, part: Part) -> Iterator[str]:
        section = part.section
        yield f'<section aria-labelledby="{section.key}">'
        yield f'<h2 id="{section.key}">{self._say(section.heading)}</h2>'
        yield f"<p>{self._say(section.intro)}</p>"
        if self._made.kinds and self._of_all_kinds(part):
            yield f'<p class="note">{self._label("all-kinds")}</p>'
        for text in findings(part.found, self._made):
            said = typography.grouped(text, self._made.language)
            yield f'<p class="finding">{self._text(said)}</p>'
        for lack in dict.fromkeys(one.lack for one in part.shown if one.lack is not None):
            yield f'<p class="lack">{self._label("cannot", reason=lack)}</p>'
        if section.key in self._plots:
            yield from self._figure(part, self._plots[section.key])
        for name, found in part.found.items():
            yield from self._table(name, found)
        yield "</section>"

    def _of_all_kinds(self, part: Part) -> bool:
        """Return whether a part's figures are of ties of all kinds, though some were chosen."""
        chosen = self._made.parts[0].shown[0].found
        said = "" if chosen is None else chosen.provenance.choice
        return any(found.provenance.choice != said for found in part.found.values())

    def _figure(self, part: Part, plot: Plot) -> Iterator[str]:
        name = f"{self._folder}/{part.section.key}.svg"
        yield f'<figure class="plot"><div class="scroll">{plot.inline}</div>'
        # The last word goes with the link, which would else stand alone on a line.
        caption, _, last = escape(plot.caption).rpartition(" ")
        linked = f'<span class="whole">{last}{self._file(name, "SVG")}</span>'
        yield f"<figcaption>{caption} {linked}</figcaption></figure>"

    def _table(self, name: str, found: Measured) -> Iterator[str]:
        held = found.table
        rows = held.rows if len(held.rows) <= WHOLE else held.rows[:ROWS]
        places = _places(found)
        yield f'<figure class="table" id="table-{escape(name)}">'
        summary = _capital(self._say(found.measure.summary))
        yield f"<figcaption><b>{summary}</b>"
        if len(rows) < len(held.rows):
            told = {"shown": self._number(len(rows)), "all": self._number(len(held.rows))}
            yield f'<span class="quiet">({self._label("first-rows", **told)})</span>'
        yield f"{self._file(f'{self._folder}/{name}.csv', 'CSV')}</figcaption>"
        if held.rows:
            yield '<div class="scroll"><table>\n<thead><tr>'
            for place in places:
                kind = ' class="num"' if _numeric(found, place) else ""
                named = held.columns[place]
                head = column(named, held.columns)
                yield f'<th scope="col"{kind}>{self._say(head)}</th>'
            yield "</tr></thead>\n<tbody>"
            for row in rows:
                yield f"<tr>{''.join(self._cell(found, row, place) for place in places)}</tr>"
            yield "</tbody>\n</table></div>"
        else:
            yield f"<p>{self._label('no-rows')}</p>"
        yield from self._provenance(found)
        yield "</figure>"

    def _cell(self, found: Measured, row: tuple[Value, ...], place: int) -> str:
        held = row[place]
        if isinstance(held, int | float) and not isinstance(held, bool):
            return (
                f'<td class="num"><data value="{held!r}">{escape(self._number(held))}</data></td>'
            )
        if isinstance(held, str):
            name = self._name(held, own=found.table.columns[place] in NAMES)
            kind = ' class="long"' if "://" in held else ""
            return f"<td{kind}>{_DATE.sub(_unbroken, name)}</td>"
        kind = ' class="num"' if _numeric(found, place) else ""
        return f"<td{kind}>{typography.shown(held, self._made.language)}</td>"

    def _name(self, held: str, *, own: bool) -> str:
        """Return what a table says in the page's language: a thing's name, or a word of ours."""
        known = None if own else word(held)
        text = self._made.labels.get(held, held) if known is None else self._made.say(known)
        return self._text(text)

    def _provenance(self, found: Measured) -> Iterator[str]:
        measure, given, language = found.measure, found.provenance, self._made.language
        for note in found.table.notes:
            if note not in self._above:
                yield f'<p class="note">{self._note(note, found)}</p>'
        yield f"<details><summary>{self._label('how')}</summary><dl>"
        told = [
            ("formula", measure.formula),
            ("reading", remark(self._made.say(measure.reading), found.table, language)),
            ("reference", measure.reference),
            ("graph", f"{given.projection} {given.graph}"),
            ("choice", self._made.say(choice_words(given.choice))),
            ("size", f"n = {self._number(given.n)}, m = {self._number(given.m)}"),
            ("engine", f"{given.engine} {given.version}, twingraph {VERSION}"),
            ("seed", "" if given.seed is None else str(given.seed)),
            (
                "null",
                ""
                if given.null is None
                else remark(self._made.say(given.null), found.table, language),
            ),
            ("draws", "" if given.draws is None else self._number(given.draws)),
        ]
        for label, text in told:
            if text:
                yield f"<dt>{self._label(label)}</dt><dd>{self._text(text)}</dd>"
        yield "</dl></details>"

    def _refused(self, parts: list[Part]) -> Iterator[str]:
        lack = next(one.lack for part in parts for one in part.shown if one.lack is not None)
        yield '<section aria-labelledby="not-asked">'
        yield f'<h2 id="not-asked">{self._label("not-asked")}</h2>'
        yield f"<p>{self._label('refused', reason=lack)}</p>\n<ul>"
        for part in parts:
            yield f"<li>{self._say(part.section.heading)}</li>"
        yield f"</ul>\n<p>{self._label('instead')}</p>\n</section>"

    def _file(self, name: str, form: str) -> str:
        return f'\u00a0<a class="file" href="{escape(name)}" download>{form}</a>'

    def _label(self, name: str, **told: str | Words) -> str:
        held = {
            key: self._made.say(word) if isinstance(word, Words) else word
            for key, word in told.items()
        }
        return self._text(self._made.say(LABELS[name]).format(**held))

    def _say(self, words: Words) -> str:
        return self._text(self._made.say(words))

    def _text(self, text: str) -> str:
        return escape(typography.typeset(text, self._made.language))

    def _note(self, words: Words, found: Measured) -> str:
        text = remark(self._made.say(words), found.table, self._made.language)
        text = typography.grouped(text, self._made.language)
        return _capital(self._text(text))

    def _number(self, held: float) -> str:
        return typography.number(held, self._made.language)


def _unbroken(found: re.Match[str]) -> str:
    """Return dates that a line ends after, not within."""
    return "/<wbr>".join(f'<span class="whole">{date}</span>' for date in found.groups() if date)


def _repeated(made: Portrait) -> tuple[Words, ...]:
    """Return the remarks of the first table that most others share: they are said once, above."""
    first, *others = (found for part in made.parts for found in part.found.values())
    return tuple(
        note
        for note in first.table.notes
        if sum(note in found.table.notes for found in others) > len(others) / 2
    )


def _capital(text: str) -> str:
    """Return a sentence with its capital; a name of one letter, such as z, keeps its own."""
    first = text.partition(" ")[0]
    named = len(first) == 1 and first not in ("a", "à", "y")
    return text if named else text[:1].upper() + text[1:]


def _refused(part: Part) -> bool:
    return not part.found and any(one.refused for one in part.shown)


def _places(found: Measured) -> list[int]:
    """Return the columns that the page shows: no identifiers, none that say nothing."""
    held = found.table
    return [
        place
        for place, name in enumerate(held.columns)
        if name not in HIDDEN and any(row[place] is not None for row in held.rows)
    ]


def _numeric(found: Measured, place: int) -> bool:
    return all(
        isinstance(row[place], int | float) and not isinstance(row[place], bool)
        for row in found.table.rows
        if row[place] is not None
    )


def _style() -> str:
    """Return the style sheet that pages share, and what is a portrait's own."""
    shared = resources.files("twingraph.explaining") / "templates" / "page.css"
    own = resources.files("twingraph.portraits") / "templates" / "portrait.css"
    return shared.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
