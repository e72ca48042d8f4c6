"""What good ontologies are held to, for test_ontology_checklist.py; no tests in here.

In: the graph of twingraph.ttl, or of a damaged copy. Out: faults in words, empty where there is
none. The list follows the pitfalls of OOPS! (P..), the principles of the OBO Foundry (FP..) and the
FAIR tests of FOOPS!. Not held, on purpose: P11 (a domain and range for every property; here they
stand only where they hold for every use) and P13 in its wider sense (an inverse for every
property; names from the other end are tg:inverseLabel). OWL 2 DL is checked by owl_profile, the
header and the life of terms by ontology_upkeep.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from owl_profile import say

TG = "https://w3id.org/twingraph/ontology#"
ONTOLOGY = URIRef("https://w3id.org/twingraph/ontology")
INVERSE_LABEL = URIRef(TG + "inverseLabel")
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
BOTH = {"en": 1, "fr": 1}
# Pairs of classes without a superclass that may share a member, each for a reason.
OVERLAPPING = {
    ("Agent", "Place"): "a city",
    ("EvidenceGraph", "Passage"): "a passage names the graph of what it states",
    ("Event", "ProjectStage"): "building told as an event and planned as a stage",
    ("Event", "Gift"): "the giving may be an event",
    ("Source", "Work"): "a report",
    ("Item", "Work"): "a stele",
    ("Place", "Work"): "a monument",
    ("Approach", "Work"): "a method set down in a book",
    ("Agreement", "Work"): "a joint declaration",
    ("Bid", "Project"): "a bid run as a project",
    ("EventSeries", "Project"): "a scheme whose events come back each year",
    ("Honour", "Office"): "an honorary consul",
}
FOREIGN = {"schema:Organization", "skos:Concept", "edtf:EDTF"}
OURS = "https://w3id.org/twingraph/"


def own(graph: Graph, kind: URIRef) -> list[URIRef]:
    """Return twingraph's own terms of a kind, sorted."""
    found = {s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(term for term in found if term.startswith(TG))


def properties(graph: Graph) -> list[URIRef]:
    """Return the object and datatype properties."""
    return own(graph, OWL.ObjectProperty) + own(graph, OWL.DatatypeProperty)


def terms(graph: Graph) -> list[URIRef]:
    """Return every term of our own."""
    return own(graph, OWL.Class) + properties(graph) + own(graph, OWL.AnnotationProperty)


def languages(graph: Graph, subject: Node, predicate: URIRef) -> Counter[str]:
    """Count the values by language."""
    return Counter(str(getattr(o, "language", None)) for o in graph.objects(subject, predicate))


def text(graph: Graph, subject: Node, predicate: URIRef, language: str) -> str:
    """Return the first value in a language, or nothing."""
    found = sorted(
        str(o)
        for o in graph.objects(subject, predicate)
        if getattr(o, "language", None) == language
    )
    return found[0] if found else ""


def is_deprecated(graph: Graph, term: Node) -> bool:
    """Say whether a term is given up."""
    return any(str(o) == "true" for o in graph.objects(term, OWL.deprecated))


def members(graph: Graph, expression: Node) -> list[Node]:
    """Return the classes of a union, or the one class."""
    head = graph.value(expression, OWL.unionOf)
    return [expression] if head is None else list(Collection(graph, head))


def superclasses(graph: Graph, term: Node) -> set[Node]:
    """Return a class with those above it, named ones inside intersections included."""
    found, waiting = {term}, [term]
    while waiting:
        here = waiting.pop()
        above = [*graph.objects(here, RDFS.subClassOf), *graph.objects(here, OWL.equivalentClass)]
        for head in graph.objects(here, OWL.intersectionOf):
            above += list(Collection(graph, head))
        for upper in above:
            if upper not in found:
                found.add(upper)
                waiting.append(upper)
    return found


def labelled(graph: Graph) -> list[str]:
    """Say which term has not one label and one definition in each language (P08, FP6)."""
    found = [
        f"{say(term)} has {say(predicate)} in {dict(languages(graph, term, predicate))}"
        for term in terms(graph)
        for predicate in (RDFS.label, SKOS.definition)
        if languages(graph, term, predicate) != BOTH
    ]
    return found + [
        f"{say(term)} has {say(predicate)} in one language only or twice in one"
        for term in terms(graph)
        for predicate in (SKOS.example, INVERSE_LABEL, RDFS.comment)
        if languages(graph, term, predicate) not in ({}, BOTH)
    ]


def told_apart(graph: Graph) -> list[str]:
    """Say which two classes, or properties, have one label (P12, P30, P32)."""
    found = []
    for group in (own(graph, OWL.Class), properties(graph)):
        for language in BOTH:
            by_label = defaultdict(list)
            for term in group:
                by_label[text(graph, term, RDFS.label, language).casefold()].append(say(term))
            found += [
                f"{' and '.join(same)} have the label '{label}'"
                for label, same in by_label.items()
                if label and len(same) > 1
            ]
    return found


def explained(graph: Graph) -> list[str]:
    """Say which definition explains nothing: a copy, or silent on what is not meant (P20)."""
    found = []
    for term in terms(graph):
        english, french = (text(graph, term, SKOS.definition, tag) for tag in ("en", "fr"))
        if english == french:
            found.append(f"{say(term)} has one definition for two languages")
        if english == text(graph, term, RDFS.label, "en"):
            found.append(f"{say(term)} has its label for a definition")
        if any(definition and definition[-1] not in ".)" for definition in (english, french)):
            found.append(f"{say(term)} has a definition that does not end")
    return found + [
        f"{say(term)} does not say what is not meant"
        for term in own(graph, OWL.Class)
        for definition in graph.objects(term, SKOS.definition)
        if not re.search(r"\b(Not|not|Ni|Pas|pas|ne)\b|n[’']", str(definition))
    ]


def named(graph: Graph) -> list[str]:
    """Say which name breaks the rule: CamelCase and lowerCamelCase (P07, P21, P22, P36, FP12)."""
    found = [
        f"{say(term)} is not CamelCase"
        for term in own(graph, OWL.Class)
        if not re.fullmatch(r"([A-Z][a-z]+)+", term.removeprefix(TG))
    ]
    found += [
        f"{say(term)} is not lowerCamelCase"
        for term in properties(graph)
        if not re.fullmatch(r"[a-z]+([A-Z][a-z]+|256)*", term.removeprefix(TG))
    ]
    found += [
        f"{say(term)} holds two matters, or none"
        for term in own(graph, OWL.Class)
        if re.search(r"(?<=[a-z])(And|Or)(?=[A-Z])|Misc|Other", term.removeprefix(TG))
    ]
    if re.search(r"\.(owl|ttl|rdf|xml)\b", TG):
        found.append("the namespace ends in a file's extension")
    return found


def declared(graph: Graph) -> list[str]:
    """Say which name of our own is used and not declared (P34, P35)."""
    known = set(terms(graph))
    used = {
        node
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and node.startswith(TG) and node != URIRef(TG)
    }
    return [f"{say(term)} is not declared" for term in sorted(used - known)]


def own_namespace(graph: Graph) -> list[str]:
    """Say which term of others this file makes claims about (P40)."""
    return sorted(
        {
            f"{say(subject)} is not ours to describe"
            for subject, predicate, value in graph
            if isinstance(subject, URIRef)
            and not subject.startswith(OURS)
            and say(subject) not in FOREIGN
            and (predicate, value) != (RDF.type, OWL.AnnotationProperty)
        }
    )


def one_domain_one_range(graph: Graph) -> list[str]:
    """Say where two domains or ranges mean their intersection (P19)."""
    return [
        f"{say(term)} has {count} of {say(predicate)}"
        for term in properties(graph)
        for predicate in (RDFS.domain, RDFS.range)
        if (count := len(list(graph.objects(term, predicate)))) > 1
    ]


def _domain_fits(graph: Graph, lower: Node | None, upper: Node | None) -> bool:
    """Say whether every class of one domain or range lies within the other."""
    if upper is None:
        return True
    if lower is None:
        return False
    wide = set(members(graph, upper))
    return all(wide & superclasses(graph, part) or part == upper for part in members(graph, lower))


def inverses(graph: Graph) -> list[str]:
    """Say which inverse is told from one side only, or wrong (P05, P13, P25, P26)."""
    found = []
    for term, other in graph.subject_objects(OWL.inverseOf):
        if isinstance(term, BNode):
            continue
        if (other, OWL.inverseOf, term) not in graph:
            found.append(f"{say(other)} does not say that it is the inverse of {say(term)}")
        if term == other or (term, RDF.type, OWL.SymmetricProperty) in graph:
            found.append(f"{say(term)} is its own inverse")
        if len(list(graph.objects(term, OWL.inverseOf))) > 1:
            found.append(f"{say(term)} has two inverses")
        ends = ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain))
        for here, there in ends:
            mine = {frozenset(members(graph, e)) for e in graph.objects(term, here)}
            its = {frozenset(members(graph, e)) for e in graph.objects(other, there)}
            if mine != its:
                found.append(f"{say(term)} and {say(other)} do not join the same classes")
        pairs = [(RDFS.label, INVERSE_LABEL), (INVERSE_LABEL, RDFS.label)]
        for language, (mine_is, its_is) in itertools.product(BOTH, pairs):
            name = text(graph, term, mine_is, language)
            inverse = text(graph, other, its_is, language)
            if name and inverse and name != inverse:
                found.append(f"{say(term)} and {say(other)} name their inverse differently")
    return sorted(set(found))


