"""The data of a dossier: frozen dataclasses, and their JSON.

In: nothing. Out: types that hold text in one language, prefixed names and evidence. It knows no
graph and no layout. One word is used for one thing, the ontology's: an ``Agreement`` is a
``tg:Agreement``.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "fr"]


@dataclass(frozen=True)
class Evidence:
    """Why a fact is in the graph: passages that state it, reasons that imply it, or outsiders.

    One of the three is filled: an outside source is named only for what no passage states or
    implies. ``passages`` are names of `Passage`, ``reasons`` of `Reason`, ``sources`` of `Thing`.
    """

    passages: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def implied(self) -> bool:
        """Say whether no source states the fact: it follows from what passages say."""
        return bool(self.reasons) and not self.passages and not self.sources


@dataclass(frozen=True)
class Thing:
    """A resource: its prefixed name and its label."""

    id: str
    label: str


@dataclass(frozen=True)
class Fact:
    """One thing said: under which property, as text, of which resource (if any), on what ground.

    ``property`` is a prefixed name and ``label`` its name in the dossier's language; ``as_`` is
    what is told with it, such as the office in which a person took part.
    """

    property: str
    label: str
    text: str
    evidence: Evidence
    id: str | None = None
    as_: tuple[str, ...] = ()


@dataclass(frozen=True)
class When:
    """A date, its words, and its basis.

    The basis is ``written``, ``report-year``, ``computed``, ``plain``, or the property's own name:
    ``period``, ``started``, ``ended``.
    """

    date: str
    text: str
    basis: str
    earliest: str | None
    latest: str | None
    evidence: Evidence
    stated_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    """A status as of one source; the first of several is the latest."""

    status: str
    label: str
    evidence: Evidence


@dataclass(frozen=True)
class Claim:
    """What one source says of a relation; ``basis`` says whether it states, implies, computes."""

    id: str
    source: str
    evidence: Evidence
    category: Fact | None = None
    kind: Fact | None = None
    stated_as: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    basis: Fact | None = None


@dataclass(frozen=True)
class Relation:
    """A pair of territories, seen from the dossier's city."""

    id: str
    other: Thing
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Signature:
    """One signature of a step: by whom, for which party, in which office."""

    signatory: Thing
    named: bool
    evidence: Evidence
    signed_for: Thing | None = None
    office: Thing | None = None


@dataclass(frozen=True)
class Step:
    """A point in the life of an agreement; ``start_year`` follows by rule from an anniversary."""

    id: str
    kind: str
    label: str
    evidence: Evidence
    statuses: tuple[Status, ...] = ()
    when: When | None = None
    ordinal: int | None = None
    start_year: Fact | None = None
    facts: tuple[Fact, ...] = ()
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """An agreement with its life-line; ``own`` if the dossier's city is a party."""

    id: str
    label: str
    own: bool
    evidence: Evidence
    kind: Fact | None = None
    stated_as: tuple[Fact, ...] = ()
    parties: tuple[Fact, ...] = ()
    period: When | None = None
    started: When | None = None
    ended: When | None = None
    instrument_stated: bool | None = None
    domains: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event; ``year`` is that of its date, its whole or the event during which it falls."""

    id: str
    label: str
    evidence: Evidence
    types: tuple[Fact, ...] = ()
    statuses: tuple[Status, ...] = ()
    when: When | None = None
    year: int | None = None
    sender: tuple[Fact, ...] = ()
    host: tuple[Fact, ...] = ()
    destination: tuple[Fact, ...] = ()
    location: tuple[Fact, ...] = ()
    participants: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    complete: bool | None = None
    parts: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Actor:
    """A person, organisation or group; ``own`` if of the dossier's city, or a body seated there.

    ``named`` is False for a person whom the sources do not name; ``perhaps`` are others who may
    be the same person.
    """

    id: str
    label: str
    own: bool
    evidence: Evidence
    named: bool = True
    types: tuple[Fact, ...] = ()
    offices: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    appears: tuple[Fact, ...] = ()
    perhaps: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Undertaking:
    """A project, tender, grant, gift, bid, work, honour or approach; ``kind`` is its class."""

    id: str
    label: str
    kind: Thing
    evidence: Evidence
    statuses: tuple[Status, ...] = ()
    when: When | None = None
    facts: tuple[Fact, ...] = ()
    parts: tuple[Undertaking, ...] = ()


@dataclass(frozen=True)
class NetworkTie:
    """What ties the city to a network: ``member`` is None where no membership is told."""

    network: Thing
    evidence: Evidence
    member: Fact | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Theme:
    """A theme, and what deals with it."""

    id: str
    label: str
    evidence: Evidence
    of: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Something that is not known, in words, and of what; ``kind`` is the name of its query."""

    kind: str
    text: str
    about: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A passage on which the dossier rests; ``part`` counts the passages of one line."""

    id: str
    report: str
    sheet: int
    first_line: int
    last_line: int
    part: int | None
    summary: str


@dataclass(frozen=True)
class Reason:
    """Why a fact holds that no passage states; ``number`` stands beside its hollow mark.

    Passages imply it, or it follows by rule from a source: then there are no passages here.
    """

    id: str
    number: int
    because: str
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """What the city is: names by language, territory, place, identifiers, namesakes."""

    names: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    country: tuple[Fact, ...] = ()
    region: tuple[Fact, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    place_evidence: Evidence = field(default_factory=Evidence)
    identifiers: tuple[Fact, ...] = ()
    homonyms: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """A city as the graph knows it, in one language."""

    id: str
    label: str
    language: Language
    reports: tuple[Thing, ...]
    own_report: bool
    identity: Identity
    relations: tuple[Relation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()
    people: tuple[Actor, ...] = ()
    organisations: tuple[Actor, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    networks: tuple[NetworkTie, ...] = ()
    themes: tuple[Theme, ...] = ()
    gaps: tuple[Gap, ...] = ()
    passages: tuple[Passage, ...] = ()
    reasons: tuple[Reason, ...] = ()
    sources: tuple[Thing, ...] = ()

    @property
    def empty(self) -> bool:
        """Say whether the graph holds nothing of the city but its identity."""
        return not any(
            (
                self.relations, self.agreements, self.events, self.people, self.organisations,
                self.undertakings, self.networks, self.themes,
            )
        )  # fmt: skip


def to_json(found: Dossier) -> str:
    """Return a dossier as JSON text, fields in the order of the classes."""
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2) + "\n"
