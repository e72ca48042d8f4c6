"""Where things stand in a drawing: groups in sectors of an ellipse about a centre.

In: groups of names, in order, and the ellipse's radii. Out: whole-number positions, the same for
the same input. It draws nothing, and knows nothing of what the names stand for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

Position = tuple[int, int]

_STEP_OUT: Final = 0.34
_SAMPLES: Final = 1440
_GAP: Final = 0.45


def ring(
    groups: Sequence[Sequence[str]], radius_x: int, radius_y: int, *, space: int, bottom: int = 0
) -> dict[str, Position]:
    """Return a position for each name, clockwise about (0, 0), a gap between the groups.

    ``space`` is what a name needs along the ring. The group numbered ``bottom`` stands in the
    middle below. What does not fit on one ellipse is spread over further ones outside it, each
    group still in its own sector.
    """
    slots = _slots([len(group) for group in groups])
    total = sum(len(group) for group in groups) + _GAP * sum(bool(group) for group in groups)
    if not slots:
        return {}
    middle = _middle([len(group) for group in groups], bottom)
    places = _places(total, radius_x, radius_y, space)
    found: dict[str, Position] = {}
    names = [name for group in groups for name in group]
    for name, slot in zip(names, slots, strict=True):
        share = ((slot - middle) / total) % 1.0
        # The nearest free place at or after the name's share of the way round.
        found[name] = places[min(int(share * len(places) + 0.5), len(places)) % len(places)]
    return _apart(found, names, places)


def _slots(sizes: Sequence[int]) -> list[float]:
    """Return how far round each name stands, in units of one name, gaps counted in."""
    slots, at = [], 0.0
    for size in sizes:
        slots += [at + step for step in range(size)]
        at += size + (_GAP if size else 0)
    return slots


def _middle(sizes: Sequence[int], group: int) -> float:
    """Return the slot in the middle of a group."""
    before = sum(size + (_GAP if size else 0) for size in sizes[:group])
    return before + (sizes[group] - 1) / 2 if sizes else 0.0


def _places(total: float, radius_x: int, radius_y: int, space: int) -> list[Position]:
    """Return places on as many ellipses as are needed, clockwise from below."""
    capacities = [int(_perimeter(radius_x, radius_y) / space)]
    while sum(capacities) < total:
        scale = 1 + _STEP_OUT * len(capacities)
        capacities.append(int(_perimeter(radius_x * scale, radius_y * scale) / space))
    if len(capacities) == 1:
        # Fine steps: on a single ring the gaps between groups are to be seen.
        return _on_ellipse(radius_x, radius_y, _SAMPLES)
    spread = []
    for step, capacity in enumerate(capacities):
        scale = 1 + _STEP_OUT * step
        points = _on_ellipse(round(radius_x * scale), round(radius_y * scale), capacity)
        spread += [(number / len(points), step, point) for number, point in enumerate(points)]
    return [point for _, _, point in sorted(spread)]


def _perimeter(a: float, b: float) -> float:
    """Return an ellipse's perimeter (Ramanujan's first approximation)."""
    return math.pi * (3 * (a + b) - math.sqrt((3 * a + b) * (a + 3 * b)))


def _on_ellipse(radius_x: int, radius_y: int, number: int) -> list[Position]:
    """Return points at equal distances along an ellipse, clockwise on a screen from below."""
    points = [
        (
            -radius_x * math.sin(2 * math.pi * step / _SAMPLES),
            radius_y * math.cos(2 * math.pi * step / _SAMPLES),
        )
        for step in range(_SAMPLES + 1)
    ]
    lengths = [0.0]
    for (x, y), (next_x, next_y) in pairwise(points):
        lengths.append(lengths[-1] + math.hypot(next_x - x, next_y - y))
    found, at = [], 0
    for step in range(number):
        wanted = lengths[-1] * step / number
        while lengths[at] < wanted:
            at += 1
        found.append((round(points[at][0]), round(points[at][1])))
    return found


def _apart(
    found: dict[str, Position], names: Sequence[str], places: Sequence[Position]
) -> dict[str, Position]:
    """Move whoever shares a place to the next free one."""
    taken: set[Position] = set()
    apart: dict[str, Position] = {}
    index = {place: number for number, place in reversed(list(enumerate(places)))}
    for name in names:
        at = index[found[name]]
        while places[at % len(places)] in taken:
            at += 1
        apart[name] = places[at % len(places)]
        taken.add(apart[name])
    return apart
