"""``twingraph map``: a city's network as one HTML file that loads nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.cli.options import LANG, graph_options

if TYPE_CHECKING:
    from twingraph.cli.options import Opened

MAP_FILE = "map.html"


@click.command(
    epilog="Examples: twingraph map · twingraph map --lang fr -o carte.html · twingraph map -o -"
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to; - is standard output. [default: twingraph-out/map.html where that folder"
    " stands, else ./twingraph-map.html]",
)
@click.option(
    "--style",
    type=click.Choice(["pyvis"]),
    expose_value=False,
    help="How it is drawn; pyvis is the one way.",
)
@click.option("--lang", type=LANG, default="en", help="Language of the page.")
@click.option("--city", metavar="CITY", help="The city in the middle, instead of the report's own.")
@graph_options
def map_command(output: str | None, lang: str, city: str | None, graph: Opened) -> None:
    """Draw a city's network: partners, agreements, networks.

    One HTML file that opens offline: a drawing, its legend, and tables that say the same.
    """
    from twingraph.cli.output import write_output
    from twingraph.map.pyvis import map_page

    target = output or default_file()
    write_output([map_page(graph(), city=city, lang=lang)], target)
    if target != "-":
        click.echo(f"Written to {target}")


def default_file() -> str:
    """Return where the map goes: beside a build's output where there is one, else right here."""
    from twingraph.resources import DEFAULT_OUTPUT

    folder = Path(DEFAULT_OUTPUT)
    return str(folder / MAP_FILE) if folder.is_dir() else f"twingraph-{MAP_FILE}"
