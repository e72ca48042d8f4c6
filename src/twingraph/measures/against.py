"""A value against draws of a null model: mean, interval, z and the share of draws as extreme.

In: a value and what the draws give. Out: the columns that every comparison with a null has. It
draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from twingraph.measures.model import Value, Words

NULL_COLUMNS: Final = ("null_mean", "null_low", "null_high", "z", "extreme")
"""Mean of the draws, their 2.5th and 97.5th percentile, z, and the share at least as extreme."""

EXTREME: Final = Words(
    "z is the distance to the null's mean in its standard deviations; `extreme` is the share of "
    "draws, the observed network among them, that lie at least as far from the mean of all: a "
    "two-sided p-value, never below 1 / (draws + 1).",
    "z est l’écart à la moyenne du modèle nul en écarts-types ; « extreme » est la part des "
    "tirages, réseau observé compris, au moins aussi éloignés de la moyenne de tous : une valeur p "
    "bilatérale, jamais inférieure à 1 / (tirages + 1).",
)

_SAME: Final = 1e-9
"""Sums of the same numbers in another order differ by less than this share of their size."""


def against(value: float | None, drawn: Sequence[float | None]) -> tuple[Value, ...]:
    """Return `NULL_COLUMNS` for a value; each is ``None`` where it is not defined.

    Draws in which the number is not defined are left out. The share of the extreme counts the
    observed network as a draw, and distances from the mean of all with it: if the null holds, they
    are exchangeable (Phipson & Smyth 2010).
    """
    told = np.array([number for number in drawn if number is not None], dtype=float)
    if not len(told):
        return (None,) * len(NULL_COLUMNS)
    mean = float(told.mean())
    low, high = (float(bound) for bound in np.quantile(told, [0.025, 0.975]))
    if value is None:
        return mean, low, high, None, None
    slack = _SAME * max(abs(value), float(np.abs(told).max()), 1e-300)
    spread = float(told.std(ddof=1)) if len(told) > 1 else 0.0
    everything = np.append(told, value)
    distances = np.abs(everything - everything.mean())
    extreme = float(np.mean(distances >= distances[-1] - slack))
    return mean, low, high, (value - mean) / spread if spread > slack else None, extreme
