"""Pages for the tests of the map's shell: Namur's, made once, and small ones made by hand.

In: nothing, or hand-made data. Out: pages as text. It opens no browser and tests nothing.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from once import made_once
from twingraph.bundled import bundled_quads
from twingraph.map.bundle import parts
from twingraph.map.interactive import page
from twingraph.map.showing import map_page
from twingraph.store import Graph

NO_CLAIMS: dict[str, list[Any]] = {
    name: []
    for name in (
        "words", "terms", "dates", "tie", "source", "row", "turned", "word", "term", "started",
        "ended",
    )
}  # fmt: skip
"""The columns of what lists say, where there are none."""


@cache
def namur() -> Graph:
    """Return the Namur graph."""
    return Graph.memory(bundled_quads(), "Namur")


@cache
def namur_page(lang: str = "en", *, sparql: bool = False, embed: bool = False) -> str:
    """Return Namur's map, made once in a run by the first of its processes that asks for it."""
    name = f"{lang}-{sparql}-{embed}.html"
    made = made_once(
        name, lambda file: map_page(namur(), lang=lang, sparql=sparql, embed=embed).save(file)
    )
    return made.read_text(encoding="utf-8")


def page_of(core: dict[str, Any]) -> str:
    """Return the page of hand-made data, without details."""
    nothing = {
        "passages": [], "reasons": [], "voices": [], "texts": {"en": [], "fr": []}, "records": {},
        "proofs": {"is": {"en": ""}, "rules": [], "steps": [], "heads": []},
        "claims": NO_CLAIMS,
    }  # fmt: skip
    blocks = {"core": json.dumps(core), "details": json.dumps(nothing)}
    return page(blocks, parts(), title="Made by hand", lang="en")


def chain(cities: int, **columns: Any) -> dict[str, Any]:
    """Return data of cities in a row, each tied to the next; columns of the ties may be given."""
    ties = cities - 1
    names = [f"City {n:05d}" for n in range(cities)]
    return {
        "format": 1, "languages": ["en", "fr"], "language": "en", "title": {"en": "A chain"},
        "summary": {"en": f"{cities} cities"}, "leftOut": 0, "own": [], "centre": -1, "reports": [],
        "sources": [{"id": "source:a", "label": {"en": "A list"}}],
        "countries": [{"id": "country:fr", "code": "fr", "label": {"en": "France"}}],
        "kinds": [], "statuses": [], "themes": [], "eventTypes": [], "networks": [],
        "cities": {
            "id": [f"c-{n}" for n in range(cities)], "name": {"en": names, "fr": [0] * cities},
            "apart": {}, "also": {}, "called": {}, "perhaps": {}, "country": [0] * cities,
            "lat": [n % 50 for n in range(cities)], "lon": [n % 170 for n in range(cities)],
            "x": [n % 997 for n in range(cities)], "y": [n // 997 for n in range(cities)],
        },
        "ties": {
            "id": [f"claim:{n}" for n in range(ties)], "a": list(range(ties)),
            "b": list(range(1, cities)), "mark": [3] * ties, "progress": [0] * ties,
            "basis": [0] * ties, "kinds": [[]] * ties, "statuses": [-1] * ties, "themes": {},
            "sources": [[0]] * ties, "start": [None] * ties, "end": [None] * ties, "label": {},
            "listedBy": {},
        } | columns,
        "events": [], "persons": [],
    }  # fmt: skip


def namur_files(folder: Path) -> dict[str, Path]:
    """Write Namur's map whole in English, without SPARQL in French, and for a frame."""
    pages = {
        "whole": namur_page(sparql=True),
        "plain": namur_page("fr"),
        "frame": namur_page(embed=True),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}
