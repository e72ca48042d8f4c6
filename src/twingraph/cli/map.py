"""``twingraph map``: the network as one HTML file that loads nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.cli.options import LANG, graph_options

if TYPE_CHECKING:
    from twingraph.cli.options import Opened

MAP_FILE = "map.html"


@click.command(
    epilog="Examples: twingraph map · twingraph map --lang fr -o carte.html · twingraph map"
    " --city hue --no-sparql -o - · twingraph map --style pyvis"
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to; - is standard output. [default: twingraph-out/map.html where that folder"
    " stands, else ./twingraph-map.html]",
)
@click.option("--city", metavar="CITY", help="The city in the middle, instead of the report's own.")
@click.option("--lang", type=LANG, default="en", help="Language in which the page opens.")
@click.option("--title", metavar="TEXT", help="Title of the page, instead of one with the city.")
@click.option(
    "--sparql/--no-sparql",
    default=None,
    help="SPARQL in the page; without it a fifth of the size. [default: where the graph is not too"
    " large for a page]",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The report's text: the page then quotes each passage.",
)
@click.option("--embed", is_flag=True, help="A page for a frame of another page: no SPARQL.")
@click.option(
    "--style",
    type=click.Choice(["interactive", "pyvis"]),
    default="interactive",
    help="pyvis draws one city's network and tables, up to 1,000 nodes.",
)
@graph_options
def map_command(
    output: str | None,
    city: str | None,
    lang: str,
    title: str | None,
    sparql: bool | None,
    report: Path | None,
    embed: bool,
    style: str,
    graph: Opened,
) -> None:
    """Draw the network of cities: who is tied to whom, since when, on whose word.

    One HTML file that opens offline: a map, a network and a table of the same ties, each fact with
    its source, a time line, and the graph itself to question in SPARQL.
    """
    from twingraph.cli.output import progress, write_output

    target, left_out = output or default_file(), 0
    if style == "pyvis":
        chosen = {"sparql": sparql, "no-sparql": sparql is False}
        _refuse({"title": title, **chosen, "report": report, "embed": embed})
        from twingraph.map.pyvis import ego_network

        text = ego_network(city, graph(), lang=lang).page()
    else:
        from twingraph.map.showing import map_page

        with progress() as begins:
            made = map_page(
                graph(),
                city=city,
                lang=lang,
                title=title,
                sparql=sparql,
                report=report,
                embed=embed,
                begins=begins,
            )
        text, left_out = made.html, made.left_out
    write_output([text], target)
    if target != "-":
        click.echo(f"Written to {target} ({_size(text)})")
    if left_out:
        click.echo(
            f"Without SPARQL: {left_out:,} quads are too many for a page that opens at once;"
            " --sparql puts them in",
            err=True,
        )


def default_file() -> str:
    """Return where the map goes: beside a build's output where there is one, else right here."""
    from twingraph.resources import DEFAULT_OUTPUT

    folder = Path(DEFAULT_OUTPUT)
    return str(folder / MAP_FILE) if folder.is_dir() else f"twingraph-{MAP_FILE}"


def _refuse(given: dict[str, object]) -> None:
    """Refuse the options that the pyvis page does not have."""
    from twingraph.errors import UsageError

    for option in [f"--{name}" for name, chosen in given.items() if chosen]:
        hint = f"leave out {option} or --style pyvis"
        raise UsageError(f"{option} is for the interactive map", hint=hint)


def _size(text: str) -> str:
    size = len(text.encode())
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
