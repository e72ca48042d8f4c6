"""What a dossier needs of the graph: statements by subject, with the graphs that make them.

In: an open graph and names of resources. Out: values with their evidence, labels, classes, dates
and statuses, through the queries of ``queries/dossier/``. It decides nothing about what a dossier
shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from twingraph.dates import parse_date
from twingraph.dossiers.model import Evidence, Fact, Language, Status, Thing, When
from twingraph.prefixes import ID_PREFIXES, expand, shorten
from twingraph.queries import SavedQuery, bind, read_query
from twingraph.resources import folder
from twingraph.store import Graph, value

INFERRED: Final = "graph:inferred"
_BASES: Final = {
    "tg:dateWritten": "written",
    "tg:dateFromReportYear": "report-year",
    "tg:dateComputed": "computed",
    "tg:date": "plain",
    "tg:started": "started",
}
_DATES: Final = tuple(_BASES)[:4]
_OPEN: Final = 10**7
"""A number of days beyond any calendar: dates open at one side are the widest."""
_STATUS_ORDER: Final = (
    "realised", "under-way", "planned", "envisaged", "suggested", "wished", "offered", "candidate",
    "postponed", "cancelled",
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """An object of a statement: a prefixed name or a literal's text, and the graphs that say it."""

    term: str
    language: str | None
    graphs: frozenset[str]

    @property
    def is_thing(self) -> bool:
        """Say whether it is a resource of ours: it can have a label."""
        return self.language is None and self.term.partition(":")[0] in ID_PREFIXES


@dataclass(frozen=True)
class Ground:
    """What a named graph rests on: passages (stated or, with a reason, implied) or a source."""

    passages: tuple[str, ...]
    reason: str | None
    source: str | None
    year: int


