"""Measured tables on a terminal of 80 columns: numbers and names of rows stay on one line."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from twingraph.measures.catalogue import find_measure
from twingraph.measures.formats import about, shown, table
from twingraph.measures.measuring import measure
from twingraph.measures.model import Measure, Measured, Table, Value, Words
from twingraph.projections.model import from_networkx


def printed(columns: tuple[str, ...], *rows: tuple[Value, ...], name: str = "made") -> list[str]:
    """Return the lines of a table on 80 columns, without what stands below it."""
    said = Words("what", "quoi")
    asked = Measure("asked", "node", said, "", said, "", lambda *_: held)
    held = Table(columns, rows, "hand")
    told = replace(measure(from_networkx(nx.path_graph(2)), "degree").provenance,
                   graph="a125", projection=name)  # fmt: skip
    text = table(Measured(asked, held, told), "en", top=0, width=80, colour=False)
    lines = text.splitlines()
    assert all(len(line) <= 80 for line in lines)
    return lines


MIXING = ("measure", "value", "null", "null_mean", "null_low", "null_high", "z", "extreme")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("e_i", "-0.0168351 -0.00259821 -0.031572 0.0263755 -0.330078"),
        ("assortativity", "-0.01684 -0.002598 -0.03157 0.02638 -0.3301 0.6657"),
        ("assortativities", "-0.0168 -0.0026 -0.0316 0.0264 -0.33 0.666"),
    ],
)
def test_where_six_digits_do_not_fit_there_are_fewer(name: str, numbers: str) -> None:
    told = [-0.0168351, -0.00259821, -0.031572, 0.0263755, -0.330078, 0.665701]
    columns = ("measure", "null", "value", "null_mean", "null_low", "null_high", "z", "extreme")
    many = 2 + len(numbers.split())
    row: tuple[Value, ...] = (name, "degrees", *told)
    assert f"{name} degrees {numbers}" in [
        " ".join(line.split()) for line in printed(columns[:many], row[:many])
    ]


def test_a_heading_breaks_before_a_number_or_the_name_of_a_row_does() -> None:
    columns = ("country", *(f"{which}_quartile" for which in ("first", "second", "third", "next")))
    lines = printed((*columns, *("ties", "dated", "median")), ("BE", *[1950.0] * 4, 1, 2, 3))
    assert lines[0].split() == [
        "country",
        "first_",
        "second_",
        "third_",
        "next_",
        *("ties", "dated", "median"),
    ]
    assert lines[1].split() == ["quartile"] * 4
    assert lines[3].split() == ["BE", *["1950"] * 4, "1", "2", "3"]


def test_the_name_of_a_row_breaks_between_its_words_where_there_is_no_other_way() -> None:
    row = ("share_under_1000_km", 0.00531915, "uniform", 0.00265957, 0.000132979, 0.00518617)
    lines = printed(MIXING, (*row, 0.707107, 0.665701))
    assert [line.split()[0] for line in lines if line.startswith(("share_", "under_"))] == [
        *("share_", "under_1000_km"),
    ]


def test_what_fits_no_table_stands_one_below_the_other_with_all_its_digits() -> None:
    columns = tuple(f"coefficient{i}" for i in range(9))
    lines = printed(columns, tuple(i + 0.123456 for i in range(9)))
    assert lines[:9] == [f"coefficient{i}  {i + 0.123456:.6g}" for i in range(9)]
    # So does a text whose words would be broken.
    words = "Partnerschaftsvereinbarungen"
    lines = printed((*MIXING[:4], "z", "by"), ("DE", 7133, "somebody's", *[words] * 3))
    assert f"by         {words}" in lines


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.123456789, 6, "0.123457"),
        (0.123456789, 3, "0.123"),
        (1684.7, 3, "1685"),
        (9999.7, 4, "10000"),
        (-12345678.9, 6, "-12345679"),
        (3.0, 3, "3"),
        (12345, 3, "12345"),
        (True, 3, "True"),
        (None, 3, "–"),
    ],
)
def test_fewer_digits_change_no_whole_number(value: Value, digits: int, text: str) -> None:
    assert shown(value, digits) == text


def test_a_network_without_a_name_has_one_blank_before_its_version() -> None:
    assert "graph: a125" in printed(("a",), (1,), name="")
    assert "graph: made a125" in printed(("a",), (1,))


def test_a_networkx_graph_is_printed_with_its_version() -> None:
    made = measure(from_networkx(nx.path_graph(4)), "degree")
    assert "graph:  " not in table(made, "en", top=0, width=80, colour=False)


def test_remarks_end_between_words_on_a_terminal_and_nowhere_in_a_file() -> None:
    made = measure(None, "dormant")
    terminal, file = (
        table(made, "fr", top=0, width=60, colour=colour).splitlines() for colour in (True, False)
    )
    assert max(map(len, file)) > 100
    below = terminal[terminal.index("") :]
    assert max(map(len, below)) <= 60
    assert " ".join(line.strip() for line in below) == " ".join(file[file.index("") :])


def test_what_a_measure_is_fits_a_terminal() -> None:
    asked = find_measure("mixing-by-language")
    wide, narrow = about(asked, "fr"), about(asked, "fr", 60)
    assert wide.startswith("mixing-by-language (réseau)\n")
    assert max(map(len, narrow.splitlines())) <= 60
    assert " ".join(narrow.split()) == " ".join(wide.split())
