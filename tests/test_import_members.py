"""Lists of a network's members, as tables and as JSON, become memberships of places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from importing import findings, places, reading, records, spec
from twingraph.errors import DataError
from twingraph.imports.model import Member, Place, Record, Spec

NETWORK = "network:unesco-creative-cities"
FIELDS = {"media arts": "field:media-arts", "music": "field:music"}


def table_spec(**columns: str) -> Spec:
    return spec("members", network=NETWORK, fields=FIELDS, language="en", columns=columns)


def json_spec(path: str = "members", **columns: str) -> Spec:
    return spec("members", network=NETWORK, columns={"list": path, **columns})


def members(found: list[Record]) -> list[Member]:
    return [record for record in found if isinstance(record, Member)]


def test_a_member_has_its_field_and_the_source_s_word_for_it(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        "city,field,since,land\nNamur,Media Arts,2021,Belgium\nHuy,,,\n",
        table_spec(name="city", field="field", started="since", country="land"),
    )
    namur, huy = places(found)
    assert (namur.name, namur.country, namur.language) == ("Namur", "Belgium", "en")
    assert members(found) == [
        Member("2", namur.key, NETWORK, "field:media-arts", "Media Arts", "within-2021"),
        Member("3", huy.key, NETWORK),
    ]
    assert findings(found) == []


def test_members_of_one_name_are_kept_apart_by_their_pages(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        "city,field,page\n"
        "Granada,Music,https://example.org/granada?hub=1\n"
        "Granada,Media Arts,https://example.org/granada-0?hub=1\n"
        "City name not found,City category not found,https://example.org/casablanca-0\n"
        "Valencia,Music,https://example.org/valencia?hub=1\n"
        "Valencia,Music,https://example.org/valencia-0\n"
        "Namur,Baking,https://example.org/namur\n",
        table_spec(name="city", field="field", page="page"),
    )
    names = [place.name for place in places(found)]
    assert names == ["Granada", "Granada", "Valencia", "Valencia", "Namur"]
    assert len({place.key for place in places(found)}) == len(names)
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [
        (4, "name", False),
        (6, "member-twice", True),
        (7, "field", True),
    ]
    assert members(found)[-1].word == "Baking"
    assert members(found)[-1].field == ""


def test_a_member_of_one_page_or_item_stands_once_with_a_field(tmp_path: Path) -> None:
    columns = {"name": "city", "field": "field", "page": "page", "wikidata": "item"}
    table = (
        "city,field,page,item\nNamur,Music,/namur,\nNamur,Music,/namur?hub=1,\n"
        "Huy,Music,/huy,Q1\nHuy,Music,/huy-0,Q1\n"
    )
    found = records(tmp_path, table, table_spec(**columns))
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [
        (3, "member-twice", False),
        (5, "member-twice", False),
    ]
    assert len(members(found)) == 2


def test_a_member_with_two_fields_is_one_place(tmp_path: Path) -> None:
    columns = {"name": "city", "field": "field"}
    found = records(tmp_path, "city,field\nNamur,Music\nNamur,Media Arts\n", table_spec(**columns))
    assert len(places(found)) == 1
    assert len(members(found)) == 2


def test_a_list_in_json_is_read_by_keys(tmp_path: Path) -> None:
    content = {
        "data": {
            "members": [
                {"n": "Namur", "q": "Q134121", "lat": 50.4667, "lon": 4, "pop": 113174.0, "x": [1]},
                {"n": "Huy", "q": None, "lat": None, "pop": True},
                {"q": "Q134121"},
                "Dinant",
                7,
                {},
            ]
        }
    }
    specified = json_spec(
        "data.members", name="n", wikidata="q", latitude="lat", longitude="lon", population="pop"
    )
    begun = reading(tmp_path, "\ufeff" + json.dumps(content), specified)
    found = list(begun)
    namur, huy, dinant = places(found)
    assert namur == Place(
        "Q134121", "Namur", "", latitude=50.4667, longitude=4.0, population=113174,
        wikidata="Q134121",
    )  # fmt: skip
    assert (huy.name, huy.latitude, huy.population) == ("Huy", None, None)
    assert dinant.name == "Dinant"
    assert [(one.line, one.code, one.kept) for one in findings(found)] == [
        (3, "member-twice", False),
        (5, "columns", False),
        (6, "name", False),
    ]
    assert [member.row for member in members(found)] == ["1", "2", "4"]
    assert begun.read == 6


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"members": [\n{"name": ]}', r"json:2: this is no JSON"),
        ('{"members": {}}', "no list at 'members'"),
        ("[]", "no list at 'members'"),
        ("[" * 100_000, "no JSON"),
        ('{"members": [' + "9" * 5000 + "]}", "no JSON"),
        ("", "no JSON"),
        (b"\xff\xff", "is not utf-8"),
        (b'{"members": ["' + b"x" * 20_000_000 + b'"]}', "20,000,000 bytes"),
    ],
    ids=["broken", "no list", "another", "deep", "long number", "empty", "no text", "long"],
)
def test_json_that_is_no_list_of_members_is_refused(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    with pytest.raises(DataError, match=said):
        records(tmp_path, content, json_spec(name="name"))


def test_halves_of_characters_do_not_get_in(tmp_path: Path) -> None:
    content = '{"members": [{"name": "Na\\ud800mur\\u0000"}]}'
    (place,) = places(records(tmp_path, content, json_spec(name="name")))
    assert place.name == "Na mur"
