"""From a dossier's blocks to the lines of a record: links, evidence, and what stands below what.

In: blocks of pieces. Out: ``Line`` and ``Section`` of web/src/data/payload.ts. A piece that names a
thing with a record of its own becomes a link; any other is text. It words nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from twingraph.dossiers.marks import Block, Piece
from twingraph.dossiers.model import Evidence
from twingraph.map.payload.citing import Citing, inferred
from twingraph.map.payload.ties import progress_of

Line = dict[str, Any]
Section = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Words:
    """The language's words for what is so, and for what is only implied beside what is stated."""

    yes: str
    implied: str


class Lines:
    """Makes lines in which things are linked to their records."""

    def __init__(
        self,
        citing: Citing,
        records: Mapping[str, str],
        proof: Callable[[str, str, str], int],
        words: Words,
    ) -> None:
        """Take what is cited, the records' ids by thing, and where a triple's proof stands."""
        self._words = words
        self._citing = citing
        self._records = records
        self._proof = proof

    def sections(self, blocks: Iterable[Block]) -> dict[str, Section]:
        """Return the sections that headings open, by key, without those that hold nothing."""
        found: dict[str, Section] = {}
        held: list[Block] = []
        for block in blocks:
            if block.kind == "heading":
                held = []
                heading = "".join(piece.text for piece in block.pieces)
                found[block.key] = {"key": block.key, "heading": heading, "lines": held}
            elif found:
                held.append(block)
        made = {key: {**one, "lines": self.lines(one["lines"])} for key, one in found.items()}
        return {key: one for key, one in made.items() if one["lines"]}

    def lines(self, blocks: Iterable[Block]) -> list[Line]:
        """Return blocks as lines: items below their items, and those below their subheadings."""
        found: list[Line] = []
        at = [found]
        for block in blocks:
            line = self.line(self._without_yes(block.pieces), block.status)
            if block.kind in ("subheading", "note"):
                found.append(line)
                at = [line.setdefault("under", [])] if block.kind == "subheading" else [found]
            else:
                del at[block.level + 1 :]
                at[-1].append(line)
                at.append(line.setdefault("under", []))
        _prune(found)
        return found

    def line(self, pieces: Sequence[Piece], status: str = "", thing: str = "") -> Line:
        """Return pieces as one line; what of it follows by rule stands below it, with its proof."""
        following = [piece for piece in pieces if piece.follows]
        stated = _without(pieces, following)
        line: Line = {"t": self._parts(self._marked(stated), thing), **self._basis(stated)}
        if status:
            line["progress"] = progress_of(status)
        for piece in following:
            if piece.follows:
                proof = self._proof(*piece.follows)
                below = {"t": [piece.text], "basis": "inferred", "proof": proof}
                line.setdefault("under", []).append(below)
        return line

    def _without_yes(self, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Return what is only said to be so as the thing itself: "signed by both heads"."""
        if len(pieces) == 3 and pieces[2].text == self._words.yes:
            return (dataclasses.replace(pieces[0], evidence=pieces[2].evidence),)
        return pieces

    def _marked(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return pieces with a word behind those that are only implied, where others are stated."""
        said = list(_evidence(pieces))
        if all(map(_implied, said)) or not any(map(_implied, said)):
            return list(pieces)
        return [marked for piece in pieces for marked in self._by_implication(piece)]

    def _by_implication(self, piece: Piece) -> Iterator[Piece]:
        said = list(_evidence(piece.parts))
        if said:
            parts = [marked for part in piece.parts for marked in self._by_implication(part)]
            yield dataclasses.replace(piece, parts=tuple(parts))
        else:
            yield piece
            said_so = self._words.implied in piece.text
            if piece.evidence is not None and _implied(piece.evidence) and not said_so:
                yield Piece(f" ({self._words.implied})")

    def _parts(self, pieces: Iterable[Piece], but: str) -> list[Any]:
        """Return text and links, neighbouring texts as one."""
        found: list[Any] = []
        for piece in _leaves(pieces):
            to = self._records.get(piece.thing or "")
            if to and piece.text and piece.thing != but:
                found.append([to, piece.text])
            elif found and isinstance(found[-1], str):
                found[-1] += piece.text
            elif piece.text:
                found.append(piece.text)
        return found

    def _basis(self, pieces: Iterable[Piece]) -> dict[str, Any]:
        said = list(_evidence(pieces))
        cited = self._citing.evidence(said)
        found: dict[str, Any] = {"e": cited} if cited else {}
        if said and all(one.implied for one in said):
            wholly = all(inferred(name) for one in said for name in one.reasons)
            found["basis"] = "inferred" if wholly else "implied"
        return found


def _without(pieces: Sequence[Piece], left_out: Sequence[Piece]) -> list[Piece]:
    """Return pieces without some, each with the separator before it."""
    found: list[Piece] = []
    for piece in pieces:
        if piece in left_out:
            found.pop()
        else:
            found.append(piece)
    return found


def _leaves(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.parts:
            yield from _leaves(piece.parts)
        else:
            yield piece


def _evidence(pieces: Iterable[Piece]) -> Iterator[Evidence]:
    for piece in pieces:
        if piece.evidence is not None:
            yield piece.evidence
        yield from _evidence(piece.parts)


def _implied(one: Evidence) -> bool:
    """Say whether passages only imply it; what follows by rule has proofs to say so."""
    return one.implied and not all(inferred(name) for name in one.reasons)


def _prune(lines: Iterable[Line]) -> None:
    """Drop the lists of what stands below where nothing does."""
    for line in lines:
        if "under" in line:
            _prune(line["under"])
            if not line["under"]:
                del line["under"]
