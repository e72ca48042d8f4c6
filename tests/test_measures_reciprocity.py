"""Reciprocity of statements: told from both sides or from one, source by source.

Oracle: NetworkX's overall reciprocity, a network by hand, and the figure of Wikidata 2016.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph.errors import UsageError
from twingraph.measures.model import Settings, Table, Value
from twingraph.measures.reciprocity import ALL, find_reciprocity
from twingraph.projections.model import links_of

NAMES = [f"n{number}" for number in range(6)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=25)


def stated(pairs: list[tuple[str, str]], sources: list[str | None] | None = None) -> Table:
    columns = {} if sources is None else {"sources": sources}
    links = links_of("test", pairs, columns=columns, directed=True)
    return find_reciprocity(links, Settings())


def row(table: Table, source: str) -> dict[str, Value]:
    [found] = [row for row in table.rows if row[0] == source]
    return dict(zip(table.columns, found, strict=True))


@given(PAIRS)
def test_reciprocity_is_that_of_networkx(pairs: list[tuple[str, str]]) -> None:
    found = row(stated(pairs), ALL)
    graph = nx.DiGraph((source, target) for source, target in pairs if source != target)
    assert found["statements"] == graph.number_of_edges()
    assert found["pairs"] == graph.to_undirected().number_of_edges()
    known = nx.overall_reciprocity(graph) if graph.number_of_edges() else 0
    if known:
        assert found["reciprocity"] == pytest.approx(known, abs=1e-9)
    else:
        assert found["reciprocity"] is None


def test_each_source_is_told_apart() -> None:
    table = stated(
        [("a", "b"), ("b", "a"), ("a", "b"), ("a", "c"), ("b", "c"), ("c", "a"), ("d", "d")],
        ["w", "w", "x", "w | x", "w", "y", None],
    )
    assert [found[0] for found in table.rows] == [ALL, "w", "x", "y"]
    # a-b by w; a-c by w or x on one side and by y on the other; b-c by w alone.
    assert table.rows[0][1:] == (5, 3, 2, 1, 0, 2 / 3, 4 / 5)
    assert table.rows[1][1:] == (4, 3, 1, 2, 2, 1 / 3, 1 / 2)
    # x and y never tell a tie from both sides: they cannot say.
    assert table.rows[2][1:] == (2, 2, 0, 2, 2, None, None)
    assert table.rows[3][1:] == (1, 1, 0, 1, 1, None, None)
    assert [note.en.partition(":")[0] for note in table.notes] == [
        "no tie is told from both sides by x",
        "no tie is told from both sides by y",
    ]


def test_without_sources_there_is_one_row() -> None:
    table = stated([("a", "b"), ("b", "a"), ("b", "c")])
    assert table.rows == ((ALL, 3, 2, 1, 1, 1, 0.5, 2 / 3),)
    assert stated([]).rows == ((ALL, 0, 0, 0, 0, 0, None, None),)


def test_links_without_direction_state_nothing() -> None:
    with pytest.raises(UsageError, match="no direction"):
        find_reciprocity(links_of("list", [("a", "b")]), Settings())


def test_wikidata_of_2016_has_624_pairs_told_from_one_side() -> None:
    file = Path(__file__).resolve().parents[2] / "shared/world/wikidata-2016/relations.tsv"
    if not file.is_file():
        pytest.skip("../shared/world/wikidata-2016 is not beside this checkout")
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    found = row(stated([(line[0], line[1]) for line in lines]), ALL)
    assert (found["pairs"], found["one_side"]) == (17_401, 624)
