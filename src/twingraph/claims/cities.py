"""Which city each mention is, and what is known of the cities, as N-Quads.

In: identities, and what the base graph says already. Out: the lines of ``graph:identity`` (cities,
their names and items, the match of each mention, countries) and of ``graph:gazetteer`` (what
GeoNames says of a city). What the base graph says of a city it knows is not said again.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from twingraph.claims import terms
from twingraph.claims.rows import mention
from twingraph.claims.terms import name
from twingraph.identity.model import IdentifiedCity, Identities, Known, Match
from twingraph.prefixes import PREFIXES
from twingraph.resources import bundled_file

IDENTITY: Final = name("graph:identity")
GAZETTEER: Final = name("graph:gazetteer")
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"

_TYPE: Final = name("rdf:type")
_LABEL: Final = name("rdfs:label")


def identity_lines(
    identities: Identities,
    sources: Collection[str],
    known: Iterable[Known],
    labelled: Collection[str],
) -> Iterator[str]:
    """Yield the lines of the graph of identity, for the mentions of these sources."""
    end = f" {IDENTITY} .\n"
    items = {city.slug: frozenset(city.wikidata) for city in known}
    for statement in _ours():
        yield statement + end
    for slug, city in sorted(identities.cities.items()):
        for statement in _city(city, items.get(slug, frozenset())):
            yield statement + end
    for key, match in sorted(identities.matches.items()):
        if key[0] in sources:
            for statement in _match(mention(*key), match):
                yield statement + end
    for statement in _countries(identities.cities, labelled):
        yield statement + end


def gazetteer_lines(identities: Identities) -> Iterator[str]:
    """Yield the lines of the gazetteer's graph: position, country, number, inhabitants."""
    end = f" {GAZETTEER} .\n"
    for statement in _geonames():
        yield statement + end
    for _, city in sorted(identities.cities.items()):
        if city.from_gazetteer:
            for statement in _listed(city):
                yield statement + end


@cache
def country_names() -> Mapping[str, tuple[str, str]]:
    """Return the English and the French name of each country, by its code in small letters."""
    path = bundled_file("data/imports/country-names.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["code"]: (row["en"], row["fr"]) for row in rows}


def _ours() -> Iterator[str]:
    source = name("source:twingraph")
    yield f"{IDENTITY} {name('tg:source')} {source}"
    yield f"{source} {_TYPE} {name('tg:Source')}"
    yield from _both(source, "twingraph", "twingraph")


def _geonames() -> Iterator[str]:
    source = name("source:geonames")
    yield f"{GAZETTEER} {name('tg:source')} {source}"
    yield f"{source} {_TYPE} {name('tg:Source')}"
    yield from _both(source, "GeoNames", "GeoNames")
    yield f"{source} {name('dcterms:license')} {terms.iri(LICENCE)}"


def _city(city: IdentifiedCity, items: Collection[str]) -> Iterator[str]:
    node = _node(city.slug)
    if not city.known:
        yield f"{node} {_TYPE} {name('tg:City')}"
        shown = city.name or city.slug
        yield from _both(node, shown, shown)
        if not city.from_gazetteer:
            yield from _where(city)
    for item in city.wikidata:
        if item not in items:
            yield f"{node} {name('tg:wikidataItem')} {terms.iri(PREFIXES['wd'] + item)}"
    for older in city.replaces:
        yield f"{_node(older)} {name('dcterms:isReplacedBy')} {node}"


def _listed(city: IdentifiedCity) -> Iterator[str]:
    """Yield what the gazetteer says of a city; of a known one the base graph says the rest."""
    node = _node(city.slug)
    if not city.known:
        yield from _where(city)
        if city.geonames is not None:
            feature = f"<https://sws.geonames.org/{city.geonames}/>"
            yield f"{node} {name('tg:geonamesFeature')} {feature}"
    if city.population:
        yield f"{node} {name('tg:population')} {terms.integer(city.population)}"


def _where(city: IdentifiedCity) -> Iterator[str]:
    node = _node(city.slug)
    if city.latitude is not None and city.longitude is not None:
        latitude, longitude = terms.decimal(city.latitude), terms.decimal(city.longitude)
        if latitude is not None and longitude is not None:
            yield f"{node} {name('tg:latitude')} {latitude}"
            yield f"{node} {name('tg:longitude')} {longitude}"
    if city.country:
        yield f"{node} {name('tg:country')} {name(f'country:{city.country}')}"


def _match(node: str, match: Match) -> Iterator[str]:
    yield f"{node} {name('tg:mentionOf')} {_node(match.slug)}"
    yield f"{node} {name('tg:grade')} {name(f'grade:{match.grade}')}"
    for reason in match.reasons:
        yield f"{node} {name('tg:matchReason')} {name(f'reason:{reason}')}"
    if match.candidate is not None:
        yield f"{node} {name('tg:candidate')} {_node(match.candidate)}"


def _countries(cities: Mapping[str, IdentifiedCity], labelled: Collection[str]) -> Iterator[str]:
    """Yield the countries of cities that the base graph does not name."""
    told = country_names()
    for code in sorted({c.country for c in cities.values() if c.country and not c.known}):
        if PREFIXES["country"] + code in labelled:
            continue
        node = name(f"country:{code}")
        yield f"{node} {_TYPE} {name('tg:Country')}"
        yield from _both(node, *told.get(code, (code.upper(), code.upper())))


def _both(node: str, english: str, french: str) -> Iterator[str]:
    yield f"{node} {_LABEL} {terms.text(english, 'en')}"
    yield f"{node} {_LABEL} {terms.text(french, 'fr')}"


def _node(slug: str) -> str:
    return f"<{PREFIXES['city']}{slug}>"
