"""Mixing by an attribute: E-I index, nominal assortativity, who is linked with whom.

Oracle: NetworkX's attribute assortativity and mixing matrix, and small cases by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twingraph.measures.mixing import (
    MEASURES,
    e_i_index,
    mixing_matrix,
    nominal_assortativity,
)
from twingraph.measures.model import Settings, Table
from twingraph.measures.nulls import numbered
from twingraph.projections.countries import languages_of
from twingraph.projections.model import Links, links_of

FIND = {measure.name: measure.find for measure in MEASURES}
NAMES = [f"n{number}" for number in range(10)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=30)
COUNTRIES = st.lists(st.sampled_from(["be", "fr", "de"]), min_size=10, max_size=10)


def tied(pairs: list[tuple[str, str]], country: Mapping[str, object]) -> Links:
    return links_of("test", pairs, nodes={node: {"country": c} for node, c in country.items()})


def cell(table: Table, row: tuple[object, ...], column: str) -> float | None:
    """Return a row's number: it is named by its measure and null."""
    [found] = [r for r in table.rows if (r[0], r[2]) == row]
    value = found[table.columns.index(column)]
    assert value is None or isinstance(value, int | float)
    return value


@settings(max_examples=60, deadline=None)
@given(PAIRS, COUNTRIES)
def test_nominal_assortativity_is_that_of_networkx(
    pairs: list[tuple[str, str]], countries: list[str]
) -> None:
    links = tied(pairs, dict(zip(NAMES, countries, strict=True))).simple
    names, group = numbered(links.attributes["country"])
    matrix = mixing_matrix(links, group, len(names))
    graph = nx.Graph(links.to_networkx())
    number = {name: place for place, name in enumerate(names)}
    known = nx.attribute_mixing_matrix(graph, "country", mapping=number, normalized=False)
    assert matrix.tolist() == known.tolist()
    if len({graph.nodes[end]["country"] for pair in graph.edges for end in pair}) > 1:
        coefficient = nx.attribute_assortativity_coefficient(graph, "country")
        assert nominal_assortativity(matrix) == pytest.approx(coefficient, abs=1e-9)
    else:
        assert nominal_assortativity(matrix) is None


def test_the_index_by_hand() -> None:
    # Two links within, one between: (1 - 2) / 3.
    assert e_i_index(np.array([[4, 1], [1, 0]])) == pytest.approx(-1 / 3)
    assert e_i_index(np.array([[2, 0], [0, 4]])) == -1
    assert e_i_index(np.array([[0, 3], [3, 0]])) == 1
    assert e_i_index(np.zeros((2, 2), dtype=np.int64)) is None


def cliques() -> Links:
    """Two countries of six cities, all tied within, one link between; a city of no known one."""
    country: dict[str, object] = {f"be{i}": "BE" for i in range(6)}
    country |= {f"fr{i}": "FR" for i in range(6)} | {"?": None}
    pairs = [
        (f"{land}{i}", f"{land}{j}") for land in ("be", "fr") for i in range(6) for j in range(i)
    ]
    return tied([*pairs, ("be0", "fr0"), ("?", "be1"), ("be2", "be2")], country)


def test_links_within_are_far_from_both_nulls() -> None:
    table = FIND["mixing-by-country"](cliques(), Settings(draws=30))
    for null in ("labels", "degrees"):
        assert cell(table, ("e_i_index", null), "value") == pytest.approx((1 - 30) / 31)
        high = cell(table, ("assortativity", null), "null_high")
        assert high is not None
        assert high < 0.6 < 0.9
        assert cell(table, ("assortativity", null), "extreme") == pytest.approx(1 / 31)
    # Without labels' help the index is about what 6 and 6 of 12 give: 6/11 of the links between.
    mean = cell(table, ("e_i_index", "labels"), "null_mean")
    assert mean == pytest.approx(1 / 11, abs=0.1)
    assert "left out, as the value is not known: 1 nodes and 1 pairs" in table.notes[0].en
    assert table == FIND["mixing-by-country"](cliques(), Settings(draws=30))


def test_cities_without_a_link_change_nothing() -> None:
    links = cliques()
    country = dict(zip(links.nodes, links.attributes["country"].tolist(), strict=True))
    alone = {f"x{number}": "JP" for number in range(200)} | {"y": None}
    more = tied(
        [
            (links.nodes[source], links.nodes[target])
            for source, target in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
        ],
        country | alone,
    )
    for name in ("mixing-by-country", "matrix-by-country"):
        one, other = (FIND[name](network, Settings(draws=9)) for network in (links, more))
        assert one.rows == other.rows
    assert one.notes[0].en.endswith("tied to no node with a value: 0 nodes")
    assert other.notes[0].en.startswith("12 nodes in 2 groups and 31 pairs")
    assert other.notes[0].en.endswith(
        "2 nodes and 1 pairs; tied to no node with a value: 200 nodes"
    )


def test_who_is_linked_with_whom() -> None:
    table = FIND["matrix-by-country"](cliques(), Settings())
    # 31 links: each country has 31 ends of 62.
    within, between = 31 * 31 / 62 / 2, 31 * 31 / 62
    assert table.columns == ("country", "other_country", "links", "expected", "ratio")
    assert [row[:3] for row in table.rows] == [
        ("BE", "BE", 15),
        ("FR", "FR", 15),
        ("BE", "FR", 1),
    ]
    expected = [within, within, between]
    assert [row[3] for row in table.rows] == pytest.approx(expected)
    assert [row[4] for row in table.rows] == pytest.approx([15 / within, 15 / within, 1 / between])


