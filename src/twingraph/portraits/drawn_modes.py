"""The figures of cities and another kind of things: two columns, and a line for each pair.

In: axes, and a table of who is linked with what. Out: marks on the axes, ordered so that few lines
cross. The same table gives the same drawing, in every language.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import category, east_asian_width

from twingraph.measures.model import Words
from twingraph.portraits.drawing import SMALL, Drawing, Pen
from twingraph.portraits.inks import BLUE, GOLD, GREY, INK, QUIET
from twingraph.portraits.modes import FEW

Pair = tuple[str, str]

_WIDTH: Final = 552
"""Points from edge to edge of the axes; the right column's labels have what the others leave."""
_BETWEEN: Final = 150
_BESIDE: Final = 9
_LETTER: Final = 5.7
"""Points of a letter, in the mean of those of a long label."""
_CITY: Final = 28
"""So many letters of a place's label have room."""
_PITCH: Final = 17
"""Points from one row to the next."""
_HEAD: Final = 24
_ROUNDS: Final = 24
_WIDEST: Final = 4
_MANY: Final = 40
"""Of more lines each is fainter, so that they read as flows."""


@dataclass(frozen=True)
class Mode:
    """The other kind of things: the table, what its column is called, its mark and colour."""

    table: str
    name: Words
    mark: str
    ink: str
    shape: Words


@dataclass(frozen=True)
class Columns:
    """What is drawn: the names of both columns from above, the pairs, and how many were left."""

    cities: tuple[str, ...]
    others: tuple[str, ...]
    pairs: Mapping[Pair, int]
    all_cities: int
    all_others: int


def columns(linked: Mapping[Pair, int]) -> Columns:
    """Return what is drawn of pairs and their numbers of links: the most connected, in order."""
    others = _first(Counter(other for _, other in sorted(linked)))
    kept = {pair: number for pair, number in sorted(linked.items()) if pair[1] in others}
    cities = _first(Counter(city for city, _ in kept))
    kept = {pair: number for pair, number in kept.items() if pair[0] in cities}
    left, right = arranged(kept)
    every = [len({pair[end] for pair in linked}) for end in (0, 1)]
    return Columns(left, right, kept, every[0], every[1])


