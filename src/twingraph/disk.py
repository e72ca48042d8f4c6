"""A store on disk: its folder, the format of its build, and who is reading it.

In: paths. Out: the folder that the engine fills, a refusal of what another twingraph laid out, a
hold on a folder, which tells builds that it is still being read, and the lines that fill a store.
It opens no store.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Final

from twingraph.errors import UsageError

FORMAT: Final = 2
"""How a build lays out its folder; a folder of another number was written by another twingraph."""
MANIFEST: Final = "manifest.json"

_BLOCK: Final = 2**20
_PART: Final = 160 * _BLOCK
_LARGE: Final = 512 * _BLOCK
_GRAPH_NAME: Final = re.compile(rb" <[^<>\s]*> \.\n")
"""The end of a line of N-Quads, whatever stands in its texts: these hold no end of line."""


def store_folder(path: str | Path) -> Path | None:
    """Return the folder that an Oxigraph store fills: this one, or that of a build below it."""
    for folder in (Path(path), Path(path) / "current" / "store"):
        if (folder / "CURRENT").is_file():
            # Not by way of the link `current`, which a build may swap while files are opened.
            return folder.resolve()
    return None


def refuse_format(folder: Path) -> None:
    """Raise UsageError for a store of a build whose layout is not that of this twingraph."""
    manifest = folder.parent / MANIFEST
    if not manifest.is_file():  # a store that no build made
        return
    try:
        told = json.loads(manifest.read_bytes())
        found, version = told.get("format", 1), told["versions"]["twingraph"]
    except (ValueError, AttributeError, KeyError, TypeError) as problem:
        raise UsageError(
            "the manifest is damaged", path=manifest, hint="twingraph build makes it again"
        ) from problem
    if found != FORMAT:
        raise UsageError(
            f"this build has format {found}, of twingraph {version}; read here is {FORMAT}",
            path=manifest, hint="twingraph build makes it again",
        )  # fmt: skip


def hold(folder: Path) -> contextlib.ExitStack:
    """Tell builds that a folder is being read, until what is returned is closed.

    The engine opens files when it first needs them: none of them may go before. The hold ends with
    the process, however that ends.
    """
    holding = contextlib.ExitStack()
    with contextlib.suppress(OSError):  # some file systems know no locks
        handle = os.open(folder, os.O_RDONLY)
        holding.callback(os.close, handle)
        fcntl.flock(handle, fcntl.LOCK_SH)
    return holding


@contextlib.contextmanager
def unread(folder: Path) -> Iterator[bool]:
    """Tell whether nobody holds a folder; if so, nobody else does before the end."""
    with contextlib.ExitStack() as holding:
        try:
            handle = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            yield True
            return
        holding.callback(os.close, handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def streams(files: Collection[Path], *, merged: bool = False) -> Iterator[IO[bytes]]:
    """Yield the lines of N-Quads files as files to load; ``merged`` takes the graphs' names away.

    What is loaded in parts takes less memory, and is written anew the more often the more parts
    there are: what is large comes in one.
    """
    blocks = _blocks(files)
    large = sum(path.stat().st_size for path in files) > _LARGE
    for first in blocks:
        part = blocks if large else islice(blocks, _PART // _BLOCK - 1)
        yield io.BufferedReader(_Lines(chain([first], part), merged), _BLOCK)


class _Lines(io.RawIOBase):
    """Blocks of lines as one file, read when they are asked for."""

    def __init__(self, blocks: Iterator[bytes], merged: bool) -> None:
        self._blocks = blocks
        self._merged = merged
        self._held = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._held:
            lines = next(self._blocks, b"")
            self._held = memoryview(_GRAPH_NAME.sub(b" .\n", lines) if self._merged else lines)
        target = memoryview(buffer)
        size = min(len(target), len(self._held))
        target[:size], self._held = self._held[:size], self._held[size:]
        return size


def _blocks(files: Iterable[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            while lines := file.read(_BLOCK):
                yield lines + file.readline()
