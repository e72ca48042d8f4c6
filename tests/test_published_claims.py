"""The page of published claims: its tables come from the script, its figures from the lists."""

from __future__ import annotations

import re

import networkx as nx
import pytest
from bench.published_claims import KONECT, PAGE, networks, tables, written

from importing import WORLD
from readme_examples import ROOT
from twingraph.projections.model import from_networkx


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def cells(page: str, table: str) -> dict[str, list[str]]:
    """Return the rows of one of the page's tables by their first cell."""
    found = re.search(rf"<!-- table: {table} -->\n(.*?)\n<!-- end -->", page, re.DOTALL)
    assert found is not None
    rows = [line.strip("| ").split(" | ") for line in found[1].splitlines()[2:]]
    return {row[0]: row[1:] for row in rows}


def test_figures_of_a_made_up_list_are_those_of_networkx() -> None:
    graph = nx.gnp_random_graph(60, 0.1, seed=3)
    for node, about in graph.nodes(data=True):
        about |= {"country": "AB"[node % 2], "latitude": node % 60.0, "longitude": node * 2.0}
    made = tables({"made up": from_networkx(graph)}, draws=3)
    assert set(made) == {"sizes", "assortativity", "transitivity", "distance"}
    largest = max(nx.connected_components(graph), key=len)
    name, cities, pairs, components, share, _ = made["sizes"][1]
    assert (name, cities, pairs) == ("made up", "60", str(graph.number_of_edges()))
    assert int(components) == nx.number_connected_components(graph)
    assert share == f"{100 * len(largest) / 60:.2f} %"
    abroad = nx.Graph([(s, t) for s, t in graph.edges if s % 2 != t % 2])
    _, found, drawn, between = made["assortativity"][1]
    assert found == f"{nx.degree_assortativity_coefficient(graph):+.3f}"
    assert between == f"{nx.degree_assortativity_coefficient(abroad):+.3f}"
    assert re.fullmatch(r"[+-]0\.\d{3} \[[+-]0\.\d{3}, [+-]0\.\d{3}\]", drawn)
    assert [row[1] for row in made["distance"][1:]] == ["–", "uniform", "degrees", "country"]
    assert made["transitivity"][1][1] == f"{nx.transitivity(graph):.4f}"


def test_tables_are_written_in_their_places_and_others_stay() -> None:
    page = "one\n<!-- table: a -->\nold\n<!-- end -->\ntwo\n<!-- table: b -->\nkept\n<!-- end -->\n"
    new = written(page, {"a": [("list", "n"), ("x", "1")]})
    assert cells(new, "a") == {"x": ["1"]}
    assert "kept" in new
    assert "old" not in new
    assert written(new, {}) == new
    with pytest.raises(SystemExit, match="'c'"):
        written(page, {"c": [("list",)]})


def test_the_page_holds_what_konect_publishes_and_where_we_differ(page: str) -> None:
    told = cells(page, "konect")
    assert [(name, told[name][0]) for name, *_ in KONECT] == [row[:2] for row in KONECT]
    # The exact mean is that of the world data's README.
    assert told["mean distance"] == ["7.65392", "7.34813", "**not**"]
    differ = {name for name, (published, found, _) in told.items() if published != found}
    assert len(told) == 14
    assert differ == {name for name, row in told.items() if row[2] == "**not**"}
    assert all("distance" in name for name in differ)
    assert len(differ) == 4


def test_the_page_s_wikipedia_is_that_of_the_world_data(page: str) -> None:
    assert cells(page, "sizes")["Wikipedia 2026"][:4] == ["17,717", "25,914", "1,401", "79.66 %"]
    assert cells(page, "assortativity")["Wikipedia 2026"][0] == "+0.376"
    assert cells(page, "transitivity")["Wikipedia 2026"][0] == "0.1724"


@pytest.mark.skipif(not WORLD.is_dir(), reason="../shared/world is not beside this checkout")
def test_the_lists_are_read_whole(page: str) -> None:
    """Nodes and pairs are those of NetworkX on the same rows; what is random is not drawn anew."""
    for name, links in networks(WORLD).items():
        graph = nx.Graph(zip(links.sources.tolist(), links.targets.tolist(), strict=True))
        graph.remove_edges_from(nx.selfloop_edges(graph))
        told = cells(page, "sizes")[name]
        assert told[:2] == [f"{links.n:,}", f"{graph.number_of_edges():,}"]


def test_links_of_the_page_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page)
    assert links
    assert [name for name in links if not (ROOT / "docs" / name).exists()] == []
