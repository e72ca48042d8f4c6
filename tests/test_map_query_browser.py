"""SPARQL in the map's page, in a real browser: Python's answers, and what a question may not do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from playwright.sync_api import Browser, Download, sync_playwright
from rdflib.compare import isomorphic

from map_opening import FLAGS, Opened, namur, namur_page, opened
from map_pages import data
from twingraph.cli import root
from twingraph.errors import QueryError
from twingraph.map.showing import map_page
from twingraph.queries import SavedQuery, bind, catalogue
from twingraph.store import solution_rows
from twingraph.tables import sparql_csv

pytestmark = pytest.mark.browser

TG = "PREFIX tg: <https://w3id.org/twingraph/ontology#>\n"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATIENCE = 60_000
# Which blocks of the page have been read, from its first script on; some browsers give script
# elements a `textContent` of their own.
WATCH = """() => {
  window.read = [];
  for (const prototype of [Node.prototype, HTMLScriptElement.prototype]) {
    const held = Object.getOwnPropertyDescriptor(prototype, "textContent");
    if (!held) continue;
    Object.defineProperty(prototype, "textContent", { ...held, get() {
      if (this.id?.startsWith("block-")) window.read.push(this.id.slice(6));
      return held.get.call(this);
    } });
  }
}"""


@cache
def asking_page() -> str:
    """Return Namur's map in English, with SPARQL."""
    return map_page(namur(), lang="en").html


@cache
def saved_queries() -> dict[str, SavedQuery]:
    """Return the saved queries for the page, by name."""
    return {query.name: query for query in catalogue() if query.page}


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """One page with the drawer open, for questions that leave no trace."""
    with opened(browser, asking_page(), tmp_path_factory.mktemp("desk")) as found:
        found.choose(drawer="query")
        found.page.wait_for_selector(".cm-content")
        yield found
        found.assert_quiet()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    with ExitStack() as stack:

        def shown(html: str | None = None, **options: Any) -> Opened:
            text = html or asking_page()
            return stack.enter_context(opened(browser, text, tmp_path, **options))

        yield shown


def run(found: Opened) -> None:
    """Run what the editor holds, and wait for the answer."""
    found.page.click(".ask-run")
    found.page.wait_for_selector(".ask-answer[aria-busy=false]", timeout=PATIENCE)


def ask(found: Opened, sparql: str) -> None:
    """Ask a question of one's own."""
    found.choose(sparql=sparql, query=None, params={}, drawer="query")
    run(found)


def ask_saved(found: Opened, name: str, **params: str) -> None:
    """Ask a saved question."""
    found.choose(query=name, sparql=None, params=params, drawer="query")
    run(found)


def kept(found: Opened, label: str) -> bytes:
    """Download the answer in a format."""
    with found.page.expect_download() as waiting:
        found.page.click(f".ask-files button:text-is('{label}')")
    download: Download = waiting.value
    return Path(download.path()).read_bytes()


def python_csv(sparql: str) -> str:
    """Return Python's answer to a question."""
    return "".join(sparql_csv(*solution_rows(namur().run(sparql))))  # type: ignore[arg-type]


def fault(found: Opened) -> str:
    return found.page.inner_text(".ask-fault")


def editor_text(found: Opened) -> str:
    return "\n".join(found.page.locator(".cm-line").all_inner_texts())


def test_the_saved_queries_of_the_page_are_those_of_the_catalogue() -> None:
    offered = {query["name"]: query for query in data(asking_page(), "asking")["queries"]}
    files = (Path(__file__).parent.parent / "queries").rglob("*.rq")
    marked = {path.stem for path in files if "\n#+ page: true" in path.read_text("utf-8")}
    assert len(marked) >= 30
    assert set(offered) == marked == set(saved_queries())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_saved_query_gives_the_rows_that_python_gives(desk: Opened, lang: str) -> None:
    desk.choose(lang=lang)
    compared = 0
    for name, query in saved_queries().items():
        ask_saved(desk, name)
        given = {"lang": [lang]} if "lang" in {param.name for param in query.params} else {}
        expected = python_csv(bind(query, given, lambda text, _: text))
        assert kept(desk, "CSV").decode() == expected, name
        compared += expected.count("\n") > 1
        summary = query.summary_fr if lang == "fr" else query.summary
        assert desk.page.input_value("#question") == summary
    desk.choose(lang="en")
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
    assert desk.texts(".choices:visible [role=option] span") == ["Huế"]
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
    desk.choose(query=name, sparql=None, params={}, drawer="query")
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
    assert desk.texts(".fault-line") == ["WHERE { ?city a ; }"]
    desk.page.click(".ask-fault .ask-link")
    assert desk.page.evaluate("document.activeElement.className") == "ask-editor"
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


def test_a_graph_of_the_page_can_be_chosen_by_from(desk: Opened) -> None:
    sparql = (
        "PREFIX graph: <https://w3id.org/twingraph/graph/>\n"
        "SELECT (COUNT(*) AS ?n) FROM graph:ontology { ?s ?p ?o }"
    )
    ask(desk, sparql)
    assert kept(desk, "CSV").decode() == python_csv(sparql)


