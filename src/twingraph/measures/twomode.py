"""Two modes: which networks share members, and which cities networks, more than their sizes give.

In: links between cities and networks; where a link says a field (``kind``), as for creative cities,
each field of a network is taken as a network. Out: pairs of networks against matrices of the same
margins, and the pairs of cities that stand out, at a false discovery rate. Cities in no network are
not asked.

Matrices whose margins are kept only on average (stochastic degree sequence model) are no null here:
most cities are in one network, which can be shared with no other, and there they would often be in
two. In matrices with the very margins all pairs of cities of the same two sizes have the same law:
their draws are counted together, so that p is far finer than one by the number of draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import SWAPS, bipartite_draws
from twingraph.measures.reports import beside_lists, of_reports
from twingraph.projections.model import Links, links_of

RATE: Final = 0.05
"""The false discovery rate of the backbone."""
FIELD: Final = ": "
_CHANCE: Final = 421
_AT_ONCE: Final = 512

MARGINS: Final = Words(
    "two-mode networks in which each city is in as many networks and each network has as many "
    f"cities, {SWAPS} switches proposed for each membership",
    "réseaux bimodaux où chaque ville a autant de réseaux et chaque réseau autant de villes, "
    f"{SWAPS} échanges proposés par adhésion",
)


@dataclass(frozen=True, eq=False)
class Members:
    """Cities with a membership, networks with a member, and which city is in which (0 or 1).

    ``reported`` are networks of which cities' own reports alone, beside lists, tell the members.
    """

    cities: tuple[str, ...]
    labels: tuple[str, ...]
    networks: tuple[str, ...]
    held: NDArray[np.float32]
    reported: frozenset[str] = frozenset()


def members(links: Links) -> Members:
    """Return who is in what; parallel memberships count once.

    Raises UsageError where the links are not of two modes.
    """
    second = np.zeros(links.n, dtype=bool) if links.second is None else links.second
    if bool(np.any(second[links.sources] == second[links.targets])):
        raise UsageError(
            f"{links.name} is not a two-mode network", hint="--projection city-network"
        )
    turned = second[links.sources]
    city = np.where(turned, links.targets, links.sources).tolist()
    network = np.where(turned, links.sources, links.targets).tolist()
    told = links.attributes["label"].tolist() if "label" in links.attributes else links.nodes
    name = [str(label or node) for node, label in zip(links.nodes, told, strict=True)]
    fields = links.columns["kind"].tolist() if "kind" in links.columns else [None] * links.m
    named = [
        name[number] + (f"{FIELD}{field}" if isinstance(field, str) else "")
        for number, field in zip(network, fields, strict=True)
    ]
    cities, networks = sorted(set(city)), sorted(set(named))
    row = {number: place for place, number in enumerate(cities)}
    column = {group: place for place, group in enumerate(networks)}
    held = np.zeros((len(cities), len(networks)), dtype=np.float32)
    held[[row[number] for number in city], [column[group] for group in named]] = 1
    alone = beside_lists(links).tolist()
    listed = {group for group, of_report in zip(named, alone, strict=True) if not of_report}
    return Members(
        tuple(links.nodes[number] for number in cities),
        tuple(name[number] for number in cities),
        tuple(networks),
        held,
        frozenset(networks).difference(listed),
    )


def find_shared_members(links: Links, settings: Settings) -> Table:
    """Find how many members any two networks share, against matrices of the same margins.

    Pairs with a network of which reports alone tell the members are compared with none.
    """
    found = members(links)
    pairs = np.triu_indices(len(found.networks), 1)
    shared = (found.held.T @ found.held)[pairs].tolist()
    drawn = [(held.T @ held)[pairs].tolist() for held in _drawn(found, settings)]
    ends = list(zip(*(end.tolist() for end in pairs), strict=True))
    of_lists = [
        found.reported.isdisjoint((found.networks[one], found.networks[other]))
        for one, other in ends
    ]
    asked = np.array(of_lists, dtype=bool)
    compared = [
        against(number, [draw[place] for draw in drawn if of_lists[place]])
        for place, number in enumerate(shared)
    ]
    extreme = np.array([1.0 if row[-1] is None else row[-1] for row in compared], dtype=float)
    adjusted = np.ones(len(extreme))
    adjusted[asked] = false_discovery(extreme[asked], int(asked.sum()))
    sizes = found.held.sum(axis=0).astype(int).tolist()
    rows: list[tuple[Value, ...]] = [
        (
            *(found.networks[one], found.networks[other], sizes[one], sizes[other], int(number)),
            *(*null, chance if drawn and told else None),
        )
        for (one, other), number, null, chance, told in zip(
            ends, shared, compared, adjusted.tolist(), of_lists, strict=True
        )
    ]
    rows.sort(key=lambda row: (-float(row[4] or 0), str(row[0]), str(row[1])))
    return Table(
        columns=(
            *("network", "other", "members", "other_members", "shared"),
            *(*NULL_COLUMNS, "adjusted"),
        ),
        rows=tuple(rows),
        engine=NUMPY,
        seed=settings.seed,
        null=MARGINS,
        draws=settings.draws,
        notes=(EXTREME, _adjusted(sum(of_lists)), *of_reports(sorted(found.reported))),
    )


def find_backbone(links: Links, settings: Settings) -> Table:
    """Find the pairs of cities that share more networks than the sizes give: the backbone."""
    found = members(links)
    cities = len(found.cities)
    tests = cities * (cities - 1) // 2
    tails = pooled_tails(found, settings)
    one, other, shared, p, sharing = _unlikely(found, tails)
    adjusted = false_discovery(p, tests)
    rows: list[tuple[Value, ...]] = []
    for place in np.flatnonzero(adjusted <= RATE).tolist():
        a, b = int(one[place]), int(other[place])
        both = np.flatnonzero(found.held[a] * found.held[b]).tolist()
        rows.append(
            (
                *(found.cities[a], found.labels[a], found.cities[b], found.labels[b]),
                *(int(shared[place]), float(p[place]), float(adjusted[place])),
                " | ".join(found.networks[network] for network in both),
            )
        )
    rows.sort(key=lambda row: (float(row[5] or 0), str(row[0]), str(row[2])))
    note = Words(
        f"{cities} cities in {len(found.networks)} networks: {tests} pairs tested, {sharing} share "
        f"a network, {len(rows)} stand out at a false discovery rate of {RATE:.0%}. p: the share of"
        " all draws of pairs of cities in as many networks that share as many or more: where few "
        "cities are in as many, it cannot be small without more draws. Pairs of one draw hang "
        "together: p is an estimate, more sure with more draws, and the rate supposes that pairs "
        "with a city in common do not oppose each other",
        f"{cities} villes dans {len(found.networks)} réseaux : {tests} paires testées, {sharing} "
        f"ont un réseau en commun, {len(rows)} se distinguent au taux de fausses découvertes de "
        f"{100 * RATE:.0f} %. p : la part des tirages de toutes les paires de villes ayant autant "
        "de réseaux qui en partagent autant ou plus : là où peu de villes en ont autant, elle ne "
        "peut être petite sans plus de tirages. Les paires d’un tirage dépendent les unes des "
        "autres : p est une estimation, plus sûre avec plus de tirages, et le taux suppose que "
        "les paires ayant une ville en commun ne s’opposent pas",
    )
    return Table(
        columns=("city", "label", "other", "other_label", "shared", "p", "adjusted", "networks"),
        rows=tuple(rows),
        engine=NUMPY,
        seed=settings.seed,
        null=MARGINS,
        draws=settings.draws,
        notes=(note,),
    )


def pooled_tails(found: Members, settings: Settings) -> NDArray[np.float64]:
    """Return P(shared >= s) for each city's size, each other's and s, in matrices of the margins.

    Of d draws of a pairs of cities with such sizes, b with as many or more: (b + 1) / (a d + 1),
    so that no p is 0. Shape (sizes, sizes, most + 1), sizes from 0 to the most.
    """
    sizes = found.held.sum(axis=1).astype(np.int64)
    width = int(sizes.max(initial=0)) + 1
    counts = np.zeros(width**3, dtype=np.int64)
    draws = 0
    for held in _drawn(found, settings):
        draws += 1
        for begin in range(0, len(sizes), _AT_ONCE):
            shared = (held[begin : begin + _AT_ONCE] @ held.T).astype(np.int64)
            of = sizes[begin : begin + _AT_ONCE, None] * width + sizes
            counts += np.bincount((of * width + shared).ravel(), minlength=len(counts))
    # A city shares all it has with itself: that is no pair.
    itself = np.bincount(sizes * (width * width + width + 1), minlength=len(counts))
    pairs = (counts - draws * itself).reshape(width, width, width)
    pairs[np.arange(width), np.arange(width)] //= 2  # counted from either city
    tails = np.cumsum(pairs[..., ::-1], axis=-1)[..., ::-1]
    return np.asarray((tails + 1) / (tails[..., :1] + 1))


def false_discovery(p: NDArray[np.float64], tests: int) -> NDArray[np.float64]:
    """Return Benjamini and Hochberg's adjusted p-values of the smallest of so many tests.

    Those at most a threshold are discoveries of which at most that share is false on average. Where
    tests of larger p are left out, what is returned is exact as far as it is below these p.
    """
    order = np.argsort(p, kind="stable")
    raised = p[order] * tests / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted


def _unlikely(
    found: Members, tails: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
    """Return the pairs of a p of at most ``RATE``, and how many share a network at all."""
    sizes = found.held.sum(axis=1).astype(np.int64)
    none = np.zeros(0, dtype=np.int64)
    parts = [(none, none, none, np.zeros(0))]
    sharing = 0
    for begin in range(0, len(sizes), _AT_ONCE):
        shared = (found.held[begin : begin + _AT_ONCE] @ found.held.T).astype(np.int64)
        one, other = np.nonzero(shared)
        one = one + begin
        later = other > one
        one, other = one[later], other[later]
        number = shared[one - begin, other]
        sharing += len(one)
        p = tails[sizes[one], sizes[other], number]
        kept = p <= RATE
        parts.append((one[kept], other[kept], number[kept], p[kept]))
    one, other, number, p = (np.concatenate(held) for held in zip(*parts, strict=True))
    return one, other, number, p, sharing


def _drawn(found: Members, settings: Settings) -> Iterator[NDArray[np.float32]]:
    """Yield matrices of the same margins, drawn at random."""
    if not found.cities:
        return
    row, column = (held.tolist() for held in np.nonzero(found.held))
    # Numbers as names keep the order, and cities before networks.
    width = len(str(len(found.cities) + len(found.networks)))
    names = [f"{place:0{width}}" for place in range(len(found.cities) + len(found.networks))]
    second = names[len(found.cities) :]
    two_mode = links_of(
        "members",
        [(names[a], second[b]) for a, b in zip(row, column, strict=True)],
        second=frozenset(second),
    )
    for draw in bipartite_draws(two_mode, [settings.seed, _CHANCE], settings.draws):
        held = np.zeros_like(found.held)
        held[draw.sources, draw.targets - len(found.cities)] = 1
        yield held


def _adjusted(tests: int) -> Words:
    return Words(
        "adjusted: Benjamini and Hochberg's p over all pairs of networks; for one alone to come to "
        f"{RATE:.0%} here takes {tests / RATE:.0f} draws",
        "adjusted : p de Benjamini et Hochberg sur toutes les paires de réseaux ; pour qu’une seule"
        f" atteigne {100 * RATE:.0f} % il faut ici {tests / RATE:.0f} tirages",
    )


MEASURES: Final = (
    Measure(
        name="shared-members",
        scope="pair",
        summary=Words(
            "how many members two networks share, against chance with both sizes kept",
            "combien de membres deux réseaux partagent, face au hasard à tailles égales",
        ),
        formula="shared(a, b) = sum over cities i of B(i, a) B(i, b), B the matrix of memberships",
        reading=Words(
            "z above 2: cities that join one join the other; below -2: they join one or the other",
            "z de plus de 2 : qui rejoint l’un rejoint l’autre ; de moins de -2 : l’un ou l’autre",
        ),
        reference=(
            "Zweig and Kaufmann 2011, Social Network Analysis and Mining 1:187; Benjamini and "
            "Hochberg 1995, Journal of the Royal Statistical Society B 57:289"
        ),
        find=find_shared_members,
        two_mode=True,
        projection="city-network",
    ),
    Measure(
        name="co-members",
        scope="pair",
        summary=Words(
            "pairs of cities that share more networks than the sizes give: the backbone",
            "paires de villes partageant plus de réseaux que ne le donnent les tailles",
        ),
        formula=(
            "p(i, j) = P(shared >= s) in matrices of the same margins; kept where Benjamini and "
            "Hochberg's p over all pairs is at most 0.05"
        ),
        reading=Words(
            "a row: two cities whose common networks chance hardly gives; no row does not say that "
            "two cities have nothing in common",
            "une ligne : deux villes dont le hasard n’explique guère les réseaux communs ; sans "
            "ligne, elles peuvent en avoir",
        ),
        reference=(
            "Neal 2014, Social Networks 39:84; Neal, Domagalski and Sagan 2021, Scientific Reports "
            "11:23929 (fixed degree sequence model); Benjamini and Hochberg 1995"
        ),
        find=find_backbone,
        two_mode=True,
        projection="city-network",
    ),
)
