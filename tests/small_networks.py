"""Small networks with all that is awkward, for the measures' tests; drawn from seeds.

In: a seed. Out: links with parallel ones, self-loops, nodes without a link and separate parts.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from twingraph.projections.model import Links, links_of

SEEDS = tuple(range(12))


def drawn(seed: int, *, directed: bool = False) -> Links:
    """Return a network of up to 30 nodes: sparse and dense, one part or several."""
    chance = np.random.default_rng([6, seed])
    n = int(chance.integers(2, 30))
    m = int(chance.integers(1, 3 * n))
    names = [f"n{number:02}" for number in range(n)]
    ends = chance.integers(0, max(n - 3, 1), size=(m, 2)).tolist()
    pairs = [(names[a], names[b]) for a, b in ends]
    pairs += pairs[:2]
    return links_of("drawn", pairs, nodes={name: {} for name in names}, directed=directed)


AWKWARD: dict[str, Links] = {
    "empty": links_of("empty", []),
    "alone": links_of("alone", [], nodes={"a": {}}),
    "apart": links_of("apart", [], nodes={"a": {}, "b": {}}),
    "loop": links_of("loop", [("a", "a")], nodes={"b": {}}),
    "one link": links_of("one link", [("a", "b")]),
    "parallel": links_of("parallel", [("a", "b"), ("b", "a"), ("a", "b")], nodes={"c": {}}),
    "two as large": links_of("two", [("a", "b"), ("b", "c"), ("x", "y"), ("y", "z"), ("x", "z")]),
    "star": links_of("star", [("hub", f"leaf{number}") for number in range(8)]),
    "path": links_of("path", [(f"{number:03}", f"{number + 1:03}") for number in range(90)]),
    "whole": links_of("whole", list(nx.complete_graph([f"k{n}" for n in range(7)]).edges)),
}

NETWORKS: dict[str, Links] = {**AWKWARD, **{f"drawn {seed}": drawn(seed) for seed in SEEDS}}


def renamed(links: Links, seed: int) -> tuple[Links, dict[str, str]]:
    """Return the same network with other names in another order, and each node's new name."""
    order = np.random.default_rng([7, seed]).permutation(links.n).tolist()
    names = {node: f"r{order[number]:03}" for number, node in enumerate(links.nodes)}
    pairs = [
        (names[links.nodes[s]], names[links.nodes[t]])
        for s, t in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
    ]
    nodes: dict[str, dict[str, str]] = {name: {} for name in names.values()}
    made = links_of(links.name, pairs[::-1], nodes=nodes, directed=links.directed)
    return made, names
