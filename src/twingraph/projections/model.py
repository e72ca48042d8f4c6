"""A network as arrays: what every measure takes.

In: nodes by name and links by number. Out: `Links`, one order for one network whatever the order of
what came in, with its version, its simple form and NetworkX's. It reads no graph and measures
nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError

Numbers = NDArray[np.int32]
Column = NDArray[Any]

WEIGHT: Final = "weight"
"""The column of `Links.simple` that says for how many links one stands."""

FLOATS: Final = frozenset((WEIGHT, "year", "end_year", "latitude", "longitude", "population"))
TEXTS: Final = frozenset(
    ("label", "label_fr", "country", "continent", "language", "type", "layer", "sources")
)


@dataclass(frozen=True, eq=False)
class Links:
    """A network: node names, and links as pairs of their numbers.

    ``nodes`` are sorted; ``sources`` and ``targets`` have one entry a link, parallel links and
    self-loops included, sorted by both ends. ``attributes`` are of nodes, ``columns`` of links:
    arrays of that length, floats with ``nan`` or objects with ``None`` for what is not known.
    ``directed`` says that a link runs from its source to its target, and not only between them. Of
    a two-mode network ``second`` marks the nodes of the second mode. ``star_of`` names the cities
    whose own reports are all that the network was sampled from; it is empty for other samples.
    ``reports`` names the sources that are cities' own reports, where that is known.
    ``choice`` says in a line what was chosen of all links; it is empty for the usual ones.
    """

    name: str
    nodes: tuple[str, ...]
    sources: Numbers
    targets: Numbers
    directed: bool = False
    attributes: Mapping[str, Column] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    second: NDArray[np.bool_] | None = None
    star_of: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    choice: str = ""

    @property
    def n(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    @property
    def m(self) -> int:
        """How many links there are, parallel ones and self-loops included."""
        return len(self.sources)

    @cached_property
    def version(self) -> str:
        """The SHA-256 of nodes, links and their columns: the same for the same network."""
        digest = hashlib.sha256(b"directed" if self.directed else b"undirected")
        digest.update("\n".join(self.nodes).encode())
        digest.update(self.sources.astype("<i4").tobytes() + self.targets.astype("<i4").tobytes())
        for kind in (self.attributes, self.columns):
            for name in sorted(kind):
                told = "\n".join(map(str, kind[name].tolist()))
                digest.update(f"\0{name}\0{told}".encode())
        if self.second is not None:
            digest.update(self.second.tobytes())
        return digest.hexdigest()

    @cached_property
    def simple(self) -> Links:
        """The simple undirected network; its column `WEIGHT` says how many links a pair has.

        Links that have weights already bring the sum of these. It has no self-loop. Nodes stay,
        those without a link too; other columns go.
        """
        low = np.minimum(self.sources, self.targets).astype(np.int64)
        high = np.maximum(self.sources, self.targets).astype(np.int64)
        joining = low != high
        keys, place = np.unique((low * self.n + high)[joining], return_inverse=True)
        held = self.columns.get(WEIGHT)
        number = np.bincount(place, None if held is None else held[joining], len(keys))
        return Links(
            name=self.name,
            nodes=self.nodes,
            sources=(keys // max(self.n, 1)).astype(np.int32),
            targets=(keys % max(self.n, 1)).astype(np.int32),
            attributes=self.attributes,
            columns={WEIGHT: number.astype(np.float64)},
            second=self.second,
            star_of=self.star_of,
        )

    @cached_property
    def neighbours(self) -> tuple[NDArray[np.int64], Numbers]:
        """Row starts (n + 1) and sorted neighbours of the links taken as undirected, as in CSR.

        A parallel link stands as often as it is given, a self-loop twice in its node's row.
        """
        ends = np.concatenate([self.sources, self.targets])
        others = np.concatenate([self.targets, self.sources])
        order = np.lexsort((others, ends))
        starts = np.zeros(self.n + 1, dtype=np.int64)
        np.cumsum(np.bincount(ends, minlength=self.n), out=starts[1:])
        return starts, others[order]

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """The number of links at each node; a self-loop counts twice."""
        ends = np.concatenate([self.sources, self.targets])
        return np.bincount(ends, minlength=self.n).astype(np.int64)

    def kept(self, nodes: NDArray[np.bool_]) -> Links:
        """Return the network of the marked nodes and of the links between them."""
        links = nodes[self.sources] & nodes[self.targets]
        number = np.cumsum(nodes, dtype=np.int64) - 1
        return Links(
            name=self.name,
            nodes=tuple(
                node for node, kept in zip(self.nodes, nodes.tolist(), strict=True) if kept
            ),
            sources=number[self.sources[links]].astype(np.int32),
            targets=number[self.targets[links]].astype(np.int32),
            directed=self.directed,
            attributes={name: held[nodes] for name, held in self.attributes.items()},
            columns={name: held[links] for name, held in self.columns.items()},
            second=None if self.second is None else self.second[nodes],
            star_of=self.star_of,
        )

    def to_networkx(self) -> nx.Graph[str]:
        """Return it as NetworkX's MultiGraph or MultiDiGraph, one of weighted pairs as Graph.

        Unknown attributes are absent.
        """
        made: nx.Graph[str]
        pairs = self.sources.astype(np.int64) * self.n + self.targets
        if WEIGHT in self.columns and not self.directed and len(np.unique(pairs)) == self.m:
            made = nx.Graph()
        else:
            made = nx.MultiDiGraph() if self.directed else nx.MultiGraph()
        made.graph["name"] = self.name
        for number, node in enumerate(self.nodes):
            made.add_node(node, **_known(self.attributes, number))
        for number, (source, target) in enumerate(
            zip(self.sources.tolist(), self.targets.tolist(), strict=True)
        ):
            made.add_edge(self.nodes[source], self.nodes[target], **_known(self.columns, number))
        return made


def links_of(
    name: str,
    pairs: Sequence[tuple[str, str]],
    *,
    nodes: Mapping[str, Mapping[str, Any]] | None = None,
    columns: Mapping[str, Sequence[Any]] | None = None,
    directed: bool = False,
    second: frozenset[str] = frozenset(),
    star_of: tuple[str, ...] = (),
) -> Links:
    """Return links from pairs of node names, with what is known of nodes and of each link.

    Nodes without a link are those of ``nodes`` alone. A column of numbers becomes one of floats,
    ``None`` ``nan``. Raises UsageError where a column is not as long as the links.
    """
    known = nodes or {}
    names = sorted({*known, *(end for pair in pairs for end in pair)})
    number = {node: place for place, node in enumerate(names)}
    held: dict[str, Column] = {}
    for column, values in (columns or {}).items():
        if len(values) != len(pairs):
            raise UsageError(f"column {column} has {len(values)} values for {len(pairs)} links")
        held[column] = _array(values)
    attributes = sorted({attribute for about in known.values() for attribute in about})
    return links_of_arrays(
        name,
        names,
        np.fromiter((number[s] for s, _ in pairs), np.int32, len(pairs)),
        np.fromiter((number[t] for _, t in pairs), np.int32, len(pairs)),
        attributes={a: _array([known.get(node, {}).get(a) for node in names]) for a in attributes},
        columns=held,
        directed=directed,
        second=np.array([node in second for node in names]) if second else None,
        star_of=star_of,
    )


def links_of_arrays(
    name: str,
    names: Sequence[str],
    sources: Numbers,
    targets: Numbers,
    *,
    attributes: Mapping[str, Column] | None = None,
    columns: Mapping[str, Column] | None = None,
    directed: bool = False,
    second: NDArray[np.bool_] | None = None,
    star_of: tuple[str, ...] = (),
) -> Links:
    """Return links from distinct node names in any order and pairs of places among them.

    The order that was given is forgotten: nodes are sorted, links by ends and then by values; of
    an undirected link of one mode the source comes before the target.
    """
    order = sorted(range(len(names)), key=names.__getitem__)
    number = np.empty(len(names), dtype=np.int32)
    number[order] = np.arange(len(names), dtype=np.int32)
    first, last = number[sources], number[targets]
    if not directed and second is None:
        first, last = np.minimum(first, last), np.maximum(first, last)
    held = columns or {}
    told = [_ranks(held[column]) for column in sorted(held)]
    links = np.lexsort((*reversed(told), last, first))
    return Links(
        name=name,
        nodes=tuple(names[place] for place in order),
        sources=first[links],
        targets=last[links],
        directed=directed,
        attributes={key: values[order] for key, values in (attributes or {}).items()},
        columns={column: values[links] for column, values in held.items()},
        second=None if second is None else second[order],
        star_of=star_of,
    )


def _ranks(values: Column) -> Column:
    """Return what sorts a column's values: numbers as such, all else by the order of its text."""
    if values.dtype != object:
        return values
    texts = [str(value) for value in values.tolist()]
    rank = {text: place for place, text in enumerate(sorted(set(texts)))}
    return np.fromiter((rank[text] for text in texts), np.int64, len(texts))


