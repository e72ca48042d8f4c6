"""Remembering: what several ask of one graph or network is found once, and goes with it.

In: a function of a thing that never changes, and of settings. Out: the same function, which keeps
its last answer of each thing. Nothing is held when nobody has the thing any more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Thing = TypeVar("Thing")
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def remembered(
    find: Callable[Concatenate[Thing, Asked], Found],
) -> Callable[Concatenate[Thing, Asked], Found]:
    """Return the function, its last answer of each thing kept; nobody may change an answer.

    The answer must not hold the thing itself: then neither would ever go.
    """
    last: WeakKeyDictionary[Thing, tuple[tuple[Any, ...], Found]] = WeakKeyDictionary()

    @wraps(find)
    def found(thing: Thing, /, *asked: Asked.args, **named: Asked.kwargs) -> Found:
        told = last.get(thing)
        if told is None or told[0] != (asked, named):
            told = ((asked, named), find(thing, *asked, **named))
            last[thing] = told
        return told[1]

    return found
