"""City dossiers, against the report's text and expectations made by hand from reading it."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as px
import pytest

import twingraph
from inferring import namur_and_toy
from twingraph.bundled import bundled_quads
from twingraph.dossiers import Dossier, dossier, markdown, plain, to_json
from twingraph.dossiers import gaps as gaps_module
from twingraph.dossiers.gaps import gap_queries
from twingraph.dossiers.marks import HOLLOW, Marks
from twingraph.dossiers.model import Agreement, Event, Evidence
from twingraph.dossiers.reading import Facts
from twingraph.dossiers.wording import blocks
from twingraph.dossiers.words import NBSP, WORDS, colon, say
from twingraph.errors import QueryError, UsageError
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.store import Graph

if TYPE_CHECKING:
    from twingraph.dossiers.model import Language

TOY = Path(__file__).parent / "data" / "toy-2025"
CITIES = (
    "adrano-it",
    "bandung-id",
    "bourg-en-bresse-fr",
    "cluj-napoca-ro",
    "fes-ma",
    "hue-vn",
    "lafayette-la-us",
    "lausanne-ch",
    "masina-cd",
    "namur-be",
    "namur-qc-ca",
    "namur-wi-us",
    "ogaki-jp",
    "paris-fr",
    "pristina-xk",
    "quebec-qc-ca",
    "terrebonne-qc-ca",
)
LANGUAGES: tuple[Language, Language] = ("en", "fr")
INFERRED_HERE = expand("graph:inferred/namur-2024")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def made(graph: Graph) -> dict[tuple[str, str], Dossier]:
    return {(city, lang): dossier(city, graph, lang=lang) for city in CITIES for lang in LANGUAGES}


def tree(events: tuple[Event, ...]) -> Iterator[Event]:
    for event in events:
        yield event
        yield from tree(event.parts)


def own(found: Dossier) -> dict[str, Agreement]:
    return {agreement.id: agreement for agreement in found.agreements if agreement.own}


def lines_of(found: Dossier, evidence: Evidence, report: Path) -> str:
    """Return the report's lines on which evidence rests."""
    text = report.read_text(encoding="utf-8").split("\n")
    passages = [p for p in found.passages if p.id in evidence.passages]
    assert passages
    return "\n".join(line for p in passages for line in text[p.first_line - 1 : p.last_line])


def gap(found: Dossier, kind: str) -> set[str]:
    return {thing.id for g in found.gaps if g.kind == kind for thing in g.about}


# What the report tells, city by city.


def test_hue_has_two_agreements_and_their_life(
    made: dict[tuple[str, str], Dossier],
) -> None:
    found = made["hue-vn", "en"]
    agreements = own(found)
    assert len(agreements) == 2
    protocol = next(a for a in agreements.values() if a.kind and a.kind.id == "kind:protocol")
    accord = next(a for a in agreements.values() if a is not protocol)
    assert accord.stated_as[0].text == "accord de partenariat"
    signed = [step for step in accord.steps if step.kind == "stepkind:signed"]
    assert [step.when.text for step in signed if step.when] == ["2010"]
    assert protocol.period is not None
    assert (protocol.period.earliest, protocol.period.latest) == ("2024-01-01", "2029-12-31")
    assert {fact.text for fact in protocol.domains} == {
        "digital transition", "culture and heritage", "green spaces",
    }  # fmt: skip
    renews = [fact for fact in protocol.facts if fact.property == "tg:renews"]
    assert [(fact.id, fact.evidence.implied) for fact in renews] == [(accord.id, True)]
    step = next(step for step in protocol.steps if step.signatures)
    assert [(s.signed_for.id if s.signed_for else "", s.named) for s in step.signatures] == [
        ("city:hue-vn", False),
        ("city:namur-be", True),
    ]
    place = next(fact for fact in step.facts if fact.property == "tg:place")
    assert place.id == "city:lausanne-ch"


