"""``twingraph query``: a saved query, a file or standard input, to a table or to W3C results."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twingraph.errors import QueryError, UsageError

if TYPE_CHECKING:
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
@click.option("--source", "sources", multiple=True, metavar="S", help="Only this source; repeats.")
@click.option("--stated-only", is_flag=True, help="Leave out what is implied or computed.")
@click.option("--store", metavar="DIR", help="The graph to ask, instead of the usual one.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="End the query after so long.")  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "fr"]), help="Language of labels and of --list.")
@click.option("--show", is_flag=True, help="Print the SPARQL instead of running it.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE send requests to other servers.")
def query(
    what: str | None,
    list_all: bool,
    params: tuple[str, ...],
    form: str | None,
    output: str | None,
    sources: tuple[str, ...],
    stated_only: bool,
    store: str | None,
    timeout: float | None,
    lang: str | None,
    show: bool,
    allow_service: bool,
) -> None:
    """Ask the graph: a saved query, a file of SPARQL, or - for standard input."""
    from twingraph.cli.output import write_output
    from twingraph.sandbox import guard, refuse

    if list_all:
        write_output(_listing(form, output, lang or "en"), output)
        return
    if what is None:
        raise UsageError("name a saved query, a file or -", hint="twingraph query --list")
    unfinished: list[Path] = []
    with guard(timeout, unfinished):
        graph = _graph(store, sources, stated_only=stated_only)
        path, sparql = _sparql(what, params, lang, graph)
        if show:
            write_output([sparql], output, unfinished)
            return
        refuse(sparql, graph, allow_service=allow_service, path=path)
        write_output(_answer(graph.run(sparql, path), form, output), output, unfinished)


def _graph(store: str | None, sources: tuple[str, ...], *, stated_only: bool) -> Graph:
    from twingraph.opening import open_graph

    graph = open_graph(store)
    if sources:
        graph = graph.restrict(sources)
    return graph.stated_only() if stated_only else graph


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
    if what == "-" or what.endswith(".rq") or Path(what).is_file():
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
    from twingraph.cli.output import default_format, terminal_width
    from twingraph.store import Rows, solution_rows

    if isinstance(found, px.QueryTriples):
        yield _triples(found, default_format(form, output, text="turtle", data="turtle"))
        return
    chosen = default_format(form, output, text="table", data="csv")
    if chosen in _TRIPLE_FORMATS:
        raise UsageError(f"{chosen} is for CONSTRUCT", hint="--format table, csv or json")
    if isinstance(found, px.QueryBoolean):
        yield tables.boolean_text(bool(found), chosen)
        return
    variables, rows = solution_rows(found)
    if chosen == "csv":
        yield from tables.sparql_csv(variables, rows)
    elif chosen == "json":
        yield from tables.sparql_json(variables, rows)
    else:
        colour = output is None and sys.stdout.isatty()
        yield tables.rows_table(Rows(variables, list(rows)), width=terminal_width(), colour=colour)


def _triples(found: Iterable[object], form: str) -> bytes:
    import pyoxigraph as px

    from twingraph.prefixes import used_prefixes

    formats = {
        "turtle": px.RdfFormat.TURTLE,
        "nquads": px.RdfFormat.N_QUADS,
        "jsonld": px.RdfFormat.JSON_LD,
    }
    if form not in formats:
        raise UsageError(f"{form} is for SELECT", hint="--format turtle, nquads or jsonld")
    triples = sorted({t for t in found if isinstance(t, px.Triple)}, key=str)
    iris = {
        term.value
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, px.NamedNode)
    }
    prefixes = None if form == "nquads" else used_prefixes(iris)
    return px.serialize(triples, format=formats[form], prefixes=prefixes) or b""


def _listing(form: str | None, output: str | None, lang: str) -> list[str]:
    from twingraph import tables
    from twingraph.cli.output import default_format, terminal_width
    from twingraph.queries import catalogue

    chosen = default_format(form, output, text="table", data="csv")
    if chosen in _TRIPLE_FORMATS:
        raise UsageError(f"{chosen} is for CONSTRUCT", hint="--format table, csv or json")
    columns = ["name", "summary", "params"]
    # A table shows the parameters' names, a star where one is required; the rest is in --show.
    rows = [
        (
            saved.name,
            saved.summary_fr if lang == "fr" else saved.summary,
            " ".join(param.name + "*" * param.required for param in saved.params)
            if chosen == "table"
            else "; ".join(map(str, saved.params)),
        )
        for saved in catalogue()
    ]
    if chosen == "csv":
        return [tables.objects_csv(columns, rows)]
    if chosen == "json":
        return [tables.objects_json(columns, rows)]
    colour = output is None and sys.stdout.isatty()
    return [tables.text_table(columns, rows, width=terminal_width(), colour=colour, whole=["name"])]
