"""What is not known of a city: each gap written out, with the things that it concerns.

In: a dossier without gaps, and the statements behind it. Out: gaps, in a fixed order. A gap says
what no source in the graph tells; it never says that a thing is not so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twingraph.dossiers.model import (
    Agreement,
    Dossier,
    Event,
    Gap,
    Step,
    Thing,
    Undertaking,
    When,
)
from twingraph.dossiers.reading import Facts
from twingraph.dossiers.words import say

_DONE = ("status:realised", "status:under-way")
_ENDINGS = ("stepkind:terminated", "stepkind:lapsed")
_GIVEN_UP = "status:cancelled"
_BID = "status:candidate"


def gaps(facts: Facts, found: Dossier) -> tuple[Gap, ...]:
    """Return what is not known, from the city itself to its events and persons."""
    return (
        *_of_city(found),
        *_of_relations(facts, found),
        *_of_agreements(found),
        *_of_events(found),
        *_of_people(found),
    )


def _gap(found: Dossier, kind: str, about: Iterable[Thing] = (), **values: object) -> Gap:
    text = say(f"gap-{kind}", found.language, **values)
    return Gap(kind, text, tuple(dict.fromkeys(about)))


def _of_city(found: Dossier) -> Iterator[Gap]:
    identity = found.identity
    if identity.latitude is None:
        yield _gap(found, "place")
    if not identity.region:
        yield _gap(found, "region")
    if not identity.identifiers:
        yield _gap(found, "identifier")
    if not found.relations:
        yield _gap(found, "relation")


def _of_relations(facts: Facts, found: Dossier) -> Iterator[Gap]:
    parties = {party.id for agreement in found.agreements if agreement.own
               for party in agreement.parties}  # fmt: skip
    without = [r.other for r in found.relations if r.other.id not in parties]
    if without:
        yield _gap(found, "agreement", without)
    kinds = [r.other for r in found.relations
             if r.other.id not in parties and not any(c.kind for c in r.claims)]  # fmt: skip
    if kinds:
        yield _gap(found, "kind", kinds)
    happened = [e for e in _all(found.events) if _status(e) in _DONE]
    for year in _report_years(facts, found):
        told = {event.id for event in happened if event.year == year}
        silent = [
            r.other
            for r in found.relations
            if not told.intersection(facts.choose("dossier-events", [r.other.id]))
        ]
        if silent:
            yield _gap(found, "event", silent, year=year)


def _report_years(facts: Facts, found: Dossier) -> list[int]:
    """Return the years of the reports that make the claims."""
    passages = {p for r in found.relations for c in r.claims for p in c.evidence.passages}
    reports = {v.term for p in passages for v in facts.of(p, "tg:inReport")}
    years = {facts.number(report, "tg:reportYear") for report in reports}
    return sorted(year for year in years if year)


def _of_agreements(found: Dossier) -> Iterator[Gap]:
    own = [a for a in found.agreements if a.own]
    signings = {a.id: [s for s in a.steps if _is_signing(s)] for a in own}
    kinds: list[tuple[str, list[Agreement]]] = [
        ("instrument", [a for a in own if a.instrument_stated is False]),
        ("signing", [a for a in own if not any(s.when for s in signings[a.id])]),
        ("signing-day", [a for a in own if any(_is_vague(s.when) for s in signings[a.id])]),
        ("signatory", [
            a for a in own if signings[a.id] and not any(s.signatures for s in signings[a.id])
        ]),
        ("end", [
            a for a in own
            if not (a.period and a.period.latest) and not a.ended
            and not any(s.kind in _ENDINGS for s in a.steps)
        ]),
        ("council", [a for a in own if a.approved_by_council is None]),
    ]  # fmt: skip
    for kind, agreements in kinds:
        if agreements:
            yield _gap(found, kind, [Thing(a.id, a.label) for a in agreements])


def _is_signing(step: Step) -> bool:
    done = bool(step.statuses) and step.statuses[0].status == "status:realised"
    return step.kind == "stepkind:signed" and done


def _is_vague(when: When | None) -> bool:
    return when is not None and when.earliest != when.latest


def _of_events(found: Dossier) -> Iterator[Gap]:
    tree = list(_all(found.events))
    steps = [(Thing(a.id, a.label), s) for a in found.agreements for s in a.steps if s.when is None]
    promised = [thing for thing, s in steps if s.statuses and s.statuses[0].status not in _DONE]
    # A part happens with its whole: only what stands alone needs a date of its own.
    alone = [e for e in found.events if e.when is None and e.year is None]
    promised += [Thing(e.id, e.label) for e in alone if _status(e) not in (*_DONE, _GIVEN_UP)]
    promised += [
        Thing(u.id, u.label)
        for u in _all_undertakings(found.undertakings)
        if u.when is None and u.statuses
        and u.statuses[0].status not in (*_DONE, _GIVEN_UP, _BID)
    ]  # fmt: skip
    undated = [Thing(e.id, e.label) for e in alone if _status(e) in _DONE]
    vague = [
        Thing(e.id, e.label)
        for e in found.events
        if e.when and e.when.earliest and e.when.latest
        and e.when.earliest.endswith("-01-01") and e.when.latest.endswith("-12-31")
    ]  # fmt: skip
    partial = [Thing(e.id, e.label) for e in tree if e.complete is False]
    for kind, about in (
        ("promise", promised), ("undated", undated), ("year-only", vague), ("list", partial)
    ):  # fmt: skip
        if about:
            yield _gap(found, kind, about)


def _of_people(found: Dossier) -> Iterator[Gap]:
    unnamed = [Thing(p.id, p.label) for p in found.people if not p.named]
    if unnamed:
        yield _gap(found, "name", unnamed)
    pairs = {
        tuple(sorted(((person.label, person.id), (other.label, other.id))))
        for person in found.people
        for other in person.perhaps
    }
    for pair in sorted(pairs):
        yield _gap(found, "identity", [Thing(name, label) for label, name in pair])
    supposed = [n.network for n in found.networks if n.member and n.member.evidence.implied]
    if supposed:
        yield _gap(found, "member", supposed)


def _status(event: Event) -> str:
    return event.statuses[0].status if event.statuses else ""


def _all(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        yield from _all(event.parts)


def _all_undertakings(found: Iterable[Undertaking]) -> Iterator[Undertaking]:
    for undertaking in found:
        yield undertaking
        yield from _all_undertakings(undertaking.parts)
