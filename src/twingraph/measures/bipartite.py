"""Two-mode networks by expectation: how probable each membership is if only the sizes are kept.

In: how many networks each city is in and how many cities each network has. Out: the probability of
each membership in the bipartite configuration model (Saracco and others 2015; Neal's stochastic
degree sequence model), which keeps both on average, and how probable so many shared networks are.
It reads no links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
Counts = NDArray[np.int64]

_TOLERANCE: Final = 1e-10
_STEPS: Final = 200


@dataclass(frozen=True, eq=False)
class Configuration:
    """Probabilities by class of size: equal sizes have equal probabilities.

    ``rows`` and ``columns`` give each city's and network's class, ``probability`` a row a class of
    cities and a column a class of networks, ``many`` how many networks are in each class.
    """

    rows: Counts
    columns: Counts
    probability: Probabilities
    many: Counts


def configuration(rows: Counts, columns: Counts) -> Configuration:
    """Return the model of these sizes: p = x y / (1 + x y), with the expected sums those given.

    The sums of both are the same. The likelihood is concave in log x and log y, so that Newton's
    steps, shortened where they would go down, find its one summit. Sizes that leave no freedom (in
    all networks, in none) have it at infinity; probabilities there are 0 or 1 to 1e-8.
    """
    sizes, row_class, row_many = np.unique(rows, return_inverse=True, return_counts=True)
    widths, column_class, many = np.unique(columns, return_inverse=True, return_counts=True)
    weight = np.outer(row_many, many).astype(np.float64)
    wanted = np.concatenate([sizes * row_many, widths * many]).astype(np.float64)
    at = np.zeros(len(wanted))
    total = max(float(rows.sum()), 1.0)
    best = _likelihood(at, weight, wanted)
    for _ in range(_STEPS):
        chance = _chance(at, len(sizes))
        held = weight * chance
        missing = wanted - np.concatenate([held.sum(axis=1), held.sum(axis=0)])
        if float(np.abs(missing).max(initial=0.0)) < _TOLERANCE * total:
            break
        bent = held * (1 - chance)
        curve = np.block([[np.diag(bent.sum(axis=1)), bent], [bent.T, np.diag(bent.sum(axis=0))]])
        # A constant may pass from x to y: the system has one direction too many, and at the
        # borders near-flat ones. The shortest solution leaves them alone.
        step = np.linalg.lstsq(curve, missing, rcond=1e-14)[0]
        length = min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        while _likelihood(at + length * step, weight, wanted) < best - 1e-12 and length > 1e-9:
            length /= 2
        at = at + length * step
        best = _likelihood(at, weight, wanted)
    return Configuration(row_class, column_class, _chance(at, len(sizes)), many)


def shared_tails(model: Configuration, most: int) -> Probabilities:
    """Return for two classes of cities and each number up to ``most`` P(shared >= number).

    Shared networks are a sum of independent events that are not alike (Poisson-binomial): their
    law is found exactly, one network after the other. Shape (classes, classes, most + 1).
    """
    both = model.probability[:, None, :] * model.probability[None, :, :]
    law = np.zeros((*both.shape[:2], most + 1))
    law[..., 0] = 1.0
    over = np.zeros(both.shape[:2])
    for place, number in enumerate(model.many.tolist()):
        p = both[..., place, None]
        for _ in range(number):
            over = over + law[..., -1] * p[..., 0]
            law[..., 1:] = law[..., 1:] * (1 - p) + law[..., :-1] * p
            law[..., :1] *= 1 - p
    tails = np.cumsum(law[..., ::-1], axis=-1)[..., ::-1] + over[..., None]
    return np.minimum(tails, 1.0)


def false_discovery(p: Probabilities, tests: int) -> Probabilities:
    """Return Benjamini and Hochberg's adjusted p-values of the smallest of so many tests.

    Those at most a threshold are discoveries of which at most that share is false on average. Where
    tests with larger p are left out, what is returned is exact as far as it is below these p.
    """
    order = np.argsort(p, kind="stable")
    raised = p[order] * tests / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted


def _chance(at: Probabilities, rows: int) -> Probabilities:
    return np.asarray(1 / (1 + np.exp(-(at[:rows, None] + at[None, rows:]))))


def _likelihood(at: Probabilities, weight: Probabilities, wanted: Probabilities) -> float:
    rows = len(weight)
    sums = np.logaddexp(0, at[:rows, None] + at[None, rows:])
    return float(wanted @ at - (weight * sums).sum())
