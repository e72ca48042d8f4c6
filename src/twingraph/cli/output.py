"""Where a command's answer goes: standard output, or a file that appears whole or not at all.

In: pieces of text and the ``-o`` option. Out: bytes. It formats nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from twingraph.errors import MachineError, UsageError


def default_format(chosen: str | None, output: str | None, *, text: str, data: str) -> str:
    """Return the chosen format, else ``text`` for a terminal and ``data`` for all else."""
    if chosen:
        return chosen
    return text if output in (None, "-") and sys.stdout.isatty() else data


def terminal_width() -> int:
    """Return the width of the terminal; 80 columns where there is none."""
    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80


def write_output(
    pieces: Iterable[str | bytes], output: str | None, unfinished: list[Path] | None = None
) -> None:
    """Write pieces to standard output (None or ``-``), or to a file that is replaced at the end.

    ``unfinished`` is told the temporary file while it stands, for whoever may end the process.
    """
    encoded = (p.encode() if isinstance(p, str) else p for p in pieces)
    if output in (None, "-"):
        for piece in encoded:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    assert output is not None
    target = Path(output)
    if target.exists() and not target.is_file():  # a device such as /dev/full, or a folder
        _write_device(encoded, target)
        return
    pending = unfinished if unfinished is not None else []
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    pending.append(temporary)
    try:
        with temporary.open("wb") as file:
            file.writelines(encoded)
        temporary.replace(target)
    except OSError as problem:
        raise _error(target, problem) from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        pending.remove(temporary)


def _write_device(pieces: Iterable[bytes], target: Path) -> None:
    if target.is_dir():
        raise UsageError("is a folder, not a file", path=target)
    try:
        with target.open("wb") as file:
            file.writelines(pieces)
    except OSError as problem:
        raise _error(target, problem) from problem


def _error(target: Path, problem: OSError) -> UsageError | MachineError:
    text = f"cannot be written: {problem.strerror}"
    missing = isinstance(problem, FileNotFoundError | NotADirectoryError | PermissionError)
    return UsageError(text, path=target) if missing else MachineError(text, path=target)
