"""What imported lists say: what each calls a city, and row by row which two cities it ties.

In: a graph, and the positions of the payload's cities, ties and sources. Out: the names of cities
by source, and the columns ``Claims`` of web/src/data/payload.ts. What passages tell stands in the
records; the page words both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pyoxigraph as px

from twingraph.map.payload.answers import asked
from twingraph.map.payload.naming import Names, Positions
from twingraph.map.payload.packing import differences
from twingraph.prefixes import PREFIXES, expand
from twingraph.store import Graph, is_inferred, value

_PREAMBLE: Final = f"PREFIX tg: <{PREFIXES['tg']}>\n"
_FLAGS: Final = {"lists": "tg:listsTwinnings", "directed": "tg:statesDirection"}


@dataclass
class Called:
    """What lists say of one city: their names for it by source, its region, who else it may be."""

    names: set[tuple[str, str]] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)


def sources_of(graph: Graph) -> dict[str, str]:
    """Return the source of each named graph of an imported list (IRIs)."""
    rows = graph.select(f"{_PREAMBLE}SELECT ?g ?s {{ ?g tg:source ?s . ?s tg:rowsRead ?n }}")
    found = {value(of): value(source) for of, source in rows}
    return {of: source for of, source in found.items() if not is_inferred(px.NamedNode(of))}


def called(graph: Graph, sources: Mapping[str, str]) -> dict[str, Called]:
    """Return what lists say of each city, by IRI; ``sources`` are those of the named graphs."""
    found: dict[str, Called] = {}
    if not sources:
        return found
    for of, city, name, region, candidate in asked(graph, "map-names"):
        source = sources.get(value(of))
        if source is not None:
            held = found.setdefault(value(city), Called())
            held.names.add((source, value(name)))
            held.regions |= {value(region)} if region is not None else set()
            held.perhaps |= {value(candidate)} if candidate is not None else set()
    return found


def flagged(graph: Graph, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return sources with what is to be known of how they speak, where it is so."""
    known = {
        key: {
            value(row[0])
            for row in graph.select(f"{_PREAMBLE}SELECT ?s {{ ?s {prop} ?so FILTER(?so) }}")
        }
        for key, prop in _FLAGS.items()
    }
    return [
        {**row, **{key: True for key, held in known.items() if expand(row["id"]) in held}}
        for row in rows
    ]


def claims(
    graph: Graph,
    names: Names,
    sources: Mapping[str, str],
    cities: Positions,
    ties: Mapping[str, Sequence[Any]],
    voices: Positions,
) -> dict[str, Any]:
    """Return the columns of the lists' claims, by tie, source and row."""
    first_of: dict[tuple[int, int], int] = {}
    for number, (a, b) in enumerate(zip(ties["a"], ties["b"], strict=True)):
        first_of.setdefault((min(a, b), max(a, b)), number)
    words, terms, dates = Positions(), Positions(), Positions()
    rows = []
    for of, row, first, second, word, form, kind, started, ended in (
        asked(graph, "map-claims") if sources else ()
    ):
        one, other = cities.known(value(first)), cities.known(value(second))
        known = first_of.get((min(one, other), max(one, other)))
        source = sources.get(value(of))
        if known is not None and source is not None:
            said = (value(word), value(kind) or value(form), value(started), value(ended))
            turned = int(ties["a"][known] != one)
            rows.append((known, voices.of(source), value(row), turned, *said))
    rows.sort()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * 8
    tie, source_at, key, turned_at, *told = columns
    numbered = [
        [of.of(text) if text else -1 for text in column]
        for of, column in zip((words, terms, dates, dates), told, strict=True)
    ]
    return {
        "words": list(words),
        "terms": terms.named(names),
        "dates": [names.texts(date) for date in dates],
        "tie": differences(tie),
        "source": list(source_at),
        "row": list(key),
        "turned": list(turned_at),
        **dict(zip(("word", "term", "started", "ended"), numbered, strict=True)),
    }
