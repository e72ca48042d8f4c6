"""The reference page's own words in English and French.

In: a key. Out: `Text`. Labels and definitions of terms are not here: they are in the ontology.
"""

from __future__ import annotations

from typing import Final

from twingraph.errors import UsageError, near_matches
from twingraph.reference.model import Text

_WORDS: Final[dict[str, tuple[str, str]]] = {
    # The page
    "contents": ("Contents", "Sommaire"),
    "skip": ("Skip to the content", "Aller au contenu"),
    "language": ("Language", "Langue"),
    "filter": ("Find a term", "Chercher un terme"),
    "none-found": ("Nothing here holds these words.", "Rien ici ne contient ces mots."),
    "about": ("About", "À propos"),
    "overview": ("Overview", "Vue d’ensemble"),
    "classes": ("Classes", "Classes"),
    "properties": ("Properties", "Propriétés"),
    "rules": ("Rules", "Règles"),
    "concepts": ("Concepts", "Concepts"),
    "prefixes": ("Prefixes", "Préfixes"),
    "prefix": ("Prefix", "Préfixe"),
    "namespace": ("Namespace", "Espace de noms"),
    # The header
    "version": ("Version", "Version"),
    "iri": ("IRI", "IRI"),
    "licence": ("Licence", "Licence"),
    "creator": ("Creator", "Créateur"),
    "created": ("Created", "Création"),
    "modified": ("Modified", "Modification"),
    "stage": ("Status", "Statut"),
    "draft": ("draft", "brouillon"),
    "cite": ("How to cite", "Comment citer"),
    "contains": ("Contains", "Contient"),
    # What stands above each section
    "diagram": (
        (
            "The main classes, and the object properties between them that sources and editors "
            "use. A hollow arrow leads from a class to the one above it."
        ),
        (
            "Les classes principales, et les propriétés d’objet qui les relient dans les sources "
            "ou sous la plume des rédacteurs. Une flèche creuse mène d’une classe à celle qui la "
            "contient."
        ),
    ),
    "to-itself": ("From a class to itself", "D’une classe à elle-même"),
    "classes-intro": (
        "What things are. Each definition also says what is not meant.",
        "Ce que sont les choses. Chaque définition dit aussi ce qui n’est pas visé.",
    ),
    "properties-intro": (
        "What is said of things. Where no domain or range stands, none holds for every use.",
        (
            "Ce qu’on dit des choses. Sans domaine ou image indiqués, aucun ne vaut pour tous les "
            "emplois."
        ),
    ),
    "rules-intro": (
        (
            "What follows beyond the axioms. In a rule’s sentence, words in italics stand for the "
            "values of its variables. Names without prefix are steps on the way."
        ),
        (
            "Ce qui découle au-delà des axiomes. Dans la phrase d’une règle, les mots en italique "
            "sont les valeurs de ses variables. Les noms sans préfixe sont des étapes "
            "intermédiaires."
        ),
    ),
    "concepts-intro": (
        "The values of properties such as tg:kind, tg:status or tg:role, in SKOS schemes.",
        "Les valeurs de propriétés comme tg:kind, tg:status ou tg:role, en schémas SKOS.",
    ),
    "prefixes-intro": (
        "Names in data, queries and on this page are written with these prefixes.",
        "Les noms, dans les données, les requêtes et cette page, s’écrivent avec ces préfixes.",
    ),
    # A term
    "class": ("class", "classe"),
    "object": ("object property", "propriété d’objet"),
    "datatype": ("datatype property", "propriété de donnée"),
    "annotation": ("annotation property", "propriété d’annotation"),
    "example": ("Example", "Exemple"),
    "note": ("Note", "Remarque"),
    "in-data": ("In the graph", "Dans le graphe"),
    "said-in": ("stands in", "figure dans"),
    "above-class": ("Superclass", "Classe supérieure"),
    "below-class": ("Subclasses", "Sous-classes"),
    "above-property": ("Above it", "Propriété supérieure"),
    "below-property": ("Below it", "Sous-propriétés"),
    "equivalent": ("Equivalent to", "Équivaut à"),
    "disjoint": ("Disjoint with", "Disjointe de"),
    "disjoint-count": ("{n} classes", "{n} classes"),
    "domain-of": ("Properties", "Propriétés"),
    "range-of": ("Led to by", "Visée par"),
    "inherited": ("from {name}", "de {name}"),
    "domain": ("Domain", "Domaine"),
    "range": ("Range", "Image"),
    "characteristics": ("Characteristics", "Caractéristiques"),
    "inverse-label": ("Read from the object", "Lu depuis l’objet"),
    "inverses": ("Inverse", "Inverse"),
    "chains": ("Follows from a chain", "Découle d’une chaîne"),
    "by-rule": ("Follows by rule", "Découle par règle"),
    "near": ("Elsewhere", "Ailleurs"),
    "since": ("Since version", "Depuis la version"),
    "imported": ("imported", "importé"),
    "imported-hint": (
        "written by imports of lists and databases; nobody writes it by hand",
        "écrit par les importations de listes et de bases ; personne ne l’écrit à la main",
    ),
    "reserved": ("reserved", "réservé"),
    "reserved-hint": (
        "derived by rules or kept for later; nobody writes it by hand",
        "dérivé par règles ou gardé pour plus tard ; personne ne l’écrit à la main",
    ),
    "deprecated": ("given up", "abandonné"),
    "replaced-by": ("Replaced by", "Remplacé par"),
    "anything": ("anything", "toute chose"),
    # Characteristics
    "Functional": ("functional: at most one value", "fonctionnelle : une valeur au plus"),
    "InverseFunctional": (
        "inverse functional: a value has one subject at most",
        "inverse fonctionnelle : une valeur a un sujet au plus",
    ),
    "Transitive": (
        "transitive: what holds from link to link holds for the whole",
        "transitive : ce qui vaut de proche en proche vaut pour le tout",
    ),
    "Symmetric": ("symmetric: it holds both ways", "symétrique : elle vaut dans les deux sens"),
    "Asymmetric": ("asymmetric: never both ways", "asymétrique : jamais dans les deux sens"),
    "Reflexive": ("reflexive: of everything to itself", "réflexive : de toute chose à elle-même"),
    "Irreflexive": ("irreflexive: never to itself", "irréflexive : jamais à soi-même"),
    # Operators of expressions
    "or": ("or", "ou"),
    "and": ("and", "et"),
    "not": ("not", "sauf"),
    "inverse": ("inverse of", "inverse de"),
    "one-of": ("one of", "un parmi"),
    "value": ("is", "vaut"),
    "some": ("some", "un"),
    "only": ("only", "seulement"),
    "then": ("then", "puis"),
    # Concepts
    "also": ("Also", "Aussi"),
    "number": ("Number", "Numéro"),
    "exactMatch": ("the same as", "identique à"),
    "closeMatch": ("close to", "proche de"),
    "broadMatch": ("narrower than", "plus étroit que"),
    "narrowMatch": ("wider than", "plus large que"),
    "relatedMatch": ("related to", "lié à"),
}


def word(key: str, **parts: object) -> Text:
    """Return the words for a key, with ``{name}`` replaced.

    Raises UsageError for an unknown key.
    """
    if key not in _WORDS:
        raise UsageError(f"no words for '{key}'", hint=near_matches(key, _WORDS))
    english, french = _WORDS[key]
    french = french.replace(" :", "\u00a0:").replace(" ;", "\u00a0;")
    if not parts:
        return Text(english, french)
    return Text(english.format(**parts), french.format(**parts))
