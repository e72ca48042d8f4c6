"""Events and persons as rows: when, how far, with which cities, on whose word.

In: a graph, its names, and the cities of the payload. Out: the payload's ``events``, ``persons``
and ``eventTypes``. Who took part, and all else, stands in the details.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from twingraph.map.payload.answers import asked
from twingraph.map.payload.naming import LANGUAGES, Names, Positions, Texts, texts
from twingraph.map.payload.ties import Lists, progress_of
from twingraph.map.payload.words import say
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.standing import Standing
from twingraph.store import Graph, Term, value

_PREAMBLE: Final = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("tg", "rdfs"))
_DATED: Final = "tg:dateWritten|tg:dateFromReportYear|tg:dateComputed|tg:date|tg:period|tg:started"
"""What tells when an event was, where no rule has concluded its current date."""
_HOW: Final = ("there", "goal", "with")
"""Where an event was: at its place, else where the visit went."""

Happened = dict[str, dict[str, set[str]]]
"""The cities of each event, by how they have to do with it."""


def happened(graph: Graph) -> Happened:
    """Return the cities of each event (IRIs), as the dossiers tie them."""
    found: Happened = {event: {} for event in _things(graph, "tg:Event")}
    cities = set(_things(graph, "tg:City"))
    for event, city, how in asked(graph, "map-events"):
        if value(event) in found and value(city) in cities:
            found[value(event)].setdefault(value(how), set()).add(value(city))
    above = _values(graph, "?thing tg:partOf ?value")
    own = {
        event: {city for held in hows.values() for city in held} for event, hows in found.items()
    }
    time, aim = (_values(graph, f"?thing tg:{name} ?value") for name in ("during", "purpose"))
    for part in found:
        wholes = _upwards(part, above)
        for whole in wholes:
            found[part].setdefault("with", set()).update(own.get(whole, ()))
        # What it is a part of, falls into or serves has its cities: but no part those of another.
        for other in {*wholes, *aim.get(part, ())} & found.keys():
            found[other].setdefault("with", set()).update(own[part])
        # Into whatever a part falls, its whole reaches too.
        for setting in set(_upwards(part, time)) & found.keys():
            for one in (part, *wholes):
                found[setting].setdefault("with", set()).update(own.get(one, ()))
    return found


def _upwards(thing: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what a thing is a part of, however far, the nearest first."""
    way = [thing]
    for one in way:  # grows while it is read
        way += [whole for whole in above.get(one, ()) if whole not in way]
    return way[1:]


def people(graph: Graph) -> dict[str, set[str]]:
    """Return the cities of each person (IRIs)."""
    found: dict[str, set[str]] = {person: set() for person in _things(graph, "tg:Person")}
    cities = set(_things(graph, "tg:City"))
    for person, city in asked(graph, "map-persons"):
        if value(person) in found and value(city) in cities:
            found[value(person)].add(value(city))
    return found