def test_numbers_expected_add_up_to_the_links() -> None:
    rng = np.random.default_rng(3)
    names = [f"{number:02}" for number in range(30)]
    country = {name: "abc"[int(c)] for name, c in zip(names, rng.integers(0, 3, 30), strict=True)}
    pairs = [(names[a], names[b]) for a, b in rng.integers(0, 30, (80, 2)).tolist()]
    links = tied(pairs, country)
    rows = FIND["matrix-by-country"](links, Settings()).rows
    assert len(rows) == 6
    assert sum(int(str(row[2])) for row in rows) == links.simple.m
    assert sum(float(str(row[3])) for row in rows) == pytest.approx(links.simple.m)


@pytest.mark.parametrize("name", sorted(FIND))
def test_nothing_known_gives_nothing_and_no_error(name: str) -> None:
    attribute = name.rpartition("-")[2]
    links = links_of("test", [("a", "b")], nodes={"a": {attribute: None}})
    table = FIND[name](links, Settings(draws=3))
    assert all(row[1] is None and row[3:] == (None,) * 5 for row in table.rows)
    assert "2 nodes and 1 pairs" in table.notes[0].en


def test_one_group_alone_has_no_assortativity() -> None:
    links = tied([("a", "b"), ("b", "c")], {"a": "BE", "b": "BE", "c": "BE"})
    table = FIND["mixing-by-country"](links, Settings(draws=4))
    assert cell(table, ("e_i_index", "labels"), "value") == -1
    assert cell(table, ("assortativity", "labels"), "value") is None


def test_the_union_is_a_group_like_others() -> None:
    links = links_of(
        "test",
        [("a", "b"), ("b", "c"), ("c", "d")],
        nodes={"a": {"eu": True}, "b": {"eu": True}, "c": {"eu": False}, "d": {}},
    )
    rows = FIND["matrix-by-eu"](links, Settings()).rows
    assert sorted(row[:3] for row in rows) == [(False, True, 1), (True, True, 1)]


def test_by_language_it_is_said_what_a_citys_language_is() -> None:
    links = links_of("test", [("a", "b")], nodes={"a": {"language": "nl"}, "b": {"language": "fr"}})
    for name in ("mixing-by-language", "matrix-by-language"):
        notes = FIND[name](links, Settings(draws=2)).notes
        assert any("Belgium (nl)" in note.en and "Belgique (nl)" in note.fr for note in notes)


def by_language() -> Links:
    """Cities of Belgium (nl, fr, de), France, the Netherlands, Switzerland and of no country."""
    about: dict[str, tuple[str | None, str]] = {
        "be1": ("BE", "nl"), "be2": ("BE", "nl"), "fr1": ("FR", "fr"), "fr2": ("FR", "fr"),
        "nl1": ("NL", "nl"), "ch1": ("CH", "de"), "gb1": ("GB", "en"), "xx1": (None, "fr"),
    }  # fmt: skip
    pairs = [("be1", "fr1"), ("be2", "nl1"), ("ch1", "fr2"), ("gb1", "fr1"), ("nl1", "fr2"),
             ("xx1", "ch1"), ("be1", "be2"), ("gb1", "nl1")]  # fmt: skip
    nodes = {city: {"country": land, "language": told} for city, (land, told) in about.items()}
    return links_of("test", pairs, nodes=nodes)


def test_a_language_in_common_is_any_official_one_and_groups_are_of_the_first() -> None:
    table = FIND["mixing-by-language"](by_language(), Settings(draws=200))
    # be1-be2, be2-nl1, be1-fr1 and ch1-fr2 by country; of xx1 its own word is all that is known,
    # and Switzerland has it. GB-FR, NL-FR and GB-NL have none.
    assert cell(table, ("language_in_common", "labels"), "value") == pytest.approx(5 / 8)
    # By the first language be1-be2 and be2-nl1 alone are within.
    assert cell(table, ("e_i_index", "labels"), "value") == pytest.approx((6 - 2) / 8)
    # Dealt out anew, a pair has the chance that any two of the eight cities have.
    languages = [languages_of(land, told) for land, told in
                 [("BE", "nl")] * 2 + [("FR", "fr")] * 2 + [("NL", "nl"), ("CH", "de"),
                 ("GB", "en"), (None, "fr")]]  # fmt: skip
    common = [bool(one & other) for one, other in combinations(languages, 2)]
    mean = cell(table, ("language_in_common", "labels"), "null_mean")
    assert mean == pytest.approx(np.mean(common), abs=0.03)
    rows = {row[0] for row in FIND["mixing-by-country"](by_language(), Settings(draws=2)).rows}
    assert "language_in_common" not in rows


def test_draws_are_those_that_each_attribute_would_make_alone() -> None:
    links = by_language()
    settings = Settings(draws=20)
    told = {name: FIND[f"mixing-by-{name}"](links, settings) for name in ("country", "language")}
    # xx1 has a language and no country: these two are known of other nodes, and draw apart.
    for name, table in told.items():
        alone = {name: links.attributes[name], "country": links.attributes["country"]}
        assert FIND[f"mixing-by-{name}"](replace(links, attributes=alone), settings) == table
    known = links.kept(np.array([n != "xx1" for n in links.nodes]))
    both = FIND["mixing-by-country"](known, settings)
    with_others = replace(
        known,
        attributes={
            "country": known.attributes["country"],
            "continent": np.array(["EU"] * known.n, dtype=object),
            "eu": np.array([True, False] * 4, dtype=object)[: known.n],
        },
    )
    assert FIND["mixing-by-country"](with_others, settings) == both