def test_stop_ends_a_question_and_the_next_one_is_answered(desk: Opened) -> None:
    desk.choose(sparql=CROSS, query=None, params={})
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
    desk.choose(selected=None, panel=False)
    desk.page.click(".ask-table .ask-link >> nth=0")
    assert desk.state("selected").startswith("city:")
    assert desk.state("panel") is True
    desk.choose(selected=None)


def test_a_graph_is_shown_as_triples_and_kept_as_turtle(desk: Opened) -> None:
    sparql = f"{TG}CONSTRUCT {{ ?c a tg:City ; ?p ?o }} {{ ?c a tg:City ; ?p ?o }}"
    ask(desk, sparql)
    heads = desk.texts(".ask-table th")
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
    assert (rows.count(), desk.texts(".ask-more span")) == (500, ["500 of 1,200 rows shown."])
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
    cells = [" ".join(text.split()) for text in desk.texts(".ask-table td")]
    assert cells == ["<img src=x onerror=alert(1)>", "mot fr", "1.5", "", "twinning kind:twinning"]
    assert desk.page.locator(".ask img").count() == 0
    assert desk.page.locator("td.number").all_inner_texts() == ["1.5"]


def test_terms_are_completed_and_missing_prefixes_declared(desk: Opened) -> None:
    desk.choose(sparql="SELECT * { ?city ", query=None, params={})
    desk.page.click(".cm-content")
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type("tg:twinnedW")
    desk.page.wait_for_selector(".cm-tooltip-autocomplete [aria-selected=true]")
    chosen = desk.page.inner_text(".cm-tooltip-autocomplete [aria-selected=true]")
    assert "tg:twinnedWith" in chosen
    assert "property" in chosen
    desk.page.wait_for_timeout(100)  # the list takes no key in its first instants
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type(" ?other }")
    desk.page.keyboard.press("Control+Enter")
    desk.page.wait_for_selector(".ask-answer[aria-busy=false] .ask-count")
    assert editor_text(desk) == f"{TG}SELECT * {{ ?city tg:twinnedWith ?other }}"
    assert kept(desk, "CSV").decode().startswith("city,other\n")


def test_nothing_of_it_is_unpacked_before_it_is_used(show: Any) -> None:
    found = show()
    found.page.context.add_init_script(f"({WATCH})()")
    found.page.reload()
    found.page.wait_for_selector(".bar-title")
    found.page.wait_for_timeout(1000)
    parts = {"asking", "editor", "engine", "worker", "quads"}
    assert parts & set(found.page.evaluate("window.read")) == set()
    assert "core" in found.page.evaluate("window.read")
    found.page.keyboard.press("Alt+q")
    found.page.wait_for_selector(".cm-content")
    assert parts & set(found.page.evaluate("window.read")) == {"asking", "editor"}
    run(found)
    assert parts <= set(found.page.evaluate("window.read"))
    found.assert_quiet()


def test_the_drawer_is_worked_by_keys_alone(show: Any) -> None:
    found = show()
    keys = found.page.keyboard
    keys.press("Alt+q")
    found.page.wait_for_selector(".cm-content")
    found.page.wait_for_selector("#question:focus")
    keys.type("twinned, by an agreement")
    keys.press("Enter")
    assert found.state("query") == "twinned-with"
    found.page.focus(".cm-content")
    keys.press("Control+Enter")
    found.page.wait_for_selector(".ask-count", timeout=PATIENCE)
    keys.press("Escape")
    assert found.page.evaluate("document.activeElement.className") == "ask-run"
    found.page.focus(".ask-handle")
    before = found.page.locator(".drawer").bounding_box()["height"]
    keys.press("ArrowUp")
    assert found.page.locator(".drawer").bounding_box()["height"] == before + 40
    keys.press("Escape")
    assert found.state("drawer") is None
    keys.press("Alt+q")
    assert found.page.locator(".ask-count").is_visible()
    found.assert_quiet()


def test_the_editor_wears_the_pages_colours_under_its_policy(show: Any) -> None:
    found = show(color_scheme="dark")
    found.choose(drawer="query")
    found.page.wait_for_selector(".cm-content")
    colour = "element => getComputedStyle(element)"
    word = found.page.locator(".cm-line span", has_text="SELECT").first
    assert word.evaluate(f"{colour}.color") == "rgb(140, 200, 240)"
    assert "mono" in found.page.locator(".cm-scroller").evaluate(f"{colour}.fontFamily")
    found.assert_quiet()


def test_a_page_without_an_engine_says_so_and_how_to_get_one(show: Any) -> None:
    found = show(namur_page())
    found.choose(drawer="query")
    words = found.page.inner_text(".ask-absent")
    assert "This page was made without SPARQL" in words
    assert "twingraph map" in words
    found.choose(lang="fr")
    assert "sans SPARQL" in found.page.inner_text(".ask-absent")
    found.assert_quiet()


def test_the_address_brings_a_question_back(show: Any) -> None:
    found = show()
    ask_saved(found, "agreements-in-force-on", day="2020-01-01")
    rows = json.loads(kept(found, "JSON"))["results"]["bindings"]
    found.page.wait_for_timeout(1500)  # the address follows the state with a delay
    found.page.reload()
    found.page.wait_for_selector(".cm-content")
    assert found.state("params") == {"day": "2020-01-01"}
    run(found)
    assert json.loads(kept(found, "JSON"))["results"]["bindings"] == rows
