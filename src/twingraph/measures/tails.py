"""Tails of degrees: a discrete power law fitted to one, and two other shapes to set beside it.

In: degrees. Out: where the law begins, its exponent and its distance from the degrees; degrees
drawn from it; how much better it tells a tail than a lognormal or a geometric law does. It judges
nothing. All is after Clauset, Shalizi and Newman (2009).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.resources import missing_library

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]

TAIL: Final = 50
"""A tail of fewer nodes tells no law from another."""
DIFFERENT: Final = 5
"""With fewer different degrees nearly any law fits a tail."""
CANDIDATES: Final = 100
"""At most so many degrees are tried as the beginning: all, or most of the low ones."""
_CHANCE: Final = 702
_LEAST, _MOST = 1.01, 20.0
"""Exponents outside are no power law that anybody could tell from something else."""
_NEAR: Final = 1e-6
_REACH: Final = 10_000
"""Drawn degrees are exact so far above the beginning, and of the continuous law beyond."""
_HIGHEST: Final = 2.0**53
_ALMOST_LAW: Final = -14.0
"""A lognormal of which the logarithm of 1 / variance is as low as this bends no more."""


@dataclass(frozen=True)
class Tail:
    """A power law: P(x) = x^-exponent / zeta(exponent, begins), for x = begins, begins + 1 ..."""

    begins: int
    exponent: float
    error: float
    """The standard error of the exponent, if the law begins where it was found to."""
    nodes: int
    distance: float
    """Kolmogorov and Smirnov's: the largest difference of the shares with so much or less."""


def fitted(degrees: Counts) -> Tail | None:
    """Return the law whose distance from its tail is the least, or None where there is none.

    The exponent of each tail is that of the greatest likelihood.
    """
    values, number = np.unique(degrees[degrees > 0], return_counts=True)
    above = np.cumsum(number[::-1])[::-1]
    tried = np.flatnonzero(above >= TAIL)
    tried = tried[tried <= len(values) - DIFFERENT]
    if len(tried) > CANDIDATES:
        spaced = np.geomspace(1, len(tried), CANDIDATES)
        tried = tried[np.unique(np.round(spaced).astype(np.int64)) - 1]
    logs = np.cumsum((number * np.log(values))[::-1])[::-1]
    found, bend = exponents(values[tried], logs[tried] / above[tried])
    law = (found > _LEAST + _NEAR) & (found < _MOST - _NEAR)
    tried, found, bend = tried[law], found[law], bend[law]
    if not len(tried):
        return None
    far = _distances(values, above, tried, found)
    best = int(far.argmin())
    nodes = int(above[tried[best]])
    return Tail(
        begins=int(values[tried[best]]),
        exponent=float(found[best]),
        error=float(1 / math.sqrt(nodes * bend[best])),
        nodes=nodes,
        distance=float(far[best]),
    )


def exponents(begins: Counts, mean_log: Numbers) -> tuple[Numbers, Numbers]:
    """Return for each tail the exponent of the greatest likelihood, and how the latter bends there.

    The derivative of log zeta there is less the mean of the logarithms. It rises with the exponent,
    so that Newton's steps, halved where they would leave what holds the root, end in it.
    """
    low, high = (np.full(len(begins), bound) for bound in (_LEAST, _MOST))
    exponent = 1 + 1 / np.maximum(mean_log - np.log(begins - 0.5), 1 / _MOST)
    bend = np.ones(len(begins))
    for _ in range(60):
        exponent = np.where((exponent > low) & (exponent < high), exponent, (low + high) / 2)
        slope, bend = _derivatives(exponent, begins)
        short = slope + mean_log
        low, high = np.where(short < 0, exponent, low), np.where(short < 0, high, exponent)
        step = short / bend
        exponent = exponent - step
        if np.all((np.abs(step) < 1e-10) | (high - low < 1e-10)):
            break
    return np.clip(exponent, _LEAST, _MOST), bend


def _derivatives(exponent: Numbers, begins: Counts) -> tuple[Numbers, Numbers]:
    """Return the first and second derivative of log zeta(exponent, begins), by five points."""
    step = 1e-3 * (exponent - 1)
    far, near, here, next_, last = (
        _log_zeta(exponent + place * step, begins) + (exponent + place * step) * np.log(begins)
        for place in (-2, -1, 0, 1, 2)
    )
    slope = (far - 8 * near + 8 * next_ - last) / (12 * step)
    bend = (-far + 16 * near - 30 * here + 16 * next_ - last) / (12 * step**2)
    return slope - np.log(begins), bend


def _log_zeta(exponent: Numbers | float, begins: Counts | int) -> Numbers:
    return np.log(_zeta()(exponent, begins))


def _zeta() -> Callable[..., Numbers]:
    try:
        from scipy.special import zeta
    except ImportError as problem:
        raise missing_library("scipy") from problem
    found: Callable[..., Numbers] = zeta
    return found


