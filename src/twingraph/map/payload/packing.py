"""How the details are packed: each text once, lines as short lists, both languages side by side.

In: records as web/src/data/payload.ts has them (``Detail``). Out: ``PackedRecord`` of that file,
which web/src/data/unpack.ts unfolds. Nothing is lost: the packing is what keeps the page small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from twingraph.map.payload.naming import LANGUAGES

BASES: Final = ("", "implied", "inferred")
_NONE: Final = -1

Record = Mapping[str, Any]
Records = Mapping[str, Record]


class TextTable:
    """Texts in all languages, each combination once, in the order in which it is asked for."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, ...], int] = {}
        self._by_language: list[dict[str, int]] = [{} for _ in LANGUAGES]

    def of(self, told: Sequence[str]) -> int:
        """Return the position of a text that is told in each language, in their order."""
        key = tuple(told)
        if key not in self._at:
            self._at[key] = len(self._at)
            for known, text in zip(self._by_language, key, strict=True):
                known.setdefault(text, self._at[key])
        return self._at[key]

    def both(self, text: str) -> int:
        """Return the position of a text that is the same in all languages."""
        return self.of([text for _ in LANGUAGES])

    def alone(self, text: str, language: int) -> int:
        """Return a position at which a text stands in one language, whatever it is in others."""
        known = self._by_language[language].get(text)
        return self.both(text) if known is None else known

    def columns(self) -> dict[str, list[str | int]]:
        """Return the texts by language; 0 where one is the first language's."""
        return {
            tag: [key[at] if at == 0 or key[at] != key[0] else 0 for key in self._at]
            for at, tag in enumerate(LANGUAGES)
        }


def differences(column: Sequence[int]) -> list[int]:
    """Return the first number of a column, and what each further one adds to the one before."""
    return [*column[:1], *(after - before for before, after in pairwise(column))]


def packed(records: Mapping[str, Records], texts: TextTable) -> dict[str, list[Any]]:
    """Return records by id, each for all languages at once: class, title, what stands under it.

    Then its sections and its life. A section has its key, its heading, and one list of lines where
    all languages say the same in the same order, else one for each.
    """
    told = [records[tag] for tag in LANGUAGES]
    links = {name: position for position, name in enumerate(told[0])}
    trees = [_Tree(links, held) for held in told]
    made = {}
    later = []
    for name in links:
        heads = [
            [one["type"], one["title"], one.get("under", "")]
            for one in (held[name] for held in told)
        ]
        lives = [tree.life(held[name]) for tree, held in zip(trees, told, strict=True)]
        sections: list[Any] = []
        for key, headings, lines in _side_by_side([held[name] for held in told]):
            shapes = [
                [tree.line(one) for one in each] for tree, each in zip(trees, lines, strict=True)
            ]
            row: list[Any] = [texts.both(key), texts.of(headings)]
            if all(_shape(one) == _shape(shapes[0]) for one in shapes):
                row.append(_together(shapes, texts))
            else:
                later.append((row, shapes))
            sections.append(row)
        made[name] = [*_together(heads, texts), sections]
        if lives[0]:
            made[name].append(_together(lives, texts))
    # What is told side by side is numbered by now: a text alone may be one of these.
    for row, shapes in later:
        row += [_apart(shape, language, texts) for language, shape in enumerate(shapes)]
    return made


def _side_by_side(told: Sequence[Record]) -> list[tuple[str, list[str], list[Any]]]:
    """Return sections by key, with their headings and lines in each language; none is empty."""
    by_key = [{section["key"]: section for section in one["sections"]} for one in told]
    found = []
    for key in dict.fromkeys(key for held in by_key for key in held):
        some = next(held[key] for held in by_key if key in held)
        each = [held.get(key, {**some, "lines": []}) for held in by_key]
        found.append((key, [one["heading"] for one in each], [one["lines"] for one in each]))
    return found


class _Tree:
    """Writes lines as lists, in which texts stand as they are and all else is numbers.

    Texts are numbered later: where one can stand, no other number from 0 on does.
    """

    def __init__(self, links: Mapping[str, int], records: Records) -> None:
        self._links = links
        self._records = records

    def line(self, line: Record) -> list[Any]:
        """Return a line's parts, evidence, basis, progress, proof and what stands below it.

        Numbers are one more than in the record, so that nothing is 0, and what ends a list in 0s
        is left out.
        """
        row: list[Any] = [
            [self._part(part) for part in line["t"]],
            packed_evidence(line.get("e", {})),
            BASES.index(line.get("basis", "")),
            line.get("progress", _NONE) + 1,
            line.get("proof", _NONE) + 1,
            [self.line(one) for one in line.get("under", ())] or 0,
        ]
        while row[-1] == 0:
            row.pop()
        return row

    def life(self, record: Record) -> list[Any]:
        """Return the rows of a record's life."""
        return [
            [
                *(row[key] for key in ("id", "label", "mark", "progress", "start", "end")),
                int(row.get("computed", False)),
                [[step["year"], step["label"], step["progress"]] for step in row["steps"]],
            ]
            for row in record.get("life", ())
        ]

    def _part(self, part: str | Sequence[str]) -> Any:
        """Return a text, or a link: below 0 one that says the record's title, else a pair."""
        if isinstance(part, str):
            return part
        to, text = part
        at = self._links[to]
        return -1 - at if self._records[to]["title"] == text else [at, text]


def packed_evidence(cited: Record) -> Any:
    """Return one passage as its position and one, else up to three lists, 0 for nothing."""
    lists = [list(cited.get(key, ())) for key in "prv"]
    if not any(lists):
        return 0
    while not lists[-1]:
        lists.pop()
    return lists[0][0] + 1 if len(lists) == 1 and len(lists[0]) == 1 else lists


def _shape(tree: Any) -> Any:
    """Return a tree without its texts."""
    if isinstance(tree, list):
        return [_shape(one) for one in tree]
    return "" if isinstance(tree, str) else tree


def _together(trees: Sequence[Any], texts: TextTable) -> Any:
    """Return trees of one shape as one, each text by the position of what all say there."""
    first = trees[0]
    if isinstance(first, list):
        return [_together(one, texts) for one in zip(*trees, strict=True)]
    return texts.of(trees) if isinstance(first, str) else first


def _apart(tree: Any, language: int, texts: TextTable) -> Any:
    """Return a tree with the positions of its texts."""
    if isinstance(tree, list):
        return [_apart(one, language, texts) for one in tree]
    return texts.alone(tree, language) if isinstance(tree, str) else tree
