"""A specification as a document of TOML has it: checked, key by key, and read.

In: the tables of a document, and its text. Out: a `Spec` whose reader, columns and concepts exist
and whose dates are dates; or a DataError with the line on which the mistake stands.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, Final

from twingraph.errors import DataError, near_matches
from twingraph.imports import graphs, items, members, pairs, results, values
from twingraph.imports.model import RESERVED, Provenance, Spec, Word
from twingraph.imports.reading import READERS
from twingraph.resources import folder

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "pairs": pairs.COLUMNS,
    "items": items.COLUMNS,
    "members": members.COLUMNS,
    "graph": graphs.COLUMNS,
    "results": results.COLUMNS,
}
"""Our names of the columns, by reader."""

NETWORK_OPTIONS: Final = {"name": "network", "en": "network_en", "fr": "network_fr"}
"""What the table ``network`` says, and how an option is called that says it."""

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?", re.ASCII)
_NETWORK: Final = re.compile(r"network:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_TEXTS: Final = (
    "name", "reader", "file", "publisher", "date", "retrieved_from", "licence", "delimiter",
    "encoding", "language", "word",
)  # fmt: skip
_SWITCHES: Final = ("listing", "directed")
_TABLES: Final = ("title", "files", "columns", "constants", "words", "fields", "network")
_FILES: Final[Mapping[str, tuple[str, ...]]] = {"items": ("names",), "results": ("query",)}
_MEMBERS_ONLY: Final = ("network", "fields")
_TABS: Final = frozenset({"tab", "\\t"})

_NO_FILES: Final = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
)
"""Codecs of text that no file is written in."""


class Document:
    """A specification as TOML has it, to be checked and read."""

    def __init__(
        self, document: Mapping[str, Any], path: Path | None = None, text: str = ""
    ) -> None:
        self._document = document
        self._path = path
        self._text = text

    def spec(self) -> Spec:
        """Return the specification. Raises DataError for what is wrong with it."""
        self._refuse_unknown(self._document, (*_TEXTS, *_SWITCHES, *_TABLES), "key")
        name = self._matching("name", _NAME, "small letters, digits and hyphens", needed=True)
        if name in RESERVED:
            hint = "its graph would be another's; give it another name"
            raise self._error(f"no imported source can be named '{name}'", "name", hint)
        reader = self._string("reader", needed=True)
        self._refuse_unknown((reader,), READERS, "reader", at="reader")
        self._refuse_unused(reader)
        columns = self._columns(reader)
        constants = self._strings("constants")
        self._refuse_unknown(constants, COLUMNS[reader], "column")
        if both := sorted(constants.keys() & columns.keys()):
            raise self._error(f"'{both[0]}' is both a column and a constant", both[0])
        network, network_en, network_fr = self._network(reader)
        listing, words = self._switch("listing"), self._words()
        if listing and any(word.kind for word in words.values()):
            # Its rows count as listed: it says of no tie that it is a twinning.
            hint = "leave out 'listing', or the kinds in [words]"
            raise self._error("a source that calls every tie twinned has no kinds", "listing", hint)
        return Spec(
            name=name,
            reader=reader,
            provenance=self._provenance(name),
            file=self._inside("file", self._string("file")),
            files={role: self._inside(role, at) for role, at in self._strings("files").items()},
            columns=columns,
            constants=constants,
            delimiter=self._delimiter(),
            encoding=self._encoding(),
            language=self._matching("language", _LANGUAGE, "a language tag such as en"),
            listing=listing,
            directed=self._switch("directed"),
            word=self._string("word"),
            words=words,
            network=network,
            network_en=network_en,
            network_fr=network_fr,
            fields=self._fields(),
        )

    def _provenance(self, name: str) -> Provenance:
        title = self._document.get("title", {})
        if isinstance(title, str):
            title = {"en": title}
        titles = self._strings("title", title)
        self._refuse_unknown(titles, ("en", "fr"), "language of a title")
        titles = {language: values.cleaned(text) for language, text in titles.items()}
        english = titles.get("en") or titles.get("fr") or name
        try:
            date = values.date_local(self._string("date"))
        except ValueError as problem:
            raise self._error(f"date: {problem}", "date") from problem
        address = "an address that begins with https://"
        return Provenance(
            title_en=english,
            title_fr=titles.get("fr") or english,
            publisher=values.cleaned(self._string("publisher")),
            data_date=date,
            retrieved_from=self._matching("retrieved_from", _ADDRESS, address),
            licence=values.cleaned(self._string("licence")),
        )

    def _refuse_unused(self, reader: str) -> None:
        """Refuse what the reader would pass over in silence."""
        for key in (*_MEMBERS_ONLY, "words", "word", "listing", "directed"):
            if self._document.get(key) and (reader == "members") != (key in _MEMBERS_ONLY):
                raise self._error(f"'{key}' says nothing to the reader {reader}", key)
        if unused := sorted(self._strings("files").keys() - set(_FILES.get(reader, ()))):
            raise self._error(f"the reader {reader} needs no file '{unused[0]}'", unused[0])

    def _columns(self, reader: str) -> dict[str, str]:
        columns = {
            ours: str(theirs) if type(theirs) is int else theirs
            for ours, theirs in self._table("columns").items()
        }
        self._refuse_unknown(columns, COLUMNS[reader], "column")
        columns = self._strings("columns", columns)
        numbers = [theirs.isdecimal() for theirs in columns.values()]
        if any(numbers) and not all(numbers) and reader in ("pairs", "items"):
            raise self._error("columns go by number or by name, not by both", "columns")
        if "0" in columns.values():
            raise self._error("columns are counted from 1", "columns")
        return columns

    def _words(self) -> dict[str, Word]:
        words = {}
        for word, concepts in self._table("words").items():
            mapped = self._strings(word, concepts)
            self._refuse_unknown(mapped, ("kind", "form"), "key of a word")
            for scheme, concept in mapped.items():
                self._refuse_unknown((concept,), _concepts(scheme), scheme, at=word)
            words[values.cleaned(word).casefold()] = Word(**mapped)
        return words

    def _fields(self) -> dict[str, str]:
        fields = self._strings("fields")
        for word, concept in fields.items():
            self._refuse_unknown((concept,), _concepts("field"), "field", at=word)
        return {values.cleaned(word).casefold(): concept for word, concept in fields.items()}

    def _network(self, reader: str) -> tuple[str, str, str]:
        told = self._strings("network")
        self._refuse_unknown(told, NETWORK_OPTIONS, "key of the network")
        name = told.get("name", "")
        if reader == "members" and not name:
            raise self._error("members of which network?", "reader", "name = in [network]")
        if name and not _NETWORK.fullmatch(name):
            raise self._error(f"'{name}' is no network such as network:eurocities", name)
        return name, told.get("en", ""), told.get("fr", "") or told.get("en", "")

    def _delimiter(self) -> str:
        delimiter = self._string("delimiter", strip=False)
        delimiter = "\t" if delimiter in _TABS else delimiter
        if len(delimiter) > 1 or delimiter in ('"', "\n", "\r", "\0", " "):
            raise self._error("the delimiter is one character, or tab", "delimiter")
        return delimiter

    def _encoding(self) -> str:
        name = self._string("encoding") or "utf-8"
        try:
            io.TextIOWrapper(io.BytesIO(), encoding=name)  # not every codec is one of text
            found = codecs.lookup(name).name
            if found in _NO_FILES:
                raise LookupError(found)
            return found
        except (LookupError, UnicodeError, ValueError):
            hint = "as in utf-8, cp1252, iso-8859-15, utf-16"
            raise self._error(f"no encoding '{name}'", "encoding", hint) from None

    def _inside(self, key: str, name: str) -> str:
        """Return a file's name: a stranger's specification reads nothing outside its own folder."""
        path = PurePath(name)
        if self._path is not None and (path.is_absolute() or ".." in path.parts):
            hint = "write it relative to this file"
            raise self._error(f"the file '{name}' is outside the folder", key, hint)
        return name

    def _table(self, key: str) -> Mapping[str, Any]:
        table = self._document.get(key, {})
        if not isinstance(table, Mapping):
            raise self._error(f"'{key}' must be a table", key, f"write [{key}]")
        return table

    def _strings(self, key: str, table: object = None) -> dict[str, str]:
        """Return a table whose values are all text."""
        found = self._table(key) if table is None else table
        if not isinstance(found, Mapping):
            raise self._error(f"'{key}' must be a table", key)
        for inner, value in found.items():
            if not isinstance(value, str):
                raise self._error(f"'{inner}' is no text", inner, "put it in quotes")
        return {inner: value.strip() for inner, value in found.items()}

    def _string(self, key: str, *, needed: bool = False, strip: bool = True) -> str:
        value = self._document.get(key, "")
        if not isinstance(value, str):
            raise self._error(f"'{key}' is no text", key, "put it in quotes")
        if needed and not value.strip():
            raise self._error(f"'{key}' is missing")
        return value.strip() if strip else value

    def _switch(self, key: str) -> bool:
        value = self._document.get(key, False)
        if not isinstance(value, bool):
            raise self._error(f"'{key}' is neither true nor false", key)
        return value

    def _matching(
        self, key: str, pattern: re.Pattern[str], what: str, *, needed: bool = False
    ) -> str:
        value = self._string(key, needed=needed)
        if value and not pattern.fullmatch(value):
            raise self._error(f"{key} '{value}' is not {what}", key)
        return value

    def _refuse_unknown(
        self, names: Iterable[str], known: Iterable[str], what: str, at: str = ""
    ) -> None:
        known = tuple(known)
        for name in names:
            if name not in known:
                listed = f"one of {', '.join(known)}"
                raise self._error(
                    f"unknown {what} '{name}'", at or name, near_matches(name, known) or listed
                )

    def _error(self, message: str, key: str = "", hint: str | None = None) -> DataError:
        """Return the error, with the line on which a key stands, where it is found."""
        line = None
        if key:
            word = re.escape(key)
            stands = re.compile(rf"^\s*\[?[\"']?{word}[\"']?\s*[\]=]", re.MULTILINE)
            within = re.compile(rf"(?<![\w-]){word}(?![\w-])")
            if found := stands.search(self._text) or within.search(self._text):
                begun = found.start() + len(found[0]) - len(found[0].lstrip())
                line = self._text.count("\n", 0, begun) + 1
        return DataError(message, path=self._path, line=line, hint=hint)


@lru_cache(maxsize=4)
def _concepts(scheme: str) -> tuple[str, ...]:
    """Return the concepts of one of our schemes, such as ``kind:twinning``."""
    terms = (folder("ontology") / "terms.tsv").read_text(encoding="utf-8").splitlines()
    names = (line.partition("\t")[0] for line in terms)
    return tuple(name for name in names if name.startswith(f"{scheme}:"))
