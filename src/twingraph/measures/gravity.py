"""Gravity: how size, distance, language and union go with the ties between countries.

In: links between cities with ``country`` and position. Out: the coefficients of two Poisson models
of the ties between any two countries, those without a tie included, how well they fit, and the
pairs that they explain least. It says what goes together, not what causes what.

Sizes are the cities that a country has in the network, and these are there for their ties: so there
is a second model, in which each country has a size of its own that its ties decide (fixed effects).
Distance is between the means of the countries' cities, weighted by their inhabitants.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.countries import Meta, meta_network
from twingraph.measures.distance_of_links import kilometres
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import numbered
from twingraph.measures.poisson import Fit, fit
from twingraph.projections.countries import languages_of
from twingraph.projections.model import Links
from twingraph.remembering import remembered

Numbers = NDArray[np.float64]

SIZES: Final = "sizes"
FIXED: Final = "fixed effects"
FLAGS: Final = ("continent", "language", "eu")
FEWEST: Final = 4
"""Fewer countries give fewer pairs than a model has coefficients."""
MANY: Final = 60
"""With fewer countries intervals are too narrow to be taken at their word."""
_WIDE: Final = 1.959963984540054
_NEAREST: Final = 1.0


@dataclass(frozen=True, eq=False)
class Gravity:
    """The pairs of countries and what both models find for them.

    ``distance`` are logarithms of kilometres. ``terms`` name the columns of each model that are of
    interest, the last ones of its fit.
    """

    meta: Meta
    countries: tuple[str, ...]
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    ties: Numbers
    distance: Numbers
    terms: dict[str, tuple[str, ...]]
    fits: dict[str, Fit]
    unplaced: int


@remembered
def gravity(links: Links) -> Gravity | None:
    """Return both models of the ties between countries, or None where there are too few."""
    meta = meta_network(links)
    names, group = numbered(links.attributes["country"])
    north, east = _centres(links, group, len(names))
    # A country without a tie abroad has no size that its ties could decide.
    kept = np.flatnonzero(~np.isnan(north) & (meta.abroad.sum(axis=1) > 0))
    if len(kept) < FEWEST:
        return None
    one, other = np.triu_indices(len(kept), 1)
    first, second = kept[one], kept[other]
    ties = meta.abroad[first, second]
    if not ties.any():
        return None
    far = np.log(np.maximum(kilometres(north, east, first, second), _NEAREST))
    cities = np.log(meta.cities[first]) + np.log(meta.cities[second])
    shared = {
        f"same_{flag}" if flag != "eu" else "both_eu": _both(
            links, names, group, flag, first, second
        )
        for flag in FLAGS
        if flag in links.attributes
    }
    between = {"log_distance": far, **shared}
    constant = np.ones(len(ties))
    effects = np.zeros((len(ties), len(kept)))
    effects[np.arange(len(ties)), one] = 1
    effects[np.arange(len(ties)), other] = 1
    columns = {
        SIZES: np.column_stack([constant, cities, *between.values()]),
        FIXED: np.column_stack([effects, *between.values()]),
    }
    return Gravity(
        meta=meta,
        countries=tuple(str(names[number]) for number in kept.tolist()),
        one=one,
        other=other,
        ties=ties,
        distance=far,
        terms={SIZES: ("constant", "log_cities", *between), FIXED: tuple(between)},
        fits={model: fit(ties, held, one, other) for model, held in columns.items()},
        unplaced=len(names) - len(kept),
    )


def find_gravity(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find the coefficients of both models with their errors."""
    columns = (
        *("model", "term", "coefficient", "standard_error", "low", "high", "z", "factor"),
        "robust_error",
    )
    found = gravity(links)
    if found is None:
        return Table(columns, (), NUMPY, notes=(_TOO_FEW,))
    rows: list[tuple[Value, ...]] = []
    for model, terms in found.terms.items():
        fitted = found.fits[model]
        for place, term in enumerate(terms, start=-len(terms)):
            value, robust = fitted.coefficients[place], fitted.robust[place]
            error = fitted.dyadic[place]
            told = (
                *(value, error, value - _WIDE * error, value + _WIDE * error),
                *(value / error, np.exp(value), robust),
            )
            rows.append((model, term, *map(_number, told)))
    notes = [_told(found), _ERRORS]
    if len(found.countries) < MANY:
        notes.append(_NARROW)
    if any(row[2] is None for row in rows):
        notes.append(_NO_COEFFICIENT)
    if any(row[2] is not None and None in (row[3], row[8]) for row in rows):
        notes.append(_NO_ERROR)
    return Table(columns, tuple(rows), NUMPY, notes=tuple(notes))


