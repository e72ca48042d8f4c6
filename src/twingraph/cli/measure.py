"""``twingraph measure``: figures of a network, each table with what one needs to make it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.cli.options import LANG, graph_options
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twingraph.cli.options import Opened
    from twingraph.measures.model import Measured
    from twingraph.projections.model import Links

FORMATS = ("table", "csv", "json")
SHOWN = 20
"""So many rows of a table are shown on a terminal unless more are asked for."""


@click.command(
    epilog="Examples: twingraph measure portrait · twingraph measure --list"
    " · twingraph measure betweenness core --edges links.csv --format json -o found.json"
    " · twingraph measure --report report.html"
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--list", "list_all", is_flag=True, help="List the measures.")
@click.option("--about", metavar="NAME", help="Say how a measure is defined, read and cited.")
@click.option("--projection", metavar="P", help="What of the graph is measured; usually cities.")
@click.option("--kind", "kinds", multiple=True, metavar="K",
              help="Only ties of this kind, such as twinning; may repeat.")  # fmt: skip
@click.option("--edges", metavar="FILE", help="Measure the links of a file instead of the graph.")
@click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS",
              help="Which column of FILE is what: source=city1+country1, year=since, of both ends"
              " latitude1=lat1; may repeat.")  # fmt: skip
@click.option("--delimiter", metavar="SIGN", help="What parts FILE's columns, where that is not"
              " seen.")  # fmt: skip
@click.option("--encoding", default="utf-8", metavar="NAME", help="FILE's encoding, where it is not"
              " UTF-8.")  # fmt: skip
@click.option("--directed", is_flag=True, help="FILE's links run from source to target.")
@click.option("--seed", type=click.IntRange(min=0), default=2026, show_default=True,
              help="Where chance begins.")  # fmt: skip
@click.option("--draws", type=click.IntRange(min=1), default=100, show_default=True,
              help="Draws of a null model.")  # fmt: skip
@click.option("--exact", type=click.IntRange(min=0), default=50_000, show_default=True,
              metavar="N", help="Above N nodes distances are sampled.")  # fmt: skip
@click.option("--backend", metavar="B", help="Let a backend of NetworkX measure, or networkx.")
@click.option("--force", is_flag=True, help="Measure also what would mean nothing on a star.")
@click.option("--top", type=click.IntRange(min=0), metavar="N",
              help=f"Only the first N rows; 0 is all. A table shows {SHOWN}.")  # fmt: skip
@click.option("--lang", type=LANG, default="en", help="Language of --list and of remarks.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="table on a terminal, else csv.")
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@click.option("--report", metavar="FILE", help="Write a page with tables, plots and words, and its"
              " figures as SVG and CSV beside it.")  # fmt: skip
@graph_options
def measure(
    names: tuple[str, ...],
    list_all: bool,
    about: str | None,
    projection: str | None,
    kinds: tuple[str, ...],
    edges: str | None,
    columns: tuple[str, ...],
    delimiter: str | None,
    encoding: str,
    directed: bool,
    seed: int,
    draws: int,
    exact: int,
    backend: str | None,
    force: bool,
    top: int | None,
    lang: str,
    form: str | None,
    output: str | None,
    report: str | None,
    graph: Opened,
) -> int:
    """Measure a network: the graph's cities and ties, or the links of a file."""
    from twingraph.cli.output import default_format, progress, write_output
    from twingraph.files import refuse_unwritable
    from twingraph.measures import formats
    from twingraph.measures.catalogue import find_measure
    from twingraph.measures.measuring import measured
    from twingraph.measures.model import Settings
    from twingraph.projections.stored import links

    chosen = default_format(form, output, text="table", data="csv")
    if list_all:
        return _list(chosen, output, lang)
    if about is not None:
        write_output([formats.about(find_measure(about), lang)], output)
        return 0
    wanted = [find_measure(name) for name in names or ("portrait",)]
    if chosen == "csv" and len(wanted) > 1:
        raise UsageError("csv holds one table", hint="ask for one measure, or for --format json")
    if output not in (None, "-"):
        refuse_unwritable(output)
    settings = Settings(seed, draws, exact, backend, force)
    _refuse_of_the_other(edges, graphs=(projection, kinds), files=(columns, delimiter, directed))
    if report is not None:
        _refuse_beside_report(names, projection, backend, top, form, output)
        from twingraph.portraits.writing import write_portrait

        with progress() as begins:
            what = _read(edges, columns, delimiter, encoding, directed) if edges else graph()
            write_portrait(report, what, lang=lang, kinds=kinds, seed=seed, draws=draws,
                           exact=exact, force=force, begins=begins)  # fmt: skip
        return 0
    found: list[Measured] = []
    with progress() as begins:
        networks: dict[str, Links] = {}
        if edges is not None:
            networks[""] = _read(edges, columns, delimiter, encoding, directed)
        for number, one in enumerate(wanted):
            if begins is not None:
                begins(one.name, number, len(wanted))
            meant = "" if edges is not None else projection or one.projection
            if meant not in networks:
                networks[meant] = links(graph(), meant, kinds=kinds)
            found.append(measured(networks[meant], one, settings))
    write_output([_text(found, chosen, top, lang, output)], output)
    if chosen == "csv":
        _beside(found[0], output, lang)
    return 0


