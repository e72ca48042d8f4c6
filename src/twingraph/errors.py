"""The errors of twingraph: one root, one subclass for each person who can mend the cause.

In: what went wrong, where (file, line, column) and how to mend it. Out: an exception whose
``str`` is one line. It prints nothing; the command line turns an error into a line on stderr.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_LONGEST: Final = 600
# French sets a no-break space before a colon: it stays one.
_BLANKS: Final = re.compile("[^\\S\u00a0\u202f]+")
# What would move a terminal's cursor, colour it, or turn the direction of its text.
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class TwingraphError(Exception):
    """Root of all errors that twingraph raises on purpose."""

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        path: str | Path | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """Return ``file:line:column: what (how to mend it)`` on one line."""
        place = ":".join(str(p) for p in (self.path, self.line, self.column) if p is not None)
        text = f"{place}: {self.message}" if place else self.message
        if len(text) > _LONGEST:
            text = f"{text[: _LONGEST // 2]} ... {text[-_LONGEST // 2 :]}"
        if self.hint:
            text = f"{text} ({self.hint})"
        return _CONTROL.sub("\ufffd", _BLANKS.sub(" ", text).strip())


class DataError(TwingraphError):
    """A data file is wrong: its editor can mend it."""


class OntologyError(TwingraphError):
    """A file of the ontology is wrong: its editor can mend it."""


class QueryError(TwingraphError):
    """A SPARQL query is wrong: its writer can mend it."""


class UsageError(TwingraphError):
    """A command or a call asks for something that is not there: the user can mend it."""


class RefusedError(TwingraphError):
    """A number would mean nothing here: the user can ask something else, or insist.

    ``reason`` and ``reason_fr`` say why in a person's words, in English and in French.
    """

    def __init__(self, message: str, *, reason: str, reason_fr: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
        self.reason_fr = reason_fr


class MachineError(TwingraphError):
    """Something is missing on this machine, or refuses to work: its owner can mend it."""

    exit_code = 3


def near_matches(asked: str, known: Iterable[str], limit: int = 3) -> str | None:
    """Return a hint that names the known words nearest to the one asked for, if any is near."""
    import difflib  # only a mistake pays for loading it

    found = difflib.get_close_matches(asked, sorted(set(known)), n=limit, cutoff=0.6)
    return did_you_mean(found)


def did_you_mean(names: Iterable[str]) -> str | None:
    """Return a hint that offers these names, or None where there is none."""
    offered = " or ".join(names)
    return f"did you mean {offered}?" if offered else None
