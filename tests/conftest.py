"""What every test shares: no network, the checkout's places, and the browser.

In: nothing. Out: fixtures, and a guard that makes any connection beyond this machine fail. It
prepares no graph and no data of its own.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT.parent / "shared" / "report" / "namur-2024.txt"
SHARED_FOLDER = "TWINGRAPH_TESTS_SHARED"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_this_machine(host: object) -> bool:
    if not isinstance(host, str):
        return False
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guard(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_this_machine(address[0]):
            message = f"tests have no network: {address!r}"
            raise NetworkBlockedError(message)
        return original(self, address)

    return connect


def _guard_names(original: Any) -> Any:
    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and not _is_this_machine(host):
            message = f"tests have no network: {host!r}"
            raise NetworkBlockedError(message)
        return original(host, *args, **kwargs)

    return getaddrinfo


def pytest_configure() -> None:
    """Heed interruptions in children, also where the tests themselves run in the background.

    A shell starts background jobs with SIGINT ignored, and whatever they start inherits that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run one process more than there are cores where every test runs: browsers are waited for."""
    return None if config.option.markexpr else (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the wheel: it waits for the package registries while others compute."""
    items.sort(key=lambda item: item.get_closest_marker("wheel") is None)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Any:
    """Block every connection that leaves this machine, and every look-up of a name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guard(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guard(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guard_names(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True, scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Name a folder that all processes of this run share, for what is dear to make."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SHARED_FOLDER, str(folder))
        yield


@pytest.fixture(autouse=True, scope="session")
def short_java() -> Any:
    """Have Java compile quickly: HermiT is started some two hundred times, for a second each.

    Without its second compiler this takes two thirds of the processor's time; what HermiT says is
    the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        given = os.environ.get("JAVA_TOOL_OPTIONS", "")
        patch.setenv("JAVA_TOOL_OPTIONS", f"{given} -XX:TieredStopAtLevel=1".strip())
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def report() -> Path:
    """Return the report's text, which is not in the repository; skip where it is absent."""
    if not REPORT.is_file():
        pytest.skip("../shared/report/namur-2024.txt is not beside this checkout")
    return REPORT


@pytest.fixture(scope="session")
def committed_files(root: Path) -> list[Path]:
    """Return every file that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout
    names = sorted({name for name in os.fsdecode(listing).split("\0") if name})
    return [path for name in names if (path := root / name).is_file()]


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the installed Chromium or Chrome (``$CHROMIUM`` before the usual names)."""
    wanted = os.environ.get("CHROMIUM")
    for name in (wanted,) if wanted else BROWSERS:
        found = shutil.which(name)
        if found:
            return Path(found)
    pytest.fail("the browser tests need Chromium or Chrome; `make test` says how to get one")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """Start the browser for one file of tests; each page has a context of its own.

    Not for all files: while it runs, nothing else in the process can start an event loop.
    """
    from map_browser import started

    with started(chromium) as found:
        yield found
