"""The map's time line, legend and tray in a real browser: what they say is what the graph holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from map_browser import PHONE, Opened, opened, started
from map_made import chain, namur, namur_page, page_of
from twingraph.networks import network

pytestmark = pytest.mark.browser

SLIDER = ".timeline input"


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with started(chromium) as found:
        yield found


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    with ExitStack() as stack:

        def shown(html: str | None = None, **options: Any) -> Opened:
            file = tmp_path / "map.html"
            file.write_text(namur_page() if html is None else html, encoding="utf-8")
            return stack.enter_context(opened(browser, file, **options))

        yield shown


def choose(found: Opened, **patch: Any) -> None:
    """Set parts of the state."""
    found.page.evaluate("patch => window.twingraphMap.store.set(patch)", patch)


def texts(found: Opened, selector: str) -> list[str]:
    """Return the texts of elements as a reader sees them, in order."""
    return [text.strip() for text in found.page.locator(selector).all_inner_texts()]


def ties() -> list[dict[str, Any]]:
    """Return the ties of the network in Python, which knows nothing of the page."""
    return [dict(tie) for _, _, tie in network(namur()).edges(data=True)]


def sentence(found: Opened) -> str:
    return texts(found, ".timeline .said")[0]


@pytest.mark.parametrize("year", [1979, 1998, 1999, 2015, 2016, 2024, 2029])
def test_each_year_says_how_many_ties_are_in_force(show: Any, year: int) -> None:
    found = show()
    choose(found, year=year)
    dated = [tie for tie in ties() if "start_year" in tie]
    force = [t for t in dated if t["start_year"] <= year <= t.get("end_year", 9999)]
    undated = len(ties()) - len(dated)
    said = sentence(found)
    assert said.startswith(str(year))
    assert f"{len(force)} tie" in said
    assert "in force" in said
    assert f"{undated} without a date are shown lighter" in said
    assert ("after the report of 2024" in said) == (year > 2024)
    assert found.page.get_attribute(SLIDER, "aria-valuetext") == said


def test_the_slider_answers_to_the_keyboard(show: Any) -> None:
    found = show()
    first, last = (int(found.page.get_attribute(SLIDER, end) or 0) for end in ("min", "max"))
    assert (first, last) == (1946, 2029)
    assert found.state("year") is None
    found.page.focus(SLIDER)
    # At all times the thumb rests on the report's year.
    found.page.keyboard.press("ArrowRight")
    assert found.state("year") == 2025
    found.page.keyboard.press("ArrowLeft")
    found.page.keyboard.press("ArrowLeft")
    assert found.state("year") == 2023
    found.page.keyboard.press("Home")
    assert found.state("year") == first
    found.page.keyboard.press("PageUp")
    assert first < found.state("year") < last
    found.page.keyboard.press("PageDown")
    assert found.state("year") == first
    found.page.keyboard.press("End")
    assert found.state("year") == last
    found.page.click(".timeline .all")
    assert found.state("year") is None
    assert "14 ties, 8 of them without a date" in sentence(found)
    found.assert_quiet()


def test_a_click_chooses_the_year_below_it(show: Any) -> None:
    found = show()
    box = found.page.locator(SLIDER).bounding_box()
    assert box
    # The thumb's middle goes from half its width to half its width before the end.
    share = (2024 - 1946) / (2029 - 1946)
    found.page.mouse.click(box["x"] + 7 + share * (box["width"] - 14), box["y"] + 10)
    assert found.state("year") == 2024  # where the thumb was resting
    share = (1999 - 1946) / (2029 - 1946)
    found.page.mouse.click(box["x"] + 7 + share * (box["width"] - 14), box["y"] + 10)
    assert found.state("year") == 1999


def test_play_goes_through_the_years_and_stops_at_the_last(show: Any) -> None:
    found = show()
    choose(found, year=2026)
    found.page.evaluate(
        """() => {
          window.years = [];
          window.spoken = 0;
          window.twingraphMap.store.on(["year"], ({ year }) => window.years.push(year));
          new MutationObserver(() => { window.spoken += 1; })
            .observe(document.querySelector("div.voice[role=status]"), { childList: true });
        }"""
    )
    assert found.page.get_attribute(".timeline .play", "aria-label") == "Play the years"
    found.page.click(".timeline .play")
    assert found.page.get_attribute(".timeline .play", "aria-label") == "Pause"
    found.page.wait_for_selector(".timeline .play[aria-label='Play the years']", timeout=20_000)
    assert found.page.evaluate("window.years") == [2027, 2028, 2029]
    # Not a word at each step: at the start and at the end.
    assert found.page.evaluate("window.spoken") == 2
    # From the last year it begins at the first; a year chosen by hand ends it.
    found.page.click(".timeline .play")
    assert found.state("year") == 1946
    found.page.focus(SLIDER)
    found.page.keyboard.press("End")
    assert found.page.get_attribute(".timeline .play", "aria-label") == "Play the years"
    found.assert_quiet()


def test_play_pauses_while_the_page_is_hidden(show: Any) -> None:
    found = show(reduced_motion="reduce")
    choose(found, year=1990)
    found.page.click(".timeline .play")
    # A step at a time, whatever motion the reader wants.
    found.page.wait_for_selector(".timeline input[aria-valuetext^='1991']", timeout=20_000)
    year = found.page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: true });
          document.dispatchEvent(new Event("visibilitychange"));
          return window.twingraphMap.store.now.year;
        }"""
    )
    found.page.wait_for_timeout(900)
    assert found.state("year") == year
    assert found.page.get_attribute(".timeline .play", "aria-label") == "Play the years"


