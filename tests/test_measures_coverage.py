"""Coverage: estimates by hand and by simulation, overlaps by sets, published counts."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from twingraph.errors import DataError
from twingraph.measures import published
from twingraph.measures.coverage import Estimate, chao, chapman, find_coverage, find_source_overlap
from twingraph.measures.model import Settings
from twingraph.measures.published import find_published
from twingraph.projections.model import Links, links_of

SETTINGS = Settings()


def told_by(lists: dict[str, list[tuple[str, str]]], countries: dict[str, str | None]) -> Links:
    pairs = [pair for pairs in lists.values() for pair in pairs]
    sources = [source for source, pairs in lists.items() for _ in pairs]
    nodes = {city: {"country": country} for city, country in countries.items()}
    return links_of("told", pairs, columns={"sources": sources}, nodes=nodes)


def within(number: float, found: Estimate) -> bool:
    assert found.low is not None
    assert found.high is not None
    return found.low <= number <= found.high


def test_chapman_and_its_interval_by_hand() -> None:
    found = chapman(100, 80, 39)
    assert found is not None
    # 101 * 81 / 40 - 1; variance 101 * 81 * 61 * 41 / (40^2 * 41).
    assert found.number == pytest.approx(203.525)
    variance = 101 * 81 * 61 * 41 / (1600 * 41)
    missed = 203.525 - 141
    factor = math.exp(1.959963984540054 * math.sqrt(math.log(1 + variance / missed**2)))
    assert found.low == pytest.approx(141 + missed / factor)
    assert found.high == pytest.approx(141 + missed * factor)
    assert chapman(100, 80, 6) is None


def test_chao_by_hand_and_where_nothing_is_missed() -> None:
    found = chao(30, 10, 5, 3)
    assert found is not None
    assert found.number == pytest.approx(30 + 2 / 3 * 10 * 9 / 12)
    assert within(found.number, found)
    none = chao(30, 0, 5, 3)
    assert none is not None
    assert (none.low, none.number, none.high) == (None, 30, None)
    assert chao(30, 30, 0, 1) is None


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    chance = np.random.default_rng(8)
    held = {"chapman": 0, "chao": 0}
    for _ in range(300):
        told = chance.random((2, 500)) < np.array([[0.4], [0.5]])
        both = int((told[0] & told[1]).sum())
        two = chapman(int(told[0].sum()), int(told[1].sum()), both)
        assert two is not None
        held["chapman"] += within(500, two)
        often = (chance.random((4, 500)) < 0.3).sum(axis=0)
        four = chao(int((often > 0).sum()), int((often == 1).sum()), int((often == 2).sum()), 4)
        assert four is not None
        held["chao"] += within(500, four)
    assert held["chapman"] / 300 > 0.9
    assert held["chao"] / 300 > 0.85


def test_where_few_sources_could_tell_each_tie_chaos_number_bounds_nothing() -> None:
    # 500 ties, each of which two of five lists alone could tell, with a chance of a half each.
    chance = np.random.default_rng(8)
    above = 0
    for _ in range(200):
        often = (chance.random((2, 500)) < 0.5).sum(axis=0)
        once, twice = int((often == 1).sum()), int((often == 2).sum())
        two, five = (chao(once + twice, once, twice, number) for number in (2, 5))
        assert two is not None
        assert five is not None
        assert two.number < five.number
        above += five.low is not None and five.low > 500
    # A 95 % interval of a lower bound should hardly ever lie above what there is.
    assert above / 200 > 0.5
    links = told_by({"one-2016": [("a", "b")], "two-2016": [("a", "b")]}, {"a": "FR", "b": "FR"})
    said = [note.en for note in find_coverage(links, SETTINGS).notes]
    assert any("a lower bound only where every source" in note for note in said)
    assert not any("lower bound" in note.en for note in find_source_overlap(links, SETTINGS).notes)


def test_only_ties_that_both_could_tell_are_asked() -> None:
    countries: dict[str, str | None] = dict.fromkeys([f"f{n}" for n in range(6)], "FR")
    countries |= {**dict.fromkeys([f"d{n}" for n in range(6)], "DE"), "p0": "PL"}
    german = [(f"d{n}", f"f{n}") for n in range(5)]
    # The world's list: four of them, one of a city and one of countries unknown to the other.
    world = [*german[:4], ("d0", "f5"), ("f0", "f1"), ("d1", "f0"), ("d2", "p0")]
    links = told_by({"germany-2015": german, "world-2016": world, "world-2022": world}, countries)
    (row,) = find_source_overlap(links, SETTINGS).rows
    assert row[:5] == ("germany", "world", 5, 8, 4)
    assert row[5] == pytest.approx(4 / 9)
    assert row[6] == pytest.approx(4 / 5)
    # Asked of Germany's: four, as d4 is unknown to the world; of the world's: four and d1-f0.
    assert row[7:9] == (4, 5)
    assert row[9] is None
    rows = {row[0]: row[1:] for row in find_coverage(links, SETTINGS).rows}
    assert rows["all"][:6] == (9, 2, 5, 1, 4, 0)
    assert rows["all"][6] == pytest.approx(5 + 1 / 2 * 0)
    assert rows["PL"] == (1, 1, 0, 0, 0, 0, None, None, None, None)
    assert rows["FR"][0] == 8


@pytest.mark.parametrize("seed", range(3))
def test_a_random_half_of_all_ties_is_found_to_be_half(seed: int) -> None:
    chance = np.random.default_rng(seed)
    cities = [f"c{n:02}" for n in range(30)]
    every = [pair for pair in combinations(cities, 2) if chance.random() < 0.7]
    lists = {
        name: [pair for pair in every if chance.random() < 0.5] for name in ("one", "two", "three")
    }
    links = told_by(lists, dict.fromkeys(cities, "FR"))
    for row in find_source_overlap(links, SETTINGS).rows:
        assert row[9] == pytest.approx(len(every), rel=0.2)
    world, france = find_coverage(links, SETTINGS).rows
    assert world[1:] == france[1:]
    assert world[7] == pytest.approx(len(every), rel=0.1)
    assert world[10] == pytest.approx(7 / 8, abs=0.06)


def test_a_city_s_report_is_no_list() -> None:
    chance = np.random.default_rng(4)
    cities = [f"c{n:02}" for n in range(20)]
    every = list(combinations(cities, 2))
    lists = {
        f"{name}-2020": [pair for pair in every if chance.random() < 0.5] for name in ("a", "b")
    }
    report = [("c00", f"x{n}") for n in range(5)] + [pair for pair in every if pair[0] == "c00"]
    countries: dict[str, str | None] = dict.fromkeys([*cities, *(f"x{n}" for n in range(5))], "FR")
    unlisted = {pair for pair in report if pair not in {*lists["a-2020"], *lists["b-2020"]}}
    without = told_by(lists, countries)
    beside = told_by({**lists, "report-2020": report}, countries)
    own = np.array([node == "c00" for node in beside.nodes])
    beside = replace(beside, attributes={**beside.attributes, "own": own})
    for find in (find_coverage, find_source_overlap):
        alone, found = find(without, SETTINGS), find(beside, SETTINGS)
        assert found.rows == alone.rows
        said = [note.en for note in found.notes if note not in alone.notes]
        assert len(said) == 1
        assert f"(report-2020), with {len(unlisted)} ties that no list tells" in said[0]
    # Of a report alone nothing is estimated.
    star = told_by({"report-2020": report}, countries)
    own = np.array([node == "c00" for node in star.nodes])
    star = replace(star, attributes={**star.attributes, "own": own})
    assert find_coverage(star, SETTINGS).rows == ()


def test_no_interval_where_one_list_holds_the_other() -> None:
    ties = list(combinations("abcde", 2))
    links = told_by({"few": ties[:8], "many": ties}, dict.fromkeys("abcde", "FR"))
    found = find_source_overlap(links, SETTINGS)
    assert found.rows[0][9:] == (10, None, None)
    assert any("no interval" in note.en for note in found.notes)
    halves = told_by({"one": ties[:8], "other": ties[1:]}, dict.fromkeys("abcde", "FR"))
    found = find_source_overlap(halves, SETTINGS)
    assert None not in found.rows[0]
    assert not any("no interval" in note.en for note in found.notes)


def test_without_links_or_sources_nothing_is_estimated() -> None:
    empty = told_by({}, {"a": "FR"})
    assert find_source_overlap(empty, SETTINGS).rows == ()
    assert find_coverage(empty, SETTINGS).rows == ()
    unsaid = links_of(
        "x", [("a", "b")], columns={"sources": [None]}, nodes={"a": {"country": "FR"}}
    )
    assert find_coverage(unsaid, SETTINGS).rows[0][:4] == ("all", 1, 0, 0)


def test_published_counts_stand_beside_ours() -> None:
    countries = {"d": "DE", "e": "DE", "f": "FR", "p": "PL", "x": None}
    links = told_by(
        {"list": [("d", "e"), ("d", "f"), ("f", "d"), ("e", "p"), ("d", "x"), ("d", "d")]},
        countries,
    )
    rows = {(row[0], row[1]): row for row in find_published(links, SETTINGS).rows}
    assert rows["DE", None][5] == 2
    assert rows["DE", "FR"][5] == 1
    assert rows["DE", "PL"][5] == 1
    assert rows["JP", "AU"][5:7] == (0, 0.0)
    assert all(str(row[8]).count("https://") == 1 for row in rows.values())
    assert all(int(row[3] or 0) > 0 for row in rows.values())


def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "analysis").mkdir()
    path = tmp_path / "analysis" / "published.tsv"
    path.write_text("country\tother\tyear\tpublished\nDE\t\t2015\tmany\n", encoding="utf-8")
    monkeypatch.setattr(published, "folder", lambda _: tmp_path)
    with pytest.raises(DataError) as error:
        published.published()
    assert error.value.line == 2
