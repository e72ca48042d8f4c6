"""Concept schemes to the reference: each concept below those that are broader.

In: a file of ontology/vocab, and the alignments. Out: `Scheme`. What a scheme must hold is tested
with the vocabularies, not here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from twingraph.errors import OntologyError
from twingraph.loading import read_ontology
from twingraph.prefixes import expand, shorten
from twingraph.reference.model import Concept, Scheme, Text
from twingraph.reference.statements import Statements

_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


def read_scheme(path: Path, aligned: Statements) -> Scheme:
    """Return the scheme of a file. Raises OntologyError where it holds none, or lacks a text."""
    said = Statements(read_ontology([path]))
    schemes = said.instances("skos:ConceptScheme")
    if len(schemes) != 1:
        raise OntologyError("one concept scheme a file", path=path)
    concepts: dict[str, Concept] = {}
    waiting = [(iri, 0) for iri in reversed(_ordered(said, _top(said)))]
    while waiting:
        iri, depth = waiting.pop()
        if iri in concepts:
            continue
        concepts[iri] = _concept(said, aligned, iri, depth, path)
        below = _ordered(said, said.subjects("skos:broader", iri))
        waiting += [(lower, depth + 1) for lower in reversed(below)]
    return Scheme(
        iri=schemes[0],
        name=path.stem,
        title=_needed(said, schemes[0], "dcterms:title", path),
        description=_needed(said, schemes[0], "dcterms:description", path),
        licence=next(iter(said.iris(schemes[0], "dcterms:license")), ""),
        concepts=tuple(concepts.values()),
    )


def _top(said: Statements) -> tuple[str, ...]:
    concepts = said.instances("skos:Concept")
    return tuple(iri for iri in concepts if not said.iris(iri, "skos:broader"))


def _ordered(said: Statements, iris: tuple[str, ...]) -> list[str]:
    """Return concepts in the order of their notations, else by name."""

    def key(iri: str) -> tuple[int, str]:
        notation = said.word(iri, expand("skos:notation"))
        return int(notation) if notation.isdecimal() else 0, iri

    return sorted(iris, key=key)


def _concept(said: Statements, aligned: Statements, iri: str, depth: int, path: Path) -> Concept:
    names = [said.texts(iri, "skos:altLabel", language) for language in ("en", "fr")]
    return Concept(
        iri=iri,
        label=_needed(said, iri, "skos:prefLabel", path),
        definition=_needed(said, iri, "skos:definition", path),
        note=said.text(iri, "skos:scopeNote"),
        others=Text(", ".join(names[0]), ", ".join(names[1])) if any(names) else None,
        notation=said.word(iri, expand("skos:notation")),
        depth=depth,
        matches=matches(said, iri) + matches(aligned, iri),
        deprecated=said.word(iri, expand("owl:deprecated")) == "true",
        replaced_by=said.iris(iri, "dcterms:isReplacedBy"),
    )


def matches(said: Statements, iri: str) -> tuple[tuple[str, str], ...]:
    """Return what is the same or near elsewhere, as pairs of relation and IRI, nearest first."""
    return tuple((name, other) for name in _MATCHES for other in said.iris(iri, f"skos:{name}"))


def _needed(said: Statements, iri: str, prop: str, path: Path) -> Text:
    text = said.text(iri, prop)
    if text is None:
        raise OntologyError(f"{shorten(iri)} has no {prop} in both languages", path=path)
    return text
