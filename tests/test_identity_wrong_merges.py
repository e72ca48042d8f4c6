"""What was found merged and should not be: each cause once, and what must stay merged."""

from __future__ import annotations

import pytest

import toy_gazetteer
from twingraph.identity import Match, identify
from twingraph.imports.model import Place


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gazetteer be the invented one."""
    toy_gazetteer.install(monkeypatch)


def one(place: Place) -> Match:
    """Return the match of a place that stands alone in its source."""
    return identify([("here", place)]).matches["here", place.key]


@pytest.mark.parametrize(
    "place",
    [
        # Its own name is longer, and it lies 41 km from the town.
        Place("a", "Weissach im Tal", country="Germany", latitude=48.917, longitude=9.483),
        # A part of Stuttgart, 26 km from the town.
        Place("a", "Vaihingen (Stuttgart)", country="Germany", latitude=48.727, longitude=9.113),
        Place("a", "Vaihingen (Stuttgart)", country="Germany"),
        # A state under one of the other names of a town in it.
        Place("a", "Goa", country="India", latitude=15.4, longitude=74.05),
        Place("a", "Goa", country="India", population=1_458_545),
        # A village of that name, and another one 47 km away.
        Place("a", "Neuerburg", country="Germany", latitude=50.013, longitude=6.293),
        # Parts of a city.
        Place("a", "Istanbul (Besiktas)", country="Turkey", latitude=41.01, longitude=28.95),
        Place("a", "Istanbul (Bagcilas)", country="Turkey", latitude=41.01, longitude=28.95),
        Place("a", "Stuttgart (Bezirk Nord)", country="Germany", latitude=48.78, longitude=9.18),
        # What is larger than a city.
        Place("a", "Halmstad (Vald)", country="Sweden", latitude=56.67, longitude=12.86),
        Place("a", "Emirate of Dubai", country="UAE", latitude=25.07, longitude=55.17),
        # A name of two places, one of which the gazetteer lacks.
        Place("a", "Orange City", country="United States", latitude=33.7, longitude=-117.8),
        # The name says Stuttgart, the position Weimar.
        Place("a", "Weimar (Stuttgart)", country="Germany", latitude=50.98, longitude=11.33),
    ],
)
def test_it_is_not_that_city(place: Place) -> None:
    found = one(place)
    assert found.grade != "same"
    assert found.slug not in {spot_slug for spot_slug in (found.candidate,) if spot_slug}


@pytest.mark.parametrize(
    ("place", "slug"),
    [
        (Place("a", "Goa", country="India", latitude=15.4, longitude=73.85), "mormugao-in"),
        (
            Place("a", "Vaihingen (Enz)", country="Germany", latitude=48.93, longitude=8.97),
            "vaihingen-an-der-enz-de",
        ),
        # A large city, of which the source has the middle of the prefecture.
        (Place("a", "Saitama", country="Japan", latitude=36.0, longitude=139.35), "saitama-jp"),
        (Place("a", "Besiktas (Istanbul)", country="Turkey"), "besiktas-tr"),
        (Place("a", "Istanbul (Türkei)", country="Turkey"), "istanbul-tr"),
        # What is added bears the name of no city: the position tells.
        (
            Place("a", "Behringen (Wald)", country="Germany", latitude=50.77, longitude=11.01),
            "behringen-de",
        ),
        (Place("a", "Greater Manchester", country="England"), "manchester-gb"),
        (Place("a", "City of Orange", country="USA"), "orange-ca-us"),
    ],
)
def test_it_is_that_city(place: Place, slug: str) -> None:
    assert (one(place).slug, one(place).grade) == (slug, "same")


def test_what_one_source_tells_apart_is_not_one_city() -> None:
    places = [
        Place("a", "Behringen (Hier)", country="Germany"),
        Place("b", "Behringen (Dort)", country="Germany"),
    ]
    found = identify([("here", place) for place in places])
    assert {m.grade for m in found.matches.values()} == {"probable"}
    assert len({m.slug for m in found.matches.values()}) == 2
    assert one(places[0]).slug == "behringen-de"


def test_the_land_around_a_city_is_another_place_where_the_source_names_both() -> None:
    places = [
        Place("a", "Greater Manchester", country="England"),
        Place("b", "Manchester", country="England"),
    ]
    found = identify([("here", place) for place in places])
    assert found.matches["here", "a"].grade == "probable"
    assert found.matches["here", "b"].slug == "manchester-gb"


def test_an_item_that_one_language_calls_an_emirate_is_not_the_town() -> None:
    found = identify(
        [
            ("old", Place("Q613", "Dubai", "de", wikidata="Q613")),
            ("new", Place("Q613", "Emirate of Dubai", "en", "UAE", wikidata="Q613")),
            ("new", Place("Q612", "Dubai", "en", "UAE", wikidata="Q612")),
        ]
    )
    assert found.matches["new", "Q613"].grade == "probable"
    assert found.matches["new", "Q612"] == Match("dubai-ae", "same", None, ("name", "country"))


def test_a_place_without_position_does_not_tie_two_that_lie_apart() -> None:
    north = Place("a", "Bezdan", country="Serbia", latitude=45.85, longitude=18.93)
    south = Place("b", "Bezdan", country="Serbia", latitude=43.0, longitude=21.0)
    nowhere = Place("c", "Bezdan", country="Serbia")
    found = identify([("one", north), ("two", south), ("three", nowhere)])
    assert len({m.slug for m in found.matches.values()}) == 3
    found = identify([("one", north), ("three", nowhere)])
    assert len({m.slug for m in found.matches.values()}) == 1


def test_places_close_together_are_found_across_the_date_line_and_near_the_pole() -> None:
    for latitude, east, west in ((-16.5, 179.99, -179.99), (89.99, 0.0, 180.0)):
        pair = [
            ("one", Place("a", "Nix", country="Fiji", latitude=latitude, longitude=east)),
            ("two", Place("a", "Nix", country="Fiji", latitude=latitude, longitude=west)),
        ]
        assert len({m.slug for m in identify(pair).matches.values()}) == 1
