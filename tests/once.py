"""What is dear to make and only read: made once in a run of the tests, by the first that asks.

In: a name, and how it is made. Out: its place in a folder that all processes of the run share. The
others wait for it; where making it fails, the next that asks tries again. It judges nothing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from conftest import SHARED_FOLDER
from twingraph.building import build

SMALL = Path(__file__).parent / "data" / "small"


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return the file or folder of a name, which ``make`` has written."""
    place = Path(os.environ[SHARED_FOLDER]) / name
    done = place.with_name(f"{name}.done")
    with place.with_name(f"{name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            if place.is_dir():
                shutil.rmtree(place)
            make(place)
            done.touch()
    return place


@cache
def small_build() -> Path:
    """Return a build of the small data; for reading."""
    return made_once("small-build", lambda place: build([SMALL], place))


@cache
def nested_build() -> Path:
    """Return a build of a part of the small data; for reading."""
    return made_once("nested-build", lambda place: build([SMALL / "nested"], place))


@cache
def namur_build() -> Path:
    """Return a build of the bundled data; for reading."""
    return made_once("namur-build", lambda place: build(None, place))


def copied(built: Path, output: Path) -> Path:
    """Copy an output folder with its links: as if it had been built there."""
    return shutil.copytree(built, output, symlinks=True, dirs_exist_ok=True)
