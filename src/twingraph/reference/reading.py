"""The files of the ontology to the reference: terms, schemes, rules, alignments, the register.

In: the folder ontology/. Out: `Reference`, without examples. It reads what is said and infers only
what the page turns round: subclasses, both sides of a disjointness.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.loading import read_ontology
from twingraph.prefixes import PREFIXES, expand, local_name, shorten
from twingraph.reference.concepts import matches, read_scheme
from twingraph.reference.expressions import expression
from twingraph.reference.model import (
    Expression,
    Header,
    Reference,
    RuleFile,
    Term,
    Text,
    WrittenRule,
)
from twingraph.reference.statements import Statements
from twingraph.resources import folder
from twingraph.rules.reading import read_rule_file

_TG: Final = PREFIXES["tg"]
_SORTS: Final = {
    "owl:Class": "class",
    "owl:ObjectProperty": "object",
    "owl:DatatypeProperty": "datatype",
    "owl:AnnotationProperty": "annotation",
}
_CHARACTERISTICS: Final = (
    *("Functional", "InverseFunctional", "Transitive", "Symmetric"),
    *("Asymmetric", "Reflexive", "Irreflexive"),
)
_STATUS: Final = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"


def read_reference(ontology: Path | None = None) -> Reference:
    """Return what an ontology folder (default: the bundled one) holds.

    Raises OntologyError for a file that is wrong, or a term that lacks a label or definition.
    """
    root = ontology or folder("ontology")
    said = Statements(read_ontology([root / "twingraph.ttl"]))
    aligned = Statements(read_ontology([root / "alignments.ttl"]))
    since = _register(root / "terms.tsv")
    disjoint = _disjoint(said)
    terms = [
        replace(
            _term(said, aligned, iri, sort),
            since=since.get(shorten(iri), ""),
            disjoint=tuple(sorted(disjoint[iri], key=str.casefold)),
        )
        for declared, sort in _SORTS.items()
        for iri in said.instances(declared)
        if iri.startswith(_TG)
    ]
    return Reference(
        header=_header(said),
        terms=tuple(sorted(terms, key=lambda term: (term.name.casefold(), term.name))),
        rules=tuple(_rules(path) for path in sorted(root.glob("rules/*.rls"))),
        schemes=tuple(
            sorted(
                (read_scheme(path, aligned) for path in root.glob("vocab/*.ttl")),
                key=lambda scheme: scheme.name,
            )
        ),
        prefixes=tuple(PREFIXES.items()),
    )


def _term(said: Statements, aligned: Statements, iri: str, sort: str) -> Term:
    node = px.NamedNode(iri)
    upper = "rdfs:subClassOf" if sort == "class" else "rdfs:subPropertyOf"
    same = "owl:equivalentClass" if sort == "class" else "owl:equivalentProperty"
    domain, range_ = (said.nodes(node, p) for p in ("rdfs:domain", "rdfs:range"))
    return Term(
        iri=iri,
        name=local_name(iri),
        sort=sort,
        label=_needed(said, iri, "rdfs:label"),
        definition=_needed(said, iri, "skos:definition"),
        example=said.text(iri, "skos:example"),
        comment=said.text(iri, "rdfs:comment"),
        inverse_label=said.text(iri, "tg:inverseLabel"),
        status=said.word(iri, _STATUS),
        replaced_by=said.iris(iri, "dcterms:isReplacedBy"),
        above=tuple(expression(said, value) for value in said.nodes(node, upper)),
        below=said.subjects(upper, iri),
        equivalent=tuple(expression(said, value) for value in said.nodes(node, same)),
        domain=expression(said, domain[0]) if domain else None,
        range=expression(said, range_[0]) if range_ else None,
        characteristics=tuple(
            name for name in _CHARACTERISTICS if said.is_a(iri, f"owl:{name}Property")
        ),
        inverses=said.iris(iri, "owl:inverseOf"),
        chains=tuple(
            Expression(operator="then", parts=tuple(expression(said, m) for m in said.members(c)))
            for c in said.nodes(node, "owl:propertyChainAxiom")
        ),
        matches=matches(aligned, iri),
        deprecated=said.word(iri, expand("owl:deprecated")) == "true",
    )


def _needed(said: Statements, iri: str, prop: str) -> Text:
    text = said.text(iri, prop)
    if text is None:
        raise OntologyError(f"{shorten(iri)} has no {prop} in both languages")
    return text


def _disjoint(said: Statements) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    groups = [
        [subject, other]
        for subject in said.instances("owl:Class")
        for other in said.iris(subject, "owl:disjointWith")
    ]
    for node in said.blank_instances("owl:AllDisjointClasses"):
        for head in said.nodes(node, "owl:members"):
            named = [m.value for m in said.members(head) if isinstance(m, px.NamedNode)]
            groups.append(named)
    for group in groups:
        for one in group:
            found[one] |= {other for other in group if other != one}
    return found


def _header(said: Statements) -> Header:
    iri = _TG.rstrip("#")
    creator = said.iris(iri, "dcterms:creator")
    return Header(
        iri=iri,
        version=said.word(iri, expand("owl:versionInfo")),
        version_iri=next(iter(said.iris(iri, "owl:versionIRI")), ""),
        title=_needed(said, iri, "dcterms:title"),
        description=_needed(said, iri, "dcterms:description"),
        abstract=_needed(said, iri, "dcterms:abstract"),
        citation=_needed(said, iri, "dcterms:bibliographicCitation"),
        licence=next(iter(said.iris(iri, "dcterms:license")), ""),
        creator=_needed(said, creator[0] if creator else iri, "rdfs:label"),
        created=said.word(iri, expand("dcterms:created")),
        modified=said.word(iri, expand("dcterms:modified")),
        status=local_name(next(iter(said.iris(iri, "bibo:status")), "")),
    )


def _register(path: Path) -> dict[str, str]:
    """Return the version that introduced each term."""
    if not path.is_file():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {cells[0]: cells[1] for cells in rows if len(cells) > 1}


def _rules(path: Path) -> RuleFile:
    """Return a file's rules, each with its lines up to the next header."""
    lines = path.read_text(encoding="utf-8").split("\n")
    rules = []
    for rule in read_rule_file(path):
        begin = (rule.line or 1) - 1
        end = begin
        while end < len(lines) and not lines[end].startswith("%") and lines[end].strip():
            end += 1
        head = rule.head.predicate
        rules.append(
            WrittenRule(
                name=rule.name,
                sentence=Text(rule.en, rule.fr),
                source="\n".join(lines[begin:end]),
                concludes=head if head.startswith(_TG) else "",
            )
        )
    return RuleFile(path.stem, tuple(rules))
