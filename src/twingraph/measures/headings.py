"""How readers are told columns and values of tables, in French and English.

In: the name that a table has. Out: words. CSV and JSON keep the names, so that programs find them;
a page has the words, and so has a terminal in French.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from twingraph.measures.model import Table, Words

COLUMNS: Final = {
    "measure": Words("figure", "grandeur"),
    "value": Words("value", "valeur"),
    "low": Words("low", "bas"),
    "high": Words("high", "haut"),
    "null": Words("null", "modèle nul"),
    "null_mean": Words("null: mean", "nul\u00a0: moyenne"),
    "null_low": Words("null: low", "nul\u00a0: bas"),
    "null_high": Words("null: high", "nul\u00a0: haut"),
    "z": Words("z", "z"),
    "extreme": Words("share as extreme", "part aussi extrême"),
    "label": Words("name", "nom"),
    "degree": Words("partners", "partenaires"),
    "strength": Words("links", "liens"),
    "rank": Words("rank", "rang"),
    "separable": Words("separable from all below", "séparable des suivantes"),
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
    "asked": Words("asked", "dicibles"),
    "other_asked": Words("asked, the other", "dicibles, l’autre"),
    "in_one": Words("in one", "dans une"),
    "in_two": Words("in two", "dans deux"),
    "in_more": Words("in more", "dans plus"),
    "estimate": Words("estimate", "estimé"),
    "covered": Words("covered", "part couverte"),
    "published": Words("published", "publié"),
    "about": Words("about", "environ"),
    "ours": Words("here", "ici"),
    "counts": Words("counts what", "compte quoi"),
    "theme": Words("theme", "thème"),
    "things": Words("agreements, projects, events", "accords, projets, événements"),
    "city": Words("city or place", "ville ou lieu"),
    "until": Words("agreement until", "accord jusqu’en"),
    "distance": Words("steps", "pas"),
    "within": Words("within", "à l’intérieur"),
    "core": Words("core", "cœur"),
    "clustering": Words("clustering", "regroupement"),
    "triangles": Words("triangles", "triangles"),
    "closeness": Words("closeness", "proximité"),
    "betweenness": Words("betweenness", "intermédiarité"),
    "pagerank": Words("PageRank", "PageRank"),
    "eigenvector": Words("eigenvector", "vecteur propre"),
    "constraint": Words("constraint", "contrainte"),
    "effective_size": Words("effective size", "taille efficace"),
    "class": Words("among", "parmi"),
    "of": Words("of", "sur"),
    "least": Words("least", "minimum"),
    "most": Words("most", "maximum"),
    "continent": Words("continent", "continent"),
    "other_continent": Words("other continent", "autre continent"),
    "language": Words("language", "langue"),
    "other_language": Words("other language", "autre langue"),
    "eu": Words("in the EU", "dans l’UE"),
    "other_eu": Words("other in the EU", "autre dans l’UE"),
    "statements": Words("statements", "énoncés"),
    "both_sides": Words("told by both", "dites par les deux"),
    "one_side": Words("told by one", "dites par un seul"),
    "other_silent": Words("the other tells nothing", "l’autre ne dit rien"),
    "share_of_pairs": Words("share of pairs", "part des paires"),
    "reciprocity": Words("reciprocity", "réciprocité"),
    "network": Words("network", "réseau"),
    "networks": Words("networks", "réseaux"),
    "members": Words("members", "membres"),
    "other_members": Words("members of the other", "membres de l’autre"),
    "shared": Words("shared", "en commun"),
    "adjusted": Words("p, adjusted", "p corrigé"),
    "p": Words("p", "p"),
    "other_label": Words("other", "autre"),
    "layer": Words("layer", "couche"),
    "other_pairs": Words("pairs of the other", "paires de l’autre"),
    "tied": Words("tied", "liées"),
    "dated": Words("dated", "datés"),
    "undated_share": Words("share undated", "part non datée"),
    "first": Words("first year", "première année"),
    "first_quartile": Words("first quartile", "premier quartile"),
    "median": Words("median", "médiane"),
    "third_quartile": Words("third quartile", "troisième quartile"),
    "indirect": Words("indirect partners", "partenaires indirects"),
    "open_pairs": Words("open pairs", "paires ouvertes"),
    "common_partners": Words("common partners", "partenaires communs"),
    "triad": Words("triad", "triade"),
    "number": Words("number", "nombre"),
    "disparity": Words("disparity", "disparité"),
    "backbone": Words("in the backbone", "dans l’ossature"),
    "cities": Words("cities", "villes"),
    "abroad": Words("abroad", "à l’étranger"),
    "e_i_index": Words("E-I index", "indice E-I"),
    "effective_partners": Words("effective partners", "partenaires effectifs"),
    "first_partner": Words("first partner", "premier partenaire"),
    "first_share": Words("its share", "sa part"),
    "model": Words("model", "modèle"),
    "term": Words("term", "terme"),
    "coefficient": Words("coefficient", "coefficient"),
    "standard_error": Words("standard error", "erreur type"),
    "factor": Words("factor", "facteur"),
    "robust_error": Words("robust error", "erreur robuste"),
    "residual": Words("residual", "résidu"),
    "scope": Words("scope", "objet"),
    "node": Words("node", "nœud"),
    "key": Words("key", "clé"),
    "who": Words("who", "qui"),
    "summary": Words("summary", "résumé"),
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
    "labels": Words("labels dealt anew", "valeurs mêlées"),
    "e_i_index": Words("E-I index", "indice E-I"),
    "language_in_common": Words("language in common", "langue en commun"),
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
    "silent": Words("silent", "silencieuse"),
    "run out": Words("run out", "échue"),
    "undated": Words("undated", "non datée"),
    "to come": Words("to come", "à venir"),
    "listed": Words("listed", "listé"),
    "unnamed": Words("unnamed", "sans nom"),
    "form": Words("form", "forme"),
    "countries": Words("countries", "pays"),
    "world": Words("world", "monde"),
    "sizes": Words("sizes", "tailles"),
    "fixed effects": Words("fixed effects", "effets fixes"),
    "constant": Words("constant", "constante"),
    "log_cities": Words("cities, logarithm", "villes, logarithme"),
    "log_distance": Words("distance, logarithm", "distance, logarithme"),
    "same_continent": Words("same continent", "même continent"),
    "same_language": Words("same language", "même langue"),
    "both_eu": Words("both in the EU", "toutes deux dans l’UE"),
    "pairs_without_a_tie": Words("pairs without a tie", "paires sans lien"),
    "ties": Words("ties", "liens"),
    "deviance": Words("deviance", "déviance"),
    "pseudo_r2": Words("pseudo R²", "pseudo R²"),
    "squared_correlation": Words("squared correlation", "corrélation au carré"),
    "dispersion": Words("dispersion", "dispersion"),
    "x_min": Words("beginning of the law (x_min)", "début de la loi (x_min)"),
    "exponent": Words("exponent", "exposant"),
    "standard_error": Words("standard error", "erreur type"),
    "tail_nodes": Words("cities in the tail", "villes dans la queue"),
    "tail_share": Words("share in the tail", "part dans la queue"),
    "ks_distance": Words("Kolmogorov-Smirnov distance", "distance de Kolmogorov-Smirnov"),
    "against_lognormal": Words("against a lognormal", "face à une log-normale"),
    "against_exponential": Words("against an exponential", "face à une exponentielle"),
}


SCOPES: Final = {
    "graph": Words("graph", "réseau"),
    "node": Words("node", "nœud"),
    "pair": Words("pair", "paire"),
    "link": Words("link", "lien"),
    "group": Words("group", "groupe"),
}
"""What a measure has a row for."""

PUBLISHED: Final = {
    "partnerships, friendships and contacts of cities, municipalities and districts": (
        "partenariats, amitiés et contacts de villes, de communes et d’arrondissements"
    ),
    "partnerships, friendships, contacts and projects of cities, municipalities and districts": (
        "partenariats, amitiés, contacts et projets de villes, de communes et d’arrondissements"
    ),
    "partnerships of cities, municipalities, quarters and districts": (
        "partenariats de villes, de communes, de quartiers et d’arrondissements"
    ),
    "partnerships of the members of Sister Cities International, states and counties among them": (
        "partenariats des membres de Sister Cities International, dont des États et des comtés"
    ),
    "sister cities, six of them states and prefectures": (
        "villes jumelles, dont six États et préfectures"
    ),
    "sister cities": "villes jumelles",
    "RGRE, in Mitteilungen 03/2015 of the Städte- und Gemeindebund Brandenburg": (
        "RGRE, dans les Mitteilungen 03/2015 du Städte- und Gemeindebund Brandenburg"
    ),
    "RGRE, page of its database (undated)": "RGRE, page de sa base de données (sans date)",
    "GEO (undated)": "GEO (sans date)",
    "Sister Cities International, as told by the city of Taichung": (
        "Sister Cities International, selon la ville de Taichung"
    ),
}
"""What others have counted, and who they are, in French: the words of data/analysis/published.tsv
that are not names."""

_FRENCH: Final = frozenset(("constant", "distance"))
"""Names of columns and values that are French words, too."""
_ADDRESS: Final = ", http"


def column(name: str, beside: Iterable[str] = ()) -> Words:
    """Return a column's name for readers, among the columns beside it."""
    # Beside the name of something else a label is that of the partner.
    if name == "label" and "name" in beside:
        name = "with"
    plain = name.replace("_", " ")
    return COLUMNS.get(name, Words(plain, plain))


