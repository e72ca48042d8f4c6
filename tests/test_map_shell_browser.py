"""The map page's bar in a real browser: search, filters, views, the address, a phone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from map_browser import PHONE, Opened, opened
from map_made import namur_files
from map_pages import data

pytestmark = pytest.mark.browser

Show = Callable[..., Opened]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return namur_files(tmp_path_factory.mktemp("map"))


@pytest.fixture
def show(browser: Browser, files: dict[str, Path]) -> Iterator[Show]:
    with ExitStack() as stack:

        def showing(name: str = "plain", address: str = "#lang=en", **options: Any) -> Opened:
            return stack.enter_context(opened(browser, files[name], address, **options))

        yield showing


@pytest.fixture(scope="module")
def core(files: dict[str, Path]) -> Any:
    return data(files["whole"].read_text(encoding="utf-8"), "core")


def focused(page: Page) -> str:
    """Return the id, else the class, of what has the focus."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_a_link_restores_what_was_seen(
    show: Show, browser: Browser, files: dict[str, Path]
) -> None:
    found = show("whole", "")
    page = found.page
    page.get_by_role("radio", name="Network").check(force=True)
    page.keyboard.press("/")
    page.keyboard.type("hue")
    page.keyboard.press("Enter")
    page.click(".tool-filter")
    page.get_by_role("checkbox", name="Contact, or listed only").uncheck()
    page.keyboard.press("Escape")
    page.click(".tool-language")
    page.get_by_role("radio", name="Français").check()
    found.rest()
    address = "#" + page.url.partition("#")[2]
    for part in ("view=network", "city=hue-vn", "hide=contact", "lang=fr"):
        assert part in address, address
    with opened(browser, files["whole"], address) as again:
        for key in ("view", "selected", "filters", "lang", "year", "theme", "panel", "drawer"):
            assert again.state(key) == found.state(key), key
        again.assert_quiet()
    found.assert_quiet()


def test_back_returns_to_the_former_selection_and_keeps_the_language(show: Show) -> None:
    found = show()
    page = found.page
    page.evaluate("window.twingraphMap.store.set({ selected: 'city:hue-vn', view: 'network' })")
    page.evaluate("window.twingraphMap.store.set({ selected: 'city:ogaki-jp' })")
    page.evaluate("window.twingraphMap.store.set({ lang: 'fr' })")
    found.rest()
    page.go_back()
    page.wait_for_function("() => window.twingraphMap.store.now.selected === 'city:hue-vn'")
    assert (found.state("lang"), found.state("view")) == ("fr", "network")
    page.go_back()
    page.wait_for_function("() => window.twingraphMap.store.now.selected === null")
    assert found.state("view") == "map"
    page.go_forward()
    page.wait_for_function("() => window.twingraphMap.store.now.selected === 'city:hue-vn'")
    found.assert_quiet()


def test_another_address_put_in_is_read(show: Show) -> None:
    found = show()
    found.page.evaluate("location.hash = '#view=table&lang=en&year=2016'")
    found.page.wait_for_function("() => window.twingraphMap.store.now.view === 'table'")
    assert found.state("year") == 2016
    found.assert_quiet()


@pytest.mark.parametrize(
    "address",
    [
        "#city=atlantis-xx&year=soon&view=globe&lang=xx&theme=pink",
        "#id=body:nobody-has-this&lang=en",
        "#%&%E0%A4%A&sparql=%ff&p.__proto__=x&city=__proto__",
        "#map=1e99,0,1&net=NaN,1,2&map=1,2,0",
        "#city=<script>alert(1)</script>&query=<b>&" + "x" * 50_000,
    ],
    ids=["unknown", "not-in-details", "broken", "numbers", "markup"],
)
def test_a_bad_address_is_left_aside(show: Show, address: str) -> None:
    found = show("plain", address)
    found.page.wait_for_function("() => window.twingraphMap.store.now.selected === null")
    assert found.state("view") == "map"
    assert found.page.locator("h1").inner_text() != ""
    found.assert_quiet()


