"""``twingraph export``: the graph in the formats of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.errors import UsageError

if TYPE_CHECKING:
    from twingraph.store import Graph

# The names stand here too, so that --help loads none of the libraries; a test compares them.
FORMATS = ("trig", "nquads", "turtle", "jsonld", "graphml", "gexf", "csv")
NETWORKS = ("ties", "networks", "people", "events", "visits")


@click.command(
    epilog="Examples: twingraph export --format trig -o namur.trig"
    " · twingraph export -o ties.gexf · twingraph export --format csv -o tables"
    " · twingraph export --format csv --table cities"
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="As the file's name ends, if not given."
)
@click.option(
    "-o", "--output", metavar="FILE|DIR", help="Where to; - is standard output; csv makes a folder."
)
@click.option(
    "--network", "network_name", type=click.Choice(NETWORKS), default="ties", show_default=True,
    help="What graphml and gexf draw.",
)  # fmt: skip
@click.option("--table", metavar="NAME", help="Only this table of csv, as one file.")
@click.option("--source", "sources", multiple=True, metavar="S", help="Only this source; repeats.")
@click.option("--stated-only", is_flag=True, help="Leave out what is implied or computed.")
@click.option("--store", metavar="DIR", help="The graph to export, instead of the usual one.")
def export(
    form: str | None,
    output: str | None,
    network_name: str,
    table: str | None,
    sources: tuple[str, ...],
    stated_only: bool,
    store: str | None,
) -> None:
    """Export the graph: TriG, N-Quads, Turtle, JSON-LD, GraphML, GEXF, or CSV tables.

    TriG, N-Quads and JSON-LD hold the named graphs, Turtle their merge.
    """
    from twingraph.cli.output import write_output
    from twingraph.exports import writing

    if form is None:
        form = writing.CSV if table else _format(output)
    if table and form != writing.CSV:
        raise UsageError(f"{form} has no tables", hint="--format csv --table NAME")
    if form == writing.CSV and not table and output in (None, "-"):
        raise UsageError(
            "csv is a file for each table", hint="-o FOLDER, or --table NAME for one of them"
        )
    graph = _graph(store, sources, stated_only=stated_only)
    if table:
        write_output([writing.table(graph, table)], output)
    elif form == writing.CSV:
        _write_tables(graph, Path(output or ""))
    else:
        write_output([writing.document(graph, form, network_name=network_name)], output)


def _format(output: str | None) -> str:
    from twingraph.exports.writing import format_of

    if output in (None, "-"):
        raise UsageError("no format is named", hint=f"--format {', '.join(FORMATS)}")
    return format_of(output or "")


def _write_tables(graph: Graph, folder: Path) -> None:
    from twingraph.cli.output import write_output
    from twingraph.exports.rows import csv_tables

    tables = csv_tables(graph)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(f"cannot be made: {problem.strerror}", path=folder) from problem
    for name, content in tables.items():
        write_output([content], str(folder / f"{name}.csv"))


def _graph(store: str | None, sources: tuple[str, ...], *, stated_only: bool) -> Graph:
    from twingraph.opening import open_graph

    graph = open_graph(store)
    if sources:
        graph = graph.restrict(sources)
    return graph.stated_only() if stated_only else graph
