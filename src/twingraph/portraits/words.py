"""The page's own words in French and English.

In: nothing. Out: `LABELS`. How columns and values are called stands in ``measures.headings``, what
a measure says of itself with the measure.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.model import Words

LABELS: Final = {
    "contents": Words("Contents", "Sommaire"),
    "graph": Words("Graph", "Graphe"),
    "choice": Words("Choice", "Choix"),
    "chosen": Words("Chosen: {choice}", "Choix : {choice}"),
    "all-kinds": Words(
        "Of ties of all kinds: the choice of kinds divides none of this.",
        "Des liens de toutes sortes : le choix des sortes ne divise rien de ceci.",
    ),
    "size": Words("Size", "Taille"),
    "engine": Words("Engine", "Moteur"),
    "seed": Words("Seed", "Graine"),
    "null": Words("Null model", "Modèle nul"),
    "draws": Words("Draws", "Tirages"),
    "formula": Words("Formula", "Formule"),
    "reading": Words("Reading", "Lecture"),
    "reference": Words("Reference", "Référence"),
    "how": Words("How it was found", "Comment c’est obtenu"),
    "table": Words("table", "tableau"),
    "figure": Words("figure", "figure"),
    "data": Words("Files", "Fichiers"),
    "first-rows": Words(
        "first {shown} of {all} rows; the file has all",
        "{shown} premières lignes sur {all} ; le fichier a toutes",
    ),
    "no-rows": Words("Nothing was found.", "Rien n’a été trouvé."),
    "not-asked": Words("Not measured, and why", "Ce qui n’est pas mesuré, et pourquoi"),
    "refused": Words(
        "The following would mean nothing here, for {reason}.",
        "Ce qui suit ne voudrait rien dire ici : {reason}.",
    ),
    "instead": Words(
        "The sections above are what does make sense. A list of many cities' ties, once imported, "
        "answers the others; --force measures them all the same.",
        "Les sections ci-dessus sont ce qui a du sens. Une liste des liens de nombreuses villes, "
        "une fois importée, répond aux autres ; --force les mesure malgré tout.",
    ),
    "forced": Words(
        "Measured by force: {reason}. What follows describes the sample, not the cities.",
        "Mesuré de force : {reason}. La suite décrit l’échantillon, pas les villes.",
    ),
    "cannot": Words("Not measured: {reason}.", "Non mesuré : {reason}."),
    "made": Words(
        "Made by twingraph {version}. It loads nothing; the same network and settings give the "
        "same page.",
        "Fait par twingraph {version}. La page ne charge rien ; le même réseau et les mêmes "
        "réglages donnent la même page.",
    ),
    "source": Words("n = {n}, m = {m}; graph {graph}", "n = {n}, m = {m} ; graphe {graph}"),
    "times": Words("{draws} draws, seed {seed}", "{draws} tirages, graine {seed}"),
}