def test_search_by_keyboard(show: Show) -> None:
    found = show()
    page = found.page
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("lafay")
    expect(page.locator(".find")).not_to_have_count(0)
    assert page.get_attribute("#search", "aria-expanded") == "true"
    assert page.get_attribute("#search", "aria-activedescendant") == "find-0"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator("#find-0").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert found.state("selected") == "city:lafayette-la-us"
    assert page.locator(".finds-box").is_hidden()
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    expect(page.locator(".finds-note")).to_contain_text("Nothing has this name")
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert page.get_attribute("#search", "aria-expanded") == "false"
    found.assert_quiet()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Q36167", "Huế"), ("QUEBEC", "Québec City"), ("hué", "Huế"), ("japon", "Japan")],
    ids=["identifier", "accents", "other-language", "country"],
)
def test_search_finds_by_any_name(show: Show, typed: str, first: str) -> None:
    page = show().page
    page.fill("#search", typed)
    expect(page.locator("#find-0 .find-name")).to_have_text(first)


def test_namesakes_are_told_apart(show: Show) -> None:
    page = show().page
    page.fill("#search", "namur")
    names = page.locator(".find-city .find-name").all_inner_texts()
    assert len(names) == len(set(names)) == 3


def test_a_misspelt_name_is_offered_the_nearest(show: Show) -> None:
    found = show()
    found.page.fill("#search", "bandnug")
    expect(found.page.locator(".finds-note")).to_contain_text("Near to it")
    found.page.locator(".find", has_text="Bandung").click()
    assert found.state("selected") == "city:bandung-id"


def test_a_country_shows_its_ties_alone_and_clearing_brings_all_back(show: Show, core: Any) -> None:
    found = show()
    page = found.page
    page.fill("#search", "canada")
    page.keyboard.press("Enter")
    assert found.state("filters")["countries"] == ["country:ca"]
    canada = [each["id"] for each in core["countries"]].index("country:ca")
    country, ties = core["cities"]["country"], core["ties"]
    ends = zip(ties["a"], ties["b"], strict=True)
    count = sum(canada in (country[a], country[b]) for a, b in ends)
    words = f"{count} of {len(ties['a'])} ties shown"
    assert page.locator(".bar-line").inner_text() == words
    assert page.locator("[role=status].voice").inner_text() == words
    page.get_by_role("button", name="Clear filters").click()
    assert page.locator(".bar-line").inner_text() == core["summary"]["en"]
    assert found.state("filters")["countries"] == []


def test_filters_count_tick_and_give_the_focus_back(show: Show, core: Any) -> None:
    found = show()
    page = found.page
    page.focus(".tool-filter")
    page.keyboard.press("Enter")
    ties = core["ties"]
    row = page.locator("#pop-filter .tick", has_text="Twinning")
    assert row.locator(".count").inner_text() == str(ties["mark"].count(0))
    row.locator("input").uncheck()
    assert found.state("filters")["marks"] == ["twinning"]
    shown = len(ties["mark"]) - ties["mark"].count(0)
    expect(page.locator(".bar-line")).to_have_text(f"{shown} of {len(ties['mark'])} ties shown")
    expect(page.get_by_role("button", name="Filters 1 active")).to_be_visible()
    assert row.locator(".count").inner_text() == str(ties["mark"].count(0))
    page.keyboard.press("Escape")
    assert page.locator("#pop-filter").is_hidden()
    assert "tool-filter" in focused(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Clear all").click()
    assert row.locator("input").is_checked()


def test_a_long_list_of_choices_can_be_searched(show: Show) -> None:
    page = show().page
    page.click(".tool-filter")
    country = page.locator(".facet", has=page.locator("summary", has_text="Country"))
    country.locator("summary").click()
    every = country.locator(".tick:visible").count()
    country.locator(".finder").fill("viet")
    assert country.locator(".tick:visible").all_inner_texts()[0].startswith("Vietnam")
    assert country.locator(".tick:visible").count() == 1 < every


def test_views_by_arrow_keys(show: Show) -> None:
    found = show()
    found.page.focus("input[name=view]:checked")
    for view in ("network", "table", "map"):
        found.page.keyboard.press("ArrowRight")
        assert found.state("view") == view
    found.assert_quiet()


def test_a_question_mark_shows_the_keys_but_where_one_writes(show: Show) -> None:
    page = show().page
    page.keyboard.press("/")
    page.keyboard.type("?")
    expect(page.locator("#pop-help")).to_be_hidden()
    page.keyboard.press("Escape")
    page.locator(".drawing").focus()
    page.keyboard.press("?")
    expect(page.locator("#pop-help")).to_contain_text("Alt Q")
    page.keyboard.press("Escape")
    expect(page.locator("#pop-help")).to_be_hidden()


def test_only_one_popover_is_open_at_a_time(show: Show) -> None:
    page = show("whole", "").page
    for tool in ("filter", "layers", "language", "share", "help"):
        page.click(f".tool-{tool}")
        assert page.locator(".pop-body:visible").count() == 1
    page.mouse.click(400, 400)
    assert page.locator(".pop-body:visible").count() == 0


def test_language_and_theme_change_everything(show: Show, core: Any, root: Path) -> None:
    found = show("whole", "")
    page = found.page
    page.click(".tool-language")
    page.get_by_role("radio", name="Français").check()
    page.get_by_role("radio", name="Sombre").check()
    assert page.get_attribute("html", "lang") == "fr"
    assert page.locator("h1").inner_text() == core["title"]["fr"] == page.title()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 24, 39)"
    words = {
        lang: (root / f"web/src/texts/{lang}.json").read_text("utf-8") for lang in ("en", "fr")
    }
    english, french = (set(leaves(json.loads(words[lang])["bar"])) for lang in ("en", "fr"))
    seen = page.evaluate(
        "[...document.querySelectorAll('.bar [aria-label], .bar .words')]"
        ".map((each) => each.getAttribute('aria-label') ?? each.textContent)"
    )
    assert len(seen) > 10
    assert not set(seen) & (english - french)
    found.assert_quiet()


