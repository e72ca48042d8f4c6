"""A finding: what is wrong, where it stands, and how the two languages say it.

In: what a check has seen. Out: a value that sorts by file and line, so that the same data always
give the same list, and that knows enough of its cause for every format of report. It judges nothing
and prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from twingraph.prefixes import shorten
from twingraph.store import Term, value

COLUMNS: Final = (
    "file", "line", "severity", "group", "code", "thing", "property", "value", "message",
)  # fmt: skip

Severity = Literal["error", "warning"]
"""An error is wrong; a warning needs a reader's judgement. Both are findings."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault: its code, and what it means in a few words without end stop."""

    code: str
    en: str
    fr: str

    def said(self, language: str) -> str:
        """Return what it means in ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Finding:
    """One fault of the data. ``file`` is empty and ``line`` None where no file was read."""

    code: str
    """The kind of fault, in a few words with hyphens."""
    thing: str
    """What the fault is about, as a reader names it: a prefixed name, or a file."""
    en: str
    fr: str
    file: str = ""
    line: int | None = None
    severity: Severity = "error"
    group: str = ""
    """The group of checks that found it; `check` fills it in."""
    focus: str = ""
    """The IRI of the thing; empty where it has none."""
    path: str = ""
    """The IRI of the property at fault, if it is one property."""
    value: Term | None = None
    """The value at fault, if it is one value."""
    shape: str = ""
    """The IRI of the SHACL shape that is not met."""
    component: str = ""
    """The IRI of the SHACL constraint component that is not met."""

    def message(self, language: str) -> str:
        """Return the message in ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en

    def row(self, language: str) -> tuple[str | int | None, ...]:
        """Return the cells of `COLUMNS`."""
        told = value(self.value)
        return (
            self.file, self.line, self.severity, self.group, self.code, self.thing,
            shorten(self.path), shorten(told) if "://" in told else told, self.message(language),
        )  # fmt: skip

    @property
    def place(self) -> tuple[str, int, str, str, str, str, str, str]:
        """Return what findings are sorted by."""
        return (
            self.file, self.line or 0, self.code, self.thing, self.en,
            self.path, str(self.value or ""), self.shape,
        )  # fmt: skip


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file, line, code and thing, each once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.place))
