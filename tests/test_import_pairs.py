"""A table of pairs, in whatever shape, gives its links; what is doubtful is told, row by row."""

from __future__ import annotations

import csv
import dataclasses
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing import findings, links, places, reading, records, spec
from twingraph.errors import DataError, TwingraphError
from twingraph.imports.model import Finding, Link, Place, Word
from twingraph.imports.pairs import COLUMNS
from twingraph.imports.reading import read

OURS = "name1,country1,latitude1,longitude1,name2,country2,latitude2,longitude2,started\n"
NAMUR = "Namur,Belgium,50.4667,4.8667"
HUE = "Huế,Vietnam,16.4637,107.5909"


def test_a_table_under_our_own_names_needs_no_mapping(tmp_path: Path) -> None:
    found = records(tmp_path, f"{OURS}{NAMUR},{HUE},2007-05-01\n")
    namur, hue = places(found)
    assert dataclasses.replace(namur, key="") == Place(
        "", "Namur", country="Belgium", latitude=50.4667, longitude=4.8667
    )
    assert links(found) == [Link("2", namur.key, hue.key, started="2007-05-01")]
    assert findings(found) == []


def test_a_mapping_names_columns_constants_and_words(tmp_path: Path) -> None:
    specified = spec(
        columns={
            "name1": "Stadt", "region1": "Land", "name2": "Partner", "wikidata2": "Item",
            "geonames2": "Ort", "population2": "Einw.", "kind": "Art", "row": "Nr", "ended": "bis",
        },
        constants={"country1": "Germany", "level1": "municipality"},
        language="de",
        words={"städtepartnerschaft": Word("kind:twinning", "form:partnership")},
    )  # fmt: skip
    table = (
        "Nr;Stadt;Land;Partner;Item;Ort;Einw.;Art;bis;?\n"
        "x 7;Bonn;NRW;Oxford;http://www.wikidata.org/entity/Q34217;2640729;"
        '"165,200";STÄDTEPARTNERSCHAFT;31.12.1999;\n'
    )
    found = records(tmp_path, table, specified)
    bonn, oxford = places(found)
    assert (bonn.country, bonn.level, bonn.region) == ("Germany", "municipality", "NRW")
    assert bonn.language == oxford.language == "de"
    assert oxford == Place(
        "Q34217", "Oxford", "de", population=165200, wikidata="Q34217", geonames=2640729
    )
    assert links(found) == [
        Link(
            "x 7", bonn.key, "Q34217", "STÄDTEPARTNERSCHAFT", "kind:twinning", "form:partnership",
            ended="1999-12-31",
        )
    ]  # fmt: skip
    assert findings(found) == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("said", ["", "yes"])
def test_the_delimiter_is_given_or_found(tmp_path: Path, delimiter: str, said: str) -> None:
    table = 'name1,"name2",country2\nBath,"Aix, or ""so""\r\n there",France; and | on\n'
    if delimiter != ",":
        rows = csv.reader(io.StringIO(table, newline=""))
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=delimiter).writerows(rows)
        table = written.getvalue()
    found = records(tmp_path, table, spec(delimiter=delimiter if said else ""))
    assert [(place.name, place.country) for place in places(found)] == [
        ("Bath", ""),
        ('Aix, or "so" there', "France; and | on"),
    ]


def test_columns_by_number_mean_that_there_is_no_header(tmp_path: Path) -> None:
    specified = spec(columns={"name1": "2", "name2": "3", "started": "1"})
    found = records(tmp_path, "1987,Bath,Aix\n0,Bath,Alkmaar\n1990\n", specified)
    assert [link.started for link in links(found)] == ["within-1987", ""]
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [(3, "columns", False)]


def test_rows_are_numbered_by_the_line_on_which_they_begin(tmp_path: Path) -> None:
    table = 'name1,name2\n\nBath,"Aix\nen\nProvence"\n , \nBath,Alkmaar\n'
    assert [link.row for link in links(records(tmp_path, table))] == ["3", "7"]


DROPPED = {
    "too few columns": (f"{NAMUR},{HUE}", "columns"),
    "too many columns": (f"{NAMUR},{HUE},1987,more", "columns"),
    "no first name": (f",Belgium,50.4667,4.8667,{HUE},", "name"),
    "no second name": (f"{NAMUR},,Vietnam,16.4637,107.5909,", "name"),
    "a name that a scraper writes": (f"City name not found,,,,{HUE},", "name"),
    "a name that is a text": (f"{'long ' * 99},,,,{HUE},", "name"),
}


