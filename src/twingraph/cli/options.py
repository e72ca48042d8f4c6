"""What several commands share: the graph to ask, and the guard around their work.

In: a command's function. Out: the same with the options that choose a graph, run inside `guard`.
Nothing is opened before the command asks for it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from twingraph.store import Graph

    Opened = Callable[[], Graph]

LANG = click.Choice(["en", "fr"])

data_option = click.option(
    "--data",
    multiple=True,
    metavar="DIR",
    help="A folder of .trig files, instead of the bundled one; may repeat. The word 'bundled'"
    " names the bundled one.",
)


@contextmanager
def refused_in(lang: str, what: str, hint: str) -> Iterator[None]:
    """Let a refusal of ``what`` be told in French where that is asked; ``hint`` is French, too."""
    from twingraph.errors import RefusedError

    try:
        yield
    except RefusedError as refusal:
        if lang != "fr":
            raise
        raise RefusedError(
            f"{what} est refusé\u00a0: {refusal.reason_fr}",
            reason=refusal.reason,
            reason_fr=refusal.reason_fr,
            hint=hint,
        ) from refusal


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let Ctrl-C, and ``--timeout`` where the command has it, end the command at once."""

    @functools.wraps(command)
    def inside(*, timeout: float | None = None, **given: Any) -> Any:
        from twingraph.sandbox import guard

        with guard(timeout):
            return command(**given)

    return inside


def graph_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a graph; give the command ``graph``, which opens it."""

    @click.option("--source", "sources", multiple=True, metavar="S", help="Only this; may repeat.")
    @click.option("--stated-only", is_flag=True, help="Leave out what is implied or inferred.")
    @click.option("--store", metavar="DIR", help="The graph to ask, instead of the usual one.")
    @guarded
    @functools.wraps(command)
    def choosing(
        sources: tuple[str, ...], stated_only: bool, store: str | None, **given: Any
    ) -> Any:
        from twingraph.opening import open_graph

        # A choice of sources on disk takes seconds: it is made once.
        @functools.cache
        def graph() -> Graph:
            return open_graph(store, sources, stated_only=stated_only)

        return command(graph=graph, **given)

    return choosing
