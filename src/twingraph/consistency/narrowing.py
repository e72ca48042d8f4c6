"""Which few statements clash: the smallest sets that HermiT still finds contradictory.

In: statements that contradict each other, and HermiT with its deadline. Out: `Clash`, a set of
which no statement can be missed, or the smallest one known when the time was over. It finds no
words for them.

Source: for the search, progression with nested prefixes (Marques-Silva, Janota and Belov, "Minimal
Sets over Monotone Predicates in Boolean Formulae", CAV 2013); every prefix of a round goes into one
start of Java.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from twingraph.consistency.hermit import Hermit, TimeIsOverError
from twingraph.statements import Knowledge, Statement

_AT_ONCE: Final = 32
"""How many sets go into one start of Java, where they are small."""
_LOAD: Final = 40_000
"""How many statements go into one start of Java, about."""
_BLOCK: Final = 300
"""How many assertions are searched at once: most contradictions are about one thing."""


@dataclass(frozen=True)
class Clash:
    """Statements that cannot be true together; without any one of them they can, if ``minimal``.

    ``empty_class`` is the class (IRI) that can have no member, where it is about one.
    """

    statements: tuple[Statement, ...]
    minimal: bool = True
    empty_class: str | None = None


class Search:
    """A search for the few statements of a contradiction."""

    def __init__(self, hermit: Hermit, known: Knowledge, given: Sequence[Statement] = ()) -> None:
        self._hermit = hermit
        self._known = known
        self._given = list(given)

    def contradictory(self, statements: Iterable[Statement]) -> bool:
        """Return whether some statements contradict each other. Raises TimeIsOverError."""
        return self._first([list(statements)]) is not None

    def narrow(self, statements: Sequence[Statement]) -> Clash:
        """Return a clash among statements that contradict each other, as narrow as time allows."""
        left, found = list(statements), list[Statement]()
        try:
            left = self._block(left)
            while True:
                left = near([*self._given, *found], left)
                size = self._shortest(found, left)
                if size == 0:
                    return Clash(tuple(found))
                left = left[:size]
                found.append(left.pop())
        except _Interrupted as stopped:
            return Clash((*found, *left[: stopped.size]), minimal=False)

    def confirm(self, suspected: Sequence[Statement]) -> Clash | None:
        """Return the clash among suspected statements, or None where HermiT sees none.

        One start of Java where none of them can be missed, one more for each that can. Raises
        TimeIsOverError.
        """
        held = list(suspected)
        first = self._first([*_each_left_out(held, 0), held])
        if first is None:
            return None
        while first is not None and first < len(held):
            # Those before it cannot be missed.
            del held[first]
            following = self._first(_each_left_out(held, first))
            first = None if following is None else first + following
        return Clash(tuple(held))

    def _block(self, statements: list[Statement]) -> list[Statement]:
        """Return the first contradictory choice among all that is said of some things, or all."""
        axioms = [s for s in statements if s.is_axiom]
        by_thing: dict[str, list[Statement]] = {}
        for statement in statements:
            for thing in () if statement.is_axiom else statement.things:
                by_thing.setdefault(thing, []).append(statement)
        blocks: list[dict[Statement, None]] = [{}]
        for thing in sorted(by_thing):
            if len(blocks[-1]) >= _BLOCK:
                blocks.append({})
            blocks[-1].update(dict.fromkeys(by_thing[thing]))
        if len(blocks) == 1:
            return statements
        try:
            first = self._first([[*axioms, *block] for block in blocks])
        except TimeIsOverError:
            raise _Interrupted(len(statements)) from None
        return statements if first is None else [*axioms, *blocks[first]]

    def _shortest(self, found: list[Statement], left: list[Statement]) -> int:
        """Return how many of ``left`` contradict what is found, in order; all of them do."""
        low, high = -1, len(left)
        while high - low > 1:
            sizes = _between(low, high, evenly=not (found or self._given))
            try:
                first = self._first([[*found, *left[:size]] for size in sizes])
            except TimeIsOverError:
                raise _Interrupted(high) from None
            if first is None:
                low = sizes[-1]
            else:
                low, high = sizes[first - 1] if first else low, sizes[first]
        return high

    def _first(self, sets: list[list[Statement]]) -> int | None:
        texts = (self._known.text([*self._given, *chosen]) for chosen in sets)
        return self._hermit.first_clash(texts)


def _each_left_out(statements: list[Statement], start: int) -> list[list[Statement]]:
    return [statements[:at] + statements[at + 1 :] for at in range(start, len(statements))]


class _Interrupted(Exception):  # noqa: N818
    """The time was over; so many of what is left are known to contradict what was found."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def _between(low: int, high: int, *, evenly: bool) -> list[int]:
    """Return a few sizes strictly between two; unless ``evenly``, most of them near ``low``."""
    width = high - low
    # HermiT stops at the first contradiction: small sets before large ones cost little.
    count = min(_AT_ONCE, max(_AT_ONCE // 4, _LOAD // high)) if evenly else _AT_ONCE
    if width <= count + 1:
        return list(range(low + 1, high))
    parts = [i / (count + 1) for i in range(1, count + 1)]
    steps = (width * part if evenly else width**part for part in parts)
    return sorted({low + max(1, round(step)) for step in steps} - {high})


def near(start: Sequence[Statement], statements: Sequence[Statement]) -> list[Statement]:
    """Return statements by their distance from some, then in their order; no start, no change.

    Axioms are near by a term they share; assertions by a thing: so many share a class.
    """
    if not start:
        return list(statements)
    by_name: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        for name in statement.terms | statement.things if statement.is_axiom else statement.things:
            by_name.setdefault(name, []).append(number)
    distance: dict[int, int] = {}
    names = {name for statement in start for name in statement.terms | statement.things}
    seen = set(names)
    while names:
        step = len(set(distance.values()))
        reached = sorted({n for name in names for n in by_name.get(name, ())} - distance.keys())
        distance.update(dict.fromkeys(reached, step))
        names = {n for r in reached for n in statements[r].terms | statements[r].things} - seen
        seen |= names
    far = len(statements)
    order = sorted(range(far), key=lambda number: (distance.get(number, far), number))
    return [statements[number] for number in order]
