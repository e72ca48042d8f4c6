"""Null models: networks drawn at random that keep what a comparison must keep.

In: links, a seed, how many draws. Out: drawn networks with the degrees of the given one, or with
each node's degree towards each group; and attributes dealt out anew. It compares nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.model import Words
from twingraph.measures.pairs import keyed
from twingraph.projections.model import WEIGHT, Column, Links

SWAPS: Final = 10
"""Switches proposed for each link, between the network as given and a draw."""

DEGREES: Final = Words(
    f"simple networks with the same degrees, {SWAPS} switches proposed for each link",
    f"réseaux simples de mêmes degrés, {SWAPS} échanges proposés par lien",
)
DEGREES_AND_GROUPS: Final = Words(
    "simple networks in which each node has as many links with each group as it has, "
    f"{SWAPS} switches proposed for each link",
    "réseaux simples où chaque nœud garde son nombre de liens avec chaque groupe, "
    f"{SWAPS} échanges proposés par lien",
)

Ends = NDArray[np.int64]


@dataclass(frozen=True)
class _Slots:
    """Links in an order that stays: each slot's ends, and which slots may be switched with which.

    ``kinds`` has one number a slot, sorted; links are switched within a kind. A link within one
    group may be taken either way round (``loose``); between two groups its first end is in the
    first. ``heads`` are the places that begin a pair when each kind is dealt in twos. ``share`` of
    the pairs take part in one pass.
    """

    n: int
    first: Ends
    second: Ends
    kinds: NDArray[np.int64]
    loose: NDArray[np.bool_]
    heads: NDArray[np.int64]
    share: float


def degree_draws(
    links: Links, seed: Sequence[int], draws: int, *, groups: Column | None = None
) -> Iterator[Links]:
    """Yield simple networks with the degrees of ``links.simple``, each equally likely.

    With ``groups``, a value for each node, links are switched only with links between the same two
    groups: each node keeps its number of links with each group, and so do the groups among them.
    Nodes without a value are a group of their own. (That the groups' numbers alone be kept is a
    wider null, of which nobody has shown that switches reach all of it.) A network of two modes
    stays one: its modes part the nodes as groups do.

    A pass pairs links at random and proposes to each pair a switch of ends, ab cd to ad cb; a
    switch is made where its two old and two new links are no loops and each stands once among all
    the network's links and all that the pass proposes. The rule reads the same from the result
    back, so the chain is symmetric and its only stationary law the uniform one. It is the global
    switch of Allendorf, Meyer, Penschuck & Tran (2023), with the few conflicts refused and not put
    in order: that makes it one sort of an array.

    The given network is first led away from, and every draw starts there with chance of its own
    (Besag & Clifford 1989): so draws and given network are exchangeable if the null holds, however
    slowly the chain mixes. The same seed gives the same first draws whatever their number.
    """
    slots = _slots(links.simple, groups)
    hub = _switched(slots, np.random.default_rng([*seed, 0]))
    for draw in range(draws):
        drawn = _switched(hub, np.random.default_rng([*seed, 1, draw]))
        yield _network(links, drawn)


def bipartite_draws(links: Links, seed: Sequence[int], draws: int) -> Iterator[Links]:
    """Yield two-mode networks with the degrees of ``links`` in both modes, each equally likely.

    Both margins of the matrix stay. Raises UsageError where ``links`` is not of two modes.
    """
    if links.second is None or np.any(links.second[links.sources] == links.second[links.targets]):
        raise UsageError(f"{links.name} is not a two-mode network")
    return degree_draws(links, seed, draws)


def dealt(values: Column, seed: Sequence[int], draws: int) -> Iterator[Column]:
    """Yield the values dealt out anew among the places that have one; ``None`` stays in place."""
    places = np.flatnonzero(known(values))
    for draw in range(draws):
        made = values.copy()
        made[places] = values[np.random.default_rng([*seed, draw]).permutation(places)]
        yield made


def known(values: Column) -> NDArray[np.bool_]:
    """Return which entries of an attribute say something: neither ``None`` nor ``nan``."""
    if values.dtype.kind == "f":
        return ~np.isnan(values)
    told = values.tolist()
    return np.array([value is not None and value == value for value in told], dtype=bool)


def numbered(values: Column) -> tuple[list[Any], NDArray[np.int64]]:
    """Return the values that occur, sorted, and for each entry its value's number or -1."""
    there = known(values)
    names = sorted(set(values[there].tolist()), key=lambda value: (str(value), str(type(value))))
    number = {name: place for place, name in enumerate(names)}
    found = np.full(len(values), -1, dtype=np.int64)
    found[there] = [number[value] for value in values[there].tolist()]
    return names, found


