"""From a plotting library's SVG to ours: inks of the page's themes, names that do not clash, words.

In: SVG text drawn in the light theme's colours. Out: `Plot`, the figure that stands alone in a file
and the same inside a page, where its colours follow the theme. It draws nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Final

INK: Final = "#111827"
QUIET: Final = "#4b5563"
LINE: Final = "#d8dee4"
BLUE: Final = "#0072b2"
ORANGE: Final = "#d55e00"
GREEN: Final = "#009e73"
GREY: Final = "#6b7280"
GOLD: Final = "#b7791f"
GROUND: Final = "#ffffff"

_NAMES: Final = {
    INK: "ink",
    QUIET: "quiet",
    LINE: "line",
    BLUE: "blue",
    ORANGE: "orange",
    GREEN: "green",
    GREY: "grey",
    GOLD: "gold",
    GROUND: "ground",
}
"""What the style sheet calls the inks; it gives each a light and a dark form."""

_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


@dataclass(frozen=True)
class Plot:
    """A figure: what stands below it, its file, and its form inside a page."""

    caption: str
    alone: str
    inline: str


def plot(key: str, svg: str, title: str, description: str, caption: str) -> Plot:
    """Return a figure from a drawing; ``key`` keeps its names apart from other figures'."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r'(\bid="|xlink:href="#|url\(#)', rf"\g<1>{key}-", body)
    body = re.sub(r"'DejaVu Sans'[^;\"]*", _FONT, body)
    body = re.sub(r"<style type=\"text/css\">\*\{(.*?)\}</style>", r"", body)
    named = f'role="img" aria-labelledby="{key}-title {key}-desc"'
    words = (
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>'
    )
    opening, closing, rest = body.partition(">")
    alone = f"{opening} {named}{closing}\n{words}{rest}"
    return Plot(caption, f'<?xml version="1.0" encoding="utf-8"?>\n{alone}', _themed(alone))


def _themed(svg: str) -> str:
    for colour, name in _NAMES.items():
        svg = svg.replace(colour, f"var(--{name}, {colour})")
    return svg
