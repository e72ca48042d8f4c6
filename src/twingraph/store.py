"""The graph and its engine: named graphs by source, and a default graph that is their merge.

In: quads, or a folder that holds a store. Out: `Graph`, the one interface through which every
other module asks; Oxigraph, embedded, stands behind it. It reads no authored files and knows no
command.
"""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, TypeGuard

import pyoxigraph as px

from twingraph.choosing import Choice, choose
from twingraph.disk import hold, refuse_format, store_folder, streams
from twingraph.errors import DataError, QueryError, UsageError, near_matches
from twingraph.prefixes import expand, local_name, shorten
from twingraph.syntax import query_error, refuse_depth

Term = px.NamedNode | px.BlankNode | px.Literal | px.Triple
Solutions = px.QuerySolutions | px.QueryBoolean | px.QueryTriples

INFERRED: Final = expand("graph:inferred")
"""The graph of what follows from several sources; that of a single one stands below it."""


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: the variables' names and rows of terms (None where unbound)."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Graph:
    """A set of named graphs and their merge, open for questions."""

    def __init__(
        self,
        store: px.Store,
        origin: str,
        folder: Path | None = None,
        *,
        choice: Choice | None = None,
        whole: Graph | None = None,
        chosen: tuple[str, ...] = (),
    ) -> None:
        self._store = store
        self.origin = origin
        """Where the graph came from, in words for a message."""
        self.folder = folder
        """The folder of the whole store, if it stands on disk."""
        self.whole = whole
        """The graph on disk of which this one is a choice, if it is one."""
        self.chosen = chosen
        """What was chosen of the whole, in words; empty for all of it."""
        self._choice = choice

    @classmethod
    def memory(
        cls,
        quads: Iterable[px.Quad] = (),
        origin: str = "memory",
        *,
        chosen: tuple[str, ...] = (),
    ) -> Graph:
        """Make a graph in memory from quads of named graphs."""
        store = px.Store()
        store.bulk_extend(quads)
        # Faster than loading the merge from here, as `create` does for the disk's sake.
        store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        return cls(store, origin, chosen=chosen)

    @classmethod
    def from_nquads(cls, path: Path) -> Graph:
        """Read an N-Quads file that twingraph has written into memory.

        Raises DataError where the file is damaged.
        """
        # Not Store.bulk_load: it gives blank nodes new names each time.
        try:
            return cls.memory(px.parse(path=str(path), format=px.RdfFormat.N_QUADS), str(path))
        except SyntaxError as problem:
            raise DataError(
                f"the graph is damaged: {problem.msg}", path=path, line=problem.lineno,
                hint="pip install --force-reinstall twingraph",
            ) from problem  # fmt: skip

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Open a store on disk, read-only: its folder, or the output folder of a build.

        Raises UsageError where there is none.
        """
        folder = store_folder(path)
        if folder is None:
            raise UsageError(
                "no twingraph store stands here", path=path, hint="twingraph build -o FOLDER"
            )
        holding = hold(folder)
        try:
            refuse_format(folder)
            graph = cls(px.Store.read_only(str(folder)), str(path), folder)
        except (OSError, RuntimeError) as problem:
            holding.close()
            if store_folder(path) != folder:  # a build has swapped it meanwhile
                return cls.open(path)
            raise _engine_error(problem, folder) from problem
        except BaseException:
            holding.close()
            raise
        weakref.finalize(graph, holding.close)
        return graph

    @classmethod
    def create(
        cls, path: str | Path, quads: Iterable[px.Quad] = (), files: Collection[Path] = ()
    ) -> Graph:
        """Make a new store on disk, filled with quads of named graphs and their merge.

        ``quads`` are held in memory. ``files`` are N-Quads files without blank nodes, each line
        with its graph, as the engine writes them; a million or two of lines are in memory.
        """
        store, held = px.Store(str(path)), list(quads)
        store.bulk_extend(held)
        store.bulk_extend(px.Quad(q.subject, q.predicate, q.object) for q in held)
        for stream in streams(files):
            store.bulk_load(stream, px.RdfFormat.N_QUADS)
        for stream in streams(files, merged=True):
            store.bulk_load(stream, px.RdfFormat.N_TRIPLES)
        store.flush()
        return cls(store, str(path))

    def run(self, sparql: str, path: str | Path | None = None) -> Solutions:
        """Evaluate a query of any form, lazily.

        Raises QueryError with the line and column of a syntax error.
        """
        refuse_depth(sparql, path)
        with engine_errors(self.origin):
            try:
                if self._choice is not None:
                    return self._choice.query(sparql)
                return self._store.query(sparql)
            except SyntaxError as problem:
                raise query_error(problem, sparql, path) from problem

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

    def quads(self, graph: str | None = None) -> list[px.Quad]:
        """Return the quads of one named graph (IRI or prefixed name), or of all, sorted."""
        node = None if graph is None else px.NamedNode(_iri(graph))
        return self._matching(None, None, node)

    def size(self) -> int:
        """Return how many quads the named graphs hold."""
        row = self.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }").rows[0]
        return int(value(row[0]))

    def dump(self, graph: str, path: Path) -> None:
        """Write the triples of one named graph to a file, as N-Triples in no order."""
        with engine_errors(self.origin):
            self._store.dump(str(path), px.RdfFormat.N_TRIPLES, from_graph=px.NamedNode(graph))

    def about(self, iri: str) -> list[px.Quad]:
        """Return what the named graphs say of a resource, sorted."""
        return self._matching(px.NamedNode(iri), None, None)

    def graphs_saying(
        self, subject: px.NamedNode, prop: px.NamedNode, object_: px.NamedNode | px.Literal
    ) -> list[str]:
        """Return the IRIs of the named graphs in which a triple stands, sorted."""
        with engine_errors(self.origin):
            found = self._store.quads_for_pattern(subject, prop, object_, None)
            return sorted({value(q.graph_name) for q in found if self._holds(q.graph_name)})

    def pointing_at(self, iri: str) -> list[px.Quad]:
        """Return the quads of named graphs whose object is a resource, sorted."""
        return self._matching(None, px.NamedNode(iri), None)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        with engine_errors(self.origin):
            return sorted(
                name.value
                for name in self._store.named_graphs()
                if self._holds(name)
                and any(True for _ in self._store.quads_for_pattern(None, None, None, name))
            )

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
        """Return a graph of these sources alone, beside what serves them all.

        That is every source that is no report, was not imported and claims nothing of a relation:
        the ontology, the dates, our own words, gazetteers; and where an imported source is among
        them, all cities of imported sources. What was inferred is left out: it followed from all
        sources. A source is named by IRI, prefixed name or slug. Raises UsageError for an unknown
        one.
        """
        known = self.sources()
        asked = list(sources)
        chosen: set[str] = set()
        voices = {value(source) for (source,) in self.select(_VOICES)}
        imported = {value(source) for (source,) in self.select(_IMPORTED)}
        kept = {graph for source in known.keys() - voices for graph in known[source]}
        for name in asked:
            matches = [s for s in known if name in (s, shorten(s), local_name(s))]
            if not matches:
                hint = near_matches(name, [local_name(s) for s in known]) or (
                    "known: " + ", ".join(sorted({local_name(s) for s in known}))
                )
                raise UsageError(f"unknown source '{name}'", hint=hint)
            kept.update(*(known[match] for match in matches))
            chosen.update(matches)
        if not imported & chosen:
            kept -= _OF_IMPORTS
        told = {graph for graph in kept if not is_inferred(px.NamedNode(graph))}
        named = ", ".join(sorted(map(local_name, chosen)))
        return self._only(told, f"{self.origin}, sources {', '.join(asked)}", f"sources: {named}")

    def stated_only(self) -> Graph:
        """Return a graph without what is implied or inferred."""
        rows = self.select(f"SELECT DISTINCT ?g WHERE {{ ?g <{expand('tg:because')}> ?reason }}")
        implied = {value(row[0]) for row in rows}
        kept = {
            graph
            for graph in self.graphs()
            if graph not in implied and not is_inferred(px.NamedNode(graph))
        }
        return self._only(kept, f"{self.origin}, stated only", "stated only")

    def _matching(
        self,
        subject: px.NamedNode | None,
        object_: px.NamedNode | None,
        graph: px.NamedNode | None,
    ) -> list[px.Quad]:
        """Return quads of named graphs, never of the merge."""
        with engine_errors(self.origin):
            found = self._store.quads_for_pattern(subject, None, object_, graph)
            return sorted((q for q in found if self._holds(q.graph_name)), key=str)

    def _holds(
        self, name: px.NamedNode | px.BlankNode | px.DefaultGraph
    ) -> TypeGuard[px.NamedNode]:
        """Return whether this is one of its graphs: neither the merge nor left out."""
        if self._choice is not None:
            return name in self._choice.kept
        return type(name) is px.NamedNode

    def with_following(self, lines: Collection[bytes], sources: Iterable[str]) -> Graph:
        """Return a choice of a graph on disk with what follows from it.

        ``lines`` are N-Triples of what follows and is not asserted. What of it the inferred graphs
        of ``sources`` hold stands there, all else in that of several sources.
        """
        if self.whole is None or self._choice is None:
            raise ValueError("this graph is no choice of one on disk")
        known = self.whole.sources()
        graphs = {g for s in sources for g in known.get(s, ()) if is_inferred(px.NamedNode(g))}
        with engine_errors(self.origin):
            choice = self._choice.with_following(lines, graphs, INFERRED)
        return Graph(choice.store, self.origin, choice=choice, whole=self.whole, chosen=self.chosen)

    def _only(self, kept: set[str], origin: str, choosing: str) -> Graph:
        chosen = (*self.chosen, choosing)
        whole = self if self.folder else self.whole
        if whole is not None and whole.folder is not None:
            with engine_errors(self.origin):
                choice = choose(whole.folder, kept)
            return Graph(choice.store, origin, choice=choice, whole=whole, chosen=chosen)
        nodes = map(px.NamedNode, sorted(kept))
        quads = (self._store.quads_for_pattern(None, None, None, node) for node in nodes)
        with engine_errors(self.origin):
            return Graph.memory(chain.from_iterable(quads), origin, chosen=chosen)


@contextlib.contextmanager
def engine_errors(origin: str | None = None) -> Iterator[None]:
    """Turn what the engine raises as it reads into QueryError, or UsageError for a damaged store.

    ``origin`` is where the graph came from.
    """
    try:
        yield
    except (OSError, RuntimeError) as problem:
        raise _engine_error(problem, origin) from problem


def solution_rows(
    found: px.QuerySolutions,
) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    """Return the variables' names of a SELECT's solutions, and an iterator over rows of terms."""
    variables = tuple(variable.value for variable in found.variables)

    def rows() -> Iterator[tuple[Term | None, ...]]:
        with engine_errors():
            for solution in found:
                yield tuple(solution)

    return variables, rows()


def is_inferred(graph: px.NamedNode | px.BlankNode | px.DefaultGraph) -> bool:
    """Return whether a graph's name is that of inferred facts."""
    name = graph.value if type(graph) is px.NamedNode else ""
    return name == INFERRED or name.startswith(f"{INFERRED}/")


