"""Fitted models: logistic regression, which explains itself, and gradient boosting.

In: ties and a seed. Out: `Gravity` or `Boosting`. Both learn on ties held back from themselves: the
ties are dealt into `FOLDS` folds, and the pairs of a fold, with pairs drawn at random, get the
features that the other folds give them. So no pair is seen in its own features, and a model learns
at the same distance from the truth at which it is asked.

A probability is that of being one of the next ties on record, as many as a fold holds. The log-odds
of both models are right for most pairs and far too high for the likeliest ones; so probabilities
are read off a curve: which share of the pairs with about this score is tied. For the regression,
whose few weights cannot follow single pairs, it is that of the sample; trees can, so theirs is of
pairs scored by trees that have not seen them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from twingraph.errors import UsageError
from twingraph.suggesting import features
from twingraph.suggesting.cities import Floats, Ints
from twingraph.suggesting.negatives import uniform
from twingraph.suggesting.ties import Ties

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

FOLDS: Final = 10
CONTRAST: Final = 20
"""Pairs drawn at random for each tie."""
STEPS: Final = 100
"""Groups of ties in the curve of probabilities."""
PARTS: Final = 2
"""Parts of the sample, each scored by trees that were fitted on the rest."""
FEWEST: Final = 2 * FOLDS
"""Fewer ties teach nothing."""


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Let the libraries below work in one thread: several mostly wait for one another.

    Sums are then in one order, too.
    """
    import sklearn.linear_model  # noqa: F401  what is not loaded yet cannot be limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


@dataclass(frozen=True, eq=False)
class Sample:
    """What a model learns on: features, 1 for a tie, and which share of all else was drawn.

    ``log_share`` is the logarithm of the pairs drawn over all pairs without a tie, in one fold.
    """

    x: Floats
    y: Ints
    log_share: float

    @property
    def means(self) -> Floats:
        """The mean of each feature over the pairs drawn at random: what an average pair is like."""
        return _means(self.x[self.y == 0])


@dataclass(frozen=True, eq=False)
class Curve:
    """Which share of the pairs with a score is tied: its logarithm, at rising scores."""

    scores: Floats
    log_shares: Floats

    def of(self, scores: Floats) -> Floats:
        """Return the probabilities of scores; beyond the ends of the curve those of the ends."""
        return np.exp(np.interp(scores, self.scores, self.log_shares))


@dataclass(frozen=True, eq=False)
class Gravity:
    """Logistic regression: a base and a weight for each feature.

    The log-odds of a pair are ``base`` plus ``weights`` times what its features differ from
    ``means``; what is not known counts as average.
    """

    ties: Ties
    base: float
    weights: Floats
    means: Floats
    curve: Curve

    def terms(self, first: Ints, second: Ints) -> Floats:
        """Return what each feature adds to the log-odds of pairs, a row for each."""
        return self._terms(features.of_pairs(self.ties, first, second))

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the log-odds of pairs."""
        return np.asarray(self.base + self.terms(first, second).sum(axis=1), dtype=np.float64)

    def of_city(self, city: int) -> Floats:
        """Return the log-odds of a city with every city."""
        terms = self._terms(features.of_city(self.ties, city))
        return np.asarray(self.base + terms.sum(axis=1), dtype=np.float64)

    def chances(self, scores: Floats) -> Floats:
        """Return the probabilities that belong to scores."""
        return self.curve.of(scores)

    def _terms(self, x: Floats) -> Floats:
        return _differences(x, self.means) * self.weights


@dataclass(frozen=True, eq=False)
class Boosting:
    """Gradient boosting on the same features: trees, which do not explain themselves."""

    ties: Ties
    trees: HistGradientBoostingClassifier
    means: Floats
    log_share: float
    curve: Curve

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the log-odds of pairs."""
        return self._score(features.of_pairs(self.ties, first, second))

    def of_city(self, city: int) -> Floats:
        """Return the log-odds of a city with every city."""
        return self._score(features.of_city(self.ties, city))

    def chances(self, scores: Floats) -> Floats:
        """Return the probabilities that belong to scores."""
        return self.curve.of(scores)

    def _score(self, x: Floats) -> Floats:
        found = self.trees.decision_function(_differences(x, self.means))
        return np.asarray(found, dtype=np.float64) + self.log_share


