"""``twingraph measure``: figures of a network, each table with what one needs to make it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.cli.options import LANG, graph_options, refused_in
from twingraph.errors import UsageError, near_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twingraph.cli.options import Opened
    from twingraph.measures.model import Measured
    from twingraph.projections.model import Links

FORMATS = ("table", "csv", "json")
SHOWN = 20
"""So many rows of a table are shown on a terminal unless more are asked for."""
MOST_DRAWS = 100_000
"""More draws of a null model would take days, and tell nothing that these do not."""
OF_GRAPHS = ("projection", "kinds", "sources", "stated_only", "store")
OF_FILES = ("columns", "delimiter", "encoding", "header", "directed")
"""Options that choose of a graph, and those that say how a file is read."""


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
@click.option("--header/--no-header", default=None, help="Whether FILE's first line names its"
              " columns, where that is not seen.")  # fmt: skip
@click.option("--directed", is_flag=True, help="FILE's links run from source to target.")
@click.option("--seed", type=click.IntRange(min=0), default=2026, show_default=True,
              help="Where chance begins.")  # fmt: skip
@click.option("--draws", type=click.IntRange(1, MOST_DRAWS), default=100, show_default=True,
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
    header: bool | None,
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
    from twingraph.cli.output import default_format, layout, progress, write_output
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
        room = layout(output)
        width = room["width"] if room["colour"] else None
        write_output([formats.about(find_measure(about), lang, width)], output)
        return 0
    wanted = [find_measure(name) for name in names or ("portrait",)]
    if chosen == "csv" and len(wanted) > 1:
        raise UsageError("csv holds one table", hint="ask for one measure, or for --format json")
    if output not in (None, "-"):
        refuse_unwritable(output)
    settings = Settings(seed, draws, exact, backend, force)
    _refuse_of_the_other(edges)

    def file() -> Links | None:
        if edges is None:
            return None
        return _read(edges, columns, delimiter, encoding, header=header, directed=directed)

    if report is not None:
        _refuse_beside_report(names, projection, backend, top, form, output)
        from twingraph.portraits.writing import write_portrait

        with progress() as begins:
            write_portrait(report, file() or graph(), lang=lang, kinds=kinds, seed=seed,
                           draws=draws, exact=exact, force=force, begins=begins)  # fmt: skip
        return 0
    found: list[Measured] = []
    with progress() as begins:
        read = file()
        networks: dict[str, Links] = {}
        for number, one in enumerate(wanted):
            if begins is not None:
                begins(one.name, number, len(wanted))
            meant = one.projection if projection is None else projection
            if read is None and meant not in networks:
                networks[meant] = links(graph(), meant, kinds=kinds)
            with refused_in(lang, one.name, _instead()):
                found.append(measured(read or networks[meant], one, settings))
    called = _called(networks.values() if read is None else [read], None if edges else graph, lang)
    write_output([_text(found, chosen, top, lang, output, called)], output)
    if chosen == "csv":
        _beside(found[0], output, lang)
    return 0


def _instead() -> str:
    """Return in French what can be asked instead of what is refused."""
    from twingraph.measures.refusal import INSTEAD

    return (
        f"demandez {', '.join(INSTEAD[:-1])} ou {INSTEAD[-1]}\u202f; ou importez une liste des"
        " liens de nombreuses villes\u202f; ou insistez avec --force"
    )


def _refuse_of_the_other(edges: str | None) -> None:
    """Raise UsageError for options of a graph beside a file, and the other way round."""
    given = click.get_current_context()
    others = OF_FILES if edges is None else OF_GRAPHS
    named = [
        option.opts[0]
        for option in given.command.params
        if option.name in others
        and given.get_parameter_source(option.name) is click.core.ParameterSource.COMMANDLINE
    ]
    if not named:
        return
    if edges is None:
        raise UsageError(f"{', '.join(named)}: of a file only", hint="name it with --edges FILE")
    raise UsageError(
        f"{', '.join(named)}: of a graph only, not of a file", hint="leave that or --edges out"
    )


def _refuse_beside_report(*options: object) -> None:
    """Raise UsageError for what a report has no use for."""
    if any(option not in (None, ()) for option in options):
        raise UsageError(
            "a report is a page that chooses its measures",
            hint="leave names, --projection, --backend, --top, --format and -o out",
        )


def _read(
    edges: str,
    columns: Sequence[str],
    delimiter: str | None,
    encoding: str,
    *,
    header: bool | None,
    directed: bool,
) -> Links:
    """Read the links of a file, its columns named as the options have it."""
    from twingraph.projections.edgelists import read_links

    if not edges:
        raise UsageError("no file is named", hint="--edges FILE")
    ends: dict[str, str] = {}
    of_links: dict[str, str] = {}
    of_nodes: dict[str, tuple[str | None, str | None]] = {}
    for column in columns:
        ours, equals, theirs = column.partition("=")
        if not (ours and equals and theirs):
            raise UsageError(f"'{column}' names no column", hint="write --column source=town")
        _refuse_unknown_column(ours)
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
        header=header,
        directed=directed or None,
    )


def _refuse_unknown_column(ours: str) -> None:
    """Raise UsageError for the name of a column that no measure reads.

    What is told of the two ends has 1 or 2 behind: ``latitude1``.
    """
    from twingraph.measures.catalogue import measures
    from twingraph.measures.inventory import COUNTED
    from twingraph.projections.columns import LINK_COLUMNS, NODE_COLUMNS
    from twingraph.projections.nodes import ATTRIBUTES

    needs = {need for one in measures().values() for need in one.needs}
    of_nodes = {*ATTRIBUTES, *NODE_COLUMNS, "side", "kind"}
    of_links = {"source", "target", *LINK_COLUMNS, *COUNTED, *needs.difference(ATTRIBUTES)}
    known = of_links | {f"{name}{end}" for name in of_nodes for end in "12"}
    if ours in known:
        return
    name = ours.rstrip("0123456789")
    if name in of_nodes:
        hint: str | None = f"{name}1 is of the source, {name}2 of the target"
    else:
        hint = near_matches(ours, known) or f"such as {', '.join(LINK_COLUMNS[:4])}, latitude1"
    raise UsageError(f"no measure reads a column '{ours}'", hint=hint)


def _called(networks: Iterable[Links], graph: Opened | None, lang: str) -> dict[str, str]:
    """Return what things are called in a language other than that of tables."""
    if lang == "en":
        return {}
    from twingraph.measures.naming import names

    return names(networks, None if graph is None else graph(), lang)


def _text(
    found: Sequence[Measured],
    form: str,
    top: int | None,
    lang: str,
    output: str | None,
    names: Mapping[str, str],
) -> str:
    from twingraph.cli.output import layout
    from twingraph.measures import formats

    if form == "json":
        return formats.document(found, top or 0)
    if form == "csv":
        return formats.csv(found[0], top or 0)
    shown = SHOWN if top is None else top
    return "\n".join(
        formats.table(one, lang, top=shown, names=names, **layout(output)) for one in found
    )


def _beside(found: Measured, output: str | None, lang: str) -> None:
    """Say what belongs to a CSV: in the file of its metadata, else on standard error."""
    from twingraph.cli.output import write_output
    from twingraph.measures import formats

    if output in (None, "-"):
        for line in formats.beside(found, lang):
            click.echo(line, err=True)
        return
    written = Path(str(output) + formats.METADATA)
    write_output([formats.metadata(found, Path(str(output)).name)], str(written))


def _list(form: str, output: str | None, lang: str) -> int:
    from twingraph.cli.output import rows_text, write_output
    from twingraph.measures import formats
    from twingraph.measures.catalogue import measures
    from twingraph.measures.headings import column

    columns = ["name", "scope", "summary"]
    words = {name: column(name).fr if lang == "fr" else name for name in columns}
    rows = [
        (one.name, _scope(one.scope, lang, form), formats.said(one.summary, lang))
        for one in measures().values()
    ]
    text = rows_text(columns, rows, form, output, whole=["name", "scope"], captions=words)
    write_output([text], output)
    return 0


def _scope(scope: str, lang: str, form: str) -> str:
    """Return what a measure is of; programs read it in English."""
    from twingraph.measures.headings import SCOPES

    return SCOPES[scope].fr if form == "table" and lang == "fr" else scope
