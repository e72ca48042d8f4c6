"""The interactive map: a graph to one HTML page that loads nothing, and to a frame in notebooks.

In: a graph, and what the page is to be. Out: `MapPage`, or a file. What the page knows is made by
``payload``, how it is put together by ``interactive``; nothing is read or written here.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.files import write_whole
from twingraph.map.bundle import parts
from twingraph.map.interactive import page
from twingraph.map.payload import payload
from twingraph.opening import open_graph
from twingraph.store import Graph

_FRAME_HEIGHT: Final = 720
_STEPS: Final = ("facts", "page")

Begins = Callable[[str, int, int], None]
"""What is told of a step that begins: its name, how many are done, how many there are."""


@dataclass(frozen=True)
class MapPage:
    """An interactive map: one HTML text, which a notebook shows in a frame of its own."""

    html: str
    """The page; it needs no other file and no network."""
    left_out: int = 0
    """How many quads cannot be questioned in it, since they are too many for a page."""

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, whole or not at all, and return its path.

        Raises UsageError where the file cannot be written, MachineError where the disk is full.
        """
        write_whole(Path(path), [self.html])
        return Path(path)

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame that reaches neither notebook nor network."""
        escaped = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{escaped}" sandbox="allow-scripts allow-downloads" width="100%"'
            f' height="{_FRAME_HEIGHT}" style="border:0"></iframe>'
        )


def map_page(
    graph: Graph | None = None,
    *,
    city: str | None = None,
    lang: str = "en",
    title: str | None = None,
    sparql: bool | None = None,
    report: str | Path | None = None,
    embed: bool = False,
    begins: Begins | None = None,
) -> MapPage:
    """Return the interactive map of a graph.

    ``city`` (slug, label or IRI) stands in the middle, instead of the one whose report the graph
    holds. ``lang`` is the language in which the page opens; it can be changed there. Without
    ``sparql`` the page is a fifth as large and cannot be questioned; that is so of itself where the
    graph is a world's, unless ``sparql`` is true. ``report`` is the report's text: with it the page
    quotes the sentence of each passage. ``embed`` makes a page for a frame
    of another page: no drawer, hence no SPARQL, and a small bar. ``begins`` is told of each step
    that begins. Raises UsageError for an unknown city or language, DataError for a report that is
    not the one that the graph tells of, MachineError where a checkout cannot build the page.
    """
    opened = open_graph() if graph is None else graph
    _tell(begins, 0)
    asked = False if embed else sparql  # only the drawer asks
    made = payload(opened, city=city, lang=lang, title=title, sparql=asked, report=report)
    _tell(begins, 1)
    title_of = made.core["title"]
    heading = title_of.get(lang) or title_of[made.core["languages"][0]]
    return MapPage(
        page(made.blocks(), parts(), title=heading, lang=lang, embed=embed), made.left_out
    )


def write_map(
    path: str | os.PathLike[str],
    graph: Graph | None = None,
    *,
    city: str | None = None,
    lang: str = "en",
    title: str | None = None,
    sparql: bool | None = None,
    report: str | Path | None = None,
    embed: bool = False,
) -> Path:
    """Write the interactive map of a graph to a file and return its path.

    The choices are those of `map_page`; the file appears whole or not at all. Raises what
    `map_page` raises, UsageError where the file cannot be written, and MachineError where the disk
    is full.
    """
    made = map_page(
        graph, city=city, lang=lang, title=title, sparql=sparql, report=report, embed=embed
    )
    return made.save(path)


def _tell(begins: Begins | None, step: int) -> None:
    if begins is not None:
        begins(_STEPS[step], step, len(_STEPS))
