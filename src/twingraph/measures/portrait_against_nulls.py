"""The portrait against chance: what a network's degrees alone would make of its figures.

In: links. Out: transitivity, both mean clusterings, assortativity and the sizes of components, each
with what networks of the same degrees drawn at random give. Distances are not compared.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.clustering import local_clustering, triangles, wedges
from twingraph.measures.components import components
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.nulls import DEGREES, degree_draws
from twingraph.measures.portrait import assortativity
from twingraph.projections.model import Links

_CHANCE: Final = 301

NO_PAIRS: Final = Words(
    "what is not defined here (clustering without two links at a node, assortativity where all "
    "degrees are the same) is left empty",
    "ce qui n’est pas défini ici (regroupement sans deux liens à un même nœud, assortativité quand "
    "tous les degrés sont les mêmes) est laissé vide",
)


def find_portrait_against_nulls(links: Links, settings: Settings) -> Table:
    """Return a row a figure: its value, and what networks of the same degrees give."""
    found = figures(links.simple)
    drawn = [
        figures(draw) for draw in degree_draws(links, (settings.seed, _CHANCE), settings.draws)
    ]
    undefined = any(value is None for value in found.values())
    return Table(
        columns=("measure", "value", *NULL_COLUMNS),
        rows=tuple(
            (name, value, *against(value, [draw[name] for draw in drawn]))
            for name, value in found.items()
        ),
        engine=NUMPY,
        seed=settings.seed,
        null=DEGREES,
        draws=settings.draws,
        notes=(EXTREME, NO_PAIRS) if undefined else (EXTREME,),
    )


def figures(simple: Links) -> dict[str, float | None]:
    """Return the figures of a simple network that degrees do not fix, by name."""
    degrees = simple.degrees
    at = triangles(simple).at(simple.n)
    pairs = wedges(degrees)
    local = local_clustering(degrees, at)
    several = degrees > 1
    sizes = np.bincount(components(simple)).tolist() if simple.n else []
    return {
        "transitivity": int(at.sum()) / int(pairs.sum()) if pairs.any() else None,
        "clustering": float(local.mean()) if simple.n else None,
        "clustering_of_two": float(local[several].mean()) if several.any() else None,
        "assortativity": assortativity(simple),
        "components": len(sizes),
        "largest_share": sizes[0] / simple.n if sizes else None,
        "second_component": sizes[1] if len(sizes) > 1 else None,
    }


MEASURES: Final = (
    Measure(
        name="portrait-against-nulls",
        scope="graph",
        summary=Words(
            "clustering, assortativity and components against networks of the same degrees",
            "regroupement, assortativité et composantes face à des réseaux de mêmes degrés",
        ),
        formula="z = (value − mean of the draws) / standard deviation of the draws; extreme = "
        "share of draws and value at least as far from the mean of all",
        reading=Words(
            "inside the interval, the number of partners of each city explains the figure; "
            "outside, something else is at work. With many links small differences are extreme: "
            "read the interval before z",
            "dans l’intervalle, le nombre de partenaires de chaque ville explique la valeur ; "
            "hors de lui, autre chose joue. Avec beaucoup de liens, de petits écarts sont "
            "extrêmes : lire l’intervalle avant z",
        ),
        reference="Maslov and Sneppen 2002, Science 296, 910; Allendorf, Meyer, Penschuck and Tran "
        "2023, J. Parallel Distrib. Comput. 174, 118; Besag and Clifford 1989, Biometrika 76, 633",
        find=find_portrait_against_nulls,
    ),
)
