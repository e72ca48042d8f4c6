"""The report of `measure --report` in a browser: quiet, in both themes, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from twingraph.portraits.writing import write_portrait

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "namur.html"
    write_portrait(path, draws=2)
    return path


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Any]:
    contexts = []

    def opened(width: int = 1200, **options: Any) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url == file.as_uri() else complaints.append(asked.url),
        )
        page.goto(file.as_uri())
        return page, complaints

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 768, 1200])
def test_it_opens_without_a_word_and_is_not_wider_than_the_screen(show: Any, width: int) -> None:
    page, complaints = show(width)
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("img").count() >= 5


def colour(page: Page, what: str) -> str:
    """Return the fill of the first text of a figure, as the browser computes it."""
    return str(
        page.evaluate(f"getComputedStyle(document.querySelector('svg text')).{what}"),
    )


def test_figures_follow_the_theme_and_paper_is_light(show: Any) -> None:
    light, dark = show(color_scheme="light")[0], show(color_scheme="dark")[0]
    assert colour(light, "fill") != colour(dark, "fill")
    dark.emulate_media(media="print")
    light.emulate_media(media="print")
    assert colour(light, "fill") == colour(dark, "fill")


def test_a_figure_is_read_out_by_its_title(show: Any) -> None:
    page, _ = show()
    assert page.get_by_role("img", name="Who visits whom").is_visible()


def test_paper_shows_how_each_table_was_found(show: Any) -> None:
    page, _ = show()
    hidden = page.locator("details dl").first
    assert not hidden.is_visible()
    page.emulate_media(media="print")
    assert hidden.is_visible()
