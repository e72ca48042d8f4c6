"""Choosing an export and writing it: files that appear whole or not at all.

In: a graph, a format, and where to. Out: named documents as bytes, or files. It knows the formats
by name and leaves each to its own module.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.errors import UsageError, near_matches
from twingraph.exports import networks, rdf, rows
from twingraph.exports.tables import TABLES
from twingraph.networks import PROJECTIONS, network
from twingraph.opening import open_graph
from twingraph.store import Graph


@dataclass(frozen=True)
class Format:
    """A format: its name, the ends of its files' names, and what writes it."""

    name: str
    suffix: str
    write: Callable[[Graph, str], bytes]
    """From a graph and the name of a network (which RDF and tables do not need) to bytes."""


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format("trig", ".trig", lambda graph, _: rdf.trig(graph.quads())),
        Format("nquads", ".nq", lambda graph, _: rdf.nquads(graph.quads())),
        Format("turtle", ".ttl", lambda graph, _: rdf.turtle(graph.quads())),
        Format("jsonld", ".jsonld", lambda graph, _: rdf.jsonld(graph.quads())),
        Format("graphml", ".graphml", lambda graph, name: networks.graphml(network(graph, name))),
        Format("gexf", ".gexf", lambda graph, name: networks.gexf(network(graph, name))),
    )
}
"""The formats of one file; ``csv`` makes a folder of tables."""

CSV: Final = "csv"
NETWORK_FORMATS: Final = ("graphml", "gexf")


def document(graph: Graph, form: str, *, network_name: str = "ties") -> bytes:
    """Return a graph in a format of one file. Raises UsageError for an unknown format."""
    if form not in FORMATS:
        known = [*FORMATS, CSV]
        hint = near_matches(form, known) or f"known: {', '.join(known)}"
        raise UsageError(f"unknown format '{form}'", hint=hint)
    return FORMATS[form].write(graph, network_name)


def table(graph: Graph, name: str) -> bytes:
    """Return one table as CSV. Raises UsageError for an unknown table."""
    if name not in TABLES:
        hint = near_matches(name, TABLES) or f"known: {', '.join(TABLES)}"
        raise UsageError(f"unknown table '{name}'", hint=hint)
    return rows.csv_table(graph, TABLES[name])


def format_of(output: str | Path) -> str:
    """Return the format that a file's name ends in. Raises UsageError where none does."""
    suffix = Path(output).suffix.lower()
    for form in FORMATS.values():
        if form.suffix == suffix:
            return form.name
    raise UsageError(
        "no format is named, and the file's name ends in none", path=output,
        hint=f"--format {', '.join([*FORMATS, CSV])}",
    )  # fmt: skip


def export(
    graph: Graph | None = None,
    output: str | Path = ".",
    form: str | None = None,
    *,
    network_name: str = "ties",
) -> list[Path]:
    """Write a graph to a file, or to a folder of tables where the format is ``csv``.

    ``form`` is the ending of the file's name where it is not given; ``network_name`` chooses the
    projection for GraphML and GEXF. A file is replaced once the new one is whole. Returns the
    files written. Raises UsageError for an unknown format or network.
    """
    opened = open_graph() if graph is None else graph
    target = Path(output)
    chosen = form or format_of(target)
    if chosen == CSV:
        target.mkdir(parents=True, exist_ok=True)
        files = {target / f"{name}.csv": held for name, held in rows.csv_tables(opened).items()}
    else:
        files = {target: document(opened, chosen, network_name=network_name)}
    for path, content in files.items():
        _replace(path, content)
    return list(files)


def write_exports(graph: Graph, folder: Path) -> None:
    """Write everything into a folder: ``data.*``, ``networks/`` and ``tables/``; for a build."""
    quads = graph.quads()
    for name in ("nquads", "trig", "turtle", "jsonld"):
        (folder / f"data{FORMATS[name].suffix}").write_bytes(getattr(rdf, name)(quads))
    (folder / "networks").mkdir()
    for name in PROJECTIONS:
        made = network(graph, name)
        (folder / "networks" / f"{name}.graphml").write_bytes(networks.graphml(made))
        (folder / "networks" / f"{name}.gexf").write_bytes(networks.gexf(made))
    (folder / "tables").mkdir()
    for name, content in rows.csv_tables(graph).items():
        (folder / "tables" / f"{name}.csv").write_bytes(content)


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
