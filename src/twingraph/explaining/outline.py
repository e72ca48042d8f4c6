"""An explanation as an outline: lines with a level, which text and page then lay out.

In: an explanation. Out: `Line` values. Each step is told once, where it is first met; a proof that
goes deeper than a reader can follow on a page is continued below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Literal

from twingraph.explaining.marks import HOLLOW, Marks
from twingraph.explaining.model import Attempt, Condition, Explanation, Ground, Passage, Step
from twingraph.explaining.words import say

DEEPEST: Final = 7
"""How many levels a tree has before it is continued below."""

Role = Literal[
    "step", "fact", "condition", "reference", "attempt", "lack", "group", "note", "source"
]


@dataclass(frozen=True)
class Line:
    """A line of a tree: its text, the mark at its end, what stands below it in small, its lines."""

    role: Role
    text: str
    mark: str = ""
    number: int | None = None
    to: int | None = None
    """The step that a reference refers to."""
    notes: tuple[str, ...] = ()
    below: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Section:
    """A heading and the trees under it."""

    key: str
    heading: str
    lines: tuple[Line, ...]


def outline(found: Explanation) -> tuple[Section, ...]:
    """Return the sections of an explanation, those that are empty left out."""
    writer = _Writer(found)
    return tuple(section for section in writer.sections() if section.lines)


class _Writer:
    def __init__(self, found: Explanation) -> None:
        self._found = found
        self._lang = found.language
        self.marks = Marks(found)
        self._told: set[int] = set()
        self._later: list[int] = []

    def sections(self) -> Iterator[Section]:
        found = self._found
        if found.kind == "asserted":
            lines = tuple(self._ground(ground) for ground in found.grounds)
            yield self._section("proof", lines)
            return
        if found.kind == "inferred":
            yield self._section("proof", (self._tree(1, 0), *self._continued()))
        else:
            near = tuple(self._near())
            nothing = Line("note", self._say("nothing-near"))
            yield self._section("near", near or (nothing,))
            yield self._section("attempts", (*self._attempts(), *self._continued()))
        reasons = (self._reason(n, g) for n, g in self.marks.reasons.values())
        yield self._section("reasons", tuple(reasons))
        yield self._section("passages", tuple(map(self._passage, found.passages)))

    def _section(self, key: str, lines: tuple[Line, ...]) -> Section:
        return Section(key, self._say(key), lines)

    # Proofs.

    def _tree(self, number: int, level: int) -> Line:
        step = self._found.step(number)
        if step.kind == "asserted":
            return Line("fact", step.text, self.marks.mark(step.grounds))
        if number in self._told:
            return Line("reference", step.text, f"({self._say('see', n=number)})", to=number)
        if level >= DEEPEST:
            if number not in self._later:
                self._later.append(number)
            return Line("reference", step.text, f"({self._say('below', n=number)})", to=number)
        self._told.add(number)
        premises = (self._tree(premise, level + 1) for premise in step.premises)
        below = (*premises, *map(self._condition, step.conditions))
        return Line("step", step.text, number=number, notes=self._rule(step), below=below)

    def _continued(self) -> Iterator[Line]:
        while self._later:
            number = self._later.pop(0)
            if number not in self._told:
                yield self._tree(number, 0)

    def _rule(self, step: Step) -> tuple[str, ...]:
        """Return which rule concludes a step; its sentence is said but once."""
        rule = self._say("by-rule", rule=step.rule)
        return (f"{rule} {step.sentence}" if step.statement else rule.rstrip(": \u00a0"),)

    def _condition(self, condition: Condition) -> Line:
        return Line("condition", self._say(condition.kind, text=condition.text))

    # What is not there.

    def _near(self) -> Iterator[Line]:
        name = self._found.statement.subject.label
        for how, group in groupby(self._found.near, key=lambda near: near.how):
            facts = tuple(
                Line("fact", near.statement.text, self.marks.mark(near.grounds) or self._inferred)
                for near in group
            )
            yield Line("group", self._say(how, name=name), below=facts)

    @property
    def _inferred(self) -> str:
        return f"[{self._say('by')}]"

    def _attempts(self) -> Iterator[Line]:
        found = self._found
        if not found.attempts:
            yield Line("note", self._say("no-rule"))
        for attempt in found.attempts:
            yield self._attempt(attempt)
        more = len(found.other_rules)
        if more:
            yield Line("note", self._say("one-other-rule" if more == 1 else "other-rules", n=more))

    def _attempt(self, attempt: Attempt, above: str = "") -> Line:
        below = [self._tree(number, 1) for number in attempt.held]
        first, *others = attempt.missing or ("",)
        if attempt.missing:
            inner = tuple(self._attempt(one, first) for one in attempt.inner)
            below.append(Line("lack", self._say("missing", text=first), below=inner))
            below += [Line("lack", self._say("also-missing", text=other)) for other in others]
        if attempt.failed is not None:
            below.append(Line("lack", self._say("failed", text=attempt.failed)))
        if attempt.blocker is not None:
            blocker = self._tree(attempt.blocker, 2)
            below.append(Line("lack", self._say("blocked", text=attempt.denied), below=(blocker,)))
        text = self._say("attempt", rule=attempt.rule, sentence=attempt.sentence)
        if attempt.sentence.rstrip(".") in above:
            text = self._say("by-rule", rule=attempt.rule).rstrip(": \u00a0")
        return Line("attempt", text, below=tuple(below))

    # Where it comes from.

    def _ground(self, ground: Ground) -> Line:
        passages = {passage.id: passage for passage in self._found.passages}
        notes = []
        if ground.because is not None:
            notes.append(f"{HOLLOW} {self._say('because', reason=ground.because)}")
        if ground.reviewer is not None:
            notes.append(self._say("reviewer", who=ground.reviewer))
        notes += [
            self._say("row-word" if r.word else "row", n=r.key, word=r.word) for r in ground.rows
        ]
        if ground.origin:
            notes.append(ground.origin)
        below = tuple(self._passage(passages[name]) for name in ground.passages)
        return Line("source", ground.text, f"({ground.graph})", notes=tuple(notes), below=below)

    def _reason(self, number: int, ground: Ground) -> Line:
        mark = f"[{self.marks.places(ground)}]"
        return Line("source", f"{HOLLOW}{number} {ground.because}", mark)

    def _passage(self, passage: Passage) -> Line:
        quoted = passage.sentence
        notes = () if quoted is None else (self._say("sentence", text=quoted),)
        return Line("source", passage.summary or passage.id, f"[{self.marks.place(passage)}]",
                    notes=notes)  # fmt: skip

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._lang, **values)
