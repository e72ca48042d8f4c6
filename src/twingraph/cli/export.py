"""``twingraph export``: the graph in the formats of others."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from twingraph.cli.options import graph_options
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from twingraph.cli.options import Opened

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
@graph_options
def export(
    form: str | None,
    output: str | None,
    network_name: str,
    table: str | None,
    graph: Opened,
) -> None:
    """Export the graph: TriG, N-Quads, Turtle, JSON-LD, GraphML, GEXF, or CSV tables.

    TriG, N-Quads and JSON-LD hold the named graphs, Turtle their merge. A graph of any size goes to
    N-Quads; the other three are for up to half a million statements.
    """
    from twingraph.cli.output import progress, write_output
    from twingraph.exports import writing

    printed = output in (None, "-")
    if form is None:
        if printed and not table:
            raise UsageError("no format is named", hint=f"--format {', '.join(FORMATS)}")
        form = writing.CSV if table else writing.format_of(output or "")
    if table and form != writing.CSV:
        raise UsageError(f"{form} has no tables", hint="--format csv --table NAME")
    if printed and form == writing.CSV and not table:
        raise UsageError(
            "csv is a file for each table", hint="-o FOLDER, or --table NAME for one of them"
        )
    asked = graph()
    # On standard output what is written is seen as it comes.
    with contextlib.nullcontext() if printed else progress() as begins:
        if begins is not None:
            begins("writing", 0, 1)
        if table:
            write_output([writing.table(asked, table)], output)
        elif form != writing.CSV:
            write_output(writing.pieces(asked, form, network_name=network_name), output)
        else:
            writing.export(asked, output or "", form)
