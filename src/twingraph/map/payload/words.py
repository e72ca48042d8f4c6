"""The words of the details' own headings, in English and French; the rest is the dossier's.

In: a key and a language. Out: text.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from twingraph.dates import parse_date

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "what": ("What it is", "Ce que c’est"),
    "who": ("Who it is", "Qui c’est"),
    "tie": ("The tie", "Le lien"),
    "life": ("Life", "Vie"),
    "taking-part": ("Who takes part", "Qui y prend part"),
    "parts": ("Parts", "Parties"),
    "appears": ("Where it comes up", "Où il en est question"),
    "members": ("Members", "Membres"),
    "follows": ("What follows by rule", "Ce qui découle par règle"),
    "when": ("when", "quand"),
    "status": ("status", "statut"),
    "is": ("is", "est"),
    "began": ("began", "début"),
    "indirect": (
        "tied to one and the same third city, though no source puts the two together",
        "liée à une même troisième ville, sans qu’aucune source ne rapproche les deux",
    ),
    "in-force-from": ("in force from {day}", "en vigueur à partir du {day}"),
    "in-force-from-latest": (
        "in force at the latest from {day} (the day is not told)",
        "en vigueur au plus tard à partir du {day} (le jour n’est pas dit)",
    ),
    "in-force-until-latest": (
        "in force until {day} at the latest (as far as an end is told)",
        "en vigueur jusqu’au {day} au plus tard (pour autant qu’une fin soit dite)",
    ),
    "former": ("former office: {office}", "ancienne fonction\u00a0: {office}"),
    "implied": ("by implication", "par implication"),
    "others": ("Others", "Autres"),
    "relation": ("Relation", "Relation"),
}


def say(key: str, language: str) -> str:
    """Return a heading or a word."""
    return _WORDS[key][language == "fr"]


def day(told: date, language: str) -> str:
    """Return a day in words."""
    value = parse_date(told.isoformat())
    return value.label_fr if language == "fr" else value.label_en
