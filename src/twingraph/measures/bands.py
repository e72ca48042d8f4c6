"""Rank bands: how sure a rank is when a tenth of the ties were missing.

In: links. Out: for each node its rank, the interval in which it lies over networks from which links
are removed at random, and whether it can be told apart from all that follow. It judges no list as
a whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.centrality import find_betweenness, find_pagerank, pagerank
from twingraph.measures.closeness import find_closeness
from twingraph.measures.degrees import find_degree
from twingraph.measures.estimating import betweenness_from, closeness_from
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.pairs import keyed
from twingraph.projections.model import Links

Values = NDArray[np.float64]
Ranks = NDArray[np.int32]
Sources = NDArray[np.int64]
Scores = Callable[[Links, Sources], Values]

REMOVED: Final = 0.1
"""The share of tied pairs that is removed in each draw."""
PIVOTS: Final = {"closeness": 512, "betweenness": 128}
"""In a draw, paths are followed from so many nodes drawn at random, or from all if fewer."""
MOST: Final = 500_000_000
"""So many ranks are held at once: two gigabytes."""
_DIGITS: Final = 12
_CHANCE: Final = 304

_UNTIED: Final = Words(
    "the rank of nodes without a tie can only rise in the draws, where others lose their last one",
    "le rang des nœuds sans lien ne peut que monter dans les tirages, où d’autres perdent leur "
    "dernier",
)
NULL: Final = Words(
    f"networks without {REMOVED:.0%} of the tied pairs, removed at random",
    f"réseaux privés de {REMOVED * 100:.0f} % des paires liées, retirées au hasard",
)
READING: Final = Words(
    "rank 1 is the highest, equal values share a rank; low and high: 2.5th and 97.5th percentile "
    "of the rank in the draws; separable: the band ends before that of any later row begins. Where "
    "it does not, do not say that the row stands before all that follow",
    "le rang 1 est le plus haut, les valeurs égales partagent un rang ; low et high : 2,5e et "
    "97,5e centile du rang dans les tirages ; separable : la bande finit avant que commence celle "
    "d’aucune ligne plus bas. Sinon, ne pas dire que la ligne précède toutes celles qui suivent",
)


@dataclass(frozen=True)
class _Ranked:
    """A measure of nodes that has bands: how it is found, and how anew in every draw."""

    name: str
    words: Words
    find: Callable[[Links, Settings], Table]
    scores: Scores
    reference: str


def ranks(values: Values) -> Ranks:
    """Return 1 + the number of nodes with a higher value; noise of sums makes no difference."""
    size = np.floor(np.log10(np.abs(values), out=np.zeros(len(values)), where=values != 0))
    told = np.round(values / 10**size, _DIGITS - 1) * 10**size
    not_above = np.searchsorted(np.sort(told), told, side="right")
    return np.asarray(1 + len(told) - not_above, dtype=np.int32)


def thinned(links: Links, rng: np.random.Generator) -> Links:
    """Return the links without those of a tenth of the tied pairs, at least of one; nodes stay."""
    pairs, pair = np.unique(keyed(links.sources, links.targets, links.n), return_inverse=True)
    gone = np.zeros(len(pairs), dtype=bool)
    number = math.ceil(REMOVED * len(pairs))
    gone[rng.choice(len(pairs), number, replace=False)] = True
    kept = ~gone[pair]
    return replace(links, sources=links.sources[kept], targets=links.targets[kept], columns={})


def in_proportion(value: Values, whole: Values, left: Values) -> Values:
    """Return the values times what the estimates of the whole keep in what is left of it.

    Both estimates are from the same nodes, so that the chance of these is nearly the same in both
    and falls out (a ratio estimate, Cochran 1977). What is estimated as 0 is taken as it is left.
    """
    kept = np.divide(left, whole, out=np.ones(len(whole)), where=whole > 0)
    return np.where(whole > 0, value * kept, left)


def finder(ranked: _Ranked) -> Callable[[Links, Settings], Table]:
    """Return the measure of one centrality's bands."""

    def find(links: Links, settings: Settings) -> Table:
        if settings.draws * links.n > MOST:
            raise UsageError(
                f"the ranks of {links.n} nodes in {settings.draws} draws do not fit in memory",
                hint=f"at most {MOST // links.n} draws",
            )
        found = ranked.find(links, settings)
        number = {node: place for place, node in enumerate(links.nodes)}
        value = np.zeros(links.n)
        value[[number[str(row[0])] for row in found.rows]] = [row[2] for row in found.rows]
        pivots = min(PIVOTS.get(ranked.name, links.n), links.n)
        drawn = np.empty((settings.draws, links.n), dtype=np.int32)
        for draw in range(settings.draws):
            rng = np.random.default_rng([settings.seed, _CHANCE, draw])
            left = thinned(links, rng)
            sources = np.sort(rng.choice(links.n, pivots, replace=False))
            scores = ranked.scores(left, sources)
            if pivots < links.n:
                scores = in_proportion(value, ranked.scores(links, sources), scores)
            drawn[draw] = ranks(scores)
        rows = _rows(links, found, drawn)
        notes = [READING]
        if bool(np.any(links.simple.degrees == 0)):
            notes.append(_UNTIED)
        if pivots < links.n:
            notes.append(_sampled(pivots))
        return Table(
            columns=("node", "label", ranked.name, "rank", "low", "high", "separable"),
            rows=tuple(rows),
            engine=found.engine,
            seed=settings.seed,
            null=NULL,
            draws=settings.draws,
            notes=(*found.notes, *notes),
        )

    return find


