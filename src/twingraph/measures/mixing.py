"""Mixing: whether links stay within a country, a continent, a language, the European Union.

In: links and an attribute of their nodes. Out: the E-I index and nominal assortativity, and of
languages the share of links whose ends have an official one in common, each against labels dealt
out anew and against networks of the same degrees; and who is linked with whom. The simple network
is meant, of the nodes whose value is known; the others are counted. Labels are dealt among those
of them that have a link: who has none mixes with nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.against import EXTREME, NULL_COLUMNS, against
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import DEGREES, dealt, degree_draws, known, numbered
from twingraph.projections.countries import languages_of
from twingraph.projections.model import Links
from twingraph.remembering import remembered

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
        kinds = _kinds(simple, attribute)
        found = _figures(simple, kinds, kinds.of_node)
        shuffled = [
            _figures(simple, kinds, drawn)
            for drawn in dealt(kinds.of_node, (settings.seed, _CHANCE, 0), settings.draws)
        ]
        switched = _switched(links, _known_beside(links, attribute), settings.seed, settings.draws)
        rows: list[tuple[Value, ...]] = []
        for name, value in found.items():
            for null, drawn_figures in (("labels", shuffled), ("degrees", switched[attribute])):
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


@dataclass(frozen=True, eq=False)
class _Kinds:
    """What nodes are by one attribute: each node's kind and each kind's group.

    A group is a kind by all attributes but languages: of these a kind is the one that is told with
    all official ones of the country, and ``common`` says which two kinds have one in common.
    """

    of_node: NDArray[np.int64]
    group: NDArray[np.int64]
    groups: int
    common: NDArray[np.bool_] | None = None


def _kinds(links: Links, attribute: str) -> _Kinds:
    names, group = numbered(links.attributes[attribute])
    if attribute != "language":
        return _Kinds(group, np.arange(len(names)), len(names))
    countries = links.attributes.get("country", np.full(links.n, None))
    told = [
        (first, languages_of(country, names[first]))
        for first, country in zip(group.tolist(), countries.tolist(), strict=True)
    ]
    kinds = sorted(set(told), key=lambda kind: (kind[0], sorted(kind[1])))
    number = {kind: place for place, kind in enumerate(kinds)}
    return _Kinds(
        np.array([number[kind] for kind in told], dtype=np.int64),
        np.array([first for first, _ in kinds], dtype=np.int64),
        len(names),
        np.array([[bool(one & other) for _, other in kinds] for _, one in kinds], dtype=bool),
    )


def _figures(links: Links, kinds: _Kinds, of_node: NDArray[np.int64]) -> dict[str, float | None]:
    """Return the figures of links between nodes of these kinds."""
    matrix = mixing_matrix(links, kinds.group[of_node], kinds.groups)
    found = {"e_i_index": e_i_index(matrix), "assortativity": nominal_assortativity(matrix)}
    if kinds.common is not None:
        shared = kinds.common[of_node[links.sources], of_node[links.targets]] if links.m else None
        found["language_in_common"] = None if shared is None else float(shared.mean())
    return found


def _known_beside(links: Links, attribute: str) -> tuple[str, ...]:
    """Return the attributes that are known of the same nodes as this one, it among them."""
    mask = known(links.attributes[attribute])
    return tuple(
        other
        for other in _ATTRIBUTES
        if other in links.attributes and np.array_equal(known(links.attributes[other]), mask)
    )


@remembered
def _switched(
    links: Links, attributes: tuple[str, ...], seed: int, draws: int
) -> dict[str, list[dict[str, float | None]]]:
    """Return each attribute's figures on networks of the same degrees, drawn once for all.

    The attributes are known of the same nodes, so that the networks are the same.
    """
    simple, _ = _tied(links, attributes[0])
    kinds = {attribute: _kinds(simple, attribute) for attribute in attributes}
    found: dict[str, list[dict[str, float | None]]] = {attribute: [] for attribute in attributes}
    for draw in degree_draws(simple, (seed, _CHANCE, 1), draws):
        for attribute, held in kinds.items():
            found[attribute].append(_figures(draw, held, held.of_node))
    return found


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
            "groups need one language a city. Of the graph it is the first that GeoNames lists for "
            "its country: one for all of Belgium (nl), Switzerland (de) or Canada (en), so that "
            "ties within another language of such a country count as between two. All official "
            "languages of a country are counted by language_in_common, as by gravity and suggest",
            "les groupes demandent une langue par ville. Dans le graphe, c’est la première que "
            "GeoNames donne à son pays : une seule pour toute la Belgique (nl), la Suisse (de) "
            "ou le Canada (en), de sorte que les liens au sein d’une autre langue d’un tel pays "
            "comptent comme des liens entre deux langues. Toutes les langues officielles d’un pays "
            "comptent pour language_in_common, comme pour gravity et suggest",
        ),
    ),
}

_INDEX: Final = (
    "E-I = (E − I) / (E + I), E links between groups, I within; r = (Σ e_ii − Σ a_i²) / "
    "(1 − Σ a_i²), e_ij share of link ends between i and j, a_i = Σ_j e_ij"
)
_READING: Final = Words(
    "E-I: −1 all links within, 1 all between, and it follows the groups' sizes: read it against "
    "`labels`. r: 0 as by chance, 1 all within, below 0 avoided",
    "E-I : −1 tous les liens au sein des groupes, 1 tous entre eux, et il suit la taille des "
    "groupes : le lire face à « labels ». r : 0 comme au hasard, 1 tous au sein des "
    "groupes, moins de 0 évités",
)
_COMMON: Final = (
    "language_in_common = share of the links between cities whose countries have any official "
    "language in common"
)
_IN_COMMON: Final = Words(
    "language_in_common: 1 where all links join countries with an official language in common, "
    "those within a country among them; it too follows the sizes: read it against the nulls. "
    "E-I and r are of the first language alone",
    "language_in_common : 1 si tous les liens joignent des pays ayant une langue officielle en "
    "commun, ceux d’un même pays compris ; elle aussi suit les tailles : la lire face aux "
    "modèles nuls. E-I et r ne tiennent compte que de la première langue",
)


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
    spoken = attribute == "language"
    return (
        Measure(
            name=f"mixing-by-{attribute}",
            scope="graph",
            summary=Words(
                f"whether links join cities of the same {word.en}, against two nulls",
                f"si les liens joignent des villes de même {word.fr}, face à deux modèles nuls",
            ),
            formula=f"{_INDEX}; {_COMMON}" if spoken else _INDEX,
            reading=Words(
                f"{_READING.en}. {_IN_COMMON.en}" if spoken else _READING.en,
                f"{_READING.fr}. {_IN_COMMON.fr}" if spoken else _READING.fr,
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
