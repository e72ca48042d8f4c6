"""The built parts of the map page: its code, style, land, engine and licences.

In: the folder that a wheel carries, else the one that a checkout keeps for its present sources.
Out: `Parts`. It puts no page together. ``python -m twingraph.map.bundle`` builds the parts of a
checkout and says where they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from twingraph.errors import MachineError, TwingraphError
from twingraph.map.node import install, kept_parts
from twingraph.resources import checkout


@dataclass(frozen=True)
class Parts:
    """What every page holds beside its data; the last three are for SPARQL."""

    boot: str
    app: str
    style: str
    licences: str
    land: bytes  # read by web/src/data/land.ts
    worker: str
    editor: str
    engine: bytes  # WebAssembly, packed with zstd


def parts() -> Parts:
    """Return the parts of the page, built first where a checkout has changed.

    Raises MachineError where they are missing and cannot be built.
    """
    folder = parts_folder()
    try:
        return Parts(
            boot=_text(folder, "boot.js"),
            app=_text(folder, "app.js"),
            style=_text(folder, "page.css"),
            licences=_text(folder, "licences.txt"),
            land=(folder / "land.bin").read_bytes(),
            worker=_text(folder, "worker.js"),
            editor=_text(folder, "editor.js"),
            engine=(folder / "engine.zst").read_bytes(),
        )
    except OSError as problem:
        raise MachineError(
            f"a part of the map page cannot be read: {problem.strerror}",
            path=problem.filename,
            hint="remove the folder; a checkout builds it anew, else reinstall twingraph",
        ) from problem


def parts_folder() -> Path:
    """Return the folder of the built parts. Raises as `parts` does."""
    built = Path(str(resources.files("twingraph"))) / "built" / "page"
    if built.is_dir():
        return built
    root = checkout()
    if root is None:
        raise MachineError(
            "the map page is missing from this installation",
            hint="pip install --force-reinstall twingraph",
        )
    return kept_parts(root)


def _text(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode("utf-8")


def main(args: Sequence[str] | None = None) -> int:
    """Build the parts of a checkout; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m twingraph.map.bundle", description="Build the parts of the map page."
    )
    parser.add_argument(
        "--packages",
        action="store_true",
        help="build nothing: install into web/node_modules what building and checking need",
    )
    given = parser.parse_args(args)
    try:
        if given.packages:
            root = checkout()
            if root is None:
                raise MachineError("this installation has no source of the map page to install for")
            install(root / "web", everything=True)
        else:
            sys.stdout.write(f"{parts_folder()}\n")
    except TwingraphError as error:
        sys.stderr.write(f"twingraph: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
