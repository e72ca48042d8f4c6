"""The map page's panel in a real browser: every record opens, every mark leads to its evidence.

What a record must show is read from the page's details, apart from the panel's code. An invented
page brings hostile texts, crowds and sentences.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

import panel_pages
import twingraph
from map_made import namur_page
from map_pages import data
from twingraph.bundled import bundled_quads
from twingraph.map.bundle import parts
from twingraph.map.interactive import page as page_of
from twingraph.store import Graph

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
LANGUAGES = ("en", "fr")
# Select a thing and wait until the panel shows it.
SELECT = """async ([id, lang]) => {
  const { store } = window.twingraphMap;
  document.querySelector(".panel h2")?.setAttribute("data-before", "");
  store.set({ lang, selected: null });
  store.set({ selected: id });
  for (let wait = 0; wait < 2000; wait += 1) {
    await new Promise((done) => setTimeout(done, 5));
    const heading = document.querySelector(".panel article h2:not([data-before])");
    if (heading && !document.querySelector(".panel .begin")) return;
  }
  throw new Error(`${id} is not shown`);
}"""
# Bring all lines, then open every mark in turn; tell how many there are and what opens badly.
OPEN_ALL = """() => {
  const body = document.querySelector(".panel-body");
  for (let more; (more = body.querySelector(".show-all")); ) more.click();
  const wrong = [];
  const marks = [...body.querySelectorAll("button.mark")];
  for (const mark of marks) {
    mark.click();
    const opened = document.getElementById(mark.getAttribute("aria-controls"));
    const says = opened?.querySelector(
      ".passage .summary, .voices li, .because, .proof .step-fact")?.textContent.trim();
    if (!says || mark.getAttribute("aria-expanded") !== "true") {
      wrong.push(mark.getAttribute("aria-label"));
    }
    for (const fold of opened?.querySelectorAll("details") ?? []) fold.open = true;
    for (const leaf of opened?.querySelectorAll(".step:not(:has(.step))") ?? []) {
      if (!leaf.querySelector(".passage, .ground, .because, .quiet")) wrong.push(leaf.textContent);
    }
    mark.click();
    if (mark.getAttribute("aria-expanded") !== "false" || opened?.isConnected) wrong.push("stays");
  }
  const texts = (selector) =>
    [...document.querySelectorAll(`.panel ${selector}`)].map((each) => each.textContent.trim());
  return {
    title: texts("article h2"), type: texts(".panel-bar .type"), headings: texts("article h3"),
    lines: body.querySelectorAll(".marks").length, marks: marks.length, wrong,
  };
}"""


@dataclass
class Opened:
    """A page in the browser, and whatever it did that it should not."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def select(self, name: str, lang: str = "en") -> None:
        """Select a thing, as a link would."""
        self.page.evaluate(SELECT, [name, lang])

    def until(self, condition: str) -> None:
        """Wait for a condition; asked from outside, as the page's policy forbids it inside."""
        for _ in range(200):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never came: {condition}")

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the panel's elements."""
        return [
            text.strip() for text in self.page.locator(f".panel {selector}").all_text_contents()
        ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write Namur's page and the invented one."""
    folder = tmp_path_factory.mktemp("pages")
    graph = Graph.memory(bundled_quads(), "Namur")
    (folder / "namur.html").write_text(namur_page(), encoding="utf-8")
    twingraph.write_map(folder / "hue.html", graph, city="hue", sparql=False)
    invented = page_of(panel_pages.blocks(), parts(), title="Invented", lang="en")
    (folder / "invented.html").write_text(invented, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in ("namur", "hue", "invented")}


@pytest.fixture
def show(browser: Browser, made: Mapping[str, Path]) -> Iterator[Any]:
    contexts = []

    def opened(name: str, address: str = "", viewport: ViewportSize = DESKTOP) -> Opened:
        context = browser.new_context(viewport=viewport, offline=True, reduced_motion="reduce")
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("console", lambda m: found.complaints.append(m.text))
        found.page.on("pageerror", lambda problem: found.complaints.append(str(problem)))
        found.page.on("dialog", lambda dialog: found.complaints.append(dialog.message))
        found.page.goto(made[name].as_uri() + address)
        found.until("window.twingraphReady > 0 && document.querySelector('.panel h2') !== null")
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def details(show: Any) -> Any:
    """Return the details of Namur's page, unfolded."""
    return show("namur").page.evaluate(
        "async () => { const { passages, records } = await window.twingraphMap.details();"
        " return { passages, records }; }"
    )


def lines(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every line of a record, and those below."""
    waiting = list(itertools.chain.from_iterable(part["lines"] for part in record["sections"]))
    while waiting:
        line = waiting.pop()
        waiting += line.get("under", [])
        yield line


def cites(line: Mapping[str, Any]) -> bool:
    """Tell whether a line names a source, a reason or a proof."""
    return bool(line.get("e")) or "proof" in line or "basis" in line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_opens_with_its_title_its_sections_and_its_marks(
    show: Any, details: Any, lang: str
) -> None:
    opened = show("namur")
    # Hundreds of selections in seconds are more than a browser keeps in its history in silence.
    opened.page.evaluate("history.pushState = history.replaceState = () => {}")
    records = details["records"][lang]
    kinds = {name.partition(":")[0] for name in records}
    wanted = {"city", "rel", "agreement", "event", "person", "network", "org", "project"}
    assert wanted <= kinds
    if lang != LANGUAGES[0]:  # three of each kind: all of them were opened before
        names = itertools.groupby(sorted(records), key=lambda name: name.partition(":")[0])
        records = {name: records[name] for _, same in names for name in itertools.islice(same, 3)}
    assert len(records) >= 3 * len(wanted)
    marks = 0
    for name, record in records.items():
        opened.select(name, lang)
        found = opened.page.evaluate(OPEN_ALL)
        assert found["title"] == [record["title"]]
        assert found["type"] == [record["type"]]
        headings = {part["heading"] for part in record["sections"] if part["lines"]}
        assert headings <= set(found["headings"])
        assert found["wrong"] == [], name
        assert found["lines"] == sum(map(cites, lines(record))), name
        marks += found["marks"]
    assert marks > len(records)
    assert opened.complaints == []


def test_an_inferred_fact_shows_its_proof_down_to_the_passage(show: Any, details: Any) -> None:
    opened = show("namur")
    opened.select("agreement:lafayette-twinning")
    mark = opened.page.locator(".panel .fact", has_text="hence begun in 1979").last.locator(".mark")
    mark.click()
    proof = opened.page.locator(".panel .proof")
    proof.locator("details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    assert "1979" in proof.locator(".step-fact").first.text_content()
    assert proof.locator(".step .step .step").count() > 0
    said = proof.locator(".passage .where").all_text_contents()
    assert "Sheet 4, line 72" in said
    summaries = {passage["summary"]["en"] for passage in details["passages"]}
    assert set(proof.locator(".passage .summary").all_text_contents()) <= summaries


def test_what_is_planned_is_told_apart_by_a_word_and_by_its_edge(show: Any) -> None:
    opened = show("namur")
    opened.select("city:quebec-qc-ca")
    edge = "item => getComputedStyle(item).borderLeftStyle"
    planned = opened.page.locator(".panel .fact.progress-planned").first
    assert planned.locator(".progress").first.text_content() == "planned"
    assert planned.evaluate(edge) == "dashed"
    done = opened.page.locator(".panel [data-key=events] .fact.progress-realised").first
    assert done.locator(".progress:not(.realised)").count() == 0
    assert done.evaluate(edge) not in ("dashed", "dotted")
    opened.select("city:bandung-id")
    wished = opened.page.locator(".panel .fact.progress-wished").first
    assert wished.evaluate(edge) == "dotted"
    assert wished.locator(".progress").first.text_content() == "envisaged"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_selection_the_panel_says_what_the_page_is(
    show: Any, made: Any, lang: str
) -> None:
    opened = show("namur", f"#lang={lang}")
    core = data(made["namur"].read_text(encoding="utf-8"), "core")
    assert opened.texts("article h2") == [core["title"][lang]]
    assert core["summary"][lang] in opened.texts(".under")
    assert len(opened.texts(".partner")) == 13
    for source in core["sources"]:
        assert source["label"][lang] in opened.texts("article li")
    opened.page.locator(".panel .about summary").click()
    opened.until("document.querySelector('.panel .licences').textContent !== ''")
    assert "d3-geo" in opened.texts(".licences")[0]
    assert opened.complaints == []


def test_a_link_to_what_is_not_here_says_so_until_something_is_chosen(show: Any) -> None:
    opened = show("namur", "#city=quebec-ca", PHONE)
    opened.until("document.querySelector('.panel .missing') !== null")
    assert opened.texts(".missing")[0].startswith("Not found in this page: city:quebec-ca.")
    assert opened.page.locator(".panel").bounding_box()["height"] > 300
    assert opened.page.evaluate("window.twingraphMap.store.now.selected") is None
    opened.select("city:hue-vn")
    opened.page.evaluate("window.twingraphMap.store.set({ selected: null })")
    opened.page.wait_for_selector(".panel .begin")
    assert opened.texts(".missing") == []
    # What only the details could know is looked for there first; markup stays a text.
    for address, said in [("#id=body:nobody", "body:nobody"), ("#id=<b>x</b>", "<b>x</b>")]:
        found = show("namur", address)
        found.until("document.querySelector('.panel .missing') !== null")
        assert found.texts(".missing code") == [said]
        assert found.complaints == []


def test_a_claim_shows_the_passages_of_its_relation(show: Any) -> None:
    opened = show("namur", "#claim=namur-2024--adrano-it")
    opened.until("document.querySelector('.panel .mark') !== null")
    opened.page.locator(".panel .mark.stated").first.click()
    assert opened.texts(".evidence .where")[0].startswith("Sheet 8, lines 194–196")
    assert opened.texts(".evidence .summary")[0] != ""


def test_a_city_in_the_middle_that_does_not_report_has_its_own_counts(show: Any, made: Any) -> None:
    opened = show("hue")
    summary = data(made["hue"].read_text(encoding="utf-8"), "core")["summary"]["en"]
    assert summary == "1 partner city, 2 agreements, 1 network"
    assert opened.texts(".counts > li") == ["2 agreements (2 realised)"]
    assert len(opened.texts(".partner")) == 1
    assert {"Networks of Huế", "The report read here"} <= set(opened.texts("h3"))
    assert opened.page.locator(".panel [data-go^='network:']").count() == 1
    assert "None of Huế: it is that of Namur" in " ".join(opened.texts("section > p"))
    namur = show("namur")
    assert namur.texts(".counts-sum")[0].startswith("7 agreements, 2 of them twinnings")
    assert "7 agreements" in namur.texts(".under")[0]
    # Its name says where it is: the country is not said again.
    assert "Namur (Quebec, Canada)" in namur.texts(".partner > .line")


def test_distances_and_namesakes_are_the_pages_own_remarks(show: Any) -> None:
    opened = show("namur")
    opened.select("rel:hue-vn--namur-be")
    # Geodesic on the ellipsoid: 9,475 km.
    assert "About 9,470\u00a0km apart" in opened.texts(".note")[0]
    opened.select("city:namur-wi-us")
    assert "Namur (Quebec, Canada)" in " ".join(opened.texts(".note a"))


def test_links_select_back_returns_and_close_ends(show: Any) -> None:
    opened = show("namur", "#city=lafayette-la-us")
    opened.page.locator(".panel [data-go='agreement:lafayette-twinning']").first.click()
    assert opened.texts("article h2") == ["Lafayette–Namur twinning"]
    selected = "window.twingraphMap.store.now.selected"
    assert opened.page.evaluate(selected) == "agreement:lafayette-twinning"
    opened.page.locator(".panel-bar .back").click()
    opened.until(f"{selected} === 'city:lafayette-la-us'")
    assert opened.page.locator(".panel-bar .back").is_hidden()
    opened.page.locator(".panel-bar .close").click()
    opened.page.wait_for_selector(".panel .begin")
    assert opened.page.evaluate(selected) is None
    opened.page.locator(".panel-bar .fold").click()
    assert opened.page.locator(".panel-body").is_hidden()
    opened.page.locator(".panel .unfold").click()
    assert opened.page.locator(".panel-body").is_visible()


def test_a_key_brings_the_reader_to_the_heading_and_a_pointer_does_not(show: Any) -> None:
    opened = show("namur")
    focused = "document.activeElement.tagName"
    opened.page.locator(".panel [data-go='city:hue-vn']").first.focus()
    opened.page.keyboard.press("Enter")
    opened.until(f"{focused} === 'H2'")
    assert opened.page.evaluate("document.activeElement.textContent") == "Huế"
    said = opened.page.locator("[role=status].voice").first
    assert said.text_content() == "Huế, Vietnam: 2 agreements with Namur (Wallonia, Belgium)"
    opened.page.keyboard.press("Alt+ArrowRight")
    opened.page.mouse.click(300, 300)
    opened.page.evaluate("document.activeElement.blur()")
    opened.select("city:bandung-id")
    assert opened.page.evaluate(focused) != "H2"


def test_on_a_phone_the_panel_is_a_sheet_of_three_heights(show: Any) -> None:
    opened = show("namur", viewport=PHONE)
    panel = opened.page.locator(".panel")
    heights = [panel.bounding_box()["height"]]
    for _ in range(2):
        opened.page.locator(".panel .handle").click()
        heights.append(panel.bounding_box()["height"])
    assert heights[0] < 120
    assert heights[1] == pytest.approx(PHONE["height"] / 2, abs=2)
    assert heights[2] > 0.8 * PHONE["height"]
    opened.page.locator(".panel .handle").click()
    assert panel.bounding_box()["height"] == heights[0]
    opened.select("city:hue-vn")
    assert panel.bounding_box()["height"] == heights[1]
    assert opened.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_hostile_texts_stay_texts(show: Any) -> None:
    opened = show("invented")
    opened.select("city:c0-xx")
    assert opened.page.evaluate(OPEN_ALL)["wrong"] == []
    shown = opened.page.evaluate("document.querySelector('.panel').textContent")
    for text in panel_pages.HOSTILE:
        assert text in shown
    for mark in opened.page.locator(".panel .mark.inferred, .panel .fact:first-child .mark").all():
        mark.click()
        assert opened.page.locator(".panel :is(img, script, style, b)").count() == 0
    for link in opened.page.locator(".panel a").all():
        assert link.get_attribute("href").startswith("#")
    assert opened.texts("[data-go='city:c0-xx'] bdi")[0] == panel_pages.HOSTILE[0]
    assert opened.complaints == []


def test_a_sentence_is_quoted_in_its_own_language(show: Any) -> None:
    opened = show("invented", "#city=c0-xx")
    opened.page.locator(".panel .mark.stated").first.click()
    quoted = opened.page.locator(".panel blockquote")
    assert quoted.get_attribute("lang") == "fr"
    assert quoted.text_content().startswith("“Phrase <img")
    assert "The report’s own words, in French" in opened.texts(".passage .quiet")


def test_a_city_with_hundreds_of_links_is_told_by_the_page_itself(show: Any) -> None:
    opened = show("invented")
    opened.select("city:c1-xx")
    assert f"{panel_pages.CROWD} linked cities" in opened.texts("h3")
    assert len(opened.texts(".partner")) == 60
    assert "planned" in opened.texts(".partner .progress.planned")
    assert opened.page.locator(".panel .mark.implied").count() == 1
    gaps = " ".join(opened.texts("[data-key=gaps] .fact"))
    assert "no coordinates" in gaps
    assert "499 of 500 ties have no date" in gaps
    opened.page.locator(".panel .find").fill("TOWN 49")
    assert len(opened.texts(".partner")) == 15
    assert "15 cities found" in opened.texts("[role=status]")
    opened.page.locator(".panel .find").fill("")
    opened.page.locator(".panel .show-all").click()
    assert len(opened.texts(".partner")) == panel_pages.CROWD
    assert opened.complaints == []


def test_a_heap_of_agreements_between_two_is_folded(show: Any) -> None:
    opened = show("invented")
    opened.select("rel:c0-xx--c2-xx")
    assert len(opened.texts(".life > li")) == 8
    opened.page.locator(".panel .strip .show-all").click()
    assert len(opened.texts(".life > li")) == panel_pages.HEAP
    assert opened.page.locator(".panel .bar-strip").count() == panel_pages.HEAP
    body = opened.page.locator(".panel-body")
    assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
