"""Checks: what is wrong with the data, each fault with its file and line.

In: data folders or a store, and the texts of reports. Out: `Outcome`, the findings in order and
what was looked at. A check is a function from `Material` to findings and its line in ``CHECKS``,
or a file in ``queries/checks``. Nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.checks import accounting, evidence
from twingraph.checks.findings import Finding, in_order
from twingraph.checks.material import Material, gather
from twingraph.checks.queries import check_queries, queries_return_no_row

Check = Callable[[Material], Iterable[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    evidence.named_graphs_only,
    evidence.no_blank_nodes,
    evidence.dates_are_valid,
    evidence.slugs_are_registered,
    evidence.extents_are_well_formed,
    evidence.stretches_do_not_overlap,
    queries_return_no_row,
    accounting.report_is_known,
    accounting.passages_are_in_the_report,
    accounting.sheets_are_right,
    accounting.every_line_is_accounted_for,
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
    checks: int
    readings: tuple[Reading, ...]

    def summary(self, language: str = "en") -> str:
        """Return one line that says what was checked and what came of it."""
        words = _WORDS["fr" if language == "fr" else "en"]
        parts = [
            f"{number:,} {words[name]}".replace(",", words["thousands"])
            for name, number in (
                ("statements", self.statements),
                ("passages", self.passages),
                ("silent_runs", self.silent_runs),
            )
        ]
        parts += [words["reading"].format(r.accounted, r.lines, r.name) for r in self.readings]
        found = len(self.findings)
        end = words["none"] if not found else words["one" if found == 1 else "many"].format(found)
        return f"{', '.join(parts)}, {self.checks} {words['checks']}{words['colon']} {end}."


_WORDS: Final = {
    "en": {
        "statements": "statements",
        "passages": "passages",
        "silent_runs": "silent runs",
        "checks": "checks",
        "reading": "{} of {} lines of {} accounted for",
        "none": "no finding",
        "one": "1 finding",
        "many": "{} findings",
        "colon": ":",
        "thousands": ",",
    },
    "fr": {
        "statements": "énoncés",
        "passages": "passages",
        "silent_runs": "suites de lignes muettes",
        "checks": "vérifications",
        "reading": "{} lignes justifiées sur {} dans {}",
        "none": "rien à signaler",
        "one": "1 constat",
        "many": "{} constats",
        "colon": "\u00a0:",
        "thousands": "\u202f",
    },
}


def check(
    data: Iterable[str | Path] | None = None,
    reports: Iterable[str | Path] = (),
    store: str | Path | None = None,
) -> Outcome:
    """Check data folders (default: the bundled one) or a store, with the texts of reports if given.

    Raises DataError for what cannot be read at all, UsageError for a folder without a store.
    """
    material = gather(data, reports, store)
    findings = [finding for run in CHECKS for finding in run(material)]
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
        checks=len(CHECKS) - 1 + len(check_queries()),
        readings=readings,
    )
