"""Distance of links: how far partners lie from each other, against three ideas of chance.

In: links between nodes with latitude and longitude. Out: mean and median kilometres and the share
of near links, and a histogram, each against uniform pairs, degree-weighted pairs, and networks that
keep each city's number of partners in each country. Links without both positions are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.nulls import SWAPS, degree_draws, known
from twingraph.projections.model import Links
from twingraph.remembering import remembered

Kilometres = NDArray[np.float64]
Nodes = NDArray[np.int64]
Figures = dict[str, float | None]

RADIUS: Final = 6371.0
NEAR: Final = (100, 500, 1000)
"""Kilometres under which a link counts as near."""
BOUNDS: Final = (0, 25, 50, 100, 200, 300, 500, 750, 1000, *range(1500, 20001, 500), 20016)
"""Bounds of the histogram: narrow where partners are near, up to half the Earth's circumference."""

_CHANCE: Final = 303

NULLS: Final = Words(
    "uniform: as many pairs of two cities with a link, each pair as likely; degrees: both ends "
    "drawn by their number of links; country: networks in which each city has as many partners in "
    f"each country as it has, {SWAPS} switches proposed for each link",
    "uniform : autant de paires de villes ayant un lien, toutes aussi probables ; degrees : les "
    "deux bouts tirés selon leur nombre de liens ; country : réseaux où chaque ville garde son "
    f"nombre de partenaires dans chaque pays, {SWAPS} échanges proposés par lien",
)


def kilometres(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], one: Nodes, other: Nodes
) -> Kilometres:
    """Return the great-circle distances between nodes by number, as `twingraph.distance` does."""
    a, b = np.radians(latitude), np.radians(longitude)
    north, east = a[other] - a[one], b[other] - b[one]
    h = np.sin(north / 2) ** 2 + np.cos(a[one]) * np.cos(a[other]) * np.sin(east / 2) ** 2
    return np.asarray(2 * RADIUS * np.arcsin(np.minimum(1.0, np.sqrt(h))), dtype=np.float64)


def find_distance(links: Links, settings: Settings) -> Table:
    """Return a row a figure and null: mean, median, and shares of links under some kilometres."""
    placed = _placed(links)
    found = _figures(_lengths(placed, placed))
    rows = []
    drawn = _drawn(links, settings.seed, settings.draws)
    for name, value in found.items():
        for null, draws in drawn.items():
            told = [figures[name] for figures, _ in draws]
            rows.append((name, value, null, *against(value, told)))
    return Table(
        columns=("measure", "value", "null", *NULL_COLUMNS),
        rows=tuple(rows),
        engine=NUMPY,
        seed=settings.seed,
        null=NULLS,
        draws=settings.draws,
        notes=(*_left_out(links, placed), EXTREME),
    )


def find_histogram(links: Links, settings: Settings) -> Table:
    """Return a row a class of distances and null: links observed, and what the null gives."""
    placed = _placed(links)
    found = _classes(_lengths(placed, placed)).tolist()
    drawn = _drawn(links, settings.seed, settings.draws)
    rows = []
    for place, number in enumerate(found):
        for null, draws in drawn.items():
            told = [int(classes[place]) for _, classes in draws]
            mean, low, high, *_ = against(number, told)
            rows.append((BOUNDS[place], BOUNDS[place + 1], number, null, mean, low, high))
    return Table(
        columns=("from_km", "to_km", "links", "null", *NULL_COLUMNS[:3]),
        rows=tuple(rows),
        engine=NUMPY,
        seed=settings.seed,
        null=NULLS,
        draws=settings.draws,
        notes=_left_out(links, placed),
    )


@remembered
def _drawn(links: Links, seed: int, draws: int) -> dict[str, list[tuple[Figures, Nodes]]]:
    """Return of each null's draws the figures and the classes: both measures draw the same."""
    placed = _placed(links)
    return {
        null: [(_figures(lengths), _classes(lengths)) for lengths in drawn(placed, seed, draws)]
        for null, drawn in _nulls(placed).items()
    }


def _placed(links: Links) -> Links:
    """Return the simple network of nodes that have a position and a link to one that has."""
    simple = links.simple
    places = ~np.isnan(_coordinates(simple, "latitude")) & ~np.isnan(
        _coordinates(simple, "longitude")
    )
    both = simple.kept(places)
    return both.kept(both.degrees > 0)


def _coordinates(links: Links, name: str) -> NDArray[np.float64]:
    return links.attributes[name].astype(np.float64)


def _lengths(placed: Links, drawn: Links) -> Kilometres:
    return _between(placed, drawn.sources.astype(np.int64), drawn.targets.astype(np.int64))


