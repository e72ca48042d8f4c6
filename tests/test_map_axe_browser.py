"""Axe, the checker of accessibility, finds nothing serious in any main state of the map page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from map_browser import DESKTOP, PHONE, opened
from map_made import namur_page
from twingraph.map.node import install

pytestmark = pytest.mark.browser

SERIOUS: Final = {"serious", "critical"}
LOOKS: Final = {"light-en": "lang=en&theme=light", "dark-fr": "lang=fr&theme=dark"}


def nothing(page: Page) -> None:
    """Leave the page as it opens."""


def panel(page: Page) -> None:
    page.wait_for_selector(".panel article h3")


def evidence(page: Page) -> None:
    panel(page)
    page.locator(".panel .marks button").first.click()
    page.wait_for_selector(".panel .evidence")


def press(selector: str, shown: str) -> Callable[[Page], None]:
    def pressing(page: Page) -> None:
        page.click(selector)
        page.wait_for_selector(shown)

    return pressing


def searching(page: Page) -> None:
    page.fill("#search", "la")
    expect(page.locator(".find").first).to_be_visible()


def query(page: Page) -> None:
    page.wait_for_selector(".drawer :is(.cm-editor, textarea)")


def menu(page: Page) -> None:
    page.click(".tool-menu")
    page.click(".tool-share")
    page.wait_for_selector("#pop-share .entry")


# What to add to the address, on which screen, and what to do there.
STATES: Final[dict[str, tuple[str, dict[str, int], Callable[[Page], None]]]] = {
    "map": ("", DESKTOP, nothing),
    "network": ("&view=network", DESKTOP, nothing),
    "table": ("&view=table", DESKTOP, nothing),
    "year": ("&year=2012&hide=contact", DESKTOP, nothing),
    "city": ("&city=hue-vn", DESKTOP, panel),
    "evidence": ("&city=hue-vn", DESKTOP, evidence),
    "search": ("", DESKTOP, searching),
    "filters": ("", DESKTOP, press(".tool-filter", "#pop-filter .tick")),
    "share": ("", DESKTOP, press(".tool-share", "#pop-share .entry")),
    "help": ("", DESKTOP, press(".tool-help", "#pop-help h2")),
    "sparql": ("&drawer=query", DESKTOP, query),
    "phone": ("", PHONE, nothing),
    "phone-city": ("&city=hue-vn", PHONE, panel),
    "phone-menu": ("", PHONE, menu),
}


@pytest.fixture(scope="module")
def namur(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("axe") / "namur.html"
    file.write_text(namur_page(sparql=True), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    install(root / "web", everything=True)
    return (root / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, axe: str) -> list[Any]:
    """Return what axe finds: its rule, how bad it is, and where."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (each["id"], each["impact"], [node["html"][:200] for node in each["nodes"][:5]])
        for each in found["violations"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(
    browser: Browser, namur: Path, axe: str, state: str, look: str
) -> None:
    address, viewport, act = STATES[state]
    with opened(browser, namur, f"#{LOOKS[look]}{address}", viewport=viewport) as found:
        act(found.page)
        found.page.wait_for_timeout(300)
        bad = [fault for fault in faults(found.page, axe) if fault[1] in SERIOUS]
    assert bad == []


def test_axe_finds_what_is_wrong(browser: Browser, namur: Path, axe: str) -> None:
    # The check checked: a button without a name is found.
    with opened(browser, namur) as found:
        found.page.evaluate(
            "document.querySelector('main').append(document.createElement('button'))"
        )
        rules = {rule for rule, impact, _ in faults(found.page, axe) if impact in SERIOUS}
    assert "button-name" in rules
