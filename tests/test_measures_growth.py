"""Growth: ties by their first year, by hand."""

from __future__ import annotations

import pytest

from twingraph.measures.growth import find_growth, find_growth_by_country
from twingraph.measures.model import Settings
from twingraph.projections.model import Links, links_of

SETTINGS = Settings()

PAIRS = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "d"), ("d", "a"), ("a", "a"), ("b", "c")]
YEARS = [1960.0, 1958.0, 1960.0, None, 1999.0, 1900.0, None]
COUNTRIES = {"a": "FR", "b": "DE", "c": "FR", "d": None, "e": "BE"}


def test_a_tie_begins_with_the_earliest_year_told_and_once() -> None:
    table = find_growth(links_of("x", PAIRS, columns={"year": YEARS}), SETTINGS)
    assert table.rows == ((1958, 1, 1, 1 / 3), (1960, 1, 2, 2 / 3), (1999, 1, 3, 1.0))
    assert table.notes[0].en.startswith("2 of 5 ties (40.0 %) have no year")
    assert "40,0" in table.notes[0].fr


def test_a_tie_between_two_countries_counts_in_both() -> None:
    links = links_of(
        "x",
        PAIRS,
        columns={"year": YEARS},
        nodes={city: {"country": country} for city, country in COUNTRIES.items()},
    )
    rows = {row[0]: row[1:] for row in find_growth_by_country(links, SETTINGS).rows}
    # France: a-b 1958, a-c 1960, c-d undated, a-d 1999, b-c undated.
    assert rows["FR"][:2] == (5, 3)
    assert rows["FR"][2] == pytest.approx(0.4)
    assert rows["FR"][3:] == (1958, 1958, 1960, 1999)
    assert rows["DE"] == (2, 1, 0.5, 1958, 1958, 1958, 1958)
    assert set(rows) == {"FR", "DE"}


def test_years_that_no_calendar_has_are_left_out_and_counted() -> None:
    odd = [1e300, 0.0, -3.0, 10_000.0, 9999.0, 1.0, 1958.0]
    pairs = [("a", end) for end in "bcdefgh"]
    table = find_growth(links_of("x", pairs, columns={"year": odd}), SETTINGS)
    assert [row[:3] for row in table.rows] == [(1, 1, 1), (1958, 1, 2), (9999, 1, 3)]
    assert table.notes[0].en.startswith("4 of 7 ties")
    assert table.notes[1].en.startswith("4 links have a year outside 1 to 9999")
    plain = find_growth(links_of("x", PAIRS, columns={"year": YEARS}), SETTINGS)
    assert len(plain.notes) == 2


def by_year(counts: dict[int, int]) -> Links:
    """Return links of which so many began in each year."""
    years = [float(year) for year, count in counts.items() for _ in range(count)]
    pairs = [(f"a{number}", f"b{number}") for number in range(len(years))]
    nodes: dict[str, dict[str, object]] = {f"a{number}": {"country": "DE"} for number in range(9)}
    return links_of("x", pairs, columns={"year": years}, nodes=nodes)


def test_a_year_that_stands_far_out_is_said_to_be_perhaps_filled_in() -> None:
    usual = {1998: 12, 1999: 8, 2001: 10, 2002: 10}
    for find in (find_growth, find_growth_by_country):
        said = find(by_year({**usual, 2000: 30}), SETTINGS).notes
        assert any(
            "filled in by a list" in n.en and "2000 (30, beside it 10)" in n.en for n in said
        )
        assert any("2000 (30, à côté 10)" in note.fr for note in said)
    for calm in (
        {**usual, 2000: 29},  # less than three times as many
        {1998: 1, 1999: 1, 2000: 20, 2001: 1, 2002: 1},  # few ties
        {1990: 5, 2000: 100},  # a record ends: nothing is known of what comes
        {year: 2 ** (year - 1990) for year in range(1990, 2000)},  # growth, and its last year
        {2000: 100},
    ):
        notes = find_growth(by_year(calm), SETTINGS).notes
        assert not any("filled in" in note.en for note in notes), calm


def test_without_a_year_there_is_no_curve() -> None:
    links = links_of(
        "x", [("a", "b")], columns={"year": [float("nan")]}, nodes={"a": {"country": "FR"}}
    )
    assert find_growth(links, SETTINGS).rows == ()
    expected = ("FR", 1, 0, 1.0, None, None, None, None)
    assert find_growth_by_country(links, SETTINGS).rows == (expected,)
    empty = links_of("x", [], columns={"year": []}, nodes={"a": {"country": "FR"}})
    assert find_growth(empty, SETTINGS).rows == ()
    assert find_growth_by_country(empty, SETTINGS).rows == ()
    assert find_growth(empty, SETTINGS).notes[0].en.startswith("0 of 0")
