"""The pyvis page in a real browser, the network blocked: drawn, explained, reachable, safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import twingraph
from map_graphs import IMAGE, LINK, SCRIPT, TITLE, hostile
from twingraph.bundled import bundled_quads
from twingraph.networks import network
from twingraph.store import Graph

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Where a node stands on the screen, from its name in the data.
SPOT = """id => {
  const { network } = window.twingraphMap;
  const box = document.getElementById("drawing").getBoundingClientRect();
  const dom = network.canvasToDOM(network.getPositions([id])[id]);
  return [box.left + dom.x, box.top + dom.y];
}"""
PIXELS = """() => {
  const canvas = document.querySelector("#drawing canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = {};
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 255) continue;
    const key = [data[i], data[i + 1], data[i + 2]]
      .map((part) => part.toString(16).padStart(2, "0")).join("").toUpperCase();
    found["#" + key] = (found["#" + key] ?? 0) + 1;
  }
  return found;
}"""
COLOURS = {
    "light": {"#0072B2", "#D55E00", "#009E73", "#B7791F", "#111827"},
    "dark": {"#56B4E9", "#F0894A", "#2CC295", "#E9B949", "#F9FAFB"},
}


@dataclass
class Opened:
    """A page in the browser, and whatever it did that it should not."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def count(self, name: str) -> int:
        """Return how many nodes or edges the drawing holds."""
        return int(self.page.evaluate(f"window.twingraphMap.{name}.length"))

    def hover(self, node: str) -> None:
        """Point at a node."""
        x, y = self.page.evaluate(SPOT, node)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y)

    def assert_quiet(self) -> None:
        """Fail where the page asked for anything, complained or opened a dialog."""
        assert self.requests == []
        assert self.complaints == []
        assert self.dialogs == []


@pytest.fixture(scope="module")
def namur() -> Graph:
    return Graph.memory(bundled_quads(), "Namur")


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    contexts = []

    def opened(graph: Graph, lang: str = "en", **options: Any) -> Opened:
        path = tmp_path / "map.html"
        twingraph.ego_network(graph=graph, lang=lang).write_html(str(path))
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        found = Opened(context.new_page())

        def only_the_file(route: Any) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
                return
            found.requests.append(route.request.url)
            route.abort()

        def dismiss(dialog: Any) -> None:
            found.dialogs.append(dialog.message)
            dialog.dismiss()

        context.route("**/*", only_the_file)
        found.page.on("console", lambda m: found.complaints.append(m.text))
        found.page.on("pageerror", lambda problem: found.complaints.append(str(problem)))
        found.page.on("dialog", dismiss)
        found.page.goto(path.as_uri())
        found.page.wait_for_function("window.twingraphMap")
        found.page.wait_for_timeout(150)
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_drawing_holds_the_network_and_asks_for_nothing(
    show: Any, namur: Graph, lang: str, viewport: dict[str, int]
) -> None:
    found = show(namur, lang, viewport=viewport)
    edges = network(namur).degree("city:namur-be") + network(namur, "networks").number_of_edges()
    assert found.count("nodes") == 17
    assert found.count("edges") == edges == 19
    rows = found.page.locator("#ties tbody tr, #memberships tbody tr")
    assert rows.count() == edges
    assert found.page.locator("html").get_attribute("lang") == lang
    # No sideways scrolling, and every node on the screen's width.
    assert found.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    nodes = found.page.evaluate("window.twingraphMap.nodes.getIds()")
    spots = [found.page.evaluate(SPOT, node) for node in nodes]
    assert all(0 < x < viewport["width"] and 0 < y < viewport["height"] for x, y in spots)
    found.assert_quiet()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_drawing_is_painted_in_the_readers_theme(show: Any, namur: Graph, theme: str) -> None:
    found = show(namur, color_scheme=theme)
    other = "dark" if theme == "light" else "light"
    assert COLOURS[theme] <= set(found.page.evaluate(PIXELS))
    found.page.emulate_media(color_scheme=other)
    found.page.wait_for_timeout(150)
    assert COLOURS[other] <= set(found.page.evaluate(PIXELS))
    found.assert_quiet()


