"""What follows from a choice of the sources of a store on disk.

In: a choice of its graphs. Out: what follows, as lines, from what the build has kept of what the
rules read; nothing where it has kept none, or for other rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from twingraph.files import unwritable
from twingraph.inference.nemo import Program
from twingraph.inference.selecting import graph_of, input_name
from twingraph.rules import load_rules
from twingraph.store import Graph


def following_in(graph: Graph) -> set[bytes] | None:
    """Return what follows from a choice and is not asserted there, as N-Triples; None if unknown.

    Raises OntologyError for rules that cannot be run, MachineError for a full disk.
    """
    rules = load_rules()
    folder = graph.whole.folder if graph.whole is not None else None
    kept = folder and folder.parent / "inference" / input_name(rules)
    if not kept or not kept.is_file():
        return None
    program = Program(rules)
    read = program.folder / "read.nq"
    try:
        with read.open("wb") as file:
            file.writelines(_of_graphs(kept, graph.graphs()))
    except OSError as problem:
        raise unwritable(read, problem, "make room, or set TMPDIR") from problem
    return set(program.lines_following(read))


def _of_graphs(path: Path, graphs: Collection[str]) -> Iterator[bytes]:
    names = {f"<{name}>".encode() for name in graphs}
    with path.open("rb") as lines:
        yield from (line for line in lines if graph_of(line) in names)
