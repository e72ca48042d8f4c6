"""How the map's records read: subject first, bounds as bounds, what is implied said where it is."""

from __future__ import annotations

import re

import pytest

from map_graphs import graph_of, partner, quoted
from payload_reading import (
    asked,
    lines,
    links,
    namur,
    namur_payload,
    namur_records,
    records,
    section,
    text,
)
from twingraph.map.payload import payload
from twingraph.prefixes import expand

TWINNING = "agreement:lafayette-twinning"
ROLES = "https://w3id.org/twingraph/vocab/role"


def test_where_a_thing_comes_up_reads_from_its_own_end() -> None:
    held = namur_records()["en"]
    appears = [text(line) for line in section(held["network:aimf"], "appears")]
    assert not any(line.startswith("organ of") for line in appears)
    assert any("Bureau of the AIMF" in line for line in appears)
    labels = {label for (label,) in asked(namur(), "?p tg:inverseLabel ?x FILTER(LANG(?x)='en')")}
    roles = {
        label for (label,) in asked(namur(), f"?r skos:inScheme <{ROLES}> ; skos:prefLabel ?x")
    }
    starts = {
        text(line).split(": ")[0]
        for record in held.values()
        for line in section(record, "appears")
        if " – " not in text(line).split(": ")[0]
    }
    assert starts - roles <= labels
    assert len(starts) > 20


def test_what_has_no_name_from_the_other_end_is_a_sentence_from_its_own() -> None:
    trig = partner("b", "B") + (
        "passage:test-1 { event:e a tg:Event ; rdfs:label " + quoted("Eve") + " ."
        " event:f a tg:Event ; rdfs:label " + quoted("Day after") + " ; tg:follows event:e . }"
    )
    held = records(payload(graph_of(trig), sparql=False).details)["en"]
    (line,) = section(held["event:e"], "appears")
    assert text(line) == "Day after – tg:follows – Eve"
    assert links(line) == ["event:f"]


def test_an_office_that_has_ended_is_not_shown_as_held() -> None:
    person = "person:philippe-gustin"
    row = next(row for row in namur_payload().core["persons"] if row["id"] == person)
    for language, former in (("en", "former office: "), ("fr", "ancienne fonction\u00a0: ")):
        under = namur_records()[language][person]["under"]
        assert under == row["role"][language]
        assert under.startswith(former)
    mayor = namur_records()["en"]["person:maxime-prevot"]["under"]
    assert mayor.startswith("Mayor of Namur")


@pytest.mark.parametrize(
    ("language", "began", "bound"),
    [
        ("en", "began: 1979", "in force at the latest from 31 December 1979"),
        ("fr", "début\u00a0: 1979", "en vigueur au plus tard à partir du 31 décembre 1979"),
    ],
)
def test_bounds_of_dates_are_told_as_bounds_and_in_words(
    language: str, began: str, bound: str
) -> None:
    told = [text(line) for line in section(namur_records()[language][TWINNING], "follows")]
    assert began in told
    assert sum(line.startswith(bound) for line in told) == 1
    for name, record in namur_records()[language].items():
        for line in lines(record):
            assert not re.search(r"\d{4}-\d{2}-\d{2}", text(line)), name


def test_a_gap_between_a_thing_and_a_city_names_the_city() -> None:
    held = namur_records()["en"]
    (member,) = section(held["network:aimf"], "gaps")
    assert links(member) == ["city:hue-vn", "city:namur-be"]
    ends = [
        line for line in section(held["rel:hue-vn--namur-be"], "gaps")
        if text(line).startswith("When it ends")
    ]  # fmt: skip
    # The protocol's end is told, the first accord's is not.
    assert [links(line) for line in ends] == [["agreement:hue-accord-2010"]]


def test_a_claim_has_a_record_with_its_words_and_its_passages() -> None:
    core, held = namur_payload().core, namur_records()["en"]
    claims = [name for name in core["ties"]["id"] if name.startswith("claim:")]
    assert len(claims) > 5
    passages = namur_payload().details["passages"]
    for name in claims:
        told = [
            expand(f"passage:{passages[at]['id']}")
            for line in lines(held[name])
            for at in line.get("e", {}).get("p", ())
        ]
        rests = asked(namur(), f"GRAPH ?g {{ <{expand(name)}> tg:claimOn ?r }} ?g tg:restsOn ?x")
        assert {passage for (passage,) in rests} <= set(told), name
    adrano = held["claim:namur-2024--adrano-it"]
    assert adrano["title"] == "Adrano – Namur"
    assert "category: specific relations" in [text(line) for line in lines(adrano)]
    assert ["rel:adrano-it--namur-be"] in [links(line) for line in lines(adrano)]


def test_a_theme_says_what_deals_with_it() -> None:
    for name in ("city:adrano-it", "rel:adrano-it--namur-be"):
        told = {text(line): links(line) for line in section(namur_records()["en"][name], "themes")}
        assert told["culture: Visit of the Adrano delegation"] == ["event:adrano-visit-2024"]
        assert not [line for line in told if re.search(r": \d+$", line)]


def test_a_line_that_is_partly_implied_says_of_which_part() -> None:
    for language, word in (("en", "(by implication)"), ("fr", "(par implication)")):
        record = namur_records()[language]["city:hue-vn"]
        (visit,) = [
            line for line in section(record, "events")
            if links(line)[:1] == ["event:hue-mayor-visit-2022"]
        ]  # fmt: skip
        assert text(visit).count(word) >= 1
        assert {"p", "r"} <= set(visit["e"])
        assert "basis" not in visit


def test_what_is_so_is_said_without_a_yes() -> None:
    for language, said in (("en", "signed by both heads"), ("fr", "signé par les deux")):
        life = namur_records()[language]["agreement:hue-protocol-2024"]
        told = [text(line) for line in lines(life)]
        assert sum(line.startswith(said) for line in told) == 1
        assert not [line for line in told if line.endswith((": yes", ": oui"))]


def test_an_open_list_is_not_said_to_be_of_people() -> None:
    record = namur_records()["en"]["event:terrebonne-mission-2025"]
    assert section(record, "people") == []
    assert any("not complete" in text(line) for line in section(record, "gaps"))


def test_the_people_of_a_pair_stand_under_their_city() -> None:
    record = namur_records()["en"]["rel:adrano-it--namur-be"]
    (people,) = [one for one in record["sections"] if one["key"] == "people"]
    told = {text(group): [links(line)[0] for line in group["under"]] for group in people["lines"]}
    assert "person:fabio-mancuso" in told["Adrano"]


def test_a_step_without_a_date_has_the_year_of_its_occasion() -> None:
    (life,) = namur_records()["en"]["agreement:universities-convention"]["life"]
    assert life["steps"] == [(2024, "amended", 1)]
