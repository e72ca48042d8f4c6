"""What the tests of SPARQL in the map's page share: a page with an engine, questions, answers.

In: a page opened in a browser. Out: its answers as texts and files. It asserts nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Download

from map_browser import Opened, choose
from map_made import namur_page

TG: Final = "PREFIX tg: <https://w3id.org/twingraph/ontology#>\n"
PATIENCE: Final = 60_000  # ms


def asking_page() -> str:
    """Return Namur's map in English, with SPARQL."""
    return namur_page(sparql=True)


def run(found: Opened) -> None:
    """Run what the editor holds, and wait for the answer."""
    found.page.click(".ask-run")
    found.page.wait_for_selector(".ask-answer[aria-busy=false]", timeout=PATIENCE)


def ask(found: Opened, sparql: str) -> None:
    """Ask a question of one's own."""
    choose(found, sparql=sparql, query=None, params={}, drawer="query")
    run(found)


def ask_saved(found: Opened, name: str, **params: str) -> None:
    """Ask a saved question."""
    choose(found, query=name, sparql=None, params=params, drawer="query")
    run(found)


def kept(found: Opened, label: str) -> bytes:
    """Download the answer in a format."""
    with found.page.expect_download() as waiting:
        found.page.click(f".ask-files button:text-is('{label}')")
    download: Download = waiting.value
    return Path(download.path()).read_bytes()


def fault(found: Opened) -> str:
    return found.page.inner_text(".ask-fault")


def editor_text(found: Opened) -> str:
    return "\n".join(found.page.locator(".cm-line").all_inner_texts())
