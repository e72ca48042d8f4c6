"""What a user asks about, as terms: the subject, the property and the value of a fact.

In: three texts. Out: RDF terms, or a UsageError that lists homonyms or near matches. A value is a
thing, or a literal: ``"text"@fr``, a number, a day, a text. It looks nothing else up.
"""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

from twingraph.dates import DATE_NAMESPACE, parse_date
from twingraph.errors import DataError, UsageError, did_you_mean
from twingraph.names import ANYTHING, fold, resolve
from twingraph.prefixes import PREFIXES, expand, local_name, shorten
from twingraph.rules.model import Constant
from twingraph.store import Graph, value

Asked = tuple[px.NamedNode, px.NamedNode, Constant]

_TYPE: Final = expand("rdf:type")
_QUOTED: Final = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<lang>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?P<type>\S+))?',
    re.DOTALL,
)
_PLAIN: Final = (
    (re.compile(r"[+-]?\d+", re.ASCII), "xsd:integer"),
    (re.compile(r"[+-]?\d*\.\d+", re.ASCII), "xsd:decimal"),
    (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "xsd:date"),
    (re.compile(r"true|false"), "xsd:boolean"),
)
_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_PROPERTIES: Final = f"""SELECT DISTINCT ?p ?kind ?label WHERE {{
  VALUES ?kind {{ <{expand("owl:ObjectProperty")}> <{expand("owl:DatatypeProperty")}>
                  <{expand("owl:AnnotationProperty")}> }}
  ?p a ?kind . OPTIONAL {{ ?p <{expand("rdfs:label")}> ?label }} }}"""


def asked(graph: Graph, subject: str, prop: str, text: str) -> Asked:
    """Return the fact that three texts mean.

    Raises UsageError for a name that nothing bears, or several things.
    """
    known = _properties(graph)
    predicate = px.NamedNode(_property(graph, prop, known))
    node = px.NamedNode(_thing(graph, subject, predicate, "rdfs:domain"))
    return node, predicate, _value(graph, node, predicate, text, known)


