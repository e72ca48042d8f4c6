"""Cities that the gazetteer lacks, or that nothing surely finds there: matched among themselves.

In: entities left over, with the verdict on each. Out: groups of entities that are one city. Two
identifiers never fall together; places with one name and country do where they lie close together,
and one without a position does where all others lie together. However many bear one name, the work
grows with their number only.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from twingraph.distance import Position, kilometres
from twingraph.identity.entities import Entity
from twingraph.identity.weighing import TOGETHER, Verdict

Left = tuple[Entity, Verdict]
"""An entity without a sure place in the gazetteer, and the verdict."""

Placed = tuple[Left, Sequence[Position]]
"""The same, with the positions that may be used."""

Name = tuple[str, str]
"""A folded name and a country."""


class _Nearby:
    """Numbers of entities by where they lie: cubes of ten kilometres, so that few are compared."""

    def __init__(self) -> None:
        self._cubes: dict[tuple[int, ...], list[tuple[Position, int]]] = defaultdict(list)

    def add(self, number: int, positions: Iterable[Position]) -> None:
        for position in positions:
            self._cubes[_cube(position)].append((position, number))

    def within(self, positions: Iterable[Position]) -> Iterator[int]:
        """Yield the numbers of those that lie within `TOGETHER` of a position."""
        for position in positions:
            home = _cube(position)
            for step in product((-1, 0, 1), repeat=3):
                cube = tuple(map(sum, zip(home, step, strict=True)))
                for other, number in self._cubes.get(cube, ()):
                    if kilometres(position, other) <= TOGETHER:
                        yield number


def _cube(position: Position) -> tuple[int, ...]:
    north, east = map(math.radians, position)
    across = math.cos(north)
    ends = (across * math.cos(east), across * math.sin(east), math.sin(north))
    return tuple(math.floor(end * 6371 / TOGETHER) for end in ends)


class _Items:
    """The items that bear one name in one country: by where they lie, and by level."""

    def __init__(self) -> None:
        self.nearby = _Nearby()
        self.by_level: dict[tuple[str, bool], list[int]] = defaultdict(list)

    def add(self, number: int, item: Left, positions: Sequence[Position]) -> None:
        self.nearby.add(number, positions)
        if _alone(item):
            self.by_level[item[0].level, bool(positions)].append(number)

    def fitting(self, one: Left, positions: Sequence[Position]) -> Iterator[int]:
        """Yield which items an entity may be."""
        yield from self.nearby.within(positions)
        if _alone(one):
            yield from self.by_level[one[0].level, False]
            if not positions:
                yield from self.by_level[one[0].level, True]


def match(left: Sequence[Left], *, use_coordinates: bool) -> list[list[Left]]:
    """Return the entities in groups, each a city; most are alone."""

    def positions(one: Left) -> Sequence[Position]:
        return one[0].positions if use_coordinates else ()

    groups = [[one] for one in left if one[0].items]
    items: dict[Name, _Items] = defaultdict(_Items)
    for number, (item,) in enumerate(groups):
        for name in _names(item):
            items[name].add(number, item, positions(item))
    alone = []
    for one in left:
        if one[0].items:
            continue
        fits: set[int] = set()
        for name in _names(one):
            if name in items:
                for number in items[name].fitting(one, positions(one)):
                    fits.add(number)
                    if len(fits) > 1:
                        break  # two are enough: nothing tells which
        if len(fits) == 1:
            groups[fits.pop()].append(one)
        else:
            alone.append(one)
    return groups + _linked([(one, positions(one)) for one in alone])


def _linked(left: Sequence[Placed]) -> list[list[Left]]:
    """Return entities without identifiers in groups: those of one name that are one city."""
    parent = list(range(len(left)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    by_name: dict[Name, list[int]] = defaultdict(list)
    for index, (one, _) in enumerate(left):
        for name in _names(one):
            by_name[name].append(index)
    for same_name in by_name.values():
        for first, index in _pairs({index: left[index] for index in same_name}):
            high, low = sorted((root(first), root(index)), reverse=True)
            parent[high] = low
    groups: dict[int, list[Left]] = defaultdict(list)
    for index, (one, _) in enumerate(left):
        groups[root(index)].append(one)
    return list(groups.values())


def _pairs(same_name: Mapping[int, Placed]) -> Iterator[tuple[int, int]]:
    """Yield pairs that are one city, so that all that are one hang together."""
    # The first that lies where no other does stands for all around it: no chains.
    firsts: list[int] = []
    nearby = _Nearby()
    for index, (_, positions) in same_name.items():
        first = next(nearby.within(positions), None)
        if first is not None:
            yield first, index
        elif positions:
            nearby.add(index, positions)
            firsts.append(index)
    if len(firsts) > 1:
        return  # of homonyms, nobody knows which one the others mean
    by_level: dict[str, int] = {}
    for index in (*firsts, *(i for i, (_, positions) in same_name.items() if not positions)):
        one, _ = same_name[index]
        if _alone(one):
            yield by_level.setdefault(one[0].level, index), index


def _names(one: Left) -> list[Name]:
    return sorted((key, country) for key in one[0].keys for country in one[0].countries)


def _alone(one: Left) -> bool:
    """Return whether nothing has shown homonyms, so that the name may do without a position."""
    return "homonyms" not in one[1].reasons
