"""An HTML page as elements with their texts and languages, for test_reference_page.py; no tests.

In: a page's text. Out: `Reading`. Unlike a browser it mends nothing: an element that is not closed
where it should be makes the test fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"input", "link", "meta", "line", "path", "rect"}


@dataclass
class Element:
    """An element with its text, in which each piece knows its language."""

    name: str
    attributes: dict[str, str | None]
    pieces: list[tuple[str, str]] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)

    def text(self, language: str = "") -> str:
        """Return the text that a reader of a language sees, or all of it."""
        return "".join(text for of, text in self.pieces if language in ("", of) or not of)

    @cached_property
    def links(self) -> set[str]:
        """Return where the links inside lead."""
        return {e.attributes["href"] or "" for e in self.inside if e.name == "a"}


class Reading(HTMLParser):
    """All elements of a page, in order; raises where they are not closed as they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs)
        self.elements.append(element)
        for outer in self._open:
            outer.inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element of a drawing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Give a text to all elements around it."""
        spoken = [e.attributes["lang"] or "" for e in self._open if "lang" in e.attributes]
        # The page's own language is the reader's choice.
        language = spoken[-1] if len(spoken) > 1 else ""
        for outer in self._open:
            outer.pieces.append((language, data))

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Return the elements that have a name."""
        return {e.attributes["id"] or "": e for e in self.elements if "id" in e.attributes}

    def having(self, *classes: str) -> list[Element]:
        """Return the elements of classes."""
        return [
            e
            for e in self.elements
            if set(classes) <= set((e.attributes.get("class") or "").split())
        ]
