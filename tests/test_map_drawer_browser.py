"""The SPARQL drawer in a real browser: by keys, in the page's colours, unpacked when first used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from map_asking import PATIENCE, TG, ask_saved, asking_page, editor_text, kept, run
from map_browser import PHONE, Opened, choose, shows
from map_made import namur_page

pytestmark = pytest.mark.browser

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


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    with shows(browser, tmp_path, asking_page) as shown:

        def patiently(*page: str, **options: Any) -> Opened:
            found = shown(*page, **options)
            found.page.set_default_timeout(PATIENCE)
            return found

        yield patiently


def test_terms_are_completed_and_missing_prefixes_declared(show: Any) -> None:
    desk = show()
    choose(desk, sparql="SELECT * { ?city ", query=None, params={}, drawer="query")
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
    choose(found, drawer="query")
    found.page.wait_for_selector(".cm-content")
    colour = "element => getComputedStyle(element)"
    word = found.page.locator(".cm-line span", has_text="SELECT").first
    assert word.evaluate(f"{colour}.color") == "rgb(140, 200, 240)"
    assert "mono" in found.page.locator(".cm-scroller").evaluate(f"{colour}.fontFamily")
    found.assert_quiet()


def test_it_opens_at_the_beginning_of_what_it_shows(show: Any) -> None:
    found = show()
    found.page.keyboard.press("Alt+q")
    found.page.wait_for_selector("#question:focus")
    found.page.wait_for_timeout(200)
    assert found.page.evaluate("document.activeElement.scrollLeft") == 0
    assert found.page.locator(".cm-scroller").evaluate("box => box.scrollTop") == 0
    assert (
        found.page.locator(".cm-lineNumbers .cm-gutterElement:visible").nth(0).inner_text() == "1"
    )
    found.assert_quiet()


def test_on_a_phone_it_lies_over_a_map_that_keeps_its_size(show: Any) -> None:
    found = show(viewport=PHONE)
    stage = found.page.locator(".stage")
    before = stage.bounding_box()
    choose(found, drawer="query")
    found.page.wait_for_selector(".cm-content")
    assert stage.bounding_box() == before
    drawer = found.page.locator(".drawer").bounding_box()
    assert drawer["height"] > 0.75 * PHONE["height"]
    assert round(drawer["y"] + drawer["height"]) == PHONE["height"]
    # Nothing beneath it takes a press or the focus.
    assert found.page.evaluate("document.elementFromPoint(195, 830).closest('.drawer') !== null")
    assert found.page.locator(".panel a, .timeline button").locator("visible=true").count() == 0
    found.page.click(".ask-close")
    assert stage.bounding_box() == before
    assert found.page.locator(".timeline button").first.is_visible()
    found.assert_quiet()


def test_a_page_without_an_engine_says_so_and_how_to_get_one(show: Any) -> None:
    found = show(namur_page())
    choose(found, drawer="query")
    words = found.page.inner_text(".ask-absent")
    assert "This page was made without SPARQL" in words
    assert "twingraph map" in words
    choose(found, lang="fr")
    assert "sans SPARQL" in found.page.inner_text(".ask-absent")
    found.assert_quiet()


def test_the_address_brings_a_question_back(show: Any) -> None:
    found = show()
    ask_saved(found, "agreements-in-force-on", day="2020-01-01")
    rows = json.loads(kept(found, "JSON"))["results"]["bindings"]
    found.rest()
    found.page.reload()
    found.page.wait_for_selector(".cm-content")
    assert found.state("params") == {"day": "2020-01-01"}
    run(found)
    assert json.loads(kept(found, "JSON"))["results"]["bindings"] == rows
