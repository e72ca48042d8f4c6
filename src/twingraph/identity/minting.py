"""Slugs for the cities that are needed, with the same result as minting all of the gazetteer.

In: places of the gazetteer, and the country and folded name of every other one. Out: a slug by
number, as `twingraph.slugs.mint_all` gives it over the whole gazetteer. A slug depends only on
places of the country whose slugs could be the same: those of the name, and of the name with a
region's code behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twingraph.identity.gazetteer import Spot, Stem
from twingraph.slugs import GazetteerPlace, mint_all


def mint(needed: Iterable[Spot], everything: Sequence[Stem]) -> dict[int, str]:
    """Return the slugs of places of the gazetteer by their GeoNames numbers."""
    wanted = {spot.number for spot in needed}
    stems = {(country, stem) for country, stem, spot in everything if spot.number in wanted}
    chosen: dict[int, Spot] = {}
    grown = bool(stems)
    while grown:
        further = set(stems)
        for country, stem, spot in everything:
            longer = country, stem + spot.region
            if (country, stem) in stems:
                further.add(longer)
                chosen[spot.number] = spot
            elif longer in stems:
                further.add((country, stem))
        grown = further != stems
        stems = further
    slugs = mint_all(map(_place, chosen.values()))
    return {
        place.geonames: slug
        for place, slug in slugs.items()
        if place.geonames is not None and place.geonames in wanted
    }


def shortest(everything: Sequence[Stem]) -> set[str]:
    """Return the shortest slugs of all places, without hyphens: `namurbe`."""
    return {stem + country for country, stem, _ in everything}


def _place(spot: Spot) -> GazetteerPlace:
    return GazetteerPlace(spot.country, spot.name, spot.region, spot.number, spot.population)
