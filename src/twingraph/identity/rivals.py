"""Mentions that cannot all be one place: two items, a town and its district, two of one source.

In: entities and the verdict on each. Out: the same verdicts, those made only probable that must
give way to a better claim to their place. It never makes a verdict surer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from twingraph.identity.entities import Entity
from twingraph.identity.gazetteer import Spot
from twingraph.identity.naming import Strength, fold
from twingraph.identity.weighing import DOMINANT, Verdict, ratio

SURE: Final = frozenset({"identifier", "decision"})
"""Reasons of which one is enough."""
THERE: Final = SURE | {"distance", "within"}
"""Reasons for which a name with an addition is that place and no namesake."""


def one_item_each(
    verdicts: dict[int, Verdict], entities: list[Entity], by_item: Mapping[str, Spot]
) -> None:
    """Leave each place to one identifier: the others are probable, and cities of their own."""
    claims: dict[Spot, list[int]] = defaultdict(list)
    for number, verdict in verdicts.items():
        if verdict.grade == "same" and verdict.spot is not None:
            claims[verdict.spot].append(number)
    taken = set(by_item.values())
    for spot, numbers in claims.items():
        given = [n for n in numbers if SURE.intersection(verdicts[n].reasons)]
        if len(numbers) < 2 and (given or spot not in taken):
            continue
        winner = min(numbers, key=lambda n: _weaker(entities[n], verdicts[n]))
        for number in numbers:
            if number in given or (number == winner and not given and spot not in taken):
                continue
            verdict = verdicts[number]
            verdicts[number] = replace(
                verdict, grade="probable", reasons=(*verdict.reasons, "other-item")
            )


def _weaker(entity: Entity, verdict: Verdict) -> tuple[object, ...]:
    """Return how weak a claim to a place is: level, name, population, then the older item."""
    apart = float(DOMINANT)
    if verdict.spot and entity.population:
        apart = ratio(verdict.spot.population, entity.population)
    return (
        verdict.strength,
        apart > DOMINANT,
        "alternate-name" in verdict.reasons,
        apart,
        len(entity.items[0]),
        entity.items[0],
    )


def level_last(verdicts: dict[int, Verdict], entities: list[Entity]) -> None:
    """Make "X Municipality" only probable where the same source also names the city X."""
    strong = {
        (source, verdict.spot)
        for number, verdict in verdicts.items()
        if verdict.grade == "same" and verdict.strength != Strength.LEVEL
        for source, _ in entities[number].mentions
    }
    for number, verdict in verdicts.items():
        if verdict.grade == "same" and verdict.strength == Strength.LEVEL:
            sources = {source for source, _ in entities[number].mentions}
            contested = any((source, verdict.spot) in strong for source in sources)
            if contested and not SURE.intersection(verdict.reasons):
                verdicts[number] = replace(verdict, grade="probable")


def one_of_those_told_apart(verdicts: dict[int, Verdict], entities: list[Entity]) -> None:
    """Leave a place to one of those that a source tells apart: "X (here)" and "X (there)".

    Those of which more is known than the name without what it adds keep it.
    """
    added: dict[tuple[str, Spot], dict[int, frozenset[str]]] = defaultdict(dict)
    for number, verdict in verdicts.items():
        if verdict.grade != "same" or verdict.spot is None or not verdict.strength:
            continue
        words = frozenset(fold(q) for r in entities[number].readings for q in r.qualifiers)
        for source in {source for source, _ in entities[number].mentions} if words else ():
            added[source, verdict.spot][number] = words
    for claims in added.values():
        if len(set(claims.values())) < 2:
            continue
        for number in claims:
            verdict = verdicts[number]
            if not THERE.intersection(verdict.reasons):
                reasons = tuple(dict.fromkeys((*verdict.reasons, "homonyms")))
                verdicts[number] = replace(verdict, grade="probable", reasons=reasons)
