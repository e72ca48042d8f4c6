"""Census of triads: how many threes of cities there are of each of the sixteen directed kinds.

In: directed links, as who states a tie with whom; parallel ones are one, self-loops none. Out: a
row a kind. It asks nothing of the order in which statements were made.

Threes without a triangle are counted from what each city states, is stated by, and shares, less
those that a triangle closes; so the work is that of finding the triangles.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.clustering import triangles
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.pairs import among
from twingraph.projections.model import Links

Numbers = NDArray[np.int64]

KINDS: Final = (
    *("003", "012", "102", "021D", "021U", "021C", "111D", "111U"),
    *("030T", "030C", "201", "120D", "120U", "120C", "210", "300"),
)
"""Holland and Leinhardt's names: mutual, asymmetric and null pairs, and how they lie."""

OUT, IN, BOTH = 1, 2, 3
"""How a pair is tied, seen from one of the two: it states, it is stated, both."""

_OPEN: Final = {
    (OUT, OUT): "021D",
    (IN, IN): "021U",
    (OUT, IN): "021C",
    (IN, BOTH): "111D",
    (OUT, BOTH): "111U",
    (BOTH, BOTH): "201",
}
"""Two tied pairs with one city in both, seen from it."""


def find_census(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find the number of triads of each kind. Raises UsageError for undirected links."""
    if not links.directed:
        raise UsageError(f"{links.name} is not directed", hint="--projection statements")
    found = census(links)
    every = sum(found.values())
    return Table(
        ("triad", "number", "share"),
        tuple((kind, found[kind], found[kind] / every if every else None) for kind in KINDS),
        NUMPY,
    )


def census(links: Links) -> dict[str, int]:
    """Return how many triads of each kind directed links have."""
    simple = links.simple
    n = simple.n
    held = links.sources != links.targets
    arcs = np.unique(links.sources[held].astype(np.int64) * n + links.targets[held])
    one, other = simple.sources.astype(np.int64), simple.targets.astype(np.int64)
    forth = among(one * n + other, arcs)
    back = among(other * n + one, arcs)
    state = OUT * forth + IN * back
    found = dict.fromkeys(KINDS, 0)
    found |= _closed(simple, state)
    corners = triangles(links).corners
    threes = len(corners[0])
    # Pairs of ties that meet in a city, by kind; those in a triangle are not open.
    ways = {
        way: np.bincount(one[state == way], minlength=n)
        + np.bincount(other[_turned(state) == way], minlength=n)
        for way in (OUT, IN, BOTH)
    }
    inside = _corner_kinds(simple, state)
    for (first, second), kind in _OPEN.items():
        a, b = ways[first], ways[second]
        meeting = int((a * (a - 1) // 2).sum()) if first == second else int((a * b).sum())
        found[kind] = meeting - inside[kind]
    # A tied pair and a third city: all of them less those where the third is tied to an end.
    open_threes = sum(found[kind] for kind in _OPEN.values())
    degrees = simple.degrees
    touched = degrees[one] + degrees[other] - 2
    common = np.zeros(simple.m, dtype=np.int64)
    for a, b in combinations(corners, 2):
        common += np.bincount(_pair_numbers(simple, a, b), minlength=simple.m)
    alone = n - 2 - (touched - common)
    found["102"] = int(alone[state == BOTH].sum())
    found["012"] = int(alone[state != BOTH].sum())
    every = n * (n - 1) * (n - 2) // 6
    found["003"] = every - threes - open_threes - found["102"] - found["012"]
    return found


def _closed(simple: Links, state: Numbers) -> dict[str, int]:
    """Return the triangles of each kind."""
    a, b, c = triangles(simple).corners
    ways = [_seen(simple, state, *ends) for ends in ((a, b), (b, c), (c, a))]
    codes = (ways[0] * 4 + ways[1]) * 4 + ways[2]
    number = np.bincount(codes, minlength=64).tolist()
    found: dict[str, int] = {}
    for code, count in enumerate(number):
        if count:
            kind = _triangle_kind((code // 16, code // 4 % 4, code % 4))
            found[kind] = found.get(kind, 0) + count
    return found


def _triangle_kind(ways: tuple[int, int, int]) -> str:
    """Return the kind of a triangle whose pairs a b, b c, c a are tied in these ways."""
    mutual = ways.count(BOTH)
    if mutual >= 2:
        return "300" if mutual == 3 else "210"
    states = [0, 0, 0]
    for place, way in enumerate(ways):
        if way != BOTH:
            states[place if way == OUT else (place + 1) % 3] += 1
    if not mutual:
        return "030C" if states == [1, 1, 1] else "030T"
    if max(states) == 2:
        return "120D"
    # The city that is in no mutual pair is stated by both, or by one of them.
    apart = (ways.index(BOTH) + 2) % 3
    return "120U" if states[apart] == 0 else "120C"


def _corner_kinds(simple: Links, state: Numbers) -> dict[str, int]:
    """Return how many corners of triangles look like each kind of open triad."""
    found = dict.fromkeys(_OPEN.values(), 0)
    corners = triangles(simple).corners
    for place in range(3):
        at, one, other = (corners[(place + step) % 3] for step in range(3))
        ways = np.stack([_seen(simple, state, at, one), _seen(simple, state, at, other)])
        ways.sort(axis=0)
        for (first, second), kind in _OPEN.items():
            found[kind] += int(np.count_nonzero((ways[0] == first) & (ways[1] == second)))
    return found


def _seen(simple: Links, state: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """Return how tied pairs of nodes are tied, seen from the first of each."""
    way = state[_pair_numbers(simple, one, other)]
    return np.where(one < other, way, _turned(way))


def _pair_numbers(simple: Links, one: Numbers, other: Numbers) -> Numbers:
    keys = simple.sources.astype(np.int64) * simple.n + simple.targets
    return np.searchsorted(keys, np.minimum(one, other) * simple.n + np.maximum(one, other))


def _turned(way: Numbers) -> Numbers:
    return np.where(way == OUT, IN, np.where(way == IN, OUT, way))


MEASURES: Final = (
    Measure(
        name="triad-census",
        scope="group",
        summary=Words(
            "threes of cities by who states a tie with whom: the sixteen directed kinds",
            "triplets de villes selon qui se dit lié à qui : les seize sortes orientées",
        ),
        formula="each of n(n - 1)(n - 2) / 6 threes is of one kind MAN: mutual, asymmetric, null",
        reading=Words(
            "102, 201, 300: stated on both sides; 021U: two name a third; 030C: statements in a "
            "circle. Kinds compare with a null only, for most threes are empty",
            "102, 201, 300 : dit des deux côtés ; 021U : deux en nomment une troisième ; 030C : en "
            "cercle. Seule la comparaison à un modèle nul parle, la plupart des triplets étant "
            "vides",
        ),
        reference=(
            "Holland and Leinhardt 1976, Sociological Methodology 7:1; Batagelj and Mrvar 2001, "
            "Social Networks 23:237"
        ),
        find=find_census,
        projection="statements",
    ),
)