def test_hue_has_its_visit_its_unnamed_mayor_and_a_wish(
    made: dict[tuple[str, str], Dossier],
) -> None:
    found = made["hue-vn", "en"]
    visits = [e for e in found.events if e.when and e.when.text == "March 2024"]
    assert [([f.id for f in e.sender], [f.id for f in e.destination]) for e in visits] == [
        (["city:hue-vn"], ["city:namur-be"])
    ]
    assert visits[0].when is not None
    assert visits[0].when.basis == "report-year"
    mayors = [p for p in found.people if "Mayor" in p.label]
    assert len(mayors) == 2
    assert not any(person.named for person in mayors)
    assert all(person.own for person in mayors)
    assert mayors[0].perhaps[0].id == mayors[1].id
    assert len(gap(found, "person-identity") & {person.id for person in mayors}) == 1
    wished = [u for u in found.undertakings if [s.status for s in u.statuses] == ["status:wished"]]
    assert ["HID" in u.label for u in wished] == [True]
    assert [p.label for p in found.people if p.named] == ["Maxime Prévot"]


def test_pristina_wants_a_ladder_truck_that_nobody_gave(
    made: dict[tuple[str, str], Dossier],
) -> None:
    found = made["pristina-xk", "fr"]
    gift = next(u for u in found.undertakings if u.kind.id == "tg:Gift")
    assert [(s.status, s.label) for s in gift.statuses] == [("status:wished", "souhaité")]
    assert gift.id in gap(found, "event-promise")
    (entente,) = own(found).values()
    assert entente.kind is not None
    assert entente.kind.text == "entente"
    assert [s.when.text for s in entente.steps if s.when] == ["2016"]
    assert all(fact.evidence.implied for fact in entente.parties)
    for kind in ("council", "end", "signatory", "signing-day"):
        assert gap(found, f"agreement-{kind}") == {entente.id}, kind


def test_bandungs_memorandum_has_no_stated_instrument(
    made: dict[tuple[str, str], Dossier],
) -> None:
    found = made["bandung-id", "en"]
    (memorandum,) = own(found).values()
    assert memorandum.instrument_stated is False
    renewals = [s for s in memorandum.steps if s.kind == "stepkind:renewed"]
    assert [s.statuses[0].status for s in renewals] == ["status:envisaged"]
    for kind in ("agreement-instrument", "agreement-signing", "agreement-end", "event-promise"):
        assert memorandum.id in gap(found, kind), kind
    assert "“collaboration”" in plain(found)


def test_lausanne_has_events_and_no_relation(made: dict[tuple[str, str], Dossier]) -> None:
    found = made["lausanne-ch", "en"]
    assert found.relations == ()
    assert own(found) == {}
    assert {event.year for event in found.events} == {2010, 2024}
    assert "No relation of this city with another is told." in plain(found)
    assert [g.kind for g in found.gaps].count("city-relation") == 1


def test_a_place_that_no_gazetteer_has_is_said_to_be_unknown(
    made: dict[tuple[str, str], Dossier],
) -> None:
    found = made["namur-wi-us", "en"]
    assert (found.identity.latitude, found.identity.longitude) == (None, None)
    assert "- place not known\n" in plain(found)
    assert "- lieu inconnu\n" in plain(made["namur-wi-us", "fr"])
    assert {"city-place", "city-identifier"} <= {g.kind for g in found.gaps}
    assert {h.id for h in found.identity.homonyms} == {"city:namur-be", "city:namur-qc-ca"}
    # The report says in which state it lies, and never in which country.
    assert [f.evidence.implied for f in found.identity.region] == [False]
    assert [(f.text, f.evidence.implied) for f in found.identity.country] == [
        ("United States", True)
    ]


