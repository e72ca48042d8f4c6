"""The payload's core: what the map's page draws is what the graph holds, no more and no less."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import world_graph
from map_graphs import IMAGE, LINK, SCRIPT, TITLE, graph_of, hostile, partner, quoted, step
from payload_reading import asked, namur, namur_payload
from twingraph.dossiers.events import events
from twingraph.dossiers.reading import Facts
from twingraph.errors import UsageError
from twingraph.map.page import summary
from twingraph.map.payload import payload
from twingraph.map.payload.ties import MARKS, PROGRESS, progress_of
from twingraph.map.surroundings import own_city, surroundings
from twingraph.prefixes import expand, shorten
from twingraph.store import Graph

CONTRACT = Path(__file__).resolve().parent.parent / "web" / "src" / "data" / "payload.ts"
NAMESAKES = ["namur-be", "namur-qc-ca", "namur-wi-us"]


def fields(interface: str) -> set[str]:
    """Return the names of an interface's fields in the page's contract."""
    body = re.search(rf"interface {interface} [^{{]*{{\n(.*?)\n}}", CONTRACT.read_text(), re.DOTALL)
    assert body is not None, interface
    return set(re.findall(r"^  readonly (\w+)", body[1], re.MULTILINE))


def test_the_core_is_what_the_page_expects() -> None:
    core = namur_payload().core
    assert set(core) == fields("Core")
    assert set(core["cities"]) == fields("Cities")
    assert set(core["ties"]) == fields("Ties")
    named = {"id", "label"}
    assert set(core["networks"][0]) == fields("NetworkColumn") | named
    assert set(core["events"][0]) == fields("EventRow") | named
    assert set(core["persons"][0]) == fields("PersonRow") | named


def test_columns_are_of_one_length_and_positions_lead_somewhere() -> None:
    core = namur_payload().core
    cities, ties = core["cities"], core["ties"]
    whole = ("id", "country", "lat", "lon", "x", "y")
    assert {len(cities[column]) for column in whole} == {len(cities["id"])}
    assert {len(column) for column in cities["name"].values()} == {len(cities["id"])}
    listed = ("id", "a", "b", "mark", "progress", "basis", "kinds", "statuses", "sources", "start")
    assert {len(ties[column]) for column in listed} == {len(ties["end"])}
    assert all(a != b for a, b in zip(ties["a"], ties["b"], strict=True))
    lists = {
        "kinds": ties["kinds"],
        "sources": [*ties["sources"]],
        "themes": ties["themes"].values(),
    }
    for name, column in lists.items():
        used = {at for held in column for at in held}
        assert used <= set(range(len(core[name]))), name
    assert set(ties["statuses"]) <= set(range(-1, len(core["statuses"])))
    for row in core["events"]:
        assert {*row["cities"], row["at"]} <= set(range(-1, len(cities["id"])))


def test_the_cities_events_persons_and_networks_are_the_graphs() -> None:
    core, graph = namur_payload().core, namur()
    for held, cls in (
        (["city:" + name for name in core["cities"]["id"]], "City"),
        ([row["id"] for row in core["events"]], "Event"),
        ([row["id"] for row in core["persons"]], "Person"),
        ([row["id"] for row in core["networks"]], "Network"),
    ):
        found = asked(graph, f"?x a/rdfs:subClassOf* tg:{cls}")
        assert sorted(map(expand, held)) == sorted(name for (name,) in found), cls
        assert len(held) > 2


def test_the_ties_are_the_agreements_of_two_and_the_pairs_with_a_claim_alone() -> None:
    core, graph = namur_payload().core, namur()
    territory = "a/rdfs:subClassOf* tg:Territory"
    agreed = asked(
        graph,
        f"?x tg:party ?a, ?b . ?a {territory} . ?b {territory} FILTER(STR(?a) < STR(?b))",
        "?a ?b ?x",
    )
    claimed = asked(graph, "?x tg:connects ?a, ?b . ?c tg:claimOn ?x FILTER(STR(?a) < STR(?b))",
                    "?a ?b")  # fmt: skip
    pairs = {(a, b) for a, b, _ in agreed}
    ties = core["ties"]
    names = [expand(f"city:{name}") for name in core["cities"]["id"]]
    drawn = [
        (names[a], names[b], expand(tie))
        for a, b, tie in zip(ties["a"], ties["b"], ties["id"], strict=True)
    ]
    assert {row for row in drawn if "/agreement/" in row[2]} == agreed
    assert {row[:2] for row in drawn if "/claim/" in row[2]} == claimed - pairs
    assert len(drawn) == len(agreed) + len(claimed - pairs) == 14


def test_a_tie_is_marked_by_its_kind_and_dated_by_rule() -> None:
    core = namur_payload().core
    ties = core["ties"]
    at = {name: row for row, name in enumerate(ties["id"])}
    twinnings = {name for (name,) in asked(namur(), "?x tg:party ?a ; tg:kind kind:twinning")}
    marked = {name for name, row in at.items() if MARKS[ties["mark"][row]] == "twinning"}
    assert set(map(expand, marked)) == twinnings
    lafayette = at["agreement:lafayette-twinning"]
    assert (ties["start"][lafayette], ties["end"][lafayette]) == (1979, None)
    protocol = at["agreement:hue-protocol-2024"]
    assert (ties["start"][protocol], ties["end"][protocol]) == (2024, 2029)
    masina = at["claim:namur-2024--masina-cd"]
    assert MARKS[ties["mark"][masina]] == "programme"
    assert PROGRESS[ties["progress"][masina]] == "under-way"
    assert "Masina" in ties["label"][masina]["en"]
    bandung = at["agreement:bandung-mou"]
    # Only its renewal is envisaged: the memorandum itself exists, and nothing tells how far it is.
    assert PROGRESS[ties["progress"][bandung]] == ""
    assert ties["statuses"][bandung] == -1
    assert all(ties["sources"])
    assert {core["sources"][source]["id"] for held in ties["sources"] for source in held} == {
        "report:namur-2024"
    }


def test_every_status_of_the_vocabulary_has_its_progress() -> None:
    found = {
        shorten(name)
        for (name,) in asked(namur(), "?x skos:inScheme <https://w3id.org/twingraph/vocab/status>")
    }
    expected = {
        "realised": "realised", "under-way": "under-way", "planned": "planned",
        "postponed": "planned", "candidate": "wished", "offered": "wished",
        "envisaged": "wished", "suggested": "wished", "wished": "wished", "cancelled": "ended",
    }  # fmt: skip
    assert found == {f"status:{name}" for name in expected}
    for name, progress in expected.items():
        assert PROGRESS[progress_of(f"status:{name}")] == progress
    assert PROGRESS[progress_of("status:unheard-of")] == ""


def test_namesakes_are_told_apart_and_nobody_else() -> None:
    cities = namur_payload().core["cities"]
    apart = {cities["id"][at]: told for at, told in cities["apart"].items()}
    assert sorted(apart) == NAMESAKES
    for language in ("en", "fr"):
        assert len({told.get(language, told["en"]) for told in apart.values()}) == 3
    assert apart["namur-be"] == {
        "en": "Namur (Wallonia, Belgium)",
        "fr": "Namur (Wallonie, Belgique)",
    }
    assert apart["namur-wi-us"]["fr"] == "Namur (Wisconsin, États-Unis)"


def test_a_city_without_a_known_place_has_none_and_is_there() -> None:
    cities = namur_payload().core["cities"]
    unknown = [name for name, lat in zip(cities["id"], cities["lat"], strict=True) if lat is None]
    without = asked(namur(), "?x a tg:City FILTER NOT EXISTS { ?x tg:latitude ?north }")
    assert [expand(f"city:{name}") for name in unknown] == [name for (name,) in without]
    assert unknown == ["namur-wi-us"]


def test_other_names_and_identifiers_find_a_city() -> None:
    cities = namur_payload().core["cities"]
    also = {cities["id"][at]: told.split("\n") for at, told in cities["also"].items()}
    assert also["ogaki-jp"] == ["Ōgaki", "1854703", "Q384926"]
    names = cities["name"]["fr"][cities["id"].index("hue-vn")]
    assert names == "Hué"


def test_the_line_under_the_title_is_that_of_the_pyvis_page() -> None:
    told = namur_payload().core["summary"]
    for language in ("en", "fr"):
        shown = surroundings(namur(), own_city(namur()), language)
        assert told[language] == summary(shown)


def test_another_city_in_the_middle_keeps_all_cities() -> None:
    core = namur_payload().core
    other = payload(namur(), city="Huế", lang="fr", title="Un titre", sparql=False).core
    assert other["cities"]["id"] == core["cities"]["id"]
    assert other["cities"]["id"][other["centre"]] == "hue-vn"
    assert other["own"] == core["own"] != [other["centre"]]
    assert other["title"] == {"en": "Un titre"}
    assert other["language"] == "fr"
    assert other["summary"]["en"] == "1 partner city, 2 agreements, 1 network"
    with pytest.raises(UsageError, match="unknown city"):
        payload(namur(), city="atlantis")
    with pytest.raises(UsageError, match="no words in the language"):
        payload(namur(), lang="de")


def test_events_know_their_cities_and_where_they_were() -> None:
    core = namur_payload().core
    cities = core["cities"]["id"]
    rows = {row["id"]: row for row in core["events"]}
    visit = rows["event:hue-visit-2024-03"]
    assert [cities[at] for at in visit["cities"]] == ["hue-vn", "namur-be"]
    assert cities[visit["at"]] == "namur-be"
    assert (visit["start"], visit["end"]) == (2024, 2024)
    assert visit["when"] == {"en": "March 2024", "fr": "mars 2024"}
    assert PROGRESS[visit["progress"]] == "realised"
    planned = {row["id"] for row in rows.values() if PROGRESS[row["progress"]] == "planned"}
    stated = asked(namur(), "?x a/rdfs:subClassOf* tg:Event ; tg:currentStatus status:planned")
    assert {expand(name) for name in planned} == {name for (name,) in stated}


def test_an_event_belongs_to_the_cities_whose_dossiers_tell_of_it() -> None:
    core = namur_payload().core
    cities, facts = core["cities"]["id"], Facts(namur(), "en")
    told = {city: set(facts.choose("dossier-events", [f"city:{city}"])) for city in cities}
    held = {row["id"]: {cities[at] for at in row["cities"]} for row in core["events"]}
    assert held == {event: {city for city in cities if event in told[city]} for event in held}
    assert held["event:masina-tender-launch-2024"] == {"masina-cd", "namur-be"}


def test_a_part_without_a_date_has_its_wholes_years_and_no_words_for_them() -> None:
    rows = {row["id"]: row for row in namur_payload().core["events"]}
    part = rows["event:adrano-stele-inauguration-2024"]
    assert (part["start"], part["end"], part["when"]) == (2024, 2024, {})
    # As the dossiers have it: the year of the whole, else of that during which it falls.
    (told, *_) = events(Facts(namur(), "en"), [part["id"]], ())
    assert told.year == part["start"]
    undated = {name for name, row in rows.items() if row["start"] is row["end"] is None}
    none = {event.id for event in events(Facts(namur(), "en"), rows, ()) if event.year is None}
    # Of what was over by a year its beginning is not told.
    begun_unknown = {name for name, row in rows.items() if row["start"] is None}
    assert undated <= none <= begun_unknown


def test_hostile_names_pass_through_untouched() -> None:
    made = payload(hostile())
    cities = made.core["cities"]
    assert {IMAGE, SCRIPT, LINK, TITLE} <= set(cities["name"]["en"])
    assert {LINK, SCRIPT} <= {told["en"] for told in made.core["ties"]["label"].values()}
    assert made.core["networks"][0]["label"]["en"] == IMAGE
    assert made.details["passages"][0]["summary"]["en"] == SCRIPT + IMAGE
    for name, text in made.blocks().items():
        held = getattr(made, name)
        assert json.loads(text) == json.loads(json.dumps(held)), name


def test_a_city_alone_and_an_empty_graph_are_shown() -> None:
    alone = payload(graph_of("")).core
    assert alone["cities"]["id"] == ["own"]
    assert alone["ties"]["id"] == []
    assert (
        alone["summary"]["en"] == "0 partner cities, 0 agreements, 0 networks; annual report 2024"
    )
    empty = payload(Graph.memory())
    assert empty.core["cities"]["id"] == []
    assert empty.core["centre"] == -1
    assert empty.core["summary"] == {
        "en": "The graph holds no city.", "fr": "Le graphe ne contient aucune ville.",
    }  # fmt: skip
    assert empty.details["records"] == {}


def test_an_agreement_of_three_cities_is_three_ties_of_one_name() -> None:
    trig = partner("b", "B", agreements={"all": "All three"}) + partner("c", "C")
    trig += "passage:test-1 { agreement:all tg:party city:c . }"
    core = payload(graph_of(trig), sparql=False).core
    ends = sorted(
        (core["cities"]["id"][a], core["cities"]["id"][b])
        for a, b in zip(core["ties"]["a"], core["ties"]["b"], strict=True)
    )
    assert ends == [("b", "c"), ("b", "own"), ("c", "own")]
    assert set(core["ties"]["id"]) == {"agreement:all"}
    assert core["summary"]["en"].startswith("2 partner cities, 1 agreement,")


def test_two_hundred_agreements_of_one_pair_are_two_hundred_ties() -> None:
    held = {f"a{n:03}": f"Agreement {n}" for n in range(200)}
    trig = partner("b", "B", agreements=held) + step("a000", "terminated", "realised")
    made = payload(graph_of(trig), sparql=False)
    assert len(made.core["ties"]["id"]) == 200
    assert len({tie["en"] for tie in made.core["ties"]["label"].values()}) == 200
    ended = [PROGRESS[far] for far in made.core["ties"]["progress"]].count("ended")
    assert ended == 1
    assert len(made.details["records"]["rel:b--own"][4]) == 200


def test_cities_of_one_name_and_country_are_told_apart_by_their_place() -> None:
    place = "tg:country country:fr ; tg:latitude {} ; tg:longitude {}"
    trig = partner("b", "Twin") + partner("c", "Twin") + partner("d", "twin")
    trig += "graph:geonames { country:fr a tg:Country ; rdfs:label " + quoted("France") + " ."
    trig += f" city:b {place.format('45.5', '3.25')} . city:c {place.format('46.0', '2.0')} ."
    trig += " city:d tg:country country:fr . }"
    apart = payload(graph_of(trig), sparql=False).core["cities"]["apart"]
    assert sorted(told["en"] for told in apart.values()) == [
        "Twin (France) [45.50, 3.25]", "Twin (France) [46.00, 2.00]", "twin (France)",
    ]  # fmt: skip


def test_the_same_graph_gives_the_same_blocks_in_whatever_order() -> None:
    trig = partner("b", "B", agreements={"x": "X", "y": "Y"}) + partner("c", "B")
    one, other = (payload(graph_of(trig, seed=seed)).blocks() for seed in (1, 2))
    assert one == other


@pytest.mark.slow
def test_the_worlds_lists_are_ties_that_are_only_listed() -> None:
    world_graph.require()
    made = payload(world_graph.world_graph(), sparql=False)
    core = made.core
    assert (len(core["cities"]["id"]), len(core["ties"]["id"])) == (17_717, 25_914)
    assert {MARKS[mark] for mark in core["ties"]["mark"]} == {"contact"}
    assert [source["id"] for source in core["sources"]] == ["source:wikipedia-2026"]
    assert {tuple(held) for held in core["ties"]["sources"]} == {(0,)}
    assert core["summary"]["en"] == "17,717 cities, 25,914 ties, 1 source"
    assert made.details["records"] == {}
    names = core["cities"]
    told = [names["apart"].get(at, {}).get("en") for at in names["apart"]]
    assert len(set(told)) == len(told) > 500
