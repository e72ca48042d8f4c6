"""What identity is told and what it decides: known cities, matches with grade and reasons.

In: nothing. Out: types. Slugs are those of `twingraph.slugs`; countries are ISO 3166 alpha-2 codes
in small letters, ``xk`` for Kosovo, or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Grade = Literal["same", "probable", "unresolved", "rejected"]
"""How sure a match is; only ``same`` merges."""


@dataclass(frozen=True)
class Known:
    """A city that the base graph holds already."""

    slug: str
    names: tuple[str, ...]
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    wikidata: tuple[str, ...] = ()


@dataclass(frozen=True)
class IdentifiedCity:
    """A city of the graph: what is shown of it, where it is, and what it is called elsewhere.

    ``placed`` is false where no source and no gazetteer gives a position; ``from_gazetteer`` tells
    that position, country and population are the gazetteer's; ``known`` that the base graph holds
    the city. ``replaces`` are slugs of former builds that now lead here.
    """

    slug: str
    name: str
    country: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    geonames: int | None = None
    wikidata: tuple[str, ...] = ()
    from_gazetteer: bool = False
    known: bool = False
    replaces: tuple[str, ...] = ()

    @property
    def placed(self) -> bool:
        """Return whether it is known where the city is."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Match:
    """Which city a mention is.

    ``slug`` is the city that the mention stands for: its own one unless the grade is ``same``.
    ``candidate`` is the city that it may be (``probable``) or was found not to be (``rejected``).
    ``reasons`` are local names of the scheme ``reason:``, in the order in which they weighed.
    """

    slug: str
    grade: Grade
    candidate: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identities:
    """The outcome: matches by source name and place key, cities by slug.

    ``unused`` names the reviewed decisions that met no place.
    """

    matches: Mapping[tuple[str, str], Match]
    cities: Mapping[str, IdentifiedCity]
    unused: tuple[str, ...] = ()
