"""Cities and their slugs: what each group of mentions is called, where it is, and under what slug.

In: groups of entities, each with its place in the gazetteer or none; the known cities; the register
of slugs. Out: `Identities`. Who belongs together is decided before.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twingraph.identity import minting
from twingraph.identity.entities import Entity
from twingraph.identity.gazetteer import Gazetteer, Spot
from twingraph.identity.lacking import Left
from twingraph.identity.model import IdentifiedCity, Identities, Known, Match
from twingraph.identity.weighing import Verdict
from twingraph.slugs import fold_name

_REASONS_OF_OWN: Final = ("name", "country")


@dataclass(frozen=True)
class Group:
    """Entities that are one city, and its place in the gazetteer if it has one."""

    spot: Spot | None
    members: tuple[Left, ...]

    @property
    def keys(self) -> list[str]:
        """Return the register's keys of the city, the one that names it best first."""
        spot = [f"geonames:{self.spot.number}"] if self.spot and self.spot.number > 0 else []
        items = sorted({item for entity, _ in self.members for item in entity.items}, key=_by_age)
        places = sorted(
            f"place:{source}/{place.key}"
            for entity, _ in self.members
            for source, place in entity.mentions
        )
        return [*spot, *(f"wikidata:{item}" for item in items), *places]


@dataclass(frozen=True)
class Cities:
    """What cities are named and placed with."""

    gazetteer: Gazetteer
    base: Sequence[Known]
    spots: Mapping[str, Spot]
    register: Mapping[str, str]

    def outcome(self, groups: Iterable[Group]) -> Identities:
        """Return the match of every mention and the cities, those that are only candidates too."""
        ordered = sorted(groups, key=lambda group: group.keys)
        with_spot = {group.spot for group in ordered if group.spot}
        candidates = {v.spot for g in ordered for _, v in g.members if v.spot} - with_spot
        ordered += [Group(spot, ()) for spot in sorted(candidates)]
        slugs = self._slugs(ordered)
        by_spot = {g.spot: slug for g, slug in zip(ordered, slugs, strict=True) if g.spot}
        matches: dict[tuple[str, str], Match] = {}
        cities: dict[str, IdentifiedCity] = {}
        given = set(slugs)
        for group, slug in zip(ordered, slugs, strict=True):
            cities[slug] = self._city(group, slug, given)
            for entity, verdict in group.members:
                found = _match(group, entity, verdict, slug, by_spot)
                for mention in entity.mentions:
                    matches[mention.key] = found
        return Identities(dict(sorted(matches.items())), dict(sorted(cities.items())))

    def _slugs(self, groups: Sequence[Group]) -> list[str]:
        known = {self.spots[city.slug]: city.slug for city in self.base}
        slugs: list[str | None] = []
        taken: set[str] = {city.slug for city in self.base}
        for group in groups:
            slug = known.get(group.spot) if group.spot else None
            if slug is None:
                slug = self._registered(group, taken)
                if slug is not None:
                    taken.add(slug)
            slugs.append(slug)
        missing = [g for g, slug in zip(groups, slugs, strict=True) if slug is None]
        everything = self.gazetteer.stems
        minted = minting.mint([g.spot for g in missing if g.spot], everything)
        stems = minting.shortest(everything)
        short = [_short(g) for g in missing if not g.spot]
        often = Counter(short)
        for index, group in enumerate(groups):
            if slugs[index] is not None:
                continue
            if group.spot:
                options = [minted[group.spot.number], f"geonames-{group.spot.number}"]
            else:
                options = _own(group)
                first = options[0]
                if often[first] > 1 or first.replace("-", "") in stems:
                    options = options[1:]
            slug = next(option for option in options if option not in taken)
            taken.add(slug)
            slugs[index] = slug
        return [slug for slug in slugs if slug is not None]

    def _registered(self, group: Group, taken: set[str]) -> str | None:
        keys = group.keys
        # A place of the gazetteer does not take the slug that one of its mentions had alone.
        own = [key for key in keys if key.startswith("geonames:")] or keys
        for key in own:
            slug = self.register.get(key)
            if slug is not None and slug not in taken:
                return slug
        return None

    def _city(self, group: Group, slug: str, given: set[str]) -> IdentifiedCity:
        spot = group.spot
        entities = [entity for entity, _ in group.members]
        known = next((city for city in self.base if city.slug == slug), None)
        items = {item for entity in entities for item in entity.items}
        area = min((area for e in entities for area in e.areas), default=None)
        positions = sorted(position for e in entities for position in e.positions)
        latitude, longitude = positions[len(positions) // 2] if positions else (None, None)
        former = {self.register[key] for key in group.keys if key in self.register}
        population = max((e.population for e in entities if e.population), default=None)
        if spot and spot.position:
            latitude, longitude = spot.position
        return IdentifiedCity(
            slug=slug,
            name=spot.name if spot else _shown(entities),
            country=spot.country if spot else (area.country if area else ""),
            region=spot.region if spot else (area.region if area else ""),
            latitude=latitude,
            longitude=longitude,
            population=(spot.population or None) if spot else population,
            geonames=spot.number if spot and spot.number > 0 else None,
            wikidata=tuple(sorted(items.union(known.wikidata if known else ()), key=_by_age)),
            from_gazetteer=bool(spot and spot.number > 0),
            known=known is not None,
            replaces=tuple(sorted(former - given)),
        )


def _match(
    group: Group, entity: Entity, verdict: Verdict, slug: str, slugs: Mapping[Spot, str]
) -> Match:
    if group.spot is not None:
        return Match(slug, "same", None, verdict.reasons)
    candidate = slugs[verdict.spot] if verdict.spot else None
    if len(group.members) > 1:
        reasons = (*_REASONS_OF_OWN, *(("distance",) if entity.positions else ()))
        return Match(slug, "same", None, (*reasons, "not-in-gazetteer"))
    grade = "unresolved" if verdict.grade == "same" else verdict.grade
    reasons = verdict.reasons if entity.positions else (*verdict.reasons, "no-position")
    return Match(slug, grade, candidate, reasons)


def _shown(entities: Sequence[Entity]) -> str:
    """Return the name to show: an English one, else the first."""
    names = sorted(
        (place.language != "en", place.language, place.name)
        for entity in entities
        for _, place in entity.mentions
        if place.name
    )
    if names:
        return names[0][2]
    return next((item for entity in entities for item in entity.items), "?")


def _short(group: Group) -> str:
    return _own(group)[0]


def _own(group: Group) -> list[str]:
    """Return the slugs that a city outside the gazetteer may have, the shortest first."""
    entities = [entity for entity, _ in group.members]
    items = sorted({item for entity in entities for item in entity.items}, key=_by_age)
    area = min((area for entity in entities for area in entity.areas), default=None)
    name = fold_name(_shown(entities))
    digest = hashlib.sha256(group.keys[-1].encode()).hexdigest()
    tail = [items[0].lower()] if items else [digest[:6], digest[:12], digest]
    if area is None:
        if items:
            return [f"wikidata-{items[0].lower()}"] * 2
        return [f"{name or 'place'}-{part}" for part in tail]
    head = [name] if name else []
    options = ["-".join([*head, area.country])] if name else []
    if name and area.region:
        options.append("-".join([name, area.region, area.country]))
    options += ["-".join([*head, part, area.country]) for part in tail]
    return options if len(options) > 1 else options * 2


def _by_age(item: str) -> tuple[int, str]:
    return len(item), item
