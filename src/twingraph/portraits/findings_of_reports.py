"""What the tables of one city's reports say in words.

In: tables. Out: a sentence each, with the numbers of the table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from twingraph.portraits.telling import Sentence, Told

_FEW: Final = 5
"""So many are named; of more, how many they are."""


def _inventory(told: Told) -> Sentence:
    row = next((row for row in told.rows if told.cell(row, "by") == "all"), None)
    if row is None:
        return None
    links, pairs = told.text(told.cell(row, "links")), told.text(told.cell(row, "pairs"))
    return told.say(
        f"{links} ties are told of, between {pairs} pairs of cities.",
        f"{links} liens sont relatés, entre {pairs} paires de villes.",
    )


def _months(told: Told) -> Sentence:
    year = told.rows[0]
    when, done = told.text(told.cell(year, "period")), told.text(told.cell(year, "realised"))
    low, high = (told.text(told.cell(year, name)) for name in ("low", "high"))
    return told.say(
        f"In {when}, {done} events took place; rates of {low} to {high} a year give such a number "
        "by chance.",
        f"En {when}, {done} événements ont eu lieu ; des rythmes de {low} à {high} par an "
        "donnent un tel nombre par hasard.",
    )


def _hinges(told: Told) -> Sentence:
    cities = sorted({told.text(told.cell(row, "label")) for row in told.rows if _only(told, row)})
    if not cities:
        return told.say(
            "No relation is told to go through one person or office alone.",
            "Aucune relation n’est relatée comme passant par une seule personne ou fonction.",
        )
    named = _listed(told, cities)
    return told.say(
        f"What is told of these goes through one person or office alone: {named}.",
        f"Ce qui est relaté de celles-ci passe par une seule personne ou fonction : {named}.",
    )


def _only(told: Told, row: tuple[object, ...]) -> bool:
    return row[told.columns.index("only")] is True


def _dormant(told: Told) -> Sentence:
    silent = [
        told.text(told.cell(row, "label"))
        for row in told.rows
        if told.cell(row, "state") != "active"
    ]
    if not silent:
        return told.say(
            f"None: of all {len(told.rows)} an event of the last year is told.",
            f"Aucune : de toutes les {len(told.rows)}, un événement de la dernière année est "
            "relaté.",
        )
    return told.say(
        f"Of {len(silent)} of {len(told.rows)} nothing of the last year is told: "
        f"{_listed(told, silent)}.",
        f"De {len(silent)} sur {len(told.rows)}, rien de la dernière année n’est relaté : "
        f"{_listed(told, silent)}.",
    )


def _listed(told: Told, names: list[str]) -> str:
    if len(names) <= _FEW:
        return ", ".join(names)
    more = told.text(len(names) - _FEW)
    return ", ".join(names[:_FEW]) + told.say(f" and {more} more", f" et {more} autres")


OF_REPORTS: Final[dict[str, Callable[[Told], Sentence]]] = {
    "inventory": _inventory,
    "events-by-month": _months,
    "hinges": _hinges,
    "dormant": _dormant,
}
"""The sentences by the measure that they are of."""
