"""Source marks: the end of every line of a dossier that tells a fact.

In: pieces of text with the evidence of each. Out: a line that ends in sheets and lines, such as
``[sheet 3, l. 58]``; after what is only implied, a hollow mark with the number of its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from twingraph.dossiers.model import Dossier, Evidence, Language, Passage, Status
from twingraph.dossiers.words import say, semicolon

HOLLOW: Final = "○"
KEEP: Final = "\ue000"
"""Stands for a space at which no line may break, until the text is written out."""
_DOT: Final = "\u00b7"
_LONG: Final = 40


@dataclass(frozen=True)
class Piece:
    """A stretch of a line, and why it may be said (None for the frame's own words).

    ``thing`` is the resource that it names, if any. ``parts`` are the same text again, piece by
    piece, where it names several or rests on several grounds. ``follows`` is the triple that it
    tells, where this follows by rule: subject, property, and the value as text.
    """

    text: str
    evidence: Evidence | None = None
    thing: str | None = None
    parts: tuple[Piece, ...] = ()
    follows: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Block:
    """A heading, a note or an item (indented by its level), made of pieces.

    ``key`` names the section that a heading opens; ``status`` is how far that is of which the
    block tells, where it has a status.
    """

    kind: Literal["title", "heading", "subheading", "note", "item"]
    pieces: tuple[Piece, ...]
    level: int = 0
    key: str = ""
    status: str = ""


def item(pieces: Iterable[Piece], level: int = 0, statuses: Sequence[Status] = ()) -> Block:
    """Return pieces as an item of a list."""
    status = statuses[0].status if statuses else ""
    return Block("item", tuple(pieces), level, status=status)


def subheading(text: str) -> Block:
    """Return a heading below a section's."""
    return Block("subheading", (Piece(text),))


def whole(pieces: Iterable[Piece], evidence: Evidence | None = None) -> Piece:
    """Return pieces as one, with its evidence where it stands in a line of text."""
    parts = tuple(pieces)
    return Piece("".join(piece.text for piece in parts), evidence, parts=parts)


def filled(text: str, named: Piece) -> tuple[Piece, ...]:
    """Return a phrase with a piece where it has a NUL, what is empty left out."""
    before, _, after = text.partition("\0")
    return tuple(piece for piece in (Piece(before), named, Piece(after)) if piece.text)


class Marks:
    """Writes a block with its source mark: sheets and lines, and hollow marks for the implied."""

    def __init__(self, found: Dossier) -> None:
        self._language = found.language
        self._passages = {passage.id: passage for passage in found.passages}
        self._numbers = {reason.id: reason.number for reason in found.reasons}
        self._rests = {reason.id: reason.passages for reason in found.reasons}
        self._outside = {source.id: source.label for source in found.sources}
        self._several = len(found.reports) > 1

    def write(self, block: Block) -> str:
        """Return a block's text, hollow marks after what is implied, the mark of all at the end."""
        said = [piece.evidence for piece in block.pieces if piece.evidence]
        wholly = bool(said) and all(evidence.implied for evidence in said)
        reasons = {evidence.reasons for evidence in said if evidence.implied}
        inline = not (wholly and len(reasons) == 1)
        text = "".join(
            piece.text + (self._hollow(piece.evidence) if inline and piece.evidence else "")
            for piece in block.pieces
        )
        if not said:
            return text
        chunks: list[str] = []
        if wholly:
            chunks = [self._numbered(said)] if not inline else []
            shown = {p for evidence in said for r in evidence.reasons for p in self._rests[r]}
        else:
            shown = {p for evidence in said for p in evidence.passages}
        lead = f"{chunks[0]}{KEEP}" if chunks else ""
        found = [self._passages[name] for name in shown]
        places = [
            p.replace(" ", KEEP) if len(p) < _LONG else p
            for p in places_of(found, self._language, several=self._several)
        ]
        sources = sorted({self._outside[s] for evidence in said for s in evidence.sources})
        mark = semicolon(self._language).join([*places, *sources])
        return f"{text} [{(lead + mark).strip()}]".replace(f"{HOLLOW} ", HOLLOW)

    def _hollow(self, evidence: Evidence) -> str:
        return f"{KEEP}{self._numbered([evidence])}" if evidence.implied else ""

    def _numbered(self, said: Iterable[Evidence]) -> str:
        numbers = sorted({self._numbers[r] for evidence in said for r in evidence.reasons})
        return ",".join(f"{HOLLOW}{number}" for number in numbers)


def places_of(
    passages: Iterable[Passage], language: Language, *, several: bool, parts: bool = False
) -> list[str]:
    """Return passages as sheets and lines, one text a sheet.

    ``several`` says which report is meant, where more than one is; ``parts`` which passage of a
    line.
    """
    sheets: dict[tuple[str, int], set[str]] = {}
    for passage in sorted(passages, key=lambda p: (p.report, p.sheet, p.first_line)):
        sheets.setdefault((passage.report, passage.sheet), set()).add(_lines(passage, parts))
    found = []
    for (report, sheet), lines in sheets.items():
        text = say("sheet", language, n=sheet, lines=", ".join(sorted(lines, key=_number)))
        found.append(f"{report.partition(':')[2]}, {text}" if several else text)
    return found


def _lines(passage: Passage, parts: bool) -> str:
    lines = str(passage.first_line)
    if passage.last_line != passage.first_line:
        lines += f"–{passage.last_line}"
    return f"{lines}{_DOT}{passage.part}" if parts and passage.part else lines


def _number(lines: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", lines))
