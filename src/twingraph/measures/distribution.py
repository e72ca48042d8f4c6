"""Distribution of degrees: how many cities have so many partners, and how many chance would give.

In: links. Out: a row a degree that occurs, with the share of nodes that have it or more, and the
band of networks of as many nodes and pairs in which every pair is as likely. Networks of the same
degrees are no null here, for they have the same distribution. It fits no law.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links

_CHANCE: Final = 701

UNIFORM: Final = Words(
    "networks of as many nodes and pairs, every pair as likely (Erdős–Rényi)",
    "réseaux d’autant de nœuds et de paires, toute paire étant aussi probable (Erdős–Rényi)",
)
EMPTY: Final = Words(
    "no node: there is nothing to distribute", "aucun nœud\u00a0: il n’y a rien à répartir"
)


def find_distribution(links: Links, settings: Settings) -> Table:
    """Return by degree the nodes that have it, the share with as much or more, and the band."""
    simple = links.simple
    number = np.bincount(simple.degrees) if simple.n else np.zeros(0, dtype=np.int64)
    drawn = [
        uniform_degrees(simple.n, simple.m, np.random.default_rng([settings.seed, _CHANCE, draw]))
        for draw in range(settings.draws if simple.n else 0)
    ]
    longest = max([len(number), *(int(degrees.max()) + 1 for degrees in drawn)])
    shares = np.array([at_least(np.bincount(degrees, minlength=longest)) for degrees in drawn])
    found = at_least(np.pad(number, (0, longest - len(number))))
    rows: list[tuple[Value, ...]] = []
    for degree in range(longest):
        has = int(number[degree]) if degree < len(number) else 0
        band: tuple[Value, ...] = (None, None, None)
        if len(shares):
            low, high = np.quantile(shares[:, degree], [0.025, 0.975]).tolist()
            band = (float(shares[:, degree].mean()), low, high)
        if has or band[2]:
            rows.append((degree, has, float(found[degree]), *band))
    return Table(
        columns=("degree", "nodes", "share_at_least", "null_mean", "null_low", "null_high"),
        rows=tuple(rows),
        engine=NUMPY,
        seed=settings.seed,
        null=UNIFORM,
        draws=settings.draws,
        notes=() if simple.n else (EMPTY,),
    )


def at_least(number: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of nodes with each degree or more, from how many have each."""
    return np.cumsum(number[::-1])[::-1] / max(int(number.sum()), 1)


def uniform_degrees(n: int, m: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the degrees of a network of n nodes and m distinct pairs, every pair as likely."""
    chosen = rng.choice(n * (n - 1) // 2, m, replace=False, shuffle=False)
    # Pair (i, j), i < j, has the number j (j - 1) / 2 + i.
    j = np.floor((1 + np.sqrt(1 + 8 * chosen.astype(np.float64))) / 2).astype(np.int64)
    j -= j * (j - 1) // 2 > chosen
    j += j * (j + 1) // 2 <= chosen
    i = chosen - j * (j - 1) // 2
    return np.bincount(np.concatenate([i, j]), minlength=n)


MEASURES: Final = (
    Measure(
        name="degree-distribution",
        scope="group",
        summary=Words(
            "how many nodes have how many partners, against networks of pairs at random",
            "combien de nœuds ont combien de partenaires, face à des paires au hasard",
        ),
        formula="share_at_least(k) = number of nodes with degree k or more / n",
        reading=Words(
            "above the band at high degrees: more cities with very many partners than chance "
            "gives; it does not say which law the degrees follow",
            "au-dessus de la bande aux degrés élevés\u00a0: plus de villes aux partenaires très "
            "nombreux que par hasard\u202f; cela ne dit pas quelle loi suivent les degrés",
        ),
        reference="Erdős and Rényi 1959, Publ. Math. Debrecen 6, 290; Newman 2010, Networks, 8.4",
        find=find_distribution,
    ),
)
