"""The libraries that measure: which are here, their versions, and NetworkX's backends.

In: a library's name. Out: whether it can be imported, and its version. It measures nothing.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from typing import Final

from twingraph.errors import UsageError, near_matches

NUMPY: Final = "numpy"
NETWORKX: Final = "networkx"

_AND: Final = " + "
_BACKENDS: Final = "networkx.backends"
_FOR_ITS_TESTS: Final = "nx_loopback"
"""NetworkX names it beside the others; what it is, only NetworkX's own tests install."""


def available(module: str) -> bool:
    """Say whether a library can be imported; where not, NetworkX measures instead of it."""
    return importlib.util.find_spec(module) is not None


def engine_version(engine: str) -> str:
    """Return the versions of an engine such as ``numpy + scipy``, in its order."""
    return _AND.join(filter(None, map(_version, engine.split(_AND))))


@cache
def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def refuse_unknown_backend(backend: str) -> None:
    """Raise UsageError where NetworkX knows no backend of this name."""
    there = {found.name for found in entry_points(group=_BACKENDS)}
    known = sorted({NETWORKX, *there.difference((_FOR_ITS_TESTS,))})
    if backend not in known:
        hint = near_matches(backend, known) or f"installed: {', '.join(known)}"
        raise UsageError(f"NetworkX has no backend '{backend}'", hint=hint)


def backend_library(backend: str | None) -> str:
    """Return the engine's name: NetworkX, and the library of its backend where that is another."""
    for found in entry_points(group=_BACKENDS, name=backend or NETWORKX):
        if found.dist is not None and found.dist.name != NETWORKX:
            return f"{NETWORKX}{_AND}{found.dist.name}"
    return NETWORKX
