"""The names of things for readers: one rule for labels wherever they are shown.

In: an open graph. Out: `Labels`, which gives each resource one label in a language. It resolves no
names (``names`` does) and holds no words of its own.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as px

from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.store import Graph

NAMING: Final = (expand("rdfs:label"), expand("skos:prefLabel"))


class Labels:
    """The labels of a graph's resources, each read once, when it is first asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, dict[str, str]] = {}

    def of(self, thing: str, language: str = "en") -> str:
        """Return the label of a resource (IRI or prefixed name), always one.

        Of several labels: one in the language, else the first by language tag; of those the first
        by letters. Where there is none: the prefixed name.
        """
        iri = expand(thing) if thing.partition(":")[0] in PREFIXES else thing
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        names = self._known[iri]
        return names.get(language) or (names[min(names)] if names else shorten(iri))

    def _read(self, iri: str) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            said = self._graph.about(iri)
        except ValueError:  # a text stands where a thing must be
            return found
        for quad in said:
            if quad.predicate.value in NAMING and isinstance(quad.object, px.Literal):
                tag, text = quad.object.language or "", quad.object.value
                found[tag] = min(found.get(tag, text), text)
        return found
