"""The events of a dossier: each with its parts below it, in the order of time.

In: statements that have been read, and the events chosen. Out: a forest of `Event`. It groups
nothing; years and statuses are for the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from twingraph.dossiers.model import Event, Fact, When
from twingraph.dossiers.reading import Facts, status_rank

TOLD: Final = (
    "tg:requestedBy", "tg:onBehalfOf", "tg:meetingOf", "tg:during", "tg:occasion", "tg:followsUp",
    "tg:concerns", "tg:purpose", "tg:worksType", "tg:worksAt", "tg:exactNumber",
    "tg:minimumNumber", "tg:numberStatedAs",
)  # fmt: skip
SETTING: Final = ("tg:during", "tg:occasion")
"""What an event without a date of its own may take its year from."""
_ROLES: Final = (
    "role:leader", "role:representative", "role:visitor", "role:organiser", "role:initiator",
    "role:host", "role:partner", "role:participant", "role:signatory",
)  # fmt: skip
_LAST: Final = "9999"


def events(facts: Facts, chosen: Iterable[str], relations: Iterable[str]) -> tuple[Event, ...]:
    """Return the chosen events, each below the event of which it is a part.

    Where a city has one relation only, saying of each event that it concerns it tells nothing.
    """
    names = set(chosen)
    ties = set(relations)
    silent = ties if len(ties) == 1 else set()
    below: dict[str | None, list[str]] = {}
    for name in sorted(names):
        wholes = [v.term for v in facts.of(name, "tg:partOf") if v.term in names]
        below.setdefault(wholes[0] if wholes else None, []).append(name)
    found = [_event(facts, name, below, None, silent) for name in below.get(None, [])]
    return tuple(sorted(found, key=_order))


def _event(
    facts: Facts, name: str, below: dict[str | None, list[str]], year: int | None, silent: set[str]
) -> Event:
    # Where only its beginning is told, an event's date is that.
    when = facts.when(name) or facts.when(name, "tg:started")
    year = _year(when) or year or _year_of_setting(facts, name)
    parts = [_event(facts, part, below, year, silent) for part in below.get(name, [])]
    ordinals = {part.id: facts.number(part.id, "tg:ordinal") or 0 for part in parts}
    return Event(
        id=name,
        label=facts.label(name),
        evidence=facts.evidence(facts.graphs(name, "tg:eventType", "tg:status", "tg:partOf")),
        types=facts.facts(name, "tg:eventType"),
        statuses=facts.statuses(name),
        when=when,
        year=year,
        sender=facts.facts(name, "tg:sender"),
        host=facts.facts(name, "tg:host"),
        destination=facts.facts(name, "tg:destination"),
        location=facts.facts(name, "tg:location"),
        participants=_participants(facts, name),
        facts=tuple(
            f
            for f in facts.facts(name, *TOLD)
            if not (f.property == "tg:concerns" and f.id in silent)
        ),
        complete=facts.truth(name, "tg:listComplete"),
        parts=tuple(sorted(parts, key=lambda part: (ordinals[part.id], _order(part)))),
    )


def _year(when: When | None) -> int | None:
    day = (when.earliest or when.latest) if when else None
    return int(day[:4]) if day else None


def _year_of_setting(facts: Facts, name: str) -> int | None:
    years = [_year(facts.when(v.term)) for v in facts.of(name, *SETTING)]
    return next((year for year in years if year), None)


def _participants(facts: Facts, event: str) -> tuple[Fact, ...]:
    found = []
    for node, prop, _ in facts.to(event):
        who = facts.one(node, "tg:participant")
        if prop != "tg:inEvent" or who is None:
            continue
        offices = [
            facts.label(v.term)
            for v in facts.of(node, "tg:inOffice")
            # An unnamed person's label is the office already.
            if not facts.is_a(who.term, "tg:UnnamedPerson")
        ]
        for role in facts.of(node, "tg:role"):
            fact = facts.fact(role.term, who, offices)
            found.append((_rank(role.term), fact.label, fact.text, fact))
    return tuple(fact for *_, fact in sorted(found, key=lambda f: f[:3]))


def _rank(role: str) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def _order(event: Event) -> tuple[int, int, str, int, str, str]:
    status = status_rank(event.statuses[0].status) if event.statuses else 0
    when = event.when
    day = (when.latest or when.earliest or _LAST) if when else _LAST
    # Of two that end on one day, the one that is known more narrowly comes first.
    start = date.fromisoformat(when.earliest).toordinal() if when and when.earliest else 0
    return (event.year or 9999, status, day, -start, event.label, event.id)
