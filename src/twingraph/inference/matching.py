"""Rules against facts: the ways in which a body holds, and how far it holds where it does not.

In: facts by predicate, and a rule with some of its variables bound. Out: the bindings under which
the body holds, or the furthest `Attempt` with what is missing or what stands against it. The search
goes back and forth within a given number of tries, so that no rule and no data make it endless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as px

from twingraph.inference.evaluating import evaluate, holds
from twingraph.prefixes import PREFIXES
from twingraph.rules.model import Atom, Bindings, Comparison, Condition, Constant, Not, Variable
from twingraph.rules.model import Rule as _Rule

TRIES: Final = 20_000
"""How many times the search for one rule binds a premise."""

_SHARED: Final = (PREFIXES["date"], "https://w3id.org/twingraph/vocab/")
"""Where the names begin of what has no part in a fact: days and concepts."""

Row = tuple[Constant, ...]


class Facts:
    """Facts by predicate, each predicate read when it is first asked for."""

    def __init__(self, read: Callable[[str], Iterable[Row]]) -> None:
        self._read = read
        self._rows: dict[str, list[Row]] = {}
        self._held: dict[str, set[Row]] = {}
        self._by_term: dict[tuple[str, int], dict[Constant, list[Row]]] = {}

    def rows(self, predicate: str) -> list[Row]:
        """Return all facts of a predicate, in no order."""
        if predicate not in self._rows:
            self._rows[predicate] = list(self._read(predicate))
        return self._rows[predicate]

    def matching(self, atom: Atom) -> list[Row]:
        """Return the facts that an atom can be, sorted; its variables may be anything."""
        bound = [(i, t) for i, t in enumerate(atom.terms) if not isinstance(t, Variable)]
        if len(bound) == len(atom.terms):
            row = tuple(term for _, term in bound)
            return [row] if row in self._set(atom.predicate) else []
        found = self.rows(atom.predicate)
        for i, term in bound:
            with_term = self._index(atom.predicate, i).get(term, [])
            if len(with_term) < len(found):
                found = with_term
        # Sorted here: most facts are never looked at.
        return sorted({row for row in found if unified(atom, row, {}) is not None}, key=_text)

    def _set(self, predicate: str) -> set[Row]:
        if predicate not in self._held:
            self._held[predicate] = set(self.rows(predicate))
        return self._held[predicate]

    def _index(self, predicate: str, position: int) -> dict[Constant, list[Row]]:
        key = predicate, position
        if key not in self._by_term:
            index: dict[Constant, list[Row]] = {}
            for row in self.rows(predicate):
                index.setdefault(row[position], []).append(row)
            self._by_term[key] = index
        return self._by_term[key]


@dataclass(frozen=True)
class Attempt:
    """How far a rule comes towards a fact.

    ``held`` are the premises that hold, in the rule's order; ``missing`` those that do not, with
    what is bound in them; ``failed`` is a comparison that does not hold; of what is in neither,
    nothing is known. Where nothing is missing,
    ``denied`` is what must not hold, and ``blocker`` the fact that makes it hold.
    """

    rule: _Rule
    bindings: Bindings
    held: tuple[Atom, ...]
    missing: tuple[Atom, ...] = ()
    failed: Comparison | None = None
    denied: Atom | None = None
    blocker: Atom | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """Return a number that is the lower, the nearer the rule comes."""
        lacking = len(self.missing) + (self.failed is not None)
        return (lacking, -len(self.held))


def unified(atom: Atom, row: Row, bindings: Bindings) -> dict[str, Constant] | None:
    """Return the bindings under which an atom is a fact, or None if it cannot be."""
    if len(atom.terms) != len(row):
        return None
    found = dict(bindings)
    for term, value in zip(atom.terms, row, strict=True):
        known = found.setdefault(term.name, value) if isinstance(term, Variable) else term
        if known != value:
            return None
    return found


def matches(rule: _Rule, fact: Atom, facts: Facts, tries: int = TRIES) -> Iterator[Bindings]:
    """Yield the bindings under which a rule concludes a fact, in the order of the facts."""
    for found in _search(rule, fact, facts, tries, whole=True):
        if not found.rank[0] and found.blocker is None:
            yield found.bindings


def furthest(rule: _Rule, fact: Atom, facts: Facts, tries: int = TRIES) -> Attempt | None:
    """Return the attempt that comes nearest to a fact, or None where the head cannot be it.

    Variables of the fact may be anything. Where the rule applies after all, the attempt has nothing
    missing and no blocker.
    """
    tried = _search(rule, fact, facts, tries, whole=False)
    return min(tried, key=lambda found: found.rank, default=None)


def _search(rule: _Rule, fact: Atom, facts: Facts, tries: int, *, whole: bool) -> Iterator[Attempt]:
    """Yield where the search ends: where the rule applies, and where it lacks something.

    With ``whole`` only the first is wanted, and nothing is tried where something lacks already.
    """
    start = _start(rule.head, fact)
    if start is None:
        return
    body = tuple(range(len(rule.body)))
    stack: list[tuple[dict[str, Constant], tuple[int, ...]]] = [(start, body)]
    while stack and tries > 0:
        tries -= 1
        bindings, left = stack.pop()
        bindings, left, failed = _compared(rule.body, bindings, left)
        open_ = [i for i in left if isinstance(rule.body[i], Atom)]
        if failed is not None:
            yield _attempt(rule, bindings, open_, (), failed=failed)
            continue
        choices = {i: facts.matching(_atom(rule.body[i]).at(bindings)) for i in open_}
        empty = [i for i in open_ if not choices[i]]
        possible = [i for i in open_ if choices[i]]
        linked = [i for i in possible if _is_linked(_atom(rule.body[i]), bindings)]
        # What holds of anything whatever is tried last: it says nothing of this fact.
        if not possible or (empty and (whole or not linked)):
            yield _ended(rule, bindings, open_, empty, facts)
            continue
        chosen = min(linked or possible, key=lambda i: (len(choices[i]), i))
        rows = choices[chosen][:tries]
        rest = tuple(i for i in left if i != chosen)
        atom = _atom(rule.body[chosen])
        following = (unified(atom, row, bindings) for row in reversed(rows))
        stack += [(found, rest) for found in following if found is not None]


def _start(head: Atom, fact: Atom) -> dict[str, Constant] | None:
    """Return what a fact binds in a rule's head; a variable of the fact may be anything."""
    if head.predicate != fact.predicate or len(head.terms) != len(fact.terms):
        return None
    wanted = [
        (h, f) for h, f in zip(head.terms, fact.terms, strict=True) if type(f) is not Variable
    ]
    known = tuple(f for _, f in wanted if not isinstance(f, Variable))
    return unified(Atom(head.predicate, tuple(h for h, _ in wanted)), known, {})


