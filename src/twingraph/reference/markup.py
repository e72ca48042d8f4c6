"""HTML from Python values: every text is escaped unless it is HTML already.

In: names of elements, attributes and children. Out: `Html`. It knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

_VOID: Final = frozenset({"input", "link", "meta"})
_SHAPES: Final = frozenset({"line", "path", "rect"})
_BLOCKS: Final = frozenset(
    {
        *("article", "aside", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer"),
        *("form", "h1", "h2", "h3", "header", "li", "link", "main", "meta", "nav", "ol", "p"),
        *("pre", "script", "section", "style", "summary", "svg", "table", "tbody", "td", "th"),
        *("thead", "title", "tr", "ul", "figcaption", "head", "body"),
    }
)


class Html(str):
    """Text that is HTML, escaped where it had to be."""

    __slots__ = ()


Child = str | Iterable[str | None] | None
Attribute = str | int | bool | None


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """Return an element.

    Underscores in the names of attributes stand for hyphens, one at the end is dropped (`class_`);
    True gives an attribute without value, None and False none.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    end = "\n" if name in _BLOCKS else ""
    if name in _VOID:
        return Html(f"<{name}{written}>{end}")
    if name in _SHAPES:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>{end}")


def join(*children: Child) -> Html:
    """Return children one after the other; None is nothing."""
    found = []
    for child in children:
        if isinstance(child, Html):
            found.append(str(child))
        elif isinstance(child, str):
            found.append(escape(child, quote=False))
        elif child is not None:
            found += [str(join(part)) for part in child]
    return Html("".join(found))


def separated(separator: str, children: Iterable[str]) -> Html:
    """Return children with a text between them."""
    found: list[str] = []
    for child in children:
        found += [separator, child] if found else [child]
    return join(found)


def raw(text: str) -> Html:
    """Return our own style or script, which HTML does not escape.

    Raises ValueError for a text that would end its element.
    """
    if "</" in text or "<!--" in text:
        raise ValueError("a style or script holds what ends its element")
    return Html(text)


def _attribute(key: str, value: Attribute) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
