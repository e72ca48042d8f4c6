"""A small world of imported sources, hand-made, for tests of claims and of queries; no tests here.

In: nothing. Out: kept sources (`small_sources`), the identities of their places
(`SMALL_IDENTITIES`), the quads of both (`small_world_quads`), or these with the ontology as a graph
(`small_world_graph`). The twinnings of 1952, 1956 and 1958 are well known; all else, above all
who says it, is invented. What each source holds that the others do not:

- ``almanac-2026`` calls every tie twinned, once for each pair; has positions, no identifiers. It
  ties Rome to itself, and to a Lafayette of which it does not say which.
- ``items-2022`` calls every tie twinned, and says who states it, by Wikidata items: Namur states
  Lafayette and is not answered; one item is nowhere on the map.
- ``registry-2015`` has forms and years, and calls no tie a twinning.
- ``yearbook-2020`` has kinds, and other years: it contradicts the registry on Cologne and Liverpool
  (1953, not 1952), on the kind of Cologne and Lille, and has Lille and Turin end.
- ``creative-2024`` is a list of members of a network with their fields; Granada stands twice in it,
  and is two cities.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph import loading
from twingraph.claims import WrittenClaims, write_claims
from twingraph.identity.model import Grade, IdentifiedCity, Identities, Known, Match
from twingraph.imports import kept
from twingraph.imports.model import Link, Member, Place, Provenance, Spec
from twingraph.resources import folder
from twingraph.store import Graph

KNOWN: Final = ("lafayette-la-us", "namur-be", "paris-fr", "quebec-qc-ca")
"""The cities that the bundled graph of Namur holds, too."""
SAID_BY_SEVERAL: Final = ("cologne-de", "liverpool-gb")
"""Two cities that four sources tie; the almanac, the items (both ways), registry and yearbook."""

# Slug: name, country, latitude, longitude, population, GeoNames number, Wikidata items.
_CITIES: Final[dict[str, tuple[str, str, float | None, float | None, int, int, str]]] = {
    "cologne-de": ("Cologne", "de", 50.93333, 6.95, 1024000, 2886242, "Q365"),
    "esch-sur-alzette-lu": ("Esch-sur-Alzette", "lu", 49.49583, 5.98056, 28228, 2960596, ""),
    "granada-es": ("Granada", "es", 37.18817, -3.60667, 234325, 2517117, ""),
    "granada-ni": ("Granada", "ni", 11.92988, -85.95602, 89409, 3619136, ""),
    "lafayette-in-us": ("Lafayette", "us", 40.4167, -86.87529, 71111, 4922462, ""),
    "lafayette-la-us": ("Lafayette", "us", 30.22409, -92.01984, 127657, 4330145, "Q128891"),
    "liege-be": ("Liège", "be", 50.63373, 5.56749, 182597, 2792413, ""),
    "lille-fr": ("Lille", "fr", 50.63297, 3.05858, 234475, 2998324, "Q648"),
    "liverpool-gb": ("Liverpool", "gb", 53.41058, -2.97794, 496784, 2644210, "Q24826"),
    "namur-be": ("Namur", "be", 50.4669, 4.86746, 106284, 2790471, "Q134121"),
    "paris-fr": ("Paris", "fr", 48.85341, 2.3488, 2138551, 2988507, "Q90"),
    "quebec-qc-ca": ("Québec", "ca", 46.81228, -71.21454, 531902, 6325494, "Q2145"),
    "rome-it": ("Rome", "it", 41.89193, 12.51133, 2318895, 3169070, "Q220"),
    "rotterdam-nl": ("Rotterdam", "nl", 51.9225, 4.47917, 598199, 2747891, ""),
    "turin-it": ("Turin", "it", 45.07049, 7.68682, 870456, 3165524, "Q495"),
    # Of their own: not in a gazetteer, or not told from homonyms.
    "lafayette": ("Lafayette", "us", None, None, 0, 0, ""),
    "sankt-example-de": ("Sankt Example", "de", 48.1, 11.2, 0, 0, ""),
    "wikidata-q999999901": ("Musterstadt", "", None, None, 0, 0, "Q999999901"),
}
_SURE: Final[tuple[Grade, str | None, tuple[str, ...]]] = ("same", None, ("name", "country"))
# Source and key of a place that is not simply the city of its key, and why.
_UNSURE: Final[dict[tuple[str, str], tuple[str, Grade, str | None, tuple[str, ...]]]] = {
    ("almanac-2026", "lafayette"): (
        "lafayette", "probable", "lafayette-la-us", ("name", "homonyms")
    ),
    ("almanac-2026", "sankt-example-de"): (
        "sankt-example-de", "unresolved", None, ("not-in-gazetteer",)
    ),
    ("items-2022", "wikidata-q999999901"): (
        "wikidata-q999999901", "unresolved", None, ("no-country", "no-position")
    ),
    ("registry-2015", "lafayette-in-us"): (
        "lafayette-in-us", "rejected", "lafayette-la-us", ("name", "far-away")
    ),
}  # fmt: skip
# What a source calls a city, where it is not our name.
_CALLED: Final = {
    ("almanac-2026", "quebec-qc-ca"): "Quebec City",
    ("items-2022", "cologne-de"): "Köln",
    ("items-2022", "rome-it"): "Rom",
    ("registry-2015", "cologne-de"): "Köln",
    ("registry-2015", "liege-be"): "Lüttich",
    ("yearbook-2020", "turin-it"): "Torino",
}
_COUNTRIES: Final = {
    "be": "Belgium", "ca": "Canada", "de": "Germany", "es": "Spain", "fr": "France",
    "gb": "England, United Kingdom", "it": "Italy", "lu": "Luxembourg", "ni": "Nicaragua",
    "nl": "Netherlands", "us": "United States",
}  # fmt: skip

_ALMANAC: Final = (
    ("cologne-de", "liverpool-gb"), ("cologne-de", "lille-fr"), ("paris-fr", "rome-it"),
    ("rome-it", "rome-it"), ("rome-it", "lafayette"), ("namur-be", "quebec-qc-ca"),
    ("cologne-de", "sankt-example-de"), ("liege-be", "turin-it"), ("paris-fr", "cologne-de"),
)  # fmt: skip
_ITEMS: Final = (
    ("cologne-de", "liverpool-gb"), ("liverpool-gb", "cologne-de"), ("paris-fr", "rome-it"),
    ("rome-it", "paris-fr"), ("namur-be", "lafayette-la-us"), ("namur-be", "wikidata-q999999901"),
    ("lille-fr", "cologne-de"), ("turin-it", "cologne-de"), ("cologne-de", "turin-it"),
)  # fmt: skip
# First, second, word, form, year.
_REGISTRY: Final = (
    ("cologne-de", "liverpool-gb", "p", "form:partnership", "within-1952"),
    ("cologne-de", "lille-fr", "p", "form:partnership", "within-1958"),
    ("cologne-de", "liege-be", "p", "form:partnership", "within-1958"),
    ("cologne-de", "esch-sur-alzette-lu", "p", "form:partnership", "within-1958"),
    ("cologne-de", "rotterdam-nl", "f", "form:friendship", "within-1958"),
    ("cologne-de", "turin-it", "p", "form:partnership", "within-1958"),
    ("cologne-de", "lafayette-in-us", "k", "form:contact", ""),
)
# First, second, word, kind, started, ended.
_YEARBOOK: Final = (
    ("cologne-de", "liverpool-gb", "twinning", "kind:twinning", "within-1953", ""),
    ("paris-fr", "rome-it", "twinning", "kind:twinning", "1956-01-30", ""),
    ("cologne-de", "lille-fr", "contacts", "kind:contact", "within-1958", ""),
    ("lille-fr", "turin-it", "twinning", "kind:twinning", "within-1958", "within-2010"),
    ("namur-be", "lafayette-la-us", "twinning", "kind:twinning", "within-1979", ""),
)
# Place, field, the source's own word.
_CREATIVE: Final = (
    ("liverpool-gb", "field:music", "Music"),
    ("granada-es", "field:literature", "Literature"),
    ("granada-ni", "field:design", "Design"),
    ("rome-it", "field:film", "Film"),
    ("turin-it", "field:design", "Design"),
    ("quebec-qc-ca", "field:literature", "Literature"),
    ("lille-fr", "", ""),
)


def _spec(name: str, title_en: str, title_fr: str, date: str, **other: object) -> Spec:
    told = Provenance(
        title_en, title_fr, "Somebody", date, f"https://example.org/{name}",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    )  # fmt: skip
    return Spec(name, "pairs", told, **other)  # type: ignore[arg-type]


SPECS: Final = {
    spec.name: spec
    for spec in (
        _spec("almanac-2026", "Almanac of twin towns", "Almanach des villes jumelées",
              "within-2026-02", language="en", listing=True),
        _spec("items-2022", "Items and their twins", "Éléments et leurs jumelles",
              "2022-01-15", language="de", listing=True, directed=True),
        _spec("registry-2015", "Registry of partnerships", "Registre des partenariats",
              "within-2015", language="de"),
        _spec("yearbook-2020", "Yearbook of cities", "Annuaire des villes",
              "within-2020", language="en"),
        _spec("creative-2024", "Members of a network", "Membres d’un réseau", "within-2024-10",
              language="en", network="network:unesco-creative-cities",
              network_en="UNESCO Creative Cities Network",
              network_fr="Réseau des villes créatives de l’UNESCO"),
    )
}  # fmt: skip


def _rows() -> dict[str, list[Link | Member]]:
    return {
        "almanac-2026": [
            Link(str(n), one, other, "twin town") for n, (one, other) in enumerate(_ALMANAC, 1)
        ],
        "items-2022": [
            Link(f"{_CITIES[one][6]}>{_CITIES[other][6]}", one, other, "P190")
            for one, other in _ITEMS
        ],
        "registry-2015": [
            Link(str(n), one, other, word, "", form, started)
            for n, (one, other, word, form, started) in enumerate(_REGISTRY, 1)
        ],
        "yearbook-2020": [
            Link(str(n), one, other, word, kind, "", started, ended)
            for n, (one, other, word, kind, started, ended) in enumerate(_YEARBOOK, 1)
        ],
        "creative-2024": [
            Member(str(n), place, "network:unesco-creative-cities", field, word)
            for n, (place, field, word) in enumerate(_CREATIVE, 1)
        ],
    }


ROWS: Final = _rows()


def _ends(row: Link | Member) -> tuple[str, ...]:
    return (row.first, row.second) if isinstance(row, Link) else (row.place,)


def _place(source: str, slug: str) -> Place:
    """Return a place as a source names it; its key is the slug, which no source knows."""
    spec, city = SPECS[source], _CITIES[slug]
    name, country, latitude, longitude, _, _, item = city
    has_items, has_positions = spec.directed, source == "almanac-2026"
    return Place(
        slug,
        _CALLED.get((source, slug), name),
        spec.language,
        "" if has_items or spec.network else _COUNTRIES.get(country, ""),
        latitude=latitude if has_positions else None,
        longitude=longitude if has_positions else None,
        wikidata=item if has_items else "",
    )


def small_places() -> Iterator[tuple[str, Place]]:
    """Yield each place with the name of its source, in the order in which rows name them."""
    for source, rows in ROWS.items():
        for slug in dict.fromkeys(slug for row in rows for slug in _ends(row)):
            yield source, _place(source, slug)


def _match(source: str, slug: str) -> Match:
    own, grade, candidate, reasons = _UNSURE.get((source, slug), (slug, *_SURE))
    return Match(own, grade, candidate, reasons)


def small_identities(known: Collection[str] = ()) -> Identities:
    """Return which city each place is; ``known`` are slugs that a base graph holds."""
    cities = {
        slug: IdentifiedCity(
            slug, name, country, "", latitude, longitude, population or None, number or None,
            (item,) if item else (), from_gazetteer=bool(number), known=slug in known,
            replaces=("koeln-de",) if slug == "cologne-de" else (),
        )
        for slug, (name, country, latitude, longitude, population, number, item) in _CITIES.items()
    }  # fmt: skip
    places = ((source, place.key) for source, place in small_places())
    return Identities({key: _match(*key) for key in places}, cities)


def small_sources(base: Path) -> list[Path]:
    """Keep the sources below a folder, as an import does, and return their folders."""
    places: dict[str, list[Place]] = {name: [] for name in SPECS}
    for source, place in small_places():
        places[source].append(place)
    for number, (name, spec) in enumerate(SPECS.items()):
        records = [*places[name], *ROWS[name]]
        names = {"names": "a" * 64} if name == "items-2022" else {}
        told = ({"file": f"{number}" * 64} | names, len(ROWS[name]) + number)
        kept.write_kept(base / name, spec, records, lambda told=told: told)  # type: ignore[misc]
    return [base / name for name in SPECS]


def write_small_world(base: Path, *, known: Iterable[Known] = ()) -> WrittenClaims:
    """Write the kept sources and their N-Quads below a folder."""
    held = list(known)
    identities = small_identities({city.slug for city in held})
    return write_claims(small_sources(base / "sources"), identities, base / "claims", known=held)


def small_world_quads(*, beside_namur: bool = False) -> list[px.Quad]:
    """Return the quads of the small world, sorted, without the ontology.

    ``beside_namur`` leaves out what the bundled graph says of the cities that are in both.
    """
    known = [
        Known(slug, (_CITIES[slug][0],), _CITIES[slug][1], wikidata=(_CITIES[slug][6],))
        for slug in KNOWN
    ]
    with tempfile.TemporaryDirectory() as base:
        written = write_small_world(Path(base), known=known if beside_namur else ())
        quads = {quad for path in written.files for quad in loading.read_quads(path)}
    return sorted(quads, key=str)


def small_world_graph() -> Graph:
    """Return the small world and the ontology as a graph in memory, without what follows."""
    ontology = loading.read_ontology(loading.ontology_files(folder("ontology")))
    return Graph.memory([*ontology, *small_world_quads()], "a small world")
