"""Graphs of places, GEXF or GraphML, to links: a node is a place, an edge is a link.

In: a specification and its file. Out: a place for every node, and a link or a finding for every
edge. Of the file, the table of its nodes is in memory, and the edges that are looked through for a
second one of the same nodes (``REMEMBERED``). Weights, colours and positions on a drawing are not
read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Final

from twingraph.imports import pairs, places, values
from twingraph.imports.markup import Element, elements
from twingraph.imports.model import Finding, Record, Spec
from twingraph.imports.opening import Sources
from twingraph.imports.tables import Row

EDGE_COLUMNS: Final = ("started", "ended", "kind", "form", "row")
COLUMNS: Final = (*places.COLUMNS, *EDGE_COLUMNS)
"""Our names of what a node and an edge can say; theirs are titles, or names of XML attributes."""

REMEMBERED: Final = 1_000_000
"""Among how many edges a second one of the same nodes is noticed."""


def read_graph(spec: Spec, sources: Sources) -> Iterator[Record]:
    """Yield the places and links of a graph. Raises DataError for a file that is none, or ends."""
    source = sources.open()
    graph = _Graph(spec)
    for element in elements(source.binary(), source.path):
        yield from graph.node(element) if element.sort == "node" else graph.edge(element)


class _Graph:
    """Reads nodes and edges; it knows the key of each node's place, and the edges so far."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._places = places.Places(spec)
        self._words = pairs.Words(spec)
        self._keys: dict[str, str | None] = {}
        self._numbers: dict[str, int] = {}
        self._edges: set[tuple[int, int]] = set()

    def node(self, element: Element) -> Iterator[Record]:
        """Yield the place of a node, and what is wrong with it."""
        own = element.get("id")
        if not own:
            yield Finding("a node has no id", element.line, True, "node-id")
            return
        if own in self._keys:
            message = f"a second node has the id {own}: left out"
            yield Finding(message, element.line, True, "node-id-twice")
            return
        findings = self._places.findings
        findings.clear()
        cells = self._cells(element, places.COLUMNS)
        if "name" not in self._spec.columns:
            cells["name"] = values.cleaned(element.get("label") or cells.get("name", ""))
        if "wikidata" not in self._spec.columns and not cells.get("wikidata"):
            cells["wikidata"] = _item(own)
        if cells.get("name", "") in ("", own):
            # What has no label is called by its id; an item is so in any case.
            cells["name"] = "" if cells.get("wikidata") else values.cleaned(own)
        place = self._places.read(Row(element.line, cells), apart=own)
        self._keys[own] = place.key if place else None
        self._numbers[own] = len(self._numbers)
        # A node is no row: what is told of it does not count as one.
        yield from (dataclasses.replace(finding, kept=True) for finding in findings)
        if place:
            yield place

    def edge(self, element: Element) -> Iterator[Record]:
        """Yield the link of an edge, or the finding that says why there is none."""
        ends = element.get("source"), element.get("target")
        keys = []
        for end in ends:
            key = self._keys.get(end)
            if key is None:
                what = "that is no place" if end in self._keys else "that no node before it has"
                message = f"an edge names the node '{end}', {what}"
                yield Finding(message, element.line, code="unknown-node")
                return
            keys.append(key)
        findings: list[Finding] = []
        if self._is_second(*ends):
            message = f"a second edge ties {ends[0]} and {ends[1]}"
            findings.append(Finding(message, element.line, True, "edge-twice"))
        cells = self._cells(element, EDGE_COLUMNS)
        if not cells.get("row"):
            cells["row"] = values.cleaned(element.get("id")) or "--".join(ends)
        link = pairs.link_of(Row(element.line, cells), keys[0], keys[1], self._words, findings)
        yield from findings
        yield link

    def _cells(self, element: Element, names: tuple[str, ...]) -> dict[str, str]:
        """Return what an element says, by our names; unmapped, by titles that are our names."""
        columns: Mapping[str, str] = self._spec.columns or {name: name for name in COLUMNS}
        constants = {n: text for n, text in self._spec.constants.items() if n in names}
        told = {
            ours: values.cleaned(element.get(theirs))
            for ours, theirs in columns.items()
            if ours in names
        }
        return {**constants, **{ours: text for ours, text in told.items() if text}}

    def _is_second(self, source: str, target: str) -> bool:
        """Tell whether an edge before tied these nodes: either way, if direction says nothing."""
        one, other = self._numbers[source], self._numbers[target]
        pair = (one, other) if self._spec.directed or one < other else (other, one)
        if pair in self._edges:
            return True
        if len(self._edges) < REMEMBERED:
            self._edges.add(pair)
        return False


def _item(text: str) -> str:
    """Return the Wikidata item that a node's id is, if it is one."""
    try:
        return values.item(text)
    except ValueError:
        return ""
