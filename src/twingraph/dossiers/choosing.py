"""From a city's name to its dossier: choose what belongs to it, and put it together.

In: a name, a graph, a language. Out: a `Dossier`. The queries of ``queries/dossier/`` choose; the
other modules of this package make the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

from twingraph.dossiers import agreements
from twingraph.dossiers.actors import actors
from twingraph.dossiers.events import UNDERTAKINGS, events, undertakings
from twingraph.dossiers.gaps import gaps
from twingraph.dossiers.model import (
    Agreement,
    Dossier,
    Evidence,
    Language,
    Passage,
    Reason,
    Relation,
    Theme,
)
from twingraph.dossiers.reading import Facts, chosen_query
from twingraph.errors import UsageError
from twingraph.names import resolve
from twingraph.opening import open_graph
from twingraph.prefixes import shorten
from twingraph.store import Graph

_BODIES: Final = ("tg:Organisation", "tg:Group", "tg:SupramunicipalAuthority")
"""What stands among organisations: an authority above towns acts as one."""


@dataclass(frozen=True)
class Chosen:
    """What belongs to a city's dossier, by prefixed name."""

    relations: list[str]
    agreements: list[str]
    networks: list[str]
    undertakings: list[str]
    events: list[str]
    people: list[str]
    organisations: list[str]
    own: set[str]

    @property
    def told(self) -> set[str]:
        """Return everything of which the dossier tells."""
        return {
            *self.agreements, *self.networks, *self.undertakings, *self.events, *self.people,
            *self.organisations,
        }  # fmt: skip


def dossier(city: str, graph: Graph | None = None, *, lang: Language = "en") -> Dossier:
    """Return what the graph holds about a city, with the passage behind every fact.

    ``city`` is a slug, an IRI or a label in any language; ``graph`` is the usual one where it is
    None. Raises UsageError for an unknown city, with near matches or what else bears the name,
    and for a name that several bear.
    """
    opened = open_graph() if graph is None else graph
    if lang not in ("en", "fr"):
        raise UsageError(f"unknown language '{lang}'", hint="en or fr")
    name = shorten(resolve(opened, city))
    facts = Facts(opened, lang)
    chosen = choose(facts, name)
    made = composed(facts, name, chosen, homonyms(facts, [name])[name])
    return _with_sources(facts, replace(made, gaps=gaps(facts, name, chosen.told)))


def homonyms(facts: Facts, cities: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the other cities that bear a name of each city, all as prefixed names.

    The graph is read once for all of them.
    """
    asked = sorted(set(cities))
    found: dict[str, tuple[str, ...]] = dict.fromkeys(asked, ())
    for (city, _), (other, _) in facts.rows(chosen_query("dossier-homonyms"), {"city": asked}):
        found[city] += (other,)
    return found


def composed(facts: Facts, name: str, chosen: Chosen, namesakes: Iterable[str] = ()) -> Dossier:
    """Return the dossier of a city (a prefixed name) that tells of what is chosen.

    ``namesakes`` are its homonyms. What is not known is left out, and the list of sources.
    """
    told, ties = chosen.told, chosen.relations
    agreed = _own_first(agreements.agreement(facts, a, name) for a in chosen.agreements)
    # What others agree on is no theme of the city's, though they signed it there.
    own = [
        agreement.id
        for agreement in agreed
        if agreement.own or any(fact.id in chosen.own for fact in agreement.parties)
    ]
    return Dossier(
        id=name,
        label=facts.label(name),
        language=facts.language,
        reports=(),
        own_report=False,
        identity=agreements.identity(facts, name, namesakes),
        relations=_by_label(agreements.relation(facts, r, name) for r in ties),
        agreements=agreed,
        events=events(facts, chosen.events, ties),
        people=actors(facts, chosen.people, chosen.own, told),
        organisations=actors(facts, chosen.organisations, chosen.own, told),
        undertakings=undertakings(facts, chosen.undertakings, ties),
        networks=tuple(agreements.network_tie(facts, n, name) for n in sorted(chosen.networks)),
        themes=_themes(facts, [*own, *chosen.events, *chosen.undertakings]),
    )


def choose(facts: Facts, city: str) -> Chosen:
    """Choose what belongs to a city: what is tied to it, and who and what takes part in that."""
    agreed = set(facts.choose("dossier-agreements", [city]))
    undertaken = set(facts.choose("dossier-undertakings", [city]))
    happened = facts.choose("dossier-events", [city])
    own = set(facts.choose("dossier-own", [city]))
    involved = set(facts.choose("dossier-involved", {*happened, *agreed, *undertaken}))
    agreed |= {i for i in involved if facts.is_a(i, "tg:Agreement")}
    undertaken |= {i for i in involved if facts.is_a(i, *UNDERTAKINGS)}
    # A group that is only suggested or wished is something to be done.
    undertaken |= {i for i in involved if facts.is_a(i, "tg:Group") and facts.of(i, "tg:status")}
    involved |= set(facts.choose("dossier-involved", {*agreed, *undertaken})) | own
    bodies = {
        i for i in involved - undertaken
        if facts.is_a(i, *_BODIES) and not facts.is_a(i, "tg:Network")
    }  # fmt: skip
    return Chosen(
        relations=facts.choose("dossier-relations", [city]),
        agreements=sorted(agreed),
        networks=facts.choose("dossier-networks", [city]),
        undertakings=sorted(undertaken),
        events=happened,
        people=sorted(i for i in involved if facts.is_a(i, "tg:Person")),
        organisations=sorted(bodies),
        own=own,
    )


def _by_label(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    return tuple(sorted(relations, key=lambda r: (r.other.label, r.id)))


def _own_first(found: Iterable[Agreement]) -> tuple[Agreement, ...]:
    return tuple(sorted(found, key=lambda a: (not a.own, a.label, a.id)))


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
    # What follows by rule rests on proofs: it comes after what passages imply.
    ranked = sorted(
        implied, key=lambda name: (not rests[name], sorted(order[p] for p in rests[name]), name)
    )
    reports = sorted({passage.report for passage in passages})
    outside = sorted({source for evidence in used for source in evidence.sources})
    return replace(
        made,
        reports=tuple(facts.thing(report) for report in reports),
        own_report=any(v.term == made.id for r in reports for v in facts.of(r, "tg:reportOf")),
        passages=tuple(passages),
        reasons=tuple(
            Reason(
                name,
                number,
                facts.ground(name).reason or "",
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
    elif is_dataclass(found):
        for part in fields(found):
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
