"""``twingraph explain``: why a fact is in the graph, or what is missing where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import click

from twingraph.cli.options import LANG, graph_options

if TYPE_CHECKING:
    from twingraph.cli.options import Opened
    from twingraph.explaining import Explanation

_COLUMNS = 80
"""Longer lines are hard to read, however wide the terminal is."""


@click.command(
    epilog="Examples: twingraph explain namur twinnedWith lafayette-la-us"
    " · twingraph explain hue-vn 'located in' Vietnam --lang fr"
    " · twingraph explain namur twinnedWith hue --format html -o why.html"
)
@click.argument("subject", metavar="SUBJECT")
@click.argument("prop", metavar="PROPERTY")
@click.argument("value", metavar="VALUE")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "mermaid"]),
              default="text", show_default=True, help="How to write it.")  # fmt: skip
@click.option("--lang", type=LANG, default="en", show_default=True, help="Language of the answer.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FILE",
    help="A report's text: shows the sentences of its passages; may repeat.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@graph_options
def explain(
    subject: str,
    prop: str,
    value: str,
    form: str,
    lang: Literal["en", "fr"],
    reports: tuple[str, ...],
    output: str | None,
    graph: Opened,
) -> None:
    """Say why a fact is in the graph, rule by rule, down to the passages of its sources.

    Where it is not in the graph: what is there instead, and what a rule would still need. That is
    an answer too: exit 0. Things are named by slug, IRI or label, a VALUE also as "text"@fr, a
    number or a day.
    """
    from twingraph.cli.output import write_output
    from twingraph.explaining import explain as explained
    from twingraph.explaining import to_json

    found = explained(subject, prop, value, graph(), lang=lang, report=reports)
    if form == "json":
        write_output([to_json(found)], output)
    elif form == "html":
        from twingraph.explaining.page import page

        write_output([page(found)], output)
    elif form == "mermaid":
        from twingraph.explaining.mermaid import flowchart

        write_output([flowchart(found)], output)
    else:
        write_output(_text(found, output), output)


def _text(found: Explanation, output: str | None) -> Iterator[str]:
    from twingraph.cli.output import layout
    from twingraph.explaining.text import plain_lines

    place = layout(output)
    for kind, line in plain_lines(found, min(place["width"], _COLUMNS)):
        bold = place["colour"] and kind in ("title", "heading")
        yield (click.style(line, bold=True) if bold else line) + "\n"
