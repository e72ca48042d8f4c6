"""Position: where a city stands among those of its country and of its size, and how surely.

In: links of many cities, with what is known of their countries, populations and sources. Out: the
rank by number of partners within each class, its band when ties are missing, and what each source
alone would say. It says nothing of what partners are worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.bands import NULL, thinned
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.reports import lists_of, own_nodes
from twingraph.projections.model import Links

SIZES: Final = (5_000, 20_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000)
"""Bounds of classes of inhabitants; from 50,000 on those of the OECD and the Commission."""

_COLUMNS: Final = (
    *("node", "label", "class", "degree", "rank", "of", "low", "high"),
    *("share", "least", "most", "sources"),
)
_CHANCE: Final = 601

Numbers = NDArray[np.int64]


def position(links: Links, settings: Settings) -> Table:
    """Return each city's rank by number of partners in the world, its country and its size.

    Only cities with a partner in some list are ranked, ``of`` is how many the class has; equal
    numbers share the best rank. ``low`` and ``high`` hold the rank in 95 of 100 networks without a
    tenth of the tied pairs. ``share`` is rank / of; ``least`` and ``most`` are the smallest and the
    largest share that one list alone would give; ``sources`` is how many lists know the city.
    Cities whose report is read stand first, others by their number of partners.
    """
    own = own_nodes(links)
    lists = lists_of(links)
    listed = links
    if lists is not None:
        listed = _only(links, np.any([*lists.values(), _none(links)], axis=0))
    degrees = listed.simple.degrees
    classes = list(_classes(links, degrees > 0))
    drawn = [np.empty((settings.draws, links.n), dtype=np.int32) for _ in classes]
    for draw in range(settings.draws):
        rng = np.random.default_rng([settings.seed, _CHANCE, draw])
        left = thinned(listed, rng).simple.degrees
        for held, (_, group) in zip(drawn, classes, strict=True):
            held[draw] = ranks_within(left, group)
    alone = [_only(links, kept).simple.degrees for kept in (lists or {}).values()]
    order = np.lexsort((np.arange(links.n), -degrees, ~own))
    found: list[dict[int, tuple[Value, ...]]] = []
    for (names, group), held in zip(classes, drawn, strict=True):
        shares = [_share(of_source, group) for of_source in alone]
        found.append(dict(_placed(degrees, names, group, held, shares)))
    notes = [_READ, _NO_SOURCES if lists is None else _NO_REPORTS]
    if not listed.m:
        notes.append(_NO_LIST)
    rows = [
        (links.nodes[city], _label(links, city), *of_class[city])
        for city in order.tolist()
        for of_class in found
        if city in of_class
    ]
    return Table(
        columns=_COLUMNS,
        rows=tuple(rows),
        engine="numpy",
        seed=settings.seed,
        null=NULL,
        draws=settings.draws,
        notes=tuple(notes),
    )


_READ: Final = Words(
    "A rank among cities of which lists know a partner: lists differ in what they call a tie and "
    "in which countries they cover. Where bands overlap, do not say that one city stands before "
    "another.",
    "Un rang parmi les villes dont des listes connaissent un partenaire\u202f: elles diffèrent par "
    "ce qu’elles nomment un lien et par les pays qu’elles couvrent. Là où les bandes se "
    "recouvrent, ne pas dire qu’une ville en précède une autre.",
)
_NO_REPORTS: Final = Words(
    "Ties that only a city’s own report tells are left out: of other cities no report is read, and "
    "they would be behind for that alone.",
    "Les liens que seul relate le rapport d’une ville sont laissés de côté\u202f: des autres "
    "villes aucun rapport n’est lu, et cela seul les ferait reculer.",
)
_NO_LIST: Final = Words(
    "No list of ties is here: nobody is ranked.",
    "Aucune liste de liens n’est ici\u202f: personne n’a de rang.",
)
_NO_SOURCES: Final = Words(
    "Sources are not told of these links: least and most are empty.",
    "Les sources de ces liens ne sont pas dites\u202f: least et most sont vides.",
)


def ranks_within(values: Numbers, group: Numbers) -> NDArray[np.int32]:
    """Return 1 + the number of members of one's group with a higher value; 0 without a group."""
    order = np.lexsort((-values, group))
    sorted_group, sorted_values = group[order], values[order]
    place = np.arange(len(values))
    new_group = np.r_[True, sorted_group[1:] != sorted_group[:-1]][: len(values)]
    new_value = new_group | np.r_[True, sorted_values[1:] != sorted_values[:-1]][: len(values)]
    start = np.maximum.accumulate(np.where(new_group, place, 0))
    best = np.maximum.accumulate(np.where(new_value, place, 0))
    found = np.zeros(len(values), dtype=np.int32)
    found[order] = np.where(sorted_group < 0, 0, best - start + 1)
    return found


