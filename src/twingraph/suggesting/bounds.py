"""What may be asked: the bounds of numbers, and the kinds of the other arguments.

In: arguments as a caller gave them. Out: the same, of the type they should have, or a UsageError
that says what was given and what may be. It reads no graph.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any, Final

from twingraph.errors import UsageError

MOST: Final = 1_000_000
"""Candidates, or hidden ties that are ranked: more than there are anywhere."""
MOST_SEEDS: Final = 1000
"""More repetitions would take weeks, and tell nothing that these do not."""
MOST_SEED: Final = 2**32 - 1
"""The libraries below take no larger ones."""


def whole(name: str, given: Any, least: int, most: int) -> int:
    """Return a whole number. Raises UsageError for anything else, and beyond the bounds."""
    try:
        # True is a number to Python, and a slip here.
        number = None if isinstance(given, bool) else operator.index(given)
    except TypeError:
        number = None
    hint = f"{least} to {most}"
    if number is None:
        raise UsageError(f"{name} is {_shown(given)}, not a whole number", hint=hint)
    if not least <= number <= most:
        raise UsageError(f"{name} is {_size(number)}", hint=hint)
    return number


def text(name: str, given: Any, hint: str) -> str:
    """Return a text. Raises UsageError for anything else."""
    if not isinstance(given, str):
        raise UsageError(f"{name} is {_shown(given)}, not a text", hint=hint)
    return given


def texts(name: str, given: Any, hint: str) -> tuple[str, ...]:
    """Return several texts. Raises UsageError for anything else, for a single text too."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise UsageError(f"{name} is {_shown(given)}, not several texts", hint=hint)
    return tuple(text(f"one of the {name}", each, hint) for each in given)


def one_of(name: str, given: Any, known: tuple[str, ...]) -> Any:
    """Return one of some words. Raises UsageError for any other."""
    if given not in known:
        raise UsageError(f"{name} is {_shown(given)}", hint=" or ".join(known))
    return given


def _shown(given: Any) -> str:
    """Return what was given, in short: it may be a whole table."""
    if given is None or isinstance(given, str | bytes | float | bool):
        told = repr(given)
        return told if len(told) <= 40 else f"{told[:39]}…"
    return f"of type {type(given).__name__}"


def _size(number: int) -> str:
    # Python refuses to write numbers of thousands of digits.
    return str(number) if abs(number) < 10**20 else "beyond all bounds"