def _refuse_of_the_other(
    edges: str | None, *, graphs: tuple[object, ...], files: tuple[object, ...]
) -> None:
    """Raise UsageError for options of a graph beside a file, and the other way round."""
    if edges is not None and any(graphs):
        raise UsageError("a file has no projections and no kinds", hint="leave --edges out")
    if edges is None and any(files):
        raise UsageError("these options are of a file", hint="--edges FILE")


def _refuse_beside_report(*options: object) -> None:
    """Raise UsageError for what a report has no use for."""
    if any(option not in (None, ()) for option in options):
        raise UsageError(
            "a report is a page that chooses its measures",
            hint="leave names, --projection, --backend, --top, --format and -o out",
        )


def _read(
    edges: str, columns: Sequence[str], delimiter: str | None, encoding: str, directed: bool
) -> Links:
    """Read the links of a file, its columns named as the options have it."""
    from twingraph.projections.edgelists import read_links

    ends: dict[str, str] = {}
    of_links: dict[str, str] = {}
    of_nodes: dict[str, tuple[str | None, str | None]] = {}
    for column in columns:
        ours, equals, theirs = column.partition("=")
        if not (ours and equals and theirs):
            raise UsageError(f"'{column}' names no column", hint="write --column source=town")
        if ours in ("source", "target"):
            ends[ours] = theirs
        elif ours[-1] in "12":
            first, second = of_nodes.get(ours[:-1], (None, None))
            of_nodes[ours[:-1]] = (theirs, second) if ours[-1] == "1" else (first, theirs)
        else:
            of_links[ours] = theirs
    return read_links(
        edges,
        source=ends.get("source"),
        target=ends.get("target"),
        columns=of_links,
        nodes=of_nodes,
        separator=delimiter,
        encoding=encoding,
        directed=directed or None,
    )


def _text(
    found: Sequence[Measured], form: str, top: int | None, lang: str, output: str | None
) -> str:
    from twingraph.cli.output import layout
    from twingraph.measures import formats

    if form == "json":
        return formats.document(found, top or 0)
    if form == "csv":
        return formats.csv(found[0], top or 0)
    shown = SHOWN if top is None else top
    return "\n".join(formats.table(one, lang, top=shown, **layout(output)) for one in found)


def _beside(found: Measured, output: str | None, lang: str) -> None:
    """Say what belongs to a CSV: in the file of its metadata, else on standard error."""
    from twingraph.cli.output import write_output
    from twingraph.measures import formats

    if output in (None, "-"):
        for line in formats.provenance_lines(found.provenance, lang):
            click.echo(line, err=True)
        return
    written = Path(str(output) + formats.METADATA)
    write_output([formats.metadata(found, Path(str(output)).name)], str(written))


def _list(form: str, output: str | None, lang: str) -> int:
    from twingraph.cli.output import rows_text, write_output
    from twingraph.measures.catalogue import measures

    rows = [
        (one.name, one.scope, one.summary.fr if lang == "fr" else one.summary.en)
        for one in measures().values()
    ]
    columns = ["name", "scope", "summary"]
    write_output([rows_text(columns, rows, form, output, whole=["name", "scope"])], output)
    return 0
