"""What `suggest` answers: candidate partners, each with its terms, its paths and its objections.

In: nothing. Out: data that `reasons` fills and `text` sets. It computes nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Literal

from twingraph.measures.model import Value, Words
from twingraph.suggesting.features import FEATURES

Lang = Literal["en", "fr"]

_FIXED: Final = ("rank", "city", "name", "country", "km", "population", "partners", "score")
_TOLD: Final = ("common_partners", "longer_paths", "shared_networks", "against")


@dataclass(frozen=True)
class Term:
    """What one feature adds to the log-odds."""

    name: str
    words: Words
    value: float


@dataclass(frozen=True)
class Step:
    """A city on a path, by name, and the sources that tell the tie which leads to it."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    """A network to which both cities belong, by name, and the sources that say so of either."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A candidate partner.

    ``score`` is the model's; of one that explains itself it is ``base`` plus all ``terms``.
    ``chance`` is the probability of being one of the next ties on record. A path in ``common`` has
    two steps, the common partner and the candidate; one in ``longer`` three. ``against`` is what
    speaks against it.
    """

    rank: int
    city: str
    name: str
    country: str
    kilometres: float | None
    population: int | None
    partners: int
    score: float
    chance: float | None
    terms: tuple[Term, ...]
    common: tuple[tuple[Step, ...], ...]
    longer: tuple[tuple[Step, ...], ...]
    networks: tuple[Shared, ...]
    against: tuple[Words, ...]


@dataclass(frozen=True)
class Suggestions:
    """The answer for a city: the first candidates, and all that one needs to make it again.

    ``base`` is the log-odds of an average pair, None of a model without terms. ``candidates`` is
    how many cities were ranked; ``left_out`` names those that were not, for a tie on record.
    ``forced`` is why it should have been refused, in `rows` too.
    """

    city: str
    name: str
    model: str
    words: Words
    base: float | None
    suggestions: tuple[Suggestion, ...]
    candidates: int
    left_out: tuple[str, ...]
    graph: str
    n: int
    m: int
    next_ties: int
    seed: int
    forced: Words | None
    lang: Lang = "en"

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of `rows`; a column for each feature where explained."""
        terms = () if self.base is None else ("base", *(f"term_{f.name}" for f in FEATURES))
        return (*_FIXED, "chance", *terms, *_TOLD, "model", "graph", "seed", "forced")

    def rows(self) -> list[tuple[Value, ...]]:
        """Return a row for each suggestion; what has several parts is joined by semicolons."""
        return [self._row(one) for one in self.suggestions]

    def _row(self, one: Suggestion) -> tuple[Value, ...]:
        terms: tuple[Value, ...] = ()
        if self.base is not None:
            terms = (rounded(self.base), *(rounded(term.value) for term in one.terms))
        return (
            *(one.rank, one.city, one.name, one.country),
            None if one.kilometres is None else round(one.kilometres),
            *(one.population, one.partners, rounded(one.score)),
            None if one.chance is None else float(f"{one.chance:.4g}"),
            *terms,
            "; ".join(_path(path) for path in one.common),
            "; ".join(_path(path) for path in one.longer),
            "; ".join(map(told_by, one.networks)),
            "; ".join(getattr(words, self.lang) for words in one.against),
            *(self.model, self.graph, self.seed),
            None if self.forced is None else getattr(self.forced, self.lang),
        )

    def to_json(self) -> str:
        """Return an array of objects with the names of `columns`."""
        made = [dict(zip(self.columns(), row, strict=True)) for row in self.rows()]
        return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def rounded(score: float) -> float:
    """Return a score with as many digits as any machine gives alike."""
    return float(f"{score:.6g}") + 0.0


def _path(path: tuple[Step, ...]) -> str:
    return " - ".join(map(told_by, path))


def told_by(one: Step | Shared) -> str:
    """Return a name and, in brackets, the sources; a list of links names none."""
    return f"{one.name} ({', '.join(one.sources)})" if one.sources else one.name
