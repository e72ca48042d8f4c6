"""The map page in a real browser, the network blocked: what its tests share.

In: an installed browser and a page's file. Out: the page opened, with whatever it asked for or
complained of. It builds no page and asserts nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

DESKTOP: Final = {"width": 1280, "height": 800}
PHONE: Final = {"width": 390, "height": 844}
# A function: what waits by text would evaluate it, which the page forbids.
READY: Final = "() => window.twingraphReady !== undefined"
# What the page does after its frames, such as writing the camera, is due before the last timer.
_REST: Final = """async () => {
  const after = (wait) => new Promise((done) => setTimeout(done, wait));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await after(600);
  await frame();
  await frame();
  await after(300);
}"""
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_PATIENCE: Final = 5_000  # ms
_READY: Final = 20_000  # ms; the page itself is ready within two seconds


@dataclass
class Opened:
    """A map page in the browser, and whatever it did that it should not."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def state(self, key: str) -> Any:
        """Return a value of the page's state."""
        return self.page.evaluate("key => window.twingraphMap.store.now[key]", key)

    def rest(self) -> None:
        """Wait until what moves has come to rest, by the page's own clock: it may be a slow one."""
        self.page.evaluate(_REST)

    def assert_quiet(self) -> None:
        """Fail where the page asked for anything or complained."""
        assert self.requests == []
        assert self.complaints == []


@contextmanager
def started(chromium: Path) -> Iterator[Browser]:
    """Start the browser, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=list(_FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, file: Path, address: str = "", *, ready: str = READY, **options: Any
) -> Iterator[Opened]:
    """Open a page from its file, drawn; ``address`` begins with ``#``."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    context.set_default_timeout(_PATIENCE)
    found = Opened(context.new_page())

    def only_the_file(route: Any) -> None:
        if route.request.url.partition("#")[0] == file.as_uri():
            route.continue_()
            return
        found.requests.append(route.request.url)
        route.abort()

    context.route("**/*", only_the_file)
    found.page.on("console", lambda message: found.complaints.append(message.text))
    found.page.on("pageerror", lambda problem: found.complaints.append(str(problem)))
    found.page.goto(file.as_uri() + address)
    found.page.wait_for_function(ready, timeout=_READY)
    yield found
    context.close()


@contextmanager
def shows(
    browser: Browser, folder: Path, usual: Callable[[], str]
) -> Iterator[Callable[..., Opened]]:
    """Give a function that opens pages, the usual one where none is given, and close them all."""
    with ExitStack() as stack:

        def shown(html: str | None = None, address: str = "", **options: Any) -> Opened:
            file = folder / "map.html"
            file.write_text(usual() if html is None else html, encoding="utf-8")
            return stack.enter_context(opened(browser, file, address, **options))

        yield shown


def choose(found: Opened, **patch: Any) -> None:
    """Set parts of the state."""
    found.page.evaluate("patch => window.twingraphMap.store.set(patch)", patch)


def texts(found: Opened, selector: str) -> list[str]:
    """Return the texts of elements as a reader sees them, in order."""
    return [text.strip() for text in found.page.locator(selector).all_inner_texts()]