def find_gravity_fit(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find how well both models fit."""
    found = gravity(links)
    columns = ("model", "measure", "value")
    if found is None:
        return Table(columns, (), NUMPY, notes=(_TOO_FEW,))
    rows: list[tuple[Value, ...]] = []
    for model, fitted in found.fits.items():
        likeness = np.corrcoef(found.ties, fitted.mean)[0, 1] if np.ptp(fitted.mean) else np.nan
        rows += [
            (model, "countries", len(found.countries)),
            (model, "pairs", len(found.ties)),
            (model, "pairs_without_a_tie", int((found.ties == 0).sum())),
            (model, "ties", int(found.ties.sum())),
            (model, "deviance", fitted.deviance),
            (model, "pseudo_r2", fitted.pseudo_r2),
            (model, "squared_correlation", _number(likeness**2)),
            (model, "dispersion", fitted.dispersion),
        ]
    return Table(columns, tuple(rows), NUMPY, notes=(_told(found),))


def find_gravity_residuals(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find what the model with fixed effects expects of each pair, the least explained first."""
    found = gravity(links)
    columns = ("country", "other", "ties", "expected", "ratio", "residual")
    if found is None:
        return Table(columns, (), NUMPY, notes=(_TOO_FEW,))
    rows: list[tuple[Value, ...]] = []
    for one, other, ties, mean in zip(
        *(found.one.tolist(), found.other.tolist()),
        *(found.ties.tolist(), found.fits[FIXED].mean.tolist()),
        strict=True,
    ):
        if not mean:
            continue
        names = found.countries[one], found.countries[other]
        part = 2 * ((ties * math.log(ties / mean) if ties else 0.0) - (ties - mean))
        residual = math.copysign(math.sqrt(max(part, 0.0)), ties - mean)
        rows.append((*names, int(ties), mean, ties / mean, residual))
    rows.sort(key=lambda row: (-abs(float(row[5] or 0)), str(row[0]), str(row[1])))
    return Table(columns, tuple(rows), NUMPY, notes=(_told(found),))


def _centres(links: Links, group: NDArray[np.int64], number: int) -> tuple[Numbers, Numbers]:
    """Return each country's mean position on the sphere, nan where no city has one."""
    latitude, longitude = (links.attributes[name].astype(float) for name in _PLACE)
    placed = (group >= 0) & ~np.isnan(latitude) & ~np.isnan(longitude)
    people = np.ones(links.n)
    if "population" in links.attributes:
        told = links.attributes["population"].astype(float)
        people = np.where(np.nan_to_num(told) > 0, told, 1.0)
    north, east = np.radians(latitude[placed]), np.radians(longitude[placed])
    points = (np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north))
    x, y, z = (
        np.bincount(group[placed], people[placed] * point, minlength=number) for point in points
    )
    nowhere = (x == 0) & (y == 0) & (z == 0)
    found = np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))
    return np.where(nowhere, np.nan, found[0]), np.where(nowhere, np.nan, found[1])


def _both(
    links: Links,
    names: list[Any],
    group: NDArray[np.int64],
    flag: str,
    one: NDArray[Any],
    other: NDArray[Any],
) -> Numbers:
    """Return 1 for pairs of countries that share what their cities tell, of the EU both in it.

    Languages are all official ones of a country that is known, beside the one that is told.
    """
    values = links.attributes[flag].tolist()
    told: dict[int, frozenset[Any]] = {}
    for country, value in zip(group.tolist(), values, strict=True):
        if country not in told and country >= 0 and value is not None and value is not False:
            spoken = flag == "language"
            told[country] = (
                languages_of(str(names[country]), value) if spoken else frozenset((value,))
            )
    none: frozenset[Any] = frozenset()
    shared = [
        bool(told.get(a, none) & told.get(b, none))
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]
    return np.array(shared, dtype=np.float64)


def _number(value: float) -> float | None:
    # Digits beyond these hang on the order in which a machine adds up.
    return None if np.isnan(value) else float(f"{value:.10g}")


def _told(found: Gravity) -> Words:
    return Words(
        f"{len(found.countries)} countries; {found.unplaced} without a position or a tie abroad "
        f"and {found.meta.unknown} ties with an end of unknown country are left out",
        f"{len(found.countries)} pays ; {found.unplaced} sans position ni lien à l’étranger et "
        f"{found.meta.unknown} liens dont un bout est de pays inconnu sont laissés de côté",
    )


