"""Published counts: what others have counted, beside what is here.

In: links between cities of known countries, and data/analysis/published.tsv. Out: a row a count,
with what it counts and who says so. It does not say which of the two is right.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Final

import numpy as np

from twingraph.errors import DataError, UsageError
from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.pairs import pairs_of
from twingraph.projections.model import Links
from twingraph.resources import folder

_COUNTRIES: Final = "countries"
"""The projection in which a link is between countries."""


@dataclass(frozen=True)
class Published:
    """What somebody counted: ties of a country, with another country or with all others."""

    country: str
    other: str
    year: int | None
    number: int
    about: bool
    counts: str
    by: str


def find_published(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find what others have counted, and how many such ties are here.

    Raises UsageError where countries are tied, and not their cities.
    """
    if links.name == _COUNTRIES:
        raise UsageError(
            "published counts are of ties between cities, not of pairs of countries",
            hint="the projection cities",
        )
    every = pairs_of(links)
    country = links.attributes["country"]
    one, other = country[every // max(links.n, 1)], country[every % max(links.n, 1)]
    rows: list[tuple[Value, ...]] = []
    for told in published():
        first, second = one == told.country, other == told.country
        if told.other:
            ours = (first & (other == told.other)) | (second & (one == told.other))
        else:
            ours = (first ^ second) & np.array(one, bool) & np.array(other, bool)
        number = int(np.count_nonzero(ours))
        rows.append(
            (
                *(told.country, told.other or None, told.year, told.number, told.about),
                *(number, number / told.number, told.counts, told.by),
            )
        )
    return Table(
        columns=("country", "other", "year", "published", "about", "ours", "ratio", "counts", "by"),
        rows=tuple(rows),
        engine=NUMPY,
        notes=(_PUBLISHED,),
    )


def published() -> tuple[Published, ...]:
    """Return the counts of data/analysis/published.tsv. Raises DataError for a wrong row."""
    path = folder("data") / "analysis" / "published.tsv"
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for line, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
            try:
                found.append(
                    Published(
                        row["country"],
                        row["other"],
                        int(row["year"]) if row["year"] else None,
                        int(row["published"]),
                        row["about"] == "true",
                        row["counts"],
                        f"{row['by']}, {row['url']}",
                    )
                )
            except (KeyError, TypeError, ValueError):
                raise DataError(
                    "a published count is not as it should be",
                    path=path,
                    line=line,
                    hint="country, other, year, published, about, counts, by, url",
                ) from None
    return tuple(found)


_PUBLISHED: Final = Words(
    "ours are ties between cities of different known countries; what others count is told beside: "
    "districts, regions and projects may be among it, and ended ties may be or not; about: rounded",
    "les nôtres sont les liens entre villes de pays connus et différents ; ce que comptent les "
    "autres est dit à côté : cantons, régions et projets peuvent en être, comme les liens qui ont "
    "pris fin ; about : arrondi",
)
MEASURES: Final = (
    Measure(
        name="published-counts",
        scope="group",
        summary=Words(
            "what others have counted, and how many such ties are here",
            "ce que d’autres ont compté, et combien de ces liens sont ici",
        ),
        formula="ratio = ties here / ties as published",
        reading=Words(
            "1: as many as were counted, not the same ones; above: more than the counter knew or "
            "wanted to count",
            "1 : autant, non les mêmes ; plus : davantage que n’en connaissait ou n’en voulait "
            "compter l’auteur",
        ),
        reference="data/analysis/published.tsv, each count with its page",
        find=find_published,
        needs=("country",),
    ),
)
