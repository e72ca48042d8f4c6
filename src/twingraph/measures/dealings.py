"""Dealings: the links of the projection ``contacts``, read as what they stand for.

In: links with the columns of ``projections.contacts``. Out: `Dealing`, one a link, sorted, and what
their statuses and days mean for a count. It measures nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from twingraph.measures.model import Words
from twingraph.projections.model import Links

_COLUMNS: Final = (*("layer", "key", "kind", "status", "earliest", "latest", "until", "reported"),)
NEEDS: Final = ("own", *_COLUMNS)
"""The attribute and the columns without which links are no dealings."""

DONE: Final = frozenset(("realised", "under-way"))
TO_COME: Final = frozenset(("planned", "envisaged", "suggested", "wished", "offered", "candidate"))
"""What is cancelled or postponed belongs to neither."""

ONE_REPORT: Final = Words(
    "What a report does not tell may have taken place all the same: these are counts of what is "
    "told, not of what was done.",
    "Ce qu’un rapport ne relate pas peut avoir eu lieu\u202f: ce sont des nombres de ce qui est "
    "relaté, non de ce qui s’est fait.",
)


@dataclass(frozen=True)
class Dealing:
    """A city and what ties it: an event, an agreement, a visit, or who acts in the event ``key``.

    ``city`` and ``other`` are numbers of nodes; days are texts such as ``2024-07-19``, years are
    numbers, ``None`` where they are not told. ``kind`` is that of an agreement; of a visit
    ``received`` or ``made``.
    """

    city: int
    other: int
    layer: str
    key: str
    kind: str | None
    status: str | None
    earliest: str | None
    latest: str | None
    until: int | None
    reported: int | None

    @property
    def done(self) -> bool:
        """Whether it is told as realised or under way."""
        return self.status in DONE

    @property
    def to_come(self) -> bool:
        """Whether it is told as planned, envisaged, wished or the like."""
        return self.status in TO_COME

    @property
    def year(self) -> int | None:
        """The year of its last day, ``None`` where no day is told."""
        return None if self.latest is None else int(self.latest[:4])


def dealings(links: Links, *layers: str) -> list[Dealing]:
    """Return the dealings of these layers, sorted by city and by the other end."""
    held = {name: links.columns[name].tolist() for name in _COLUMNS}
    found = [
        Dealing(
            city=city,
            other=other,
            layer=held["layer"][at],
            key=held["key"][at],
            kind=held["kind"][at],
            status=held["status"][at],
            earliest=held["earliest"][at],
            latest=held["latest"][at],
            until=_year(held["until"][at]),
            reported=_year(held["reported"][at]),
        )
        for at, (city, other) in enumerate(
            zip(links.sources.tolist(), links.targets.tolist(), strict=True)
        )
        if held["layer"][at] in layers
    ]
    return sorted(found, key=lambda d: (d.city, d.other, d.layer, d.key))


def own_cities(links: Links) -> frozenset[int]:
    """Return the numbers of the cities whose own report is read."""
    return frozenset(i for i, own in enumerate(links.attributes["own"].tolist()) if own)


def partners(links: Links) -> list[int]:
    """Return the numbers of the other cities, those without any dealing too."""
    return [i for i, own in enumerate(links.attributes["own"].tolist()) if own is False]


def label(links: Links, number: int, language: str = "label") -> str:
    """Return a node's label (``label_fr`` in French), or its name where it has none."""
    labels = links.attributes.get(language)
    return links.nodes[number] if labels is None else str(labels[number] or links.nodes[number])


def _year(number: float | None) -> int | None:
    return None if number is None or number != number else int(number)
