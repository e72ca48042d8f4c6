"""The figures of an evaluation: their mean and their range over seeds.

In: the values of each seed. Out: `Evaluation`, rows for csv and json, and data for `text`. It
judges no model itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from twingraph.measures.model import Value, Words
from twingraph.suggesting.answers import rounded
from twingraph.suggesting.ranking import Bin

COLUMNS: Final = (
    *("task", "model", "pairs", "negatives", "figure", "mean", "low", "high"),
    *("seeds", "seed", "sample", "known_ties", "hidden_ties", "cities", "graph"),
)


@dataclass(frozen=True)
class Figure:
    """One figure of a model on a task.

    ``pairs`` are ``warm`` (both cities keep a tie) or ``cold`` ones, or ``all``; ``negatives`` how
    the pairs without a tie were drawn, empty for rankings. ``low`` and ``high`` are the range over
    ``seeds`` seeds, the smallest and the largest, and no interval of confidence: in forecasting all
    seeds have the same hidden pairs.
    """

    task: str
    model: str
    pairs: str
    negatives: str
    name: str
    mean: float
    low: float
    high: float
    seeds: int


@dataclass(frozen=True)
class Reliability:
    """What a model's probabilities are worth, over all seeds."""

    task: str
    model: str
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Evaluation:
    """Figures, reliability, and all that one needs to make them again.

    ``tasks`` gives, by name, its words, how many ties are known and hidden, and of how many cities.
    """

    figures: tuple[Figure, ...]
    reliability: tuple[Reliability, ...]
    tasks: dict[str, tuple[Words, int, int, int]]
    models: dict[str, Words]
    graph: str
    n: int
    m: int
    seed: int
    seeds: int
    sample: int

    def figure(
        self, task: str, model: str, pairs: str, name: str, negatives: str = ""
    ) -> Figure | None:
        """Return one figure, or None where it was not found."""
        asked = (task, model, pairs, negatives, name)
        for one in self.figures:
            if (one.task, one.model, one.pairs, one.negatives, one.name) == asked:
                return one
        return None

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of `rows`."""
        return COLUMNS

    def rows(self) -> list[tuple[Value, ...]]:
        """Return a row for each figure, then two for each bin of reliability."""
        told = [
            (one.task, one.model, one.pairs, one.negatives, one.name,
             *map(rounded, (one.mean, one.low, one.high)), one.seeds, *self._made(one.task))
            for one in self.figures
        ]  # fmt: skip
        return [*told, *self._bin_rows()]

    def _bin_rows(self) -> list[tuple[Value, ...]]:
        """Return what the model expects and what is found in each bin, as shares of its pairs."""
        rows: list[tuple[Value, ...]] = []
        for one in self.reliability:
            for each in one.bins:
                inside = f"chance {each.low:g} to {each.high:g}"
                for name, many in (("expected", each.expected), ("found", each.found)):
                    share = rounded(many / each.pairs)
                    rows.append(
                        (one.task, one.model, "all", "", f"{name} share, {inside}",
                         share, None, None, self.seeds, *self._made(one.task))
                    )  # fmt: skip
        return rows

    def _made(self, task: str) -> tuple[Value, ...]:
        _, known, hidden, cities = self.tasks[task]
        return (self.seed, self.sample, known, hidden, cities, self.graph)

    def to_json(self) -> str:
        """Return an array of objects with the names of `columns`."""
        made = [dict(zip(COLUMNS, row, strict=True)) for row in self.rows()]
        return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def figure_of(task: str, model: str, each: list[dict[tuple[str, str, str], float]]) -> list[Figure]:
    """Return the figures of a model from the values of its seeds, in their order.

    A seed that lacks a value, for want of such pairs, does not count in it.
    """
    found = []
    for key in dict.fromkeys(key for values in each for key in values):
        told = [values[key] for values in each if key in values]
        pairs, negatives, name = key
        mean = sum(told) / len(told)
        found.append(
            Figure(task, model, pairs, negatives, name, mean, min(told), max(told), len(told))
        )
    return found


def pooled(parts: list[tuple[Bin, ...]]) -> tuple[Bin, ...]:
    """Return the bins of several seeds put together."""
    found: dict[tuple[float, float], Bin] = {}
    for one in (each for bins in parts for each in bins):
        held = found.get((one.low, one.high), Bin(one.low, one.high, 0.0, 0.0, 0.0))
        found[one.low, one.high] = Bin(
            one.low,
            one.high,
            held.pairs + one.pairs,
            held.expected + one.expected,
            held.found + one.found,
        )
    return tuple(found[edges] for edges in sorted(found))
