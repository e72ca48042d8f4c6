"""Checks: what is wrong with the data, each fault with its file and line.

In: data folders or a store, and the texts of reports. Out: `Outcome`, the findings in order and
what was looked at. A check is a function from `Material` to findings and its line in ``CHECKS``,
or a file in ``queries/checks``. Nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from twingraph.checks import accounting, evidence
from twingraph.checks.findings import Finding, in_order
from twingraph.checks.material import SECONDS, Material, gather
from twingraph.checks.queries import check_queries, queries_return_no_row
from twingraph.errors import UsageError, near_matches

Check = Callable[[Material], Iterable[Finding]]


@dataclass(frozen=True)
class Group:
    """Checks of one kind, run one after the other."""

    name: str
    checks: tuple[Check, ...]
    java: bool = False
    """Whether they need Java, and so time."""
    number: Callable[[], int] | None = None
    """How many checks they are to a reader, where one function makes several."""


# A group that needs Java stands last: what the others find is then found in any case.
CHECKS: Final[tuple[Group, ...]] = (
    Group(
        "evidence",
        (
            evidence.named_graphs_only,
            evidence.no_blank_nodes,
            evidence.dates_are_valid,
            evidence.slugs_are_registered,
            evidence.extents_are_well_formed,
            evidence.stretches_do_not_overlap,
        ),
    ),
    Group("queries", (queries_return_no_row,), number=lambda: len(check_queries())),
    Group(
        "report",
        (
            accounting.report_is_known,
            accounting.passages_are_in_the_report,
            accounting.sheets_are_right,
            accounting.every_line_is_accounted_for,
        ),
    ),
    Group("shapes", ()),
    Group("consistency", (), java=True),
)


@dataclass(frozen=True)
class Reading:
    """A report's text that was read: how many of its lines are accounted for."""

    name: str
    lines: int
    accounted: int


@dataclass(frozen=True)
class Outcome:
    """What the checks found, and what they looked at."""

    findings: tuple[Finding, ...]
    statements: int
    passages: int
    silent_runs: int
    ran: tuple[tuple[str, int], ...]
    """The groups that ran, each with the number of its checks."""
    left_out: tuple[str, ...]
    """The groups that need Java and were left out."""
    readings: tuple[Reading, ...]

    @property
    def conforms(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings

    def summary(self, language: str = "en") -> str:
        """Return one line that says what was checked and what came of it."""
        words = _WORDS["fr" if language == "fr" else "en"]
        looked_at = [
            f"{number:,} {words[name]}".replace(",", words["thousands"])
            for name, number in (
                ("statements", self.statements),
                ("passages", self.passages),
                ("silent_runs", self.silent_runs),
            )
        ]
        looked_at += [words["reading"].format(r.accounted, r.lines, r.name) for r in self.readings]
        ran = [f"{words[name]} ({number})" for name, number in self.ran]
        ran += [f"{words[name]} {words['left_out']}" for name in self.left_out]
        found = len(self.findings)
        end = words["none"] if not found else words["one" if found == 1 else "many"].format(found)
        checked = f"{words['checks']}{words['colon']} {', '.join(ran)}"
        return f"{', '.join(looked_at)}{words['semicolon']} {checked}{words['semicolon']} {end}."


_WORDS: Final = {
    "en": {
        "statements": "statements",
        "passages": "passages",
        "silent_runs": "silent runs",
        "reading": "{} of {} lines of {} accounted for",
        "checks": "checks",
        "evidence": "evidence",
        "queries": "queries",
        "report": "report",
        "shapes": "shapes",
        "consistency": "consistency",
        "left_out": "left out (it needs Java)",
        "none": "no finding",
        "one": "1 finding",
        "many": "{} findings",
        "colon": ":",
        "semicolon": ";",
        "thousands": ",",
    },
    "fr": {
        "statements": "énoncés",
        "passages": "passages",
        "silent_runs": "suites de lignes muettes",
        "reading": "{} lignes justifiées sur {} dans {}",
        "checks": "vérifications",
        "evidence": "preuves",
        "queries": "requêtes",
        "report": "rapport",
        "shapes": "formes",
        "consistency": "cohérence",
        "left_out": "laissée de côté (elle demande Java)",
        "none": "rien à signaler",
        "one": "1 constat",
        "many": "{} constats",
        "colon": "\u00a0:",
        "semicolon": "\u00a0;",
        "thousands": "\u202f",
    },
}


def check(
    data: Iterable[str | Path] | None = None,
    reports: Iterable[str | Path] = (),
    store: str | Path | None = None,
    *,
    groups: Iterable[str] | None = None,
    quick: bool = False,
    seconds: float = SECONDS,
) -> Outcome:
    """Return what is wrong with data folders (default: the bundled one) or with a store.

    The texts of ``reports`` prove their passages. ``groups`` chooses groups of checks (default: all
    of ``CHECKS``), ``quick`` leaves out those that need Java, and ``seconds`` is how long these may
    take. Raises DataError or OntologyError for what cannot be read at all, UsageError for a folder
    without a store or an unknown group, MachineError for a library or a Java that is missing.
    """
    chosen = _chosen(groups)
    material = gather(data, reports, store, seconds)
    findings = [
        replace(finding, group=group.name)
        for group in chosen
        if not (quick and group.java)
        for run in group.checks
        for finding in run(material)
    ]
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
        ran=tuple(
            (group.name, group.number() if group.number else len(group.checks))
            for group in chosen
            if not (quick and group.java) and (material.reports or group.name != "report")
        ),
        left_out=tuple(group.name for group in chosen if quick and group.java),
        readings=readings,
    )


def _chosen(names: Iterable[str] | None) -> tuple[Group, ...]:
    known = {group.name: group for group in CHECKS if group.checks}
    asked = set(known) if names is None else set(names)
    for name in sorted(asked - set(known)):
        hint = near_matches(name, known) or f"known: {', '.join(known)}"
        raise UsageError(f"no group of checks '{name}'", hint=hint)
    return tuple(group for name, group in known.items() if name in asked)
