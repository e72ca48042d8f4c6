"""The words of the dossier's frame, in English and French; everything else is data.

In: a key and a language. Out: a phrase. Labels of properties, statuses, kinds and roles are not
here: they come from the ontology and its vocabularies.
"""

from __future__ import annotations

from typing import Final

from twingraph.dossiers.model import Language

NBSP: Final = "\u00a0"
THIN: Final = "\u202f"

WORDS: Final[dict[str, tuple[str, str]]] = {
    "from": ("Told by: {reports}", "D’après : {reports}"),
    "from-none": ("No report tells of this city.", "Aucun rapport ne parle de cette ville."),
    "own": ("The city whose report this is.", "La ville dont c’est le rapport."),
    "empty": (
        "The graph holds no fact about {city} beyond what identifies it.",
        "Le graphe ne contient aucun fait sur {city} au-delà de ce qui l’identifie.",
    ),
    "identity": ("Identity", "Identité"),
    "relations": ("Relations", "Relations"),
    "agreements": ("Agreements", "Accords"),
    "events": ("Events", "Événements"),
    "people": ("People", "Personnes"),
    "organisations": ("Organisations and groups", "Organisations et groupes"),
    "undertakings": (
        "Projects, grants, gifts, works",
        "Projets, subventions, dons, œuvres",
    ),
    "networks": ("Networks", "Réseaux"),
    "themes": ("Themes", "Thèmes"),
    "gaps": ("What is not known", "Ce qu’on ne sait pas"),
    "sources": ("Sources", "Sources"),
    "names": ("names", "noms"),
    "also": ("other name", "autre nom"),
    "country": ("country", "pays"),
    "region": ("lies in", "située dans"),
    "position": ("position", "position"),
    "place-unknown": ("place not known", "lieu inconnu"),
    "homonyms": ("not to be confused with", "à ne pas confondre avec"),
    "category": ("listed under “{name}”", "rangée sous « {name} »"),
    "no-kind-here": ("no word for a bond", "aucun mot pour le lien"),
    "none-relations": (
        "No relation of this city with another is told.",
        "Aucune relation de cette ville avec une autre n’est rapportée.",
    ),
    "and": ("and", "et"),
    "true": ("yes", "oui"),
    "false": ("no", "non"),
    "between": ("between {parties}", "parties : {parties}"),
    "here-agreements": (
        "Agreements of others, of which a step took place here",
        "Accords d’autres, dont une étape a eu lieu ici",
    ),
    "others-agreements": (
        "Told beside it; that the city is a party is not told",
        "Racontés à ses côtés ; que la ville en soit partie n’est pas dit",
    ),
    "period": ("period", "période"),
    "start": ("begins", "commence"),
    "end": ("ends", "prend fin"),
    "domains": ("domains", "domaines"),
    "no-instrument": (
        "no text or signing told",
        "ni texte ni signature mentionnés",
    ),
    "undated": ("date not told", "date non dite"),
    "nth-anniversary": ("{n} anniversary", "{n} anniversaire"),
    "start-computed": ("hence begun in {year} (computed)", "donc commencé en {year} (calculé)"),
    "signed-by": ("signed by: {who}", "signé par : {who}"),
    "for": ("for {party}", "pour {party}"),
    "in-place": ("in {place}", "à {place}"),
    "starred": (
        "* The source names no year here: it is taken from the report’s year.",
        "* La source ne nomme pas l’année : c’est celle du rapport.",
    ),
    "beginning": ("from {date} on", "à partir de {date}"),
    "computed": ("computed", "calculé"),
    "year-unknown": ("Year not told", "Année non dite"),
    "status-unknown": ("status not told", "statut non dit"),
    "before": ("earlier", "auparavant"),
    "to": ("to {place}", "vers {place}"),
    "from-place": ("from {place}", "depuis {place}"),
    "place": ("place", "lieu"),
    "more": ("and more", "et d’autres choses"),
    "of-city": ("Of the city", "De la ville"),
    "met": ("Met or named beside it", "Rencontrées ou nommées à ses côtés"),
    "perhaps": ("may or may not be {who}", "peut-être la même personne que : {who}"),
    "member": ("member", "membre"),
    "member-implied": ("member, by implication only", "membre, par implication seulement"),
    "member-unsaid": ("membership not told", "adhésion non dite"),
    "implied-heading": ("Implied, and why", "Impliqué, et pourquoi"),
    "outside-heading": ("From outside the reports", "Hors des rapports"),
    "by-rule": ("Follows by rule from: {source}.", "Découle par règle de : {source}."),
    "sheet": ("sheet {n}, l. {lines}", "feuille {n}, l. {lines}"),
    "silence": (
        "Silence is not denial: what no source mentions may exist all the same.",
        "Le silence n’est pas une négation : ce que nulle source ne mentionne peut exister.",
    ),
}

OWN_WORDS: Final = ("tg:statedAs", "tg:originStatedAs", "tg:numberStatedAs", "tg:dateStatedAs")
"""Properties whose values are a source's own words."""


def say(key: str, language: Language, **values: object) -> str:
    """Return a phrase of the frame with its values put in, in the language's typography."""
    text = WORDS[key][language == "fr"]
    if language == "fr":
        for mark in (":", ";", "?", "!", "»"):
            text = text.replace(f" {mark}", f"{NBSP}{mark}")
        text = text.replace("« ", f"«{NBSP}")
    return text.format(**values) if values else text


def colon(language: Language) -> str:
    """Return what stands between a name and what is said under it."""
    return f"{NBSP}: " if language == "fr" else ": "


def semicolon(language: Language) -> str:
    """Return what stands between two things said."""
    return f"{NBSP}; " if language == "fr" else "; "


def quoted(text: str, language: Language) -> str:
    """Return a source's own words between quotation marks."""
    return f"«{NBSP}{text}{NBSP}»" if language == "fr" else f"“{text}”"


def nth(number: int, language: Language) -> str:
    """Return an ordinal number in figures."""
    if language == "fr":
        return "1er" if number == 1 else f"{number}e"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(
        number % 10, "th"
    )  # fmt: skip
    return f"{number}{ending}"


def decimal(number: float, language: Language) -> str:
    """Return a number of degrees with the language's decimal sign."""
    text = f"{abs(number):.4f}"
    return text.replace(".", ",") if language == "fr" else text
