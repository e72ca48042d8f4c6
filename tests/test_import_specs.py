"""Specifications say what is wrong with them, on which line, and what was probably meant."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twingraph.errors import DataError, TwingraphError, UsageError
from twingraph.imports import documents
from twingraph.imports.model import Provenance, Spec, Word
from twingraph.imports.specs import load_spec, shipped_folder, shipped_specs, spec_from_options

CHECKED = ("tables", "places", "pairs", "items", "members", "graphs", "results")
"""The modules of the readers whose findings the page lists."""

GOOD = """\
name = "made-up"
reader = "pairs"
file = "made.csv"
title = { en = "Made up", fr = "Inventé" }
publisher = "Somebody"
date = "2026-02"
retrieved_from = "https://example.org/made"
licence = "none stated"
delimiter = "tab"
encoding = "latin1"
language = "de"
listing = true
word = "Partnerschaft"

[columns]
name1 = "city1"
name2 = "city2"
kind = "Art"

[constants]
country1 = "Germany"

[words]
Jumelage = { form = "form:partnership" }
"""


def test_a_specification_says_what_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_spec(path) == Spec(
        "made-up",
        "pairs",
        Provenance(
            "Made up",
            "Inventé",
            "Somebody",
            "within-2026-02",
            "https://example.org/made",
            "none stated",
        ),
        file="made.csv",
        columns={"name1": "city1", "name2": "city2", "kind": "Art"},
        constants={"country1": "Germany"},
        delimiter="\t",
        encoding="iso8859-1",
        language="de",
        listing=True,
        word="Partnerschaft",
        words={"jumelage": Word("", "form:partnership")},
    )


WRONG = [
    ('name = "made-up"', 'name = "../etc"', r":1: name '../etc' is not small letters"),
    ('name = "made-up"', 'name = "Made Up"', r":1: "),
    ('name = "made-up"', "", "'name' is missing"),
    ('"pairs"', '"pears"', r":2: unknown reader 'pears' \(did you mean pairs"),
    ("publisher", "publishr", r":5: unknown key 'publishr' \(did you mean publisher"),
    ('"2026-02"', '"2026-02-30"', r":6: date: "),
    ('"2026-02"', "2026", r":6: 'date' is no text \(put it in quotes"),
    ('"https://example.org/made"', '"javascript:x"', r":7: retrieved_from"),
    ('"https://example.org/made"', '"https://example.org/<a>"', r":7: retrieved_from"),
    ('"tab"', '"||"', r":9: the delimiter is one character"),
    ('"latin1"', '"utf8000"', r":10: no encoding 'utf8000'"),
    ('"latin1"', '"hex"', r":10: no encoding 'hex'"),
    ('"de"', '"German language"', r":11: language"),
    ("true", '"yes"', r":12: 'listing' is neither true nor false"),
    ("name1 =", "nam1 =", r":16: unknown column 'nam1' \(did you mean name1"),
    ('"city1"', "[1]", r":16: 'name1' is no text"),
    ('"city1"', "1", r":15: columns go by number or by name"),
    ("country1", "contry1", r":21: unknown column 'contry1' \(did you mean country1"),
    ("country1", "name1", r":16: 'name1' is both a column and a constant"),
    ('form = "form:p', 'kind = "kind:twining', r":24: unknown kind 'kind:twining"),
    ('form = "form:p', 'kind = "form:p', r":24: unknown kind 'form:p"),
    ('form = "form', 'forms = "form', r":24: unknown key of a word 'forms'"),
    ('form = "form:partnership', 'kind = "kind:twinning', r":12: a source that calls every tie tw"),
    ('"made-up"', '"wikidata"', r":1: no imported source can be named 'wikidata'"),
    ("{ en", "{ de", "unknown language of a title 'de'"),
    ('"Made up"', '"Made up', r"no TOML: .*line 4"),
    ("[columns]", "[files]\nnames = 'x'\n[columns]", r":16: the reader pairs needs no file"),
    ("[columns]", "[network]\nname = 'network:x'\n[columns]", r":15: 'network' says nothing to"),
    ("[columns]", "[[columns]]", "'columns' must be a table"),
]


@pytest.mark.parametrize(("good", "bad", "said"), WRONG, ids=[bad for _, bad, _ in WRONG])
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, good: str, bad: str, said: str
) -> None:
    assert good in GOOD
    path = tmp_path / "made.toml"
    path.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(DataError, match=said) as caught:
        load_spec(path)
    assert caught.value.path == str(path)


def test_members_need_a_network(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    start = 'name = "x"\nreader = "members"\n'
    for text, said in (
        (start, "members of which network"),
        (f'{start}[network]\nname = "Eurocities"\n', r":4: .*no network such as"),
        (f'{start}[network]\nname = "network:x"\n[fields]\na = "field:baking"\n', "unknown field"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=said):
            load_spec(path)


def test_a_specification_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "made.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(DataError, match="not UTF-8"):
        load_spec(tmp_path / "made.toml")
    for path in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(UsageError, match="cannot be read"):
            load_spec(path)


def test_options_give_what_toml_gives(tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text(GOOD.partition("[words]")[0], encoding="utf-8")
    assert load_spec(path) == spec_from_options(
        "made.csv",
        name="made-up",
        title="Made up",
        title_fr="Inventé",
        publisher="Somebody",
        date="2026-02",
        retrieved_from="https://example.org/made",
        licence="none stated",
        delimiter="tab",
        encoding="latin1",
        language="de",
        listing=True,
        directed=False,
        word="Partnerschaft",
        columns=["name1=city1", "name2 = city2", "kind=Art"],
        constants=["country1=Germany"],
    )


def test_titles_are_on_one_line() -> None:
    told = spec_from_options("a.csv", title="x\n  y", publisher="a\x00b", licence="c\td").provenance
    assert (told.title_en, told.title_fr, told.publisher, told.licence) == (
        "x y", "x y", "a b", "c d",
    )  # fmt: skip


def test_options_take_the_name_of_the_file() -> None:
    spec = spec_from_options("/some/folder/My Cities.csv.gz", columns=["name1=1", "name2=2"])
    assert (spec.name, spec.provenance.title_en) == ("my-cities", "My Cities")
    assert spec.reader == "pairs"
    assert spec_from_options("a.GEXF.gz").reader == "graph"
    spec = spec_from_options("m.csv", network="network:x", network_en="X")
    assert spec.reader == "members"
    assert (spec.network, spec.network_en, spec.network_fr) == ("network:x", "X", "X")


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ("'name1' is no assignment", {"columns": ["name1"]}),
        ("did you mean name1", {"columns": ["nam1=a"]}),
        ("unknown reader", {"reader": "xls"}),
        ("unknown key 'licens'", {"licens": "x"}),
    ],
)
def test_wrong_options_are_the_user_s(said: str, options: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=said):
        spec_from_options("made.csv", **options)


def test_the_shipped_specifications_are_whole() -> None:
    specs = shipped_specs()
    assert {
        "eurocities-2025", "germany-2015", "uccn-2024", "wikidata-2016", "wikidata-2022",
        "wikipedia-2026",
    } <= set(specs)  # fmt: skip
    for name, spec in specs.items():
        path = shipped_folder() / f"{name}.toml"
        said = spec.provenance
        assert path.read_text(encoding="utf-8").startswith("# "), "says what was reviewed"
        assert said.title_en != said.title_fr
        assert all((said.publisher, said.licence, said.retrieved_from))
    listing = {name for name, spec in specs.items() if spec.listing}
    assert {"wikipedia-2026", "wikidata-2016", "wikidata-2022"} <= listing
    assert not specs["germany-2015"].listing


@settings(deadline=None, max_examples=50)
@given(
    st.text(max_size=60)
    | st.tuples(
        st.sampled_from(["name", "columns", "title", "words", "reader", "network", "files"]),
        st.sampled_from(["1", "[]", "{}", '"a"', "{a={b=1}}", "{a=1}", "1979-05-27", "inf"]),
    ).map(lambda pair: f'name="a"\nreader="members"\n{pair[0]}={pair[1]}')
)
def test_any_text_is_a_specification_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("toml") / "made.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(TwingraphError, match=r"made\.toml"):
        load_spec(path)


def test_the_page_names_every_key_column_and_finding(root: Path) -> None:
    page = (root / "docs" / "import.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\n]+)`", page))
    columns = {column for reader in documents.COLUMNS for column in documents.COLUMNS[reader]}
    assert {"name", "name1", "page"} <= columns
    assert columns - named == set()
    readers = [root / "src" / "twingraph" / "imports" / f"{name}.py" for name in CHECKED]
    codes = set()
    for path in readers:
        source = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r"(?:code=|True, |_find\(.*?, )\"([a-z-]+)\"", source))
    assert len(codes) >= 10
    assert codes - named == set()
    assert set(shipped_specs()) <= named


def test_the_page_s_examples_are_specifications(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "import.md").read_text(encoding="utf-8")
    example, *others = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "district.toml"
    path.write_text(example, encoding="utf-8")
    spec = load_spec(path)
    assert (spec.name, spec.provenance.data_date) == ("district-2026", "within-2026-03")
    assert spec.words["partnerschaft"] == Word("kind:twinning", "form:partnership")
    readers = []
    for other in others:
        path.write_text(other, encoding="utf-8")
        readers.append(load_spec(path).reader)
    assert readers == ["graph", "results"]


@pytest.mark.parametrize("name", ["/etc/passwd", "../towns.csv", "a/../../towns.csv"])
def test_a_specification_names_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / "spec.toml"
    path.write_text(f'name = "a"\nreader = "pairs"\nfile = "{name}"\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"spec\.toml:3: the file .* is outside the folder"):
        load_spec(path)


@pytest.mark.parametrize("name", ["idna", "unicode_escape", "base64", "nothing"])
def test_an_encoding_is_one_that_files_are_written_in(name: str) -> None:
    with pytest.raises(UsageError, match=f"no encoding '{name}'"):
        spec_from_options("towns.csv", encoding=name)
