"""Packed files, and the bytes that were read of them: within limits that no honest file meets.

In: an open file, plain or a .gz or a .zip of one file. Out: its bytes, unpacked as they are read,
and the sha256 of the file as it stands on disk. It does not decode text.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, cast

from twingraph.errors import DataError

MOST_UNPACKED: Final = 2_000_000_000
"""Bytes that a packed file may hold."""

MOST_EXPANDED: Final = 200
"""How many times its packed size a file may hold, once it holds more than ten million bytes."""

_FREELY_EXPANDED: Final = 10_000_000
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")  # with a file, and without any
_ZIP_FOLDER: Final = 65_536
# All that the packers raise for a damaged or unknown archive.
_DAMAGED: Final = (
    EOFError,
    NotImplementedError,
    OSError,  # a place in the file that is none; BadGzipFile too
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def unpacked(raw: Counted, file: IO[bytes], path: Path, size: int) -> io.RawIOBase:
    """Return the bytes of a file, unpacked if it is packed; ``raw`` counts those of ``file``.

    Raises DataError for a damaged archive, at once or while it is read.
    """
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start.startswith(_GZIP):
        return _Unpacked(cast("IO[bytes]", gzip.GzipFile(fileobj=raw)), path, size)
    if start.startswith(_ZIP):
        return _Unpacked(_member(file, path), path, size)
    return raw


class Counted(io.RawIOBase):
    """A raw file that hashes and counts what is read from it, in order."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.count = 0

    def readable(self) -> bool:
        """Return True: that is what it is for."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read bytes into a buffer, and return how many."""
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        self._hash.update(piece)
        self.count += len(piece)
        return len(piece)

    def digest(self) -> str:
        """Read what is left, and return the sha256 of all."""
        # A zip archive is read from its end: it is hashed now, from the start.
        self._file.seek(self.count)
        while piece := self._file.read(1 << 20):
            self._hash.update(piece)
            self.count += len(piece)
        return self._hash.hexdigest()


class _Unpacked(io.RawIOBase):
    """What comes out of an archive, up to the limits."""

    def __init__(self, file: IO[bytes], path: Path, packed: int) -> None:
        self._file = file
        self._path = path
        self._most = _limit(packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _explained(self._path):
            piece = self._file.read(len(buffer))
        self._count += len(piece)
        if self._count > self._most:
            raise _too_much(self._most, self._path)
        buffer[: len(piece)] = piece
        return len(piece)


def _limit(packed: int) -> int:
    """Return how many bytes a file of this packed size may hold."""
    return min(MOST_UNPACKED, max(_FREELY_EXPANDED, packed * MOST_EXPANDED))


def _too_much(most: int, path: Path) -> DataError:
    return DataError(
        f"the archive holds more than {most:,} bytes, too much for its size",
        path=path,
        hint="unpack it first, if you trust it",
    )


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as problem:
        raise DataError(f"the archive cannot be read: {problem}", path=path) from problem


def _member(file: IO[bytes], path: Path) -> IO[bytes]:
    """Return the only file in a zip archive, to be read."""
    with _explained(path):
        _refuse_long_folder(file, path)
        archive = zipfile.ZipFile(file)
        members = [entry for entry in archive.infolist() if not entry.is_dir()]
        if any(entry.filename == "[Content_Types].xml" for entry in members):
            raise DataError("this is a spreadsheet or a document", path=path, hint="save it as CSV")
        if len(members) != 1:
            raise DataError(
                f"the archive holds {len(members)} files, not one",
                path=path,
                hint="unpack it and name the file",
            )
        if members[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError("its compression is not deflate")
        most = _limit(file.seek(0, os.SEEK_END))
        if members[0].file_size > most:
            raise _too_much(most, path)
        return archive.open(members[0])


def _refuse_long_folder(file: IO[bytes], path: Path) -> None:
    """Refuse an archive whose table of contents is long, before all of it is in memory."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _ZIP_FOLDER - 22))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > _ZIP_FOLDER:
        raise DataError("the archive holds many files, not one", path=path)
    file.seek(0)