def event_rows(
    graph: Graph,
    found: Mapping[str, Mapping[str, set[str]]],
    cities: Positions,
    lists: Lists,
    names: Names,
    known: Mapping[str, Standing],
    told_by: Mapping[str, Sequence[str]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the events by time, and their types."""
    types = _values(graph, "?thing tg:eventType ?value")
    dates = _values(graph, f"?thing {_DATED} ?value")
    dates |= _values(graph, "?thing tg:currentDate ?value")
    spans = _Spans(graph, known)
    rows: list[dict[str, Any]] = []
    for event, around in found.items():
        standing = known.get(event, {})
        start, end = spans.of(event)
        statuses = [value(term) for term in standing.get("status", ())]
        status = statuses[0] if len(statuses) == 1 else ""
        here = [city for how in _HOW[:2] for city in sorted(around.get(how, ()))]
        rows.append(
            {
                "id": shorten(event),
                "label": names.texts(event),
                "types": [shorten(found) for found in types.get(event, ())],
                "progress": progress_of(status),
                "status": lists.statuses.of(status) if status else -1,
                "start": start,
                "end": end,
                "when": names.texts(min(dates[event])) if event in dates else {},
                "cities": sorted({cities.known(city) for held in around.values() for city in held}),
                "at": cities.known(here[0]) if here else -1,
                "sources": [lists.sources.of(source) for source in told_by.get(event, ())],
            }
        )
    rows.sort(key=lambda row: (row["start"] or 9999, row["id"]))
    used = Positions(sorted({expand(name) for row in rows for name in row["types"]}))
    return rows, used.named(names)


def person_rows(
    graph: Graph,
    found: Mapping[str, set[str]],
    cities: Positions,
    lists: Lists,
    names: Names,
    told_by: Mapping[str, Sequence[str]],
) -> list[dict[str, Any]]:
    """Return the persons by name, the named before the unnamed."""
    offices = _values(graph, "?held tg:holder ?thing ; tg:office ?value")
    ended = "?held tg:holder ?thing ; tg:office ?value ; tg:ended ?day"
    former = _values(graph, ended)
    capacities: dict[str, dict[str, set[str]]] = {}
    for person, words in graph.select(
        f"{_PREAMBLE}SELECT DISTINCT ?x ?words {{ ?x tg:capacity ?words }}"
    ):
        tag = getattr(words, "language", None) or LANGUAGES[0]
        capacities.setdefault(value(person), {}).setdefault(tag, set()).add(value(words))
    unnamed = set(_things(graph, "tg:UnnamedPerson"))
    rows = [
        {
            "id": shorten(person),
            "label": names.texts(person),
            "named": person not in unnamed,
            "role": _role(
                person,
                offices.get(person, ()),
                former.get(person, ()),
                capacities.get(person, {}),
                names,
            ),
            "cities": sorted(cities.known(city) for city in around),
            "sources": [lists.sources.of(source) for source in told_by.get(person, ())],
        }
        for person, around in found.items()
    ]
    return sorted(rows, key=lambda row: (not row["named"], row["label"]["en"], row["id"]))


def _role(
    person: str,
    offices: Sequence[str],
    former: Sequence[str],
    capacity: Mapping[str, set[str]],
    names: Names,
) -> Texts:
    """Return a person's offices, the former as such, else the source's own description."""
    label = names.texts(person)
    if offices:
        held = {
            tag: [names.of(office, tag) for office in offices if office not in former]
            for tag in LANGUAGES
        }
        gone = {
            tag: [say("former", tag).format(office=names.of(one, tag)) for one in former]
            for tag in LANGUAGES
        }
        made = texts(
            {tag: ", ".join([*sorted(held[tag]), *sorted(gone[tag])]) for tag in LANGUAGES}
        )
        return {} if made == label else made
    spoken = {tag: ", ".join(sorted(words)) for tag, words in capacity.items()}
    if not spoken:
        return {}
    return texts({tag: spoken.get(tag) or spoken[min(spoken)] for tag in LANGUAGES})


class _Spans:
    """The years of events: their own, else those of what they belong to, as the dossiers do it."""

    def __init__(self, graph: Graph, known: Mapping[str, Standing]) -> None:
        self._known = known
        self._above = _values(graph, "?thing tg:partOf ?value")
        self._setting = _values(graph, "?thing tg:during|tg:occasion ?value")

    def of(self, event: str) -> tuple[int | None, int | None]:
        """Return the first and the last year, None where it is not told."""
        way = [event, *_upwards(event, self._above)]
        settings = [setting for thing in way for setting in self._setting.get(thing, ())]
        told = (self._told(thing) for thing in (*way, *settings))
        return next((span for span in told if span != (None, None)), (None, None))

    def _told(self, thing: str) -> tuple[int | None, int | None]:
        held = self._known.get(thing, {})
        return _year(held.get("start_year", ())), _year(held.get("end_year", ()))


def _year(terms: Sequence[Term]) -> int | None:
    return int(value(terms[0])) if len(terms) == 1 else None


def _things(graph: Graph, cls: str) -> list[str]:
    rows = graph.select(
        f"{_PREAMBLE}SELECT DISTINCT ?x {{ ?sub rdfs:subClassOf* {cls} . ?x a ?sub }}"
    )
    return sorted(value(row[0]) for row in rows)


def _values(graph: Graph, pattern: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for thing, held in graph.select(f"{_PREAMBLE}SELECT DISTINCT ?thing ?value {{ {pattern} }}"):
        found.setdefault(value(thing), set()).add(value(held))
    return {thing: tuple(sorted(held)) for thing, held in found.items()}