def value(term: Term | px.DefaultGraph | None) -> str:
    """Return an IRI, a literal's text or a blank node's label.

    That is the empty string for the default graph, and where nothing is bound.
    """
    if term is None or isinstance(term, px.DefaultGraph):
        return ""
    return str(term) if isinstance(term, px.Triple) else term.value


_SOURCES: Final = f"""PREFIX tg: <{expand("tg:")}>
SELECT DISTINCT ?graph ?source WHERE {{
  {{ ?graph tg:source ?source }}
  UNION {{ ?graph tg:restsOn/tg:inReport ?source }}
  UNION {{ ?graph tg:inReport ?source }}
}}"""


# Those who tell of relations: what a choice among sources is about.
_VOICES: Final = f"""PREFIX tg: <{expand("tg:")}>
SELECT DISTINCT ?source WHERE {{
  {{ ?source a tg:Report }}
  UNION {{ ?source tg:rowsRead ?rows }}
  UNION {{ GRAPH ?graph {{ ?claim tg:claimOn ?relation }} ?graph tg:source ?source }}
}}"""
_IMPORTED: Final = f"SELECT ?source {{ ?source <{expand('tg:rowsRead')}> ?rows }}"
_OF_IMPORTS: Final = frozenset((expand("graph:identity"), expand("graph:gazetteer")))
"""What is said of the cities of imported sources, all together."""


def _iri(name: str) -> str:
    return name if "://" in name else expand(name)


def _engine_error(problem: Exception, origin: str | Path | None) -> QueryError | UsageError:
    text = str(problem)
    if "Corruption" in text or "IO error" in text:
        return UsageError(
            f"the store is damaged: {text}", path=origin, hint="twingraph build makes it again"
        )
    return QueryError(f"the query cannot be answered: {text}")
