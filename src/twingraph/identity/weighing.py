"""Weigh one entity against the gazetteer: which place it is, how sure that is, and why.

In: an entity and the places that bear its names. Out: a `Verdict`. What sources say in other
entities does not count here; the same entity always gets the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from twingraph.distance import kilometres
from twingraph.identity.adding import CITY, NEAR, Fit, apart, fit
from twingraph.identity.countries import Countries, related
from twingraph.identity.entities import Entity
from twingraph.identity.gazetteer import Gazetteer, Spot
from twingraph.identity.model import Grade
from twingraph.identity.naming import COUNTY, Reading, Strength, fold

CLOSE: Final = 12.0
"""Kilometres within which a position speaks for a place that bears the name otherwise: not as its
own, or only without what the name adds. `NEAR` holds where the name is its own."""
FAR: Final = 50.0
"""Kilometres from which a position speaks against it."""
TOGETHER: Final = 10.0
"""Kilometres within which the gazetteer's places of one name are one city, listed twice."""
DOMINANT: Final = 10
"""How many times as many inhabitants a place has that is meant where its homonyms are not named."""
UNRIVALLED: Final = 100
"""The same where no country is stated: of all places of that name on Earth."""
TOWN: Final = 15_000
"""Inhabitants from which one of the gazetteer's other names for a place is believed alone, and a
position some way off is believed to be that of the land around it."""
ALIKE: Final = 3
"""How many times apart two counts of the same city's inhabitants may be."""
CLOSER: Final = 2
"""How many times further apart the count of a homonym is, at least, where another's decides."""


@dataclass(frozen=True)
class Verdict:
    """The place of the gazetteer that an entity is, or may be, or was found not to be."""

    grade: Grade
    spot: Spot | None = None
    reasons: tuple[str, ...] = ()
    strength: Strength = Strength.WHOLE


class Found(NamedTuple):
    """A place that bears a name of the entity, and by which reading."""

    spot: Spot
    main: bool
    reading: Reading


