"""Structural holes: whom a node ties who are not tied without it (Burt).

In: links. Out: tables of nodes. All is counted on the simple network, each tie alike.
"""

from __future__ import annotations

from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twingraph.measures.clustering import triangles
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.plain import by_networkx
from twingraph.measures.ranking import ranked
from twingraph.projections.model import Links

ALONE: Final = Words("not defined for nodes without a tie", "non défini pour les nœuds sans lien")


def find_constraint(links: Links, settings: Settings) -> Table:
    """Return Burt's constraint of each node; ``None`` without a tie."""
    if settings.backend:
        found, engine = by_networkx(links.simple, nx.constraint, settings)
        return ranked(links, ("constraint",), [(value,) for value in found], engine)
    return _table(links, "constraint", constraint(links))


def constraint(links: Links) -> NDArray[np.float64]:
    """Return Burt's constraint; 0 without a tie.

    Only a third node of a triangle joins the two ends of a link, so that triangles are all that is
    gone through.
    """
    simple = links.simple
    n = simple.n
    neighbours = simple.neighbours[1]
    degrees = simple.degrees
    share = 1 / np.maximum(degrees, 1)
    keys = np.repeat(np.arange(n), degrees) * n + neighbours
    through = np.zeros(len(keys))
    a, b, c = triangles(simple).corners
    for one, other, third in ((a, b, c), (b, c, a), (c, a, b)):
        for i, j in ((one, other), (other, one)):
            places = np.searchsorted(keys, i * n + j)
            through += np.bincount(places, weights=share[third], minlength=len(keys))
    of = np.repeat(np.arange(n), degrees)
    squares: NDArray[np.float64] = ((1 + through) * share[of]) ** 2
    return np.bincount(of, weights=squares, minlength=n).astype(np.float64)


def find_effective_size(links: Links, settings: Settings) -> Table:
    """Return the effective size of each node's neighbourhood; ``None`` without a tie."""
    if settings.backend:
        found, engine = by_networkx(links.simple, nx.effective_size, settings)
        return ranked(links, ("effective_size",), [(value,) for value in found], engine)
    degrees = links.simple.degrees
    at = triangles(links).at(links.n)
    return _table(links, "effective_size", degrees - 2 * at / np.maximum(degrees, 1))


def _table(links: Links, name: str, found: NDArray[np.float64]) -> Table:
    tied = links.simple.degrees > 0
    values: list[tuple[Value, ...]] = [
        (value if has else None,) for value, has in zip(found.tolist(), tied.tolist(), strict=True)
    ]
    return ranked(links, (name,), values, NUMPY, notes=() if tied.all() else (ALONE,))


MEASURES: Final = (
    Measure(
        name="constraint",
        scope="node",
        summary=Words(
            "how much a node's partners are tied among themselves (Burt)",
            "à quel point les partenaires d’un nœud sont liés entre eux (Burt)",
        ),
        formula="c(v) = sum over neighbours u of (p(v,u) + sum over q of p(v,q) p(q,u))²,"
        " p(v,u) = 1 / k(v) for neighbours, else 0",
        reading=Words(
            "low: the node ties groups that are apart; 1: one partner; 1.125, the most: two"
            " partners, tied to each other. More partners make it lower, even where all are tied",
            "bas\u00a0: le nœud relie des groupes séparés\u202f; 1\u00a0: un seul partenaire\u202f;"
            " 1,125, le plus\u00a0: deux partenaires liés entre eux. Plus de partenaires le font"
            " baisser, même tous liés",
        ),
        reference="Burt 1992, Structural Holes, chapter 2",
        find=find_constraint,
        backends=True,
    ),
    Measure(
        name="effective-size",
        scope="node",
        summary=Words(
            "how many of a node's partners are not tied to its others",
            "combien de partenaires d’un nœud ne sont pas liés à ses autres",
        ),
        formula="e(v) = k(v) − 2 T(v) / k(v), T triangles at v (Borgatti 1997)",
        reading=Words(
            "equal to the degree: no two partners are tied; 1: all are",
            "égal au degré\u00a0: aucun partenaire n’est lié à un autre\u202f; 1\u00a0: tous"
            " le sont",
        ),
        reference="Burt 1992, Structural Holes, chapter 2; Borgatti 1997, Connections 20, 35",
        find=find_effective_size,
        backends=True,
    ),
)