def _compared(
    body: tuple[Condition, ...], bindings: dict[str, Constant], left: tuple[int, ...]
) -> tuple[dict[str, Constant], tuple[int, ...], Comparison | None]:
    """Compute and compare what is bound; return what is left, and a comparison that fails."""
    known, rest = dict(bindings), []
    for i in left:
        part = body[i]
        if not isinstance(part, Comparison):
            rest.append(i)
            continue
        try:
            given = part.left
            if isinstance(given, Variable) and part.operator == "=" and given.name not in known:
                value = evaluate(part.right, known)
                if value is not None:
                    known[given.name] = value
            result = holds(part, known)
        except ValueError:
            result = False
        if result is None:
            rest.append(i)
        elif not result:
            return known, tuple(rest), part
    return known, tuple(rest), None


def _is_linked(atom: Atom, bindings: Bindings) -> bool:
    """Say whether an atom is about a thing that is bound, not only about a day or a concept."""
    values = (bindings.get(t.name) for t in atom.terms if isinstance(t, Variable))
    return any(
        isinstance(value, px.NamedNode) and not value.value.startswith(_SHARED) for value in values
    )


def _ended(
    rule: _Rule, bindings: Bindings, open_: list[int], empty: list[int], facts: Facts
) -> Attempt:
    if not open_:
        for part in rule.body:
            if isinstance(part, Not):
                denied = part.atom.at(bindings)
                for row in facts.matching(denied)[:1]:
                    blocker = Atom(denied.predicate, row)
                    return _attempt(rule, bindings, open_, empty, denied=denied, blocker=blocker)
    return _attempt(rule, bindings, open_, empty)


def _attempt(
    rule: _Rule,
    bindings: Bindings,
    open_: Sequence[int],
    empty: Sequence[int],
    *,
    failed: Comparison | None = None,
    denied: Atom | None = None,
    blocker: Atom | None = None,
) -> Attempt:
    premises = [(i, part.at(bindings)) for i, part in enumerate(rule.body) if type(part) is Atom]
    held = tuple(atom for i, atom in premises if i not in open_)
    missing = tuple(atom for i, atom in premises if i in empty)
    return Attempt(rule, bindings, held, missing, failed, denied, blocker)


def _atom(part: Condition) -> Atom:
    if not isinstance(part, Atom):
        raise TypeError("a condition that is no premise")
    return part


def _text(row: Row) -> tuple[str, ...]:
    return tuple(map(str, row))
