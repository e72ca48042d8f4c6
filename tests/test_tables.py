"""Tables for people: nothing is lost, nothing is wider than the terminal."""

from __future__ import annotations

import re

import pyoxigraph as px
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from twingraph.prefixes import expand
from twingraph.store import Rows
from twingraph.tables import objects_csv, objects_json, python_value, rows_table, text_table

# Printing characters, the no-break spaces and some wide ones; what a label may hold.
LETTERS = st.sampled_from("abcdeéà-:/_,. 0129\u00a0\u202f大垣")
CELLS = st.text(alphabet=LETTERS, max_size=60)
TABLES = st.integers(min_value=1, max_value=7).flatmap(
    lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=5)
)


def plain(text: str) -> list[str]:
    """Return the characters that print, sorted: what no layout may lose."""
    return sorted(re.sub(r"\s|─", "", text))


@given(TABLES, st.integers(min_value=40, max_value=120))
def test_nothing_is_lost_and_nothing_is_too_wide(rows: list[list[str]], width: int) -> None:
    columns = [f"c{i}" for i in range(len(rows[0]))]
    text = text_table(columns, rows, width=width, colour=False)
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    if "─" in text:
        assert plain(text) == plain("".join(columns + [c for row in rows for c in row]))
    else:  # too many columns: one row below the other, each cell that holds something
        said = [h + c for row in rows for h, c in zip(columns, row, strict=True) if c]
        assert plain(text) == plain("".join(said))


def test_a_table_that_fits_is_one_line_a_row() -> None:
    rows = [["hue-vn", "2010", "Huế"], ["ogaki-jp", "", "大垣"]]
    assert text_table(["city", "since", "name"], rows, width=80, colour=False, right=["since"]) == (
        "city      since  name\n"
        "─────────────────────\n"
        "hue-vn     2010  Huế\n"
        "ogaki-jp         大垣\n"
    )


def test_lines_break_at_words_and_signs_never_at_no_break_spaces() -> None:
    rows = [["city:bourg-en-bresse-fr", "Le mot\u00a0: la rubrique de 2024-07-19 et la suite"]]
    text = text_table(["a", "b"], rows, width=30, colour=False)
    cells = [re.split(r" {2,}", line) for line in text.splitlines()[2:]]
    left = [found[0] for found in cells if found[0]]
    right = [found[1] for found in cells if len(found) > 1]
    assert "".join(left) == rows[0][0]
    assert " ".join(right) == rows[0][1]
    assert all(line[-1] in ":-" for line in left[:-1])


def test_a_column_that_must_stay_whole_does() -> None:
    name = "agreements-expiring-before"
    text = text_table(["n", "s"], [[name, "word " * 30]], width=60, colour=False, whole=["n"])
    assert name in text


def test_many_columns_become_records() -> None:
    rows = [[str(i) * 9 for i in range(8)], ["only", *[""] * 7]]
    text = text_table([f"c{i}" for i in range(8)], rows, width=60, colour=False)
    assert text.startswith("c0  000000000\nc1  111111111\n")
    assert text.endswith("c7  777777777\n\nc0  only\n")


def test_no_column_and_no_row() -> None:
    assert rows_table(Rows((), []), width=80, colour=False).strip() == ""
    assert rows_table(Rows(("a",), []), width=80, colour=False).splitlines()[0] == "a"


def test_markup_stays_text_and_a_label_does_not_colour_the_terminal() -> None:
    text = text_table(["a"], [["[red]x[/red]"], ["\x1b[31mx\x07"]], width=80, colour=True)
    assert text.splitlines() == ["\x1b[1ma\x1b[0m", "─" * 12, "[red]x[/red]", "\ufffd[31mx\ufffd"]


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("5", "xsd:integer", 5),
        ("5", "xsd:int", 5),
        ("2024", "xsd:gYear", 2024),
        ("2.5", "xsd:float", 2.5),
        ("1", "xsd:boolean", True),
        ("x", "xsd:integer", "x"),
        ("yes", "xsd:boolean", "yes"),
        ("2024Z", "xsd:gYear", "2024Z"),
        ("2024-01-01", "xsd:date", "2024-01-01"),
    ],
)
def test_a_literal_is_what_its_datatype_allows(text: str, datatype: str, expected: object) -> None:
    found = python_value(px.Literal(text, datatype=px.NamedNode(expand(datatype))))
    assert (found, type(found)) == (expected, type(expected))


def test_numbers_stand_to_the_right_wherever_all_are_numbers() -> None:
    year, text = px.Literal(2010), px.Literal("x")
    assert rows_table(Rows(("number",), [(year,), (None,)]), width=80, colour=False) == (
        "number\n──────\n  2010\n\n"
    )
    mixed = rows_table(Rows(("number",), [(year,), (text,)]), width=80, colour=False)
    assert mixed.endswith("\n2010\nx\n")


def test_plain_rows_as_csv_and_json() -> None:
    rows: list[list[object]] = [["Huế", 3], ['a,"b"', None]]
    assert objects_csv(["name", "n"], rows) == 'name,n\nHuế,3\n"a,""b""",\n'
    assert objects_csv(["x", "y"], [["a\rb", ""]]) == 'x,y\n"a\rb",\n'
    assert objects_csv(["x"], [[""], ["b"]]) == 'x\n""\nb\n'
    assert objects_json(["name", "n"], rows).startswith('[\n  {\n    "name": "Huế",\n    "n": 3')
