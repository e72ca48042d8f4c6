"""A choice of a store's named graphs, without a copy of what they say.

In: the folder of a store and the graphs that are kept. Out: `Choice`, a store in a temporary
folder that shares the files of the first, and the graphs of it whose union is the merge of what is
kept. It decides nothing on which graphs these are.

Where little is left out, that is taken out of the stored merge. Else Oxigraph counts a fact twice
that stands in two graphs of a union. So the union is of large graphs that share no fact, and of one
graph more, which is written here and holds the rest.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.errors import QueryError
from twingraph.files import temporary_folder, unwritable
from twingraph.prefixes import expand

LARGE: Final = 20_000
"""The number of statements from which on a graph is not copied."""
MUCH: Final = 200_000
"""The number of statements left out from which on they are not taken out of the stored merge."""

_FROM: Final = re.compile(
    r"""[#][^\n]* | <[^<>"{}|^`\s]*> | \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*"
    | '(?:\\.|[^'\\\n])*' | [?$:]\w+ | (?P<clause>\bFROM\s+(?:NAMED\s*)?(?:<|\w*:))""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""What is no clause (comments, names, texts, variables) and what is one."""
_MARKS: Final = tuple(
    f"<{expand(prop)}> <{expand(thing)}>".encode()
    for prop, thing in (("rdf:type", "tg:InferredGraph"), ("tg:source", "source:twingraph"))
)
_LESS: Final = """DELETE {{ ?s ?p ?o }} WHERE {{
  VALUES ?g {{ {} }}
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({})) }}
}}"""
_REST: Final = "urn:twingraph:rest"
_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_UP_TO: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ SELECT * {{ ?s ?p ?o }} LIMIT {} }}"
_DISTINCT: Final = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
_SHARED: Final = "ASK { GRAPH ?g { ?s ?p ?o } ?s ?p ?o }"


@dataclass(frozen=True)
class Choice:
    """Graphs of a store: those that are ``kept``, and those whose union is the ``merge`` of them.

    The same fact stands in no two graphs of the merge.
    """

    store: px.Store
    kept: frozenset[px.NamedNode]
    merge: tuple[px.NamedNode | px.DefaultGraph, ...]
    room: _Room

    def query(self, sparql: str) -> px.QuerySolutions | px.QueryBoolean | px.QueryTriples:
        """Evaluate a query over what is kept. Raises QueryError for one with FROM."""
        for found in _FROM.finditer(sparql):
            if found["clause"]:
                raise QueryError(
                    "FROM cannot choose among the graphs of a choice of sources",
                    line=sparql.count("\n", 0, found.start()) + 1,
                    hint="write GRAPH, or ask the whole store",
                )
        return self.store.query(
            sparql, default_graph=list(self.merge), named_graphs=sorted(self.kept, key=str)
        )

    def with_following(self, lines: Collection[bytes], graphs: Iterable[str], into: str) -> Choice:
        """Return the choice with what follows from it, as lines of N-Triples.

        What ``graphs`` of the store hold of it stays there, and nothing else stays; the rest is
        written ``into`` one more. What is kept may not say it already.
        """
        names = {px.NamedNode(name) for name in graphs}
        left = set(lines)
        for name in names:
            told = self.store.dump(format=px.RdfFormat.N_TRIPLES, from_graph=name) or b""
            mark = f"{name} ".encode()
            said = {line for line in told.splitlines() if not line.startswith(mark)}
            for quad in _parsed(said.difference(lines), name):
                self.store.remove(quad)
            left -= said
        node = px.NamedNode(into)
        if left:
            marks = [b"%b %b ." % (str(node).encode(), mark) for mark in _MARKS]
            self.store.bulk_extend(_parsed([*left, *marks], node))
            names.add(node)
        large, rest = _parted(self.store, names)
        merged = px.NamedNode(f"{_REST}:following")
        taken = (quad for name in rest for quad in _of(self.store, name))
        _merge(self.store, merged, (), taken)
        return replace(self, kept=self.kept | names, merge=(*self.merge, *large, merged))


