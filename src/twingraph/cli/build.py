"""``twingraph build``: data folders to a store, exports and a manifest."""

from __future__ import annotations

import click

from twingraph.cli.options import data_option, guarded


@click.command(epilog="Example: twingraph build --data bundled --data my-city -o my-graph")
@data_option
@click.option(
    "-o", "--output", default="twingraph-out", show_default=True, metavar="DIR", help="Where to."
)
@guarded
def build(data: tuple[str, ...], output: str) -> None:
    """Build the graph: store, exports and manifest.

    What was built before stays whole until the new output is.
    """
    from twingraph.building import build as build_graph
    from twingraph.cli.output import progress, rows_text, write_output

    with progress() as begins:
        manifest = build_graph(data or None, output, begins=begins)
    rows = [(name, f"{number:,}") for name, number in manifest.counts.items()]
    table = rows_text(["In the graph", "Number"], rows, "table", None, right=["Number"])
    said = [table, f"\nWritten to {manifest.output}\n"]
    if not manifest.exports:
        said.append(f"No exports: the graph is large (twingraph export --store {output})\n")
    write_output(said, None)
