"""The diagram of the main classes, drawn from the axioms: SVG inside the page.

In: a `Reference`. Out: an SVG whose boxes are classes (links to their entries), whose arrows are
subclass axioms and the object properties with a domain and a range in the drawing. Where the boxes
stand is chosen here; what is joined is not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

from twingraph.prefixes import PREFIXES
from twingraph.reference.markup import Html, join, tag
from twingraph.reference.model import Expression, Reference, Term, Text

# Column and row of each class, chosen so that no arrow runs through a box.
PLACES: Final[dict[str, tuple[int, int]]] = {
    "Claim": (0, 0),
    "Place": (1, 0),
    "Network": (2, 0),
    "Membership": (3, 0),
    "Relation": (0, 1),
    "Territory": (1, 1),
    "Organisation": (2, 1),
    "Event": (3, 1),
    "Participation": (4, 1),
    "Report": (0, 2),
    "City": (1, 2),
    "Agent": (2, 2),
    "Signature": (3, 2),
    "Office": (4, 2),
    "Passage": (0, 3),
    "Agreement": (2, 3),
    "Person": (3, 3),
    "OfficeHolding": (4, 3),
    "EvidenceGraph": (0, 4),
    "Step": (2, 4),
}
_COLUMN: Final = 208
_ROW: Final = 116
BOX: Final = (136, 44)
_MARGIN: Final = 12
_LINE: Final = 14
_CHARACTER: Final = 6.3
_HEAD: Final = 9
# Where on its arrow a label may stand, the best place first.
_PARTS: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_BESIDE: Final = 46
_ABOVE: Final = 15

Point = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """A line between two classes: properties one way, or a subclass and what is above it."""

    start: str
    end: str
    properties: tuple[str, ...]
    shift: float = 0
    """How far it runs beside the line between the two centres, where several do."""


def arrows(reference: Reference) -> list[Arrow]:
    """Return the arrows that the axioms ask for; those between the same two classes run apart."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term in _joining(reference):
        if term.domain is None or term.range is None or term.status:
            continue
        for start in _drawn(term.domain):
            for end in _drawn(term.range):
                if start != end:
                    found[start, end].append(term.name)
    lines = [Arrow(start, end, tuple(names)) for (start, end), names in found.items()]
    lines += [
        Arrow(name, upper, ())
        for name in PLACES
        for above in _above(reference, name)
        for upper in _drawn(above)
    ]
    beside: dict[frozenset[str], list[Arrow]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (-len(line.properties), line.start, line.end)):
        beside[frozenset((line.start, line.end))].append(line)
    return [
        replace(line, shift=_shift(line, group, number))
        for group in beside.values()
        # Labels to both sides, what has none between them.
        for number, line in enumerate([group[0], *reversed(group[1:])])
    ]


def _above(reference: Reference, name: str) -> tuple[Expression, ...]:
    term = reference.by_iri.get(PREFIXES["tg"] + name)
    return term.above if term else ()


def _joining(reference: Reference) -> list[Term]:
    return [t for t in reference.properties if t.sort == "object" and not t.deprecated]


def _shift(line: Arrow, group: list[Arrow], number: int) -> float:
    """Return how far a line stands from the middle of its group, seen from its start."""
    upright = PLACES[line.start][0] == PLACES[line.end][0]
    shift = (number - (len(group) - 1) / 2) * (_BESIDE if upright else _ABOVE)
    # What runs back sees the same side as the other one.
    return shift if line.start <= line.end else -shift


def _drawn(expression: Expression) -> list[str]:
    parts = expression.parts if expression.operator == "or" else (expression,)
    names = (part.name.removeprefix(PREFIXES["tg"]) for part in parts if not part.operator)
    return [name for name in names if name in PLACES]


def loops(reference: Reference) -> dict[str, list[str]]:
    """Return the properties that join a drawn class to itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in _joining(reference):
        if term.domain and term.range:
            for name in set(_drawn(term.domain)) & set(_drawn(term.range)):
                found[name].append(term.name)
    return dict(sorted(found.items()))


def centre(name: str) -> Point:
    """Return where the middle of a class's box stands."""
    column, row = PLACES[name]
    return (
        _MARGIN + BOX[0] / 2 + column * _COLUMN,
        _MARGIN + BOX[1] / 2 + row * _ROW,
    )


def ends(arrow: Arrow) -> tuple[Point, Point]:
    """Return where an arrow leaves one box and meets the other."""
    (x0, y0), (x1, y1) = centre(arrow.start), centre(arrow.end)
    length = math.hypot(x1 - x0, y1 - y0)
    aside = (-(y1 - y0) / length * arrow.shift, (x1 - x0) / length * arrow.shift)
    first, last = (x0 + aside[0], y0 + aside[1]), (x1 + aside[0], y1 + aside[1])
    return _leaving(first, last, (x0, y0)), _leaving(last, first, (x1, y1))


