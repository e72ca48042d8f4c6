"""The interactive map opened in a real browser, with nothing to be reached beyond its file.

In: a page's text. Out: `Opened`, the page once it has drawn, and what it asked for or complained of
meanwhile. Pages that are costly to make are made once. It tests nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from twingraph.bundled import bundled_quads
from twingraph.map.bundle import parts
from twingraph.map.interactive import page
from twingraph.map.showing import map_page
from twingraph.store import Graph

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_PATIENCE = 150  # tenths of a second


@dataclass
class Opened:
    """A map in the browser, and whatever it did that it should not."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def choose(self, **patch: Any) -> None:
        """Set parts of the state."""
        self.page.evaluate("patch => window.twingraphMap.store.set(patch)", patch)

    def state(self, key: str) -> Any:
        """Return a part of the state."""
        return self.page.evaluate("key => window.twingraphMap.store.now[key]", key)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of elements as a reader sees them, in order."""
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return [text.strip() for text in found]

    def assert_quiet(self) -> None:
        """Fail where the page asked for anything or complained."""
        assert self.requests == []
        assert self.complaints == []


@cache
def namur() -> Graph:
    """Return the Namur graph."""
    return Graph.memory(bundled_quads(), "Namur")


@cache
def namur_page() -> str:
    """Return Namur's map in English, without SPARQL."""
    return map_page(namur(), lang="en", sparql=False).html


def page_of(core: dict[str, Any]) -> str:
    """Return the page of hand-made data, without details."""
    nothing: dict[str, Any] = {
        "passages": [],
        "reasons": [],
        "voices": [],
        "records": {},
        "proofs": {},
    }
    blocks = {"core": json.dumps(core), "details": json.dumps(nothing)}
    return page(blocks, parts(), title="Made by hand", lang="en")


def chain(cities: int, **columns: Any) -> dict[str, Any]:
    """Return data of cities in a row, each tied to the next; columns of the ties may be given."""
    ties = cities - 1
    names = [f"City {n:05d}" for n in range(cities)]
    return {
        "format": 1, "languages": ["en", "fr"], "language": "en", "title": {"en": "A chain"},
        "summary": {"en": f"{cities} cities"}, "own": [], "centre": -1, "reports": [],
        "sources": [{"id": "source:a", "label": {"en": "A list"}}],
        "countries": [{"id": "country:fr", "code": "fr", "label": {"en": "France"}}],
        "kinds": [], "statuses": [], "themes": [], "eventTypes": [], "networks": [],
        "cities": {
            "id": [f"c-{n}" for n in range(cities)], "name": {"en": names, "fr": [0] * cities},
            "apart": {}, "also": {}, "country": [0] * cities,
            "lat": [n % 50 for n in range(cities)], "lon": [n % 170 for n in range(cities)],
            "x": [n % 997 for n in range(cities)], "y": [n // 997 for n in range(cities)],
        },
        "ties": {
            "id": [f"claim:{n}" for n in range(ties)], "a": list(range(ties)),
            "b": list(range(1, cities)), "mark": [3] * ties, "progress": [0] * ties,
            "basis": [0] * ties, "kinds": [[]] * ties, "statuses": [-1] * ties, "themes": {},
            "sources": [[0]] * ties, "start": [None] * ties, "end": [None] * ties, "label": {},
        } | columns,
        "events": [], "persons": [],
    }  # fmt: skip


@contextmanager
def opened(browser: Browser, html: str, folder: Path, **options: Any) -> Iterator[Opened]:
    """Open a page from a file and wait until it has drawn."""
    path = folder / "map.html"
    path.write_text(html, encoding="utf-8")
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    found = Opened(context.new_page())

    def only_the_file(route: Any) -> None:
        if route.request.url.split("#")[0] == path.as_uri():
            route.continue_()
            return
        found.requests.append(route.request.url)
        route.abort()

    context.route("**/*", only_the_file)
    found.page.on("console", lambda m: found.complaints.append(m.text))
    found.page.on("pageerror", lambda problem: found.complaints.append(str(problem)))
    found.page.goto(path.as_uri())
    for _ in range(_PATIENCE):
        if found.page.evaluate("window.twingraphReady !== undefined"):
            break
        found.page.wait_for_timeout(100)
    else:
        raise AssertionError(["the page does not draw", *found.complaints])
    yield found
    context.close()
