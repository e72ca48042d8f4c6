"""Ties and visits with all that is told of them, as links.

In: a graph. Out: `Links` of the networks ``ties`` and ``visits`` (module ``networks``), each link
with its key, kind, status, dates and basis. It asks no query of its own and measures nothing.
"""

from __future__ import annotations

from typing import Final

from twingraph.networks import SEPARATOR, network
from twingraph.projections.model import Links, links_of
from twingraph.store import Graph

COLUMNS: Final = {
    "ties": (
        *("via", "kind", "category", "form", "status", "basis", "theme", "stated_as"),
        *("start_year", "end_year", "label", "label_fr"),
    ),
    "visits": ("via", "kind", "sent", "status", "earliest", "latest", "label", "label_fr"),
}

# A concept is named by its slug: "status:under-way" is "under-way".
_SCHEMES: Final = frozenset(
    ("basis", "category", "eventtype", "form", "kind", "status", "stepkind", "theme")
)


def reported(graph: Graph, projection: str) -> Links:
    """Return ``ties`` (undirected) or ``visits`` (from sender to destination) with what is told.

    Columns are those of `network`; ``key`` names what a link stands for. Several values are joined
    by `SEPARATOR`, sorted. Where passages of reports tell all links, the network is a star of
    their cities.
    """
    made = network(graph, projection)
    edges = sorted(made.edges(keys=True, data=True), key=lambda edge: edge[:3])
    nodes = {node: dict(about) for node, about in made.nodes(data=True)}
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


def _plain(told: object) -> object:
    if not isinstance(told, str):
        return told
    return SEPARATOR.join(_slug(each) for each in told.split(SEPARATOR))


def _slug(told: str) -> str:
    scheme, colon, name = told.partition(":")
    return name if colon and scheme in _SCHEMES else told