def arranged(pairs: Iterable[Pair]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both columns in an order in which few lines cross: each row by its barycentre.

    Rows are put again and again at the mean of the rows to which they are tied; of all orders that
    come up the one with the fewest crossings is kept.
    """
    held = sorted(set(pairs))
    left = sorted({city for city, _ in held})
    right = sorted({other for _, other in held})
    best = (crossings(held, left, right), left, right)
    for _ in range(_ROUNDS):
        right = _by_mean(right, left, [(other, city) for city, other in held])
        left = _by_mean(left, right, held)
        crossed = crossings(held, left, right)
        if crossed < best[0]:
            best = (crossed, left, right)
    return tuple(best[1]), tuple(best[2])


def crossings(pairs: Iterable[Pair], left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many pairs of lines cross; lines that meet at a row do not."""
    above = {city: place for place, city in enumerate(left)}
    below = {other: place for place, other in enumerate(right)}
    ends: dict[int, list[int]] = {}
    for city, other in pairs:
        ends.setdefault(above[city], []).append(below[other])
    seen: list[int] = []
    crossed = 0
    for place in sorted(ends):
        crossed += sum(len(seen) - bisect_right(seen, end) for end in ends[place])
        for end in ends[place]:
            insort(seen, end)
    return crossed


def _by_mean(rows: list[str], fixed: list[str], pairs: Iterable[Pair]) -> list[str]:
    """Return rows by the mean place of those to which they are tied, else as they stood."""
    place = {name: number for number, name in enumerate(fixed)}
    ties: dict[str, list[int]] = {}
    for row, other in pairs:
        ties.setdefault(row, []).append(place[other])
    return sorted(rows, key=lambda row: sum(ties[row]) / len(ties[row]))


def _first(tied: Counter[str]) -> frozenset[str]:
    ranked = sorted(tied, key=lambda name: (-tied[name], name))
    return frozenset(ranked[:FEW])


def _drawn(pen: Pen, mode: Mode) -> Columns:
    return columns({(row["node"], row["who"]): row["links"] for row in pen.rows(mode.table)})


def _rows(drawn: Columns) -> int:
    return max(len(drawn.cities), len(drawn.others))


def _labels(names: Sequence[str], known: Mapping[str, str], room: float) -> list[str]:
    """Return the label of each row on one line; of two that are the same the second has a number.

    What was cut, and so may look like another, is whole in the table.
    """
    made: list[str] = []
    for name in names:
        whole = " ".join("".join(filter(_drawable, known[name])).split())
        text, number = _cut(whole, room), 1
        while text in made:
            number += 1
            behind = f" ({number})"
            text = _cut(whole, room - len(behind)) + behind
        made.append(text)
    return made


def _cut(text: str, room: float) -> str:
    """Return a text that has room, its end cut off where it has not."""
    if _letters(text) <= room:
        return text
    while text and _letters(text) > room - 1:
        text = text[:-1].rstrip()
    return f"{text}…"


def _letters(text: str) -> float:
    """Return how many letters wide a text is; capitals and East Asian letters are wider."""
    return sum(
        2 if east_asian_width(letter) in "WF" else 1.4 if letter.isupper() else 1 for letter in text
    )


def _drawable(letter: str) -> bool:
    """Say whether a letter can stand in SVG, which is XML: spaces, and no controls."""
    return letter.isspace() or category(letter) not in ("Cc", "Cn", "Cs")


def _draw(mode: Mode) -> Callable[[Any, Pen], None]:
    def draw(axes: Any, pen: Pen) -> None:
        drawn = _drawn(pen, mode)
        height = _rows(drawn)
        rows = pen.rows(mode.table)
        known = {row["node"]: _whole(pen, row["city"]) for row in rows}
        cities = _labels(drawn.cities, known, _CITY)
        longest = max(map(_letters, (*cities, _heads(pen, mode, drawn)[0])))
        left = 2 * _BESIDE + _LETTER * longest
        right = left + _BETWEEN
        known = {row["who"]: _whole(pen, row["name"]) for row in rows}
        others = _labels(drawn.others, known, (_WIDTH - right - _BESIDE) / _LETTER)
        at = {
            column: {name: (row + 0.5) * height / len(names) for row, name in enumerate(names)}
            for column, names in (("city", drawn.cities), ("name", drawn.others))
        }
        ink = 0.75 if len(drawn.pairs) <= _MANY else 0.5
        for (city, other), number in drawn.pairs.items():
            ends = [at["city"][city], at["name"][other]]
            width = min(number, _WIDEST)
            axes.plot([left, right], ends, color=GREY, lw=width, alpha=ink, zorder=1)
        for x, side, column, labels, mark, colour in (
            (left, -1, "city", cities, "o", BLUE),
            (right, 1, "name", others, mode.mark, mode.ink),
        ):
            for y, label in zip(at[column].values(), labels, strict=True):
                axes.plot([x], [y], mark, ms=6, color=colour, zorder=2)
                _write(axes, label, x, y, side)
        heads = _heads(pen, mode, drawn)
        _write(axes, heads[0], left, -0.7, -1, color=QUIET)
        _write(axes, heads[1], right, -0.7, 1, color=QUIET)
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(height, -_HEAD / _PITCH)
        axes.set_axis_off()

    return draw


def _heads(pen: Pen, mode: Mode, drawn: Columns) -> tuple[str, str]:
    """Return what each column is, and how many of how many are drawn."""
    return (
        _head(pen, pen.say("places", "lieux"), len(drawn.cities), drawn.all_cities),
        _head(pen, pen.made.say(mode.name), len(drawn.others), drawn.all_others),
    )


def _head(pen: Pen, name: str, shown: int, every: int) -> str:
    told = pen.number(every)
    if shown < every:
        told = pen.say("{} of {}", "{} sur {}").format(pen.number(shown), told)
    return pen.say(f"{name}: {told}", f"{name} : {told}")


def _write(axes: Any, text: str, x: float, y: float, side: int, color: str = INK) -> None:
    """Write a label beside its mark, to the left (-1) or to the right."""
    where = "left" if side > 0 else "right"
    axes.text(x + _BESIDE * side, y, text, ha=where, va="center", fontsize=SMALL, color=color)


def _whole(pen: Pen, name: str) -> str:
    """Return a thing's label in the page's language, uncut."""
    return pen.made.labels.get(name, name)


def _drawing(mode: Mode) -> Drawing:
    thicker = Words(
        "the thicker the line, the more links; rows are ordered so that few lines cross; what is "
        "cut is whole in the table.",
        "plus le trait est épais, plus il y a de liens ; les lignes sont ordonnées pour que peu de "
        "traits se croisent ; ce qui est coupé est entier dans le tableau.",
    )
    return Drawing(
        (mode.table,),
        lambda pen: 8 + _HEAD + _PITCH * _rows(_drawn(pen, mode)),
        Words(
            f"Circle: a city or another place; {mode.shape.en}; {thicker.en}",
            f"Rond : une ville ou un autre lieu ; {mode.shape.fr} ; {thicker.fr}",
        ),
        _draw(mode),
    )


MODES: Final = {
    "networks": Mode(
        *("cities-and-networks", Words("networks", "réseaux"), "s", GOLD),
        Words("square: a network", "carré : un réseau"),
    ),
    "persons": Mode(
        *("cities-and-persons", Words("persons", "personnes"), "^", INK),
        Words("triangle: a person", "triangle : une personne"),
    ),
    "events": Mode(
        *("cities-and-events", Words("events", "événements"), "D", INK),
        Words("diamond: an event", "losange : un événement"),
    ),
    "themes": Mode(
        *("cities-and-themes", Words("themes", "thèmes"), "p", INK),
        Words("pentagon: a theme", "pentagone : un thème"),
    ),
}

DRAWN: Final = {name: _drawing(mode) for name, mode in MODES.items()}
"""The drawings by name."""
