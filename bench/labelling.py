"""The truth that identities are measured against: what positions tell, and people's verdicts.

In: the places of a source and the items of another, both with positions, and a file of verdicts on
doubtful pairs. Out: `Labelled` places. The truth is a matter of kilometres (one item within 5, no
other within 30) and never of what the resolver thinks; a place between these bounds is left out.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from twingraph.distance import kilometres
from twingraph.errors import DataError
from twingraph.imports.model import Place
from twingraph.slugs import fold_name

NEAR: Final = 5.0
"""Kilometres within which the nearest item is the place."""
APART: Final = 30.0
"""Kilometres within which there is no second item, or none at all."""
COLUMNS: Final = ("name", "country", "item", "verdict", "reviewer", "reason")
"""The columns of a file of verdicts."""
NONE: Final = "-"
UNDECIDED: Final = "?"

_DEGREE: Final = 111.2  # kilometres of a degree of latitude


@dataclass(frozen=True)
class Labelled:
    """A place of one source with the item of the other that it is, None where it is none.

    ``homonym`` tells that another place bears the same name.
    """

    place: Place
    item: Place | None
    homonym: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a person says of a pair: the item that the place is, by key, `NONE` or `UNDECIDED`.

    ``item`` is the item that the positions give, or `NONE`: a verdict holds of that pair only.
    """

    item: str
    verdict: str
    reviewer: str
    reason: str


Verdicts = Mapping[tuple[str, str], Verdict]
"""Verdicts by the place's name and country, as its source states them."""


def label(
    places: Iterable[Place], items: Iterable[Place], homonyms: Container[str]
) -> tuple[Labelled, ...]:
    """Return the places of which positions tell the item, or that there is none, by key.

    ``homonyms`` are folded names that more than one place bears.
    """
    positions = sorted(
        (item.latitude, item.longitude, item.key, item)
        for item in items
        if item.latitude is not None and item.longitude is not None
    )
    found = []
    for place in sorted(places, key=lambda place: place.key):
        if place.latitude is None or place.longitude is None:
            continue
        here = place.latitude, place.longitude
        first = bisect_left(positions, (here[0] - APART / _DEGREE,))
        last = bisect_right(positions, (here[0] + APART / _DEGREE,))
        near = sorted(
            (kilometres(here, (latitude, longitude)), key, item)
            for latitude, longitude, key, item in positions[first:last]
        )
        within = [(far, item) for far, _, item in near if far <= APART]
        homonym = fold_name(place.name) in homonyms
        if not within:
            found.append(Labelled(place, None, homonym))
        elif len(within) == 1 and within[0][0] <= NEAR:
            found.append(Labelled(place, within[0][1], homonym))
    return tuple(found)


def names_of_several(names: Iterable[str]) -> frozenset[str]:
    """Return the folded names that stand more than once; never one without a Latin letter."""
    count = Counter(filter(None, map(fold_name, names)))
    return frozenset(name for name, times in count.items() if times > 1)


def doubtful(
    sample: Iterable[Labelled], items: Iterable[Place], country: Callable[[Place], str]
) -> Iterator[tuple[Labelled, Place]]:
    """Yield the pairs that a person must look at, each with the item in question.

    Such are pairs whose names or countries differ, and places without an item near whose name and
    country an item elsewhere has. ``country`` returns the code of a place's country.
    """
    named: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for item in items:
        named[fold_name(item.name), country(item)].append(item)
    for one in sample:
        name = fold_name(one.place.name), country(one.place)
        if one.item is None:
            yield from ((one, item) for item in named.get(name, ()))
        elif (fold_name(one.item.name), country(one.item)) != name:
            yield one, one.item


def read_verdicts(path: Path) -> dict[tuple[str, str], Verdict]:
    """Return the verdicts of a file.

    Raises DataError with the line for a wrong header, a wrong number of columns, an empty one after
    the second, and a place that stands twice.
    """
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError(
            "the first line does not name the columns", path=path, line=1, hint="\t".join(COLUMNS)
        )
    verdicts: dict[tuple[str, str], Verdict] = {}
    for number, line in enumerate(lines[1:], start=2):
        name, country, *rest = cells = line.split("\t")
        if len(cells) != len(COLUMNS) or not all(rest):
            raise DataError(
                "a verdict has six columns, none of the last four empty", path=path, line=number
            )
        if (name, country) in verdicts:
            raise DataError(f"{name} ({country}) stands twice", path=path, line=number)
        verdicts[name, country] = Verdict(*rest)
    return verdicts


def verdict_on(one: Labelled, verdicts: Verdicts) -> Verdict | None:
    """Return what a person said of the pair that positions make, if one did."""
    verdict = verdicts.get((one.place.name, one.place.country))
    by_position = one.item.key if one.item else NONE
    return verdict if verdict and verdict.item == by_position else None


def reviewed(
    sample: Iterable[Labelled], verdicts: Verdicts, items: Iterable[Place]
) -> tuple[Labelled, ...]:
    """Return a sample as people have judged it, without what they could not decide."""
    by_key = {item.key: item for item in items}
    found = []
    for one in sample:
        verdict = verdict_on(one, verdicts)
        if verdict is None:
            found.append(one)
        elif verdict.verdict != UNDECIDED:
            item = None if verdict.verdict == NONE else by_key[verdict.verdict]
            found.append(replace(one, item=item))
    return tuple(found)


def halves(
    sample: Iterable[Labelled], seed: str
) -> tuple[tuple[Labelled, ...], tuple[Labelled, ...]]:
    """Return a sample in two halves by chance, always the same for a seed: to measure, to learn.

    Places of one name stay together, so that nothing learnt of one tells of the other.
    """
    measured: list[Labelled] = []
    learnt: list[Labelled] = []
    for one in sample:
        digest = hashlib.sha256(f"{seed} {fold_name(one.place.name)}".encode()).digest()
        (measured if digest[0] % 2 == 0 else learnt).append(one)
    return tuple(measured), tuple(learnt)
