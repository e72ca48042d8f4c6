"""The graph and its engine: named graphs by source, and a default graph that is their merge.

In: quads, or a folder that holds a store. Out: `Graph`, the one interface through which every
other module asks. The engine stands behind the small `Engine` protocol, so that a remote SPARQL
engine can take Oxigraph's place. It reads no data files and knows no command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as px

from twingraph.errors import QueryError, UsageError, near_matches
from twingraph.prefixes import expand, local_name, shorten

Term = px.NamedNode | px.BlankNode | px.Literal | px.Triple
Solutions = px.QuerySolutions | px.QueryBoolean | px.QueryTriples

# Outside knowledge and our own words belong to no report: a choice of sources keeps them.
BACKGROUND: Final = tuple(
    expand(f"graph:{name}") for name in ("ontology", "dates", "editorial", "geonames", "wikidata")
)
_INFERRED: Final = expand("graph:inferred")
_POSITION: Final = re.compile(r"error at (\d+):(\d+): ", re.ASCII)
_NAMED: Final = 8


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: the variables' names and rows of terms (None where unbound)."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Engine(Protocol):
    """What twingraph needs of a SPARQL engine; terms are pyoxigraph's."""

    def query(self, sparql: str) -> Solutions:
        """Evaluate a query of any form."""

    def construct(self, sparql: str) -> px.QueryTriples:
        """Evaluate a CONSTRUCT or a DESCRIBE."""

    def update(self, sparql: str) -> None:
        """Apply a SPARQL update."""

    def load(self, quads: Iterable[px.Quad]) -> None:
        """Add quads in bulk."""

    def dump(self, graph: px.NamedNode | None = None) -> Iterator[px.Quad]:
        """Yield the quads of one named graph, or of all of them; never the merge."""

    def match(
        self, subject: px.NamedNode | None = None, object_: px.NamedNode | None = None
    ) -> Iterator[px.Quad]:
        """Yield the quads of named graphs with this subject, or with this object."""

    def version(self) -> str:
        """Return the engine's name and version."""


class Oxigraph:
    """The embedded engine, in memory or on disk."""

    def __init__(self, store: px.Store) -> None:
        self._store = store

    def query(self, sparql: str) -> Solutions:
        """Evaluate a query of any form."""
        return self._store.query(sparql)

    def construct(self, sparql: str) -> px.QueryTriples:
        """Evaluate a CONSTRUCT or a DESCRIBE."""
        found = self._store.query(sparql)
        if not isinstance(found, px.QueryTriples):
            raise QueryError("a CONSTRUCT or DESCRIBE query is needed here")
        return found

    def update(self, sparql: str) -> None:
        """Apply a SPARQL update."""
        self._store.update(sparql)

    def load(self, quads: Iterable[px.Quad]) -> None:
        """Add quads in bulk."""
        self._store.bulk_extend(quads)

    def dump(self, graph: px.NamedNode | None = None) -> Iterator[px.Quad]:
        """Yield the quads of one named graph, or of all of them; never the merge."""
        if graph is not None:
            yield from self._store.quads_for_pattern(None, None, None, graph)
            return
        yield from self.match()

    def match(
        self, subject: px.NamedNode | None = None, object_: px.NamedNode | None = None
    ) -> Iterator[px.Quad]:
        """Yield the quads of named graphs with this subject, or with this object."""
        for quad in self._store.quads_for_pattern(subject, None, object_, None):
            if not isinstance(quad.graph_name, px.DefaultGraph):
                yield quad

    def version(self) -> str:
        """Return the engine's name and version."""
        return f"pyoxigraph {px.__version__}"


