"""Contacts: what passed between a report's city and its partners, as links.

In: a graph. Out: two-mode `Links` of cities and what ties them: events, agreements, and who acts in
the events. It holds what reports tell, not what imported lists do. It measures nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from twingraph.labels import Labels
from twingraph.networks import SEPARATOR
from twingraph.prefixes import shorten
from twingraph.projections.model import Links, links_of
from twingraph.queries import read_query
from twingraph.resources import folder
from twingraph.standing import REPORTED, Standing, standings
from twingraph.store import Graph, value

COLUMNS: Final = ("layer", "key", "kind", "status", "earliest", "latest", "until", "reported")

# The narrower first: of several classes of an actor one is its kind.
_KINDS: Final = {
    "tg:UnnamedPerson": "unnamed person",
    "tg:Person": "person",
    "tg:Group": "group",
    "tg:Network": "network",
    "tg:Organisation": "organisation",
    "tg:Territory": "territory",
}

_LAYERS: Final = (
    *("own", "partner", "event", "agreement", "whole", "while", "visit", "actor", "office", "side"),
)

_NOTHING: Final = {
    name: np.array([], object) for name in ("label", "label_fr", "own", "kind", "side")
}

Pair = tuple[str, str]


def contacts(graph: Graph) -> Links:
    """Return what passed between the report's own cities and each of their partners.

    Nodes are cities (``own`` is true of those whose report is read; partners without any contact
    are nodes without a link) and, as the second mode, events, agreements, persons, organisations,
    groups and offices, with ``kind`` of actors and, as ``side``, the cities for which persons and
    offices stand. A link's ``layer`` is ``event``, ``agreement``, ``visit``, ``actor`` or
    ``office``; its ``key`` names the event or the agreement, its ``status``, ``earliest`` and
    ``latest`` (days as text), ``until`` (the last year) and ``reported`` (year of the report) are
    those of its key. ``kind`` is that of an agreement; of a visit ``received`` or ``made``.

    The own city has a link with each event that its report tells; a partner with those about the
    tie, an agreement or a project of the two, those that lead to or from it, and those in which it
    or its people take part. An event that is part of another with the same city is not counted
    apart, nor is with a partner one that falls in the time of another: who acts in it acts in the
    whole. The own city has a link of the layer ``visit`` with each of its visits, whether a part or
    not. A day that is not told of an event is that of its whole.
    """
    told = _told(graph)
    known = {shorten(thing): standing for thing, standing in standings(graph).items()}
    rows = list(_rows(told, known))
    own = {city for city, _ in told.owns}
    cities = own | {partner for _, partner in told.partners}
    labels = Labels(graph)
    sides: dict[str, str] = {}
    for actor, city in sorted(told.sides):
        sides[actor] = f"{sides[actor]}{SEPARATOR}{city}" if actor in sides else city
    nodes: dict[str, dict[str, Any]] = {
        node: {
            "label": labels.of(node),
            "label_fr": labels.of(node, "fr"),
            "own": node in own if node in cities else None,
            "kind": told.kinds.get(node),
            "side": sides.get(node),
        }
        for node in sorted({*cities, *(other for _, other, *_ in rows)})
    }
    links = links_of(
        "contacts",
        [(city, other) for city, other, *_ in rows],
        nodes=nodes,
        columns={name: [row[2 + i] for row in rows] for i, name in enumerate(COLUMNS)},
        second=frozenset(nodes) - cities,
        star_of=tuple(sorted(own)),
    )
    # Where no report is read there is nothing, but what it would be is known.
    return links if nodes else replace(links, attributes=_NOTHING, second=np.zeros(0, np.bool_))


@dataclass(frozen=True)
class _Told:
    """The rows of the query by layer, names short."""

    owns: frozenset[Pair]
    partners: frozenset[Pair]
    events: frozenset[Pair]
    agreements: frozenset[Pair]
    wholes: frozenset[Pair]
    whiles: frozenset[Pair]
    visits: frozenset[Pair]
    actors: frozenset[Pair]
    offices: frozenset[Pair]
    sides: frozenset[Pair]
    kinds: dict[str, str]


def _told(graph: Graph) -> _Told:
    query = read_query(folder("queries") / "projection" / "contacts.rq").text
    pairs: dict[str, set[Pair]] = {}
    kinds: dict[str, set[str]] = {}
    for source, target, layer, kind in graph.stream(query)[1]:
        pairs.setdefault(value(layer), set()).add((shorten(value(source)), shorten(value(target))))
        if kind is not None:
            kinds.setdefault(shorten(value(target)), set()).add(shorten(value(kind)))
    return _Told(
        **{f"{layer}s": frozenset(pairs.get(layer, ())) for layer in _LAYERS},
        kinds={thing: _kind(found) for thing, found in kinds.items()},
    )


def _kind(found: set[str]) -> str:
    """Return the kind of organisation or agreement, else the narrowest class."""
    own = sorted(kind for kind in found if not kind.startswith("tg:"))
    if own:
        return own[0].partition(":")[2].replace("-", " ")
    return next(word for name, word in _KINDS.items() if name in found)


def _rows(told: _Told, known: dict[str, Standing]) -> Iterator[tuple[Any, ...]]:
    """Yield city, the other end and `COLUMNS` of each link."""
    own = {city for city, _ in told.owns}
    cities = own | {partner for _, partner in told.partners}
    parts, whole = _all_above(told.wholes), _all_above(told.wholes | told.whiles)
    of_city: dict[str, set[str]] = {}
    for city, event in told.events:
        of_city.setdefault(city, set()).add(event)
    for city, agreement in sorted(told.agreements):
        kind = told.kinds.get(agreement)
        yield city, agreement, "agreement", agreement, kind, *_standing([agreement], known)
    for city, events in sorted(of_city.items()):
        above = parts if city in own else whole
        for event in sorted(e for e in events if not events & above.get(e, set())):
            standing = _standing([event, *sorted(whole.get(event, ()))], known)
            yield city, event, "event", event, None, *standing
            within = {event, *(part for part, over in above.items() if event in over)}
            for layer, pairs in (("actor", told.actors), ("office", told.offices)):
                for actor in sorted({who for at, who in pairs if at in within} - cities):
                    yield city, actor, layer, event, None, *standing
    for city in sorted(own):
        for visit in sorted({visit for visit, _ in told.visits} & of_city.get(city, set())):
            to = {place for at, place in told.visits if at == visit}
            kind = None if to == {visit} else "received" if city in to else "made"
            standing = _standing([visit, *sorted(whole.get(visit, ()))], known)
            yield city, visit, "visit", visit, kind, *standing


def _all_above(wholes: Iterable[Pair]) -> dict[str, set[str]]:
    """Return all to which each event belongs, wholes of wholes included, never itself."""
    direct: dict[str, set[str]] = {}
    for part, whole in wholes:
        direct.setdefault(part, set()).add(whole)
    found: dict[str, set[str]] = {}
    for part in direct:
        above, ahead = set[str](), set(direct[part])
        while ahead:
            above |= ahead
            ahead = {up for each in ahead for up in direct.get(each, ())} - above
        found[part] = above - {part}
    return found


def _standing(
    things: list[str], known: dict[str, Standing]
) -> tuple[str | None, str | None, str | None, float | None, float | None]:
    """Return status, first and last day, last year and year of telling of the first thing.

    Days are the narrowest that are told of it or of one of the others.
    """
    own = known.get(things[0], {})
    spans = [
        (days["earliest"], days["latest"])
        for days in (
            {name: value(known[t][name][0]) for name in ("earliest", "latest") if name in known[t]}
            for t in things
            if t in known
        )
        if len(days) == 2
    ]
    if "start_year" in own and not spans:  # of what lasts, the beginning
        year = value(own["start_year"][0])
        spans = [(f"{year}-01-01", f"{year}-12-31")]
    first, last = min(spans, key=_length) if spans else (None, None)
    status = shorten(value(own["status"][0])).partition(":")[2] if "status" in own else None
    until = max((float(value(year)) for year in own.get("end_year", ())), default=None)
    reported = max((float(value(year)) for year in own.get(REPORTED, ())), default=None)
    return status, first, last, until, reported


def _length(span: tuple[str, str]) -> tuple[int, str]:
    """Return a number that orders spans of days by their length."""
    (y1, m1, d1), (y2, m2, d2) = (map(int, day.split("-")) for day in span)
    return (y2 - y1) * 372 + (m2 - m1) * 31 + d2 - d1, span[0]
