"""A portrait as data: sections, each with the measures that it shows or the reason why not.

In: nothing. Out: `Section`, `Shown`, `Part` and `Portrait`, data that the other modules here fill
and show. It measures nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twingraph.measures.model import Measure, Measured, Words


@dataclass(frozen=True)
class Section:
    """A question of the page: its heading, how to read the answer, and the measures that give it.

    ``figure`` names the plot that is drawn from them, see ``plots``.
    """

    key: str
    heading: Words
    intro: Words
    measures: tuple[str, ...]
    figure: str = ""


@dataclass(frozen=True)
class Shown:
    """A measure in its section: what it found, or why it found nothing."""

    measure: Measure
    found: Measured | None = None
    lack: Words | None = None
    refused: bool = False


@dataclass(frozen=True)
class Part:
    """A section with the measures that were asked."""

    section: Section
    shown: tuple[Shown, ...]

    @property
    def found(self) -> dict[str, Measured]:
        """The tables that were found, by the name of their measure."""
        return {one.measure.name: one.found for one in self.shown if one.found is not None}


@dataclass(frozen=True)
class Portrait:
    """All that a page says: whose relations, its parts, and names in the page's language.

    ``star`` is the reason why this is one city's star, ``None`` where it is not. ``labels`` turns
    the labels of tables into those of the page's language. ``kinds`` are those of the ties that
    were chosen, where some were.
    """

    title: Words
    language: str
    star: Words | None
    forced: bool
    parts: tuple[Part, ...]
    labels: Mapping[str, str]
    kinds: tuple[str, ...] = ()

    def say(self, words: Words) -> str:
        """Return words in the page's language."""
        return words.fr if self.language == "fr" else words.en
