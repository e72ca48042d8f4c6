"""Two modes: which networks share members, and which cities networks, more than their sizes give.

In: links between cities and networks; where a link says a field (``kind``), as for creative cities,
each field of a network is taken as a network. Out: pairs of networks against matrices of the same
margins, and the pairs of cities that stand out, at a false discovery rate. Cities in no network are
not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.bipartite import Configuration, configuration, false_discovery, shared_tails
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import SWAPS, bipartite_draws
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
EXPECTED: Final = Words(
    "bipartite configuration model: both sizes kept on average, memberships independent",
    "modèle de configuration bimodal : les deux tailles conservées en moyenne, adhésions "
    "indépendantes",
)


@dataclass(frozen=True, eq=False)
class Members:
    """Cities with a membership, networks with a member, and which city is in which."""

    cities: tuple[str, ...]
    labels: tuple[str, ...]
    networks: tuple[str, ...]
    held: NDArray[np.float32]


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
    told = links.attributes.get("label")
    name = [
        node if label is None else str(label)
        for node, label in zip(
            links.nodes, links.nodes if told is None else told.tolist(), strict=True
        )
    ]
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
    return Members(
        tuple(links.nodes[number] for number in cities),
        tuple(name[number] for number in cities),
        tuple(networks),
        held,
    )


def find_shared_members(links: Links, settings: Settings) -> Table:
    """Find how many members any two networks share, against matrices of the same margins."""
    found = members(links)
    pairs = np.triu_indices(len(found.networks), 1)
    shared = (found.held.T @ found.held)[pairs].astype(int).tolist()
    draws = _drawn(found, [settings.seed, _CHANCE], settings.draws) if shared else []
    drawn = [(held.T @ held)[pairs] for held in draws]
    sizes = found.held.sum(axis=0).astype(int).tolist()
    compared = [
        against(number, [float(draw[place]) for draw in drawn])
        for place, number in enumerate(shared)
    ]
    told = np.array([1.0 if row[-1] is None else row[-1] for row in compared], dtype=float)
    adjusted = false_discovery(told, len(told)).tolist() if drawn else [None] * len(shared)
    rows: list[tuple[Value, ...]] = [
        (
            *(found.networks[one], found.networks[other], sizes[one], sizes[other], number),
            *(*null, chance),
        )
        for one, other, number, null, chance in zip(
            *(end.tolist() for end in pairs), shared, compared, adjusted, strict=True
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
        notes=(EXTREME, _ADJUSTED),
    )


def find_backbone(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find the pairs of cities that share more networks than the sizes give: the backbone."""
    found = members(links)
    cities = len(found.cities)
    tests = cities * (cities - 1) // 2
    sizes = found.held.sum(axis=1).astype(np.int64)
    model = configuration(sizes, found.held.sum(axis=0).astype(np.int64))
    tails = shared_tails(model, int(sizes.max(initial=0)))
    one, other, shared, p, sharing = _unlikely(found, model, tails)
    adjusted = false_discovery(p, tests)
    expected = _expected(model)
    rows: list[tuple[Value, ...]] = []
    for place in np.flatnonzero(adjusted <= RATE).tolist():
        a, b = int(one[place]), int(other[place])
        both = np.flatnonzero(found.held[a] * found.held[b]).tolist()
        rows.append(
            (
                *(found.cities[a], found.labels[a], found.cities[b], found.labels[b]),
                int(shared[place]),
                float(expected[model.rows[a], model.rows[b]]),
                float(p[place]),
                float(adjusted[place]),
                " | ".join(found.networks[network] for network in both),
            )
        )
    rows.sort(key=lambda row: (float(row[6] or 0), str(row[0]), str(row[2])))
    note = Words(
        f"{cities} cities in {len(found.networks)} networks: {tests} pairs tested, {sharing} share "
        f"a network, {len(rows)} stand out at a false discovery rate of {RATE}",
        f"{cities} villes dans {len(found.networks)} réseaux : {tests} paires testées, {sharing} "
        f"ont un réseau en commun, {len(rows)} se distinguent au taux de fausses découvertes de "
        f"{RATE}",
    )
    return Table(
        columns=(
            *("city", "label", "other", "other_label", "shared", "expected", "p", "adjusted"),
            "networks",
        ),
        rows=tuple(rows),
        engine=NUMPY,
        null=EXPECTED,
        notes=(note,),
    )


def _unlikely(
    found: Members, model: Configuration, tails: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int]:
    """Return the pairs of a p of at most ``RATE``, and how many share a network at all."""
    parts = []
    sharing = 0
    for begin in range(0, len(found.cities), _AT_ONCE):
        shared = (found.held[begin : begin + _AT_ONCE] @ found.held.T).astype(np.int64)
        one, other = np.nonzero(shared)
        later = other > one + begin
        one, other = one[later], other[later]
        number = shared[one, other]
        sharing += len(one)
        p = tails[model.rows[one + begin], model.rows[other], number]
        kept = p <= RATE
        parts.append((one[kept] + begin, other[kept], number[kept], p[kept]))
    none = np.zeros(0, dtype=np.int64)
    one, other, number, p = (
        np.concatenate(held) for held in zip(*parts, (none, none, none, np.zeros(0)), strict=True)
    )
    return one, other, number, p, sharing


def _expected(model: Configuration) -> NDArray[np.float64]:
    return np.asarray((model.probability * model.many) @ model.probability.T)


def _drawn(found: Members, seed: list[int], draws: int) -> list[NDArray[np.float32]]:
    """Return matrices of the same margins, drawn at random."""
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
    made = []
    for draw in bipartite_draws(two_mode, seed, draws):
        held = np.zeros_like(found.held)
        held[draw.sources, draw.targets - len(found.cities)] = 1
        made.append(held)
    return made


_ADJUSTED: Final = Words(
    "adjusted: Benjamini and Hochberg's p over all pairs of networks; no draw can make it smaller "
    "than 1 / (draws + 1)",
    "adjusted : p de Benjamini et Hochberg sur toutes les paires de réseaux ; aucun tirage ne peut "
    "le rendre inférieur à 1 / (tirages + 1)",
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
            "Zweig and Kaufmann 2011, Social Network Analysis and Mining 1:187; Strona et al. 2014,"
            " Nature Communications 5:4114; Benjamini and Hochberg 1995"
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
            "P(shared >= s) for the sum over networks a of independent events of p(i, a) p(j, a), "
            "p = x_i y_a / (1 + x_i y_a); kept where Benjamini and Hochberg's p is at most 0.05"
        ),
        reading=Words(
            "a row: two cities whose common networks chance hardly gives; no row does not say that "
            "two cities have nothing in common",
            "une ligne : deux villes dont le hasard n’explique guère les réseaux communs ; sans "
            "ligne, elles peuvent en avoir",
        ),
        reference=(
            "Neal 2014, Social Networks 39:84; Neal, Domagalski and Sagan 2021, Scientific Reports "
            "11:23929; Saracco et al. 2015, Scientific Reports 5:10595"
        ),
        find=find_backbone,
        two_mode=True,
        projection="city-network",
    ),
)
