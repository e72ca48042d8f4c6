"""The graph as RDF text: N-Quads, TriG and JSON-LD of the named graphs, Turtle of their merge.

In: quads. Out: bytes, sorted, the same for the same quads: blank nodes are named by the W3C's RDF
Dataset Canonicalization (RDFC-1.0). The merge is exported as Turtle only. Each function of
``FORMATS`` takes what `canonical` has returned, so that several of them can share it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, takewhile
from typing import Any, Final

import pyoxigraph as px

from twingraph.errors import DataError
from twingraph.prefixes import PREFIXES, expand, shorten, used_prefixes

_RDF_TYPE: Final = expand("rdf:type")
_STRING: Final = expand("xsd:string")


def canonical(quads: Iterable[px.Quad]) -> list[px.Quad]:
    """Return quads, each once, with canonical labels for blank nodes.

    Source: https://www.w3.org/TR/rdf-canon/, which hashes only quads that hold a blank node.
    """
    held = set(quads)
    blank = {q for q in held if any(isinstance(t, px.BlankNode) for t in (*q.triple, q.graph_name))}
    if blank:
        dataset = px.Dataset(blank)
        dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
        held = (held - blank) | set(dataset)
    return sorted(held, key=_order)


def document(quads: Iterable[px.Quad], form: str) -> bytes:
    """Return quads in one of ``FORMATS``."""
    return FORMATS[form](canonical(quads))


def nquads(quads: list[px.Quad]) -> bytes:
    """Return the named graphs as N-Quads, its lines sorted."""
    return b"".join(f"{line} .\n".encode() for line in sorted(map(str, quads)))


def trig(quads: list[px.Quad]) -> bytes:
    """Return the named graphs as TriG."""
    return _serialized(quads, px.RdfFormat.TRIG, quads)


def turtle(quads: list[px.Quad]) -> bytes:
    """Return the merge of the named graphs, each triple once, as Turtle."""
    triples = sorted({quad.triple for quad in quads}, key=_order)
    return _serialized(triples, px.RdfFormat.TURTLE, quads)


def jsonld(quads: list[px.Quad]) -> bytes:
    """Return the named graphs as compact JSON-LD 1.1 with the published context embedded.

    Each node stands on a line of its own. Raises DataError for a triple term or a literal with
    base direction, which JSON-LD does not hold.
    """
    return "".join(_jsonld(quads)).encode()


FORMATS: Final[dict[str, Callable[[list[px.Quad]], bytes]]] = {
    "trig": trig,
    "nquads": nquads,
    "turtle": turtle,
    "jsonld": jsonld,
}


def _jsonld(quads: list[px.Quad]) -> Iterator[str]:
    iris = _iris(quads)
    context = _context(iris)
    names = {iri: _compact(iri, context) for iri in iris}
    yield f'{{"@context": {json.dumps(context, indent=1, ensure_ascii=False)},\n"@graph": ['
    between = "\n"
    for graph, of_graph in groupby(quads, key=lambda q: q.graph_name):
        nodes = ",\n".join(
            _dumped(_node(subject, of_subject, names))
            for subject, of_subject in groupby(of_graph, key=lambda q: q.subject)
        )
        if isinstance(graph, px.DefaultGraph):
            yield between + nodes
        else:
            name = _dumped(_name(graph, names))
            yield f'{between}{{"@id": {name}, "@graph": [\n{nodes}\n]}}'
        between = ",\n"
    yield "\n]}\n"


def _node(subject: Any, quads: Iterable[px.Quad], names: dict[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for quad in quads:
        if quad.predicate.value == _RDF_TYPE and not isinstance(quad.object, px.Literal):
            node.setdefault("@type", []).append(_name(quad.object, names))
        else:
            node.setdefault(_name(quad.predicate, names), []).append(_value(quad.object, names))
    single = {key: found[0] if len(found) == 1 else found for key, found in node.items()}
    return {"@id": _name(subject, names), **single}


def _value(term: Any, names: dict[str, str]) -> Any:
    if not isinstance(term, px.Literal):
        return {"@id": _name(term, names)}
    if getattr(term, "direction", None) is not None:
        raise DataError(f"JSON-LD export knows no base direction: {term}")
    if term.language:
        return {"@language": term.language, "@value": term.value}
    datatype = term.datatype.value
    if datatype == _STRING:
        return term.value
    # Numbers too are text with a datatype: JSON's own would lose their spelling.
    return {"@type": names[datatype], "@value": term.value}


def _name(term: Any, names: dict[str, str]) -> str:
    if isinstance(term, px.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, px.NamedNode):
        return names[term.value]
    raise DataError(f"JSON-LD has no place for the term {term}")


def _compact(iri: str, context: dict[str, Any]) -> str:
    name = shorten(iri)
    return name if name.partition(":")[0] in context else iri


def _context(iris: set[str]) -> dict[str, Any]:
    """Return the published context, without a prefix that is also the scheme of an IRI here.

    JSON-LD reads ``geo:50,4`` as a prefixed name wherever ``geo`` is a prefix.
    """
    schemes = {iri.partition(":")[0] for iri in iris if "://" not in iri}
    kept = {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in schemes}
    return {"@version": 1.1, **kept}


def _serialized(
    content: Iterable[px.Quad] | Iterable[px.Triple], form: px.RdfFormat, quads: Iterable[px.Quad]
) -> bytes:
    """Serialise with the prefixes in use, alphabetically (the engine has an order of its own)."""
    text = px.serialize(content, format=form, prefixes=used_prefixes(_iris(quads))) or b""
    lines = text.split(b"\n")
    declared = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"\n".join([*sorted(declared), *lines[len(declared) :]])


def _dumped(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)


def _iris(quads: Iterable[px.Quad]) -> set[str]:
    found: set[str] = set()
    for quad in quads:
        terms = [*quad.triple, quad.graph_name]
        terms += [term.datatype for term in terms if isinstance(term, px.Literal)]
        found.update(term.value for term in terms if isinstance(term, px.NamedNode))
    return found


def _order(found: px.Quad | px.Triple) -> tuple[str, str, bool, str, str]:
    """Sort by graph, then by subject, with its types first."""
    graph = str(found.graph_name) if isinstance(found, px.Quad) else ""
    predicate = found.predicate.value
    return graph, str(found.subject), predicate != _RDF_TYPE, predicate, str(found.object)
