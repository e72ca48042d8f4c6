"""The Namur graph that comes with the package, asserted and inferred.

In: a wheel's built file, else the checkout's own sources. Out: a `Graph` in memory. In a checkout
what was built is kept in ``build/`` under a name that tells of every input and of the code that
made it, so that a change of either makes it anew. It opens no user's store.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.assembling import assemble, bundled_inputs
from twingraph.errors import MachineError
from twingraph.files import write_whole
from twingraph.inference import infer
from twingraph.resources import VERSION, built_graph, checkout
from twingraph.store import Graph

ORIGIN: Final = "the bundled Namur graph"


def bundled_graph() -> Graph:
    """Return the Namur graph that comes with the package.

    Raises DataError where the installation is damaged, and for the faults of a checkout's sources.
    """
    built = built_graph()
    return Graph.memory(bundled_quads(), ORIGIN) if built is None else Graph.from_nquads(built)


def bundled_quads() -> list[px.Quad]:
    """Return the quads of the bundled Namur graph, those of inferred graphs too."""
    kept = built_graph() or _kept()
    if kept is None:
        return _made()
    if not kept.is_file():
        # A folder that cannot be written costs time, no more.
        with contextlib.suppress(OSError, MachineError):
            kept.parent.mkdir(exist_ok=True)
            for former in kept.parent.glob("namur-*.nq"):
                if former != kept:  # another process may have written it meanwhile
                    former.unlink(missing_ok=True)
            write_built(kept)
    if not kept.is_file():
        return _made()
    return list(px.parse(path=str(kept), format=px.RdfFormat.N_QUADS))


def _made() -> list[px.Quad]:
    asserted = assemble().quads
    return [*asserted, *infer(asserted)]


def write_built(path: str | Path) -> None:
    """Write the bundled Namur graph, as a wheel carries it, to one N-Quads file."""
    lines = sorted({f"{quad} .\n" for quad in _made()})
    write_whole(Path(path), ["".join(lines)])


def _kept() -> Path | None:
    """Return where a checkout keeps the graph of its present sources, or None elsewhere."""
    root = checkout()
    if root is None:
        return None
    code = sorted((root / "src" / "twingraph").rglob("*.py"))
    told = [(i.name, i.sha256) for i in bundled_inputs()]
    told += [(p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in code]
    told.append((VERSION, px.__version__))
    key = hashlib.sha256(repr(told).encode()).hexdigest()
    return root / "build" / f"namur-{key[:16]}.nq"
