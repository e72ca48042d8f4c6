"""Putting drawings together on a page: one in the middle, others round it, single nodes below.

In: drawings, each a list of points about (0, 0), in the same unit. Out: the same drawings moved, so
that none overlaps another and the whole is about as wide and high as a page. It draws nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
Drawing = list[Point]

ASPECT: Final = 1.5
"""A page's width over its height."""

_WIDEST: Final = 4 / 3
_GAP: Final = 0.5
_ROW: Final = (1.2, 0.6)  # between nodes in rows: names are wide
_BELOW: Final = 0.8
_BENDS: Final = 720


def centred(drawing: Sequence[Point]) -> Drawing:
    """Return a drawing with the middle of its extent at (0, 0)."""
    (left, right), (top, bottom) = ((min(a), max(a)) for a in zip(*drawing, strict=True))
    return [(x - (left + right) / 2, y - (top + bottom) / 2) for x, y in drawing]


def around(drawings: Sequence[Drawing]) -> list[Drawing]:
    """Return the drawings, the first in the middle and the others round it on ellipses, in order.

    The first is stretched towards the page's shape. To lose no room, the largest come first.
    """
    if not drawings:
        return []
    placed = [_widened(drawings[0])]
    height = max(math.hypot(x / ASPECT, y) for x, y in placed[0])
    width = ASPECT * height
    while len(placed) < len(drawings):
        waiting = drawings[len(placed) :]
        radii = [max(math.hypot(*point) for point in drawing) + _GAP for drawing in waiting]
        thick = max(radii)
        path = _ellipse(width + thick, height + thick)
        fitting, used = 0, 0.0
        while fitting < len(waiting) and used + 2 * radii[fitting] <= path[-1][0]:
            used += 2 * radii[fitting]
            fitting += 1
        fitting = max(1, fitting)
        spare, along = (path[-1][0] - used) / fitting, -radii[0]
        for drawing, radius in zip(waiting[:fitting], radii, strict=False):
            to_x, to_y = _at(path, (along + radius) % path[-1][0])
            placed.append([(x + to_x, y + to_y) for x, y in drawing])
            along += 2 * radius + spare
        width, height = width + 2 * thick, height + 2 * thick
    return placed


def below(taken: Sequence[Point], number: int) -> Drawing:
    """Return places for so many single nodes, in rows below what is there, and as wide."""
    wide, high = _ROW
    left, right, top = 0.0, 0.0, 0.0
    if taken:
        left, right = min(x for x, _ in taken), max(x for x, _ in taken)
        top = max(y for _, y in taken) + _BELOW
    square = math.ceil(math.sqrt(number * ASPECT * high / wide))
    columns = max(1, square, int((right - left) / wide) + 1)
    found = []
    for each in range(number):
        row, column = divmod(each, columns)
        held = min(columns, number - row * columns)
        found.append(
            ((left + right) / 2 + (column - (held - 1) / 2) * wide, top + row * high),
        )
    return found


def _widened(drawing: Sequence[Point]) -> Drawing:
    """Return a drawing stretched towards the page's shape, by a third at most."""
    xs, ys = zip(*drawing, strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    stretch = min(_WIDEST, max(1.0, ASPECT * height / width)) if width else 1.0
    return [(x * stretch, y) for x, y in drawing]


def _ellipse(width: float, height: float) -> list[tuple[float, Point]]:
    """Return points of an ellipse, from the right, each after how far along it they are."""
    angles = [2 * math.pi * bend / _BENDS for bend in range(_BENDS + 1)]
    points = [(width * math.cos(angle), height * math.sin(angle)) for angle in angles]
    path, along = [(0.0, points[0])], 0.0
    for before, after in pairwise(points):
        along += math.dist(before, after)
        path.append((along, after))
    return path


def _at(path: Sequence[tuple[float, Point]], along: float) -> Point:
    """Return the point so far along a path."""
    after = min(bisect_right(path, along, key=lambda bend: bend[0]), len(path) - 1)
    (start, (x, y)), (end, (next_x, next_y)) = path[after - 1], path[after]
    share = (along - start) / (end - start)
    return x + share * (next_x - x), y + share * (next_y - y)
