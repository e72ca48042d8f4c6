"""Mentions gathered: what all sources say of a thing that bears one identifier.

In: places of sources. Out: entities, each with all names, countries, positions and populations that
its mentions state; a mention without an identifier is an entity of its own. It decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from twingraph.distance import Position
from twingraph.identity.countries import Area, Countries
from twingraph.identity.naming import COUNTY, Reading, fold, level_of, readings
from twingraph.imports.model import Place


class Mention(NamedTuple):
    """A place in a source."""

    source: str
    place: Place

    @property
    def key(self) -> tuple[str, str]:
        """Return what names the mention in every reading of its source."""
        return self.source, self.place.key


@dataclass(frozen=True)
class Entity:
    """What mentions say together; ``unknown`` tells that a label of a country is in no list."""

    mentions: tuple[Mention, ...]
    items: tuple[str, ...]
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    readings: tuple[Reading, ...]
    areas: frozenset[Area]
    unknown: bool
    positions: tuple[Position, ...]
    population: int | None
    level: str
    county: frozenset[str]
    """The folded names with a word for what is larger than a city, or part of one."""

    @property
    def countries(self) -> frozenset[str]:
        """Return the codes of the countries that are stated."""
        return frozenset(area.country for area in self.areas)

    @property
    def keys(self) -> frozenset[str]:
        """Return the folded names as they stand."""
        return frozenset(reading.key for reading in self.readings if not reading.strength)


MANY: Final = 5
"""Names that a source gives one position, from which that position says nothing of any of them."""


def gather(mentions: Iterable[Mention], countries: Countries) -> list[Entity]:
    """Return the entities, sorted by their first mention."""
    ordered = _undisputed(sorted(mentions, key=lambda mention: mention.key))
    vague = _vague(ordered)
    return [_entity(group, countries, vague) for group in _groups(ordered)]


def _undisputed(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions without the GeoNames numbers that two Wikidata items have.

    Such a number is some row's mistake; it stays with the mentions that have no item.
    """
    items: dict[int, set[str]] = defaultdict(set)
    for _, place in mentions:
        if place.geonames and place.wikidata:
            items[place.geonames].add(place.wikidata)
    return [
        Mention(source, replace(place, geonames=None))
        if place.wikidata and place.geonames and len(items[place.geonames]) > 1
        else Mention(source, place)
        for source, place in mentions
    ]


def _vague(mentions: Iterable[Mention]) -> set[tuple[str, Position]]:
    """Return the positions that stand for what could not be found: "somewhere in France"."""
    names: dict[tuple[str, Position], set[str]] = defaultdict(set)
    for source, place in mentions:
        if place.latitude is not None and place.longitude is not None:
            names[source, (place.latitude, place.longitude)].add(place.name)
    return {where for where, several in names.items() if len(several) >= MANY}


def _entity(
    mentions: Sequence[Mention], countries: Countries, vague: Set[tuple[str, Position]]
) -> Entity:
    places = [mention.place for mention in mentions]
    names = tuple(dict.fromkeys(place.name for place in places if place.name))
    areas, unknown = _areas(places, countries)
    populations = [place.population for place in places if place.population]
    levels = {level_of(place.name, place.level) for place in places}
    return Entity(
        mentions=tuple(mentions),
        items=tuple(sorted({place.wikidata for place in places if place.wikidata})),
        numbers=tuple(sorted({place.geonames for place in places if place.geonames})),
        names=names,
        readings=tuple(dict.fromkeys(reading for name in names for reading in readings(name))),
        areas=areas,
        unknown=unknown,
        positions=tuple(
            dict.fromkeys(
                (place.latitude, place.longitude)
                for source, place in mentions
                if place.latitude is not None
                and place.longitude is not None
                and (source, (place.latitude, place.longitude)) not in vague
            )
        ),
        population=max(populations, default=None),
        # A thing that some source calls without a word for its level is not only that level.
        level=levels.pop() if len(levels) == 1 else "",
        county=frozenset(
            fold(place.name) for place in places if level_of(place.name, place.level) == COUNTY
        ),
    )


def _areas(places: Sequence[Place], countries: Countries) -> tuple[frozenset[Area], bool]:
    found, unknown = set(), False
    for place in places:
        if place.country:
            area = countries.area(place.country)
        elif "," in place.name:  # "Varna, Bulgaria"
            area = countries.area(place.name.rpartition(",")[2])
        else:
            continue
        if area is None:
            unknown = unknown or bool(place.country)
            continue
        region = countries.region(area.country, place.region) if place.region else ""
        found.add(Area(area.country, region or area.region))
    return frozenset(found), unknown and not found


def _groups(mentions: Sequence[Mention]) -> Iterable[list[Mention]]:
    """Yield mentions that share an identifier, directly or by way of others."""
    parent = list(range(len(mentions)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first: dict[str | int, int] = {}
    for index, (_, place) in enumerate(mentions):
        for identifier in (place.wikidata, place.geonames):
            if identifier:
                one, other = root(index), root(first.setdefault(identifier, index))
                parent[max(one, other)] = min(one, other)
    groups: dict[int, list[Mention]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        groups[root(index)].append(mention)
    return groups.values()
