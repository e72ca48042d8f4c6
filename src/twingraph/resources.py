"""Where the bundled knowledge is: ontology/, queries/, data/ and the built Namur graph.

In: nothing. Out: paths, and the package's version. In an installed wheel the folders stand inside
the package; in a checkout they stand at the repository root. It reads none of the files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from twingraph.errors import MachineError

VERSION: Final = "0.1.0"
DEFAULT_OUTPUT: Final = "twingraph-out"
"""The folder, below the working folder, that `build` writes and other commands look for."""

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the bundled folder ``ontology``, ``queries`` or ``data``.

    Raises MachineError when the installation lacks it.
    """
    for root in (_PACKAGE, _CHECKOUT):
        if (root / name).is_dir():
            return root / name
    raise MachineError(
        f"the bundled folder {name}/ is missing from this installation",
        hint="pip install --force-reinstall twingraph",
    )


def built_graph() -> Path | None:
    """Return the Namur graph that a wheel carries, or None in a checkout, which builds its own."""
    path = _PACKAGE / "built" / "namur.nq"
    return path if path.is_file() else None
