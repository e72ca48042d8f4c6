"""Who stands in the middle: betweenness, harmonic closeness, PageRank, eigenvector.

In: links. Out: tables of nodes. All are of the simple network; PageRank follows the direction of
links where they have one.
"""

from __future__ import annotations

from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.betweenness import betweenness
from twingraph.measures.components import components
from twingraph.measures.degrees import ordered_pairs
from twingraph.measures.engines import NUMPY, available
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.plain import by_networkx
from twingraph.measures.ranking import ranked
from twingraph.projections.model import Links
from twingraph.resources import missing_library

FOLLOWED: Final = 0.85
"""The share of steps that follow a link, the rest going anywhere (Brin and Page 1998)."""
_CLOSE: Final = 1e-13
_STEPS: Final = 1000
_SMALL: Final = 64

NO_LARGEST: Final = Words(
    "no component is larger than all others: the eigenvector is not given",
    "aucune composante n’est plus grande que toutes les autres\u00a0: vecteur propre non donné",
)
OUTSIDE: Final = Words(
    "given in the largest component only: between components it compares nothing",
    "donné dans la plus grande composante seulement\u00a0: il ne compare rien d’une composante à"
    " l’autre",
)


def find_betweenness(links: Links, settings: Settings) -> Table:
    """Return the share of shortest paths between others that pass through each node.

    It is not estimated from some nodes: most of its values are small, made by few paths, and the
    intervals of those would hold far less often than they say. Raises UsageError above ``exact``.
    """
    if links.n > settings.exact:
        raise UsageError(
            f"betweenness is found exactly only, here up to {settings.exact} nodes: these are "
            f"{links.n}",
            hint=f"--exact {links.n} finds it, with patience, or ask for core or pagerank",
        )
    if settings.backend or not available("scipy"):
        sums, engine = by_networkx(links.simple, nx.betweenness_centrality, settings)
        return ranked(links, ("betweenness",), [(value,) for value in sums], engine)
    # As NetworkX has it: 1 for who lies between all pairs of others.
    pairs = max((links.n - 1) * (links.n - 2) / 2, 1)
    values = [(share,) for share in (betweenness(links) / pairs).tolist()]
    return ranked(links, ("betweenness",), values, "scipy")


def find_pagerank(links: Links, settings: Settings) -> Table:
    """Return where one is found who follows links at random and now and then goes anywhere."""
    if settings.backend:
        found, engine = by_networkx(
            links if links.directed else links.simple,
            nx.pagerank,
            settings,
            alpha=FOLLOWED,
            weight=None,
            tol=_CLOSE / max(links.n, 1),
            max_iter=_STEPS,
        )
        return ranked(links, ("pagerank",), [(rank,) for rank in found], engine)
    return ranked(links, ("pagerank",), [(rank,) for rank in pagerank(links).tolist()], NUMPY)


def pagerank(links: Links) -> NDArray[np.float64]:
    """Return PageRank by powers, until a step changes less than 1e-13 in all."""
    n = links.n
    if links.directed:
        tails, heads = ordered_pairs(links)
    else:
        ends = links.simple.sources, links.simple.targets
        tails, heads = np.concatenate(ends), np.concatenate(ends[::-1])
    out = np.bincount(tails, minlength=n)
    share = FOLLOWED / np.maximum(out, 1)
    rank = np.full(n, 1 / max(n, 1))
    for _ in range(_STEPS):
        before = rank
        anywhere = (1 - FOLLOWED + FOLLOWED * before[out == 0].sum()) / max(n, 1)
        # Added and not in place: without a link numpy counts in whole numbers.
        rank = np.bincount(heads, weights=(before * share)[tails], minlength=n) + anywhere
        if np.abs(rank - before).sum() < _CLOSE:
            break
    return rank


