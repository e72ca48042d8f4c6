"""Layers: which kinds of tie join the same pairs, and whether members of a network are tied more.

In: links with a ``layer``; those with ``derived`` true join members of a network, and are no tie of
their own. Out: how layers overlap, and for each network how many pairs of its members are tied,
against networks of ties with the same degrees, and with the same mixing of countries too.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import DEGREES, DEGREES_AND_GROUPS, degree_draws
from twingraph.measures.pairs import Pairs, pairs_of
from twingraph.measures.reports import beside_lists, of_reports
from twingraph.projections.model import Links

SEPARATOR: Final = " | "
"""What stands between the values of a column that has several."""
ANY: Final = "any network"

_CHANCE: Final = 431

NULLS: Final = Words(
    f"degrees: {DEGREES.en}; countries: {DEGREES_AND_GROUPS.en}, groups the countries",
    f"degrees : {DEGREES.fr} ; countries : {DEGREES_AND_GROUPS.fr}, les groupes étant les pays",
)


def pairs_by(links: Links, column: str) -> dict[str, Pairs]:
    """Return the pairs of each value of a column; links without one are in none."""
    values = links.columns[column].tolist()
    told = [() if value is None else tuple(str(value).split(SEPARATOR)) for value in values]
    combined = {cell: number for number, cell in enumerate(sorted(set(told)))}
    cells = np.array([combined[cell] for cell in told], dtype=np.int64)
    found: dict[str, list[Pairs]] = {}
    for cell, number in combined.items():
        for value in cell:
            found.setdefault(value, []).append(pairs_of(links, cells == number))
    return {value: np.unique(np.concatenate(found[value])) for value in sorted(found)}


def find_layer_overlap(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find for any two layers how many pairs are in both."""
    held = pairs_by(links, "layer")
    rows: list[tuple[Value, ...]] = [
        (one, other, *overlap(held[one], held[other])) for one, other in combinations(held, 2)
    ]
    rows.sort(key=lambda row: (-float(row[4] or 0), str(row[0]), str(row[1])))
    return Table(
        columns=("layer", "other", "pairs", "other_pairs", "both", "jaccard", "overlap"),
        rows=tuple(rows),
        engine=NUMPY,
    )


def overlap(one: Pairs, other: Pairs) -> tuple[int, int, int, float | None, float | None]:
    """Return both sizes, the pairs in both, Jaccard's index and the share of the smaller."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    whole, least = len(one) + len(other) - both, min(len(one), len(other))
    jaccard, share = both / whole if whole else None, both / least if least else None
    return len(one), len(other), both, jaccard, share


def find_members_tied(links: Links, settings: Settings) -> Table:
    """Find for each network how many pairs of its members are tied, against two nulls.

    A network of which reports alone tell the members is compared with none.
    """
    derived = np.array([value is True for value in links.columns["derived"].tolist()], dtype=bool)
    ties = _only(links, ~derived)
    networks = pairs_by(_only(links, derived), "layer")
    listed = pairs_by(_only(links, derived & ~beside_lists(links)), "layer")
    reported = sorted(set(networks).difference(listed))
    if networks:
        networks[ANY] = np.unique(np.concatenate(list(networks.values())))
    countries = links.attributes.get("country")
    nulls = {"degrees": None} if countries is None else {"degrees": None, "countries": countries}
    drawn = {
        null: [
            _tied(pairs_of(draw), networks)
            for draw in degree_draws(
                ties, [settings.seed, _CHANCE, place], settings.draws, groups=groups
            )
        ]
        for place, (null, groups) in enumerate(nulls.items())
    }
    found = _tied(pairs_of(ties), networks)
    chance = 2 * ties.simple.m / (links.n * (links.n - 1)) if links.n > 1 else None
    rows: list[tuple[Value, ...]] = []
    for network in sorted(networks, key=lambda name: (-len(networks[name]), name)):
        pairs, tied = len(networks[network]), found[network]
        for null, draws in drawn.items():
            told = against(tied, [draw[network] for draw in draws if network not in reported])
            mean = told[0]
            ratio = tied / mean if isinstance(mean, float) and mean > 0 else None
            rows.append((network, pairs, tied, tied / pairs, null, *told, ratio))
    note = Words(
        f"of all pairs of {links.n} cities {_share(chance)} are tied",
        f"de toutes les paires de {links.n} villes, {_share(chance).replace('.', ',')} sont liées",
    )
    return Table(
        columns=(
            *("network", "pairs", "tied", "share", "null"),
            *(*NULL_COLUMNS, "ratio"),
        ),
        rows=tuple(rows),
        engine=NUMPY,
        seed=settings.seed,
        null=NULLS,
        draws=settings.draws,
        notes=(note, EXTREME, *of_reports(reported)),
    )


def _share(chance: float | None) -> str:
    return "0" if chance is None else f"{chance:.3g}"


def _only(links: Links, chosen: NDArray[np.bool_]) -> Links:
    """Return all nodes and some of the links."""
    return Links(
        name=links.name,
        nodes=links.nodes,
        sources=links.sources[chosen],
        targets=links.targets[chosen],
        directed=links.directed,
        attributes=links.attributes,
        columns={name: held[chosen] for name, held in links.columns.items()},
        star_of=links.star_of,
    )


def _tied(ties: Pairs, networks: dict[str, Pairs]) -> dict[str, int]:
    """Return how many of each network's pairs are ties."""
    found = {}
    for network, pairs in networks.items():
        place = np.minimum(np.searchsorted(pairs, ties), len(pairs) - 1)
        found[network] = int(np.count_nonzero(pairs[place] == ties))
    return found


MEASURES: Final = (
    Measure(
        name="layer-overlap",
        scope="pair",
        summary=Words(
            "how far two kinds of tie, or ties and common networks, join the same pairs",
            "dans quelle mesure deux natures de lien, ou liens et réseaux communs, joignent les "
            "mêmes paires",
        ),
        formula="Jaccard: |A & B| / |A u B|; overlap: |A & B| / min(|A|, |B|), A and B the pairs",
        reading=Words(
            "jaccard 1: the same pairs; overlap 1: all pairs of the smaller are in the other",
            "jaccard 1 : les mêmes paires ; overlap 1 : toutes les paires de la plus petite sont "
            "dans l’autre",
        ),
        reference="Battiston, Nicosia and Latora 2014, Physical Review E 89:032804",
        find=find_layer_overlap,
        needs=("layer",),
        projection="layers",
    ),
    Measure(
        name="members-tied",
        scope="group",
        summary=Words(
            "whether two members of a network are tied more often than chance gives",
            "si deux membres d’un réseau sont liés plus souvent que ne le donne le hasard",
        ),
        formula="tied = |ties & pairs of members|; ratio = tied / mean of the null's draws",
        reading=Words(
            "ratio 1: as often as cities of so many ties (and of such countries); above: more; it "
            "does not say that the network brought them together",
            "ratio 1 : autant que des villes ayant autant de liens (et de tels pays) ; plus de 1 : "
            "davantage ; cela ne dit pas que le réseau les a réunies",
        ),
        reference="Maslov and Sneppen 2002, Science 296:910",
        find=find_members_tied,
        needs=("layer", "derived"),
        projection="layers",
    ),
)
