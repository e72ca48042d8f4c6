"""The page's own words in French and English: labels, names of columns and of values.

In: a name that a table has. Out: how a reader is told. What a measure says of itself stands with
the measure.
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

COLUMNS: Final = {
    "measure": Words("figure", "grandeur"),
    "value": Words("value", "valeur"),
    "low": Words("low", "bas"),
    "high": Words("high", "haut"),
    "null": Words("null", "modèle nul"),
    "null_mean": Words("null: mean", "nul : moyenne"),
    "null_low": Words("null: low", "nul : bas"),
    "null_high": Words("null: high", "nul : haut"),
    "z": Words("z", "z"),
    "extreme": Words("share as extreme", "part aussi extrême"),
    "label": Words("name", "nom"),
    "degree": Words("partners", "partenaires"),
    "strength": Words("links", "liens"),
    "rank": Words("rank", "rang"),
    "separable": Words("separable from the next", "séparable de la suivante"),
    "nodes": Words("cities", "villes"),
    "share_at_least": Words("share with as many or more", "part qui en a autant ou plus"),
    "from_km": Words("from km", "de km"),
    "to_km": Words("to km", "à km"),
    "links": Words("links", "liens"),
    "pairs": Words("pairs", "paires"),
    "country": Words("country", "pays"),
    "other_country": Words("other country", "autre pays"),
    "expected": Words("expected", "attendu"),
    "ratio": Words("ratio", "rapport"),
    "community": Words("community", "communauté"),
    "size": Words("cities", "villes"),
    "links_inside": Words("links inside", "liens internes"),
    "links_outwards": Words("links outwards", "liens externes"),
    "stability": Words("stability", "stabilité"),
    "countries": Words("countries", "pays"),
    "best_linked": Words("best linked", "la mieux liée"),
    "year": Words("year", "année"),
    "ties": Words("ties", "liens"),
    "cumulative": Words("so far", "cumul"),
    "share": Words("share", "part"),
    "by": Words("by", "selon"),
    "when": Words("when", "quand"),
    "what": Words("what", "quoi"),
    "name": Words("name", "nom"),
    "with": Words("with", "avec"),
    "status": Words("status", "statut"),
    "period": Words("period", "période"),
    "realised": Words("realised", "réalisés"),
    "under_way": Words("under way", "en cours"),
    "to_come": Words("to come", "à venir"),
    "sent": Words("made", "faites"),
    "received": Words("received", "reçues"),
    "made": Words("made", "faites"),
    "sent_to_come": Words("made, to come", "faites, à venir"),
    "received_to_come": Words("received, to come", "reçues, à venir"),
    "made_to_come": Words("made, to come", "faites, à venir"),
    "kind": Words("kind", "sorte"),
    "actors": Words("actors", "acteurs"),
    "events": Words("events", "événements"),
    "partners": Words("partners", "partenaires"),
    "through": Words("through how many", "par combien"),
    "named": Words("of them named", "dont nommés"),
    "only": Words("the only one", "le seul"),
    "state": Words("state", "état"),
    "silent": Words("years of silence", "années de silence"),
    "last": Words("last told", "dernière relatée"),
    "source": Words("source", "source"),
    "other": Words("other", "autre"),
    "sources": Words("sources", "sources"),
    "other_ties": Words("ties of the other", "liens de l’autre"),
    "both": Words("in both", "dans les deux"),
    "jaccard": Words("Jaccard", "Jaccard"),
    "overlap": Words("overlap", "recouvrement"),
    "asked": Words("asked", "interrogés"),
    "other_asked": Words("asked, the other", "interrogés, l’autre"),
    "in_one": Words("in one", "dans une"),
    "in_two": Words("in two", "dans deux"),
    "in_more": Words("in more", "dans davantage"),
    "estimate": Words("estimate", "estimation"),
    "covered": Words("covered", "part couverte"),
    "published": Words("published", "publié"),
    "about": Words("about", "environ"),
    "ours": Words("here", "ici"),
    "counts": Words("counts what", "compte quoi"),
    "theme": Words("theme", "thème"),
    "things": Words("agreements, projects, events", "accords, projets, événements"),
    "city": Words("city or place", "ville ou lieu"),
    "until": Words("agreement until", "accord jusqu’en"),
}

HIDDEN: Final = frozenset(("node", "key", "who"))
"""Columns of identifiers: in the files, not on the page, which has the names."""

NO_MONTH: Final = ", no month told"
"""What stands after a year of which no month is told."""

NAMES: Final = frozenset(("label", "name", "with", "city", "best_linked"))
"""Columns that hold the names of things, which are never words of ours."""

VALUES: Final = {
    "nodes": Words("cities", "villes"),
    "links": Words("links", "liens"),
    "pairs": Words("tied pairs", "paires liées"),
    "self_loops": Words("links to itself", "liens à soi-même"),
    "isolated": Words("cities without a link", "villes sans lien"),
    "mean_degree": Words("partners, mean", "partenaires, moyenne"),
    "max_degree": Words("partners, most", "partenaires, maximum"),
    "density": Words("density", "densité"),
    "components": Words("components", "composantes"),
    "largest_component": Words("largest component", "plus grande composante"),
    "largest_share": Words("share of the largest component", "part de la plus grande composante"),
    "second_component": Words("second component", "deuxième composante"),
    "degree_gini": Words("Gini of the numbers of partners", "Gini des nombres de partenaires"),
    "triangles": Words("triangles", "triangles"),
    "wedges": Words("pairs of ties at a city", "paires de liens en une ville"),
    "transitivity": Words("transitivity", "transitivité"),
    "clustering": Words("mean clustering, all cities", "regroupement moyen, toutes les villes"),
    "clustering_of_two": Words(
        "mean clustering, two partners or more", "regroupement moyen, deux partenaires ou plus"
    ),
    "assortativity": Words("assortativity", "assortativité"),
    "mean_distance": Words("mean distance in steps", "distance moyenne en pas"),
    "diameter": Words("diameter", "diamètre"),
    "radius": Words("radius", "rayon"),
    "mean_km": Words("mean, km", "moyenne, km"),
    "median_km": Words("median, km", "médiane, km"),
    "share_under_100_km": Words("share under 100 km", "part à moins de 100 km"),
    "share_under_500_km": Words("share under 500 km", "part à moins de 500 km"),
    "share_under_1000_km": Words("share under 1000 km", "part à moins de 1000 km"),
    "uniform": Words("uniform pairs", "paires uniformes"),
    "degrees": Words("same degrees", "mêmes degrés"),
    "country": Words("same countries", "mêmes pays"),
    "labels": Words("labels dealt anew", "valeurs redistribuées"),
    "e_i_index": Words("E-I index", "indice E-I"),
    "communities": Words("communities", "communautés"),
    "whole_components": Words("of them whole components", "dont composantes entières"),
    "cities": Words("cities in them", "villes comprises"),
    "largest": Words("largest, cities", "la plus grande, villes"),
    "median_size": Words("median size", "taille médiane"),
    "modularity": Words("modularity", "modularité"),
    "modularity_mean": Words("modularity, mean of the runs", "modularité, moyenne des exécutions"),
    "modularity_lowest": Words("modularity, lowest", "modularité, minimum"),
    "modularity_highest": Words("modularity, highest", "modularité, maximum"),
    "adjusted_rand_index": Words("agreement of the runs (Rand)", "accord des exécutions (Rand)"),
    "stable_share": Words("share of stable cities", "part des villes stables"),
    "stable_share_of_the_others": Words(
        "the same outside whole components", "de même hors composantes entières"
    ),
    "all": Words("all", "tous"),
    "via": Words("told by", "dit par"),
    "Agreement": Words("agreement", "accord"),
    "Claim": Words("claim", "affirmation"),
    "begins": Words("begins", "commence"),
    "ends": Words("ends", "prend fin"),
    "event": Words("event", "événement"),
    "realised": Words("realised", "réalisé"),
    "under-way": Words("under way", "en cours"),
    "planned": Words("planned", "prévu"),
    "envisaged": Words("envisaged", "envisagé"),
    "suggested": Words("suggested", "suggéré"),
    "wished": Words("wished for", "souhaité"),
    "offered": Words("offered", "proposé"),
    "candidate": Words("candidate", "candidat"),
    "cancelled": Words("cancelled", "annulé"),
    "postponed": Words("postponed", "reporté"),
    "active": Words("active", "active"),
    "not told": Words("not told", "non relatée"),
    "person": Words("person", "personne"),
    "unnamed person": Words("unnamed person", "personne non nommée"),
    "group": Words("group", "groupe"),
    "office": Words("office", "fonction"),
    "kind": Words("kind", "nature"),
    "category": Words("category", "rubrique"),
    "status": Words("status", "statut"),
    "basis": Words("basis", "fondement"),
    "source": Words("source", "source"),
    "sources": Words("source", "source"),
    "theme": Words("theme", "thème"),
    "layer": Words("layer", "couche"),
    "stated": Words("stated", "dit"),
    "implied": Words("implied", "sous-entendu"),
    "computed": Words("computed", "calculé"),
    "network": Words("network", "réseau"),
    "organisation": Words("organisation", "organisation"),
    "territory": Words("territory", "territoire"),
    "any network": Words("any network", "un réseau quelconque"),
    "no year": Words("no year", "sans année"),
    "other or no year": Words("other or no year", "autre année ou aucune"),
}


def column(name: str) -> Words:
    """Return a column's name for readers."""
    plain = name.replace("_", " ")
    return COLUMNS.get(name, Words(plain, plain))


def word(text: str) -> Words | None:
    """Return a word that tables use, or None for what is no word of ours."""
    year = text.removesuffix(NO_MONTH)
    if year != text:
        return Words(text, f"{year}, sans mois")
    return VALUES.get(text)
