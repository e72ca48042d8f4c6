"""Inference: what follows from sources, as named graphs of its own.

In: the asserted quads of an assembled graph. Out: quads of ``graph:inferred/SOURCE``, what follows
from one source with our own words beside it, and of ``graph:inferred``, what needs several. What a
source asserts is never among them, and inferred graphs are never read: to reason twice is to reason
once. `infer_files` does the same from files to files, `following_in` for a choice of sources.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as px

from twingraph.inference.chosen import following_in
from twingraph.inference.following import Inferred, infer_files
from twingraph.rules import load_rules
from twingraph.rules.model import RuleSet
from twingraph.store import is_inferred

__all__ = ["Inferred", "following_in", "infer", "infer_files"]


def infer(quads: Iterable[px.Quad], rules: RuleSet | None = None) -> set[px.Quad]:
    """Return what follows from the quads of a graph, and the nodes of the dates that this names.

    A fact that a source asserts is not inferred; one that the rules take back when all sources are
    read, such as an older status, stands nowhere. Each inferred graph says what it is and of which
    source. Raises OntologyError for rules that cannot be run.
    """
    with tempfile.TemporaryDirectory(prefix="twingraph-infer-") as name:
        folder = Path(name)
        said = folder / "said.nq"
        asserted = (quad for quad in quads if not is_inferred(quad.graph_name))
        said.write_bytes(px.serialize(asserted, format=px.RdfFormat.N_QUADS) or b"")
        inferred = infer_files([said], folder, rules or load_rules())
        found: set[px.Quad] = set()
        for path in (inferred.dates, *inferred.graphs.values()):
            found.update(px.parse(path=str(path), format=px.RdfFormat.N_QUADS))
        return found
