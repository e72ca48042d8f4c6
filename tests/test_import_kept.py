"""What is kept of a source: written once, read back the same, each row under a key of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph.errors import DataError
from twingraph.imports.kept import PLACES, ROWS, read_places, read_rows, read_source, write_kept
from twingraph.imports.model import (
    Finding,
    KeptSource,
    Link,
    Member,
    Place,
    Provenance,
    Record,
    Spec,
    Word,
)

SPEC = Spec(
    "lists",
    "pairs",
    Provenance("Lists", "Listes", data_date="2026-02"),
    file="lists.csv",
    words={"p": Word(form="form:partnership")},
)
HERE, THERE = Place("a", "Here", latitude=1.5), Place("b", "Là-bas", "fr", "France")


def kept(folder: Path, records: Iterable[Record], *, strict: bool = False) -> KeptSource:
    return write_kept(folder, SPEC, records, lambda: ({"file": "0" * 64}, 7), strict=strict)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows: list[Link | Member] = [
        Link("3", "a", "b", "twin", started="within-1987"),
        Member("4", "b", "network:aimf"),
    ]
    finding = Finding("too few columns", 2)
    source = kept(tmp_path / "s", [HERE, THERE, HERE, finding, *rows])
    assert list(read_places(tmp_path / "s")) == [HERE, THERE]
    assert list(read_rows(tmp_path / "s")) == rows
    assert read_source(tmp_path / "s") == source
    assert (source.read, source.links, source.members, source.places) == (7, 1, 1, 2)
    assert (source.found, source.findings) == (1, (finding,))


@given(st.lists(st.sampled_from(["1", "2", "3", "10", "007", "a", "a#2", "-1"]), min_size=1))
def test_no_two_rows_have_one_key(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("rows") / "s"
    source = kept(folder, [HERE, THERE, *(Link(key, "a", "b") for key in keys)])
    written = [row.row for row in read_rows(folder)]
    assert len(set(written)) == len(keys)
    assert {key.partition("#")[0] for key in written} == {key.partition("#")[0] for key in keys}
    assert source.found == sum(1 for a, b in zip(keys, written, strict=True) if a != b)


def test_a_place_keeps_what_any_row_says_of_it(tmp_path: Path) -> None:
    first = Place("q90", "Paris", wikidata="Q90")
    later = Place("q90", "Parys", "pl", "France", latitude=48.85, longitude=2.35, population=9)
    last = Place("q90", "Paris", latitude=1.0, longitude=1.0, wikidata="Q90")
    kept(tmp_path / "s", [first, later, last, HERE, Link("1", "q90", "a")])
    assert next(iter(read_places(tmp_path / "s"))) == Place(
        "q90", "Paris", "", "France", "", 48.85, 2.35, 9, wikidata="Q90"
    )


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "one", "two":
        kept(tmp_path / name, [HERE, THERE, Link("1", "a", "b")])
    for file in (PLACES, ROWS, "source.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_strict_reading_refuses_the_first_finding(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lists\.csv:2: too few columns \(nothing was imported"):
        kept(tmp_path / "s", [Finding("too few columns", 2), HERE], strict=True)


def test_how_a_file_was_read_is_nothing_wrong(tmp_path: Path) -> None:
    comma = Finding("latitude is written with a comma, and so read", 2, True, "decimal-comma")
    records: list[Record] = [comma, HERE, THERE, Link("1", "a", "b")]
    assert kept(tmp_path / "s", records, strict=True).found == 1
    doubtful = Finding("latitude: no number", 2, True, "coordinates")
    with pytest.raises(DataError, match="nothing was imported"):
        kept(tmp_path / "t", [doubtful, *records], strict=True)


def test_a_source_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no row of this source can be used: too few columns"):
        kept(tmp_path / "s", [HERE, Finding("too few columns", 2)])


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    kept(tmp_path / "s", [HERE, THERE, Link("1", "a", "b")])
    (tmp_path / "s" / ROWS).write_text('{"row":"1"\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.jsonl:1: the kept source is damaged"):
        list(read_rows(tmp_path / "s"))
    (tmp_path / "s" / "source.json").write_text(json.dumps({"spec": {}}), encoding="utf-8")
    with pytest.raises(DataError, match="the kept source is damaged"):
        read_source(tmp_path / "s")
