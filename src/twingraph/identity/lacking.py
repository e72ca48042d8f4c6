"""Cities that the gazetteer lacks, or that nothing surely finds there: matched among themselves.

In: entities left over, with the verdict on each. Out: groups of entities that are one city. Two
identifiers never fall together; places with one name and country do where they lie close together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from twingraph.identity.distance import kilometres
from twingraph.identity.entities import Entity
from twingraph.identity.weighing import TOGETHER, Verdict

Left = tuple[Entity, Verdict]
"""An entity without a sure place in the gazetteer, and the verdict."""


def match(left: Sequence[Left], *, use_coordinates: bool) -> list[list[Left]]:
    """Return the entities in groups, each a city; most are alone."""
    with_items = [one for one in left if one[0].items]
    groups: list[list[Left]] = [[one] for one in with_items]
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (entity, _) in enumerate(with_items):
        for name in _names(entity):
            by_name[name].append(number)
    alone = []
    for one in left:
        if one[0].items:
            continue
        near = sorted({number for name in _names(one[0]) for number in by_name.get(name, ())})
        fits = [n for n in near if _one_city(with_items[n], one, use_coordinates=use_coordinates)]
        if len(fits) == 1:
            groups[fits[0]].append(one)
        else:
            alone.append(one)
    groups += _linked(alone, use_coordinates=use_coordinates)
    return groups


def _linked(left: Sequence[Left], *, use_coordinates: bool) -> Iterable[list[Left]]:
    """Return entities without identifiers in groups, linked by whoever is one city with whom."""
    parent = list(range(len(left)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (entity, _) in enumerate(left):
        for name in _names(entity):
            by_name[name].append(index)
    for same_name in by_name.values():
        for position, one in enumerate(same_name):
            for other in same_name[:position]:
                if _one_city(left[one], left[other], use_coordinates=use_coordinates):
                    high, low = sorted((root(one), root(other)), reverse=True)
                    parent[high] = low
    groups: dict[int, list[Left]] = defaultdict(list)
    for index, one_left in enumerate(left):
        groups[root(index)].append(one_left)
    return groups.values()


def _names(entity: Entity) -> set[tuple[str, str]]:
    return {(key, country) for key in entity.keys for country in entity.countries}


def _one_city(one: Left, other: Left, *, use_coordinates: bool) -> bool:
    here, there = one[0], other[0]
    if use_coordinates and here.positions and there.positions:
        return any(kilometres(a, b) <= TOGETHER for a in here.positions for b in there.positions)
    if here.level != there.level:
        return False
    # Of a name with homonyms, nobody knows which one each source means.
    return "homonyms" not in (*one[1].reasons, *other[1].reasons)