def acyclic(graph: Graph) -> list[str]:
    """Say which class or property stands above itself (P06)."""
    found = []
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in sorted(set(graph.subjects(predicate)), key=str):
            above = [*graph.objects(term, predicate)]
            if any(term in set(graph.transitive_objects(upper, predicate)) for upper in above):
                found.append(f"{say(term)} stands above itself")
    return found


def hierarchy(graph: Graph) -> list[str]:
    """Say which subproperty does not narrow, or is of another sort than the one above it."""
    found = []
    for lower, upper in graph.subject_objects(RDFS.subPropertyOf):
        sorts = {OWL.ObjectProperty, OWL.DatatypeProperty}
        if sorts & set(graph.objects(lower, RDF.type)) != sorts & set(
            graph.objects(upper, RDF.type)
        ):
            found.append(f"{say(lower)} and {say(upper)} are of two sorts")
        for predicate in (RDFS.domain, RDFS.range):
            mine, its = graph.value(lower, predicate), graph.value(upper, predicate)
            if mine != its and not _domain_fits(graph, mine, its):
                found.append(f"{say(lower)} is wider than {say(upper)} in {say(predicate)}")
    return found


def same_at_both_ends(graph: Graph) -> list[str]:
    """Say which symmetric or transitive property joins two different classes (P28, P29)."""
    found = []
    for sort in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        for term in sorted(set(graph.subjects(RDF.type, sort)), key=str):
            ends = [graph.value(term, predicate) for predicate in (RDFS.domain, RDFS.range)]
            classes = [set(members(graph, end)) if end else set() for end in ends]
            if classes[0] != classes[1]:
                found.append(f"{say(term)} is {say(sort)} between different classes")
    return found


