"""What of a graph a reasoner can take, statement by statement: axioms and object assertions.

In: quads. Out: `Knowledge`: the declarations, the axioms on our own terms, and the assertions with
the named graphs in which they stand; each statement with its N-Triples, so that any choice of them
is a reasoner's input. Alignments, annotations and values stay out, and what stops a reasoner is
retyped; that a thing has some value can stay in. It draws no conclusion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as px

from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.prefixes import expand
from twingraph.store import value

ONTOLOGY_IRI: Final = expand("tg:")
TYPE: Final = expand("rdf:type")
CLASS: Final = expand("owl:Class")
OBJECT_PROPERTY: Final = expand("owl:ObjectProperty")
DATA_PROPERTY: Final = expand("owl:DatatypeProperty")
READABLE: Final = {
    expand(f"xsd:{name}")
    for name in ("string", "boolean", "integer", "decimal", "double", "float", "date", "dateTime")
}
"""The datatypes whose values owlready2 reads; all others are read as text."""

_CONCEPT: Final = expand("skos:Concept")
_STRING: Final = expand("xsd:string")
# Every datatype that a reasoner must know: xsd:date stops HermiT.
_REASONED: Final = READABLE - {expand("xsd:date")}
# A value of each: HermiT minds the datatype.
_SAMPLES: Final = {
    expand(f"xsd:{name}"): px.Literal(text, datatype=px.NamedNode(expand(f"xsd:{name}")))
    for name, text in (
        *(("boolean", "true"), ("integer", "0"), ("decimal", "0"), ("double", "0")),
        *(("float", "0"), ("dateTime", "2000-01-01T00:00:00")),
    )
}
_BUILT_IN: Final = tuple(expand(f"{prefix}:") for prefix in ("owl", "rdf", "rdfs", "xsd"))
# What our axioms may speak of: our terms and things, and the class of all concepts.
_OURS: Final = ONTOLOGY_IRI.rpartition("ontology")[0]
_DECLARING: Final = {
    CLASS,
    OBJECT_PROPERTY,
    DATA_PROPERTY,
    *(expand(f"owl:{name}") for name in ("AnnotationProperty", "NamedIndividual")),
    expand("rdfs:Datatype"),
}
_AXIOM_PREDICATES: Final = {
    TYPE,
    *(expand(f"rdfs:{name}") for name in ("subClassOf", "subPropertyOf", "domain", "range")),
}
_BETWEEN_THINGS: Final = {expand("owl:sameAs"), expand("owl:differentFrom")}
_OF_CLASSES: Final = {
    expand("rdfs:subClassOf"),
    expand("owl:equivalentClass"),
    expand("owl:disjointWith"),
}
# Axioms that are nodes of their own, with a list of members.
_AMONG: Final = {
    expand(f"owl:{name}")
    for name in ("AllDisjointClasses", "AllDisjointProperties", "AllDifferent")
}
_EXPRESSIONS: Final = {
    expand("owl:unionOf"): "union",
    expand("owl:intersectionOf"): "intersection",
    expand("owl:complementOf"): "not",
    expand("owl:hasValue"): "value",
    expand("owl:someValuesFrom"): "some",
    expand("owl:allValuesFrom"): "all",
    expand("owl:oneOf"): "one of",
    expand("owl:inverseOf"): "inverse",
    expand("owl:members"): "list",
    expand("owl:distinctMembers"): "list",
}


@dataclass(frozen=True)
class Expression:
    """What a blank node stands for: ``union`` of parts, ``value`` of a property, a ``list`` ...

    A restriction (``value``, ``some``, ``all``) has its property first. ``other`` is all else.
    """

    kind: str
    parts: tuple[Part, ...] = ()


Part = str | Expression
"""An IRI, or what a blank node stands for."""


@dataclass(frozen=True)
class Statement:
    """An axiom or an assertion. ``graphs`` is where an assertion stands, empty for an axiom."""

    subject: Part
    predicate: str
    object: Part
    triples: tuple[str, ...] = field(repr=False)
    graphs: tuple[str, ...] = ()
    is_axiom: bool = False

    @property
    def terms(self) -> frozenset[str]:
        """Return the classes and properties that it mentions."""
        named = {iri for iri in self._iris() if iri == _CONCEPT or iri.startswith(ONTOLOGY_IRI)}
        return frozenset(named - self.things)

    @property
    def things(self) -> frozenset[str]:
        """Return the individuals that it mentions."""
        if not self.is_axiom:
            of_type = self.predicate == TYPE
            ends = (self.subject,) if of_type else (self.subject, self.object)
            return frozenset(end for end in ends if isinstance(end, str))
        return frozenset(
            iri
            for iri in self._iris()
            if iri.startswith(_OURS) and not iri.startswith(ONTOLOGY_IRI)
        )

    def _iris(self) -> Iterator[str]:
        for part in (self.subject, self.predicate, self.object):
            yield from iris(part)


@dataclass(frozen=True)
class Knowledge:
    """What a reasoner is given. ``declarations`` are N-Triples by the term that they declare."""

    declarations: dict[str, tuple[str, ...]]
    axioms: tuple[Statement, ...]
    assertions: tuple[Statement, ...]

    def text(self, chosen: Iterable[Statement]) -> str:
        """Return the N-Triples of some statements, with the declarations that these need."""
        held = list(chosen)
        needed = {term for statement in held for term in statement.terms}
        lines = {line for term in needed for line in self.declarations.get(term, ())}
        lines.update(line for statement in held for line in statement.triples)
        return "".join(sorted(lines))


def iris(part: Part) -> Iterator[str]:
    """Yield the IRIs in a part of a statement."""
    if isinstance(part, str):
        yield part
    else:
        for inner in part.parts:
            yield from iris(inner)


def knowledge(quads: Iterable[px.Quad], *, valued: bool = False) -> Knowledge:
    """Sort quads into declarations, axioms and assertions; what is none of these is left out.

    The axioms are those of `graph:ontology` on terms of ``tg:``; the assertions, in whatever graph,
    are the types of things in declared classes, the declared object properties between named
    things, and which things are one or two. With ``valued`` it is an assertion, too, that a thing
    has some value of a data property: a sample stands for it, and what it is does not matter.
    """
    held = list(quads)
    ontology = [quad for quad in held if quad.graph_name == ONTOLOGY_GRAPH]
    declared: dict[str, set[str]] = {}
    for quad in ontology:
        if quad.predicate.value == TYPE and _declares(quad):
            declared.setdefault(value(quad.subject), set()).add(value(quad.object))
    return Knowledge(
        {
            term: tuple(_line(px.NamedNode(term), TYPE, px.NamedNode(kind)) for kind in sorted(of))
            for term, of in sorted(declared.items())
        },
        tuple(_axioms(ontology, declared)),
        (*_assertions(held, declared), *(_valued(held, ontology, declared) if valued else ())),
    )


def _declares(quad: px.Quad) -> bool:
    subject = quad.subject
    return (
        isinstance(subject, px.NamedNode)
        and (subject.value == _CONCEPT or subject.value.startswith(ONTOLOGY_IRI))
        and isinstance(quad.object, px.NamedNode)
        and quad.object.value in _DECLARING
    )


def _assertions(quads: Iterable[px.Quad], declared: dict[str, set[str]]) -> Iterator[Statement]:
    classes = {term for term, kinds in declared.items() if CLASS in kinds}
    relating = {term for term, kinds in declared.items() if OBJECT_PROPERTY in kinds}
    relating |= _BETWEEN_THINGS
    graphs: dict[tuple[str, str, str], set[str]] = {}
    for quad in quads:
        subject, prop, term = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, px.NamedNode) or not isinstance(term, px.NamedNode):
            continue
        if subject.value.startswith(ONTOLOGY_IRI) or subject.value == _CONCEPT:
            continue
        if prop in relating or (prop == TYPE and term.value in classes):
            where = graphs.setdefault((subject.value, prop, term.value), set())
            where.add(value(quad.graph_name))
    for (thing, prop, other), where in sorted(graphs.items()):
        line = _line(px.NamedNode(thing), prop, px.NamedNode(other))
        yield Statement(thing, prop, other, (line,), tuple(sorted(where)))


def _valued(
    quads: list[px.Quad], ontology: list[px.Quad], declared: dict[str, set[str]]
) -> Iterator[Statement]:
    """Yield that things have some value, of properties that have a domain.

    A property of which a restriction speaks is left out: there the value would matter.
    """
    said: dict[str, dict[str, set[str]]] = {}
    for quad in ontology:
        of = said.setdefault(quad.predicate.value, {})
        of.setdefault(value(quad.subject), set()).add(value(quad.object))
    restricted = set().union(*said.get(expand("owl:onProperty"), {}).values())
    data = {term for term, kinds in declared.items() if DATA_PROPERTY in kinds}
    chosen = data & said.get(expand("rdfs:domain"), {}).keys() - restricted
    graphs: dict[tuple[str, str], set[str]] = {}
    for quad in quads:
        prop, subject = quad.predicate.value, quad.subject
        if prop in chosen and isinstance(subject, px.NamedNode):
            graphs.setdefault((subject.value, prop), set()).add(value(quad.graph_name))
    for (thing, prop), where in sorted(graphs.items()):
        of_type = min(said.get(expand("rdfs:range"), {}).get(prop, ()), default="")
        sample = _SAMPLES.get(of_type, px.Literal(""))
        line = f"{px.NamedNode(thing)} <{prop}> {sample} .\n"
        yield Statement(thing, prop, Expression("value"), (line,), tuple(sorted(where)))


def _axioms(ontology: list[px.Quad], declared: dict[str, set[str]]) -> Iterator[Statement]:
    about: dict[str, list[px.Quad]] = {}
    for quad in ontology:
        if isinstance(quad.subject, px.BlankNode):
            about.setdefault(quad.subject.value, []).append(quad)
    pointed = {quad.object.value for quad in ontology if isinstance(quad.object, px.BlankNode)}
    found = []
    for quad in ontology:
        if isinstance(quad.subject, px.NamedNode) and quad.subject.value.startswith(ONTOLOGY_IRI):
            made = _of_term(quad, about, declared)
            if made is not None:
                found.append(made)
    for node in sorted(about.keys() - pointed):
        quads = _closure(px.BlankNode(node), about)
        if all(map(_speakable, quads)):
            lines = tuple(map(_written, quads))
            found += [Statement(*of, lines, is_axiom=True) for of in _of_root(node, about)]
    yield from sorted(found, key=lambda s: (str(s.subject), s.predicate, str(s.object)))


def _of_term(
    quad: px.Quad, about: dict[str, list[px.Quad]], declared: dict[str, set[str]]
) -> Statement | None:
    prop, term = quad.predicate.value, quad.object
    owl = expand("owl:")
    if not (prop in _AXIOM_PREDICATES or prop.startswith(owl)) or isinstance(term, px.Literal):
        return None
    subject = value(quad.subject)
    if prop == TYPE and (_declares(quad) or not value(term).startswith(owl)):
        return None
    quads = [quad, *_closure(term, about)]
    # A datatype that no reasoner knows would stop it: text is what the bridge makes of it.
    is_data = DATA_PROPERTY in declared.get(subject, ())
    if prop == expand("rdfs:range") and is_data and isinstance(term, px.NamedNode):
        known = px.NamedNode(term.value if term.value in _REASONED else _STRING)
        return Statement(
            subject, prop, known.value, (_line(quad.subject, prop, known),), is_axiom=True
        )
    if not all(_speakable(q) for q in quads):
        return None
    lines = tuple(map(_written, quads))
    return Statement(subject, prop, _part(term, about), lines, is_axiom=True)


def _closure(node: object, about: dict[str, list[px.Quad]]) -> list[px.Quad]:
    """Return the triples that make up a blank node, and those of the blank nodes within."""
    found: list[px.Quad] = []
    waiting, seen = [node], set()
    while waiting:
        at = waiting.pop()
        if isinstance(at, px.BlankNode) and at.value not in seen:
            seen.add(at.value)
            found += about.get(at.value, [])
            waiting += [quad.object for quad in about.get(at.value, [])]
    return found


def _speakable(quad: px.Quad) -> bool:
    return all(
        not isinstance(term, px.NamedNode)
        or term.value == _CONCEPT
        or term.value.startswith((_OURS, *_BUILT_IN))
        for term in (quad.subject, quad.predicate, quad.object)
    )


def _part(term: object, about: dict[str, list[px.Quad]], depth: int = 0) -> Part:
    """Return what a term stands for; a blank node that leads to itself stands for nothing."""
    if isinstance(term, px.NamedNode):
        return term.value
    if not isinstance(term, px.BlankNode) or depth > len(about):
        return Expression("other")
    quads = {quad.predicate.value: quad.object for quad in about.get(term.value, [])}
    if expand("rdf:first") in quads:
        return Expression("list", _list(term, about, depth))
    for prop, kind in _EXPRESSIONS.items():
        if prop in quads:
            inner = _part(quads[prop], about, depth + 1)
            if isinstance(inner, Expression) and inner.kind == "list":
                return Expression(kind, inner.parts)
            on = quads.get(expand("owl:onProperty"))
            if kind in ("value", "some", "all"):
                return Expression(kind, (_part(on, about, depth + 1), inner))
            return Expression(kind, (inner,))
    return Expression("other")


def _list(node: object, about: dict[str, list[px.Quad]], depth: int) -> tuple[Part, ...]:
    parts: list[Part] = []
    while isinstance(node, px.BlankNode) and len(parts) <= len(about):
        quads = {quad.predicate.value: quad.object for quad in about.get(node.value, [])}
        parts.append(_part(quads.get(expand("rdf:first")), about, depth + 1))
        node = quads.get(expand("rdf:rest"))
    return tuple(parts)


def _of_root(node: str, about: dict[str, list[px.Quad]]) -> Iterator[tuple[Part, str, Part]]:
    """Yield what an axiom says that is a node of its own, or whose subject has no name."""
    values = {quad.predicate.value: _part(quad.object, about) for quad in about[node]}
    kind = values.get(TYPE)
    if kind == expand("owl:NegativePropertyAssertion"):
        named = ("sourceIndividual", "assertionProperty", "targetIndividual")
        denied = [values.get(expand(f"owl:{name}"), Expression("other")) for name in named]
        yield "", kind, Expression("list", tuple(denied))
    elif isinstance(kind, str) and kind in _AMONG:
        members = [part for prop, part in values.items() if _EXPRESSIONS.get(prop) == "list"]
        yield "", kind, members[0] if members else Expression("other")
    else:
        for prop in sorted(_OF_CLASSES & values.keys()):
            yield _part(px.BlankNode(node), about), prop, values[prop]


def _written(quad: px.Quad) -> str:
    return f"{quad.triple} .\n"


def _line(subject: px.NamedNode | px.BlankNode | px.Triple, prop: str, term: px.NamedNode) -> str:
    return f"{subject} <{prop}> {term} .\n"
