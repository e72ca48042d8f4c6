"""A portrait against chance: figures as NetworkX has them, and what stands beside each.

Oracle: NetworkX on random networks, and comparisons computed by hand.
"""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twingraph.measures.against import against
from twingraph.measures.model import Settings, Table
from twingraph.measures.portrait_against_nulls import (
    figures,
    find_portrait_against_nulls,
    find_portrait_in_countries,
)
from twingraph.projections.model import Links, from_networkx, links_of

NAMES = [f"n{number}" for number in range(12)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=40)


def rows(table: Table) -> dict[str, dict[str, float | None]]:
    numbers = {}
    for name, *values in table.rows:
        assert isinstance(name, str)
        numbers[name] = dict(zip(table.columns[1:], values, strict=True))
    return numbers  # type: ignore[return-value]


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_figures_are_those_of_networkx(pairs: list[tuple[str, str]]) -> None:
    links = links_of("test", pairs, nodes={name: {} for name in NAMES})
    graph = nx.Graph(links.to_networkx())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    found = figures(links.simple)
    sizes = sorted(map(len, nx.connected_components(graph)), reverse=True)
    assert found["components"] == len(sizes)
    assert found["largest_share"] == pytest.approx(sizes[0] / len(NAMES))
    assert found["second_component"] == (sizes[1] if len(sizes) > 1 else None)
    assert found["clustering"] == pytest.approx(nx.average_clustering(graph), abs=1e-9)
    degrees = [degree for _, degree in graph.degree()]
    if max(degrees) > 1:
        several = [node for node, degree in graph.degree() if degree > 1]
        share = nx.average_clustering(graph, several)
        assert found["transitivity"] == pytest.approx(nx.transitivity(graph), abs=1e-9)
        assert found["clustering_of_two"] == pytest.approx(share, abs=1e-9)
    else:
        assert found["transitivity"] is found["clustering_of_two"] is None
    if len(set(degrees) - {0}) > 1:
        known = nx.degree_assortativity_coefficient(graph)
        assert found["assortativity"] == pytest.approx(known, abs=1e-9)
    else:
        assert found["assortativity"] is None


def test_cliques_are_more_clustered_than_their_degrees_say() -> None:
    links = from_networkx(nx.disjoint_union_all([nx.complete_graph(4) for _ in range(8)]))
    found = rows(find_portrait_against_nulls(links, Settings(draws=40)))
    assert found["transitivity"]["value"] == 1
    high = found["transitivity"]["null_high"]
    assert high is not None
    assert high < 0.5
    assert found["transitivity"]["extreme"] == pytest.approx(1 / 41)
    assert found["components"]["value"] == 8
    # All degrees are 3: nothing to correlate.
    assert set(found["assortativity"].values()) == {None}


def test_what_countries_make_is_within_their_null() -> None:
    # Cities of many partners in two countries that are tied among themselves, others in two more.
    rng = np.random.default_rng(6)
    pairs = []
    for one, other, number in (("a", "b", 300), ("c", "d", 90)):
        ends = rng.integers(0, 30, (number, 2)).tolist()
        pairs += [(f"{one}{x:02}", f"{other}{y:02}") for x, y in ends]
    nodes = {end: {"country": end[0]} for pair in pairs for end in pair}
    links = links_of("test", pairs, nodes=nodes)
    degrees = rows(find_portrait_against_nulls(links, Settings(draws=40)))["assortativity"]
    countries = rows(find_portrait_in_countries(links, Settings(draws=40)))["assortativity"]
    assert degrees["z"] is not None
    assert countries["z"] is not None
    assert abs(countries["z"]) < 4
    assert degrees["z"] > 10


def test_a_random_network_is_within_its_null() -> None:
    graph = nx.gnm_random_graph(120, 360, seed=4)
    found = rows(find_portrait_against_nulls(from_networkx(graph), Settings(draws=60)))
    shares = [found[name]["extreme"] for name in ("transitivity", "clustering", "assortativity")]
    assert min(share for share in shares if share is not None) > 0.05


@pytest.mark.parametrize("links", [links_of("none", []), links_of("loop", [("a", "a")])])
def test_without_a_pair_only_what_is_defined_is_told(links: Links) -> None:
    table = find_portrait_against_nulls(links, Settings(draws=3))
    found = rows(table)
    assert found["transitivity"]["value"] is None
    assert found["assortativity"]["null_mean"] is None
    assert found["components"]["value"] == links.n
    assert len(table.notes) == 2


def test_the_same_settings_give_the_same_table_whatever_the_names() -> None:
    graph = nx.gnm_random_graph(40, 90, seed=1)
    links = from_networkx(graph)
    one = find_portrait_against_nulls(links, Settings(draws=5))
    assert one == find_portrait_against_nulls(links, Settings(draws=5))
    assert one != find_portrait_against_nulls(links, Settings(draws=5, seed=3))
    assert one.null is not None
    assert one.draws == 5


def test_a_value_stands_beside_mean_interval_and_share() -> None:
    # The mean of all six is 22/6: 7 is 3.33 from it, 1 is 2.67.
    told = [3.0, 1.1, 4.9, 4 / math.sqrt(2.5), 1 / 6]
    assert list(against(7.0, [1.0, 2.0, 3.0, 4.0, 5.0])) == pytest.approx(told)
    assert against(5.0, [1.0, 2.0, 3.0, 4.0, 5.0])[-1] == pytest.approx(3 / 6)


def test_what_is_not_defined_is_left_out_and_never_invented() -> None:
    assert against(1.0, []) == (None,) * 5
    assert against(1.0, [None, None]) == (None,) * 5
    assert against(None, [1.0, 3.0])[:1] == (2.0,)
    assert against(None, [1.0, 3.0])[3:] == (None, None)
    assert against(2.0, [1.0, None, 3.0])[0] == 2.0
    # A null that never varies has no z; a value like it is as extreme as any.
    assert against(0.3, [0.1 + 0.2, 0.3])[3:] == (None, 1.0)
    assert against(2.0, [1.0] * 99)[3:] == (None, 0.01)


def test_shares_are_a_test_of_the_right_size() -> None:
    # Value and draws of one law: at most 5 % of the shares are 5 % or less.
    drawn = np.random.default_rng(2).exponential(size=(400, 40))
    shares = [against(float(one[0]), one[1:].tolist())[-1] for one in drawn]
    assert 0.02 < np.mean([share <= 0.05 for share in shares if isinstance(share, float)]) < 0.08
