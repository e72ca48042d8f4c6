"""What a city is and what ties it: identity, relations, agreements with their life-line, networks.

In: statements that have been read. Out: the dossier's data on these. Events, people and
undertakings are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from twingraph.dossiers.model import (
    Agreement,
    Claim,
    Evidence,
    Fact,
    Identity,
    NetworkTie,
    Relation,
    Signature,
    Step,
)
from twingraph.dossiers.reading import Facts, Value, status_rank
from twingraph.prefixes import local_name

_KINDS = ("prepared", "signed", "renewed", "amended", "anniversary")
"""The order of steps of one day."""
_NEVER = "9999"
"""Sorts after every date."""


def identity(facts: Facts, city: str, homonyms: Iterable[str]) -> Identity:
    """Return what a city is: names, territory, place, identifiers, namesakes."""
    above = _above(facts, city)
    countries = facts.of(city, "tg:country")
    if not countries:
        countries = [v for v in above if facts.is_a(v.term, "tg:Country")]
    regions = [
        v for v in above if facts.is_a(v.term, "tg:Region", "tg:SupramunicipalAuthority")
        or (v.is_thing and not facts.is_a(v.term, "tg:Country"))
    ]  # fmt: skip
    latitude, longitude = facts.one(city, "tg:latitude"), facts.one(city, "tg:longitude")
    placed = latitude is not None and longitude is not None
    return Identity(
        names=tuple(
            Fact(prop, facts.label(prop), v.term, facts.evidence(v.graphs), None, _language(v))
            for prop in ("rdfs:label", "skos:altLabel", "tg:acronym")
            for v in facts.of(city, prop)
        ),
        country=tuple(facts.fact("tg:country", v) for v in countries),
        region=tuple(facts.fact("tg:locatedIn", v) for v in regions),
        facts=facts.facts(
            city, "tg:level", "tg:capitalOf", "tg:replacedBy", "tg:statedAs", "tg:originStatedAs"
        ),
        latitude=float(latitude.term) if latitude and placed else None,
        longitude=float(longitude.term) if longitude and placed else None,
        place_evidence=facts.evidence(facts.graphs(city, "tg:latitude", "tg:longitude"))
        if placed
        else Evidence(),
        identifiers=_identifiers(facts, city),
        homonyms=tuple(facts.thing(other) for other in sorted(homonyms)),
    )


def _language(value: Value) -> tuple[str, ...]:
    return (value.language,) if value.language else ()


def _identifiers(facts: Facts, city: str) -> tuple[Fact, ...]:
    found = []
    for prop in ("tg:geonamesFeature", "tg:wikidataItem"):
        for v in facts.of(city, prop):
            number = local_name(v.term.removesuffix("/")).rpartition(":")[2]
            evidence = facts.evidence(v.graphs)
            found.append(Fact(prop, facts.label(prop), number, evidence, v.term))
    return tuple(found)


def _above(facts: Facts, place: str) -> list[Value]:
    """Return the places in which a place lies, the nearest first; the largest only with proof.

    What leads to a farther place rests on every step of the way, so the last step's graphs do
    not suffice: a farther place counts as implied as soon as one of its steps is.
    """
    found: dict[str, Value] = {}
    ways = [(v, v.graphs) for v in facts.of(place, "tg:locatedIn")]
    while ways:
        step, graphs = ways.pop(0)
        if step.term in found or step.term == place:
            continue
        found[step.term] = Value(step.term, step.language, graphs)
        facts.load([step.term])
        for farther in facts.of(step.term, "tg:locatedIn"):
            implied = {g for g in farther.graphs | graphs if facts.ground(g).reason is not None}
            ways.append((farther, frozenset(implied) or farther.graphs | graphs))
    return list(found.values())


def relation(facts: Facts, name: str, city: str) -> Relation:
    """Return a relation with what each source claims of it."""
    others = [v.term for v in facts.of(name, "tg:connects") if v.term != city]
    claims = [subject for subject, prop, _ in facts.to(name) if prop == "tg:claimOn"]
    return Relation(
        id=name,
        other=facts.thing(others[0] if others else city),
        claims=tuple(_claim(facts, claim) for claim in claims),
    )


def _claim(facts: Facts, name: str) -> Claim:
    graphs = facts.graphs(name)
    reports = {
        v.term for g in graphs for p in facts.ground(g).passages for v in facts.of(p, "tg:inReport")
    } or {facts.ground(g).source or g for g in graphs}
    return Claim(
        id=name,
        source="; ".join(facts.label(report) for report in sorted(reports)),
        evidence=facts.evidence(graphs),
        category=_first(facts.facts(name, "tg:category")),
        kind=_first(facts.facts(name, "tg:kind")),
        stated_as=facts.facts(name, "tg:statedAs"),
        basis=_first(facts.facts(name, "tg:basis")),
    )


def _first(found: Sequence[Fact]) -> Fact | None:
    return found[0] if found else None


def agreement(facts: Facts, name: str, city: str) -> Agreement:
    """Return an agreement with the steps of its life in the order of time."""
    parties = facts.facts(name, "tg:party")
    domains = facts.facts(name, "tg:priorityDomain")
    known = {fact.id for fact in domains}
    domains += tuple(fact for fact in facts.facts(name, "tg:theme") if fact.id not in known)
    steps = [subject for subject, prop, _ in facts.to(name) if prop == "tg:stepOf"]
    return Agreement(
        id=name,
        label=facts.label(name),
        own=any(fact.id == city for fact in parties),
        evidence=facts.evidence(facts.graphs(name, "tg:kind", "tg:statedAs", "tg:party")),
        kind=_first(facts.facts(name, "tg:kind")),
        stated_as=facts.facts(name, "tg:statedAs"),
        parties=parties,
        period=facts.when(name, "tg:period"),
        started=facts.when(name, "tg:started"),
        ended=facts.when(name, "tg:ended"),
        instrument_stated=facts.truth(name, "tg:instrumentStated"),
        approved_by_council=facts.truth(name, "tg:approvedByCouncil"),
        domains=domains,
        renews=facts.facts(name, "tg:renews"),
        steps=tuple(sorted((_step(facts, step) for step in steps), key=lambda s: _order(facts, s))),
    )


def _step(facts: Facts, name: str) -> Step:
    kind = facts.one(name, "tg:stepKind")
    when = facts.when(name)
    ordinal = facts.number(name, "tg:ordinal")
    start = None
    if kind and kind.term == "stepkind:anniversary" and ordinal and when:
        years = {day[:4] for day in (when.earliest, when.latest) if day}
        start = int(years.pop()) - ordinal if len(years) == 1 else None
    return Step(
        id=name,
        kind=kind.term if kind else "",
        label=facts.label(kind.term) if kind else "",
        evidence=facts.evidence(facts.graphs(name, "tg:stepKind", "tg:stepOf")),
        statuses=facts.statuses(name),
        when=when,
        ordinal=ordinal,
        start_year=start,
        facts=facts.facts(name, "tg:place", "tg:occasion", "tg:statedAs"),
        signatures=_signatures(facts, name),
    )


def _order(facts: Facts, step: Step) -> tuple[str, int, int, str]:
    when = step.when
    for fact in step.facts:
        if when is None and fact.property == "tg:occasion" and fact.id:
            when = facts.when(fact.id)
    status = status_rank(step.statuses[0].status) if step.statuses else 0
    kind = step.kind.partition(":")[2]
    day = (when.latest or when.earliest or _NEVER) if when else _NEVER
    return day, status, _KINDS.index(kind) if kind in _KINDS else len(_KINDS), step.id


def _signatures(facts: Facts, step: str) -> tuple[Signature, ...]:
    found = []
    for signature in facts.of(step, "tg:signature"):
        ends = [
            facts.one(signature.term, p) for p in ("tg:signatory", "tg:signedFor", "tg:signedAs")
        ]
        if ends[0] is None:
            continue
        who, party, office = (facts.thing(v.term) if v else None for v in ends)
        assert who is not None
        unnamed = facts.is_a(who.id, "tg:UnnamedPerson")
        evidence = facts.evidence(facts.graphs(signature.term))
        found.append(Signature(who, not unnamed, evidence, party, office))
    return tuple(sorted(found, key=_signing_order))


def _signing_order(signature: Signature) -> tuple[str, str]:
    return (signature.signed_for.label if signature.signed_for else "", signature.signatory.label)


def network_tie(facts: Facts, name: str, city: str) -> NetworkTie:
    """Return what ties a city to a network: membership, seat, daily management."""
    memberships = [
        subject for subject, prop, _ in facts.to(city)
        if prop == "tg:member" and any(v.term == name for v in facts.of(subject, "tg:network"))
    ]  # fmt: skip
    members = {g for m in memberships for g in facts.graphs(m, "tg:member")}
    found: list[Fact] = []
    for membership in memberships:
        found += facts.facts(membership, "tg:networkField", "tg:role", "tg:statedAs", "tg:period")
    for prop in ("tg:seatHost", "tg:managedBy", "tg:seat"):
        ends = facts.of(name, prop)
        if prop == "tg:seat" or any(v.term == city for v in ends):
            found += [facts.fact(prop, v) for v in ends if prop == "tg:seat" or v.term == city]
    found += facts.facts(name, "tg:founded", "tg:statedAs")
    member = None
    if members:
        prop = "tg:member"
        member = Fact(prop, facts.label(prop), facts.label(city), facts.evidence(members), city)
    graphs = facts.graphs(name) - facts.graphs(name, "rdf:type", "rdfs:label")
    return NetworkTie(facts.thing(name), facts.evidence(members or graphs), member, tuple(found))