@dataclass(frozen=True)
class Scales:
    """What entities are weighed with."""

    gazetteer: Gazetteer
    countries: Countries
    use_coordinates: bool = True

    def weigh(self, asked: Entity) -> Verdict:
        """Return the verdict on an entity by its names, countries, positions, population, level."""
        if not asked.areas:
            return self._without_country(asked)
        best: Verdict | None = None
        for strength in Strength:
            named = self._named(asked, strength)
            home = _at_home(named, asked)
            if not home or (best and strength == Strength.GENERIC):
                continue  # "Orange City" is not Orange where there is an Orange City
            verdict = self._decide(asked, strength, home)
            if verdict.grade == "same":
                return verdict
            if best is None or best.grade == "unresolved":
                best = verdict
            if "far-away" not in verdict.reasons and verdict.grade != "unresolved":
                break
        return best or Verdict("unresolved", reasons=("not-in-gazetteer",))

    def _named(self, asked: Entity, strength: Strength) -> list[Found]:
        """Return each place that bears a name in that strength, once, best by its own name."""
        found: dict[Spot, Found] = {}
        for reading in asked.readings:
            if reading.strength == strength:
                for spot, main in self.gazetteer.find(reading.key):
                    if not main and fold(spot.name) in map(fold, reading.qualifiers):
                        continue  # "Licheng (Jinan)" is a district, whatever Jinan is also called
                    if strength == Strength.GENERIC and _other_city(asked, reading, spot):
                        continue
                    known = found.get(spot)
                    if known is None or (main and not known.main):
                        found[spot] = Found(spot, main, reading)
        return sorted(found.values(), key=lambda f: (not f.main, -f.spot.population, f.spot.number))

    def _decide(self, asked: Entity, strength: Strength, home: list[Found]) -> Verdict:
        fits = {f.spot: fit(f.spot, f.reading, self.gazetteer, self.countries) for f in home}
        every = home
        home, told, against = _told_apart(asked, home, fits)
        exact = {
            f.spot
            for f in home
            if fits[f.spot] == Fit.EXACT or (f.main and strength == Strength.WHOLE)
        }
        verdict = _by_name(asked, home, exact | {f.spot for f in home if "within" in told})
        if against and verdict.grade == "same":
            verdict = replace(verdict, grade="probable")
        if self.use_coordinates and asked.positions:
            near = _near(asked, home, exact)
            if near is None and all(fits[f.spot] == Fit.WITHIN for f in home):
                # What was added may be the name of a landscape, and of a village elsewhere.
                rest = [f for f in every if fits[f.spot] <= Fit.AGAINST]
                near = _near(asked, rest, exact)
                home, told = (rest, ()) if near else (home, told)
            verdict = near or self._by_position(asked, home, verdict, exact)
        against_it = {Fit.PART: "level", Fit.ELSEWHERE: "far-away"}
        if verdict.spot and fits[verdict.spot] in against_it:
            verdict = _no_more_than_probable(verdict, against_it[fits[verdict.spot]])
        reasons = (*_name_reasons(asked, home, verdict.spot), "country", *told, *verdict.reasons)
        if strength == Strength.LEVEL:
            reasons = (*reasons, "level")
            if any(f.reading.level == COUNTY for f in home if f.spot == verdict.spot):
                verdict = _no_more_than_probable(verdict)
        if strength == Strength.GENERIC:
            reasons = (*reasons, "generic-word")
        own = {f.reading.key for f in home if f.main and f.spot == verdict.spot}
        if asked.county and not own & asked.county:
            # A county in one language, and in another no word for it: it is still no town.
            verdict = _no_more_than_probable(verdict)
            reasons = (*reasons, "level")
        return replace(verdict, reasons=tuple(dict.fromkeys(reasons)), strength=strength)

    def _by_position(
        self, asked: Entity, home: list[Found], by_name: Verdict, exact: Set[Spot]
    ) -> Verdict:
        """Return the verdict on what is near no place that bears its name."""
        # A position where the stated country has no place at all is itself the mistake.
        told = any(
            self.gazetteer.inhabited(country, position)
            for country in {f.spot.country for f in home}
            for position in asked.positions
        )
        far = replace(by_name, reasons=(*by_name.reasons, "far-away"))
        if not told:
            return far
        if by_name.spot is None or "homonyms" in by_name.reasons:
            return Verdict("unresolved", reasons=far.reasons)
        if _distance(by_name.spot, asked) > FAR:
            if by_name.grade == "same":
                return replace(far, grade="rejected")
            return Verdict("unresolved", reasons=far.reasons)
        # A source may have the middle of the land around a town; of a village it has another one.
        if by_name.grade == "same" and by_name.spot in exact and by_name.spot.population >= TOWN:
            return by_name
        return replace(far, grade="probable")

    def _without_country(self, asked: Entity) -> Verdict:
        why = ("unknown-country",) if asked.unknown else ("no-country",)
        named = self._named(asked, Strength.WHOLE)
        if not named:
            return Verdict("unresolved", reasons=(*why, "not-in-gazetteer"))
        if self.use_coordinates and asked.positions:
            near = [f for f in named if _distance(f.spot, asked) <= (NEAR if f.main else CLOSE)]
            if near:
                spot = _largest(near).spot
                return Verdict("same", spot, (*_name_reasons(asked, near, spot), "distance", *why))
            return Verdict("unresolved", reasons=(*why, "far-away"))
        first, *rest = sorted(_cities(named), key=lambda f: (-f.spot.population, f.spot.number))
        most = max((f.spot.population for f in rest), default=0)
        if not first.main or first.spot.population < max(TOWN, UNRIVALLED * most):
            return Verdict("unresolved", reasons=(*why, "homonyms"))
        told = "dominant-population" if rest else "unique-name"
        # An item is not taken for a city by its name alone.
        grade: Grade = "probable" if asked.items or asked.unknown else "same"
        name = _name_reasons(asked, named, first.spot)
        return Verdict(grade, first.spot, (*name, told, *why))


def _near(asked: Entity, home: Sequence[Found], exact: Set[Spot]) -> Verdict | None:
    """Return the verdict on what is near a place that bears its name."""
    distances = {f.spot: _distance(f.spot, asked) for f in home}
    near = [f for f in home if distances[f.spot] <= (NEAR if f.spot in exact else CLOSE)]
    if not near:
        return None
    # A place under its own name, unless another is clearly nearer.
    first = min(near, key=lambda f: (distances[f.spot] + (0 if f.main else 5), f.spot))
    chosen = _largest(f for f in near if apart(f.spot, first.spot) <= TOGETHER)
    return Verdict("same", chosen.spot, ("distance",))


def _other_city(asked: Entity, reading: Reading, spot: Spot) -> bool:
    """Return whether "X City" is another place than X, as it is in North America."""
    return spot.country in ("us", "ca") and any(
        other.key in (f"{reading.key}city", f"{reading.key}town") for other in asked.readings
    )


