"""How good identities are: precision and recall on places whose item is known.

In: a sample of labelled places of one source, all items of another, and the identities to be
judged. Out: a `Score` with Wilson's intervals, the grades given, and every error. `labelling` says
what the truth is; here nothing is resolved and no source read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bench.labelling import Labelled
from twingraph.identity.model import Identities, Match
from twingraph.imports.model import Place

_SIGMAS: Final = 1.959964  # on either side, for 95 %


@dataclass(frozen=True)
class Ratio:
    """A share of a whole."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        """Return the share, from 0 to 1; 1 of nothing, of which nothing is wrong."""
        return self.part / self.whole if self.whole else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's interval of 95 % (Wilson 1927); of nothing, all is possible."""
        if not self.whole:
            return 0.0, 1.0
        z2, n, p = _SIGMAS**2, self.whole, self.share
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _SIGMAS * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Counts:
    """Pairs found, made wrongly, and missed; and places that are no item, rightly left alone."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    left_alone: int = 0

    @property
    def precision(self) -> Ratio:
        """Return how many of the pairs that were made are right."""
        return Ratio(self.found, self.found + self.wrong)

    @property
    def recall(self) -> Ratio:
        """Return how many of the pairs that there are were made."""
        return Ratio(self.found, self.found + self.missed)


@dataclass(frozen=True)
class Error:
    """A pair that was made and is wrong, or that was missed, with what was decided of its ends."""

    kind: Literal["wrong", "missed"]
    labelled: Labelled
    item: Place
    of_place: Match
    of_item: Match


@dataclass(frozen=True)
class Score:
    """How identities did: on the whole sample, on homonyms, and on places that are no item.

    ``grades`` counts the places by grade.
    """

    overall: Counts
    homonyms: Counts
    negatives: Counts
    grades: Mapping[str, int]
    errors: tuple[Error, ...]


def score(
    sample: Iterable[Labelled],
    identities: Identities,
    source: str,
    other: str,
    items: Iterable[Place],
) -> Score:
    """Return how identities did on places of a source, with the items of another.

    A pair is made where both are one city of the graph: their matches have the same slug. Every
    wrong item that a place is given counts.
    """
    there: dict[str, list[Place]] = defaultdict(list)
    for item in items:
        there[identities.matches[other, item.key].slug].append(item)
    overall, homonyms, negatives = Counter[str](), Counter[str](), Counter[str]()
    grades: Counter[str] = Counter()
    errors: list[Error] = []
    for one in sample:
        match = identities.matches[source, one.place.key]
        given = there.get(match.slug, [])
        found: list[Error] = [
            Error("wrong", one, item, match, identities.matches[other, item.key])
            for item in given
            if item != one.item
        ]
        outcome = Counter(wrong=len(found))
        if one.item is None:
            outcome["left_alone"] = int(not given)
        elif one.item in given:
            outcome["found"] = 1
        else:
            outcome["missed"] = 1
            of_item = identities.matches[other, one.item.key]
            found.append(Error("missed", one, one.item, match, of_item))
        overall.update(outcome)
        if one.homonym:
            homonyms.update(outcome)
        if one.item is None:
            negatives.update(outcome)
        grades[match.grade] += 1
        errors += found
    return Score(
        Counts(**overall),
        Counts(**homonyms),
        Counts(**negatives),
        dict(sorted(grades.items())),
        tuple(errors),
    )
