"""Evaluation: nothing hidden shows through, negatives are what they say, figures by hand."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from suggesting_world import LATER, PAST, links, world
from twingraph.errors import UsageError
from twingraph.projections.model import Links, links_of
from twingraph.suggesting import evaluate, fitting, ranking
from twingraph.suggesting.answers import Lang
from twingraph.suggesting.cities import Ints
from twingraph.suggesting.evaluating import _calibration, candidates, rate
from twingraph.suggesting.figures import Evaluation
from twingraph.suggesting.hiding import Task, completion, forecasting
from twingraph.suggesting.models import MODELS
from twingraph.suggesting.negatives import KINDS
from twingraph.suggesting.report import evaluation_lines
from twingraph.suggesting.ties import Ties, tied
from twingraph.tables import objects_csv


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    with fitting.one_thread():
        yield


def without(network: Links, task: Task) -> Links:
    """Return the links of a task's known ties alone, as if the hidden ones had never been told."""
    pairs = task.known.pairs.tolist()
    about = {
        node: {name: held[at] for name, held in network.attributes.items()}
        for at, node in enumerate(network.nodes)
    }
    return links_of("cities", [(network.nodes[a], network.nodes[b]) for a, b in pairs], nodes=about)


def test_a_model_learns_the_same_whether_ties_are_hidden_or_never_told() -> None:
    network = world(1)
    task = completion(network, None, 5)
    blind = without(network, task)
    from twingraph.suggesting.cities import cities_of
    from twingraph.suggesting.ties import ends_of

    never = Ties(cities_of(blind), ends_of(blind))
    assert len(task.hidden) > 5
    for model in MODELS:
        one, other = model.make(task.known, 3, None), model.make(never, 3, None)
        assert np.array_equal(one.of_city(2), other.of_city(2)), model.name


def test_a_pair_is_hidden_with_both_directions_and_all_sources() -> None:
    pairs = [(f"c{n:02}", f"c{n + 1:02}") for n in range(30)]
    both = [*pairs, *((b, a) for a, b in pairs), *pairs]
    network = links_of("cities", both, columns={"sources": [PAST] * 60 + [LATER] * 30})
    task = completion(network, None, 1)
    assert len(task.hidden) == 3
    assert len(task.known.pairs) == 27
    assert not tied(task.hidden, task.known.keys, network.n).any()
    assert tied(task.hidden, task.every.keys, network.n).all()


def test_warm_pairs_keep_a_tie_at_both_ends() -> None:
    network = world(2)
    task = completion(network, None, 2)
    known = {int(city) for city in task.known.pairs.ravel()}
    expected = [a in known and b in known for a, b in task.hidden.tolist()]
    assert task.warm.tolist() == expected


def test_a_chain_that_loses_its_end_has_a_cold_pair() -> None:
    network = links([("a", "b"), ("b", "c"), ("c", "d")])
    every = completion(network, None, 1).every
    task = Task("t", MODELS[0].words, Ties(every.cities, every.pairs[:2]), every.pairs[2:], every)
    assert task.warm.tolist() == [False]


def test_forecasting_learns_from_the_past_alone() -> None:
    pairs = [("a", "b"), ("b", "c"), ("b", "a"), ("a", "c"), ("a", "new"), ("b", "c"), ("c", "x")]
    said = [PAST, PAST, LATER, LATER, LATER, f"{LATER} | {PAST}", "germany-2015"]
    network = links_of("cities", pairs, columns={"sources": said})
    task = forecasting(network, LATER)
    names = task.known.cities.nodes
    assert names == ("a", "b", "c")
    assert [[names[a], names[b]] for a, b in task.known.pairs] == [["a", "b"], ["b", "c"]]
    assert [[names[a], names[b]] for a, b in task.hidden] == [["a", "c"]]
    assert task.known.cities.networks == ()
    # Another source is not the same one at a later date, and the task says so.
    assert task.words.en == f"forecasting {LATER} from {PAST}: two sources, not two dates"
    same = [names.replace(LATER, "wikidata-2022") for names in said]
    later = forecasting(links_of("cities", pairs, columns={"sources": same}), "wikidata-2022")
    assert later.words.en.endswith(f"from {PAST}: one source, two dates")
    assert later.words.fr.endswith("une source, deux dates")
    with pytest.raises(UsageError, match="no tie here is told by wikidata-2022"):
        forecasting(network, "wikidata-2022")


def test_candidates_are_no_partners_but_the_hidden_one() -> None:
    network = world(3)
    task = completion(network, None, 4)
    one, other = task.hidden[0].tolist()
    free = candidates(task, one, other)
    assert free[other]
    assert not free[one]
    assert free.sum() == network.n - 1 - len(task.every.partners(one)) + 1


@pytest.mark.parametrize("kind", list(KINDS))
def test_negatives_are_no_ties(kind: str) -> None:
    task = completion(world(4), None, 6)
    drawn = KINDS[kind][1](task.every, task.hidden, np.random.default_rng(1))
    assert drawn.shape == task.hidden.shape
    assert (drawn >= 0).all()
    assert not tied(drawn, task.every.keys, task.every.cities.n).any()
    assert (drawn[:, 0] != drawn[:, 1]).all()


