"""Evaluation: how often a model finds ties that were hidden from it, or recorded later.

In: links, memberships, models, tasks, seeds. Out: `Evaluation`, one figure a row: the mean and the
range over seeds. Models learn from the known ties alone; ties that anybody
tells are neither candidates nor negatives. It suggests nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError, near_matches
from twingraph.projections.model import Links
from twingraph.suggesting import fitting, ranking
from twingraph.suggesting.cities import Floats, Ints
from twingraph.suggesting.figures import Evaluation, Figure, Reliability, figure_of, pooled
from twingraph.suggesting.fitting import Boosting, Gravity
from twingraph.suggesting.hiding import LATER, Task, completion, forecasting, told_by
from twingraph.suggesting.models import MODELS, Model, Scorer, model_named
from twingraph.suggesting.negatives import KINDS, uniform

TASKS: Final = ("completion", *(f"forecasting {later}" for later in LATER))
PAIRS: Final = ("warm", "cold")
_DRAWN: Final = 200_000
"""Pairs without a tie that stand for all of them where probabilities are judged."""

Values = dict[tuple[str, str, str], float]
"""A figure of one model and seed: by pairs (warm, cold), negatives ("" for a ranking), name."""


def evaluated(
    links: Links,
    memberships: Links | None,
    models: tuple[str, ...],
    tasks: tuple[str, ...],
    seeds: int,
    sample: int,
    seed: int,
    begins: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Evaluate models on tasks; see `twingraph.suggesting.evaluate`."""
    chosen = tuple(model_named(name) for name in models) or MODELS
    asked = _tasks(links, tasks)
    figures: list[Figure] = []
    judged: list[Reliability] = []
    rounds = [(name, seed + more) for name in asked for more in range(seeds)]
    found: dict[tuple[str, str], list[Values]] = {}
    bins: dict[tuple[str, str], list[tuple[ranking.Bin, ...]]] = {}
    sizes: dict[str, tuple[Task, list[int]]] = {}
    with fitting.one_thread():
        for done, (name, at) in enumerate(rounds):
            if begins:
                begins(f"{name}, seed {at}", done, len(rounds))
            task = _task(name, links, memberships, at)
            picked = _picked(task, sample, at)
            sizes.setdefault(name, (task, []))[1].append(len(picked))
            for model, values, told in _round(task, picked, chosen, at):
                found.setdefault((name, model.name), []).append(values)
                if told:
                    bins.setdefault((name, model.name), []).append(told)
    for (name, model_name), each in found.items():
        figures += figure_of(name, model_name, each)
    for (name, model_name), parts in bins.items():
        judged.append(Reliability(name, model_name, pooled(parts)))
    return Evaluation(
        figures=tuple(figures),
        reliability=tuple(judged),
        tasks={
            name: (task.words, len(task.known.pairs), len(task.hidden), task.known.cities.n)
            for name, (task, _) in sizes.items()
        },
        models={model.name: model.words for model in chosen},
        graph=links.version,
        n=links.n,
        m=links.simple.m,
        seed=seed,
        seeds=seeds,
        sample=sample,
    )


def _tasks(links: Links, tasks: tuple[str, ...]) -> tuple[str, ...]:
    for name in tasks:
        if name not in (*TASKS, "forecasting"):
            hint = near_matches(name, TASKS) or f"known: {', '.join(TASKS)}"
            raise UsageError(f"unknown task '{name}'", hint=hint)
    if not tasks:
        # Of a graph without those lists there is nothing to forecast.
        told = told_by(links)
        can = [f"forecasting {later}" for later in LATER if {later, "wikidata-2016"} <= told.keys()]
        return ("completion", *can)
    named = [TASKS[1:] if name == "forecasting" else (name,) for name in tasks]
    return tuple(dict.fromkeys(name for group in named for name in group))


def _task(name: str, links: Links, memberships: Links | None, seed: int) -> Task:
    kind, _, later = name.partition(" ")
    return (
        completion(links, memberships, seed) if kind == "completion" else forecasting(links, later)
    )


def _picked(task: Task, sample: int, seed: int) -> Ints:
    """Return the numbers of the hidden pairs that are ranked, drawn at random."""
    order = np.random.default_rng([seed, 63]).permutation(len(task.hidden))
    return np.sort(order[:sample]).astype(np.int64)


