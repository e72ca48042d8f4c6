"""Drawing a large connected graph: what is tied together comes together, all else keeps apart.

In: the number of nodes and the edges, each with a strength. Out: an array of positions in which no
two nodes are nearer than `SPACING`. The graph is made smaller again and again by joining each node
to the one that it is tied to most; the smallest is drawn by ``stress``, and each larger one starts
from that before it. Everything pushes everything else away by the t-distribution's force, which is
felt near by and far off fades; the sum over all nodes is a convolution on a grid, so that a round
takes some milliseconds for 20,000 nodes. It knows no names.

Papers: F. Zhong et al., Force-directed graph layouts revisited: a new force based on the
t-distribution (2023); G. C. Linderman et al., Fast interpolation-based t-SNE (2019), for the grid;
C. Walshaw, A multilevel algorithm for force-directed graph drawing (2003); A. Noack, Modularity
clustering is force-directed layout (2009), for masses that are degrees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from twingraph.map.stress import Floats, Ints, stress_layout

SPACING: Final = 0.5
"""The least distance between two nodes."""

_SMALLEST: Final = 30
_LEVELS: Final = 40
_ROUNDS: Final = 90
_PULL: Final = (6.0, 3.0)  # how much ties count against pushing: on the smallest graph, at the end
_INWARD: Final = 0.04  # to the middle, so that no branch goes far out
_MOMENTUM: Final = 0.7
_STEP: Final = 3.0
_BY_PAIRS: Final = 250
_CELLS: Final = (64, 512)
_GRAIN: Final = 2.0**-12
_GOLDEN: Final = 2.399963229728653
_COMPARED: Final = 16
_SPREAD: Final = 3.0  # mean distance of neighbours, in spacings
_PUSHES: Final = ((0.5, 20), (1.0, 40))  # parts of the spacing, and rounds
_NEAR_ENOUGH: Final = 0.95


@dataclass(frozen=True)
class _Level:
    """A graph whose nodes stand for groups of nodes; ``group`` is the group of each in the next."""

    ends: Ints
    strengths: Floats
    masses: Floats
    group: Ints | None = None


def force_layout(number: int, ends: Ints, strengths: Floats) -> Floats:
    """Return a position for each node, centred; ``ends`` has a row for each edge."""
    levels = _levels(number, ends, strengths)
    smallest = levels[-1]
    positions = stress_layout(len(smallest.masses), smallest.ends, np.ones(len(smallest.ends)))
    for depth in range(len(levels) - 1, -1, -1):
        level, share = levels[depth], depth / max(1, len(levels) - 1)
        if level.group is not None:
            positions = positions[level.group] * 1.05 + 0.4 * _scatter(len(level.masses))
        pull = _PULL[1] + (_PULL[0] - _PULL[1]) * share
        positions = _moved(positions, level, pull, int(_ROUNDS * (1 + 2 * share)))
    return kept_apart(positions)


def _levels(number: int, ends: Ints, strengths: Floats) -> list[_Level]:
    masses = np.bincount(ends.ravel(), np.repeat(strengths, 2), number).astype(np.float64)
    levels = [_Level(ends, strengths, masses)]
    while len(levels[-1].masses) > _SMALLEST and len(levels) < _LEVELS:
        last = levels[-1]
        group = _groups(last)
        count = int(group.max()) + 1
        levels[-1] = _Level(last.ends, last.strengths, last.masses, group)
        levels.append(_joined(last, group, count))
    return levels


def _groups(level: _Level) -> Ints:
    """Return the group of each node: a pair that chose each other, with who chose one of it."""
    number = len(level.masses)
    own = np.concatenate([level.ends[:, 0], level.ends[:, 1]])
    other = np.concatenate([level.ends[:, 1], level.ends[:, 0]])
    # Small ones first: groups of about one size, and no giant that swallows all. Edges that are
    # alike differ a little, or in a path each node would choose the next and no two each other.
    alike = 1 + 0.3 * (np.arange(len(level.ends)) * 0.618034 % 1.0)
    liking = np.tile(level.strengths * alike, 2) / (level.masses[own] * level.masses[other])
    order = np.lexsort((other, -liking, own))
    first = np.flatnonzero(np.diff(own[order], prepend=-1))
    choice = other[order][first]
    each = np.arange(number)
    group = np.where(choice[choice] == each, np.minimum(each, choice), -1)
    joining = (group < 0) & (group[choice] >= 0)
    group[joining] = group[choice[joining]]
    group = np.where(group < 0, each, group)
    return np.asarray(np.unique(group, return_inverse=True)[1], dtype=np.int64)


def _joined(level: _Level, group: Ints, count: int) -> _Level:
    between = group[level.ends]
    crossing = between[:, 0] != between[:, 1]
    between = np.sort(between[crossing], axis=1)
    keys, index = np.unique(between[:, 0] * count + between[:, 1], return_inverse=True)
    return _Level(
        np.stack([keys // count, keys % count], axis=1),
        np.bincount(index, level.strengths[crossing], len(keys)).astype(np.float64),
        np.bincount(group, level.masses, count).astype(np.float64),
    )


def _scatter(number: int) -> Floats:
    """Return places within a circle of radius 1, no two the same."""
    order = np.arange(number)
    far, angle = np.sqrt((order % 53 + 1) / 53), order * _GOLDEN
    return np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1)


def _moved(positions: Floats, level: _Level, pull: float, rounds: int) -> Floats:
    """Return the positions after so many rounds of pulling and pushing, ever smaller steps."""
    number, (one, other) = len(positions), level.ends.T
    strengths = level.strengths * (pull / (2 * level.strengths.sum()))
    share = (level.masses / level.masses.sum())[:, None]
    speed = np.zeros_like(positions)
    for turn in range(rounds):
        along = positions[one] - positions[other]
        tie = (strengths / (1 + (along**2).sum(axis=1)))[:, None] * along
        force = _pushes(positions, level.masses) - _INWARD * share * positions
        for axis in (0, 1):
            force[:, axis] -= np.bincount(one, tie[:, axis], number)
            force[:, axis] += np.bincount(other, tie[:, axis], number)
        speed = _limited(_MOMENTUM * speed + force / share, _STEP * (1 - turn / rounds) + 0.05)
        positions = positions + speed
        positions = np.rint((positions - positions.mean(axis=0)) / _GRAIN) * _GRAIN
    return positions


def _limited(steps: Floats, longest: float) -> Floats:
    length = np.sqrt((steps**2).sum(axis=1, keepdims=True))
    return np.asarray(steps * np.minimum(1.0, longest / np.maximum(length, 1e-12)))


def _pushes(positions: Floats, masses: Floats) -> Floats:
    """Return the force with which all others push each node, as a share of all nearness."""
    return (_pair_pushes if len(masses) <= _BY_PAIRS else _grid_pushes)(positions, masses)


def _pair_pushes(positions: Floats, masses: Floats) -> Floats:
    x, y = (axis[:, None] - axis for axis in positions.T)
    near = 1 / (1 + x * x + y * y)
    steep = near * near * masses
    push = np.stack([(steep * x).sum(axis=1), (steep * y).sum(axis=1)], axis=1) * masses[:, None]
    total = float(((near * masses).sum(axis=1) * masses).sum() - (masses**2).sum())
    return np.asarray(push / max(total, 1e-12))


def _grid_pushes(positions: Floats, masses: Floats) -> Floats:
    """Return the same as `_pair_pushes`, nearly, in a time that does not grow with the pairs.

    Masses are spread over the four corners of their cells, the corners' forces are a convolution
    by Fourier transform, and each node has the mean of its corners'.
    """
    low = positions.min(axis=0)
    extent = float((positions.max(axis=0) - low).max()) * 1.0001 + 1e-6
    cells = _CELLS[0]
    while cells < min(1.5 * extent, _CELLS[1]):
        cells *= 2
    size = extent / (cells - 2)
    place = (positions - low) / size
    corner = place.astype(np.int64)
    east, north = (place - corner).T
    parts = ((1 - east) * (1 - north), east * (1 - north), (1 - east) * north, east * north)
    base = corner[:, 0] * cells + corner[:, 1]
    spots = (base, base + cells, base + 1, base + cells + 1)
    spread = np.zeros(cells * cells)
    for spot, part in zip(spots, parts, strict=True):
        spread += np.bincount(spot, part * masses, cells * cells)
    shape = (2 * cells, 2 * cells)
    mass = np.fft.rfft2(spread.reshape(cells, cells), shape)
    steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells)) * size
    kernel = 1 / (1 + steps[:, None] ** 2 + steps[None, :] ** 2)

    def felt(by: Floats) -> Floats:
        field = np.fft.irfft2(mass * np.fft.rfft2(by), shape)[:cells, :cells].ravel()
        corners = zip(spots, parts, strict=True)
        return np.asarray(sum(part * field[spot] for spot, part in corners)) * masses

    total = float(felt(kernel).sum() - (masses**2).sum())
    steep = kernel**2
    push = np.stack([felt(steep * steps[:, None]), felt(steep * steps[None, :])], axis=1)
    return np.asarray(push / max(total, 1e-12))


def kept_apart(positions: Floats) -> Floats:
    """Return the positions, nodes that are too near pushed apart until none is, or nearly none.

    They are scaled first, so that most have more room than `SPACING` asks: clusters stay clusters.
    """
    number = len(positions)
    extent = 2 * np.maximum(positions.std(axis=0), 1e-3)
    positions = positions * (_SPREAD * SPACING * math.sqrt(number / (math.pi * extent.prod())))
    for least, rounds in _PUSHES:
        spacing = least * SPACING
        for _ in range(rounds):
            one, other = _near(positions, spacing)
            x, y = (axis[one] - axis[other] for axis in positions.T)
            far = np.sqrt(x * x + y * y)
            close = np.flatnonzero(far < _NEAR_ENOUGH * spacing)
            if not len(close):
                break
            one, other, x, y, far = one[close], other[close], x[close], y[close], far[close]
            # Nodes on one spot go apart in a direction of their own.
            angle, same = (one + other) * _GOLDEN, far < _GRAIN
            x, y = np.where(same, np.cos(angle), x), np.where(same, np.sin(angle), y)
            share = 0.5 * (spacing - far) / np.where(same, 1.0, far)
            move = np.stack(
                [
                    np.bincount(one, share * along, number)
                    - np.bincount(other, share * along, number)
                    for along in (x, y)
                ],
                axis=1,
            )
            positions = positions + _limited(move, spacing)
            positions = np.rint(positions / _GRAIN) * _GRAIN
    return np.asarray(positions - positions.mean(axis=0))


def _near(positions: Floats, size: float) -> tuple[Ints, Ints]:
    """Return pairs of nodes in the same or neighbouring cells; of a crowd, some for each node."""
    cell = np.floor((positions - positions.min(axis=0)) / size).astype(np.int64) + 1
    width = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * width + cell[:, 1]
    order = np.argsort(key, kind="stable")
    key = key[order]
    place = np.arange(len(order))
    ones, others = [], []
    for step in (0, 1, width - 1, width, width + 1):
        last = np.searchsorted(key, key + step, side="right")
        first = np.searchsorted(key, key + step, side="left") if step else place + 1
        count = np.clip(last - first, 0, _COMPARED)
        # Not the first of a crowd for all of them: it would be pushed to one side.
        first = first + place * 7 % np.maximum(last - first - count + 1, 1)
        run = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        ones.append(np.repeat(order, count))
        others.append(order[np.repeat(first, count) + run])
    return np.concatenate(ones), np.concatenate(others)
