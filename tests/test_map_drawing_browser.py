"""The map's drawing in a real browser: first sight, names, gestures, keys, pictures, odd data.

What stands on a canvas is read from the calls that drew it: a script that runs before the page's
own notes each text with its box, and forgets them when a new drawing begins.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext

from map_browser import DESKTOP, PHONE, Opened, shows
from map_made import chain, namur_page, page_of
from map_pages import data

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1366, "height": 768}
SVG = "{http://www.w3.org/2000/svg}"
SPY = """
const notes = new WeakMap();
const proto = CanvasRenderingContext2D.prototype;
const { fillText, fillRect } = proto;
window.drawings = 0;
proto.fillRect = function (...box) {
  if (this.canvas.isConnected) { window.drawings += 1; notes.set(this.canvas, []); }
  return fillRect.apply(this, box);
};
proto.fillText = function (text, x, y) {
  const { a } = this.getTransform();
  const width = this.measureText(text).width;
  const left = this.textAlign === "center" ? x - width / 2 : x;
  notes.get(this.canvas)?.push({ text, left, right: left + width, y, scale: a, font: this.font });
  return fillText.call(this, text, x, y);
};
/** The texts of the drawing that is seen, in pixels of the window. */
window.seenTexts = () => {
  const canvas = [...document.querySelectorAll(".drawing-sheet")].find((each) => each.style.visibility !== "hidden");
  const box = canvas.getBoundingClientRect();
  return (notes.get(canvas) ?? []).map(({ text, left, right, y, font }) => ({
    text, font, x0: box.left + left, x1: box.left + right, y: box.top + y,
    y0: box.top + y - 6, y1: box.top + y + 6,
  }));
};
"""  # noqa: E501


@dataclass(frozen=True)
class Spied:
    """A browser whose pages note what is written on their canvases."""

    browser: Browser

    def new_context(self, **options: Any) -> BrowserContext:
        """Make a context whose pages run the spy first."""
        context = self.browser.new_context(**options)
        context.add_init_script(SPY)
        return context


@dataclass(frozen=True)
class Stage:
    """A page with a drawing, and what can be read from it."""

    opened: Opened

    @property
    def page(self) -> Any:
        """Return the page."""
        return self.opened.page

    def choose(self, **patch: Any) -> None:
        """Change the state, and wait until it is drawn."""
        self.page.evaluate("patch => window.twingraphMap.store.set(patch)", patch)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing has been drawn for a while and the address is written."""
        before, now = -1, self._drawings()
        while before != now:
            self.page.wait_for_timeout(500)
            before, now = now, self._drawings()

    def _drawings(self) -> int:
        return int(self.page.evaluate("window.drawings"))

    def state(self, key: str) -> Any:
        """Return a value of the page's state."""
        return self.opened.state(key)

    def names(self) -> list[dict[str, Any]]:
        """Return the names on the drawing with their boxes; letters in rings are none."""
        texts = self.page.evaluate("window.seenTexts()")
        return [each for each in texts if len(each["text"]) > 1]

    def written(self) -> set[str]:
        """Return the names on the drawing."""
        return {each["text"] for each in self.names()}

    def note(self) -> str:
        """Return the line in the corner."""
        return str(self.page.inner_text(".drawing-note"))

    def focus(self) -> tuple[float, float]:
        """Return where the ring of the keyboard's focus stands, in the window."""
        box = self.page.locator(".drawing-ring").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def tip(self) -> str:
        """Return the tooltip's text."""
        return str(self.page.inner_text(".drawing-tip"))


Show = Callable[..., Stage]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    spied = cast(Browser, Spied(browser))
    with shows(spied, tmp_path, namur_page) as shown:

        def showing(page: str | None = None, address: str = "", **options: Any) -> Stage:
            return Stage(shown(page, address, **options))

        yield showing


@pytest.fixture(scope="module")
def core() -> Any:
    return data(namur_page(), "core")


