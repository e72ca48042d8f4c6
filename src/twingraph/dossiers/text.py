"""From blocks of pieces to text: plain at a width, or Markdown; and the source marks.

In: a dossier. Out: text with LF line ends; the same dossier always gives the same bytes. What is
said, and in which order, is decided in ``wording``.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from twingraph.dossiers.marks import KEEP, Marks
from twingraph.dossiers.model import Dossier
from twingraph.dossiers.wording import blocks

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|~$#&])")


def plain(found: Dossier, width: int = 80) -> str:
    """Return the dossier as text whose lines are at most ``width`` columns wide."""
    return "".join(line + "\n" for _, line in plain_lines(found, width))


def plain_lines(found: Dossier, width: int = 80) -> Iterator[tuple[str, str]]:
    """Yield the lines of the plain text, each with the kind of its block."""
    marks = Marks(found)
    before = ""
    for block in blocks(found):
        text = marks.write(block)
        if block.kind == "note" and before == "item":
            yield "blank", ""
        before = block.kind
        if block.kind in ("title", "heading"):
            rule = "=" if block.kind == "title" else "-"
            yield from [("blank", "")] if block.kind == "heading" else []
            yield from ((block.kind, line) for line in textwrap.wrap(text, width))
            yield "rule", rule * min(len(text), width)
        elif block.kind == "subheading":
            yield "blank", ""
            yield from ((block.kind, line) for line in textwrap.wrap(text, width))
        else:
            first = "" if block.kind == "note" else "  " * block.level + "- "
            after = " " * len(first)
            for line in _wrapped(text, width, first, after):
                yield block.kind, line.replace(KEEP, " ")


def _wrapped(text: str, width: int, first: str, after: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=after, break_on_hyphens=False
    )


def markdown(found: Dossier) -> str:
    """Return the dossier as Markdown; what the data hold is never read as markup."""
    marks = Marks(found)
    hashes = {"title": "#", "heading": "##", "subheading": "###"}
    lines: list[str] = []
    before = ""
    for block in blocks(found):
        text = _MARKDOWN.sub(r"\\\1", marks.write(block).replace(KEEP, " "))
        if block.kind == "item":
            if before != "item":
                lines.append("")
            lines.append("  " * block.level + "- " + text)
        else:
            lines += ["", f"{hashes[block.kind]} {text}" if block.kind in hashes else text]
        before = block.kind
    return "\n".join(lines).lstrip("\n") + "\n"
