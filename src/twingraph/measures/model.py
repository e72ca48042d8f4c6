"""What a measure is and what it answers: tables with all that one needs to make them again.

In: nothing. Out: `Measure`, `Settings`, `Table`, `Provenance` and `Measured`, data that the other
modules here fill. It measures nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from twingraph.errors import UsageError
from twingraph.projections.model import Links

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | None
Scope = Literal["graph", "node", "link", "group", "pair"]
"""What a row is about: the whole, a city, a tie, a group (country, community, year), a pair."""

SEED: Final = 2026
DRAWS: Final = 100
EXACT: Final = 50_000
"""Up to so many nodes distances are exact; above they are sampled, with an interval."""


@dataclass(frozen=True)
class Words:
    """The same said in both languages."""

    en: str
    fr: str


@dataclass(frozen=True)
class Settings:
    """What a user may choose: the same settings and links give the same table."""

    seed: int = SEED
    draws: int = DRAWS
    exact: int = EXACT
    backend: str | None = None
    """A NetworkX backend that measures instead of our engines."""
    forced: bool = False
    """Measure also what would mean nothing on one city's star."""

    def __post_init__(self) -> None:
        """Refuse numbers below 0: chance begins at none of them, and there are no such draws."""
        for name, number in (("seed", self.seed), ("draws", self.draws), ("exact", self.exact)):
            if number < 0:
                raise UsageError(f"{name} is {number}, below 0")


@dataclass(frozen=True)
class Table:
    """What a measure found: rows, how they were found, and remarks that belong to them.

    ``engine`` is the name of the library that measured; ``null`` and ``draws`` are those used,
    ``None`` where there is none; ``seed`` is ``None`` where no chance is involved.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    engine: str
    seed: int | None = None
    null: Words | None = None
    draws: int | None = None
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A measure: how it is called, what it means, and the function that finds it.

    ``formula`` is a line of text; ``reading`` says what a high or low value means; ``reference``
    names the paper or book. ``needs`` are attributes of nodes or columns of links without which it
    cannot be (``country``, ``latitude``, ``year``, ``layer``), ``two_mode`` that it is of two-mode
    networks. ``star`` says that it makes sense on a graph that was sampled as one city's star,
    ``backends`` that NetworkX has it, so that NetworkX's backends can measure it.
    ``projection`` is the one of a graph on which it is asked where no other is named.
    """

    name: str
    scope: Scope
    summary: Words
    formula: str
    reading: Words
    reference: str
    find: Callable[[Links, Settings], Table]
    needs: tuple[str, ...] = ()
    two_mode: bool = False
    star: bool = False
    projection: str = "cities"
    backends: bool = False


@dataclass(frozen=True)
class Provenance:
    """All that one needs to make a table again."""

    graph: str
    projection: str
    n: int
    m: int
    """How many links there are, parallel ones counted."""
    pairs: int
    """How many pairs of nodes are tied: the links of the simple network, of which most measures
    are."""
    choice: str
    """Which kinds, sources and statuses of ties were chosen; empty for the usual ones."""
    engine: str
    version: str
    seed: int | None
    null: Words | None
    draws: int | None
    forced: bool


@dataclass(frozen=True)
class Measured:
    """The answer of a measure: a table and its provenance."""

    measure: Measure
    table: Table
    provenance: Provenance

    def frame(self) -> pd.DataFrame:
        """Return the rows as a pandas table, its provenance in ``attrs``."""
        import pandas as pd

        made = pd.DataFrame(self.table.rows, columns=list(self.table.columns))
        made.attrs["provenance"] = self.provenance
        return made
