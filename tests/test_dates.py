"""Dates: the grammar of date names, their days, EDTF text and labels."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from twingraph.dates import DATE_NAMESPACE, date_name, date_quads, parse_date
from twingraph.errors import DataError

CASES = [
    # name, EDTF, earliest, latest, English, French
    ("2024-06-06", "2024-06-06", "2024-06-06", "2024-06-06", "6 June 2024", "6 juin 2024"),
    ("2016-01-01", "2016-01-01", "2016-01-01", "2016-01-01", "1 January 2016", "1er janvier 2016"),
    ("2024-07-19--21", "2024-07-19/2024-07-21", "2024-07-19", "2024-07-21",
     "19–21 July 2024", "19–21 juillet 2024"),
    ("2024-07-30--08-02", "2024-07-30/2024-08-02", "2024-07-30", "2024-08-02",
     "30 July – 2 August 2024", "30 juillet – 2 août 2024"),
    ("2024-12-30--2025-01-02", "2024-12-30/2025-01-02", "2024-12-30", "2025-01-02",
     "30 December 2024 – 2 January 2025", "30 décembre 2024 – 2 janvier 2025"),
    ("2024--2029", "2024/2029", "2024-01-01", "2029-12-31", "2024–2029", "2024–2029"),
    ("2024-07--09", "2024-07/2024-09", "2024-07-01", "2024-09-30",
     "July–September 2024", "juillet–septembre 2024"),
    ("2010--2024-06", "2010/2024-06", "2010-01-01", "2024-06-30",
     "2010 – June 2024", "2010 – juin 2024"),
    ("within-2024", "2024", "2024-01-01", "2024-12-31", "2024", "2024"),
    ("within-2024-02", "2024-02", "2024-02-01", "2024-02-29", "February 2024", "février 2024"),
    ("within-2024-07-19--21", "[2024-07-19..2024-07-21]", "2024-07-19", "2024-07-21",
     "between 19 July 2024 and 21 July 2024", "entre le 19 juillet 2024 et le 21 juillet 2024"),
    ("since-2010", "2010/..", "2010-01-01", None, "since 2010", "depuis 2010"),
    ("since-2016-03-01", "2016-03-01/..", "2016-03-01", None,
     "since 1 March 2016", "depuis le 1er mars 2016"),
    ("before-2024", "[..2023-12-31]", None, "2023-12-31", "before 2024", "avant 2024"),
    ("before-2024-03-01", "[..2024-02-29]", None, "2024-02-29",
     "before 1 March 2024", "avant le 1er mars 2024"),
    ("by-2024", "[..2024]", None, "2024-12-31", "by the end of 2024", "au plus tard fin 2024"),
    ("by-2024-07", "[..2024-07]", None, "2024-07-31",
     "by the end of July 2024", "au plus tard fin juillet 2024"),
    ("by-2024-07-03", "[..2024-07-03]", None, "2024-07-03",
     "by 3 July 2024", "au plus tard le 3 juillet 2024"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_name_gives_its_days_and_words(case: tuple[str, ...]) -> None:
    name, edtf, earliest, latest, english, french = case
    found = parse_date(name)
    days = [day and day.isoformat() for day in (found.earliest, found.latest)]
    assert (found.edtf, *days) == (edtf, earliest, latest)
    assert (found.label_en, found.label_fr) == (english, french)


REFUSED = {
    "": "an empty name",
    "2024": "a year alone: within or span?",
    "2024-07": "a month alone",
    "24-07-01": "a year of two digits",
    "2024-7-1": "a month of one digit",
    "2024-13-01": "no such month",
    "2023-02-29": "no such day",
    "0000-01-01": "no such year",
    "2024-07-19/2024-07-21": "EDTF is not the grammar",
    "2024-07-19--": "a span without an end",
    "2024-07-19--18": "ends before it begins",
    "2024-07-19--19": "a span of one day",
    "2024--2024": "a span of one year",
    "2024--2024-06": "the end lies within the beginning",
    "2024--12": "an end finer than its beginning, not in full",
    "2024-07-19--2024-07-21": "a second spelling",
    "2024-07-19--07-21": "another spelling",
    "within-2024-07-19": "a day needs no within",
    "since-2010--2012": "since takes one date",
    "before-0001": "nothing is before",
    "after-2024": "an unknown word",
    "since-within-2024": "two words",
    "2024-07-19 ": "a space",
    "２０２４-07-19": "digits that are not ASCII",
    "2024-07-19--21--22": "two ends",
}


@pytest.mark.parametrize("name", REFUSED, ids=REFUSED.values())
def test_any_other_form_is_a_data_error(name: str) -> None:
    with pytest.raises(DataError):
        parse_date(name)


def test_a_second_spelling_is_told_the_first() -> None:
    with pytest.raises(DataError, match=r"write date:2024-07-19--21\)"):
        parse_date("2024-07-19--2024-07-21")


def test_a_bare_month_is_told_both_readings() -> None:
    with pytest.raises(DataError, match=r"within-2024-02, the whole of it 2024-02-01--29"):
        parse_date("2024-02")


days = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 31))
precisions = st.integers(min_value=1, max_value=3)


def parts(day: date, precision: int) -> tuple[int, ...]:
    return (day.year, day.month, day.day)[:precision]


@given(days, precisions, st.sampled_from(["since", "before", "by"]))
def test_open_dates_round_trip(day: date, precision: int, form: str) -> None:
    point = parts(day, precision)
    assume(form != "before" or point[0] > 1)
    name = date_name(form, point)  # type: ignore[arg-type]
    found = parse_date(name)
    assert (found.name, found.form) == (name, form)
    if form == "since":
        assert found.earliest is not None
        assert found.latest is None
        assert found.earliest <= day
    else:
        assert found.earliest is None
        assert found.latest is not None
        assert found.latest < day if form == "before" else found.latest >= day


@given(days, days, precisions, precisions, st.sampled_from(["span", "within"]))
def test_spans_round_trip_and_hold_their_ends(
    a: date, b: date, first: int, last: int, form: str
) -> None:
    start, end = sorted((a, b))
    assume(parts(start, min(first, last)) != parts(end, min(first, last)))
    name = date_name(form, parts(start, first), parts(end, last))  # type: ignore[arg-type]
    found = parse_date(name)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= start < end <= found.latest
    assert found.earliest.isoformat().startswith(found.edtf.strip("[]")[: 4 + 3 * (first - 1)])


@given(days)
def test_a_day_is_itself(day: date) -> None:
    found = parse_date(day.isoformat())
    assert found.earliest == found.latest == day
    assert found.edtf == day.isoformat()
    assert found.label_en.split()[1] == calendar.month_name[day.month]


@given(st.text(alphabet="0123456789-withnscebfory ", max_size=24))
def test_the_parser_is_total(text: str) -> None:
    try:
        found = parse_date(text)
    except DataError:
        return
    assert found.name == text
    assert found.earliest or found.latest


def test_a_date_node_carries_what_queries_compare() -> None:
    quads = list(date_quads([DATE_NAMESPACE + "2024-07-19--21"]))
    told = {(re.split(r"[/#]", q.predicate.value)[-1], str(q.object)) for q in quads}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    # 2024-07-19 is day 739086 of the proleptic Gregorian calendar (0001-01-01 is day 1).
    ordinal = (date(2024, 7, 19) - date(1, 1, 1)) // timedelta(days=1) + 1
    assert ordinal == 739086
    assert told == {
        ("type", "<https://w3id.org/twingraph/ontology#Date>"),
        ("edtf", '"2024-07-19/2024-07-21"^^<http://id.loc.gov/datatypes/edtf/EDTF>'),
        ("label", '"19–21 July 2024"@en'),
        ("label", '"19–21 juillet 2024"@fr'),
        ("earliest", f'"2024-07-19"^^<{xsd}date>'),
        ("latest", f'"2024-07-21"^^<{xsd}date>'),
        ("earliestDay", f'"739086"^^<{xsd}integer>'),
        ("latestDay", f'"739088"^^<{xsd}integer>'),
        ("earliestYear", f'"2024"^^<{xsd}integer>'),
        ("latestYear", f'"2024"^^<{xsd}integer>'),
    }
    assert {str(q.graph_name) for q in quads} == {"<https://w3id.org/twingraph/graph/dates>"}


def test_an_open_side_has_no_day() -> None:
    quads = list(date_quads([DATE_NAMESPACE + "since-2010", DATE_NAMESPACE + "since-2010", "x:y"]))
    names = sorted(re.split(r"[/#]", q.predicate.value)[-1] for q in quads)
    assert names == [
        "earliest", "earliestDay", "earliestYear", "edtf", "label", "label", "type",
    ]  # fmt: skip