@pytest.mark.parametrize(("row", "code"), DROPPED.values(), ids=DROPPED.keys())
def test_a_row_that_says_no_pair_is_dropped_and_counted(
    tmp_path: Path, row: str, code: str
) -> None:
    begun = reading(tmp_path, f"{OURS}{row}\n{NAMUR},{HUE},\n")
    found = list(begun)
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [(2, code, False)]
    assert [link.row for link in links(found)] == ["3"]
    assert len(places(found)) == 2
    assert begun.read == 2


DOUBTFUL = {
    "no number": ("north,4.87", "coordinates", "no number"),
    "a degree sign": ("50°28′N,4.87", "coordinates", "no number"),
    "out of range": ("50,361", "coordinates", "out of range"),
    "far out of range": ("181,4.87", "coordinates", "out of range"),
    "swapped": ("107.59,16.46", "coordinates", "look swapped"),
    "half": ("50.4,", "coordinates", "without the other"),
    "nobody's": ("0,0.0", "coordinates", "in the sea"),
    "infinite": ("1e999,4", "coordinates", "no number"),
    "a spreadsheet's error": ("#VALUE!,#VALUE!", "spreadsheet", "spreadsheet's error"),
}


@pytest.mark.parametrize(("cells", "code", "said"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_a_doubtful_position_is_dropped_and_its_row_kept(
    tmp_path: Path, cells: str, code: str, said: str
) -> None:
    found = records(tmp_path, f"{OURS}Namur,Belgium,{cells},{HUE},\n")
    told = findings(found)
    assert told
    assert all((one.line, one.code, one.kept) == (2, code, True) for one in told)
    assert said in told[0].message
    assert [(place.latitude, place.longitude) for place in places(found)] == [
        (None, None),
        (16.4637, 107.5909),
    ]
    assert len(links(found)) == 1


def test_a_decimal_comma_is_read_and_told_once(tmp_path: Path) -> None:
    table = OURS.replace(",", ";") + "Namur;Belgium;50,4667;4,8667;Huế;;;;\n" * 2
    found = records(tmp_path, table)
    assert places(found)[0].latitude == 50.4667
    assert [one.code for one in findings(found)] == ["decimal-comma"]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("wikidata1", "P190", "identifier"),
        ("wikidata1", "Q0134", "identifier"),
        ("wikidata1", "https://example.org/Q134", "identifier"),
        ("geonames1", "about 12", "identifier"),
        ("population1", "-4", "population"),
        ("population1", "many", "population"),
        ("started", "ca. 1990", "date"),
        ("started", "1987-02-30", "date"),
        ("ended", "1987/88", "date"),
    ],
)
def test_a_doubtful_value_is_dropped_and_its_row_kept(
    tmp_path: Path, column: str, text: str, code: str
) -> None:
    found = records(tmp_path, f"name1,name2,{column}\nNamur,Huy,{text}\n")
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [(2, code, True)]
    assert column in findings(found)[0].message
    (link,) = links(found)
    assert (link.started, link.ended) == ("", "")
    first = places(found)[0]
    assert (first.wikidata, first.geonames, first.population) == ("", None, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1987", "within-1987"),
        ("1987.0", "within-1987"),
        ("1987-05", "within-1987-05"),
        ("1987-05-01", "1987-05-01"),
        ("1987-05-01T00:00:00Z", "1987-05-01"),
        ("+1987-00-00T00:00:00Z", "within-1987"),
        ("1987-05-00", "within-1987-05"),
        ("1987-00-05", "within-1987"),
        ("1.5.1987", "1987-05-01"),
        ("since-1987", "since-1987"),
        ("0", ""),
        ("0000", ""),
        ("", ""),
        ("NaN", ""),
    ],
)
def test_dates_are_read_as_they_are_written(tmp_path: Path, text: str, name: str) -> None:
    found = records(tmp_path, f"name1,name2,started\nNamur,Huy,{text}\n")
    assert links(found)[0].started == name
    assert findings(found) == []


