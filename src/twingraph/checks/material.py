"""What is checked: the statements of data folders or of a store, and the reports beside them.

In: the folders, the store and the reports' texts that a user names. Out: `Material`, the one
argument of every check; it holds the statements, answers SPARQL over them and the ontology, and
finds the line of each. It refuses only what cannot be read at all; the rest is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pyoxigraph as px

from twingraph import loading
from twingraph.assembling import BUNDLED
from twingraph.checks.findings import Finding
from twingraph.checks.lines import Lines
from twingraph.dates import DATE_NAMESPACE, DATES_GRAPH, date_quads, parse_date
from twingraph.errors import DataError
from twingraph.passages import read_lines
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.resources import folder
from twingraph.store import Graph

_T = TypeVar("_T")
_COMPUTED = (loading.ONTOLOGY_GRAPH, DATES_GRAPH)


@dataclass(frozen=True)
class ReportFile:
    """A report's text, as its lines."""

    path: Path
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """Data to be checked. ``quads`` are those that people wrote; ``files`` are theirs, if any."""

    quads: tuple[px.Quad, ...]
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    reports: tuple[ReportFile, ...] = ()
    store: Graph | None = None

    @cached_property
    def graph(self) -> Graph:
        """Return the data with the ontology and the date nodes, open for questions."""
        if self.store is not None:
            return self.store
        quads = [q for q in self.quads if isinstance(q.graph_name, px.NamedNode)]
        quads += loading.read_ontology(loading.ontology_files(folder("ontology")))
        valid = [date for date, problem in self.dates.items() if problem is None]
        return Graph.memory([*quads, *date_quads(valid)])

    @cached_property
    def dates(self) -> dict[str, DataError | None]:
        """Return the date IRIs that are mentioned, each with what is wrong with it."""
        found: dict[str, DataError | None] = {}
        for iri in sorted(self.names(DATE_NAMESPACE)):
            try:
                parse_date(iri.removeprefix(DATE_NAMESPACE))
            except DataError as problem:
                found[iri] = problem
            else:
                found[iri] = None
        return found

    @cached_property
    def lines(self) -> Lines:
        """Return where the statements stand."""
        return Lines(self.files)

    def names(self, namespace: str) -> set[str]:
        """Return the IRIs of a namespace that stand as a subject or an object."""
        return {
            term.value
            for quad in self.quads
            for term in (quad.subject, quad.object)
            if isinstance(term, px.NamedNode) and term.value.startswith(namespace)
        }

    def objects(self, prop: str) -> dict[str, list[str]]:
        """Return the values of a property (prefixed name) by subject, in order."""
        predicate = px.NamedNode(expand(prop))
        found: dict[str, list[str]] = {}
        for quad in self.quads:
            if quad.predicate == predicate and isinstance(quad.subject, px.NamedNode):
                value = quad.object.value if not isinstance(quad.object, px.Triple) else ""
                found.setdefault(quad.subject.value, []).append(value)
        return {subject: sorted(set(values)) for subject, values in sorted(found.items())}

    def finding(
        self,
        code: str,
        thing: str,
        *,
        en: str,
        fr: str,
        graph: str | None = None,
        prop: str | None = None,
        value: str | None = None,
    ) -> Finding:
        """Make a finding about a thing (its IRI), at the line where that stands.

        The messages begin with the thing's name; ``prop`` is a prefixed name or an IRI.
        """
        iri = prop if prop is None or "://" in prop else expand(prop)
        place = self.lines.find(thing, graph, iri, value)
        name = shorten(thing)
        file, line = (shown(place[0]), place[1]) if place else ("", None)
        return Finding(code, name, f"{name}: {en}", f"{name}\u00a0: {fr}", file, line)


def gather(
    data: Iterable[str | Path] | None = None,
    reports: Iterable[str | Path] = (),
    store: str | Path | None = None,
) -> Material:
    """Read data folders (default: the bundled one) or a store, and the texts of reports.

    Raises DataError for a file that is missing, empty or ill-formed, with its line; UsageError for
    a folder that holds no store.
    """
    texts = tuple(ReportFile(Path(r), tuple(read_lines(Path(r)))) for r in reports)
    if store is not None:
        graph = Graph.open(store)
        written = tuple(q for q in graph.quads() if q.graph_name not in _COMPUTED)
        return Material(written, reports=texts, store=graph)
    folders = tuple(folder("data") if str(d) == BUNDLED else Path(d) for d in data or [BUNDLED])
    files = tuple(loading.data_files(folders))
    quads: list[px.Quad] = []
    for path in files:
        read = loading.read_quads(path)
        if not read:
            raise DataError("the file holds no statement", path=path, hint="fill it or remove it")
        quads.extend(read)
    return Material(tuple(sorted(set(quads), key=str)), files, folders, texts)


def shown(path: Path) -> str:
    """Return a path as a finding writes it: from the working folder, where it lies below that."""
    absolute, here = path.resolve(), Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def local(iri: str, prefix: str) -> str:
    """Return what stands after a prefix's namespace."""
    return iri.removeprefix(PREFIXES[prefix])
