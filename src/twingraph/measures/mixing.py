"""Mixing: whether links stay within a country, a continent, a language, the European Union.

In: links and an attribute of their nodes. Out: the E-I index and nominal assortativity, each
against labels dealt out anew and against networks of the same degrees, and who is linked with whom.
The simple network is meant, of the nodes whose value is known; the others are counted. Labels are
dealt among those of them that have a link: who has none mixes with nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import DEGREES, dealt, degree_draws, known, numbered
from twingraph.projections.model import Links

Matrix = NDArray[np.int64]

_CHANCE: Final = 302

NULLS: Final = Words(
    "labels: the attribute's values dealt out anew among the nodes with a link; degrees: "
    + DEGREES.en,
    "labels : valeurs de l’attribut redistribuées entre les nœuds ayant un lien ; degrees : "
    + DEGREES.fr,
)


def mixing_matrix(links: Links, group: NDArray[np.int64], number: int) -> Matrix:
    """Return the link ends between any two groups: symmetric, a link within one counts twice."""
    one, other = group[links.sources], group[links.targets]
    ends = np.concatenate([one * number + other, other * number + one])
    return np.bincount(ends, minlength=number * number).reshape(number, number)


def e_i_index(matrix: Matrix) -> float | None:
    """Return (links between groups - links within) / links: -1 all within, 1 none."""
    total, within = int(matrix.sum()), int(matrix.trace())
    return (total - 2 * within) / total if total else None


def nominal_assortativity(matrix: Matrix) -> float | None:
    """Return Newman's r: 1 where all links are within, 0 as by chance; ``None`` for one group."""
    total, within = int(matrix.sum()), int(matrix.trace())
    ends: list[int] = matrix.sum(axis=0).tolist()
    chance = sum(held * held for held in ends)
    if total * total == chance:
        return None
    return (total * within - chance) / (total * total - chance)


def finder(attribute: str) -> Callable[[Links, Settings], Table]:
    """Return the measure of mixing by one attribute."""

    def find(links: Links, settings: Settings) -> Table:
        simple, note = _tied(links, attribute)
        names, group = numbered(simple.attributes[attribute])
        found = _figures(mixing_matrix(simple, group, len(names)))
        seed = (settings.seed, _CHANCE)
        shuffled = [
            _figures(mixing_matrix(simple, drawn, len(names)))
            for drawn in dealt(group, (*seed, 0), settings.draws)
        ]
        switched = [
            _figures(mixing_matrix(draw, group, len(names)))
            for draw in degree_draws(simple, (*seed, 1), settings.draws)
        ]
        rows: list[tuple[Value, ...]] = []
        for name, value in found.items():
            for null, drawn_figures in (("labels", shuffled), ("degrees", switched)):
                drawn = [figures[name] for figures in drawn_figures]
                rows.append((name, value, null, *against(value, drawn)))
        return Table(
            columns=("measure", "value", "null", *NULL_COLUMNS),
            rows=tuple(rows),
            engine=NUMPY,
            seed=settings.seed,
            null=NULLS,
            draws=settings.draws,
            notes=(note, *_REMARKS.get(attribute, ()), EXTREME),
        )

    return find


def matrix_finder(attribute: str) -> Callable[[Links, Settings], Table]:
    """Return the measure of who is linked with whom by one attribute."""

    def find(links: Links, settings: Settings) -> Table:  # noqa: ARG001
        simple, note = _tied(links, attribute)
        names, group = numbered(simple.attributes[attribute])
        matrix = mixing_matrix(simple, group, len(names))
        ends, total = matrix.sum(axis=0).tolist(), int(matrix.sum())
        rows = []
        for one, other in zip(*np.nonzero(np.triu(matrix)), strict=True):
            number = int(matrix[one, other]) // (2 if one == other else 1)
            chance = ends[one] * ends[other] / total / (2 if one == other else 1)
            rows.append((names[one], names[other], number, chance, number / chance))
        rows.sort(key=lambda row: (-row[2], str(row[0]), str(row[1])))
        return Table(
            columns=(attribute, f"other_{attribute}", "links", "expected", "ratio"),
            rows=tuple(rows),
            engine=NUMPY,
            notes=(note, *_REMARKS.get(attribute, ()), _EXPECTED),
        )

    return find


def _figures(matrix: Matrix) -> dict[str, float | None]:
    return {"e_i_index": e_i_index(matrix), "assortativity": nominal_assortativity(matrix)}


