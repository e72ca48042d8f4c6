"""What a run of the checks came to: the findings, and what was looked at.

In: findings in order, and counts. Out: `Outcome`, from which every format of report is written, and
its summary in one line. It holds no clock: the same data always give the same outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from twingraph.checks.findings import Finding, Kind


@dataclass(frozen=True)
class Reading:
    """A report's text that was read: how many of its lines are accounted for."""

    name: str
    lines: int
    accounted: int


@dataclass(frozen=True)
class Ran:
    """A group of checks that ran."""

    group: str
    kinds: tuple[Kind, ...]
    """The kinds of fault that it looked for."""


@dataclass(frozen=True)
class Outcome:
    """What the checks found, and what they looked at."""

    findings: tuple[Finding, ...]
    statements: int
    passages: int
    silent_runs: int
    ran: tuple[Ran, ...]
    left_out: tuple[str, ...]
    """The groups that need Java and were left out."""
    readings: tuple[Reading, ...]
    mentions: int = 0
    """The places as imported sources name them."""

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
                ("mentions", self.mentions),
            )
            if number or name != "mentions"
        ]
        looked_at += [words["reading"].format(r.accounted, r.lines, r.name) for r in self.readings]
        checked = [self._said(ran, words) for ran in self.ran]
        checked += [f"{words[name]} {words['left_out']}" for name in self.left_out]
        found = len(self.findings)
        end = words["none"] if not found else words["one" if found == 1 else "many"].format(found)
        groups = f"{words['checks']}{words['colon']} {', '.join(checked)}"
        return f"{words['semicolon']} ".join((", ".join(looked_at), groups, f"{end}."))

    def _said(self, ran: Ran, words: dict[str, str]) -> str:
        if ran.group == "consistency":
            at_fault = any(finding.group == ran.group for finding in self.findings)
            return words["reasoned" if at_fault else "consistent"]
        return f"{words[ran.group]} ({len(ran.kinds)})"


_WORDS: Final = {
    "en": {
        "statements": "statements",
        "passages": "passages",
        "silent_runs": "silent runs",
        "mentions": "places named in imports (looked at for conflicts alone)",
        "reading": "{} of {} lines of {} accounted for",
        "checks": "checks",
        "evidence": "evidence",
        "queries": "queries",
        "report": "report",
        "shapes": "shapes",
        "conflicts": "conflicts",
        "clashes": "clashes",
        "consistency": "consistency",
        "consistent": "consistent by HermiT",
        "reasoned": "consistency (HermiT)",
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
        "mentions": "lieux nommés dans des importations (examinés pour les seuls conflits)",
        "reading": "{} lignes justifiées sur {} dans {}",
        "checks": "vérifications",
        "evidence": "preuves",
        "queries": "requêtes",
        "report": "rapport",
        "shapes": "formes",
        "conflicts": "conflits",
        "clashes": "contradictions",
        "consistency": "cohérence",
        "consistent": "cohérent selon HermiT",
        "reasoned": "cohérence (HermiT)",
        "left_out": "laissée de côté (elle demande Java)",
        "none": "rien à signaler",
        "one": "1 constat",
        "many": "{} constats",
        "colon": "\u00a0:",
        "semicolon": "\u00a0;",
        "thousands": "\u202f",
    },
}
