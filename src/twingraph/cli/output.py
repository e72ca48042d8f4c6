"""Where a command's answer goes: standard output, or a file that appears whole or not at all.

In: pieces of text or rows, and the ``--format`` and ``-o`` options. Out: bytes.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click


def default_format(chosen: str | None, output: str | None, *, text: str, data: str) -> str:
    """Return the chosen format, else ``text`` for a terminal and ``data`` for all else."""
    return chosen or (text if output in (None, "-") and sys.stdout.isatty() else data)


def layout(output: str | None) -> dict[str, Any]:
    """Return the width of a table, 80 columns where there is no terminal, and if it has colour."""
    terminal = output in (None, "-") and sys.stdout.isatty()
    return {"width": shutil.get_terminal_size((80, 24)).columns if terminal else 80,
            "colour": terminal}  # fmt: skip


def rows_text(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    form: str,
    output: str | None,
    **table: Any,
) -> str:
    """Return rows of text as ``csv``, ``json`` or ``table``, the last as `text_table` sets it."""
    from twingraph import tables

    if form == "csv":
        return tables.objects_csv(columns, rows)
    if form == "json":
        return tables.objects_json(columns, rows)
    return tables.text_table(columns, rows, **layout(output), **table)


def write_output(pieces: Iterable[str | bytes], output: str | None) -> None:
    """Write pieces to standard output (None or ``-``), or to a file that is replaced at the end."""
    if output is not None and output != "-":
        from twingraph.files import write_whole

        write_whole(Path(output), pieces)
        return
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show on a terminal what is being done, step by step; leave nothing behind.

    No library's bar: these hide the cursor, and whoever ends the process at once leaves it hidden.
    """
    if not sys.stderr.isatty():
        yield None
        return

    def begins(step: str, done: int, of: int) -> None:
        click.echo(f"\r[{'#' * done}{'.' * (of - done)}] {step}\x1b[K", err=True, nl=False)

    try:
        yield begins
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
