"""Run twingraph as on a terminal: what standard error shows there.

In: what is typed after ``twingraph``. Out: the exit code, each step that was shown with its bar,
and what is left on the terminal in the end. It judges nothing.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path


def steps_on_a_terminal(folder: Path, *args: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return the exit code, the bars with their steps, and what remains of standard error."""
    reader, writer = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "twingraph", *args],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=writer,
        check=False,
    )
    os.close(writer)
    seen = os.read(reader, 10_000).decode()
    os.close(reader)
    *bars, last = seen.split("\r\x1b[K")
    steps = re.findall(r"\[([#.]+)\] (\w+)\x1b\[K", "".join(bars))
    return done.returncode, steps, last
