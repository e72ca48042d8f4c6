"""Pairs without a tie, drawn in four ways: what a model is asked to tell hidden ties from.

In: ties, hidden pairs, a random generator. Out: one pair for each hidden pair, or ``-1, -1`` where
there is none of that kind. Which way decides what a figure means: pairs drawn at random differ from
ties in almost everything, so that whoever counts partners seems to know; matched pairs take that
one thing away. A hidden pair has lost a tie at both its ends; pairs drawn at random, as far apart
or in the same countries have not: a small bias against whoever counts partners.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from twingraph.measures.model import Words
from twingraph.suggesting.cities import UNKNOWN, Ints
from twingraph.suggesting.ties import Ties, tied

_TRIES: Final = 50
_DRAWN: Final = 2000
"""Among so many cities the one is sought whose distance is nearest to that of the hidden pair."""

Draw = Callable[[Ties, Ints, np.random.Generator], Ints]
"""From all ties, hidden ones too, and hidden pairs to as many pairs without a tie."""


def uniform(ties: Ties, number: int, rng: np.random.Generator) -> Ints:
    """Return pairs of two cities without a tie, all equally likely."""
    n = ties.cities.n
    return _untied(ties, number, lambda size: rng.integers(0, n, (size, 2)))


def random_pairs(ties: Ties, hidden: Ints, rng: np.random.Generator) -> Ints:
    """Draw both cities at random."""
    return uniform(ties, len(hidden), rng)


def degree_matched(ties: Ties, hidden: Ints, rng: np.random.Generator) -> Ints:
    """Draw both cities among the ends of the hidden pairs, as often as they stand there.

    So each city has the partners that it has among the hidden pairs, and only who is tied to whom
    tells one from the other. Few hidden pairs have few ends, which are drawn again and again.
    """
    ends = hidden.ravel()
    return _untied(ties, len(hidden), lambda size: rng.choice(ends, (size, 2)))


def distance_matched(ties: Ties, hidden: Ints, rng: np.random.Generator) -> Ints:
    """Draw one city at random, and one that is as far from it as the two hidden ones are."""
    cities = ties.cities
    placed = np.flatnonzero(~np.isnan(cities.latitude) & ~np.isnan(cities.longitude))
    found = np.full((len(hidden), 2), -1, dtype=np.int64)
    wanted = np.log1p(cities.kilometres(hidden[:, 0], hidden[:, 1]))
    if len(placed) < 2:
        return found
    for at in np.flatnonzero(~np.isnan(wanted)):
        one = rng.choice(placed)
        others = placed if len(placed) <= _DRAWN else rng.choice(placed, _DRAWN, replace=False)
        gap = np.abs(np.log1p(cities.kilometres(one, others)) - wanted[at])
        pairs = np.column_stack([np.full(len(others), one), others])
        gap[(others == one) | tied(pairs, ties.keys, cities.n)] = np.inf
        best = int(gap.argmin())
        if np.isfinite(gap[best]):
            found[at] = one, others[best]
    return found


def same_countries(ties: Ties, hidden: Ints, rng: np.random.Generator) -> Ints:
    """Draw both cities at random in the two countries of the hidden pair."""
    country = ties.cities.country
    inside = {code: np.flatnonzero(country == code) for code in np.unique(country[hidden]).tolist()}
    found = np.full((len(hidden), 2), -1, dtype=np.int64)
    for at, (one, other) in enumerate(country[hidden].tolist()):
        if UNKNOWN in (one, other):
            continue
        drawn = np.column_stack(
            [rng.choice(inside[one], _TRIES), rng.choice(inside[other], _TRIES)]
        )
        good = (drawn[:, 0] != drawn[:, 1]) & ~tied(drawn, ties.keys, ties.cities.n)
        if good.any():
            found[at] = drawn[good][0]
    return found


KINDS: Final[dict[str, tuple[Words, Draw]]] = {
    "random": (Words("any two", "au hasard"), random_pairs),
    "degree": (Words("as many ties", "autant de liens"), degree_matched),
    "distance": (Words("as far apart", "aussi loin"), distance_matched),
    "countries": (Words("same countries", "mêmes pays"), same_countries),
}


def _untied(ties: Ties, number: int, draw: Callable[[int], Ints]) -> Ints:
    """Return pairs as they are drawn, without ties and pairs of a city with itself.

    What cannot be found after many tries is ``-1, -1``.
    """
    found = np.full((number, 2), -1, dtype=np.int64)
    filled = 0
    for _ in range(_TRIES):
        drawn = draw(number)
        good = (drawn[:, 0] != drawn[:, 1]) & ~tied(drawn, ties.keys, ties.cities.n)
        taken = drawn[good][: number - filled]
        found[filled : filled + len(taken)] = taken
        filled += len(taken)
        if filled == number:
            break
    return found
