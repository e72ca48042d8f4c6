"""Importing: lists of other people into a built graph, out of it again, and what was imported.

In: specifications of sources (`twingraph.imports`) and an output folder. Out: a new build in which
each source is a graph of its own beside what was there. A source is read whole before anything is
built; what fails leaves the output as it was. To import twice is to import once.
"""

from __future__ import annotations

import dataclasses
import filecmp
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.building import Begins, Manifest, rebuild
from twingraph.bundled import bundled_graph
from twingraph.disk import store_folder
from twingraph.errors import DataError, UsageError, near_matches
from twingraph.files import unfinished
from twingraph.identity.decisions import read_decisions
from twingraph.imports.endpoint import fetch
from twingraph.imports.kept import PLACES, ROWS, SOURCE, read_source, write_kept
from twingraph.imports.model import RESERVED, KeptSource, Spec
from twingraph.imports.reading import read
from twingraph.imports.specs import load_spec, shipped_specs
from twingraph.opening import open_graph
from twingraph.prefixes import expand, local_name
from twingraph.resources import DEFAULT_OUTPUT, folder
from twingraph.store import Graph, value

GRADES: Final = ("same", "probable", "unresolved", "rejected")


@dataclass(frozen=True)
class Asked:
    """A source to be imported: how it is read, and the folder in which its files are."""

    spec: Spec
    folder: Path


@dataclass(frozen=True)
class Imported:
    """What an import made: the sources, those of them that were there already, the build."""

    sources: tuple[KeptSource, ...]
    unchanged: tuple[str, ...]
    manifest: Manifest | None
    """What was built; None where nothing had to be."""


def ask(what: str | Path, files: str | Path = ".") -> Asked:
    """Return the source that a name or a TOML file asks for.

    A name is that of a shipped specification (`shipped_specs`), whose files lie below ``files``;
    those of a TOML file lie beside it. Raises UsageError for an unknown name, DataError for a file
    that is no specification.
    """
    shipped = shipped_specs()
    if str(what) in shipped:
        return Asked(shipped[str(what)], Path(files))
    path = Path(what)
    if path.suffix or path.exists() or len(path.parts) > 1:
        return Asked(load_spec(path), path.parent)
    hint = near_matches(str(what), shipped) or f"known: {', '.join(shipped)}; or a .toml file"
    raise UsageError(f"unknown source '{what}'", hint=hint)


def fetch_source(
    asked: Asked, url: str, target: str | Path, *, begins: Begins | None = None
) -> Asked:
    """Ask a SPARQL endpoint for a source's rows; return the source with the answer as its file.

    The query is the shipped one for Wikidata, or the file that the specification calls ``query``.
    Raises UsageError and MachineError as `twingraph.imports.endpoint.fetch` does, and DataError for
    an answer without a row.
    """
    named = asked.spec.files.get("query")
    path = asked.folder / named if named else folder("queries") / "imports" / "wikidata-twinned.rq"
    place = Path(target).resolve()

    def fetches(rows: int) -> None:
        if begins is not None:
            begins(f"fetching {asked.spec.name}: {rows:,} rows", 0, 1)

    if not fetch(url, _query_text(path), place, begins=fetches).rows:
        raise DataError("the endpoint answers with no row", path=url, hint=f"the query is {path}")
    provenance = dataclasses.replace(asked.spec.provenance, retrieved_from=url)
    spec = dataclasses.replace(asked.spec, file=place.name, provenance=provenance)
    return Asked(spec, place.parent)


def import_sources(
    asked: Asked | str | Path | Iterable[Asked | str | Path],
    output: str | Path = DEFAULT_OUTPUT,
    *,
    files: str | Path = ".",
    strict: bool = False,
    decisions: str | Path | None = None,
    begins: Begins | None = None,
) -> Imported:
    """Import sources into an output folder; where there is no build yet, beside the Namur graph.

    What is ``asked``, one source or several, is as for `ask`. A source of a name that is there
    already takes its place.
    With ``strict`` the first finding in a file refuses the whole import; otherwise unusable rows
    are left out, counted and listed (`KeptSource.findings`). ``decisions`` is a TOML file of
    reviewed identities beside the shipped one. ``begins`` is told of each step that begins.
    Raises DataError for files that cannot be read as specified, UsageError and MachineError as
    `build` does.
    """
    several = [asked] if isinstance(asked, Asked | str | Path) else asked
    wanted = [one if isinstance(one, Asked) else ask(one, files) for one in several]
    _refuse_twice(wanted)
    if decisions is not None:
        _refuse_unread(Path(decisions))
    _refuse_taken({one.spec.name for one in wanted}, output)
    kept, unchanged, add = [], [], {}
    room = Path(tempfile.mkdtemp(prefix="twingraph-import-"))
    with unfinished(room):
        for number, one in enumerate(wanted):
            name = one.spec.name
            new = room / name
            kept.append(_keep(one, new, strict, begins, number, len(wanted)))
            if _same(new, Path(output) / "sources" / name):
                unchanged.append(name)
            else:
                add[name] = new
        manifest = None
        if add or decisions is not None or store_folder(output) is None:
            chosen = None if decisions is None else Path(decisions)
            manifest = rebuild(output, add=add, decisions=chosen, begins=begins)
    return Imported(tuple(kept), tuple(unchanged), manifest)


