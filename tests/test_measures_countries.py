"""Countries: expected ties, disparity and E-I by hand, by sums and by integration."""

from __future__ import annotations

import math

import numpy as np
import pytest

from twingraph.measures.countries import (
    ALPHA,
    MEASURES,
    disparity,
    expected_abroad,
    find_countries,
    find_country_pairs,
    meta_network,
)
from twingraph.measures.model import Settings
from twingraph.projections.model import Links, links_of

SETTINGS = Settings()


def random_links(seed: int) -> Links:
    """Return ties of cities of six countries and one of none, with loops and parallel links."""
    chance = np.random.default_rng(seed)
    countries = ["AA", "BB", "CC", "DD", "EE", "FF", None]
    nodes = {f"c{n:02}": {"country": countries[int(chance.integers(7))]} for n in range(60)}
    pairs = [(f"c{a:02}", f"c{b:02}") for a, b in chance.integers(60, size=(200, 2)).tolist()]
    return links_of("random", [*pairs, ("c01", "c01"), pairs[0], pairs[0][::-1]], nodes=nodes)


@pytest.mark.parametrize("seed", range(4))
def test_ties_of_countries_are_pairs_of_cities(seed: int) -> None:
    links = random_links(seed)
    country = dict(zip(links.nodes, links.attributes["country"].tolist(), strict=True))
    pairs = {
        frozenset((links.nodes[a], links.nodes[b]))
        for a, b in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
        if a != b
    }
    meta = meta_network(links)
    expected: dict[tuple[str, ...], int] = {}
    for pair in pairs:
        ends = tuple(sorted(str(country[city]) for city in pair))
        expected[ends] = expected.get(ends, 0) + 1
    assert meta.unknown == sum(number for ends, number in expected.items() if "None" in ends)
    for one, first in enumerate(meta.names):
        for other, second in enumerate(meta.names):
            number = expected.get(tuple(sorted((first, second))), 0)
            assert meta.ties[one, other] == number
    for row in find_countries(links, SETTINGS).rows:
        within = expected.get((str(row[0]), str(row[0])), 0)
        touched = sum(number for ends, number in expected.items() if row[0] in ends)
        known = touched - expected.get(tuple(sorted((str(row[0]), "None"))), 0)
        assert row[3:5] == (within, known - within)
        assert row[5] == pytest.approx((known - 2 * within) / known)


@pytest.mark.parametrize("seed", range(4))
def test_expected_ties_keep_the_sums_and_are_a_product(seed: int) -> None:
    abroad = meta_network(random_links(seed)).abroad
    expected = expected_abroad(abroad)
    assert expected.sum(axis=1) == pytest.approx(abroad.sum(axis=1), abs=1e-6)
    assert np.diag(expected).tolist() == [0] * len(abroad)
    crossed = expected[0, 1] * expected[2, 3] / (expected[0, 3] * expected[2, 1])
    assert crossed == pytest.approx(1, abs=1e-9)


def test_three_countries_leave_no_freedom() -> None:
    # Three sums decide three pairs: what is expected is what is there.
    abroad = np.array([[0.0, 5, 3], [5, 0, 4], [3, 4, 0]])
    assert expected_abroad(abroad) == pytest.approx(abroad, abs=1e-6)


def test_disparity_is_the_integral_of_serrano() -> None:
    abroad = np.array([[0.0, 6, 3, 1], [6, 0, 2, 0], [3, 2, 0, 0], [1, 0, 0, 0]])
    found = disparity(abroad)

    def view(w: float, s: float, k: int) -> float:
        # 1 - (k - 1) times the integral from 0 to w / s of (1 - x)^(k - 2).
        x = (np.arange(100_000) + 0.5) / 100_000 * (w / s)
        return 1 - (k - 1) * float(((1 - x) ** (k - 2)).mean()) * w / s

    assert found[0, 1] == pytest.approx(min(view(6, 10, 3), view(6, 8, 2)), abs=1e-8)
    assert found[1, 2] == pytest.approx(min(view(2, 8, 2), view(2, 5, 2)), abs=1e-8)
    # The fourth has one partner and no view of its own.
    assert found[0, 3] == pytest.approx(view(1, 10, 3), abs=1e-8)


def test_rows_by_hand() -> None:
    nodes = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C", "d1": "D", "x": None}
    links = links_of(
        "small",
        [("a1", "b1"), ("b1", "a1"), ("a2", "b2"), ("a1", "a2"), ("b1", "c1"), ("a1", "x")],
        nodes={city: {"country": country} for city, country in nodes.items()},
    )
    pairs = find_country_pairs(links, SETTINGS)
    assert [row[:3] for row in pairs.rows] == [("A", "B", 2), ("B", "C", 1)]
    assert pairs.notes[0].en.startswith("backbone: 0 of 2 pairs")
    assert pairs.notes[1].en.startswith("1 ties have an end")
    rows = {row[0]: row[1:] for row in find_countries(links, SETTINGS).rows}
    assert rows["A"] == (2, 3, 1, 2, 1 / 3, 1, 1.0, "B", 1.0)
    spread = math.exp(-(2 / 3 * math.log(2 / 3) + 1 / 3 * math.log(1 / 3)))
    assert rows["B"][6] == pytest.approx(spread)
    assert rows["D"] == (1, 0, 0, 0, None, 0, None, None, None)


def test_chance_alone_lays_a_backbone_and_the_reading_says_that_it_is_no_test() -> None:
    """Weights drawn from one exponential law: shares of either country are a broken stick's."""
    chance = np.random.default_rng(3)
    abroad = np.triu(chance.exponential(size=(60, 60)), 1)
    passed = disparity(abroad + abroad.T)[np.triu_indices(60, 1)] <= ALPHA
    # By either end alone ALPHA of the pairs pass, by one of the two nearly twice as many.
    assert ALPHA < float(passed.mean()) < 2 * ALPHA
    (reading,) = [measure.reading for measure in MEASURES if measure.name == "country-pairs"]
    assert "a filter, no test" in reading.en
    assert "un filtre, non un test" in reading.fr


def test_no_link_and_no_country_give_no_row() -> None:
    empty = links_of("empty", [], nodes={"a": {"country": None}})
    assert find_country_pairs(empty, SETTINGS).rows == ()
    assert find_countries(empty, SETTINGS).rows == ()
    unknown = links_of("x", [("a", "b")], nodes={"a": {"country": None}})
    assert find_country_pairs(unknown, SETTINGS).rows == ()
    one = links_of("x", [("a", "b")], nodes={"a": {"country": "A"}, "b": {"country": "A"}})
    assert find_countries(one, SETTINGS).rows == (("A", 2, 1, 1, 0, -1.0, 0, None, None, None),)
