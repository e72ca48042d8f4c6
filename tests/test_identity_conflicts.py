"""Conflicts of imported sources: found with source and row, by hand and on real files."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

import twingraph
from twingraph.assembling import complete
from twingraph.checks import CHECKS
from twingraph.checks.conflicts import KINDS
from twingraph.checks.findings import Finding
from twingraph.checks.formats.rows import FIRST, MANY, table
from twingraph.checks.outcome import Outcome, Ran
from twingraph.claims import write_claims
from twingraph.identity import identify
from twingraph.imports.kept import read_places, write_kept
from twingraph.imports.reading import Reading, read
from twingraph.imports.specs import shipped_specs
from twingraph.store import Graph

WORLD = Path(__file__).resolve().parents[2] / "shared" / "world"
PREFIXES = """\
@prefix city: <https://w3id.org/twingraph/id/city/> .
@prefix claim: <https://w3id.org/twingraph/id/claim/> .
@prefix grade: <https://w3id.org/twingraph/vocab/grade/> .
@prefix graph: <https://w3id.org/twingraph/graph/> .
@prefix membership: <https://w3id.org/twingraph/id/membership/> .
@prefix mention: <https://w3id.org/twingraph/id/mention/> .
@prefix network: <https://w3id.org/twingraph/id/network/> .
@prefix reason: <https://w3id.org/twingraph/vocab/reason/> .
@prefix rel: <https://w3id.org/twingraph/id/rel/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


def mention(
    key: str,
    name: str,
    country: str = "",
    at: tuple[float, float] | None = None,
    item: str = "",
) -> str:
    """Return what a source says of a place."""
    return f'mention:{key} a tg:Mention ; tg:nameStatedAs "{name}" ' + "".join(
        f"; {said} "
        for said in (
            f'tg:countryStatedAs "{country}"' if country else "",
            f"tg:latitudeStated {at[0]} ; tg:longitudeStated {at[1]}" if at else "",
            f"tg:wikidataItemStated wd:{item}" if item else "",
        )
        if said
    ) + ".\n"  # fmt: skip


def taken(key: str, slug: str, grade: str = "same", reason: str = "name") -> str:
    """Return which city a mention was taken for."""
    return (
        f"mention:{key} tg:mentionOf city:{slug} ; tg:grade grade:{grade} ;"
        f" tg:matchReason reason:{reason} .\n"
    )


def claim(row: int, one: str, other: str, on: str = "tg:claimOn rel:x ;") -> str:
    return (
        f"claim:list-{row} a tg:Claim ; {on} tg:firstMention mention:{one} ;"
        f' tg:secondMention mention:{other} ; tg:rowKey "{row}" .\n'
    )


def member(row: int, place: str) -> str:
    return (
        f"membership:list-{row} a tg:Membership ; tg:network network:n ;"
        f' tg:firstMention mention:{place} ; tg:rowKey "{row}" .\n'
    )


def city(slug: str, name: str, at: tuple[float, float] | None = None, *items: str) -> str:
    said = f'city:{slug} a tg:City ; rdfs:label "{name}"@en'
    if at:
        said += f" ; tg:latitude {at[0]} ; tg:longitude {at[1]}"
    return said + "".join(f" ; tg:wikidataItem wd:{item}" for item in items) + " .\n"


def conflicts(folder: Path, stated: str, identity: str) -> list[tuple[str, str]]:
    """Return code and message of what is found in a graph of one list."""
    path = folder / "list.trig"
    path.write_text(f"{PREFIXES}graph:list {{\n{stated}}}\ngraph:identity {{\n{identity}}}\n")
    found = twingraph.check([path], groups=["conflicts"]).findings
    assert {finding.group for finding in found} <= {"conflicts"}
    assert {finding.severity for finding in found} <= {"warning"}
    return [(f.code, f.en.partition(": ")[2]) for f in found]


NAMUR = (50.467, 4.867)


def test_a_list_without_a_conflict_gives_no_finding(tmp_path: Path) -> None:
    stated = mention("a", "Namur", "Belgium", NAMUR, "Q134121") + mention("b", "Namur", "Canada")
    stated += claim(1, "a", "b") + member(2, "a") + member(3, "b")
    identity = taken("a", "namur-be") + taken("b", "namur-qc-ca")
    identity += city("namur-be", "Namur", NAMUR, "Q134121")
    identity += city("namur-qc-ca", "Namur", (45.9, -74.9))
    assert conflicts(tmp_path, stated, identity) == []


