"""Communities: the groups of cities that Leiden finds, and how often it finds them again.

In: links and settings; `Settings.draws` is how many runs, each with its seed. Out: tables of the
consensus, of its communities and of each city's stability. It says nothing of what one means.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.partitions import Partitions, modularity, partitions
from twingraph.projections.model import Links

STABLE: Final = 0.9


def communities(links: Links, settings: Settings) -> Table:
    """Find how the network falls into communities, and how far the runs agree on it."""
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        return _empty(("measure", "value"), settings)
    sizes = np.bincount(found.consensus)[1:]
    whole = np.bincount(found.consensus[_left(found)], minlength=len(sizes) + 1)[1:] == 0
    unsure = ~whole[found.consensus - 1]
    stable = found.stability >= STABLE
    rows: list[tuple[Value, ...]] = [
        ("communities", len(sizes)),
        ("communities that are a whole component", int(whole.sum())),
        ("cities in a community", len(found.consensus)),
        ("largest community", int(sizes.max())),
        ("median size", float(np.median(sizes))),
        ("modularity of the consensus", modularity(found.network, found.consensus)),
        ("modularity, mean of the runs", float(found.modularities.mean())),
        ("modularity, lowest", float(found.modularities.min())),
        ("modularity, highest", float(found.modularities.max())),
        ("adjusted Rand index of runs and consensus", float(found.rand.mean())),
        (f"share of cities of stability {STABLE} or more", float(stable.mean())),
        (
            "the same, without communities that are a whole component",
            float(stable[unsure].mean()) if unsure.any() else None,
        ),
    ]
    return _table(("measure", "value"), rows, found, settings)


def community_of_cities(links: Links, settings: Settings) -> Table:
    """Find each city's community and in what share of the runs it is found again."""
    columns = ("node", "label", "stability", "overlap", "community", "size")
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        return _empty(columns, settings)
    names = _labels(links)
    sizes = np.bincount(found.consensus)
    rows: list[tuple[Value, ...]] = [
        (links.nodes[number], names[number], stability, overlap, community, int(sizes[community]))
        for number, stability, overlap, community in zip(
            found.numbers.tolist(),
            found.stability.tolist(),
            found.overlap.tolist(),
            found.consensus.tolist(),
            strict=True,
        )
    ]
    rows.sort(key=lambda row: (-float(row[2] or 0), -float(row[3] or 0), str(row[0])))
    return _table(columns, rows, found, settings)


def community_sizes(links: Links, settings: Settings) -> Table:
    """Find the communities of the consensus: size, links inside and outwards, countries."""
    columns = ("community", "size", "links inside", "links outwards", "stability", "countries")
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        return _empty((*columns, "best linked"), settings)
    network = found.network
    ends = found.consensus[network.sources], found.consensus[network.targets]
    number = int(found.consensus.max()) + 1
    inside = np.bincount(ends[0][ends[0] == ends[1]], minlength=number)
    outwards = sum(np.bincount(end[ends[0] != ends[1]], minlength=number) for end in ends)
    stability = np.bincount(found.consensus, found.stability)
    names, countries = _labels(network), network.attributes.get("country")
    order = np.argsort(found.consensus, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(found.consensus)[1:])[:-1])
    rows: list[tuple[Value, ...]] = []
    for community, cities in enumerate(members, start=1):
        told = Counter() if countries is None else Counter(filter(None, countries[cities].tolist()))
        first = sorted(told.items(), key=lambda item: (-item[1], str(item[0])))[:3]
        best = int(cities[np.argmax(network.degrees[cities])])
        rows.append(
            (
                community,
                len(cities),
                int(inside[community]),
                int(np.asarray(outwards)[community]),
                float(stability[community] / len(cities)),
                ", ".join(f"{country} {count}" for country, count in first) or None,
                names[best],
            )
        )
    return _table((*columns, "best linked"), rows, found, settings)


