"""Names to resources: what a user types for a city, a person or an agreement, to its IRI.

In: a slug, a prefixed name, an IRI, or a label in any language, and a class. Out: one IRI, or a
UsageError that lists the homonyms or the near matches; it never guesses. Accents and case do not
count. The one preference: a bare name that a report's own city bears means that city.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

from twingraph.errors import UsageError, did_you_mean
from twingraph.prefixes import ID_PREFIXES, PREFIXES, expand, local_name, shorten
from twingraph.slugs import plain_letters
from twingraph.store import Graph, value

_SLUG: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_PREAMBLE: Final = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("tg", "rdfs", "skos", "dcterms")
)
_LABELS: Final = "rdfs:label|skos:prefLabel|skos:altLabel|tg:acronym"
_STATED: Final = "^tg:mentionOf/tg:nameStatedAs"
"""What imported sources call a city; asked where none is labelled so."""

ANYTHING: Final = "rdfs:Resource"
"""The class of whatever the graph mentions."""

_THERE_ARE: Final = "the graph has"
_MANY: Final = 5000
"""From how many names on only those that begin like a name are near it."""
_NAMED: Final = 6
"""How many names an error offers where none is near."""


def fold(name: str) -> str:
    """Return a name without accents, case and punctuation: what two spellings have in common."""
    return " ".join(re.sub(r"[^\w]+", " ", plain_letters(name)).split())


def resolve(graph: Graph, name: str, cls: str = "tg:City") -> str:
    """Return the IRI of the one resource of a class that a name means.

    ``cls`` is a prefixed name; its subclasses count. Raises UsageError for a name that none bears,
    with what else bears it or near matches, and for one that several bear, with their slugs.
    """
    asked = name.strip()
    found = _by_identifier(graph, asked, cls)
    key = fold(asked)
    if not found:
        found = _bearing(graph, key, cls, _LABELS) or _bearing(graph, key, cls, _STATED)
    if len(found) > 1:
        own = [iri for iri in found if iri in _own_cities(graph)]
        found = own if len(own) == 1 else found
        found = _placed(graph, found) if len(found) > 1 and cls == "tg:City" else found
    if len(found) == 1:
        return found[0]
    kind = local_name(expand(cls)).lower()
    if found:
        slugs = ", ".join(_slug(iri, found) for iri in found)
        raise UsageError(f"{len(found)} bear the name '{asked}': {slugs}", hint="name one of them")
    others = [shorten(iri) for iri in _bearing(graph, key, ANYTHING, _LABELS)]
    named = f"the name of {' and '.join(others)}" if others else None
    hint = named or _nearest(asked, _labels(graph, cls))
    if cls == ANYTHING and hint and hint.startswith(_THERE_ARE):
        hint = "name it by slug, IRI or label"
    raise UsageError(f"unknown {kind} '{asked}'", hint=hint)


def _by_identifier(graph: Graph, asked: str, cls: str) -> list[str]:
    """Return the resources of the class whose IRI, prefixed name or slug is the name."""
    bare = asked[1:-1] if asked.startswith("<") and asked.endswith(">") else asked
    if "://" in bare:
        candidates = [bare]
    elif bare.partition(":")[0] in PREFIXES and ":" in bare:
        candidates = [expand(bare)]
    elif _SLUG.fullmatch(bare):
        candidates = [PREFIXES[prefix] + bare for prefix in ID_PREFIXES]
    else:
        return []
    try:
        nodes = " ".join(str(px.NamedNode(iri)) for iri in candidates)
    except ValueError:
        raise UsageError(f"'{asked}' is not an IRI") from None
    these = f"VALUES ?x {{ {nodes} }}"
    pattern = f"{these} ?x a/rdfs:subClassOf* <{expand(cls)}>"
    if cls == ANYTHING:
        pattern = f"{{ {these} ?x ?p ?o }} UNION {{ {these} ?s ?p ?x }}"
    rows = graph.select(_PREAMBLE + f"SELECT DISTINCT ?x WHERE {{ {pattern} }}")
    # A slug is for ever: that of a city which another took over leads to it.
    rows = (
        rows
        if rows.rows
        else graph.select(
            _PREAMBLE + f"SELECT DISTINCT ?x WHERE {{ VALUES ?old {{ {nodes} }}"
            f" ?old dcterms:isReplacedBy ?x . ?x a/rdfs:subClassOf* <{expand(cls)}> }}"
        )
    )
    return sorted(value(row[0]) for row in rows)


def _bearing(graph: Graph, key: str, cls: str, path: str) -> list[str]:
    """Return the resources of the class that a path leads to a text which folds to the key.

    The engine leaves out most of a world's names: plain ones that are spelt otherwise.
    """
    if not key:
        return []
    # Of a plain name only its punctuation and case can differ from the key.
    plain = "[^A-Za-z0-9_]*" + "[^A-Za-z0-9_]+".join(map(re.escape, key.split())) + "[^A-Za-z0-9_]*"
    spelt = px.Literal(f"^{plain}$") if key.isascii() else px.Literal("^$")
    rows = graph.select(
        _PREAMBLE + f"SELECT DISTINCT ?x ?label WHERE {{ ?x {path} ?label FILTER("
        f'REGEX(STR(?label), {spelt}, "i") || REGEX(STR(?label), "[^ -~]")) }}'
    )
    found = {value(iri) for iri, label in rows if iri and fold(value(label)) == key}
    return sorted(found if cls == ANYTHING else found & _members(graph, found, cls))


def _members(graph: Graph, resources: Iterable[str], cls: str) -> set[str]:
    """Return which resources are of a class or of one below it."""
    nodes = " ".join(str(px.NamedNode(iri)) for iri in sorted(resources))
    rows = graph.select(
        _PREAMBLE + f"SELECT DISTINCT ?x WHERE {{ VALUES ?x {{ {nodes} }}"
        f" ?x a/rdfs:subClassOf* <{expand(cls)}> }}"
    )
    return {value(row[0]) for row in rows}


def _labels(graph: Graph, cls: str = ANYTHING) -> dict[str, set[str]]:
    """Return the labels of every resource of the class."""
    of_class = "" if cls == ANYTHING else f"?x a/rdfs:subClassOf* <{expand(cls)}>"
    rows = graph.select(
        _PREAMBLE + f"SELECT DISTINCT ?x ?label WHERE {{ {of_class}"
        f" OPTIONAL {{ ?x {_LABELS} ?label }} }}"
    )
    found: dict[str, set[str]] = {}
    for resource, name in rows:
        if isinstance(resource, px.NamedNode):
            names = found.setdefault(resource.value, set())
            if name is not None:
                names.add(value(name))
    return found


def _placed(graph: Graph, cities: list[str]) -> list[str]:
    """Return those of several things of one name that have a country or a position, or all.

    Lists that tell neither leave cities behind that nobody can tell from their namesakes.
    """
    nodes = " ".join(str(px.NamedNode(iri)) for iri in cities)
    rows = graph.select(
        _PREAMBLE
        + f"SELECT DISTINCT ?x WHERE {{ VALUES ?x {{ {nodes} }} ?x tg:country|tg:latitude ?any }}"
    )
    return sorted(value(row[0]) for row in rows) or cities


def _own_cities(graph: Graph) -> set[str]:
    # Of a choice of sources the report may be left out; its city is meant all the same.
    asked = graph.whole or graph
    rows = asked.select(_PREAMBLE + "SELECT DISTINCT ?c WHERE { ?r tg:reportOf ?c }")
    return {value(row[0]) for row in rows}


def _nearest(asked: str, labels: dict[str, set[str]]) -> str | None:
    """Return a hint with the labels and slugs that are spelt most like a name."""
    import difflib  # only a mistake pays for loading it

    spelt: dict[str, str] = {}
    for iri in sorted(labels):
        for name in [*sorted(labels[iri]), local_name(iri)]:
            spelt.setdefault(fold(name), name)
    if len(spelt) > _MANY:  # to compare a name with a world of others takes half a minute
        spelt = {key: name for key, name in spelt.items() if key[:1] == fold(asked)[:1]}
    near = difflib.get_close_matches(fold(asked), list(spelt), n=3, cutoff=0.6)
    if near or not labels:
        return did_you_mean(spelt[name] for name in near)
    some = [local_name(iri) for iri in sorted(labels)]
    return f"{_THERE_ARE} {len(some)}: {', '.join(some[:_NAMED])}{' …' * (len(some) > _NAMED)}"


def _slug(iri: str, among: list[str]) -> str:
    slugs = [local_name(other) for other in among]
    return local_name(iri) if slugs.count(local_name(iri)) == 1 else shorten(iri)
