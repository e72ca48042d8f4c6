"""What a name adds, and whether a place agrees: "Qixia (Nanjing)", "Berlin (Bezirk Mitte)".

In: a place of the gazetteer, and a way to read a name by which it was found. Out: a `Fit`: whether
what was left out of the name tells of that place, of another, or of a part of it only. It decides
nothing.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from twingraph.distance import kilometres
from twingraph.identity.countries import Countries
from twingraph.identity.gazetteer import Gazetteer, Spot
from twingraph.identity.naming import COUNTY, Reading, fold, is_part, level_of

AROUND: Final = 60.0
"""Kilometres within which a district lies from the centre of a metropolis."""
NEAR: Final = 20.0
"""The same of any other city; and what agrees with a position."""
CITY: Final = 100_000
"""Inhabitants of a city: of a place that large, a name may add a part."""
METROPOLIS: Final = 1_000_000
"""Inhabitants of a place so well known that a name never adds where it is."""


class Fit(IntEnum):
    """Whether what a name adds agrees with a place; of several answers, the highest counts."""

    NOTHING = 0
    AGAINST = 1
    """It is the name of a town elsewhere."""
    ELSEWHERE = 2
    """It is the name of another region, or of a large city elsewhere."""
    WITHIN = 3
    """It is the name of what the place lies in."""
    EXACT = 4
    """With it, the name is all the place's own, or says its region or country."""
    PART = 5
    """It is the name of a part of the place: the place itself is not meant."""


def fit(spot: Spot, reading: Reading, gazetteer: Gazetteer, countries: Countries) -> Fit:
    """Return whether what a reading left out of a name agrees with a place."""
    fits = [_fit(spot, reading, one, gazetteer, countries) for one in reading.qualifiers]
    return max(fits, default=Fit.NOTHING)


def _fit(
    spot: Spot, reading: Reading, qualifier: str, gazetteer: Gazetteer, countries: Countries
) -> Fit:
    region = countries.region(spot.country, qualifier)
    if region and spot.region == region:
        return Fit.EXACT
    key, own = fold(qualifier), fold(spot.name)
    bearers = [named for named in gazetteer.find(key) if named.spot.country == spot.country]
    if own != reading.key and own.startswith(reading.key) and own.endswith(key):
        return Fit.EXACT
    if any(named.spot == spot for named in bearers):
        return Fit.EXACT
    area = countries.area(qualifier)
    if area is not None and area.country == spot.country:
        return Fit.EXACT
    main = [named.spot for named in bearers if named.main]
    if spot.population >= CITY and (
        is_part(qualifier)
        or any(s.population < spot.population and apart(s, spot) <= AROUND for s in main)
    ):
        return Fit.PART
    if any(
        apart(named.spot, spot) <= (AROUND if named.spot.population >= METROPOLIS else NEAR)
        for named in bearers
    ):
        return Fit.WITHIN
    if region:
        return Fit.ELSEWHERE
    largest = max(main, key=_size, default=None)
    # "Izumi, Kagoshima": where the regions are not known, many are called after their largest city.
    if largest and spot.country not in countries.divided and spot.region == largest.region != "":
        return Fit.WITHIN
    if level_of(qualifier) == COUNTY:
        return Fit.NOTHING
    if spot == _metropolis(reading, spot.country, gazetteer):
        return Fit.PART
    if largest is None or apart(largest, spot) <= AROUND:
        return Fit.NOTHING
    return Fit.ELSEWHERE if largest.population >= CITY else Fit.AGAINST


def _metropolis(reading: Reading, country: str, gazetteer: Gazetteer) -> Spot | None:
    """Return the only city of that name in a country, if it is so large that all know where."""
    named = {named.spot for named in gazetteer.find(reading.key) if named.spot.country == country}
    cities = [spot for spot in named if spot.population >= CITY]
    return cities[0] if len(cities) == 1 and cities[0].population >= METROPOLIS else None


def _size(spot: Spot) -> tuple[int, int]:
    return spot.population, -spot.number


def apart(one: Spot, other: Spot) -> float:
    """Return the kilometres between two places; unknown is infinite."""
    if one.position is None or other.position is None:
        return 0.0 if one == other else float("inf")
    return kilometres(one.position, other.position)