@pytest.mark.parametrize(
    ("city", "years", "year"),
    [("lafayette-la-us", 45, 1979), ("quebec-qc-ca", 25, 1999)],
)
def test_a_twinning_begins_where_its_anniversary_counts_from(
    made: dict[tuple[str, str], Dossier], city: str, years: int, year: int
) -> None:
    found = made[city, "en"]
    twinning = next(a for a in own(found).values() if a.kind and a.kind.id == "kind:twinning")
    (step,) = [s for s in twinning.steps if s.kind == "stepkind:anniversary"]
    assert step.start_year is not None
    assert (step.ordinal, step.start_year.text) == (years, str(year))
    # No passage says so: it follows from the report, by rule.
    assert step.start_year.evidence == Evidence(reasons=(INFERRED_HERE,))
    (reason,) = [r for r in found.reasons if r.id == INFERRED_HERE]
    text = " ".join(plain(found).split())
    mark = f"{HOLLOW}{reason.number}"
    line = f"{years}th anniversary (realised); hence begun in {year} (computed) {mark} [sheet"
    assert line in text
    assert f"- {mark}: Follows by rule from: Annual report 2024" in text


def test_an_anniversary_gives_no_start_year_where_only_what_is_stated_is_asked(
    graph: Graph,
) -> None:
    found = dossier("lafayette-la-us", graph.stated_only())
    (step,) = [s for a in own(found).values() for s in a.steps]
    assert (step.ordinal, step.start_year) == (45, None)
    assert "begun in" not in plain(found)


def test_what_is_planned_or_envisaged_stands_apart(made: dict[tuple[str, str], Dossier]) -> None:
    found = made["quebec-qc-ca", "en"]
    later = {(e.year, e.statuses[0].status) for e in found.events if (e.year or 0) > 2024}
    assert later == {(2025, "status:planned"), (2025, "status:envisaged")}
    text = plain(found)
    order = ("\n2024, realised\n", "\n2025, planned\n", "\n2025, envisaged\n")
    assert all(text.count(heading) == 1 for heading in order)
    assert sorted(order, key=text.index) == list(order)


def test_parts_stand_below_their_whole(made: dict[tuple[str, str], Dossier]) -> None:
    found = made["lafayette-la-us", "en"]
    visit = next(e for e in found.events if e.when and e.when.text == "19–21 July 2024")
    assert len(visit.parts) >= 6
    text = plain(found)
    assert all(f"\n  - {part.label[:40]}" in text for part in visit.parts)


def test_the_reports_own_city_is_told_in_short(made: dict[tuple[str, str], Dossier]) -> None:
    found = made["namur-be", "en"]
    assert found.own_report
    assert not any(made[city, "en"].own_report for city in CITIES if city != "namur-be")
    assert len(found.relations) == 13
    assert len(list(tree(found.events))) > 60
    text = plain(found)
    relations = text[text.index("\nRelations\n") : text.index("\nAgreements\n")]
    assert len(re.findall(r"^- ", relations, re.MULTILINE)) == 13
    assert len(re.findall(r"^ +- ", relations, re.MULTILINE)) == 0
    assert {n.network.label for n in found.networks if n.member} >= {
        "UNESCO Creative Cities Network"
    }
    assert {n.network.id for n in found.networks if n.member and n.member.evidence.implied} == {
        "network:aimf", "network:vertech-city",
    }  # fmt: skip


def test_what_is_told_stands_in_the_lines_that_are_cited(
    made: dict[tuple[str, str], Dossier], report: Path
) -> None:
    hue, pristina = made["hue-vn", "en"], made["pristina-xk", "fr"]
    protocol = next(a for a in own(hue).values() if a.period)
    visit = next(e for e in hue.events if e.when and e.when.text == "March 2024")
    assert protocol.period is not None
    assert visit.when is not None
    (wish,) = [s for u in hue.undertakings for s in u.statuses if s.status == "status:wished"]
    signed = next(step for step in protocol.steps if step.signatures)
    gift = next(u for u in pristina.undertakings if u.kind.id == "tg:Gift")
    (entente,) = own(pristina).values()
    said = [
        (hue, protocol.period.evidence, "2024-2029"),
        (hue, signed.evidence, "Lausanne"),
        (hue, visit.when.evidence, "En mars"),
        (hue, wish.evidence, "souhaite"),
        (pristina, gift.statuses[0].evidence, "auto-échelle"),
        (pristina, entente.steps[0].evidence, "2016"),
    ]
    for city, years in (("lafayette-la-us", "45"), ("quebec-qc-ca", "25")):
        found = made[city, "en"]
        steps = [step for a in own(found).values() for step in a.steps if step.start_year]
        said += [(found, step.evidence, years) for step in steps]
    assert len(said) == 8
    for found, evidence, words in said:
        assert words in lines_of(found, evidence, report)


