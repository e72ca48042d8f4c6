"""Inference: what follows from sources, as named graphs of its own.

In: the asserted quads of an assembled graph. Out: quads of ``graph:inferred/SOURCE``, what follows
from one source with our own words beside it, and of ``graph:inferred``, what needs several. What a
source asserts is never among them, and inferred graphs are never read: to reason twice is to reason
once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

from twingraph.dates import DATE_NAMESPACE, date_quads
from twingraph.inference.nemo import Program
from twingraph.inference.sources import OURS, graphs_by_source
from twingraph.prefixes import expand, local_name
from twingraph.rules import load_rules
from twingraph.rules.model import RuleSet
from twingraph.store import INFERRED, is_inferred, value

_SOURCE: Final = px.NamedNode(expand("tg:source"))
_TYPE: Final = px.NamedNode(expand("rdf:type"))
_MARK: Final = px.NamedNode(expand("tg:InferredGraph"))


def infer(quads: Iterable[px.Quad], rules: RuleSet | None = None) -> set[px.Quad]:
    """Return what follows from the quads of a graph, and the nodes of the dates that this names.

    A fact that a source asserts is not inferred; one that the rules take back when all sources are
    read, such as an older status, stands nowhere. Each inferred graph says what it is and of which
    source. Raises OntologyError for rules that cannot be run.
    """
    program = Program(rules or load_rules())
    asserted = [quad for quad in quads if not is_inferred(quad.graph_name)]
    following = program.following(asserted)
    dates = _new_dates(following, asserted)
    says = [*asserted, *dates]
    if dates:
        following = program.following(says)
    found = {*dates}
    by_source = graphs_by_source(says)
    ours = set().union(*(by_source.pop(source, set()) for source in OURS))
    alone = program.following(_of(says, ours)) & following
    following -= alone
    _add(found, f"{INFERRED}/{local_name(OURS[0])}", OURS[0], alone)
    if len(by_source) == 1:
        ((source, _),) = by_source.items()
        _add(found, f"{INFERRED}/{local_name(source)}", source, following)
        return found
    several = set(following)
    for source, graphs in sorted(by_source.items()):
        from_one = program.following(_of(says, graphs | ours)) & following
        several -= from_one
        _add(found, f"{INFERRED}/{local_name(source)}", source, from_one)
    _add(found, INFERRED, OURS[-1], several)
    return found


def _new_dates(following: set[px.Triple], asserted: list[px.Quad]) -> list[px.Quad]:
    """Return the quads of the date nodes that conclusions name and no source does."""
    named = {
        triple.object.value
        for triple in following
        if isinstance(triple.object, px.NamedNode)
        and triple.object.value.startswith(DATE_NAMESPACE)
    }
    return list(date_quads(sorted(named - {value(quad.subject) for quad in asserted})))


def _of(says: list[px.Quad], graphs: set[str]) -> list[px.Quad]:
    return [quad for quad in says if value(quad.graph_name) in graphs]


def _add(found: set[px.Quad], name: str, source: str, triples: set[px.Triple]) -> None:
    """Add the quads of an inferred graph, with its mark; none where nothing follows.

    The triples are used up: there are many, and two copies of them would be the most of all.
    """
    if not triples:
        return
    graph = px.NamedNode(name)
    found.add(px.Quad(graph, _TYPE, _MARK, graph))
    found.add(px.Quad(graph, _SOURCE, px.NamedNode(source), graph))
    while triples:
        triple = triples.pop()
        found.add(px.Quad(triple.subject, triple.predicate, triple.object, graph))
