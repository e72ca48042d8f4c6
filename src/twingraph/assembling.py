"""Sources to one set of quads: data folders, the ontology, and the date nodes that they mention.

In: data folders. Out: the quads of every named graph, sorted and each once, with the list of
inputs and their sha256. It writes nothing, and the order of its inputs does not matter.
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
from twingraph.prefixes import expand
from twingraph.resources import folder

BUNDLED = "bundled"
"""The word that names the bundled data folder where a folder is asked for."""


@dataclass(frozen=True)
class Input:
    """A file that went into a build; ``name`` does not depend on where the checkout lies."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True)
class Assembled:
    """All quads of a graph before inference, and where they came from."""

    quads: list[px.Quad]
    inputs: tuple[Input, ...]


def assemble(data: Iterable[str | Path] | None = None) -> Assembled:
    """Read data folders (default: the bundled one), the ontology, and make the date nodes.

    Raises DataError or OntologyError, with file and line.
    """
    folders = [folder("data") if str(d) == BUNDLED else Path(d) for d in data or [BUNDLED]]
    files = loading.data_files(folders)
    ontology = loading.ontology_files(folder("ontology"))
    quads = set(loading.read_ontology(ontology))
    for path in files:
        quads.update(loading.read_data_file(path))
    quads.update(_dates(quads, files))
    inputs = [_input(path, [*folders, folder("ontology")]) for path in [*files, *ontology]]
    return Assembled(list(quads), tuple(sorted(inputs, key=lambda i: (i.name, i.sha256))))


def default_quads() -> list[px.Quad]:
    """Return the quads of the bundled Namur graph, read afresh from its sources."""
    return assemble().quads


def _dates(quads: set[px.Quad], files: list[Path]) -> list[px.Quad]:
    mentioned = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.object)
        if type(term) is px.NamedNode and term.value.startswith(DATE_NAMESPACE)
    }
    try:
        made = list(date_quads(mentioned))
    except DataError:
        raise _located(mentioned, files) from None
    source, ours = px.NamedNode(expand("tg:source")), px.NamedNode(expand("source:twingraph"))
    described = (DATES_GRAPH, loading.ONTOLOGY_GRAPH)
    return made + [px.Quad(graph, source, ours, graph) for graph in described]


def _located(iris: set[str], files: list[Path]) -> DataError:
    """Return the error of the first bad date, with the file and line that write it."""
    for iri in sorted(iris):
        try:
            parse_date(iri.removeprefix(DATE_NAMESPACE))
        except DataError as problem:
            path, line = loading.find_name(files, iri) or (None, None)
            return DataError(problem.message, path=path, line=line, hint=problem.hint)
    raise AssertionError("no date is wrong")


def _input(path: Path, folders: list[Path]) -> Input:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for base in folders:
        if path.is_relative_to(base) and path != base:
            return Input(f"{base.name}/{path.relative_to(base).as_posix()}", path, digest)
    return Input(path.name, path, digest)
