"""What is known of cities by themselves: place, size, country, language, networks.

In: the nodes of links with their attributes, and a two-mode network of memberships. Out: `Cities`,
arrays in the order of the nodes. Nothing in it comes from a tie between cities, so that no hidden
tie can show through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.distance_of_links import kilometres
from twingraph.names import fold
from twingraph.projections.countries import countries
from twingraph.projections.model import Links

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNKNOWN: Final = -1
"""The code of a country or continent that nobody tells."""
SMALLEST: Final = 100
"""Gazetteers give few inhabitants, or none, where they do not know how many."""


@dataclass(frozen=True, eq=False)
class Cities:
    """Cities as arrays: ``nan`` or `UNKNOWN` for what is not known.

    ``countries`` are the names of the codes in ``country``; ``share_language`` says which two of
    them have a language in common. ``names`` has one number for each spelling of a name.
    ``memberships`` is cities by ``networks``, 1 for a member.
    """

    nodes: tuple[str, ...]
    latitude: Floats
    longitude: Floats
    log_population: Floats
    country: Ints
    countries: tuple[str, ...]
    share_language: Floats
    continent: Ints
    eu: Floats
    names: Ints
    memberships: csr_array
    networks: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.nodes)

    def kilometres(self, first: Any, second: Any) -> Floats:
        """Return the distance of pairs of cities on a sphere, ``nan`` where a place is unknown."""
        return kilometres(self.latitude, self.longitude, first, second)

    def without_networks(self) -> Cities:
        """Return the same cities as members of nothing: for a past that knew not the lists."""
        from dataclasses import replace

        return replace(self, memberships=self.memberships[:, :0], networks=())


def cities_of(links: Links, memberships: Links | None = None) -> Cities:
    """Return what the nodes of links are known by.

    ``memberships`` is a two-mode network whose second mode are networks; cities that ``links`` does
    not have are left out. Attributes that are absent are known of no city.
    """
    country, codes = _coded(links, "country")
    labels = _values(links, "label")
    population = _floats(links, "population")
    population = np.where(population >= SMALLEST, population, np.nan)
    spelt = [fold(str(label)) or node for label, node in zip(labels, links.nodes, strict=True)]
    eu = [np.nan if v is None else float(bool(v)) for v in _values(links, "eu")]
    belongs, networks = _belonging(links, memberships)
    return Cities(
        nodes=links.nodes,
        latitude=_floats(links, "latitude"),
        longitude=_floats(links, "longitude"),
        log_population=np.log(population),
        country=country,
        countries=codes,
        share_language=_languages(codes),
        continent=_coded(links, "continent")[0],
        eu=np.array(eu, dtype=np.float64),
        names=np.unique(np.array(spelt, dtype=str), return_inverse=True)[1].astype(np.int64),
        memberships=belongs,
        networks=networks,
    )


def _values(links: Links, name: str) -> list[Any]:
    """Return an attribute of every node, its name where it has no label."""
    held = links.attributes.get(name)
    found = [None] * links.n if held is None else held.tolist()
    if name != "label":
        return [None if v is None or v != v else v for v in found]
    return [node if v is None else v for v, node in zip(found, links.nodes, strict=True)]


def _floats(links: Links, name: str) -> Floats:
    """Return an attribute of numbers. Raises UsageError where one is none, or infinite."""
    values = _values(links, name)
    try:
        found = np.array([np.nan if v is None else float(v) for v in values], dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        found = np.array([np.inf])
    if np.isinf(found).any():
        raise UsageError(f"{name} of a node is not a number", hint="numbers, None if unknown")
    return found


def _coded(links: Links, name: str) -> tuple[Ints, tuple[str, ...]]:
    values = [None if v is None else str(v) for v in _values(links, name)]
    known = tuple(sorted({v for v in values if v}))
    number = {v: code for code, v in enumerate(known)}
    codes = [number[v] if v else UNKNOWN for v in values]
    return np.array(codes, dtype=np.int64), known


def _languages(codes: tuple[str, ...]) -> Floats:
    """Return 1 where two countries have a language in common, ``nan`` where one is unknown.

    Belgium has three: the one that stands first is not that of half its cities.
    """
    spoken = [told.languages if (told := countries().get(code)) else None for code in codes]
    found = np.full((max(len(codes), 1), max(len(codes), 1)), np.nan)
    for at, one in enumerate(spoken):
        for to, other in enumerate(spoken):
            if one is not None and other is not None:
                found[at, to] = float(bool(one & other))
    return found


def _belonging(links: Links, memberships: Links | None) -> tuple[csr_array, tuple[str, ...]]:
    from scipy.sparse import csr_array

    found: set[tuple[int, int]] = set()
    networks: tuple[str, ...] = ()
    if memberships is not None and memberships.second is not None:
        second = memberships.second.tolist()
        number = {node: place for place, node in enumerate(links.nodes)}
        networks = tuple(n for n, of in zip(memberships.nodes, second, strict=True) if of)
        place = {network: at for at, network in enumerate(networks)}
        ends = zip(memberships.sources.tolist(), memberships.targets.tolist(), strict=True)
        for source, target in ends:
            city, network = (target, source) if second[source] else (source, target)
            if memberships.nodes[city] in number and second[network]:
                found.add((number[memberships.nodes[city]], place[memberships.nodes[network]]))
    rows = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(rows))
    return csr_array((ones, (rows[:, 0], rows[:, 1])), shape=(links.n, len(networks))), networks
