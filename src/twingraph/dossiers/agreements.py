"""What a city is and what ties it: identity, relations, agreements with their life-line, networks.

In: a graph's facts. Out: the dossier's data on these. Events, people and undertakings are made
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

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
    Thing,
)
from twingraph.dossiers.reading import FRAME, Facts, Value, chosen_query, dated
from twingraph.prefixes import local_name

_KINDS = ("prepared", "signed", "renewed", "amended", "anniversary")
"""The order of steps of one day."""
_NEVER = "9999"
"""Sorts after every date."""
_AGREEMENT = (
    "tg:kind", "tg:statedAs", "tg:party", "tg:period", "tg:started", "tg:ended", "tg:theme",
    "tg:priorityDomain", "tg:instrumentStated",
)  # fmt: skip
_IDENTIFIERS = ("tg:geonamesFeature", "tg:wikidataItem")
_IDENTITY = ("skos:altLabel", "tg:country", "tg:locatedIn", "tg:latitude", "tg:longitude")


def identity(facts: Facts, city: str, homonyms: Iterable[str]) -> Identity:
    """Return what a city is: names, territory, place, identifiers, namesakes."""
    above = _above(facts, city)
    countries = facts.of(city, "tg:country")
    if not countries:
        countries = [v for v in above if facts.is_a(v.term, "tg:Country")]
    regions = [v for v in above if v.id and not facts.is_a(v.term, "tg:Country")]
    # A point is one source's: the latitude of one and the longitude of another are none.
    points = sorted(
        (min(common), float(north.term), float(east.term))
        for north in facts.of(city, "tg:latitude")
        for east in facts.of(city, "tg:longitude")
        if (common := north.graphs & east.graphs)
    )
    graph, latitude, longitude = points[0] if points else (None, None, None)
    return Identity(
        names=tuple(
            facts.fact(prop, v, (v.language,) if v.language else ())
            for prop in ("rdfs:label", "skos:altLabel")
            for v in facts.of(city, prop)
        ),
        country=tuple(facts.fact("tg:country", v) for v in countries),
        region=tuple(facts.fact("tg:locatedIn", v) for v in regions),
        facts=tuple(
            fact
            for fact in facts.others(city, *_IDENTITY, *_IDENTIFIERS)
            if not (fact.id and facts.is_a(fact.id, "tg:Network"))
        ),
        latitude=latitude,
        longitude=longitude,
        place_evidence=facts.evidence([graph]) if graph else Evidence(),
        identifiers=_identifiers(facts, city),
        homonyms=tuple(_namesake(facts, other) for other in sorted(homonyms)),
    )


def _namesake(facts: Facts, city: str) -> Thing:
    """Return a city with where it lies behind its name, unless the name has that already."""
    label = facts.label(city)
    above = [v.term for v in (*_above(facts, city), *facts.of(city, "tg:country"))]
    told = [] if "(" in label or not above else [facts.label(above[0])]
    countries = [facts.label(v.term) for v in facts.of(city, "tg:country")]
    told += [country for country in countries[:1] if told and country not in told]
    return Thing(city, f"{label} ({', '.join(told)})" if told else label)


def _identifiers(facts: Facts, city: str) -> tuple[Fact, ...]:
    found = []
    for prop in _IDENTIFIERS:
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
        for farther in facts.of(step.term, "tg:locatedIn"):
            implied = {g for g in farther.graphs | graphs if facts.ground(g).reason is not None}
            ways.append((farther, frozenset(implied) or farther.graphs | graphs))
    return list(found.values())


_ROW: Final = ("tg:firstMention", "tg:secondMention", "tg:rowKey")
"""Where in an imported source a claim stands."""


def relation(facts: Facts, name: str, city: str) -> Relation:
    """Return a relation with what each source claims of it."""
    others = [v.term for v in facts.of(name, "tg:connects") if v.term != city]
    claims = [claim for claim, *_ in facts.to(name, "tg:claimOn")]
    return Relation(
        id=name,
        other=facts.thing(others[0] if others else city),
        claims=tuple(_claim(facts, claim) for claim in claims),
    )


def _claim(facts: Facts, name: str) -> Claim:
    graphs = facts.graphs(name)
    rests = {p for g in graphs for p in facts.ground(g).passages}
    reports = {v.term for p in rests for v in facts.of(p, "tg:inReport")}
    reports = reports or {facts.ground(g).source for g in graphs}
    return Claim(
        id=name,
        source="; ".join(facts.label(report) for report in sorted(reports)),
        evidence=facts.evidence(graphs),
        category=_first(facts, name, "tg:category"),
        kind=_first(facts, name, "tg:kind"),
        stated_as=facts.facts(name, "tg:statedAs"),
        facts=facts.others(name, "tg:claimOn", "tg:category", "tg:kind", "tg:statedAs", *_ROW),
        basis=_first(facts, name, "tg:basis"),
    )


def _first(facts: Facts, thing: str, prop: str) -> Fact | None:
    return next(iter(facts.facts(thing, prop)), None)


def agreement(facts: Facts, name: str, city: str) -> Agreement:
    """Return an agreement with the steps of its life in the order of time."""
    parties = facts.facts(name, "tg:party")
    domains = facts.facts(name, "tg:priorityDomain")
    known = {fact.id for fact in domains}
    domains += tuple(fact for fact in facts.facts(name, "tg:theme") if fact.id not in known)
    steps = [step for step, *_ in facts.to(name, "tg:stepOf")]
    years = _start_years(facts, name)
    return Agreement(
        id=name,
        label=facts.label(name),
        own=any(fact.id == city for fact in parties),
        evidence=facts.evidence(facts.graphs(name, "tg:kind", "tg:statedAs", "tg:party")),
        kind=_first(facts, name, "tg:kind"),
        stated_as=facts.facts(name, "tg:statedAs"),
        parties=parties,
        period=facts.when(name, "tg:period"),
        started=facts.when(name, "tg:started"),
        ended=facts.when(name, "tg:ended"),
        instrument_stated=facts.truth(name, "tg:instrumentStated"),
        domains=domains,
        # Two sources may tell of two kinds.
        facts=(*facts.facts(name, "tg:kind")[1:], *facts.others(name, *_AGREEMENT)),
        steps=tuple(
            sorted(
                (_step(facts, step, years.get(step)) for step in steps),
                key=lambda s: _order(facts, s),
            )
        ),
    )


def _start_years(facts: Facts, name: str) -> dict[str, Fact]:
    """Return the start year that follows for an agreement, by the anniversary that gave it."""
    years = {v.term: facts.fact("tg:startYear", v) for v in facts.following(name, "tg:startYear")}
    rows = facts.rows(chosen_query("dossier-start-years"), {"agreement": [name]}) if years else []
    return {step: years[year] for (step, _), (year, _) in rows if year in years}


def _step(facts: Facts, name: str, start_year: Fact | None) -> Step:
    kind = facts.one(name, "tg:stepKind")
    when = facts.when(name)
    anniversary = kind is not None and kind.term == "stepkind:anniversary"
    return Step(
        id=name,
        kind=kind.term if kind else "",
        label=facts.label(kind.term) if kind else "",
        evidence=facts.evidence(facts.graphs(name, "tg:stepKind", "tg:stepOf")),
        statuses=facts.statuses(name),
        when=when,
        ordinal=facts.number(name, "tg:ordinal"),
        start_year=start_year,
        facts=facts.others(
            name, "tg:stepKind", "tg:stepOf", "tg:status", "tg:signature", *dated(when),
            *(["tg:ordinal"] if anniversary else []),
        ),
        signatures=_signatures(facts, name),
    )  # fmt: skip


def _order(facts: Facts, step: Step) -> tuple[str, tuple[int, str], int, str]:
    when = step.when
    for fact in step.facts:
        if when is None and fact.property == "tg:occasion" and fact.id:
            when = facts.when(fact.id)
    kind = step.kind.partition(":")[2]
    day = (when.latest or when.earliest or _NEVER) if when else _NEVER
    rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    return day, facts.rank(step.statuses), rank, step.id


def _signatures(facts: Facts, step: str) -> tuple[Signature, ...]:
    found = []
    for signature in facts.of(step, "tg:signature"):
        who, party, office = (
            facts.thing(v.term) if (v := facts.one(signature.term, prop)) else None
            for prop in ("tg:signatory", "tg:signedFor", "tg:signedAs")
        )
        if who is not None:
            named = not facts.is_a(who.id, "tg:UnnamedPerson")
            evidence = facts.evidence(facts.graphs(signature.term))
            found.append(Signature(who, named, evidence, party, office))
    return tuple(sorted(found, key=_signing_order))


def _signing_order(signature: Signature) -> tuple[str, str]:
    return (signature.signed_for.label if signature.signed_for else "", signature.signatory.label)


def network_tie(facts: Facts, name: str, city: str) -> NetworkTie:
    """Return what ties a city to a network, and what is said of the network itself."""
    memberships = [
        node for node, *_ in facts.to(city, "tg:member")
        if name in [v.term for v in facts.of(node, "tg:network")]
    ]  # fmt: skip
    members = {g for m in memberships for g in facts.graphs(m, "tg:member")}
    said = [f for m in memberships for f in facts.others(m, "tg:member", "tg:network")]
    said += [fact for fact in facts.others(city) if fact.id == name]
    member = facts.fact("tg:member", Value(city, None, frozenset(members))) if members else None
    graphs = facts.graphs(name) - facts.graphs(name, *FRAME)
    evidence = facts.evidence(members or graphs)
    return NetworkTie(facts.thing(name), evidence, member, (*said, *facts.others(name)))
