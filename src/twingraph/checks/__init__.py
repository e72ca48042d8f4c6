"""Checks: what is wrong with the data, each fault with its file and line.

In: data folders or a store, and the texts of reports. Out: `Outcome`, the findings in order and
what was looked at. A check is a function from `Material` to findings and its line in ``CHECKS``,
or a file in ``queries/checks``. Nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from twingraph.checks import (
    accounting,
    clashes,
    conflicts,
    consistency,
    coordinates,
    evidence,
    queries,
    shapes,
)
from twingraph.checks.findings import Finding, Kind, in_order
from twingraph.checks.material import SECONDS, Material, gather
from twingraph.checks.outcome import Outcome, Ran, Reading
from twingraph.errors import UsageError, near_matches
from twingraph.resources import missing_library
from twingraph.rules import load_rules

__all__ = ["CHECKS", "Check", "Finding", "Group", "Kind", "Material", "Outcome", "check"]

_LONGEST: Final = 1_000_000  # seconds
Check = Callable[[Material], Iterable[Finding]]


@dataclass(frozen=True)
class Group:
    """Checks of one kind, run one after the other."""

    name: str
    checks: tuple[Check, ...]
    kinds: Callable[[], tuple[Kind, ...]]
    """The kinds of fault that they find."""
    java: bool = False
    """Whether they need Java, and so time."""
    quick_only: bool = False
    """Whether they only stand in for what a quick check leaves out."""


# What needs Java stands last.
CHECKS: Final[tuple[Group, ...]] = (
    Group(
        "evidence",
        (
            evidence.named_graphs_only,
            evidence.computed_graphs_are_left_alone,
            evidence.no_blank_nodes,
            evidence.dates_are_valid,
            evidence.slugs_are_registered,
            evidence.extents_are_well_formed,
            evidence.stretches_do_not_overlap,
        ),
        lambda: evidence.KINDS,
    ),
    Group("queries", (queries.queries_return_no_row,), queries.kinds),
    Group(
        "report",
        (
            accounting.report_is_known,
            accounting.passages_are_in_the_report,
            accounting.sheets_are_right,
            accounting.every_line_is_accounted_for,
        ),
        lambda: accounting.KINDS,
    ),
    Group(
        "shapes",
        (shapes.shapes_are_met, coordinates.coordinates_are_in_the_country),
        lambda: (*shapes.kinds(), *coordinates.KINDS),
    ),
    Group(
        "conflicts",
        (
            conflicts.nothing_stands_twice,
            conflicts.no_city_is_tied_to_itself,
            conflicts.homonyms_are_told_apart,
            conflicts.positions_are_in_the_country,
            conflicts.identifiers_agree,
            conflicts.places_are_placed,
        ),
        lambda: conflicts.KINDS,
    ),
    Group("clashes", (clashes.nothing_clashes,), lambda: clashes.KINDS, quick_only=True),
    Group("consistency", (consistency.is_consistent,), lambda: consistency.KINDS, java=True),
)


def check(
    data: Iterable[str | Path] | None = None,
    reports: Iterable[str | Path] = (),
    store: str | Path | None = None,
    *,
    groups: Iterable[str] | None = None,
    quick: bool = False,
    seconds: float = SECONDS,
    begins: Callable[[str, int, int], None] | None = None,
) -> Outcome:
    """Return what is wrong with data folders (default: the bundled one) or with a store.

    The texts of ``reports`` prove their passages. ``groups`` chooses groups of checks (default: all
    of ``CHECKS``), ``quick`` leaves out those that need Java, for which the compiled rules stand
    in, and ``seconds`` is how long these may take. ``begins`` is told of each group that begins,
    how many are done and how many there are. Raises DataError or OntologyError for what cannot be
    read at all, UsageError for a folder without a store, an unknown group or a time that is none,
    MachineError for a library or a Java that is missing.
    """
    chosen = _chosen(groups)
    if not 0 < seconds <= _LONGEST:
        raise UsageError(f"{seconds:g} seconds are no time limit", hint=f"at most {_LONGEST:,}")
    left_out = [group for group in chosen if quick and group.java]
    # Rules that do not compile are the ontology's fault: no check of the data would say so.
    load_rules()
    material = gather(data, reports, store, seconds)
    running = [
        group
        for group in chosen
        if group not in left_out
        and (material.reports or group.name != "report")
        and (quick or not group.quick_only)
    ]
    findings: list[Finding] = []
    for done, group in enumerate(running):
        if begins is not None:
            begins(group.name, done, len(running))
        findings += (replace(finding, group=group.name) for finding in _found(group, material))
    mentions = len(material.mentions.all) if "conflicts" in {g.name for g in running} else 0
    silent = [stretch.silent for stretch in material.stretches]
    readings = tuple(
        Reading(a.text.path.name, len(a.text.lines), len(a.text.lines) - len(a.open_lines))
        for a in accounting.accounts(material)
    )
    return Outcome(
        findings=in_order(findings),
        statements=len(material.quads),
        passages=silent.count(False),
        silent_runs=silent.count(True),
        mentions=mentions,
        ran=tuple(Ran(group.name, group.kinds()) for group in running),
        left_out=tuple(group.name for group in left_out),
        readings=readings,
    )


def _found(group: Group, material: Material) -> Iterator[Finding]:
    try:
        for run in group.checks:
            yield from run(material)
    except ModuleNotFoundError as problem:
        if not problem.name or problem.name.partition(".")[0] == "twingraph":
            raise
        raise missing_library(problem.name) from problem


def _chosen(names: Iterable[str] | None) -> tuple[Group, ...]:
    known = {group.name: group for group in CHECKS}
    asked = set(known) if names is None else set(names)
    for name in sorted(asked - set(known)):
        hint = near_matches(name, known) or f"known: {', '.join(known)}"
        raise UsageError(f"no group of checks '{name}'", hint=hint)
    return tuple(group for name, group in known.items() if name in asked)