def test_negatives_are_matched() -> None:
    task = completion(world(4), None, 6)
    cities = task.every.cities
    rng = np.random.default_rng(2)
    by_degree = KINDS["degree"][1](task.every, task.hidden, rng)
    assert set(by_degree.ravel().tolist()) <= set(task.hidden.ravel().tolist())
    there = KINDS["countries"][1](task.every, task.hidden, rng)
    assert np.array_equal(cities.country[there], cities.country[task.hidden])
    far = KINDS["distance"][1](task.every, task.hidden, rng)
    wanted, found = (cities.kilometres(p[:, 0], p[:, 1]) for p in (task.hidden, far))
    assert np.median(np.abs(np.log(found / wanted))) < 0.3


def test_where_there_is_no_matched_pair_it_says_so() -> None:
    task = completion(links([("a", "b"), ("b", "c"), ("a", "c")]), None, 1)
    hidden = task.every.pairs
    for kind in ("random", "distance", "countries"):
        drawn = KINDS[kind][1](task.every, hidden, np.random.default_rng(1))
        assert (drawn == -1).all(), kind


def test_figures_of_a_ranking_by_hand() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.5, 0.1, 2.0])
    free = np.array([True, True, True, True, True, False])
    assert ranking.rank(scores, 0, free) == 1
    assert ranking.rank(scores, 2, free) == 3  # one above, three alike: places 2, 3 and 4
    assert ranking.rank(scores, 4, free) == 5
    short = ranking.ranks_in_short(np.array([1.0, 4.0, 50.0, 51.0]))
    assert short == ranking.Ranks(4, (1 + 0.25 + 1 / 50 + 1 / 51) / 4, 0.5, 0.75, 27.0)
    assert ranking.ranks_in_short(np.array([])) is None
    # Of four comparisons three are won and one is even.
    ours, theirs = np.array([3.0, 2.0]), np.array([2.0, 1.0])
    assert ranking.auc(ours, theirs) == 0.875
    assert ranking.average_precision(np.array([3.0, 1.0]), np.array([2.0])) == pytest.approx(5 / 6)
    assert ranking.auc(ours, np.array([])) is None


def test_reliability_and_brier_by_hand() -> None:
    chances = np.array([0.5, 0.2, 0.05, 0.0])
    truths = np.array([1.0, 0.0, 0.0, 0.0])
    weights = np.array([1.0, 2.0, 10.0, 1.0])
    zero, low, high = ranking.reliability(chances, truths, weights)
    assert (zero.low, zero.pairs, zero.found) == (0.0, 1.0, 0.0)
    assert (low.low, low.pairs, low.found) == (0.01, 10.0, 0.0)
    assert low.expected == pytest.approx(0.5)
    assert (high.low, high.pairs, high.found) == (0.1, 3.0, 1.0)
    assert high.expected == pytest.approx(0.9)
    error, even = ranking.brier(chances, truths, weights)
    assert error == pytest.approx((0.25 + 2 * 0.04 + 10 * 0.0025) / 14)
    assert even == pytest.approx((1 / 14) * (13 / 14))


def test_probabilities_are_shares_of_the_pairs_with_that_score() -> None:
    rng = np.random.default_rng(8)
    scores = np.concatenate([rng.normal(3, 1, 4000), rng.normal(0, 1, 40_000)])
    tied = np.concatenate([np.ones(4000), np.zeros(40_000)]).astype(np.int64)
    curve = fitting.curve_of(scores, tied, np.log(0.01))
    # The densities of the two normal distributions, one drawn pair for a hundred.
    at = np.array([1.0, 2.0, 3.0])
    odds = 4000 * np.exp(-((at - 3) ** 2) / 2) / (4_000_000 * np.exp(-(at**2) / 2))
    assert curve.of(at) == pytest.approx(odds / (1 + odds), rel=0.25)
    assert (np.diff(curve.of(np.linspace(-5, 8, 200))) >= 0).all()


def test_boosting_is_not_believed_about_pairs_it_was_fitted_on() -> None:
    # Nothing can be learnt here: what seems to be known of the sample holds for no other pair.
    rng = np.random.default_rng(10)
    x = rng.normal(size=(2000, 8))
    y = (np.arange(2000) % 4 == 0).astype(np.int64)
    own = fitting._trees(3).fit(x, y).decision_function(x)
    assert (ranking.auc(own[y == 1], own[y == 0]) or 0) > 0.8
    unseen = fitting.unseen(x, y, 3)
    assert ranking.auc(unseen[y == 1], unseen[y == 0]) == pytest.approx(0.5, abs=0.05)
    assert np.array_equal(unseen, fitting.unseen(x, y, 3))
    # The curve that boosting has is that of the unseen scores, and rises to no high probability.
    ties = completion(world(1), None, 1).known
    learnt = fitting.Sample(x, y, 0.0)
    model = fitting.boosting(ties, 3, learnt)
    expected = fitting.curve_of(fitting.unseen(x - learnt.means, y, 3), y, 0.0)
    assert np.array_equal(model.curve.log_shares, expected.log_shares)
    assert (
        model.chances(np.array([99.0])) < 0.5 < fitting.curve_of(own, y, 0.0).of(np.array([99.0]))
    )


