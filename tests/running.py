"""The command run in this process, which has loaded the libraries, as if it had been started.

In: what is typed, and what is piped in. Out: the exit code, and what was printed. How a process of
its own starts, is interrupted and ends, other tests hold.
"""

from __future__ import annotations

import contextlib
import io
import subprocess

import pytest

from twingraph.cli import run


def ran(*args: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``twingraph`` with some arguments, and a text on its standard input."""
    given, out, err = (
        io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
        for content in ((text or "").encode(), b"", b"")
    )
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr("sys.stdin", given)
        code = run([*args])
    for stream in (out, err):
        stream.seek(0)
    return subprocess.CompletedProcess(["twingraph", *args], code, out.read(), err.read())