def partners(core: Any) -> set[str]:
    """Return the names, told apart, of the cities with a tie and a place."""
    cities, ties = core["cities"], core["ties"]
    ends = {*ties["a"], *ties["b"]}
    placed = {n for n in ends if cities["lat"][n] is not None}
    apart = cities["apart"]
    return {apart.get(str(n), {}).get("en") or cities["name"]["en"][n] for n in placed}


def overlapping(names: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (p["text"], q["text"])
        for p, q in itertools.combinations(names, 2)
        if p["x0"] < q["x1"] and q["x0"] < p["x1"] and p["y0"] < q["y1"] and q["y0"] < p["y1"]
    ]


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP, PHONE], ids=["1280", "1366", "phone"])
def test_first_sight_names_every_partner_and_no_name_meets_another(
    show: Show, core: Any, size: dict[str, int]
) -> None:
    stage = show(viewport=size)
    names = stage.names()
    assert partners(core) <= stage.written()
    assert len(partners(core)) >= 13
    assert overlapping(names) == []
    stands = stage.page.locator(".stage").bounding_box()
    for each in names:
        assert each["x0"] >= stands["x"] - 1
        assert each["x1"] <= stands["x"] + stands["width"] + 1
        assert stands["y"] - 1 <= each["y0"]
        assert each["y1"] <= stands["y"] + stands["height"] + 1
    for floating in (".legend", ".tray", ".drawing-tools"):
        box = stage.page.locator(floating).bounding_box()
        if box is None or box["width"] == 0:
            continue
        cover = {"text": floating, "x0": box["x"], "x1": box["x"] + box["width"]}
        cover |= {"y0": box["y"], "y1": box["y"] + box["height"]}
        assert all(overlapping([cover, each]) == [] for each in names), floating
    stage.opened.assert_quiet()


VIEWS: dict[str, dict[str, Any]] = {
    "network": {"view": "network"},
    "centred": {"centred": True},
    "events": {"events": True, "persons": True},
    "french": {"lang": "fr", "selected": "city:hue-vn"},
    "dark": {"theme": "dark", "year": 2016},
}


@pytest.mark.parametrize("view", VIEWS)
def test_in_every_view_no_name_meets_another(show: Show, view: str) -> None:
    stage = show()
    stage.choose(**VIEWS[view])
    names = stage.names()
    assert len(names) >= 13
    assert overlapping(names) == []
    stage.opened.assert_quiet()


def test_the_network_names_its_networks_and_the_centred_map_its_distances(show: Show) -> None:
    stage = show()
    stage.choose(view="network")
    assert {"AIMF", "Namur (Wallonia, Belgium)"} <= stage.written()
    stage.choose(view="map", centred=True)
    assert {"5,000 km", "10,000 km"} <= stage.written()
    assert "Namur" in stage.note()
    letters = {each["text"] for each in stage.page.evaluate("window.seenTexts()")}
    assert {"N", "E", "S"} <= letters


def test_dragging_pans_the_wheel_zooms_and_fit_comes_back(show: Show) -> None:
    stage = show()
    page = stage.page
    assert stage.state("mapCamera") is None
    page.mouse.move(500, 600)
    page.mouse.down()
    page.mouse.move(540, 580, steps=4)
    page.mouse.up()
    stage.settle()
    panned = stage.state("mapCamera")
    assert panned is not None
    page.mouse.wheel(0, -300)
    stage.settle()
    zoomed = stage.state("mapCamera")
    assert zoomed["k"] > panned["k"] * 1.3
    # The point under the pointer stays: the camera moves towards it.
    box = page.locator(".drawing").bounding_box()
    aside = 540 - box["x"] - box["width"] / 2
    assert zoomed["x"] + aside / zoomed["k"] == pytest.approx(panned["x"] + aside / panned["k"])
    page.get_by_role("button", name="Zoom out").click()
    stage.settle()
    assert stage.state("mapCamera")["k"] == pytest.approx(zoomed["k"] / 1.6)
    page.get_by_role("button", name="Show everything").click()
    stage.settle()
    assert stage.state("mapCamera") is None
    stage.opened.assert_quiet()


