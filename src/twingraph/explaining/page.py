"""An explanation as one HTML page that loads nothing and runs nothing.

In: an explanation. Out: the page's text. A policy in the page itself forbids every connection and
every script; all that comes from data is escaped. Trees are nested lists that fold without script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources
from typing import Final

from twingraph.explaining.model import Explanation
from twingraph.explaining.outline import Line, outline
from twingraph.explaining.words import say

_OPEN: Final = 3
"""How many levels are unfolded when the page opens."""


def page(found: Explanation) -> str:
    """Return an explanation as HTML."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Explanation) -> Iterator[str]:
    folder = resources.files("twingraph.explaining") / "templates"
    style = (folder / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(found.statement.text)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{found.language}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>"
    yield "<body>\n<main>"
    yield f"<h1>{title}</h1>"
    yield f'<p class="kind">{escape(say(found.kind, found.language))}</p>'
    for section in outline(found):
        yield f'<section aria-labelledby="{section.key}">'
        yield f'<h2 id="{section.key}">{escape(section.heading)}</h2>\n<ul>'
        for line in section.lines:
            yield from _item(line, 1)
        yield "</ul>\n</section>"
    yield "</main>"
    yield f"<footer>{escape(say('ask-why', found.language))}</footer>"
    yield "</body>\n</html>"


def _item(line: Line, level: int) -> Iterator[str]:
    """Yield a line and those below it; the outline limits how deep they lie."""
    name = f' id="step-{line.number}"' if line.number else ""
    yield f'<li class="{line.role}"{name}>'
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in line.notes)
    if line.below:
        shown = " open" if level <= _OPEN else ""
        yield f"<details{shown}><summary>{_head(line)}</summary>{notes}"
        yield "<ul>"
        for below in line.below:
            yield from _item(below, level + 1)
        yield "</ul>\n</details>"
    else:
        yield f"{_head(line)}{notes}"
    yield "</li>"


def _head(line: Line) -> str:
    number = f'<span class="number">({line.number})</span> ' if line.number else ""
    mark = escape(line.mark)
    if line.to is not None:
        mark = f'<a href="#step-{line.to}">{mark}</a>'
    shown = f' <span class="mark">{mark}</span>' if line.mark else ""
    return f'{number}<span class="text">{escape(line.text)}</span>{shown}'