def test_paper_is_light_even_for_a_reader_of_the_dark(show: Any, namur: Graph) -> None:
    found = show(namur, color_scheme="dark")
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert COLOURS["light"] <= set(found.page.evaluate(PIXELS))
    found.page.evaluate("dispatchEvent(new Event('afterprint'))")
    found.page.emulate_media(media="print", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert found.page.evaluate(ground) == "rgb(255, 255, 255)"
    assert len(found.page.pdf()) > 10_000
    found.assert_quiet()


def test_hostile_names_stay_text_in_drawing_tooltip_and_tables(show: Any) -> None:
    found = show(hostile())
    page = found.page
    assert found.count("nodes") == 5
    title = page.title()
    for node in page.evaluate("window.twingraphMap.nodes.getIds()"):
        found.hover(node)
        page.wait_for_timeout(350)
        tooltip = page.locator(".vis-tooltip")
        assert tooltip.is_visible()
        wanted = page.evaluate("id => window.twingraphMap.nodes.get(id).title.textContent", node)
        assert tooltip.inner_text().split() == wanted.split()
        assert tooltip.locator("img, a, script, style").count() == 0
        assert page.locator("#detail").text_content() == wanted.replace("\n", " · ")
    for line in page.evaluate("window.twingraphMap.edges.getIds()"):
        page.evaluate("id => window.twingraphMap.network.selectEdges([id])", line)
    text = page.locator("body").inner_text()
    for name in (IMAGE, LINK, SCRIPT):
        assert name in text
    assert TITLE in page.locator("h1").inner_text()
    assert page.locator("img").count() == 0
    assert page.locator("[onerror], [href^='javascript']").count() == 0
    assert page.locator("script").count() == 3
    assert page.title() == title
    found.assert_quiet()


def test_a_script_that_is_not_the_pages_own_does_not_run(show: Any, namur: Graph) -> None:
    found = show(namur)
    found.page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.foreign = true";
      document.body.append(script);
      const frame = document.createElement("img");
      frame.src = "https://example.org/x.png";
      document.body.append(frame);
    }""")
    found.page.wait_for_timeout(200)
    assert found.page.evaluate("window.foreign") is None
    assert found.requests == []
    assert any("Content Security Policy" in complaint for complaint in found.complaints)


def test_pointing_at_a_city_tells_its_ties_in_words(show: Any, namur: Graph) -> None:
    found = show(namur)
    found.hover("https://w3id.org/twingraph/id/city/hue-vn")
    found.page.wait_for_timeout(350)
    lines = found.page.locator(".vis-tooltip").inner_text().split("\n")
    assert lines[:2] == ["Huế", "Vietnam"]
    assert "Huế–Namur collaboration protocol 2024–2029" in lines
    found.assert_quiet()


def test_the_keyboard_reaches_everything_that_the_pointer_does(show: Any, namur: Graph) -> None:
    found = show(namur)
    page = found.page
    hint = page.locator("#detail").inner_text()
    page.locator("#drawing .vis-network").focus()
    told = []
    for _ in range(17 + 19):
        page.keyboard.press("ArrowRight")
        told.append(page.locator("#detail").inner_text())
    assert len(set(told)) == 17 + 19
    page.keyboard.press("ArrowRight")
    assert page.locator("#detail").inner_text() == told[0]
    before = page.evaluate("window.twingraphMap.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("window.twingraphMap.network.getScale()") > before
    page.keyboard.press("Escape")
    assert page.locator("#detail").inner_text() == hint
    assert page.evaluate("window.twingraphMap.network.getScale()") == pytest.approx(before)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "zoom-in"
    found.assert_quiet()


def test_parallel_agreements_run_apart_on_the_screen(show: Any, namur: Graph) -> None:
    found = show(namur)
    middles = found.page.evaluate("""() => {
      const { network, edges } = window.twingraphMap;
      const both = edges.get().filter((edge) => edge.id.includes("agreement/hue-"));
      return both.map(({ id }) => network.body.edges[id].edgeType.getPoint(0.5));
    }""")
    assert len(middles) == 2
    (one, other) = middles
    assert abs(one["x"] - other["x"]) + abs(one["y"] - other["y"]) > 20
    found.assert_quiet()


def test_a_narrowed_window_is_drawn_anew(show: Any, namur: Graph) -> None:
    found = show(namur)
    city = "https://w3id.org/twingraph/id/city/namur-wi-us"
    wide = found.page.evaluate("id => window.twingraphMap.network.getPositions([id])[id]", city)
    found.page.set_viewport_size(PHONE)
    found.page.wait_for_timeout(700)
    tall = found.page.evaluate("id => window.twingraphMap.network.getPositions([id])[id]", city)
    assert tall["x"] < wide["x"]
    x, _ = found.page.evaluate(SPOT, city)
    assert 0 < x < PHONE["width"]
    found.assert_quiet()
