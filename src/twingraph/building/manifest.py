"""What a build made, and of what: counts, inputs, versions, sources, what was left out.

In: a graph, and the files that went into it. Out: a `Manifest` and its text; without a clock or a
path of this machine, so that the same inputs give the same text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from twingraph.assembling import Input
from twingraph.disk import FORMAT
from twingraph.errors import DataError
from twingraph.prefixes import expand
from twingraph.store import Graph, value

_CLASSES: Final = {
    "cities": "?x a/rdfs:subClassOf* tg:City",
    "relations": "?x a/rdfs:subClassOf* tg:Relation",
    "agreements": "?x a/rdfs:subClassOf* tg:Agreement",
    "events": "?x a/rdfs:subClassOf* tg:Event",
    "persons": "?x a/rdfs:subClassOf* tg:Person . MINUS { ?x a tg:UnnamedPerson }",
    "organisations": "?x a/rdfs:subClassOf* tg:Organisation",
    "passages": "?x a/rdfs:subClassOf* tg:Passage",
}
_OF_SOURCES: Final = {
    "sources' claims": "?x tg:rowKey ?key . ?x a tg:Claim",
    "sources' memberships": "?x tg:rowKey ?key . ?x a tg:Membership",
    "sources' names of cities": "?x a tg:Mention",
}
_MARKED: Final = "?g a tg:InferredGraph . GRAPH ?g { ?s ?p ?o }"
_NAMED: Final = "GRAPH ?g { ?s ?p ?o }"
_TRIPLES: Final = "?s ?p ?o"


@dataclass(frozen=True)
class Manifest:
    """What a build made, and of what. ``output`` is where; it is not written to the file."""

    digest: str
    counts: dict[str, int]
    inputs: tuple[Input, ...]
    versions: dict[str, str]
    output: Path = field(compare=False)
    proofs: bool = True
    """Whether the proofs were written; there is a limit to their number."""
    exports: bool = True
    """Whether the exports were written; there is a limit to their size."""
    sources: tuple[Input, ...] = ()
    """The files that were kept of imported sources, and of their identity."""
    unused: tuple[str, ...] = ()
    """Reviewed decisions that met no place of an imported source, in words."""

    def as_json(self) -> str:
        """Return the manifest's text, sorted."""
        content = {
            "counts": self.counts,
            "digest": self.digest,
            "exports": self.exports,
            "format": FORMAT,
            "inputs": _told(self.inputs),
            "proofs": self.proofs,
            "sources": _told(self.sources),
            "unused decisions": list(self.unused),
            "versions": self.versions,
        }
        return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_inputs(path: Path) -> tuple[Input, ...]:
    """Return the inputs that a manifest names. Raises DataError for a damaged one."""
    try:
        told: list[dict[str, Any]] = json.loads(path.read_bytes())["inputs"]
        return tuple(Input(one["name"], path, one["sha256"]) for one in told)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise DataError(
            f"the manifest is damaged: {problem}", path=path, hint="twingraph build makes it again"
        ) from problem


def digest_of(inputs: Iterable[Input], versions: dict[str, str]) -> str:
    """Return a digest of what a build is made of."""
    told = [[i.name, i.sha256] for i in inputs]
    return hashlib.sha256(json.dumps([told, versions], sort_keys=True).encode()).hexdigest()


def count(graph: Graph) -> dict[str, int]:
    """Return how many things of each kind a graph holds, and how many statements."""
    counts = {name: _count(graph, "DISTINCT ?x", p) for name, p in _CLASSES.items()}
    of_sources = {name: _count(graph, "DISTINCT ?x", p) for name, p in _OF_SOURCES.items()}
    counts |= {name: number for name, number in of_sources.items() if number}
    marked = _count(graph, "*", _MARKED)
    follows = f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ {_MARKED} FILTER(?s != ?g) }} }}"
    return counts | {
        "asserted quads": _count(graph, "*", _NAMED) - marked,
        "inferred triples": _count(graph, "*", follows),
        "distinct triples": _count(graph, "*", _TRIPLES),
    }


def _count(graph: Graph, what: str, pattern: str) -> int:
    rows = graph.select(
        f"PREFIX tg: <{expand('tg:')}> PREFIX rdfs: <{expand('rdfs:')}> "
        f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}"
    )
    return int(value(rows.rows[0][0]))


def _told(inputs: Iterable[Input]) -> list[dict[str, str]]:
    return [{"name": i.name, "sha256": i.sha256} for i in inputs]
