"""Whether ontology and data can be true together: what HermiT says, as findings.

In: `Material`. Out: a finding for each contradiction and each class that can have no member, with
the few statements that clash and where each stands; or one that says that it was not decided in the
time allowed, which is a warning and not an all-clear. What is inferred is not read: HermiT infers
itself. It reasons nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as px

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material, shown
from twingraph.consistency import Clash, Verdict, judge
from twingraph.consistency.words import said
from twingraph.lines import BLANK
from twingraph.prefixes import expand, shorten
from twingraph.statements import Statement

KINDS: Final = (
    Kind(
        "inconsistent",
        "statements that cannot all be true",
        "des énoncés qui ne peuvent être vrais ensemble",
    ),
    Kind(
        "class-unsatisfiable",
        "a class that can have no member",
        "une classe qui ne peut avoir de membre",
    ),
    Kind(
        "consistency-undecided",
        "the reasoner did not decide, or not everything, in the time allowed",
        "le raisonneur n’a pas décidé, ou pas de tout, dans le temps accordé",
    ),
)
_ONTOLOGY: Final = "graph:ontology"
_TOLD: Final = 12
"""So many statements are named, where a contradiction could not be narrowed further."""

Place = tuple[str, int, str]
"""File (empty where unknown), line, and how both are written."""


def is_consistent(material: Material) -> Iterator[Finding]:
    """Yield contradictions and classes that can have no member; or that this is not decided.

    Raises MachineError where Java or HermiT is missing or fails.
    """
    yield from findings(material, judge(material.asserted.quads(), material.seconds))


def findings(material: Material, verdict: Verdict) -> Iterator[Finding]:
    """Yield what a verdict says as findings."""
    for clash in verdict.clashes:
        en, fr = _told(material, clash)
        yield _finding(
            material, "inconsistent", clash.statements,
            f"these cannot all be true: {en}",
            f"ces énoncés ne peuvent être vrais ensemble\u00a0: {fr}",
        )  # fmt: skip
    for clash in verdict.empty_classes:
        en, fr = _told(material, clash)
        yield material.finding(
            "class-unsatisfiable",
            clash.empty_class or "",
            en=f"can have no member: {en}",
            fr=f"ne peut avoir aucun membre\u00a0: {fr}",
            graph="",
        )
    limit = f"{verdict.seconds:g}\u00a0s"
    if verdict.answer == "undecided":
        yield _undecided(
            material,
            f"whether ontology and data are consistent was not decided in {limit}",
            f"la cohérence de l’ontologie et des données n’a pas été décidée en {limit}",
        )
    elif not verdict.complete:
        yield _undecided(
            material,
            f"there may be more contradictions than are told; {limit} were not enough",
            f"il peut rester d’autres contradictions\u00a0; {limit} n’ont pas suffi",
        )


def _undecided(material: Material, en: str, fr: str) -> Finding:
    return material.finding(
        "consistency-undecided", expand(_ONTOLOGY), en=en, fr=fr, severity="warning"
    )


def _finding(
    material: Material, code: str, statements: tuple[Statement, ...], en: str, fr: str
) -> Finding:
    """Make a finding at the first of the statements: an assertion, where there is one."""
    first = _ordered(material, statements)[0]
    if not isinstance(first.subject, str) or not first.subject:
        return material.finding(code, expand(_ONTOLOGY), en=en, fr=fr)
    value = px.NamedNode(first.object) if isinstance(first.object, str) else None
    return material.finding(
        code, first.subject, en=en, fr=fr,
        graph=first.graphs[0] if first.graphs else "", prop=first.predicate, value=value,
    )  # fmt: skip


def _told(material: Material, clash: Clash) -> tuple[str, str]:
    """Return the statements of a clash, each with its place, in English and French."""
    if not clash.statements:
        return "there was no time to say why", "le temps a manqué pour dire pourquoi"
    ordered = _ordered(material, clash.statements)
    words = [said(s, ordered) for s in ordered[: len(ordered) if clash.minimal else _TOLD]]
    places = [_place(material, statement)[2] for statement in ordered]
    en, fr = (
        separator.join(
            f"{text[language]} ({place})" for text, place in zip(words, places, strict=False)
        )
        for language, separator in enumerate(("; ", "\u00a0; "))
    )
    if clash.minimal:
        return en, fr
    return (
        f"{en} ... (there was time to narrow it down to {len(ordered)} statements, not further)",
        f"{fr} ... (réduit à {len(ordered)} énoncés, le temps a manqué pour aller plus loin)",
    )


def _ordered(material: Material, statements: tuple[Statement, ...]) -> list[Statement]:
    """Return assertions, then axioms, each by their place."""
    return sorted(statements, key=lambda s: (s.is_axiom, _place(material, s), said(s)))


def _place(material: Material, statement: Statement) -> Place:
    """Return where a statement stands: file and line, else its graph."""
    graph = statement.graphs[0] if statement.graphs else ""
    value = statement.object if isinstance(statement.object, str) else BLANK
    if isinstance(statement.subject, str) and statement.subject:
        lines = material.ontology_lines if statement.is_axiom else material.lines
        found = lines.find(statement.subject, graph, statement.predicate, value)
        if found is not None:
            file = shown(found[0])
            return file, found[1], f"{file}:{found[1]}"
    return "", 0, shorten(graph) if graph else _ONTOLOGY
