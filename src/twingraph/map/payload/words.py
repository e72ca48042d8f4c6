"""The words of the details' own headings, in English and French; the rest is the dossier's.

In: a key and a language. Out: text.
"""

from __future__ import annotations

from typing import Final

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
    "relation": ("Relation", "Relation"),
}


def say(key: str, language: str) -> str:
    """Return a heading or a word."""
    return _WORDS[key][language == "fr"]
