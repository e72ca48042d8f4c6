"""SPARQL in the map's page, in a real browser: Python's answers, and what a question may not do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from playwright.sync_api import Browser
from rdflib.compare import isomorphic

from map_asking import (
    PATIENCE,
    TG,
    ask,
    ask_saved,
    asking_page,
    editor_text,
    fault,
    kept,
    run,
)
from map_browser import Opened, choose, opened, texts
from map_made import namur
from map_pages import data
from twingraph.cli import root
from twingraph.errors import QueryError
from twingraph.queries import SavedQuery, bind, catalogue
from twingraph.store import solution_rows
from twingraph.tables import sparql_csv

pytestmark = pytest.mark.browser

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@cache
def saved_queries() -> dict[str, SavedQuery]:
    """Return the saved queries for the page, by name."""
    return {query.name: query for query in catalogue() if query.page}


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """One page with the drawer open, for questions that leave no trace."""
    file = tmp_path_factory.mktemp("desk") / "map.html"
    file.write_text(asking_page(), encoding="utf-8")
    with opened(browser, file) as found:
        found.page.set_default_timeout(PATIENCE)
        choose(found, drawer="query")
        found.page.wait_for_selector(".cm-content")
        yield found
        found.assert_quiet()


def python_csv(sparql: str) -> str:
    """Return Python's answer to a question."""
    return "".join(sparql_csv(*solution_rows(namur().run(sparql))))  # type: ignore[arg-type]


def test_the_saved_queries_of_the_page_are_those_of_the_catalogue() -> None:
    offered = {query["name"]: query for query in data(asking_page(), "asking")["queries"]}
    files = (Path(__file__).parent.parent / "queries").rglob("*.rq")
    marked = {path.stem for path in files if "\n#+ page: true" in path.read_text("utf-8")}
    assert len(marked) >= 30
    assert set(offered) == marked == set(saved_queries())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_saved_query_gives_the_rows_that_python_gives(desk: Opened, lang: str) -> None:
    choose(desk, lang=lang)
    compared = 0
    for name, query in saved_queries().items():
        ask_saved(desk, name)
        given = {"lang": [lang]} if "lang" in {param.name for param in query.params} else {}
        expected = python_csv(bind(query, given, lambda text, _: text))
        assert kept(desk, "CSV").decode() == expected, name
        compared += expected.count("\n") > 1
        summary = query.summary_fr if lang == "fr" else query.summary
        assert desk.page.input_value("#question") == summary
    choose(desk, lang="en")
    # An answer that is empty in both proves little.
    assert compared >= 28


@pytest.mark.parametrize("name", ["partners-of", "programme-of", "number-of-partners"])
def test_files_of_an_answer_are_those_of_the_command_line(desk: Opened, name: str) -> None:
    ask_saved(desk, name)
    for form in ("csv", "json"):
        command = CliRunner().invoke(root, ["query", name, "--format", form])
        assert (command.exit_code, kept(desk, form.upper())) == (0, command.stdout_bytes)


def test_a_parameter_is_chosen_by_name_and_bound_as_a_term(desk: Opened) -> None:
    ask_saved(desk, "partners-of")
    field = desk.page.locator("#param-city")
    field.fill("hue")
    assert texts(desk, ".choices:visible [role=option] span") == ["Huế"]
    field.press("Enter")
    assert desk.state("params")["city"] == "city:hue-vn"
    assert "VALUES ?city { city:hue-vn }" in editor_text(desk)
    run(desk)
    hue = "https://w3id.org/twingraph/id/city/hue-vn"
    query = saved_queries()["partners-of"]
    assert kept(desk, "CSV").decode() == python_csv(bind(query, {"city": ["hue"]}, lambda *_: hue))


@pytest.mark.parametrize(
    ("name", "param", "value", "words"),
    [
        ("anniversaries-in", "year", "2025 } #", "A whole number is needed here."),
        ("partners-of", "city", "Atlantis", ""),
        ("partners-of", "city", "city:x }", "Nothing has that name."),
    ],
)
def test_a_value_that_its_type_does_not_allow_is_told_at_its_field(
    desk: Opened, name: str, param: str, value: str, words: str
) -> None:
    choose(desk, query=name, sparql=None, params={}, drawer="query")
    field = desk.page.locator(f"#param-{param}")
    before = editor_text(desk)
    field.fill(value)
    field.press("Tab")
    if words:
        assert words in desk.page.inner_text(f"#param-{param}-wrong")
        assert field.get_attribute("aria-invalid") == "true"
        assert editor_text(desk) == before
        desk.page.click(".ask-run")
        assert desk.page.evaluate("document.activeElement.id") == f"param-{param}"
    else:
        # A name that no city of the page has is an id of the graph, perhaps: its answer is empty.
        run(desk)
        assert desk.page.inner_text(".ask-none") == "The graph holds nothing that fits."


