"""Outside knowledge: every value against GeoNames (the package) and extracts of Wikidata."""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph as ox
import pytest

from outside_checks import (
    GRAPH,
    ID,
    OUTSIDE,
    ROOT,
    WORLD,
    cities,
    extracts,
    geonames_findings,
    geonames_text,
    kilometres,
    matching,
    register,
    stated,
    wikidata_findings,
    wikidata_text,
)

needs_world = pytest.mark.skipif(
    not WORLD.is_dir(), reason="../shared/world, the files published by others, is absent"
)

# What README.md calls the properties of a city.
PROPERTIES = {
    "position": ("latitude", "longitude"),
    "country": ("country",),
    "GeoNames identifier": ("geonamesFeature",),
    "Wikidata item": ("wikidataItem",),
}


def rows_of(heading: str) -> list[list[str]]:
    """Return the table's rows under a heading of README.md, without its two lines of head."""
    text = (OUTSIDE / "README.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_value_from_geonames_is_the_gazetteer_s() -> None:
    facts = stated(geonames_text(), "geonames")
    assert len(cities(facts)) == 16
    assert sum(subject.startswith("country/") for subject in facts) == 20
    assert geonames_findings(geonames_text()) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("50.4669", "50.5669", "city/namur-be: latitude"),
        ("-92.01984", "92.01984", "city/lafayette-la-us: longitude"),
        ("-92.01984", "-92.01984e0", "longitude is no decimal"),
        ("org/4330145/", "org/4922462/", "not the number"),  # Lafayette, Indiana
        ("org/2790471/", "org/1/", "not in the gazetteer"),
        ("org/2790471/", "org/2790471", "not in the gazetteer"),
        ("tg:country country:xk", "tg:country country:rs", "country is XK"),
        ("org/2802361/", "org/2802362/", "country/be"),
        ("city:paris-fr", "city:paris-tx-us", "no such slug"),
        ("latitude 46.516", "latitude 46.516, 46.517", "2 values of latitude"),
        ("org/6085763/", "org/6163012/", "stands 2 times"),  # one number, two towns
        ("tg:latitude 35.35 ;", "", "has ["),
    ],
)
def test_a_wrong_value_from_geonames_is_caught(old: str, new: str, finding: str) -> None:
    damaged = geonames_text().replace(old, new, 1)
    assert damaged != geonames_text()
    assert any(finding in found for found in geonames_findings(damaged))


def test_a_city_s_country_is_described_too() -> None:
    facts = stated(geonames_text(), "geonames")
    used = {value.value for p in cities(facts).values() for value in p["country"]}
    assert used <= {ID + subject for subject in facts}


@needs_world
def test_every_wikidata_item_is_borne_out_by_an_extract() -> None:
    assert len(cities(stated(wikidata_text(), "wikidata"))) == 13
    assert wikidata_findings(wikidata_text()) == []


@needs_world
@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("wd:Q134121", "wd:Q134122", "namur-be"),
        ("wd:Q2145", "wd:Q176", "quebec-qc-ca"),  # the province
        ("wd:Q90", "wd:Q807", "stands 2 times"),
        ("wd:Q90", "wd:Q90, wd:Q91", "2 values of wikidataItem"),
        ("wd:Q139190", "wd:Q234704", "terrebonne-qc-ca: nothing bears out"),  # its partner
        ("city:namur-be", "city:namur-qc-ca", "namur-qc-ca: nothing bears out"),
        ("city:lafayette-la-us", "city:namur-wi-us", "namur-wi-us: nothing bears out"),
        ("city:namur-be", "city:namur-fr", "no such slug"),
    ],
)
def test_a_wrong_wikidata_item_is_caught(old: str, new: str, finding: str) -> None:
    damaged = wikidata_text().replace(f"{old} ", f"{new} ", 1)
    assert damaged != wikidata_text()
    assert any(finding in found for found in wikidata_findings(damaged))


@needs_world
def test_no_item_that_an_extract_bears_out_is_left_out() -> None:
    known = cities(stated(wikidata_text(), "wikidata"))
    provable = {s for s in register() for w in extracts().values() if matching(s, w)}
    assert provable <= known.keys()
    assert known.keys() - provable == {"terrebonne-qc-ca"}


@needs_world
def test_the_readme_says_how_each_item_was_checked() -> None:
    places = cities(stated(geonames_text(), "geonames"))
    expected = []
    for slug in sorted(cities(stated(wikidata_text(), "wikidata"))):
        latitude, longitude = (
            float(places[slug][name][0].value) for name in ("latitude", "longitude")
        )
        for extract, witnesses in sorted(extracts().items()):
            for w in matching(slug, witnesses):
                away = kilometres(latitude, longitude, w.latitude, w.longitude)
                expected.append(
                    [f"city:{slug}", w.item, extract, w.label, w.country, f"{away:.1f}"]
                )
    assert rows_of("How each Wikidata item was checked") == expected


def test_the_readme_s_items_are_those_of_the_graph() -> None:
    facts = cities(stated(wikidata_text(), "wikidata"))
    items = {
        f"city:{slug}": p["wikidataItem"][0].value.rsplit("/", 1)[1] for slug, p in facts.items()
    }
    told = {row[0]: row[1] for row in rows_of("How each Wikidata item was checked")}
    assert told | {"city:terrebonne-qc-ca": "Q139190"} == items


def test_what_is_not_known_is_listed_and_nothing_else_is() -> None:
    geonames = cities(stated(geonames_text(), "geonames"))
    wikidata = cities(stated(wikidata_text(), "wikidata"))
    missing = [
        (f"city:{slug}", what)
        for slug in sorted(register())
        for what, properties in PROPERTIES.items()
        if not all(p in geonames.get(slug, {}) or p in wikidata.get(slug, {}) for p in properties)
    ]
    rows = rows_of("Not known")
    assert [(place, what) for place, what, _ in rows] == missing
    assert all(why for _, _, why in rows)


@pytest.mark.parametrize(
    ("text", "name"), [(geonames_text, "geonames"), (wikidata_text, "wikidata")]
)
def test_each_graph_names_its_source_with_title_publisher_and_licence(text: Any, name: str) -> None:
    facts = stated(text(), name)
    assert facts[GRAPH + name]["source"] == [ox.NamedNode(f"{ID}source/{name}")]
    source = facts[f"source/{name}"]
    terms = "http://purl.org/dc/terms/"
    assert {value.language for value in source[terms + "title"]} == {"en", "fr"}
    assert len(source[terms + "publisher"]) == 1
    assert source[terms + "license"][0].value.startswith("https://creativecommons.org/")


@pytest.mark.parametrize("name", ["geonames", "wikidata"])
def test_prefixes_are_those_of_the_context(name: str) -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    text = (OUTSIDE / f"{name}.trig").read_text(encoding="utf-8")
    declared = dict(re.findall(r"^@prefix ([a-z]+): <([^>]+)> \.$", text, flags=re.MULTILINE))
    assert declared
    assert declared.items() <= context["@context"].items()