def _round(
    task: Task, picked: Ints, models: tuple[Model, ...], seed: int
) -> Iterator[tuple[Model, Values, tuple[ranking.Bin, ...]]]:
    """Judge each model once on a task: on its picked pairs, warm and cold apart."""
    rng = np.random.default_rng([seed, 64])
    hidden, warm = task.hidden[picked], task.warm[picked]
    groups = {"warm": hidden[warm], "cold": hidden[~warm]}
    others = {
        (group, kind): draw(task.every, pairs, rng)
        for group, pairs in groups.items()
        if len(pairs)
        for kind, (_, draw) in KINDS.items()
    }
    drawn = uniform(task.every, min(_DRAWN, task.known.cities.n**2), rng)
    learnt = fitting.sample(task.known, seed) if any(model.odds for model in models) else None
    for model in models:
        scorer = model.make(task.known, seed, learnt)
        values: Values = {}
        for group, pairs in groups.items():
            if len(pairs):
                values |= _ranks(task, scorer, group, pairs)
        for (group, kind), pairs in others.items():
            values |= _told_apart(scorer, group, kind, groups[group], pairs)
        told: tuple[ranking.Bin, ...] = ()
        if isinstance(scorer, Gravity | Boosting):
            told, errors = _calibration(task, scorer, drawn[drawn[:, 0] >= 0])
            values |= errors
        yield model, values, told


def _ranks(task: Task, scorer: Scorer, group: str, pairs: Ints) -> Values:
    """Rank each end of hidden pairs among all cities that are no partner of the other end."""
    ranks = []
    for one, other in np.vstack([pairs, pairs[:, ::-1]]).tolist():
        ranks.append(ranking.rank(scorer.of_city(one), other, candidates(task, one, other)))
    short = ranking.ranks_in_short(np.array(ranks))
    if short is None:
        return {}
    return {
        (group, "", "Hits@10"): short.hits10,
        (group, "", "Hits@50"): short.hits50,
        (group, "", "MRR"): short.mrr,
        (group, "", "median rank"): short.median,
    }


def candidates(task: Task, city: int, hidden: int) -> NDArray[np.bool_]:
    """Say which cities are ranked for a city: all without a tie to it, and the hidden one."""
    free = np.ones(task.known.cities.n, dtype=bool)
    free[city] = False
    free[task.every.partners(city)] = False
    free[hidden] = True
    return free


def _told_apart(scorer: Scorer, group: str, kind: str, hidden: Ints, others: Ints) -> Values:
    """Tell hidden pairs from as many others; a hidden pair without such another is left out."""
    there = others[:, 0] >= 0
    if not there.any():
        return {}
    ours = scorer.of_pairs(hidden[there, 0], hidden[there, 1])
    theirs = scorer.of_pairs(others[there, 0], others[there, 1])
    found = {
        "AUC": ranking.auc(ours, theirs),
        "AP": ranking.average_precision(ours, theirs),
    }
    return {(group, kind, name): v for name, v in found.items() if v is not None}


def _calibration(
    task: Task, scorer: Gravity | Boosting, drawn: Ints
) -> tuple[tuple[ranking.Bin, ...], Values]:
    """Compare probabilities with what is the case, over all pairs that are not known as tied.

    A probability is meant for as many next ties as a fold of the known ones holds. Another number
    is hidden here, so all are multiplied by `rate`; pairs stay in the bin of what they were told.
    """
    n = task.known.cities.n
    every = n * (n - 1) / 2 - len(task.every.pairs)
    pairs = np.vstack([task.hidden, drawn])
    scores: Floats = scorer.of_pairs(pairs[:, 0], pairs[:, 1])
    truths = np.concatenate([np.ones(len(task.hidden)), np.zeros(len(drawn))])
    weights = np.where(truths == 1, 1.0, every / max(len(drawn), 1))
    chances = scorer.chances(scores)
    meant = chances * rate(task)
    error, even = ranking.brier(np.minimum(meant, 1.0), truths, weights)
    values: Values = {
        ("all", "", "Brier"): error,
        ("all", "", "Brier, same for all"): even,
        ("all", "", "expected / found"): float((weights * meant).sum() / len(task.hidden)),
    }
    bins = ranking.reliability(chances, truths, weights)
    return tuple(replace(one, expected=one.expected * rate(task)) for one in bins), values


def rate(task: Task) -> float:
    """Return how many pairs are hidden for each one that a probability is meant for."""
    return len(task.hidden) / (len(task.known.pairs) / fitting.FOLDS)
