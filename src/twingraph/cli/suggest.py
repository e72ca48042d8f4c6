"""``twingraph suggest``: candidate partner cities with reasons, or how far to trust them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from twingraph.cli.options import LANG, graph_options, refused_in
from twingraph.errors import UsageError
from twingraph.suggesting.bounds import MOST, MOST_SEED, MOST_SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.cli.options import Opened

_HINT: Final = (
    "importez des listes de liens de nombreuses villes (twingraph import), ou insistez avec --force"
)


@click.command(
    epilog="Examples: twingraph suggest namur --store world · twingraph suggest namur --lang fr"
    " --top 5 · twingraph suggest namur --model katz --format csv -o katz.csv"
    " · twingraph suggest --evaluate --store world"
)
@click.argument("city", metavar="[CITY]", required=False)
@click.option("--model", "models", multiple=True, metavar="NAME",
              help="gravity (default; explains itself), boosting, three-steps, katz, adamic-adar,"
              " common, spectral, degree or distance; may repeat with --evaluate.")  # fmt: skip
@click.option("--top", type=click.IntRange(1, MOST), default=20, show_default=True,
              help="How many candidates.")  # fmt: skip
@click.option("--evaluate", is_flag=True,
              help="Instead: how often models find ties that were hidden from them.")  # fmt: skip
@click.option("--task", "tasks", multiple=True, metavar="TASK",
              help="With --evaluate: completion or forecasting; both by default.")  # fmt: skip
@click.option("--seeds", type=click.IntRange(1, MOST_SEEDS), default=10, show_default=True,
              help="With --evaluate: how many times, with seeds from --seed on.")  # fmt: skip
@click.option("--sample", type=click.IntRange(1, MOST), default=50, show_default=True,
              help="With --evaluate: how many hidden ties are ranked each time.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, MOST_SEED), default=2026, show_default=True,
              help="The seed of all chance.")  # fmt: skip
@click.option("--force", is_flag=True, help="Answer even where it would mean nothing.")
@click.option("--lang", type=LANG, default="en", show_default=True, help="Language of the answer.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]),
              help="How to write it; table on a terminal, else csv.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@graph_options
def suggest(city: str | None, evaluate: bool, tasks: tuple[str, ...], graph: Opened,
            output: str | None, **chosen: Any) -> None:  # fmt: skip
    """Suggest partner cities for CITY: why each, through whom, and what speaks against it.

    What is told is how much a pair resembles the ties on record. That a city wants it, nobody has
    said.
    """
    if evaluate == (city is not None):
        hint = "twingraph suggest CITY, or twingraph suggest --evaluate"
        raise UsageError("--evaluate takes no CITY" if city else "which city?", hint=hint)
    if tasks and not evaluate:
        raise UsageError("--task goes with --evaluate", hint="twingraph suggest --evaluate")
    if output is not None and output != "-":
        from twingraph.files import refuse_unwritable

        refuse_unwritable(output)  # it takes long, and would be lost
    if city is None:
        _evaluation(tasks, graph, output=output, **chosen)
    else:
        _suggestions(city, graph, output=output, **chosen)


def _suggestions(
    city: str,
    graph: Opened,
    *,
    models: tuple[str, ...],
    top: int,
    seed: int,
    force: bool,
    lang: Any,
    form: str | None,
    output: str | None,
    **_: Any,
) -> None:
    from twingraph.suggesting import suggest as suggested
    from twingraph.suggesting.text import suggestion_lines

    if len(models) > 1:
        raise UsageError("--model may repeat only with --evaluate", hint="name one model")
    with refused_in(lang, "suggest", _HINT):
        found = suggested(
            city, graph(), model=models[0] if models else "gravity", top=top, lang=lang,
            seed=seed, force=force,
        )  # fmt: skip
    _write(found, lambda width: suggestion_lines(found, width), form, output)


def _evaluation(
    tasks: tuple[str, ...],
    graph: Opened,
    *,
    models: tuple[str, ...],
    seeds: int,
    sample: int,
    seed: int,
    force: bool,
    lang: Any,
    form: str | None,
    output: str | None,
    **_: Any,
) -> None:
    from twingraph.cli.output import progress
    from twingraph.suggesting import evaluate as evaluated
    from twingraph.suggesting.report import evaluation_lines

    with progress() as begins, refused_in(lang, "suggest", _HINT):
        found = evaluated(
            graph(), models=models, tasks=tasks, seeds=seeds, sample=sample, seed=seed,
            force=force, begins=begins,
        )  # fmt: skip
    _write(found, lambda width: evaluation_lines(found, lang, width), form, output)


def _write(found: Any, lines: Any, form: str | None, output: str | None) -> None:
    from twingraph import tables
    from twingraph.cli.output import default_format, layout, write_output

    form = default_format(form, output, text="table", data="csv")
    if form == "json":
        write_output([found.to_json()], output)
    elif form == "csv":
        rows = [["" if v is None else str(v) for v in row] for row in found.rows()]
        write_output([tables.objects_csv(found.columns(), rows)], output)
    else:
        write_output(_styled(lines, layout(output)), output)


def _styled(lines: Any, place: dict[str, Any]) -> Iterator[str]:
    for kind, line in lines(min(place["width"], 80)):
        bold = place["colour"] and kind in ("title", "heading")
        yield (click.style(line, bold=True) if bold else line) + "\n"
