"""``twingraph map``: a city's network as one HTML file that loads nothing."""

from __future__ import annotations

from pathlib import Path

import click

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
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", help="Language of the page.")
@click.option("--city", metavar="CITY", help="The city in the middle, instead of the report's own.")
@click.option("--source", "sources", multiple=True, metavar="S", help="Only this source; repeats.")
@click.option("--stated-only", is_flag=True, help="Leave out what is implied or computed.")
@click.option("--store", metavar="DIR", help="The graph to draw, instead of the usual one.")
def map_command(
    output: str | None,
    lang: str,
    city: str | None,
    sources: tuple[str, ...],
    stated_only: bool,
    store: str | None,
) -> None:
    """Draw a city's network: partners, agreements, networks.

    One HTML file that opens offline: a drawing, its legend, and tables that say the same.
    """
    from twingraph.cli.output import write_output
    from twingraph.map.pyvis import map_page
    from twingraph.opening import open_graph
    from twingraph.sandbox import guard

    unfinished: list[Path] = []
    target = output or default_file()
    with guard(unfinished=unfinished):
        graph = open_graph(store)
        if sources:
            graph = graph.restrict(sources)
        drawn = graph.stated_only() if stated_only else graph
        write_output([map_page(drawn, city=city, lang=lang)], target, unfinished)
    if target != "-":
        click.echo(f"Written to {target}")


def default_file() -> str:
    """Return where the map goes: beside a build's output where there is one, else right here."""
    from twingraph.resources import DEFAULT_OUTPUT

    folder = Path(DEFAULT_OUTPUT)
    return str(folder / MAP_FILE) if folder.is_dir() else f"twingraph-{MAP_FILE}"
