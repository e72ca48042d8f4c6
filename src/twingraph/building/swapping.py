"""The output folder: one writer at a time, a build swapped in whole, former builds swept.

In: an output folder and a finished build below its ``.builds``. Out: the links that lead to it.
A build that someone is reading stays until a later sweep. It makes no build.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from twingraph.disk import MANIFEST, unread
from twingraph.errors import UsageError

NEW: Final = ".new"
"""The name below ``.builds`` of a build that is being made."""
LINKED: Final = ("exports", MANIFEST, "sources")
"""What of a build is found in the output folder itself."""
_BUILD: Final = re.compile(r"[0-9a-f]{16}(-again)*|\.new")
"""What the folders below ``.builds`` are called."""


def refuse_strangers(folder: Path) -> None:
    """Raise UsageError where something stands in the output folder that no build put there."""
    for name in ("current", "exports", MANIFEST):
        path = folder / name
        if path.exists() and not path.is_symlink():
            raise _stranger(path)
    builds, sources = folder / ".builds", folder / "sources"
    if builds.is_symlink() or (builds.exists() and not builds.is_dir()):
        raise _stranger(builds)
    # Builds of format 1 made an empty folder, for imports that there were none of yet.
    empty = sources.is_dir() and not any(sources.iterdir())
    if sources.exists() and not sources.is_symlink() and not empty:
        raise _stranger(sources)


def _stranger(path: Path) -> UsageError:
    return UsageError(
        "stands where the build would write", path=path, hint="choose another -o FOLDER"
    )


def swap(folder: Path, build: Path) -> None:
    """Make a finished build below ``.builds`` the current one, in one step."""
    link(folder / "current", Path(".builds") / build.name)
    sources = folder / "sources"
    if sources.is_dir() and not sources.is_symlink():
        sources.rmdir()
    for name in LINKED:
        link(folder / name, Path("current") / name)
    flush_folder(folder)


def sweep(folder: Path) -> None:
    """Remove former builds that nobody is reading, and what a killed build left."""
    current = folder / "current"
    kept = current.readlink().name if current.is_symlink() else None
    for path in sorted((folder / ".builds").iterdir()):
        if path.name != kept and _BUILD.fullmatch(path.name):
            with unread(path / "store") as free:
                if free:
                    shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".link-*"):
        path.unlink(missing_ok=True)


def free_name(builds: Path, name: str) -> Path:
    """Return where a build of this name goes: beside those that stand there, never over one."""
    path = builds / name
    while path.exists():
        path = path.with_name(f"{path.name}-again")
    return path


def link(place: Path, target: Path) -> None:
    """Point a symbolic link at a target, in one step."""
    new = place.with_name(f".link-{place.name}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(place)


def flush(folder: Path) -> None:
    """Force a folder's files, and the folders themselves, to the disk."""
    for root, _, files in os.walk(folder, topdown=False):
        for name in files:
            with (Path(root) / name).open("rb") as file:
                os.fsync(file.fileno())
        flush_folder(Path(root))


def flush_folder(folder: Path) -> None:
    """Force to the disk what a folder holds by name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the output folder for one build; the lock ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError("another build is writing here", path=folder) from None
        yield
