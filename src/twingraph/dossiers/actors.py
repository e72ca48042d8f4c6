"""Who and what takes part: persons, organisations, and the undertakings that cities share.

In: statements that have been read, and the resources chosen. Out: `Person`, `Organisation`,
`Undertaking`. A person is told as the sources name him or her, and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twingraph.dossiers.model import Fact, Organisation, Person, Undertaking
from twingraph.dossiers.reading import Facts, status_rank
from twingraph.dossiers.words import inverse, quoted

UNDERTAKINGS: Final = (
    "tg:Project", "tg:ProjectStage", "tg:Tender", "tg:Lot", "tg:Grant", "tg:Gift", "tg:Bid",
    "tg:Approach", "tg:Honour", "tg:Conferral", "tg:Work", "tg:Item",
)  # fmt: skip
"""The classes of undertakings, in the order in which they are shown."""
_SAID_OF_PERSON: Final = (
    "tg:capacity", "tg:originStatedAs", "tg:origin", "tg:residence", "tg:affiliation",
    "tg:contributesTo",
)  # fmt: skip
_SAID_OF_ORGANISATION: Final = (
    "tg:acronym", "tg:fullName", "tg:statedAs", "tg:subUnitOf", "tg:organOf", "tg:seat",
    "tg:locatedIn", "tg:origin", "tg:originStatedAs",
)  # fmt: skip
_SAID_OF_UNDERTAKING: Final = (
    "tg:acronym", "tg:fullName", "tg:statedAs", "tg:workType", "tg:partner", "tg:coordinator",
    "tg:funder", "tg:beneficiary", "tg:giver", "tg:recipient", "tg:givenItem", "tg:bidder",
    "tg:soughtTitle", "tg:targetYear", "tg:honour", "tg:awardedBy", "tg:conferredOn",
    "tg:inRecognitionOf", "tg:originator", "tg:adaptationOf", "tg:creator", "tg:dedicatedTo",
    "tg:material", "tg:materialFrom", "tg:place", "tg:near", "tg:location", "tg:availableOn",
    "tg:programme", "tg:purpose", "tg:concerns", "tg:occasion", "tg:motivatedBy", "tg:worksType",
    "tg:worksAt", "tg:exactNumber", "tg:numberStatedAs",
)  # fmt: skip
_NAMES: Final = ("tg:acronym", "tg:fullName", "tg:statedAs")
_PART_OF: Final = ("tg:stageOf", "tg:tenderOf", "tg:lotOf")


def people(facts: Facts, chosen: Iterable[str], own: set[str], shown: set[str]) -> list[Person]:
    """Return persons by name, the named before the unnamed."""
    found = [_person(facts, name, name in own, shown) for name in sorted(set(chosen))]
    return sorted(found, key=lambda p: (not p.own, not p.named, p.label, p.id))


def _person(facts: Facts, name: str, own: bool, shown: set[str]) -> Person:
    offices: list[Fact] = []
    graphs: set[str] = set()
    for node, prop, _ in facts.to(name):
        if prop != "tg:holder":
            continue
        words = [quoted(v.term, facts.language) for v in facts.texts(node, "tg:statedAs")]
        for when_prop in ("tg:started", "tg:ended"):
            when = facts.when(node, when_prop)
            if when:
                words.append(f"{facts.label(when_prop)} {when.text}")
        offices += [facts.fact("tg:office", v, words) for v in facts.of(node, "tg:office")]
        graphs |= facts.graphs(node)
    appears, seen = _appears(facts, name, shown)
    maybe = {v.term for v in facts.of(name, "tg:identityUnknown")}
    maybe |= {s for s, prop, _ in facts.to(name) if prop == "tg:identityUnknown"}
    return Person(
        id=name,
        label=facts.label(name),
        named=not facts.is_a(name, "tg:UnnamedPerson"),
        own=own,
        evidence=facts.evidence(graphs | seen | facts.graphs(name, *_SAID_OF_PERSON)),
        offices=tuple(sorted(offices, key=lambda f: f.text)),
        facts=facts.facts(name, *_SAID_OF_PERSON),
        appears=appears,
        perhaps=tuple(facts.thing(other) for other in sorted(maybe - {name})),
    )


def _appears(facts: Facts, name: str, shown: set[str]) -> tuple[tuple[Fact, ...], set[str]]:
    """Return in what a resource takes part, and the graphs that say so."""
    found: dict[tuple[str, str], set[str]] = {}
    for subject, prop, graphs in facts.to(name):
        if prop == "tg:participant":
            events = [v.term for v in facts.of(subject, "tg:inEvent")]
            roles = [v.term for v in facts.of(subject, "tg:role")]
            pairs = [(role, event) for role in roles for event in events]
        elif prop == "tg:signatory":
            steps = [s for s, p, _ in facts.to(subject) if p == "tg:signature"]
            signed = [v.term for step in steps for v in facts.of(step, "tg:stepOf")]
            pairs = [(prop, agreement) for agreement in signed]
        else:
            pairs = [(prop, subject)]
        for role, thing in pairs:
            if thing in shown:
                found.setdefault((role, thing), set()).update(graphs)
    facts_found = tuple(
        Fact(
            role,
            inverse(role, facts.language) or facts.label(role),
            facts.label(thing),
            facts.evidence(graphs),
            thing,
        )
        for (role, thing), graphs in sorted(
            found.items(), key=lambda f: (facts.label(f[0][0]), facts.label(f[0][1]), f[0])
        )
    )
    return facts_found, {graph for graphs in found.values() for graph in graphs}


def organisations(
    facts: Facts, chosen: Iterable[str], own: set[str], shown: set[str]
) -> list[Organisation]:
    """Return organisations by name, those of the city first."""
    found = []
    for name in sorted(set(chosen)):
        appears, graphs = _appears(facts, name, shown)
        said = _news(facts, name, _SAID_OF_ORGANISATION)
        found.append(
            Organisation(
                id=name,
                label=facts.label(name),
                own=name in own,
                evidence=facts.evidence(graphs or facts.graphs(name, *_SAID_OF_ORGANISATION)),
                types=facts.facts(name, "tg:orgType"),
                facts=said,
                appears=appears,
            )
        )
    return sorted(found, key=lambda o: (not o.own, o.label, o.id))


def _news(facts: Facts, name: str, properties: Iterable[str]) -> tuple[Fact, ...]:
    """Return what is said of a resource, without names that its label holds already."""
    found = facts.facts(name, *properties)
    label = facts.label(name)
    return tuple(f for f in found if f.property not in _NAMES or f.text not in label)


def undertakings(
    facts: Facts, chosen: Iterable[str], relations: Iterable[str]
) -> tuple[Undertaking, ...]:
    """Return undertakings by class, stages, tenders and lots below what they belong to.

    Where a city has one relation only, saying of each that it concerns it tells nothing.
    """
    ties = set(relations)
    silent = ties if len(ties) == 1 else set()
    names = set(chosen)
    below: dict[str | None, list[str]] = {}
    for name in sorted(names):
        wholes = [v.term for v in facts.of(name, *_PART_OF) if v.term in names - {name}]
        below.setdefault(wholes[0] if wholes else None, []).append(name)
    found = [_undertaking(facts, name, below, silent) for name in below.get(None, [])]
    return tuple(sorted(found, key=lambda u: _order(facts, u)))


def _undertaking(
    facts: Facts, name: str, below: dict[str | None, list[str]], silent: set[str]
) -> Undertaking:
    parts = [_undertaking(facts, part, below, silent) for part in below.get(name, [])]
    ordinals = {part.id: facts.number(part.id, "tg:ordinal") or 0 for part in parts}
    classes = sorted(v.term for v in facts.of(name, "rdf:type"))
    background = facts.graphs(name, "rdf:type", "rdfs:label")
    said = facts.graphs(name) - background
    pointing = {graph for _, _, graphs in facts.to(name) for graph in graphs}
    return Undertaking(
        id=name,
        label=facts.label(name),
        kind=facts.thing(classes[0] if classes else "tg:Project"),
        evidence=facts.evidence(said or pointing or background),
        statuses=facts.statuses(name),
        when=facts.when(name, "tg:period", "tg:dateWritten", "tg:dateFromReportYear",
                        "tg:dateComputed", "tg:date"),
        facts=tuple(
            f
            for f in _news(facts, name, _SAID_OF_UNDERTAKING)
            if not (f.property == "tg:concerns" and f.id in silent)
        ),
        parts=tuple(sorted(parts, key=lambda u: (ordinals[u.id], _order(facts, u)))),
    )  # fmt: skip


def _order(facts: Facts, found: Undertaking) -> tuple[int, int, str, str]:
    ranks = [rank for rank, cls in enumerate(UNDERTAKINGS) if facts.is_a(found.id, cls)]
    status = status_rank(found.statuses[0].status) if found.statuses else 0
    return (min(ranks, default=len(UNDERTAKINGS)), status, found.label, found.id)
