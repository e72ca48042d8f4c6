"""Write what has been published of sister cities' networks, and what is found, into a page.

In: ../shared/world, whose files are not in the repository, and with ``--store`` a world built of
them. Out: docs/published-claims.md, its tables written anew: ``python -m bench.published_claims``.
The words round the tables are written by hand; it judges nothing.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import networkx as nx
import numpy as np

from twingraph.measures.catalogue import find_measure
from twingraph.measures.measuring import measured
from twingraph.measures.model import DRAWS, Settings, Table, Value
from twingraph.networks import SEPARATOR
from twingraph.opening import open_graph
from twingraph.projections.edgelists import read_links
from twingraph.projections.model import Links, from_networkx, links_of
from twingraph.projections.stored import links

ROOT: Final = Path(__file__).resolve().parent.parent
WORLD: Final = ROOT.parent / "shared" / "world"
PAGE: Final = ROOT / "docs" / "published-claims.md"
MERGED: Final = "all four lists, cities merged"
LISTS: Final = ("wikipedia-2026", "wikidata-2016", "wikidata-2022", "germany-2015")

KONECT: Final = (
    ("nodes", "14,274", "nodes"),
    ("links", "20,573", "links"),
    ("nodes of the largest component", "10,320", "largest_component"),
    ("triangles", "6,327", "triangles"),
    ("pairs of links at a node (wedges)", "170,445", "wedges"),
    ("highest degree", "99", "max_degree"),
    ("clustering coefficient (transitivity)", "0.111361", "transitivity"),
    ("degree assortativity", "0.386786", "assortativity"),
    ("diameter", "25", "diameter"),
    ("Gini coefficient of degrees", "0.506040", "degree_gini"),
    ("mean distance", "7.65392", "mean_distance"),
)
"""What konect.cc prints for its network, and the row of our portrait."""

Tables = dict[str, list[tuple[str, ...]]]


def networks(world: Path) -> dict[str, Links]:
    """Return each list as a network, its cities as the list names them: nothing is merged."""
    return {
        "Wikipedia 2026": read_links(
            world / "wikipedia-2026" / "twin_cities.csv",
            source="city1+country1",
            target="city2+country2",
            nodes={
                "latitude": ("lat1", "lat2"),
                "longitude": ("lng1", "lng2"),
                "country": ("country1", "country2"),
            },
        ),
        "Wikidata 2022": _gexf(world / "wikidata-2022" / "sister_cities.gexf"),
        "KONECT 2017": read_links(world / "konect-2017" / "out.twin"),
        "Wikidata 2016": read_links(world / "wikidata-2016" / "relations.tsv", directed=True),
        "Germany 2015": _german(world / "germany-2015" / "TwinTowns_clean.csv"),
    }


def tables(lists: Mapping[str, Links], draws: int) -> Tables:
    """Return every table of the page by its name, the row of names first."""
    settings = Settings(draws=draws)
    portraits = {name: _values(_found("portrait", one, settings)) for name, one in lists.items()}
    nulls = {name: _found("portrait-against-nulls", one, settings) for name, one in lists.items()}
    against = {name: {str(row[0]): row[1:] for row in table.rows} for name, table in nulls.items()}
    made: Tables = {
        "sizes": [("list", "cities", "pairs", "components", "largest", "by degrees alone")],
        "assortativity": [("list", "assortativity", "by degrees alone", "between countries only")],
        "transitivity": [("list", "transitivity", "by degrees alone", "mean distance", "diameter")],
        "distance": [("list", "drawn", "mean km", "under 100 km", "under 500 km")],
    }
    for name, one in lists.items():
        of, null = portraits[name], against[name]
        sizes = (_number(of["nodes"]), _number(of["pairs"]), _number(of["components"]))
        made["sizes"].append(
            (name, *sizes, _share(of["largest_share"]), _band(null["largest_share"], _share))
        )
        abroad = _abroad(one)
        r = None if abroad is None else _values(_found("portrait", abroad, settings))
        made["assortativity"].append(
            (
                name,
                _signed(of["assortativity"]),
                _band(null["assortativity"], _signed),
                "–" if r is None else _signed(r["assortativity"]),
            )
        )
        made["transitivity"].append(
            (
                name,
                _decimal(of["transitivity"]),
                _band(null["transitivity"], _decimal),
                _decimal(of["mean_distance"], 3),
                _number(of["diameter"]),
            )
        )
        if {"latitude", "country"} <= set(one.attributes):
            made["distance"] += _distances(name, _found("distance-of-links", one, settings))
    if "KONECT 2017" in lists:
        made["konect"] = _konect(portraits["KONECT 2017"], lists["KONECT 2017"], settings)
    if MERGED in lists:
        made["overlap"] = _overlap(lists[MERGED])
    return made


def _found(name: str, one: Links, settings: Settings) -> Table:
    return measured(one, find_measure(name), settings).table


def _values(portrait: Table) -> dict[str, Value]:
    return {str(row[0]): row[1] for row in portrait.rows}


def _konect(portrait: Mapping[str, Value], one: Links, settings: Settings) -> list[tuple[str, ...]]:
    """Return each figure of KONECT's page beside ours, with as many digits."""
    made: list[tuple[str, ...]] = [("figure", "published", "found", "")]
    for name, published, row in KONECT:
        told = portrait[row]
        places = len(published.partition(".")[2])
        found = _decimal(told, places) if places else _number(told)
        made.append((name, published, found, "the same" if found == published else "**not**"))
    within = [0.0, *(float(row[5] or 0) for row in _found("distances", one, settings).rows)]
    for name, published, share in (
        ("median distance", "8", None),
        ("distance within which half the pairs lie, interpolated", "7.00401", 0.5),
        ("distance within which 90 % of the pairs lie, interpolated", "10.1647", 0.9),
    ):
        steps = np.arange(len(within))
        exact = str(int(np.searchsorted(within, 0.5))) if share is None else (
            _decimal(float(np.interp(share, within, steps)), len(published.partition(".")[2]))
        )  # fmt: skip
        made.append((name, published, exact, "the same" if exact == published else "**not**"))
    return made