def test_a_place_under_two_labels_of_its_country_stands_twice(tmp_path: Path) -> None:
    york = (53.96, -1.08)
    stated = mention("a", "York", "England, United Kingdom", york)
    stated += mention("b", "York", "England", york) + mention("c", "Yorks", "England", york)
    # Nearly the same place, in another country: the position is wrong, not the place twice.
    stated += mention("d", "York", "United States", york)
    stated += claim(12, "a", "c") + claim(7, "a", "c") + claim(20, "b", "d")
    identity = "".join(taken(key, "york-gb") for key in "abc") + taken("d", "york-us")
    identity += city("york-gb", "York", york) + city("york-us", "York", (39.96, -76.73))
    assert conflicts(tmp_path, stated, identity) == [
        (
            "place-twice",
            "York (England), list 20: stands also as York (England, United Kingdom), list 7",
        ),
        (
            "position-elsewhere",
            "York (United States), list 20: 53.96, -1.08 is nearest to a place in GB",
        ),
    ]


def test_cities_of_one_name_in_one_place_are_alike(tmp_path: Path) -> None:
    stated = mention("a", "Leeds") + mention("b", "City of Leeds") + claim(1, "a", "b")
    identity = taken("a", "leeds-gb") + taken("b", "leeds-q774015-gb")
    identity += city("leeds-gb", "Leeds", (53.8, -1.55))
    identity += city("leeds-q774015-gb", "Leeds", (53.803, -1.552))
    assert conflicts(tmp_path, stated, identity) == [
        (
            "cities-alike",
            "Leeds is within a kilometre of city:leeds-gb (City of Leeds, list 1; Leeds, list 1)",
        )
    ]


def test_a_city_tied_to_itself_is_found(tmp_path: Path) -> None:
    stated = mention("a", "Essen", "Germany") + mention("b", "Essen an der Ruhr", "Germany")
    stated += claim(9, "a", "b", on="") + claim(10, "a", "b")
    identity = taken("a", "essen-de") + taken("b", "essen-de")
    identity += city("essen-de", "Essen", (51.45, 7.01))
    assert conflicts(tmp_path, stated, identity) == [
        ("self-link", "list 9: Essen = Essen an der Ruhr, both of which are city:essen-de")
    ]


def test_a_homonym_is_told_only_where_it_stayed_open(tmp_path: Path) -> None:
    stated = mention("a", "Springfield", "United States") + mention("b", "Paris", "France")
    stated += claim(3, "a", "b")
    identity = taken("a", "springfield-us", "probable", "homonyms")
    identity += taken("b", "paris-fr", "same", "homonyms")
    identity += city("springfield-us", "Springfield", (39.8, -89.6)) + city("paris-fr", "P", NAMUR)
    (code, message), *others = conflicts(tmp_path, stated, identity)
    assert (code, others) == ("homonym-open", [])
    assert message.startswith("Springfield (United States), list 3: several cities bear this name")


@pytest.mark.parametrize(
    ("country", "at", "said"),
    [
        ("Belgium", (51.4508, 7.0131), "51.4508, 7.0131 is nearest to a place in DE"),
        ("Nicaragua", (28.4203, -106.8773), "28.4203, -106.8773 is nearest to a place in MX"),
        ("France", (2.35, 48.85), "2.35, 48.85 is nearest to a place in SO; latitude and longitude swapped"),  # noqa: E501
        ("France", (-21.11, 55.53), ""),  # Réunion
        ("Atlantis", (51.4508, 7.0131), ""),  # a label that means nothing
    ],
)  # fmt: skip
def test_a_position_in_another_country_is_found(
    country: str, at: tuple[float, float], said: str, tmp_path: Path
) -> None:
    stated = mention("a", "X", country, at) + claim(5, "a", "a")
    found = conflicts(tmp_path, stated, taken("a", "x-be") + city("x-be", "X", at))
    expected = [("position-elsewhere", f"X ({country}), list 5: {said}")] if said else []
    assert found == expected


def test_identifiers_that_do_not_agree_are_found(tmp_path: Path) -> None:
    stated = mention("a", "A", item="Q1") + mention("b", "A bis", item="Q2")
    stated += mention("c", "C", item="Q3") + mention("d", "D", item="Q3")
    stated += claim(1, "a", "b") + claim(2, "c", "d")
    identity = taken("a", "a-be") + taken("b", "a-be") + taken("c", "c-be") + taken("d", "d-be")
    identity += "".join(city(f"{key}-be", key, (50.0 + n, 4.0)) for n, key in enumerate("acd"))
    assert conflicts(tmp_path, stated, identity) == [
        ("city-with-two-items", "has the items Q1, Q2 (A, list 1; A bis, list 1)"),
        (
            "item-of-two-cities",
            "Q3 is the item of city:c-be, city:d-be (C, list 2; D, list 2)",
        ),
    ]


