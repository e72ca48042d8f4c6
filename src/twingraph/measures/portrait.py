"""A network's portrait: its size, parts, clustering, mixing of degrees and distances.

In: links. Out: one table of figures, those that are not defined left empty. It compares them with
no null model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.clustering import local_clustering, triangles, wedges
from twingraph.measures.components import components
from twingraph.measures.distances import NO_DISTANCE, SAMPLED, Figure, distances
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.refusal import forced_note, star_reason
from twingraph.projections.model import Links

STAR: Final = Words(
    "what is clustered, mixed or far says nothing where only one city’s own report was read: left"
    " empty",
    "regroupement, assortativité et distances ne disent rien là où l’on n’a lu que le rapport"
    " d’une ville\u00a0: laissés vides",
)

Row = tuple[str, Figure]


def find_portrait(links: Links, settings: Settings) -> Table:
    """Return the portrait: rows of a figure's name, its value, and the bounds of an estimate."""
    simple = links.simple
    degrees = simple.degrees
    sizes = np.bincount(components(simple)) if simple.n else np.zeros(0, dtype=np.int64)
    rows: list[Row] = [
        ("nodes", Figure(links.n)),
        ("links", Figure(links.m)),
        ("pairs", Figure(simple.m)),
        ("self_loops", Figure(int((links.sources == links.targets).sum()))),
        ("isolated", Figure(int((degrees == 0).sum()))),
        ("mean_degree", Figure(2 * simple.m / simple.n if simple.n else None)),
        ("max_degree", Figure(int(degrees.max()) if simple.n else None)),
        ("density", Figure(_density(simple))),
        ("components", Figure(len(sizes))),
        ("largest_component", Figure(int(sizes[0]) if len(sizes) else None)),
        ("largest_share", Figure(int(sizes[0]) / simple.n if len(sizes) else None)),
    ]
    star = star_reason(links)
    if star is not None and not settings.forced:
        return _table(rows, notes=(STAR, star))
    forced = () if star is None else (forced_note(star),)
    rows += [("degree_gini", Figure(gini(degrees))), *_clustered(simple)]
    rows.append(("assortativity", Figure(assortativity(simple))))
    found = distances(simple, settings)
    if found is None:
        rows += [(name, Figure()) for name in ("mean_distance", "diameter", "radius")]
        return _table(rows, notes=(*forced, NO_DISTANCE))
    rows += [
        ("mean_distance", found.mean),
        ("diameter", found.diameter),
        ("radius", found.radius),
    ]
    if found.sampled is None:
        return _table(rows, notes=forced)
    return _table(rows, seed=settings.seed, notes=(*forced, SAMPLED))


def _table(rows: list[Row], *, seed: int | None = None, notes: tuple[Words, ...] = ()) -> Table:
    return Table(
        columns=("measure", "value", "low", "high"),
        rows=tuple((name, figure.value, figure.low, figure.high) for name, figure in rows),
        engine=NUMPY,
        seed=seed,
        notes=notes,
    )


def _density(simple: Links) -> float | None:
    return 2 * simple.m / (simple.n * (simple.n - 1)) if simple.n > 1 else None


def _clustered(simple: Links) -> Iterator[Row]:
    degrees = simple.degrees
    at = triangles(simple).at(simple.n)
    pairs = wedges(degrees)
    local = local_clustering(degrees, at)
    several = degrees > 1
    yield "triangles", Figure(int(at.sum()) // 3)
    yield "wedges", Figure(int(pairs.sum()))
    yield "transitivity", Figure(int(at.sum()) / int(pairs.sum()) if pairs.any() else None)
    yield "clustering", Figure(float(local.mean()) if simple.n else None)
    yield "clustering_of_two", Figure(float(local[several].mean()) if several.any() else None)


def gini(values: NDArray[np.int64]) -> float | None:
    """Return the Gini coefficient: 0 where all have as much, near 1 where one has all."""
    total, n = int(values.sum()), len(values)
    if not total:
        return None
    held = np.sort(values)
    return (2 * int((np.arange(1, n + 1) * held).sum()) - (n + 1) * total) / (n * total)


def assortativity(simple: Links) -> float | None:
    """Return the correlation of degrees over links (Newman 2002), from sums of whole numbers.

    ``None`` where all ends of links have the same degree.
    """
    degrees = simple.degrees
    x, y = degrees[simple.sources], degrees[simple.targets]
    ends = 2 * simple.m
    products, total, squares = (int(found.sum()) for found in (2 * x * y, degrees**2, degrees**3))
    spread = ends * squares - total**2
    return (ends * products - total**2) / spread if spread else None


MEASURES: Final = (
    Measure(
        name="portrait",
        scope="graph",
        summary=Words(
            "size, components, clustering, assortativity and distances of a network",
            "taille, composantes, regroupement, assortativité et distances d’un réseau",
        ),
        formula="transitivity = 3 triangles / wedges; assortativity = correlation of the degrees"
        " at both ends of a link; mean distance over the pairs of the largest component",
        reading=Words(
            "transitivity and clustering: 0 no neighbours tied, 1 all; assortativity: above 0"
            " cities with many partners are tied to each other; Gini: 0 all have as many partners",
            "transitivité et regroupement\u00a0: 0 aucun voisin lié, 1 tous\u202f;"
            " assortativité\u00a0: au-dessus de 0, les villes à nombreux partenaires sont liées"
            " entre elles\u202f; Gini\u00a0: 0, toutes ont autant de partenaires",
        ),
        reference="Newman 2010, Networks: An Introduction",
        find=find_portrait,
        star=True,
    ),
)
