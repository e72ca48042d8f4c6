"""From a city's name to its dossier: choose what belongs to it, read it, put it together.

In: a graph, a name, a language. Out: a `Dossier`. The queries of ``queries/dossier/`` choose; the
other modules of this package make the parts.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from twingraph.dossiers import actors, ties
from twingraph.dossiers.events import SETTING, events
from twingraph.dossiers.gaps import gaps
from twingraph.dossiers.model import Dossier, Evidence, Language, Passage, Reason, Theme
from twingraph.dossiers.reading import Facts
from twingraph.dossiers.words import say
from twingraph.errors import UsageError
from twingraph.names import resolve
from twingraph.opening import open_graph
from twingraph.prefixes import shorten
from twingraph.store import Graph

_OTHERS: Final = (
    "tg:Person", "tg:Organisation", "tg:Quarter", "tg:Region", "tg:Country", "tg:Place",
    "tg:Agreement", "tg:Event", "tg:Group", "tg:Project",
)  # fmt: skip
"""What a name that is no city's may name instead."""


@dataclass(frozen=True)
class _Chosen:
    """What belongs to a city's dossier, by prefixed name."""

    relations: list[str]
    agreements: list[str]
    networks: list[str]
    undertakings: list[str]
    events: list[str]
    people: list[str]
    organisations: list[str]
    own: set[str]


def dossier(graph: Graph | None, city: str, lang: Language = "en") -> Dossier:
    """Return what the graph holds about a city, with the passage behind every fact.

    ``graph`` is the usual one where it is None; ``city`` is a slug, an IRI or a label in any
    language. Raises UsageError for an unknown city, with near matches, for a name that several
    bear, and for the name of something else, saying what it is.
    """
    opened = open_graph() if graph is None else graph
    if lang not in ("en", "fr"):
        raise UsageError(f"unknown language '{lang}'", hint="en or fr")
    name = shorten(_resolve_city(opened, city))
    facts = Facts(opened, lang)
    chosen = _choose(facts, name)
    homonyms = [h for h in facts.choose("dossier-homonyms", [name]) if h != name]
    facts.load(homonyms)
    facts.name_all()
    shown = {*chosen.events, *chosen.agreements, *chosen.undertakings, *_groups(facts, chosen)}
    made = Dossier(
        id=name,
        label=facts.label(name),
        language=lang,
        reports=(),
        own_report=False,
        identity=ties.identity(facts, name, homonyms),
        relations=_by_label(ties.relation(facts, r, name) for r in chosen.relations),
        agreements=tuple(
            sorted(
                (ties.agreement(facts, a, name) for a in chosen.agreements),
                key=lambda a: (not a.own, a.label, a.id),
            )
        ),
        events=events(facts, chosen.events, chosen.relations),
        people=tuple(actors.people(facts, chosen.people, chosen.own, shown)),
        organisations=tuple(
            actors.organisations(facts, chosen.organisations, chosen.own, shown)
        ),
        undertakings=actors.undertakings(facts, chosen.undertakings, chosen.relations),
        networks=tuple(ties.network_tie(facts, n, name) for n in sorted(chosen.networks)),
        themes=_themes(facts, [*chosen.agreements, *chosen.events, *chosen.undertakings]),
    )  # fmt: skip
    made = dataclasses.replace(made, gaps=gaps(facts, made))
    return _with_sources(facts, made)


def _resolve_city(graph: Graph, city: str) -> str:
    try:
        return resolve(graph, city)
    except UsageError as problem:
        if problem.message.startswith("unknown city"):
            _refuse_other(graph, city)
        raise


def _refuse_other(graph: Graph, name: str) -> None:
    """Raise a UsageError that says what a name stands for, where it is no city's."""
    for cls in _OTHERS:
        try:
            found = resolve(graph, name, cls)
        except UsageError:
            continue
        kind = Facts(graph, "en").label(cls)
        article = "an" if kind[0] in "aeiou" else "a"
        raise UsageError(
            f"'{name}' is {article} {kind}, not a city ({shorten(found)})",
            hint="twingraph city takes the name of a city",
        )


