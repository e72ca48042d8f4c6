"""Visits: who goes to whom, and when, what was done apart from what is planned.

In: the links of the projection ``visits``, from who sends or whence they come to where they go, and
the dealings of a report's city. Out: counts by city or body, and by month and direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from twingraph.errors import UsageError
from twingraph.measures.dealings import (
    DONE,
    NEEDS,
    ONE_REPORT,
    TO_COME,
    Dealing,
    dealings,
    label,
)
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links

_DIRECTION: Final = Words(
    "A link runs from who sends a visit, or whence it comes, to where it goes; a visit of which "
    "one end is not told is not here. A body that sends has a row of its own; visits-by-month "
    "counts its visits with its city's.",
    "Un lien va de qui envoie une visite, ou d’où elle vient, au lieu où elle mène\u202f; une "
    "visite dont un bout n’est pas relaté n’est pas ici. Un organisme qui envoie a sa propre "
    "ligne\u202f; visits-by-month compte ses visites avec celles de sa ville.",
)


def visits(links: Links, _: Settings) -> Table:
    """Return how many visits each city or body sent and received, and how many are to come.

    Raises UsageError where links are not of visits.
    """
    if not links.directed or "earliest" not in links.columns:
        raise UsageError(
            f"{links.name or 'this network'} is not of visits, from who sends to who receives",
            hint="the projection visits",
        )
    counts = np.zeros((links.n, 4), dtype=np.int64)
    for offset, statuses in ((0, DONE), (2, TO_COME)):
        asked = np.isin(links.columns["status"].astype(str), sorted(statuses))
        counts[:, offset] = np.bincount(links.sources[asked], minlength=links.n)
        counts[:, offset + 1] = np.bincount(links.targets[asked], minlength=links.n)
    rows: list[tuple[Value, ...]] = [
        (links.nodes[number], label(links, number), *held)
        for number, held in enumerate(counts.tolist())
    ]
    order = np.lexsort((np.arange(links.n), -counts.sum(axis=1)))
    return Table(
        columns=("node", "label", "sent", "received", "sent_to_come", "received_to_come"),
        rows=tuple(rows[number] for number in order.tolist()),
        engine="twingraph",
        notes=(_DIRECTION, *_left_out(links, counts.tolist()), ONE_REPORT),
    )


def _left_out(links: Links, counts: list[list[int]]) -> Iterator[Words]:
    """Yield how many visits that were made are not counted, for each city of which it is told."""
    for name, column, en, fr in (
        ("no_origin", 1, "to {} whose origin", "vers {} dont l’origine"),
        ("no_destination", 0, "of {} whose destination", "de {} dont la destination"),
    ):
        told = links.attributes.get(name)
        for city, held in enumerate(() if told is None else told.tolist()):
            number = int(held)
            if not number:
                continue
            visits_en, are = ("visit", "is") if number == 1 else ("visits", "are")
            visites, sont = ("visite", "n’est") if number == 1 else ("visites", "ne sont")
            whose, dont = en.format(label(links, city)), fr.format(label(links, city, "label_fr"))
            total = counts[city][column] + number
            yield Words(
                f"{number} {visits_en} {whose} is not told {are} not in these counts: {total} in "
                "all.",
                f"{number} {visites} {dont} n’est pas relatée {sont} pas dans ces "
                f"nombres\u202f: {total} en tout.",
            )


def visits_by_month(links: Links, _: Settings) -> Table:
    """Return the visits to (received) and from (made) the reports' own cities, by month."""
    counts: dict[str, list[int]] = {}
    for d in dealings(links, "visit"):
        if d.kind is not None and (d.done or d.to_come):
            held = counts.setdefault(_period(d), [0, 0, 0, 0])
            held[(0 if d.done else 2) + (d.kind == "made")] += 1
    return Table(
        columns=("period", "received", "made", "received_to_come", "made_to_come"),
        rows=tuple((period, *counts[period]) for period in sorted(counts)),
        engine="twingraph",
        notes=(
            Words(
                "A visit of which only the year is told stands with its year.",
                "Une visite dont seule l’année est relatée figure à son année.",
            ),
            Words(
                "Made: to another place, whoever went, the city or one of its bodies; received: "
                "whoever came, also whence is not told. visits counts by who sends, and only what "
                "has both ends: a city's numbers may be smaller there.",
                "Faites\u202f: vers un autre lieu, qui que ce soit de la ville ou de ses "
                "organismes\u202f; reçues\u202f: qui que ce soit, même si l’on ne dit pas d’où. "
                "visits compte selon qui envoie, et seulement ce qui a deux bouts\u202f: les "
                "nombres d’une ville peuvent y être plus petits.",
            ),
            ONE_REPORT,
        ),
    )


def _period(dealing: Dealing) -> str:
    """Return the month of all days on which it can have been, else the year."""
    first, last = dealing.earliest or "", dealing.latest or ""
    return next((last[:size] for size in (7, 4) if first[:size] == last[:size]), "") or "no year"


MEASURES: Final = (
    Measure(
        name="visits",
        scope="node",
        summary=Words(
            "visits sent and received by each city or body, done and to come",
            "visites faites et reçues par chaque ville ou organisme, réalisées et à venir",
        ),
        formula="sent = links that leave a node, received = links that lead to it, by status",
        reading=Words(
            "More received than sent: others come to it. What is to come is not added to what "
            "was done",
            "Plus de visites reçues que faites\u202f: on vient à elle. Ce qui est à venir n’est "
            "pas ajouté à ce qui s’est fait",
        ),
        reference="in- and out-degree: Wasserman and Faust, Social Network Analysis (1994), 4.3",
        find=visits,
        needs=("status",),
        star=True,
        projection="visits",
    ),
    Measure(
        name="visits-by-month",
        scope="group",
        summary=Words(
            "visits to and from the reports’ cities by month, done and to come",
            "visites vers et depuis les villes des rapports par mois, réalisées et à venir",
        ),
        formula="number of visits by month; received: to the report's city; made: to another place",
        reading=Words(
            "A month without a line has no visit that the report dates",
            "Un mois sans ligne n’a pas de visite que le rapport date",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=visits_by_month,
        needs=NEEDS,
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)
