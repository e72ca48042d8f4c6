"""Run ``twingraph check`` as a user does, and in installations that lack something.

In: what is typed after it. Out: the finished process. It judges nothing.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
from pathlib import Path

from twingraph.cli import run
from twingraph.resources import folder

HEADER = "file,line,severity,group,code,thing,property,value,message\n"
_PROGRAM = """
import sys
from pathlib import Path
import twingraph.resources
twingraph.resources._CHECKOUT = Path(sys.argv[1])
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[2]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
import twingraph.cli
sys.exit(twingraph.cli.run(["check", *sys.argv[3:]]))
"""
KNOWLEDGE = ("ontology", "queries", "data")


def check_in(
    place: Path, *args: str, knowledge: Path | None = None, without: str = "-"
) -> subprocess.CompletedProcess[str]:
    """Check in a folder, with the knowledge that stands in another, without a library."""
    root = knowledge or folder("ontology").parent
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(root), without, *args],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )


def copied(place: Path) -> Path:
    """Copy the bundled knowledge into a folder."""
    for name in KNOWLEDGE:
        shutil.copytree(folder(name), place / name)
    return place


def twingraph(*args: str, java: bool = False) -> subprocess.CompletedProcess[str]:
    """Check in this process, which has loaded the libraries; without Java unless asked."""
    quick = () if java else ("--quick",)
    command = ["check", *quick, *args]
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        code = run(command)
    for stream in streams:
        stream.seek(0)
    return subprocess.CompletedProcess(command, code, *(stream.read() for stream in streams))
