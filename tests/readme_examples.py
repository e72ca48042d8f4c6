"""Run the README's examples, and write their output into it: ``python tests/readme_examples.py``.

In: the README. A fenced ``console`` block holds ``$ command`` lines (``> `` lines continue them),
each with what it prints; a fenced ``python`` block holds a session of ``>>>`` lines. Out: the
README with what they print now. Commands that set up the checkout (make, git, pip, cd) are not run.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from doctest import DocTestParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SETTING_UP = {"make", "git", "pip", "python", "cd", "open"}
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def printed_by(command: str, folder: Path) -> str:
    """Return what a command of the README prints on both streams."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=kept | settings,
    )
    if done.returncode:
        message = f"`{command}` ended with {done.returncode}: {done.stdout}"
        raise RuntimeError(message)
    return done.stdout


def console(block: str, folder: Path) -> str:
    """Return a console block with what its commands print now."""
    fresh = []
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        typed = re.match(r"\$ .*\n(?:> .*\n)*", part)
        if typed is None or part.split()[1] in SETTING_UP:
            fresh.append(part)
            continue
        shown = part[typed.end() :]
        command = re.sub(r"^[$>] ", "", typed[0], flags=re.MULTILINE)
        fresh.append(typed[0] + printed_by(command, folder))
        if shown.endswith("\n\n") or shown == "\n":
            fresh.append("\n")
    return "".join(fresh)


def session(block: str, folder: Path) -> str:
    """Return a Python session with what its lines print now."""
    lines, names = [], {"__name__": "__main__"}
    with chdir(folder):
        for example in DocTestParser().get_examples(block):
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(example.source, "README.md", "single"), names)
            first, *rest = example.source.rstrip("\n").split("\n")
            lines += [f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in rest)]
            lines.append(printed.getvalue())
    return "".join(lines)


def refreshed(text: str) -> str:
    """Return a README whose examples show what they print now, all run in one empty folder."""
    with tempfile.TemporaryDirectory(prefix="twingraph-readme-") as name:
        folder = Path(name)

        def block(match: re.Match[str]) -> str:
            run = console if match[1] == "console" else session
            return f"```{match[1]}\n{run(match[2], folder)}```"

        return BLOCK.sub(block, text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
