"""Position: a city's rank among its country and its size, and how far it can be believed."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from twingraph.measures.bands import thinned
from twingraph.measures.model import Settings, Table, Value
from twingraph.measures.position import position, ranks_within
from twingraph.projections.model import Links, links_of

FEW = Settings(draws=5)


def rows(table: Table) -> dict[tuple[str, str], dict[str, Value]]:
    """Return the rows by city and class."""
    told = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return {(str(row["node"]), str(row["class"])): row for row in told}


def made(*told: tuple[str, str, str], own: str = "") -> Links:
    """Return links of cities named by country and number, each with its sources."""
    cities = {end for source, target, _ in told for end in (source, target)} | {"be9"}
    return links_of(
        "made",
        [(source, target) for source, target, _ in told],
        nodes={
            city: {
                "country": city[:2].upper(),
                "own": city == own,
                "population": 60_000.0 if city[2] in "12" else None,
            }
            for city in sorted(cities)
        },
        columns={"sources": [sources for *_, sources in told]},
    )


BOTH = "one | two"
NETWORK = made(
    ("be1", "fr1", BOTH), ("be1", "fr2", "one"), ("be1", "fr3", "one"), ("be2", "fr1", BOTH),
    ("be2", "fr2", BOTH), ("be3", "fr1", "two"), ("be1", "be4", "report"), ("be1", "be5", "report"),
    own="be1",
)  # fmt: skip


def test_ranks_by_hand() -> None:
    """Lists give be1 three partners, be2 two and be3 one; fr1 has three, fr2 two, fr3 one."""
    found = rows(position(NETWORK, FEW))
    ranks = {key: (row["degree"], row["rank"], row["of"]) for key, row in found.items()}
    assert ranks["be1", "world"] == ranks["fr1", "world"] == (3, 1, 6)
    assert ranks["be2", "world"] == ranks["fr2", "world"] == (2, 3, 6)
    assert ranks["be3", "BE"] == (1, 3, 3)
    assert ranks["be2", "50,000-100,000"] == (2, 3, 4)
    # What only the report of be1 tells counts for nobody; be9 has no tie; be3's size is not known.
    assert not {city for city, _ in found} & {"be4", "be5", "be9"}
    assert {name for city, name in found if city == "be3"} == {"world", "BE"}
    assert next(iter(found)) == ("be1", "world")


def test_what_each_source_alone_would_say() -> None:
    """be1 is first of two Belgian cities by one list, and second of three by the other."""
    found = rows(position(NETWORK, FEW))
    told = found["be1", "BE"]
    assert (told["least"], told["most"], told["sources"]) == (1 / 2, 2 / 3, 2)
    told = found["be2", "BE"]
    assert (told["least"], told["most"], told["sources"]) == (1 / 3, 1.0, 2)
    told = found["be3", "BE"]
    assert (told["least"], told["most"], told["sources"]) == (2 / 3, 2 / 3, 1)


def test_bands_hold_what_missing_ties_can_do() -> None:
    """On a ring with a hub, the hub stays first and the others change places."""
    ring = [(f"be{i}", f"be{(i + 1) % 30}") for i in range(30)]
    hub = [("hub", f"be{i}") for i in range(20)]
    links = links_of(
        "made",
        [*ring, *hub],
        nodes={"hub": {"country": "BE"}, **{f"be{i}": {"country": "BE"} for i in range(30)}},
    )
    found = rows(position(links, Settings(draws=40)))
    assert {row["class"] for row in found.values()} == {"world", "BE"}
    first = found["hub", "BE"]
    assert (first["rank"], first["low"], first["high"]) == (1, 1, 1)
    other = found["be0", "BE"]
    assert other["rank"] == 2
    assert int(str(other["low"])) == 2 < int(str(other["high"]))
    assert (other["least"], other["most"]) == (None, None)


def test_a_band_between_two_draws_goes_to_the_outer_one() -> None:
    # 2.5 % of 31 draws are less than one: the band holds them all.
    pairs = nx.gnm_random_graph(25, 60, seed=3).edges
    links = links_of(
        "made",
        [(f"be{s:02}", f"be{t:02}") for s, t in pairs],
        nodes={f"be{i:02}": {"country": "BE"} for i in range(25)},
    )
    drawn = [
        ranks_within(
            thinned(links, np.random.default_rng([2026, 601, draw])).simple.degrees,
            np.zeros(25, dtype=np.int64),
        )
        for draw in range(31)
    ]
    found = rows(position(links, Settings(draws=31)))
    for city in range(25):
        of_city = sorted(int(draw[city]) for draw in drawn)
        row = found[f"be{city:02}", "world"]
        assert (row["low"], row["high"]) == (of_city[0], of_city[-1])


@pytest.mark.parametrize("seed", range(5))
def test_ranks_within_groups_are_those_of_pandas(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, group = rng.integers(0, 9, 200), rng.integers(-1, 6, 200)
    expected = pd.Series(values).groupby(group).rank(method="min", ascending=False).astype(int)
    assert ranks_within(values, group).tolist() == expected.where(group >= 0, 0).tolist()
    assert ranks_within(values[:0], group[:0]).tolist() == []


def test_other_names_change_no_rank_and_a_seed_repeats_its_bands() -> None:
    graph = nx.gnp_random_graph(25, 0.2, seed=1)
    numbers = []
    for name in ("a{:02d}".format, lambda node: f"z{99 - node}"):
        links = links_of(
            "made",
            [(name(s), name(t)) for s, t in graph.edges],
            nodes={name(node): {"country": "BE" if node % 2 else "FR"} for node in graph},
        )
        found = position(links, FEW)
        assert found == position(links, FEW)
        numbers.append(sorted(map(str, (row[2:6] for row in found.rows))))
    assert numbers[0] == numbers[1]


def test_an_empty_network_has_no_rows() -> None:
    assert position(links_of("made", [], nodes={"a": {"country": None}}), FEW).rows == ()
