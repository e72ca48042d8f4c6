"""The data of the map's page: from a graph to the JSON that web/src/data/payload.ts describes.

In: a graph, the city in the middle, a language, a title, and the report's text where sentences are
to be shown. Out: `Payload`, plain values that are the same for the same inputs. It writes no page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twingraph.map.payload.asking import asking
from twingraph.map.payload.core import core
from twingraph.map.payload.details import details
from twingraph.map.payload.naming import Names
from twingraph.map.payload.quads import LIMIT, count, quads
from twingraph.map.words import check_language
from twingraph.store import Graph

__all__ = ["Payload", "payload"]


@dataclass(frozen=True)
class Payload:
    """The page's data, a block each; ``asking`` and ``quads`` only where it has SPARQL."""

    core: dict[str, Any]
    details: dict[str, Any]
    asking: dict[str, Any] | None = None
    quads: dict[str, Any] | None = None

    @property
    def left_out(self) -> int:
        """The number of quads that cannot be questioned, since they are too many for a page."""
        return int(self.core["leftOut"])

    def blocks(self) -> dict[str, str]:
        """Return each block that there is as JSON text, by name."""
        held = {
            "core": self.core,
            "details": self.details,
            "asking": self.asking,
            "quads": self.quads,
        }
        return {
            name: json.dumps(block, ensure_ascii=False, separators=(",", ":"))
            for name, block in held.items()
            if block is not None
        }


def payload(
    graph: Graph,
    *,
    city: str | None = None,
    lang: str = "en",
    title: str | None = None,
    sparql: bool | None = None,
    report: str | Path | None = None,
) -> Payload:
    """Return the page's data.

    ``city`` is named by slug, IRI or label; ``title`` stands instead of the page's own; ``report``
    is the text of a report, whose sentences then stand by its passages. Where ``sparql`` is not
    chosen, the quads are all there or, where they are more than `LIMIT`, none: of a part of them
    the answers would be wrong. Raises UsageError for an unknown city or language, DataError for a
    text that is not the report's.
    """
    names = Names(graph)
    made, shown = core(graph, names, city=city, lang=check_language(lang), heading=title)
    number = count(graph) if sparql is None else 0
    made["leftOut"] = number if number > LIMIT else 0
    asked = sparql is not False and not made["leftOut"]
    return Payload(
        made,
        details(graph, names, made, shown, report),
        asking(graph, names) if asked else None,
        quads(graph) if asked else None,
    )
