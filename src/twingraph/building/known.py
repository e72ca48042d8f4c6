"""The cities that authored data know already: their names, numbers and places.

In: quads. Out: `Known` for each city, and which things have a label. It decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

from twingraph.identity.model import Known
from twingraph.prefixes import PREFIXES, expand, local_name
from twingraph.store import value

_LABEL: Final = expand("rdfs:label")
_TOLD: Final = {
    expand(name): name
    for name in (
        "rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel", "tg:latitude", "tg:longitude",
        "tg:country", "tg:geonamesFeature", "tg:wikidataItem",
    )
}  # fmt: skip
_NAMES: Final = ("rdfs:label", "skos:prefLabel", "skos:altLabel")
_CITY: Final = expand("tg:City")


def known_cities(quads: Iterable[px.Quad]) -> list[Known]:
    """Return the cities of which quads say that they are, by slug."""
    told: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        subject, name = value(quad.subject), _TOLD.get(quad.predicate.value)
        if name is not None and subject.startswith(PREFIXES["city"]):
            told[subject][name].add(value(quad.object))
    return [_known(iri, of) for iri, of in sorted(told.items()) if _CITY in of["rdf:type"]]


def labelled(quads: Iterable[px.Quad]) -> set[str]:
    """Return the IRIs of what has a label."""
    return {value(quad.subject) for quad in quads if quad.predicate.value == _LABEL}


def _known(iri: str, told: dict[str, set[str]]) -> Known:
    names = {name for prop in _NAMES for name in told[prop]} or {local_name(iri)}
    country = min(map(local_name, told["tg:country"]), default="")
    numbers = [number for feature in told["tg:geonamesFeature"] if (number := _number(feature))]
    return Known(
        slug=local_name(iri),
        names=tuple(sorted(names)),
        country=country if len(country) == 2 else "",
        latitude=_degrees(told["tg:latitude"]),
        longitude=_degrees(told["tg:longitude"]),
        geonames=min(numbers, default=None),
        wikidata=tuple(sorted(map(local_name, told["tg:wikidataItem"]))),
    )


def _number(feature: str) -> int | None:
    """Return the number in ``https://sws.geonames.org/2790472/``, if that is what stands there."""
    number = feature.rstrip("/").rpartition("/")[2]
    return int(number) if number.isascii() and number.isdecimal() else None


def _degrees(said: Iterable[str]) -> float | None:
    """Return a number of degrees; what is none, and which of several is right, checks say."""
    for text in sorted(said):
        try:
            return float(text)
        except ValueError:
            continue
    return None
