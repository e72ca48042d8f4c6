"""What follows, from files to files: too many statements for each to be an object of Python.

In: N-Quads files of what sources assert. Out: an N-Quads file for each inferred graph, one of the
dates that only conclusions name, and one of what the rules read. Only what follows is held in
memory, as lines. It assembles nothing and loads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.dates import DATE_NAMESPACE, date_quads, parse_date
from twingraph.errors import DataError
from twingraph.files import temporary_folder, unwritable
from twingraph.inference.entailing import Entailing
from twingraph.inference.nemo import Program
from twingraph.inference.parts import Parts
from twingraph.inference.selecting import Selection, graph_of, input_name
from twingraph.inference.sources import OURS, Telling, iri
from twingraph.prefixes import expand, local_name
from twingraph.rules.model import Call, Comparison, Rule, RuleSet
from twingraph.store import INFERRED

Begins = Callable[[str, int, int], None]
"""What is told of a run that begins: of which source, how many are done, how many there are."""

_TYPE: Final = expand("rdf:type").encode()
_MARK: Final = expand("tg:InferredGraph")
_SOURCE: Final = expand("tg:source").encode()
_DATE: Final = f"<{DATE_NAMESPACE}".encode()
_EVERY: Final = "all sources"


@dataclass(frozen=True)
class Inferred:
    """Files of what follows: ``graphs`` by the name of the inferred graph, and what stands beside.

    ``dates`` holds the nodes of dates that no source describes; they belong to what is asserted.
    ``read`` holds what the rules read. ``count`` is how many triples follow, each counted once.
    """

    graphs: dict[str, Path]
    dates: Path
    read: Path
    count: int


def infer_files(
    paths: Iterable[Path], folder: Path, rules: RuleSet, *, begins: Begins | None = None
) -> Inferred:
    """Write what follows from N-Quads files into a folder, which must exist.

    The files hold no inferred graph. Their lines are as twingraph and its engine write them: terms
    one space apart. Which graph belongs to which source they say themselves. Raises OntologyError
    for rules that cannot be run, MachineError for a full disk.
    """
    try:
        return _Run(folder, rules, begins).over(paths)
    except OSError as problem:
        raise unwritable(folder, problem, "make room") from problem


class _Run:
    """One inference: the folder to write to, and what is gathered on the way."""

    def __init__(self, folder: Path, rules: RuleSet, begins: Begins | None) -> None:
        self._folder, self._rules, self._begins = folder, rules, begins
        self._work = temporary_folder(self, "twingraph-following-")
        self._program = Program(rules)
        self._telling = Telling()
        self._graphs: set[bytes] = set()
        self._written: dict[str, Path] = {}

    def over(self, paths: Iterable[Path]) -> Inferred:
        read = self._folder / input_name(self._rules)
        dates = self._folder / "dates.nq"
        self._select(paths, read, dates)
        by_source = self._telling.graphs_by_source(map(iri, self._graphs))
        ours = set().union(*(by_source.pop(source, set()) for source in OURS))
        runs = [_EVERY, OURS[0], *sorted(by_source)]
        if len(by_source) == 1:
            runs.pop()  # what is not ours is that one's
        parts = Parts(self._work, Entailing(self._rules), ours)
        parts.write(read, by_source)
        self._tell(runs, 0)
        following = set(self._program.lines_following(parts.every))
        count = len(following)
        self._tell(runs, 1)
        alone = self._from(parts.ours, following)
        following -= alone
        self._write(f"{INFERRED}/{local_name(OURS[0])}", OURS[0], alone)
        if len(by_source) == 1:
            self._write(*_of_one(*by_source), following)
            return Inferred(self._written, dates, read, count)
        several = set(following)
        for number, source in enumerate(runs[2:], start=2):
            self._tell(runs, number)
            found = self._from(parts.of(source), following)
            several -= found
            self._write(*_of_one(source), found)
        self._write(INFERRED, OURS[-1], several)
        return Inferred(self._written, dates, read, count)

    def _select(self, paths: Iterable[Path], read: Path, dates: Path) -> None:
        """Write what the rules read, and the nodes of dates that no source describes."""
        named: set[bytes] = set()
        described: set[bytes] = set()
        with read.open("wb") as file:
            for line in Selection(self._rules).of_files(paths):
                file.write(line)
                self._graphs.add(graph_of(line))
                self._telling.take_line(line)
                if _DATE in line:
                    subject, _, rest = line.split(b" ", 2)
                    (described if subject.startswith(_DATE) else named).add(subject)
                    named.add(rest.partition(b" ")[0])
        found = {term for term in named if term.startswith(_DATE)}
        found |= {f"<{date}>".encode() for date in self._concluded_dates(read)}
        nodes = [date for term in found - described if _is_date(date := iri(term))]
        dates.write_bytes(px.serialize(date_quads(nodes), format=px.RdfFormat.N_QUADS) or b"")
        with read.open("ab") as file:
            for line in Selection(self._rules).of_files([dates]):
                file.write(line)
                self._graphs.add(graph_of(line))

    def _concluded_dates(self, read: Path) -> Iterator[str]:
        """Yield the dates that rules make from what they read; each rule names its own."""
        naming = sorted({rule.head.predicate for rule in self._rules if _names(rule)})
        if naming:
            towards = self._rules.towards(*naming)
            part = self._work / "naming.nq"
            with part.open("wb") as file:
                file.writelines(Selection(towards).of_files([read]))
            conclusions = Program(towards).reason(part)
            for predicate in naming:
                for row in conclusions.facts(predicate):
                    yield from (t.value for t in row if t.value.startswith(DATE_NAMESPACE))

    def _from(self, path: Path, following: Collection[bytes]) -> set[bytes]:
        """Return what follows from a file alone and from all together."""
        return {line for line in self._program.lines_following(path) if line in following}

    def _write(self, name: str, source: str, lines: Iterable[bytes]) -> None:
        """Write an inferred graph, with its mark; nothing where nothing follows."""
        ordered = sorted(lines)
        if ordered:
            path = self._folder / f"inferred-{len(self._written):02}.nq"
            graph = f"<{name}>".encode()
            with path.open("wb") as file:
                for prop, thing in ((_TYPE, _MARK), (_SOURCE, source)):
                    file.write(b"%b <%b> <%b> %b .\n" % (graph, prop, thing.encode(), graph))
                file.writelines(b"%b %b .\n" % (line[:-2], graph) for line in ordered)
            self._written[name] = path

    def _tell(self, runs: list[str], number: int) -> None:
        if self._begins is not None:
            self._begins(local_name(runs[number]), number, len(runs))


def _of_one(source: str) -> tuple[str, str]:
    return f"{INFERRED}/{local_name(source)}", source


def _names(rule: Rule) -> bool:
    """Say whether a rule makes a name, as that of a date."""
    sides = (side for p in rule.body if isinstance(p, Comparison) for side in (p.left, p.right))
    return any(isinstance(side, Call) and side.function == "IRI" for side in sides)


def _is_date(name: str) -> bool:
    try:
        parse_date(name.removeprefix(DATE_NAMESPACE))
    except DataError:
        return False
    return True
