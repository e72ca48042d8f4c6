"""``twingraph check``: what is wrong with the data, each fault with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from twingraph.cli.options import LANG, data_option, guarded
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from twingraph.checks import Outcome

FORMATS = ("table", "csv", "json", "sarif", "turtle")


@click.command(
    epilog="Examples: twingraph check --data bundled --data my-city --report my-city.txt"
    " · twingraph check --store my-graph --format json"
    " · twingraph check --quick --format sarif -o findings.sarif"
)
@data_option
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FILE",
    help="A report's text: proves its passages and finds lines not accounted for; may repeat.",
)
@click.option("--store", metavar="DIR", help="Check a built store instead; it knows no lines.")
@click.option("--quick", is_flag=True, help="Leave out the reasoner, which needs Java.")
@click.option(
    "--reasoner-timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long the reasoner may think before the answer is: not decided.",
)
@click.option("--lang", type=LANG, default="en", help="Language of messages.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="table on a terminal, else csv; sarif is for code review, turtle a SHACL report.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@guarded
def check(
    data: tuple[str, ...],
    reports: tuple[str, ...],
    store: str | None,
    quick: bool,
    seconds: float,
    lang: str,
    form: str | None,
    output: str | None,
) -> int:
    """Find what is wrong with the data: exit 0 if nothing is, 1 if something is.

    A line on standard error says what was looked at.
    """
    from twingraph.checks import check as run_checks
    from twingraph.cli.output import progress, write_output
    from twingraph.files import refuse_unwritable

    if store is not None and data:
        raise UsageError("--store and --data exclude each other", hint="check one, then the other")
    if output not in (None, "-"):
        refuse_unwritable(output)
    with progress() as begins:
        outcome = run_checks(
            data or None, reports, store, quick=quick, seconds=seconds, begins=begins
        )
    write_output([_text(outcome, lang, form, output)], output)
    click.echo(outcome.summary(lang), err=True)
    return 1 if outcome.findings else 0


def _text(outcome: Outcome, lang: str, form: str | None, output: str | None) -> str:
    from twingraph.checks.formats import FORMATS, rows
    from twingraph.cli.output import default_format, layout

    chosen = default_format(form, output, text="table", data="csv")
    if chosen == "table":
        return rows.table(outcome, lang, **layout(output))
    return FORMATS[chosen](outcome, lang)
