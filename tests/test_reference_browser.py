"""The reference page in a browser with the network blocked: languages, search, phone, paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from twingraph.reference import reference_page

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
ENGLISH = "A pair of territories that some source puts together."
FRENCH = "Paire de territoires qu’une source met en rapport."


@dataclass
class Opened:
    """A page in the browser, and whatever it did that it should not."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        """Fail where the page asked for anything or complained."""
        assert self.requests == []
        assert self.complaints == []

    def sees(self, text: str) -> bool:
        """Say whether a reader sees a text."""
        return self.page.get_by_text(text).first.is_visible()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reference") / "ontology.html"
    path.write_text(reference_page(), encoding="utf-8")
    return path


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Any]:
    contexts = []

    def opened(asked: str = "", **options: Any) -> Opened:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
        contexts.append(context)
        found = Opened(context.new_page())

        def only_the_file(route: Any) -> None:
            if route.request.url.startswith(file.as_uri()):
                route.continue_()
                return
            found.requests.append(route.request.url)
            route.abort()

        context.route("**/*", only_the_file)
        found.page.on("console", lambda m: found.complaints.append(m.text))
        found.page.on("pageerror", lambda problem: found.complaints.append(str(problem)))
        found.page.goto(f"{file.as_uri()}{asked}")
        return found

    yield opened
    for context in contexts:
        context.close()


def test_the_language_changes_without_reload_or_network(show: Any) -> None:
    found = show()
    page = found.page
    page.evaluate("window.kept = true")
    assert found.sees(ENGLISH)
    assert not found.sees(FRENCH)
    page.get_by_label("Français").check()
    assert found.sees(FRENCH)
    assert not found.sees(ENGLISH)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title().startswith("twingraph\u00a0: une ontologie")
    # Nothing of the other language is left, and both radio buttons keep their own name.
    assert page.locator("[lang=en]:not(label):visible").count() == 0
    assert page.get_by_label("English").is_visible()
    page.get_by_label("English").check()
    assert found.sees(ENGLISH)
    assert page.evaluate("window.kept")
    found.assert_quiet()


@pytest.mark.parametrize(
    ("asked", "locale", "language"),
    [
        ("", "fr-BE", "fr"),
        ("", "de-DE", "en"),
        ("?lang=fr", "en-GB", "fr"),
        ("?lang=en", "fr", "en"),
    ],
)
def test_the_page_begins_in_the_readers_language(
    show: Any, asked: str, locale: str, language: str
) -> None:
    found = show(asked, locale=locale)
    assert found.page.locator("html").get_attribute("lang") == language
    assert found.sees({"en": ENGLISH, "fr": FRENCH}[language])
    found.assert_quiet()


def test_both_languages_can_be_read_without_scripts(show: Any) -> None:
    found = show(java_script_enabled=False)
    assert found.sees(ENGLISH)
    assert not found.page.locator("#filter").is_visible()
    found.page.get_by_label("Français").check()
    assert found.sees(FRENCH)
    assert not found.sees(ENGLISH)
    found.page.locator("nav a[href='#Relation']").click()
    assert found.page.locator("#Relation").is_visible()
    assert found.requests == []


def test_the_search_finds_names_labels_and_definitions_in_both_languages(show: Any) -> None:
    found = show()
    page = found.page
    shown = page.locator(".entry:visible")
    total = shown.count()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter"
    page.keyboard.type("reseau VILLES")  # accents and case do not count
    assert page.locator("#Network").is_visible()
    assert not page.locator("#Lot").is_visible()
    assert 0 < shown.count() < total
    assert page.locator("#found").inner_text() == str(shown.count())
    # The table of contents holds what is found, and what stands above it.
    assert page.locator("nav li[data-term=Network] > a").is_visible()
    assert page.locator("nav li[data-term=Agent] > a").first.is_visible()
    assert not page.locator("nav li[data-term=Lot] > a").is_visible()
    page.locator("#filter").fill("zzzz")
    assert page.locator("#none-found").is_visible()
    assert shown.count() == 0
    page.keyboard.press("Escape")
    assert shown.count() == total
    assert not page.locator("#none-found").is_visible()
    found.assert_quiet()


def test_a_link_to_what_the_search_hides_shows_it(show: Any) -> None:
    found = show()
    page = found.page
    page.locator("#filter").fill("connects")
    assert not page.locator("#Territory").is_visible()
    page.locator("#connects a[href='#Territory']").first.click()
    page.wait_for_function("document.getElementById('filter').value === ''")
    assert page.locator("#Territory").is_visible()
    box = page.locator("#Territory").bounding_box()
    assert 0 <= box["y"] < DESKTOP["height"]
    found.assert_quiet()


def test_a_target_is_not_hidden_by_the_bar(show: Any) -> None:
    for viewport in (DESKTOP, PHONE):
        found = show("#renews", viewport=viewport)
        bar = found.page.locator("#top").bounding_box()
        entry = found.page.locator("#renews").bounding_box()
        assert entry["y"] >= bar["y"] + bar["height"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_is_wider_than_the_screen(
    show: Any, viewport: dict[str, int], language: str
) -> None:
    found = show(f"?lang={language}", viewport=viewport)
    page = found.page
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    wide = page.evaluate("""() => [...document.querySelectorAll(".entry, h1, h2, h3, .bar *")]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.id || each.className)""")
    assert wide == []
    found.assert_quiet()


def test_the_labels_of_the_diagram_fit_their_boxes(show: Any) -> None:
    for language in ("en", "fr"):
        found = show(f"?lang={language}#section-overview")
        wide = found.page.evaluate("""() => [...document.querySelectorAll("svg a:has(rect)")]
          .filter((a) => [...a.querySelectorAll("text")].some(
            (text) => text.getBBox().width > a.querySelector("rect").getBBox().width - 4))
          .map((a) => a.textContent)""")
        assert wide == []
        assert found.page.locator("svg .name").count() == 20


def test_the_keyboard_reaches_switch_search_and_terms(show: Any) -> None:
    found = show()
    page = found.page
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        )
    assert "Skip to the content" in stops[0]
    assert {"filter", "language-en"} <= set(stops)
    page.locator("#language-en").focus()
    page.keyboard.press("ArrowRight")
    assert found.sees(FRENCH)
    found.assert_quiet()


@pytest.mark.parametrize(("theme", "ground"), [("light", "255, 255, 255"), ("dark", "17, 24, 39")])
def test_the_page_takes_the_readers_theme(show: Any, theme: str, ground: str) -> None:
    found = show(color_scheme=theme)
    colour = "getComputedStyle(document.body).backgroundColor"
    assert found.page.evaluate(colour) == f"rgb({ground})"
    found.assert_quiet()


def test_paper_is_light_and_shows_what_is_folded(show: Any) -> None:
    found = show(color_scheme="dark")
    page = found.page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#top").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator("#Claim details a").first.is_visible()
    assert len(page.pdf(format="A4")) > 100_000
    found.assert_quiet()
