"""Invented data for the tests of the map page's panel: hostile texts, crowds, a sentence.

In: nothing. Out: blocks of a page as JSON texts, in the form of web/src/data/payload.ts. It stands
for no graph; what it tells of exists nowhere.
"""

from __future__ import annotations

import json
from typing import Any

from map_graphs import IMAGE, LINK, SCRIPT, TITLE
from map_made import NO_CLAIMS
from twingraph.map.payload.packing import TextTable, packed

RIGHT_TO_LEFT = "\u202eevil\u202c נמור"
HOSTILE = (IMAGE, LINK, SCRIPT, TITLE, "\"'`&amp;<b>", "one\u2028two", RIGHT_TO_LEFT, "那慕尔市")
LONG = "x" * 200
CROWD = 500  # cities linked to the hub, by columns only
HEAP = 200  # agreements between one pair


def named(name: str, label: str) -> dict[str, Any]:
    """Return a thing with one label."""
    return {"id": name, "label": {"en": label}}


def core() -> dict[str, Any]:
    """Return a core: a hub, a crowd around it, and a city for each hostile text."""
    names = ["Own", "Hub", "Pair", *(f"Town {n:03}" for n in range(CROWD)), *HOSTILE, LONG]
    slugs = [f"c{n}-xx" for n in range(len(names))]
    hub = [(1, at) for at in range(3, 3 + CROWD)]
    hostile = [(0, at) for at in range(3 + CROWD, len(names))]
    pairs = [*hub, *hostile, (0, 2)]
    crowd = range(len(pairs))
    return {
        "format": 1,
        "languages": ["en", "fr"],
        "language": "en",
        "title": {"en": IMAGE},
        "summary": {"en": SCRIPT},
        "leftOut": 0,
        "own": [0],
        "centre": 0,
        "reports": [{**named("report:r", "Report"), "year": 2024, "city": 0}],
        "sources": [named("report:r", f"Report {IMAGE}"), named("list:x", SCRIPT)],
        "countries": [
            {**named("country:xa", "Aland"), "code": "xa"},
            {**named("country:xb", LINK), "code": "xb"},
        ],
        "kinds": [named("kind:t", f"kind {IMAGE}")],
        "statuses": [named("status:envisaged", "envisaged")],
        "themes": [],
        "eventTypes": [],
        "networks": [],
        "cities": {
            "id": slugs,
            "name": {"en": names, "fr": [0] * len(names)},
            "apart": {},
            "also": {},
            "called": {},
            "perhaps": {},
            "country": [at % 2 for at in range(len(names))],
            "lat": [None if at == 1 else at % 80 for at in range(len(names))],
            "lon": [None if at == 1 else at % 170 for at in range(len(names))],
            "x": [at * 20 for at in range(len(names))],
            "y": [at % 7 for at in range(len(names))],
        },
        "ties": {
            "id": [f"claim:{at}" for at in crowd],
            "a": [a for a, _ in pairs],
            "b": [b for _, b in pairs],
            "mark": [0 for _ in crowd],
            "progress": [3 if at == 0 else 0 for at in crowd],
            "basis": [1 if at == 0 else 0 for at in crowd],
            "kinds": [[0] for _ in crowd],
            "statuses": [-1 for _ in crowd],
            "themes": {},
            "sources": [[1] for _ in crowd],
            "start": [1990 if at == 2 else None for at in crowd],
            "end": [None for _ in crowd],
            "label": {},
            "listedBy": {},
        },
        "events": [],
        "persons": [],
    }


def details() -> dict[str, Any]:
    """Return details: hostile texts in every place that holds a text, and a heap of agreements."""
    hostile = [
        {"t": [text, ["city:c0-xx", text]], "e": {"p": [0], "r": [0], "v": [0]}} for text in HOSTILE
    ]
    step = {"year": 2000, "label": SCRIPT, "progress": 1}
    heap = [
        {
            "id": f"agreement:{n}",
            "label": f"Agreement {n} {IMAGE}",
            "mark": n % 4,
            "progress": n % 6,
            "start": 1950 + n % 70,
            "end": None,
            "computed": n == 0,
            "steps": [step],
        }
        for n in range(HEAP)
    ]
    record = {
        "type": f"Type {IMAGE}",
        "title": f"Title {SCRIPT} {RIGHT_TO_LEFT}",
        "under": TITLE,
        "sections": [
            {"key": "identity", "heading": f"Heading {IMAGE}", "lines": hostile},
            {
                "key": "follows",
                "heading": "Follows",
                "lines": [{"t": ["by rule"], "basis": "inferred", "proof": 0}],
            },
        ],
    }
    heaped = {"type": "Relation", "title": "A heap", "life": heap, "sections": []}
    records = {"city:c0-xx": record, "rel:c0-xx--c2-xx": heaped}
    texts = TextTable()
    made = packed(dict.fromkeys(("en", "fr"), records), texts)
    place = {"report": 0, "sheet": 3, "first": 7, "last": 9, "summary": {"en": f"Summary {IMAGE}"}}
    sentence = {"sentence": f"Phrase {IMAGE} {RIGHT_TO_LEFT}", "language": "fr"}
    asserted = [[texts.both(name) for name in (LINK, "is told by", IMAGE)], {"p": [0]}]
    inferred = [[texts.both(name) for name in ("Fact", IMAGE, "x")], 0, [texts.both(SCRIPT)], [0]]
    return {
        "passages": [{"id": "p", **place, **sentence}],
        "reasons": [{"because": {"en": f"Because {IMAGE}"}, "p": [0]}],
        "voices": [named("graph:geonames", f"Voice {IMAGE}")],
        "texts": texts.columns(),
        "records": made,
        "claims": NO_CLAIMS,
        "proofs": {
            "is": {"en": "{0} is {1}"},
            "rules": [{"name": "r", "says": {"en": "Rule {0}"}}],
            "steps": [asserted, inferred],
            "heads": [1],
        },
    }


def blocks() -> dict[str, str]:
    """Return the page's blocks."""
    return {"core": json.dumps(core()), "details": json.dumps(details())}
