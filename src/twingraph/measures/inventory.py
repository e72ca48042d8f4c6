"""Inventories: how many ties there are of each kind, status and basis, and with how many cities.

In: links with any of the columns in ``COUNTED``. Out: for each column and value the number of links
and of pairs. It counts what is there and estimates nothing: these numbers have no interval.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links

COUNTED: Final = (
    *("via", "layer", "kind", "category", "form", "status", "basis", "theme", "sources"),
)
"""The columns by which is counted, in this order, where links have them."""


def inventory(links: Links, _: Settings) -> Table:
    """Return of each value of each column how many links have it, and between how many pairs.

    A link with two values counts under both; ``None`` stands for what is not told.
    """
    low, high = links.sources.tolist(), links.targets.tolist()
    pairs = [(min(ends), max(ends)) for ends in zip(low, high, strict=True)]
    rows: list[tuple[Value, ...]] = [("all", None, links.m, len(set(pairs)))]
    for name in COUNTED:
        if name not in links.columns:
            continue
        held: dict[str | None, list[tuple[int, int]]] = {}
        for pair, told in zip(pairs, links.columns[name].tolist(), strict=True):
            for one in (None,) if told is None else str(told).split(SEPARATOR):
                held.setdefault(one, []).append(pair)
        if set(held) == {None}:
            continue
        order = sorted(held, key=lambda one: (one is None, -len(held[one]), one or ""))
        rows += [(name, one, len(held[one]), len(set(held[one]))) for one in order]
    return Table(
        columns=("by", "value", "links", "pairs"),
        rows=tuple(rows),
        engine="twingraph",
        notes=(
            Words(
                "These are counts of all that is there, not of a sample: they have no interval. A "
                "link with several values counts under each; without a value it is not told.",
                "Ces nombres comptent tout ce qui est là, non un échantillon\u202f: ils n’ont pas "
                "d’intervalle. Un lien à plusieurs valeurs compte sous chacune\u202f; sans valeur, "
                "elle n’est pas relatée.",
            ),
        ),
    )


MEASURES: Final = (
    Measure(
        name="inventory",
        scope="group",
        summary=Words(
            "how many ties there are of each kind, status, basis and source",
            "combien de liens il y a de chaque sorte, statut, fondement et source",
        ),
        formula="number of links, and of pairs of nodes with such a link, by value",
        reading=Words(
            "Two cities with three agreements are three links and one pair",
            "Deux villes qui ont trois accords font trois liens et une paire",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=inventory,
        star=True,
        projection="ties",
    ),
)
