"""What is hidden from a model, and what it may know: the two tasks, kept apart.

In: links whose column ``sources`` says who tells them. Out: `Task`: the ties to learn from, the
hidden pairs, and those that are neither.

Completion hides a tenth of the pairs of all sources, at random: can the gaps in what is on record
be filled? Forecasting learns from Wikidata of 2016 and asks for what a later list has beside it,
between the cities of 2016. Of Wikidata 2022 that is what one source recorded between two dates. Of
Wikipedia 2026 it is mostly what one source has and the other has not, at any date: two sources are
compared, not two dates. A pair is hidden whole, with both its directions and all its sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.errors import UsageError
from twingraph.measures.model import Words
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links
from twingraph.suggesting.cities import Ints, cities_of
from twingraph.suggesting.ties import Ties, ends_of, keys_of, tied

SHARE: Final = 0.1
PAST: Final = "wikidata-2016"
LATER: Final = ("wikidata-2022", "wikipedia-2026")


@dataclass(frozen=True, eq=False)
class Task:
    """A set task: ``known`` are the ties to learn from, ``hidden`` those to find.

    ``every`` are all ties that anybody tells, so that none of them counts as no tie.
    """

    name: str
    words: Words
    known: Ties
    hidden: Ints
    every: Ties

    @property
    def warm(self) -> NDArray[np.bool_]:
        """Say of each hidden pair whether both its cities keep a tie."""
        return np.asarray((self.known.degrees[self.hidden] > 0).all(axis=1), dtype=np.bool_)


def completion(links: Links, memberships: Links | None, seed: int) -> Task:
    """Hide a tenth of the pairs, drawn at random by the seed."""
    cities, pairs = cities_of(links, memberships), ends_of(links)
    hidden = np.zeros(len(pairs), dtype=bool)
    drawn = np.random.default_rng([seed, 62]).permutation(len(pairs))
    hidden[drawn[: int(len(pairs) * SHARE)]] = True
    words = Words("completion: a tenth hidden", "complétion : un dixième caché")
    known = Ties(cities, pairs[~hidden])
    return Task("completion", words, known, pairs[hidden], Ties(cities, pairs))


def forecasting(links: Links, later: str, past: str = PAST) -> Task:
    """Learn from the pairs of one source, hide what a later one has beside them.

    The cities are those that a pair of the past has. Who is in which network is told by lists of
    later years, and so is not known. Raises UsageError where either source tells no pair.
    """
    told = told_by(links)
    for source in (past, later):
        if source not in told:
            raise UsageError(
                f"no tie here is told by {source}",
                hint=f"forecasting takes {PAST} and {' or '.join(LATER)}: twingraph import",
            )
    before = ends_of(links)[tied(ends_of(links), told[past], links.n)]
    there = np.zeros(links.n, dtype=bool)
    there[before.ravel()] = True
    number = np.cumsum(there) - 1
    cities = cities_of(links.kept(there))
    pairs = ends_of(links)
    pairs = pairs[there[pairs].all(axis=1)]
    new = tied(pairs, told[later], links.n) & ~tied(pairs, told[past], links.n)
    known = Ties(cities, number[before])
    return Task(
        f"forecasting {later}",
        _words(past, later),
        known,
        number[pairs[new]],
        Ties(cities, number[pairs]),
    )


def _words(past: str, later: str) -> Words:
    """Return the words of a forecast: who compares two sources compares not only two dates."""
    said = Words(f"forecasting {later} from {past}", f"prévision de {later} d’après {past}")
    if later.partition("-")[0] == past.partition("-")[0]:
        return Words(
            f"{said.en}: one source, two dates", f"{said.fr}\u00a0: une source, deux dates"
        )
    return Words(
        f"{said.en}: two sources, not two dates",
        f"{said.fr}\u00a0: deux sources, non deux dates",
    )


def told_by(links: Links) -> dict[str, Ints]:
    """Return the pairs that each source tells, as sorted keys; empty where no link says who."""
    said = links.columns.get("sources")
    if said is None:
        return {}
    ends = np.column_stack([links.sources, links.targets]).astype(np.int64)
    keys = keys_of(ends, links.n)
    found: dict[str, set[int]] = {}
    for key, sources in zip(keys.tolist(), said.tolist(), strict=True):
        for source in str(sources or "").split(SEPARATOR):
            if source:
                found.setdefault(source, set()).add(key)
    return {s: np.array(sorted(keys), dtype=np.int64) for s, keys in sorted(found.items())}
