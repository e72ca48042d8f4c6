"""``twingraph city``: the dossier of a city, as text, Markdown or JSON."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from twingraph.dossiers import Dossier

_COLUMNS = 80
"""Longer lines are hard to read, however wide the terminal is."""
_MARK = re.compile(r"\[[^\]]*(?:\]|$)")


@click.command(
    epilog="Examples: twingraph city hue · twingraph city québec --lang fr"
    " · twingraph city namur --format markdown -o namur.md"
)
@click.argument("name", metavar="CITY")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
              show_default=True, help="How to write it.")  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True,
              help="Language of the dossier.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@click.option("--source", "sources", multiple=True, metavar="S", help="Only this source; repeats.")
@click.option("--stated-only", is_flag=True, help="Leave out what is implied or computed.")
@click.option("--store", metavar="DIR", help="The graph to ask, instead of the usual one.")
def city(
    name: str,
    form: str,
    lang: Literal["en", "fr"],
    output: str | None,
    sources: tuple[str, ...],
    stated_only: bool,
    store: str | None,
) -> None:
    """Print what the graph holds of a city: ties, agreements, events, people, what is not known.

    Every line ends in its source. ○ marks what no source states and passages imply.
    """
    from twingraph.cli.output import write_output
    from twingraph.dossiers import dossier, markdown, to_json
    from twingraph.opening import open_graph
    from twingraph.sandbox import guard

    with guard():
        graph = open_graph(store)
        if sources:
            graph = graph.restrict(sources)
        found = dossier(graph.stated_only() if stated_only else graph, name, lang)
        if form == "json":
            write_output([to_json(found)], output)
        elif form == "markdown":
            write_output([markdown(found)], output)
        else:
            write_output(_text(found, output), output)


def _text(found: Dossier, output: str | None) -> Iterator[str]:
    from twingraph.cli.output import terminal_width
    from twingraph.dossiers.text import plain_lines

    coloured = output in (None, "-") and sys.stdout.isatty()
    width = min(terminal_width(), _COLUMNS) if coloured else _COLUMNS
    for kind, line in plain_lines(found, width):
        yield (_styled(kind, line) if coloured else line) + "\n"


def _styled(kind: str, line: str) -> str:
    """Set headings in bold and source marks faint; the signs say the same without colour."""
    if kind in ("title", "heading", "subheading"):
        return click.style(line, bold=True)
    return _MARK.sub(lambda mark: click.style(mark[0], dim=True), line)
