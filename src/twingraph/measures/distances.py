"""Distances between nodes: their mean, their distribution, the diameter, harmonic closeness.

In: links. Out: exact figures up to so many nodes, above them estimates from nodes drawn at random,
with 95 % intervals. A distance is a number of links of the simple network.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.components import largest
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.sweeping import Sweeper
from twingraph.projections.model import Links

SAMPLE: Final = 512
"""So many nodes are drawn where distances are sampled."""
NORMAL: Final = 1.959963984540054
"""Half the width of a 95 % interval, in standard errors."""

_CHANCE: Final = 1
_LAST: Final = 64
"""So many of the nodes found furthest, and of the most central, are searched from again."""

NO_DISTANCE: Final = Words(
    "no link: there is no distance", "aucun lien\u00a0: il n’y a pas de distance"
)
SAMPLED: Final = Words(
    f"distances from {SAMPLE} nodes drawn at random; 95 % intervals, but the bounds of diameter and"
    " radius are certain",
    f"distances depuis {SAMPLE} nœuds tirés au hasard\u202f; intervalles à 95 %, mais les bornes du"
    " diamètre et du rayon sont certaines",
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A number, or the interval in which it lies, or both."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Distances:
    """Distances inside the largest component, of all pairs or seen from a sample of nodes.

    ``pairs`` has at place d how many ordered pairs were found d links apart, and ``by_start`` the
    same for each start (only of a sample). ``sampled`` is the number of starts, ``None`` where they
    were all.
    """

    n: int
    pairs: NDArray[np.int64]
    mean: Figure
    diameter: Figure
    radius: Figure
    sampled: int | None = None
    by_start: NDArray[np.int64] | None = None


def distances(links: Links, settings: Settings) -> Distances | None:
    """Return the distances inside the largest component; ``None`` where it is a single node.

    Where several components are as large they are taken together.
    """
    simple = links.simple
    inside = simple.kept(largest(simple))
    if not inside.m:
        return None
    if inside.n <= settings.exact or inside.n <= SAMPLE:
        return _all(inside)
    return _sampled(inside, np.random.default_rng([settings.seed, _CHANCE]))


def _all(inside: Links) -> Distances:
    pairs = [0]
    furthest = np.zeros(inside.n, dtype=np.int64)
    for level in Sweeper(inside).levels(np.arange(inside.n)):
        found = level.at_nodes()
        pairs += [0] * (level.distance + 1 - len(pairs))
        pairs[level.distance] += int(found.sum())
        far = found > 0
        furthest[far] = np.maximum(furthest[far], level.distance)
    number = np.array(pairs)
    mean = float((number * np.arange(len(number))).sum() / number.sum())
    return Distances(
        inside.n,
        number,
        Figure(mean),
        Figure(int(furthest.max())),
        Figure(int(furthest.min())),
    )


def _sampled(inside: Links, chance: np.random.Generator) -> Distances:
    starts = np.sort(chance.choice(inside.n, SAMPLE, replace=False))
    sweeper = Sweeper(inside)
    by_start, near, last = _seen_from(sweeper, starts, inside.n)
    steps = np.arange(by_start.shape[1])
    means = by_start @ steps / by_start.sum(axis=1)
    mean, half = float(means.mean()), half_width(means, inside.n)
    # Bounds: no diameter is below the furthest a node sees, none above twice that of any node.
    again = np.unique(
        np.concatenate([np.argsort(-last, kind="stable")[:_LAST], np.argsort(-near)[:_LAST]])
    )
    more, _, _ = _seen_from(sweeper, again, inside.n)
    reach = np.concatenate([_furthest(by_start), _furthest(more)])
    low, high = int(reach.max()), 2 * int(reach.min())
    return Distances(
        inside.n,
        by_start.sum(axis=0),
        Figure(mean, mean - half, mean + half),
        Figure(low if low == high else None, low, high),
        Figure(None, -(-low // 2), int(reach.min())),
        sampled=SAMPLE,
        by_start=by_start,
    )


def _seen_from(
    sweeper: Sweeper, starts: NDArray[np.int64], n: int
) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
    """Return how many nodes each start sees at each distance, and for each node how near it is.

    Nearness is the sum of 1/d over the starts; the third is the furthest start's distance.
    """
    columns: list[NDArray[np.int64]] = []
    near, last = np.zeros(n), np.zeros(n, dtype=np.int64)
    rows = {int(start): row for row, start in enumerate(starts)}
    for level in sweeper.levels(starts):
        while len(columns) <= level.distance:
            columns.append(np.zeros(len(starts), dtype=np.int64))
        begin = rows[int(level.starts[0])]
        columns[level.distance][begin : begin + len(level.starts)] = level.from_starts()
        found = level.at_nodes()
        near += found / level.distance
        far = found > 0
        last[far] = np.maximum(last[far], level.distance)
    return np.stack(columns, axis=1), near, last


def _furthest(by_start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the furthest distance that each start sees."""
    short = np.argmax(by_start[:, ::-1] > 0, axis=1)
    found: NDArray[np.int64] = by_start.shape[1] - 1 - short
    return found


def half_width(values: Floats, of: int) -> float:
    """Return half of a mean's 95 % interval, for values drawn from so many without return."""
    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    return NORMAL * error * math.sqrt(max(1 - len(values) / of, 0))


def find_distances(links: Links, settings: Settings) -> Table:
    """Return how many pairs of the largest component are so many links apart, and their share.

    ``within`` is the share of pairs at this distance or nearer. Where distances are sampled the
    share has bounds, and pairs are not counted.
    """
    columns = ("distance", "pairs", "share", "low", "high", "within")
    found = distances(links, settings)
    if found is None:
        return Table(columns, (), NUMPY, notes=(NO_DISTANCE,))
    shares = found.pairs / found.pairs.sum()
    within = np.cumsum(found.pairs) / found.pairs.sum()
    rows: list[tuple[Value, ...]] = []
    for distance in range(1, len(found.pairs)):
        counted: int | None = int(found.pairs[distance]) // 2
        low = high = None
        if found.by_start is not None:
            counted = None
            # Where several components are the largest, a start sees its own alone.
            of_each = found.by_start[:, distance] / found.by_start.sum(axis=1)
            half = half_width(of_each, found.n)
            low, high = max(shares[distance] - half, 0.0), min(shares[distance] + half, 1.0)
        rows.append(
            (distance, counted, *map(_plain, (shares[distance], low, high, within[distance])))
        )
    if found.sampled is None:
        return Table(columns, tuple(rows), NUMPY)
    return Table(columns, tuple(rows), NUMPY, seed=settings.seed, notes=(SAMPLED,))


def _plain(number: float | None) -> float | None:
    return None if number is None else float(number)


MEASURES: Final = (
    Measure(
        name="distances",
        scope="group",
        summary=Words(
            "how many links lie between two nodes of the largest component",
            "combien de liens séparent deux nœuds de la plus grande composante",
        ),
        formula="share of the pairs s, t of the largest component with d(s,t) = 1, 2, 3 ...",
        reading=Words(
            "a small world has most pairs within few links of each other; compare with a null",
            "dans un petit monde, la plupart des paires sont à peu de liens l’une de"
            " l’autre\u202f; à comparer à un modèle nul",
        ),
        reference="Watts and Strogatz 1998, Nature 393, 440",
        find=find_distances,
    ),
)
