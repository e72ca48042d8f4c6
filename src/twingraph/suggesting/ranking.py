"""Figures of a ranking: how well scores tell hidden ties from other pairs.

In: scores and truths. Out: numbers. AUC and average precision are scikit-learn's; a rank counts
ties of scores half, so that a model that says the same of all is no better than chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.suggesting.cities import Floats

EDGES: Final = (0.0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)
"""The bins of `reliability`: pairs that are tied are so rare that each is ten times the last."""


def auc(hidden: Floats, others: Floats) -> float | None:
    """Return how often a hidden tie scores above another pair: 0.5 is chance, 1 always."""
    if not len(hidden) or not len(others):
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(*_told(hidden, others)))


def average_precision(hidden: Floats, others: Floats) -> float | None:
    """Return the mean precision at each hidden tie; chance is their share of all pairs."""
    if not len(hidden) or not len(others):
        return None
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(*_told(hidden, others)))


def rank(scores: Floats, true: int, candidates: NDArray[np.bool_]) -> float:
    """Return the place of one city among the candidates, 1 for the first.

    Of candidates with the same score it has the middle place.
    """
    asked = scores[candidates]
    above = int((asked > scores[true]).sum())
    same = int((asked == scores[true]).sum())
    return above + (same + 1) / 2


@dataclass(frozen=True)
class Ranks:
    """What the ranks of hidden partners come to."""

    number: int
    mrr: float
    hits10: float
    hits50: float
    median: float


def ranks_in_short(ranks: Floats) -> Ranks | None:
    """Return the mean of 1 over the rank, the shares in the first 10 and 50, and the median."""
    if not len(ranks):
        return None
    return Ranks(
        len(ranks),
        float((1 / ranks).mean()),
        float((ranks <= 10).mean()),
        float((ranks <= 50).mean()),
        float(np.median(ranks)),
    )


@dataclass(frozen=True)
class Bin:
    """Pairs to which a model gives about the same probability.

    ``pairs`` is how many there are, ``expected`` how many of them should be hidden ties by the
    model, ``found`` how many are.
    """

    low: float
    high: float
    pairs: float
    expected: float
    found: float


def reliability(probabilities: Floats, truths: Floats, weights: Floats) -> tuple[Bin, ...]:
    """Return bins of `EDGES` with what the model says of their pairs and what is the case.

    ``weights`` say for how many pairs each stands. Empty bins are left out.
    """
    at = np.clip(np.searchsorted(EDGES, probabilities, side="right") - 1, 0, len(EDGES) - 2)
    made = []
    for number in range(len(EDGES) - 1):
        inside = at == number
        if inside.any():
            w = weights[inside]
            made.append(
                Bin(
                    EDGES[number],
                    EDGES[number + 1],
                    float(w.sum()),
                    float((w * probabilities[inside]).sum()),
                    float((w * truths[inside]).sum()),
                )
            )
    return tuple(made)


def brier(probabilities: Floats, truths: Floats, weights: Floats) -> tuple[float, float]:
    """Return the mean squared error, and that of who gives all pairs the same probability."""
    total = weights.sum()
    even = (weights * truths).sum() / total
    error = (weights * (probabilities - truths) ** 2).sum() / total
    return float(error), float((weights * (even - truths) ** 2).sum() / total)


def _told(hidden: Floats, others: Floats) -> tuple[NDArray[np.int64], Floats]:
    truths = np.concatenate([np.ones(len(hidden)), np.zeros(len(others))]).astype(np.int64)
    return truths, np.concatenate([hidden, others])
