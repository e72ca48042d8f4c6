"""Ties and visits with all that is told of them, as links.

In: a graph. Out: `Links` of the networks ``ties`` and ``visits`` (module ``networks``), each link
with its key, kind, status, dates and basis; and how many visits no link can stand for. It asks no
query of its own and measures nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from twingraph.networks import SEPARATOR, network
from twingraph.projections.contacts import contacts
from twingraph.projections.model import Links, links_of
from twingraph.store import Graph

COLUMNS: Final = {
    "ties": (
        *("via", "kind", "category", "form", "status", "basis", "theme", "stated_as"),
        *("start_year", "end_year", "label", "label_fr"),
    ),
    "visits": ("via", "kind", "sent", "status", "earliest", "latest", "label", "label_fr"),
}

UNLINKED: Final = ("no_origin", "no_destination")
"""Of a report's city: how many visits that were made have no link, as this is not told of them."""
_DONE: Final = ("realised", "under-way")

# A concept is named by its slug: "status:under-way" is "under-way".
_SCHEMES: Final = frozenset(
    ("basis", "category", "eventtype", "form", "kind", "status", "stepkind", "theme")
)


def reported(graph: Graph, projection: str) -> Links:
    """Return ``ties`` (undirected) or ``visits`` (from sender to destination) with what is told.

    Columns are those of `network`; ``key`` names what a link stands for. Several values are joined
    by `SEPARATOR`, sorted. Where passages of reports tell all links, the network is a star of
    their cities. Nodes of ``visits`` have `UNLINKED`.
    """
    made = network(graph, projection)
    edges = sorted(made.edges(keys=True, data=True), key=lambda edge: edge[:3])
    nodes = {node: dict(about) for node, about in made.nodes(data=True)}
    if projection == "visits":
        unlinked = _unlinked(graph, {key for _, _, key, _ in edges})
        for node, about in nodes.items():
            about.update({name: unlinked[node, name] for name in UNLINKED})
    own = tuple(sorted(node for node, about in nodes.items() if about.get("own")))
    columns = {
        name: [_plain(about.get(name)) for *_, about in edges] for name in COLUMNS[projection]
    }
    return links_of(
        projection,
        [(source, target) for source, target, *_ in edges],
        nodes=nodes,
        columns={**columns, "key": [key for _, _, key, _ in edges]},
        directed=made.is_directed(),
        star_of=own if all("passages" in about for *_, about in edges) else (),
    )


def _unlinked(graph: Graph, linked: Collection[str]) -> Counter[tuple[str, str]]:
    """Return how many visits of each report's city lack an end, by what is not told of them."""
    told = contacts(graph)
    held = [told.columns[name].tolist() for name in ("layer", "key", "kind", "status")]
    found: Counter[tuple[str, str]] = Counter()
    for city, layer, key, kind, status in zip(told.sources.tolist(), *held, strict=True):
        if layer == "visit" and status in _DONE and key not in linked and kind != "made":
            found[told.nodes[city], UNLINKED[0 if kind == "received" else 1]] += 1
    return found


def _plain(told: object) -> object:
    if not isinstance(told, str):
        return told
    return SEPARATOR.join(_slug(each) for each in told.split(SEPARATOR))


def _slug(told: str) -> str:
    scheme, colon, name = told.partition(":")
    return name if colon and scheme in _SCHEMES else told