def test_the_address_brings_the_camera_back(show: Show) -> None:
    stage = show()
    stage.page.get_by_role("button", name="Zoom in").click()
    stage.settle()
    address = stage.page.evaluate("location.hash")
    names = stage.written()
    again = show(address=address)
    again.settle()
    assert again.state("mapCamera") == pytest.approx(stage.state("mapCamera"), rel=1e-3, abs=0.1)
    # The address rounds: a name at the brink of its room may come or go.
    assert len(names) > 8
    assert len(again.written() ^ names) <= 1


def test_keys_alone_find_a_city_select_it_and_let_it_go(show: Show) -> None:
    stage = show()
    page = stage.page
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    assert "Namur" in stage.tip()
    namur = stage.focus()
    page.keyboard.press("ArrowRight")
    assert stage.focus()[0] > namur[0]
    assert "Namur" not in stage.tip().splitlines()[0]
    named = stage.tip().splitlines()[0]
    page.keyboard.press("Enter")
    selected = stage.state("selected")
    assert selected.startswith("city:")
    assert selected != "city:namur-be"
    stage.settle()
    bold = {each["text"] for each in stage.names() if each["font"].startswith("600")}
    assert named in bold
    page.locator(".drawing").focus()
    page.keyboard.press("Escape")
    assert stage.state("selected") is None
    seen = set()
    for _ in range(40):
        page.keyboard.press("PageDown")
        seen.add(stage.tip().splitlines()[0])
    assert len(seen) >= 16
    stage.opened.assert_quiet()


def test_a_click_selects_the_city_or_the_line_below_and_clears_on_nothing(show: Show) -> None:
    stage = show()
    page = stage.page
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    x, y = stage.focus()
    page.keyboard.press("Escape")
    page.mouse.click(x, y)
    assert stage.state("selected") == "city:namur-be"
    page.mouse.click(700, 150)
    assert stage.state("selected") is None
    hue = next(each for each in stage.names() if each["text"] == "Huế")
    along = [(x + (hue["x0"] - x) * t, y + (hue["y"] - y) * t) for t in (0.5, 0.6)]
    found = set()
    for (px, py), dy in itertools.product(along, range(-120, 20, 4)):
        page.mouse.move(px, py + dy)
        if not page.locator(".drawing-tip").is_hidden():
            found.add(stage.tip().splitlines()[0])
    assert any("Huế" in each and "–" in each for each in found), found
    stage.opened.assert_quiet()


def test_a_bent_camera_does_not_mislead_a_click(show: Show) -> None:
    stage = show()
    page = stage.page
    page.mouse.move(440, 190)
    for _ in range(4):
        page.mouse.wheel(0, -240)
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    stage.settle()
    x, y = stage.focus()
    page.keyboard.press("Escape")
    page.mouse.click(x, y)
    assert stage.state("selected") == "city:namur-be"


