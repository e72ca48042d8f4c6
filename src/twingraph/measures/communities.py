"""Communities: the groups of cities that Leiden finds, and how often it finds them again.

In: links and settings; `Settings.draws` is how many runs, each with its seed. Out: tables of the
consensus, of its communities and of each city's stability. It says nothing of what one means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.engines import NETWORKX, NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import DEGREES
from twingraph.measures.partitions import Partitions, drawn_modularities, modularity, partitions
from twingraph.measures.ranking import ranked
from twingraph.projections.model import Links

STABLE: Final = 0.9
_STABLE_FR: Final = f"{STABLE}".replace(".", ",")


def communities(links: Links, settings: Settings) -> Table:
    """Find how the network falls into communities, and how far the runs agree on it."""
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        return _table(("measure", "value"), (), None, settings)
    sizes = np.bincount(found.consensus)[1:]
    whole = np.bincount(found.consensus[_left(found)], minlength=len(sizes) + 1)[1:] == 0
    unsure = ~whole[found.consensus - 1]
    stable = found.stability >= STABLE
    rows: list[tuple[Value, ...]] = [
        ("communities", len(sizes)),
        ("whole_components", int(whole.sum())),
        ("cities", len(found.consensus)),
        ("largest", int(sizes.max())),
        ("median_size", float(np.median(sizes))),
        ("modularity", modularity(found.network, found.consensus)),
        ("modularity_mean", float(found.modularities.mean())),
        ("modularity_lowest", float(found.modularities.min())),
        ("modularity_highest", float(found.modularities.max())),
        ("adjusted_rand_index", float(found.rand.mean())),
        ("stable_share", float(stable.mean())),
        (
            "stable_share_of_the_others",
            float(stable[unsure].mean()) if unsure.any() else None,
        ),
    ]
    return _table(("measure", "value"), rows, found, settings)


def modularity_against_null(links: Links, settings: Settings) -> Table:
    """Find whether the modularity is more than that of networks with the same degrees."""
    columns = ("measure", "value", *NULL_COLUMNS)
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        return _table(columns, (), None, settings)
    # One run, as on each network drawn: a mean of runs has another law.
    value = float(found.modularities[0])
    drawn = drawn_modularities(links, settings.seed, settings.draws)
    row = ("modularity", value, *against(value, drawn))
    return Table(
        columns,
        (row,),
        f"{NUMPY} + {found.engine}",
        settings.seed,
        DEGREES,
        settings.draws,
        (EXTREME,),
    )


def community_of_cities(links: Links, settings: Settings) -> Table:
    """Find each city's community and in what share of the runs it is found again."""
    columns = ("stability", "overlap", "community", "size")
    values: list[tuple[Value, ...]] = [(None,) * len(columns)] * links.n
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        table = ranked(links, columns, values, NUMPY)
        return _table(table.columns, table.rows, None, settings)
    sizes = np.bincount(found.consensus)
    for number, stability, overlap, community in zip(
        found.numbers.tolist(),
        found.stability.tolist(),
        found.overlap.tolist(),
        found.consensus.tolist(),
        strict=True,
    ):
        values[number] = (stability, overlap, community, int(sizes[community]))
    table = ranked(links, columns, values, found.engine)
    return _table(table.columns, table.rows, found, settings)


def community_sizes(links: Links, settings: Settings) -> Table:
    """Find the communities of the consensus: size, links inside and outwards, countries."""
    columns = ("community", "size", "links_inside", "links_outwards", "stability", "countries")
    found = partitions(links, settings.seed, max(settings.draws, 1))
    if found is None:
        return _table((*columns, "best_linked"), (), None, settings)
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
    return _table((*columns, "best_linked"), rows, found, settings)


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


def _table(
    columns: tuple[str, ...],
    rows: Sequence[tuple[Value, ...]],
    found: Partitions | None,
    settings: Settings,
) -> Table:
    notes = [_STABLE] if found else [_NO_LINK]
    if found and found.engine == NETWORKX:
        notes.append(_LOUVAIN)
    if found and not found.settled:
        notes.append(_UNSETTLED)
    engine = found.engine if found else NUMPY
    draws = len(found.of_run) if found else None
    seed = settings.seed if found else None
    return Table(columns, tuple(rows), engine, seed, draws=draws, notes=tuple(notes))