def _slots(simple: Links, groups: Column | None) -> _Slots:
    """Return the links sorted by kind, the ends of those between two groups in one order."""
    first, second = simple.sources.astype(np.int64), simple.targets.astype(np.int64)
    group = np.zeros(simple.n, dtype=np.int64)
    if groups is not None:
        names, group = numbered(groups)
        group = np.where(group < 0, len(names), group)
    if simple.second is not None:
        group = 2 * group + simple.second
    turned = group[first] > group[second]
    first, second = np.where(turned, second, first), np.where(turned, first, second)
    pair = group[first] * (int(group.max(initial=0)) + 1) + group[second]
    pairs, kinds = np.unique(pair, return_inverse=True)
    order = np.argsort(kinds, kind="stable")
    first, second, kinds = first[order], second[order], kinds[order]
    sizes = np.bincount(kinds, minlength=len(pairs))
    place = np.arange(len(first)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    heads = np.flatnonzero((place % 2 == 0) & (place + 1 < np.repeat(sizes, sizes)))
    linked = np.bincount(group[np.unique(np.concatenate([first, second]))])
    room = 0.0
    for number in pairs.tolist():
        one, other = divmod(number, int(group.max(initial=0)) + 1)
        room += linked[one] * (linked[other] - (one == other)) / (1 + (one == other))
    # Where the network is dense, pairs get in each other's way: then fewer take part in a pass.
    share = 0.9 / (1 + 8 * len(first) / max(room, 1.0))
    loose = group[first] == group[second]
    return _Slots(simple.n, first, second, kinds, loose, heads, share)


def _switched(slots: _Slots, rng: np.random.Generator) -> _Slots:
    """Return the slots after as many passes as propose ``SWAPS`` switches for each link."""
    first, second = slots.first.copy(), slots.second.copy()
    keys = keyed(first, second, slots.n)
    for _ in range(math.ceil(2 * SWAPS / slots.share) if len(slots.heads) else 0):
        order = np.argsort(slots.kinds + rng.random(len(first)))
        heads = slots.heads[rng.random(len(slots.heads)) < slots.share]
        one, other = order[heads], order[heads + 1]
        a, b, c, d = first[one], second[one], first[other], second[other]
        turned = slots.loose[other] & (rng.random(len(other)) < 0.5)
        c, d = np.where(turned, d, c), np.where(turned, c, d)
        new, crossed = keyed(a, d, slots.n), keyed(c, b, slots.n)
        alone = _alone(np.concatenate([keys, new, crossed]))
        olds, news, crosses = np.split(alone, [len(keys), len(keys) + len(new)])
        made = olds[one] & olds[other] & news & crosses & (a != d) & (c != b)
        one, other = one[made], other[made]
        second[one] = d[made]
        first[other], second[other] = c[made], b[made]
        keys[one], keys[other] = new[made], crossed[made]
    return _Slots(slots.n, first, second, slots.kinds, slots.loose, slots.heads, slots.share)


def _alone(keys: Ends) -> NDArray[np.bool_]:
    """Return which keys stand once."""
    order = np.argsort(keys)
    told = keys[order]
    same = np.concatenate([[False], told[1:] == told[:-1], [False]])
    alone = np.empty(len(keys), dtype=bool)
    alone[order] = ~(same[1:] | same[:-1])
    return alone


def _network(links: Links, slots: _Slots) -> Links:
    keys = np.sort(keyed(slots.first, slots.second, slots.n))
    return Links(
        name=links.name,
        nodes=links.nodes,
        sources=(keys // max(slots.n, 1)).astype(np.int32),
        targets=(keys % max(slots.n, 1)).astype(np.int32),
        attributes=links.attributes,
        columns={WEIGHT: np.ones(len(keys))},
        second=links.second,
        star_of=links.star_of,
    )
