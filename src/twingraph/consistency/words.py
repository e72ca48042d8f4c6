"""What a statement says, in English and French.

In: a `Statement`. Out: a few words in each language, with the names of terms and things as the data
write them. It says nothing of where a statement stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twingraph.prefixes import shorten
from twingraph.statements import TYPE, Expression, Part, Statement

Words = tuple[str, str]
"""The same in English and in French."""

# {0} is the subject, {1} the object; the parts of a list are joined by "and".
_SENTENCES: Final[dict[str, Words]] = {
    "rdfs:subClassOf": ("every {0} is a {1}", "tout membre de {0} est membre de {1}"),
    "rdfs:subPropertyOf": ("{0} implies {1}", "{0} implique {1}"),
    "rdfs:domain": ("whatever has {0} is a {1}", "ce qui porte {0} est membre de {1}"),
    "rdfs:range": ("a value of {0} is a {1}", "une valeur de {0} est membre de {1}"),
    "owl:equivalentClass": ("{0} is the same as {1}", "{0} équivaut à {1}"),
    "owl:unionOf": ("{0} is made of the members of {1}", "{0} réunit les membres de {1}"),
    "owl:intersectionOf": ("{0} is what belongs to {1}", "{0} est ce qui appartient à {1}"),
    "owl:oneOf": ("{0} has no members but {1}", "{0} n’a d’autres membres que {1}"),
    "owl:complementOf": ("{0} is all that is not {1}", "{0} est tout ce qui n’est pas {1}"),
    "owl:disjointWith": (
        "{0} and {1} have no member in common",
        "{0} et {1} n’ont aucun membre commun",
    ),
    "owl:disjointUnionOf": (
        "each {0} is one only of {1}",
        "tout membre de {0} est membre d’un seul de {1}",
    ),
    "owl:AllDisjointClasses": (
        "{1} have no member in common",
        "{1} n’ont aucun membre commun",
    ),
    "owl:AllDisjointProperties": (
        "{1} never hold between the same two things",
        "{1} n’unissent jamais les deux mêmes choses",
    ),
    "owl:AllDifferent": ("{1} are all different", "{1} sont toutes différentes"),
    "owl:equivalentProperty": ("{0} and {1} mean the same", "{0} et {1} disent la même chose"),
    "owl:inverseOf": ("{0} is {1} read backwards", "{0} est {1} lu à l’envers"),
    "owl:propertyDisjointWith": (
        "{0} and {1} never hold between the same two things",
        "{0} et {1} n’unissent jamais les deux mêmes choses",
    ),
    "owl:propertyChainAxiom": (
        "{1} give {0}",
        "{1} donnent {0}",
    ),
    "owl:NegativePropertyAssertion": ("this does not hold: {1}", "ceci est exclu\u00a0: {1}"),
    "owl:sameAs": ("{0} and {1} are one thing", "{0} et {1} sont une seule chose"),
    "owl:differentFrom": ("{0} and {1} are two things", "{0} et {1} sont deux choses"),
}
_TRAITS: Final[dict[str, Words]] = {
    "owl:FunctionalProperty": (
        "{0} has one value at most",
        "{0} a une seule valeur au plus",
    ),
    "owl:InverseFunctionalProperty": (
        "no two things share a value of {0}",
        "deux choses ne partagent jamais une valeur de {0}",
    ),
    "owl:TransitiveProperty": ("{0} is transitive", "{0} est transitive"),
    "owl:SymmetricProperty": ("{0} holds both ways", "{0} vaut dans les deux sens"),
    "owl:AsymmetricProperty": (
        "{0} never holds both ways",
        "{0} ne vaut jamais dans les deux sens",
    ),
    "owl:ReflexiveProperty": ("everything has {0} to itself", "toute chose a {0} envers elle-même"),
    "owl:IrreflexiveProperty": (
        "nothing has {0} to itself",
        "aucune chose n’a {0} envers elle-même",
    ),
}
_IS_A: Final[Words] = ("{0} is a {1}", "{0} est membre de {1}")
_RESTRICTIONS: Final[dict[str, Words]] = {
    "value": ("what has {0} {1}", "ce qui a {0} {1}"),
    "some": ("what has some {0} that is a {1}", "ce qui a quelque {0} membre de {1}"),
    "all": ("what has as {0} members of {1} only", "ce qui n’a pour {0} que des membres de {1}"),
    "not": ("what is not a {0}", "ce qui n’est pas membre de {0}"),
    "inverse": ("{0} read backwards", "{0} lu à l’envers"),
}
_JOINED: Final[dict[str, Words]] = {
    "union": (" or ", " ou "),
    "intersection": (" that is also a ", " qui est aussi membre de "),
    "list": (" and ", " et "),
    "one of": (" or ", " ou "),
    "chain": (", then ", ", puis "),
    "triple": (" ", " "),
}
# How a list reads that is the object of an axiom, where not by "and".
_JOINS: Final = {
    "owl:oneOf": "one of",
    "owl:propertyChainAxiom": "chain",
    "owl:NegativePropertyAssertion": "triple",
}
_LISTS: Final = ("owl:AllDisjointClasses", "owl:AllDisjointProperties")
_UNTOLD: Final[Words] = ("something", "quelque chose")


def said(statement: Statement, beside: Iterable[Statement] = ()) -> Words:
    """Return what a statement says, in English and French.

    Of a list of classes or properties that exclude each other, only those are named that the
    statements ``beside`` it speak of, where these are two at least.
    """
    name, kind = shorten(statement.predicate), statement.object
    if name in _LISTS and isinstance(kind, Expression):
        spoken_of = {term for other in beside if other != statement for term in other.terms}
        parts = tuple(part for part in kind.parts if part in spoken_of)
        kind = Expression("list", parts) if len(parts) > 1 else kind
    if statement.predicate == TYPE:
        pattern = _TRAITS.get(shorten(kind), _IS_A) if isinstance(kind, str) else _IS_A
    else:
        pattern = _SENTENCES.get(name, ("{0} " + name + " {1}",) * 2)
    subjects, objects = named(statement.subject), named(kind)
    if name in _JOINS and isinstance(kind, Expression):
        objects = named(Expression(_JOINS[name], kind.parts))
    english, french = (
        form.format(subject, object_)
        for form, subject, object_ in zip(pattern, subjects, objects, strict=True)
    )
    return english, french


def named(part: Part) -> Words:
    """Return the name of a term or thing, or what an expression stands for."""
    if isinstance(part, str):
        name = shorten(part) if part else ""
        return name, name
    parts = [named(inner) for inner in part.parts]
    english, french = [en for en, _ in parts], [fr for _, fr in parts]
    if part.kind in _JOINED and parts:
        en, fr = _JOINED[part.kind]
        return en.join(english), fr.join(french)
    if part.kind in _RESTRICTIONS and parts:
        en, fr = _RESTRICTIONS[part.kind]
        return en.format(*english), fr.format(*french)
    return _UNTOLD