def _rows(links: Links, found: Table, drawn: Ranks) -> list[tuple[Value, ...]]:
    """Return the rows of a measure with their bands, each compared with all later ones."""
    number = {node: place for place, node in enumerate(links.nodes)}
    order = [number[str(row[0])] for row in found.rows]
    place = ranks(np.array([row[2] for row in found.rows], dtype=np.float64)).tolist()
    low: list[int | None] = [None] * links.n
    high: list[int | None] = [None] * links.n
    apart: list[bool | None] = [None] * links.n
    if len(drawn):
        begins = np.quantile(drawn, 0.025, axis=0, method="lower")[order]
        ends = np.quantile(drawn, 0.975, axis=0, method="higher")[order]
        low, high = begins.tolist(), ends.tolist()
        # The best rank that any row from here on may have.
        best = np.minimum.accumulate(begins[::-1])[::-1]
        apart = [*(ends[:-1] < best[1:]).tolist(), None]
    return [
        (*told[:3], place[row], low[row], high[row], apart[row])
        for row, told in enumerate(found.rows)
    ]


def _sampled(pivots: int) -> Words:
    return Words(
        f"in the draws it is the value times what its estimate from {pivots} nodes keeps without "
        "the ties, these nodes drawn anew each time: the band holds the rest of that chance too",
        f"dans les tirages, c’est la valeur multipliée par ce que son estimation depuis {pivots} "
        "nœuds, tirés chaque fois au hasard, garde sans les liens : la bande comprend aussi ce "
        "qui reste de ce hasard",
    )


def _degree(links: Links, _: Sources) -> Values:
    return links.simple.degrees.astype(np.float64)


def _pagerank(links: Links, _: Sources) -> Values:
    return pagerank(links)


_RANKED: Final = (
    _Ranked(
        "degree",
        Words("degree", "degré"),
        find_degree,
        _degree,
        "Freeman 1979, Social Networks 1, 215",
    ),
    _Ranked(
        "pagerank",
        Words("PageRank", "PageRank"),
        find_pagerank,
        _pagerank,
        "Brin and Page 1998, Comput. Netw. ISDN Syst. 30, 107",
    ),
    _Ranked(
        "closeness",
        Words("harmonic closeness", "proximité harmonique"),
        find_closeness,
        closeness_from,
        "Boldi and Vigna 2014, Internet Math. 10, 222",
    ),
    _Ranked(
        "betweenness",
        Words("betweenness", "intermédiarité"),
        find_betweenness,
        betweenness_from,
        "Geisberger, Sanders and Schultes 2008, ALENEX, 90",
    ),
)

MEASURES: Final = tuple(
    Measure(
        name=f"{ranked.name}-bands",
        scope="node",
        summary=Words(
            f"ranks by {ranked.words.en} as bands: a tenth of the ties removed at random",
            f"rangs selon : {ranked.words.fr}, en bandes : un dixième des liens retiré au hasard",
        ),
        formula="rank = 1 + number of nodes with a higher value; low, high = 2.5th and 97.5th "
        "percentile of the rank in the draws",
        reading=READING,
        reference="Borgatti, Carley and Krackhardt 2006, Social Networks 28, 124; Goldstein and "
        f"Spiegelhalter 1996, J. R. Stat. Soc. A 159, 385; {ranked.reference}",
        find=finder(ranked),
    )
    for ranked in _RANKED
)