_PLACE: Final = ("latitude", "longitude")
_TOO_FEW: Final = Words(
    f"fewer than {FEWEST} countries with a position and a tie abroad: no model",
    f"moins de {FEWEST} pays ayant une position et un lien à l’étranger : pas de modèle",
)
_ERRORS: Final = Words(
    "standard_error: pairs with a country in common taken as related; robust_error: all pairs as "
    "independent; both allow more spread than Poisson's. factor = exp(coefficient)",
    "standard_error : paires ayant un pays en commun prises comme liées ; robust_error : toutes "
    "les paires indépendantes ; les deux admettent plus de dispersion que Poisson. factor = "
    "exp(coefficient)",
)
_NARROW: Final = Words(
    f"intervals are too narrow with few countries: in simulations with 25 about four of five hold "
    f"the truth, with {MANY} about nine of ten, with 120 and more nearly 95 of 100",
    f"les intervalles sont trop étroits quand les pays sont peu nombreux : en simulation, avec "
    f"25 pays environ quatre sur cinq contiennent la vraie valeur, avec {MANY} neuf sur dix, avec "
    f"120 et plus près de 95 sur 100",
)
_NO_COEFFICIENT: Final = Words(
    "no coefficient where a term says no more than others do, or where no pair with it has a tie",
    "pas de coefficient là où un terme ne dit rien de plus que d’autres, ou si aucune paire qui "
    "l’a n’est liée",
)
_NO_ERROR: Final = Words(
    "an error is empty where what related pairs have in common comes out below 0: its sign is "
    "chance, and no interval is given",
    "une erreur est vide là où la part commune des paires liées ressort sous 0 : son signe est "
    "un hasard, et aucun intervalle n’est donné",
)
_REFERENCE: Final = (
    "Santos Silva and Tenreyro 2006, Review of Economics and Statistics 88:641; Fally 2015, Journal"
    " of International Economics 97:76; Fafchamps and Gubert 2007, American Economic Review 97:75"
)
_FORMULA: Final = (
    "E[ties(i, j)] = exp(b log distance + c same continent + d common language + e both in EU + "
    "s (log cities_i + log cities_j) + constant); fixed effects: a_i + a_j instead of the last two"
)
_READING: Final = Words(
    "log_distance -1: at twice the distance half the ties; factor of same_language (an official "
    "language in common): so many times the ties of an otherwise equal pair; pseudo_r2 1: all "
    "explained; dispersion far above 1: more spread than Poisson's",
    "log_distance -1 : moitié moins de liens au double de la distance ; factor de same_language "
    "(une langue officielle commune) : "
    "autant de fois les liens d’une paire égale par ailleurs ; pseudo_r2 1 : tout est expliqué ; "
    "dispersion bien au-delà de 1 : plus que celle de Poisson",
)
_NEEDS: Final = ("country", *_PLACE)

MEASURES: Final = (
    Measure(
        name="gravity",
        scope="group",
        summary=Words(
            "how size, distance, continent, language and EU go with ties between countries",
            "comment taille, distance, continent, langue et UE vont avec les liens entre pays",
        ),
        formula=_FORMULA,
        reading=_READING,
        reference=_REFERENCE,
        find=find_gravity,
        needs=_NEEDS,
    ),
    Measure(
        name="gravity-fit",
        scope="group",
        summary=Words(
            "how well the models of gravity fit the ties between countries",
            "à quel point les modèles de gravité s’ajustent aux liens entre pays",
        ),
        formula="pseudo R2 = 1 - deviance / deviance of the mean; dispersion = Pearson / freedom",
        reading=_READING,
        reference=_REFERENCE,
        find=find_gravity_fit,
        needs=_NEEDS,
    ),
    Measure(
        name="gravity-residuals",
        scope="pair",
        summary=Words(
            "pairs of countries tied more or less than gravity with fixed effects gives",
            "paires de pays plus ou moins liées que ne le donne la gravité à effets fixes",
        ),
        formula="residual = sign root of 2 (ties log(ties / expected) - ties + expected)",
        reading=Words(
            "above 0: more ties than size, distance, language and EU give: look for history",
            "plus de 0 : davantage de liens que n’en donnent taille, distance, langue et UE : "
            "chercher l’histoire",
        ),
        reference=_REFERENCE,
        find=find_gravity_residuals,
        needs=_NEEDS,
    ),
)
