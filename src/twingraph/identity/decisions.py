"""Reviewed decisions: a person looked, and found that a place of a source is a city, or is not.

In: TOML files. Out: `Decisions`. A decision overrides all evidence; which places it meets, and
whether it meets any, is found out where identities are made. It knows no places.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from twingraph.errors import DataError, near_matches
from twingraph.imports.model import Place
from twingraph.resources import bundled_file

_KINDS: Final = {"same": True, "different": False}


@dataclass(frozen=True)
class Decision:
    """One reviewed decision on a place of a source, or on an item in any source.

    The place is named by ``source`` and ``key``, by ``source``, ``name`` and ``country`` (the
    source's own words), or by ``wikidata``; the city by ``city`` (a slug) or ``geonames``. ``same``
    is false where the place was found not to be that city.
    """

    same: bool
    reviewer: str
    note: str
    source: str = ""
    key: str = ""
    name: str = ""
    country: str = ""
    wikidata: str = ""
    city: str = ""
    geonames: int | None = None
    path: Path | None = None

    def meets(self, source: str, place: Place) -> bool:
        """Return whether the decision is on a place of a source."""
        return (
            self.source in ("", source)
            and self.key in ("", place.key)
            and self.name in ("", place.name)
            and self.country in ("", place.country)
            and self.wikidata in ("", place.wikidata)
        )

    def __str__(self) -> str:
        """Say on what the decision is."""
        place = self.wikidata or self.name or self.key
        return f"{place} ({self.source})" if self.source else place


@dataclass(frozen=True)
class Decisions:
    """Decisions in the order of their files; of two on one place, the later one counts."""

    all: tuple[Decision, ...] = ()


NONE: Final = Decisions()

_FIELDS: Final = {f.name: f.type for f in fields(Decision) if f.name not in ("same", "path")}


def shipped_decisions() -> Decisions:
    """Return the decisions that come with the package."""
    return read_decisions(bundled_file("data/imports/decisions.toml"))


def with_decisions(first: Decisions, second: Decisions) -> Decisions:
    """Return the decisions of both; the second ones count where they are on the same place."""
    return Decisions((*first.all, *second.all))


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of a TOML file.

    Raises DataError with the file for what is no TOML, an unknown word, a decision without
    reviewer, note, place or city, and a number or item that is none.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"no TOML in UTF-8: {error}", path=path) from error
    found: list[Decision] = []
    for kind, tables in told.items():
        if kind not in _KINDS:
            hint = near_matches(kind, _KINDS) or "[[same]] or [[different]]"
            raise DataError(f"no decisions are called {kind}", path=path, hint=hint)
        if not isinstance(tables, list):
            raise DataError(f"{kind} stands in double brackets: [[{kind}]]", path=path)
        for number, table in enumerate(tables, start=1):
            found.append(_decision(path, f"[[{kind}]] {number}", _KINDS[kind], table))
    return Decisions(tuple(found))


def _decision(path: Path, where: str, same: bool, table: Mapping[str, Any]) -> Decision:
    for word, told in table.items():
        if word not in _FIELDS:
            hint = near_matches(word, _FIELDS) or "one of " + ", ".join(_FIELDS)
            raise DataError(f"{where}: no {word} here", path=path, hint=hint)
        kind = int if word == "geonames" else str
        if type(told) is not kind or not told:
            raise DataError(f"{where}: {word} is no {_called(kind)}", path=path)
    missing = [word for word in ("reviewer", "note") if word not in table]
    if not (table.keys() & {"key", "name", "wikidata"}):
        missing.append("key, name or wikidata")
    if "source" not in table and "wikidata" not in table:
        missing.append("source")
    if missing:
        raise DataError(f"{where}: {' and '.join(missing)} missing", path=path)
    if ("city" in table) == ("geonames" in table):
        raise DataError(f"{where}: either city or geonames names the city", path=path)
    if not re.fullmatch(r"(Q[1-9]\d*)?", table.get("wikidata", "")):
        raise DataError(f"{where}: {table['wikidata']!r} is no item such as Q134121", path=path)
    return Decision(same=same, path=path, **table)


def _called(kind: type) -> str:
    return "number" if kind is int else "text"
