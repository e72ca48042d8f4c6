"""The 26 questions that researchers put: each saved query's answer, against what the report says.

The answers are written here by hand from the questions and the report, not from queries/expected.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from twingraph.bundled import bundled_quads
from twingraph.prefixes import shorten
from twingraph.queries import SavedQuery, bind, query_files, read_query
from twingraph.store import Graph, value

_EASY_AND_MEDIUM = (1, 3, 4, 7, 9, 12, 15, 18, 25, 27, 28, 31, 34, 38, 40, 42, 45)
_HARD = (51, 53, 54, 57, 60, 64, 65, 68, 77)
QUESTIONS = [f"CQ{number:02}" for number in _EASY_AND_MEDIUM + _HARD]
ASKED = Path(__file__).resolve().parent.parent.parent / "shared/competency/questions.yaml"
Row = dict[str, str]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads(), "the Namur graph")


def by_question() -> dict[str, list[SavedQuery]]:
    found: dict[str, list[SavedQuery]] = {}
    for path in query_files().values():
        query = read_query(path)
        for question in query.answers:
            found.setdefault(question, []).append(query)
    return found


def ask(graph: Graph, question: str, **given: str) -> list[Row]:
    """Return the answer to a question, its IRIs as prefixed names."""
    (query,) = by_question()[question]
    text = bind(query, {key: [word] for key, word in given.items()}, lambda name, _: name)
    rows = graph.select(text)
    return [
        dict(zip(rows.variables, (shorten(value(term)) for term in row), strict=True))
        for row in rows
    ]


def column(rows: list[Row], *names: str) -> set[tuple[str, ...]]:
    return {tuple(row[name] for name in names) for row in rows}


def test_each_of_the_questions_has_one_query_with_both_summaries() -> None:
    found = by_question()
    assert len(QUESTIONS) == 26
    assert sorted(found) == QUESTIONS
    assert [question for question, queries in found.items() if len(queries) != 1] == []
    for (query,) in found.values():
        assert query.summary
        assert query.summary_fr
        assert query.summary != query.summary_fr


def test_the_questions_are_those_that_were_asked() -> None:
    if not ASKED.is_file():
        pytest.skip("../shared/competency/questions.yaml is not beside this checkout")
    text = ASKED.read_text(encoding="utf-8")
    assert re.findall(r"^- id: (\S+)$", text, re.MULTILINE) == QUESTIONS


def test_cq01_dates_of_the_lafayette_visit(graph: Graph) -> None:
    (row,) = ask(graph, "CQ01")
    assert row["when"] == "19–21 July 2024"
    assert row["date"] == "2024-07-19/2024-07-21"
    assert (row["destinationName"], row["leaderName"]) == ("Namur", "Monique Boulet")
    assert row["statusName"] == "realised"


def test_cq03_period_of_the_protocol(graph: Graph) -> None:
    (row,) = ask(graph, "CQ03")
    assert (row["from"], row["until"]) == ("2024", "2029")


def test_cq04_signatories_of_the_protocol(graph: Graph) -> None:
    namur, hue = ask(graph, "CQ04")
    assert (namur["side"], namur["person"], namur["named"]) == ("Namur", "Maxime Prévot", "true")
    assert namur["statedAs"] == "Député-Bourgmestre"
    assert (hue["side"], hue["named"]) == ("Huế", "false")
    assert hue["officeName"] == "Mayor – President of the People’s Committee of Huế"


def test_cq07_priority_domains(graph: Graph) -> None:
    rows = ask(graph, "CQ07")
    domains = ["culture and heritage", "digital transition", "green spaces"]
    assert [row["name"] for row in rows] == domains
    assert {row["complete"] for row in rows} == {"true"}


def test_cq09_network_of_namur_and_quebec(graph: Graph) -> None:
    rows = ask(graph, "CQ09")
    assert {row["networkName"] for row in rows} == {"UNESCO Creative Cities Network"}
    assert column(rows, "memberName", "field", "basisName") == {
        ("Québec City", "Literature", "stated"),
        ("Namur", "Media Arts", "stated"),
    }


def test_cq12_insignia_of_alarcon(graph: Graph) -> None:
    (row,) = ask(graph, "CQ12")
    assert row["when"] == "6 June 2024"
    # The title itself is older than its insignia.
    assert row["conferred"] == "2018-07-04"


def test_cq15_ambassadors(graph: Graph) -> None:
    rows = ask(graph, "CQ15")
    assert len(rows) == 5
    assert column(rows, "name", "countryName") == {
        ("Luis Enrique Chávez Badagoitia", "Peru"),
        ("Jean-Louis Thill", "Luxembourg"),
        ("Gayrat Fozilov", "Uzbekistan"),
        ("Tamás Iván Kovács", "Hungary"),
        ("Aleksandar Tasić", "Serbia"),
    }


def test_cq18_civcom_day(graph: Graph) -> None:
    (row,) = ask(graph, "CQ18")
    assert (row["when"], row["exactNumber"], row["place"]) == ("12 June 2024", "35", "Namur")


def test_cq25_intermunicipal_ententes(graph: Graph) -> None:
    rows = ask(graph, "CQ25", lang="fr")
    assert [row["name"] for row in rows] == [
        "Bandung",
        "Bourg-en-Bresse",
        "Cluj-Napoca",
        "Hué",
        "Lafayette (Louisiane)",
        "Pristina",
        "Québec",
    ]


def test_cq27_twinned_cities(graph: Graph) -> None:
    rows = ask(graph, "CQ27")
    assert [row["partner"] for row in rows] == ["city:lafayette-la-us", "city:quebec-qc-ca"]


def test_cq28_meetings_of_the_aimf(graph: Graph) -> None:
    rows = ask(graph, "CQ28")
    assert len(rows) == 4
    assert column(rows, "typeName", "ordinal", "city", "date") == {
        ("general assembly", "30", "Lausanne", "2010"),
        ("congress", "44", "Lausanne", "2024-05"),
        ("bureau meeting", "", "Lausanne", "2024-05"),
        ("bureau meeting", "102", "Paris", "2024-10"),
    }


def test_cq31_events_at_the_governors_palace(graph: Graph) -> None:
    rows = ask(graph, "CQ31")
    assert len(rows) == 3
    assert column(rows, "event") == {
        ("event:lafayette-crisis-presentation-2024-07",),
        ("event:insignia-gustin-2024-07",),
        ("event:ambassadors-lunch-2024",),
    }


def test_cq34_visits_that_dealt_with_the_nid(graph: Graph) -> None:
    rows = ask(graph, "CQ34")
    assert column(rows, "visit", "how") == {
        ("event:lafayette-visit-2024-07", "role:visited"),
        ("event:afce-visit-2024-09", "tg:location"),
        ("event:vietnamese-delegation-visit-2024-11", "role:presented"),
        ("event:hue-visit-2024-03", "role:discussed"),
    }
    assert [row["date"] for row in rows] == [
        "2024-03",
        "2024-07-19/2024-07-21",
        "2024-09",
        "2024-11",
    ]


def test_cq38_what_wbi_did(graph: Graph) -> None:
    rows = {row["thing"]: row for row in ask(graph, "CQ38")}
    visit = rows["event:vietnamese-delegation-visit-2024-11"]
    assert (visit["relationName"], visit["date"]) == ("requested by", "2024-11")
    grant = rows["grant:wbi-pasco-2024"]
    assert (grant["relationName"], grant["beneficiaryName"]) == ("funder", "Namur")
    assert (grant["purposeName"], grant["date"]) == ("PASCO project in Masina", "2024/2025")
    # Besides the two acts, only the project funded and the programme from which it was.
    assert set(rows) - {visit["thing"], grant["thing"]} == {
        "project:pasco-masina",
        "project:wbi-cofinancing",
    }


def test_cq40_planned_for_2025(graph: Graph) -> None:
    rows = {row["thing"]: row["statusName"] for row in ask(graph, "CQ40")}
    assert rows == {
        "event:quebec-delegation-at-namur-en-mai-2025": "envisaged",
        "event:terrebonne-mission-2025": "envisaged",
        "event:aemone-in-quebec-2025": "planned",
        "event:fetes-namuroises-2025-07": "planned",
        "event:masina-works-2025": "planned",
        "project:pasco-masina-year-2": "planned",
    }


def test_cq42_lots_of_the_masina_tender(graph: Graph) -> None:
    rows = ask(graph, "CQ42")
    assert len(column(rows, "lot")) == 4
    assert column(rows, "worksName", "placeName") == {
        ("rehabilitation", "Congo quarter office"),
        ("renovation", "Kasaï quarter office"),
        ("repair", "Mandiangu quarter office"),
        ("repair", "Pelende quarter office"),
        ("tiling of floors", "Civil-status offices of Masina"),
        ("tiling of floors", "Population offices of Masina"),
        ("tiling of floors", "Archive offices of Masina"),
    }


def test_cq45_mayors(graph: Graph) -> None:
    rows = ask(graph, "CQ45", lang="fr")
    named = [row for row in rows if row["named"] == "true"]
    assert column(named, "name", "cityName") == {
        ("Maxime Prévot", "Namur"),
        ("Monique Boulet", "Lafayette (Louisiane)"),
        ("Fabio Mancuso", "Adrano"),
    }
    unnamed = [row for row in rows if row["named"] == "false"]
    # The holders of 2022 and of 2024 may be one person: nobody says.
    assert column(unnamed, "cityName") == {("Hué",)}
    assert all(row["mayBeSameAs"] for row in unnamed)


def test_cq51_start_of_the_twinnings(graph: Graph) -> None:
    first, second = ask(graph, "CQ51")
    assert (first["partner"], first["year"]) == ("city:lafayette-la-us", "1979")
    assert (second["partner"], second["year"]) == ("city:quebec-qc-ca", "1999")
    assert (first["laterPartner"], first["yearsApart"]) == ("city:quebec-qc-ca", "20")


def test_cq53_agreements_on_the_first_of_january_2015(graph: Graph) -> None:
    assert column(ask(graph, "CQ53", lang="fr"), "partnerName") == {
        ("Lafayette (Louisiane)",),
        ("Québec",),
        ("Hué",),
    }
    assert column(ask(graph, "CQ53", day="2009-12-31"), "partner") == {
        ("city:lafayette-la-us",),
        ("city:quebec-qc-ca",),
    }
    later = column(ask(graph, "CQ53", day="2024-01-01"), "partner")
    assert ("city:pristina-xk",) in later
    assert ("city:terrebonne-qc-ca",) in later
    assert ("city:bandung-id",) not in later, "no date of the MoU is told"


def test_cq54_the_only_stated_end(graph: Graph) -> None:
    (row,) = ask(graph, "CQ54")
    assert (row["agreement"], row["endYear"]) == ("agreement:hue-protocol-2024", "2029")
    assert {row["cityName"], row["otherName"]} == {"Namur", "Huế"}


def test_cq57_partners_of_hue_and_of_lafayette(graph: Graph) -> None:
    rows = ask(graph, "CQ57")
    assert column(rows, "end", "partnerName", "country", "shared") == {
        ("city:hue-vn", "Namur", "Belgium", "true"),
        ("city:lafayette-la-us", "Namur", "Belgium", "true"),
    }


def test_cq60_ambassadors_of_namur(graph: Graph) -> None:
    assert column(ask(graph, "CQ60"), "day", "name") == {
        ("2016-01-01", "Philippe Gustin"),
        ("2019-01-01", "Philippe Gustin"),
        ("2019-01-01", "Leonardo García Alarcón"),
    }


def test_cq64_memberships_stated_and_implied(graph: Graph) -> None:
    assert column(ask(graph, "CQ64"), "answer", "network", "city") == {
        ("stated", "network:unesco-creative-cities", "city:namur-be"),
        ("stated", "network:unesco-creative-cities", "city:quebec-qc-ca"),
        ("implied", "network:aimf", "city:namur-be"),
        ("implied", "network:aimf", "city:hue-vn"),
        ("implied", "network:vertech-city", "city:namur-be"),
        ("not told", "network:vertech-city", "city:lafayette-la-us"),
    }


def test_cq65_partners_that_share_a_network(graph: Graph) -> None:
    rows = ask(graph, "CQ65")
    assert column(rows, "partner", "network", "membership") == {
        ("city:quebec-qc-ca", "network:unesco-creative-cities", "stated"),
        ("city:hue-vn", "network:aimf", "implied"),
    }
    assert ("city:quebec-qc-ca", "twinning") in column(rows, "partner", "bond")
    assert ("city:hue-vn", "protocol") in column(rows, "partner", "bond")


def test_cq68_visits_in_both_directions(graph: Graph) -> None:
    rows = ask(graph, "CQ68")
    assert column(rows, "partner", "direction", "visit", "date") == {
        ("city:quebec-qc-ca", "out", "event:namur-en-mai-at-reverbere-2024-10", "2024-10"),
        ("city:quebec-qc-ca", "out", "event:degueldre-visit-2024-12", "2024-12-03"),
        ("city:quebec-qc-ca", "in", "event:loup-fresh-visit-2024-10", "2024-10"),
        ("city:quebec-qc-ca", "in", "event:belanger-visit-2024-11", "2024-11"),
    }


def test_cq77_ties_that_rest_on_namur(graph: Graph) -> None:
    (row,) = ask(graph, "CQ77")
    assert (row["partners"], row["isolated"], row["pairsOnlyThrough"]) == ("13", "13", "78")
