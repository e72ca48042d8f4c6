"""What is chosen elsewhere comes into sight on the map, and what it cannot show is written.

The camera is read from the page's state, the drawing from the picture that the page makes of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect

from map_browser import Opened, shows
from map_made import chain, namur_page, page_of
from map_pages import data

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
# A hollow diamond's edge, and the opacity of an event without a date.
PLANNED_DASH = "2.6 1.4"
UNDATED = "0.4"

Show = Callable[..., Opened]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    with shows(browser, tmp_path, namur_page) as shown:
        yield shown


def choose(found: Opened, **patch: Any) -> None:
    found.page.evaluate("patch => window.twingraphMap.store.set(patch)", patch)
    found.rest()


def picture(page: Page) -> ET.Element:
    """Return the SVG that the menu keeps."""
    if page.locator("#pop-share").is_hidden():
        page.click(".tool-share")
    with page.expect_download() as download:
        page.locator(".entry", has_text="SVG").first.click()
    return ET.fromstring(Path(download.value.path()).read_bytes())


def texts(page: Page) -> list[str]:
    return [each.text or "" for each in picture(page).iter(f"{SVG}text")]


def test_a_city_chosen_in_the_panel_comes_into_sight(show: Show) -> None:
    found = show(address="#map=0,0,9000&lang=en")
    choose(found, mapCamera={"x": 0.0, "y": 0.3, "k": 9000})
    before = found.state("mapCamera")
    choose(found, selected="city:hue-vn")
    after = found.state("mapCamera")
    # From the middle of the map to Hué it is more than a radian: no screen holds both.
    assert math.hypot(after["x"] - before["x"], after["y"] - before["y"]) > 0.5
    assert after["k"] == before["k"]
    assert "Huế" in texts(found.page)
    found.assert_quiet()


def test_a_click_in_the_drawing_moves_nothing(show: Show) -> None:
    found = show()
    found.page.mouse.move(450, 300)
    for _ in range(3):
        found.page.mouse.wheel(0, -120)
    found.rest()
    before = found.state("mapCamera")
    found.page.locator(".drawing").focus()
    found.page.keyboard.press("ArrowRight")
    found.rest()
    found.rest()
    focused = found.state("mapCamera")
    found.page.keyboard.press("Enter")
    found.rest()
    found.rest()
    assert found.state("selected") is not None
    assert found.state("mapCamera") == focused
    assert before is not None


def test_a_city_in_a_closed_country_is_opened_when_it_is_chosen(show: Show) -> None:
    count = 1200
    held = chain(count)
    held["countries"] = [{"id": "country:0", "code": "c0", "label": {"en": "Country 0"}}]
    held["cities"] |= {
        "country": [0] * count,
        "lat": [40 + (n % 32) * 0.05 for n in range(count)],
        "lon": [4 + (n // 32) * 0.05 for n in range(count)],
    }
    found = show(page_of(held), reduced_motion="reduce")
    assert "City 00700" not in texts(found.page)
    far = found.page.evaluate("document.querySelector('.stage').dataset.grouped")
    choose(found, selected="city:" + held["cities"]["id"][700])
    assert far == "true"
    assert found.page.evaluate("document.querySelector('.stage').dataset.grouped") == "false"
    assert "City 00700" in texts(found.page)
    # Of all cities at once the country tells, in one circle, as it does when none is lit.
    choose(found, selected=None, lit=["city:" + each for each in held["cities"]["id"]])
    found.page.get_by_role("button", name="Show everything").click()
    found.rest()
    circles = list(picture(found.page).iter(f"{SVG}circle"))
    assert len(circles) < 20
    assert "Country 0" in texts(found.page)
    found.assert_quiet()


def test_where_nothing_is_in_view_the_map_says_so_and_leads_back(show: Show) -> None:
    found = show()
    lost = found.page.locator(".drawing-lost")
    assert lost.is_hidden()
    choose(found, mapCamera={"x": 0.0, "y": 0.6, "k": 20000})
    expect(lost).to_be_visible()
    assert "Nothing here" in lost.inner_text()
    lost.get_by_role("button", name="Show everything").click()
    expect(lost).to_be_hidden()
    # The state follows the drawing once it has come to rest.
    found.page.wait_for_function("() => window.twingraphMap.store.now.mapCamera === null")
    found.assert_quiet()


def test_the_wheel_stops_at_a_sensible_scale(show: Show) -> None:
    found = show(reduced_motion="reduce")
    found.page.mouse.move(450, 300)
    for _ in range(60):
        found.page.mouse.wheel(0, -600)
    found.rest()
    # A pixel is then a quarter of a kilometre: the land is drawn no finer.
    assert found.state("mapCamera")["k"] * 0.25 <= 6371.1


def test_planned_events_are_hollow_and_undated_ones_lighter(show: Show) -> None:
    core = data(namur_page(), "core")
    found = show(address="#layers=events")
    here = [each for each in core["events"] if each["cities"] or each["at"] >= 0]
    planned = sum(each["progress"] in (3, 4) for each in here)
    words = texts(found.page)
    drawn = [each.get("stroke-dasharray") for each in picture(found.page).iter(f"{SVG}path")]
    # One more stands in the legend.
    assert drawn.count(PLANNED_DASH) == planned + 1 > 1
    assert {"Event", "Planned or wished event"} <= set(words)
    choose(found, year=1985)
    light = [each for each in picture(found.page).iter(f"{SVG}polygon") if _faint(each)]
    dated = [each for each in here if each["start"] is not None or each["end"] is not None]
    assert 1 < len(light) <= len(here) - len(dated) + 1
    assert "Lighter: no date told" in texts(found.page)
    choose(found, filters={**found.state("filters"), "progress": ["planned", "wished"]}, year=None)
    paths = picture(found.page).iter(f"{SVG}path")
    assert PLANNED_DASH not in [each.get("stroke-dasharray") for each in paths]


def _faint(polygon: ET.Element) -> bool:
    return polygon.get("opacity") == UNDATED and len(polygon.get("points", "").split()) == 4


def test_the_picture_writes_what_has_no_place_and_explains_what_is_drawn(show: Show) -> None:
    found = show()
    words = texts(found.page)
    assert any(re.match(r"Place not known: .*Namur \(Wisconsin", text) for text in words)
    explained = {"Realised, or not told", "Implied by a source", "Wider: several ties of a pair"}
    assert {*explained, "City without a tie here", "City of the report"} <= set(words)
    choose(found, view="network")
    words = texts(found.page)
    assert not any(text.startswith("Place not known") for text in words)
    assert "Member of a network" in words
