"""Writing files: each appears whole or not at all, whatever ends the process.

In: a path, and pieces of text or bytes. Out: the file, replaced once the new one is whole; or an
error for whoever can mend it. It knows what is still unfinished, so that a process that is ended
leaves nothing behind. It formats nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from twingraph.errors import MachineError, TwingraphError, UsageError

# A full disk and its like are the machine's; every other refusal is about the place asked for.
_MACHINE_ERRNOS: Final = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EMFILE)
_UNFINISHED: Final[set[Path]] = set()


def write_whole(path: str | Path, pieces: Iterable[str | bytes]) -> None:
    """Write pieces to a file, which is replaced at the end; to a device, as they come.

    Raises UsageError for a place that cannot be written, MachineError for a full disk.
    """
    target, temporary = _target(path)
    encoded = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    try:
        with unfinished(temporary):
            with (target if _is_device(target) else temporary).open("wb") as file:
                file.writelines(encoded)
            if not _is_device(target):
                if target.exists():
                    shutil.copymode(target, temporary)
                temporary.replace(target)
    except OSError as problem:
        raise unwritable(Path(path), problem) from problem


def refuse_unwritable(path: str | Path) -> None:
    """Raise as `write_whole` would for a place that cannot be written; change nothing.

    It is for what takes long: who waits for an answer is told before, not after.
    """
    target, temporary = _target(path)
    try:
        if not _is_device(target):
            with unfinished(temporary):
                temporary.touch()
    except OSError as problem:
        raise unwritable(Path(path), problem) from problem


def _target(path: str | Path) -> tuple[Path, Path]:
    """Return the file that a path leads to, through links, and that which is written first."""
    if not str(path):
        raise UsageError("no file is named to write to")
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UsageError("is a folder, not a file", path=path)
    return target, target.with_name(f".{target.name[:40]}.{os.getpid()}.part")


def _is_device(target: Path) -> bool:
    return target.exists() and not target.is_file()


def make_folder(path: str | Path) -> Path:
    """Make a folder and those above it, where they are missing. Raises as `write_whole` does."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise unwritable(Path(path), problem) from problem
    return Path(path)


def temporary_folder(owner: object, prefix: str) -> Path:
    """Make a folder for temporary files, which is gone with its owner or with the process.

    Raises MachineError where there is no room for one.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix))
    except OSError as problem:
        raise MachineError(
            f"no temporary file can be written: {problem.strerror or problem}",
            hint="make room, or set TMPDIR",
        ) from problem
    _UNFINISHED.add(folder)
    weakref.finalize(owner, _forget, folder)
    return folder


@contextlib.contextmanager
def unfinished(path: Path) -> Iterator[None]:
    """Remove a file or folder that still stands here at the end, or when the process is ended.

    What is finished is renamed first.
    """
    _UNFINISHED.add(path)
    try:
        yield
    finally:
        _forget(path)


def remove_unfinished() -> None:
    """Remove all that is unfinished; for whoever is about to end the process."""
    for path in tuple(_UNFINISHED):
        _remove(path)


def unwritable(path: Path, problem: OSError, hint: str | None = None) -> TwingraphError:
    """Return the error that says why a place cannot be written, and by whom that can be mended."""
    reason = f"cannot be written: {problem.strerror or problem}"
    # The engine's own errors carry the system's words, but no number.
    words = [os.strerror(number) for number in _MACHINE_ERRNOS]
    if problem.errno in _MACHINE_ERRNOS or any(word in str(problem) for word in words):
        return MachineError(reason, path=path, hint=hint)
    return UsageError(reason, path=path, hint=hint)


def _forget(path: Path) -> None:
    _remove(path)
    _UNFINISHED.discard(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
