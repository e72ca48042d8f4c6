"""Shared networks: margins, exact probabilities and discoveries, by enumeration and SciPy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from twingraph.errors import UsageError
from twingraph.measures.bipartite import configuration, false_discovery, shared_tails
from twingraph.measures.model import Settings
from twingraph.measures.twomode import find_backbone, find_shared_members, members
from twingraph.projections.model import Links, links_of


def two_mode(pairs: list[tuple[str, str]], kinds: list[str | None] | None = None) -> Links:
    second = frozenset(network for _, network in pairs)
    columns = None if kinds is None else {"kind": kinds}
    return links_of("members", pairs, second=second, columns=columns, nodes={"alone": {}})


def matrix(seed: int, cities: int, networks: int, share: float) -> np.ndarray:
    return (np.random.default_rng(seed).random((cities, networks)) < share).astype(int)


@pytest.mark.parametrize("seed", range(6))
def test_expected_sizes_are_those_given(seed: int) -> None:
    held = matrix(seed, 30, 8, 0.15 + 0.1 * seed)
    rows, columns = held.sum(axis=1), held.sum(axis=0)
    model = configuration(rows, columns)
    p = model.probability[model.rows][:, model.columns]
    assert p.sum(axis=1) == pytest.approx(rows, abs=1e-6)
    assert p.sum(axis=0) == pytest.approx(columns, abs=1e-6)
    # p / (1 - p) is a product of a city's and a network's number: its logarithm has rank two.
    inner = np.ix_((rows > 0) & (rows < 8), (columns > 0) & (columns < 30))
    odds = np.log(p[inner] / (1 - p[inner]))
    assert odds - odds[:1] - odds[:, :1] + odds[0, 0] == pytest.approx(0, abs=1e-6)


def test_sizes_without_freedom_give_probabilities_of_nought_and_one() -> None:
    rows, columns = np.array([3, 2, 1, 0]), np.array([3, 2, 1])
    model = configuration(rows, columns)
    p = model.probability[model.rows][:, model.columns]
    nested = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]])
    assert p == pytest.approx(nested, abs=1e-6)


def test_tails_are_those_of_all_outcomes() -> None:
    held = matrix(9, 12, 5, 0.4)
    rows, columns = held.sum(axis=1), held.sum(axis=0)
    model = configuration(rows, columns)
    p = model.probability[model.rows][:, model.columns]
    for most in (5, 3):
        tails = shared_tails(model, most)
        for one, other in ((0, 1), (2, 7), (3, 11)):
            both = p[one] * p[other]
            expected = np.zeros(6)
            for outcome in itertools.product((0, 1), repeat=5):
                chance = np.prod([b if o else 1 - b for o, b in zip(outcome, both, strict=True)])
                expected[: sum(outcome) + 1] += chance
            found = tails[model.rows[one], model.rows[other]]
            assert found == pytest.approx(expected[: most + 1], abs=1e-12)


def test_discoveries_are_those_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    p = np.random.default_rng(4).random(50) ** 3
    expected = stats.false_discovery_control(p)
    assert false_discovery(p, 50) == pytest.approx(expected, abs=1e-12)
    # Of the smallest alone the same as far as it is below those left out.
    small = p[p <= 0.3]
    told = expected[p <= 0.3] < 0.3
    assert false_discovery(small, 50)[told] == pytest.approx(expected[p <= 0.3][told], abs=1e-12)
    assert len(false_discovery(np.zeros(0), 0)) == 0


def test_cities_of_one_club_stand_out() -> None:
    chance = np.random.default_rng(1)
    pairs = [(f"c{city:02}", f"n{n:03}") for city in range(40) for n in chance.choice(200, 3)]
    club = [(city, f"club {n}") for city in ("x", "y") for n in range(10)]
    table = find_backbone(two_mode(pairs + club), Settings())
    assert table.rows[0][0] == "x"
    assert table.rows[0][2] == "y"
    assert table.rows[0][4] == 10
    assert table.rows[0][8] == " | ".join(f"club {n}" for n in range(10))
    assert all(float(row[7] or 0) <= 0.05 for row in table.rows)
    assert len(table.rows) < 5
    assert "861 pairs tested" in table.notes[0].en


def test_shared_members_are_compared_with_all_matrices_of_the_same_margins() -> None:
    held = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1]])
    pairs = [(f"c{a}", f"n{b}") for a, b in zip(*np.nonzero(held), strict=True)]
    same = [
        found
        for bits in itertools.product((0, 1), repeat=12)
        if ((found := np.reshape(bits, (4, 3))).sum(axis=0) == held.sum(axis=0)).all()
        and (found.sum(axis=1) == held.sum(axis=1)).all()
    ]
    assert len(same) > 5
    table = find_shared_members(two_mode(pairs), Settings(draws=150))
    assert len(table.rows) == 3
    for row in table.rows:
        one, other = int(str(row[0])[1]), int(str(row[1])[1])
        assert row[4] == held[:, one] @ held[:, other]
        expected = np.mean([found[:, one] @ found[:, other] for found in same])
        assert row[5] == pytest.approx(expected, abs=0.2)
    few = Settings(draws=5)
    again = find_shared_members(two_mode(pairs[::-1]), few)
    assert again.rows == find_shared_members(two_mode(pairs), few).rows


def test_each_field_is_a_network_and_parallel_memberships_are_one() -> None:
    pairs = [("a", "u"), ("b", "u"), ("b", "u"), ("a", "v")]
    found = members(two_mode(pairs, ["music", "film", "film", None]))
    assert found.networks == ("u: film", "u: music", "v")
    assert found.cities == ("a", "b")
    assert found.held.tolist() == [[0, 1, 1], [1, 0, 0]]


def test_links_between_cities_are_refused_and_no_link_gives_no_row() -> None:
    with pytest.raises(UsageError, match="two-mode"):
        members(links_of("cities", [("a", "b")]))
    empty = links_of("empty", [], nodes={"a": {}})
    assert find_backbone(empty, Settings()).rows == ()
    assert find_shared_members(empty, Settings()).rows == ()
    one = two_mode([("a", "u")])
    assert find_backbone(one, Settings()).rows == ()