_NO_LINK: Final = Words("no link: no community", "aucun lien : aucune communauté")
_STABLE: Final = Words(
    "draws are runs of Leiden, which begin from the order of the names: other names, other runs; a "
    "city is stable in a run where its community and that of the "
    f"consensus share more than half of each; stable_share: stability of {STABLE} or more; of the "
    "others: without communities that are a whole component. Networks drawn at random have high "
    "modularity too.",
    "les tirages sont des exécutions de Leiden, qui partent de l’ordre des noms : d’autres noms, "
    "d’autres exécutions ; une ville est stable dans une exécution où sa "
    "communauté et celle du consensus partagent plus de la moitié de chacune ; stable_share : "
    f"stabilité de {_STABLE_FR} ou plus ; des autres : sans les communautés qui sont une "
    "composante entière. Les réseaux tirés au hasard ont eux aussi une forte modularité.",
)
_LOUVAIN: Final = Words(
    "graspologic-native is not installed: Louvain instead of Leiden",
    "graspologic-native n’est pas installé : Louvain au lieu de Leiden",
)
_UNSETTLED: Final = Words(
    "the rounds of the consensus did not come to one partition: it is one of several",
    "les tours du consensus n’ont pas abouti à une seule partition : c’est l’une de plusieurs",
)
_REFERENCE: Final = (
    "Traag, Waltman and van Eck 2019 (Leiden), Scientific Reports 9:5233; Lancichinetti and "
    "Fortunato 2012, Scientific Reports 2:336, and Tandon et al. 2019, Physical Review E "
    "99:042301 (consensus, on links); Hubert and Arabie 1985 (adjusted Rand index)"
)
_READING: Final = Words(
    "stability 1: the same community in every run; below 0.5: the city lies between communities",
    "stabilité 1 : la même communauté à chaque exécution ; moins de 0,5 : la ville "
    "est entre plusieurs communautés",
)

MEASURES: Final = (
    Measure(
        name="communities",
        scope="graph",
        summary=Words(
            "communities (Leiden): number, sizes, modularity and how far the runs agree",
            "communautés (Leiden) : nombre, tailles, modularité et accord des exécutions",
        ),
        formula="Q = sum over communities c of (m_c / m - (K_c / 2m)^2); over `draws` runs",
        reading=Words(
            "modularity 0: as many links inside as by chance; above 0.3: marked groups, which "
            "sparse random networks show too",
            "modularité 0 : autant de liens internes que par hasard ; plus de "
            "0,3 : des groupes marqués, que montrent aussi des réseaux aléatoires peu denses",
        ),
        reference=_REFERENCE,
        find=communities,
    ),
    Measure(
        name="modularity-null",
        scope="graph",
        summary=Words(
            "whether the communities are more marked than those of random networks",
            "si les communautés sont plus marquées que celles de réseaux aléatoires",
        ),
        formula="Q of the first run, against Q of one run on each network of the same degrees",
        reading=Words(
            "z near 0: chance with these degrees gives communities as marked",
            "z proche de 0 : le hasard, à ces degrés, donne des communautés aussi marquées",
        ),
        reference="Guimera, Sales-Pardo and Amaral 2004, Physical Review E 70:025101",
        find=modularity_against_null,
    ),
    Measure(
        name="city-communities",
        scope="node",
        summary=Words(
            "each city's community, and in what share of the runs it is found again",
            "la communauté de chaque ville, et la part des exécutions où elle se retrouve",
        ),
        formula=(
            "stability(i) = share of runs s with |A & B_s| > |A| / 2 and > |B_s| / 2, where A and "
            "B_s are the communities of i; overlap(i) = mean of |A & B_s| / |A u B_s|"
        ),
        reading=_READING,
        reference=_REFERENCE,
        find=community_of_cities,
    ),
    Measure(
        name="community-sizes",
        scope="group",
        summary=Words(
            "the communities of the consensus: size, links inside and outwards, stability",
            "les communautés du consensus : taille, liens internes et externes, stabilité",
        ),
        formula=(
            "links inside: both ends in the community; outwards: one; stability: mean of its cities"
        ),
        reading=_READING,
        reference=_REFERENCE,
        find=community_sizes,
    ),
)
