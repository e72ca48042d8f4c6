"""OWL 2 DL on the triples of a file, for test_ontology_profile.py; no tests in here.

In: a graph. Out: faults in words, empty where the graph keeps the rule. Section numbers are those
of the W3C recommendation "OWL 2 Web Ontology Language: Structural Specification". A reasoner is
not asked here; it takes some broken files without complaint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from twingraph.prefixes import shorten

# The datatype map of OWL 2 (section 4) as far as it is used: no xsd:date, no xsd:gYear.
DATATYPES = {
    *(XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.dateTime, XSD.anyURI),
    *(RDF.langString, RDF.PlainLiteral, RDFS.Literal),
}
VOCABULARY: set[Node] = {URIRef(term) for space in (OWL, RDF, RDFS, XSD) for term in dir(space)}
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# What only an object property can be, and of these what needs a simple one (section 11.2).
SIMPLE_ONLY = (
    *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty),
    *(OWL.IrreflexiveProperty, OWL.AsymmetricProperty),
)
OBJECT_ONLY = (
    *(OWL.InverseFunctionalProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty),
    *(OWL.TransitiveProperty, OWL.ReflexiveProperty, OWL.IrreflexiveProperty),
)
COUNTING = (
    *(OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality),
    *(OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality),
)
# The predicates of a blank node: one of these sets, each a form that the mapping to RDF knows.
CLASS_FORMS = [
    *({RDF.type, p} for p in (OWL.unionOf, OWL.intersectionOf, OWL.complementOf, OWL.oneOf)),
    *(
        {RDF.type, OWL.onProperty, p}
        for p in (OWL.hasValue, OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasSelf, *COUNTING[:3])
    ),
    *({RDF.type, OWL.onProperty, OWL.onClass, p} for p in COUNTING[3:]),
]
OTHER_FORMS = [{RDF.first, RDF.rest}, {OWL.inverseOf}, {RDF.type, OWL.members}]
CLASS_AXIOMS = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith)
PROPERTY_AXIOMS = (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.propertyDisjointWith)

Role = tuple[Node, bool]  # a property, and whether its inverse is meant


def say(term: Node) -> str:
    """Return a term's prefixed name."""
    return shorten(str(term)) if isinstance(term, URIRef) else "an expression"


def kinds(graph: Graph, term: Node) -> set[Node]:
    """Return what a term is declared to be."""
    return set(graph.objects(term, RDF.type))


def is_built_in(term: Node) -> bool:
    """Say whether a term is of OWL, RDF, RDFS or XML Schema."""
    return isinstance(term, URIRef) and str(term).startswith(BUILT_IN)


def one_sort(graph: Graph) -> list[str]:
    """Section 5.8.1: no name is two sorts of property, nor a class and a datatype."""
    found = []
    for term in sorted(set(graph.subjects(RDF.type)), key=str):
        sorts = kinds(graph, term)
        if len(sorts & set(PROPERTIES)) > 1:
            found.append(f"{say(term)} is of two sorts of property")
        if {OWL.Class, RDFS.Datatype} <= sorts:
            found.append(f"{say(term)} is a class and a datatype")
        if OWL.Class in sorts and sorts & set(PROPERTIES):
            found.append(f"{say(term)} is a class and a property")  # OWL allows it, we do not
        if sorts & set(OBJECT_ONLY) and OWL.ObjectProperty not in sorts:
            found.append(f"{say(term)} has what only an object property can have")
    return found


def known_vocabulary(graph: Graph) -> list[str]:
    """Section 2.4: the reserved vocabulary holds no other names, such as misspelt ones."""
    return [
        f"{say(term)} is no name of that vocabulary"
        for term in sorted({t for triple in graph for t in triple if is_built_in(t)}, key=str)
        if term not in VOCABULARY
    ]


def predicates_declared(graph: Graph) -> list[str]:
    """Section 5.8.2: every predicate and every type is built in or declared in the file."""
    found = [
        f"the predicate {say(term)} is not declared"
        for term in sorted(set(graph.predicates()), key=str)
        if not is_built_in(term) and not kinds(graph, term) & set(PROPERTIES)
    ]
    return found + [
        f"the type {say(term)} is no declared class"
        for term in sorted(set(graph.objects(None, RDF.type)), key=str)
        if not is_built_in(term) and OWL.Class not in kinds(graph, term)
    ]