class _Known:
    """A property: its kinds and its names."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.labels: set[str] = set()


def _properties(graph: Graph) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for prop, kind, label in graph.select(_PROPERTIES):
        known = found.setdefault(value(prop), _Known())
        known.kinds.add(value(kind))
        if label is not None:
            known.labels.add(value(label))
    return found


def _property(graph: Graph, name: str, known: dict[str, _Known]) -> str:
    text = name.strip()
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if fold(bare) in ("a", "type", "rdf type"):
        return _TYPE
    prefix, colon, _ = bare.partition(":")
    if "://" in bare or (colon and prefix in PREFIXES):
        return _used(graph, bare if "://" in bare else expand(bare), text, known)
    for candidates in (
        [iri for iri in known if local_name(iri) == bare],
        [iri for iri in known if fold(bare) in map(fold, known[iri].labels)],
        [iri for iri in known if fold(local_name(iri)) == fold(bare)],
    ):
        # Of the same name, our own property is meant.
        ours = [iri for iri in candidates if iri.startswith(PREFIXES["tg"])]
        found = sorted(ours or candidates)
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(map(shorten, found))
            raise UsageError(
                f"{len(found)} properties bear the name '{text}': {listed}", hint="name one of them"
            )
    used = (value(row[0]) for row in graph.select("SELECT DISTINCT ?p WHERE { ?s ?p ?o }"))
    others = sorted(iri for iri in used if local_name(iri) == bare)
    if len(others) == 1:
        return others[0]
    raise UsageError(f"unknown property '{text}'", hint=_nearest(bare, known))


def _used(graph: Graph, iri: str, text: str, known: dict[str, _Known]) -> str:
    """Return an IRI that is a declared property, or one that the graph uses."""
    try:
        node = px.NamedNode(iri)
    except ValueError:
        raise UsageError(f"'{text}' is not an IRI") from None
    if iri in known or graph.select(f"SELECT ?s WHERE {{ ?s {node} ?o }} LIMIT 1").rows:
        return iri
    raise UsageError(f"unknown property '{text}'", hint=_nearest(local_name(iri), known))


def _nearest(bare: str, known: dict[str, _Known]) -> str | None:
    spelt: dict[str, str] = {}
    for iri in sorted(known):
        for name in [local_name(iri), *sorted(known[iri].labels)]:
            spelt.setdefault(fold(name), shorten(iri))
    near = difflib.get_close_matches(fold(bare), list(spelt), n=3, cutoff=0.6)
    return did_you_mean(dict.fromkeys(spelt[name] for name in near))


def _value(
    graph: Graph, node: px.NamedNode, prop: px.NamedNode, text: str, known: dict[str, _Known]
) -> Constant:
    if quoted := _QUOTED.fullmatch(text.strip()):
        return _literal(quoted, text)
    kinds = known[prop.value].kinds if prop.value in known else set()
    to_things = prop.value == _TYPE or expand("owl:ObjectProperty") in kinds
    if not to_things:
        said = [q.object for q in graph.about(node.value) if q.predicate == prop]
        if kinds or any(isinstance(term, px.Literal) for term in said):
            return _text(graph, prop, text, said)
    if prop.value == _TYPE:
        return px.NamedNode(resolve(graph, text, "owl:Class"))
    try:
        return px.NamedNode(_thing(graph, text, prop, "rdfs:range"))
    except UsageError:
        # A day that nothing mentions can be asked for all the same.
        name = text.strip().removeprefix(DATE_NAMESPACE).removeprefix("date:")
        try:
            parse_date(name)
        except DataError:
            pass
        else:
            return px.NamedNode(DATE_NAMESPACE + name)
        raise


def _thing(graph: Graph, name: str, prop: px.NamedNode, side: str) -> str:
    """Return the IRI of what a name means beside a property: of its class before all others."""
    rows = graph.select(f"SELECT ?c WHERE {{ {prop} <{expand(side)}> ?c FILTER(isIRI(?c)) }}")
    for cls in sorted(shorten(value(row[0])) for row in rows):
        with contextlib.suppress(UsageError):
            return resolve(graph, name, cls)
    try:
        return resolve(graph, name, ANYTHING)
    except UsageError as problem:
        # Of a city and what else bears its name, such as a report's section, the city is meant.
        with contextlib.suppress(UsageError):
            return resolve(graph, name)
        raise problem from None


def _text(
    graph: Graph,
    prop: px.NamedNode,
    text: str,
    said: Iterable[object],
) -> px.Literal:
    """Return the literal that an unquoted text means: one that is there, else by its range."""
    there = sorted(
        {term for term in said if isinstance(term, px.Literal) and term.value == text}, key=str
    )
    if len(there) > 1:
        listed = ", ".join(map(str, there))
        raise UsageError(f"{len(there)} values read '{text}': {listed}", hint="write one of them")
    if there:
        return there[0]
    asked_range = f"SELECT ?r WHERE {{ {prop} <{expand('rdfs:range')}> ?r }}"
    ranges = sorted(value(row[0]) for row in graph.select(asked_range))
    literal_types = [iri for iri in ranges if iri.startswith(PREFIXES["xsd"])]
    if literal_types:
        return px.Literal(text, datatype=px.NamedNode(literal_types[0]))
    for pattern, datatype in _PLAIN:
        if pattern.fullmatch(text):
            return px.Literal(text, datatype=px.NamedNode(expand(datatype)))
    return px.Literal(text)


def _literal(quoted: re.Match[str], text: str) -> px.Literal:
    inner = re.sub(
        r"\\(.)", lambda sign: _SIGNS.get(sign[1], sign[1]), quoted["text"], flags=re.DOTALL
    )
    try:
        if quoted["type"]:
            name = quoted["type"]
            iri = name[1:-1] if name.startswith("<") else expand(name)
            return px.Literal(inner, datatype=px.NamedNode(iri))
        return px.Literal(inner, language=quoted["lang"]) if quoted["lang"] else px.Literal(inner)
    except ValueError:
        raise UsageError(f"'{text}' is not a literal") from None
