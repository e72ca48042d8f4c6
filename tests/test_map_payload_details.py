"""The payload's details: each thing's record says what the dossier says, on the same evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from map_graphs import graph_of, partner, step
from payload_reading import (
    asked,
    lines,
    links,
    namur,
    namur_payload,
    namur_records,
    proof,
    records,
    section,
    text,
)
from twingraph.dossiers import Dossier, dossier
from twingraph.dossiers.model import Event
from twingraph.errors import DataError
from twingraph.explaining import explain
from twingraph.map.payload import payload
from twingraph.prefixes import expand, shorten

LANGUAGES = ("en", "fr")
LAFAYETTE = "rel:lafayette-la-us--namur-be"
TWINNING = "agreement:lafayette-twinning"


def cities() -> list[str]:
    return [f"city:{name}" for name in namur_payload().core["cities"]["id"]]


def every_line(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, record in namur_records()[language].items():
        for line in lines(record):
            yield name, line


def dossier_of(city: str, language: str) -> Dossier:
    return dossier(city, namur(), lang="fr" if language == "fr" else "en")


def test_everything_that_the_core_shows_has_a_record_in_both_languages() -> None:
    core, held = namur_payload().core, namur_records()
    names = core["cities"]["id"]
    pairs = {
        "rel:" + "--".join(sorted((names[a], names[b])))
        for a, b in zip(core["ties"]["a"], core["ties"]["b"], strict=True)
    }
    shown = [row["id"] for key in ("events", "persons", "networks") for row in core[key]]
    agreements = {shorten(name) for (name,) in asked(namur(), "?x a tg:Agreement")}
    for language in LANGUAGES:
        assert {*cities(), *pairs, *shown, *agreements} <= set(held[language])
    assert held["en"].keys() == held["fr"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_leads_nowhere_and_no_line_is_empty(language: str) -> None:
    known = namur_records()[language]
    led = [to for _, line in every_line(language) for to in links(line)]
    assert len(led) > 1000
    assert {to for to in led if to not in known} == set()
    assert [name for name, line in every_line(language) if not text(line).strip()] == []


def test_what_is_cited_exists_and_says_so() -> None:
    details, core = namur_payload().details, namur_payload().core
    sizes = {key: len(details[name]) for key, name in
             (("p", "passages"), ("r", "reasons"), ("v", "voices"))}  # fmt: skip
    for _, line in every_line("en"):
        for key, positions in line.get("e", {}).items():
            assert positions == sorted(set(positions))
            assert 0 <= min(positions) <= max(positions) < sizes[key]
    for row in details["passages"]:
        name = expand(f"passage:{row['id']}")
        told = asked(
            namur(), f"<{name}> tg:sheet ?s ; tg:firstLine ?f ; tg:lastLine ?l", "?s ?f ?l"
        )
        assert told == {(str(row["sheet"]), str(row["first"]), str(row["last"]))}
        assert core["sources"][row["report"]]["id"] == "report:namur-2024"
        summaries = {shown for (shown,) in asked(namur(), f"<{name}> tg:summary ?x")}
        assert set(row["summary"].values()) == summaries
        assert "sentence" not in row
    for reason in details["reasons"]:
        assert set(reason["because"]) == {"en", "fr"}
        assert reason["p"]


def test_every_fact_about_a_shown_thing_that_follows_by_rule_stands_there_with_a_proof() -> None:
    held = namur_records()["en"]
    rows = asked(
        namur(),
        "GRAPH ?g { ?x ?p ?o } ?g a tg:InferredGraph FILTER(?x != ?g)",
        "?x ?p ?o",
    )
    # What follows from the ontology's structure, or only repeats what is stated, is no news; the
    # year of a beginning, and who may be whom, stand elsewhere in the record.
    inferred = "GRAPH ?g { ?x ?p ?o } ?g a tg:InferredGraph"
    stated = "FILTER NOT EXISTS { ?h a tg:InferredGraph }"
    dates = "tg:dateWritten|tg:dateFromReportYear|tg:dateComputed"
    nothing_new = [
        f"{inferred} GRAPH ?h {{ ?x ?q ?o }} {stated} ?q rdfs:subPropertyOf* ?p",
        f"{inferred} FILTER(?p = rdf:type) GRAPH ?h {{ ?x a ?c }} {stated} ?c rdfs:subClassOf* ?o",
        f"{inferred} FILTER(?p IN (tg:startYear, tg:identityUnknown, tg:date))",
        *(
            f"{inferred} FILTER(?p = {current}) FILTER NOT EXISTS {{ ?x {of} ?y FILTER(?y != ?o) }}"
            for current, of in (("tg:currentStatus", "tg:status"), ("tg:currentDate", dates))
        ),
    ]
    dropped = {row for pattern in nothing_new for row in asked(namur(), pattern, "?x ?p ?o")}
    of: dict[str, int] = {}
    for subject, *_ in rows - dropped:
        of[shorten(subject)] = of.get(shorten(subject), 0) + 1
    own = {name: record for name, record in held.items() if not name.startswith("rel:")}
    assert sum(of.get(name, 0) for name in own) > 250
    for name, record in own.items():
        follows = [line for line in section(record, "follows") if "proof" in line]
        assert {line["basis"] for line in follows} <= {"inferred"}
        assert len({line["proof"] for line in follows}) == len(follows) == of.get(name, 0), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_proofs_go_down_to_what_somebody_asserts(language: str) -> None:
    details = namur_payload().details
    for at in range(len(details["proofs"]["heads"])):
        steps = proof(details, language, at)
        assert "rule" in steps[0]
        for number, one in enumerate(steps):
            if "rule" in one:
                assert one["because"]
                assert all(premise != number for premise in one["from"])
                assert {"e", "ground"}.isdisjoint(one)
            else:
                assert one.get("e") or one.get("ground"), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proof_is_that_of_explain(language: str) -> None:
    told = section(namur_records()[language][TWINNING], "life")
    label = {"en": "hence begun", "fr": "donc commencé"}[language]
    (year,) = [line for line in told if text(line).startswith(label)]
    steps = proof(namur_payload().details, language, year["proof"])
    why = explain(
        TWINNING, "tg:startYear", "1979", namur(), lang="fr" if language == "fr" else "en"
    )
    assert {one["t"] for one in steps} == {one.text for one in why.steps}
    assert steps[0]["t"] == why.statement.text
    sentences = {one["because"] for one in steps if "rule" in one}
    for one in why.steps:
        if one.sentence:
            assert any(found.startswith(one.sentence) for found in sentences)
    passages = namur_payload().details["passages"]
    cited = {passages[at]["id"] for one in steps for at in one.get("e", {}).get("p", ())}
    assert cited
    assert {f"passage:{name}" for name in cited} <= {passage.id for passage in why.passages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citys_record_tells_what_its_dossier_tells(language: str) -> None:
    passages = namur_payload().details["passages"]
    for city in cities():
        found, record = dossier_of(city, language), namur_records()[language][city]
        assert record["title"] == found.label
        told = {key: section(record, key) for key in ("agreements", "events", "people", "gaps")}
        led = {key: {to for line in held for to in links(line)} for key, held in told.items()}
        assert {one.id for one in found.agreements} <= led["agreements"], city
        assert {one.id for one in walked(found.events)} <= led["events"], city
        assert {one.id for one in found.people} <= led["people"], city
        gaps = [text(line) for line in told["gaps"]]
        assert all(any(shown.startswith(gap.text) for shown in gaps) for gap in found.gaps)
        for event in walked(found.events):
            line = next(one for one in told["events"] if links(one)[:1] == [event.id])
            cited = {f"passage:{passages[at]['id']}" for at in line.get("e", {}).get("p", ())}
            assert set(event.evidence.passages) <= cited, event.id


def walked(found: tuple[Event, ...]) -> Iterator[Event]:
    for event in found:
        yield event
        yield from walked(event.parts)


def test_planned_and_realised_stand_apart_in_every_citys_events() -> None:
    seen = set()
    for city in cities():
        for heading in namur_records()["en"][city]["sections"]:
            if heading["key"] != "events":
                continue
            for group in (line for line in heading["lines"] if "under" in line):
                seen.add(group.get("progress"))
                assert {line.get("progress") for line in group["under"]} == {group.get("progress")}
    assert len(seen) >= 3


def test_a_relation_says_since_when_and_why() -> None:
    record = namur_records()["en"][LAFAYETTE]
    assert record["title"] == "Namur – Lafayette (Louisiana)"
    (life,) = record["life"]
    assert (life["start"], life["end"], life["computed"]) == (1979, None, True)
    assert life["steps"] == [(2024, "anniversary", 1)]
    computed = [line for line in section(record, "agreements") if line.get("basis") == "inferred"]
    assert [text(line) for line in computed] == ["hence begun in 1979 (computed)"]
    assert proof(namur_payload().details, "en", computed[0]["proof"])[0]["t"].endswith("1979")
    keys = [one["key"] for one in record["sections"]]
    assert keys == sorted(keys, key=("identity", "agreements", "events", "people", "organisations",
                                     "undertakings", "networks", "themes", "sources", "follows",
                                     "gaps").index)  # fmt: skip
    assert {"identity", "agreements", "events", "sources", "follows", "gaps"} <= set(keys)
    follows = [text(line) for line in section(record, "follows")]
    assert "Namur – twinned with – Lafayette (Louisiana)" in follows


def test_a_relations_events_are_those_of_both_cities() -> None:
    for name, record in namur_records()["en"].items():
        if name.startswith("rel:"):
            ends = [f"city:{end}" for end in name.removeprefix("rel:").split("--")]
            both = [{e.id for e in walked(dossier_of(end, "en").events)} for end in ends]
            told = {to for line in section(record, "events") for to in links(line)}
            assert {to for to in told if to.startswith("event:")} == both[0] & both[1], name


def test_what_is_implied_says_so_and_why() -> None:
    record = namur_records()["en"]["network:aimf"]
    members = section(record, "members")
    assert [links(line) for line in members] == [["city:hue-vn"], ["city:namur-be"]]
    assert {line["basis"] for line in members} == {"implied"}
    reasons = namur_payload().details["reasons"]
    assert all(reasons[at]["p"] for line in members for at in line["e"]["r"])


def test_french_records_are_french() -> None:
    held = namur_records()["fr"]
    assert held[LAFAYETTE]["type"] == "Relation"
    assert held["event:hue-visit-2024-03"]["under"] == "mars 2024, réalisé"
    headings = {one["heading"] for record in held.values() for one in record["sections"]}
    assert "Ce qu’on ne sait pas" in headings
    assert "What is not known" not in headings


def test_two_hundred_agreements_and_an_agreement_of_three_have_their_records() -> None:
    several = {f"a{n:03}": f"Agreement {n}" for n in range(200)}
    trig = partner("b", "B", agreements={**several, "all": "All three"}) + partner("c", "C")
    trig += "passage:test-1 { agreement:all tg:party city:c . }" + step("all", "signed", "planned")
    found = payload(graph_of(trig), sparql=False).details
    held = records(found)["en"]
    assert len(held["rel:b--own"]["life"]) == 201
    assert [row["id"] for row in held["rel:c--own"]["life"]] == ["agreement:all"]
    parties = section(held["agreement:all"], "identity")[0]
    assert links(parties) == ["city:b", "city:c", "city:own"]
    (signed,) = section(held["agreement:all"], "life")
    assert signed["progress"] == 3


def test_a_pair_that_the_graph_names_otherwise_is_found_by_its_cities() -> None:
    # The invented graphs name a relation after its partner alone.
    trig = partner("b", "B") + "passage:test-1 { event:e a tg:Event ; tg:concerns rel:b . }"
    held = records(payload(graph_of(trig), sparql=False).details)["en"]
    assert "rel:b" not in held
    assert ["rel:b--own"] in [links(line) for line in section(held["event:e"], "identity")]


def test_with_the_report_every_passage_has_its_sentence(report: Path) -> None:
    found = payload(namur(), sparql=False, report=report).details["passages"]
    assert len(found) > 100
    digests = {
        (name, digest) for name, digest in asked(namur(), "?x a tg:Passage ; tg:sha256 ?d", "?x ?d")
    }
    for row in found:
        assert row["language"] == "fr"
        digest = hashlib.sha256(row["sentence"].encode()).hexdigest()
        assert (expand(f"passage:{row['id']}"), digest) in digests


def test_a_text_that_is_not_the_reports_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Something else.\n", encoding="utf-8")
    with pytest.raises(DataError, match="not the text of a report of this graph"):
        payload(namur(), sparql=False, report=other)
