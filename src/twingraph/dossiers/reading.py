"""What a dossier needs of the graph: statements by subject, with the graphs that make them.

In: an open graph and names of resources. Out: values with their evidence, labels, classes, dates
and statuses. What only follows by rule is read where it is asked for by name, and nowhere else.
Everything is read when it is asked for, so that no answer depends on what was asked before. It
decides nothing about what a dossier shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as px

from twingraph.dates import parse_date
from twingraph.dossiers.model import Evidence, Fact, Language, Status, Thing, When
from twingraph.dossiers.words import OWN_WORDS, quoted, say
from twingraph.labels import Labels
from twingraph.prefixes import ID_PREFIXES, PREFIXES, expand, shorten
from twingraph.queries import SavedQuery, bind, read_query
from twingraph.resources import folder
from twingraph.store import Graph, Term, is_inferred, value

BASES: Final = {
    "tg:dateWritten": "written",
    "tg:dateFromReportYear": "report-year",
    "tg:dateComputed": "computed",
    "tg:date": "plain",
}
"""The properties of a thing's date, and the basis that each tells."""
FRAME: Final = frozenset({"rdf:type", "rdfs:label", "tg:basis"})
"""What every thing or statement has, and no line repeats."""
_ORDER: Final = (
    "tg:level", "tg:fullName", "tg:acronym", "tg:statedAs", "tg:capacity", "tg:origin",
    "tg:originStatedAs", "tg:groupFrom", "tg:leader", "tg:workType", "tg:partner", "tg:coordinator",
    "tg:funder", "tg:beneficiary", "tg:giver", "tg:recipient", "tg:givenItem", "tg:honour",
    "tg:conferredOn", "tg:originator", "tg:creator", "tg:place", "tg:location", "tg:requestedBy",
    "tg:meetingOf", "tg:during", "tg:occasion", "tg:followsUp", "tg:concerns", "tg:purpose",
    "tg:worksType", "tg:worksAt", "tg:exactNumber", "tg:minimumNumber", "tg:numberStatedAs",
    "tg:inSeries", "tg:ordinal", "tg:ofTotal",
)  # fmt: skip
"""What is told first. Any other property follows by name: none is left out for not being here."""
_NAMES: Final = ("tg:acronym", "tg:fullName", "tg:statedAs", "tg:ordinal")
_OPEN: Final = 10**7
"""A number of days beyond any calendar: dates open at one side are the widest."""
_LAST: Final = 10**3
"""A rank after that of every status."""

Key = tuple[str, str | None]
"""A resource's prefixed name and None, or a literal's text and language tag."""
_Values = dict[str, dict[Key, set[str]]]


@dataclass(frozen=True)
class Value:
    """An object of a statement, and the graphs that say it.

    ``language`` is None for a resource, whose prefixed name is the term, else a literal's tag.
    """

    term: str
    language: str | None
    graphs: frozenset[str]

    @property
    def id(self) -> str | None:
        """Return the name of a thing of ours; dates are values, not things."""
        prefix = self.term.partition(":")[0]
        known = self.language is None and prefix in ID_PREFIXES and prefix != "date"
        return self.term if known else None


@dataclass(frozen=True)
class Ground:
    """What a named graph rests on: passages (stated or, with a reason, implied) or a source."""

    passages: tuple[str, ...]
    reason: str | None
    source: str
    year: int


