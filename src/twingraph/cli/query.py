"""``twingraph query``: a saved query, a file or standard input, to a table or to W3C results."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.cli.options import LANG, graph_options
from twingraph.errors import QueryError, UsageError

if TYPE_CHECKING:
    import pyoxigraph as px

    from twingraph.cli.options import Opened
    from twingraph.queries import SavedQuery
    from twingraph.store import Graph, Solutions

FORMATS = ("table", "csv", "json", "turtle", "nquads", "jsonld")
_TRIPLE_FORMATS = ("turtle", "nquads", "jsonld")


@click.command(
    epilog="Examples: twingraph query partners-of -p city=namur · twingraph query --list"
    " · twingraph query my.rq --format csv -o rows.csv"
)
@click.argument("what", required=False, metavar="NAME|FILE.rq|-")
@click.option("--list", "list_all", is_flag=True, help="List the saved queries.")
@click.option("-p", "params", multiple=True, metavar="KEY=VALUE", help="A parameter; may repeat.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="table on a terminal, else csv.")
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="End the query after so long.")  # fmt: skip
@click.option("--lang", type=LANG, help="Language of labels and of --list.")
@click.option("--show", is_flag=True, help="Print the SPARQL instead of running it.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE send requests to other servers.")
@graph_options
def query(
    what: str | None,
    list_all: bool,
    params: tuple[str, ...],
    form: str | None,
    output: str | None,
    lang: str | None,
    show: bool,
    allow_service: bool,
    graph: Opened,
) -> int:
    """Ask the graph: a saved query, a file of SPARQL, or - for standard input."""
    from twingraph.cli.output import write_output
    from twingraph.sandbox import refuse

    if list_all:
        return _list(form, output, lang or "en")
    if what is None:
        raise UsageError("name a saved query, a file or -", hint="twingraph query --list")
    opened = graph()
    path, sparql = _sparql(what, params, lang, opened)
    if show:
        write_output([sparql], output)
        return 0
    refuse(sparql, opened, allow_service=allow_service, path=path)
    write_output(_answer(opened.run(sparql, path), form, output), output)
    return 0


def _sparql(what: str, params: Iterable[str], lang: str | None, graph: Graph) -> tuple[str, str]:
    """Return the file (for messages) and the SPARQL text, its parameters bound."""
    from twingraph.names import resolve
    from twingraph.queries import bind, find_query

    given: dict[str, list[str]] = {}
    for param in params:
        key, equals, text = param.partition("=")
        if not equals or not key:
            raise UsageError(f"'{param}' is not a parameter", hint="write -p key=value")
        given.setdefault(key, []).append(text)
    if what == "-" or what.endswith(".rq") or "/" in what or Path(what).is_file():
        if given:
            raise UsageError("only saved queries take -p", hint="write the value into the SPARQL")
        return ("-", _decoded(sys.stdin.buffer.read(), "-")) if what == "-" else _file(what)
    saved: SavedQuery = find_query(what)
    if lang and "lang" in (param.name for param in saved.params):
        given.setdefault("lang", [lang])
    return str(saved.path), bind(saved, given, lambda name, cls: resolve(graph, name, cls))


def _file(name: str) -> tuple[str, str]:
    try:
        return name, _decoded(Path(name).read_bytes(), name)
    except OSError as problem:
        raise UsageError(f"cannot be read: {problem.strerror}", path=name) from problem


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise QueryError("not UTF-8 text", path=name) from problem
    if not text.strip():
        raise QueryError("the query is empty", path=name)
    return text


def _answer(found: Solutions, form: str | None, output: str | None) -> Iterator[str | bytes]:
    """Yield the pieces of an answer in the format asked for."""
    import pyoxigraph as px

    from twingraph import tables
    from twingraph.cli.output import default_format, layout
    from twingraph.store import Rows, engine_errors, solution_rows

    if isinstance(found, px.QueryTriples):
        with engine_errors():
            yield _triples(found, default_format(form, output, text="turtle", data="turtle"))
        return
    chosen = _tabular(form, output)
    if chosen == "json":
        with engine_errors():
            yield (found.serialize(format=px.QueryResultsFormat.JSON) or b"") + b"\n"
    elif isinstance(found, px.QueryBoolean):
        yield f"{bool(found)}\n".lower()
    elif chosen == "csv":
        yield from tables.sparql_csv(*solution_rows(found))
    else:
        variables, rows = solution_rows(found)
        yield tables.rows_table(Rows(variables, list(rows)), **layout(output))


def _tabular(form: str | None, output: str | None) -> str:
    """Return the format of rows that is asked for."""
    from twingraph.cli.output import default_format

    chosen = default_format(form, output, text="table", data="csv")
    if chosen in _TRIPLE_FORMATS:
        raise UsageError(f"{chosen} is for CONSTRUCT", hint="--format table, csv or json")
    return chosen


def _triples(found: Iterable[px.Triple], form: str) -> bytes:
    import pyoxigraph as px

    from twingraph.exports import rdf

    if form not in _TRIPLE_FORMATS:
        raise UsageError(f"{form} is for SELECT", hint="--format turtle, nquads or jsonld")
    return rdf.document((px.Quad(*triple) for triple in found), form)


def _list(form: str | None, output: str | None, lang: str) -> int:
    """List the saved queries that can be read; name on standard error those that cannot."""
    from twingraph.cli.output import rows_text, write_output
    from twingraph.queries import read_catalogue

    chosen = _tabular(form, output)
    readable, faults = read_catalogue()
    rows = [
        (saved.name, saved.summary_fr if lang == "fr" else saved.summary, _told(saved, chosen))
        for saved in readable
    ]
    columns = ["name", "summary", "params"]
    write_output([rows_text(columns, rows, chosen, output, whole=["name"])], output)
    for fault in faults:
        click.echo(f"twingraph: {fault}", err=True)
    return 2 if faults else 0


def _told(saved: SavedQuery, form: str) -> str:
    # A table shows the parameters' names, a star where one is required; the rest is in --show.
    if form == "table":
        return " ".join(param.name + "*" * param.required for param in saved.params)
    return "; ".join(map(str, saved.params))