def test_without_dates_it_says_so_and_offers_no_slider(show: Any) -> None:
    found = show(page_of(chain(5)))
    assert sentence(found) == "No source here gives a date: there is no time line to show."
    assert found.page.locator(SLIDER).count() == 0
    choose(found, lang="fr")
    assert "Aucune source" in sentence(found)
    found.assert_quiet()


def test_planned_ties_are_never_in_force(show: Any) -> None:
    core = chain(3, start=[2020, 2022], progress=[1, 3])
    found = show(page_of(core))
    choose(found, year=2022)
    assert sentence(found) == "2022: 1 tie in force, 1 planned"
    choose(found, year=2021)
    assert sentence(found) == "2021: 1 tie in force"


def count(found: Opened, key: str) -> int:
    return int(found.page.inner_text(f'.legend [data-key="{key}"] .count'))


def test_the_legend_counts_what_the_network_holds(show: Any) -> None:
    found = show()
    held = ties()
    twinnings = [tie for tie in held if tie.get("kind") == "kind:twinning"]
    programmes = [tie for tie in held if tie.get("kind") == "kind:cooperation-programme"]
    agreements = [t for t in held if t["via"] == "Agreement" and t not in twinnings]
    assert count(found, "marks twinning") == len(twinnings)
    assert count(found, "marks programme") == len(programmes)
    assert count(found, "marks agreement") == len(agreements)
    rest = len(held) - len(twinnings) - len(programmes) - len(agreements)
    assert count(found, "marks contact") == rest
    implied = [tie for tie in held if tie["basis"] == "basis:implied"]
    assert count(found, "basis implied") == len(implied)
    assert found.page.locator('.legend [data-key="basis inferred"]').count() == 0
    # In a chosen year only what stands in it is counted.
    choose(found, year=1985)
    assert count(found, "marks twinning") == 1
    found.assert_quiet()


def test_entries_of_the_legend_switch_filters_and_come_back(show: Any) -> None:
    found = show()
    entry = found.page.locator('.legend [data-key="marks contact"]')
    assert entry.get_attribute("aria-pressed") == "true"
    entry.focus()
    found.page.keyboard.press("Space")
    assert found.state("filters")["marks"] == ["contact"]
    entry = found.page.locator('.legend [data-key="marks contact"]')
    assert entry.get_attribute("aria-pressed") == "false"
    assert entry.evaluate("each => each === document.activeElement")
    assert count(found, "marks contact") == 6
    found.page.keyboard.press("Space")
    assert found.state("filters")["marks"] == []
    found.page.click('.legend [data-key="network:aimf"]')
    assert found.state("selected") == "network:aimf"
    assert "Selected or found" in found.page.inner_text(".legend")


def test_the_legend_explains_only_what_is_shown(show: Any) -> None:
    found = show()
    told = found.page.inner_text(".legend")
    assert "Event" not in told
    assert "Lighter" not in told
    choose(found, events=True, persons=True, year=2024)
    told = found.page.inner_text(".legend")
    for word in ["Event", "Person", "Lighter", "Wider"]:
        assert word in told
    assert "Ended" not in told


def test_on_a_phone_the_legend_is_folded_and_nothing_is_wider_than_the_screen(show: Any) -> None:
    found = show(viewport=PHONE)
    assert found.page.locator(".legend > details[open]").count() == 0
    found.page.click(".legend > details > summary")
    assert found.page.is_visible('.legend [data-key="marks twinning"]')
    assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    said = found.page.locator(".timeline .said")
    assert said.evaluate("p => p.scrollWidth <= p.clientWidth")


def test_the_tray_holds_the_city_whose_place_nobody_tells(show: Any) -> None:
    found = show()
    tray = found.page.locator(".tray")
    assert tray.locator("li").count() == 1
    assert "Namur (Wisconsin, United States)" in tray.inner_text()
    assert "contact, or listed only" in tray.inner_text()
    tray.locator("li button").click()
    assert found.state("selected") == "city:namur-wi-us"
    assert tray.locator("li button").get_attribute("aria-pressed") == "true"
    choose(found, view="network")
    assert not tray.is_visible()
    choose(found, view="map", filters=found.state("filters") | {"marks": ["contact"]})
    assert not tray.is_visible()
    found.assert_quiet()


def test_many_cities_without_a_place_are_folded_and_searched(show: Any) -> None:
    core = chain(501)
    core["cities"]["lat"][:300] = [None] * 300
    core["cities"]["name"]["en"][7] = "Évry-sur-Nulle-Part"
    found = show(page_of(core))
    tray = found.page.locator(".tray")
    assert "300 cities" in tray.inner_text()
    assert not tray.locator("li").first.is_visible()
    tray.locator("summary").click()
    assert tray.locator("li").count() == 40
    assert "and 260 more" in tray.inner_text()
    tray.locator("input").fill("evry sur")
    assert tray.locator("li").count() == 1
    assert "Évry-sur-Nulle-Part" in tray.locator("li").inner_text()
    assert "1 city found" in tray.inner_text()


def test_no_tray_where_every_place_is_known(show: Any) -> None:
    found = show(page_of(chain(5)))
    assert not found.page.locator(".tray").is_visible()
