"""What follows from a graph, concluded again: a store keeps no proofs that could be asked for.

In: an open graph. Out: `Conclusions`, kept as long as the graph is, so that the next question is
answered at once. A build keeps beside its store what the rules read; of any other graph the
asserted quads are read. The inferred graphs are never read.
"""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass

from twingraph.inference.nemo import Conclusions, Program
from twingraph.inference.stored import INPUT
from twingraph.rules import load_rules
from twingraph.rules.model import RuleSet
from twingraph.store import Graph, is_inferred


@dataclass(frozen=True)
class Reasoned:
    """The rules, and what they conclude from one graph."""

    rules: RuleSet
    conclusions: Conclusions


class _Kept(threading.local):
    """What was concluded in this thread; the engine's results cannot go to another."""

    def __init__(self) -> None:
        self.of: weakref.WeakKeyDictionary[Graph, Reasoned] = weakref.WeakKeyDictionary()


_KEPT = _Kept()


def reasoned(graph: Graph) -> Reasoned:
    """Return what follows from what a graph asserts. Raises OntologyError for unusable rules."""
    if graph not in _KEPT.of:
        rules = load_rules()
        program = Program(rules)
        kept = None if graph.folder is None else graph.folder.parent / "inference" / INPUT
        if kept is not None and kept.is_file():
            conclusions = program.reason(kept)
        else:
            quads = graph.quads()
            conclusions = program.reason(q for q in quads if not is_inferred(q.graph_name))
        _KEPT.of[graph] = Reasoned(rules, conclusions)
    return _KEPT.of[graph]