class Graph:
    """A set of named graphs and their merge, open for questions."""

    def __init__(self, engine: Engine, origin: str) -> None:
        self.engine = engine
        self.origin = origin
        """Where the graph came from, in words for a message."""

    @classmethod
    def memory(cls, quads: Iterable[px.Quad] = (), origin: str = "memory") -> Graph:
        """Make a graph in memory from quads of named graphs."""
        graph = cls(Oxigraph(px.Store()), origin)
        graph.engine.load(quads)
        graph.engine.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        return graph

    @classmethod
    def from_nquads(cls, path: Path) -> Graph:
        """Read an N-Quads file that twingraph has written into memory."""
        # Not Store.bulk_load: it gives blank nodes new names each time.
        return cls.memory(px.parse(path=str(path), format=px.RdfFormat.N_QUADS), str(path))

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = True) -> Graph:
        """Open a store on disk: its folder, or the output folder of a build.

        Raises UsageError where there is none.
        """
        folder = store_folder(path)
        if folder is None:
            raise UsageError(
                "no twingraph store stands here", path=path, hint="twingraph build -o FOLDER"
            )
        try:
            store = px.Store.read_only(str(folder)) if read_only else px.Store(str(folder))
        except OSError as problem:
            raise UsageError(f"the store cannot be opened: {problem}", path=folder) from problem
        return cls(Oxigraph(store), str(path))

    @classmethod
    def create(cls, path: str | Path, quads: Iterable[px.Quad]) -> Graph:
        """Make a new store on disk, bulk-loaded with quads of named graphs and their merge."""
        store = px.Store(str(path))
        graph = cls(Oxigraph(store), str(path))
        graph.bulk_load(quads)
        store.flush()
        return graph

    def bulk_load(self, quads: Iterable[px.Quad]) -> None:
        """Add quads of named graphs, and each once to the merge."""
        held = list(quads)
        self.engine.load(held)
        self.engine.load(px.Quad(q.subject, q.predicate, q.object) for q in held)

    def run(self, sparql: str, path: str | Path | None = None) -> Solutions:
        """Evaluate a query of any form, lazily.

        Raises QueryError with the line and column of a syntax error.
        """
        try:
            return self.engine.query(sparql)
        except SyntaxError as problem:
            raise _query_error(problem, sparql, path) from problem

    def stream(self, sparql: str) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
        """Evaluate a SELECT; return its variables and an iterator over its rows."""
        found = self.run(sparql)
        if not isinstance(found, px.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        return solution_rows(found)

    def select(self, sparql: str) -> Rows:
        """Return the rows of a SELECT."""
        variables, rows = self.stream(sparql)
        return Rows(variables, list(rows))

    def ask(self, sparql: str) -> bool:
        """Return the answer of an ASK."""
        found = self.run(sparql)
        if not isinstance(found, px.QueryBoolean):
            raise QueryError("an ASK query is needed here")
        return bool(found)

    def construct(self, sparql: str) -> list[px.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE, sorted, each once."""
        found = self.run(sparql)
        if not isinstance(found, px.QueryTriples):
            raise QueryError("a CONSTRUCT or DESCRIBE query is needed here")
        return sorted(set(found), key=str)

    def quads(self, graph: str | None = None) -> list[px.Quad]:
        """Return the quads of one named graph (IRI or prefixed name), or of all, sorted."""
        node = None if graph is None else px.NamedNode(_iri(graph))
        return sorted(self.engine.dump(node), key=str)

    def about(self, iri: str) -> list[px.Quad]:
        """Return what the named graphs say of a resource, sorted."""
        return sorted(self.engine.match(subject=px.NamedNode(iri)), key=str)

    def pointing_at(self, iri: str) -> list[px.Quad]:
        """Return the quads of named graphs whose object is a resource, sorted."""
        return sorted(self.engine.match(object_=px.NamedNode(iri)), key=str)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(value(row[0]) for row in rows)

    def sources(self) -> dict[str, set[str]]:
        """Return the named graphs of each source.

        A graph's source is what `tg:source` says; that of an evidence graph is the report of the
        passages on which it rests.
        """
        rows = self.select(_SOURCES)
        graphs = set(self.graphs())
        found: dict[str, set[str]] = {}
        for graph, source in rows:
            if value(graph) in graphs:
                found.setdefault(value(source), set()).add(value(graph))
        return found

    def restrict(self, sources: Iterable[str]) -> Graph:
        """Return a graph of these sources alone, beside the ontology, dates and outside knowledge.

        A source is named by IRI, prefixed name or slug. Raises UsageError for an unknown one.
        """
        known = self.sources()
        asked = list(sources)
        kept = set(BACKGROUND)
        for name in asked:
            matches = [s for s in known if name in (s, shorten(s), local_name(s))]
            if not matches:
                hint = near_matches(name, [local_name(s) for s in known]) or (
                    "known: " + ", ".join(sorted({local_name(s) for s in known}))
                )
                raise UsageError(f"unknown source '{name}'", hint=hint)
            kept.update(*(known[match] for match in matches))
        return self._only(kept, f"{self.origin}, sources {', '.join(asked)}")

    def stated_only(self) -> Graph:
        """Return a graph without what is implied or inferred."""
        rows = self.select(f"SELECT DISTINCT ?g WHERE {{ ?g <{expand('tg:because')}> ?reason }}")
        implied = {value(row[0]) for row in rows}
        kept = {
            graph
            for graph in self.graphs()
            if graph not in implied and graph != _INFERRED and not graph.startswith(_INFERRED + "/")
        }
        return self._only(kept, f"{self.origin}, stated only")

    def version(self) -> str:
        """Return the engine's name and version."""
        return self.engine.version()

    def _only(self, kept: set[str], origin: str) -> Graph:
        quads = (
            quad
            for quad in self.engine.dump()
            if isinstance(quad.graph_name, px.NamedNode) and quad.graph_name.value in kept
        )
        return Graph.memory(quads, origin)


def solution_rows(
    found: px.QuerySolutions,
) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    """Return the variables' names of a SELECT's solutions, and an iterator over rows of terms."""
    variables = tuple(variable.value for variable in found.variables)
    width = range(len(variables))
    return variables, (tuple(solution[i] for i in width) for solution in found)


def value(term: Term | None) -> str:
    """Return an IRI, a literal's text or a blank node's label; the empty string where unbound."""
    if term is None:
        return ""
    return str(term) if isinstance(term, px.Triple) else term.value


def store_folder(path: str | Path) -> Path | None:
    """Return the folder that an Oxigraph store fills: this one, or that of a build below it."""
    for folder in (Path(path), Path(path) / "current" / "store"):
        if (folder / "CURRENT").is_file():
            return folder
    return None


_SOURCES: Final = f"""PREFIX tg: <{expand("tg:")}>
SELECT DISTINCT ?graph ?source WHERE {{
  {{ ?graph tg:source ?source }}
  UNION {{ ?graph tg:restsOn/tg:inReport ?source }}
  UNION {{ ?graph tg:inReport ?source }}
}}"""


def _iri(name: str) -> str:
    return name if "://" in name else expand(name)


def _query_error(problem: SyntaxError, sparql: str, path: str | Path | None) -> QueryError:
    text = problem.msg or str(problem)
    found = _POSITION.match(text)
    if found is None:
        return QueryError(f"SPARQL syntax error: {text}", path=path)
    line, column = int(found[1]), int(found[2])
    before = sparql.split("\n")[line - 1][: column - 1].split()
    message = (
        f"SPARQL syntax error after '{' '.join(before[-4:])}'"
        if before
        else ("SPARQL syntax error at the beginning of the line")
    )
    # The engine ends with all that could stand there, down to ranges of letters.
    listed = text[found.end() :].removeprefix("expected ").removeprefix("one of ")
    names = [name for name in listed.split(", ") if not name.startswith("[") and ".." not in name]
    if names:
        more = ", ..." if len(names) > _NAMED else ""
        message += f": expected {', '.join(names[:_NAMED])}{more}"
    return QueryError(message, path=path, line=line, column=column)