def test_an_error_names_its_line_and_marks_it(desk: Opened) -> None:
    wrong = f"{TG}SELECT ?city\nWHERE {{ ?city a ; }}\nLIMIT 3"
    with pytest.raises(QueryError) as python:
        namur().run(wrong)
    assert (python.value.line, python.value.column) == (3, 17)
    ask(desk, wrong)
    assert fault(desk).startswith("Line 3, column 17 SPARQL cannot be read here")
    assert texts(desk, ".fault-line") == ["WHERE { ?city a ; }"]
    desk.page.click(".ask-fault .ask-link")
    assert desk.page.evaluate("document.activeElement.className") == "ask-editor"
    assert "SERVICE" not in fault(desk)
    ask(desk, "SELECT * {\n  ?s ?p ?o .\n  FILTER(?o > 1\n}")
    assert fault(desk) == (
        "Line 3, column 9 SPARQL cannot be read to its end: this “(” is never closed."
    )
    ask(desk, "SELECT * { ?s ?p }")
    assert "after “?s ?p” the third is missing" in fault(desk)
    ask(desk, "SELECT * { ?s nowhere:name ?o }")
    assert "The prefix “nowhere” is not declared" in fault(desk)


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT * {\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "makes no connection"),
        ("LOAD <file:///etc/hostname>", "LOAD is an update"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "INSERT is an update"),
        ("SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", "holds no such graph"),
        ("", "There is no query yet."),
        (f"SELECT * {{ BIND({'(' * 9000}1{')' * 9000} AS ?x) }}", "The engine gave up"),
    ],
    ids=["service", "load", "insert", "from", "empty", "deep"],
)
def test_what_a_question_may_not_do_is_said(desk: Opened, sparql: str, words: str) -> None:
    ask(desk, sparql)
    assert words in fault(desk)
    ask(desk, "ASK { ?s ?p ?o }")
    assert desk.page.inner_text(".ask-yes") == "Yes"


def test_a_row_is_a_line_and_the_columns_stand_as_in_python(desk: Opened) -> None:
    ask_saved(desk, "partners-of")
    heights = desk.page.locator(".ask-table tbody tr").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert len(heights) == 14
    assert max(heights) < 30
    # No id beside a name, and what does not fit can be reached.
    assert desk.page.inner_text(".ask-table tbody tr td") == "Adrano"
    assert desk.page.get_attribute(".ask-table .ask-link", "title") == "city:adrano-it"
    assert desk.page.evaluate(
        "(() => { const box = document.querySelector('.ask-table'); box.scrollLeft = 9999;"
        " return box.scrollLeft > 0; })()"
    )
    sparql = "SELECT * { ?s ?p ?o . ?o ?b ?a } LIMIT 1"
    ask(desk, sparql)
    names = [name.removeprefix("?") for name in texts(desk, ".ask-table th")]
    assert names == python_csv(sparql).splitlines()[0].split(",")


def test_a_graph_of_the_page_can_be_chosen_by_from(desk: Opened) -> None:
    sparql = (
        "PREFIX graph: <https://w3id.org/twingraph/graph/>\n"
        "SELECT (COUNT(*) AS ?n) FROM graph:ontology { ?s ?p ?o }"
    )
    ask(desk, sparql)
    assert kept(desk, "CSV").decode() == python_csv(sparql)


