"""Cut a report's text into lines, sheets and passages.

In: the bytes of a report, or its text. Out: its lines, the sheet of each line,
the characters of a passage with their sha256, and a first division into sentences
from which an editor starts. It reads no graph and knows nothing of what a passage says.

Lines are 1-based and split at LF of the text read as UTF-8; CR LF counts as LF and a
byte order mark is dropped; nothing else is changed. A passage is a run of whole lines
(joined by LF) or the characters [from, to) of one line, counted from 0 in code points.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from twingraph.errors import DataError

# A full stop ends a sentence unless what stands before it is an abbreviation of a title.
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:M|MM|Mme|Mmes|S\.E|S|E|Dr|St|Ste|art|p|n)\.$")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-ÖØ-Þ«])")


@dataclass(frozen=True, order=True)
class Extent:
    """Where a passage stands: lines first to last, or characters of the one line."""

    first_line: int
    last_line: int
    from_character: int | None = None
    to_character: int | None = None

    def __str__(self) -> str:
        lines = (
            f"line {self.first_line}"
            if self.first_line == self.last_line
            else f"lines {self.first_line}-{self.last_line}"
        )
        if self.from_character is None:
            return lines
        return f"{lines}, characters {self.from_character}-{self.to_character}"


def read_lines(path: Path) -> list[str]:
    """Read a report as its list of lines; line n of the report is item n - 1.

    Raises DataError when the file is missing, empty or not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(f"the report cannot be read: {error.strerror}", path=path) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError("the report is not UTF-8 text", path=path, line=line) from error
    if not text.strip():
        raise DataError("the report is empty", path=path)
    return split_lines(text)


def split_lines(text: str) -> list[str]:
    """Split text at LF, with CR LF read as LF; a final line end opens no further line."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return lines


def digest(text: str) -> str:
    """Give the sha256 of the text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def report_digest(lines: list[str]) -> str:
    """Give the sha256 of a whole report: its lines, each ended by LF."""
    return digest("".join(line + "\n" for line in lines))


def characters(lines: list[str], extent: Extent) -> str:
    """Give the characters of a passage.

    Raises ValueError when the extent reaches beyond the report or its line, or is empty.
    """
    if not 1 <= extent.first_line <= extent.last_line <= len(lines):
        raise ValueError(f"{extent} lies outside the report's {len(lines)} lines")
    if extent.from_character is None and extent.to_character is None:
        return "\n".join(lines[extent.first_line - 1 : extent.last_line])
    if extent.from_character is None or extent.to_character is None:
        raise ValueError(f"{extent} has only one of its two characters")
    if extent.first_line != extent.last_line:
        raise ValueError(f"{extent}: characters are counted within one line only")
    line = lines[extent.first_line - 1]
    if not 0 <= extent.from_character < extent.to_character <= len(line):
        raise ValueError(f"{extent} lies outside the line's {len(line)} characters")
    return line[extent.from_character : extent.to_character]


def sheets(lines: list[str], header: str | None) -> list[int]:
    """Give the sheet of each line: 1 + the number of running headers at or above it.

    A running header is a line that begins with ``header``; without one all is sheet 1.
    """
    sheet, result = 1, []
    for line in lines:
        sheet += header is not None and line.startswith(header)
        result.append(sheet)
    return result


def sentences(line: str) -> Iterator[tuple[int, int]]:
    """Cut a line into sentences, as character ranges [from, to) without outer white space."""
    start = len(line) - len(line.lstrip())
    for match in _SENTENCE_END.finditer(line):
        if _ABBREVIATION.search(line[start : match.start() + 1]):
            continue
        yield start, match.start() + 1
        start = match.end()
    end = len(line.rstrip())
    if start < end:
        yield start, end


def first_division(lines: list[str]) -> list[Extent]:
    """Propose passages: a passage for each sentence; a line of one sentence stays whole.

    Blank lines get none. The editor then joins, splits, and sets aside the lines that
    say nothing.
    """
    division = []
    for number, line in enumerate(lines, start=1):
        spans = list(sentences(line))
        if len(spans) == 1:
            division.append(Extent(number, number))
        else:
            division.extend(Extent(number, number, *span) for span in spans)
    return division
