"""Open a page in a real browser and measure it: ``python -m bench.browser``, with five arguments.

In: an HTML file, whose page it is ("map" or "pyvis"), the seconds it may take, "all" or "start",
and the address's end. Out: figures as JSON: milliseconds until the first full drawing and the
browser's memory; with "all", frames a second while the mouse pans and zooms, and the longest pause
between two frames. Chromium draws without a graphics card, the page comes from its file, and
nothing else can be reached. It judges nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, Route, sync_playwright
from playwright.sync_api import TimeoutError as Timeout

Figures = dict[str, float]

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE: Final = {"width": 1280, "height": 800}
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_GESTURE: Final = 3.0  # seconds
_STEP: Final = 0.012  # seconds between two movements of a mouse
_NOTCH: Final = 60  # pixels of the wheel
_POLL: Final = 0.05

# When the first drawing is done, in ms since the page was asked for; null until then.
_READY: Final = {
    "map": "() => window.twingraphReady ?? null",
    "pyvis": "() => window.benchDrawn ?? null",
}
# pyvis hides its drawing behind a bar until its physics has settled, and says so only once.
_LISTEN: Final = """
  let made;
  Object.defineProperty(window, 'network', {
    get: () => made,
    set: (network) => {
      made = network;
      network?.once('stabilizationIterationsDone', () => {
        window.benchDrawn = performance.now();
      });
    },
  });
"""
_COUNT: Final = """() => {
  if (window.benchFrames !== undefined) {
    window.benchFrames.length = 0;
    return;
  }
  window.benchFrames = [];
  const frame = (now) => { window.benchFrames.push(now); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


def measured(page: Path, kind: str, patience: float, *, gestures: bool, state: str) -> Figures:
    """Return the figures of a page; only ``ready``, as infinite, where it is not drawn in time.

    ``state`` is what stands behind the page's name in the address, such as ``#view=network``.
    """
    with _started() as (opened, browser):
        ready = _drawn(opened, page.as_uri() + state, kind, patience)
        if ready is None:
            return {"ready": float("inf")}
        figures = {"ready": ready, "megabytes": _memory(browser), "pause": 0.0}
        for name, gesture in (("panning", _pan), ("zooming", _zoom)) if gestures else ():
            opened.wait_for_timeout(2000)
            figures[name], pause = _frames(opened, gesture)
            figures["pause"] = max(pause, figures["pause"])
        return figures


@contextmanager
def _started() -> Iterator[tuple[Page, int]]:
    """Start the browser; yield an empty page and the process below which the browser's are."""
    wanted = os.environ.get("CHROMIUM")
    paths = [shutil.which(name) for name in ((wanted,) if wanted else BROWSERS)]
    path = next(filter(None, paths), None)
    if path is None:
        sys.exit("no Chromium or Chrome here ($CHROMIUM names one)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
        context.route("**/*", _only_files)
        context.add_init_script(_LISTEN)
        yield context.new_page(), os.getpid()
        # A page that never rests cannot be closed politely.
        for process in _browsers(os.getpid()):
            os.kill(process, signal.SIGKILL)


def _only_files(route: Route) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


def _drawn(opened: Page, address: str, kind: str, patience: float) -> float | None:
    """Open an address and return when it was drawn, in ms; None if not in so many seconds."""
    opened.goto("about:blank")
    start = time.monotonic()
    try:
        opened.goto(address, wait_until="commit", timeout=patience * 1000)
        left = max(1.0, (start + patience - time.monotonic()) * 1000)
        drawn = opened.wait_for_function(_READY[kind], polling=_POLL * 1000, timeout=left)
        return float(drawn.json_value())
    except Timeout:
        return None


def _frames(opened: Page, gesture: Callable[[Page, int], None]) -> tuple[float, float]:
    """Return the frames a second during a gesture, and the longest pause between two, in ms."""
    opened.evaluate(_COUNT)
    end, step = time.monotonic() + _GESTURE, 0
    while time.monotonic() < end:
        gesture(opened, step)
        step += 1
        time.sleep(_STEP)
    times: list[float] = opened.evaluate("() => window.benchFrames.splice(0)")
    opened.mouse.up()
    pauses = [after - before for before, after in pairwise(times)]
    return 1000 * len(pauses) / sum(pauses), max(pauses)


def _pan(opened: Page, step: int) -> None:
    if step == 0:
        opened.mouse.move(450, 400)
        opened.mouse.down()
    there = abs(step % 160 - 80)
    opened.mouse.move(450 + 4 * (80 - there), 400 + there)


def _zoom(opened: Page, step: int) -> None:
    if step == 0:
        opened.mouse.move(450, 400)
    opened.mouse.wheel(0, -_NOTCH if step % 60 < 30 else _NOTCH)


def _below(process: int) -> list[int]:
    """Return the processes below one, parents first."""
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    found = []
    for child in map(int, listed):
        found += [child, *_below(child)]
    return found


def _browsers(process: int) -> list[int]:
    """Return the browser's processes below one; playwright's own is no part of it."""
    found = []
    for child in _below(process):
        with suppress(OSError):
            if "node" not in Path(f"/proc/{child}/comm").read_text():
                found.append(child)
    return found


def _memory(process: int) -> float:
    """Return the memory of the browser below a process, in MB, what is shared counted once.

    0 where the system does not tell (other than Linux).
    """
    kilobytes = 0.0
    for child in _browsers(process):
        with suppress(OSError):
            lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes * 1024 / 1e6


if __name__ == "__main__":
    file, whose, seconds, how, state = sys.argv[1:]
    told = measured(Path(file), whose, float(seconds), gestures=how == "all", state=state)
    print(json.dumps(told))