def _left(found: Partitions) -> NDArray[np.int64]:
    """Return the cities from which a link leads to another community."""
    one, other = found.network.sources, found.network.targets
    leaves = found.consensus[one] != found.consensus[other]
    return np.unique(np.concatenate([one[leaves], other[leaves]])).astype(np.int64)


def _labels(links: Links) -> list[str]:
    held = links.attributes.get("label")
    return [
        node if label is None else str(label)
        for node, label in zip(
            links.nodes, links.nodes if held is None else held.tolist(), strict=True
        )
    ]


def _empty(columns: tuple[str, ...], settings: Settings) -> Table:
    said = Words("no link: no community", "aucun lien\u00a0: aucune communauté")
    return Table(columns, (), "numpy", settings.seed, None, settings.draws, (said,))


def _table(
    columns: tuple[str, ...], rows: list[tuple[Value, ...]], found: Partitions, settings: Settings
) -> Table:
    runs = len(found.of_run)
    unsettled = (
        ("", "")
        if found.settled
        else (", whose consensus did not settle", ", dont le consensus ne s’est pas stabilisé")
    )
    said = Words(
        f"{runs} runs, each with its seed{unsettled[0]}; a city is stable in a run where its two "
        "communities share more than half of each. Networks drawn at random have high modularity "
        "too: compare with a null.",
        f"{runs} tirages, chacun avec sa graine{unsettled[1]}\u00a0; une ville est stable dans un "
        "tirage où ses deux communautés partagent plus de la moitié de chacune. Les réseaux "
        "tirés au hasard ont eux aussi une forte modularité\u00a0: à comparer à un modèle nul.",
    )
    return Table(columns, tuple(rows), found.engine, settings.seed, None, runs, (said,))


_REFERENCE: Final = (
    "Traag, Waltman and van Eck 2019 (Leiden), Scientific Reports 9:5233; Lancichinetti and "
    "Fortunato 2012, Scientific Reports 2:336, and Tandon et al. 2019, Physical Review E "
    "99:042301 (consensus, on links); Hubert and Arabie 1985 (adjusted Rand index)"
)
_READING: Final = Words(
    "stability 1: the same community in every run; below 0.5: the city lies between communities",
    "stabilité 1\u00a0: la même communauté dans chaque tirage\u00a0; moins de 0,5\u00a0: la ville "
    "est entre plusieurs communautés",
)

MEASURES: Final = (
    Measure(
        "communities",
        "graph",
        Words(
            "communities (Leiden): number, sizes, modularity and how far the runs agree",
            "communautés (Leiden)\u00a0: nombre, tailles, modularité et accord entre les tirages",
        ),
        "Q = sum over communities c of (m_c / m - (K_c / 2m)^2); over `draws` runs",
        Words(
            "modularity 0: as many links inside as by chance; above 0.3: marked groups, which "
            "sparse random networks show too",
            "modularité 0\u00a0: autant de liens internes que par hasard\u00a0; plus de "
            "0,3\u00a0: des groupes marqués, que montrent aussi des réseaux aléatoires peu denses",
        ),
        _REFERENCE,
        communities,
    ),
    Measure(
        "city-communities",
        "node",
        Words(
            "each city's community, and in what share of the runs it is found again",
            "la communauté de chaque ville, et la part des tirages où elle se retrouve",
        ),
        "stability(i) = share of runs s with |A & B_s| > |A| / 2 and > |B_s| / 2, where A and "
        "B_s are the communities of i; overlap(i) = mean of |A & B_s| / |A u B_s|",
        _READING,
        _REFERENCE,
        community_of_cities,
    ),
    Measure(
        "community-sizes",
        "group",
        Words(
            "the communities of the consensus: size, links inside and outwards, stability",
            "les communautés du consensus\u00a0: taille, liens internes et externes, stabilité",
        ),
        "links inside: both ends in the community; outwards: one; stability: mean of its cities'",
        _READING,
        _REFERENCE,
        community_sizes,
    ),
)
