"""Networks made of links that were read: layers of pairs, common networks, countries.

In: rows, each a link with its columns. Out: rows of the same kind. It asks no graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, Final

from twingraph.networks import SEPARATOR
from twingraph.prefixes import expand, local_name, shorten
from twingraph.projections.model import WEIGHT
from twingraph.projections.nodes import country_attributes

Row = dict[str, Any]


def common_networks(memberships: list[Row]) -> list[Row]:
    """Return a link for each pair of members of a network, whose layer is that network."""
    members: dict[str, dict[str, list[Row]]] = {}
    for row in memberships:
        members.setdefault(row["target"], {}).setdefault(row["source"], []).append(row)
    made = []
    for network, cities in sorted(members.items()):
        for first, second in combinations(sorted(cities), 2):
            both = [*cities[first], *cities[second]]
            told = {
                **dict.fromkeys(("kind", "status", "year", "end_year")),
                "source": first,
                "target": second,
                "key": shorten(network),
                "via": "Membership",
                "layer": local_name(network),
                "sources": joined(row["sources"] for row in both),
                "imported": any(row["imported"] for row in both),
                "derived": True,
            }
            made.append(told)
    return made


def layers(rows: list[Row]) -> list[Row]:
    """Return one link for each pair and layer: keys and sources joined, years the widest."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        for layer in row["layer"].split(SEPARATOR):
            groups.setdefault((row["source"], row["target"], layer), []).append(row)
    return [
        {
            **{name: joined(row[name] for row in group) for name in _JOINED},
            "source": source,
            "target": target,
            "layer": layer,
            "year": min((r["year"] for r in group if r["year"] is not None), default=None),
            "end_year": max(
                (r["end_year"] for r in group if r["end_year"] is not None), default=None
            ),
            "derived": all(row.get("derived", False) for row in group),
        }
        for (source, target, layer), group in groups.items()
    ]


def countries_of(
    rows: list[Row], known: Mapping[str, Mapping[str, Any]]
) -> tuple[list[Row], dict[str, dict[str, Any]]]:
    """Return links between countries (``BE``), those within one too, and what is known of them.

    Their weight is how many pairs of cities are tied; what joins a city of no known country is
    left out. All countries of tied cities are nodes.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        ends = sorted(str(known.get(row[e], {}).get("country") or "") for e in ("source", "target"))
        if all(ends):
            groups.setdefault((ends[0], ends[1]), []).append(row)
    made = [
        {
            "source": first,
            "target": second,
            WEIGHT: len({(row["source"], row["target"]) for row in group}),
            "links": len(group),
            "sources": joined(row["sources"] for row in group),
        }
        for (first, second), group in groups.items()
    ]
    codes = sorted({end for pair in groups for end in pair})
    about = {}
    for code in codes:
        told = known.get(expand(f"country:{code.lower()}"), {})
        label = told.get("label") or code
        about[code] = {
            "label": label,
            "label_fr": told.get("label_fr") or label,
            "type": "Country",
            "country": code,
            **country_attributes(code),
        }
    return made, about


def joined(texts: Iterable[str | None]) -> str | None:
    """Return the values of several cells as one, sorted."""
    return SEPARATOR.join(sorted({p for t in texts if t for p in t.split(SEPARATOR)})) or None


_JOINED: Final = ("key", "via", "kind", "status", "sources")
