"""The graph in rdflib: for code that is written against the common tongue of RDF in Python.

In: a `Graph`. Out: an ``rdflib.Dataset`` with the same named graphs, whose default graph is their
union; or some quads as one ``rdflib.Graph``. A pure conversion: each kind of term has its rdflib
counterpart, and one without raises.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator

import pyoxigraph as px
import rdflib
from rdflib.term import BNode, IdentifiedNode, Literal, Node, URIRef

from twingraph.errors import DataError
from twingraph.opening import open_graph
from twingraph.prefixes import PREFIXES
from twingraph.store import Graph, Term


def to_rdflib(graph: Graph | None = None) -> rdflib.Dataset:
    """Return the named graphs of a graph as an rdflib Dataset, with twingraph's prefixes bound.

    A query without GRAPH sees each fact once, as in `Graph`. Literals keep their spelling.
    Raises DataError for a term that rdflib does not know.
    """
    opened = open_graph() if graph is None else graph
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    named: dict[str, rdflib.Graph] = {}
    with _quiet():
        for quad in opened.quads():
            name = _identified(quad.graph_name)
            if str(name) not in named:
                named[str(name)] = dataset.graph(name)
            named[str(name)].add(_triple(quad))
    return dataset


def triples_to_rdflib(quads: Iterable[px.Quad]) -> rdflib.Graph:
    """Return the triples of quads, in whatever graph they stand, as one rdflib Graph.

    Raises DataError for a term that rdflib does not know.
    """
    graph = rdflib.Graph()
    with _quiet():
        for quad in quads:
            graph.add(_triple(quad))
    return graph


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence rdflib, which logs a traceback for each value that its datatype does not allow.

    The value is kept as it is written; that it is wrong is for the checks to say.
    """
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _triple(quad: px.Quad) -> tuple[Node, Node, Node]:
    return _identified(quad.subject), _identified(quad.predicate), _term(quad.object)


def _identified(term: Term | px.DefaultGraph) -> IdentifiedNode:
    if isinstance(term, px.NamedNode):
        return URIRef(term.value)
    if isinstance(term, px.BlankNode):
        return BNode(term.value)
    raise DataError(f"rdflib has no place for the term {term}")


def _term(term: Term) -> Node:
    if not isinstance(term, px.Literal):
        return _identified(term)
    if getattr(term, "direction", None) is not None:
        raise DataError(f"rdflib knows no base direction: {term}")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    if datatype == rdflib.XSD.string:
        return Literal(term.value)
    return Literal(term.value, datatype=datatype, normalize=False)
