"""Which city each place is: by identifier, name, country, region, position and population."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

import toy_gazetteer
from twingraph.identity import Known, Match, identify
from twingraph.imports.model import Place


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gazetteer be the invented one."""
    toy_gazetteer.install(monkeypatch)


def one(place: Place, *, use_coordinates: bool = True) -> Match:
    """Return the match of a place that stands alone in its source."""
    found = identify([("here", place)], use_coordinates=use_coordinates)
    return found.matches["here", place.key]


@pytest.mark.parametrize(
    ("place", "slug", "reason"),
    [
        (Place("a", "Namur", country="Belgium"), "namur-be", "name"),
        (Place("a", "NAMUR", country="Belgien"), "namur-be", "name-folded"),
        (Place("a", "Namen", country="Belgium"), "namur-be", "alternate-name"),
        (Place("a", "Ναμύρ", country="BE"), "namur-be", "alternate-name"),
        (Place("a", "Namur", country="Canada"), "namur-qc-ca", "name"),
        (Place("a", "Quebec City", country="Canada"), "quebec-qc-ca", "alternate-name"),
        (Place("a", "Halmstad City", country="Sweden"), "halmstad-se", "generic-word"),
        (Place("a", "Ville de Namur", country="Belgique"), "namur-be", "generic-word"),
        (Place("a", "Halmstad Municipality", country="Sweden"), "halmstad-se", "level"),
        (Place("a", "Qixia (Nanjing)", country="China"), "qixia-04-cn", "within"),
        (Place("a", "Frankfurt (Main)", country="Germany"), "frankfurt-am-main-de", "within"),
        (Place("a", "Frankfurt/Oder", country="Germany"), "frankfurt-oder-de", "name-folded"),
        (Place("a", "Springfield, Illinois", country="USA"), "springfield-il-us", "within"),
        (Place("a", "Springfield", country="Missouri, USA"), "springfield-mo-us", "region"),
        (Place("a", "Bangor", country="Wales"), "bangor-wls-gb", "region"),
        (Place("a", "Hue", country="Vietnam"), "hue-vn", "name-folded"),
        (Place("a", "順化", country="Vietnam"), "hue-vn", "alternate-name"),
        (Place("a", "Namur, Belgium"), "namur-be", "country"),
        (Place("a", "Halmstad"), "halmstad-se", "unique-name"),
        (Place("a", "Namur"), "namur-be", "dominant-population"),
        (Place("a", "whatever", geonames=13), "hue-vn", "identifier"),
        (
            Place("a", "Bangor", country="UK", population=18_000, wikidata="Q1"),
            "bangor-wls-gb",
            "population",
        ),
        (
            Place("a", "Springfield", country="USA", latitude=39.7, longitude=-89.6),
            "springfield-il-us",
            "distance",
        ),
    ],
)
def test_a_place_is_surely_this_city(place: Place, slug: str, reason: str) -> None:
    found = one(place)
    assert (found.slug, found.grade, found.candidate) == (slug, "same", None)
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("place", "grade", "candidate", "reason"),
    [
        (Place("a", "Springfield", country="USA"), "probable", "springfield-mo-us", "homonyms"),
        (Place("a", "Granada"), "unresolved", None, "homonyms"),
        (Place("a", "Atlantis", country="Greece"), "unresolved", None, "not-in-gazetteer"),
        (Place("a", "Namur", country="Ruritania"), "probable", "namur-be", "unknown-country"),
        (Place("Q9", "Halmstad", "de", wikidata="Q9"), "probable", "halmstad-se", "no-country"),
        (Place("a", "Halmstad County", country="Sweden"), "probable", "halmstad-se", "level"),
        (Place("a", "Iława (rural gmina)", country="Poland"), "unresolved", None, "no-position"),
        (Place("a", "Licheng (Jinan)", country="China"), "unresolved", None, "not-in-gazetteer"),
        (Place("a", "Nanjing – Halmstad", country="China"), "unresolved", None, "no-position"),
        (Place("a", "Qixia (Halmstad)", country="China"), "probable", None, "homonyms"),
        (
            Place("a", "Weimar", country="Germany", latitude=50.76, longitude=8.71),
            "rejected",
            "weimar-de",
            "far-away",
        ),
    ],
)
def test_a_place_is_a_city_of_its_own(
    place: Place, grade: str, candidate: str | None, reason: str
) -> None:
    found = one(place)
    assert found.grade == grade
    assert reason in found.reasons
    assert found.slug not in {"springfield-mo-us", "namur-be", "halmstad-se", "weimar-de"}
    if candidate is not None:
        assert found.candidate == candidate
    elif grade == "unresolved":
        assert found.candidate is None


