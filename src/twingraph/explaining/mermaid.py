"""An explanation as a Mermaid flowchart: what is concluded above, what sources say below.

In: an explanation. Out: the text of a ``flowchart TD``, whose labels hold no character that Mermaid
reads as its own. The same explanation always gives the same text.

Source: Mermaid 10, "Flowcharts - Basic Syntax" (entity codes for special characters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from twingraph.explaining.marks import Marks
from twingraph.explaining.model import Attempt, Explanation, Ground
from twingraph.explaining.words import say

# Letters, digits, spaces and what neither quotes, marks up nor ends a label.
_SAFE: Final = re.compile(r"[\w \u00a0.,:?!()/+=–—…’«»“”≠≤≥−○•-]")
_STYLES: Final = (
    "  classDef fact fill:#FFFFFF,stroke:#6B7280,color:#111827",
    "  classDef step fill:#EEF1F4,stroke:#0072B2,color:#111827",
    "  classDef lack fill:#FFFFFF,stroke:#D55E00,color:#111827,stroke-dasharray:4 3",
)


def flowchart(found: Explanation) -> str:
    """Return an explanation as Mermaid's text."""
    return "\n".join(["flowchart TD", *_lines(found), *_STYLES]) + "\n"


def _lines(found: Explanation) -> Iterator[str]:
    marks = Marks(found)
    if found.kind != "inferred":
        kind = "step" if found.kind == "asserted" else "lack"
        yield _node("asked", kind, found.statement.text, say(found.kind, found.language))
    for number, ground in enumerate(found.grounds, start=1):
        yield _node(f"g{number}", "fact", ground.text, _grounds(marks, (ground,)))
        yield f"  g{number} --> asked"
    for step in found.steps:
        if step.kind == "asserted":
            yield _node(f"s{step.number}", "fact", step.text, _grounds(marks, step.grounds))
            continue
        rule = say("by-rule", found.language, rule=step.rule).rstrip(": \u00a0")
        denied = [say(c.kind, found.language, text=c.text) for c in step.conditions]
        yield _node(f"s{step.number}", "step", step.text, rule, *denied)
        yield from (f"  s{premise} --> s{step.number}" for premise in dict.fromkeys(step.premises))
    for number, attempt in enumerate(found.attempts, start=1):
        yield from _attempt(found, attempt, f"a{number}", "asked")


def _attempt(found: Explanation, attempt: Attempt, name: str, to: str) -> Iterator[str]:
    rule = say("attempt", found.language, rule=attempt.rule, sentence=attempt.sentence)
    yield _node(name, "lack", rule)
    yield f"  {name} -.-> {to}"
    yield from (f"  s{number} --> {name}" for number in dict.fromkeys(attempt.held))
    lacks = [("missing" if i == 0 else "also-missing", t) for i, t in enumerate(attempt.missing)]
    if attempt.failed is not None:
        lacks.append(("failed", attempt.failed))
    for number, (key, text) in enumerate(lacks, start=1):
        yield _node(f"{name}m{number}", "lack", say(key, found.language, text=text))
        yield f"  {name}m{number} -.-> {name}"
    if attempt.blocker is not None:
        yield f"  s{attempt.blocker} --x {name}"
    for number, inner in enumerate(attempt.inner, start=1):
        yield from _attempt(found, inner, f"{name}i{number}", f"{name}m1")


def _grounds(marks: Marks, grounds: tuple[Ground, ...]) -> str:
    return marks.mark(grounds)


def _node(name: str, kind: str, *texts: str) -> str:
    label = "<br/>".join(_escaped(text) for text in texts if text)
    return f'  {name}["{label}"]:::{kind}'


def _escaped(text: str) -> str:
    """Return a text with every sign that Mermaid may read as its own as an entity code."""
    flat = " ".join(text.split())
    return "".join(c if _SAFE.fullmatch(c) else f"#{ord(c)};" for c in flat)
