"""Where the bundled knowledge is: ontology/, queries/, data/ and the built Namur graph.

In: nothing. Out: paths, and the package's version. In an installed wheel the folders stand inside
the package; in a checkout they stand at the repository root. It reads none of the files.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Final

from twingraph.errors import MachineError

VERSION: Final = "0.1.0"
DEFAULT_OUTPUT: Final = "twingraph-out"
"""The folder, below the working folder, that `build` writes and other commands look for."""

# "pyshacl>=0.30; extra == 'check'"; `all` and `dev` only repeat what another extra says.
_EXTRA = re.compile(
    r"(?P<name>[\w.-]+)[^;]*; *extra == ['\"](?P<extra>(?!all\b|dev\b)[\w-]+)['\"]", re.ASCII
)
# Packages that are not called as the module that they bring.
_PACKAGES = {"sklearn": "scikit-learn"}
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


def bundled_file(name: str) -> Path:
    """Return a file below a bundled folder, such as ``data/slugs.tsv``.

    Raises MachineError when the installation lacks it: whoever reads it need not tell its absence
    from that of a file that a user named.
    """
    root, _, below = name.partition("/")
    path = folder(root) / below
    if not path.is_file():
        raise MachineError(
            f"the bundled file {name} is missing from this installation",
            hint="pip install --force-reinstall twingraph",
        )
    return path


def missing_library(module: str) -> MachineError:
    """Return the error for a library that is not installed, with the pip line that brings it.

    ``module`` is the name that could not be imported. A library of an extra names the extra; any
    other belongs to twingraph itself, whose installation is then damaged.
    """
    from importlib.metadata import PackageNotFoundError, requires

    library = module.partition(".")[0]
    library = _PACKAGES.get(library, library)
    with contextlib.suppress(PackageNotFoundError):
        for needed in requires("twingraph") or []:
            named = _EXTRA.fullmatch(needed)
            if named and named["name"].replace("-", "_").lower() == library.lower():
                line = f"pip install 'twingraph[{named['extra']}]'"
                return MachineError(f"this needs the library {library}", hint=line)
    line = "pip install --force-reinstall twingraph"
    return MachineError(f"the library {library} is missing from this installation", hint=line)


def checkout() -> Path | None:
    """Return the root of the checkout that the package runs from, or None where it is installed."""
    return _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else None


def built_graph() -> Path | None:
    """Return the Namur graph that a wheel carries, or None in a checkout, which builds its own."""
    path = _PACKAGE / "built" / "namur.nq"
    return path if path.is_file() else None