def test_a_position_in_another_country_is_the_mistake() -> None:
    """Essen in Belgium stands in Wikipedia's lists with the position of Essen in Germany."""
    found = one(Place("a", "Essen", country="Belgium", latitude=51.4508, longitude=7.0131))
    assert (found.slug, found.grade) == ("essen-be", "same")
    assert "far-away" in found.reasons


def test_a_position_of_many_names_says_nothing() -> None:
    names = ["Weimar", "Essen", "Frankfurt am Main", "Nowhere", "Elsewhere"]
    places = [
        Place(name, name, country="Germany", latitude=50.76, longitude=8.71) for name in names
    ]
    found = identify([("here", place) for place in places])
    assert found.matches["here", "Weimar"] == Match("weimar-de", "same", None, ("name", "country"))
    assert not found.cities[found.matches["here", "Nowhere"].slug].placed
    found = identify([("here", place) for place in places[1:]])
    assert found.matches["here", "Essen"].grade == "rejected"


def test_positions_can_be_left_aside() -> None:
    place = Place("a", "Springfield", country="USA", latitude=39.7, longitude=-89.6)
    assert one(place, use_coordinates=False).grade == "probable"


def test_one_item_is_one_city_in_every_source() -> None:
    found = identify(
        [
            ("old", Place("Q70461", "Namen", "de", wikidata="Q70461")),
            ("new", Place("Q70461", "Namur", "en", "Belgium", wikidata="Q70461")),
        ]
    )
    assert {m.slug for m in found.matches.values()} == {"namur-be"}
    assert found.cities["namur-be"].wikidata == ("Q70461",)


def test_two_items_are_never_one_city() -> None:
    city = Place("Q25413", "Halmstad", "en", "Sweden", population=66_000, wikidata="Q25413")
    around = replace(city, key="Q504692", name="Halmstad Municipality", wikidata="Q504692")
    found = identify([("new", around), ("new", city)])
    assert found.matches["new", "Q25413"] == Match("halmstad-se", "same", None, ("name", "country"))
    other = found.matches["new", "Q504692"]
    assert (other.grade, other.candidate) == ("probable", "halmstad-se")
    assert {"level", "other-item"} <= set(other.reasons)
    assert other.slug != "halmstad-se"


def test_a_number_that_two_items_have_joins_no_items() -> None:
    places = [
        Place("a", "Namur", country="Belgium", wikidata="Q134121", geonames=13),
        Place("b", "Hue", country="Vietnam", wikidata="Q36167", geonames=13),
        Place("c", "Huế", country="Vietnam", geonames=13),
    ]
    found = identify([("here", place) for place in places])
    slugs = [found.matches["here", key].slug for key in "abc"]
    assert slugs[0] != slugs[1]
    assert slugs[2] == "hue-vn"
    assert all(len(city.wikidata) <= 1 for city in found.cities.values())


def test_the_municipality_is_the_city_where_no_source_tells_them_apart() -> None:
    item = Place("Q504692", "Halmstad Municipality", "en", "Sweden", wikidata="Q504692")
    found = identify([("items", item), ("names", Place("a", "Halmstad", country="Sweden"))])
    assert {m.slug for m in found.matches.values()} == {"halmstad-se"}
    found = identify([("names", item), ("names", Place("a", "Halmstad", country="Sweden"))])
    assert found.matches["names", "Q504692"].grade == "probable"


def test_the_only_item_among_homonyms_is_meant() -> None:
    item = Place(
        "Q38022", "Springfield", "en", "USA", latitude=39.8, longitude=-89.6, wikidata="Q38022"
    )
    place = Place("a", "Springfield", country="United States")
    found = identify([("items", item), ("names", place)])
    assert found.matches["names", "a"].slug == "springfield-il-us"
    assert "only-item" in found.matches["names", "a"].reasons
    other = replace(item, key="Q135615", wikidata="Q135615", latitude=37.2, longitude=-93.3)
    found = identify([("items", item), ("items", other), ("names", place)])
    assert found.matches["names", "a"].grade == "probable"


def test_names_of_an_item_serve_other_sources() -> None:
    item = Place("Q36167", "Thuận Hóa", "vi", "Vietnam",
                 latitude=16.46, longitude=107.6, wikidata="Q36167")  # fmt: skip
    known = Known("hue-vn", ("Huế",), "vn", geonames=13, wikidata=("Q36167",))
    place = Place("a", "Thuan Hoa", country="Vietnam")
    found = identify([("items", item), ("names", place)], [known])
    assert found.matches["names", "a"].slug == "hue-vn"


