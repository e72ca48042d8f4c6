"""Where imported sources contradict themselves, each other, or the map.

In: `Material` with mentions. Out: findings that name source and row: what stands twice, a city tied
to itself, a name that several cities bear, a position in another country, identifiers that do not
agree, places that nothing places. All are warnings: a source is not mended here, but a reviewed
decision (`twingraph import --decisions`) can say which city is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from twingraph.checks import coordinates
from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material
from twingraph.checks.mentions import Mention, Row, row_order
from twingraph.distance import Position, kilometres
from twingraph.identity.countries import countries, related
from twingraph.prefixes import shorten
from twingraph.slugs import plain_letters

TWICE: Final = 1.0
"""Kilometres within which one name is one place."""

KINDS: Final = (
    Kind("place-twice", "a source names a place twice", "une source nomme deux fois un lieu"),
    Kind(
        "membership-twice",
        "a source states a membership twice",
        "une source énonce deux fois une adhésion",
    ),
    Kind(
        "cities-alike",
        "two cities of one name in one place",
        "deux villes du même nom au même lieu",
    ),
    Kind("self-link", "a city is tied to itself", "une ville est liée à elle-même"),
    Kind(
        "homonym-open",
        "a name that several cities bear, and nothing tells which",
        "un nom que portent plusieurs villes, et rien ne dit laquelle",
    ),
    Kind(
        "position-elsewhere",
        "a source puts a place in another country than it says",
        "une source situe un lieu dans un autre pays qu’elle ne dit",
    ),
    Kind(
        "city-with-two-items",
        "a city has two Wikidata items",
        "une ville a deux éléments Wikidata",
    ),
    Kind(
        "item-of-two-cities",
        "two cities have one Wikidata item",
        "deux villes ont le même élément Wikidata",
    ),
    Kind(
        "places-unplaced",
        "places of a source of which nothing says where they are",
        "des lieux d’une source dont rien ne dit où ils sont",
    ),
)  # fmt: skip

_NAMED: Final = 3
_Placed = TypeVar("_Placed")


def nothing_stands_twice(material: Material) -> Iterator[Finding]:
    """Yield places and memberships that one source has twice, and cities alike in one place."""
    by_name: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in material.mentions.all.values():
        by_name[mention.graph, plain_letters(mention.name)].append(mention)
    shown, row = material.mentions.shown, material.mentions.row
    for group in by_name.values():
        if len(group) > 1:
            group.sort(key=lambda mention: (row_order(row(mention)), mention.iri))
        for mention, before in _near(group, lambda mention: mention.position):
            if _one_country(mention.country, before.country):
                yield _about(
                    material,
                    "place-twice",
                    mention,
                    en=f"stands also as {shown(before)}",
                    fr=f"se trouve aussi comme {shown(before)}",
                )
    yield from _memberships(material)
    named: dict[str, list[str]] = defaultdict(list)
    cities = material.mentions.cities
    for iri, city in cities.items():
        named[plain_letters(city.name)].append(iri)
    for alike in named.values():
        for iri, before_iri in _near(alike, lambda iri: cities[iri].position):
            other = shorten(before_iri)
            if _code(iri) != _code(before_iri):
                continue  # a position in another country, which is told apart
            yield _finding(
                material,
                "cities-alike",
                iri,
                en=f"{cities[iri].name} is within a kilometre of {other}",
                fr=f"{cities[iri].name} est à moins d’un kilomètre de {other}",
                mentions=material.mentions.of_city[iri] + material.mentions.of_city[before_iri],
            )


def no_city_is_tied_to_itself(material: Material) -> Iterator[Finding]:
    """Yield claims whose two places are one city."""
    for row in material.mentions.self_links():
        one, other = (material.mentions.all[iri] for iri in row.mentions)
        both = one.name if one.name == other.name else f"{one.name} = {other.name}"
        city = shorten(one.city)
        yield _finding(
            material,
            "self-link",
            row.iri,
            en=f"{one.source} {row.row}: {both}, both of which are {city}",
            fr=f"{one.source} {row.row}\u00a0: {both}, l’un et l’autre étant {city}",
            graph=row.graph,
        )


def homonyms_are_told_apart(material: Material) -> Iterator[Finding]:
    """Yield mentions that stayed unresolved because several cities bear the name."""
    for mention in material.mentions.all.values():
        if mention.homonyms and mention.grade != "same":
            yield _about(
                material,
                "homonym-open",
                mention,
                en="several cities bear this name, and nothing tells which is meant",
                fr="plusieurs villes portent ce nom, et rien ne dit laquelle est visée",
            )


def positions_are_in_the_country(material: Material) -> Iterator[Finding]:
    """Yield mentions whose position is not in the country that their source states."""
    labels = countries()
    for mention in material.mentions.all.values():
        area = labels.area(mention.country) if mention.country else None
        if mention.position is None or area is None:
            continue
        position = coordinates.Position(*mention.position)
        meant = {area.country, *(part.country for part in related(area.country))}
        codes = {code.upper() for code in meant} & coordinates.gazetteer().countries
        if not codes or _is_near_its_city(material, mention, codes):
            continue
        if coordinates.plausible(position, codes):
            continue
        _, en, fr = coordinates.fault(position, codes)
        near = coordinates.gazetteer().nearest(position)
        where = ", ".join(map(str, mention.position))
        at_en = f"nearest to a place in {near[1]}" if near else "near no place"
        at_fr = f"au plus près d’un lieu de {near[1]}" if near else "loin de tout lieu"
        yield _about(
            material,
            "position-elsewhere",
            mention,
            en=f"{where} is {at_en}{en}",
            fr=f"{where} est {at_fr}{fr}",
            prop="tg:latitudeStated",
        )


def identifiers_agree(material: Material) -> Iterator[Finding]:
    """Yield cities with several Wikidata items, and items that several cities have."""
    items, cities = defaultdict(list), defaultdict(list)
    for city, item in sorted(material.mentions.items):
        items[city].append(item)
        cities[item].append(city)
    of_city = material.mentions.of_city
    for city, several in items.items():
        if len(several) > 1:
            said = ", ".join(several)
            yield _finding(
                material,
                "city-with-two-items",
                city,
                en=f"has the items {said}",
                fr=f"a les éléments {said}",
                mentions=[m for m in of_city.get(city, ()) if m.item],
            )
    for item, several in cities.items():
        if len(several) > 1:
            said = ", ".join(map(shorten, several))
            yield _finding(
                material,
                "item-of-two-cities",
                several[0],
                en=f"{item} is the item of {said}",
                fr=f"{item} est l’élément de {said}",
                mentions=[m for city in several for m in of_city.get(city, ()) if m.item == item],
            )


def places_are_placed(material: Material) -> Iterator[Finding]:
    """Yield for each source how many of its places nothing places, with the first of them."""
    cities = material.mentions.cities
    unplaced: dict[str, list[Mention]] = defaultdict(list)
    for mention in material.mentions.all.values():
        if mention.city in cities and cities[mention.city].position is None:
            unplaced[mention.graph].append(mention)
    for graph, mentions in sorted(unplaced.items()):
        first = ", ".join(sorted(m.name for m in mentions)[:_NAMED])
        number = len(mentions)
        yield _finding(
            material,
            "places-unplaced",
            graph,
            en=f"nothing says where {number:,} of its places are: {first}",
            fr=f"rien ne dit où sont {number} de ses lieux\u00a0: {first}",
            graph=graph,
        )


def _one_country(one: str, other: str) -> bool:
    """Return whether two labels may mean one country."""
    meant = [area.country for area in map(countries().area, (one, other)) if area]
    return len(set(meant)) < 2


def _code(city: str) -> str:
    """Return the code of the country in a city's slug."""
    return city.rpartition("-")[2]


