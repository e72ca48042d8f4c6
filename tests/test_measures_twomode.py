"""Shared networks: margins, exact probabilities and discoveries, by enumeration and SciPy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from twingraph.errors import UsageError
from twingraph.measures.model import Settings
from twingraph.measures.twomode import (
    RATE,
    false_discovery,
    find_backbone,
    find_shared_members,
    members,
    pooled_tails,
)
from twingraph.projections.model import Links, links_of


def two_mode(pairs: list[tuple[str, str]], kinds: list[str | None] | None = None) -> Links:
    second = frozenset(network for _, network in pairs)
    columns = None if kinds is None else {"kind": kinds}
    return links_of("members", pairs, second=second, columns=columns, nodes={"alone": {}})


def of_margins(held: np.ndarray) -> list[np.ndarray]:
    """Return all matrices with the margins of a small one."""
    made = (np.reshape(bits, held.shape) for bits in itertools.product((0, 1), repeat=held.size))
    return [
        found
        for found in made
        if (found.sum(axis=0) == held.sum(axis=0)).all()
        and (found.sum(axis=1) == held.sum(axis=1)).all()
    ]


def links_in(held: np.ndarray) -> Links:
    return two_mode([(f"c{a}", f"n{b}") for a, b in zip(*np.nonzero(held), strict=True)])


SMALL = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1]])


def test_draws_are_pooled_over_cities_of_the_same_size() -> None:
    tails = pooled_tails(members(links_in(SMALL)), Settings(draws=60))
    same = of_margins(SMALL)
    assert len(same) > 5
    sizes = SMALL.sum(axis=1)
    for one, other in itertools.permutations((1, 2), 2):
        for least in range(3):
            told = [
                found[i] @ found[j] >= least
                for found in same
                for i, j in itertools.permutations(range(4), 2)
                if sizes[i] == one and sizes[j] == other
            ]
            assert tails[one, other, least] == pytest.approx(np.mean(told), abs=0.1)
    # Three cities of two networks and one of one: three pairs a draw, of which none shares two.
    assert tails.shape == (3, 3, 3)
    assert tails[1, 2, 2] == pytest.approx(1 / (3 * 60 + 1))


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
    pairs = [
        (f"c{city:02}", f"n{n:03}") for city in range(40) for n in chance.choice(200, 3, False)
    ]
    club = [(city, f"club {n}") for city in ("x", "y") for n in range(3)]
    table = find_backbone(two_mode(pairs + club), Settings())
    assert table.rows[0][0] == "x"
    assert table.rows[0][2] == "y"
    assert table.rows[0][4] == 3
    assert table.rows[0][7] == " | ".join(f"club {n}" for n in range(3))
    assert all(float(row[6] or 0) <= 0.05 for row in table.rows)
    assert len(table.rows) < 5
    assert "861 pairs tested" in table.notes[0].en


def by_chance(seed: int, *, twins: bool = False) -> Links:
    """Return thirty cities, each in five of thirty networks by chance; of twins two in the same."""
    chance = np.random.default_rng([55, seed])
    joined = {f"c{city:02}": chance.choice(30, 5, replace=False).tolist() for city in range(30)}
    if twins:
        joined["c01"] = joined["c02"]
    return two_mode([(city, f"n{n:02}") for city, held in joined.items() for n in held])


def test_networks_joined_by_chance_have_no_backbone_more_often_than_the_rate_allows() -> None:
    settings = Settings(draws=40)
    rows = [len(find_backbone(by_chance(seed), settings).rows) for seed in range(20)]
    # Where nothing is to be found, all that is found is false: in RATE of the networks at most.
    # Of twenty, more than four would come about once in four hundred times.
    assert sum(number > 0 for number in rows) <= 4
    # That is not for want of power: two cities in the same five networks are found ...
    for seed in range(3):
        found = find_backbone(by_chance(seed, twins=True), settings).rows
        assert ("c01", "c02") in {(row[0], row[2]) for row in found}
    # ... and it is the adjustment's doing: single pairs come below RATE in every network.
    held = members(by_chance(0))
    sizes, tails = held.held.sum(axis=1).astype(int), pooled_tails(held, settings)
    shared = (held.held @ held.held.T).astype(int)[np.triu_indices(30, 1)]
    assert set(sizes.tolist()) == {5}
    assert (tails[5, 5][shared] <= RATE).any()


def test_shared_members_are_compared_with_all_matrices_of_the_same_margins() -> None:
    held, same = SMALL, of_margins(SMALL)
    table = find_shared_members(links_in(held), Settings(draws=60))
    assert len(table.rows) == 3
    for row in table.rows:
        one, other = int(str(row[0])[1]), int(str(row[1])[1])
        assert row[4] == held[:, one] @ held[:, other]
        expected = np.mean([found[:, one] @ found[:, other] for found in same])
        assert row[5] == pytest.approx(expected, abs=0.3)
    few = Settings(draws=5)
    again = find_shared_members(links_in(held), few)
    assert again.rows == find_shared_members(links_in(held), few).rows


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
