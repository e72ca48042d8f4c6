"""``twingraph city``: the dossier of a city, as text, Markdown or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import click

from twingraph.cli.options import LANG, graph_options
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from twingraph.cli.options import Opened
    from twingraph.dossiers import Dossier

_COLUMNS = 80
"""Longer lines are hard to read, however wide the terminal is."""
_MARK = re.compile(r"\[[^\]]*(?:\]|$)")


@click.command(
    epilog="Examples: twingraph city hue · twingraph city québec --lang fr"
    " · twingraph city namur --format markdown -o namur.md · twingraph city namur --claims"
)
@click.argument("name", metavar="CITY")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "csv"]),
              default="text", show_default=True,
              help="How to write it; csv is for --claims, markdown for a dossier.")  # fmt: skip
@click.option("--lang", type=LANG, default="en", show_default=True,
              help="Language of the dossier.")  # fmt: skip
@click.option("--claims", is_flag=True,
              help="Its partners instead: who names each, since when, on which side.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@graph_options
def city(
    name: str,
    form: str,
    lang: Literal["en", "fr"],
    claims: bool,
    output: str | None,
    graph: Opened,
) -> None:
    """Print what the graph holds of a city: ties, agreements, events, people, what is not known.

    Every line ends in its source. ○ marks what no source states and passages imply.
    """
    from twingraph.cli.output import write_output
    from twingraph.dossiers import dossier, markdown, to_json

    if (form == "csv") != claims and form in ("csv", "markdown"):
        hint = "--format csv" if claims else "--claims"
        raise UsageError(f"--format {form} does not go with this", hint=hint)
    if claims:
        write_output(_claims(name, form, lang, output, graph), output)
        return
    found = dossier(name, graph(), lang=lang)
    if form == "json":
        write_output([to_json(found)], output)
    elif form == "markdown":
        write_output([markdown(found)], output)
    else:
        write_output(_text(found, output), output)


def _claims(
    name: str, form: str, lang: Literal["en", "fr"], output: str | None, graph: Opened
) -> list[str]:
    """Return the partners and who names them, in the format asked for."""
    from twingraph.cli.output import rows_text
    from twingraph.comparing import compare_sources

    found = compare_sources(name, graph(), lang=lang)
    if form in ("csv", "json"):
        return [rows_text(found.columns(), found.rows(), form, output)]
    # The slug is for programs: a table for people has the name alone.
    rows = [row[1:] for row in found.rows()]
    table = rows_text(found.columns()[1:], rows, "table", output, captions=found.captions())
    return [table, "\n", found.legend()]


def _text(found: Dossier, output: str | None) -> Iterator[str]:
    from twingraph.cli.output import layout
    from twingraph.dossiers.text import plain_lines

    place = layout(output)
    for kind, line in plain_lines(found, min(place["width"], _COLUMNS)):
        yield (_styled(kind, line) if place["colour"] else line) + "\n"


def _styled(kind: str, line: str) -> str:
    """Set headings in bold and source marks faint; the signs say the same without colour."""
    if kind in ("title", "heading", "subheading"):
        return click.style(line, bold=True)
    return _MARK.sub(lambda mark: click.style(mark[0], dim=True), line)