_EXPECTED: Final = Words(
    "expected: links that the groups' link ends give by chance (ends of one times ends of the "
    "other / all ends, half of it within a group); pairs of groups without a link have no row",
    "expected : liens que donne le hasard d’après les extrémités de liens des groupes (produit des "
    "deux nombres / nombre total, la moitié au sein d’un groupe) ; les paires de groupes sans "
    "lien n’ont pas de ligne",
)


_REMARKS: Final = {
    "language": (
        Words(
            "of the graph, a city's language is the first that GeoNames lists for its country: one "
            "for all of Belgium (nl), Switzerland (de) or Canada (en), so that ties within another "
            "language of such a country count as between two",
            "dans le graphe, la langue d’une ville est la première que GeoNames donne à son "
            "pays : une seule pour toute la Belgique (nl), la Suisse (de) ou le Canada (en), de "
            "sorte que les liens au sein d’une autre langue d’un tel pays comptent comme des liens "
            "entre deux langues",
        ),
    ),
}


def _tied(links: Links, attribute: str) -> tuple[Links, Words]:
    """Return the simple network of the nodes with a value and a link, and what is left out."""
    told = links.simple.kept(known(links.attributes[attribute]))
    kept = told.kept(told.degrees > 0)
    groups = len(numbered(kept.attributes[attribute])[0])
    nodes, alone, pairs = links.n - told.n, told.n - kept.n, links.simple.m - kept.m
    return kept, Words(
        f"{kept.n} nodes in {groups} groups and {kept.m} pairs; left out, as the value is not "
        f"known: {nodes} nodes and {pairs} pairs; tied to no node with a value: {alone} nodes",
        f"{kept.n} nœuds en {groups} groupes et {kept.m} paires ; laissés de côté, la valeur "
        f"n’étant pas connue : {nodes} nœuds et {pairs} paires ; liés à aucun nœud de "
        f"valeur connue : {alone} nœuds",
    )


_ATTRIBUTES: Final = {
    "country": Words("country", "pays"),
    "continent": Words("continent", "continent"),
    "language": Words("official language", "langue officielle"),
    "eu": Words(
        "side of the European Union's border", "côté de la frontière de l’Union européenne"
    ),
}


def _measures(attribute: str, word: Words) -> tuple[Measure, Measure]:
    return (
        Measure(
            name=f"mixing-by-{attribute}",
            scope="graph",
            summary=Words(
                f"whether links join cities of the same {word.en}, against two nulls",
                f"si les liens joignent des villes de même {word.fr}, face à deux modèles nuls",
            ),
            formula="E-I = (E − I) / (E + I), E links between groups, I within; "
            "r = (Σ e_ii − Σ a_i²) / (1 − Σ a_i²), e_ij share of link ends between i and j, "
            "a_i = Σ_j e_ij",
            reading=Words(
                "E-I: −1 all links within, 1 all between, and it follows the groups' sizes: read "
                "it against `labels`. r: 0 as by chance, 1 all within, below 0 avoided",
                "E-I : −1 tous les liens au sein des groupes, 1 tous entre eux, et il suit la "
                "taille des groupes : le lire face à « labels ». r : 0 comme au hasard, 1 tous au "
                "sein des groupes, moins de 0 évités",
            ),
            reference="Krackhardt and Stern 1988, Soc. Psychol. Q. 51, 123; Newman 2003, "
            "Phys. Rev. E 67, 026126",
            find=finder(attribute),
            needs=(attribute,),
        ),
        Measure(
            name=f"matrix-by-{attribute}",
            scope="pair",
            summary=Words(
                f"links between any two groups of cities by {word.en}, and as many as expected",
                f"liens entre deux groupes de villes par {word.fr}, et nombre attendu",
            ),
            formula="ratio = links / expected, expected = k_i k_j / 2m between groups, "
            "k_i² / 4m within, k_i link ends of i",
            reading=Words(
                "1: as many links as the groups' numbers of links give by chance; 2: twice as many",
                "1 : autant de liens qu’en donne le hasard d’après les groupes ; 2 : le double",
            ),
            reference="Newman 2003, Phys. Rev. E 67, 026126",
            find=matrix_finder(attribute),
            needs=(attribute,),
        ),
    )


MEASURES: Final = tuple(
    measure for attribute, word in _ATTRIBUTES.items() for measure in _measures(attribute, word)
)
