"""One identity per city: which city each place of each source is, how sure that is, and why.

In: places as sources name them, the cities that the base graph holds, reviewed decisions, and the
register of slugs given before. Out: `Identities`: a match for each place, and the cities. It writes
nothing; the order of what comes in changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Final

from twingraph.identity import gazetteer as gazetteers
from twingraph.identity import rivals
from twingraph.identity.cities import Cities, Group
from twingraph.identity.countries import countries
from twingraph.identity.decisions import NONE, Decisions
from twingraph.identity.entities import Entity, Mention, gather
from twingraph.identity.gazetteer import Gazetteer, Spot
from twingraph.identity.lacking import Left, match
from twingraph.identity.model import Grade, IdentifiedCity, Identities, Known, Match
from twingraph.identity.naming import Strength, fold, readings
from twingraph.identity.ruling import Ruled
from twingraph.identity.ruling import numbers as numbers_of
from twingraph.identity.weighing import Scales, Verdict
from twingraph.imports.model import Place

__all__ = [
    "NONE",
    "Decisions",
    "Grade",
    "IdentifiedCity",
    "Identities",
    "Known",
    "Match",
    "identify",
]


PROMINENT: Final = 2
"""How many times smaller than the largest homonym one may be that is meant."""


def identify(
    places: Iterable[tuple[str, Place]],
    known: Iterable[Known] = (),
    decisions: Decisions = NONE,
    register: Mapping[str, str] | None = None,
    *,
    use_coordinates: bool = True,
) -> Identities:
    """Return which city each place is, by source name and key, and the cities by slug.

    ``register`` maps keys (``geonames:1``, ``wikidata:Q1``, ``place:SOURCE/KEY``) to the slugs that
    were given before.
    """
    labels = countries()
    entities = gather({Mention(*place).key: Mention(*place) for place in places}.values(), labels)
    base = sorted(known, key=lambda city: city.slug)
    numbers = {d.geonames for d in decisions.all if d.geonames}
    numbers.update(numbers_of(decisions, register or {}).values())
    gazetteer, spots = _read(entities, base, numbers)
    scales = Scales(gazetteer, labels, use_coordinates)
    by_item = {item: spots[city.slug] for city in base for item in city.wikidata}
    ruled = Ruled(decisions, gazetteer, spots, register or {})

    def verdict_on(entity: Entity) -> Verdict:
        known_by = _by_identifier(entity, by_item, gazetteer)
        return ruled.verdict(entity, lambda: known_by or scales.weigh(entity))

    verdicts: dict[int, Verdict] = {}
    named = [number for number, entity in enumerate(entities) if not entity.items]
    items = [number for number, entity in enumerate(entities) if entity.items]
    for number in items:
        verdicts[number] = verdict_on(entities[number])
    rivals.one_item_each(verdicts, entities, by_item)
    _learn(gazetteer, [(entities[n], verdicts[n]) for n in items])
    claimed = _claimed((entities[n], verdicts[n]) for n in items)
    for number in named:
        verdicts[number] = _only_item(entities[number], verdict_on(entities[number]), claimed)
    rivals.level_last(verdicts, entities)
    rivals.one_of_those_told_apart(verdicts, entities)
    groups = _grouped(entities, verdicts, use_coordinates=use_coordinates)
    found = Cities(gazetteer, base, spots, register or {}).outcome(groups)
    return replace(found, unused=ruled.unused())


def _grouped(
    entities: list[Entity], verdicts: Mapping[int, Verdict], *, use_coordinates: bool
) -> list[Group]:
    """Return the cities: a place of the gazetteer with all that it is, and the rest by names."""
    merged: dict[Spot, list[Left]] = defaultdict(list)
    left: list[Left] = []
    for number, entity in enumerate(entities):
        verdict = verdicts[number]
        if verdict.grade == "same" and verdict.spot is not None:
            merged[verdict.spot].append((entity, verdict))
        else:
            left.append((entity, verdict))
    alone = match(left, use_coordinates=use_coordinates)
    return [
        *(Group(spot, tuple(members)) for spot, members in merged.items()),
        *(Group(None, tuple(members)) for members in alone),
    ]


def _read(
    entities: Iterable[Entity], base: list[Known], further: Set[int] = frozenset()
) -> tuple[Gazetteer, dict[str, Spot]]:
    """Return the gazetteer's places that could be meant, and the place of each known city."""
    wanted: set[str] = set()
    numbers = {city.geonames for city in base if city.geonames} | further
    for entity in entities:
        numbers.update(entity.numbers)
        for reading in entity.readings:
            wanted.add(reading.key)
            wanted.update(map(fold, reading.qualifiers))
    gazetteer = gazetteers.read(wanted, numbers)
    spots = {}
    for index, city in enumerate(base, start=1):
        spot = gazetteer.by_number.get(city.geonames or 0)
        if spot is None:
            # Not in the gazetteer: a number of its own, which GeoNames never gives.
            position = None
            if city.latitude is not None and city.longitude is not None:
                position = city.latitude, city.longitude
            spot = Spot(-index, city.names[0], city.country, "", position, 0)
        spots[city.slug] = spot
        keys = {r.key for name in city.names for r in readings(name) if not r.strength}
        gazetteer.learn(spot, keys)
    return gazetteer, spots


def _by_identifier(
    entity: Entity, by_item: Mapping[str, Spot], gazetteer: Gazetteer
) -> Verdict | None:
    for item in entity.items:
        if item in by_item:
            return Verdict("same", by_item[item], ("identifier",))
    for number in entity.numbers:
        if number in gazetteer.by_number:
            return Verdict("same", gazetteer.by_number[number], ("identifier",))
    return None


def _learn(gazetteer: Gazetteer, entities: Iterable[Left]) -> None:
    """Let places bear the names of the entities that are surely theirs."""
    for entity, verdict in entities:
        if verdict.grade == "same" and verdict.spot and verdict.strength <= Strength.BASE:
            gazetteer.learn(verdict.spot, entity.keys)


def _claimed(entities: Iterable[Left]) -> dict[tuple[str, str], set[Spot]]:
    """Return the places that are items, by the names of the items and the country."""
    claimed: dict[tuple[str, str], set[Spot]] = defaultdict(set)
    for entity, verdict in entities:
        if verdict.grade == "same" and verdict.spot:
            for key in entity.keys:
                claimed[key, verdict.spot.country].add(verdict.spot)
    return claimed


def _only_item(
    entity: Entity, verdict: Verdict, claimed: Mapping[tuple[str, str], set[Spot]]
) -> Verdict:
    """Return the verdict that one homonym is meant: the only one that is an item in the sources.

    ``verdict`` names the largest homonym; one much smaller is not believed.
    """
    if "homonyms" not in verdict.reasons or verdict.spot is None:
        return verdict
    country = verdict.spot.country
    spots = {s for r in entity.readings for s in claimed.get((r.key, country), ())}
    if len(spots) != 1 or any(r.qualifiers for r in entity.readings):
        return verdict
    spot = spots.pop()
    if spot.population * PROMINENT < verdict.spot.population:
        return verdict
    reasons = tuple("only-item" if r == "homonyms" else r for r in verdict.reasons)
    return replace(verdict, grade="same", spot=spot, reasons=reasons)