def _classes(links: Links, tied: NDArray[np.bool_]) -> Iterator[tuple[tuple[str, ...], Numbers]]:
    """Yield the names of classes and the class of each node, -1 where it has none."""
    yield ("world",), np.where(tied, 0, -1)
    countries = links.attributes["country"].tolist()
    names = tuple(sorted({str(country) for country in countries if country is not None}))
    place = {name: number for number, name in enumerate(names)}
    group = np.array([place.get(str(country), -1) for country in countries], dtype=np.int64)
    yield names, np.where(tied, group, -1)
    if "population" in links.attributes:
        people = links.attributes["population"].astype(np.float64)
        sized = np.where(np.isnan(people) | ~tied, -1, np.searchsorted(SIZES, people, "right"))
        bounds = ("0", *(f"{bound:,}" for bound in SIZES), "")
        yield tuple(f"{low}-{high}" for low, high in pairwise(bounds)), sized


def _none(links: Links) -> NDArray[np.bool_]:
    return np.zeros(links.m, dtype=np.bool_)


def _only(links: Links, kept: NDArray[np.bool_]) -> Links:
    """Return the marked links between the same nodes."""
    return replace(links, sources=links.sources[kept], targets=links.targets[kept], columns={})


def _share(degrees: Numbers, group: Numbers) -> NDArray[np.float64]:
    """Return rank / size of class by one source, ``nan`` where it does not know the city."""
    known = np.where(degrees > 0, group, -1)
    ranks = ranks_within(degrees, known).astype(np.float64)
    sizes = np.bincount(known[known >= 0], minlength=int(group.max(initial=0)) + 1)
    return np.where(known >= 0, ranks / np.maximum(sizes[known], 1), np.nan)


def _placed(
    degrees: Numbers,
    names: tuple[str, ...],
    group: Numbers,
    drawn: NDArray[np.int32],
    shares: list[NDArray[np.float64]],
) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield each node of a class with its values from ``class`` on."""
    ranks, sizes = ranks_within(degrees, group), np.bincount(group[group >= 0])
    bands = _band(drawn) if len(drawn) else None
    for city in np.flatnonzero(group >= 0).tolist():
        rank, size = int(ranks[city]), int(sizes[group[city]])
        alone = [float(share[city]) for share in shares if not np.isnan(share[city])]
        yield (
            city,
            (
                names[int(group[city])],
                int(degrees[city]),
                rank,
                size,
                None if bands is None else int(bands[0][city]),
                None if bands is None else int(bands[1][city]),
                rank / size,
                min(alone, default=None),
                max(alone, default=None),
                len(alone),
            ),
        )


def _band(drawn: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """Return the ranks that hold 95 % of the draws, outwards where they fall between two."""
    low = np.quantile(drawn, 0.025, axis=0, method="lower")
    return low.astype(int), np.quantile(drawn, 0.975, axis=0, method="higher").astype(int)


def _label(links: Links, city: int) -> str | None:
    labels = links.attributes.get("label")
    return None if labels is None else labels[city]


MEASURES: Final = (
    Measure(
        name="position",
        scope="node",
        summary=Words(
            "where a city stands by number of partners, in its country and among its size",
            "où se place une ville par le nombre de partenaires, dans son pays et sa taille",
        ),
        formula="1 + number of cities of the class with more partners; share = rank / of",
        reading=Words(
            "share 0.05: among the five cities of a hundred with the most partners; from least to "
            "most it depends on whose list one believes",
            "share 0,05\u202f: parmi les cinq villes sur cent qui ont le plus de "
            "partenaires\u202f; de least à most, cela dépend de la liste que l’on croit",
        ),
        reference="classes of size: Dijkstra and Poelman, Cities in Europe (2012)",
        find=position,
        needs=("country",),
    ),
)
