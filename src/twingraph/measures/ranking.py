"""Tables of nodes: one row a node, the highest value first.

In: links and a value or several of each node. Out: a table in the order that all of them share.
"""

from __future__ import annotations

from collections.abc import Sequence

from twingraph.measures.model import Table, Value, Words
from twingraph.projections.model import Links

_DIGITS = 12
"""Values that differ only by the noise of sums are as high: their nodes stand by name."""


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
    rows = [(node, labels[number], *values[number]) for number, node in enumerate(links.nodes)]
    return Table(
        columns=("node", "label", *names),
        rows=tuple(sorted(rows, key=_place)),
        engine=engine,
        notes=notes,
    )


def _place(row: tuple[Value, ...]) -> tuple[bool, float, str]:
    value = row[2]
    if not isinstance(value, int | float):
        return True, 0.0, str(row[0])
    return False, -float(f"{value:.{_DIGITS}g}"), str(row[0])
