"""Scores of pairs: equal to NetworkX, to dense algebra, and to what one counts by hand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest

from suggesting_world import links, world
from twingraph.distance import kilometres
from twingraph.projections.model import Links, links_of
from twingraph.suggesting import baselines, features, fitting
from twingraph.suggesting.cities import cities_of
from twingraph.suggesting.models import MODELS
from twingraph.suggesting.ties import Ties, ends_of

SQUARE = [("a", "b"), ("b", "c"), ("c", "d"), ("b", "e"), ("d", "e")]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    with fitting.one_thread():
        yield


def ties_of(network: Links) -> Ties:
    return Ties(cities_of(network), ends_of(network))


def untied(network: Links) -> tuple[nx.Graph[str], list[tuple[int, int]]]:
    graph = nx.Graph(network.simple.to_networkx())
    pairs = itertools.combinations(range(network.n), 2)
    return graph, [
        (a, b) for a, b in pairs if not graph.has_edge(network.nodes[a], network.nodes[b])
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_scores_of_common_partners_are_those_of_networkx(seed: int) -> None:
    network = world(seed)
    ties = ties_of(network)
    graph, pairs = untied(network)
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    named = [(network.nodes[a], network.nodes[b]) for a, b in pairs]
    adamic = [score for _, _, score in nx.adamic_adar_index(graph, named)]
    common = [len(list(nx.common_neighbors(graph, a, b))) for a, b in named]
    product = [score for _, _, score in nx.preferential_attachment(graph, named)]
    assert np.allclose(baselines.adamic_adar(ties).of_pairs(first, second), adamic, atol=1e-9)
    assert np.array_equal(baselines.common_neighbours(ties).of_pairs(first, second), common)
    assert np.array_equal(baselines.DegreeProduct(ties).of_pairs(first, second), product)


def test_three_steps_by_hand() -> None:
    # a-b-c-d and a-b-e-d: b has three partners, c and e two.
    network = links(SQUARE)
    ties = ties_of(network)
    score = baselines.three_steps(ties).of_pairs(np.array([0]), np.array([3]))
    assert score[0] == pytest.approx(2 / math.sqrt(3 * 2), abs=1e-12)


def test_katz_is_the_inverse_of_a_dense_matrix() -> None:
    ties = ties_of(world(3))
    katz = baselines.Katz(ties)
    dense = ties.adjacency.toarray()
    assert katz.step == pytest.approx(0.5 / np.linalg.eigvalsh(dense)[-1], rel=1e-9)
    expected = np.linalg.inv(np.eye(len(dense)) - katz.step * dense) - np.eye(len(dense))
    found = np.vstack([katz.of_city(city) for city in range(len(dense))])
    assert np.allclose(found, expected, atol=1e-9)


def test_spectral_of_full_rank_but_two_is_near_the_network_itself() -> None:
    ties = ties_of(world(4, cities=30))
    root = 1 / np.sqrt(ties.degrees + ties.degrees.mean())
    dense = root[:, None] * ties.adjacency.toarray() * root
    model = baselines.spectral(ties, rank=28)
    found = np.vstack([model.of_city(city) for city in range(30)])
    u, s, vt = np.linalg.svd(dense)
    assert np.allclose(found, (u[:, :28] * s[:28]) @ vt[:28], atol=1e-9)


@pytest.mark.parametrize("name", [model.name for model in MODELS])
def test_a_row_and_its_pairs_say_the_same(name: str) -> None:
    ties = ties_of(world(5))
    model = next(model for model in MODELS if model.name == name).make(ties, 7, None)
    everyone = np.arange(ties.cities.n)
    others = np.setdiff1d(everyone, [4])
    row = model.of_city(4)[others]
    assert np.allclose(row, model.of_pairs(np.full(len(others), 4), others), atol=1e-9)
    assert len(set(np.round(row, 9))) > 1


def test_scores_do_not_depend_on_which_city_is_named_first() -> None:
    ties = ties_of(world(6))
    first, second = np.array([0, 3, 5]), np.array([9, 20, 41])
    for model in MODELS:
        made = model.make(ties, 7, None)
        assert np.allclose(made.of_pairs(first, second), made.of_pairs(second, first), atol=1e-9), (
            model.name
        )


def test_features_by_hand() -> None:
    network = links(
        SQUARE,
        a={"label": "Spa", "country": "BE", "continent": "EU", "eu": True, "population": 1000.0,
           "latitude": 0.0, "longitude": 0.0},
        d={"label": "SPA", "country": "FR", "continent": "EU", "eu": True, "population": 4000.0,
           "latitude": 0.0, "longitude": 1.0},
        b={"country": "FR"},
    )  # fmt: skip
    members = links_of("n", [("a", "net"), ("d", "net")], second=frozenset({"net"}))
    ties = Ties(cities_of(network, members), ends_of(network))
    found = dict(
        zip(features.NAMES, features.of_pairs(ties, np.array([0]), np.array([3]))[0], strict=True)
    )
    degree = math.pi / 180 * 6371
    assert found == pytest.approx(
        {
            "partners": math.log(1) + math.log(2),
            "population": math.log(1000) + math.log(4000),
            "size_gap": math.log(4),
            "distance": math.log(degree + 30),
            "near": 0,
            # One tie of a known country to another: one counted, one half expected.
            "affinity": math.log((1 + 5) / (0.5 + 5)),
            "same_country": 0,
            "same_language": 1,
            "same_continent": 1,
            "both_eu": 1,
            "networks": math.log(2),
            "common": 0,
            "longer": math.log1p(10 * 2 / math.sqrt(6)),
            "country_ties": math.log(2),
            "same_name": 1,
        }
    )


def test_kilometres_are_those_of_two_places() -> None:
    network = world(7)
    cities = cities_of(network)
    places = list(zip(cities.latitude.tolist(), cities.longitude.tolist(), strict=True))
    expected = [kilometres(places[3], place) for place in places]
    assert cities.kilometres(3, np.arange(network.n)) == pytest.approx(expected, abs=1e-9)
    assert np.isnan(cities_of(links(SQUARE)).kilometres(0, np.arange(5))).all()


def test_what_is_not_known_is_no_number() -> None:
    ties = ties_of(links(SQUARE))
    found = dict(
        zip(features.NAMES, features.of_pairs(ties, np.array([0]), np.array([3]))[0], strict=True)
    )
    unknown = {name for name, value in found.items() if math.isnan(value)}
    assert unknown == {
        *("population", "size_gap", "distance", "near", "affinity", "same_country"),
        *("same_language", "same_continent", "both_eu", "country_ties"),
    }


def test_parallel_links_loops_and_lone_cities_change_no_score() -> None:
    plain = links(SQUARE, lone={})
    odd = links([*SQUARE, ("b", "a"), ("c", "c"), ("d", "c")], lone={})
    for model in (baselines.adamic_adar, baselines.three_steps, baselines.Katz):
        first, second = model(ties_of(plain)), model(ties_of(odd))
        assert np.array_equal(first.of_city(0), second.of_city(0))
    assert not baselines.Katz(ties_of(plain)).of_city(5).any()
