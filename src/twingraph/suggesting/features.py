"""What a model looks at: the features of a pair of cities, each a number with a name.

In: ties (which know their cities), and a pair, many pairs, or a city and all others. Out: a matrix,
a row for each pair and a column for each of `FEATURES`, ``nan`` where a feature is not known. Every
feature is the same whichever city is named first. It weighs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from twingraph.measures.model import Words
from twingraph.suggesting.cities import UNKNOWN, Floats, Ints
from twingraph.suggesting.ties import Ties, products, row_product

NEAR: Final = 80.0
"""Kilometres: a drive of an hour."""
SMEAR: Final = 30.0
"""Kilometres added to a distance before its logarithm: within them it makes no difference."""


@dataclass(frozen=True)
class Feature:
    """A feature: its name, what it is in a few words, and its formula."""

    name: str
    words: Words
    formula: str


FEATURES: Final[tuple[Feature, ...]] = (
    Feature(
        "partners",
        Words("number of partners of both", "nombre de partenaires des deux"),
        "ln max(k1, 1) + ln max(k2, 1)",
    ),
    Feature("population", Words("inhabitants of both", "habitants des deux"), "ln p1 + ln p2"),
    Feature("size_gap", Words("difference in size", "écart de taille"), "|ln p1 - ln p2|"),
    Feature("distance", Words("distance", "distance"), "ln(km + 30)"),
    Feature("near", Words("an hour away", "à une heure"), "1 if km < 80"),
    Feature(
        "affinity",
        Words("ties of both countries", "liens des deux pays"),
        "ln((counted + 5) / (expected + 5))",
    ),
    Feature("same_country", Words("same country", "même pays"), "1 or 0"),
    Feature(
        "same_language",
        Words("a language in common abroad", "langue commune à l’étranger"),
        "1 if the countries differ and have an official language in common",
    ),
    Feature("same_continent", Words("same continent", "même continent"), "1 or 0"),
    Feature("both_eu", Words("both in the EU", "toutes deux dans l’UE"), "1 or 0"),
    Feature("networks", Words("shared networks", "réseaux communs"), "ln(1 + shared networks)"),
    Feature(
        "common",
        Words("common partners", "partenaires communs"),
        "ln(1 + sum of 1 / ln k over common partners)",
    ),
    Feature(
        "longer",
        Words("partners tied to partners", "partenaires liés entre eux"),
        "ln(1 + 10 x sum of 1 / sqrt(k k') over paths of three steps)",
    ),
    Feature(
        "country_ties",
        Words("partners in the other’s country", "partenaires dans le pays de l’autre"),
        "ln(1 + partners of 1 in country of 2) + ln(1 + partners of 2 in country of 1)",
    ),
    Feature("same_name", Words("same name", "même nom"), "1 or 0"),
)
NAMES: Final = tuple(feature.name for feature in FEATURES)


def of_pairs(ties: Ties, first: Ints, second: Ints) -> Floats:
    """Return the features of pairs of cities, a row for each."""
    cities, a = ties.cities, ties.adjacency
    there = cities.country[second], cities.country[first]
    return _matrix(
        ties,
        first,
        second,
        networks=products(cities.memberships, cities.memberships, first, second),
        common=products(ties.by_log_degree, a, first, second),
        longer=products(ties.two_steps, a, first, second),
        here=_entries(ties.to_countries, first, there[0]),
        back=_entries(ties.to_countries, second, there[1]),
    )


def of_city(ties: Ties, city: int) -> Floats:
    """Return the features of a city with every city, itself included; a row for each."""
    cities, a = ties.cities, ties.adjacency
    country = int(cities.country[city])
    column = ties.to_countries[:, [max(country, 0)]].toarray().ravel()
    return _matrix(
        ties,
        np.int64(city),
        np.arange(cities.n),
        networks=row_product(cities.memberships, cities.memberships, city),
        common=row_product(ties.by_log_degree, a, city),
        longer=row_product(ties.two_steps, a, city),
        here=ties.to_countries[[city]].toarray().ravel()[np.maximum(cities.country, 0)],
        back=column,
    )


def _matrix(
    ties: Ties,
    first: Any,
    second: Any,
    *,
    networks: Floats,
    common: Floats,
    longer: Floats,
    here: Floats,
    back: Floats,
) -> Floats:
    cities = ties.cities
    # A city without a tie is here only for the tie that was hidden: that it has none would give
    # the hidden one away. So none counts as one.
    degree = np.log(np.maximum(ties.degrees, 1))
    size = cities.log_population
    kilometres = cities.kilometres(first, second)
    one, other = cities.country[first], cities.country[second]
    placed = (one != UNKNOWN) & (other != UNKNOWN)
    abroad = one != other
    columns = {
        "partners": degree[first] + degree[second],
        "population": size[first] + size[second],
        "size_gap": np.abs(size[first] - size[second]),
        "distance": np.log(kilometres + SMEAR),
        "near": np.where(np.isnan(kilometres), np.nan, kilometres < NEAR),
        "affinity": np.where(placed, ties.affinity[one, other], np.nan),
        "same_country": np.where(placed, ~abroad, np.nan),
        "same_language": np.where(placed, cities.share_language[one, other] * abroad, np.nan),
        "same_continent": _same(cities.continent[first], cities.continent[second]),
        "both_eu": cities.eu[first] * cities.eu[second],
        "networks": np.log1p(networks),
        "common": np.log1p(common),
        "longer": np.log1p(10 * longer),
        "country_ties": np.where(placed, np.log1p(here) + np.log1p(back), np.nan),
        "same_name": cities.names[first] == cities.names[second],
    }
    return np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES])


def _same(one: Any, other: Any) -> Floats:
    found: Floats = np.where((one != UNKNOWN) & (other != UNKNOWN), one == other, np.nan)
    return found


def _entries(matrix: Any, rows: Ints, columns: Ints) -> Floats:
    """Return entries of a sparse matrix; those of an unknown country are 0."""
    found = np.asarray(matrix[rows, np.maximum(columns, 0)], dtype=np.float64).ravel()
    made: Floats = np.where(columns == UNKNOWN, 0.0, found)
    return made
