"""A graph of N agreements in our model, made at random, always the same for the same number.

In: N. Out: a data folder with one TriG file: about 7.4 statements an agreement, one source. Degrees
are distributed as in the published networks of sister cities (KONECT: 14,274 cities with 20,573
ties, half of them with one or two, one in a hundred with 22 or more, the largest with 99, and eight
pairs of ties that meet in one city for each tie; here: nine).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final

SOURCE: Final = "source:bench"
_KINDS: Final = ("twinning", "twinning", "entente", "cooperation-agreement", "protocol")
_DOMAINS: Final = ("culture", "education", "economy", "youth", "tourism", "heritage")
_PREFIXES: Final = """\
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix graph: <https://w3id.org/twingraph/graph/> .
@prefix source: <https://w3id.org/twingraph/id/source/> .
@prefix city: <https://w3id.org/twingraph/id/city/> .
@prefix agreement: <https://w3id.org/twingraph/id/agreement/> .
@prefix step: <https://w3id.org/twingraph/id/step/> .
@prefix date: <https://w3id.org/twingraph/id/date/> .
@prefix kind: <https://w3id.org/twingraph/vocab/kind/> .
@prefix theme: <https://w3id.org/twingraph/vocab/theme/> .
@prefix status: <https://w3id.org/twingraph/vocab/status/> .
@prefix stepkind: <https://w3id.org/twingraph/vocab/stepkind/> .
"""


def write(number: int, folder: Path) -> Path:
    """Write the graph of so many agreements into a new data folder; return the folder."""
    folder.mkdir(parents=True)
    content = [_PREFIXES, "graph:bench {", *_statements(number), "}", _ENDING]
    (folder / "agreements.trig").write_text("\n".join(content), encoding="utf-8")
    return folder


_ENDING: Final = f"graph:editorial {{ {SOURCE} a tg:Source . graph:bench tg:source {SOURCE} . }}\n"


def pairs(number: int, chance: random.Random) -> list[tuple[int, int]]:
    """Return the ends of so many agreements, as numbers of cities."""
    cities = max(2, number)
    # A power law, cut off where the largest cities of the published networks are.
    weights = list(accumulate(min(chance.paretovariate(1.5), 80) for _ in range(cities)))
    ends = chance.choices(range(cities), cum_weights=weights, k=2 * number)
    found = zip(ends[::2], ends[1::2], strict=True)
    return [(a, b if a != b else (b + 1) % cities) for a, b in found]


def _statements(number: int) -> Iterator[str]:
    chance = random.Random(number)
    tied = pairs(number, chance)
    for city in sorted({end for pair in tied for end in pair}):
        yield f"city:c{city} a tg:City ."
    for i, (one, other) in enumerate(tied):
        kind, year = chance.choice(_KINDS), chance.randint(1950, 2024)
        yield (
            f"agreement:a{i} a tg:Agreement ; tg:kind kind:{kind} ;"
            f" tg:party city:c{one}, city:c{other} ."
        )
        if chance.random() < 0.6:
            yield f"agreement:a{i} tg:started date:within-{year} ."
        if chance.random() < 0.3:
            yield (
                f"step:s{i} a tg:Step ; tg:stepOf agreement:a{i} ; tg:stepKind stepkind:signed ;"
                f" tg:status status:realised ; tg:dateWritten date:{year}-06-{i % 28 + 1:02} ."
            )
        if chance.random() < 0.7:
            yield f"agreement:a{i} tg:priorityDomain theme:{chance.choice(_DOMAINS)} ."
