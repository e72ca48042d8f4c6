"""Apply reviewed decisions: they override what the evidence says.

In: decisions, the gazetteer, the known cities and the slugs given before. Out: the verdict on an
entity that a decision is on, and the decisions that are on nothing. It reads no files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from twingraph.errors import DataError, near_matches
from twingraph.identity.decisions import Decision, Decisions
from twingraph.identity.entities import Entity
from twingraph.identity.gazetteer import Gazetteer, Spot
from twingraph.identity.weighing import Verdict
from twingraph.imports.model import Place


class Ruled:
    """Decisions, each with the place of the city that it names."""

    def __init__(
        self,
        decisions: Decisions,
        gazetteer: Gazetteer,
        known: Mapping[str, Spot],
        register: Mapping[str, str],
    ) -> None:
        given = numbers(decisions, register)
        slugs = {
            slug: gazetteer.by_number[number]
            for slug, number in given.items()
            if number in gazetteer.by_number
        } | dict(known)
        self._spots = [_spot(decision, gazetteer, slugs) for decision in decisions.all]
        self._decisions = decisions.all
        self._met: set[int] = set()
        self._sources: set[str] = {""}
        # By what each decision must find in a place, so that few are asked of each.
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, decision in enumerate(self._decisions):
            self._by_word[decision.wikidata or decision.key or decision.name].append(number)

    def verdict(self, entity: Entity, weigh: Callable[[], Verdict]) -> Verdict:
        """Return the verdict that decisions give, or the weighed one where they do not hinder it.

        Of several decisions that say which city it is, the last one counts.
        """
        self._sources.update(source for source, _ in entity.mentions)
        numbers = sorted({n for mention in entity.mentions for n in self._on(*mention)})
        self._met.update(numbers)
        same = [n for n in numbers if self._decisions[n].same]
        if same:
            return Verdict("same", self._spots[same[-1]], ("decision",))
        weighed = weigh()
        if any(self._spots[n] == weighed.spot for n in numbers):
            return Verdict("rejected", weighed.spot, (*weighed.reasons, "decision"))
        return weighed

    def unused(self) -> tuple[str, ...]:
        """Return what to say of each decision on a source that is there, and on no place of it."""
        return tuple(
            f"a reviewed decision meets no place: {decision}"
            for number, decision in enumerate(self._decisions)
            if number not in self._met and decision.source in self._sources
        )

    def _on(self, source: str, place: Place) -> list[int]:
        words = {place.wikidata, place.key, place.name} - {""}
        return [
            number
            for word in words
            for number in self._by_word.get(word, ())
            if self._decisions[number].meets(source, place)
        ]


def numbers(decisions: Decisions, register: Mapping[str, str]) -> dict[str, int]:
    """Return the GeoNames numbers of the slugs that decisions name, as the register has them."""
    named = {decision.city for decision in decisions.all}
    return {
        slug: int(key.removeprefix("geonames:"))
        for key, slug in register.items()
        if slug in named and key.startswith("geonames:")
    }


def _spot(decision: Decision, gazetteer: Gazetteer, slugs: Mapping[str, Spot]) -> Spot:
    if decision.geonames is not None:
        if decision.geonames not in gazetteer.by_number:
            raise DataError(
                f"{decision}: the gazetteer has no place {decision.geonames}", path=decision.path
            )
        return gazetteer.by_number[decision.geonames]
    if decision.city not in slugs:
        hint = near_matches(decision.city, slugs) or "name the city by its GeoNames number"
        raise DataError(f"{decision}: no city {decision.city}", path=decision.path, hint=hint)
    return slugs[decision.city]
