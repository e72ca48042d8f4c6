"""Where a command's answer goes: standard output, or a file that appears whole or not at all.

In: pieces of text or rows, and the ``--format`` and ``-o`` options. Out: bytes.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


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
