"""Small pieces of the page: texts in both languages, links, expressions.

In: values of ``model``. Out: HTML. Whatever is named here and stands on the page is a link to its
entry; names of others are links to where they lead, which nothing follows by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from twingraph.prefixes import PREFIXES, local_name, shorten
from twingraph.reference.markup import Html, join, separated, tag
from twingraph.reference.model import Expression, Reference, Text
from twingraph.reference.words import word

_NAME: Final = re.compile(r"\btg:(\w+)", re.ASCII)
_FIELD: Final = re.compile(r"\{(\w+)\}", re.ASCII)


def both(text: Text) -> Html:
    """Return a text in both languages, of which the page shows one."""
    return _in_both(join(text.en), join(text.fr))


def say(key: str, **parts: object) -> Html:
    """Return words of the page in both languages."""
    return both(word(key, **parts))


def prose(reference: Reference, text: Text) -> Html:
    """Return a text in both languages whose names of terms are links."""

    def linked(words: str) -> Html:
        parts = _NAME.split(words)
        # Every second part is a term's local name.
        return join(
            link(reference, PREFIXES["tg"] + part) if number % 2 else part
            for number, part in enumerate(parts)
        )

    return _in_both(linked(text.en), linked(text.fr))


def sentence(text: Text) -> Html:
    """Return a rule's sentence in both languages, its variables marked as such."""

    def marked(words: str) -> Html:
        parts = _FIELD.split(words)
        return join(tag("var", part) if n % 2 else part for n, part in enumerate(parts))

    return _in_both(marked(text.en), marked(text.fr))


def _in_both(english: Html, french: Html) -> Html:
    if english == french:
        return english
    return join(tag("span", english, lang="en"), tag("span", french, lang="fr"))


def anchor(iri: str) -> str:
    """Return the name of an entry on the page: a term's local name, a concept's prefixed name."""
    return local_name(iri) if iri.startswith(PREFIXES["tg"]) else shorten(iri)


def link(reference: Reference, iri: str) -> Html:
    """Return a link to an entry, or to where a name of others leads."""
    if iri in reference.by_iri or iri in reference.concepts:
        return tag("a", shorten(iri).removeprefix("tg:"), href=f"#{anchor(iri)}")
    return outside(iri)


def outside(iri: str) -> Html:
    """Return a link to a page of others."""
    return tag("a", shorten(iri), href=iri, rel="external noreferrer", class_="outside")


def links(reference: Reference, iris: Iterable[str]) -> Html:
    """Return links with commas between them."""
    return separated(", ", [link(reference, iri) for iri in iris])


def written(reference: Reference, expression: Expression, *, inside: bool = False) -> Html:
    """Return an expression with links, brackets where one stands in another."""
    if not expression.operator:
        is_iri = "://" in expression.name and not expression.name.startswith('"')
        return link(reference, expression.name) if is_iri else tag("code", expression.name)
    operator = tag("em", say(expression.operator), class_="operator")
    parts = [written(reference, part, inside=True) for part in expression.parts]
    if expression.operator in ("not", "inverse"):
        return join(operator, " ", parts)
    if expression.operator == "one-of":
        return join(operator, " ", separated(", ", parts))
    text = separated(" ", [p for part in parts for p in (operator, part)][1:])
    return join("(", text, ")") if inside else text
