"""Names are folded, and read in the ways in which a gazetteer may write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph.identity.naming import COUNTY, MUNICIPALITY, Strength, fold, fold_all, level_of
from twingraph.identity.naming import readings as read
from twingraph.slugs import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Québec", "QUEBEC"),
        ("Łódź", "Lodz"),
        ("Ærøskøbing", "Aeroskobing"),
        ("Gießen", "Giessen"),
        ("İzmir", "Izmir"),
        ("Bourg-en-Bresse", "Bourg en Bresse"),
        ("L’Aquila", "L'Aquila"),
        ("Huế", "Hue"),
        ("Ōgaki", "Ogaki"),
        ("Ｎａｍｕｒ", "Namur"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Наму́р", "Намир"), ("たかだ", "たかた"), ("Namur", "Nemours")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.lists(st.text(max_size=12), max_size=8))
def test_many_names_fold_in_one_go_as_each_does(names: list[str]) -> None:
    assert fold_all(names) == [fold(name) for name in names]


@given(st.text(alphabet="aZéŁøßĳİŉ-' ().0", max_size=15))
def test_a_folded_name_is_that_of_slugs_without_hyphens(name: str) -> None:
    slug = fold_name(name).replace("-", "")
    assert not slug or fold(name) == slug


@given(st.text(max_size=15))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "key", "strength"),
    [
        ("Quebec City", "quebeccity", Strength.WHOLE),
        ("Quebec City", "quebec", Strength.GENERIC),
        ("Ville de Namur", "namur", Strength.GENERIC),
        ("Qixia (Nanjing)", "qixia", Strength.BASE),
        ("Portland, Oregon", "portland", Strength.BASE),
        ("Newcastle upon Tyne", "newcastle", Strength.BASE),
        ("Frankfurt (Main)", "frankfurt", Strength.BASE),
        ("Lahr/Schwarzwald", "lahr", Strength.BASE),
        ("Donostia/San Sebastián", "sansebastian", Strength.BASE),
        ("Sarajevo – Stari Grad", "starigrad", Strength.BASE),
        ("St. Vith", "sanktvith", Strength.WHOLE),
        ("Sankt Vith", "saintvith", Strength.WHOLE),
        ("Bruck a. d. Mur", "bruckandermur", Strength.WHOLE),
        ("Kahl a.Main", "kahlammain", Strength.WHOLE),
        ("Halmstad Municipality", "halmstad", Strength.LEVEL),
        ("Aachen (Kreis)", "aachen", Strength.LEVEL),
        ("Iława (rural gmina)", "ilawa", Strength.LEVEL),
        ("Kutno County", "kutno", Strength.LEVEL),
    ],
)
def test_a_name_is_read_in_this_way(name: str, key: str, strength: Strength) -> None:
    assert (key, strength) in {(reading.key, reading.strength) for reading in read(name)}


def test_a_city_before_a_dash_is_not_what_is_named() -> None:
    keys = {reading.key for reading in read("Sarajevo – Stari Grad")}
    assert "sarajevo" not in keys


def test_what_a_name_adds_stays_with_the_reading() -> None:
    (base,) = [r for r in read("Qixia (Nanjing)") if r.strength == Strength.BASE]
    assert base.qualifiers == ("Nanjing",)


@pytest.mark.parametrize(
    ("name", "stated", "level"),
    [
        ("Halmstad Municipality", "", MUNICIPALITY),
        ("Kutno County", "", COUNTY),
        ("Aachen (Kreis)", "", COUNTY),
        ("Vilnius District Municipality", "", COUNTY),
        ("Namur", "", ""),
        ("Namur", "Province", COUNTY),
        ("County", "", ""),
    ],
)
def test_the_level_is_stated_or_told_by_a_word(name: str, stated: str, level: str) -> None:
    assert level_of(name, stated) == level


@given(st.text(max_size=30))
def test_any_name_can_be_read_strongest_first(name: str) -> None:
    found = read(name)
    assert [r.strength for r in found] == sorted(r.strength for r in found)
    assert bool(found) == bool(fold(name))
