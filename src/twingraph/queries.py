"""Saved queries: SPARQL files with a header of ``#+`` comments, and their parameters.

In: ``queries/**/*.rq``. Out: `SavedQuery`, and the text of a query with its parameters bound to RDF
terms that the engine's own serialiser writes; no text of the user is ever pasted into SPARQL.
Resolving a name to a resource is left to ``names``; running is left to ``sandbox``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.errors import QueryError, UsageError, near_matches
from twingraph.prefixes import expand
from twingraph.resources import folder

DATATYPES: Final = ("xsd:date", "xsd:integer", "xsd:string", "xsd:boolean")
NOT_OFFERED: Final = ("checks", "dossier", "gaps", "imports", "map", "network", "projection")
"""Folders of queries that serve other parts of twingraph."""

Resolver = Callable[[str, str], str]
"""From a name and a class (``tg:City``) to an IRI."""

_HEADER = re.compile(r"#\+\s*([\w-]+)\s*:\s*(.*?)\s*")
_PARAM = re.compile(
    r"(?P<name>[A-Za-z]\w*)\s+(?P<type>[\w-]+:[\w-]+)"
    r"(?:\s+(?P<required>required)|\s*=\s*(?P<default>\S.*))?"
)
_KEYS = ("summary", "summary_fr", "params", "answers", "page")


@dataclass(frozen=True)
class Param:
    """A parameter: its variable, a class (``tg:City``) or datatype (``xsd:date``), its default.

    A parameter that is neither required nor has a default takes what the query's braces hold.
    """

    name: str
    type: str
    required: bool = False
    default: str | None = None

    def __str__(self) -> str:
        """Return the parameter as a header writes it."""
        end = " required" if self.required else f" = {self.default}" if self.default else ""
        return f"{self.name} {self.type}{end}"


@dataclass(frozen=True)
class SavedQuery:
    """A query of the catalogue; ``text`` is complete SPARQL that runs as it stands."""

    name: str
    path: Path
    text: str
    summary: str
    summary_fr: str
    params: tuple[Param, ...] = ()
    answers: tuple[str, ...] = ()
    page: bool = False

    @property
    def subject(self) -> str:
        """Return the name of the query's folder."""
        return self.path.parent.name


def read_query(path: Path) -> SavedQuery:
    """Read one saved query.

    Raises QueryError with the line of a header that cannot be read, of a parameter without its
    one ``VALUES ?name { ... }`` line, or of a default that the braces do not hold.
    """
    text = _read(path)
    header: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("#+"):
            continue
        match = _HEADER.fullmatch(line)
        if match is None or match[1] not in _KEYS:
            asked = match[1] if match else line
            hint = near_matches(asked, _KEYS) or f"known: {', '.join(_KEYS)}"
            raise QueryError(f"unknown header '{asked}'", path=path, line=number, hint=hint)
        if match[1] in header:
            raise QueryError(f"second header '{match[1]}'", path=path, line=number)
        header[match[1]] = (match[2], number)
    for key in ("summary", "summary_fr"):
        if not header.get(key, ("", 0))[0]:
            raise QueryError(f"the header '{key}' is missing", path=path, line=1)
    page, at = header.get("page", ("false", 1))
    if page not in ("true", "false"):
        raise QueryError(f"page is true or false, not '{page}'", path=path, line=at)
    return SavedQuery(
        name=path.stem,
        path=path,
        text=text,
        summary=header["summary"][0],
        summary_fr=header["summary_fr"][0],
        params=_params(*header.get("params", ("", 1)), text, path),
        answers=tuple(re.split(r"[\s,;]+", header["answers"][0])) if "answers" in header else (),
        page=page == "true",
    )


def query_files(root: Path | None = None) -> dict[str, Path]:
    """Return the files of the saved queries by name, sorted, without reading them.

    Raises QueryError when two files share a base name.
    """
    found: dict[str, Path] = {}
    base = root or folder("queries")
    for path in sorted(base.rglob("*.rq")):
        if path.relative_to(base).parts[0] in NOT_OFFERED:
            continue
        if path.stem in found:
            hint = f"the other is {found[path.stem]}"
            raise QueryError("two saved queries share a name", path=path, hint=hint)
        found[path.stem] = path
    return dict(sorted(found.items()))


@cache
def catalogue() -> tuple[SavedQuery, ...]:
    """Return all saved queries of the package, sorted by name."""
    readable, faults = read_catalogue()
    for fault in faults:
        raise fault
    return readable


