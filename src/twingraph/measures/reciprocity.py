"""Reciprocity of statements: which ties are told from both sides, source by source.

In: directed links, a statement each, from the side that says it. Out: for all sources and for each
the pairs told from both sides and from one. A source that never tells a tie from both sides cannot
say: its share is left empty.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import known
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links

ALL: Final = "all"
"""The row of all statements, whoever makes them: a tie may be told by one source on each side."""


def find_reciprocity(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Return a row a source: its statements and pairs, and how many are told from both sides.

    Raises UsageError where links have no direction: a row a link says nothing of who states it.
    """
    if not links.directed:
        raise UsageError(
            f"the links of {links.name or 'this network'} have no direction: nobody states them",
            hint="the projection statements, or a file of directed links",
        )
    # A statement's two ends as one number: one that is made again is the same.
    apart = links.sources != links.targets
    statement = (links.sources.astype(np.int64) * links.n + links.targets)[apart]
    rows = [(ALL, *told(statement, links.n))]
    for name, mine in _by_source(links).items():
        rows.append((name, *told(statement[mine[apart]], links.n)))
    silent = [str(name) for name, _, pairs, both, *_ in rows[1:] or rows if pairs and not both]
    return Table(
        columns=(
            "source",
            "statements",
            "pairs",
            "both_sides",
            "one_side",
            "other_silent",
            "share_of_pairs",
            "reciprocity",
        ),
        rows=tuple(rows),
        engine=NUMPY,
        notes=tuple(map(_one_sided, silent)),
    )


def _one_sided(source: str) -> Words:
    en, fr = ("these links", "ces liens") if source == ALL else (source, source)
    return Words(
        f"no tie is told from both sides by {en}: a list with a row a tie, or the report of one "
        "side, cannot say who agrees",
        f"aucun lien n’est dit des deux côtés par {fr} : une liste d’une ligne par lien, ou le "
        "rapport d’un seul côté, ne peut dire qui est d’accord",
    )


def told(statement: NDArray[np.int64], n: int) -> tuple[Value, ...]:
    """Return the numbers of one source: statements, pairs, told from both sides, from one.

    Then of those from one how many have a side that states nothing at all; and the shares of pairs
    and of statements that are met by the other side, ``None`` where none is.
    """
    made = np.unique(statement)
    source, target = np.divmod(made, max(n, 1))
    met = np.isin(target * n + source, made, assume_unique=True)
    both = int(met.sum()) // 2
    one = len(made) - 2 * both
    quiet = int((~met & ~np.isin(target, source)).sum())
    pairs = both + one
    shares = (both / pairs, 2 * both / len(made)) if both else (None, None)
    return len(made), pairs, both, one, quiet, *shares


def _by_source(links: Links) -> dict[str, NDArray[np.bool_]]:
    """Return which links each source states; none where links do not tell their sources."""
    column = links.columns.get("sources")
    if column is None or column.dtype.kind == "f":
        return {}
    texts = [
        frozenset(str(text).split(SEPARATOR)) if there else frozenset()
        for text, there in zip(column.tolist(), known(column).tolist(), strict=True)
    ]
    names = sorted({name for text in texts for name in text})
    return {name: np.array([name in text for text in texts], dtype=bool) for name in names}


MEASURES: Final = (
    Measure(
        name="reciprocity",
        scope="group",
        summary=Words(
            "ties told from both sides or from one, source by source",
            "liens dits des deux côtés ou d’un seul, source par source",
        ),
        formula="share of pairs = pairs told from both sides / pairs; reciprocity = statements met "
        "by the other side's / statements",
        reading=Words(
            "share of pairs: 1 every tie is told from both sides; a tie told from one side is not "
            "doubtful, its other side may be silent on everything (`other_silent`)",
            "share_of_pairs : 1, chaque lien est dit des deux côtés ; un lien dit d’un seul n’est "
            "pas douteux, l’autre côté peut ne rien dire du tout (« other_silent »)",
        ),
        reference="Newman 2010, Networks: An Introduction, 7.10; Garlaschelli and Loffredo 2004, "
        "Phys. Rev. Lett. 93, 268701",
        find=find_reciprocity,
        star=True,
        projection="statements",
    ),
)
