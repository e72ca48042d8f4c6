"""Distance of links: kilometres, and what three ideas of chance give.

Oracle: twingraph.distance, one pair at a time, and networks whose nulls are known by hand.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph import distance
from twingraph.measures.distance_of_links import (
    BOUNDS,
    find_distance,
    find_histogram,
    kilometres,
)
from twingraph.measures.model import Settings, Table
from twingraph.projections.model import Links, links_of

POSITIONS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
FEW = Settings(draws=20)


@given(st.lists(POSITIONS, min_size=2, max_size=6))
def test_kilometres_are_those_of_the_scalar(places: list[tuple[float, float]]) -> None:
    latitude, longitude = np.array(places).T
    one = np.arange(len(places) - 1)
    found = kilometres(latitude, longitude, one, one + 1)
    expected = [distance.kilometres(a, b) for a, b in pairwise(places)]
    assert found.tolist() == pytest.approx(expected, abs=1e-6)


def places(pairs: list[tuple[str, str]], at: dict[str, tuple[object, ...]]) -> Links:
    names = ("latitude", "longitude", "country")
    nodes = {node: dict(zip(names, place, strict=False)) for node, place in at.items()}
    return links_of("test", pairs, nodes=nodes)


def rows(table: Table, null: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in table.rows:
        told = dict(zip(table.columns, row, strict=True))
        if told["null"] == null:
            found[str(told["measure"])] = told  # type: ignore[assignment]
    return found


def two_clusters() -> Links:
    """Cities of two countries 90 degrees apart, each tied to its neighbours of the same country."""
    at: dict[str, tuple[object, ...]] = {}
    pairs = []
    for land, east in (("BE", 0.0), ("BD", 90.0)):
        for number in range(30):
            at[f"{land}{number:02}"] = (0.0, east + number / 10, land)
        pairs += [
            (f"{land}{n:02}", f"{land}{(n + step) % 30:02}") for n in range(30) for step in (1, 2)
        ]
    return places(pairs, at)


def test_near_ties_are_nearer_than_each_null() -> None:
    table = find_distance(two_clusters(), FEW)
    uniform, degrees, country = (rows(table, null) for null in ("uniform", "degrees", "country"))
    # Half of all pairs lie in one country, the others about 10,000 km apart.
    for null in (uniform, degrees):
        assert null["mean_km"]["null_mean"] == pytest.approx(5100, abs=700)
        assert null["share_under_500_km"]["null_mean"] == pytest.approx(0.5, abs=0.05)
    assert country["mean_km"]["null_mean"] == pytest.approx(115, abs=15)
    assert country["share_under_500_km"]["null_mean"] == 1
    assert country["mean_km"]["value"] < country["mean_km"]["null_low"]
    assert uniform["mean_km"]["extreme"] == pytest.approx(1 / 21)
    assert table == find_distance(two_clusters(), FEW)


def test_degrees_weigh_the_pairs() -> None:
    # Two hubs side by side, each tied to ten far cities: by degree, pairs of hubs are common.
    at: dict[str, tuple[object, ...]] = {"h1": (0.0, 0.0), "h2": (0.0, 0.1)}
    at |= {f"far{number}": (0.0, 90.0 + number) for number in range(10)}
    pairs = [(hub, f"far{number}") for hub in ("h1", "h2") for number in range(10)]
    table = find_distance(places(pairs, at), FEW)
    near = {null: rows(table, null)["share_under_100_km"] for null in ("uniform", "degrees")}
    # Of 66 pairs one is near, and those of neighbours 111 km apart are not.
    assert near["uniform"]["null_mean"] == pytest.approx(1 / 66, abs=0.02)
    # A hub has a quarter of the link ends, a far city a twentieth; nobody is paired with itself.
    chance = 2 * 0.25**2 / (1 - 2 * 0.25**2 - 10 * 0.05**2)
    assert near["degrees"]["null_mean"] == pytest.approx(chance, abs=0.06)
    assert {row[2] for row in table.rows} == {"uniform", "degrees"}


def test_the_histogram_holds_every_link_once() -> None:
    links = two_clusters()
    table = find_histogram(links, FEW)
    assert len(table.rows) == 3 * (len(BOUNDS) - 1)
    for null in ("uniform", "degrees", "country"):
        classes = [row for row in table.rows if row[3] == null]
        assert sum(int(str(row[2])) for row in classes) == links.m
        assert sum(float(str(row[4])) for row in classes) == pytest.approx(links.m)
        assert [row[0] for row in classes] == list(BOUNDS[:-1])
    assert BOUNDS[-1] > np.pi * 6371


def test_links_without_both_positions_are_left_out_and_counted() -> None:
    at: dict[str, tuple[object, ...]] = {"a": (0.0, 0.0), "b": (0.0, 1.0), "c": (None, None)}
    table = find_distance(places([("a", "b"), ("b", "c"), ("a", "a")], at), FEW)
    assert rows(table, "uniform")["mean_km"]["value"] == pytest.approx(111.19, abs=0.01)
    assert "1 pairs between 2 cities" in table.notes[0].en
    assert table.notes[0].en.endswith("is not known: 1 pairs")


def test_without_a_position_nothing_is_told() -> None:
    at: dict[str, tuple[object, ...]] = {"a": (None, 1.0), "b": (None, 1.0)}
    table = find_distance(places([("a", "b")], at), FEW)
    assert {row[1] for row in table.rows} == {None}
    assert {row[4] for row in find_histogram(places([("a", "b")], at), FEW).rows} == {None}
