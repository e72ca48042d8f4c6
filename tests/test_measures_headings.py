"""What readers are told for columns and values: words for each, in French on a terminal too."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from small_world import small_world_quads
from twingraph.bundled import bundled_quads
from twingraph.cli import measure as command
from twingraph.measures.catalogue import measures
from twingraph.measures.formats import table
from twingraph.measures.headings import COLUMNS, HIDDEN, PUBLISHED, SCOPES, VALUES, column, remark
from twingraph.measures.measuring import measure
from twingraph.measures.model import Measured, Table
from twingraph.measures.published import published
from twingraph.store import Graph


@pytest.fixture(scope="module")
def found() -> list[Measured]:
    """Return what every measure finds in a world of lists and of one city's report."""
    world = Graph.memory([*bundled_quads(), *small_world_quads(beside_namur=True)])
    return [measure(world, name, draws=2, force=True) for name in measures()]


def test_every_column_of_every_measure_has_a_word(found: list[Measured]) -> None:
    named = {name for one in found for name in one.table.columns}
    assert len(found) == len(measures()) > 50
    assert len(named) > 100
    assert named - COLUMNS.keys() == set()


def test_every_figure_and_null_has_a_word(found: list[Measured]) -> None:
    values = {
        str(row[place])
        for one in found
        for place, name in enumerate(one.table.columns)
        if name in ("measure", "null", "by", "what", "state", "model", "term")
        for row in one.table.rows
        if row[place] is not None and one.measure.name != "published-counts"
    }
    assert len(values) > 60
    assert values - VALUES.keys() == set()


def test_every_scope_has_a_word() -> None:
    assert {one.scope for one in measures().values()} <= SCOPES.keys()


def test_what_others_have_counted_is_told_in_french() -> None:
    counts = published()
    assert len(counts) >= 7
    assert {one.counts for one in counts} <= PUBLISHED.keys()
    authors = {one.by.partition(", http")[0] for one in counts}
    assert authors - PUBLISHED.keys() == {"CLAIR Sydney"}


def test_a_label_beside_a_name_is_that_of_the_partner() -> None:
    assert column("label").fr == "nom"
    assert column("label", ("label", "name")).fr == "avec"


def test_a_remark_names_columns_as_its_table_does() -> None:
    held = Table(
        ("measure", "share_of_pairs", "extreme", "null"), (("nodes", 1, 2, "country"),), "x"
    )
    said = "extreme: country; share_of_pairs, extremely, distance"
    assert remark(said, held, "fr") == (
        "part aussi extrême: mêmes pays; part des paires, extremely, distance"
    )
    assert remark("stable_share", held, "fr") == "part des villes stables"
    assert remark(said, held, "en") == "extreme: country; share of pairs, extremely, distance"


def asked(*options: str) -> str:
    found = CliRunner().invoke(command.measure, options, catch_exceptions=False)
    assert found.exit_code == 0
    return found.stdout


def test_a_terminal_in_french_has_french_columns_values_and_names() -> None:
    lines = [
        line.split("  ")
        for line in asked("inventory", "--lang", "fr", "--format", "table").split("\n")
    ]
    cells = [[cell.strip() for cell in line if cell] for line in lines]
    assert cells[0] == ["selon", "valeur", "liens", "paires"]
    assert ["nature", "jumelage", "2", "2"] in cells
    assert ["rubrique", "villes cousines", "2", "2"] in cells
    degrees = asked("degree", "--lang", "fr", "--format", "table")
    assert degrees.split()[:3] == ["nœud", "nom", "partenaires"]
    assert "Québec " in degrees
    assert "Québec City" not in degrees
    assert "nœud" in asked("--list", "--lang", "fr", "--format", "table")


def test_programs_read_the_same_names_in_both_languages() -> None:
    for form in ("csv", "json"):
        french, english = (
            asked("hinges", "--lang", lang, "--format", form) for lang in ("fr", "en")
        )
        assert french == english
    (read,) = json.loads(asked("hinges", "--lang", "fr", "--format", "json"))
    assert list(read["rows"][0])[:4] == ["node", "label", "who", "name"]
    assert asked("--list", "--lang", "fr", "--format", "csv").startswith("name,scope,summary\n")


def test_an_identifier_goes_before_it_is_broken() -> None:
    made = measure(None, "dormant")
    narrow, wide = (
        table(made, "en", top=0, width=width, colour=False).splitlines() for width in (60, 120)
    )
    assert narrow[0].split()[0] == "label"
    assert wide[0].split()[:2] == ["node", "label"]
    assert "node" in HIDDEN
