"""What is known of the nodes: names, type, country and what follows from it, position.

In: a graph, the classes of a projection's nodes. Out: their attributes by IRI, the same names for
every node, None where nothing is told. It knows no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from twingraph.prefixes import expand, local_name, shorten
from twingraph.projections.countries import countries
from twingraph.queries import bind, read_query
from twingraph.remembering import remembered
from twingraph.resources import folder
from twingraph.store import Graph, value

NUMBERS: Final = ("latitude", "longitude", "population")
ATTRIBUTES: Final = (
    *("label", "label_fr", "type", "country", "continent", "language", "eu", *NUMBERS, "own"),
)


@dataclass(frozen=True)
class Nodes:
    """What is known of things: attributes by IRI, and the things of each class asked for."""

    about: dict[str, dict[str, Any]]
    members: dict[str, frozenset[str]]


@remembered
def read_nodes(graph: Graph, classes: tuple[str, ...]) -> Nodes:
    """Return what is known of the things of some classes (``tg:City``) and of those below them."""
    query = read_query(folder("queries") / "projection" / "nodes.rq")
    _, rows = graph.stream(bind(query, {"class": classes}, lambda name, _: expand(name)))
    above: dict[str, set[str]] = {}
    types: dict[str, set[str]] = {}
    told: dict[str, dict[str, Any]] = {}
    for node, type_, wider, label, tongue, country, by, north, east, people, own in rows:
        iri = value(node)
        if wider is not None:
            above.setdefault(iri, set()).add(value(wider))
            continue
        held = told.setdefault(iri, {})
        if type_ is not None:
            types.setdefault(iri, set()).add(value(type_))
        if label is not None:
            language = value(tongue)
            _first(held, language if language in ("en", "fr") else "other", value(label))
        if country is not None:
            _first(held, "country", value(country))
        if by is not None:
            point = (value(by), float(value(north)), float(value(east)))
            held["point"] = min(held.get("point", point), point)
        if people is not None:
            held["population"] = max(held.get("population", 0.0), float(value(people)))
        if own is not None:
            held["own"] = True
    about = {
        iri: _attributes(iri, held, types.get(iri, set()), above) for iri, held in told.items()
    }
    members = {
        name: frozenset(
            iri
            for iri, own_types in types.items()
            if any(expand(name) in {each, *above.get(each, ())} for each in own_types)
        )
        for name in classes
    }
    return Nodes(about, members)


def _first(held: dict[str, Any], name: str, text: str) -> None:
    """Keep of several values the first by name: the same whatever the order of rows."""
    if name not in held or text < held[name]:
        held[name] = text


def country_attributes(code: str | None) -> dict[str, Any]:
    """Return continent, language and EU membership by a country's code (``BE``), None unknown."""
    known = countries().get(code or "")
    if known is None:
        return {"continent": None, "language": None, "eu": None}
    return {"continent": known.continent, "language": known.language, "eu": known.eu}


def _attributes(
    iri: str, held: dict[str, Any], types: set[str], above: dict[str, set[str]]
) -> dict[str, Any]:
    code = local_name(held["country"]).upper() if "country" in held else None
    _, north, east = held.get("point", (None, None, None))
    label = held.get("en") or held.get("fr") or held.get("other") or shorten(iri)
    return {
        "label": label,
        "label_fr": held.get("fr") or label,
        "type": _narrowest(types, above),
        "country": code,
        **country_attributes(code),
        "latitude": north,
        "longitude": east,
        "population": held.get("population"),
        "own": held.get("own", False),
    }


def _narrowest(types: set[str], above: dict[str, set[str]]) -> str | None:
    """Return the narrowest of a thing's classes: the one that has most classes above it."""
    passed = {wider for each in types for wider in above.get(each, ()) if wider != each}
    kept = sorted(types - passed, key=lambda each: (-len(above.get(each, ())), each))
    return local_name(kept[0]) if kept else None
