"""What follows from a graph, concluded again: a store keeps no proofs that could be asked for.

In: an open graph and a predicate. Out: `Conclusions` of the rules on which that predicate rests,
kept as long as the graph is, so that the next question is answered at once. A build keeps beside
its store what the rules read; of any other graph the asserted quads are read. The inferred graphs
are never read.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as px

from twingraph.inference.nemo import Conclusions, Program
from twingraph.inference.selecting import Selection, input_name
from twingraph.rules import load_rules
from twingraph.rules.model import RuleSet
from twingraph.store import Graph, is_inferred


class Reasoner:
    """What follows from one graph, predicate by predicate, with the rules that conclude it."""

    def __init__(self, graph: Graph) -> None:
        self.rules: RuleSet = load_rules()
        # The graph keeps its reasoner, and not the other way round.
        self._graph = weakref.ref(graph)
        self._known: dict[str, Conclusions] = {}

    def conclusions(self, predicate: str) -> Conclusions:
        """Return what the rules towards a predicate conclude.

        Raises OntologyError for rules that cannot be run.
        """
        if predicate not in self._known:
            rules = self.rules.towards(predicate)
            program = Program(rules)
            kept = self._kept()
            if kept is None:
                self._known[predicate] = program.reason(self._asserted())
            else:
                # Of a world's graph most concerns other rules.
                read = program.folder / "read.nq"
                with read.open("wb") as file:
                    file.writelines(Selection(rules).of_files([kept]))
                self._known[predicate] = program.reason(read)
        return self._known[predicate]

    def _open(self) -> Graph:
        graph = self._graph()
        if graph is None:
            raise ReferenceError("the graph is closed")
        return graph

    def _kept(self) -> Path | None:
        """Return the file that a build keeps of what the rules read, if it does."""
        folder = self._open().folder
        kept = folder and folder.parent / "inference" / input_name(self.rules)
        return kept if kept and kept.is_file() else None

    def _asserted(self) -> Iterator[px.Quad]:
        return (quad for quad in self._open().quads() if not is_inferred(quad.graph_name))


class _Kept(threading.local):
    """The reasoners of this thread; the engine's results cannot go to another."""

    def __init__(self) -> None:
        self.of: weakref.WeakKeyDictionary[Graph, Reasoner] = weakref.WeakKeyDictionary()


_KEPT = _Kept()


def reasoner(graph: Graph) -> Reasoner:
    """Return the reasoner of a graph: a new one, or that of an earlier question."""
    if graph not in _KEPT.of:
        _KEPT.of[graph] = Reasoner(graph)
    return _KEPT.of[graph]