def remove_sources(
    names: Iterable[str], output: str | Path = DEFAULT_OUTPUT, *, begins: Begins | None = None
) -> Manifest:
    """Remove imported sources from an output folder.

    The cities that only they name go with them. Raises UsageError for unknown sources, or for none.
    """
    gone = sorted({names} if isinstance(names, str) else set(names))
    if not gone:
        raise UsageError("no source is named that could be removed")
    for name in gone:
        imported_source(name, output)
    return rebuild(output, remove=gone, begins=begins)


def imported_sources(output: str | Path = DEFAULT_OUTPUT) -> dict[str, KeptSource]:
    """Return what is kept of each source that was imported into an output folder, by name.

    That is the specification, each file's sha256, how many rows were read and kept, and what was
    found wrong. Raises UsageError where there is no build, DataError for a damaged folder.
    """
    if store_folder(output) is None:
        hint = "twingraph import and build make one"
        raise UsageError("no twingraph store stands here", path=output, hint=hint)
    return _kept(output)


def imported_source(name: str, output: str | Path = DEFAULT_OUTPUT) -> KeptSource:
    """Return what is kept of one imported source. Raises UsageError for an unknown one."""
    there = imported_sources(output)
    if name not in there:
        hint = near_matches(name, there) or f"imported: {', '.join(there) or 'none'}"
        raise UsageError(f"no source '{name}' was imported", path=output, hint=hint)
    return there[name]


def grades(output: str | Path = DEFAULT_OUTPUT) -> Mapping[str, Mapping[str, int]]:
    """Return how many places of each source were matched, by grade: ``same``, ``probable``, ..."""
    rows = open_graph(output).select(_GRADES)
    found: dict[str, dict[str, int]] = {}
    for source, grade, number in rows:
        told = found.setdefault(value(source).rpartition("/")[2], dict.fromkeys(GRADES, 0))
        told[value(grade).rpartition("/")[2]] = int(value(number))
    return found


_GRADES: Final = f"""PREFIX tg: <{expand("tg:")}>
SELECT ?source ?grade (COUNT(?mention) AS ?n) WHERE {{
  ?graph tg:source ?source .
  GRAPH ?graph {{ ?mention a tg:Mention }}
  ?mention tg:grade ?grade .
}} GROUP BY ?source ?grade ORDER BY ?source ?grade"""


def _kept(output: str | Path) -> dict[str, KeptSource]:
    files = sorted((Path(output) / "sources").glob(f"*/{SOURCE}"))
    return {path.parent.name: read_source(path.parent) for path in files}


def _keep(
    one: Asked, new: Path, strict: bool, begins: Begins | None, number: int, of: int
) -> KeptSource:
    """Read a source into a folder; an error names the file as the user knows it."""
    reading = read(one.spec, one.folder)

    def reads(rows: int) -> None:
        if begins is not None:
            part = f", {100 * reading.done // reading.size} %" if reading.size else ""
            begins(f"reading {one.spec.name}: {rows:,} rows{part}", number, of)

    _refuse_missing(one)
    reads(0)
    return write_kept(
        new, one.spec, reading, lambda: (reading.files, reading.read), strict=strict, reads=reads
    )


def _refuse_missing(one: Asked) -> None:
    """Raise UsageError, with where it can be fetched, for a file that is not there."""
    path = one.folder / one.spec.file
    if path.exists():
        return
    at = one.spec.provenance.retrieved_from
    hint = "--from names the folder of its file" + (f", which comes from {at}" if at else "")
    if one.spec.reader == "results":
        hint = "--endpoint URL asks for it, --from names the folder of its file"
    raise UsageError("no such file", path=path, hint=hint)


def _refuse_unread(decisions: Path) -> None:
    """Refuse decisions that cannot be read, before anything else is."""
    try:
        read_decisions(decisions)
    except OSError as problem:
        raise UsageError(f"cannot be read: {problem.strerror}", path=decisions) from problem


def _refuse_twice(asked: list[Asked]) -> None:
    names = [one.spec.name for one in asked]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"two sources are called '{name}'", hint="name one of them otherwise")


def _refuse_taken(names: set[str], output: str | Path) -> None:
    """Raise UsageError for a name that a source has which was not imported."""
    graph = Graph.open(output) if store_folder(output) else bundled_graph()
    taken = {*RESERVED, *map(local_name, graph.sources())} - _kept(output).keys()
    for name in sorted(names & taken):
        hint = "its graph would be another's; give it another name"
        raise UsageError(f"no imported source can be named '{name}'", hint=hint)


def _same(new: Path, old: Path) -> bool:
    """Return whether what was read is what is there, byte by byte."""
    files = (PLACES, ROWS, SOURCE)
    return all((old / name).is_file() for name in files) and all(
        filecmp.cmp(new / name, old / name, shallow=False) for name in files
    )


def _query_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"the query cannot be read: {problem}", path=path) from problem