def test_an_end_before_its_start_is_dropped(tmp_path: Path) -> None:
    table = "name1,name2,started,ended\nNamur,Huy,1987,1986-12-31\nNamur,Dinant,1987,1987\n"
    found = records(tmp_path, table)
    assert [link.ended for link in links(found)] == ["", "within-1987"]
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [(2, "date", True)]


def test_a_place_tied_to_itself_is_kept_and_told(tmp_path: Path) -> None:
    found = records(tmp_path, "name1,name2\nNamur,Namur\n")
    (link,) = links(found)
    assert link.first == link.second
    assert [(one.code, one.kept) for one in findings(found)] == [("self-link", True)]


def test_one_name_at_two_positions_is_two_places(tmp_path: Path) -> None:
    far = "Namur,Belgium,45.9,-75.2"
    near = "Namur,Belgium,50.48,4.87"
    found = records(tmp_path, OURS + "".join(f"{one},{HUE},\n" for one in (NAMUR, far, near, far)))
    first, second, third, fourth = (link.first for link in links(found))
    assert first == third != second == fourth
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [
        (3, "two-positions", True)
    ]


def test_homonyms_in_one_degree_are_each_a_place_and_told(tmp_path: Path) -> None:
    namesakes = ["Namur,Belgium,45.6,-75.2", "Namur,Belgium,46.4,-74.8", "Namur,Belgium,45.9,-75.4"]
    close = "Namur,Belgium,46.44,-74.82"
    rows = [NAMUR, *namesakes, close, *namesakes]
    found = records(tmp_path, OURS + "".join(f"{one},{HUE},\n" for one in rows))
    keys = [link.first for link in links(found)]
    assert len(set(keys)) == 4
    assert keys[1:4] == keys[5:]
    assert keys[4] == keys[2]
    held = {place.key: (place.latitude, place.longitude) for place in places(found)}
    assert {held[key] for key in keys[1:4]} == {(45.6, -75.2), (46.4, -74.8), (45.9, -75.4)}
    assert [one.line for one in findings(found)] == [3, 4, 5]


def test_one_item_at_two_positions_is_one_place_and_told(tmp_path: Path) -> None:
    table = (
        "name1,wikidata1,latitude1,longitude1,name2\n"
        "Namur,Q134121,50.4667,4.8667,Huy\nNamur,wd:Q134121,45.9,-75.2,Huy\n"
    )
    found = records(tmp_path, table)
    assert {link.first for link in links(found)} == {"Q134121"}
    assert [(one.line, one.code) for one in findings(found)] == [(3, "two-positions")]


def test_what_programs_write_for_nothing_is_no_country(tmp_path: Path) -> None:
    table = (
        "name1,country1,region1,level1,name2\nNone,Italy,None,null,x\nNone,Italy,nan,NaN,x\n"
        "None,Italy,,,x\nWindhoek,NA,n/a,-,x\n"
    )
    found = records(tmp_path, table)
    assert len({link.first for link in links(found)}) == 2
    told = [(one.name, one.country, one.region, one.level) for one in places(found)]
    assert ("None", "Italy", "", "") in told
    assert ("Windhoek", "NA", "", "") in told
    assert findings(found) == []


def test_homonyms_stay_apart_by_country_and_region(tmp_path: Path) -> None:
    table = "name1,country1,region1,name2\nNamur,BE,,x\nNamur,CA,QC,x\nNamur,CA,,x\nNamur,BE,,x\n"
    keys = [link.first for link in links(records(tmp_path, table))]
    assert len(set(keys)) == 3
    assert keys[0] == keys[3]


def test_unmapped_and_missing_words_are_told(tmp_path: Path) -> None:
    specified = spec(
        columns={"name1": "a", "name2": "b", "kind": "what", "form": "how"},
        words={"p": Word(form="form:partnership"), "twin": Word("kind:twinning", "form:contact")},
        word="tie",
    )
    table = "a,b,what,how\nA,B,TWIN,P\nA,C,odd,p\nA,D,Odd,\nA,E,twin,p\n"
    found = records(tmp_path, table, specified)
    assert [(link.word, link.kind, link.form) for link in links(found)] == [
        ("TWIN", "kind:twinning", "form:partnership"),
        ("odd", "", "form:partnership"),
        ("Odd", "", ""),
        ("twin", "kind:twinning", "form:partnership"),
    ]
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [
        (3, "word", True),
        (4, "no-word", True),
    ]


