"""GEXF and GraphML, read as a stream: from XML to nodes and edges with their attributes.

In: the bytes of a GEXF (1.1 to 1.3) or GraphML file. Out: its nodes and edges in the order of the
file, attributes by title. One element is in memory at a time. A document type, and with it every
entity, is refused; so is what nests or swells beyond all need. What an attribute means is left to
`graphs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Literal
from xml.parsers import expat

from twingraph.errors import DataError
from twingraph.imports.opening import LONGEST_LINE

DEEPEST: Final = 64
"""How deep elements may nest."""

MOST_ATTRIBUTES: Final = 1_000
"""How many attributes a file may declare."""

Sort = Literal["node", "edge"]

_CHUNK: Final = 1 << 16
_ROOTS: Final = ("gexf", "graphml")
_HELD: Final = ("default", "data")  # the elements whose text is a value


@dataclass(frozen=True)
class Element:
    """A node or an edge: what is written of it, by its XML attributes' names and by titles.

    A title goes before an XML attribute of the same name. ``line`` is where it begins.
    """

    sort: Sort
    written: dict[str, str]
    titled: dict[str, str]
    line: int

    def get(self, name: str) -> str:
        """Return the value of a title or XML attribute, without space around it, or nothing."""
        return self.titled.get(name, self.written.get(name, "")).strip()


def elements(binary: IO[bytes], path: Path) -> Iterator[Element]:
    """Yield the nodes and edges of a file. Raises DataError, also later, with the line."""
    reader = _Reader(path)
    silent = 0
    while True:
        chunk = binary.read(_CHUNK)
        events = reader.events
        try:
            reader.parser.Parse(chunk, not chunk)
        except expat.ExpatError as problem:
            yield from reader.taken()
            raise _broken(problem, path) from problem
        except (LookupError, ValueError) as problem:
            # So the parser says that it cannot read the encoding that the first line declares.
            raise DataError(f"the XML's encoding: {problem}", path=path, line=1) from problem
        yield from reader.taken()
        if not chunk:
            return
        # The parser holds back what is not whole: a value without end, a comment.
        silent = 0 if reader.events != events else silent + len(chunk)
        if silent > LONGEST_LINE:
            raise reader.error(f"a piece of the file is longer than {LONGEST_LINE:,} characters")


def _broken(problem: expat.ExpatError, path: Path) -> DataError:
    said = expat.ErrorString(problem.code)
    ended = problem.code in (
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    )
    reason = f"the file breaks off ({said})" if ended else f"this is no well-formed XML: {said}"
    return DataError(reason, path=path, line=problem.lineno, hint="get the file again")


class _Reader:
    """Follows the elements of one file; what is finished waits in ``taken``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.CommentHandler = self._passed
        self._done: list[Element] = []
        self._open: list[str] = []
        self._items: list[Element] = []
        self._sizes: list[int] = []
        # Of GEXF's attributes and GraphML's keys, by what they are for and their id.
        self._titles: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._for: tuple[str, ...] = ()
        self._named = ""
        self._held: list[str] | None = None

    def taken(self) -> list[Element]:
        """Return the elements that were finished since the last call."""
        done, self._done = self._done, []
        return done

    def error(self, message: str, hint: str | None = None) -> DataError:
        """Return the error of where the parser stands."""
        return DataError(message, path=self.path, line=self.parser.CurrentLineNumber, hint=hint)

    def _passed(self, _text: str) -> None:
        self.events += 1

    def _doctype(self, *_declared: object) -> None:
        raise self.error(
            "the file declares a document type, which may hide entities",
            "take the line <!DOCTYPE ...> out, if you trust the file",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.events += 1
        local = name.rpartition(":")[2]
        if not self._open and local not in _ROOTS:
            raise self.error(f"this is <{local[:40]}>, neither GEXF nor GraphML")
        if len(self._open) >= DEEPEST:
            raise self.error(f"elements nest more than {DEEPEST} deep")
        self._open.append(local)
        if local in ("node", "edge"):
            sort: Sort = "node" if local == "node" else "edge"
            self._items.append(Element(sort, attributes, {}, self.parser.CurrentLineNumber))
            self._sizes.append(0)
        elif local in _HELD:
            self._held = []
            self._sizes.append(0)
            if local == "data":
                self._named = attributes.get("key", "")
        else:
            self._describe(local, attributes)

    def _describe(self, local: str, attributes: dict[str, str]) -> None:
        """Take in what declares an attribute, or gives GEXF's value of one."""
        if local == "attributes":
            self._for = (attributes.get("class", "node"),)
        elif local == "attribute":
            self._declare(attributes.get("id", ""), attributes.get("title", ""))
        elif local == "key":
            meant = attributes.get("for", "all")
            self._for = ("node", "edge") if meant == "all" else (meant,)
            self._declare(attributes.get("id", ""), attributes.get("attr.name", ""))
        elif local == "attvalue":
            # 1.1 names the attribute by ``id``.
            key = attributes.get("for") or attributes.get("id", "")
            self._set(key, attributes.get("value", ""))

    def _declare(self, key: str, title: str) -> None:
        self._named = key
        for sort in self._for:
            self._titles[sort, key] = title or key
        if len(self._titles) > MOST_ATTRIBUTES:
            raise self.error(f"the file declares more than {MOST_ATTRIBUTES:,} attributes")

    def _set(self, key: str, value: str) -> None:
        if not self._items:
            return
        item = self._items[-1]
        self._sizes[-1] += len(key) + len(value)
        if self._sizes[-1] > LONGEST_LINE:
            raise self.error(f"a {item.sort} is longer than {LONGEST_LINE:,} characters")
        item.titled[self._titles.get((item.sort, key), key)] = value

    def _text(self, text: str) -> None:
        self.events += 1
        if self._held is not None:
            self._sizes[-1] += len(text)
            if self._sizes[-1] > LONGEST_LINE:
                raise self.error(f"a text is longer than {LONGEST_LINE:,} characters")
            self._held.append(text)

    def _end(self, _name: str) -> None:
        self.events += 1
        local = self._open.pop()
        if local in _HELD:
            text, self._held = "".join(self._held or ()), None
            self._sizes.pop()
            if local == "data":
                self._set(self._named, text)
            else:
                for sort in self._for:
                    title = self._titles.get((sort, self._named), self._named)
                    self._defaults.setdefault(sort, {})[title] = text
        elif local in ("node", "edge"):
            item = self._items.pop()
            self._sizes.pop()
            for title, value in self._defaults[local].items():
                item.titled.setdefault(title, value)
            self._done.append(item)