def word(text: str) -> Words | None:
    """Return a word that tables use, or None for what is no word of ours."""
    year = text.removesuffix(NO_MONTH)
    if year != text:
        return Words(text, f"{year}, sans mois")
    said, address, page = text.partition(_ADDRESS)
    if said in PUBLISHED:
        return Words(text, f"{PUBLISHED[said]}{address}{page}")
    return VALUES.get(text)


def remark(text: str, table: Table, language: str) -> str:
    """Return a remark on a table with columns and values called as its readers see them.

    In English only names that are no words: most are both.
    """
    called = {name: said for name, said in {**COLUMNS, **VALUES}.items() if "_" in name}
    called |= {name: column(name, table.columns) for name in table.columns}
    for place, name in enumerate(table.columns):
        if name not in HIDDEN | NAMES:
            cells = {row[place] for row in table.rows if isinstance(row[place], str)}
            called |= {cell: said for cell in map(str, cells) if (said := word(cell)) is not None}
    if language == "fr":
        words = {name: said.fr for name, said in called.items() if name not in _FRENCH}
    else:
        words = {name: said.en for name, said in called.items() if "_" in name}
    if not words:
        return text
    names = "|".join(re.escape(name) for name in sorted(words, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{names})(?![\w-])", lambda found: words[found[0]], text)
