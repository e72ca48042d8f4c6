"""Places out of rows: what a row says of one place, checked cell by cell.

In: a row and which of its places is meant (``1``, ``2``, or none). Out: the place, and a finding
for each cell that is doubtful; such a value is dropped, the place stays. It remembers where each
place was, to notice one that stands at two. Which city it is, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from twingraph.distance import Position, kilometres
from twingraph.errors import DataError
from twingraph.imports import values
from twingraph.imports.model import Finding, Place, Spec
from twingraph.imports.tables import Row

COLUMNS: Final = (
    "name",
    "country",
    "region",
    "latitude",
    "longitude",
    "population",
    "level",
    "wikidata",
    "geonames",
)
"""What can be said of a place; in pairs with ``1`` or ``2`` behind."""

APART_KM: Final = 10.0
"""How far apart two positions of one name are, to be two places."""

_LONGEST_NAME: Final = 200
_SPREADSHEET: Final = frozenset(
    {"#value!", "#n/a", "#ref!", "#name?", "#div/0!", "#num!", "#null!"}
)
# What a program writes for a name that it did not find.
_NO_NAME: Final = re.compile(
    r"(?:[\w-]+ ){0,3}not found|unknown|undefined|n/a|tb[ad]", re.IGNORECASE
)
_NAMES: Final = {which: tuple(f"{column}{which}" for column in COLUMNS) for which in ("", "1", "2")}
_REMEMBERED: Final = 65_536
_Value = TypeVar("_Value")


class Places:
    """Reads places from rows, and gathers what is wrong with them in ``findings``."""

    def __init__(self, spec: Spec) -> None:
        self.findings: list[Finding] = []
        self._language = spec.language
        self._positions: dict[str, Position | None] = {}
        self._homonyms: dict[str, list[str]] = {}
        self._told: set[str] = set()
        self._named = False
        self._known: dict[tuple[str, ...], Place] = {}

    def refuse_unnamed(self, row: Row, path: Path, *each: str) -> None:
        """Raise DataError for a table that has no column from which a place could be known.

        The first row tells it for all.
        """
        if self._named:
            return
        for which in each:
            naming = [f"{column}{which}" for column in ("name", "wikidata", "geonames")]
            if not any(column in row.cells for column in naming):
                raise DataError(
                    f"no column says what the place{which and ' '}{which} is",
                    path=path,
                    hint=f"map {', '.join(naming[:-1])} or {naming[-1]}, such as --column"
                    f" {naming[0]}=city",
                )
        self._named = True

    def read(self, row: Row, which: str = "", apart: str = "") -> Place | None:
        """Return a place of a row, or None where nothing names it; see then ``findings``.

        ``apart`` is what else tells places of one name apart, if anything.
        """
        get = row.cells.get
        texts = (apart, *[get(column, "") for column in _NAMES[which]])
        if (known := self._known.get(texts)) is not None:
            return known
        found = len(self.findings)
        place = self._read(row, which, apart)
        # What is doubtful is told of every row that says it.
        if place and len(self.findings) == found:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[texts] = place
        return place

    def _read(self, row: Row, which: str, apart: str) -> Place | None:
        name = self._text(row, f"name{which}")
        # A place may be called None; a country is not.
        country, region, level = (
            values.told(self._text(row, f"{column}{which}"))
            for column in ("country", "region", "level")
        )
        wikidata = self._value(row, f"wikidata{which}", values.item, "identifier") or ""
        geonames = self._value(row, f"geonames{which}", values.feature, "identifier")
        population = self._value(row, f"population{which}", values.count, "population")
        position = self._position(row, which)
        if len(name) > _LONGEST_NAME or _NO_NAME.fullmatch(name):
            self._find(row, f"'{values.shown(name)}' is no name", "name", kept=False)
            return None
        shown = name or wikidata or (f"GeoNames {geonames}" if geonames else "")
        if not shown:
            nth = {"1": "the first place", "2": "the second place"}.get(which, "the place")
            self._find(row, f"{nth} has neither name nor identifier", "name", kept=False)
            return None
        key = wikidata or (f"geonames-{geonames}" if geonames else "")
        if not key:
            key = values.place_key(name, country, region, level, apart)
            key = self._apart(row, key, shown, position)
        elif self._km(key, position) > APART_KM and key not in self._told:
            self._told.add(key)
            self._find(row, f"{shown} ({key}) stands at two positions", "two-positions")
        if self._positions.get(key) is None:
            self._positions[key] = position
        latitude, longitude = position or (None, None)
        return Place(
            key=key,
            name=shown,
            language=self._language if name else "",
            country=country,
            region=region,
            latitude=latitude,
            longitude=longitude,
            population=population,
            level=level,
            wikidata=wikidata,
            geonames=geonames,
        )

    def _apart(self, row: Row, key: str, name: str, position: Position | None) -> str:
        """Return the key of a place, another where the name was seen far away before.

        The first of a name has its plain key: that its name has a second position is not known yet.
        """
        if position is None:
            return key
        homonyms = self._homonyms.get(key, [])
        for known in (key, *homonyms):
            if self._km(known, position) <= APART_KM:
                return known
        other = f"{key}-{_degrees(position, 0)}"
        if other in homonyms:  # another is in that degree
            other = f"{key}-{_degrees(position, 2)}"
        self._homonyms.setdefault(key, []).append(other)
        self._find(row, f"{name} stands at two positions: read as two places", "two-positions")
        return other

    def _km(self, key: str, position: Position | None) -> float:
        before = self._positions.get(key)
        return kilometres(before, position) if before and position else 0.0

    def _position(self, row: Row, which: str) -> Position | None:
        found = len(self.findings)
        latitude, longitude = (
            self._value(row, f"{column}{which}", values.number, "coordinates")
            for column in ("latitude", "longitude")
        )
        if latitude is None or longitude is None:
            if latitude is longitude or len(self.findings) > found:
                return None
            problem = "one coordinate without the other"
        elif abs(latitude) > 90 and abs(latitude) <= 180 and abs(longitude) <= 90:
            problem = f"latitude {latitude:g} and longitude {longitude:g} look swapped"
        elif abs(latitude) > 90 or abs(longitude) > 180:
            problem = f"latitude {latitude:g}, longitude {longitude:g} are out of range"
        elif latitude == 0 and longitude == 0:
            problem = "coordinates 0, 0 lie in the sea: nobody set them"
        else:
            return latitude, longitude
        self._find(row, problem, "coordinates")
        return None

    def _text(self, row: Row, column: str) -> str:
        text = row.get(column)
        if text.startswith("#") and text.casefold() in _SPREADSHEET:
            self._find(row, f"{column} is a spreadsheet's error, {text}", "spreadsheet")
            return ""
        return text

    def _value(
        self, row: Row, column: str, read: Callable[[str], _Value], code: str
    ) -> _Value | None:
        text = self._text(row, column)
        try:
            value = read(text)
        except ValueError as problem:
            self._find(row, f"{column}: {problem}", code)
            return None
        if read is values.number and "," in text and "comma" not in self._told:
            self._told.add("comma")
            self._find(row, f"{column} is written with a comma, and so read", "decimal-comma")
        return value

    def _find(self, row: Row, message: str, code: str, *, kept: bool = True) -> None:
        self.findings.append(Finding(message, row.line, kept, code))


def _degrees(position: Position, digits: int) -> str:
    """Return a position for a key: ``50n5e`` for Namur, with two digits ``50-47n4-87e``."""
    latitude, longitude = (round(part, digits) + 0.0 for part in position)
    return (
        f"{abs(latitude):.{digits}f}{'s' if latitude < 0 else 'n'}"
        f"{abs(longitude):.{digits}f}{'w' if longitude < 0 else 'e'}"
    ).replace(".", "-")
