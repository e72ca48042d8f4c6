"""What sources say of a city's partners, side by side: worked out by hand from the small world."""

from __future__ import annotations

import csv
import io
import json
import subprocess

import pytest

from running import ran
from small_world import small_world_quads
from twingraph.bundled import bundled_quads
from twingraph.comparing import Comparison, compare_sources
from twingraph.errors import UsageError
from twingraph.store import Graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory([*bundled_quads(), *small_world_quads(beside_namur=True)], "both")


def cells(found: Comparison) -> dict[str, dict[str, str]]:
    return {row[0]: dict(zip(found.columns(), row, strict=True)) for row in found.rows()}


def test_each_source_has_a_cell_and_silence_is_an_empty_one(graph: Graph) -> None:
    found = compare_sources("namur", graph)
    assert found.columns() == (
        "partner", "name", "namur-2024", "almanac-2026", "items-2022", "yearbook-2020", "note",
    )  # fmt: skip
    rows = cells(found)
    assert len(rows) == 14
    lafayette = rows["city:lafayette-la-us"]
    assert (lafayette["namur-2024"], lafayette["almanac-2026"]) == ("yes", "")
    # Only Namur's item states it; the yearbook knows since when, and not who says so.
    assert (lafayette["items-2022"], lafayette["yearbook-2020"]) == ("yes →", "1979")
    assert lafayette["note"] == ""
    assert rows["city:hue-vn"]["note"] == "only the report"
    assert rows["city:wikidata-q999999901"]["note"] == "not in the report"


def test_a_city_without_a_report_has_only_lists(graph: Graph) -> None:
    rows = cells(compare_sources("cologne-de", graph))
    assert rows["city:liverpool-gb"]["registry-2015"] == "1952"
    assert rows["city:liverpool-gb"]["yearbook-2020"] == "1953"
    assert rows["city:lille-fr"]["items-2022"] == "yes ←"  # Lille's item alone
    assert rows["city:turin-it"]["items-2022"] == "yes"  # both
    assert rows["city:rotterdam-nl"]["note"] == "one source"
    # Seen from Lafayette, Namur's report is one source among others.
    seen = cells(compare_sources("lafayette-la-us", graph))["city:namur-be"]
    assert (seen["namur-2024"], seen["items-2022"]) == ("yes ←", "yes ←")


def test_the_language_changes_the_words_alone(graph: Graph) -> None:
    english, french = (compare_sources("namur", graph, lang=lang) for lang in ("en", "fr"))
    assert [row.told for row in sorted(english.partners, key=lambda r: r.partner)] == [
        row.told for row in sorted(french.partners, key=lambda r: r.partner)
    ]
    assert "le rapport seul" in {french.note(row) for row in french.partners}
    assert "ne le nie pas" in french.legend()


def test_an_unknown_city_is_refused(graph: Graph) -> None:
    with pytest.raises(UsageError, match="unknown city 'atlantis'"):
        compare_sources("atlantis", graph)


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return ran("city", *args)


def test_the_command_prints_a_table_that_fits_and_the_same_as_csv_and_json() -> None:
    table = run("namur", "--claims", "--lang", "fr")
    assert (table.returncode, table.stderr) == (0, "")
    assert max(map(len, table.stdout.splitlines())) <= 80
    assert "A  Rapport annuel 2024" in table.stdout
    rows = list(csv.DictReader(io.StringIO(run("namur", "--claims", "--format", "csv").stdout)))
    assert len(rows) == 13
    assert {row["namur-2024"] for row in rows} == {"yes"}
    assert json.loads(run("namur", "--claims", "--format", "json").stdout) == rows


@pytest.mark.parametrize("args", [("--format", "csv"), ("--claims", "--format", "markdown")])
def test_a_format_that_does_not_go_with_the_option_is_refused(args: tuple[str, ...]) -> None:
    done = run("namur", *args)
    assert done.returncode == 2
    assert "does not go with this" in done.stderr
