"""What things are called in a reader's language: cities, countries, kinds of ties.

In: networks, the graph they are of, a language. Out: names by what tables call things. The words of
tables themselves stand in ``headings``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twingraph.labels import Labels
from twingraph.prefixes import shorten
from twingraph.projections.model import Links
from twingraph.store import Graph, value

_SCHEMES: Final = frozenset(("kind", "status"))
"""The schemes whose word is taken where another has a concept of the same name."""
_CONCEPTS: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label ?word WHERE {
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?label , ?word
  FILTER(LANG(?label) = "%s" && LANG(?word) = "en")
}
"""


def names(networks: Iterable[Links], graph: Graph | None, language: str) -> dict[str, str]:
    """Return what tables of networks call things, and how a language calls them.

    That is the labels of nodes, and of a graph its concepts.
    """
    held = list(networks)
    things = {
        str(known): str(label)
        for made in held
        if language != "en"
        for known, label in zip(
            made.attributes.get("label", ()),
            made.attributes.get(f"label_{language}", ()),
            strict=False,
        )
        if known is not None and label is not None and known != label
    }
    if graph is None:
        return things
    return {**_concepts(graph, language), **things}


def countries(graph: Graph, networks: Iterable[Links], language: str) -> dict[str, str]:
    """Return the names of the countries of networks by their codes."""
    labels = Labels(graph)
    codes = {str(code) for made in networks for code in made.attributes.get("country", ()) if code}
    named = {code: labels.of(f"country:{code.lower()}", language) for code in sorted(codes)}
    # Of a country without a name the label is its own short name.
    return {code: f"{name} ({code})" for code, name in named.items() if ":" not in name}


def _concepts(graph: Graph, language: str) -> dict[str, str]:
    """Return the labels of the graph's concepts by what tables call them."""
    found: dict[str, str] = {}
    for concept, label, word in sorted(
        tuple(value(term) for term in row if term is not None)
        for row in graph.select(_CONCEPTS % language)
    ):
        scheme, _, name = shorten(concept).partition(":")
        for known in (name, word):
            if scheme in _SCHEMES or known not in found:
                found[known] = label
    return found