def _distances(name: str, table: Table) -> list[tuple[str, ...]]:
    """Return a row of what is found and one for each null."""
    of = {(str(row[0]), str(row[2])): row for row in table.rows}
    nulls = list(dict.fromkeys(str(row[2]) for row in table.rows))
    told = {"mean_km": _number, "share_under_100_km": _share, "share_under_500_km": _share}
    found: list[tuple[str, ...]] = [
        (name, "–", *(form(of[figure, nulls[0]][1]) for figure, form in told.items()))
    ]
    for null in nulls:
        bands = (_band(of[figure, null][2:], form) for figure, form in told.items())
        found.append(("", null, *bands))
    return found


def _abroad(one: Links) -> Links | None:
    """Return the links between two known countries, if countries are known."""
    held = one.attributes.get("country")
    if held is None:
        return None
    country = held.tolist()
    ends = zip(one.sources.tolist(), one.targets.tolist(), strict=True)
    kept = [(s, t) for s, t in ends if None not in (country[s], country[t])]
    pairs = [(one.nodes[s], one.nodes[t]) for s, t in kept if country[s] != country[t]]
    return links_of(one.name, pairs)


def _overlap(merged: Links) -> list[tuple[str, ...]]:
    """Return for each two lists which share of the pairs that both could state both do."""
    low, high = (np.minimum, np.maximum)
    pair = low(merged.sources, merged.targets) * np.int64(merged.n) + high(
        merged.sources, merged.targets
    )
    told = [str(each or "").split(SEPARATOR) for each in merged.columns["sources"].tolist()]
    stated = {name: {int(p) for p, each in zip(pair, told, strict=True) if name in each}
              for name in LISTS}  # fmt: skip
    knows = {name: {end for p in pairs for end in divmod(p, merged.n)}
             for name, pairs in stated.items()}  # fmt: skip
    made: list[tuple[str, ...]] = [("of the pairs of", *(f"also in {name}" for name in LISTS))]
    for one in LISTS:
        row = [one]
        for other in LISTS:
            could = [p for p in stated[one] if set(divmod(p, merged.n)) <= knows[other]]
            both = len(stated[other].intersection(could))
            row.append("" if one == other else f"{100 * both / len(could):.1f} % of {len(could):,}")
        made.append(tuple(row))
    return made


def _gexf(path: Path) -> Links:
    graph = nx.read_gexf(path)
    for _, about in graph.nodes(data=True):
        about["latitude"], about["longitude"] = float(about["lat"]), float(about["lon"])
    return from_networkx(graph)


def _german(path: Path) -> Links:
    """Return German municipalities by postal code, and their partners by country.

    Each tie has one German end: a null model that let two of them be tied would say nothing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nodes: dict[str, dict[str, object]] = {}
    pairs = []
    for row in rows:
        home, away = (
            f"{row['municipality']} {row['plz']}",
            f"{row['partnergemeinde']} {row['land']}",
        )
        pairs.append((home, away))
        for name, country, place in (
            (home, "Germany", (row["latitude"], row["longitude"])),
            (away, row["country"], (row["partner_latitude"], row["partner_longitude"])),
        ):
            north, east = map(float, place) if all(place) else (None, None)
            about = {"country": country, "latitude": north, "longitude": east}
            nodes.setdefault(name, about)
    abroad = frozenset(name for name, about in nodes.items() if about["country"] != "Germany")
    return links_of("Germany 2015", pairs, nodes=nodes, second=abroad)


def _number(told: Value) -> str:
    return "–" if told is None else f"{told:,.0f}"


def _share(told: Value) -> str:
    return "–" if told is None else f"{100 * float(told):.2f} %"


def _decimal(told: Value, places: int = 4) -> str:
    return "–" if told is None else f"{told:.{places}f}"


def _signed(told: Value) -> str:
    return "–" if told is None else f"{told:+.3f}"


def _band(null: tuple[Value, ...], form: Callable[[Value], str]) -> str:
    """Return the mean of a null and the bounds of 95 of 100 of its draws."""
    _, mean, low, high, *_ = null
    return f"{form(mean)} [{form(low)}, {form(high)}]"


def written(page: str, made: Tables) -> str:
    """Return the page with its tables as they are now; one that was not made stays as it is."""
    for name, rows in made.items():
        head, *rest = ("| " + " | ".join(row) + " |" for row in rows)
        text = "\n".join([head, "| --- |" + " ---: |" * (len(rows[0]) - 1), *rest])
        marks = rf"(<!-- table: {name} -->\n).*?(\n<!-- end -->)"
        page, number = re.subn(marks, rf"\g<1>{text}\g<2>", page, flags=re.DOTALL)
        if number != 1:
            raise SystemExit(f"the page has {number} places for the table '{name}'")
    return page


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--store", type=Path, help="a world built of the same lists")
    given = parser.parse_args()
    lists = networks(WORLD)
    if given.store is not None:
        lists[MERGED] = links(open_graph(given.store), "cities", sources=LISTS)
    PAGE.write_text(written(PAGE.read_text("utf-8"), tables(lists, given.draws)), "utf-8")
