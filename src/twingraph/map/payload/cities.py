"""The cities' columns: names, namesakes told apart, other names for search, places on the earth.

In: a graph, its names, the nodes of its network, and what imported lists call cities. Out: the
payload's ``cities`` without the layout, and ``countries``. A city whose place is not known has
none; no city is left out for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from twingraph.map.payload.answers import asked
from twingraph.map.payload.listed import Called
from twingraph.map.payload.naming import LANGUAGES, Names, Positions, Texts, texts
from twingraph.networks import SEPARATOR
from twingraph.prefixes import expand, local_name, shorten
from twingraph.store import Graph, value

_CITY: Final = "city:"
_DIGITS: Final = 5
_STATES: Final = ("US", "CA")
"""Countries in which a city's slug names its state or province before the country."""
_STATED: Final = 3


@dataclass
class _Told:
    """What is told of a city beside its node: names, countries, places above it by nearness."""

    names: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    regions: Counter[str] = field(default_factory=Counter)
    stated: str = ""  # a list's own word for its region


def city_id(iri: str) -> str:
    """Return how the payload names a city: "hue-vn"; another place by its whole prefixed name."""
    return shorten(iri).removeprefix(_CITY)


def columns(
    graph: Graph,
    names: Names,
    nodes: Mapping[str, Mapping[str, Any]],
    cities: Sequence[str],
    called: Mapping[str, Called],
    sources: Positions,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the columns of cities (IRIs, in their order), and the countries."""
    told: dict[str, _Told] = {}
    for city, name, country, region, below in asked(graph, "map-cities"):
        held = told.setdefault(value(city), _Told())
        if name is not None:
            held.names.add(value(name))
        if country is not None:
            held.countries.add(value(country))
        if region is not None:
            held.regions[value(region)] += below is not None
    for listed, said in called.items():
        told.setdefault(listed, _Told()).stated = min(said.regions, default="")
    within = {city: _country(nodes.get(city, {}), told.get(city)) for city in cities}
    countries = Positions(sorted({country for country in within.values() if country}))
    points = [_point(nodes.get(city, {})) for city in cities]
    first = {city: names.of(city, LANGUAGES[0]) for city in cities}
    found = {
        "id": [city_id(city) for city in cities],
        "name": {
            language: [
                name if language == LANGUAGES[0] or name != first[city] else 0
                for city in cities
                for name in [names.of(city, language)]
            ]
            for language in LANGUAGES
        },
        "apart": _apart(names, told, within, dict(zip(cities, points, strict=True))),
        "also": _also(names, nodes, told, cities),
        "called": _called(names, called, cities, sources),
        "perhaps": _perhaps(called, cities),
        "country": [countries.known(within[city]) for city in cities],
        "lat": [point[0] if point else None for point in points],
        "lon": [point[1] if point else None for point in points],
    }
    codes = [
        {**named, "code": local_name(country).upper()}
        for named, country in zip(countries.named(names), countries, strict=True)
    ]
    return found, codes


def _country(node: Mapping[str, Any], told: _Told | None) -> str:
    """Return the country that is told, else the one in which the city lies."""
    stated = str(node.get("country", "")).split(SEPARATOR)[0]
    if stated:
        return stated if "://" in stated else expand(stated)
    return min(told.countries, default="") if told else ""


def _point(node: Mapping[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = (node.get(name) for name in ("latitude", "longitude"))
    if not isinstance(latitude, (int, float)) or not isinstance(longitude, (int, float)):
        return None
    return round(float(latitude), _DIGITS), round(float(longitude), _DIGITS)


def _apart(
    names: Names,
    told: Mapping[str, _Told],
    within: Mapping[str, str],
    points: Mapping[str, tuple[float, float] | None],
) -> dict[int, Texts]:
    """Return the names of namesakes with what tells them apart, by position."""
    bearers: dict[str, list[str]] = {}
    for city in within:
        spelt = {name.casefold() for name in _all_names(names, told, city)}
        for name in spelt:
            bearers.setdefault(name, []).append(city)
    homonyms = {city for group in bearers.values() if len(group) > 1 for city in group}
    made = {
        city: {tag: _told_apart(names, told.get(city), city, country, tag) for tag in LANGUAGES}
        for city, country in within.items()
        if city in homonyms
    }
    borne = Counter(held[LANGUAGES[0]] for held in made.values())
    placed = Counter(held[LANGUAGES[0]] for city, held in made.items() if points[city])
    found: dict[int, Texts] = {}
    for position, city in enumerate(within):
        if city in made:
            held = made[city]
            point, first = points[city], held[LANGUAGES[0]]
            # Neither region nor country helps: the place itself, else the slug. The only one with
            # a place is told from the others by what stands behind their names.
            if borne[first] > 1 and not (point and placed[first] == 1):
                slug = city_id(city).removeprefix("wikidata-")
                more = f"{point[0]:.2f}, {point[1]:.2f}" if point else slug
                held = {tag: f"{text} [{more}]" for tag, text in held.items()}
            found[position] = texts(held)
    return found


def _told_apart(names: Names, told: _Told | None, city: str, country: str, language: str) -> str:
    label = names.of(city, language)
    bare, bracket, inside = label.removesuffix(")").rpartition(" (")
    above: list[str] = []
    if bracket and told and bare in told.names:
        # The name has a word of its own for where it is.
        label, above = bare, [inside]
    elif told and told.regions:
        nearest = min(told.regions, key=lambda region: (told.regions[region], region))
        above = [names.of(nearest, language)]
    elif told and told.stated:
        above = [told.stated]
    else:
        above = _state(city, country)
    words = [*above, *([names.of(country, language)] if country else [])]
    return f"{label} ({', '.join(words)})" if words else label


def _state(city: str, country: str) -> list[str]:
    """Return the state or province that a slug names, where its country has such slugs."""
    parts = city_id(city).rsplit("-", _STATED - 1)
    named = len(parts) == _STATED and local_name(country).upper() in _STATES
    return [parts[1].upper()] if named and parts[2].upper() in _STATES else []


def _all_names(names: Names, told: Mapping[str, _Told], city: str) -> set[str]:
    return {*names.every(city), *(told[city].names if city in told else ())}


def _also(
    names: Names,
    nodes: Mapping[str, Mapping[str, Any]],
    told: Mapping[str, _Told],
    cities: Sequence[str],
) -> dict[int, str]:
    """Return what else finds a city: its other names and its identifiers, by position."""
    found: dict[int, str] = {}
    for position, city in enumerate(cities):
        node = nodes.get(city, {})
        more = sorted(_all_names(names, told, city) - {names.of(city, tag) for tag in LANGUAGES})
        for source in ("geonames", "wikidata"):
            held = [name for name in str(node.get(source, "")).split(SEPARATOR) if name]
            more += [local_name(name.rstrip("/")).rpartition(":")[2] for name in held]
        if more:
            found[position] = "\n".join(more)
    return found


def _called(
    names: Names, called: Mapping[str, Called], cities: Sequence[str], sources: Positions
) -> dict[int, list[list[Any]]]:
    """Return what lists call a city, by position, of lists that do not simply use its name."""
    found: dict[int, list[list[Any]]] = {}
    for position, city in enumerate(cities):
        by: dict[str, list[str]] = {}
        for source, name in sorted(called[city].names) if city in called else ():
            by.setdefault(source, []).append(name)
        own = [names.of(city, LANGUAGES[0])]
        told = [[sources.of(source), *held] for source, held in by.items() if held != own]
        if told:
            found[position] = sorted(told)
    return found


def _perhaps(called: Mapping[str, Called], cities: Sequence[str]) -> dict[int, list[int]]:
    """Return which other cities a city may be, by position, where that was not sure."""
    at = {city: position for position, city in enumerate(cities)}
    found = {
        position: sorted(at[other] for other in called[city].perhaps - {city} if other in at)
        for city, position in at.items()
        if city in called
    }
    return {position: others for position, others in found.items() if others}
