"""How many ties a node has, and how deep in the network it stands: degree, strength, k-core.

In: links. Out: tables of nodes. Of a directed network degree tells both directions.
"""

from __future__ import annotations

from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.plain import by_networkx
from twingraph.measures.ranking import ranked
from twingraph.measures.refusal import star_reason
from twingraph.projections.model import WEIGHT, Links

LISTED: Final = Words(
    "of all but the cities whose reports were read, only the ties with these are known",
    "des villes dont on n’a pas lu le rapport, on ne connaît que les liens avec celles dont on"
    " l’a lu",
)


def find_degree(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Return with how many others each node is tied; of a directed network, from and to whom."""
    simple = links.simple
    columns = [simple.degrees.tolist()]
    names = ["degree"]
    if links.directed:
        names += ["in_degree", "out_degree"]
        tails, heads = ordered_pairs(links)
        columns += [np.bincount(ends, minlength=links.n).tolist() for ends in (heads, tails)]
    return ranked(links, names, list(zip(*columns, strict=True)), NUMPY, notes=_listed(links))


def find_strength(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Return how many links each node has, parallel ones counted, or the sum of their weights.

    Self-loops are left out. Where a weight is not known the node's strength is not either.
    """
    weights = links.columns.get(WEIGHT, np.ones(links.m))
    if weights.dtype == object:
        raise UsageError("the column weight holds text", hint="write numbers")
    kept = links.sources != links.targets
    found = np.zeros(links.n)
    for ends in (links.sources, links.targets):
        found += np.bincount(ends[kept], weights=weights[kept], minlength=links.n)
    values = [
        (None if strength != strength else strength, degree)
        for strength, degree in zip(found.tolist(), links.simple.degrees.tolist(), strict=True)
    ]
    return ranked(links, ("strength", "degree"), values, NUMPY, notes=_listed(links))


def find_core(links: Links, settings: Settings) -> Table:
    """Return the largest k of which a node is in the k-core."""
    if settings.backend:
        found, engine = by_networkx(links.simple, nx.core_number, settings)
        return ranked(links, ("core",), [(core,) for core in found], engine)
    return ranked(links, ("core",), [(core,) for core in cores(links).tolist()], NUMPY)


def cores(links: Links) -> NDArray[np.int64]:
    """Return core numbers: nodes of the lowest degree are taken away until none is left."""
    simple = links.simple
    starts, neighbours = simple.neighbours
    left = simple.degrees.copy()
    core = np.zeros(simple.n, dtype=np.int64)
    alive = np.ones(simple.n, dtype=bool)
    k = 0
    while (rest := np.flatnonzero(alive)).size:
        k = max(k, int(left[rest].min()))
        going = rest[left[rest] <= k]
        while going.size:
            core[going] = k
            alive[going] = False
            number = starts[going + 1] - starts[going]
            places = np.repeat(starts[going] - np.cumsum(number) + number, number)
            met = neighbours[places + np.arange(len(places))]
            np.subtract.at(left, met, 1)
            near = np.unique(met[alive[met]])
            going = near[left[near] <= k].astype(np.int64)
    return core


def ordered_pairs(links: Links) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return tails and heads of a directed network's links, without parallel ones or loops."""
    keys = links.sources.astype(np.int64) * links.n + links.targets
    tails, heads = np.divmod(np.unique(keys[links.sources != links.targets]), max(links.n, 1))
    return tails, heads


def _listed(links: Links) -> tuple[Words, ...]:
    return () if star_reason(links) is None else (LISTED,)


MEASURES: Final = (
    Measure(
        name="degree",
        scope="node",
        summary=Words("with how many others a node is tied", "à combien d’autres un nœud est lié"),
        formula="k(v) = number of nodes with a link to v; parallel links count once, loops not",
        reading=Words(
            "the number of partners the network knows of; who lists much has much",
            "le nombre de partenaires que le réseau connaît\u202f; qui recense beaucoup en a"
            " beaucoup",
        ),
        reference="Freeman 1979, Social Networks 1, 215",
        find=find_degree,
        star=True,
    ),
    Measure(
        name="strength",
        scope="node",
        summary=Words(
            "how many links a node has, parallel ones counted",
            "combien de liens a un nœud, les liens parallèles compris",
        ),
        formula="s(v) = sum of the weights of the links at v, each 1 where none is given",
        reading=Words(
            "above the degree: several agreements or sources tie the same two",
            "supérieure au degré\u00a0: plusieurs accords ou sources lient les deux mêmes",
        ),
        reference="Barrat et al. 2004, PNAS 101, 3747",
        find=find_strength,
        star=True,
    ),
    Measure(
        name="core",
        scope="node",
        summary=Words(
            "how deep in the network a node stands (k-core)",
            "à quelle profondeur du réseau se trouve un nœud (k-cœur)",
        ),
        formula="core(v) = largest k such that v is in a part where all have k neighbours or more",
        reading=Words(
            "high: tied to many that are tied to many; it asks for no path and bears missing links",
            "élevé\u00a0: lié à beaucoup de nœuds eux-mêmes très liés\u202f; ne suppose aucun"
            " chemin et supporte des liens manquants",
        ),
        reference="Seidman 1983, Social Networks 5, 269",
        find=find_core,
        backends=True,
    ),
)
