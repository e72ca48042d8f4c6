"""Graphs with what follows from them, for tests: the bundled one with the toy report, any other.

In: quads that sources assert. Out: a `Graph` that holds the inferred ones too, as a build makes it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as px

from twingraph.assembling import BUNDLED, assemble
from twingraph.inference import infer
from twingraph.rules import load_rules
from twingraph.rules.model import RuleSet
from twingraph.store import Graph

TOY = Path(__file__).parent / "data" / "toy-2025"


@functools.cache
def rules() -> RuleSet:
    """Return the rules of the ontology, read once."""
    return load_rules()


def inferred(quads: Iterable[px.Quad]) -> Graph:
    """Return a graph of quads and of what follows from them."""
    held = list(quads)
    return Graph.memory([*held, *infer(held, rules())])


@functools.cache
def namur_and_toy() -> Graph:
    """Return the bundled graph with the invented report of 2025 beside it; ask it, no more."""
    return inferred(assemble([BUNDLED, TOY]).quads)
