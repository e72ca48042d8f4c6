"""The events and undertakings of a dossier, each with its parts below it.

In: a graph's facts, and the resources chosen. Out: forests of `Event` in the order of time, and of
`Undertaking` by class. It groups nothing; years and statuses are for the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

from twingraph.dossiers.model import Event, Fact, Undertaking, When
from twingraph.dossiers.reading import BASES, Facts, dated

UNDERTAKINGS: Final = (
    "tg:Project", "tg:ProjectStage", "tg:Tender", "tg:Lot", "tg:Grant", "tg:Gift", "tg:Bid",
    "tg:Approach", "tg:Honour", "tg:Conferral", "tg:Work", "tg:Item",
)  # fmt: skip
"""The classes of undertakings, in the order in which they are shown."""
_PART_OF: Final = ("tg:partOf", "tg:stageOf", "tg:tenderOf", "tg:lotOf")
_SETTING: Final = ("tg:during", "tg:occasion")
"""What an event without a date of its own may take its year from."""
_TOLD: Final = (
    "tg:eventType", "tg:status", "tg:theme", "tg:sender", "tg:host", "tg:destination",
    "tg:location", "tg:listComplete",
)  # fmt: skip
_ROLES: Final = (
    "role:leader", "role:representative", "role:visitor", "role:organiser", "role:initiator",
    "role:host", "role:partner", "role:participant", "role:signatory",
)  # fmt: skip
_LAST: Final = "9999"

_Made = TypeVar("_Made", Event, Undertaking)


def events(facts: Facts, chosen: Iterable[str], relations: Iterable[str]) -> tuple[Event, ...]:
    """Return the chosen events, each below the event of which it is a part."""
    silent = _silent(relations)

    def make(name: str, whole: str | None, parts: tuple[Event, ...]) -> Event:
        # Where only its beginning is told, an event's date is that.
        when = facts.when(name) or facts.when(name, "tg:started")
        return Event(
            id=name,
            label=facts.label(name),
            evidence=facts.evidence(facts.graphs(name, "tg:eventType", "tg:status", "tg:partOf")),
            types=facts.facts(name, "tg:eventType"),
            statuses=facts.statuses(name),
            when=when,
            year=_year(facts, name),
            sender=facts.facts(name, "tg:sender"),
            host=facts.facts(name, "tg:host"),
            destination=facts.facts(name, "tg:destination"),
            location=facts.facts(name, "tg:location"),
            participants=_participants(facts, name),
            facts=_rest(facts, name, whole, silent, *_TOLD, *dated(when)),
            complete=facts.truth(name, "tg:listComplete"),
            parts=parts,
        )

    return _forest(facts, set(chosen), make, lambda event: _in_time(facts, event))


def undertakings(
    facts: Facts, chosen: Iterable[str], relations: Iterable[str]
) -> tuple[Undertaking, ...]:
    """Return undertakings by class, stages, tenders and lots below what they belong to."""
    silent = _silent(relations)

    def make(name: str, whole: str | None, parts: tuple[Undertaking, ...]) -> Undertaking:
        when = facts.when(name, "tg:period", *BASES)
        classes = sorted(v.term for v in facts.of(name, "rdf:type"))
        return Undertaking(
            id=name,
            label=facts.label(name),
            kind=facts.thing(classes[0] if classes else "tg:Project"),
            evidence=facts.evidence(facts.graphs_behind(name)),
            statuses=facts.statuses(name),
            when=when,
            facts=_rest(facts, name, whole, silent, "tg:status", "tg:theme", *dated(when)),
            parts=parts,
        )

    def order(found: Undertaking) -> tuple[Any, ...]:
        ranks = [rank for rank, cls in enumerate(UNDERTAKINGS) if facts.is_a(found.id, cls)]
        first = min(ranks, default=len(UNDERTAKINGS))
        return first, facts.rank(found.statuses), found.label, found.id

    return _forest(facts, set(chosen), make, order)


def _forest(
    facts: Facts,
    names: set[str],
    make: Callable[[str, str | None, tuple[_Made, ...]], _Made],
    order: Callable[[_Made], tuple[Any, ...]],
) -> tuple[_Made, ...]:
    """Make each thing with its parts below it; parts that are numbered stand by number."""
    below: dict[str | None, list[str]] = {}
    for name in sorted(names):
        wholes = [v.term for v in facts.of(name, *_PART_OF) if v.term in names - {name}]
        below.setdefault(wholes[0] if wholes else None, []).append(name)

    def grow(whole: str | None) -> tuple[_Made, ...]:
        made = sorted((make(n, whole, grow(n)) for n in below.get(whole, [])), key=order)
        if whole is not None:
            made.sort(key=lambda part: facts.number(part.id, "tg:ordinal") or 0)
        return tuple(made)

    return grow(None)


def _silent(relations: Iterable[str]) -> set[str]:
    """Return what need not be named as a concern: where a city has one relation only, that one."""
    ties = set(relations)
    return ties if len(ties) == 1 else set()


def _rest(
    facts: Facts, name: str, whole: str | None, silent: set[str], *told: str
) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in facts.others(name, *told)
        if not (fact.property in _PART_OF and fact.id == whole)
        and not (fact.property == "tg:concerns" and fact.id in silent)
    )


def _year(facts: Facts, name: str) -> int | None:
    """Return the year of an event, else of its whole, else of that during which it falls.

    A date without a beginning tells no year: its end is a bound, not when the thing took place.
    """
    way = [name]
    for thing in way:  # grows while it is read
        year = _year_of(facts.when(thing) or facts.when(thing, "tg:started"))
        if year:
            return year
        way += [v.term for v in facts.of(thing, "tg:partOf") if v.term not in way]
    settings = [v.term for thing in way for v in facts.of(thing, *_SETTING)]
    return next((year for s in settings if (year := _year_of(facts.when(s)))), None)


def _year_of(when: When | None) -> int | None:
    return int(when.earliest[:4]) if when and when.earliest else None


def _participants(facts: Facts, event: str) -> tuple[Fact, ...]:
    found = []
    nodes = [node for node, *_ in facts.to(event, "tg:inEvent")]
    # An office that takes part itself need not stand behind its holder's name as well.
    alone = {v.term for node in nodes for v in facts.of(node, "tg:participant")}
    for node in nodes:
        who = facts.one(node, "tg:participant")
        if who is None:
            continue
        said = facts.asides(node, "tg:inEvent", "tg:participant", "tg:role", "tg:inOffice")
        # An unnamed person's label is the office already.
        if not facts.is_a(who.term, "tg:UnnamedPerson"):
            offices = [v.term for v in facts.of(node, "tg:inOffice")]
            said += [facts.label(office) for office in offices if office not in alone]
        for role in facts.of(node, "tg:role"):
            fact = facts.fact(role.term, who, said)
            rank = _ROLES.index(role.term) if role.term in _ROLES else len(_ROLES)
            found.append((rank, fact.label, fact.text, fact))
    return tuple(fact for *_, fact in sorted(found, key=lambda f: f[:3]))


def _in_time(facts: Facts, event: Event) -> tuple[Any, ...]:
    when = event.when
    day = (when.latest or when.earliest or _LAST) if when else _LAST
    # Of two that end on one day, the one that is known more narrowly comes first.
    start = date.fromisoformat(when.earliest).toordinal() if when and when.earliest else 0
    year = event.year or int(_LAST)
    return year, facts.rank(event.statuses), day, -start, event.label, event.id
