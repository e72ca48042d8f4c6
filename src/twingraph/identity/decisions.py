"""Reviewed decisions: who looked, and found that a place of a source is a city, or is not.

In: TOML files. Out: `Decisions`. A decision is weighed before all evidence; one that meets no place
of the sources is told as unused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Decision:
    """One reviewed decision on a place of a source, or on an item in any source.

    The place is named by ``source`` and ``key``, by ``source``, ``name`` and ``country``, or by
    ``wikidata``; the city by ``city`` (a slug) or ``geonames``. ``same`` is false where the place
    was found not to be that city.
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


@dataclass(frozen=True)
class Decisions:
    """Decisions in the order of their files."""

    all: tuple[Decision, ...] = ()


NONE = Decisions()