def _choose(facts: Facts, city: str) -> _Chosen:
    """Choose what belongs to a city, and read the statements about it."""
    facts.load([city])
    relations = facts.choose("dossier-relations", [city])
    agreements = set(facts.choose("dossier-agreements", [city]))
    networks = facts.choose("dossier-networks", [city])
    undertakings = set(facts.choose("dossier-undertakings", [city]))
    happened = facts.choose("dossier-events", [city])
    own = set(facts.choose("dossier-own", [city]))
    involved = set(facts.choose("dossier-involved", {*happened, *agreements, *undertakings}))
    facts.load(involved | undertakings)
    more = {i for i in involved if facts.is_a(i, "tg:Agreement")} - agreements
    agreements |= more
    undertakings |= {i for i in involved if facts.is_a(i, *actors.UNDERTAKINGS)}
    # A group that is only suggested or wished is something to be done.
    undertakings |= {i for i in involved if facts.is_a(i, "tg:Group") and facts.of(i, "tg:status")}
    involved |= set(facts.choose("dossier-involved", {*more, *undertakings})) | own
    facts.load(involved)
    people = [i for i in involved if facts.is_a(i, "tg:Person")]
    bodies = [
        i for i in involved if facts.is_a(i, "tg:Organisation") and not facts.is_a(i, "tg:Network")
    ]
    things = {*relations, *agreements, *networks, *undertakings, *happened, *people, *bodies}
    facts.load(things)
    facts.load(facts.choose("dossier-nodes", {city, *things}))
    occasions = {v.term for e in things for v in facts.of(e, *SETTING, "tg:followsUp")}
    steps = [s for a in agreements for s, prop, _ in facts.to(a) if prop == "tg:stepOf"]
    occasions |= {v.term for step in steps for v in facts.of(step, "tg:occasion")}
    facts.load(occasions)
    return _Chosen(
        relations, sorted(agreements), networks, sorted(undertakings), happened, people, bodies, own
    )


def _groups(facts: Facts, chosen: _Chosen) -> set[str]:
    """Return the groups that a chosen person leads or belongs to."""
    return {
        subject
        for person in (*chosen.people, *chosen.organisations)
        for subject, prop, _ in facts.to(person)
        if prop in ("tg:leader", "tg:groupMember", "tg:groupFrom")
    }


def _by_label(relations: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(relations, key=lambda r: (r.other.label, r.id)))


def _themes(facts: Facts, things: Iterable[str]) -> tuple[Theme, ...]:
    of: dict[str, dict[str, frozenset[str]]] = {}
    for thing in sorted(set(things)):
        for found in facts.of(thing, "tg:theme", "tg:priorityDomain"):
            of.setdefault(found.term, {})[thing] = found.graphs
    made = [
        Theme(
            theme,
            facts.label(theme),
            facts.evidence(graph for graphs in dealing.values() for graph in graphs),
            tuple(sorted((facts.thing(t) for t in dealing), key=lambda t: (t.label, t.id))),
        )
        for theme, dealing in of.items()
    ]
    return tuple(sorted(made, key=lambda theme: (theme.label.casefold(), theme.id)))


def _with_sources(facts: Facts, made: Dossier) -> Dossier:
    """Add the passages, reasons and sources on which the facts of a dossier rest."""
    used = list(_evidence(made))
    implied = {reason for evidence in used for reason in evidence.reasons}
    rests = {name: facts.ground(name).passages for name in implied}
    cited = {p for evidence in used for p in evidence.passages}
    cited |= {p for passages in rests.values() for p in passages}
    passages = sorted((_passage(facts, name) for name in cited), key=_place)
    order = {passage.id: rank for rank, passage in enumerate(passages)}
    ranked = sorted(implied, key=lambda name: (sorted(order[p] for p in rests[name]), name))
    reports = sorted({passage.report for passage in passages})
    outside = sorted({source for evidence in used for source in evidence.sources})
    return dataclasses.replace(
        made,
        reports=tuple(facts.thing(report) for report in reports),
        own_report=any(v.term == made.id for r in reports for v in facts.of(r, "tg:reportOf")),
        passages=tuple(passages),
        reasons=tuple(
            Reason(
                name,
                number,
                facts.ground(name).reason or say("by-rule", made.language),
                tuple(sorted(rests[name], key=order.__getitem__)),
            )
            for number, name in enumerate(ranked, start=1)
        ),
        sources=tuple(facts.thing(source) for source in outside),
    )


def _evidence(found: Any) -> Iterator[Evidence]:
    """Yield every piece of evidence in a dossier."""
    if isinstance(found, Evidence):
        yield found
    elif dataclasses.is_dataclass(found):
        for part in dataclasses.fields(found):
            yield from _evidence(getattr(found, part.name))
    elif isinstance(found, tuple):
        for item in found:
            yield from _evidence(item)


def _passage(facts: Facts, name: str) -> Passage:
    report = facts.one(name, "tg:inReport")
    summary = facts.texts(name, "tg:summary")
    numbers = [facts.number(name, f"tg:{p}") or 0 for p in ("sheet", "firstLine", "lastLine")]
    # Passages within one line are numbered in their names: X-022-1.
    part = re.fullmatch(r".*-\d{3,}-(\d{1,2})", name)
    return Passage(
        id=name,
        report=report.term if report else "",
        sheet=numbers[0],
        first_line=numbers[1],
        last_line=numbers[2],
        part=int(part[1]) if part else None,
        summary=summary[0].term if summary else "",
    )


def _place(passage: Passage) -> tuple[str, int, int, int, str]:
    return (
        passage.report, passage.sheet, passage.first_line, passage.part or 0, passage.id
    )  # fmt: skip
