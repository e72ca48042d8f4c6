"""How near a node is to all others: harmonic closeness, which disconnected networks have too.

In: links. Out: a table of nodes, exact up to so many nodes, above them an estimate from nodes drawn
at random, with 95 % intervals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twingraph.measures.distances import NORMAL, SAMPLE
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.plain import by_networkx
from twingraph.measures.ranking import ranked
from twingraph.measures.sweeping import Sweeper
from twingraph.projections.model import Links

_CHANCE: Final = 2

SAMPLED: Final = Words(
    f"estimated from the distances to {SAMPLE} nodes drawn at random, with 95 % intervals",
    f"estimé d’après les distances à {SAMPLE} nœuds tirés au hasard, avec des intervalles à 95 %",
)


def find_closeness(links: Links, settings: Settings) -> Table:
    """Return the mean of 1/d from each node to all others, 0 where there is no path."""
    simple = links.simple
    others = max(links.n - 1, 1)
    if settings.backend:
        sums, engine = by_networkx(simple, nx.harmonic_centrality, settings)
        values: list[tuple[Value, ...]] = [(_number(value) / others,) for value in sums]
        return ranked(links, ("closeness",), values, engine)
    if links.n <= settings.exact or links.n <= SAMPLE:
        near, _ = _nearness(simple, np.arange(links.n))
        return ranked(links, ("closeness",), [(v,) for v in (near / others).tolist()], NUMPY)
    chance = np.random.default_rng([settings.seed, _CHANCE])
    starts = np.sort(chance.choice(links.n, SAMPLE, replace=False))
    near, squares = _nearness(simple, starts)
    # A start says nothing of itself: it has a sample of one less.
    drawn = np.full(links.n, SAMPLE)
    drawn[starts] -= 1
    mean = near / drawn
    spread = np.maximum(squares / drawn - mean**2, 0) * drawn / (drawn - 1)
    half = NORMAL * np.sqrt(spread / drawn * (1 - drawn / others))
    columns = mean, np.maximum(mean - half, 0), np.minimum(mean + half, 1)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    found = ranked(links, ("closeness", "low", "high"), list(rows), NUMPY, notes=(SAMPLED,))
    return replace(found, seed=settings.seed)


def _nearness(
    simple: Links, starts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each node the sums of 1/d and of its square over the starts."""
    near, squares = np.zeros(simple.n), np.zeros(simple.n)
    for level in Sweeper(simple).levels(starts):
        found = level.at_nodes()
        near += found / level.distance
        squares += found / level.distance**2
    return near, squares


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


MEASURES: Final = (
    Measure(
        name="closeness",
        scope="node",
        summary=Words(
            "how near a node is to all others (harmonic)",
            "à quel point un nœud est proche de tous les autres (harmonique)",
        ),
        formula="H(v) = (sum of 1 / d(v, u) over the others u) / (n − 1), 1 / d being 0 where there"
        " is no path",
        reading=Words(
            "1: tied to all others; 0: to none; it compares nodes of different components too",
            "1\u00a0: lié à tous les autres\u202f; 0\u00a0: à aucun\u202f; il compare aussi des"
            " nœuds de composantes différentes",
        ),
        reference="Marchiori and Latora 2000, Physica A 285, 539; Boldi and Vigna 2014, Internet"
        " Math. 10, 222",
        find=find_closeness,
        backends=True,
    ),
)
