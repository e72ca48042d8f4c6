"""The header of the ontology and the life of its terms, for test_ontology_checklist.py; no tests.

In: the graph of twingraph.ttl, or of a damaged copy. Out: faults in words, as in ontology_checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, VANN

from ontology_checks import BOTH, ONTOLOGY, STATUS, TG, is_deprecated, languages, terms
from owl_profile import say

FIRST = "0.1.0"


def _metadata() -> Iterator[tuple[URIRef, str]]:
    """Yield what the header must hold, each with the form of its value."""
    for name in ("title", "description", "abstract", "bibliographicCitation"):
        yield DCTERMS[name], ""
    for name in ("created", "issued", "modified"):
        yield DCTERMS[name], r"\d{4}-\d\d-\d\d"
    yield DCTERMS.license, r"https://creativecommons\.org/licenses/by/4\.0/"
    for name in ("creator", "publisher"):
        yield DCTERMS[name], r"https://w3id\.org/twingraph/id/org/\S+"
    yield DCTERMS.identifier, re.escape(str(ONTOLOGY))
    yield VANN.preferredNamespacePrefix, "tg"
    yield VANN.preferredNamespaceUri, re.escape(TG)
    yield OWL.versionInfo, r"\d+\.\d+\.\d+"
    yield (
        URIRef("http://purl.org/ontology/bibo/status"),
        r"http://purl\.org/ontology/bibo/status/\w+",
    )


def metadata(graph: Graph) -> list[str]:
    """Say what the header lacks that makes an ontology FAIR (P38, P39, P41, FP1, FOOPS!)."""
    if list(graph.subjects(RDF.type, OWL.Ontology)) != [ONTOLOGY]:
        return ["the file declares no ontology, or another"]
    found = []
    for predicate, form in _metadata():
        values = list(graph.objects(ONTOLOGY, predicate))
        if form and (len(values) != 1 or not re.fullmatch(form, str(values[0]))):
            found.append(f"{say(predicate)} is missing or ill-formed")
        elif not form and languages(graph, ONTOLOGY, predicate) != BOTH:
            found.append(f"{say(predicate)} does not stand once in each language")
    if {str(o) for o in graph.objects(ONTOLOGY, DCTERMS.language)} != set(BOTH):
        found.append("dcterms:language does not name both languages")
    agent = graph.value(ONTOLOGY, DCTERMS.creator)
    if (agent, RDF.type, URIRef("https://schema.org/Organization")) not in graph:
        found.append("dcterms:creator is not said to be an organisation")
    return found


def versioned(graph: Graph) -> list[str]:
    """Say where version, citation and days contradict each other, or imports bind (FP4)."""
    found = []
    version = graph.value(ONTOLOGY, OWL.versionInfo)
    if graph.value(ONTOLOGY, OWL.versionIRI) != URIRef(f"{ONTOLOGY}/{version}"):
        found.append("owl:versionIRI is not the ontology's IRI and its version")
    prior = [str(value) for value in graph.objects(ONTOLOGY, OWL.priorVersion)]
    if len(prior) != (str(version) != FIRST) or f"{ONTOLOGY}/{version}" in prior:
        found.append("owl:priorVersion is missing, or goes before the first")
    found += [
        "dcterms:bibliographicCitation names another version"
        for citation in graph.objects(ONTOLOGY, DCTERMS.bibliographicCitation)
        if f"version {version}. {ONTOLOGY}/{version}" not in str(citation)
    ]
    days = [
        day
        for name in ("created", "issued", "modified")
        for day in sorted(map(str, graph.objects(ONTOLOGY, DCTERMS[name])))
    ]
    if days != sorted(days):
        found.append("dcterms:created, issued and modified are out of order")
    return found + [f"{say(value)} is imported" for value in graph.objects(None, OWL.imports)]


def given_up_rightly(graph: Graph) -> list[str]:
    """Say which deprecated term names no successor, or still stands in an axiom (FP19)."""
    live = {term for term in terms(graph) if not is_deprecated(graph, term)}
    found = []
    for term in terms(graph):
        if term in live:
            if list(graph.objects(term, DCTERMS.isReplacedBy)):
                found.append(f"{say(term)} is replaced and not deprecated")
            continue
        successors = set(graph.objects(term, DCTERMS.isReplacedBy))
        if not successors or successors - live:
            found.append(f"{say(term)} is deprecated and names no living successor")
        users = {
            subject
            for subject, predicate in graph.subject_predicates(term)
            if predicate != DCTERMS.isReplacedBy and subject in live
        }
        found += [f"{say(user)} still uses {say(term)}" for user in sorted(users, key=str)]
    return found


def statuses(graph: Graph) -> list[str]:
    """Say which term has a status other than those that this ontology knows."""
    return [
        f"{say(term)} has the status '{value}'"
        for term, value in graph.subject_objects(STATUS)
        if str(value) not in ("imported", "reserved")
    ]


CHECKS: dict[str, Callable[[Graph], list[str]]] = {
    check.__name__: check for check in (metadata, versioned, given_up_rightly, statuses)
}