def read_catalogue() -> tuple[tuple[SavedQuery, ...], tuple[QueryError, ...]]:
    """Return the saved queries that can be read, sorted by name, and the faults of the others."""
    readable, faults = [], []
    for path in query_files().values():
        try:
            readable.append(read_query(path))
        except QueryError as fault:
            faults.append(fault)
    return tuple(readable), tuple(faults)


def find_query(name: str) -> SavedQuery:
    """Return the saved query of this name; UsageError, with near matches, where there is none."""
    files = query_files()
    if name not in files:
        hint = near_matches(name, files) or "twingraph query --list"
        raise UsageError(f"unknown query '{name}'", hint=hint)
    return read_query(files[name])


def bind(query: SavedQuery, given: Mapping[str, Sequence[str]], resolve: Resolver) -> str:
    """Return the query's text with parameters bound.

    ``given`` holds the values of each parameter as text. Raises UsageError for an unknown
    parameter, a required one that is missing, and a value that its type does not allow.
    """
    known = {param.name: param for param in query.params}
    for name in given:
        if name not in known:
            hint = near_matches(name, known) or (
                f"it takes {', '.join(known)}" if known else "it takes none"
            )
            raise UsageError(f"query '{query.name}' has no parameter '{name}'", hint=hint)
    text = query.text
    for param in query.params:
        values = given.get(param.name, ())
        if not values:
            if param.required:
                raise UsageError(
                    f"query '{query.name}' needs a {param.name}",
                    hint=f"-p {param.name}=... ({param.type})",
                )
            continue
        terms = [str(_term(param, text_value, resolve)) for text_value in values]
        match = _values_line(param.name, text, query.path, 1)
        text = f"{text[: match.start(1)]} {' '.join(terms)} {text[match.end(1) :]}"
    return text


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise QueryError("not UTF-8 text", path=path) from problem
    except OSError as problem:
        raise QueryError(f"cannot be read: {problem.strerror}", path=path) from problem


def _params(header: str, line: int, text: str, path: Path) -> tuple[Param, ...]:
    found: list[Param] = []
    for part in filter(None, (p.strip() for p in header.split(";"))):
        match = _PARAM.fullmatch(part)
        if match is None:
            hint = "write: name class-or-datatype [required | = default]"
            raise QueryError(f"parameter '{part}' cannot be read", path=path, line=line, hint=hint)
        param = Param(match["name"], match["type"], bool(match["required"]), match["default"])
        _check_param(param, line, text, path)
        if param.name in [other.name for other in found]:
            raise QueryError(f"second parameter '{param.name}'", path=path, line=line)
        found.append(param)
    return tuple(found)


def _check_param(param: Param, line: int, text: str, path: Path) -> None:
    try:
        expand(param.type)
    except UsageError as problem:
        raise QueryError(problem.message, path=path, line=line, hint=problem.hint) from None
    if param.type.startswith("xsd:") and param.type not in DATATYPES:
        hint = f"known: {', '.join(DATATYPES)}"
        raise QueryError(f"datatype {param.type} is not offered", path=path, line=line, hint=hint)
    held = _values_line(param.name, text, path, line)[1]
    if param.default is not None and param.default not in held:
        raise QueryError(
            f"the default of '{param.name}' is {param.default}, but its VALUES line holds"
            f" {held.strip() or 'nothing'}",
            path=path,
            line=line,
        )


def _values_line(name: str, text: str, path: Path, line: int) -> re.Match[str]:
    pattern = rf"^[ \t]*VALUES[ \t]+\?{re.escape(name)}[ \t]*\{{([^{{}}\n]*)\}}"
    found = list(re.finditer(pattern, text, re.MULTILINE | re.IGNORECASE))
    if len(found) != 1:
        raise QueryError(
            f"parameter '{name}' needs one line VALUES ?{name} {{ ... }}, not {len(found)}",
            path=path,
            line=line,
        )
    return found[0]


def _term(param: Param, text: str, resolve: Resolver) -> px.NamedNode | px.Literal:
    if not param.type.startswith("xsd:"):
        return px.NamedNode(resolve(text, param.type))
    return px.Literal(
        _lexical(param, text.strip() if param.type != "xsd:string" else text),
        datatype=px.NamedNode(expand(param.type)),
    )


def _lexical(param: Param, text: str) -> str:
    wrong = UsageError(f"{param.name}='{text}' is not an {param.type}")
    if param.type == "xsd:date":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise UsageError(wrong.message, hint="write YYYY-MM-DD") from None
    if param.type == "xsd:integer" and not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        raise wrong
    if param.type == "xsd:boolean" and text not in ("true", "false"):
        raise UsageError(wrong.message, hint="write true or false")
    return text
