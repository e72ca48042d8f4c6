"""Pairs of Wikidata items become directed statements between places known by their items."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing import findings, links, places, records, spec
from twingraph.errors import UsageError
from twingraph.imports.model import Link, Place, Provenance, Record, Spec, Word
from twingraph.imports.reading import read

PAIRS = "Q134121\tQ2145\nhttp://www.wikidata.org/entity/Q2145\twd:Q36167\n"
NAMES = "Q2145\tQuébec\nQ134121\t\n<http://www.wikidata.org/entity/Q36167>\tHuế\n"


def with_names(folder: Path, names: str, pairs: str = PAIRS) -> list[Record]:
    (folder / "pairs.tsv").write_text(pairs, encoding="utf-8")
    (folder / "names.tsv").write_text(names, encoding="utf-8")
    specified = Spec(
        "made-up",
        "items",
        Provenance("Made up", "Inventé"),
        file="pairs.tsv",
        files={"names": "names.tsv"},
        language="de",
        directed=True,
        word="P190",
        words={"p190": Word("kind:twinning")},
    )
    begun = read(specified, folder)
    found = list(begun)
    assert sorted(begun.files) == ["file", "names"]
    assert all(len(digest) == 64 for digest in begun.files.values())
    return found


def test_each_row_is_a_statement_of_its_first_item(tmp_path: Path) -> None:
    found = with_names(tmp_path, NAMES)
    assert places(found) == [
        Place("Q134121", "Q134121", wikidata="Q134121"),
        Place("Q2145", "Québec", "de", wikidata="Q2145"),
        Place("Q36167", "Huế", "de", wikidata="Q36167"),
    ]
    assert links(found) == [
        Link("Q134121-Q2145", "Q134121", "Q2145", "P190", "kind:twinning"),
        Link("Q2145-Q36167", "Q2145", "Q36167", "P190", "kind:twinning"),
    ]
    assert findings(found) == []


def test_doubtful_names_are_told_and_no_row_is_lost(tmp_path: Path) -> None:
    found = with_names(tmp_path, "item\tlabel\nQ2145\tQuébec\tmore\nQ36167\tHuế\n")
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [
        (1, "identifier", True),
        (2, "columns", True),
    ]
    assert [place.name for place in places(found)] == ["Q134121", "Q2145", "Huế"]
    assert len(links(found)) == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Namur\tQ2145", "identifier"),
        ("Q2145\t", "identifier"),
        ("Q2145\tP190", "identifier"),
        ("Q2145", "columns"),
        ("Q1\tQ2\tQ3", "columns"),
    ],
)
def test_a_row_that_is_no_pair_of_items_is_dropped(tmp_path: Path, row: str, code: str) -> None:
    found = records(tmp_path, f"{PAIRS}{row}\n{PAIRS}", spec("items"))
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [(3, code, False)]
    assert len(links(found)) == 4


def test_a_header_and_other_columns_are_mapped(tmp_path: Path) -> None:
    columns = {"wikidata1": "object", "wikidata2": "subject", "row": "id"}
    table = "id,subject,object\nS-1,Q1,Q2\n"
    assert links(records(tmp_path, table, spec("items", columns=columns))) == [
        Link("S-1", "Q2", "Q1")
    ]


def test_an_item_tied_to_itself_is_kept_and_told(tmp_path: Path) -> None:
    found = records(tmp_path, "Q1,Q1\n", spec("items"))
    assert [(one.code, one.kept) for one in findings(found)] == [("self-link", True)]
    assert len(links(found)) == 1


def test_a_specification_without_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="made-up names no file"):
        list(read(spec("items"), tmp_path))
