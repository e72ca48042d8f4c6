"""Files to quads: TriG, Turtle and N-Quads, with errors that name file, line and column.

In: a file, or folders of data and of the ontology. Out: pyoxigraph quads, in an order that depends
on the files' names alone. It refuses what the data rules forbid (triples outside named graphs,
blank nodes, empty files) and judges nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.errors import DataError, OntologyError, TwingraphError
from twingraph.lines import Lines
from twingraph.prefixes import expand, shorten

ONTOLOGY_GRAPH: Final = px.NamedNode(expand("graph:ontology"))

_FORMATS: Final = {
    ".trig": px.RdfFormat.TRIG,
    ".ttl": px.RdfFormat.TURTLE,
    ".nq": px.RdfFormat.N_QUADS,
}
_BOM: Final = b"\xef\xbb\xbf"
# What pyoxigraph puts before the reason; the error says file, line and column itself.
_PARSER_PREFIX = re.compile(r"^Parser error at line \d+ [^:]*: ")


def read_quads(path: str | Path) -> list[px.Quad]:
    """Read one .trig, .ttl or .nq file; triples of a Turtle file stand in the default graph.

    Raises DataError for a missing, unreadable, non-UTF-8 or ill-formed file.
    """
    return list(_parse(Path(path), DataError))


def read_data_file(path: Path) -> list[px.Quad]:
    """Read one authored file, which holds a statement at least, and RDF 1.1 only.

    Raises DataError as `read_quads` does.
    """
    quads = read_quads(path)
    if not quads:
        raise DataError("the file holds no statement", path=path, hint="fill it or remove it")
    for quad in quads:
        term = quad.object
        if type(term) is px.Triple or (type(term) is px.Literal and term.direction is not None):
            raise DataError(
                f"a triple term or a base direction stands in what is said of {_say(quad.subject)}",
                path=path,
                line=_line_of(path, quad.subject, prop=quad.predicate.value),
                hint="not every export can hold these parts of RDF 1.2",
            )
    return quads


def refuse_nameless(path: Path, quads: Iterable[px.Quad]) -> None:
    """Raise DataError, with the line, where a file's quads are not those of named things.

    Authored data stand in named graphs and hold no blank node.
    """
    for quad in quads:
        subject, graph = quad.subject, quad.graph_name
        # `type() is`: the terms' classes are final, and every quad of every file passes here.
        if type(graph) is px.DefaultGraph:
            raise DataError(
                f"a statement about {_say(subject)} stands in no named graph",
                path=path,
                line=_line_of(path, subject, graph=""),
                hint="put it in GRAPH_NAME { ... }; the default graph is computed",
            )
        if px.BlankNode in (type(subject), type(quad.object), type(graph)):
            line = next((line for _, line, _ in Lines([path]).blank_nodes()), None)
            raise DataError(
                f"a blank node stands in {_say(graph)}",
                path=path,
                line=line,
                hint="give it a name",
            )


def data_files(folders: Iterable[Path]) -> list[Path]:
    """Return the .trig files of data folders (searched in depth) and files, sorted, each once.

    Raises DataError for a path that is missing and for a folder without any .trig file.
    """
    found: set[Path] = set()
    for folder in folders:
        if folder.is_file():
            found.add(folder)
            continue
        if not folder.exists():
            raise DataError("no such file or folder", path=folder)
        # Hidden folders hold no data: a build keeps its own there.
        files = [
            path
            for path in folder.rglob("*.trig")
            if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ]
        if not files:
            raise DataError("the data folder holds no .trig file", path=folder)
        for path in sorted(files):
            if not path.is_file():
                raise DataError("no file stands behind this name", path=path)
        found.update(files)
    by_real_path = {path.resolve(): path for path in sorted(found)}
    return sorted(by_real_path.values())


def ontology_files(folder: Path) -> list[Path]:
    """Return the Turtle files that describe the terms: the ontology, its alignments, the schemes.

    Shapes, rules and examples are instructions to tools, not knowledge: they stay out.
    """
    named = [folder / "twingraph.ttl", folder / "alignments.ttl"]
    return [path for path in named if path.is_file()] + sorted(folder.glob("vocab/*.ttl"))


def rule_files(folder: Path) -> list[Path]:
    """Return the files of an ontology folder that say what follows beyond its axioms."""
    return sorted(folder.glob("rules/*.rls"))


def read_ontology(files: Iterable[Path]) -> list[px.Quad]:
    """Read Turtle files of the ontology into `graph:ontology`.

    Blank nodes (OWL's restrictions and lists) are numbered in the order in which they appear, so
    that the same files give the same bytes. Raises OntologyError.
    """
    quads: list[px.Quad] = []
    numbers: dict[tuple[Path, str], px.BlankNode] = {}

    def numbered(path: Path, node: px.BlankNode) -> px.BlankNode:
        return numbers.setdefault((path, node.value), px.BlankNode(f"o{len(numbers) + 1}"))

    for path in files:
        for quad in _parse(path, OntologyError):
            subject, term = quad.subject, quad.object
            if type(subject) is px.BlankNode:
                subject = numbered(path, subject)
            if type(term) is px.BlankNode:
                term = numbered(path, term)
            quads.append(px.Quad(subject, quad.predicate, term, ONTOLOGY_GRAPH))
    return quads


def _parse(path: Path, error: type[TwingraphError]) -> Iterator[px.Quad]:
    if path.suffix not in _FORMATS:
        raise error("not a .trig, .ttl or .nq file", path=path)
    content = _read(path, error)
    try:
        yield from px.parse(content, format=_FORMATS[path.suffix])
    except SyntaxError as problem:
        reason = _PARSER_PREFIX.sub("", problem.msg or "syntax error")
        raise error(reason, path=path, line=problem.lineno, column=problem.offset) from problem


def _read(path: Path, error: type[TwingraphError]) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise error("no such file", path=path) from None
    except OSError as problem:
        raise error(f"cannot be read: {problem.strerror}", path=path) from problem
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise error("not UTF-8 text", path=path, line=line) from problem
    return content.removeprefix(_BOM)


def _say(term: object) -> str:
    return shorten(term.value) if isinstance(term, px.NamedNode) else "a blank node"


def _line_of(
    path: Path, term: object, graph: str | None = None, prop: str | None = None
) -> int | None:
    place = isinstance(term, px.NamedNode) and Lines([path]).find(term.value, graph, prop)
    return place[1] if place else None