def test_stop_ends_a_question_and_the_next_one_is_answered(desk: Opened) -> None:
    choose(desk, sparql=CROSS, query=None, params={})
    desk.page.click(".ask-run")
    desk.page.wait_for_timeout(300)
    assert desk.page.get_attribute(".ask-answer", "aria-busy") == "true"
    desk.page.click(".ask-stop")
    assert desk.page.inner_text(".ask-stopped").startswith("Stopped.")
    ask(desk, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert kept(desk, "CSV").decode() == python_csv("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_a_question_ends_with_its_time(desk: Opened) -> None:
    choice = desk.page.locator("#ask-limit")
    choice.evaluate("choice => choice.options[0].value = '1'")
    choice.select_option("1")
    ask(desk, CROSS)
    assert fault(desk).startswith("No answer within 1 second: the question was ended.")
    choice.select_option("30")
    ask(desk, "ASK {}")
    assert desk.page.inner_text(".ask-yes") == "Yes"


def test_cities_and_pairs_of_an_answer_light_up_and_go_out(desk: Opened) -> None:
    ask_saved(desk, "twinned-with")
    lines = kept(desk, "CSV").decode().splitlines()[1:]
    cities = {"city:" + line.split(",")[0].rsplit("/", 1)[1] for line in lines}
    assert len(cities) >= 2
    assert (set(desk.state("lit")), desk.state("litPairs")) == (cities, [])
    desk.page.click(".ask-lights")
    assert desk.state("lit") == []
    desk.page.click(".ask-lights")
    assert set(desk.state("lit")) == cities
    ask(desk, f"{TG}SELECT * {{ ?r tg:connects ?a, ?b FILTER(STR(?a) < STR(?b)) }}")
    pairs = {tuple(pair) for pair in desk.state("litPairs")}
    found = python_csv(f"{TG}SELECT DISTINCT ?r {{ ?r tg:connects ?c }}").split()[1:]
    ends = (relation.rsplit("/", 1)[1].split("--") for relation in found)
    assert pairs == {tuple(sorted(f"city:{end}" for end in pair)) for pair in ends}
    ask(desk, "ASK {}")
    assert desk.state("lit") == desk.state("litPairs") == []


def test_a_thing_in_an_answer_leads_to_it(desk: Opened) -> None:
    ask_saved(desk, "twinned-with")
    choose(desk, selected=None, panel=False)
    desk.page.click(".ask-table .ask-link >> nth=0")
    assert desk.state("selected").startswith("city:")
    assert desk.state("panel") is True
    choose(desk, selected=None)


def test_a_graph_is_shown_as_triples_and_kept_as_turtle(desk: Opened) -> None:
    sparql = f"{TG}CONSTRUCT {{ ?c a tg:City ; ?p ?o }} {{ ?c a tg:City ; ?p ?o }}"
    ask(desk, sparql)
    heads = texts(desk, ".ask-table th")
    assert heads == ["subject", "predicate", "object"]
    expected = rdflib.Graph()
    for triple in namur().run(sparql):  # type: ignore[union-attr]
        expected.parse(data=f"{triple} .", format="nt")
    found = rdflib.Graph().parse(data=kept(desk, "Turtle").decode(), format="turtle")
    assert len(found) > 100
    assert isomorphic(found, expected)


def test_many_rows_are_shown_some_at_a_time(desk: Opened) -> None:
    ask(desk, "SELECT * { ?s ?p ?o } LIMIT 1200")
    rows = desk.page.locator(".ask-table tbody tr")
    assert (rows.count(), texts(desk, ".ask-more span")) == (500, ["500 of 1,200 rows shown."])
    for count in (1000, 1200):
        desk.page.click(".ask-more button")
        desk.page.wait_for_selector(f".ask-table tr:nth-child({count})")
        assert rows.count() == count
    assert desk.page.locator(".ask-more button").is_hidden()


def test_texts_are_texts_and_terms_tell_what_they_are(desk: Opened) -> None:
    sparql = (
        'SELECT ("<img src=x onerror=alert(1)>" AS ?text) ("mot"@fr AS ?word) (1.5 AS ?number)'
        " (?nothing AS ?unbound) (<https://w3id.org/twingraph/vocab/kind/twinning> AS ?kind) {}"
    )
    ask(desk, sparql)
    cells = [" ".join(text.split()) for text in texts(desk, ".ask-table td")]
    assert cells == ["<img src=x onerror=alert(1)>", "mot fr", "1.5", "", "twinning"]
    assert desk.page.get_attribute(".ask-table [title^=kind]", "title") == "kind:twinning"
    assert desk.page.locator(".ask img").count() == 0
    assert desk.page.locator("td.number").all_inner_texts() == ["1.5"]
