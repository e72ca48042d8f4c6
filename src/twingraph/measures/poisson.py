"""Poisson regression: the coefficients that make counts of pairs likeliest, and how sure they are.

In: counts, columns, and the two groups to which each count belongs. Out: a `Fit`. It knows nothing
of countries.

Found by iteratively reweighted least squares. As pseudo-likelihood it needs the mean only, not that
counts are Poisson (Santos Silva and Tenreyro 2006); errors are then those of the sandwich, here
with all pairs that have a group in common taken as related (Fafchamps and Gubert 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_ROUNDS: Final = 200
_TOLERANCE: Final = 1e-12
_ALIKE: Final = 1e-10
"""A column is given by others where so small a share of its squared length is its own."""


@dataclass(frozen=True, eq=False)
class Fit:
    """What was found; of a column that cannot be told from others, coefficient and error are nan.

    ``robust`` are errors that allow any variance of each count, ``dyadic`` those that also allow
    counts with a group in common to be related. ``pseudo_r2`` is 1 - deviance / deviance of the
    mean alone, ``dispersion`` Pearson's statistic over its degrees of freedom: 1 for Poisson.
    """

    coefficients: Numbers
    robust: Numbers
    dyadic: Numbers
    mean: Numbers
    deviance: float
    pseudo_r2: float | None
    dispersion: float | None


def fit(counts: Numbers, columns: Numbers, one: NDArray[np.int64], other: NDArray[np.int64]) -> Fit:
    """Return the fit of counts to the exponential of a sum of columns.

    ``one`` and ``other`` are the groups of each count, by number. Left out are columns that
    others give, and those whose coefficient would be infinite, for all counts are 0 where they
    are not, and they have one sign.
    """
    told = _told(counts, columns)
    used = columns[:, told]
    found, mean = _solved(counts, used)
    rest = counts - mean
    bread = np.linalg.pinv((used * mean[:, None]).T @ used)
    scores = used * rest[:, None]
    within = scores.T @ scores
    groups = int(max(one.max(initial=0), other.max(initial=0))) + 1
    sums = np.zeros((groups, used.shape[1]))
    for place, score in enumerate(scores.T):
        sums[:, place] = np.bincount(one, score, groups) + np.bincount(other, score, groups)
    free = len(counts) - used.shape[1]
    correction = len(counts) / free if free > 0 else np.nan
    deviance = _deviance(counts, mean)
    flat = _deviance(counts, np.full(len(counts), counts.mean())) if len(counts) else 0.0
    pearson = float((rest**2 / mean).sum()) if len(counts) else 0.0
    return Fit(
        coefficients=_placed(found, told),
        robust=_placed(_errors(bread, within, correction), told),
        # Each count is in two groups: without it once the pairs of counts are each there once.
        dyadic=_placed(_errors(bread, sums.T @ sums - within, correction), told),
        mean=mean,
        deviance=deviance,
        pseudo_r2=1 - deviance / flat if flat > 0 else None,
        dispersion=pearson / free if free > 0 else None,
    )


def _solved(counts: Numbers, columns: Numbers) -> tuple[Numbers, Numbers]:
    """Return the coefficients and the fitted means."""
    mean = (counts + counts.mean()) / 2 if len(counts) else counts
    linear = np.log(mean)
    deviance = np.inf
    found = np.zeros(columns.shape[1])
    for turn in range(_ROUNDS):
        weighted = columns * mean[:, None]
        target = linear + (counts - mean) / mean
        after = _step(weighted.T @ columns, weighted.T @ target)
        step = 1.0
        while True:
            tried = found + step * (after - found)
            linear = columns @ tried
            mean = np.exp(np.minimum(linear, 700))
            now = _deviance(counts, mean)
            if turn == 0 or now <= deviance * (1 + 1e-12) or step < 1e-6:
                break
            step /= 2
        found = tried
        if abs(deviance - now) <= _TOLERANCE * (abs(now) + 1):
            break
        deviance = now
    return found, mean


def _step(curve: NDArray[Any], slope: NDArray[Any]) -> Numbers:
    try:
        return np.asarray(np.linalg.solve(curve, slope))
    except np.linalg.LinAlgError:  # means that have come to nought leave a direction flat
        return np.asarray(np.linalg.lstsq(curve, slope, rcond=None)[0])


def _told(counts: Numbers, columns: Numbers) -> NDArray[np.bool_]:
    """Return which columns can be estimated: the first ones of those that give each other."""
    told = np.ones(columns.shape[1], dtype=bool)
    some = counts > 0
    for place, column in enumerate(columns.T):
        told[place] = bool(np.any(column[some] != 0)) or bool(
            np.any(column < 0) and np.any(column > 0)
        )
    # Gauss's elimination of the columns' products: what is left of one that others give is nought.
    products = columns.T @ columns
    whole = np.diag(products).copy()
    for place in np.flatnonzero(told).tolist():
        left = float(products[place, place])
        told[place] = left > _ALIKE * float(whole[place])
        if told[place]:
            products = products - np.outer(products[:, place], products[place]) / left
    return told


def _deviance(counts: Numbers, mean: Numbers) -> float:
    some = counts > 0
    ratio = counts[some] * np.log(counts[some] / mean[some])
    return float(2 * (ratio.sum() - (counts - mean).sum()))


def _errors(bread: NDArray[Any], meat: NDArray[Any], correction: float) -> Numbers:
    variance = np.diag(bread @ meat @ bread) * correction
    return np.sqrt(np.where(variance > 0, variance, np.nan))


def _placed(values: Numbers, told: NDArray[np.bool_]) -> Numbers:
    placed = np.full(len(told), np.nan)
    placed[told] = values
    return placed
