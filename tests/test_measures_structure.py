"""What holds of every measure of structure: order and names decide nothing, no value is nan."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from twingraph.measures.against import NULL_COLUMNS
from twingraph.measures.model import Measure, Settings, Table
from twingraph.projections.model import Links, links_of

MODULES = (
    *("communities", "twomode", "layers", "growth", "triads", "census"),
    *("coverage", "published", "countries", "gravity"),
)
MEASURES: tuple[Measure, ...] = tuple(
    measure
    for module in MODULES
    for measure in import_module(f"twingraph.measures.{module}").MEASURES
)
SETTINGS = Settings(draws=4)
DRAWN = {*NULL_COLUMNS, "p", "adjusted", "ratio"}
"""Columns of what is drawn, where a table has a seed."""
BY_RUNS = {"communities", "city-communities", "community-sizes", "modularity-null"}
"""Measures of the runs of Leiden, which begin from the order of names."""
Named = Callable[[str], str]
COUNTRIES = ("BE", "DE", "FR", "JP", "CA", None)


def network(
    seed: int, *, two_mode: bool, directed: bool, turned: bool, named: Named = str
) -> Links:
    """Return a random network with loops, parallel links and isolated nodes, all attributes told.

    ``turned`` gives the links in another order, undirected ones from their other end; ``named``
    makes another name of each.
    """
    chance = np.random.default_rng(seed)
    nodes: dict[str, dict[str, Any]] = {}
    for number in range(40):
        code = COUNTRIES[int(chance.integers(6))]
        nodes[named(f"c{number:02}")] = {
            "country": code,
            "continent": {"JP": "AS", "CA": "NA"}.get(code or "", "EU"),
            "language": "fr" if code in ("BE", "FR") else code,
            "eu": code in ("BE", "DE", "FR"),
            "latitude": float(chance.uniform(-60, 60)) if number else None,
            "longitude": float(chance.uniform(-170, 170)) if number else None,
            "population": float(chance.integers(1, 10**6)) if number % 3 else None,
        }
    rows = []
    for _ in range(120):
        one, other = (named(f"c{number:02}") for number in chance.integers(36, size=2))
        layer = ("twinning", "contact", "club", None)[int(chance.integers(4))]
        year = 1950 + int(chance.integers(60)) if chance.random() < 0.5 else None
        source = ("wikidata-2016", "wikipedia-2026", "wikidata-2016 | wikipedia-2026")
        rows.append(
            (
                (one, named(f"n{chance.integers(6)}") if two_mode else other),
                *(layer, layer == "club", year, source[int(chance.integers(3))]),
                None if layer else "music",
            )
        )
    if turned:
        rows = [rows[place] for place in chance.permutation(len(rows)).tolist()]
        rows = rows if directed else [(row[0][::-1], *row[1:]) for row in rows]
    columns = ("layer", "derived", "year", "sources", "kind")
    return links_of(
        "random",
        [row[0] for row in rows],
        nodes=nodes,
        columns={name: [row[place + 1] for row in rows] for place, name in enumerate(columns)},
        directed=directed,
        second=frozenset(end for row in rows for end in row[0] if end[0] in "nm")
        if two_mode
        else frozenset(),
    )


def asked(measure: Measure, seed: int, *, turned: bool = False, named: Named = str) -> Table:
    directed = measure.projection == "statements"
    links = network(seed, two_mode=measure.two_mode, directed=directed, turned=turned, named=named)
    return measure.find(links, SETTINGS)


@pytest.mark.parametrize("measure", MEASURES, ids=[measure.name for measure in MEASURES])
def test_order_and_direction_decide_nothing(measure: Measure) -> None:
    table = asked(measure, 3)
    assert table.rows or measure.name == "co-members"
    assert asked(measure, 3, turned=True).rows == table.rows


@pytest.mark.parametrize("measure", MEASURES, ids=[measure.name for measure in MEASURES])
def test_other_names_in_another_order_change_nothing_but_chance(measure: Measure) -> None:
    table = asked(measure, 3)
    other = asked(measure, 3, named=turned_about)
    if measure.name in BY_RUNS:
        assert len(other.rows) > 0
        return
    # Draws begin from the order of names: what is drawn may differ, what is found may not.
    held = [
        place
        for place, column in enumerate(table.columns)
        if table.seed is None or column not in DRAWN
    ]
    assert len(held) > 1
    pairs = measure.scope == "pair"
    expected = facts(table, held, of_pairs=pairs, named=turned_about)
    assert same(facts(other, held, of_pairs=pairs), expected)


def turned_about(name: str) -> str:
    """Return another name, so that cities, and networks, sort the other way round."""
    return f"d{99 - int(name[1:]):02}" if name[0] == "c" else f"m{9 - int(name[1:])}"


def facts(
    table: Table, held: list[int], *, of_pairs: bool, named: Named = str
) -> list[tuple[Any, ...]]:
    """Return the rows' values that are held, ends of a pair and rows in any order."""
    rows = []
    for row in table.rows:
        cells = [row[place] for place in held]
        texts = [
            re.sub(r"^(c\d\d|n\d)(?=$|:)", lambda found: named(found[0]), cell)
            for cell in cells
            if isinstance(cell, str)
        ]
        rest = [cell for cell in cells if not isinstance(cell, str)]
        # A pair is told from its other end: its numbers change places with its names.
        rows.append((*sorted(texts), *(sorted(rest, key=str) if of_pairs else rest)))
    return sorted(rows, key=str)


def same(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> bool:
    return len(ours) == len(theirs) and all(
        one == other
        if not isinstance(one, float) or other is None
        else math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
        for row, beside in zip(ours, theirs, strict=True)
        for one, other in zip(row, beside, strict=True)
    )


@pytest.mark.parametrize("measure", MEASURES, ids=[measure.name for measure in MEASURES])
def test_rows_are_plain_values_and_say_what_the_columns_say(measure: Measure) -> None:
    links = network(1, two_mode=measure.two_mode, directed=False, turned=False)
    table = asked(measure, 1)
    assert len(set(table.columns)) == len(table.columns)
    for row in table.rows:
        assert len(row) == len(table.columns)
        for value in row:
            assert type(value) in (str, int, float, bool, type(None))
            assert not (isinstance(value, float) and math.isnan(value))
    if measure.scope == "node":
        assert sorted(str(row[0]) for row in table.rows) == list(links.nodes)


def test_every_measure_says_what_it_is_in_both_languages() -> None:
    assert len(MEASURES) == 21
    for measure in MEASURES:
        assert measure.formula
        assert measure.reference
        for words in (measure.summary, measure.reading):
            assert words.en != words.fr
            # A no-break space before what French sets apart.
            for mark in ":;?!":
                assert f" {mark}" not in words.fr
