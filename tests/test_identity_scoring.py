"""Precision and recall of identities: on a sample made by hand, and on the published files.

The truth of the files is what positions tell, reviewed; the floors are what was measured, rounded
down (docs/identity.md).
"""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from bench import identity as bench
from bench.labelling import (
    NONE,
    UNDECIDED,
    Labelled,
    Verdict,
    doubtful,
    halves,
    label,
    names_of_several,
    read_verdicts,
    reviewed,
    verdict_on,
)
from bench.scoring import Counts, Ratio, score

from twingraph.errors import DataError
from twingraph.identity import identify
from twingraph.identity.model import Grade, Identities, Match
from twingraph.imports.model import Place

KM = 1 / 111.195  # degrees of latitude in a kilometre


def place(key: str, name: str, north: float | None, country: str = "Utopia") -> Place:
    """Return a place so many kilometres north of the equator, on one meridian."""
    return Place(key, name, "en", country, latitude=north and north * KM, longitude=7.0)


# Every hundred kilometres a case of its own.
ITEMS = (
    place("Q1", "Alpha", 100),
    place("Q2", "Beta", 200),
    place("Q3", "Gamma", 300),
    place("Q4", "Gamma", 320),
    place("Q5", "Delta", 400),
    place("Q6", "Epsilon", 900),
)
PLACES = (
    place("a", "Alpha", 104.9),
    place("b", "Beta Nova", 196),
    place("c", "Gamma", 301),
    place("d", "Delta", 394),
    place("e", "Epsilon", 600),
    place("f", "Zeta", 700),
    place("g", "Alpha", None),
)


def found(sample: tuple[Labelled, ...]) -> dict[str, str | None]:
    return {one.place.key: one.item.key if one.item else None for one in sample}


def test_positions_tell_the_item_within_five_kilometres_and_no_other_within_thirty() -> None:
    # c has a second item within 30 km, d none within 5, g no position.
    assert found(label(PLACES, ITEMS, ())) == {"a": "Q1", "b": "Q2", "e": None, "f": None}
    edge = place("x", "X", 130.1), place("y", "Y", 129.9)
    assert found(label(edge, ITEMS, ())) == {"x": None}


def test_a_homonym_bears_a_name_that_others_bear() -> None:
    several = names_of_several(["Alpha", "alphá", "Beta", "北京", "北京"])
    assert several == {"alpha"}
    assert [one.place.key for one in label(PLACES, ITEMS, several) if one.homonym] == ["a"]


def test_what_a_person_must_look_at() -> None:
    sample = label(PLACES, ITEMS, ())
    same = doubtful(sample, ITEMS, lambda _: "xx")
    assert [(one.place.key, item.key) for one, item in same] == [("b", "Q2"), ("e", "Q6")]
    # Other countries: the one pair is doubtful for it, the other no longer.
    other = doubtful(sample, ITEMS, lambda p: "yy" if p.key in {"a", "e"} else "xx")
    assert [(one.place.key, item.key) for one, item in other] == [("a", "Q1"), ("b", "Q2")]


