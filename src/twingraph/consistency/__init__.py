"""Consistency: whether ontology and data can be true together, and if not, what clashes.

In: quads, and how many seconds HermiT may take. Out: `Verdict`: consistent, inconsistent or not
decided in time, with each clash as the few statements that it rests on, and the classes that can
have no member. The compiled rules suspect, HermiT judges. Nothing is mended and nothing is worded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

import pyoxigraph as px

from twingraph.consistency.hermit import Hermit, TimeIsOverError, open_hermit
from twingraph.consistency.narrowing import Clash, Search
from twingraph.consistency.suspects import suspected_clashes
from twingraph.statements import TYPE, Knowledge, Statement, knowledge

__all__ = ["Answer", "Clash", "Verdict", "judge"]

Answer = Literal["consistent", "inconsistent", "undecided"]
_SOMETHING: Final = "urn:twingraph:something"
_MOST: Final = 20
"""So many clashes are explained at most; when they are mended, the others show."""


@dataclass(frozen=True)
class Verdict:
    """What HermiT says of ontology and data.

    ``clashes`` are contradictions, no two of which share an assertion; ``empty_classes`` are those
    that can have no member, each with its clash, or alone where time was over. ``complete`` is
    False where there are more than are told. ``runs`` counts how often Java was started.
    """

    answer: Answer
    seconds: float
    clashes: tuple[Clash, ...] = ()
    empty_classes: tuple[Clash, ...] = ()
    complete: bool = True
    runs: int = 0


def judge(quads: Iterable[px.Quad], seconds: float) -> Verdict:
    """Return whether the ontology among some quads and the assertions of all can be true together.

    Raises MachineError where Java or HermiT is missing or fails, OntologyError where HermiT refuses
    the ontology.
    """
    known = knowledge(quads, valued=True)
    with open_hermit(seconds) as engine:
        try:
            empty = _empty_classes(engine, known)
        except TimeIsOverError:
            return Verdict("undecided", seconds, complete=False, runs=engine.runs)
        if len(empty) == 2:
            explained, complete = _explained(engine, known, *empty)
            return Verdict("consistent", seconds, (), explained, complete, engine.runs)
        clashes, complete = _clashes(engine, known, alone=not empty)
        # Only of the ontology alone are empty classes known.
        alone = empty[0] if empty else []
        explained, every = _explained(engine, known, alone, alone)
        return Verdict("inconsistent", seconds, clashes, explained, complete and every, engine.runs)


def _empty_classes(engine: Hermit, known: Knowledge) -> list[list[str]]:
    """Return the empty classes of the ontology alone, and of all, as far as these hold."""
    alone = known.text(known.axioms)
    return engine.empty_classes([alone, known.text([*known.axioms, *known.assertions])])


def _clashes(engine: Hermit, known: Knowledge, *, alone: bool) -> tuple[tuple[Clash, ...], bool]:
    """Return clashes of contradictory statements, and whether these are all.

    ``alone`` says that the ontology contradicts itself, without the data.
    """
    found: list[Clash] = []
    search = Search(engine, known)
    rest = replace(known, assertions=()) if alone else known
    try:
        while len(found) < _MOST:
            statements = [*rest.axioms, *rest.assertions]
            if found and not search.contradictory(statements):
                return tuple(found), True
            fresh = _confirmed(search, suspected_clashes(rest), _MOST - len(found))
            fresh = fresh or [search.narrow(statements)]
            found += fresh
            gone = {s for clash in fresh for s in clash.statements if not s.is_axiom}
            if not gone or not all(clash.minimal for clash in fresh):
                break
            rest = replace(rest, assertions=tuple(s for s in rest.assertions if s not in gone))
    except TimeIsOverError:
        pass
    return tuple(found), False


def _confirmed(
    search: Search, suspected: Iterable[tuple[Statement, ...]], most: int
) -> list[Clash]:
    """Return the suspected clashes that HermiT confirms and that share no assertion."""
    found: list[Clash] = []
    used: set[Statement] = set()
    for statements in suspected:
        said = {s for s in statements if not s.is_axiom}
        if said & used or len(found) == most:
            continue
        clash = search.confirm(statements)
        if clash is not None:
            found.append(clash)
            used |= said
    return found


def _explained(
    engine: Hermit, known: Knowledge, alone: list[str], all_: list[str]
) -> tuple[tuple[Clash, ...], bool]:
    """Return classes that can have no member, each with what clashes, and whether all have one.

    ``alone`` are those of the ontology, ``all_`` those of ontology and data.
    """
    found = []
    for cls in all_:
        given = _member(cls)
        within = replace(known, assertions=()) if cls in alone else known
        search = Search(engine, known, [given])
        suspected = suspected_clashes(replace(within, assertions=(*within.assertions, given)))
        try:
            sets = [tuple(s for s in one if s != given) for one in suspected if given in one]
            found += _confirmed(search, sets, 1) or [
                search.narrow([*within.axioms, *within.assertions])
            ]
        except TimeIsOverError:
            found.append(Clash((), minimal=False))
        found[-1] = replace(found[-1], empty_class=cls)
    return tuple(found), all(clash.minimal for clash in found)


def _member(cls: str) -> Statement:
    """Return that something is a member of a class."""
    return Statement(_SOMETHING, TYPE, cls, (f"<{_SOMETHING}> <{TYPE}> <{cls}> .\n",))