def find_eigenvector(links: Links, settings: Settings) -> Table:
    """Return the leading eigenvector of the largest component, of length 1."""
    simple = links.simple
    number = components(simple)
    sizes = np.bincount(number)
    if not len(sizes) or sizes[0] == 1 or (len(sizes) > 1 and sizes[1] == sizes[0]):
        nothing: list[tuple[Value, ...]] = [(None,)] * links.n
        return ranked(links, ("eigenvector",), nothing, NUMPY, notes=(NO_LARGEST,))
    inside = number == 0
    part = simple.kept(inside)
    if settings.backend or (len(part.nodes) > _SMALL and not available("scipy")):
        found, engine = _by_powers(part, settings)
    else:
        found, engine = _leading(part)
    values: list[tuple[Value, ...]] = [(None,)] * links.n
    for place, value in zip(np.flatnonzero(inside).tolist(), found.tolist(), strict=True):
        values[place] = (value,)
    notes = () if inside.all() else (OUTSIDE,)
    return ranked(links, ("eigenvector",), values, engine, notes=notes)


def _leading(part: Links) -> tuple[NDArray[np.float64], str]:
    ends = (
        np.concatenate([part.sources, part.targets]),
        np.concatenate([part.targets, part.sources]),
    )
    if part.n <= _SMALL:
        matrix = np.zeros((part.n, part.n))
        matrix[ends] = 1
        return np.abs(np.linalg.eigh(matrix)[1][:, -1]), NUMPY
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import eigsh

    sparse = csr_array((np.ones(len(ends[0])), ends), shape=(part.n, part.n))
    # The search begins with the degrees: with nothing given it would begin by chance.
    begin = part.degrees.astype(np.float64)
    _, vectors = eigsh(sparse, k=1, which="LA", v0=begin, maxiter=100 * part.n)
    return np.abs(vectors[:, 0]), "scipy"


def _by_powers(part: Links, settings: Settings) -> tuple[NDArray[np.float64], str]:
    try:
        found, engine = by_networkx(
            part, nx.eigenvector_centrality, settings, tol=_CLOSE / part.n, max_iter=_STEPS
        )
    except nx.PowerIterationFailedConvergence as problem:
        raise missing_library("scipy") from problem
    return np.array(found, dtype=float), engine


MEASURES: Final = (
    Measure(
        name="betweenness",
        scope="node",
        summary=Words(
            "how many shortest paths between others pass through a node",
            "combien de plus courts chemins entre les autres passent par un nœud",
        ),
        formula="B(v) = sum over pairs s, t of σ(s,t|v) / σ(s,t), divided by (n − 1)(n − 2) / 2",
        reading=Words(
            "near 0: no path needs the node; 1: every path passes through it; one missing link may"
            " change it much, so look at its band",
            "proche de 0\u00a0: aucun chemin n’a besoin du nœud\u202f; 1\u00a0: tous y"
            " passent\u202f; un lien manquant peut le changer beaucoup, voir sa bande",
        ),
        reference="Freeman 1977, Sociometry 40, 35; Brandes 2001, J. Math. Sociol. 25, 163;"
        " Baglioni et al. 2012, ASONAM",
        find=find_betweenness,
        backends=True,
    ),
    Measure(
        name="pagerank",
        scope="node",
        summary=Words(
            "where one is found who follows links at random",
            "où se trouve celui qui suit les liens au hasard",
        ),
        formula="r = 0.15 / n + 0.85 (sum of r(u) / k(u) over the neighbours u of v); nodes without"
        " a way out share theirs among all",
        reading=Words(
            "the shares of all nodes add up to 1; without direction it is nearly the degree",
            "les parts de tous les nœuds font 1\u202f; sans direction, c’est à peu près le degré",
        ),
        reference="Brin and Page 1998, Comput. Netw. ISDN Syst. 30, 107",
        find=find_pagerank,
        backends=True,
    ),
    Measure(
        name="eigenvector",
        scope="node",
        summary=Words(
            "how much a node is tied to nodes that are so themselves",
            "à quel point un nœud est lié à des nœuds qui le sont eux-mêmes",
        ),
        formula="x(v) = (sum of x(u) over the neighbours u of v) / λ, λ the largest eigenvalue, in"
        " the largest component, of length 1",
        reading=Words(
            "high in the densest part of the network, near 0 far from it, whatever the degree",
            "élevé dans la partie la plus dense du réseau, proche de 0 loin d’elle, quel que soit"
            " le degré",
        ),
        reference="Bonacich 1972, J. Math. Sociol. 2, 113",
        find=find_eigenvector,
        backends=True,
    ),
)
