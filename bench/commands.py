"""Measure commands that a person waits for: ``explain``, ``check`` and ``check --quick``.

In: a folder for generated data. Out: lines of the page. Each number is the
median of fresh processes, cold: Python's start, the store, the answer. It judges nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from bench.inference import Line, prepared, run

MANY: Final = 100_000
_ROUNDS: Final = 5
# A chain of the ontology, and a rule that asks for the standing of agreements.
_EXPLAINED: Final = ("tg:coPartyWith", "tg:partnerByAgreementWith")
_NAMUR: Final = ("city:namur-be", "tg:coPartyWith", "city:bandung-id")


def measured(folder: Path) -> list[Line]:
    """Return the lines on commands; the store of many agreements is written for them."""
    twingraph = str(Path(sys.executable).with_name("twingraph"))
    namur, many = folder / "namur", folder / "many"
    namur.mkdir()
    subprocess.run((twingraph, "build"), cwd=namur, check=True, capture_output=True)
    run("store", prepared(folder, MANY))
    one, other = _ends(folder)
    return [
        _line("cold `twingraph explain`, Namur", (twingraph, "explain", *_NAMUR), namur, "1.5 s"),
        *(
            _line(
                f"cold `twingraph explain` of {prop}, {MANY:,} agreements",
                (twingraph, "explain", one, prop, other),
                many,
                "10 s",
            )
            for prop in _EXPLAINED
        ),
        _line("`twingraph check`, Namur, with Java", (twingraph, "check"), folder, "20 s"),
        _line("`twingraph check --quick`, Namur", (twingraph, "check", "--quick"), folder, "5 s"),
    ]


def _ends(folder: Path) -> tuple[str, str]:
    """Return the ends of an agreement of the generated data, which a rule ties."""
    text = (folder / f"agreements-{MANY}" / "agreements.trig").read_text(encoding="utf-8")
    last = next(line for line in reversed(text.splitlines()) if " tg:party " in line)
    one, other = last.split("tg:party ")[1].rstrip(" .").split(", ")
    return one, other


def _line(what: str, command: tuple[str, ...], folder: Path, promised: str) -> Line:
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return Line(
        f"{what}, median of {_ROUNDS}",
        f"**{statistics.median(taken):.2f} s**",
        f"under {promised}",
    )