class Facts:
    """Statements that have been read so far, indexed both ways; names are prefixed names."""

    def __init__(self, graph: Graph, language: Language) -> None:
        self.graph = graph
        self.language = language
        self._of: dict[str, dict[str, dict[tuple[str, str | None], set[str]]]] = {}
        self._to: dict[str, set[tuple[str, str]]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._grounds: dict[str, Ground] = {}
        self._above: dict[str, set[str]] = {}
        for cls, above in self._rows("dossier-classes"):
            self._above.setdefault(cls, set()).add(above)

    def choose(self, query: str, things: Iterable[str]) -> list[str]:
        """Return the resources that a query of ``queries/dossier/`` chooses for these."""
        asked = sorted(set(things))
        return [row[0] for row in self._rows(query, asked)] if asked else []

    def load(self, things: Iterable[str]) -> None:
        """Read the statements about these resources, unless they have been read."""
        new = sorted({thing for thing in things if thing not in self._of})
        if not new:
            return
        for thing in new:
            self._of[thing] = {}
        for thing, prop, term, language, graph in self._rows("dossier-statements", new):
            held = self._of[thing].setdefault(prop, {})
            # "@" marks a resource: a literal may look like a prefixed name.
            key = (term, None if language == "@" else language)
            held.setdefault(key, set()).add(graph)
            self._to.setdefault(term, set()).add((thing, prop))

    def name(self, things: Iterable[str]) -> None:
        """Read the labels of these resources, unless they have been read."""
        new = sorted({thing for thing in things if thing not in self._names})
        if not new:
            return
        for thing in new:
            self._names[thing] = {}
        for thing, name, language in self._rows("dossier-names", new):
            self._names[thing].setdefault(language, name)

    def name_all(self) -> None:
        """Read the labels of everything that the statements read so far mention."""
        found = set(self._of)
        for properties in self._of.values():
            found.update(properties)
            for values in properties.values():
                found.update(t for t, lang in values if lang is None and _can_be_named(t))
        self.name(found)

    def of(self, thing: str, *properties: str) -> list[Value]:
        """Return the values of properties, each once, by label."""
        merged: dict[tuple[str, str | None], set[str]] = {}
        for prop in properties:
            for key, graphs in self._of.get(thing, {}).get(prop, {}).items():
                merged.setdefault(key, set()).update(graphs)
        found = [Value(term, lang, frozenset(graphs)) for (term, lang), graphs in merged.items()]
        return sorted(found, key=lambda v: (self.label(v.term) if v.is_thing else v.term, v.term))

    def texts(self, thing: str, prop: str) -> list[Value]:
        """Return the literals of a property in the language, else those of any other."""
        values = self.of(thing, prop)
        spoken = [v for v in values if v.language == self.language]
        return spoken or values

    def to(self, thing: str) -> list[tuple[str, str, frozenset[str]]]:
        """Return subject, property and graphs of the statements whose object is the resource."""
        return [
            (subject, prop, frozenset(self._of[subject][prop].get((thing, None), ())))
            for subject, prop in sorted(self._to.get(thing, ()))
            if (thing, None) in self._of[subject][prop]
        ]

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
        held = self._of.get(thing, {})
        return frozenset(
            graph
            for prop in (properties or held)
            for graphs in held.get(prop, {}).values()
            for graph in graphs
        )

    def is_a(self, thing: str, *classes: str) -> bool:
        """Say whether a resource belongs to one of the classes, or to one below them."""
        return any(
            cls in self._above.get(v.term, {v.term})
            for v in self.of(thing, "rdf:type")
            for cls in classes
        )

    def label(self, thing: str) -> str:
        """Return a resource's name in the language, else in any, else its prefixed name."""
        if thing.startswith("date:"):
            date = parse_date(thing.partition(":")[2])
            return date.label_fr if self.language == "fr" else date.label_en
        if thing not in self._names:
            self.name([thing])
        names = self._names[thing]
        return names.get(self.language) or (names[min(names)] if names else thing)

    def thing(self, name: str) -> Thing:
        """Return a resource with its label."""
        return Thing(name, self.label(name))

    def fact(self, prop: str, found: Value, as_: Iterable[str] = ()) -> Fact:
        """Return a value as a fact under a property."""
        text = self.label(found.term) if found.language is None else found.term
        known = found.term if found.language is None and _can_be_named(found.term) else None
        return Fact(
            prop, self.label(prop), text, self.evidence(found.graphs), known, tuple(sorted(as_))
        )

    def facts(self, thing: str, *properties: str) -> tuple[Fact, ...]:
        """Return the values of properties as facts, property after property."""
        return tuple(self.fact(p, v) for p in properties for v in self.texts(thing, p))

    def evidence(self, graphs: Iterable[str]) -> Evidence:
        """Return what graphs rest on: what is stated anywhere is not called implied."""
        grounds = [(name, self.ground(name)) for name in sorted(set(graphs))]
        stated = {p for _, g in grounds if g.reason is None for p in g.passages}
        outside = {g.source for _, g in grounds if not g.passages and g.source}
        implied = {name for name, g in grounds if g.reason is not None}
        if stated:
            return Evidence(passages=tuple(sorted(stated)))
        if implied:
            return Evidence(reasons=tuple(sorted(implied)))
        return Evidence(sources=tuple(sorted(outside)))

    def ground(self, name: str) -> Ground:
        """Return what a named graph rests on."""
        if name not in self._grounds:
            self._read_grounds()
        return self._grounds.setdefault(name, Ground((), None, name, 0))

    def statuses(self, thing: str) -> tuple[Status, ...]:
        """Return the statuses of a resource, those of the latest report first."""
        found = []
        for status in self.of(thing, "tg:status"):
            years: dict[int, set[str]] = {}
            for graph in status.graphs:
                years.setdefault(self.ground(graph).year, set()).add(graph)
            for year, graphs in years.items():
                rank = status_rank(status.term)
                made = Status(status.term, self.label(status.term), self.evidence(graphs))
                found.append((-year, rank, made))
        return tuple(status for _, _, status in sorted(found, key=lambda f: f[:2]))

    def when(self, thing: str, *properties: str) -> When | None:
        """Return the date of a resource: of the latest report, the narrowest."""
        best: tuple[tuple[int, int, int, str], When] | None = None
        words = tuple(v.term for v in self.texts(thing, "tg:dateStatedAs"))
        for rank, prop in enumerate(properties or _DATES):
            for found in self.of(thing, prop):
                if not found.term.startswith("date:"):
                    continue
                date = parse_date(found.term.partition(":")[2])
                days = _OPEN
                if date.earliest and date.latest:
                    days = (date.latest - date.earliest).days
                year = max(self.ground(graph).year for graph in found.graphs)
                when = When(
                    found.term,
                    self.label(found.term),
                    _BASES.get(prop, "plain"),
                    date.earliest.isoformat() if date.earliest else None,
                    date.latest.isoformat() if date.latest else None,
                    self.evidence(found.graphs),
                    words,
                )
                key = (-year, days, rank, found.term)
                if best is None or key < best[0]:
                    best = (key, when)
        return best[1] if best else None

    def _read_grounds(self) -> None:
        """Read what all graphs met so far rest on, and the passages themselves."""
        met = {
            graph
            for properties in self._of.values()
            for values in properties.values()
            for graphs in values.values()
            for graph in graphs
        }
        new = {name for name in met if name not in self._grounds}
        self.load(new)
        self.load({v.term for name in new for v in self.of(name, "tg:restsOn")})
        passages = {v.term for name in new for v in self.of(name, "tg:restsOn")}
        self.load({v.term for name in passages for v in self.of(name, "tg:inReport")})
        for name in sorted(new):
            rests = tuple(v.term for v in self.of(name, "tg:restsOn"))
            reason = next((v.term for v in self.texts(name, "tg:because")), None)
            source = self.one(name, "tg:source")
            if name == INFERRED or name.startswith(INFERRED + "/"):
                reason = reason or ""
            reports = {v.term for p in rests for v in self.of(p, "tg:inReport")}
            years = [self.number(report, "tg:reportYear") or 0 for report in reports]
            named = source.term if source else None
            self._grounds[name] = Ground(rests, reason, named, max(years, default=0))

    def _rows(self, query: str, things: Iterable[str] = ()) -> Iterator[tuple[str, ...]]:
        saved = _query(query)
        given = {param.name: [_iri(thing) for thing in things] for param in saved.params}
        for row in self.graph.select(bind(saved, given, lambda iri, _cls: iri)):
            yield tuple(_short(v) if str(t).startswith("<") else v for t in row for v in [value(t)])


def status_rank(status: str) -> int:
    """Return the place of a status between what was done and what was given up."""
    name = status.partition(":")[2]
    return _STATUS_ORDER.index(name) if name in _STATUS_ORDER else len(_STATUS_ORDER)


@cache
def _query(name: str) -> SavedQuery:
    return read_query(folder("queries") / "dossier" / f"{name}.rq")


@cache
def _short(term: str) -> str:
    return shorten(term)


def _iri(name: str) -> str:
    return name if "://" in name else expand(name)


def _can_be_named(term: str) -> bool:
    return term.partition(":")[0] in ID_PREFIXES and not term.startswith("date:")
