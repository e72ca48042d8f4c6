"""Choosing an export and writing it: files that appear whole or not at all.

In: a graph, a format, and where to. Out: named documents as bytes, or files. It knows the formats
by name and leaves each to its own module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from twingraph.errors import UsageError, near_matches
from twingraph.exports import networks, rdf, rows
from twingraph.exports.sorting import sorted_nquads
from twingraph.exports.tables import TABLES
from twingraph.files import make_folder, write_whole
from twingraph.networks import PROJECTIONS, network
from twingraph.opening import open_graph
from twingraph.store import Graph

if TYPE_CHECKING:
    import networkx as nx

CSV: Final = "csv"
"""The one format of many files: a folder of tables."""
NETWORK_FORMATS: Final[dict[str, Callable[[nx.MultiGraph[str]], bytes]]] = {
    "graphml": networks.graphml,
    "gexf": networks.gexf,
}
SUFFIXES: Final = {
    "trig": ".trig",
    "nquads": ".nq",
    "turtle": ".ttl",
    "jsonld": ".jsonld",
    "graphml": ".graphml",
    "gexf": ".gexf",
}
"""The formats of one file, and how its name ends."""
LIMIT: Final = 500_000
"""The number of quads up to which a graph is written as TriG, Turtle or JSON-LD."""
_ANY_SIZE: Final = "nquads"


def pieces(graph: Graph, form: str, *, network_name: str = "ties") -> Iterable[bytes]:
    """Return a graph in a format of one file, in pieces.

    N-Quads are written line by line, whatever the graph's size. Raises UsageError for an unknown
    format, and for a graph of more than `LIMIT` quads in the other formats of RDF, which are made
    in memory and which few programs can read at that size.
    """
    if form == _ANY_SIZE:
        return sorted_nquads(graph)
    if form in rdf.FORMATS:
        if (size := graph.size()) > LIMIT:
            raise UsageError(
                f"{size:,} quads are too many for {form}: {LIMIT:,} at most",
                hint=f"--format {_ANY_SIZE} has no limit; or --source NAME for a part of the graph",
            )
        return [rdf.document(graph.quads(), form)]
    if form in NETWORK_FORMATS:
        return [NETWORK_FORMATS[form](network(graph, network_name))]
    known = [*SUFFIXES, CSV]
    hint = near_matches(form, known) or f"known: {', '.join(known)}"
    raise UsageError(f"unknown format '{form}'", hint=hint)


def table(graph: Graph, name: str) -> bytes:
    """Return one table as CSV. Raises UsageError for an unknown table."""
    if name not in TABLES:
        hint = near_matches(name, TABLES) or f"known: {', '.join(TABLES)}"
        raise UsageError(f"unknown table '{name}'", hint=hint)
    return rows.csv_table(graph, TABLES[name])


def format_of(output: str | Path) -> str:
    """Return the format that a file's name ends in. Raises UsageError where none does."""
    suffix = Path(output).suffix.lower()
    for form, ending in SUFFIXES.items():
        if ending == suffix:
            return form
    raise UsageError(
        "no format is named, and the file's name ends in none", path=output,
        hint=f"--format {', '.join([*SUFFIXES, CSV])}",
    )  # fmt: skip


def export(
    graph: Graph | None,
    output: str | Path,
    form: str | None = None,
    *,
    network_name: str = "ties",
) -> list[Path]:
    """Write a graph to a file, or to a folder of tables where the format is ``csv``.

    Without a graph, the usual one. ``form`` is the ending of the file's name where it is not given;
    ``network_name`` chooses the projection for GraphML and GEXF. A file is replaced once the new
    one is whole. Returns the files written. Raises UsageError for an unknown format or network and
    for a place that cannot be written, MachineError for a full disk.
    """
    opened = open_graph() if graph is None else graph
    target = Path(output)
    chosen = form or format_of(target)
    files: dict[Path, Iterable[bytes]]
    if chosen == CSV:
        tables = rows.csv_tables(opened)
        files = {make_folder(target) / f"{name}.csv": [held] for name, held in tables.items()}
    else:
        files = {target: pieces(opened, chosen, network_name=network_name)}
    for path, content in files.items():
        write_whole(path, content)
    return list(files)


def write_exports(graph: Graph, folder: Path) -> None:
    """Write everything into a folder: ``data.*``, ``networks/`` and ``tables/``; for a build."""
    quads = rdf.canonical(graph.quads())
    for form, write_rdf in rdf.FORMATS.items():
        (folder / f"data{SUFFIXES[form]}").write_bytes(write_rdf(quads))
    (folder / "networks").mkdir()
    for name in PROJECTIONS:
        made = network(graph, name)
        for form, write in NETWORK_FORMATS.items():
            (folder / "networks" / f"{name}{SUFFIXES[form]}").write_bytes(write(made))
    (folder / "tables").mkdir()
    for name, content in rows.csv_tables(graph).items():
        (folder / "tables" / f"{name}.csv").write_bytes(content)
