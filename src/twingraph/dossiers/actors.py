"""Who takes part: persons, organisations and groups.

In: a graph's facts, and the resources chosen. Out: `Actor`. A person is told as the sources name
him or her, and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable

from twingraph.dossiers.model import Actor, Fact
from twingraph.dossiers.reading import Facts


def actors(
    facts: Facts, chosen: Iterable[str], own: set[str], shown: set[str]
) -> tuple[Actor, ...]:
    """Return actors by name, the city's own first, the named before the unnamed."""
    found = [_actor(facts, name, name in own, shown) for name in sorted(set(chosen))]
    return tuple(sorted(found, key=lambda a: (not a.own, not a.named, a.label, a.id)))


def _actor(facts: Facts, name: str, own: bool, shown: set[str]) -> Actor:
    offices: list[Fact] = []
    for node, *_ in facts.to(name, "tg:holder"):
        said = facts.asides(node, "tg:holder", "tg:office")
        offices += [facts.fact("tg:office", v, said) for v in facts.of(node, "tg:office")]
    appears, seen = appearances(facts, name, shown)
    maybe = {v.term for v in facts.of(name, "tg:identityUnknown")}
    maybe |= {other for other, *_ in facts.to(name, "tg:identityUnknown")}
    return Actor(
        id=name,
        label=facts.label(name),
        own=own,
        evidence=facts.evidence(seen or facts.graphs_behind(name)),
        named=not facts.is_a(name, "tg:UnnamedPerson"),
        types=facts.facts(name, "tg:orgType"),
        offices=tuple(sorted(offices, key=lambda f: f.text)),
        facts=facts.others(name, "tg:identityUnknown", "tg:orgType"),
        appears=appears,
        perhaps=tuple(facts.thing(other) for other in sorted(maybe - {name})),
    )


def appearances(facts: Facts, name: str, shown: set[str]) -> tuple[tuple[Fact, ...], set[str]]:
    """Return in which of the things shown a thing comes up, and the graphs that say so."""
    found: dict[tuple[str, str], set[str]] = {}
    for subject, prop, graphs in facts.to(name):
        roles, things = [prop], [subject]
        if prop == "tg:identityUnknown":
            continue
        if prop == "tg:participant":
            roles = [v.term for v in facts.of(subject, "tg:role")]
            things = [v.term for v in facts.of(subject, "tg:inEvent")]
        elif prop == "tg:signatory":
            steps = [step for step, *_ in facts.to(subject, "tg:signature")]
            things = [v.term for step in steps for v in facts.of(step, "tg:stepOf")]
        for role in roles:
            for thing in shown.intersection(things) - {name}:
                found.setdefault((role, thing), set()).update(graphs)
    said = [
        Fact(role, facts.inverse(role), facts.label(thing), facts.evidence(graphs), thing)
        for (role, thing), graphs in found.items()
    ]
    said.sort(key=lambda f: (facts.label(f.property), f.text, f.property, f.id))
    return tuple(said), {graph for graphs in found.values() for graph in graphs}