def _class_places(graph: Graph) -> Iterator[tuple[Node, Node]]:
    for predicate in CLASS_AXIOMS:
        for subject, value in graph.subject_objects(predicate):
            yield subject, subject
            yield subject, value
    for predicate in (RDFS.domain, OWL.someValuesFrom, OWL.allValuesFrom, OWL.onClass):
        yield from graph.subject_objects(predicate)
    for predicate in (OWL.unionOf, OWL.intersectionOf):
        for node, head in graph.subject_objects(predicate):
            yield from ((node, member) for member in Collection(graph, head))
    for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for head in graph.objects(node, OWL.members):
            yield from ((node, member) for member in Collection(graph, head))


def classes_declared(graph: Graph) -> list[str]:
    """Section 5.8.2: what stands where a class must is a declared class or an expression."""
    known = {RDFS.Datatype, OWL.Class, OWL.Restriction}
    return sorted(
        {
            f"{say(value)} stands for a class and is none"
            for _, value in _class_places(graph)
            if value != OWL.Thing and not kinds(graph, value) & known
        }
    )


def properties_declared(graph: Graph) -> list[str]:
    """Section 5.8.2: what stands where a property must is declared, and of the sort needed."""
    needed: list[tuple[Node, Node]] = []
    for predicate in PROPERTY_AXIOMS:
        for subject, value in graph.subject_objects(predicate):
            sorts = kinds(graph, subject) & set(PROPERTIES) or {OWL.ObjectProperty}
            needed += [(value, sort) for sort in sorts]
    for subject, value in graph.subject_objects(OWL.inverseOf):
        needed += [(value, OWL.ObjectProperty)]
        needed += [(subject, OWL.ObjectProperty)] if isinstance(subject, URIRef) else []
    for subject, head in graph.subject_objects(OWL.propertyChainAxiom):
        links = [_role(graph, link)[0] for link in Collection(graph, head)]
        needed += [(term, OWL.ObjectProperty) for term in (subject, *links)]
    for node, value in graph.subject_objects(OWL.onProperty):
        data = any(isinstance(v, Literal) for v in graph.objects(node, OWL.hasValue))
        sort = OWL.DatatypeProperty if data else OWL.ObjectProperty
        needed.append((_role(graph, value)[0], sort))
    return sorted(
        {
            f"{say(term)} stands where an {say(sort)} must"
            for term, sort in needed
            if sort not in kinds(graph, term)
        }
    )


def ranges_fit(graph: Graph) -> list[str]:
    """Section 9.2.6, 9.3.5: an object property ranges over classes, the other over datatypes."""
    found = []
    for term, value in graph.subject_objects(RDFS.range):
        if OWL.ObjectProperty in kinds(graph, term):
            if value != OWL.Thing and OWL.Class not in kinds(graph, value):
                found.append(f"{say(term)} ranges over {say(value)}, which is no class")
        elif value not in DATATYPES and RDFS.Datatype not in kinds(graph, value):
            found.append(f"{say(term)} ranges over {say(value)}, outside the datatypes of OWL 2")
    return sorted(found)


def literals_fit(graph: Graph) -> list[str]:
    """Section 4: literals are of datatypes that OWL knows, and valid ones."""
    found = []
    for subject, predicate, value in graph:
        if not isinstance(value, Literal):
            continue
        if not value.language and (value.datatype or XSD.string) not in DATATYPES:
            found.append(f"{say(subject)} has a literal of {say(value.datatype or XSD.string)}")
        if value.ill_typed:
            found.append(f"{say(subject)} has an ill-typed literal")
        if OWL.ObjectProperty in kinds(graph, predicate):
            found.append(f"the object property {say(predicate)} has a literal")
    return sorted(found)


def expressions_well_formed(graph: Graph) -> list[str]:
    """See the mapping to RDF, section 3: a blank node is one known form, and used once."""
    found = []
    for node in sorted({t for triple in graph for t in triple if isinstance(t, BNode)}, key=str):
        predicates = set(graph.predicates(node))
        about = sorted({say(s) for s in graph.subjects(None, node)}) or ["nothing"]
        if predicates not in CLASS_FORMS + OTHER_FORMS:
            found.append(f"a blank node at {', '.join(about)} has no known form")
        uses = len(list(graph.triples((None, None, node))))
        if uses != (0 if OWL.members in predicates else 1):
            found.append(f"a blank node at {', '.join(about)} is used {uses} times")
    for predicate in (OWL.unionOf, OWL.intersectionOf, OWL.propertyChainAxiom, OWL.members):
        for subject, head in graph.subject_objects(predicate):
            members = list(Collection(graph, head))
            if len(members) < 2:
                found.append(f"a list at {say(subject)} has fewer than two members")
            if predicate != OWL.propertyChainAxiom and len(set(members)) < len(members):
                found.append(f"a list at {say(subject)} names a member twice")
    return found