def leaves(texts: Any) -> Iterator[str]:
    """Return the texts of a tree of texts."""
    for value in texts.values():
        if isinstance(value, str):
            yield value
        else:
            yield from leaves(value)


def test_layers_are_shown_on_demand(show: Show) -> None:
    found = show()
    assert (found.state("events"), found.state("persons")) == (False, False)
    found.page.click(".tool-layers")
    found.page.get_by_role("checkbox", name="Events").check()
    assert (found.state("events"), found.state("persons")) == (True, False)


def test_a_phone_has_all_of_it_and_scrolls_nowhere(show: Show) -> None:
    found = show("whole", "", viewport=PHONE, has_touch=True)
    page = found.page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#search").is_visible()
    assert page.locator(".views").is_visible()
    page.fill("#search", "nam")
    expect(page.locator("#find-0")).to_be_in_viewport(ratio=1)
    assert page.evaluate("[document.documentElement.scrollWidth, scrollX]") == [390, 0]
    page.keyboard.press("Escape")
    page.click(".tool-menu")
    for tool in ("centred", "layers", "query", "language", "share", "help"):
        assert page.locator(f".tool-{tool}").is_visible(), tool
    page.click(".tool-share")
    page.keyboard.press("Escape")
    assert page.locator("#pop-share").is_hidden()
    assert page.locator("#bar-rest").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#bar-rest").is_hidden()
    assert "tool-menu" in focused(page)
    found.assert_quiet()


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_what_is_pressed_is_large_enough(show: Show, viewport: dict[str, int] | None) -> None:
    page = show("whole", "", **({"viewport": viewport} if viewport else {})).page
    page.click(".tool-filter")
    small = page.evaluate(
        """[...document.querySelectorAll(".bar :is(button, label, input[type=text], summary)")]
          .filter((each) => each.checkVisibility())
          .map((each) => [each.className || each.id, each.getBoundingClientRect()])
          .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(([name, box]) => [name, box.width, box.height])"""
    )
    assert small == []


def test_the_first_stop_of_the_tab_key_leads_to_the_table(show: Show) -> None:
    found = show()
    found.page.keyboard.press("Tab")
    assert focused(found.page) == "skip"
    found.page.keyboard.press("Enter")
    assert found.state("view") == "table"
    assert focused(found.page) == "table"


def test_nothing_in_the_bar_is_cut_off(show: Show) -> None:
    for width, lang in ((1280, "en"), (1280, "fr"), (1024, "fr"), (390, "en"), (1800, "fr")):
        page = show("whole", f"#lang={lang}", viewport={"width": width, "height": 800}).page
        cut = page.evaluate(
            """[...document.querySelectorAll(".bar h1, .bar-summary, .bar .words, .bar .code")]
              .filter((each) => each.checkVisibility())
              .filter((each) => !getComputedStyle(each).clipPath.startsWith("inset"))
              .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
                || each.scrollHeight > each.clientHeight + 1 && each.clientHeight > 0)
              .map((each) => each.textContent)"""
        )
        assert cut == [], (width, lang)
