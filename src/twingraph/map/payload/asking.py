"""What the page's SPARQL drawer needs beside the data: prefixes, saved queries, terms to complete.

In: a graph and its names. Out: ``Asking`` of web/src/data/payload.ts. The queries are those of the
catalogue that say ``#+ page: true``, with their defaults in place.
"""

from __future__ import annotations

from typing import Any, Final

from twingraph.map.payload.naming import Names, texts
from twingraph.prefixes import PREFIXES, shorten
from twingraph.queries import SavedQuery, catalogue
from twingraph.store import Graph, value

_CLASSES: Final = {
    "owl:Class": "class",
    "owl:ObjectProperty": "property",
    "owl:DatatypeProperty": "property",
    "skos:Concept": "concept",
}
_PREAMBLE: Final = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("owl", "skos"))


def asking(graph: Graph, names: Names) -> dict[str, Any]:
    """Return prefixes, saved queries and terms, sorted."""
    return {
        "prefixes": dict(sorted(PREFIXES.items())),
        "queries": [_query(query) for query in catalogue() if query.page],
        "terms": _terms(graph, names),
    }


def _query(query: SavedQuery) -> dict[str, Any]:
    params = [
        {
            "name": param.name,
            "type": param.type,
            "required": param.required,
            "default": param.default,
        }
        for param in query.params
    ]
    summary = texts({"en": query.summary, "fr": query.summary_fr})
    return {
        "name": query.name,
        "subject": query.subject,
        "summary": summary,
        "params": params,
        "text": query.text,
    }


def _terms(graph: Graph, names: Names) -> list[dict[str, Any]]:
    """Return the classes, properties and concepts of the graph that have a short name."""
    classes = " ".join(_CLASSES)
    rows = graph.select(
        f"{_PREAMBLE}SELECT DISTINCT ?term ?class"
        f" {{ VALUES ?class {{ {classes} }} ?term a ?class }}"
    )
    kinds = {value(term): _CLASSES[shorten(value(cls))] for term, cls in rows}
    return [
        {"id": shorten(term), "label": names.texts(term), "kind": kind}
        for term, kind in sorted(kinds.items(), key=lambda item: shorten(item[0]))
        if shorten(term) != term
    ]
