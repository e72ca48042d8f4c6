"""Source marks of an explanation: sheets and lines, sources, and hollow marks for the implied.

In: an explanation. Out: for each fact a short mark such as ``[sheet 3, l. 58]``, as the dossier
writes them, and the numbers of the reasons that marks refer to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from twingraph.explaining.model import Explanation, Ground, Passage
from twingraph.explaining.words import NBSP, say

HOLLOW: Final = "○"


class Marks:
    """The marks of one explanation."""

    def __init__(self, found: Explanation) -> None:
        self._language = found.language
        self._passages = {passage.id: passage for passage in found.passages}
        self._several = len({passage.report for passage in found.passages}) > 1
        self.reasons: dict[str, tuple[int, Ground]] = {}
        """The implying graphs with their numbers, in the order in which a reader meets them."""
        for grounds in _all_grounds(found):
            for ground in grounds:
                if ground.kind == "implied" and ground.graph not in self.reasons:
                    self.reasons[ground.graph] = len(self.reasons) + 1, ground

    def mark(self, grounds: Iterable[Ground]) -> str:
        """Return the mark of a fact; of what a passage says, nothing else is cited."""
        given = list(grounds)
        stated = [ground for ground in given if ground.kind in ("stated", "implied")]
        texts = list(dict.fromkeys(self._one(ground) for ground in stated or given))
        separator = f"{NBSP}; " if self._language == "fr" else "; "
        return f"[{separator.join(texts)}]" if texts else ""

    def place(self, passage: Passage) -> str:
        """Return where a passage stands: its sheet and lines."""
        if passage.first_line is None:
            return passage.id
        lines = str(passage.first_line)
        if passage.last_line not in (None, passage.first_line):
            lines += f"–{passage.last_line}"
        if passage.sheet is None:
            text = say("lines", self._language, lines=lines)
        else:
            text = say("sheet", self._language, n=passage.sheet, lines=lines)
        name = passage.report.partition(":")[2]
        return f"{name}, {text}" if self._several else text

    def places(self, ground: Ground) -> str:
        """Return the places of all passages that a graph rests on."""
        return "; ".join(
            dict.fromkeys(
                self.place(self._passages[name])
                for name in sorted(ground.passages, key=self._position)
            )
        )

    def _one(self, ground: Ground) -> str:
        if ground.kind == "implied":
            number, _ = self.reasons[ground.graph]
            return f"{HOLLOW}{number} {self.places(ground)}"
        if ground.kind == "stated":
            return self.places(ground)
        if ground.kind in ("structure", "ontology", "dates"):
            return say(f"{ground.kind}-mark", self._language)
        if ground.rows:
            row = say("row", self._language, n=", ".join(row.key for row in ground.rows))
            return f"{ground.source.label}, {row}"
        return ground.source.label

    def _position(self, name: str) -> tuple[str, int, int]:
        passage = self._passages[name]
        return passage.report, passage.first_line or 0, passage.from_character or 0


def _all_grounds(found: Explanation) -> Iterator[tuple[Ground, ...]]:
    yield found.grounds
    for near in found.near:
        yield near.grounds
    for step in found.steps:
        yield step.grounds