class _Room:
    """Owns a temporary folder: it is gone with the last choice that stands there."""

    def __init__(self) -> None:
        self.folder = temporary_folder(self, "twingraph-choice-")


def choose(folder: Path, kept: Iterable[str]) -> Choice:
    """Return a choice of the graphs of the store in a folder, which must be held as long.

    Raises MachineError where there is no room for a new store.
    """
    room = _Room()
    work = room.folder
    try:
        for path in folder.iterdir():
            if path.suffix == ".sst":  # the engine never writes to one again
                (work / path.name).symlink_to(path.resolve())
            elif path.name != "LOCK":
                shutil.copyfile(path, work / path.name)
        store = px.Store(str(work))
        names = {px.NamedNode(name) for name in kept}
        merge = _less(store, names) or _anew(store, names)
    except OSError as problem:
        raise unwritable(work, problem, "make room, or set TMPDIR") from problem
    return Choice(store, frozenset(names), merge, room)


def _less(store: px.Store, names: set[px.NamedNode]) -> tuple[px.DefaultGraph, ...]:
    """Return the stored merge without what only other graphs say; nothing where that is much."""
    left = [n for n in store.named_graphs() if type(n) is px.NamedNode and n not in names]
    if left and _number(store, _UP_TO.format(MUCH), left) == MUCH:
        return ()
    store.update(_LESS.format(" ".join(map(str, left)), ", ".join(map(str, left))))
    return (px.DefaultGraph(),)


def _anew(store: px.Store, names: set[px.NamedNode]) -> tuple[px.NamedNode, ...]:
    """Return graphs that share no fact and say all that some graphs say."""
    large, rest = _parted(store, names)
    node = px.NamedNode(_REST)
    _merge(store, node, large, (quad for name in rest for quad in _of(store, name)))
    return (*large, node)


def _parted(
    store: px.Store, names: Iterable[px.NamedNode]
) -> tuple[list[px.NamedNode], list[px.NamedNode]]:
    """Return large graphs that share no fact, and all others."""
    ordered = sorted(names, key=str)
    large = [name for name in ordered if _number(store, _UP_TO.format(LARGE), [name]) == LARGE]
    apart: list[px.NamedNode] = []
    if len(large) < 2 or _number(store, _COUNT, large) == _number(store, _DISTINCT, large):
        apart = large
    else:
        for name in sorted(large, key=lambda one: -_number(store, _COUNT, [one])):
            if not store.query(_SHARED, default_graph=list(apart), named_graphs=[name]):
                apart.append(name)
    return apart, [name for name in ordered if name not in apart]


def _merge(
    store: px.Store,
    node: px.NamedNode,
    others: Iterable[px.NamedNode],
    quads: Iterable[px.Quad],
) -> None:
    """Write into a graph what quads say and no other graph of the merge does."""
    there = list(others)
    store.bulk_extend(
        px.Quad(q.subject, q.predicate, q.object, node)
        for q in quads
        if not any(px.Quad(q.subject, q.predicate, q.object, name) in store for name in there)
    )


def _parsed(lines: Iterable[bytes], name: px.NamedNode) -> Iterator[px.Quad]:
    """Yield lines of N-Triples as quads of a graph."""
    for quad in px.parse(b"\n".join(lines), format=px.RdfFormat.N_TRIPLES):
        yield px.Quad(quad.subject, quad.predicate, quad.object, name)


def _of(store: px.Store, name: px.NamedNode) -> Iterator[px.Quad]:
    return store.quads_for_pattern(None, None, None, name)


def _number(store: px.Store, sparql: str, graphs: Sequence[px.NamedNode]) -> int:
    found = store.query(sparql, default_graph=list(graphs))
    assert isinstance(found, px.QuerySolutions)
    return int(next(found)["n"].value)