def test_a_known_city_keeps_its_slug_also_outside_the_gazetteer() -> None:
    known = Known("namur-wi-us", ("Namur",), "us", 44.7, -87.7, wikidata=("Q777",))
    found = identify(
        [
            ("items", Place("Q777", "whatever", "de", wikidata="Q777")),
            ("names", Place("a", "Namur", country="United States")),
        ],
        [known],
    )
    assert {m.slug for m in found.matches.values()} == {"namur-wi-us"}
    assert found.cities["namur-wi-us"].known
    assert found.cities["namur-wi-us"].placed


def test_what_the_gazetteer_lacks_is_matched_by_name_and_position() -> None:
    village = Place("a", "Bezdan", country="Serbia", latitude=45.85, longitude=18.93)
    close = replace(village, latitude=45.86)
    far = replace(village, latitude=43.0)
    found = identify([("one", village), ("two", close), ("three", far)])
    assert found.matches["one", "a"].slug == found.matches["two", "a"].slug
    assert {found.matches[s, "a"].grade for s in ("one", "two")} == {"same"}
    assert found.matches["three", "a"].grade == "unresolved"
    assert len(found.cities) == 2
    assert all(slug.startswith("bezdan") and slug.endswith("-rs") for slug in found.cities)


def test_the_same_place_under_two_labels_of_its_country_is_one() -> None:
    place = Place("a", "Saltley", country="England", latitude=52.49, longitude=-1.86)
    again = replace(place, key="b", country="England, United Kingdom")
    found = identify([("here", place), ("here", again)])
    assert found.matches["here", "a"].slug == found.matches["here", "b"].slug
    assert found.cities["saltley-gb"].region == "eng"


def test_an_item_that_nothing_places_is_known_by_its_number() -> None:
    found = identify([("old", Place("Q123", "Atlantis", "de", wikidata="Q123"))])
    assert found.matches["old", "Q123"].slug == "wikidata-q123"
    city = found.cities["wikidata-q123"]
    assert (city.placed, city.name, city.wikidata) == (False, "Atlantis", ("Q123",))
    assert {"no-country", "no-position"} <= set(found.matches["old", "Q123"].reasons)


def test_a_slug_once_given_stays_and_leads_to_what_replaces_it() -> None:
    item = Place("Q70461", "Namen", "de", wikidata="Q70461")
    first = identify([("old", item)])
    assert first.matches["old", "Q70461"].slug == "wikidata-q70461"
    register = {"wikidata:Q70461": "wikidata-q70461", "geonames:3": "quebec-ca"}
    named = Place("Q70461", "Namur", "en", "Belgium", wikidata="Q70461")
    places = [("old", item), ("new", named), ("new", Place("b", "Québec", country="Canada"))]
    then = identify(places, register=register)
    assert then.matches["old", "Q70461"].slug == "namur-be"
    assert then.cities["namur-be"].replaces == ("wikidata-q70461",)
    assert then.matches["new", "b"].slug == "quebec-ca"
    back = identify([("old", item)], register=register | {"geonames:1": "namur-be"})
    assert back.matches["old", "Q70461"].slug == "wikidata-q70461"


def test_order_changes_nothing_and_twice_is_once() -> None:
    names = [spot.name for spot, _ in toy_gazetteer.ROWS]
    labels = ["Belgium", "USA", "Germany", "China", "England", "Canada", "", "Ruritania"]
    chance = random.Random("order")
    mentions = []
    for key in range(160):
        source = chance.choice(["one", "two", "three"])
        spot, others = chance.choice(toy_gazetteer.ROWS)
        name = chance.choice([spot.name, *others, f"{chance.choice(names)} ({spot.name})", "Nix"])
        placed = spot.position if chance.random() < 0.6 else None
        item = f"Q{chance.randint(1, 40)}" if chance.random() < 0.4 else ""
        mentions.append(
            (
                source,
                Place(
                    str(key),
                    name,
                    country=chance.choice([spot.country, *labels]),
                    latitude=placed[0] if placed else None,
                    longitude=placed[1] if placed else None,
                    wikidata=item,
                ),
            )
        )
    first = identify(mentions)
    assert len({m.slug for m in first.matches.values()}) > 20
    assert {m.grade for m in first.matches.values()} > {"same", "probable", "unresolved"}
    for _ in range(5):
        chance.shuffle(mentions)
        assert identify(mentions) == first
    assert identify([*mentions, *mentions]) == first
    assert set(first.matches) == {(source, place.key) for source, place in mentions}
    assert {m.slug for m in first.matches.values()} <= set(first.cities)
    assert {m.candidate for m in first.matches.values() if m.candidate} <= set(first.cities)
    items: dict[str, set[str]] = {}
    for source, place in mentions:
        if place.wikidata:
            slug = first.matches[source, place.key].slug
            items.setdefault(place.wikidata, set()).add(slug)
    assert all(len(slugs) == 1 for slugs in items.values())