def _is_near_its_city(material: Material, mention: Mention, codes: set[str]) -> bool:
    """Return whether a mention is near the city of the country that it is, as nearly all are."""
    city = material.mentions.cities.get(mention.city)
    if mention.grade != "same" or city is None or not city.listed:
        return False
    if city.position is None or mention.position is None:
        return False
    near = kilometres(mention.position, city.position) <= coordinates.BORDER
    return near and _code(city.iri).upper() in codes


def _memberships(material: Material) -> Iterator[Finding]:
    before: dict[tuple[str, ...], Row] = {}
    for row in material.mentions.memberships():
        mention = material.mentions.all[row.mentions[0]]
        first = before.setdefault((row.graph, mention.city, *row.about), row)
        if first is not row:
            here, name = f"{mention.source} {row.row}", mention.name
            yield _finding(
                material,
                "membership-twice",
                row.iri,
                en=f"{here}: {name} stands also in {first.row}",
                fr=f"{here}\u00a0: {name} se trouve aussi en {first.row}",
                graph=row.graph,
            )


def _near(
    alike: Iterable[_Placed], position: Callable[[_Placed], Position | None]
) -> Iterator[tuple[_Placed, _Placed]]:
    """Yield of things of one name each one that an earlier one is near, with the first such."""
    before: list[tuple[_Placed, Position]] = []
    for thing in alike:
        here = position(thing)
        if here is None:
            continue
        near = (other for other, there in before if kilometres(here, there) <= TWICE)
        if (first := next(near, None)) is not None:
            yield thing, first
        before.append((thing, here))


def _about(
    material: Material, code: str, mention: Mention, *, en: str, fr: str, prop: str = ""
) -> Finding:
    """Make a finding about a mention, whose message begins with name, source and row."""
    shown = material.mentions.shown(mention)
    return _finding(
        material, code, mention.iri,
        en=f"{shown}: {en}", fr=f"{shown}\u00a0: {fr}",
        graph=mention.graph, prop=prop,
    )  # fmt: skip


def _finding(
    material: Material,
    code: str,
    thing: str,
    *,
    en: str,
    fr: str,
    graph: str | None = None,
    prop: str = "",
    mentions: Iterable[Mention] = (),
) -> Finding:
    """Make a warning; ``mentions`` make the conflict, and the first of them are told."""
    named = [material.mentions.shown(mention) for mention in islice(mentions, _NAMED)]
    said = f" ({'; '.join(named)})" if named else ""
    return material.finding(
        code, thing, en=en + said, fr=fr + said,
        graph=graph, prop=prop or None, severity="warning",
    )  # fmt: skip
