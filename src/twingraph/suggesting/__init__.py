"""Suggestions: which cities a city might be tied to next, with the reasons for and against.

In: a city and a graph, or links. Out: `Suggestions`. What it tells is how much a pair resembles
the ties on record, nothing of what either city wants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.errors import UsageError
from twingraph.resources import missing_library
from twingraph.suggesting import bounds

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
    node. Raises UsageError for an unknown city or model and what is out of bounds, RefusedError on
    a graph that holds one city's report alone, MachineError where a library is missing.
    """
    bounds.text("city", city, "a slug, an IRI or a label; of links a node")
    bounds.text("model", model, "such as 'gravity'")
    bounds.one_of("lang", lang, ("en", "fr"))
    top = bounds.whole("top", top, 1, bounds.MOST)
    seed = bounds.whole("seed", seed, 0, bounds.MOST_SEED)
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
    models = bounds.texts("models", models, "such as ('gravity', 'katz')")
    tasks = bounds.texts("tasks", tasks, "such as ('completion',)")
    seeds = bounds.whole("seeds", seeds, 1, bounds.MOST_SEEDS)
    sample = bounds.whole("sample", sample, 1, bounds.MOST)
    seed = bounds.whole("seed", seed, 0, bounds.MOST_SEED)
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
    from twingraph.projections.model import Links
    from twingraph.store import Graph

    if graph is None:
        return open_graph()
    if not isinstance(graph, Graph | Links):
        raise UsageError(
            f"graph is of type {type(graph).__name__}, neither a graph nor links",
            hint="twingraph.open_graph(folder) or twingraph.read_links(file)",
        )
    return graph


def _missing(problem: ModuleNotFoundError) -> Exception:
    if not problem.name or problem.name.partition(".")[0] == "twingraph":
        return problem
    return missing_library(problem.name)
