"""The data of an explanation: frozen values in one language, and their JSON.

In: nothing. Out: types that hold text, prefixed names, numbers of steps and evidence. A proof is a
table of `Step` values, each fact once; premises are named by number, so that a long proof is a long
table and no deep nest. docs/explain.md describes the JSON.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "fr"]
Kind = Literal["asserted", "inferred", "absent"]
GroundKind = Literal["stated", "implied", "structure", "ours", "ontology", "dates", "outside"]


@dataclass(frozen=True)
class Term:
    """A resource (its prefixed name and its label) or a literal (its text as both)."""

    id: str
    label: str
    literal: bool = False
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Statement:
    """A triple, and how it reads."""

    subject: Term
    property: Term
    value: Term
    text: str


@dataclass(frozen=True)
class Passage:
    """A passage of a report; ``sentence`` is filled where the report's text was given."""

    id: str
    report: str
    report_label: str
    sheet: int | None
    first_line: int | None
    last_line: int | None
    from_character: int | None
    to_character: int | None
    summary: str
    sentence: str | None = None


@dataclass(frozen=True)
class Row:
    """A row of an imported list: the source's own key of it, and its word for the tie."""

    key: str
    word: str


@dataclass(frozen=True)
class Ground:
    """A named graph that asserts a fact: what it is, its source, and the passages it rests on.

    ``kind`` is ``stated`` for what passages say, ``implied`` for what they only imply (``because``
    gives the reason), ``structure`` for the order of a report, ``ours`` for our own words,
    ``ontology``, ``dates`` for what the name of a date says, and ``outside`` for other sources.
    ``passages`` are names of `Passage`. An imported list has ``rows`` in their place, and an
    ``origin``: of when its data are, where they were got, under which terms.
    """

    graph: str
    kind: GroundKind
    text: str
    source: Term
    reviewer: str | None = None
    because: str | None = None
    passages: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    origin: str | None = None


@dataclass(frozen=True)
class Condition:
    """A condition of a rule that is no premise: a comparison, or what must not hold."""

    kind: Literal["compared", "denied"]
    text: str


@dataclass(frozen=True)
class Step:
    """A fact of a proof: asserted, with its grounds, or concluded by a rule from other steps.

    ``text`` says the fact. ``statement`` is None for what is no triple: a rule's own in-between
    result, or what one graph says. ``rule`` is the name, ``sentence`` the rule's sentence with the
    labels of what it is applied to, ``premises`` the numbers of other steps.
    """

    number: int
    kind: Literal["asserted", "inferred"]
    text: str
    statement: Statement | None
    grounds: tuple[Ground, ...] = ()
    rule: str | None = None
    sentence: str | None = None
    conditions: tuple[Condition, ...] = ()
    premises: tuple[int, ...] = ()


@dataclass(frozen=True)
class Near:
    """A fact that the graph holds and that is near to one that it does not hold.

    ``how`` is ``inverse`` (from value to subject), ``between`` (another property between the two),
    ``same-subject`` (another value) or ``same-value`` (another subject).
    """

    how: Literal["inverse", "between", "same-subject", "same-value"]
    statement: Statement
    inferred: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Attempt:
    """How far a rule comes towards a fact that does not follow.

    ``sentence`` has … for what stays open. ``held`` and ``blocker`` are numbers of steps: the
    premises that hold, and the fact for which the rule does not apply. ``missing`` says the
    premises that do not hold, the first in the rule's order first; ``failed`` the comparison that
    does not hold; ``denied`` what must not hold and does. ``inner`` says the same of the first
    missing premise where it is a rule's own in-between result.
    """

    rule: str
    sentence: str
    held: tuple[int, ...]
    missing: tuple[str, ...] = ()
    failed: str | None = None
    denied: str | None = None
    blocker: int | None = None
    inner: tuple[Attempt, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why a fact is in the graph, or what is there instead and what it would need.

    ``grounds`` are those of an asserted fact, ``steps`` the proof of an inferred one (its first is
    the fact), or what the attempts of an absent one rest on. ``passages`` are all that are cited.
    """

    kind: Kind
    language: Language
    statement: Statement
    grounds: tuple[Ground, ...] = ()
    steps: tuple[Step, ...] = ()
    near: tuple[Near, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    other_rules: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    def step(self, number: int) -> Step:
        """Return the step with a number."""
        return self.steps[number - 1]


def to_json(found: Explanation) -> str:
    """Return an explanation as JSON text, fields in the order of the classes."""
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2) + "\n"