def _role(graph: Graph, node: Node) -> Role:
    """Return a property expression; the inverse of an inverse is the property itself."""
    inside = graph.value(node, OWL.inverseOf) if isinstance(node, BNode) else None
    if inside is None:
        return node, False
    term, inverse = _role(graph, inside)
    return term, not inverse


def _inverse(role: Role) -> Role:
    return role[0], not role[1]


def _chains(graph: Graph) -> list[tuple[list[Role], Role]]:
    return [
        ([_role(graph, link) for link in Collection(graph, head)], _role(graph, subject))
        for subject, head in graph.subject_objects(OWL.propertyChainAxiom)
    ]


def _above(graph: Graph) -> dict[Role, set[Role]]:
    """Return the property hierarchy (section 11.1): what stands directly above each expression."""
    above: dict[Role, set[Role]] = defaultdict(set)

    def place(lower: Role, upper: Role) -> None:
        above[lower].add(upper)
        above[_inverse(lower)].add(_inverse(upper))

    for lower, upper in graph.subject_objects(RDFS.subPropertyOf):
        place(_role(graph, lower), _role(graph, upper))
    for one, other in graph.subject_objects(OWL.equivalentProperty):
        place(_role(graph, one), _role(graph, other))
        place(_role(graph, other), _role(graph, one))
    for one, other in graph.subject_objects(OWL.inverseOf):
        if isinstance(one, URIRef):
            place((one, False), _inverse(_role(graph, other)))
            place(_inverse(_role(graph, other)), (one, False))
    for term in graph.subjects(RDF.type, OWL.SymmetricProperty):
        place((term, True), (term, False))
    return above


def _reached(above: dict[Role, set[Role]], start: Role) -> set[Role]:
    reached, waiting = {start}, [start]
    while waiting:
        for upper in above.get(waiting.pop(), set()) - reached:
            reached.add(upper)
            waiting.append(upper)
    return reached


def composite(graph: Graph) -> set[Node]:
    """Return the properties that are not simple (section 11.1): transitive, a chain's, or above."""
    above = _above(graph)
    seeds = {(term, False) for term in graph.subjects(RDF.type, OWL.TransitiveProperty)}
    seeds |= {role for _, role in _chains(graph)}
    seeds |= {_inverse(role) for role in seeds}
    return {role[0] for seed in seeds for role in _reached(above, seed)}


def simple_where_needed(graph: Graph) -> list[str]:
    """Section 11.2: functional, irreflexive, asymmetric, counted ... properties are simple."""
    complex_ = composite(graph)
    found = [
        f"{say(term)} is {say(sort)} and not simple"
        for sort in SIMPLE_ONLY
        for term in graph.subjects(RDF.type, sort)
        if term in complex_
    ]
    for node, value in graph.subject_objects(OWL.onProperty):
        counted = set(graph.predicates(node)) & {*COUNTING, OWL.hasSelf}
        if counted and _role(graph, value)[0] in complex_:
            found.append(f"{say(value)} is counted and not simple")
    for pair in graph.subject_objects(OWL.propertyDisjointWith):
        found += [f"{say(term)} is disjoint and not simple" for term in pair if term in complex_]
    return sorted(found)


def chains_regular(graph: Graph) -> list[str]:
    """Section 11.2: a strict partial order of the properties fits all chains."""
    below: dict[Role, set[Role]] = defaultdict(set)  # smaller -> greater, for both directions
    for links, whole in _chains(graph):
        if whole[0] == OWL.topObjectProperty or links == [whole, whole]:
            continue
        rest = links[1:] if links[0] == whole else links
        rest = rest[:-1] if rest == links and links[-1] == whole else rest
        for link in rest:
            below[link].add(whole)
            below[_inverse(link)].add(_inverse(whole))
            # The order does not tell a property from its inverse.
            below[_inverse(link)].add(whole)
            below[link].add(_inverse(whole))
    above = _above(graph)
    found = set()
    for smaller in list(below):
        for greater in set().union(*(_reached(below, first) for first in below[smaller])):
            if smaller in _reached(above, greater) or smaller == greater:
                found.add(f"{say(smaller[0])} must come before and after {say(greater[0])}")
    return sorted(found)


def light(graph: Graph) -> list[str]:
    """Keep to the design: no keys and no cardinalities, which reasoners pay for with time."""
    return [
        f"{say(subject)} has {say(predicate)}"
        for predicate in (OWL.hasKey, *COUNTING)
        for subject in graph.subjects(predicate)
    ]


CHECKS: dict[str, Callable[[Graph], list[str]]] = {
    check.__name__: check
    for check in (
        *(one_sort, known_vocabulary, predicates_declared, classes_declared, properties_declared),
        *(ranges_fit, literals_fit, expressions_well_formed, simple_where_needed, chains_regular),
        light,
    )
}