def sample(ties: Ties, seed: int) -> Sample:
    """Return the pairs to learn on, each with features of the folds in which it is not.

    Raises UsageError where there are fewer than `FEWEST` ties, or nothing else than ties.
    """
    if len(ties.pairs) < FEWEST:
        raise UsageError(
            f"too few pairs to learn from: {len(ties.pairs)}, and it takes {FEWEST}",
            hint="--model distance learns nothing; or import lists of ties",
        )
    every = ties.cities.n * (ties.cities.n - 1) / 2 - len(ties.pairs)
    if every < 1:
        raise UsageError(
            "all cities here are tied to one another: there is no pair to tell ties from",
            hint="--model distance learns nothing; or import lists of ties",
        )
    rng = np.random.default_rng([seed, 61])
    fold = rng.permutation(len(ties.pairs)) % FOLDS
    x, y = [], []
    for number in range(FOLDS):
        rest = Ties(ties.cities, ties.pairs[fold != number])
        held = ties.pairs[fold == number]
        drawn = uniform(ties, CONTRAST * len(held), rng)
        drawn = drawn[drawn[:, 0] >= 0]
        for pairs, tied in ((held, 1), (drawn, 0)):
            x.append(features.of_pairs(rest, pairs[:, 0], pairs[:, 1]))
            y.append(np.full(len(pairs), tied, dtype=np.int64))
    share = CONTRAST * len(ties.pairs) / FOLDS / every
    return Sample(np.vstack(x), np.concatenate(y), float(np.log(share)))


def gravity(ties: Ties, seed: int, learnt: Sample | None = None) -> Gravity:
    """Fit a logistic regression on the features, scaled, with a ridge penalty of 1."""
    from sklearn.linear_model import LogisticRegression

    learnt = sample(ties, seed) if learnt is None else learnt
    means = learnt.means
    centred = _differences(learnt.x, means)
    spread = centred.std(axis=0)
    spread[spread == 0] = 1.0
    fitted = LogisticRegression(C=1.0, max_iter=1000, tol=1e-8).fit(centred / spread, learnt.y)
    weights = np.asarray(fitted.coef_[0], dtype=np.float64) / spread
    base = float(fitted.intercept_[0]) + learnt.log_share
    curve = curve_of(base + centred @ weights, learnt.y, learnt.log_share)
    return Gravity(ties, base, weights, means, curve)


def boosting(ties: Ties, seed: int, learnt: Sample | None = None) -> Boosting:
    """Fit gradient boosting of 60 small trees on the features.

    The curve of its probabilities is that of `unseen` scores: trees know the pairs that they were
    fitted on better than any that they will be asked.
    """
    learnt = sample(ties, seed) if learnt is None else learnt
    means = learnt.means
    centred = _differences(learnt.x, means)
    trees = _trees(seed).fit(centred, learnt.y)
    scores = unseen(centred, learnt.y, seed) + learnt.log_share
    curve = curve_of(scores, learnt.y, learnt.log_share)
    return Boosting(ties, trees, means, learnt.log_share, curve)


def unseen(centred: Floats, y: Ints, seed: int) -> Floats:
    """Return a score for each pair by trees that were fitted without it, one of `PARTS` left out.

    Ties and pairs drawn are dealt apart, so that every part has its share of both.
    """
    rng = np.random.default_rng([seed, 65])
    part = np.empty(len(y), dtype=np.int64)
    for tied in (0, 1):
        at = np.flatnonzero(y == tied)
        part[at] = rng.permutation(len(at)) % PARTS
    scores = np.empty(len(y))
    for number in range(PARTS):
        out = part == number
        scores[out] = _trees(seed).fit(centred[~out], y[~out]).decision_function(centred[out])
    return scores


def _trees(seed: int) -> HistGradientBoostingClassifier:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=60, max_leaf_nodes=15, early_stopping=False, random_state=seed % 2**32
    )


def curve_of(scores: Floats, y: Ints, log_share: float) -> Curve:
    """Return the share of tied pairs by score, never falling.

    Pairs are put in `STEPS` groups of equally many ties. Each group counts one drawn pair more
    than it has: none is sure of its ties.
    """
    from sklearn.isotonic import isotonic_regression

    tied = np.sort(scores[y == 1])
    edges = np.unique(np.quantile(tied, np.linspace(0, 1, STEPS + 1)[1:-1]))
    ties = np.bincount(np.searchsorted(edges, tied, side="right"), minlength=len(edges) + 1)
    drawn = scores[y == 0]
    others = np.bincount(np.searchsorted(edges, drawn, side="right"), minlength=len(edges) + 1)
    # Where no tie lies there is nothing to divide: half a one stands for it.
    ties = np.maximum(ties, 0.5)
    shares = np.log(ties / (ties + (others + 1) * np.exp(-log_share)))
    middles = [
        float(np.median(part)) for part in np.split(tied, np.searchsorted(tied, edges)) if len(part)
    ]
    kept = np.flatnonzero(ties >= 1)
    rising = isotonic_regression(shares[kept], sample_weight=ties[kept])
    return Curve(np.array(middles), np.asarray(rising, dtype=np.float64))


def _differences(x: Floats, means: Floats) -> Floats:
    """Return what features differ from their means, 0 where they are not known."""
    found: Floats = np.where(np.isnan(x), 0.0, x - means)
    return found


def _means(x: Floats) -> Floats:
    """Return the mean of what is known of each column, 0 where nothing is."""
    known = ~np.isnan(x)
    total = np.where(known, x, 0.0).sum(axis=0)
    found: Floats = total / np.maximum(known.sum(axis=0), 1)
    return found
