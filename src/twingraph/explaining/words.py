"""The words of an explanation's frame, in English and French; everything else is data.

In: a key and a language. Out: a phrase. Labels and the sentences of rules come from the graph and
the ontology.
"""

from __future__ import annotations

from typing import Final

from twingraph.explaining.model import Language

NBSP: Final = "\u00a0"

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "asserted": ("Asserted: a source says so.", "Affirmé : une source le dit."),
    "inferred": (
        "Inferred: it follows by rules from what sources say.",
        "Déduit : cela découle, par des règles, de ce que disent les sources.",
    ),
    "absent": (
        "Not in the graph. Silence is not denial: no source says so, and no rule concludes it.",
        (
            "Absent du graphe. Le silence n’est pas une négation : aucune source ne le dit,"
            " et aucune règle ne le conclut."
        ),
    ),
    "stated": ("said in the source: {report}", "dit dans la source : {report}"),
    "implied": ("only implied by the source: {report}", "seulement impliqué par : {report}"),
    "structure": (
        "the report’s own order, its sections and passages: {source}",
        "l’ordre du rapport, ses sections et passages : {source}",
    ),
    "ours": (
        "our own words (types, names, translations): {source}",
        "nos propres mots (types, noms, traductions) : {source}",
    ),
    "ontology": ("the ontology: {source}", "l’ontologie : {source}"),
    "dates": (
        "computed from the name of the date: {source}",
        "calculé d’après le nom de la date : {source}",
    ),
    "structure-mark": ("the report’s order", "ordre du rapport"),
    "ontology-mark": ("the ontology", "l’ontologie"),
    "dates-mark": ("the date’s name", "nom de la date"),
    "outside": ("outside knowledge: {source}", "savoir extérieur : {source}"),
    "row": ("row {n}", "ligne {n}"),
    "row-word": ("row {n}: “{word}”", "ligne {n} : « {word} »"),
    "data-of": ("data of {what}", "données de {what}"),
    "got-from": ("from {what}", "prises à {what}"),
    "licence": ("licence: {what}", "licence : {what}"),
    "reviewer": ("reviewed by {who}", "relu par {who}"),
    "because": ("because: {reason}", "parce que : {reason}"),
    "by-rule": ("Rule {rule}:", "Règle {rule} :"),
    "see": ("as shown under ({n})", "comme montré sous ({n})"),
    "below": ("shown below under ({n})", "montré plus bas sous ({n})"),
    "compared": ("and {text}", "et {text}"),
    "denied": ("and nothing tells: {text}", "et rien ne dit : {text}"),
    "or": (", or ", ", ou "),
    "quoted": ("“{text}”", "« {text} »"),
    "proof": ("Why", "Pourquoi"),
    "near": ("What the graph holds instead", "Ce que le graphe contient à la place"),
    "nothing-near": (
        "Nothing of this kind about either.",
        "Rien de tel sur l’un ni sur l’autre.",
    ),
    "inverse": ("The other way round", "Dans l’autre sens"),
    "between": ("Between the two", "Entre les deux"),
    "same-subject": ("The same of {name}", "La même chose de {name}"),
    "same-value": ("Who or what else", "Qui ou quoi d’autre"),
    "attempts": ("What is missing", "Ce qui manque"),
    "no-rule": (
        "No rule concludes this; only a source could say it.",
        "Aucune règle ne conclut cela ; seule une source pourrait le dire.",
    ),
    "attempt": (
        "Rule {rule} would need: {sentence}",
        "La règle {rule} demanderait : {sentence}",
    ),
    "held": ("holds: {text}", "vrai : {text}"),
    "missing": ("missing: {text}", "manque : {text}"),
    "also-missing": ("also missing: {text}", "manque aussi : {text}"),
    "failed": ("does not hold: {text}", "n’est pas vrai : {text}"),
    "blocked": (
        "must not be, and is: {text}",
        "ne doit pas être, et est : {text}",
    ),
    "other-rules": (
        "{n} more rules could conclude it, and come less near.",
        "{n} autres règles pourraient le conclure, et en sont plus loin.",
    ),
    "one-other-rule": (
        "1 more rule could conclude it, and comes less near.",
        "1 autre règle pourrait le conclure, et en est plus loin.",
    ),
    "passages": ("Passages", "Passages"),
    "reasons": ("Implied, and why", "Impliqué, et pourquoi"),
    "by": ("inferred", "déduit"),
    "sentence": ("the report’s words: “{text}”", "les mots du rapport : « {text} »"),
    "sheet": ("sheet {n}, l. {lines}", "feuille {n}, l. {lines}"),
    "lines": ("l. {lines}", "l. {lines}"),
    "is": ("{x} is “{cls}”", "{x} est « {cls} »"),
    "said": ("{graph} says: {text}", "{graph} dit : {text}"),
    "ask-why": (
        "Ask of any fact: twingraph explain SUBJECT PROPERTY VALUE",
        "À demander de tout fait : twingraph explain SUJET PROPRIÉTÉ VALEUR",
    ),
}


def say(key: str, language: Language, **values: object) -> str:
    """Return a phrase of the frame with its values put in, in the language's typography."""
    text = _WORDS[key][language == "fr"]
    if language == "fr":
        for mark in (":", ";", "?", "!", "»"):
            text = text.replace(f" {mark}", f"{NBSP}{mark}")
        text = text.replace("« ", f"«{NBSP}")
    return text.format(**values) if values else text