class Facts:
    """The statements of a graph, in one language; names are prefixed names."""

    def __init__(self, graph: Graph, language: Language) -> None:
        self.graph = graph
        self.language = language
        self._labels = Labels(graph)
        self._read: dict[str, tuple[_Values, _Values]] = {}
        self._grounds: dict[str, Ground] = {}

    def choose(self, query: str, things: Iterable[str]) -> list[str]:
        """Return the resources that a query of ``queries/dossier/`` chooses for these."""
        saved = chosen_query(query)
        given = {saved.params[0].name: sorted(set(things))}
        return [row[0][0] for row in self.rows(saved, given)]

    def rows(self, query: SavedQuery, given: dict[str, list[str]]) -> list[list[Key]]:
        """Return the rows of a query for given things; none where there is nothing to ask of."""
        asked = {p.name: [_iri(thing) for thing in given[p.name]] for p in query.params}
        if not all(asked.values()):
            return []
        found = self.graph.select(bind(query, asked, lambda iri, _cls: iri))
        return [[_key(term) for term in row if term is not None] for row in found]

    def of(self, thing: str, *properties: str) -> list[Value]:
        """Return the values that sources give to properties, each once, by label."""
        return self._values(self._said(thing), properties)

    def following(self, thing: str, *properties: str) -> list[Value]:
        """Return the values that follow by rule and that no source states, each once, by label."""
        return self._values(self._quads(thing)[1], properties)

    def _values(self, held: _Values, properties: Iterable[str]) -> list[Value]:
        merged: dict[Key, set[str]] = {}
        for prop in properties:
            for key, graphs in held.get(prop, {}).items():
                merged.setdefault(key, set()).update(graphs)
        found = [Value(term, lang, frozenset(graphs)) for (term, lang), graphs in merged.items()]
        return sorted(found, key=lambda v: (self.label(v.term) if v.id else v.term, v.term))

    def _said(self, thing: str) -> _Values:
        return self._quads(thing)[0]

    def _quads(self, thing: str) -> tuple[_Values, _Values]:
        """Return what sources say of a resource, and what follows."""
        if thing not in self._read:
            read: tuple[_Values, _Values] = {}, {}
            for quad in self.graph.about(_iri(thing)):
                values = read[is_inferred(quad.graph_name)]
                found = values.setdefault(shorten(quad.predicate.value), {})
                found.setdefault(_key(quad.object), set()).add(_name(quad.graph_name))
            self._read[thing] = read
        return self._read[thing]

    def to(self, thing: str, *properties: str) -> list[tuple[str, str, frozenset[str]]]:
        """Return subject, property and graphs of what sources point at a resource, by name."""
        found: dict[tuple[str, str], set[str]] = {}
        for quad in self.graph.pointing_at(_iri(thing)):
            prop = shorten(quad.predicate.value)
            if (not properties or prop in properties) and not is_inferred(quad.graph_name):
                found.setdefault((_name(quad.subject), prop), set()).add(_name(quad.graph_name))
        return [(*key, frozenset(graphs)) for key, graphs in sorted(found.items())]

    def texts(self, thing: str, prop: str) -> list[Value]:
        """Return the literals of a property in the language, else those of any other."""
        values = self.of(thing, prop)
        spoken = [v for v in values if v.language == self.language]
        return spoken or values

    def one(self, thing: str, prop: str) -> Value | None:
        """Return the first value of a property."""
        return next(iter(self.of(thing, prop)), None)

    def number(self, thing: str, prop: str) -> int | None:
        """Return a whole number."""
        found = self.one(thing, prop)
        return int(found.term) if found else None

    def truth(self, thing: str, prop: str) -> bool | None:
        """Return a truth value; None where nothing is said, or both."""
        said = {v.term in ("true", "1") for v in self.of(thing, prop)}
        return said.pop() if len(said) == 1 else None

    def graphs(self, thing: str, *properties: str) -> frozenset[str]:
        """Return the graphs that state something of a resource, by these properties or any."""
        said = self._said(thing)
        return frozenset(
            graph
            for prop in properties or said
            for graphs in said.get(prop, {}).values()
            for graph in graphs
        )

    def graphs_behind(self, thing: str) -> frozenset[str]:
        """Return the graphs that tell of a resource: what it is, else its uses, else its name."""
        name = self.graphs(thing, *FRAME)
        pointing = (graph for *_, graphs in self.to(thing) for graph in graphs)
        return self.graphs(thing) - name or frozenset(pointing) or name

    def is_a(self, thing: str, *classes: str) -> bool:
        """Say whether a resource belongs to one of the classes, or to one below them."""
        above = [v.term for v in self.of(thing, "rdf:type")]
        for cls in above:  # grows while it is read
            above += [v.term for v in self.of(cls, "rdfs:subClassOf") if v.term not in above]
        return bool(set(above).intersection(classes))

    def label(self, thing: str) -> str:
        """Return a resource's name in the language, else in any, else its prefixed name."""
        known = self._labels.of(thing, self.language)
        if known == thing == "skos:altLabel":
            return say("also", self.language)
        if known == thing and thing.startswith("step:"):
            # Steps bear no label: what they are, and of which agreement.
            ends = (self.one(thing, prop) for prop in ("tg:stepKind", "tg:stepOf"))
            return " – ".join(self.label(end.term) for end in ends if end) or known
        return known

    def inverse(self, prop: str) -> str:
        """Return how a property or a role reads from the other end."""
        names = self.texts(prop, "tg:inverseLabel")
        return names[0].term if names else self.label(prop)

    def thing(self, name: str) -> Thing:
        """Return a resource with its label."""
        return Thing(name, self.label(name))

    def fact(self, prop: str, found: Value, as_: Iterable[str] = ()) -> Fact:
        """Return a value as a fact under a property."""
        text = self.label(found.term) if found.language is None else found.term
        if found.language == "" and text in ("true", "false"):
            text = say(text, self.language)
        evidence = self.evidence(found.graphs)
        return Fact(prop, self.label(prop), text, evidence, found.id, tuple(sorted(as_)))

    def facts(self, thing: str, *properties: str) -> tuple[Fact, ...]:
        """Return the values of properties as facts, property after property."""
        return tuple(self.fact(p, v) for p in properties for v in self.texts(thing, p))

    def others(self, thing: str, *told: str) -> tuple[Fact, ...]:
        """Return everything that is said of a resource, but for the properties told elsewhere.

        A name that its label holds already is not said again.
        """
        props = self._said(thing).keys() - FRAME - set(told)
        ranked = sorted(props, key=lambda p: (_ORDER.index(p) if p in _ORDER else len(_ORDER), p))
        label = self.label(thing)
        found = self.facts(thing, *ranked)
        return tuple(f for f in found if f.property not in _NAMES or not _holds(label, f.text))

    def asides(self, node: str, *told: str) -> list[str]:
        """Return what is said with a statement, such as words for an office, in short."""
        return [
            quoted(f.text, self.language) if f.property in OWN_WORDS else f"{f.label} {f.text}"
            for f in self.others(node, *told)
        ]

    def evidence(self, graphs: Iterable[str]) -> Evidence:
        """Return what graphs rest on: passages if any state it, else reasons, else outsiders.

        What is stated anywhere is not called implied, and an outsider that repeats what a
        passage says or implies is not cited for it.
        """
        grounds = [(name, self.ground(name)) for name in sorted(set(graphs))]
        stated = {p for _, g in grounds if g.reason is None for p in g.passages}
        if stated:
            return Evidence(passages=tuple(sorted(stated)))
        implied = {name for name, g in grounds if g.reason is not None}
        if implied:
            return Evidence(reasons=tuple(sorted(implied)))
        return Evidence(sources=tuple(sorted({g.source for _, g in grounds})))

    def ground(self, name: str) -> Ground:
        """Return what a named graph rests on; one that names nothing is its own source."""
        if name not in self._grounds:
            rests = tuple(v.term for v in self.of(name, "tg:restsOn"))
            reason = next((v.term for v in self.texts(name, "tg:because")), None)
            source = self.one(name, "tg:source")
            if is_inferred(px.NamedNode(_iri(name))):
                source = next(iter(self.following(name, "tg:source")), None)
                told = self.label(source.term) if source else name
                reason = say("by-rule", self.language, source=told)
            reports = {v.term for p in rests for v in self.of(p, "tg:inReport")}
            years = [self.number(report, "tg:reportYear") or 0 for report in reports]
            year = max(years, default=0)
            self._grounds[name] = Ground(rests, reason, source.term if source else name, year)
        return self._grounds[name]

    def statuses(self, thing: str) -> tuple[Status, ...]:
        """Return the statuses of a resource: the current one, then the others, latest first."""
        found: dict[tuple[bool, int, int, str], set[str]] = {}
        current = {v.term for v in self.following(thing, "tg:currentStatus")}
        for status in self.of(thing, "tg:status"):
            for graph in status.graphs:
                key = (
                    status.term not in current, -self.ground(graph).year,
                    self._notation(status.term), status.term,
                )  # fmt: skip
                found.setdefault(key, set()).add(graph)
        return tuple(
            Status(key[-1], self.label(key[-1]), self.evidence(graphs))
            for key, graphs in sorted(found.items())
        )

    def rank(self, statuses: tuple[Status, ...]) -> tuple[int, str]:
        """Return the latest status's place from done to given up; what is not told is last."""
        name = statuses[0].status if statuses else ""
        return self._notation(name) if name else _LAST + 1, name

    def _notation(self, status: str) -> int:
        return self.number(status, "skos:notation") or _LAST

    def when(self, thing: str, *properties: str) -> When | None:
        """Return the date of a resource: its current one, else the narrowest of the last report."""
        found = []
        current = {v.term for v in self.following(thing, "tg:currentDate")}
        words = tuple(v.term for v in self.texts(thing, "tg:dateStatedAs"))
        for rank, prop in enumerate(properties or BASES):
            for v in self.of(thing, prop):
                if not v.term.startswith("date:"):
                    continue
                date = parse_date(v.term.partition(":")[2])
                days = _OPEN
                if date.earliest and date.latest:
                    days = (date.latest - date.earliest).days
                year = max(self.ground(graph).year for graph in v.graphs)
                when = When(
                    v.term,
                    self.label(v.term),
                    BASES.get(prop, prop.partition(":")[2]),
                    date.earliest.isoformat() if date.earliest else None,
                    date.latest.isoformat() if date.latest else None,
                    self.evidence(v.graphs),
                    words,
                )
                found.append(((v.term not in current, -year, days, rank, v.term), when))
        return min(found, key=lambda f: f[0])[1] if found else None


def dated(when: When | None) -> tuple[str, ...]:
    """Return the properties that a date has told."""
    if when is None:
        return ()
    used = BASES if when.basis in BASES.values() else (f"tg:{when.basis}",)
    return *used, "tg:dateStatedAs"


def _holds(label: str, text: str) -> bool:
    return re.search(rf"(?<!\d){re.escape(text)}(?!\d)", label) is not None


@cache
def chosen_query(name: str) -> SavedQuery:
    """Return a query of ``queries/dossier/``."""
    return read_query(folder("queries") / "dossier" / f"{name}.rq")


def _iri(name: str) -> str:
    return expand(name) if name.partition(":")[0] in PREFIXES else name


def _name(term: object) -> str:
    return shorten(term.value) if isinstance(term, px.NamedNode) else str(term)


def _key(term: Term) -> Key:
    if isinstance(term, px.NamedNode):
        return shorten(term.value), None
    return value(term), getattr(term, "language", None) or ""