def _leaving(inside: Point, outside: Point, middle: Point) -> Point:
    """Return where the line from a point inside a box to one outside crosses the box's edge."""
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    steps = []
    for delta, at, half, mid in (
        (dx, inside[0], BOX[0] / 2, middle[0]),
        (dy, inside[1], BOX[1] / 2, middle[1]),
    ):
        if delta:
            edge = mid + math.copysign(half, delta)
            steps.append((edge - at) / delta)
    step = min(step for step in steps if step >= 0)
    return inside[0] + dx * step, inside[1] + dy * step


Label = tuple[Point, float, float]
"""The middle of a label, its width and its height."""


def labels(lines: list[Arrow]) -> dict[Arrow, Label]:
    """Return where the labels stand: on their arrows, beside each other and beside the boxes.

    Short arrows come first, for they leave the least choice.
    """
    boxes = [(centre(name), float(BOX[0]), float(BOX[1])) for name in PLACES]
    found: dict[Arrow, Label] = {}
    for line in sorted(lines, key=lambda line: (math.dist(*ends(line)), line.start, line.end)):
        if line.properties:
            choices = [_label_at(line, part) for part in _PARTS]
            found[line] = min(
                choices,
                key=lambda label: sum(
                    _overlap(label, other) for other in (*boxes, *found.values())
                ),
            )
    return found


def _label_at(arrow: Arrow, part: float) -> Label:
    (x0, y0), (x1, y1) = ends(arrow)
    width = max(map(len, arrow.properties)) * _CHARACTER + 4
    middle = (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
    return middle, width, len(arrow.properties) * _LINE


def _overlap(one: Label, other: Label) -> float:
    """Return the area that two rectangles share."""
    (x0, y0), w0, h0 = one
    (x1, y1), w1, h1 = other
    across = min(x0 + w0 / 2, x1 + w1 / 2) - max(x0 - w0 / 2, x1 - w1 / 2)
    down = min(y0 + h0 / 2, y1 + h1 / 2) - max(y0 - h0 / 2, y1 - h1 / 2)
    return max(across, 0) * max(down, 0)


def diagram(reference: Reference, title: Text) -> Html:
    """Return the drawing."""
    columns = max(column for column, _ in PLACES.values())
    rows = max(row for _, row in PLACES.values())
    width = 2 * _MARGIN + BOX[0] + columns * _COLUMN
    height = 2 * _MARGIN + BOX[1] + rows * _ROW
    lines = arrows(reference)
    return tag(
        "svg",
        [_line(line) for line in lines],
        [_box(name, reference) for name in PLACES if PREFIXES["tg"] + name in reference.by_iri],
        [_label(line.properties, label) for line, label in labels(lines).items()],
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=f"{title.en} / {title.fr}",
    )


def _line(arrow: Arrow) -> Html:
    (x0, y0), (x1, y1) = ends(arrow)
    length = math.hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    bx, by = x1 - ux * _HEAD, y1 - uy * _HEAD
    wing = _HEAD / 2
    corners = [(x1, y1), (bx - uy * wing, by + ux * wing), (bx + uy * wing, by - ux * wing)]
    kind = "property" if arrow.properties else "subclass"
    path = "M" + " ".join(f"{_n(x)} {_n(y)}" for x, y in corners) + "z"
    return join(
        tag("line", class_=kind, x1=_n(x0), y1=_n(y0), x2=_n(bx), y2=_n(by)),
        tag("path", class_=f"head {kind}", d=path),
    )


def _box(name: str, reference: Reference) -> Html:
    x, y = centre(name)
    label = reference.by_iri[PREFIXES["tg"] + name].label
    texts = [
        tag("text", text, x=_n(x), y=_n(y + 15), class_="label", lang=language)
        for language, text in (("en", label.en), ("fr", label.fr))
        if text.casefold() != name.casefold()
    ]
    return tag(
        "a",
        tag(
            "rect",
            x=_n(x - BOX[0] / 2),
            y=_n(y - BOX[1] / 2),
            width=BOX[0],
            height=BOX[1],
            rx=6,
        ),
        tag("text", name, x=_n(x), y=_n(y - 2), class_="name"),
        texts,
        href=f"#{name}",
    )


def _label(properties: tuple[str, ...], label: Label) -> Html:
    (x, y), _, height = label
    top = y - height / 2 + _LINE - 4
    return join(
        tag("a", tag("text", name, x=_n(x), y=_n(top + i * _LINE), class_="edge"), href=f"#{name}")
        for i, name in enumerate(properties)
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