# What must hold of every dossier.


def test_every_city_of_the_graph_is_tried(graph: Graph) -> None:
    rows = graph.select(f"SELECT ?c WHERE {{ ?c a <{expand('tg:City')}> }}")
    assert {str(row[0]) for row in rows} == {f"<{expand(f'city:{city}')}>" for city in CITIES}


def test_lines_are_at_most_eighty_columns_wide(made: dict[tuple[str, str], Dossier]) -> None:
    texts = {key: plain(found) for key, found in made.items()}
    assert all(text.count("\n") > 20 for text in texts.values())
    wide = [
        (key, line) for key, text in texts.items() for line in text.split("\n") if len(line) > 80
    ]
    assert wide == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_line_ends_in_its_source(
    made: dict[tuple[str, str], Dossier], lang: Language
) -> None:
    mark = re.compile(r"\[[^\[\]]+\]$")
    frame = (say("place-unknown", lang), say("homonyms", lang))
    seen = 0
    for city in CITIES:
        found = made[city, lang]
        marks = Marks(found)
        heads = {relation.other.label for relation in found.relations}
        for block in blocks(found):
            text = marks.write(block)
            if block.kind == "heading" and text == say("gaps", lang):
                break
            if block.kind == "item" and text not in heads and not text.startswith(frame):
                assert mark.search(text), (city, text)
                seen += 1
    assert seen > 300


def test_what_is_implied_bears_a_hollow_mark_whose_reason_is_listed(
    made: dict[tuple[str, str], Dossier],
) -> None:
    for found in made.values():
        text = plain(found)
        body, _, sources = text.rpartition("\n" + say("sources", found.language) + "\n")
        marked = {int(n) for n in re.findall(HOLLOW + r"(\d+)", body)}
        assert marked <= {reason.number for reason in found.reasons}
        for reason in found.reasons:
            rests = " \\(" if reason.passages else f"{colon(found.language)}"
            assert re.search(rf"^- {HOLLOW}{reason.number}{rests}", sources, re.MULTILINE)
            assert reason.because.split()[0] in sources


def test_cited_lines_are_lines_of_the_report(
    made: dict[tuple[str, str], Dossier], report: Path
) -> None:
    text = report.read_text(encoding="utf-8").split("\n")
    cited = {p for found in made.values() for p in found.passages}
    assert len({p.id for p in cited}) > 100
    for passage in cited:
        above = text[: passage.first_line]
        headers = [line for line in above if line.startswith("MISSIONS DÉLÉGUÉES ")]
        assert passage.sheet == 1 + len(headers), passage
        assert "".join(text[passage.first_line - 1 : passage.last_line]).strip(), passage


def test_json_holds_every_field(made: dict[tuple[str, str], Dossier]) -> None:
    for found in made.values():
        fields = json.loads(json.dumps(dataclasses.asdict(found)))
        assert json.loads(to_json(found)) == fields


def test_the_order_of_the_input_changes_nothing(
    made: dict[tuple[str, str], Dossier],
) -> None:
    quads = bundled_quads()
    random.Random(7).shuffle(quads)
    other = Graph.memory(quads)
    for city in ("hue-vn", "namur-be"):
        again = dossier(city, other, lang="fr")
        assert to_json(again) == to_json(made[city, "fr"])
        assert plain(again) == plain(made[city, "fr"])
        assert markdown(again) == markdown(made[city, "fr"])


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}