def from_networkx(graph: nx.Graph[Any], name: str = "") -> Links:
    """Return the links of a NetworkX graph; nodes are named by their text.

    Attributes of the names that measures read are made numbers (`FLOATS`) or text (`TEXTS`); what
    is None, nan or empty is not known. Raises UsageError where two nodes have the same text, and
    where text or infinity stands for a number.
    """
    names = {node: str(node) for node in graph}
    if len(set(names.values())) < len(names):
        raise UsageError("two nodes of this graph have the same text")
    try:
        "".join(names.values()).encode()
    except UnicodeEncodeError as problem:
        raise UsageError("a node of this graph is named by half a character") from problem
    edges = [(s, t, _told(about, "a link")) for s, t, about in graph.edges(data=True)]
    columns = sorted({column for _, _, about in edges for column in about})
    return links_of(
        name or str(graph.graph.get("name") or ""),
        [(names[s], names[t]) for s, t, _ in edges],
        nodes={names[node]: _told(about, "a node") for node, about in graph.nodes(data=True)},
        columns={column: [about.get(column) for _, _, about in edges] for column in columns},
        directed=graph.is_directed(),
    )


def _told(about: Mapping[Any, Any], whose: str) -> dict[str, Any]:
    """Return what a NetworkX graph tells of a node or link, as measures read it."""
    told: dict[str, Any] = {}
    for key, held in about.items():
        name = str(key)
        if name in FLOATS:
            told[name] = _float(held, f"{name} of {whose}")
        elif name in TEXTS:
            told[name] = None if held is None or held != held else str(held) or None
        else:
            told[name] = held
    return told


def _float(held: Any, what: str) -> float:
    """Return a number, nan for none. Raises UsageError for what is no finite number."""
    if held is None:
        return math.nan
    try:
        number = float(held)
    except (TypeError, ValueError, OverflowError):
        number = math.inf
    if math.isinf(number):
        raise UsageError(f"{what} is '{str(held)[:60]}', not a number")
    return number


def _array(values: Sequence[Any]) -> Column:
    if any(isinstance(v, int | float) and not isinstance(v, bool) for v in values) and all(
        v is None or (isinstance(v, int | float) and not isinstance(v, bool)) for v in values
    ):
        with contextlib.suppress(OverflowError):
            return np.array([np.nan if v is None else float(v) for v in values])
    held = np.empty(len(values), dtype=object)
    # Tables of others say nan for what is not known, of words too.
    held[:] = [None if isinstance(v, float) and v != v else v for v in values]
    return held


def _known(columns: Mapping[str, Column], number: int) -> dict[str, Any]:
    found = {name: held[number] for name, held in columns.items()}
    return {name: v for name, v in found.items() if v is not None and v == v}
