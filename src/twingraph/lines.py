"""Where a statement stands: from the text of TriG files to the line of a term.

In: TriG files that the engine's parser has accepted. Out: `Lines`, which finds the file and line of
a statement, else of its predicate, its subject, its graph. It follows a file's punctuation only as
far as that needs: what stands inside `[ ]` and `( )`, which the data rules forbid, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.prefixes import expand

BLANK: Final = "\0"  # no IRI and no literal

_RDF_TYPE: Final = expand("rdf:type")
_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                 | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<tag>@[A-Za-z][\w-]*)
      | (?P<datatype>\^\^)
      | (?P<name>_:[\w-]+ | (?:[^\W\d_][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*)
      | (?P<number>[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d_]\w*)
      | (?P<mark>[{}\[\]().;,])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Written:
    """A term as it stands in a file: the last that is given of graph, subject, predicate, object.

    A blank node is `BLANK`.
    """

    line: int
    graph: str
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None


class Lines:
    """The lines of the statements of some files; the files are read at the first question."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)
        self._index: dict[tuple[str | None, ...], tuple[Path, int]] = {}
        self._read = False

    def find(
        self,
        thing: str,
        graph: str | None = None,
        prop: str | None = None,
        value: str | None = None,
    ) -> tuple[Path, int] | None:
        """Return the file and line of the nearest that is written, or None.

        In turn: the statement (``value`` is an IRI or a literal's text), the property of the thing,
        its type, the thing as subject, as object, as a graph's name; first in the graph asked for,
        then in any. Of two places that answer alike, the first.
        """
        if not self._read:
            self._build()
        for where in dict.fromkeys((graph, None)):
            if prop is not None and value is not None:
                found = self._index.get(("statement", where, thing, prop, value))
                if found:
                    return found
            if prop is not None and ("property", where, thing, prop) in self._index:
                return self._index["property", where, thing, prop]
            if ("property", where, thing, _RDF_TYPE) in self._index:
                return self._index["property", where, thing, _RDF_TYPE]
            for role in ("subject", "object"):
                if (role, where, thing) in self._index:
                    return self._index[role, where, thing]
        return self._index.get(("graph", thing)) or self._index.get(("graph", graph))

    def blank_nodes(self) -> Iterator[tuple[Path, int, str]]:
        """Yield file, line and graph of each blank node that is written."""
        for path in self._files:
            for at in written_terms(_text(path)):
                if BLANK in (at.subject, at.object):
                    yield path, at.line, at.graph

    def _build(self) -> None:
        for path in self._files:
            for at in written_terms(_text(path)):
                for key in _keys(at):
                    self._index.setdefault(key, (path, at.line))
        self._read = True


def written_terms(text: str) -> Iterator[Written]:
    """Yield what a TriG text says, term by term: graphs, subjects, predicates and objects."""
    graph, subject, predicate = "", None, None
    for token, line in _terms(_tokens(text)):
        if token == "{":
            graph, subject, predicate = subject or "", None, None
            yield Written(line, graph)
        elif token == "}":
            graph, subject, predicate = "", None, None
        elif token == ".":
            subject = predicate = None
        elif token == ";":
            predicate = None
        elif isinstance(token, _Term):
            if subject is None:
                subject = token.text
                yield Written(line, graph, subject)
            elif predicate is None:
                predicate = token.text
                yield Written(line, graph, subject, predicate)
            else:
                yield Written(line, graph, subject, predicate, token.text)


@dataclass(frozen=True)
class _Term:
    """An IRI in full, a literal's text, or `BLANK`."""

    text: str


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if match.lastgroup and match.lastgroup != "comment":
            yield match.lastgroup, match[0], line


def _terms(tokens: Iterator[tuple[str, str, int]]) -> Iterator[tuple[str | _Term, int]]:
    """Yield marks and terms; prefixes are read, languages and datatypes passed over."""
    prefixes: dict[str, str] = {}
    for kind, token, line in tokens:
        word = token.lstrip("@").upper() if kind in ("word", "tag") else ""
        if word == "PREFIX":
            name = next(tokens)[1]
            prefixes[name[:-1]] = next(tokens)[1][1:-1]
        elif word == "BASE" or kind == "datatype":
            next(tokens)
        elif token in ("[", "("):
            _skip(tokens)
            yield _Term(BLANK), line
        elif kind == "mark":
            yield token, line
        elif kind != "tag" and word != "GRAPH":
            yield _Term(_text_of(kind, token, prefixes)), line


def _skip(tokens: Iterator[tuple[str, str, int]]) -> None:
    depth = 1
    while depth:
        _, token, _ = next(tokens)
        depth += (token in ("[", "(")) - (token in ("]", ")"))


def _text_of(kind: str, token: str, prefixes: dict[str, str]) -> str:
    if kind == "iri":
        return token[1:-1]
    if kind == "name":
        prefix, _, local = token.partition(":")
        return BLANK if prefix == "_" else prefixes.get(prefix, "") + local.replace("\\", "")
    if kind == "string":
        width = 3 if token[:3] in ('"""', "'''") else 1
        return token[width:-width]
    return _RDF_TYPE if token == "a" else token


def _keys(at: Written) -> Iterator[tuple[str | None, ...]]:
    for graph in (at.graph, None):
        if at.object is not None:
            yield "statement", graph, at.subject, at.predicate, at.object
            yield "object", graph, at.object
        elif at.predicate is not None:
            yield "property", graph, at.subject, at.predicate
        elif at.subject is not None:
            yield "subject", graph, at.subject
    if at.subject is None:
        yield "graph", at.graph
