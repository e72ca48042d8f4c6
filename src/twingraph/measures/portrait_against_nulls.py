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
from twingraph.measures.nulls import DEGREES, DEGREES_AND_GROUPS, degree_draws
from twingraph.measures.portrait import assortativity
from twingraph.projections.model import Column, Links

_CHANCE: Final = 301

UNDEFINED: Final = Words(
    "what is not defined here (clustering without two links at a node, assortativity where all "
    "degrees are the same, a second component where there is one) is left empty",
    "ce qui n’est pas défini ici (regroupement sans deux liens à un même nœud, assortativité quand "
    "tous les degrés sont les mêmes, deuxième composante quand il n’y en a qu’une) est laissé vide",
)


def find_portrait_against_nulls(links: Links, settings: Settings) -> Table:
    """Return a row a figure: its value, and what networks of the same degrees give."""
    return _compared(links, settings, DEGREES, None)


def find_portrait_in_countries(links: Links, settings: Settings) -> Table:
    """Return the same where each node keeps its number of partners in each country, too.

    Nodes whose country is not known are taken as one more country.
    """
    return _compared(links, settings, DEGREES_AND_GROUPS, links.attributes["country"])


def _compared(links: Links, settings: Settings, null: Words, groups: Column | None) -> Table:
    found = figures(links.simple)
    drawn = [
        figures(draw)
        for draw in degree_draws(links, (settings.seed, _CHANCE), settings.draws, groups=groups)
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
        null=null,
        draws=settings.draws,
        notes=(EXTREME, UNDEFINED) if undefined else (EXTREME,),
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


_FORMULA: Final = (
    "z = (value − mean of the draws) / standard deviation of the draws; extreme = share of draws "
    "and value at least as far from the mean of all"
)
_REFERENCE: Final = (
    "Maslov and Sneppen 2002, Science 296, 910; Allendorf, Meyer, Penschuck and Tran 2023, "
    "J. Parallel Distrib. Comput. 174, 118; Besag and Clifford 1989, Biometrika 76, 633"
)

MEASURES: Final = (
    Measure(
        name="portrait-against-nulls",
        scope="graph",
        summary=Words(
            "clustering, assortativity and components against networks of the same degrees",
            "regroupement, assortativité et composantes face à des réseaux de mêmes degrés",
        ),
        formula=_FORMULA,
        reading=Words(
            "inside the interval, the number of partners of each city explains the figure; "
            "outside, something else is at work. With many links small differences are extreme: "
            "read the interval before z",
            "dans l’intervalle, le nombre de partenaires de chaque ville explique la valeur ; "
            "hors de lui, autre chose joue. Avec beaucoup de liens, de petits écarts sont "
            "extrêmes : lire l’intervalle avant z",
        ),
        reference=_REFERENCE,
        find=find_portrait_against_nulls,
    ),
    Measure(
        name="portrait-in-countries",
        scope="graph",
        summary=Words(
            "the same where each city keeps its number of partners in each country",
            "la même chose où chaque ville garde son nombre de partenaires dans chaque pays",
        ),
        formula=_FORMULA,
        reading=Words(
            "inside the interval, the choice of countries explains the figure; beside "
            "portrait-against-nulls it tells how much of it that choice makes",
            "dans l’intervalle, le choix des pays explique la valeur ; à côté de "
            "portrait-against-nulls, on voit quelle part ce choix en fait",
        ),
        reference=_REFERENCE,
        find=find_portrait_in_countries,
        needs=("country",),
    ),
)