def test_no_english_word_of_the_frame_is_in_a_french_dossier(
    made: dict[tuple[str, str], Dossier], graph: Graph
) -> None:
    frame = [*WORDS.values(), *((gap.summary, gap.summary_fr) for gap in gap_queries())]
    english = words(" ".join(re.sub(r"\{\w+\}", "", en) for en, _ in frame))
    french = words(" ".join(fr for _, fr in frame))
    rows = graph.select('SELECT ?o { ?s ?p ?o FILTER (LANG(?o) = "fr" || LANG(?o) = "") }')
    # A name that a source spells out stays as it is spelt.
    spelt = graph.select(f"SELECT ?o {{ ?s <{expand('tg:fullName')}> ?o }}")
    rows.rows.extend(spelt)
    data = words(" ".join(str(row[0]) for row in rows))
    foreign = english - french - data
    assert {"told", "hence", "known", "whether"} <= foreign
    for city in CITIES:
        for text in (plain(made[city, "fr"]), markdown(made[city, "fr"])):
            assert words(text) & foreign == set(), city


def test_both_languages_say_everything() -> None:
    alike = {key for key, (en, fr) in WORDS.items() if en == fr}
    assert alike <= {"relations", "organisations", "sources", "position"}
    for key, (en, fr) in WORDS.items():
        assert set(re.findall(r"\{\w+\}", en)) == set(re.findall(r"\{\w+\}", fr)), key


def test_french_typography(made: dict[tuple[str, str], Dossier]) -> None:
    for city in CITIES:
        text = plain(made[city, "fr"])
        assert f"{NBSP}: " in text
        found = re.findall(rf".{{12}}[^{NBSP}\u202f][:;?!»].{{3}}", text)
        assert found == [], city
        assert re.findall(rf"«[^{NBSP}].{{9}}", text) == [], city


def test_markdown_takes_data_for_text(graph: Graph) -> None:
    label = px.NamedNode(expand("rdfs:label"))
    city = px.NamedNode(expand("city:trap-xx"))
    editorial = px.NamedNode(expand("graph:editorial"))
    name = px.Literal("<img src=x> [a](b) *c* `d` &lt;b&gt;", language="en")
    quads = [
        *graph.quads(),
        px.Quad(city, px.NamedNode(expand("rdf:type")), px.NamedNode(expand("tg:City")), editorial),
        px.Quad(city, label, name, editorial),
    ]
    text = markdown(dossier("trap-xx", Graph.memory(quads)))
    assert r"# \<img src=x\> \[a\](b) \*c\* \`d\` \&lt;b\&gt;" in text
    assert "<img" not in text.replace(r"\<img", "")


# Other graphs.


def test_a_city_of_which_nothing_is_told_says_so(graph: Graph) -> None:
    city, editorial = (
        px.NamedNode(expand("city:nowhere-xx")),
        px.NamedNode(expand("graph:editorial")),
    )
    quads = [
        *graph.quads(),
        px.Quad(city, px.NamedNode(expand("rdf:type")), px.NamedNode(expand("tg:City")), editorial),
        px.Quad(city, px.NamedNode(expand("rdfs:label")), px.Literal("Nowhere"), editorial),
    ]
    found = dossier("nowhere", Graph.memory(quads))
    assert found.empty
    text = plain(found)
    assert "The graph holds no fact about Nowhere beyond what identifies it." in text
    assert "No report tells of this city." in text
    assert "\nEvents\n" not in text