def test_two_fingers_zoom_and_a_tap_selects(show: Show) -> None:
    stage = show(viewport=PHONE, has_touch=True, is_mobile=True)
    session = stage.page.context.new_cdp_session(stage.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        held = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": held})

    touch("touchStart", (150, 330), (240, 330))
    for step in range(1, 6):
        touch("touchMove", (150 - step * 8, 330), (240 + step * 8, 330))
    touch("touchEnd")
    stage.settle()
    assert stage.state("mapCamera") is not None
    stage.page.evaluate("window.twingraphMap.store.set({ mapCamera: null })")
    stage.settle()
    stage.page.locator(".drawing").focus()
    stage.page.keyboard.press("ArrowRight")
    x, y = stage.focus()
    stage.page.touchscreen.tap(x + 3, y + 3)
    assert stage.state("selected") == "city:namur-be"


def test_with_less_motion_nothing_travels(show: Show) -> None:
    stage = show(reduced_motion="reduce")
    stage.page.evaluate(
        """() => { window.drawings = 0;
        window.twingraphMap.store.set({ view: "network" }); }"""
    )
    stage.page.wait_for_timeout(1200)
    assert stage.page.evaluate("window.drawings") <= 2
    assert "AIMF" in stage.written()


def test_nothing_is_drawn_while_nothing_changes(show: Show) -> None:
    stage = show()
    stage.settle()
    stage.page.evaluate("window.drawings = 0")
    stage.page.mouse.move(600, 200)
    stage.page.mouse.move(620, 210)
    stage.page.wait_for_timeout(400)
    assert stage.page.evaluate("window.drawings") == 0


def pictures(stage: Stage) -> tuple[str, bytes]:
    """Return what the menu keeps: the SVG, and the PNG's bytes."""
    page = stage.page
    kept = {}
    for kind in ("SVG", "PNG"):
        if page.locator("#pop-share").is_hidden():
            page.click(".tool-share")
        with page.expect_download() as download:
            page.locator(".entry", has_text=kind).first.click()
        kept[kind] = Path(download.value.path()).read_bytes()
    return kept["SVG"].decode("utf-8"), kept["PNG"]


def test_the_picture_holds_title_names_legend_and_source_as_text(show: Show, core: Any) -> None:
    stage = show(color_scheme="dark")
    svg, png = pictures(stage)
    root = ET.fromstring(svg)
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert texts[0] == core["title"]["en"]
    assert partners(core) <= set(texts)
    assert {"Twinning", "Other agreement", "AIMF"} <= set(texts)
    assert any(text is not None and text.startswith("Source: ") for text in texts)
    assert "#0072b2" in svg.lower()
    assert "#56b4e9" not in svg.lower()
    assert len(svg) < 400_000
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))
    assert stage.page.evaluate("document.documentElement.dataset.theme") == "auto"
    stage.opened.assert_quiet()


def made(**changes: Any) -> dict[str, Any]:
    """Return three cities tied to the first, their columns changed where a test says so."""
    held = chain(3)
    held["cities"] |= {"lat": [50.5, 16.5, -4.4], "lon": [4.9, 107.6, 15.4]}
    held["cities"] |= {"x": [0, 5000, -5000], "y": [0, 3000, 3000]}
    held["own"], held["centre"] = [0], 0
    held["ties"] |= {"a": [0, 0], "b": [1, 2], "mark": [0, 1]}
    for key, value in changes.items():
        held[key] = held[key] | value if isinstance(value, dict) else value
    return held


def test_a_graph_without_cities_says_what_to_do(show: Show) -> None:
    stage = show(
        page_of(chain(1) | {"cities": empty(chain(1)["cities"]), "ties": chain(1)["ties"]})
    )
    assert stage.note().startswith("This graph holds no city yet.")
    stage.opened.assert_quiet()


def empty(columns: dict[str, Any]) -> dict[str, Any]:
    return {key: [] if isinstance(value, list) else {} for key, value in columns.items()} | {
        "name": {"en": []}
    }


def test_one_city_alone_stands_near_the_middle_with_its_name(show: Show) -> None:
    stage = show(page_of(chain(1)))
    [name] = stage.names()
    assert name["text"] == "City 00000"
    box = stage.page.locator(".stage").bounding_box()
    assert abs(name["x0"] - box["x"] - box["width"] / 2) < box["width"] / 4
    stage.opened.assert_quiet()


def test_cities_without_a_place_are_told_of_and_stand_in_the_network(show: Show) -> None:
    nowhere = {"lat": [None] * 3, "lon": [None] * 3}
    stage = show(page_of(made(cities=nowhere)))
    assert "known place" in stage.note()
    stage.choose(view="network")
    assert len(stage.written()) == 3
    stage.choose(view="map", centred=True)
    stage.opened.assert_quiet()


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ([0, 10, -10], [179.9, -179.9, 180]),
        ([90, -90, 50], [0, 0, 4]),
        ([50, 50, -50], [4, 4, -176]),
        ([35, 37, 21], [139, -122, -157]),
    ],
    ids=["antimeridian", "poles", "one spot and its antipode", "round the Pacific"],
)
@pytest.mark.parametrize("centred", [False, True], ids=["map", "centred"])
def test_places_at_the_edges_of_the_map_are_drawn(
    show: Show, lat: list[float], lon: list[float], centred: bool
) -> None:
    stage = show(page_of(made(cities={"lat": lat, "lon": lon})))
    stage.choose(centred=centred)
    assert {f"City {n:05d}" for n in range(3)} <= stage.written()
    assert overlapping(stage.names()) == []
    svg, _ = pictures(stage)
    assert "NaN" not in svg
    assert "Infinity" not in svg
    stage.opened.assert_quiet()


