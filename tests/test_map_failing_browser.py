"""What fails after the page has opened is told, and takes nothing else with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from map_browser import READY, Opened, opened
from map_made import namur_page

pytestmark = pytest.mark.browser

FAILED = "() => document.querySelector('.failed') !== null"


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    with ExitStack() as stack:

        def shown(spoilt: str, address: str = "", ready: str = READY) -> Opened:
            html, count = re.subn(
                rf'(id="block-{spoilt}" data-packed="deflate">)[^<]*',
                r"\1AAAA",
                namur_page(sparql=spoilt == "editor"),
            )
            assert count == 1
            file = tmp_path / "map.html"
            file.write_text(html, encoding="utf-8")
            return stack.enter_context(opened(browser, file, address, ready=ready))

        yield shown


def alert(found: Opened) -> str:
    return found.page.get_by_role("alert").inner_text()


def test_a_panel_without_its_details_tells_nothing_of_before(show: Any) -> None:
    found = show("details")
    panel = found.page.locator(".panel-body")
    start = panel.locator("h2").inner_text()
    found.page.evaluate("() => window.twingraphMap.store.set({selected: 'city:hue-vn'})")
    panel.get_by_text("Something did not work").wait_for()
    assert panel.locator("h2").count() == 0
    assert found.page.locator(".panel-bar .type").inner_text() == ""
    assert 'block "details" cannot be unpacked' in alert(found)
    found.page.locator(".failed button").click()
    assert found.page.locator(".failed").count() == 0
    # All else is there.
    found.page.evaluate("() => window.twingraphMap.store.set({selected: null})")
    assert panel.locator("h2").inner_text() == start


def test_a_drawer_without_its_editor_does_not_prepare_for_ever(show: Any) -> None:
    found = show("editor")
    found.page.keyboard.press("Alt+q")
    found.page.locator(".ask").get_by_text("Something did not work").wait_for()
    assert "Preparing" not in found.page.locator(".drawer").inner_text()
    assert alert(found).startswith("Something did not work: ")
    found.page.locator(".ask button").click()
    assert found.state("drawer") is None


def test_without_land_the_table_and_the_panel_stand(show: Any) -> None:
    found = show("land", "#view=table&city=hue-vn", FAILED)
    assert found.page.evaluate("() => window.twingraphReady") is None
    found.page.locator(".table tbody button").first.wait_for()
    found.page.locator(".panel-body h2").get_by_text("Huế").wait_for()


def test_what_nobody_caught_is_told_too(show: Any) -> None:
    found = show("licences")
    found.page.get_by_text("Licences").first.click()
    found.page.locator(".failed").wait_for()
    found.page.evaluate("() => void Promise.reject(new Error('a second'))")
    found.page.get_by_text("a second").wait_for()
    assert found.page.locator(".failed").count() == 1