def test_what_nothing_places_is_counted_and_a_membership_is_stated_once(tmp_path: Path) -> None:
    stated = mention("a", "Gent") + mention("b", "Ghent") + member(4, "a") + member(11, "b")
    identity = taken("a", "ghent") + taken("b", "ghent") + city("ghent", "Ghent")
    assert conflicts(tmp_path, stated, identity) == [
        ("places-unplaced", "nothing says where 2 of its places are: Gent, Ghent"),
        ("membership-twice", "list 11: Ghent stands also in 4"),
    ]


def test_of_many_findings_a_table_tells_the_counts_and_the_first(tmp_path: Path) -> None:
    del tmp_path
    found = tuple(Finding("place-twice", f"mention:{n:03}", f"m{n}", f"m{n}") for n in range(MANY))
    one = (Finding("self-link", "claim:1", "itself", "elle-même"),)

    def shown(findings: tuple[Finding, ...], language: str = "en") -> str:
        ran = (Ran("conflicts", KINDS),)
        outcome = Outcome(findings, 0, 0, 0, ran, (), ())
        return table(outcome, language, width=80, colour=False)

    assert sum("place-twice" in line for line in shown(found).splitlines()) == MANY
    lines = shown(found + one).splitlines()
    assert lines[2].split(maxsplit=2) == [str(MANY), "place-twice", "a source names a place twice"]
    assert sum("place-twice" in line for line in lines) == 1 + FIRST
    assert lines[-1] == f"{MANY - FIRST} more; --format csv gives all"
    assert shown(found + one, "fr").splitlines()[-1].endswith("les donne tous")


def test_every_kind_of_conflict_is_in_the_group() -> None:
    (group,) = [group for group in CHECKS if group.name == "conflicts"]
    assert group.kinds() == KINDS
    assert not group.java


@pytest.fixture(scope="module")
def found_in_the_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """Return the conflicts of two published files."""
    if not (WORLD / "wikipedia-2026").is_dir():
        pytest.skip("../shared/world is not beside this checkout")
    folder = tmp_path_factory.mktemp("world")
    specs = {name: shipped_specs()[name] for name in ("germany-2015", "wikipedia-2026")}
    for name, spec in specs.items():
        reading = read(spec, WORLD)
        write_kept(folder / name, spec, reading, partial(_told, reading))
    places = [(name, place) for name in specs for place in read_places(folder / name)]
    written = write_claims([folder / name for name in specs], identify(places), folder / "claims")
    Graph.create(folder / "store", complete([]), written.files)
    return twingraph.check(store=folder / "store", groups=["conflicts"]).findings


def _told(reading: Reading) -> tuple[Mapping[str, str], int]:
    return reading.files, reading.read


@pytest.mark.slow
def test_the_known_conflicts_of_published_files_are_found(
    found_in_the_world: tuple[Finding, ...],
) -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for finding in found_in_the_world:
        told[finding.code].append(finding.en)
    assert [said.partition(": ")[2].partition(":")[0] for said in told["self-link"]] == [
        "wikipedia-2026 12069",
        "wikipedia-2026 24153",
        "wikipedia-2026 24482",
    ]
    elsewhere = "\n".join(told["position-elsewhere"])
    assert "Essen (Belgium), wikipedia-2026 2003: 51.4508, 7.0131 is nearest to a place in DE" in (
        elsewhere
    )
    assert "Waslala (Nicaragua), germany-2015 1195: " in elsewhere
    # The cities that stand twice under two labels of a country, counted in the file itself: each is
    # named twice, or one of the labels is of a country in which the position is not.
    labels: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with (WORLD / "wikipedia-2026" / "twin_cities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for end in "12":
                place = (row[f"city{end}"], row[f"lat{end}"], row[f"lng{end}"])
                labels[place].add(row[f"country{end}"])
    twice = {place: several for place, several in labels.items() if len(several) > 1}
    told_of = "\n".join(told["place-twice"] + told["position-elsewhere"])
    missing = [
        place[0]
        for place, several in twice.items()
        if not any(f" {place[0]} ({label}), wikipedia-2026 " in told_of for label in several)
    ]
    assert len(twice) == 594
    # Not seen: what is within 30 km of a border between the two, such as Ungheni.
    assert len(missing) <= 8
