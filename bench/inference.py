"""Measure inference: against owlrl, at 10,000 and 100,000 agreements, with memory and a proof.

In: a folder for generated data. Out: lines of the page, each with what was measured and what was
promised. Every number comes from a process of its own: ``python -m bench.inference TASK FILE`` runs
one task over an N-Quads file and prints its figures as JSON. It judges nothing.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.agreements import write

ROUNDS: Final = 5
LONGEST: Final = 60.0
"""Seconds that owlrl is given."""
_PROVED: Final = ("tg:coPartyWith", "tg:twinnedWith", "tg:indirectPartnerOf", "tg:Agent")

Figures = dict[str, float]


@dataclass(frozen=True)
class Line:
    """One line of the page."""

    what: str
    measured: str
    promised: str


def measured(folder: Path) -> list[Line]:
    """Return the lines on inference; several minutes."""
    small, large = (prepared(folder, number) for number in (10_000, 100_000))
    tens = [run("infer", small) for _ in range(ROUNDS)]
    hundreds = [run("infer", large) for _ in range(ROUNDS)]
    proofs = run("prove", large)
    ten, hundred = (_median(runs, "seconds") for runs in (tens, hundreds))
    peak = max(run["megabytes"] for run in tens)
    return [
        against_owlrl(folder),
        Line(
            f"inference, 10,000 agreements ({_triples(tens)}), median of {ROUNDS}",
            f"{ten:.2f} s, {tens[0]['inferred']:,.0f} inferred",
            "",
        ),
        Line("peak memory of that process", f"**{peak:.0f} MB**", "at most 400 MB"),
        Line(
            f"inference, 100,000 agreements ({_triples(hundreds)}), median of {ROUNDS}",
            f"{hundred:.1f} s, {hundreds[0]['inferred']:,.0f} inferred;"
            f" **{hundred / ten:.1f} times** the time of 10,000",
            "at most 20 times",
        ),
        Line(
            f"a proof at 100,000 agreements, same process: slowest of {proofs['proofs']:.0f}",
            f"**{proofs['slowest'] * 1000:.0f} ms**",
            "under 1 s",
        ),
    ]


def against_owlrl(folder: Path) -> Line:
    """Measure at the largest size that owlrl finishes in a minute; in turn, in fresh processes."""
    last: tuple[int, Figures, Path] | None = None
    number = 125
    while True:
        file = prepared(folder, number)
        figures = run("owlrl", file)
        if figures["seconds"] > LONGEST:
            break
        last = number, figures, file
        number *= 2
    assert last is not None, "owlrl does not finish the smallest graph in a minute"
    number, figures, file = last
    theirs, ours = [figures], [run("infer", file)]
    for _ in range(2):
        theirs.append(run("owlrl", file))
        ours.append(run("infer", file))
    one, other = _median(ours, "seconds"), _median(theirs, "seconds")
    return Line(
        f"inference against owlrl, {number:,} agreements ({_triples(ours)}), median of 3",
        f"{one:.2f} s against {other:.1f} s: **{other / one:.0f} times** as fast",
        "at least 10 times",
    )


def prepared(folder: Path, number: int) -> Path:
    """Return the N-Quads file of so many agreements, with the ontology and the date nodes."""
    file = folder / f"{number}.nq"
    if not file.exists():
        write(number, folder / f"agreements-{number}")
        run("assemble", file)
    return file


def _median(runs: list[Figures], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _triples(runs: list[Figures]) -> str:
    return f"{runs[0]['statements']:,.0f} statements"


def run(task: str, file: Path) -> Figures:
    """Run a task in a process of its own, and return what it prints."""
    command = (sys.executable, "-m", "bench.inference", task, str(file))
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(ran.stdout)
    return figures


# What the processes do. Each imports what it needs and nothing else.


def _assemble(file: Path) -> Figures:
    import pyoxigraph as px

    from twingraph.assembling import assemble

    quads = assemble([file.with_name(f"agreements-{file.stem}")]).quads
    file.write_bytes(px.serialize(quads, format=px.RdfFormat.N_QUADS) or b"")
    return {"statements": len(quads)}


def _store(file: Path) -> Figures:
    """Write the store of a build, without its exports, which nobody asks of it here."""
    import pyoxigraph as px

    from twingraph.inference import infer_files
    from twingraph.rules import load_rules
    from twingraph.store import Graph

    folder = file.with_name("many") / "twingraph-out" / "current"
    (folder / "inference").mkdir(parents=True)
    inferred = infer_files([file], folder / "inference", load_rules())
    quads = list(px.parse(path=file, format=px.RdfFormat.N_QUADS))
    Graph.create(folder / "store", quads, [inferred.dates, *inferred.graphs.values()])
    return {"statements": len(quads), "inferred": inferred.count}


def _infer(file: Path) -> Figures:
    import pyoxigraph as px

    from twingraph.inference import infer

    quads = list(px.parse(path=file, format=px.RdfFormat.N_QUADS))
    start = time.perf_counter()
    inferred = infer(quads)
    seconds = time.perf_counter() - start
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000
    return {
        "seconds": seconds,
        "statements": len(quads),
        "inferred": len(inferred),
        "megabytes": peak,
    }


def _owlrl(file: Path) -> Figures:
    import owlrl
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(file, format="nquads")
    graph = rdflib.Graph()
    for subject, prop, value, _ in dataset.quads():
        graph.add((subject, prop, value))
    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {"seconds": time.perf_counter() - start}


def _prove(file: Path) -> Figures:
    import pyoxigraph as px

    from twingraph.inference.nemo import Program
    from twingraph.inference.proofs import leaves
    from twingraph.prefixes import expand
    from twingraph.rules import load_rules
    from twingraph.rules.model import Atom

    conclusions = Program(load_rules()).reason(px.parse(path=file, format=px.RdfFormat.N_QUADS))
    taken = []
    for predicate in map(expand, _PROVED):
        facts = sorted(conclusions.facts(predicate), key=str)
        for terms in facts[:: max(1, len(facts) // 5)][:5]:
            start = time.perf_counter()
            proof = conclusions.proof(Atom(predicate, terms))
            taken.append(time.perf_counter() - start)
            assert proof is not None
            assert list(leaves(proof))
    return {"slowest": max(taken), "proofs": len(taken)}


_TASKS: Final[dict[str, Callable[[Path], Figures]]] = {
    "assemble": _assemble,
    "infer": _infer,
    "owlrl": _owlrl,
    "store": _store,
    "prove": _prove,
}

if __name__ == "__main__":
    print(json.dumps(_TASKS[sys.argv[1]](Path(sys.argv[2]))))
