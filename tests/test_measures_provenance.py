"""What a table says of its network: its pairs, what was chosen, and what only a report tells."""

from __future__ import annotations

import json

import numpy as np
import pytest

from small_world import small_world_quads
from twingraph.bundled import bundled_quads
from twingraph.measures.formats import document, metadata, provenance_lines
from twingraph.measures.measuring import measure
from twingraph.projections.model import links_of
from twingraph.projections.stored import DONE, links
from twingraph.store import Graph


@pytest.fixture(scope="module")
def world() -> Graph:
    """Return a world of lists and of one city's report."""
    return Graph.memory([*bundled_quads(), *small_world_quads(beside_namur=True)])


def test_pairs_are_those_of_the_simple_network() -> None:
    made = measure(links_of("x", [("a", "b"), ("b", "a"), ("a", "c"), ("c", "c")]), "degree")
    assert (made.provenance.m, made.provenance.pairs) == (4, 2)
    assert "size: n = 3, m = 4, pairs = 2" in provenance_lines(made.provenance, "en")
    assert "taille\u00a0: n = 3, m = 4, paires = 2" in provenance_lines(made.provenance, "fr")


def test_what_was_chosen_is_told_in_every_format(world: Graph) -> None:
    chosen = links(world, sources=["yearbook-2020", "registry-2015"], statuses=())
    said = "sources: registry-2015, yearbook-2020; statuses: all"
    made = measure(chosen, "degree")
    assert made.provenance.choice == said
    assert f"choice: {said}" in provenance_lines(made.provenance, "en")
    (found,) = json.loads(document([made], 0))
    (about,) = json.loads(metadata(made, "x.csv"))["notes"]
    for given in (found["provenance"], about["provenance"]):
        assert (given["choice"], given["pairs"]) == (said, chosen.simple.m)


def test_what_was_chosen_of_the_graph_is_told_too(world: Graph) -> None:
    few = world.restrict(["yearbook-2020", "namur-2024"]).stated_only()
    said = "sources: namur-2024, yearbook-2020; stated only"
    assert links(few).choice == links(few, "visits").choice == said
    assert measure(few, "degree").provenance.choice == said
    assert links(few, statuses=()).choice == f"{said}; statuses: all"
    assert (
        "choix\u00a0: sources\u00a0: namur-2024, yearbook-2020\u202f; seulement ce qui est dit"
        in (provenance_lines(measure(few, "degree").provenance, "fr"))
    )


def test_of_the_usual_choice_nothing_is_said(world: Graph) -> None:
    made = measure(links(world, statuses=tuple(reversed(DONE))), "degree")
    assert made.provenance.choice == ""
    assert not any(line.startswith("choice") for line in provenance_lines(made.provenance, "en"))
    (found,) = json.loads(document([made], 0))
    assert found["provenance"]["choice"] is None


def test_links_that_a_report_alone_tells_are_counted_in_a_note(world: Graph) -> None:
    held = links(world)
    number = sum(each == "namur-2024" for each in held.columns["sources"].tolist())
    assert 0 < number < held.m
    for name in ("degree", "closeness", "degree-bands"):
        note = measure(held, name, draws=2).table.notes[-1]
        assert note.en.startswith(f"{number} of {held.m} links are told by the report of Namur")
        assert note.fr.startswith(f"{number} des {held.m} liens")
    told = measure(held, "position", draws=2).table.notes
    assert not any("of Namur" in note.en for note in told)


@pytest.mark.parametrize("name", ["members-tied", "shared-members", "layer-overlap"])
def test_a_network_that_a_report_alone_tells_is_compared_with_no_chance(
    world: Graph, name: str
) -> None:
    made = measure(world, name, draws=5)
    assert links(world, made.measure.projection).reports == ("namur-2024",)
    assert made.table.notes[-1].en.endswith("(position leaves these links out)")
    assert "told by the report of Namur alone" in made.table.notes[-1].en
    if name == "layer-overlap":
        return
    frame = made.frame()
    of_report = frame.apply(lambda row: any("aimf" in str(cell).lower() for cell in row), axis=1)
    null = frame[["null_mean", "null_low", "null_high", "z", "extreme"]]
    assert of_report.any()
    assert null[of_report].isna().all(axis=None)
    assert null.loc[~of_report, "null_mean"].notna().any()
    assert any("only a city's own report tells members of" in note.en for note in made.table.notes)
    last = frame.columns[-1]  # ratio, adjusted
    assert frame.loc[of_report, last].isna().all()
    # Without a list beside it, and if one insists, there is nothing that it is left out of.
    alone = measure(Graph.memory(bundled_quads()), name, draws=5, force=True)
    assert alone.frame()["null_mean"].notna().any()


def test_without_a_report_or_with_reports_alone_there_is_no_such_note(world: Graph) -> None:
    namur = Graph.memory(bundled_quads())
    listed = links(world, sources=["yearbook-2020"])
    assert not np.any(listed.attributes["own"].astype(bool) & (listed.degrees > 1))
    for what in (namur, listed, links_of("x", [("a", "b")])):
        notes = measure(what, "degree").table.notes
        assert not any("report of" in note.en for note in notes)


def test_where_no_list_is_nobody_has_a_position_and_a_note_says_so() -> None:
    made = measure(Graph.memory(bundled_quads()), "position", force=True, draws=2)
    assert made.table.rows == ()
    assert any("nobody is ranked" in note.en for note in made.table.notes)