def test_what_is_expected_is_of_as_many_ties_as_are_hidden() -> None:
    network = world(1)
    # A tenth of all is hidden: more than a tenth of the nine tenths that are known.
    task = completion(network, None, 5)
    known = len(task.known.pairs)
    assert rate(task) == pytest.approx(10 * (network.simple.m - known) / known)
    # Whoever gives every pair the chance that a fold of the known has is right, in either task.
    for one in (task, forecasting(network, LATER)):
        n = one.known.cities.n
        free = n * (n - 1) / 2 - len(one.every.pairs) + len(one.hidden)
        chance = len(one.known.pairs) / fitting.FOLDS / free
        flat = fitting.Curve(np.array([0.0]), np.array([np.log(chance)]))
        scorer = replace(fitting.gravity(one.known, 3), curve=flat)
        bins, values = _calibration(one, scorer, untied(one))
        assert values["all", "", "expected / found"] == pytest.approx(1)
        assert sum(each.expected for each in bins) == pytest.approx(len(one.hidden))
        assert [each.low <= chance < each.high for each in bins] == [True]
        assert values["all", "", "Brier"] == pytest.approx(values["all", "", "Brier, same for all"])


def untied(task: Task) -> Ints:
    every = np.array(list(itertools.combinations(range(task.known.cities.n), 2)), dtype=np.int64)
    return every[~tied(every, task.every.keys, task.known.cities.n)]


def test_the_numbers_of_partners_seem_to_know_until_pairs_are_matched() -> None:
    # Hubs with many partners, none of whom is tied for any other reason.
    rng = np.random.default_rng(9)
    weight = 1 / np.arange(1, 301) ** 0.8
    drawn = rng.choice(300, (1500, 2), p=weight / weight.sum())
    pairs = [(f"c{a:03}", f"c{b:03}") for a, b in drawn.tolist() if a != b]
    found = evaluate(links(pairs), models=("degree",), tasks=("completion",), seeds=2)
    easy = found.figure("completion", "degree", "warm", "AUC", "random")
    hard = found.figure("completion", "degree", "warm", "AUC", "degree")
    assert easy is not None
    assert hard is not None
    assert easy.mean > 0.75
    assert hard.mean < 0.62


def test_an_evaluation_can_be_made_again_and_says_how() -> None:
    network = world(1)
    asked = {"models": ("gravity", "common"), "seeds": 2, "sample": 8, "seed": 5}
    found = evaluate(network, **asked)  # type: ignore[arg-type]
    assert found.rows() == evaluate(network, **asked).rows()  # type: ignore[arg-type]
    assert set(found.tasks) == {"completion", f"forecasting {LATER}"}
    assert (found.graph, found.n, found.m) == (network.version, network.n, network.simple.m)
    assert all(one.low <= one.mean <= one.high for one in found.figures)
    assert {one.seeds for one in found.figures if one.pairs == "warm"} == {2}
    cold = [one for one in found.figures if one.task != "completion" and one.pairs == "cold"]
    assert cold == []  # a city known in 2016 has a tie there


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_evaluation_is_read_in_eighty_columns(lang: Lang) -> None:
    found = evaluate(world(1), models=("gravity", "degree"), seeds=1, sample=8)
    lines = [line for _, line in evaluation_lines(found, lang)]
    spread = {"en": "range over seeds", "fr": "étendue sur les graines"}
    assert spread[lang] in " ".join(lines)
    assert max(map(len, lines)) <= 80
    fifty = found.figure("completion", "degree", "warm", "Hits@50")
    assert fifty is not None
    told = next(line for line in lines if line.startswith("  degree"))
    share = told.split()[1].rstrip("%").replace(",", ".").strip("\u202f")
    assert share == f"{100 * fifty.mean:.1f}"
    assert any({"en": "1 in 1,000", "fr": "1 sur 1\u202f000"}[lang] in line for line in lines)
    point = {"en": r"\d,\d\b(?!\d)", "fr": r"\d\.\d"}[lang]
    assert not [line for line in lines if re.search(point, line)]
    # No pair is cold here: each task has ranks, pairs told apart, and probabilities.
    assert sum("gravity" in line for line in lines) == 3 * len(found.tasks)
    table = csv.DictReader(io.StringIO(objects_csv(found.columns(), _texts(found))))
    assert {row["graph"] for row in table} == {found.graph}


def _texts(found: Evaluation) -> list[list[str]]:
    return [["" if v is None else str(v) for v in row] for row in found.rows()]


def test_an_unknown_model_or_task_is_named() -> None:
    with pytest.raises(UsageError, match=r"unknown model 'gravty'.*did you mean gravity"):
        evaluate(world(1), models=("gravty",))
    with pytest.raises(UsageError, match="unknown task 'complete'"):
        evaluate(world(1), tasks=("complete",))