def _at_home(named: list[Found], asked: Entity) -> list[Found]:
    """Return the places in the stated countries, or else in territories counted to them."""
    home = [f for f in named if f.spot.country in asked.countries]
    if home:
        return home
    wider = {part for area in asked.areas if not area.region for part in related(area.country)}
    return [f for f in named if {(f.spot.country, ""), (f.spot.country, f.spot.region)} & wider]


def _told_apart(
    asked: Entity, home: list[Found], fits: Mapping[Spot, Fit]
) -> tuple[list[Found], tuple[str, ...], bool]:
    """Return the places that region and qualifier allow, what did so, and whether none did."""
    told: list[str] = []
    against = False
    regions = {area for area in asked.areas if area.region}
    if regions:
        inside = [f for f in home if (f.spot.country, f.spot.region) in regions]
        against = not inside and any(f.spot.region for f in home)
        if inside:
            home = inside
            told.append("region")
    within = [f for f in home if fits[f.spot] in (Fit.WITHIN, Fit.EXACT)]
    if within:
        home = within
        told.append("within")
    elif any(fits[f.spot] != Fit.NOTHING for f in home):
        against = True
    return home, tuple(told), against


def _no_more_than_probable(verdict: Verdict, reason: str = "") -> Verdict:
    if verdict.grade not in ("same", "probable"):
        return verdict
    reasons = (*verdict.reasons, reason) if reason else verdict.reasons
    return replace(verdict, grade="probable", reasons=reasons)


def _by_name(asked: Entity, home: Sequence[Found], sure: Set[Spot]) -> Verdict:
    """Return the place that a name means in a country, without looking at positions.

    ``sure`` are places that what the name adds agrees with, or that bear it as their own.
    """
    cities = _cities(home)
    if len(cities) == 1:
        only = cities[0]
        # The gazetteer's other names are also old ones, misspelt ones, those of parts and regions.
        believed = only.main or (
            only.spot.population >= TOWN
            and (only.reading.strength == Strength.WHOLE or only.spot in sure)
            and (not asked.population or ratio(only.spot.population, asked.population) <= DOMINANT)
        )
        return Verdict("same" if believed else "probable", only.spot)
    if asked.population:
        ratios = sorted((ratio(f.spot.population, asked.population), f.spot) for f in cities)
        if ratios[0][0] <= ALIKE and ratios[1][0] >= CLOSER * ratios[0][0]:
            return Verdict("same", ratios[0][1], ("population",))
    largest, *rest = sorted(cities, key=lambda f: (-f.spot.population, f.spot.number))
    return Verdict(*_dominance(asked, largest, rest))


def _dominance(
    asked: Entity, first: Found, rest: Sequence[Found]
) -> tuple[Grade, Spot, tuple[str, ...]]:
    """Return whether the largest of homonyms is meant, where nothing else tells."""
    most = max(f.spot.population for f in rest)
    spelt = first.spot.name in asked.names or not any(f.spot.name in asked.names for f in rest)
    if (
        first.main
        and first.spot.population >= max(CITY, DOMINANT * most)
        and spelt
        and not first.reading.qualifiers
    ):
        return "same", first.spot, ("dominant-population",)
    return "probable", first.spot, ("homonyms",)


def _cities(home: Sequence[Found]) -> list[Found]:
    """Return one place for those that lie together: the gazetteer lists some cities twice."""
    groups: list[list[Found]] = []
    for found in home:
        for group in groups:
            if apart(found.spot, group[0].spot) <= TOGETHER:
                group.append(found)
                break
        else:
            groups.append([found])
    return [_largest(group) for group in groups]


def _largest(found: Iterable[Found]) -> Found:
    return min(found, key=lambda f: (not f.main, -f.spot.population, f.spot.number))


def _inhabitants(spot: Spot) -> tuple[int, int]:
    return spot.population, -spot.number


def _name_reasons(asked: Entity, home: Sequence[Found], spot: Spot | None) -> tuple[str, ...]:
    if spot is None:
        return ()
    if spot.name in asked.names:
        return ("name",)
    keys = {found.reading.key for found in home if found.spot == spot}
    return ("name-folded",) if fold(spot.name) in keys else ("alternate-name",)


def ratio(one: int, other: int) -> float:
    """Return how many times larger the larger of two counts is."""
    low, high = sorted((max(one, 1), max(other, 1)))
    return high / low


def _distance(spot: Spot, asked: Entity) -> float:
    """Return how far a place is from the nearest position that is stated."""
    if spot.position is None:
        return float("inf")
    return min(kilometres(spot.position, position) for position in asked.positions)