def test_a_verdict_holds_of_its_pair_and_what_is_undecided_is_left_out() -> None:
    sample = label(PLACES, ITEMS, ())

    def judged(name: str, item: str, verdict: str) -> dict[str, str | None]:
        verdicts = {(name, "Utopia"): Verdict(item, verdict, "somebody", "why")}
        return found(reviewed(sample, verdicts, ITEMS))

    raw = found(sample)
    assert judged("Beta Nova", "Q2", NONE) == raw | {"b": None}
    assert judged("Epsilon", NONE, "Q6") == raw | {"e": "Q6"}
    assert judged("Zeta", NONE, UNDECIDED) == {"a": "Q1", "b": "Q2", "e": None}
    assert judged("Beta Nova", "Q1", NONE) == raw


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["name\tcountry"], r"the first line does not name the columns"),
        (["A\tB\tQ1\tQ2\tme"], r":2: a verdict has six columns"),
        (["A\tB\tQ1\tQ2\tme\t"], r":2: a verdict has six columns, none of the last four empty"),
        (["A\tB\tQ1\t-\tme\twhy", "A\tB\tQ2\t-\tme\twhy"], r":3: A \(B\) stands twice"),
    ],
)
def test_a_faulty_file_of_verdicts_is_refused(
    lines: list[str], problem: str, tmp_path: Path
) -> None:
    header = [] if "first" in problem else ["name\tcountry\titem\tverdict\treviewer\treason"]
    path = tmp_path / "verdicts.tsv"
    path.write_text("\n".join([*header, *lines]) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        read_verdicts(path)


def test_halves_are_always_the_same_and_part_no_name() -> None:
    sample = tuple(
        Labelled(place(f"{name}{i}", f"Name {name}", 0), None)
        for name in range(200)
        for i in range(2)
    )
    one, other = halves(sample, "seed")
    assert (one, other) == halves(sample, "seed")
    assert {*one, *other} == set(sample)
    assert {p.place.name for p in one} & {p.place.name for p in other} == set()
    assert 150 < len(one) < 250
    assert halves(sample, "another") != (one, other)


@pytest.mark.parametrize(("part", "whole"), [(0, 10), (9, 10), (1, 2), (693, 700), (500, 500)])
def test_at_the_bounds_of_an_interval_the_share_is_just_1_96_sigmas_away(
    part: int, whole: int
) -> None:
    low, high = Ratio(part, whole).interval
    assert 0 <= low <= part / whole <= high <= 1
    for bound in {low, high} - {0.0, 1.0}:
        sigma = math.sqrt(bound * (1 - bound) / whole)
        assert abs(part / whole - bound) / sigma == pytest.approx(1.959964, abs=1e-6)


def test_nothing_has_no_error_and_any_interval() -> None:
    assert (Ratio(0, 0).share, Ratio(0, 0).interval) == (1.0, (0.0, 1.0))


def test_pairs_are_counted_where_place_and_item_are_one_city() -> None:
    alpha, beta, gamma = (place(f"Q{i}", name, 0) for i, name in enumerate("ABC"))
    sample = tuple(
        Labelled(place(key, key, 0), item, homonym)
        for key, item, homonym in [
            ("found", alpha, False),
            ("with another", beta, True),
            ("elsewhere", gamma, True),
            ("alone", None, False),
            ("not alone", None, True),
        ]
    )
    # beta and gamma were made one city: whoever is given the one is given the other.
    slugs = {"Q0": "a", "Q1": "bc", "Q2": "bc"}
    slugs |= {"found": "a", "with another": "bc", "elsewhere": "a", "alone": "x", "not alone": "a"}
    matches = {
        ("items" if key.startswith("Q") else "here", key): Match(slug, grade(slug))
        for key, slug in slugs.items()
    }
    result = score(sample, Identities(matches, {}), "here", "items", [alpha, beta, gamma])
    assert result.overall == Counts(found=2, wrong=3, missed=1, left_alone=1)
    assert result.homonyms == Counts(found=1, wrong=3, missed=1)
    assert result.negatives == Counts(wrong=1, left_alone=1)
    assert (result.overall.precision, result.overall.recall) == (Ratio(2, 5), Ratio(2, 3))
    assert result.grades == {"same": 4, "unresolved": 1}
    assert [(e.kind, e.labelled.place.key, e.item.key) for e in result.errors] == [
        ("wrong", "with another", "Q2"),
        ("wrong", "elsewhere", "Q0"),
        ("missed", "elsewhere", "Q2"),
        ("wrong", "not alone", "Q0"),
    ]


def grade(slug: str) -> Grade:
    return "unresolved" if slug == "x" else "same"


@pytest.fixture(scope="module")
def published() -> bench.Sample:
    """Return the sample of the published files, or skip where these are absent."""
    if not (bench.WORLD / bench.HERE).is_dir():
        pytest.skip("../shared/world is not beside this checkout")
    return bench.sample()


@pytest.mark.slow
def test_the_sample_is_large_and_every_doubtful_pair_was_judged(published: bench.Sample) -> None:
    measured = [one for one in published.reviewed[0] if one.item]
    assert len(measured) >= 500
    assert sum(one.homonym for one in measured) >= 100
    verdicts = read_verdicts(bench.VERDICTS)
    judged = [verdict_on(one, verdicts) for one, _ in published.doubts]
    assert len(judged) > 300
    assert None not in judged


@pytest.mark.slow
def test_identities_are_as_good_without_positions_as_the_figures_say(
    published: bench.Sample,
) -> None:
    identities = bench.resolve(published, bench.MODES[0])
    result = bench.judge(published.reviewed[0], identities, published.items)
    assert result.overall.precision.share >= 0.997
    assert result.overall.recall.share >= 0.956
    assert result.homonyms.precision.share >= 0.993
    assert result.homonyms.recall.share >= 0.889
    raw = bench.judge(published.raw[0], identities, published.items)
    assert raw.overall.precision.share >= 0.963
    assert raw.overall.recall.share >= 0.829
    # Nothing of where the places are has leaked: told, but not to be used, it changes no match.
    told = [(bench.HERE, p) for p in published.places] + [(bench.THERE, p) for p in published.items]
    blind = identify(told, use_coordinates=False)
    assert {key: match.slug for key, match in blind.matches.items()} == {
        key: match.slug for key, match in identities.matches.items()
    }
