"""What an explanation says: held to the data and the report, fact by fact, read by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as px
import pytest

import twingraph
from inferring import inferred
from small_world import small_world_quads
from twingraph.errors import DataError, MachineError, UsageError
from twingraph.explaining import Explanation, explain, to_json
from twingraph.explaining.text import plain
from twingraph.loading import ontology_files, read_ontology
from twingraph.opening import open_graph
from twingraph.passages import Extent, characters, read_lines
from twingraph.prefixes import expand
from twingraph.resources import folder
from twingraph.store import Graph


def named(name: str) -> px.NamedNode:
    return px.NamedNode(expand(name))


@pytest.fixture(scope="module")
def namur() -> Graph:
    return open_graph()


# What sources say.


def test_a_stated_fact_leads_to_its_passage(namur: Graph) -> None:
    found = explain("lafayette-twinning", "party", "lafayette-la-us", namur)
    assert found.kind == "asserted"
    assert found.statement.text == "Lafayette–Namur twinning – party – Lafayette (Louisiana)"
    (ground,) = found.grounds
    assert (ground.kind, ground.graph) == ("stated", "passage:namur-2024-072-1")
    (passage,) = found.passages
    assert ground.passages == (passage.id,) == ("passage:namur-2024-072-1",)
    assert (passage.report, passage.sheet, passage.first_line) == ("report:namur-2024", 4, 72)
    assert "45" in passage.summary
    assert passage.sentence is None


def test_the_report_gives_the_sentence(namur: Graph, report: Path) -> None:
    found = explain("lafayette-twinning", "party", "namur", namur, report=report)
    (passage,) = found.passages
    extent = Extent(72, 72, passage.from_character, passage.to_character)
    assert passage.sentence == characters(read_lines(report), extent)
    assert passage.sentence in re.sub(r"\s*\n\s*", " ", plain(found, 1000))


def test_another_text_is_refused(namur: Graph, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "report.txt"
    other.write_bytes(report.read_bytes().replace(b"2024", b"2025", 1))
    with pytest.raises(DataError, match="not the text of a report of this graph"):
        explain("lafayette-twinning", "party", "namur", namur, report=other)


def test_a_passage_that_is_not_in_the_report_is_refused(report: Path) -> None:
    passage = named("passage:namur-2024-072-1")
    wrong = px.Literal("0" * 64)
    quads = [
        px.Quad(q.subject, q.predicate, wrong, q.graph_name)
        if q.subject == passage and q.predicate == named("tg:sha256")
        else q
        for q in open_graph().quads()
    ]
    with pytest.raises(DataError, match="passage:namur-2024-072-1: its sha256"):
        explain("lafayette-twinning", "party", "namur", Graph.memory(quads), report=report)


def test_an_implied_fact_says_why(namur: Graph) -> None:
    found = explain("bandung-mou", "party", "namur", namur, lang="fr")
    (ground,) = found.grounds
    assert ground.kind == "implied"
    assert ground.because is not None
    assert ground.because.startswith("Le passage parle d’un MoU")
    assert ground.passages == (
        "passage:namur-2024-018--020",
        "passage:namur-2024-022-1",
        "passage:namur-2024-022-2",
    )
    assert "○ parce que" in plain(found)


@pytest.mark.parametrize(
    ("fact", "kind", "source"),
    [
        (("hue", "type", "City"), "ours", "source:editorial"),
        (("hue", "country", "Vietnam"), "outside", "source:geonames"),
        (("tg:City", "rdfs:subClassOf", "tg:Territory"), "ontology", "source:twingraph"),
        (("date:within-2024", "earliestYear", "2024"), "dates", "source:twingraph"),
        (("passage:namur-2024-072-1", "sheet", "4"), "structure", "report:namur-2024"),
    ],
)
def test_what_no_passage_says_names_its_source(
    namur: Graph, fact: tuple[str, str, str], kind: str, source: str
) -> None:
    found = explain(*fact, namur)
    assert found.kind == "asserted"
    assert [(g.kind, g.source.id) for g in found.grounds] == [(kind, source)]


def test_our_own_words_name_their_reviewer(namur: Graph) -> None:
    (ground,) = explain("hue", "type", "City", namur).grounds
    assert ground.reviewer == "The twingraph developers"


def test_every_graph_that_asserts_a_fact_is_named(namur: Graph) -> None:
    found = explain("report:namur-2024", "report year", "2024", namur)
    assert [g.graph for g in found.grounds] == ["passage:namur-2024-003--005", "graph:namur-2024"]
    proof = explain("lafayette-twinning", "startYear", "1979", namur)
    (step,) = [s for s in proof.steps if s.text.endswith("report year – 2024")]
    assert [g.graph for g in step.grounds] == [g.graph for g in found.grounds]


# What follows.


def test_a_start_year_is_counted_back_from_the_anniversary(namur: Graph) -> None:
    found = explain("lafayette-twinning", "startYear", "1979", namur)
    assert found.kind == "inferred"
    assert found.steps[0].statement == found.statement
    assert found.step(1).rule == "start-year"
    texts = [condition.text for step in found.steps for condition in step.conditions]
    assert "1979 = 2024 − 45" in texts
    denied = [c.text for s in found.steps for c in s.conditions if c.kind == "denied"]
    assert any("A later report" in text for text in denied)
    leaves = [step for step in found.steps if step.kind == "asserted"]
    assert {p for leaf in leaves for g in leaf.grounds for p in g.passages} == {
        "passage:namur-2024-003--005",
        "passage:namur-2024-072-1",
    }
    assert all(leaf.grounds for leaf in leaves)


def test_the_twinning_rests_on_one_passage(namur: Graph) -> None:
    found = explain("namur", "twinnedWith", "lafayette-la-us", namur)
    assert found.step(1).rule == "twinned-by-agreement"
    assert [p.id for p in found.passages] == ["passage:namur-2024-072-1"]
    said = {step.text for step in found.steps if step.kind == "asserted"}
    assert "Lafayette–Namur twinning – kind – twinning" in said
    assert "Namur is “city or municipality”" in said


def test_steps_are_numbered_once_and_premises_come_later(namur: Graph) -> None:
    found = explain("lafayette-twinning", "startYear", "1979", namur)
    assert [step.number for step in found.steps] == list(range(1, len(found.steps) + 1))
    kinds = [step.kind for step in found.steps]
    assert kinds == sorted(kinds, reverse=True)
    assert {p for step in found.steps for p in step.premises} == set(range(2, len(kinds) + 1))
    text = plain(found)
    for step in found.steps:
        assert text.count(f"({step.number}) ") == (step.kind == "inferred")


def test_french_is_french(namur: Graph) -> None:
    found = explain("lafayette-twinning", "année de début", "1979", namur, lang="fr")
    text = plain(found)
    assert text.startswith("Jumelage Lafayette – Namur – année de début – 1979\nDéduit\u00a0:")
    assert "feuille 4, l. 72" in text
    assert "et 1979 = 2024 − 45" in text
    assert not re.search(r"[^\W\d] [:;?!»]|« ", text)


def test_what_is_inferred_is_proved_without_its_inferred_graph(namur: Graph) -> None:
    bare = Graph.memory(q for q in namur.quads() if "/inferred" not in str(q.graph_name))
    assert explain("namur", "twinnedWith", "lafayette-la-us", bare).kind == "inferred"


def test_an_inferred_fact_without_a_proof_is_an_error(namur: Graph) -> None:
    stray = px.Quad(
        named("city:hue-vn"), named("tg:twinnedWith"), named("city:namur-be"),
        named("graph:inferred"),
    )  # fmt: skip
    broken = Graph.memory([*namur.quads(), stray])
    with pytest.raises(MachineError, match=r"tg:twinnedWith\(city:hue-vn, city:namur-be\)"):
        explain("hue", "twinnedWith", "namur", broken)


# What is not there.


def test_the_missing_premise_is_named(namur: Graph) -> None:
    found = explain("namur", "twinnedWith", "hue", namur)
    assert found.kind == "absent"
    attempts = {attempt.rule: attempt for attempt in found.attempts}
    claim = attempts["twinned-by-claim"]
    assert claim.missing == ("claim:namur-2024--hue-vn--accord – kind – twinning",)
    held = [found.step(number).text for number in claim.held]
    assert "Huế – Namur – connects – Huế" in held
    assert all(found.step(number).grounds for number in claim.held)
    assert "missing: claim:namur-2024--hue-vn--accord" in plain(found)


def test_near_facts_are_shown(namur: Graph) -> None:
    found = explain("namur", "twinnedWith", "hue", namur)
    near = {(one.how, one.statement.property.id, one.statement.value.id) for one in found.near}
    assert ("between", "tg:partnerByAgreementWith", "city:hue-vn") in near
    assert ("same-subject", "tg:twinnedWith", "city:lafayette-la-us") in near
    assert all(one.inferred == (not one.grounds) for one in found.near)
    assert len(found.near) == len({one.statement.text for one in found.near}) <= 25


def test_a_wrong_number_shows_the_right_one(namur: Graph) -> None:
    found = explain("lafayette-twinning", "startYear", "1980", namur)
    assert [one.statement.value.id for one in found.near] == ["1979"]
    attempt = next(a for a in found.attempts if a.rule == "start-year")
    assert attempt.missing


def test_a_comparison_that_fails_is_named(namur: Graph) -> None:
    found = explain("namur", "partnerByAgreementWith", "namur", namur)
    attempt = next(a for a in found.attempts if a.rule == "partner-by-agreement")
    assert attempt.failed == "Namur ≠ Namur"


def test_what_stands_against_a_rule_is_shown(namur: Graph) -> None:
    # The twinning is not in force if it was terminated: with such a step, the rule is blocked.
    graph = named("graph:editorial")
    step, twinning = named("step:lafayette-end"), named("agreement:lafayette-twinning")
    day = named("date:2024-12-01")
    more = [
        px.Quad(step, named("rdf:type"), named("tg:Step"), graph),
        px.Quad(step, named("tg:stepOf"), twinning, graph),
        px.Quad(step, named("tg:stepKind"), named("stepkind:terminated"), graph),
        px.Quad(step, named("tg:status"), named("status:realised"), graph),
        px.Quad(step, named("tg:dateWritten"), day, graph),
    ]
    bare = [q for q in namur.quads() if "/inferred" not in str(q.graph_name)]
    found = explain("namur", "twinnedWith", "lafayette-la-us", Graph.memory([*bare, *more]))
    assert found.kind == "absent"
    attempt = next(a for a in found.attempts if a.rule == "twinned-by-agreement")
    assert not attempt.missing
    assert attempt.blocker is not None
    blocker = found.step(attempt.blocker)
    assert blocker.kind == "inferred"
    assert "Lafayette–Namur twinning" in blocker.text
    below = [found.step(number) for number in blocker.premises]
    assert any("termination" in step.text or "terminated" in step.text for step in below)
    assert f"({attempt.blocker}) " in plain(found)


def test_an_in_between_result_says_what_it_lacks(namur: Graph) -> None:
    found = explain("bandung-mou", "beganOn", "date:within-2024", namur)
    signing = next(a for a in found.attempts if a.rule == "began-with-signing")
    (dated,) = signing.inner
    (done,) = dated.inner
    assert (dated.rule, done.rule) == ("signing-dated", "step-realised")
    assert done.missing == ("prepared – Bandung–Namur MoU – kind of step – signed",)
    assert "prepared – Bandung–Namur MoU – step of – Bandung–Namur MoU" in [
        found.step(number).text for number in done.held
    ]


def test_a_shared_step_is_told_once(namur: Graph) -> None:
    text = plain(explain("bandung-mou", "beganOn", "date:within-2024", namur))
    assert text.count("(as shown under (1))") == 1
    assert text.count("Rule current-status") == 1


def test_nothing_unconnected_is_said_to_hold(namur: Graph) -> None:
    found = explain("hue", "officeAtEvent", "date:within-2024", namur)
    assert found.attempts
    assert all(not attempt.held for attempt in found.attempts)


def test_what_no_rule_concludes_says_so(namur: Graph) -> None:
    found = explain("hue", "latitude", "1.5", namur)
    assert (found.kind, found.attempts) == ("absent", ())
    assert "only a source could say it" in plain(found)


# Names.


@pytest.mark.parametrize(
    "names",
    [
        ("namur", "twinnedWith", "lafayette-la-us"),
        ("city:namur-be", "tg:twinnedWith", "city:lafayette-la-us"),
        ("<https://w3id.org/twingraph/id/city/namur-be>", "twinned with", "Lafayette (Louisiane)"),
        ("NAMUR", "jumelée avec", "lafayette (louisiana)"),
    ],
)
def test_a_fact_is_named_in_many_ways(namur: Graph, names: tuple[str, str, str]) -> None:
    found = explain(*names, namur)
    assert found.statement.subject.id == "city:namur-be"
    assert found.statement.property.id == "tg:twinnedWith"
    assert found.statement.value.id == "city:lafayette-la-us"


@pytest.mark.parametrize(
    ("names", "kind", "value"),
    [
        (("lafayette-anniversary-2024", "ordinal", "45"), "asserted", ("45", "xsd:integer", None)),
        (("hue", "rdfs:label", '"Hué"@fr'), "asserted", ("Hué", None, "fr")),
        (("hue", "rdfs:label", "Hué"), "asserted", ("Hué", None, "fr")),
        (("date:2024-07-19--21", "latest", "2024-07-21"), "asserted",
         ("2024-07-21", "xsd:date", None)),
        (("hue", "rdfs:label", '"a \\"b\\"\\n"@en'), "absent", ('a "b"\n', None, "en")),
        (("hue", "rdfs:label", '"7"^^xsd:integer'), "absent", ("7", "xsd:integer", None)),
    ],
    ids=["integer", "tagged", "its only form", "day", "escapes", "typed"],
)  # fmt: skip
def test_values_are_literals_too(
    namur: Graph, names: tuple[str, str, str], kind: str, value: tuple[str, str | None, str | None]
) -> None:
    if names[0] == "lafayette-anniversary-2024":
        of, twinning = expand("tg:stepOf"), expand("agreement:lafayette-twinning")
        rows = namur.select(f"SELECT ?s WHERE {{ ?s <{of}> <{twinning}> }}")
        names = (str(rows.rows[0][0]), *names[1:])
    found = explain(*names, namur)
    term = found.statement.value
    assert (found.kind, (term.label, term.datatype, term.language)) == (kind, value)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("nowhere", "twinnedWith", "hue"), "unknown resource 'nowhere'"),
        (("namur", "twinedWith", "hue"), "unknown property 'twinedWith' .*tg:twinnedWith"),
        (("namur", "foo:bar", "hue"), "unknown property 'foo:bar'"),
        (("namur", "tg:nope", "hue"), "unknown property 'tg:nope'"),
        (("namur", "https://example.org/ x", "hue"), "is not an IRI"),
        (("nid", "type", "Place"), "2 bear the name 'nid': approach:nid, place:nid"),
        (("namur", "twinnedWith", "nulle part"), "unknown resource 'nulle part'"),
        (("namur", "rdfs:label", "Namur"), "2 values read 'Namur'"),
        (("namur", "rdfs:label", '"x"^^nope:y'), "unknown prefix"),
        (("namur", "type", "Citty"), "unknown class 'Citty'"),
    ],
)
def test_names_that_mean_nothing_or_too_much(
    namur: Graph, names: tuple[str, str, str], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        explain(*names, namur)
    assert re.search(message, str(caught.value))


# As data.


def test_the_json_says_all(namur: Graph) -> None:
    found = explain("lafayette-twinning", "startYear", "1979", namur)
    told = json.loads(to_json(found))
    assert list(told) == [
        "kind", "language", "statement", "grounds", "steps", "near", "attempts", "other_rules",
        "passages",
    ]  # fmt: skip
    assert list(told["steps"][0]) == [
        "number", "kind", "text", "statement", "grounds", "rule", "sentence", "conditions",
        "premises",
    ]  # fmt: skip
    assert told["steps"][0]["statement"]["value"] == {
        "id": "1979", "label": "1979", "literal": True, "datatype": "xsd:integer", "language": None,
    }  # fmt: skip
    assert to_json(explain("lafayette-twinning", "startYear", "1979", namur)) == to_json(found)


def test_it_is_offered_in_python() -> None:
    found = twingraph.explain("namur", "twinnedWith", "quebec-qc-ca")
    assert isinstance(found, Explanation)
    assert found.kind == "inferred"


def test_a_restricted_graph_is_explained_from_what_it_holds() -> None:
    stated = open_graph(stated_only=True)
    assert explain("bandung-mou", "party", "namur", stated).kind == "absent"
    assert explain("bandung-mou", "party", "namur", open_graph()).kind == "asserted"
    one = open_graph(sources=["namur-2024"])
    assert explain("namur", "twinnedWith", "lafayette-la-us", one).kind == "inferred"


# Imported lists: rows instead of passages.


@pytest.fixture(scope="module")
def lists() -> Graph:
    ontology = read_ontology(ontology_files(folder("ontology")))
    return inferred([*ontology, *small_world_quads()])


def test_what_a_list_says_names_its_row_and_its_origin(lists: Graph) -> None:
    found = explain("cologne-de", "listedAsTwinOf", "liverpool-gb", lists)
    assert found.kind == "asserted"
    rows = {g.source.id: [(row.key, row.word) for row in g.rows] for g in found.grounds}
    assert rows == {
        "source:almanac-2026": [("1", "twin town")],
        "source:items-2022": [("Q24826>Q365", "P190"), ("Q365>Q24826", "P190")],
    }
    assert all(
        ground.origin and "https://example.org/" in ground.origin for ground in found.grounds
    )
    assert "row 1: “twin town”" in plain(found)
    assert found.passages == ()


@pytest.mark.parametrize(
    "fact",
    [
        ("claim:yearbook-2020_1", "claimOn", "rel:cologne-de--liverpool-gb"),
        ("claim:yearbook-2020_1", "kind", "kind:twinning"),
    ],
)
def test_a_claim_has_its_own_row(lists: Graph, fact: tuple[str, str, str]) -> None:
    (ground,) = explain(*fact, lists).grounds
    assert [row.key for row in ground.rows] == ["1"]


def test_the_proof_of_what_a_list_says_ends_in_rows(lists: Graph) -> None:
    found = explain("liverpool-gb", "twinnedWith", "cologne-de", lists)
    assert found.kind == "inferred"
    leaves = [step for step in found.steps if step.kind == "asserted"]
    told = {row.key for step in leaves for ground in step.grounds for row in ground.rows}
    assert told == {"1", "Q24826>Q365", "Q365>Q24826"}
    assert "[Yearbook of cities, row 1]" in plain(found)


def test_what_identity_says_of_a_city_has_no_row(lists: Graph) -> None:
    (ground,) = explain("liverpool-gb", "type", "City", lists).grounds
    assert (ground.rows, ground.origin) == ((), None)
