"""What the map shows, as plain data: places, ties, passages, in one language and sorted.

In: nothing. Out: the types that ``surroundings`` fills, and that the drawing and the page read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ENDED: Final = "ended"


@dataclass(frozen=True)
class Place:
    """A city or a network in the picture; ``role`` is "own", "city" or "network"."""

    iri: str
    name: str
    role: str
    heading: str = ""
    country: str = ""


@dataclass(frozen=True)
class Tie:
    """A tie between two places: an agreement, a claim of a source, or a membership.

    ``mark`` says how it is drawn: "twinning", "agreement", "programme", "contact" or "membership".
    ``status`` is a concept's slug, or "ended", or empty where no source tells one.
    """

    iri: str
    ends: tuple[str, str]
    mark: str
    kind: str
    name: str
    status: str
    status_name: str
    since: str
    until: str
    implied: bool
    passages: tuple[str, ...]

    @property
    def key(self) -> str:
        """The tie's identifier: an agreement of three cities is two ties of one of them."""
        return " ".join((self.iri, *self.ends))


@dataclass(frozen=True)
class Passage:
    """A source passage: where it stands, and our summary of it."""

    iri: str
    slug: str
    where: str
    summary: str


@dataclass(frozen=True)
class Surroundings:
    """A city with all that is tied to it; ``headings`` in the order of their first passages."""

    own: Place
    cities: tuple[Place, ...]
    networks: tuple[Place, ...]
    ties: tuple[Tie, ...]
    memberships: tuple[Tie, ...]
    passages: tuple[Passage, ...]
    headings: tuple[str, ...]
    years: tuple[int, ...]
    undrawn: tuple[str, ...]
    language: str

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the picture, the city itself first."""
        return (self.own, *self.cities, *self.networks)
