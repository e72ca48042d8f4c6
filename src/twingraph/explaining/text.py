"""An explanation as text: an indented tree that fits a terminal's width.

In: an explanation and a width. Out: lines, each with what it is, so that a terminal may set it in
bold or faint. Text is the same without colour.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from twingraph.explaining.model import Explanation
from twingraph.explaining.outline import Line, outline
from twingraph.explaining.words import say

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_NARROWEST: Final = 24
_LONG: Final = 30
_KEEP: Final = "\ue000"
"""Stands for a space at which no line may break, until the text is written out."""


def plain(found: Explanation, width: int = 80) -> str:
    """Return an explanation as text whose lines are at most ``width`` columns wide."""
    return "".join(f"{line}\n" for _, line in plain_lines(found, width))


def plain_lines(found: Explanation, width: int = 80) -> Iterator[tuple[str, str]]:
    """Yield the lines of the text, each with ``title``, ``heading``, ``note`` or ``tree``."""
    yield from (("title", line) for line in _wrapped(found.statement.text, width, "", ""))
    yield from (("note", line) for line in _wrapped(say(found.kind, found.language), width, "", ""))
    for section in outline(found):
        yield "blank", ""
        yield "heading", section.heading
        for line in section.lines:
            yield from _tree(line, width)


def _tree(line: Line, width: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a tree; its depth is limited by the outline."""
    bullet = f"({line.number}) " if line.number else "- "
    yield from _item(line, width, bullet, " " * 2, bool(line.below))
    yield from _branches(line, width, "  ")


def _branches(line: Line, width: int, before: str) -> Iterator[tuple[str, str]]:
    for i, below in enumerate(line.below, start=1):
        last = i == len(line.below)
        lead, after = ("└─ ", "   ") if last else ("├─ ", "│  ")
        bullet = f"({below.number}) " if below.number else ""
        yield from _item(below, width, f"{before}{lead}{bullet}", before + after, bool(below.below))
        yield from _branches(below, width, before + after)


def _item(line: Line, width: int, first: str, after: str, trunk: bool) -> Iterator[tuple[str, str]]:
    # A mark stays in one piece, unless it is long.
    mark = line.mark if len(line.mark) > _LONG else line.mark.replace(" ", _KEEP)
    text = f"{line.text} {mark}".strip()
    inside = after + ("│  " if trunk else "")
    yield from (("tree", one) for one in _wrapped(text, width, first, inside))
    for note in line.notes:
        yield from (("note", one) for one in _wrapped(note, width, inside, inside))


def _wrapped(text: str, width: int, first: str, after: str) -> list[str]:
    # Not all white space: a no-break space stays one.
    safe = _CONTROL.sub("\ufffd", _SPACE.sub(" ", text))
    space = max(width, len(after) + _NARROWEST)
    lines = textwrap.wrap(
        safe, space, initial_indent=first, subsequent_indent=after, break_on_hyphens=False
    )
    return [line.replace(_KEEP, " ") for line in lines] or [first.rstrip()]
