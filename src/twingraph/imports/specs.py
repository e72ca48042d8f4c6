"""Specifications of sources: TOML files, the shipped ones, and the options of the command line.

In: a TOML file (docs/import.md says what stands in it), or options. Out: a `Spec`, checked by
`twingraph.imports.documents`. It opens no data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from twingraph.errors import DataError, UsageError
from twingraph.imports.documents import NETWORK_OPTIONS, Document
from twingraph.imports.model import Spec
from twingraph.imports.values import date_local
from twingraph.resources import folder
from twingraph.slugs import fold_name

_DECISIONS: Final = "decisions.toml"
"""Stands in the same folder, and says which city a place is."""

_GRAPHS: Final = frozenset({".gexf", ".graphml"})


def load_spec(path: str | Path) -> Spec:
    """Return the specification in a TOML file. Raises DataError with the file and line."""
    place = Path(path)
    try:
        text = place.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise UsageError(f"cannot be read: {problem.strerror}", path=path) from problem
    except UnicodeDecodeError as problem:
        raise DataError("the specification is not UTF-8", path=path) from problem
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        hint = "a data file is read by a TOML file that names it, or with --column and the like"
        raise DataError(f"this is no TOML: {problem}", path=path, hint=hint) from problem
    return Document(document, place, text).spec()


@lru_cache(maxsize=1)
def shipped_specs() -> Mapping[str, Spec]:
    """Return the specifications that come with the package, by name."""
    paths = sorted(shipped_folder().glob("*.toml"))
    loaded = [load_spec(path) for path in paths if path.name != _DECISIONS]
    return {spec.name: spec for spec in loaded}


def shipped_folder() -> Path:
    """Return the folder of the shipped specifications."""
    return folder("data") / "imports"


def spec_from_options(
    file: str,
    *,
    reader: str | None = None,
    columns: Iterable[str] = (),
    constants: Iterable[str] = (),
    **options: str | bool | None,
) -> Spec:
    """Return the specification that options give; those left out or None are not said.

    ``columns`` and ``constants`` are texts such as ``name1=city``; the other options have the names
    that they have in TOML, with ``title`` and ``title_fr``, and ``network`` with ``network_en`` and
    ``network_fr``. Without a name, the file's is taken; without a reader, that of members where a
    network is named, that of graphs for .gexf and .graphml, else that of pairs. Raises UsageError.
    """
    given = {option: value for option, value in options.items() if value not in (None, "", False)}
    stem = Path(file).name.partition(".")[0]
    titles = {"en": given.pop("title", stem), "fr": given.pop("title_fr", None)}
    network = {part: given.pop(option, None) for part, option in NETWORK_OPTIONS.items()}
    document: dict[str, Any] = {
        "name": fold_name(stem) or "import",
        "reader": reader or _reader(file, network),
        "file": file,
        **given,
        "title": {language: text for language, text in titles.items() if text},
        "columns": dict(_assignment(text) for text in columns),
        "constants": dict(_assignment(text) for text in constants),
    }
    if any(network.values()):
        document["network"] = {part: text for part, text in network.items() if text}
    try:
        return Document(document).spec()
    except DataError as problem:
        raise UsageError(problem.message, hint=problem.hint) from problem


def dated(spec: Spec, date: str) -> Spec:
    """Return a specification of data of another day or year. Raises UsageError for what is none."""
    try:
        told = replace(spec.provenance, data_date=date_local(date))
    except ValueError as problem:
        raise UsageError(f"date: {problem}", hint="write 2026, 2026-02 or 2026-02-17") from problem
    return replace(spec, provenance=told)


def _assignment(text: str) -> tuple[str, str]:
    ours, equals, theirs = text.partition("=")
    if not equals or not ours.strip() or not theirs.strip():
        raise UsageError(f"'{text}' is no assignment", hint="write ours=theirs, as in name1=city")
    return ours.strip(), theirs.strip()


def _reader(file: str, network: Mapping[str, object]) -> str:
    if any(network.values()):
        return "members"
    return "graph" if _GRAPHS.intersection(Path(file.lower()).suffixes) else "pairs"
