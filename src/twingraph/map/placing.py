"""Where the nodes of a network stand: computed here, so that every page shows the same drawing.

In: the nodes' names and the edges between them, by position, each with a weight. Out: a position
for each node, in whole numbers. It draws nothing, and knows nothing of what the names stand for.

Connected parts are drawn one by one: a node that is tied to all others in the middle of rings; up
to some hundreds of nodes by ``stress``; more by ``forces``. The largest part stands in the middle,
the others go round it by size, and nodes without any edge stand in rows below. All is wider than
high, as pages are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from twingraph.map.packing import ASPECT, Drawing, Point, around, below, centred

Edge = tuple[int, int, float]

REACH: Final = 10_000
"""No position is farther than this from 0, to either side."""

_BY_STRESS: Final = 300
_STRONGEST: Final = 4.0
_ON_RING: Final = 24
_INNER: Final = 12
_ROOM: Final = 0.6  # along a ring, in lengths of an edge
_PAIR: Final = 0.7
_ROUND: Final = 1.1


@dataclass(frozen=True)
class _Part:
    """A connected part: its nodes in order, and its edges by position in these."""

    nodes: tuple[int, ...]
    edges: tuple[Edge, ...]

    @property
    def shape(self) -> tuple[int, tuple[Edge, ...]]:
        """What its drawing depends on: parts of one shape are drawn alike."""
        return len(self.nodes), self.edges


def place(nodes: Sequence[str], edges: Sequence[Edge]) -> list[tuple[int, int]]:
    """Return a position for each node, |x| and |y| at most 10,000, no two the same.

    An edge is the positions of two nodes and a weight above 0; of several between the same two the
    strongest counts, and an edge from a node to itself does not. A stronger edge is a shorter one.
    The same network gives the same positions, in whatever order its nodes and edges come, each
    edge either way round; nodes of one name are told apart by their order. That holds for one
    machine and one version of numpy; on others a position may differ where the last digit of a
    sum decides, which is made rare by rounding on the way. A node that changes its name may change
    its position.
    Raises ValueError for an edge to no node, and for a weight that is not above 0.
    """
    order = sorted(range(len(nodes)), key=lambda node: (nodes[node], node))
    parts = _parts(order, edges)
    lone = [part.nodes[0] for part in parts if len(part.nodes) == 1]
    tied = [part for part in parts if len(part.nodes) > 1]
    known: dict[tuple[int, tuple[Edge, ...]], Drawing] = {}
    for part in tied:
        if part.shape not in known:
            known[part.shape] = _drawn(part)
    drawings = around([known[part.shape] for part in tied])
    found: dict[int, Point] = {}
    for part, drawing in zip(tied, drawings, strict=True):
        found.update(zip(part.nodes, drawing, strict=True))
    found.update(zip(lone, below(list(found.values()), len(lone)), strict=True))
    return _whole([found[node] for node in range(len(nodes))], order)


def _parts(order: Sequence[int], edges: Iterable[Edge]) -> list[_Part]:
    """Return the connected parts, the largest first, of one size by their first nodes."""
    rank = {node: number for number, node in enumerate(order)}
    strongest: dict[tuple[int, int], float] = {}
    for one, other, weight in edges:
        if one not in rank or other not in rank or not 0 < weight < math.inf:
            raise ValueError(f"no edge: {(one, other, weight)}")
        first, second = sorted((rank[one], rank[other]))
        if first != second:
            strongest[first, second] = max(weight, strongest.get((first, second), 0.0))
    near: list[list[int]] = [[] for _ in order]
    for first, second in strongest:
        near[first].append(second)
        near[second].append(first)
    part_of, members = _reached(near), dict[int, list[int]]()
    for number, start in enumerate(part_of):
        members.setdefault(start, []).append(number)
    within: dict[int, list[Edge]] = {start: [] for start in members}
    at = {number: i for each in members.values() for i, number in enumerate(each)}
    for (first, second), weight in sorted(strongest.items()):
        within[part_of[first]].append((at[first], at[second], weight))
    found = [
        _Part(tuple(order[number] for number in each), tuple(within[start]))
        for start, each in members.items()
    ]
    return sorted(found, key=lambda part: -len(part.nodes))


def _reached(near: Sequence[Sequence[int]]) -> list[int]:
    """Return for each number the smallest from which it can be reached."""
    start = [-1] * len(near)
    for number in range(len(near)):
        waiting = [number] if start[number] < 0 else []
        while waiting:
            now = waiting.pop()
            if start[now] < 0:
                start[now] = number
                waiting += near[now]
    return start


def _drawn(part: _Part) -> Drawing:
    """Return the drawing of a part round (0, 0), an edge about 1 long."""
    if len(part.nodes) == 2:
        return [(-_PAIR / 2, 0.0), (_PAIR / 2, 0.0)]
    hub = _hub(part)
    return _computed(part) if hub is None else _ringed(part, hub)


def _hub(part: _Part) -> int | None:
    """Return the node that is tied to all others, if these have few ties among themselves."""
    number = len(part.nodes)
    if number < 4 or len(part.edges) > 1.5 * (number - 1):
        return None
    degree = [0] * number
    for one, other, _ in part.edges:
        degree[one] += 1
        degree[other] += 1
    most = max(range(number), key=lambda node: degree[node])
    return most if degree[most] == number - 1 else None


def _ringed(part: _Part, hub: int) -> Drawing:
    """Return a drawing with one node in the middle; who is tied besides stands side by side."""
    others = _neighbourly(part, hub)
    rings = 1
    while len(others) > _ON_RING and _INNER * rings * (rings + 1) // 2 < len(others):
        rings += 1
    slots: list[tuple[float, int]] = []
    for ring in range(1, rings + 1):
        # As many on each ring as it is long, the last takes what is left.
        count = len(others) * ring * (ring + 1) // (rings * (rings + 1)) - len(slots)
        slots += [((step + 0.5 * (ring % 2)) / count, ring) for step in range(count)]
    first = max(1.0, min(len(others), _ON_RING) * _ROOM / (2 * math.pi))
    drawing = [(0.0, 0.0)] * len(part.nodes)
    for node, (share, ring) in zip(others, sorted(slots), strict=True):
        angle, far = 2 * math.pi * share, first + (ring - 1) * _ROOM
        drawing[node] = (ASPECT * far * math.sin(angle), -far * math.cos(angle))
    return drawing


def _neighbourly(part: _Part, hub: int) -> list[int]:
    """Return all but the hub, what is tied beyond it in runs (by Cuthill and McKee)."""
    near: dict[int, list[int]] = {node: [] for node in range(len(part.nodes)) if node != hub}
    for one, other, _ in part.edges:
        if hub not in (one, other):
            near[one].append(other)
            near[other].append(one)
    ordered: dict[int, None] = {}
    groups = _reached([near.get(node, []) for node in range(len(part.nodes))])
    ends: dict[int, int] = {}
    for node in near:
        best = ends.setdefault(groups[node], node)
        if len(near[node]) < len(near[best]):
            ends[groups[node]] = node
    for start in ends.values():
        waiting = [start]
        for node in waiting:  # grows while it is read
            if node not in ordered:
                ordered[node] = None
                waiting += sorted(near[node], key=lambda each: (len(near[each]), each))
    return list(ordered)


def _computed(part: _Part) -> Drawing:
    """Return a drawing by ``stress`` or, of many nodes, by ``forces``."""
    import numpy as np

    number = len(part.nodes)
    ends = np.array([edge[:2] for edge in part.edges], dtype=np.int64)
    weights = np.array([edge[2] for edge in part.edges])
    weights = np.clip(weights, 1 / _STRONGEST, _STRONGEST)
    if number <= _BY_STRESS:
        from twingraph.map.stress import stress_layout

        positions = stress_layout(number, ends, 1 / np.sqrt(weights))
    else:
        from twingraph.map.forces import force_layout

        positions = force_layout(number, ends, weights)
    return _lying([(float(x), float(y)) for x, y in positions])


def _lying(drawing: Drawing) -> Drawing:
    """Turn a drawing so that it is wider than high; one that is about round stays as it is."""
    number = len(drawing)
    mean_x, mean_y = (math.fsum(axis) / number for axis in zip(*drawing, strict=True))
    moved = [(x - mean_x, y - mean_y) for x, y in drawing]
    xx, yy, xy = (
        math.fsum(values) for values in zip(*((x * x, y * y, x * y) for x, y in moved), strict=True)
    )
    middle, spread = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    if middle + spread < _ROUND**2 * (middle - spread):
        return centred(moved)
    angle = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return centred([(x * cos + y * sin, y * cos - x * sin) for x, y in moved])


def _whole(points: Sequence[Point], order: Sequence[int]) -> list[tuple[int, int]]:
    """Return whole numbers about 0 as large as allowed, each node on a spot of its own."""
    if not points:
        return []
    middle = centred(points)
    far = max(max(abs(x), abs(y)) for x, y in middle)
    scale = REACH / far if far else 0.0
    found = [(0, 0)] * len(points)
    taken: set[tuple[int, int]] = set()
    for node in order:
        x, y = (round(value * scale) for value in middle[node])
        found[node] = next(spot for spot in _spots(x, y) if spot not in taken)
        taken.add(found[node])
    return found


def _spots(x: int, y: int) -> Iterable[tuple[int, int]]:
    """Yield a spot, then those about it that are allowed, ever farther."""
    yield x, y
    for far in range(1, 2 * REACH):
        for step in range(-far, far + 1):
            for spot in ((x + step, y - far), (x + far, y + step), (x - step, y + far)):
                if max(map(abs, spot)) <= REACH:
                    yield spot
