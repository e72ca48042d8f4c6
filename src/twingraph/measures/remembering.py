"""Remembering: what several measures of one network need is found once while that network lives.

In: a function of links and settings. Out: the same function, which keeps its last answer of each
network. An answer goes with its network: nothing is held when nobody has the network any more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from twingraph.projections.model import Links

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def remembered(
    find: Callable[Concatenate[Links, Asked], Found],
) -> Callable[Concatenate[Links, Asked], Found]:
    """Return the function, its last answer of each network kept.

    The answer must not hold the network itself: then neither would ever go.
    """
    last: WeakKeyDictionary[Links, tuple[tuple[Any, ...], Found]] = WeakKeyDictionary()

    @wraps(find)
    def found(links: Links, /, *asked: Asked.args, **named: Asked.kwargs) -> Found:
        told = last.get(links)
        if told is None or told[0] != (asked, named):
            told = ((asked, named), find(links, *asked, **named))
            last[links] = told
        return told[1]

    return found
