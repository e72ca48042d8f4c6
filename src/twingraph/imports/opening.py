"""Open a source's files: guarded, streaming, with the sha256 of exactly what was read.

In: a specification and the folder that its file names are relative to. Out: bytes or lines of
text, plain or out of one .gz or .zip, within limits that no honest file meets; once a file is
read, its sha256. It refuses what is no file, what is binary, what is wrongly encoded and what
changes while it is read. It knows nothing of rows.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from twingraph.errors import DataError, UsageError
from twingraph.imports.model import Spec
from twingraph.imports.packing import Counted, unpacked

LONGEST_LINE: Final = 1_000_000
"""Characters that one line may have."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END: Final = re.compile("\r\n|\r|\n")


class Source:
    """One file of a source, to be read once: as `binary` or as `lines`.

    ``line`` is the number of the line that was read last; ``done`` and ``size`` count bytes of the
    file as it stands on disk. After `close`, ``sha256`` is that of the bytes read.
    """

    def __init__(self, path: Path, encoding: str = "utf-8") -> None:
        self.path = path
        self.line = 0
        self.sha256 = ""
        self._encoding = encoding
        self._file = _opened(path)
        self._before = os.fstat(self._file.fileno())
        self.size = self._before.st_size
        self._raw = Counted(self._file)
        self._binary: io.BufferedReader | None = None

    @property
    def done(self) -> int:
        """Return how many bytes of the file were read."""
        return min(self._raw.count, self.size)

    def binary(self) -> io.BufferedReader:
        """Return the file's bytes, unpacked where it is packed. Raises DataError, also later.

        It is one stream however often it is asked for; so its start can be looked at (``peek``).
        """
        if self._binary is None:
            bytes_ = unpacked(self._raw, self._file, self.path, self.size)
            self._binary = io.BufferedReader(bytes_)
        return self._binary

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends, decoded. Raises DataError with the line's number."""
        with self.text() as text:
            while True:
                try:
                    line = text.readline(LONGEST_LINE + 2)
                except UnicodeError as problem:
                    raise self._undecodable(problem) from problem
                if not line:
                    return
                self.line += 1
                if len(line) > LONGEST_LINE:
                    raise DataError(
                        f"a line is longer than {LONGEST_LINE:,} characters",
                        path=self.path,
                        line=self.line,
                        hint="is this the right file?",
                    )
                if "\0" in line:
                    raise DataError(
                        "this is no text: it holds NUL bytes",
                        path=self.path,
                        line=self.line,
                        hint="if it is UTF-16, say so",
                    )
                yield line

    def whole(self, most: int) -> str:
        """Return all of the text. Raises DataError for more than ``most`` characters."""
        with self.text() as text:
            try:
                found = text.read(most + 1)
            except UnicodeError as problem:
                raise self._undecodable(problem) from problem
        if len(found) > most:
            raise DataError(f"the text is longer than {most:,} characters", path=self.path)
        return found

    def text(self) -> io.TextIOWrapper:
        """Return the file as text, its line ends as they are; a byte order mark goes first."""
        binary = self.binary()
        start = binary.peek(4)[:4]
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                self._encoding = encoding
                break
        return io.TextIOWrapper(binary, encoding=self._encoding, newline="")

    def close(self) -> None:
        """Read the rest, for the sha256, and close. Raises DataError where the file has changed."""
        with self._file:
            self.sha256 = self._raw.digest()
            after = os.fstat(self._file.fileno())
            try:
                there = self.path.stat()
            except OSError:
                there = None
            if there is None or _mark(after) != _mark(self._before) or _mark(there) != _mark(after):
                raise DataError(
                    "the file changed while it was read",
                    path=self.path,
                    hint="import it again once it is finished",
                )

    def abandon(self) -> None:
        """Close, and ask nothing: for whoever stops before the end."""
        self._file.close()

    def _undecodable(self, problem: UnicodeError) -> DataError:
        read = b""
        if isinstance(problem, UnicodeDecodeError):
            read = problem.object[: problem.start]
        ends = len(_LINE_END.findall(read.decode(self._encoding, "replace")))
        return DataError(
            f"the text is not {self._encoding.removesuffix('-sig')}",
            path=self.path,
            line=self.line + ends + 1,
            hint="say its encoding, such as cp1252",
        )


class Sources:
    """The files of one specification, opened by role and closed together.

    ``base`` is the folder that their names are relative to.
    """

    def __init__(self, spec: Spec, base: Path) -> None:
        self._spec = spec
        self._base = base
        self._open: dict[str, Source] = {}

    def has(self, role: str) -> bool:
        """Tell whether the specification names a file of this role."""
        return bool(self._spec.file if role == "file" else self._spec.files.get(role))

    def open(self, role: str = "file") -> Source:
        """Open the file of a role. Raises UsageError where there is none."""
        name = self._spec.file if role == "file" else self._spec.files.get(role, "")
        if not name:
            what = "file" if role == "file" else f"file '{role}'"
            raise UsageError(f"the specification of {self._spec.name} names no {what}")
        source = self._open[role] = Source(self._base / name, self._spec.encoding)
        return source

    @property
    def done(self) -> int:
        """Return how many bytes were read so far, of all files that were opened."""
        return sum(source.done for source in self._open.values())

    @property
    def size(self) -> int:
        """Return the bytes of all files that were opened."""
        return sum(source.size for source in self._open.values())

    def close(self) -> dict[str, str]:
        """Close all files and return their sha256 by role. Raises as `Source.close`."""
        for source in self._open.values():
            source.close()
        return {role: source.sha256 for role, source in self._open.items()}

    def abandon(self) -> None:
        """Close all files, read or not."""
        for source in self._open.values():
            source.abandon()


def _opened(path: Path) -> IO[bytes]:
    """Open a regular file. Raises UsageError for anything else; never waits for a pipe."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise UsageError(f"is {what}, not a file", path=path)
        file = path.open("rb")
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise UsageError(f"cannot be read: {reason or problem}", path=path) from problem
    return file


def _mark(found: os.stat_result) -> tuple[int, int, int, int]:
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
