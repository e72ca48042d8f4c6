"""A finding: what is wrong, where it stands, and how the two languages say it.

In: what a check has seen. Out: a value that sorts by file and line, so that the same data always
give the same list. It judges nothing and prints nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COLUMNS: Final = ("file", "line", "code", "thing", "message")


@dataclass(frozen=True)
class Finding:
    """One fault of the data. ``file`` is empty and ``line`` None where no file was read."""

    code: str
    thing: str
    en: str
    fr: str
    file: str = ""
    line: int | None = None

    def message(self, language: str) -> str:
        """Return the message in ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en

    def row(self, language: str) -> tuple[str, int | None, str, str, str]:
        """Return the cells of `COLUMNS`."""
        return self.file, self.line, self.code, self.thing, self.message(language)

    @property
    def place(self) -> tuple[str, int, str, str, str]:
        """Return what findings are sorted by."""
        return self.file, self.line or 0, self.code, self.thing, self.en


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings by file, line, code and thing, each once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.place))
