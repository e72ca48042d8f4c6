"""Suggestions: which cities a city might be tied to next, with the reasons for and against.

In: a city and a graph, or links. Out: `Suggestions`. What it tells is how much a pair resembles
the ties on record, nothing of what either city wants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.errors import UsageError
from twingraph.resources import missing_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from twingraph.projections.model import Links
    from twingraph.store import Graph
    from twingraph.suggesting.answers import Lang, Suggestions
    from twingraph.suggesting.figures import Evaluation

__all__ = ["TOP", "evaluate", "suggest"]

TOP: Final = 20
SEED: Final = 2026


def suggest(
    city: str,
    graph: Graph | Links | None = None,
    *,
    model: str = "gravity",
    top: int = TOP,
    lang: Lang = "en",
    seed: int = SEED,
    force: bool = False,
) -> Suggestions:
    """Return candidate partners of a city (a slug, IRI or label), the likeliest first.

    ``model`` is one of `models.MODELS`; ``gravity`` explains itself by terms that add up to its
    score. Cities to which a tie is on record are left out. A city of ``Links`` is named by its
    node. Raises UsageError for an unknown city or model, RefusedError on a graph that holds one
    city's report alone, MachineError where a library is missing.
    """
    if top < 1:
        raise UsageError(f"--top is {top}", hint="1 or more")
    try:
        from twingraph.suggesting.finding import found

        return found(city, _opened(graph), model, top, lang, seed, force=force)
    except ModuleNotFoundError as problem:
        raise _missing(problem) from problem


def evaluate(
    graph: Graph | Links | None = None,
    *,
    models: tuple[str, ...] = (),
    tasks: tuple[str, ...] = (),
    seeds: int = 10,
    sample: int = 50,
    seed: int = SEED,
    force: bool = False,
    begins: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Return how well models find ties that were hidden from them, or recorded later.

    ``models`` and ``tasks`` are all by default; ``sample`` hidden ties are ranked for each of
    ``seeds`` seeds from ``seed`` on; ``begins`` is told each. Raises as `suggest` does, and
    UsageError where no later source is there to be forecast.
    """
    try:
        from twingraph.suggesting.evaluating import evaluated
        from twingraph.suggesting.record import read, refuse

        told = read(_opened(graph))
        refuse(told.ties, force=force)
        return evaluated(told.ties, told.memberships, models, tasks, seeds, sample, seed, begins)
    except ModuleNotFoundError as problem:
        raise _missing(problem) from problem


def _opened(graph: Graph | Links | None) -> Graph | Links:
    from twingraph.opening import open_graph

    return open_graph() if graph is None else graph


def _missing(problem: ModuleNotFoundError) -> Exception:
    if not problem.name or problem.name.partition(".")[0] == "twingraph":
        return problem
    return missing_library(problem.name)
