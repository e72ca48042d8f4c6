"""The shipped specifications read the real files: as many rows as their publishers counted.

The expected figures stand in ../shared/world/README.md; without that folder the tests are skipped.
"""

from __future__ import annotations

from collections import Counter

import pytest

from importing import WORLD, findings, links, places
from twingraph.imports.model import Member, Record
from twingraph.imports.reading import read
from twingraph.imports.specs import shipped_specs

pytestmark = pytest.mark.skipif(
    not WORLD.is_dir(), reason="../shared/world is not beside this checkout"
)


def world(name: str, rows: int) -> list[Record]:
    begun = read(shipped_specs()[name], WORLD)
    found = list(begun)
    assert begun.read == rows
    assert begun.files
    return found


def partners(found: list[Record], key: str) -> set[str]:
    """Return the names of all that is tied to a place, in either direction."""
    names = {place.key: place.name for place in places(found)}
    ends = [(link.first, link.second) for link in links(found)]
    return {names[b] for a, b in ends if a == key} | {names[a] for a, b in ends if b == key}


def test_wikipedia_2026() -> None:
    found = world("wikipedia-2026", 25_917)
    assert len(links(found)) == 25_917
    assert Counter(one.code for one in findings(found)) == {"self-link": 3}
    named = places(found)
    assert len(named) == len({(place.name, place.country) for place in named}) == 17_717
    assert all(place.latitude is not None for place in named)
    (namur,) = (one for one in named if (one.name, one.country) == ("Namur", "Belgium"))
    assert partners(found, namur.key) == {
        "Bandung", "Bourg-en-Bresse", "Cluj-Napoca", "Huế", "Lafayette", "Pristina",
        "Qixia (Nanjing)",
        "Quebec City",
    }  # fmt: skip


def test_wikidata_2016() -> None:
    found = world("wikidata-2016", 34_182)
    stated = Counter((link.first, link.second) for link in links(found))
    assert stated.total() == 34_182
    assert sum(times - 1 for times in stated.values()) == 4  # rows that stand there twice
    assert len({frozenset(ends) for ends in stated}) == 17_401
    assert sum((second, first) not in stated for first, second in stated) == 624
    assert len(places(found)) == 10_055
    assert partners(found, "Q134121") == {
        "Belmont (Kalifornien)", "Bourg-en-Bresse", "Bratislava", "Empoli", "Lafayette", "Menton",
        "Québec", "Subotica", "Ōgaki",
    }  # fmt: skip


def test_wikidata_2022() -> None:
    found = world("wikidata-2022", 8_182)
    assert len(links(found)) == 8_182
    named = places(found)
    assert len(named) == 4_566
    assert all(place.wikidata == place.key for place in named)
    assert "Cluj-Napoca" in partners(found, "Q134121")


def test_germany_2015() -> None:
    found = world("germany-2015", 5_881)
    assert Counter(link.form for link in links(found)) == {
        "form:partnership": 4607,
        "form:contact": 805,
        "form:friendship": 461,
        "": 8,
    }
    assert all(link.started.startswith("within-") for link in links(found))
    assert Counter(one.code for one in findings(found)) == {"no-word": 8, "two-positions": 1}


def test_uccn_2024() -> None:
    found = world("uccn-2024", 354)
    members = [record for record in found if isinstance(record, Member)]
    assert len(members) == 353
    assert all(member.field for member in members)
    told = {(one.code, one.message.split()[0], one.kept) for one in findings(found)}
    assert told == {
        ("member-twice", "Valencia", True),
        ("member-twice", "Gangneung", True),
        ("member-twice", "Ashgabat", True),
        ("name", "'City", False),
    }
    assert sum(place.name == "Granada" for place in places(found)) == 2


def test_eurocities_2025() -> None:
    found = world("eurocities-2025", 209)
    assert Counter(one.code for one in findings(found)) == {"member-twice": 3}
    assert all(place.wikidata and place.latitude is not None for place in places(found))
    assert {record.network for record in found if isinstance(record, Member)} == {
        "network:eurocities"
    }


def test_nothing_is_read_twice_differently() -> None:
    spec = shipped_specs()["uccn-2024"]
    assert list(read(spec, WORLD)) == list(read(spec, WORLD))
