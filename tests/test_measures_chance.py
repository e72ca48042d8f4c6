"""Measures that compare with chance: what was observed does not depend on names, order or seed.

Oracle: the same network with other names, its links in another order and the other way round.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from twingraph.measures import bands, distance_of_links, mixing, portrait_against_nulls, reciprocity
from twingraph.measures.model import Measure, Settings, Table
from twingraph.projections.model import Links, links_of

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for module in (bands, distance_of_links, mixing, portrait_against_nulls, reciprocity)
    for measure in module.MEASURES
}
OBSERVED = {"value", "links", "expected", "ratio", "statements", "pairs", "both_sides", "one_side"}
CITIES = 25


def network(names: list[str], *, turned: bool, directed: bool) -> Links:
    """Return one network with loops, parallel links and lone nodes, under the names given."""
    rng = np.random.default_rng(9)
    pairs: list[tuple[int, int]] = rng.integers(0, CITIES - 2, (60, 2)).tolist()
    about: dict[str, dict[str, Any]] = {}
    for name in names:
        about[name] = {
            "country": ["BE", "FR", "JP", None][int(rng.integers(4))],
            "continent": ["EU", "AS"][int(rng.integers(2))],
            "language": ["fr", "nl", "ja"][int(rng.integers(3))],
            "eu": bool(rng.integers(2)),
            "latitude": float(rng.uniform(-60, 60)) if rng.integers(5) else None,
            "longitude": float(rng.uniform(-180, 180)),
        }
    ends = [(names[a], names[b]) for a, b in pairs]
    if turned:
        ends = [(b, a) for a, b in reversed(ends)]
    return links_of("test", ends, nodes=about, directed=directed)


def observed(table: Table, rename: dict[str, str]) -> list[tuple[str, ...]]:
    """Return what was observed, without what chance brings, sorted."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column in OBSERVED | {"measure", "null", "source", "node", "rank", "from_km", "to_km"}
        or place < 2
        or (place == 2 and table.columns[0] == "node")
    ]
    rows = []
    for row in table.rows:
        told = [rename.get(str(row[0]), row[0]), *row[1:]]
        rows.append(
            tuple(f"{told[p]:.9g}" if isinstance(told[p], float) else str(told[p]) for p in kept)
        )
    return sorted(rows)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_what_is_observed_does_not_depend_on_names_or_order(name: str) -> None:
    measure = MEASURES[name]
    directed = name == "reciprocity"
    names = [f"c{number:02}" for number in range(CITIES)]
    others = [f"x{number:02}" for number in np.random.default_rng(2).permutation(CITIES).tolist()]
    one = measure.find(network(names, turned=False, directed=directed), Settings(draws=3))
    other = measure.find(network(others, turned=True, directed=directed), Settings(7, draws=2))
    found = observed(one, {})
    assert found == observed(other, dict(zip(others, names, strict=True)))
    assert found


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_the_same_settings_give_the_same_table(name: str) -> None:
    directed = name == "reciprocity"
    links = network([f"c{number:02}" for number in range(CITIES)], turned=False, directed=directed)
    table = MEASURES[name].find(links, Settings(draws=3))
    assert table == MEASURES[name].find(links, Settings(draws=3))
    held = [value for row in table.rows for value in row]
    assert not any(isinstance(value, float) and value != value for value in held)
    assert {type(value) for value in held} <= {str, int, float, bool, type(None)}
