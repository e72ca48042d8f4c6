"""Slugs: the rule against GeoNames and against hand-made gazetteers, the register for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph.errors import DataError
from twingraph.slugs import (
    COLUMNS,
    MIN_POPULATION,
    GazetteerPlace,
    SlugEntry,
    fold_name,
    main,
    mint,
    mint_all,
    read_gazetteer,
    read_register,
    region_code,
)

REGISTER = Path(__file__).parents[1] / "data" / "slugs.tsv"

# Given for ever. A line may be added here, none may be changed or taken away.
GIVEN = {
    "adrano-it": 2525769,
    "bandung-id": 1650357,
    "bourg-en-bresse-fr": 3031009,
    "cluj-napoca-ro": 681290,
    "fes-ma": 2548885,
    "hue-vn": 1580240,
    "lafayette-la-us": 4330145,
    "lausanne-ch": 2659994,
    "masina-cd": 2593460,
    "namur-be": 2790471,
    "namur-qc-ca": 6085763,
    "namur-wi-us": None,
    "ogaki-jp": 1854703,
    "paris-fr": 2988507,
    "pristina-xk": 786714,
    "quebec-qc-ca": 6325494,
    "terrebonne-qc-ca": 6163012,
}


def changed_entries(
    before: Mapping[str, SlugEntry], after: Mapping[str, SlugEntry]
) -> tuple[str, ...]:
    """Return the slugs whose entry is gone or says something else; being replaced is no change.

    A register may only grow: anything but an empty result breaks the addresses of others.
    """
    return tuple(
        sorted(
            slug
            for slug, old in before.items()
            if (new := after.get(slug)) is None or not _same_place(old, new)
        )
    )


def _same_place(old: SlugEntry, new: SlugEntry) -> bool:
    kept = (old.name, old.country, old.region) == (new.name, new.country, new.region)
    # A number may be added where there was none, and a city may come to be merged, once.
    return (
        kept and old.geonames in (None, new.geonames) and old.replaced_by in (None, new.replaced_by)
    )


@pytest.fixture(scope="module")
def gazetteer() -> tuple[GazetteerPlace, ...]:
    return read_gazetteer()


def test_the_register_keeps_every_slug_it_ever_gave() -> None:
    register = read_register(REGISTER)
    assert {slug: register[slug].geonames for slug in GIVEN if slug in register} == GIVEN


def test_the_rule_gives_the_register_s_slugs_from_the_gazetteer(
    gazetteer: tuple[GazetteerPlace, ...],
) -> None:
    numbered = {number: slug for slug, number in GIVEN.items() if number is not None}
    assert len(numbered) == 16
    countries = {slug.rsplit("-", 1)[1] for slug in numbered.values()}
    minted = mint_all(place for place in gazetteer if place.country in countries)
    given = {p.geonames: slug for p, slug in minted.items() if p.geonames in numbered}
    assert given == numbered


def test_the_register_describes_each_place_as_the_gazetteer_does(
    gazetteer: tuple[GazetteerPlace, ...],
) -> None:
    by_number = {place.geonames: place for place in gazetteer}
    for entry in read_register(REGISTER).values():
        if entry.geonames is None:
            continue
        place = by_number[entry.geonames]
        assert (entry.name, entry.country) == (place.name, place.country), entry.slug
        # The region stands there where the slug has it, and only there.
        expected = place.region if entry.country in ("us", "ca") else ""
        assert entry.region == expected, entry.slug


def test_a_place_that_no_gazetteer_has_is_minted_beside_it(
    gazetteer: tuple[GazetteerPlace, ...],
) -> None:
    wisconsin = GazetteerPlace(country="us", name="Namur", region="wi")
    assert mint(wisconsin, gazetteer) == "namur-wi-us"
    assert not [p for p in gazetteer if p.country == "us" and p.name == "Namur"]


def test_hamlets_below_500_inhabitants_make_no_homonym(
    gazetteer: tuple[GazetteerPlace, ...],
) -> None:
    """GeoNames' list has four of the name Bandung in Indonesia; three have no inhabitants given.

    Were they counted, the rule would give bandung-30-id; the design's slug is bandung-id.
    """
    bandung = [p for p in gazetteer if p.country == "id" and p.name == "Bandung"]
    assert len(bandung) == 4
    assert [p.geonames for p in bandung if p.population >= MIN_POPULATION] == [1650357]
    slugs = {p.geonames: slug for p, slug in mint_all(bandung).items()}
    assert slugs == {
        1650357: "bandung-id",
        8045366: "bandung-30-id",  # in the same region as the city
        1650353: "bandung-08-1650353-id",  # the two others share theirs
        7035024: "bandung-08-7035024-id",
    }
    populous = [replace(p, population=MIN_POPULATION) for p in bandung]
    assert "bandung-id" not in mint_all(populous).values()


@pytest.mark.slow
def test_no_two_places_of_the_gazetteer_share_a_slug(
    gazetteer: tuple[GazetteerPlace, ...],
) -> None:
    minted = mint_all(gazetteer)
    assert len(gazetteer) > 200_000
    assert len(set(minted.values())) == len(minted) == len(gazetteer)
    assert all(slug.endswith(f"-{place.country}") for place, slug in minted.items())


def test_one_place_is_minted_as_all_are(gazetteer: tuple[GazetteerPlace, ...]) -> None:
    luxembourg = [place for place in gazetteer if place.country == "lu"]
    assert len(luxembourg) > 50
    minted = mint_all(luxembourg)
    for place in luxembourg[::10]:
        assert mint(place, gazetteer) == minted[place]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Huế", "hue"),
        ("Québec", "quebec"),
        ("Ōgaki", "ogaki"),
        ("Bourg-en-Bresse", "bourg-en-bresse"),
        ("L'Aquila", "laquila"),
        ("L’Aquila", "laquila"),
        ("Haʻikū", "haiku"),
        ("Weißkirchen in Steiermark", "weisskirchen-in-steiermark"),
        ("Wólka Łętowska", "wolka-letowska"),
        ("Ærøskøbing", "aeroskobing"),
        ("Œuilly", "oeuilly"),
        ("Þorlákshöfn", "thorlakshofn"),
        ("Đurđevac", "durdevac"),
        ("Diyarbakır", "diyarbakir"),
        ("İzmir", "izmir"),
        ("Halle (Saale)", "halle-saale"),
        ("St. John's", "st-johns"),
        ("100 Mile House", "100-mile-house"),
        ("Ryasno, Рясно", "ryasno"),
        ("城郊", ""),
        ("Николаевка-2", ""),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text())
def test_a_folded_name_is_ascii_and_folds_to_itself(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(folded) == folded
    assert folded.isascii()
    assert folded.replace("-", "").isalnum() or folded == ""
    assert not folded.startswith("-")
    assert not folded.endswith("-")
    assert "--" not in folded


def test_canada_s_numbers_become_the_letters_of_its_post() -> None:
    assert region_code("CA", "10") == "qc"
    assert region_code("FR", "11") == "11"
    assert region_code("US", "LA") == "la"
    assert region_code("SG", "00") == ""


def test_region_and_number_come_only_when_needed() -> None:
    places = [
        GazetteerPlace("fr", "Saint-Denis", "11", 1, 900),
        GazetteerPlace("fr", "Saint-Denis", "76", 2, 900),
        GazetteerPlace("fr", "Saint-Dénis", "76", 3, 900),
        GazetteerPlace("fr", "Vitré", "53", 4, 900),
        GazetteerPlace("be", "Saint-Denis", "wal", 5, 900),
        GazetteerPlace("us", "Paris", "tx", 6, 900),
        GazetteerPlace("mk", "Октябрьский", "", 7, 900),
    ]
    assert {p.geonames: slug for p, slug in mint_all(places).items()} == {
        1: "saint-denis-11-fr",
        2: "saint-denis-76-2-fr",
        3: "saint-denis-76-3-fr",
        4: "vitre-fr",
        5: "saint-denis-be",
        6: "paris-tx-us",
        7: "7-mk",
    }


def test_a_slug_in_the_register_is_not_given_again() -> None:
    new = GazetteerPlace("fr", "Vitré", "53", 4, 900)
    assert mint(new, []) == "vitre-fr"
    assert mint(new, [], taken={"vitre-fr"}) == "vitre-53-fr"
    assert mint(new, [], taken={"vitre-fr", "vitre-53-fr"}) == "vitre-53-4-fr"


def test_a_place_is_no_homonym_of_its_own_older_description() -> None:
    old = GazetteerPlace("fr", "Vitré", "53", 4, 900)
    assert mint(replace(old, population=1000), [old]) == "vitre-fr"


def test_a_number_gives_way_to_no_name_that_looks_like_it() -> None:
    slugs = mint_all(
        [
            GazetteerPlace("us", "Namur", "", 1, 900),
            GazetteerPlace("us", "Namur", "1", 2, 900),
            GazetteerPlace("us", "Namur 1", "1", 3, 900),
        ]
    )
    assert sorted(slugs.values()) == ["namur-1-1-us", "namur-1-2-us", "namur-1-us"]


def test_what_nothing_tells_apart_is_refused() -> None:
    with pytest.raises(DataError, match="Namur"):
        mint(GazetteerPlace("us", "Namur"), [])
    with pytest.raises(DataError, match="Namur"):
        mint(GazetteerPlace("us", "Namur", "wi"), [], taken={"namur-wi-us"})


_PLACES = st.lists(
    st.builds(
        GazetteerPlace,
        country=st.sampled_from(["be", "us"]),
        name=st.sampled_from(["Namur", "Námur", "Dinant", "Namur 1", "城"]),
        region=st.sampled_from(["", "1", "wal"]),
        geonames=st.integers(1, 9),
        population=st.sampled_from([0, 499, 500]),
    ),
    unique_by=lambda place: place.geonames,
)


@given(_PLACES, st.randoms(use_true_random=False))
def test_slugs_are_unique_and_owe_nothing_to_the_order(
    places: list[GazetteerPlace], random: Random
) -> None:
    slugs = mint_all(places)
    assert len(set(slugs.values())) == len(places)
    shuffled = list(places)
    random.shuffle(shuffled)
    assert mint_all(shuffled) == slugs


HEADER = "\t".join(COLUMNS)
NAMUR = "namur-be\tNamur\tbe\t\t2790471\t"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("slug\tname\n", 1),
        (f"{HEADER}\nnamur-be\tNamur\n", 2),
        (f"{HEADER}\n{NAMUR}\n{NAMUR}\n", 3),
        (f"{HEADER}\n{NAMUR}\nnamur-wal-be\tNamur\tbe\twal\t2790471\t\n", 3),
        (f"{HEADER}\n{NAMUR}\ndinant-be\tDinant\tbe\t\t1\t\n", 3),
        (f"{HEADER}\nNamur-be\tNamur\tbe\t\t\t\n", 2),
        (f"{HEADER}\nnamur-be\tNamur\tfr\t\t\t\n", 2),
        (f"{HEADER}\nnamur-be\tNamur\tbe\t\tsix\t\n", 2),
        (f"{HEADER}\nnamur-be\tNamur\tbe\t\t\tdinant-be\n", 2),
    ],
    ids=[
        "empty", "header", "columns", "slug-twice", "number-twice", "order", "capitals", "country",
        "number", "replaced-by-nobody",
    ],
)  # fmt: skip
def test_a_damaged_register_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "slugs.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_register(path)
    assert caught.value.line == line
    assert caught.value.path == str(path)


def test_only_growing_leaves_the_register_unchanged() -> None:
    register = read_register(REGISTER)
    namur, wisconsin = register["namur-be"], register["namur-wi-us"]
    merged = replace(register["adrano-it"], replaced_by="paris-fr")
    grown = register | {"adrano-it": merged, "namur-wi-us": replace(wisconsin, geonames=1)}
    assert changed_entries(register, grown) == ()
    assert changed_entries(grown, register) == ("adrano-it", "namur-wi-us")
    assert changed_entries(register, register | {"namur-be": replace(namur, geonames=1)}) == (
        "namur-be",
    )
    without = {slug: entry for slug, entry in register.items() if slug != "hue-vn"}
    assert changed_entries(register, without) == ("hue-vn",)


@pytest.mark.slow
def test_the_command_prints_the_lines_of_the_register(capsys: pytest.CaptureFixture[str]) -> None:
    register = REGISTER.read_text(encoding="utf-8").splitlines()
    for slug in ("hue-vn", "namur-be", "quebec-qc-ca"):
        (line,) = (line for line in register if line.startswith(slug + "\t"))
        name, country = line.split("\t")[1:3]
        assert main([name, country]) == 0
        assert line in capsys.readouterr().out.splitlines()
    assert main(["Nowhere at All", "be"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
