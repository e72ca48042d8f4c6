"""The power law of degrees: SciPy's likelihood, closed cases, simulated degrees, refusals."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import zeta
from scipy.stats import lognorm

from importing import WORLD
from small_networks import AWKWARD, renamed
from twingraph.cli import run
from twingraph.errors import UsageError
from twingraph.measures.catalogue import find_measure
from twingraph.measures.model import Settings, Table, Value
from twingraph.measures.power_law import DEPENDENT, KEPT, OUT, TOO_FEW, find_power_law, share_as_far
from twingraph.measures.tails import (
    CANDIDATES,
    TAIL,
    Tail,
    by_geometric,
    by_lognormal,
    by_power_law,
    drawn,
    exponents,
    fitted,
    ratio,
)
from twingraph.projections.edgelists import read_links
from twingraph.projections.model import from_networkx

Degrees = NDArray[np.int64]

FEW = Settings(draws=9)


def law(seed: int, nodes: int = 300) -> Degrees:
    """Return degrees of exponent 2.5 from 3 on, and as many below that follow nothing."""
    rng = np.random.default_rng([1, seed])
    held = np.arange(3, 200_000)
    chance = held**-2.5
    tail = rng.choice(held, nodes, p=chance / chance.sum())
    return np.concatenate([rng.choice([1, 2], nodes, p=[0.4, 0.6]), tail])


def tail_of(degrees: Degrees, begins: int) -> Tail:
    """Return the law whose beginning is given."""
    nodes = degrees[degrees >= begins]
    found, bend = exponents(np.array([begins]), np.array([np.log(nodes).mean()]))
    error = 1 / math.sqrt(len(nodes) * bend[0])
    return Tail(begins, float(found[0]), error, len(nodes), 0.0)


def figures(table: Table) -> dict[Value, tuple[Value, ...]]:
    return {row[0]: row[1:] for row in table.rows}


def test_the_exponent_of_a_closed_case() -> None:
    # -zeta'(2) / zeta(2) = 12 log A - gamma - log 2 pi, with Glaisher's A.
    mean = 12 * math.log(1.2824271291006226) - 0.5772156649015329 - math.log(2 * math.pi)
    (found,), (bend,) = exponents(np.array([1]), np.array([mean]))
    assert found == pytest.approx(2, abs=1e-9)
    # zeta''(2) = 1.98928...
    assert bend == pytest.approx(1.989280234298901 / zeta(2) - mean**2, rel=1e-6)


@pytest.mark.parametrize("begins", [1, 3, 9])
def test_the_exponent_is_that_of_the_greatest_likelihood(begins: int) -> None:
    degrees = law(begins)
    nodes = degrees[degrees >= begins]
    best = minimize_scalar(
        lambda a: len(nodes) * math.log(zeta(a, begins)) + a * float(np.log(nodes).sum()),
        bounds=(1.1, 8),
        method="bounded",
        options={"xatol": 1e-10},
    )
    found = tail_of(degrees, begins)
    assert found.exponent == pytest.approx(best.x, abs=1e-6)
    assert by_power_law(nodes, found).sum() == pytest.approx(-best.fun, rel=1e-12)
    # The error is how the likelihood bends: two of its differences, far enough apart.
    at = [len(nodes) * math.log(zeta(best.x + step, begins)) for step in (-1e-3, 0, 1e-3)]
    bend = (at[0] - 2 * at[1] + at[2]) / 1e-6
    assert found.error == pytest.approx(1 / math.sqrt(bend), rel=1e-3)


def test_the_law_begins_where_it_is_nearest() -> None:
    degrees = law(5, 150)
    best = (math.inf, 0)
    for begins in sorted(set(degrees.tolist())):
        nodes = degrees[degrees >= begins]
        if len(nodes) < TAIL:
            continue
        a = tail_of(degrees, begins).exponent
        far = max(
            abs(float(np.mean(nodes <= x)) - (1 - zeta(a, x + 1) / zeta(a, begins)))
            for x in range(begins, int(nodes.max()) + 1)
        )
        best = min(best, (far, begins))
    found = fitted(degrees)
    assert found is not None
    assert (found.distance, found.begins) == pytest.approx(best, abs=1e-9)
    assert found.nodes == int((degrees >= found.begins).sum())


def test_degrees_of_the_law_are_recovered_and_seldom_ruled_out() -> None:
    seeds = 30
    within = refused = 0
    for seed in range(seeds):
        degrees = law(seed)
        tail = fitted(degrees)
        assert tail is not None
        within += abs(tail.exponent - 2.5) < 1.96 * tail.error
        p = share_as_far(degrees, tail, Settings(seed=seed, draws=19))
        assert p is not None
        refused += p < 0.1
    # Of 30: 95 in 100 within, P(fewer than 24) < 0.003; one in ten refused, P(more than 8) < 0.002.
    assert within >= 24
    assert refused <= 8


def test_what_is_drawn_is_of_the_law_and_of_the_degrees_below_it() -> None:
    degrees = np.append(law(0, 2000), np.zeros(50, dtype=np.int64))
    tail = Tail(3, 2.5, 0, 2000, 0)
    draws = list(drawn(degrees, tail, 20, 7))
    together = np.concatenate(draws)
    assert {len(draw) for draw in draws} == {len(degrees)}
    below = together[together < 3]
    assert np.bincount(below) / len(below) == pytest.approx(
        np.bincount(degrees[degrees < 3]) / 2050, abs=0.006
    )
    above = together[together >= 3]
    for x in (4, 10, 100, 11_000):
        share = zeta(2.5, x) / zeta(2.5, 3)
        error = math.sqrt(share / len(above))
        assert abs(float(np.mean(above >= x)) - share) < 4.5 * error


def test_geometric_degrees_are_told_from_a_power_law() -> None:
    refused = 0
    for seed in range(12):
        degrees = np.random.default_rng([2, seed]).geometric(0.15, 150)
        tail = tail_of(degrees, 1)
        shape = ratio(by_power_law(degrees, tail), by_geometric(degrees, tail))
        assert shape is not None
        assert shape[0] < 0
        assert shape[1] < 0.01
        found = fitted(degrees)
        assert found is not None
        nodes = degrees[degrees >= found.begins]
        own = ratio(by_power_law(nodes, found), by_geometric(nodes, found))
        assert own is not None
        assert own[0] < 0 or own[1] >= 0.1
        p = share_as_far(degrees, found, Settings(seed=seed, draws=19))
        assert p is not None
        refused += p < 0.1
    # Were it the law, P(5 or more of 12) < 0.005. In so short tails many are not ruled out.
    assert refused >= 5


def test_other_shapes_are_the_likeliest_of_their_kind() -> None:
    degrees = law(3)
    tail = tail_of(degrees, 3)
    nodes = degrees[degrees >= 3]
    geometric = [
        float(np.sum(np.log(q) + (nodes - 3) * np.log1p(-q))) for q in np.linspace(0.01, 0.9, 400)
    ]
    assert by_geometric(nodes, tail).sum() >= max(geometric)
    reach = np.arange(3, 3000)
    every = np.exp(by_geometric(np.append(reach, nodes), tail)[: len(reach)])
    assert every[0] > every[1] > every[2]
    drawn_so = np.round(np.random.default_rng(4).lognormal(2, 0.7, 3000)).astype(np.int64)
    kept = drawn_so[drawn_so >= 3]
    bent = tail_of(kept, 3)
    told = by_lognormal(kept, bent)

    def likelihood(mean: float, spread: float) -> float:
        of = lognorm(spread, scale=math.exp(mean))
        return float(np.log((of.cdf(kept + 0.5) - of.cdf(kept - 0.5)) / of.sf(2.5)).sum())

    near = [
        likelihood(2 + shift, 0.7 * wide)
        for shift in np.linspace(-0.2, 0.2, 9)
        for wide in np.linspace(0.8, 1.2, 9)
    ]
    assert max(near) <= told.sum() < max(near) + 2
    shape = ratio(by_power_law(kept, bent), told)
    assert shape is not None
    assert shape[0] < -5


def test_ratios_of_likelihoods_are_vuong_s() -> None:
    found = ratio(np.array([1.0, 2.0, 4.0]), np.array([0.0, 2.0, 2.0]))
    assert found is not None
    value = 3 / (math.sqrt(3) * math.sqrt(2 / 3))
    assert found == pytest.approx((value, math.erfc(value / math.sqrt(2))))
    assert ratio(np.ones(4), np.ones(4)) is None


@pytest.mark.parametrize("name", AWKWARD)
def test_no_law_where_degrees_are_few_or_alike(name: str) -> None:
    links = AWKWARD[name]
    table = find_power_law(links, FEW)
    assert table.notes == (TOO_FEW,)
    assert table.rows[0][:2] == ("nodes", links.n)
    assert {value for row in table.rows[1:] for value in row[1:]} == {None}


def test_no_law_where_all_have_as_many() -> None:
    assert find_power_law(from_networkx(nx.cycle_graph(200)), FEW).notes == (TOO_FEW,)
    assert fitted(np.repeat([1, 2, 3, 4], 100)) is None
    # So steep a tail that its exponent would be near a thousand.
    assert fitted(np.repeat([100, 101, 102, 103, 104], [10_000, 1, 1, 1, 1])) is None


def test_names_parallel_links_and_loops_make_no_difference() -> None:
    graph = nx.barabasi_albert_graph(400, 2, seed=1)
    links = from_networkx(graph)
    table = find_power_law(links, FEW)
    assert find_power_law(links, FEW) == table
    assert find_power_law(renamed(links, 1)[0], FEW).rows == table.rows
    more: nx.MultiGraph[int] = nx.MultiGraph(graph)
    more.add_edges_from([*list(graph.edges)[:100], (0, 0), (5, 5)])
    assert find_power_law(from_networkx(more), FEW).rows == table.rows
    other = figures(find_power_law(links, Settings(seed=5, draws=9)))
    assert other["exponent"] == figures(table)["exponent"]


def test_the_table_says_what_is_found() -> None:
    graph = nx.barabasi_albert_graph(400, 2, seed=1)
    table = find_power_law(from_networkx(graph), FEW)
    degrees = np.array([degree for _, degree in graph.degree()])
    tail = fitted(degrees)
    assert tail is not None
    told = figures(table)
    assert told["x_min"][0] == tail.begins
    value, low, high, _ = told["exponent"]
    assert value == tail.exponent
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert (high - low) / 2 == pytest.approx(1.959964 * tail.error)
    assert told["tail_share"][0] == tail.nodes / 400
    p = told["ks_distance"][3]
    assert isinstance(p, float)
    assert p * 10 == pytest.approx(round(p * 10))
    assert (OUT if p < 0.1 else KEPT) in table.notes
    assert table.notes[-1] == DEPENDENT
    none = find_power_law(from_networkx(graph), Settings(draws=0))
    assert figures(none)["ks_distance"] == (tail.distance, None, None, None)
    assert not {OUT, KEPT} & set(none.notes)


def test_so_many_different_degrees_are_bounded() -> None:
    degrees = np.round(10 * np.random.default_rng(1).pareto(0.8, 20_000) + 10).astype(np.int64)
    assert len(np.unique(degrees)) > 10 * CANDIDATES
    found = fitted(degrees)
    assert found is not None
    assert 1.7 < found.exponent < 1.9
    assert found.error < 0.1


def test_on_a_star_it_is_refused_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, said in (("en", "power-law is refused: "), ("fr", "power-law est refusé\u00a0: ")):
        assert run(["measure", "power-law", "--lang", lang]) == 2
        told = capsys.readouterr()
        assert told.err.startswith(f"twingraph: {said}")
        assert told.out == ""


def test_who_asks_for_predictions_is_told_where_they_are() -> None:
    with pytest.raises(UsageError) as refused:
        find_measure("link-prediction")
    assert "twingraph suggest" in str(refused.value.hint)
    with pytest.raises(UsageError) as near:
        find_measure("powerlaw")
    assert "power-law" in str(near.value.hint)


@pytest.mark.skipif(not WORLD.is_dir(), reason="../shared/world is not beside this checkout")
def test_konect_s_degrees_are_fitted_as_by_the_package_powerlaw() -> None:
    links = read_links(WORLD / "konect-2017" / "out.twin")
    told = figures(find_power_law(links, Settings(draws=19)))
    # powerlaw 2.0.0 on the same degrees, discrete, once and by hand.
    assert (told["x_min"][0], told["tail_nodes"][0]) == (8, 1035)
    assert told["exponent"][0] == pytest.approx(2.90779, abs=1e-4)
    assert told["ks_distance"][0] == pytest.approx(0.034796, abs=1e-5)
    assert told["against_lognormal"][0] == pytest.approx(-3.07197, abs=1e-3)
    assert told["against_lognormal"][3] == pytest.approx(0.0021265, abs=1e-5)
    assert told["against_exponential"][0] == pytest.approx(2.09756, abs=1e-3)
    assert told["against_exponential"][3] == pytest.approx(0.035944, abs=1e-4)
    assert told["ks_distance"][3] == 0.05