def test_two_hundred_agreements_of_a_pair_are_one_line_of_four_pixels(show: Show) -> None:
    many: dict[str, Any] = chain(3)["ties"]
    count = 200
    columns = {key: many[key][:1] * count for key in many if isinstance(many[key], list)}
    columns |= {"id": [f"agreement:{n}" for n in range(count)], "mark": [1] * count}
    columns |= {"themes": {}, "label": {}}
    stage = show(page_of(made() | {"ties": columns}))
    svg, _ = pictures(stage)
    widths = [
        float(path.get("stroke-width", 0))
        for path in ET.fromstring(svg).iter(f"{SVG}path")
        if path.get("stroke", "").lower() == "#d55e00"
    ]
    assert max(widths) == 4
    assert len(widths) == 2  # the line, and its sample in the legend
    stage.opened.assert_quiet()


def test_long_right_to_left_and_ideographic_names_are_written(show: Show) -> None:
    long = "Llanfair" * 25
    names = {"en": [long, "القدس الشريف", "東京都"], "fr": [0] * 3}
    stage = show(page_of(made(cities={"name": names})))
    written = stage.written()
    assert {"القدس الشريف", "東京都"} <= written
    [short] = [each for each in stage.names() if each["text"].startswith("Llanfair")]
    assert short["text"].endswith("…")
    assert short["x1"] - short["x0"] < 260
    assert overlapping(stage.names()) == []
    stage.page.locator(".drawing").focus()
    stage.page.keyboard.press("ArrowRight")
    assert long in stage.tip()
    stage.opened.assert_quiet()


def test_hostile_names_are_text_on_the_drawing_in_the_tooltip_and_in_the_picture(
    show: Show,
) -> None:
    hostile = "<img src=x onerror=alert(1)></text></script>\u2028\u202e&'\""
    names = {"en": [hostile, "B", "C"], "fr": [0] * 3}
    stage = show(page_of(made(cities={"name": names})))
    stage.page.locator(".drawing").focus()
    stage.page.keyboard.press("ArrowRight")
    assert "<img src=x onerror=alert(1)>" in stage.tip()
    assert stage.page.locator("img").count() == 0
    svg, _ = pictures(stage)
    root = ET.fromstring(svg)
    assert any((text.text or "").startswith("<img") for text in root.iter(f"{SVG}text"))
    stage.opened.assert_quiet()


def test_a_world_of_cities_is_grouped_by_country_and_opens(show: Show) -> None:
    count = 6000
    held = chain(count)
    held["countries"] = [
        {"id": f"country:{n}", "code": f"c{n}", "label": {"en": f"Country {n}"}} for n in range(6)
    ]
    held["cities"] |= {
        "country": [n % 6 for n in range(count)],
        "lat": [(n % 6) * 12 - 20 + (n // 6 % 32) * 0.2 for n in range(count)],
        "lon": [(n % 6) * 20 - 60 + (n // 192) * 0.2 for n in range(count)],
    }
    stage = show(page_of(held))
    stage.settle()
    assert "Grouped by country" in stage.note()
    assert {f"Country {n}" for n in range(6)} <= stage.written()
    page = stage.page
    page.evaluate("window.drawings = 0")
    page.mouse.move(450, 350)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(450 + step * 2, 350)
    page.mouse.up()
    # What was drawn is moved, not drawn anew with every movement.
    assert page.evaluate("window.drawings") <= 4
    stage.settle()
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    assert "1,000 cities" in stage.tip()
    page.keyboard.press("Enter")
    stage.settle()
    assert any(name.startswith("City ") for name in stage.written())
    stage.opened.assert_quiet()