def with_facts(graph: Graph, facts: str, name: str = "passage:namur-2024-058-1") -> Graph:
    """Return a graph with more facts, in Turtle, in one named graph."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    more = px.parse(prefixes + facts, format=px.RdfFormat.TURTLE)
    where = px.NamedNode(expand(name))
    added = [px.Quad(q.subject, q.predicate, q.object, where) for q in more]
    return Graph.memory([*graph.quads(), *added])


def test_events_without_status_have_one_heading_after_the_others(graph: Graph) -> None:
    facts = "".join(
        f'event:x{month} a tg:Event ; rdfs:label "X"@en ; tg:location city:hue-vn ;'
        f" tg:dateWritten date:2024-{month}-05 .\n"
        for month in ("01", "12")
    )
    text = plain(dossier("hue", with_facts(graph, facts)))
    assert text.count("\n2024, status not told\n") == 1
    assert text.count("\n2024, realised\n") == 1
    assert text.index("\n2024, realised\n") < text.index("\n2024, status not told\n")


def test_statuses_stand_in_the_order_of_their_vocabulary(graph: Graph) -> None:
    rows = graph.select(
        f"SELECT ?s {{ ?s <{expand('skos:inScheme')}> <https://w3id.org/twingraph/vocab/status> ;"
        f" <{expand('skos:notation')}> ?n }} ORDER BY ?n"
    )
    scheme = [shorten(str(row[0])[1:-1]) for row in rows]
    assert scheme.index("status:candidate") < scheme.index("status:envisaged")
    events = "".join(
        f'event:x{n} a tg:Event ; rdfs:label "x"@en ; tg:location city:fes-ma ;'
        f" tg:status {status} ; tg:dateWritten date:2030-01-01 .\n"
        for n, status in enumerate(sorted(scheme))
    )
    found = dossier("fes", with_facts(graph, events))
    assert [e.statuses[0].status for e in found.events if e.year == 2030] == scheme


def test_a_point_is_that_of_one_source_and_two_kinds_are_both_told(graph: Graph) -> None:
    facts = """
        city:fes-ma tg:latitude 30.5 ; tg:longitude -9.5 .
        agreement:hue-protocol-2024 tg:kind kind:entente .
    """
    more = with_facts(graph, facts, "graph:wikidata")
    identity = dossier("fes", more).identity
    assert (identity.latitude, identity.longitude) == (34.03313, -5.00028)
    lone = with_facts(graph, "city:fes-ma tg:latitude -80.5 .", "graph:wikidata")
    assert dossier("fes", lone).identity == dossier("fes", graph).identity
    text = plain(dossier("hue", more))
    assert "kind: protocol" in text or "kind: entente" in text


def test_a_graph_that_rests_on_nothing_is_named_as_the_source(graph: Graph) -> None:
    bare = with_facts(graph, "city:fes-ma tg:statedAs 'of nowhere' .", "graph:nowhere")
    assert "- stated as: “of nowhere” [graph:nowhere]\n" in plain(dossier("fes", bare))


def test_a_statement_about_a_statement_is_text(graph: Graph) -> None:
    nested = "city:fes-ma tg:statedAs <<( city:fes-ma tg:near city:hue-vn )>> ."
    (fact,) = [
        f for f in dossier("fes", with_facts(graph, nested)).identity.facts
        if f.property == "tg:statedAs"
    ]  # fmt: skip
    assert fact.id is None
    assert expand("tg:near") in fact.text


def test_no_answer_depends_on_what_was_asked_before(graph: Graph) -> None:
    protocol = "agreement:hue-protocol-2024"
    fresh, used = Facts(graph, "en"), Facts(graph, "en")
    for thing in ("city:hue-vn", "step:hue-protocol-2024-signed", protocol):
        used.of(thing, "rdf:type")
        used.evidence(used.graphs(thing))
    assert fresh.to(protocol) == used.to(protocol)
    assert {name for name, *_ in fresh.to(protocol, "tg:stepOf")} == {
        "step:hue-protocol-2024-signed"
    }


def test_a_gap_is_a_file(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gaps").mkdir()
    (tmp_path / "gaps" / "city-anthem.rq").write_text(
        "#+ summary: Its anthem\n#+ summary_fr: Son hymne\n#+ params: city tg:City required\n"
        f"PREFIX rdfs: <{PREFIXES['rdfs']}>\nPREFIX city: <{PREFIXES['city']}>\n"
        "SELECT ?city ?name WHERE {\n  VALUES ?city { city:namur-be }\n"
        '  ?city rdfs:label ?name FILTER(LANG(?name) = "en")\n}\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(gaps_module, "folder", lambda _name: tmp_path)
    gap_queries.cache_clear()
    try:
        found = dossier("fes", graph, lang="fr").gaps
        path = tmp_path / "gaps" / "city-anthem.rq"
        path.write_text(
            path.read_text(encoding="utf-8").replace("city ", "town ").replace("?city", "?town"),
            encoding="utf-8",
        )
        gap_queries.cache_clear()
        with pytest.raises(QueryError, match="parameters are city and thing, not town"):
            dossier("fes", graph)
    finally:
        gap_queries.cache_clear()
    assert [(g.kind, g.text, [t.label for t in g.about]) for g in found] == [
        ("city-anthem", "Son hymne", ["Fès / Fez"])
    ]


def test_stated_only_leaves_no_hollow_mark(graph: Graph) -> None:
    stated = graph.stated_only()
    for city in CITIES:
        found = dossier(city, stated)
        assert found.reasons == ()
        assert HOLLOW not in plain(found)
    # Who the parties of Pristina's entente are, and that Huế is in the AIMF, is implied only.
    assert own(dossier("pristina", stated)) == {}
    assert own(dossier("pristina", graph)) != {}
    assert dossier("hue", stated).networks == ()


def test_a_second_report_adds_its_word_and_erases_nothing() -> None:
    both = namur_and_toy()
    found = dossier("terrebonne", both)
    (mission,) = [e for e in found.events if e.year == 2025]
    assert [s.status for s in mission.statuses] == ["status:realised", "status:envisaged"]
    text = " ".join(plain(found).split())
    assert "(realised; earlier: envisaged)" in text
    assert "namur-2024, sheet 8" in text
    assert "toy-2025, sheet 2" in text
    alone = dossier("terrebonne", both.restrict(["namur-2024"]))
    (planned,) = [e for e in alone.events if e.year == 2025]
    assert [s.status for s in planned.statuses] == ["status:envisaged"]


def test_a_year_without_an_event_is_a_gap() -> None:
    both = namur_and_toy()
    found = dossier("bourg-en-bresse", both)
    (silent,) = [g for g in found.gaps if g.kind == "city-silence"]
    assert [(thing.id, thing.label) for thing in silent.about] == [
        ("city:namur-be", "Namur / 2025")
    ]


# Names.


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("namur", "city:namur-be"),
        ("lafayette", "city:lafayette-la-us"),
        ("Quebec", "city:quebec-qc-ca"),
        ("Huế", "city:hue-vn"),
        ("Hué", "city:hue-vn"),
        ("fez", "city:fes-ma"),
    ],
)
def test_a_city_is_found_by_any_of_its_names(graph: Graph, name: str, city: str) -> None:
    assert dossier(name, graph).id == city


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Maxime Prévot", r"unknown city 'Maxime Prévot' \(the name of person:maxime-prevot"),
        ("AWEX", r"unknown city 'AWEX' \(the name of org:awex"),
        ("Kosovo", r"unknown city 'Kosovo' \(the name of country:xk"),
        ("bandoeng", r"unknown city 'bandoeng' \(did you mean Bandung"),
    ],
)
def test_a_name_that_is_no_citys_is_explained(graph: Graph, name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        dossier(name, graph)
    assert re.match(message, str(caught.value))


def test_an_unknown_language_is_refused(graph: Graph) -> None:
    with pytest.raises(UsageError, match="unknown language 'de'"):
        dossier("hue", graph, lang="de")  # type: ignore[arg-type]


def test_the_package_offers_it(graph: Graph) -> None:
    assert twingraph.dossier("hue", graph).label == "Huế"


def test_no_city_is_written_into_the_code() -> None:
    folder = Path(twingraph.__file__).parent / "dossiers"
    files = sorted(folder.glob("*.py"))
    assert len(files) > 8
    names = re.compile("|".join(city.rpartition("-")[0].partition("-")[0] for city in CITIES))
    assert [f.name for f in files if names.search(f.read_text(encoding="utf-8").casefold())] == []
