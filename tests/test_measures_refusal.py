"""Refusal: what would mean nothing on one city's star is refused, and no list of many cities is."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import combinations

import networkx as nx
import pytest

from importing import WORLD
from twingraph.bundled import bundled_quads
from twingraph.errors import RefusedError, TwingraphError
from twingraph.measures.catalogue import measures
from twingraph.measures.measuring import measure
from twingraph.measures.model import Measure, Settings, Table, Words
from twingraph.measures.refusal import FEWEST, INSTEAD, SHARE, refusal_of, refuse, star_reason
from twingraph.projections.model import Links, from_networkx, links_of
from twingraph.projections.stored import links
from twingraph.store import Graph


def asked_for(*, star: bool = False) -> Measure:
    """Return a measure that is only asked whether it is refused."""

    def find(links: Links, settings: Settings) -> Table:
        raise AssertionError((links, settings))

    said = Words("what", "quoi")
    return Measure("betweenness", "node", said, "", said, "", find, star=star)


def star(pairs: int, elsewhere: int = 0, **about: object) -> Links:
    """Return a network of a middle with so many ties, and so many ties of others."""
    told = [("middle", f"city{i}") for i in range(pairs)]
    told += [(f"city{i}", f"city{i + 1}") for i in range(elsewhere)]
    return links_of("made", told, **about)  # type: ignore[arg-type]


def test_a_report_s_star_is_refused_and_what_makes_sense_there_is_not() -> None:
    made = star(3, star_of=("middle",))
    with pytest.raises(RefusedError) as refused:
        refuse(asked_for(), made, force=False)
    error = refused.value
    assert isinstance(error, TwingraphError)
    assert error.exit_code == 2
    text = str(error)
    assert text.startswith("betweenness is refused: ")
    assert "middle" in error.reason
    assert "middle" in error.reason_fr
    assert "--force" in text
    assert all(name in text for name in INSTEAD)
    assert "\n" not in text
    refuse(asked_for(star=True), made, force=False)
    refuse(asked_for(), made, force=True)
    assert refusal_of(asked_for(), made) == Words(error.reason, error.reason_fr)


def test_with_the_reports_of_all_its_cities_a_network_is_no_star() -> None:
    two = links_of("made", [("a", "b"), ("b", "a")], star_of=("a", "b"))
    assert star_reason(two) is None
    three = links_of("made", [("a", "b"), ("b", "c")], star_of=("a", "b"))
    reason = star_reason(three)
    assert reason is not None
    assert "a and b" in reason.en
    assert "a et b" in reason.fr
    # An end that is a network, a person or an event has no report.
    networks = links_of(
        "made", [("a", "net"), ("b", "net")], second=frozenset(("net",)), star_of=("a", "b")
    )
    assert star_reason(networks) is None


@pytest.mark.parametrize(
    ("pairs", "elsewhere", "refused"),
    [
        pytest.param(FEWEST, 0, True, id="a star"),
        pytest.param(FEWEST - 1, 0, False, id="somebody's small example"),
        pytest.param(18, 2, True, id="nine pairs of ten"),
        pytest.param(17, 2, False, id="fewer than nine pairs of ten"),
    ],
)
def test_a_star_is_also_known_by_its_links(pairs: int, elsewhere: int, *, refused: bool) -> None:
    made = star(pairs, elsewhere)
    assert (made.simple.degrees.max() >= SHARE * made.simple.m and pairs >= FEWEST) == refused
    assert (star_reason(made) is not None) == refused


def test_links_told_twice_and_self_loops_make_no_star() -> None:
    """One pair that is told a hundred times among nine others is one of ten."""
    told = [("a", "b")] * 100 + [(f"c{i}", f"d{i}") for i in range(9)]
    assert star_reason(links_of("made", told)) is None
    loops = [("a", "a")] * 50 + [(f"c{i}", f"d{i}") for i in range(20)]
    assert star_reason(links_of("made", loops)) is None


def test_a_network_s_members_are_a_two_mode_star_without_being_a_sample() -> None:
    told = [(f"city{i}", "net") for i in range(40)]
    assert star_reason(links_of("made", told)) is not None
    assert star_reason(links_of("made", told, second=frozenset(("net",)))) is None


def test_an_empty_network_is_no_star() -> None:
    assert star_reason(links_of("made", [])) is None
    assert star_reason(links_of("made", [], nodes={"a": {}}, star_of=("a",))) is None


def test_why_betweenness_says_nothing_there() -> None:
    """Whatever a world is like, the city whose ties are read stands between all its partners."""
    world = nx.gnp_random_graph(40, 0.3, seed=5)
    told: nx.Graph[int] = nx.Graph(world.edges(7))
    assert len(told) > 5
    seen = nx.betweenness_centrality(told)
    assert seen[7] == 1
    assert nx.betweenness_centrality(world)[7] < 0.1
    assert not any(told.has_edge(*pair) for pair in combinations(set(told) - {7}, 2))


@pytest.fixture(scope="module")
def namur() -> Graph:
    return Graph.memory(bundled_quads())


def test_namur_s_report_is_a_star_by_what_is_said_and_by_what_it_looks_like(namur: Graph) -> None:
    ties = links(namur, "cities")
    assert ties.star_of == ("city:namur-be",)
    said = star_reason(ties)
    seen = star_reason(replace(ties, star_of=()))
    assert said is not None
    assert seen is not None
    assert all("Namur" in text for text in (said.en, said.fr, seen.en, seen.fr))
    assert "13 of 13" in seen.en


def test_on_namur_s_report_all_that_chance_or_position_says_is_refused(namur: Graph) -> None:
    asked = 0
    for name, one in measures().items():
        on = links(namur, one.projection)
        if not one.star:
            asked += 1
            assert refusal_of(one, on) is not None, name
    assert asked >= 20


@pytest.mark.parametrize("name", INSTEAD)
def test_what_is_offered_instead_finds_something_on_namur_s_report(name: str, namur: Graph) -> None:
    found = measure(namur, name)
    assert found.table.rows
    assert not found.provenance.forced


def test_a_forced_table_says_so(namur: Graph) -> None:
    found = measure(namur, "betweenness", force=True)
    assert found.provenance.forced
    assert found.table.notes[-1].en.startswith("Forced: ")
    assert found.table.notes[-1].fr.startswith("Forcé")
    assert found.table.rows[0][:2] == ("city:namur-be", "Namur")
    assert not measure(namur, "degree", force=True).provenance.forced


@pytest.mark.skipif(not WORLD.is_dir(), reason="../shared/world is not beside this checkout")
def test_no_list_of_the_world_is_taken_for_a_star() -> None:
    with (WORLD / "wikipedia-2026" / "twin_cities.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cities = [((r["city1"], r["country1"]), (r["city2"], r["country2"])) for r in rows]
    countries = [(r["country1"], r["country2"]) for r in rows]
    konect = [
        (line.split()[0], line.split()[1])
        for line in (WORLD / "konect-2017" / "out.twin").read_text().splitlines()
        if not line.startswith("%")
    ]
    for pairs in (cities, countries, konect):
        made = from_networkx(nx.Graph(pairs))
        assert made.simple.degrees.max() < SHARE / 10 * made.simple.m
        assert star_reason(made) is None
