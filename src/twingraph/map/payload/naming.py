"""Names for the page: texts by language, and lists of things named by their position.

In: a graph. Out: `Names`, every label of the graph read at once, and `Positions`, which gives each
thing a number when it is first asked for. It resolves no names and holds no words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyoxigraph as px

from twingraph.dossiers.model import Language
from twingraph.labels import NAMING
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.store import Graph, value

LANGUAGES: Final[tuple[Language, ...]] = ("en", "fr")
"""The languages of the page's data; the first is the one to fall back to."""

Texts = dict[str, str]
"""A text by language; one that is the fallback's is left out."""


class Names:
    """The labels of a graph's resources; of several in a language the first by letters."""

    def __init__(self, graph: Graph) -> None:
        self._known: dict[str, dict[str, str]] = {}
        path = "|".join(f"<{naming}>" for naming in NAMING)
        for thing, label in graph.select(f"SELECT DISTINCT ?x ?label {{ ?x {path} ?label }}"):
            if isinstance(label, px.Literal):
                held = self._known.setdefault(value(thing), {})
                tag = label.language or ""
                held[tag] = min(held.get(tag, label.value), label.value)

    def of(self, iri: str, language: str) -> str:
        """Return the one label of a resource in a language, by the rule of ``twingraph.labels``."""
        names = self._known.get(iri, {})
        return names.get(language) or (names[min(names)] if names else shorten(iri))

    def texts(self, iri: str) -> Texts:
        """Return the label of a resource by language."""
        return texts({language: self.of(iri, language) for language in LANGUAGES})

    def every(self, iri: str) -> tuple[str, ...]:
        """Return the labels of a resource in all languages, sorted."""
        return tuple(sorted(set(self._known.get(iri, {}).values())))


def texts(held: Mapping[Language, str] | Mapping[str, str]) -> Texts:
    """Return texts without those that repeat the fallback's."""
    first = held[LANGUAGES[0]]
    return {tag: text for tag, text in held.items() if tag == LANGUAGES[0] or text != first}


class Positions:
    """Things in the order in which they are first asked for; sorted, where all are known before."""

    def __init__(self, things: Iterable[str] = ()) -> None:
        self._at: dict[str, int] = {}
        for thing in things:
            self.of(thing)

    def of(self, thing: str) -> int:
        """Return the position of a thing, a new one where it has none yet."""
        return self._at.setdefault(thing, len(self._at))

    def known(self, thing: str) -> int:
        """Return the position of a thing, -1 where it has none."""
        return self._at.get(thing, -1)

    def __iter__(self) -> Any:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def named(self, names: Names) -> list[dict[str, Any]]:
        """Return the things as the page's ``Named``."""
        return [{"id": shorten(thing), "label": names.texts(thing)} for thing in self._at]


def iri_of(name: str) -> str:
    """Return the IRI of a prefixed name, or the IRI that it is."""
    return expand(name) if name.partition(":")[0] in PREFIXES else name
