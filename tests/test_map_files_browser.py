"""What leaves the map page, in a real browser: links, files, print, and the page in a frame."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as px
import pytest
from playwright.sync_api import Browser, Page, expect

from map_browser import Opened, opened
from map_made import namur_files, namur_page
from map_pages import data
from twingraph.map.showing import MapPage

pytestmark = pytest.mark.browser

Show = Callable[..., Opened]
SMALL_FRAME = {"width": 480, "height": 320}


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


def kept(page: Page, name: str) -> bytes:
    """Save a file by its entry in the menu, and return what it holds."""
    if page.locator("#pop-share").is_hidden():
        page.click(".tool-share")
    with page.expect_download() as download:
        page.locator(".entry", has=page.get_by_text(name, exact=True)).click()
    return Path(download.value.path()).read_bytes()


def test_the_csv_holds_the_ties_that_are_seen(show: Show, core: Any) -> None:
    found = show("plain", "#lang=en&hide=contact")
    content = kept(found.page, "CSV")
    assert content.startswith(codecs.BOM_UTF8)
    text = content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    ties, cities = core["ties"], core["cities"]
    seen = [row for row, mark in enumerate(ties["mark"]) if mark != 3]
    assert [row["id"] for row in rows] == [ties["id"][row] for row in seen]
    assert [row["start"] for row in rows] == [str(ties["start"][row] or "") for row in seen]
    assert {row["city_a"] for row in rows} | {row["city_b"] for row in rows} == {
        f"city:{cities['id'][city]}" for row in seen for city in (ties["a"][row], ties["b"][row])
    }
    found.assert_quiet()


def test_the_gexf_is_read_by_networkx(show: Show, core: Any, tmp_path: Path) -> None:
    found = show()
    file = tmp_path / "map.gexf"
    file.write_bytes(kept(found.page, "GEXF"))
    graph = nx.read_gexf(file)
    ties, cities = core["ties"], core["cities"]
    assert graph.number_of_nodes() == len(cities["id"])
    assert graph.number_of_edges() == len(ties["id"])
    assert not graph.is_directed()
    hue = cities["id"].index("hue-vn")
    node = graph.nodes["city:hue-vn"]
    assert (node["label"], node["lat"], node["country"]) == ("Huế", cities["lat"][hue], "Vietnam")
    held = sorted(edge["tie"] for *_, edge in graph.edges(data=True))
    assert held == sorted(ties["id"])
    assert file.read_bytes() == kept(found.page, "GEXF")


def test_the_drawing_is_kept_as_svg_and_png(show: Show) -> None:
    found = show("plain", "#lang=en&theme=dark")
    tree = ET.fromstring(kept(found.page, "SVG"))
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert any(
        "Huế" in "".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text")
    )
    picture = kept(found.page, "PNG")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) > 10_000
    found.assert_quiet()


def test_the_trig_holds_every_named_graph(show: Show, files: dict[str, Path]) -> None:
    found = show("whole", "")
    kept_quads = set(px.parse(kept(found.page, "TriG"), format=px.RdfFormat.TRIG))
    block = data(files["whole"].read_text(encoding="utf-8"), "quads")
    columns = [
        [block["terms"][at] for at in itertools.accumulate(block[name])]
        for name in ("subject", "predicate", "object", "graph")
    ]
    lines = "".join(f"{' '.join(row)} .\n" for row in zip(*columns, strict=True))
    assert kept_quads == set(px.parse(lines, format=px.RdfFormat.N_QUADS))
    assert len(kept_quads) == len(block["graph"])
    found.assert_quiet()


def test_without_sparql_the_page_says_why_it_has_no_trig(show: Show) -> None:
    page = show().page
    assert page.locator(".tool-query").count() == 0
    page.click(".tool-share")
    entry = page.locator(".entry", has=page.get_by_text("TriG", exact=True))
    assert entry.get_attribute("aria-disabled") == "true"
    entry.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("made without SPARQL")


def test_a_link_is_copied_or_shown_to_be_copied(show: Show) -> None:
    found = show("plain", "#view=table&lang=en")
    page = found.page
    # The browser under test has no clipboard of its own.
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
    )
    page.click(".tool-share")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".told")).to_contain_text("The link is copied")
    assert page.evaluate("window.copied") == page.url
    page.evaluate(
        "() => { navigator.clipboard.writeText ="
        " () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("input.link")).to_have_value(page.url)
    assert page.evaluate("getSelection().toString()") == page.url
    found.assert_quiet()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_shows_drawing_and_text_without_controls(show: Show, theme: str) -> None:
    found = show("plain", f"#lang=en&theme={theme}&city=hue-vn")
    page = found.page
    page.wait_for_selector(".panel article")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".paper svg").is_visible()
    paper = page.locator(".paper").bounding_box()
    assert paper is not None
    assert paper["height"] > 200
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h2')).color") == "rgb(0, 0, 0)"
    assert page.locator(".panel h2").is_visible()
    assert page.locator(".paper text", has_text=page.title()).count() == 1
    assert page.locator("h1").is_hidden()
    for control in (".search", ".views", ".tool-filter", ".tool-share", ".timeline", ".panel-bar"):
        assert page.locator(control).first.is_hidden(), control
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".paper svg").count() == 0
    page.emulate_media(media="screen")
    document = page.pdf(format="A4")
    assert document.startswith(b"%PDF")
    found.assert_quiet()


def test_in_a_frame_only_what_fits_stands_there(show: Show) -> None:
    found = show("frame", "", viewport=SMALL_FRAME)
    page = found.page
    assert page.locator("h1").is_visible()
    assert page.locator("#search").is_visible()
    assert page.locator(".views").is_visible()
    for part in (".tool-filter", ".tool-menu", ".timeline", ".drawer", ".panel-body"):
        assert page.locator(part).locator("visible=true").count() == 0, part
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    assert stage["height"] >= 270
    assert stage["width"] == 480
    page.fill("#search", "hu")
    expect(page.locator("#find-0")).to_be_in_viewport(ratio=1)
    assert page.evaluate("[document.documentElement.scrollWidth, scrollX]") == [480, 0]
    found.assert_quiet()


def test_in_a_notebook_the_page_works_and_says_it_has_no_address(
    browser: Browser, tmp_path: Path
) -> None:
    shown = MapPage(namur_page("fr"))
    file = tmp_path / "notebook.html"
    file.write_text(f"<!DOCTYPE html>\n{shown._repr_html_()}", encoding="utf-8")
    with opened(browser, file, ready="() => true") as found:
        frame = found.page.frame_locator("iframe")
        frame.locator("#search").fill("hue")
        frame.locator("#find-0").click()
        expect(frame.locator(".panel h2")).to_have_text("Hué")
        frame.locator(".tool-share").click()
        frame.get_by_role("button", name="Copier le lien").click()
        expect(frame.locator(".told")).to_contain_text("pas d’adresse")
        found.assert_quiet()
