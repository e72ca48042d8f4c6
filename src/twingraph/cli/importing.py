"""``twingraph import``: lists of other people into the graph, and out of it again."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from twingraph.cli.options import guarded
from twingraph.errors import UsageError

if TYPE_CHECKING:
    from twingraph.building import Begins
    from twingraph.importing import Asked, Imported
    from twingraph.imports.model import Finding, KeptSource

FORMATS = ("table", "csv", "json")
_FOUND = 5
"""Findings of a source that are shown after an import."""
_OPTIONS = {"columns": "column", "constants": "constant"}

_USED = {
    "known": ("form",),
    "list_all": ("output", "form"),
    "findings": ("output", "form"),
    "removed": ("output",),
    "decisions": ("output", "form"),
}
"""Which other options count where no source is named, by the one that says what is asked."""


@click.command(
    epilog="Examples: twingraph import --known · twingraph import wikipedia-2026 wikidata-2022"
    " --from ~/world · twingraph import towns.csv --column name1=town --column name2=partner"
    " --title 'Towns of our district'"
)
@click.argument("what", nargs=-1, metavar="[NAME|SPEC.toml|FILE]...")
@click.option(
    "--from", "files", default=".", metavar="DIR", help="Where a known source's files are."
)
@click.option("-o", "--output", default="twingraph-out", show_default=True, metavar="DIR",
              help="The built graph into which to import; made where there is none.")  # fmt: skip
@click.option("--reader", metavar="READER", help="How FILE is read: pairs, items, members, graph,"
              " results.")  # fmt: skip
@click.option("--column", "columns", multiple=True, metavar="OURS=THEIRS",
              help="Which column of FILE is what, such as name1=town; may repeat.")  # fmt: skip
@click.option("--constant", "constants", multiple=True, metavar="OURS=VALUE",
              help="What FILE does not say, such as country1=Germany; may repeat.")  # fmt: skip
@click.option("--name", metavar="NAME", help="What to call the source. [default: FILE's name]")
@click.option("--title", metavar="TEXT", help="The source's title.")
@click.option("--date", metavar="DATE", help="Of when the data are, such as 2026-02.")
@click.option("--licence", metavar="TEXT", help="The licence of the data.")
@click.option("--retrieved-from", metavar="URL", help="Where FILE was fetched.")
@click.option("--language", metavar="TAG", help="The language of FILE's names, such as en.")
@click.option("--encoding", metavar="NAME", help="FILE's encoding, where it is not UTF-8.")
@click.option("--delimiter", metavar="SIGN", help="What parts FILE's columns, where that is not"
              " seen.")  # fmt: skip
@click.option("--word", metavar="TEXT", help="What the source calls a tie, such as 'twin town'.")
@click.option("--listing", is_flag=True, help="The source calls every tie twinned.")
@click.option("--directed", is_flag=True, help="A row is a statement of its first side.")
@click.option("--network", metavar="network:NAME", help="The network of whose members FILE is.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint for the rows, page by page.")
@click.option("--save", metavar="FILE", help="Keep what the endpoint answered.")
@click.option("--strict", is_flag=True, help="Import nothing where a row is not as it should be.")
@click.option("--decisions", metavar="FILE", help="Reviewed identities of cities (TOML); alone,"
              " for what was imported before.")  # fmt: skip
@click.option("--list", "list_all", is_flag=True, help="List what was imported.")
@click.option("--known", is_flag=True, help="List the sources that can be named.")
@click.option("--findings", metavar="NAME", help="List what is wrong with an imported source.")
@click.option("--remove", "removed", multiple=True, metavar="NAME",
              help="Take a source out of the graph again; may repeat.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), help="table on a terminal, else csv.")
@guarded
def import_command(
    what: tuple[str, ...],
    files: str,
    output: str,
    endpoint: str | None,
    save: str | None,
    strict: bool,
    decisions: str | None,
    list_all: bool,
    known: bool,
    findings: str | None,
    removed: tuple[str, ...],
    form: str | None,
    **options: Any,
) -> None:
    """Import lists of twinned cities, or of a network's members, each as a source of its own.

    A source is the name of a known one, a TOML file that tells how a file is read, or the file
    itself with --column and the like. Each claim keeps its source; a city that several sources
    name is one city where that is sure.
    """
    from twingraph.cli.output import default_format, progress
    from twingraph.importing import import_sources, remove_sources

    shown = default_format(form, None, text="table", data="csv")
    asked_for = (bool(what), list_all, known, findings is not None, bool(removed))
    if sum(asked_for) > 1 or not (any(asked_for) or decisions is not None):
        raise UsageError(
            "name what to import, or one of --list, --known, --findings, --remove, --decisions",
            hint="twingraph import --known lists the sources that can be named",
        )
    if not what:
        _refuse_idle(click.get_current_context())
    if save is not None and endpoint is None:
        raise UsageError("--save keeps what an endpoint answers", hint="name it with --endpoint")
    if known:
        _write_known(shown)
    elif list_all:
        _write_list(output, shown)
    elif findings is not None:
        _write_findings(findings, output, shown)
    elif removed:
        with progress() as begins:
            remove_sources(removed, output, begins=begins)
        click.echo(f"Removed from {output}: {', '.join(sorted(set(removed)))}")
    elif not what:
        with progress() as begins:
            done = _decided(output, str(decisions), begins)
        _write_list(output, shown)
        _write_unused(done)
    else:
        with progress() as begins, tempfile.TemporaryDirectory(prefix="twingraph-") as room:
            asked = _asked(what, files, options)
            if endpoint is not None:
                asked = [
                    _fetched(asked, endpoint, Path(save or Path(room) / "answer.json"), begins)
                ]
            done = import_sources(asked, output, strict=strict, decisions=decisions, begins=begins)
        _write_imported(done, output, form or "table")


def _refuse_idle(context: click.Context) -> None:
    """Raise UsageError for an option that would do nothing, since no source is read."""
    options = {param.name or "": param.opts[-1] for param in context.command.params}
    asked = next(name for name in _USED if context.params[name])
    for name, option in options.items():
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name != asked and name not in _USED[asked]:
            raise UsageError(f"{option} says nothing to {options[asked]}")


def _decided(output: str, decisions: str, begins: Begins | None) -> Imported:
    """Identify anew what was imported before."""
    from twingraph.importing import import_sources, imported_sources

    if not imported_sources(output):
        hint = "name what to import"
        raise UsageError("nothing was imported that could be decided on", path=output, hint=hint)
    return import_sources([], output, decisions=decisions, begins=begins)


def _asked(what: Sequence[str], files: str, options: dict[str, Any]) -> list[Asked]:
    """Return what is to be imported: known sources, specifications, or one file with options."""
    from twingraph.importing import Asked, ask
    from twingraph.imports.specs import dated, shipped_specs, spec_from_options

    told = {name: value for name, value in options.items() if value not in (None, (), False)}
    data = [one for one in what if one not in shipped_specs() and not one.endswith(".toml")]
    if not told and not any(Path(one).is_file() for one in data):
        return [ask(one, files) for one in what]
    if len(what) == 1 and data:
        path = Path(data[0])
        return [Asked(spec_from_options(path.name, **told), path.parent)]
    if len(what) == 1 and told.keys() == {"date"}:
        asked = ask(what[0], files)
        return [Asked(dated(asked.spec, told["date"]), asked.folder)]
    if not told:
        hint = "describe each in a TOML file to import several at once"
        raise UsageError(f"'{data[0]}' is a data file, which is imported alone", hint=hint)
    option = _OPTIONS.get(first := next(iter(told)), first.replace("_", "-"))
    hint = "a known source and a TOML file describe themselves"
    raise UsageError(f"--{option} describes one data file", hint=hint)


def _fetched(asked: list[Asked], url: str, target: Path, begins: Begins | None) -> Asked:
    """Return a source whose file is what an endpoint answers."""
    from twingraph.importing import fetch_source

    if len(asked) != 1:
        raise UsageError("an endpoint answers for one source", hint="such as wikidata-query")
    return fetch_source(asked[0], url, target, begins=begins)


def _write_imported(done: Imported, output: str, form: str) -> None:
    from twingraph.importing import grades

    _write_sources({kept.spec.name: kept for kept in done.sources}, grades(output), form)
    if form != "table":
        return
    for kept in done.sources:
        name = kept.spec.name
        if name in done.unchanged:
            click.echo(f"{name}: was there already, unchanged")
        for finding in kept.findings[:_FOUND]:
            click.echo(_found(kept, finding), err=True)
        if kept.found > _FOUND:
            more = f"twingraph import --findings {name} -o {output}"
            click.echo(f"{name}: {kept.found - _FOUND:,} more findings ({more})", err=True)
    _write_unused(done)
    click.echo(f"\nWritten to {output}" if done.manifest else f"\n{output} is as it was")
    if done.manifest and not done.manifest.exports:
        click.echo(f"No exports: the graph is large (twingraph export --store {output})")


def _write_unused(done: Imported) -> None:
    """Say which reviewed decisions met no place: a name in them may be misspelt."""
    for unused in done.manifest.unused if done.manifest else ():
        click.echo(unused, err=True)


def _found(kept: KeptSource, finding: Finding) -> str:
    place = kept.spec.file or kept.spec.name
    line = f":{finding.line}" if finding.line else ""
    return f"{place}{line}: {finding.message}{'' if finding.kept else ' (left out)'}"


def _write_sources(
    sources: Mapping[str, KeptSource], graded: Mapping[str, Mapping[str, int]], form: str
) -> None:
    from twingraph.cli.output import rows_text, write_output
    from twingraph.importing import GRADES

    found = {name: (kept, graded.get(name, {})) for name, kept in sources.items()}
    if form == "table":  # what fits on 80 columns; the other formats have all
        columns = ["Source", "Rows", "Kept", "Places", "Sure", "Not sure", "Findings"]
        rows = [
            [kept.read, kept.links + kept.members, kept.places, told.get("same", 0),
             kept.places - told.get("same", 0), kept.found]
            for kept, told in found.values()
        ]  # fmt: skip
    else:
        columns = ["Source", "Rows", "Ties", "Members", "Places"]
        columns += [*map(str.capitalize, GRADES), "Findings"]
        rows = [
            [kept.read, kept.links, kept.members, kept.places,
             *(told.get(grade, 0) for grade in GRADES), kept.found]
            for kept, told in found.values()
        ]  # fmt: skip
    number = "{:,}" if form == "table" else "{}"
    cells = [
        (name, *map(number.format, numbers)) for name, numbers in zip(found, rows, strict=True)
    ]
    right = {"right": columns[1:]} if form == "table" else {}
    write_output([rows_text(columns, cells, form, None, **right)], None)


def _write_list(output: str, form: str) -> None:
    from twingraph.importing import grades, imported_sources

    sources = imported_sources(output)
    if sources or form != "table":
        _write_sources(sources, grades(output), form)
    else:
        click.echo(f"Nothing was imported into {output}.")


def _write_known(form: str) -> None:
    from twingraph.cli.output import rows_text, write_output
    from twingraph.imports.specs import shipped_specs

    columns = ["Source", "Title", "Data of", "File"]
    rows = [
        (name, spec.provenance.title_en, spec.provenance.data_date, spec.file)
        for name, spec in shipped_specs().items()
    ]
    write_output([rows_text(columns, rows, form, None)], None)


def _write_findings(name: str, output: str, form: str) -> None:
    from twingraph.cli.output import rows_text, write_output
    from twingraph.importing import imported_source

    kept = imported_source(name, output)
    columns = ["Line", "Row", "What"]
    rows = [
        ("" if one.line is None else str(one.line), "kept" if one.kept else "left out", one.message)
        for one in kept.findings
    ]
    write_output([rows_text(columns, rows, form, None)], None)
    if kept.found > len(rows):
        click.echo(f"{kept.found - len(rows):,} more are counted, not kept", err=True)
