"""Gravity: Poisson regression against SciPy's optimiser, by hand and by simulation."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from twingraph.distance import kilometres
from twingraph.measures.gravity import (
    _both,
    find_gravity,
    find_gravity_fit,
    find_gravity_residuals,
    gravity,
)
from twingraph.measures.model import Settings
from twingraph.measures.poisson import fit
from twingraph.projections.model import Links, links_of

SETTINGS = Settings()

Numbers = NDArray[np.float64]


def dyads(seed: int, n: int = 14) -> tuple[Numbers, Numbers, NDArray[np.intp], NDArray[np.intp]]:
    """Return counts of pairs drawn from a known model, its columns, and the pairs."""
    chance = np.random.default_rng(seed)
    one, other = np.triu_indices(n, 1)
    columns = np.column_stack(
        [np.ones(len(one)), chance.normal(size=len(one)), chance.random(len(one)) < 0.4]
    ).astype(np.float64)
    counts = chance.poisson(np.exp(columns @ np.array([0.5, -0.8, 0.6]))).astype(np.float64)
    return counts, columns, one, other


@pytest.mark.parametrize("seed", range(4))
def test_coefficients_are_those_of_an_optimiser(seed: int) -> None:
    optimize = pytest.importorskip("scipy.optimize")
    counts, columns, one, other = dyads(seed)

    def loss(b: Numbers) -> float:
        return float(np.exp(columns @ b).sum() - counts @ (columns @ b))

    def slope(b: Numbers) -> Numbers:
        return np.asarray(columns.T @ (np.exp(columns @ b) - counts))

    best = optimize.minimize(loss, np.zeros(3), jac=slope, method="BFGS", options={"gtol": 1e-9})
    found = fit(counts, columns, one, other)
    assert found.coefficients == pytest.approx(best.x, abs=1e-6)
    assert columns.T @ (counts - found.mean) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_errors_are_the_sums_of_their_definition(seed: int) -> None:
    counts, columns, one, other = dyads(seed)
    found = fit(counts, columns, one, other)
    mean = np.exp(columns @ found.coefficients)
    bread = np.linalg.inv((columns * mean[:, None]).T @ columns)
    scores = columns * (counts - mean)[:, None]
    robust, dyadic = np.zeros((3, 3)), np.zeros((3, 3))
    for a in range(len(counts)):
        for b in range(len(counts)):
            if a == b:
                robust += np.outer(scores[a], scores[b])
            if {one[a], other[a]} & {one[b], other[b]}:
                dyadic += np.outer(scores[a], scores[b])
    part = len(counts) / (len(counts) - 3)
    expected = np.sqrt(np.diag(bread @ robust @ bread) * part)
    assert found.robust == pytest.approx(expected, rel=1e-6)
    expected = np.sqrt(np.diag(bread @ dyadic @ bread) * part)
    assert found.dyadic == pytest.approx(expected, rel=1e-6)
    assert found.dispersion == pytest.approx(((counts - mean) ** 2 / mean).sum() * part / len(mean))


def test_one_flag_gives_the_logarithms_of_the_means() -> None:
    flag = np.array([0.0, 0, 0, 1, 1, 1])
    counts = np.array([0.0, 1, 5, 7, 9, 8])
    one, other = np.triu_indices(4, 1)
    found = fit(counts, np.column_stack([np.ones(6), flag]), one, other)
    assert found.coefficients == pytest.approx([math.log(2), math.log(8 / 2)], abs=1e-9)
    flat = 2 * sum(y * math.log(y / 5) for y in counts if y)
    rest = 2 * (math.log(1 / 2) + 5 * math.log(5 / 2))
    rest += 2 * (7 * math.log(7 / 8) + 9 * math.log(9 / 8))
    assert found.pseudo_r2 == pytest.approx(1 - rest / flat, abs=1e-9)


def test_columns_that_say_nothing_of_their_own_are_left_out() -> None:
    counts, columns, one, other = dyads(1)
    twice = np.column_stack([columns, columns[:, 1] * 2 + 1, np.zeros(len(counts)), counts == 0])
    found = fit(counts, twice.astype(np.float64), one, other)
    alone = fit(counts, columns, one, other)
    assert found.coefficients[:3] == pytest.approx(alone.coefficients, abs=1e-8)
    assert np.isnan(found.coefficients[3:]).all()
    assert np.isnan(found.dyadic[3:]).all()


def test_fixed_effects_keep_each_sum() -> None:
    counts, columns, one, other = dyads(2)
    effects = np.zeros((len(counts), 14))
    effects[np.arange(len(counts)), one] = 1
    effects[np.arange(len(counts)), other] = 1
    found = fit(counts, np.column_stack([effects, columns]), one, other)
    assert effects.T @ found.mean == pytest.approx(effects.T @ counts, abs=1e-6)
    assert math.isnan(found.coefficients[14])
    assert found.coefficients[15] == pytest.approx(-0.8, abs=0.25)


def held(countries: int, runs: int) -> tuple[Numbers, Numbers]:
    """Return how often 95 % intervals hold a term of pairs and one of countries, by both errors.

    Each country has something of its own that no term tells and all its pairs share. Terms are a
    distance, and a sum of what both countries have.
    """
    one, other = np.triu_indices(countries, 1)
    truth = np.array([-1.0, 0.25])
    dyadic, robust = np.zeros((2, 2))
    for run in range(runs):
        chance = np.random.default_rng([77, run])
        place, wealth = chance.random(countries), chance.normal(size=countries)
        own = chance.normal(0, 0.5, countries)
        terms = np.column_stack([np.abs(place[one] - place[other]), wealth[one] + wealth[other]])
        counts = chance.poisson(np.exp(1 + terms @ truth + own[one] + own[other]))
        found = fit(
            counts.astype(np.float64), np.column_stack([np.ones(len(one)), terms]), one, other
        )
        away = np.abs(found.coefficients[1:] - truth)
        dyadic += away < 1.96 * found.dyadic[1:]
        robust += away < 1.96 * found.robust[1:]
    return dyadic / runs, robust / runs


def test_dyadic_intervals_hold_the_truth_where_countries_have_something_of_their_own() -> None:
    dyadic, robust = held(countries=120, runs=100)
    # Of a hundred intervals of 95 %, fewer than 88 hold it once in seven hundred times.
    assert (dyadic >= 0.88).all()
    assert (robust < 0.75).all()
    assert robust[1] < 0.4
    # With few countries they are too narrow, and that is said; plain ones are far worse for what
    # countries have.
    dyadic, robust = held(countries=25, runs=100)
    assert (dyadic >= 0.7).all()
    assert robust[1] < dyadic[1] - 0.2
    said = [note.en for note in find_gravity(world(), SETTINGS).notes]
    assert any("too narrow with few countries" in note for note in said)


def world(seed: int = 5) -> Links:
    """Return cities of eight countries whose ties halve with twice the distance."""
    chance = np.random.default_rng(seed)
    nodes: dict[str, dict[str, object]] = {}
    places = {}
    for number in range(8):
        country = "ABCDEFGH"[number]
        north, east = chance.uniform(-50, 50), chance.uniform(-150, 150)
        places[country] = (north, east)
        for city in range(60):
            nodes[f"{country.lower()}{city:02}"] = {
                "country": country,
                "continent": "EU" if number < 4 else "AS",
                "language": "fr" if number % 2 else f"x{number}",
                "eu": number < 3,
                "latitude": north,
                "longitude": east,
            }
    pairs = []
    for a in "ABCDEFGH":
        for b in "ABCDEFGH":
            if a < b:
                same = "ABCDEFGH".index(a) % 2 and "ABCDEFGH".index(b) % 2
                mean = 200_000 / kilometres(places[a], places[b]) * (3 if same else 1)
                ties = min(int(chance.poisson(mean)), 3600)
                ends = chance.choice(3600, ties, replace=False).tolist()
                pairs += [(f"{a.lower()}{e // 60:02}", f"{b.lower()}{e % 60:02}") for e in ends]
    return links_of("world", [*pairs, pairs[0], ("a00", "a01")], nodes=nodes)


def test_a_world_made_by_gravity_gives_it_back() -> None:
    links = world()
    rows = {(row[0], row[1]): row for row in find_gravity(links, SETTINGS).rows}
    for model in ("sizes", "fixed effects"):
        distance, language = rows[model, "log_distance"], rows[model, "same_language"]
        assert float(distance[4] or 0) - 0.15 < -1 < float(distance[5] or 0) + 0.15
        assert language[2] == pytest.approx(math.log(3), abs=0.35)
        assert language[7] == pytest.approx(math.exp(float(language[2] or 0)))
    # All countries have sixty cities: their sizes are the constant.
    assert rows["sizes", "log_cities"][2] is None
    figures = {(row[0], row[1]): row[2] for row in find_gravity_fit(links, SETTINGS).rows}
    assert figures["sizes", "pairs"] == 28
    assert 0.5 < float(figures["fixed effects", "pseudo_r2"] or 0) <= 1
    assert figures["sizes", "deviance"] >= figures["fixed effects", "deviance"]  # type: ignore[operator]
    residuals = find_gravity_residuals(links, SETTINGS)
    assert len(residuals.rows) == 28
    assert sum(int(row[2] or 0) for row in residuals.rows) == figures["sizes", "ties"]
    sizes = [abs(float(row[5] or 0)) for row in residuals.rows]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(size**2 for size in sizes) == pytest.approx(figures["fixed effects", "deviance"])


def test_the_middle_of_a_country_is_weighted_by_inhabitants() -> None:
    nodes: dict[str, dict[str, object]] = {
        "a1": {"country": "A", "latitude": 0.0, "longitude": 0.0, "population": 3e6},
        "a2": {"country": "A", "latitude": 0.0, "longitude": 90.0, "population": 1e6},
        "b1": {"country": "B", "latitude": 0.0, "longitude": 179.0, "population": None},
        "c1": {"country": "C", "latitude": 60.0, "longitude": -170.0, "population": 5.0},
        "d1": {"country": "D", "latitude": -60.0, "longitude": 10.0, "population": 5.0},
        "e1": {"country": "E", "latitude": None, "longitude": None, "population": 5.0},
    }
    links = links_of(
        "x", [("a1", "b1"), ("b1", "c1"), ("c1", "d1"), ("d1", "a2"), ("e1", "a1")], nodes=nodes
    )
    found = gravity(links)
    assert found is not None
    assert found.countries == ("A", "B", "C", "D")
    assert found.unplaced == 1
    # Three parts east 0, one part east 90: atan(1 / 3).
    middle = (0.0, math.degrees(math.atan(1 / 3)))
    far = math.log(kilometres(middle, (0.0, 179.0)))
    assert found.distance[0] == pytest.approx(far, abs=1e-9)


def test_a_language_is_shared_where_any_official_one_is() -> None:
    """Belgium has Dutch, French and German, Switzerland German, French, Italian and Romansh."""
    first = {"BE": "nl", "CH": "de", "FR": "fr", "GB": "en", "NL": "nl", "ZZ": "fr"}
    nodes: dict[str, dict[str, object]] = {
        code: {"country": code, "language": told} for code, told in first.items()
    }
    one, other = np.triu_indices(6, 1)
    links = links_of("x", [], nodes=nodes)
    told = _both(links, list(first), np.arange(6), "language", one, other)
    names = list(first)
    shared = {(names[a], names[b]) for a, b, s in zip(one, other, told, strict=True) if s}
    assert shared == {
        *(("BE", "CH"), ("BE", "FR"), ("BE", "NL"), ("BE", "ZZ")),
        *(("CH", "FR"), ("CH", "ZZ"), ("FR", "ZZ")),
    }


def test_what_is_empty_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    links = world()
    found = gravity(links)
    assert found is not None
    said = [note.en for note in find_gravity(links, SETTINGS).notes]
    # All countries have sixty cities.
    assert sum(note.startswith("no coefficient") for note in said) == 1
    fits = {
        model: replace(held, dyadic=np.full(len(held.dyadic), np.nan))
        for model, held in found.fits.items()
    }
    without = replace(found, fits=fits)
    monkeypatch.setattr("twingraph.measures.gravity.gravity", lambda _: without)
    table = find_gravity(links, SETTINGS)
    assert {row[3] for row in table.rows} == {None}
    assert table.notes[-1].en.startswith("an error is empty")


def test_too_few_countries_give_no_model_and_say_why() -> None:
    place = {"latitude": 0.0, "longitude": 0.0}
    nodes: dict[str, dict[str, object]] = {"a": {"country": "A", **place}, "b": {"country": "B"}}
    for links in (
        links_of("x", [("a", "b"), ("a", "a")], nodes=nodes),
        links_of("x", [], nodes={"a": {"country": None, **place}}),
    ):
        for find in (find_gravity, find_gravity_fit, find_gravity_residuals):
            table = find(links, SETTINGS)
            assert table.rows == ()
            assert "no model" in table.notes[0].en
