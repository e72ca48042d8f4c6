"""Pictures of the map page, for people to look at: ``python tests/map_screenshots.py``.

In: the bundled Namur graph, and Chromium or Chrome (``$CHROMIUM`` before the usual names). Out:
pictures in ``build/screenshots/``, and the README's two in ``docs/pictures/``. It judges nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import twingraph
from conftest import BROWSERS, ROOT

DESKTOP = (1280, 800)
PHONE = (390, 844)
READY = "window.twingraphReady !== undefined"
SETTLED_MS = 700


@dataclass(frozen=True)
class State:
    """A state of the page: its address, and what is clicked or asked of the browser."""

    name: str
    address: str
    size: tuple[int, int] = DESKTOP
    dark: bool = False
    click: str = ""
    printed: bool = False


def states() -> Iterator[State]:
    """Return every state that is pictured, in both languages where words matter."""
    for lang in ("en", "fr"):
        yield State(f"map-{lang}", f"lang={lang}")
        yield State(f"network-{lang}", f"lang={lang}&view=network")
        yield State(f"table-{lang}", f"lang={lang}&view=table")
        yield State(f"city-{lang}", f"lang={lang}&city=hue-vn")
        yield State(
            f"query-{lang}", f"lang={lang}&drawer=query&query=partners-of", click=".ask-run"
        )
        yield State(f"phone-{lang}", f"lang={lang}", PHONE)
    yield State("map-dark", "", dark=True)
    yield State("network-dark", "view=network&city=lafayette-la-us", dark=True)
    yield State("query-dark", "drawer=query&query=partners-of", dark=True, click=".ask-run")
    yield State("centred", "centred=1")
    yield State("year", "year=1999")
    yield State("layers", "layers=events,persons")
    yield State("relation", "rel=hue-vn--namur-be")
    yield State("evidence", "rel=lafayette-la-us--namur-be", click=".panel button.mark")
    yield State("phone-city", "city=hue-vn", PHONE)
    yield State("phone-dark", "view=network", PHONE, dark=True)
    yield State("print", "city=quebec-qc-ca", printed=True)


README = {"map-en": "map.png", "city-fr": "map-city-fr.png"}


def picture(browser: Browser, page: Path, state: State, target: Path) -> None:
    """Write the picture of a state."""
    width, height = state.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if state.dark else "light",
        offline=True,
    )
    opened = context.new_page()
    opened.goto(f"{page.as_uri()}#{state.address}")
    wait(opened)
    if state.click:
        opened.locator(state.click).first.click()
        opened.wait_for_timeout(4 * SETTLED_MS)
    if state.printed:
        opened.pdf(path=target.with_suffix(".pdf"), format="A4")
    else:
        opened.screenshot(path=target)
    context.close()


def wait(opened: Page, seconds: float = 20) -> None:
    """Wait until the page says that it is drawn, and has come to rest."""
    until = time.monotonic() + seconds
    while not opened.evaluate(READY):  # the page's policy forbids playwright's own way of waiting
        if time.monotonic() > until:
            raise TimeoutError(f"not drawn within {seconds} seconds")
        time.sleep(0.05)
    opened.wait_for_timeout(SETTLED_MS)


def main() -> int:
    """Write every picture; return the exit code."""
    wanted = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ((wanted,) if wanted else BROWSERS)]
    program = next((path for path in found if path), None)
    if program is None:
        sys.stderr.write("no Chromium or Chrome: name one with CHROMIUM=/path/to/it\n")
        return 3
    folder = ROOT / "build" / "screenshots"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as started:
        page = twingraph.write_map(Path(made) / "map.html")
        browser = started.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        for state in states():
            picture(browser, page, state, folder / f"{state.name}.png")
        browser.close()
    pictures = ROOT / "docs" / "pictures"
    pictures.mkdir(exist_ok=True)
    for name, kept in README.items():
        shutil.copyfile(folder / f"{name}.png", pictures / kept)
    sys.stdout.write(f"{len(list(folder.iterdir()))} pictures in {folder.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
