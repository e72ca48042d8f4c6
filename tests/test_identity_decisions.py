"""Reviewed decisions override the evidence; wrong files are refused with what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import toy_gazetteer
from twingraph.errors import DataError
from twingraph.identity import Known, identify
from twingraph.identity.decisions import (
    Decisions,
    read_decisions,
    shipped_decisions,
    with_decisions,
)
from twingraph.imports.model import Place

BY = 'reviewer = "A. Person"\nnote = "looked"\n'


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gazetteer be the invented one."""
    toy_gazetteer.install(monkeypatch)


def decisions(folder: Path, text: str, name: str = "decisions.toml") -> Decisions:
    """Return the decisions of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_decisions(path)


@pytest.mark.usefixtures("toy")
def test_a_decision_says_which_city_it_is(tmp_path: Path) -> None:
    chosen = decisions(tmp_path, f'[[same]]\nsource = "x"\nkey = "b"\ngeonames = 16\n{BY}')
    places = [("x", Place("a", "Granada")), ("x", Place("b", "Granada"))]
    found = identify(places, decisions=chosen)
    assert found.matches["x", "b"].slug == "granada-ni"
    assert found.matches["x", "b"].reasons == ("decision",)
    assert found.matches["x", "a"].grade == "unresolved"
    assert found.unused == ()


@pytest.mark.usefixtures("toy")
def test_a_decision_says_which_city_it_is_not(tmp_path: Path) -> None:
    text = f'[[different]]\nsource = "x"\nname = "Hue"\ncountry = "Vietnam"\ngeonames = 13\n{BY}'
    found = identify(
        [("x", Place("a", "Hue", country="Vietnam")), ("y", Place("a", "Hue", country="Vietnam"))],
        decisions=decisions(tmp_path, text),
    )
    match = found.matches["x", "a"]
    assert (match.grade, match.candidate) == ("rejected", "hue-vn")
    assert match.reasons[-2:] == ("decision", "no-position")
    assert found.matches["y", "a"].slug == "hue-vn"


@pytest.mark.usefixtures("toy")
def test_a_city_may_be_named_by_the_slug_that_it_has(tmp_path: Path) -> None:
    text = f'[[same]]\nwikidata = "Q5"\ncity = "namur-wi-us"\n{BY}'
    known = Known("namur-wi-us", ("Namur",), "us")
    places = [("x", Place("Q5", "Nix", "de", wikidata="Q5"))]
    found = identify(places, [known], decisions(tmp_path, text))
    assert found.matches["x", "Q5"].slug == "namur-wi-us"
    text = f'[[same]]\nwikidata = "Q5"\ncity = "hue-vn"\n{BY}'
    found = identify(places, (), decisions(tmp_path, text), {"geonames:13": "hue-vn"})
    assert found.matches["x", "Q5"].slug == "hue-vn"


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(
    ("city", "why"),
    [('city = "namur-wy-us"', "namur-wi-us"), ("geonames = 99", "no place 99")],
)
def test_a_city_that_is_nowhere_is_an_error(tmp_path: Path, city: str, why: str) -> None:
    chosen = decisions(tmp_path, f'[[same]]\nwikidata = "Q5"\n{city}\n{BY}')
    with pytest.raises(DataError, match=why) as raised:
        identify([], [Known("namur-wi-us", ("Namur",), "us")], chosen)
    assert str(tmp_path) in str(raised.value)


@pytest.mark.usefixtures("toy")
def test_an_unused_decision_is_told_where_its_source_is_there(tmp_path: Path) -> None:
    text = "".join(
        f'[[same]]\nsource = "{source}"\nname = "Nowhere"\ngeonames = 13\n{BY}' for source in "xy"
    )
    found = identify([("x", Place("a", "Hue"))], decisions=decisions(tmp_path, text))
    (told,) = found.unused
    assert "Nowhere (x)" in told


@pytest.mark.usefixtures("toy")
def test_the_later_file_counts(tmp_path: Path) -> None:
    texts = (f'[[same]]\nwikidata = "Q5"\ngeonames = {number}\n{BY}' for number in (15, 16))
    one, other = (decisions(tmp_path, text, f"{n}.toml") for n, text in enumerate(texts))
    found = identify([("x", Place("a", "Nix", wikidata="Q5"))], (), with_decisions(one, other))
    assert found.matches["x", "a"].slug == "granada-ni"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[same", "no TOML"),
        (f'[[sane]]\nwikidata = "Q5"\ngeonames = 1\n{BY}', "did you mean same"),
        (f'[same]\nwikidata = "Q5"\ngeonames = 1\n{BY}', "double brackets"),
        (f'[[same]]\nwikidat = "Q5"\ngeonames = 1\n{BY}', "did you mean wikidata"),
        (f'[[same]]\nwikidata = "5"\ngeonames = 1\n{BY}', "Q134121"),
        (f'[[same]]\nwikidata = "Q5"\ngeonames = "1"\n{BY}', "geonames is no number"),
        (f'[[same]]\nwikidata = "Q5"\ngeonames = true\n{BY}', "geonames is no number"),
        (f'[[same]]\nwikidata = ""\ngeonames = 1\n{BY}', "wikidata is no text"),
        (f'[[same]]\nwikidata = "Q5"\n{BY}', "either city or geonames"),
        (f'[[same]]\nwikidata = "Q5"\ngeonames = 1\ncity = "a-be"\n{BY}', "either city"),
        (f'[[same]]\nsource = "x"\ngeonames = 1\n{BY}', "key, name or wikidata missing"),
        (f'[[same]]\nname = "x"\ngeonames = 1\n{BY}', "source missing"),
        ('[[same]]\nwikidata = "Q5"\ngeonames = 1\nnote = "x"\n', "reviewer missing"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(DataError, match=why) as raised:
        decisions(tmp_path, text)
    assert raised.value.path == str(tmp_path / "decisions.toml")


def test_the_shipped_decisions_are_right_by_themselves() -> None:
    shipped = shipped_decisions().all
    assert len(shipped) > 100
    assert len({(d.source, d.key or d.name or d.wikidata, d.country) for d in shipped}) == len(
        shipped
    )
