"""The map's time line, legend and tray in a real browser: what they say is what the graph holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from map_browser import PHONE, Opened, choose, shows, texts
from map_made import chain, namur, namur_page, page_of
from twingraph.networks import network

pytestmark = pytest.mark.browser

SLIDER = ".timeline input"


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    with shows(browser, tmp_path, namur_page) as shown:
        yield shown


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
    assert ("as far as told" in said) == (year > 2024)
    # The bar counts as the time line does.
    bar = texts(found, ".bar-line")[0]
    assert said.startswith(bar.rpartition(", ")[0])
    assert bar.endswith(f", {undated} without a date")
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
    # Between these years nothing begins, ends or happens: they are passed over.
    choose(found, year=2015)
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
    assert found.page.evaluate("window.years") == [2016, 2022, 2023, 2024, 2025, 2029]
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
    choose(found, year=1946)
    found.page.click(".timeline .play")
    # A step at a time, whatever motion the reader wants; the next is the first twinning.
    found.page.wait_for_selector(".timeline input[aria-valuetext^='1979']", timeout=20_000)
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


def test_a_year_beyond_the_range_becomes_the_nearest(show: Any) -> None:
    for address, year in [("#year=9999", 2029), ("#year=1", 1946), ("#year=1999", 1999)]:
        found = show(address=address)
        found.page.wait_for_selector(f".timeline input[aria-valuetext^='{year}']")
        assert found.state("year") == year
    found.page.evaluate("() => { location.hash = '#year=3000'; }")
    found.page.wait_for_selector(".timeline input[aria-valuetext^='2029']")
    assert texts(found, ".bar-line")[0].startswith("2029 (after the report of 2024)")
    # Without a time line no year can be left again, so that none is chosen.
    assert show(page_of(chain(5)), address="#year=1999").state("year") is None


def test_in_french_all_dates_are_all_the_dates(show: Any) -> None:
    found = show()
    choose(found, lang="fr")
    assert texts(found, ".timeline .all") == ["Toutes les dates"]
    assert sentence(found).startswith("Toutes les dates, de 1946 à 2029\u00a0: 14 liens")
    choose(found, year=2029)
    assert "6 liens en vigueur, pour autant qu’on sache" in sentence(found)


def test_filters_and_a_year_are_both_told_in_the_bar(show: Any) -> None:
    found = show()
    choose(found, year=1999, filters=found.state("filters") | {"marks": ["contact"]})
    assert texts(found, ".bar-line") == [
        "1999: 2 ties in force, 2 without a date (4 of 14 ties pass the filters)"
    ]


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
    # Nothing that looks alike is told apart: "not told" is drawn as what is realised.
    assert count(found, "progress under-way") == len(programmes) == 1
    assert found.page.locator('.legend [data-key="progress "]').count() == 0
    counts = found.page.locator('.legend [data-key^="progress "] .count').all_inner_texts()
    assert sum(int(each) for each in counts) == len(held)
    assert "Realised, or not told" in found.page.inner_text(
        '.legend [data-key="progress realised"]'
    )
    assert "Other agreement" in found.page.inner_text('.legend [data-key="marks agreement"]')
    pictures = ".legend .of-lines .sample"
    drawn = found.page.locator(pictures).evaluate_all("all => all.map(each => each.innerHTML)")
    assert len(set(drawn)) == len(drawn) >= 4
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
    # One entry for what is drawn as one: it switches both.
    found.page.click('.legend [data-key="progress realised"]')
    assert sorted(found.state("filters")["progress"]) == ["", "realised"]
    other = count(found, "progress under-way")
    wished = found.page.locator('.legend [data-key="progress wished"] .count').all_inner_texts()
    other += sum(int(each) for each in wished)
    assert texts(found, ".bar-line")[0].startswith(f"{other} of 14")
    found.page.click('.legend [data-key="progress realised"]')
    assert found.state("filters")["progress"] == []
    choose(found, filters=found.state("filters") | {"basis": ["stated"]})
    found.page.click('.legend [data-key="basis stated"]')
    assert found.state("filters")["basis"] == []
    members = found.page.get_attribute('.legend [data-key="network:aimf"]', "title") or ""
    assert members.startswith("AIMF: 2 members on this page")
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
    assert "Planned or wished event" not in told
    choose(found, year=None)
    assert "Planned or wished event" in found.page.inner_text(".legend")
    planned = ["planned", "wished"]
    choose(found, filters=found.state("filters") | {"progress": planned})
    told = found.page.inner_text(".legend")
    assert "Event" in told
    assert "Planned or wished event" not in told


def test_the_blue_dot_and_the_grey_ones_are_explained(show: Any) -> None:
    found = show()
    told = texts(found, ".legend .of-signs li")
    assert told == ["City of the report", "City without a tie here"]
    fill = "each => getComputedStyle(each).fill"
    assert found.page.locator(".legend .unrelated").evaluate(fill) != "none"
    # Fès, Lausanne and Paris are there by their events only: hidden, they are not explained.
    choose(found, filters=found.state("filters") | {"sources": ["source:none"]})
    assert texts(found, ".legend .of-signs li") == ["City of the report"]
    core = chain(4)
    core["centre"] = 1
    assert texts(show(page_of(core)), ".legend .of-signs li") == ["City in the middle"]
    core["own"] = [2]
    expected = ["City in the middle, city of the report"]
    assert texts(show(page_of(core)), ".legend .of-signs li") == expected


def test_the_legend_leaves_the_drawing_its_room(show: Any) -> None:
    for lang, height in [("en", 330), ("fr", 370)]:
        found = show()
        choose(found, lang=lang)
        box = found.page.locator(".legend").bounding_box()
        assert box
        assert box["width"] <= 230
        assert 200 < box["height"] <= height


def test_a_press_on_the_legend_outlives_a_frame_of_the_drawing(show: Any) -> None:
    found = show()
    entry = found.page.locator('.legend [data-key="marks contact"]')
    entry.focus()
    found.page.keyboard.down("Space")
    # The drawing says at each frame whether it groups; nothing that matters has changed.
    found.page.evaluate(
        """() => new Promise(done => {
          const stage = document.querySelector(".stage");
          stage.dataset.grouped = stage.dataset.grouped ?? "false";
          window.twingraphMap.store.set({ lit: ["city:hue-vn"] });
          requestAnimationFrame(() => requestAnimationFrame(done));
        })"""
    )
    found.page.keyboard.up("Space")
    assert found.state("filters")["marks"] == ["contact"]


def test_legend_and_tray_make_room_for_the_drawer_and_come_back(show: Any) -> None:
    found = show()
    folds = ".legend > details, .tray > details"

    def unfolded() -> list[bool]:
        return list(found.page.locator(folds).evaluate_all("all => all.map(each => each.open)"))

    assert unfolded() == [True, True]
    found.page.click(".tray summary")
    choose(found, drawer="query")
    assert unfolded() == [False, False]
    choose(found, drawer=None)
    assert unfolded() == [True, False]
    found = show(address="#drawer=query")
    assert found.state("drawer") == "query"
    assert unfolded() == [False, False]
    choose(found, drawer=None)
    assert unfolded() == [True, True]
    found = show(viewport=PHONE)
    choose(found, drawer="query")
    assert not found.page.is_visible(".legend")
    assert not found.page.is_visible(".tray")


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
    tray.locator("li").first.wait_for()
    assert tray.locator("li").count() == 40
    assert "and 260 more" in tray.inner_text()
    tray.locator("input").fill("evry sur")
    assert tray.locator("li").count() == 1
    assert "Évry-sur-Nulle-Part" in tray.locator("li").inner_text()
    assert "1 city found" in tray.inner_text()


def test_no_tray_where_every_place_is_known(show: Any) -> None:
    found = show(page_of(chain(5)))
    assert not found.page.locator(".tray").is_visible()
