"""Why a city is suggested, and why not: paths with their sources, and what speaks against it.

In: `Record`, all that is told, and two cities. Out: paths, shared networks and objections, in both
languages. It weighs none of them: the terms of the model do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from twingraph.measures.model import Words
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links
from twingraph.suggesting.answers import Shared, Step
from twingraph.suggesting.cities import UNKNOWN
from twingraph.suggesting.ties import Ties

SMALL: Final = 5000
"""Inhabitants below which a city hall has few people for its relations."""
_FAR: Final = 0.9
_MANY: Final = 0.99
_LARGER: Final = 10
_NAMED: Final = 3
_NBSP: Final = "\u00a0"
_THIN: Final = "\u202f"

Naming = Callable[[str], str]


@dataclass(frozen=True, eq=False)
class Record:
    """All that is told of ties and memberships, and how cities, networks, countries are called.

    ``past`` has what is on record of pairs that are no ties (wished, cancelled, ended), by the
    numbers of the two cities, the smaller one first.
    """

    ties: Ties
    links: Links
    memberships: Links | None
    name: Naming
    country: Naming
    past: dict[tuple[int, int], Words] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Reasons:
    """Reasons for one city, read from a record."""

    record: Record
    city: int
    said: dict[tuple[int, int], tuple[str, ...]]
    belonging: dict[tuple[str, str], tuple[str, ...]]
    far: float
    many: float

    def common(self, other: int) -> tuple[tuple[Step, ...], ...]:
        """Return paths through common partners, those with the fewest partners first."""
        ties = self.record.ties
        found = sorted(ties.common(self.city, other).tolist(), key=lambda c: (ties.degrees[c], c))
        return tuple(self._path((self.city, between, other)) for between in found)

    def longer(self, other: int) -> tuple[tuple[Step, ...], ...]:
        """Return the strongest paths of three steps, where there is no common partner."""
        ties = self.record.ties
        if len(ties.common(self.city, other)):
            return ()
        reach = set(ties.partners(other).tolist())
        found = [
            (int(ties.degrees[one]) * int(ties.degrees[two]), one, two)
            for one in ties.partners(self.city).tolist()
            for two in ties.partners(one).tolist()
            if two in reach and two not in (self.city, other)
        ]
        return tuple(
            self._path((self.city, one, two, other)) for _, one, two in sorted(found)[:_NAMED]
        )

    def networks(self, other: int) -> tuple[Shared, ...]:
        """Return the networks to which both belong, with the sources of either membership."""
        cities = self.record.ties.cities
        if not cities.networks:
            return ()
        both = cities.memberships[[self.city]].multiply(cities.memberships[[other]]).tocsr()
        found = []
        for at in sorted(both.indices.tolist()):
            network = cities.networks[at]
            who = (cities.nodes[self.city], cities.nodes[other])
            told = {s for city in who for s in self.belonging.get((city, network), ())}
            found.append(Shared(self.record.name(network), tuple(sorted(told))))
        return tuple(sorted(found, key=lambda shared: shared.name))

    def against(self, other: int) -> tuple[Words, ...]:
        """Return what speaks against a candidate, the weightiest first."""
        return tuple(self._against(other))

    def _against(self, other: int) -> Iterable[Words]:
        ties, cities = self.record.ties, self.record.ties.cities
        past = self.record.past.get((min(self.city, other), max(self.city, other)))
        if past:
            yield past
        one, two = int(cities.country[self.city]), int(cities.country[other])
        if np.isnan(cities.latitude[other]) or two == UNKNOWN:
            yield Words(
                "place not known: which city this is is not settled",
                "lieu inconnu\u00a0: on ne sait pas au juste de quelle ville il s’agit",
            )
            yield from self._of_names(other)
        kilometres = float(cities.kilometres(self.city, other))
        if kilometres > self.far:
            yield Words(
                f"far: {kilometres:,.0f} km, more than nine ties in ten here",
                f"loin{_NBSP}: {_grouped(kilometres)}{_NBSP}km, plus que pour neuf liens sur dix",
            )
        if UNKNOWN not in (one, two):
            yield from self._of_countries(one, two)
        if not len(ties.common(self.city, other)) and not self.networks(other):
            yield Words("no common partner, no shared network", "ni partenaire ni réseau en commun")
        if ties.degrees[other] >= self.many:
            yield Words(
                f"has many partners already: {ties.degrees[other]}",
                f"a déjà beaucoup de partenaires{_NBSP}: {ties.degrees[other]}",
            )
        people = np.exp(cities.log_population[other])
        times = people / np.exp(cities.log_population[self.city])
        if times >= _LARGER:
            yield Words(
                f"much larger: {times:,.0f} times the inhabitants",
                f"beaucoup plus grande{_NBSP}: {_grouped(times)} fois plus d’habitants",
            )
        if np.isnan(people):
            yield Words("number of inhabitants not known", "nombre d’habitants inconnu")
        elif people < SMALL:
            yield Words(
                f"small: {people:,.0f} inhabitants",
                f"petite{_NBSP}: {_grouped(people)}{_NBSP}habitants",
            )
        if ties.degrees[other] < 2:
            yield Words("at most one tie on record", "un lien connu tout au plus")

    def _of_names(self, other: int) -> Iterable[Words]:
        """Say whose name a city without a place bears: there are records of one city twice."""
        ties, cities = self.record.ties, self.record.ties.cities
        known = np.append(ties.partners(self.city), self.city)
        for city in known[cities.names[known] == cities.names[other]].tolist():
            name = self.record.name(cities.nodes[city])
            yield Words(
                f"bears the name of {name}, and may be that city",
                f"porte le nom de {name}, et peut être cette ville",
            )

    def _of_countries(self, one: int, two: int) -> Iterable[Words]:
        ties, cities = self.record.ties, self.record.ties.cities
        there = [p for p in ties.partners(self.city).tolist() if cities.country[p] == two]
        if one == two:
            yield Words("in the same country", "dans le même pays")
        elif not ties.between_countries[one, two]:
            a, b = (self.record.country(cities.countries[code]) for code in (one, two))
            yield Words(
                f"no tie on record between {a} and {b}",
                f"aucun lien connu entre les deux pays ({a}, {b})",
            )
        if there:
            named = sorted(self.record.name(cities.nodes[partner]) for partner in there)
            more = len(named) - _NAMED
            names = ", ".join(named[:_NAMED])
            yield Words(
                f"a partner in that country already: {names}" + (f" +{more}" if more > 0 else ""),
                f"déjà partenaire dans ce pays{_NBSP}: {names}" + (f" +{more}" if more > 0 else ""),
            )

    def _path(self, cities: tuple[int, ...]) -> tuple[Step, ...]:
        nodes = self.record.ties.cities.nodes
        return tuple(
            Step(self.record.name(nodes[to]), self.said.get((min(at, to), max(at, to)), ()))
            for at, to in pairwise(cities)
        )


def reasons_for(record: Record, city: int) -> Reasons:
    """Return what gives reasons for one city."""
    pairs, cities = record.ties.pairs, record.ties.cities
    kilometres = cities.kilometres(pairs[:, 0], pairs[:, 1])
    known = kilometres[~np.isnan(kilometres)]
    far = float(np.quantile(known, _FAR)) if len(known) else float("inf")
    said: dict[tuple[int, int], set[str]] = {}
    for source, target, told in _rows(record.links):
        said.setdefault((min(source, target), max(source, target)), set()).update(told)
    belonging: dict[tuple[str, str], set[str]] = {}
    held = record.memberships
    if held is not None:
        for source, target, told in _rows(held):
            pair = (held.nodes[source], held.nodes[target])
            for ends in (pair, pair[::-1]):
                belonging.setdefault(ends, set()).update(told)
    return Reasons(
        record,
        city,
        {pair: tuple(sorted(told)) for pair, told in said.items()},
        {ends: tuple(sorted(told)) for ends, told in belonging.items()},
        far,
        # Few cities have partners at all in a small graph: ten are many anywhere.
        max(float(np.quantile(record.ties.degrees, _MANY)), 10.0),
    )


def _rows(links: Links) -> Iterable[tuple[int, int, list[str]]]:
    told = links.columns.get("sources")
    values = [""] * links.m if told is None else [str(v or "") for v in told.tolist()]
    for source, target, text in zip(
        links.sources.tolist(), links.targets.tolist(), values, strict=True
    ):
        yield source, target, [name for name in text.split(SEPARATOR) if name]


def _grouped(number: float) -> str:
    return f"{number:,.0f}".replace(",", _THIN)
