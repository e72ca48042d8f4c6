"""Break data in one place and say which findings that must give: the cases of the checks' tests.

In: the toy report. Out: a copy of the toy report with one passage of text
replaced, and what the checks then say, as code, file and line. A line is told by a piece of text
that stands on it in the broken file, so that the cases survive edits elsewhere.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from twingraph.checks import Outcome, check
from twingraph.resources import folder

TOY = Path(__file__).parent / "data" / "toy-2025"
TEXT = "toy-2025.txt"
NAMES = folder("data") / "outside" / "editorial.trig"

WRITTEN = ("evidence", "queries", "report")
"""The groups of checks whose cases these are; shapes and the reasoner have cases of their own."""

Place = tuple[str, str, int]
"""Code, name of the file, line."""


@dataclass(frozen=True)
class Break:
    """One replacement in one file, and the findings it causes: code, file, a text on the line."""

    name: str
    file: str
    old: str
    new: str
    expected: tuple[tuple[str, str, str], ...]

    @property
    def codes(self) -> set[str]:
        """Return the codes of the findings that it causes."""
        return {code for code, _, _ in self.expected}


def found(code: str, file: str, on: str, times: int = 1) -> tuple[tuple[str, str, str], ...]:
    """Return the expectation of findings of one code on one line."""
    return ((code, file, on),) * times


def broken(case: Break, folder: Path) -> Path:
    """Copy the toy report into a folder and break it."""
    copy = folder / TOY.name
    shutil.copytree(TOY, copy)
    text = (copy / case.file).read_text(encoding="utf-8")
    assert text.count(case.old) == 1, f"{case.old!r} stands {text.count(case.old)} times"
    (copy / case.file).write_text(text.replace(case.old, case.new), encoding="utf-8")
    return copy


def checked(copy: Path, *reports: Path) -> Outcome:
    """Check a copy of the toy report beside the types and names of what the first report knows.

    Of most of these nothing more is said here: what is found in their own file does not count.
    """
    outcome = check([NAMES, copy], reports, groups=WRITTEN)
    own = tuple(f for f in outcome.findings if not f.file or not NAMES.samefile(f.file))
    return replace(outcome, findings=own)


def places(outcome: Outcome) -> list[Place]:
    """Return where the findings stand, sorted."""
    return sorted((f.code, Path(f.file).name, f.line or 0) for f in outcome.findings)


def expected_places(case: Break, copy: Path) -> list[Place]:
    """Return where a case's findings must stand, sorted."""
    return sorted((code, file, line_of(copy / file, on)) for code, file, on in case.expected)


def line_of(path: Path, text: str) -> int:
    """Return the line of a text that stands once in a file; 0 for the empty text."""
    content = path.read_text(encoding="utf-8")
    assert not text or content.count(text) == 1, f"{text!r} stands {content.count(text)} times"
    return content[: content.index(text)].count("\n") + 1 if text else 0