def _distances(values: Counts, above: Counts, tried: Counts, exponent: Numbers) -> Numbers:
    """Return each law's distance from its tail, over all whole numbers.

    Between two degrees that occur the law's share goes on rising, so that the difference is largest
    at a degree that occurs or at the number before it.
    """
    law = _zeta()(exponent[:, None], values.astype(np.float64))
    whole = law[np.arange(len(tried)), tried][:, None]
    next_ = law - values ** -exponent[:, None]
    have = above / above[tried][:, None]
    more = np.append(above[1:], 0) / above[tried][:, None]
    gap = np.maximum(np.abs(law / whole - have), np.abs(next_ / whole - more))
    gap[np.arange(len(values)) < tried[:, None]] = 0
    distances: Numbers = gap.max(axis=1)
    return distances


def drawn(degrees: Counts, tail: Tail, draws: int, seed: int) -> Iterator[Counts]:
    """Yield degrees of as many nodes: in the tail drawn from the law, below it from those given.

    A node is in the tail with the tail's share as its chance (a semiparametric bootstrap).
    """
    values, number = np.unique(degrees[degrees < tail.begins], return_counts=True)
    reach = np.arange(tail.begins, tail.begins + _REACH)
    zeta = _zeta()
    beyond = zeta(tail.exponent, tail.begins + _REACH) / zeta(tail.exponent, tail.begins)
    law = reach**-tail.exponent
    chance = np.concatenate([law / law.sum() * (1 - beyond), [beyond]]) * tail.nodes
    chance = np.concatenate([number, chance]) / len(degrees)
    near = np.concatenate([values, reach])
    for draw in range(draws):
        rng = np.random.default_rng([seed, _CHANCE, draw])
        *some, rest = rng.multinomial(len(degrees), chance / chance.sum()).tolist()
        edge = tail.begins + _REACH - 0.5
        far = edge * (1 - rng.random(rest)) ** (-1 / (tail.exponent - 1)) + 0.5
        yield np.concatenate([np.repeat(near, some), np.minimum(far, _HIGHEST).astype(np.int64)])


def ratio(one: Numbers, other: Numbers) -> tuple[float, float] | None:
    """Return how much likelier one law makes the nodes than another, normalised, and its p (Vuong).

    In: the logarithm of each node's chance by both. ``None`` where both say the same of all.
    """
    more = one - other
    spread = float(more.std()) * math.sqrt(len(more))
    if spread < 1e-9 * len(more):
        return None
    found = float(more.sum()) / spread
    return found, math.erfc(abs(found) / math.sqrt(2))


def by_power_law(nodes: Counts, tail: Tail) -> Numbers:
    """Return the logarithm of the chance that the law gives each degree of its tail."""
    told: Numbers = -tail.exponent * np.log(nodes) - _log_zeta(tail.exponent, tail.begins)
    return told


def by_geometric(nodes: Counts, tail: Tail) -> Numbers:
    """Return the same by the likeliest geometric law, the exponential one of whole numbers."""
    over = (nodes - tail.begins).astype(np.float64)
    mean = float(over.mean())
    told: Numbers = over * math.log(mean / (1 + mean)) - math.log1p(mean)
    return told


def by_lognormal(nodes: Counts, tail: Tail) -> Numbers:
    """Return the same by the likeliest lognormal, rounded to whole numbers and cut below the tail.

    It is sought by its slope at the beginning and by how much it bends: where it bends no more it
    is a power law, which no mean and variance can say.
    """
    from scipy.optimize import minimize
    from scipy.special import log_ndtr

    values, place, number = np.unique(nodes, return_inverse=True, return_counts=True)

    def told(slope: float, bends: float) -> Numbers:
        root = math.exp(bends / 2)
        shift = (slope - 1) / root
        low, high, begin = (
            root * (np.log(x) - math.log(tail.begins)) + shift
            for x in (values - 0.5, values + 0.5, np.array(tail.begins - 0.5))
        )
        # Where both are above the mean, what lies above them can be told apart, and not below.
        turned = low + high > 0
        low, high = np.where(turned, -high, low), np.where(turned, -low, high)
        log_low, log_high = log_ndtr(low), log_ndtr(high)
        share = -np.expm1(np.minimum(log_low - log_high, -1e-300))
        part: Numbers = log_high + np.log(share) - log_ndtr(-begin)
        return part

    best = minimize(
        lambda at: -float(number @ told(*at)),
        (tail.exponent, -2.0),
        method="Nelder-Mead",
        bounds=((-100, 100), (_ALMOST_LAW, 10)),
        options={"xatol": 1e-6, "fatol": 1e-8, "maxiter": 2000},
    )
    found: Numbers = told(*best.x.tolist())[place]
    return found