def test_a_word_for_all_rows_is_mapped_too(tmp_path: Path) -> None:
    specified = spec(word="Jumelage", words={"jumelage": Word("kind:twinning")})
    (link,) = links(records(tmp_path, "name1,name2\nA,B\n", specified))
    assert (link.word, link.kind) == ("Jumelage", "kind:twinning")


REFUSED = {
    "an empty file": ("", {}, "is empty"),
    "blank lines": ("\n \n", {}, "is empty"),
    "a column that is not there": (
        "city,name2\nA,B\n", {"name1": "citi", "name2": "name2"}, r"csv:1: .*'citi'.*mean city",
    ),
    "a column that is there twice": ("a,b,a\n", {"name1": "a", "name2": "b"}, "'a' is twice"),
    "no column for the second place": ("a\nA\n", {"name1": "a"}, "what the place 2 is"),
    "none of our names": ("a,b\nA,B\n", {}, "no column says"),
    "a quote that is never closed": ('name1,name2\nA,B\n"A,B\nA,C\n', {}, r"csv:3: .*quote"),
    "a row without end": (
        'name1,name2\nA,"' + f'{"B" * 95}\n","' * 11_000, {}, "csv:2: .*a row is longer than",
    ),
    "a quote that holds the file": ('name1,name2\n"A,B\n' + "A,C\n" * 60_000, {}, "csv:2: .*quote"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "columns", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_table_that_cannot_be_read_is_refused(
    tmp_path: Path, table: str, columns: dict[str, str], said: str
) -> None:
    with pytest.raises(DataError, match=said):
        records(tmp_path, table, spec(columns=columns))


def test_memory_grows_with_the_places_not_with_the_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        begun = reading(tmp_path, "name1,name2\n" + "Namur,Huy\n" * rows)
        tracemalloc.start()
        assert sum(isinstance(record, Link) for record in begun) == rows
        measured = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return measured

    peak(10)
    assert peak(4000) < peak(400) + 50_000


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=12
) | st.sampled_from(
    ["50.1", "-181", "Q134121", "1987", "ca. 1990", "Namur", "#N/A", "0", "1,5", "-", "1e99"]
)
COLUMN = st.sampled_from(sorted(set(COLUMNS) - {"name1", "name2"}))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_cells_give_records_in_order(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    columns = ["name1", "name2", *data.draw(st.lists(COLUMN, max_size=5, unique=True))]
    width = st.integers(len(columns) - 1, len(columns) + 1)
    rows = data.draw(st.lists(width.flatmap(lambda n: st.lists(CELL, min_size=n, max_size=n))))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([columns, *rows])
    folder = tmp_path_factory.mktemp("cells")
    begun = reading(folder, written.getvalue())
    found = list(begun)
    known: set[str] = set()
    lost = 0
    for record in found:
        if isinstance(record, Place):
            known.add(record.key)
            assert record.name
            assert record.name == " ".join(record.name.split())
            assert record.latitude is None or abs(record.latitude) <= 90
            assert record.key.replace("-", "").isalnum()
            assert record.key.isascii()
        elif isinstance(record, Link):
            assert {record.first, record.second} <= known
        elif isinstance(record, Finding):
            lost += not record.kept
            assert record.line
    assert begun.read == lost + len(links(found))
    assert begun.read == sum(any(cell.strip() for cell in row) for row in rows)
    assert list(read(begun.spec, folder)) == found


@settings(deadline=None, max_examples=60)
@given(
    st.text(st.sampled_from('ab1,;"\n\r\t\\ é#') | st.characters(codec="utf-8"), max_size=200),
    st.sampled_from(
        [
            spec(),
            spec(columns={"name1": "1", "name2": "2"}),
            spec("items"),
            spec("members", network="network:x"),
            spec("members", network="network:x", columns={"list": "a", "name": "b"}),
        ]
    ),
)
def test_any_text_gives_records_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, text: str, specified: Any
) -> None:
    begun = reading(tmp_path_factory.mktemp("text"), text, specified)
    try:
        found = list(begun)
    except TwingraphError as problem:
        found = []
        assert "\n" not in str(problem)  # noqa: PT017
    assert begun.files or not found
