"""Which statements the rules read, told from the lines of N-Quads without parsing them.

In: a rule set, and lines as twingraph and its engine write them: terms one space apart. Out: the
lines that rules can conclude something from. A text where a thing must be, a value that its
datatype does not allow, and what has no name stay out; the checks find them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from twingraph.inference.literals import is_allowed
from twingraph.prefixes import PREFIXES, expand
from twingraph.rules.model import RuleSet

_MENTION: Final = f"<{PREFIXES['mention']}".encode()
"""How the names of mentions begin: nothing follows from what a source calls a city."""
_TYPED: Final = b'"^^<'
_PARTS: Final = 3


class Selection:
    """The lines that a rule set reads."""

    def __init__(self, rules: RuleSet) -> None:
        things = rules.terms.object_properties | {expand("rdf:type")}
        self._to_things = {f"<{prop}>".encode() for prop in rules.read & things}
        self._to_values = {f"<{prop}>".encode() for prop in rules.read - things}
        self._of_things = {f"<{prop}>".encode() for prop in rules.read}

    def of(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield those of some lines that the rules read."""
        read, to_values = self._of_things, self._to_values
        for line in lines:
            parts = line.split(b" ", 2)
            if len(parts) != _PARTS or parts[1] not in read:
                continue
            subject, prop, rest = parts
            if not subject.startswith(b"<") or subject.startswith(_MENTION):
                continue
            if rest.startswith(b"<"):
                if not rest.startswith((_MENTION, b"<<")):
                    yield line
            elif prop in to_values and rest.startswith(b'"') and _is_read(rest):
                yield line

    def of_files(self, paths: Iterable[Path]) -> Iterator[bytes]:
        """Yield the lines of N-Quads files that the rules read."""
        for path in paths:
            with path.open("rb") as file:
                yield from self.of(file)


def input_name(rules: RuleSet) -> str:
    """Return the name of the file of what the rules read.

    It tells of what that is: rules that read more do not take an older file for whole.
    """
    read = "\n".join(sorted(rules.read))
    return f"input-{hashlib.sha256(read.encode()).hexdigest()[:12]}.nq"


def graph_of(line: bytes) -> bytes:
    """Return the last term of a line, in its brackets: the graph."""
    return line.rsplit(b" ", 2)[1]


def _is_read(rest: bytes) -> bool:
    """Say whether the literal with which the rest of a line begins has a value that is allowed."""
    text, typed, after = rest.rpartition(_TYPED)
    if not typed:
        return True
    datatype = after[: after.index(b">")].decode()
    return is_allowed(text[1:].decode(), datatype)
