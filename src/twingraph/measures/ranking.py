"""Tables of nodes: one row a node, the highest value first.

In: links and a value or several of each node. Out: a table in the order that all of them share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from twingraph.measures.model import Table, Value, Words
from twingraph.projections.model import Links

_PLACES: Final = 40
"""Values that differ only behind so many binary places are as high: they differ by how sums were
made, and their nodes stand by name."""


def ranked(
    links: Links,
    names: Sequence[str],
    values: Sequence[tuple[Value, ...]],
    engine: str,
    *,
    notes: tuple[Words, ...] = (),
) -> Table:
    """Return ``node, label`` and the named values, by the first of them and then by node.

    Nodes of which it is not known stand last.
    """
    label = links.attributes.get("label")
    labels = [None] * links.n if label is None else label.tolist()
    first = np.array([value[0] for value in values], dtype=np.float64)
    digits, powers = np.frexp(first)
    # Nodes are sorted, and a stable sort leaves them so; what is not known (nan) comes last.
    order = np.argsort(-np.ldexp(np.round(np.ldexp(digits, _PLACES)), powers), kind="stable")
    return Table(
        columns=("node", "label", *names),
        rows=tuple((links.nodes[place], labels[place], *values[place]) for place in order.tolist()),
        engine=engine,
        notes=notes,
    )
