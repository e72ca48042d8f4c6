"""Measure two commands side by side.

In: pairs of commands, each with the folder in which it runs. Out: medians of their wall-clock
times and the ratio of these. The two take turns (A B A B), so that what else the machine does
falls on both; each process is a fresh one. It judges nothing: no limit stands here.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """A command and the one that it is measured against."""

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    ours_label: str
    theirs_label: str
    folder: Path


@dataclass(frozen=True)
class Measured:
    """What a pair took, in seconds, one number a round."""

    pair: Pair
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Return our median over theirs; below 1 means that ours is faster."""
        return statistics.median(self.ours) / statistics.median(self.theirs)


def seconds(command: tuple[str, ...], folder: Path) -> float:
    """Return how long one run takes; raises CalledProcessError when the command fails."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def measure(pair: Pair, rounds: int) -> Measured:
    """Run both commands in turn; a first round, which fills the caches of both, is not counted."""
    ours, theirs = [], []
    for _ in range(rounds + 1):
        ours.append(seconds(pair.ours, pair.folder))
        theirs.append(seconds(pair.theirs, pair.folder))
    return Measured(pair, tuple(ours[1:]), tuple(theirs[1:]))
