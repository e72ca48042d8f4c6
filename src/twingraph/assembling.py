"""Sources to one set of quads: data folders, the ontology, and the date nodes that they mention.

In: data folders. Out: the quads of every named graph, each once, with the list of inputs and their
sha256; or what was written, unjudged, for those who check it. The order of the inputs does not
matter. It infers nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as px

from twingraph import loading
from twingraph.dates import DATE_NAMESPACE, DATES_GRAPH, date_quads, parse_date
from twingraph.errors import DataError
from twingraph.lines import Lines
from twingraph.prefixes import expand, shorten
from twingraph.resources import folder
from twingraph.store import is_inferred

BUNDLED = "bundled"
"""The word that names the bundled data folder where a folder is asked for."""
COMPUTED = (loading.ONTOLOGY_GRAPH, DATES_GRAPH)
"""The graphs that no data file writes, beside those of what follows."""


@dataclass(frozen=True)
class Input:
    """A file that went into a build; ``name`` does not depend on where the checkout lies."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True)
class Written:
    """What people wrote in data folders, file by file."""

    folders: tuple[Path, ...]
    statements: dict[Path, list[px.Quad]]

    @property
    def quads(self) -> set[px.Quad]:
        """Return the statements of all files, each once."""
        return set().union(*self.statements.values())


@dataclass(frozen=True)
class Assembled:
    """All quads of a graph before inference, and where they came from."""

    quads: list[px.Quad]
    inputs: tuple[Input, ...]
    authored: frozenset[px.Quad] = frozenset()
    """What people wrote, without the ontology and the dates."""


def read(data: Iterable[str | Path] | None = None) -> Written:
    """Read data folders (default: the bundled one).

    Raises DataError for what is missing, empty or ill-formed; all else is left to be judged.
    """
    folders = tuple(folder("data") if str(d) == BUNDLED else Path(d) for d in data or [BUNDLED])
    files = loading.data_files(folders)
    return Written(folders, {path: loading.read_data_file(path) for path in files})


def assemble(data: Iterable[str | Path] | None = None) -> Assembled:
    """Read data folders (default: the bundled one), the ontology, and make the date nodes.

    Raises DataError or OntologyError, with file and line.
    """
    written = read(data)
    for path, quads in written.statements.items():
        loading.refuse_nameless(path, quads)
    lines = Lines(written.statements)
    for graph in computed_graphs(written.quads):
        place = lines.find(graph.value, graph.value) or (None, None)
        raise DataError(
            f"{shorten(graph.value)} is computed: no data file writes it",
            path=place[0],
            line=place[1],
            hint="put the statements in a graph of your own",
        )
    for iri, problem in mentioned_dates(written.quads).items():
        if problem is not None:
            place = lines.find(iri) or (None, None)
            raise DataError(problem.message, path=place[0], line=place[1], hint=problem.hint)
    authored = frozenset(written.quads)
    return Assembled(complete(authored), _inputs(written.statements, written.folders), authored)


def bundled_inputs() -> tuple[Input, ...]:
    """Return the files that go into the bundled graph, without reading what they say."""
    data = folder("data")
    return _inputs(loading.data_files([data]), [data])


def knowledge_inputs() -> tuple[Input, ...]:
    """Return the files of the ontology and of the rules, which go into every graph."""
    return _inputs([], [])


def complete(written: Iterable[px.Quad]) -> list[px.Quad]:
    """Return what is written in named graphs, with the ontology and the date nodes.

    Each quad comes once. A date that is none (`mentioned_dates`) has no node.
    """
    quads = {quad for quad in written if type(quad.graph_name) is px.NamedNode}
    quads.update(loading.read_ontology(loading.ontology_files(folder("ontology"))))
    valid = [iri for iri, problem in mentioned_dates(quads).items() if problem is None]
    quads.update(date_quads(valid))
    source, ours = px.NamedNode(expand("tg:source")), px.NamedNode(expand("source:twingraph"))
    quads.update(px.Quad(graph, source, ours, graph) for graph in COMPUTED)
    return list(quads)


def computed_graphs(written: Iterable[px.Quad]) -> list[px.NamedNode]:
    """Return the graphs among those of authored data that only the program may write, sorted."""
    named = {quad.graph_name for quad in written if type(quad.graph_name) is px.NamedNode}
    return sorted((graph for graph in named if graph in COMPUTED or is_inferred(graph)), key=str)


def mentioned_dates(quads: Iterable[px.Quad]) -> dict[str, DataError | None]:
    """Return the date IRIs that stand as subject or object, each with what is wrong with it."""
    mentioned = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.object)
        if type(term) is px.NamedNode and term.value.startswith(DATE_NAMESPACE)
    }
    return {iri: _problem(iri) for iri in sorted(mentioned)}


def _problem(date: str) -> DataError | None:
    try:
        parse_date(date.removeprefix(DATE_NAMESPACE))
    except DataError as problem:
        return problem
    return None


def _inputs(data_files: Iterable[Path], folders: Iterable[Path]) -> tuple[Input, ...]:
    """Return the files of a graph: its data, the ontology and the rules, by name."""
    ontology = folder("ontology")
    bases = [*folders, ontology]
    files = [*data_files, *loading.ontology_files(ontology), *loading.rule_files(ontology)]
    return tuple(sorted((_input(path, bases) for path in files), key=lambda i: (i.name, i.sha256)))


def _input(path: Path, folders: Iterable[Path]) -> Input:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for base in folders:
        if path.is_relative_to(base) and path != base:
            return Input(f"{base.name}/{path.relative_to(base).as_posix()}", path, digest)
    return Input(path.name, path, digest)