def connected(graph: Graph) -> list[str]:
    """Say which class nothing leads to: no hierarchy, no property, no expression (P04).

    A reserved one only marks what rules made.
    """
    told: set[Node] = set()
    for predicate in (RDFS.subClassOf, OWL.equivalentClass):
        for pair in graph.subject_objects(predicate):
            told.update(pair)
    for predicate in (RDFS.domain, RDFS.range, OWL.someValuesFrom, OWL.allValuesFrom):
        for value in graph.objects(None, predicate):
            told.update(members(graph, value))
    told |= set(graph.subjects(STATUS))
    return [f"{say(term)} is tied to nothing" for term in own(graph, OWL.Class) if term not in told]


def disjoint_pairs(graph: Graph) -> set[frozenset[Node]]:
    """Return the pairs that are declared disjoint."""
    found = {frozenset(pair) for pair in graph.subject_objects(OWL.disjointWith)}
    for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for head in graph.objects(node, OWL.members):
            found |= {frozenset(p) for p in itertools.combinations(Collection(graph, head), 2)}
    return found


def disjoint_siblings(graph: Graph) -> list[str]:
    """Say which two top classes are neither disjoint nor known to overlap (P10)."""
    tops = [
        term for term in own(graph, OWL.Class)
        if len(superclasses(graph, term)) == 1 and not is_deprecated(graph, term)
    ]  # fmt: skip
    known = disjoint_pairs(graph) | {
        frozenset(URIRef(TG + name) for name in pair) for pair in OVERLAPPING
    }
    return [
        f"{say(one)} and {say(other)} are not disjoint"
        for one, other in itertools.combinations(tops, 2)
        if frozenset((one, other)) not in known
    ]


def possible(graph: Graph) -> list[str]:
    """Say which class is disjoint from one above it, or lies below two disjoint ones."""
    apart = disjoint_pairs(graph)
    found = [f"{say(next(iter(pair)))} is disjoint from itself" for pair in apart if len(pair) == 1]
    for term in own(graph, OWL.Class):
        above = sorted(superclasses(graph, term), key=str)
        found += [
            f"{say(term)} lies below {say(one)} and {say(other)}, which are disjoint"
            for one, other in itertools.combinations(above, 2)
            if frozenset((one, other)) in apart
        ]
    return found


def long_chains(graph: Graph) -> list[str]:
    """Say which chain has one link, which is a subproperty (P33)."""
    return [
        f"{say(term)} has a chain of one link"
        for term, head in graph.subject_objects(OWL.propertyChainAxiom)
        if len(list(Collection(graph, head))) < 2
    ]


def no_synonyms(graph: Graph) -> list[str]:
    """Say which two own names are declared to mean the same (P02, P27, P31)."""
    found = []
    for predicate in (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs):
        for one, other in graph.subject_objects(predicate):
            if isinstance(one, URIRef) and isinstance(other, URIRef):
                found.append(f"{say(one)} and {say(other)} are two names of one thing")
    return found


CHECKS: dict[str, Callable[[Graph], list[str]]] = {
    check.__name__: check
    for check in (
        *(labelled, told_apart, explained, named, declared, own_namespace, one_domain_one_range),
        *(inverses, acyclic, hierarchy, same_at_both_ends, connected, disjoint_siblings, possible),
        *(long_chains, no_synonyms),
    )
}