def _between(placed: Links, one: Nodes, other: Nodes) -> Kilometres:
    return kilometres(
        _coordinates(placed, "latitude"), _coordinates(placed, "longitude"), one, other
    )


def _classes(lengths: Kilometres) -> Nodes:
    return np.asarray(np.histogram(lengths, BOUNDS)[0], dtype=np.int64)


def _figures(lengths: Kilometres) -> Figures:
    some = len(lengths) > 0
    return {
        "mean_km": float(lengths.mean()) if some else None,
        "median_km": float(np.median(lengths)) if some else None,
        **{
            f"share_under_{bound}_km": float((lengths < bound).mean()) if some else None
            for bound in NEAR
        },
    }


Draws = Callable[[Links, int, int], Iterator[Kilometres]]


def _nulls(placed: Links) -> dict[str, Draws]:
    """Return the nulls by name; that of countries only where a country is known."""
    nulls: dict[str, Draws] = {"uniform": _uniform, "degrees": _by_degree}
    countries = placed.attributes.get("country")
    if countries is not None and known(countries).any():
        nulls["country"] = _by_country
    return nulls


def _uniform(placed: Links, seed: int, draws: int) -> Iterator[Kilometres]:
    for draw in range(draws if placed.m else 0):
        rng = np.random.default_rng([seed, _CHANCE, 0, draw])
        one = rng.integers(0, placed.n, placed.m)
        # The other is any but the first: what comes after it moves up by one.
        other = rng.integers(0, placed.n - 1, placed.m)
        yield _between(placed, one, other + (other >= one))


def _by_degree(placed: Links, seed: int, draws: int) -> Iterator[Kilometres]:
    stubs = np.concatenate([placed.sources, placed.targets]).astype(np.int64)
    for draw in range(draws if placed.m else 0):
        rng = np.random.default_rng([seed, _CHANCE, 1, draw])
        one, other = stubs[rng.integers(0, len(stubs), (2, placed.m))]
        while (same := np.flatnonzero(one == other)).size:
            one[same], other[same] = stubs[rng.integers(0, len(stubs), (2, same.size))]
        yield _between(placed, one, other)


def _by_country(placed: Links, seed: int, draws: int) -> Iterator[Kilometres]:
    groups = placed.attributes["country"]
    for drawn in degree_draws(placed, (seed, _CHANCE, 2), draws, groups=groups):
        yield _lengths(placed, drawn)


def _left_out(links: Links, placed: Links) -> tuple[Words, ...]:
    missing = links.simple.m - placed.m
    return (
        Words(
            f"{placed.m} pairs between {placed.n} cities with a position; left out, as a position "
            f"is not known: {missing} pairs",
            f"{placed.m} paires entre {placed.n} villes dont la position est connue ; laissées de "
            f"côté, une position manquant : {missing} paires",
        ),
    )


_FORMULA: Final = (
    "d = 2 R asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2)), R = 6371 km, over pairs of partners"
)
_REFERENCE: Final = (
    "Kaltenbrunner, Aragón, Laniado and Volkovich 2013, Not all paths lead to Rome: analysing the "
    "network of sister cities, IWSOS, LNCS 8221"
)

MEASURES: Final = (
    Measure(
        name="distance-of-links",
        scope="graph",
        summary=Words(
            "how far partners lie from each other, against three nulls",
            "à quelle distance se trouvent les partenaires, face à trois modèles nuls",
        ),
        formula=_FORMULA,
        reading=Words(
            "below the uniform pairs: partners are nearer than any two cities; below `degrees`: "
            "not only because active cities lie near each other; below `country`: also within "
            "the countries that were chosen, the near cities are",
            "moins que « uniform » : partenaires plus proches que deux villes quelconques ; moins "
            "que « degrees » : et pas seulement parce que les villes actives sont voisines ; moins "
            "que « country » : dans les pays choisis aussi, ce sont les villes proches",
        ),
        reference=_REFERENCE,
        find=find_distance,
        needs=("latitude", "longitude"),
    ),
    Measure(
        name="distance-histogram",
        scope="group",
        summary=Words(
            "links by class of distance, and as many as three nulls give",
            "liens par classe de distance, et nombre que donnent trois modèles nuls",
        ),
        formula=_FORMULA,
        reading=Words(
            "links above the interval: more than the null gives at this distance. Classes differ "
            "in width: compare with the null, not with each other",
            "liens au-dessus de l’intervalle : plus que n’en donne le modèle à cette distance. Les "
            "classes sont de largeurs inégales : comparer au modèle, pas entre elles",
        ),
        reference=_REFERENCE,
        find=find_histogram,
        needs=("latitude", "longitude"),
    ),
)
