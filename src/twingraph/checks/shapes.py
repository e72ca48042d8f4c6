"""The shapes of ``ontology/shapes.ttl``, judged by pySHACL.

In: `Material`. Out: a finding for each result of the validation, whose code is the shape's name.
pySHACL is slow, so it gets only the properties that the shapes speak of, without what is inferred.
It writes no shape, and what must see several graphs is a query in ``queries/checks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from twingraph.checks.findings import Finding, Kind, Severity
from twingraph.checks.material import Material
from twingraph.errors import OntologyError
from twingraph.loading import read_ontology
from twingraph.prefixes import expand, local_name, shorten
from twingraph.resources import folder
from twingraph.store import Term
from twingraph.tables import shown

if TYPE_CHECKING:
    import rdflib

_SH: Final = expand("sh:")
_SHAPES: Final = (px.NamedNode(_SH + "NodeShape"), px.NamedNode(_SH + "PropertyShape"))
_SEVERITIES: Final[dict[str, Severity]] = {
    _SH + "Violation": "error", _SH + "Warning": "warning", _SH + "Info": "warning",
}  # fmt: skip
_DECIMAL: Final = expand("xsd:decimal")
# What pySHACL itself follows, beside the properties of the shapes.
_ALWAYS: Final = frozenset({expand("rdf:type"), expand("rdfs:subClassOf")})


@dataclass(frozen=True)
class Shapes:
    """A file of shapes: its statements, and what the breach of each shape is called, by IRI."""

    path: Path
    quads: tuple[px.Quad, ...]
    kinds: dict[str, Kind]

    @property
    def properties(self) -> frozenset[str]:
        """Return the properties that the shapes speak of, and some IRIs that are none."""
        named = {q.object.value for q in self.quads if isinstance(q.object, px.NamedNode)}
        return _ALWAYS.union(named)


def read_shapes(path: Path | None = None) -> Shapes:
    """Read the shapes of a Turtle file (default: the bundled ones).

    Raises OntologyError for a file that cannot be read, and for a shape without a name or without
    a message in each language.
    """
    file = path or folder("ontology") / "shapes.ttl"
    quads = tuple(read_ontology([file]))
    said: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value == _SH + "message" and isinstance(quad.object, px.Literal):
            texts = said.setdefault(str(quad.subject), {})
            texts[quad.object.language or ""] = quad.object.value
    found: dict[str, Kind] = {}
    for shape in [q.subject for q in quads if q.object in _SHAPES]:
        texts = said.get(str(shape), {})
        if isinstance(shape, px.NamedNode):
            if not texts.keys() >= {"en", "fr"}:
                raise OntologyError(
                    f"{shorten(shape.value)} has no message in English and in French", path=file
                )
            found[shape.value] = Kind(local_name(shape.value), texts["en"], texts["fr"])
        elif texts:
            raise OntologyError(f"a shape has no name: {' '.join(texts.values())}", path=file)
    return Shapes(file, quads, dict(sorted(found.items())))


def kinds() -> tuple[Kind, ...]:
    """Return what the breach of each bundled shape means."""
    return tuple(read_shapes().kinds.values())


def shapes_are_met(material: Material) -> Iterator[Finding]:
    """Yield what does not have the shape that the bundled shapes ask for.

    Raises ModuleNotFoundError where pySHACL is not installed.
    """
    yield from breaches(read_shapes(), material)


def breaches(shapes: Shapes, material: Material) -> Iterator[Finding]:
    """Yield each result of a validation, in order.

    Raises OntologyError for shapes that pySHACL cannot use.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

    from twingraph.rdf import triples_to_rdflib

    wanted = shapes.properties
    judged = (_comparable(q) for q in material.asserted.quads() if q.predicate.value in wanted)
    try:
        # `inplace` saves a copy of the data: without inference nothing is written to them.
        _, report, _ = validate(
            triples_to_rdflib(judged),
            shacl_graph=triples_to_rdflib(shapes.quads),
            inference="none",
            inplace=True,
        )
        if isinstance(report, ReportableRuntimeError):
            raise report
    except ReportableRuntimeError as problem:
        raise OntologyError(
            f"a shape cannot be used: {problem.message}", path=shapes.path
        ) from problem
    yield from sorted(_findings(report, shapes, material), key=lambda finding: finding.place)


def _comparable(quad: px.Quad) -> px.Quad:
    """Return a quad, with a text for what rdflib takes for a decimal and cannot compare: "NaN"."""
    term = quad.object
    if not isinstance(term, px.Literal) or term.datatype.value != _DECIMAL:
        return quad
    if not any(map(str.isalpha, term.value)):
        return quad
    return px.Quad(quad.subject, quad.predicate, px.Literal(term.value), quad.graph_name)


def _findings(report: rdflib.Graph, shapes: Shapes, material: Material) -> Iterator[Finding]:
    import rdflib

    # What is only the detail of a result has no `sh:result` that leads to it.
    for result in report.objects(None, rdflib.URIRef(_SH + "result")):
        told = {
            str(predicate).removeprefix(_SH): term
            for predicate, term in report.predicate_objects(result)
        }
        shape, path, value = str(told["sourceShape"]), told.get("resultPath"), told.get("value")
        kind = shapes.kinds.get(shape)
        if kind is None:
            raise OntologyError("a shape has no name, or no type", path=shapes.path)
        ours = _term(value)
        said = "" if ours is None else f" ({shown(ours)})"
        yield material.finding(
            kind.code,
            str(told["focusNode"]),
            en=kind.en + said,
            fr=kind.fr + said,
            prop=str(path) if isinstance(path, rdflib.URIRef) else None,
            value=ours,
            severity=_SEVERITIES[str(told["resultSeverity"])],
            shape=shape,
            component=str(told["sourceConstraintComponent"]),
        )


def _term(node: rdflib.term.Node | None) -> Term | None:
    import rdflib

    if not isinstance(node, rdflib.Literal):
        return None if node is None else px.NamedNode(str(node))
    if node.language:
        return px.Literal(str(node), language=node.language)
    return px.Literal(str(node), datatype=px.NamedNode(str(node.datatype or rdflib.XSD.string)))
