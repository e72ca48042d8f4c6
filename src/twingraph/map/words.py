"""The map's own words in English and French: headings, legend, counts.

In: a language, and numbers. Out: text. Names of things, kinds, statuses and headings are not here:
they are labels in the graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from twingraph.errors import UsageError, near_matches

LANGUAGES: Final = ("en", "fr")

# Key: English, French. A number stands before "one|several".
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("{city} and its ties with other cities", "{city} et ses liens avec d’autres villes"),
    "title-all": ("Cities and their ties", "Les villes et leurs liens"),
    "nothing": ("The graph holds no city.", "Le graphe ne contient aucune ville."),
    "cities": ("city|cities", "ville|villes"),
    "ties": ("tie|ties", "lien|liens"),
    "sources": ("source|sources", "source|sources"),
    "partners": ("partner city|partner cities", "ville partenaire|villes partenaires"),
    "agreements": ("agreement|agreements", "accord|accords"),
    "programmes": (
        "cooperation programme|cooperation programmes",
        "programme de coopération|programmes de coopération",
    ),
    "networks": ("network|networks", "réseau|réseaux"),
    "listed-alone": (
        "more in lists alone|more in lists alone",
        "autre dans des listes seulement|autres dans des listes seulement",
    ),
    "reports": ("annual report|annual reports", "rapport annuel|rapports annuels"),
    "hint": (
        "Point at a line or a circle, tap it, or step through them with the arrow keys.",
        "Pointez une ligne ou un cercle, touchez-les, ou parcourez-les avec les flèches.",
    ),
    "drawing": (
        "Drawing of the ties; the tables below say the same",
        "Dessin des liens\u00a0; les tableaux ci-dessous disent la même chose",
    ),
    "no-script": (
        "The drawing needs scripts; the tables below say the same.",
        "Le dessin demande des scripts\u00a0; les tableaux ci-dessous disent la même chose.",
    ),
    "zoom-in": ("Zoom in", "Agrandir"),
    "zoom-out": ("Zoom out", "Réduire"),
    "fit": ("Show everything", "Tout montrer"),
    "legend": ("Legend", "Légende"),
    "legend-circles": ("Circles", "Cercles"),
    "legend-own": ("the report’s city", "la ville du rapport"),
    "legend-middle": ("the city in the middle", "la ville au centre"),
    "legend-city": ("partner city", "ville partenaire"),
    "legend-network": (
        "network of cities, with its initial",
        "réseau de villes, avec son initiale",
    ),
    "legend-lines": ("Lines: kind of tie", "Lignes\u00a0: nature du lien"),
    "twinning": ("twinning", "jumelage"),
    "agreement": (
        "agreement (entente, accord, protocol, memorandum)",
        "accord (entente, convention, protocole, mémorandum)",
    ),
    "programme": ("cooperation programme", "programme de coopération"),
    "contact": (
        "listed by the report, no bond named",
        "citée par le rapport, sans engagement nommé",
    ),
    "membership": ("membership of a network", "appartenance à un réseau"),
    "legend-status": (
        "Dashes: how far its furthest step had come",
        "Tirets\u00a0: où en est son étape la plus avancée",
    ),
    "status-solid": (
        "realised (or, for a listing or membership, no status told)",
        "réalisé (ou, pour une mention ou une appartenance, statut non précisé)",
    ),
    "status-under-way": ("under way", "en cours"),
    "status-planned": ("planned", "prévu"),
    "status-dots": ("envisaged, wished or otherwise open", "envisagé, souhaité ou encore ouvert"),
    "status-ended": ("ended (faded)", "terminé (estompé)"),
    "legend-marks": ("Mark on a line", "Marque sur une ligne"),
    "legend-implied": (
        "hollow ring: implied by the report, not stated",
        "anneau vide\u00a0: impliqué par le rapport, non énoncé",
    ),
    "legend-order": (
        "Around the circle, clockwise from below, by the report’s headings:",
        "Autour du cercle, sens horaire depuis le bas, selon les rubriques du rapport\u00a0:",
    ),
    "no-heading": ("no heading", "sans rubrique"),
    "ties-caption": ("Every tie that is drawn", "Tous les liens dessinés"),
    "memberships-caption": ("Memberships of networks", "Appartenances à des réseaux"),
    "passages-caption": (
        "Source passages, summarised in our own words",
        "Passages sources, résumés par nos soins",
    ),
    "col-city": ("City", "Ville"),
    "col-heading": ("Heading", "Rubrique"),
    "col-kind": ("Kind", "Nature"),
    "col-name": ("Agreement or programme", "Accord ou programme"),
    "col-status": ("Status", "Statut"),
    "col-since": ("Since", "Depuis"),
    "col-until": ("Until", "Jusqu’à"),
    "col-basis": ("Basis", "Fondement"),
    "col-sources": ("Source passages", "Passages sources"),
    "col-network": ("Network", "Réseau"),
    "col-field": ("Field", "Domaine"),
    "col-passage": ("Passage", "Passage"),
    "col-place": ("Where in the report", "Où dans le rapport"),
    "col-summary": ("What it says", "Ce qu’il dit"),
    "stated": ("stated", "énoncé"),
    "implied": ("implied", "impliqué"),
    "not-told": ("not stated", "non précisé"),
    "computed": ("{year}, computed: {nth} in {told}", "{year}, calculé\u00a0: {nth} en {told}"),
    "anniversary": ("{n} years", "{n} ans"),
    "sheet": ("sheet {sheet}, {lines}", "feuille {sheet}, {lines}"),
    "line": ("line {first}", "ligne {first}"),
    "lines": ("lines {first}–{last}", "lignes {first}–{last}"),
    "undrawn": (
        "Not drawn, for they tie {city} to no other city:",
        "Non dessinés, car ils ne lient {city} à aucune autre ville\u00a0:",
    ),
    "since": ("since {date}", "depuis {date}"),
    "until": ("until {date}", "jusqu’à {date}"),
    "status-of": ("{step}: {status}", "{step}\u00a0: {status}"),
    "passage-count": ("source passage|source passages", "passage source|passages sources"),
    "made": (
        "Made by twingraph from the graph’s own facts. Nothing is loaded from anywhere.",
        "Fait par twingraph à partir des faits du graphe. Rien n’est chargé d’ailleurs.",
    ),
}


def check_language(language: str) -> str:
    """Return the language; raises UsageError for one in which the map has no words."""
    if language not in LANGUAGES:
        hint = near_matches(language, LANGUAGES) or "en or fr"
        raise UsageError(f"no words in the language '{language}'", hint=hint)
    return language


def word(language: str, key: str, **parts: object) -> str:
    """Return a phrase with its parts filled in."""
    return _WORDS[key][LANGUAGES.index(language)].format(**parts)


def counted(language: str, number: int, key: str) -> str:
    """Return a number with its noun: "1 network", "3 networks"; in French 0 is singular."""
    one, several = word(language, key).split("|")
    single = number < 2 if language == "fr" else number == 1
    figure = f"{number:,}".replace(",", "\u202f" if language == "fr" else ",")
    return f"{figure} {one if single else several}"


def listed(language: str, words: Sequence[str]) -> str:
    """Return words as a list in prose: "a, b and c"."""
    last = " et " if language == "fr" else " and "
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
