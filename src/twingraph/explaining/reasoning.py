"""What follows from a graph, concluded again: a store keeps no proofs that could be asked for.

In: an open graph and the rules. Out: `Conclusions`. A build keeps beside its store what the rules
read; of any other graph the asserted quads are read. The inferred graphs are never read.
"""

from __future__ import annotations

from twingraph.inference.nemo import Conclusions, Program
from twingraph.inference.stored import INPUT
from twingraph.rules.model import RuleSet
from twingraph.store import Graph, is_inferred


def conclusions_of(graph: Graph, rules: RuleSet) -> Conclusions:
    """Return what follows from what a graph asserts. Raises OntologyError for unusable rules."""
    program = Program(rules)
    kept = None if graph.folder is None else graph.folder.parent / "inference" / INPUT
    if kept is not None and kept.is_file():
        return program.reason(kept)
    return program.reason(quad for quad in graph.quads() if not is_inferred(quad.graph_name))
