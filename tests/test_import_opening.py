"""Files are opened guarded: in bounded memory, whole, unchanged, and never what is no file."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing import reading
from twingraph.errors import DataError, TwingraphError, UsageError
from twingraph.imports.opening import LONGEST_LINE, Source

TEXT = "Namur,Québec\r\nHuế,Namur\n"


def zipped(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def opened(folder: Path, content: bytes, encoding: str = "utf-8") -> Source:
    path = folder / "file"
    path.write_bytes(content)
    return Source(path, encoding)


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda content: content,
    "gzip": gzip.compress,
    "gzip in two parts": lambda content: gzip.compress(content[:9]) + gzip.compress(content[9:]),
    "zip": lambda content: zipped(("folder/", b""), ("folder/made.csv", content)),
}


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_lines_come_decoded_and_the_hash_is_that_of_the_file(
    tmp_path: Path, packed: Callable[[bytes], bytes], encoding: str
) -> None:
    content = packed(TEXT.encode(encoding))
    said = encoding if encoding == "utf-16-le" else "utf-8"
    source = opened(tmp_path, content, said)
    assert list(source.lines()) == TEXT.splitlines(keepends=True)
    source.close()
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.done == source.size == len(content)


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED.keys())
def test_the_hash_is_whole_where_reading_stops_early(
    tmp_path: Path, packed: Callable[[bytes], bytes]
) -> None:
    content = packed(b"line\n" * 100_000)
    source = opened(tmp_path, content)
    assert next(iter(source.lines())) == "line\n"
    source.close()
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_who_looks_at_the_beginning_first_hashes_all_once(tmp_path: Path) -> None:
    content = b"line\n" * 9000
    source = opened(tmp_path, content)
    assert source.binary().peek(4)[:4] == b"line"
    assert sum(1 for _ in source.lines()) == 9000
    source.close()
    assert source.sha256 == hashlib.sha256(content).hexdigest()


@settings(deadline=None)
@given(st.text(st.sampled_from("ab\r\n,\u2028\x0bé")))
def test_lines_end_where_python_ends_them(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    source = opened(tmp_path_factory.mktemp("lines"), text.encode())
    assert list(source.lines()) == io.StringIO(text, newline="").readlines()
    source.close()


def test_wrong_bytes_are_told_with_their_line(tmp_path: Path) -> None:
    source = opened(tmp_path, b"Namur\nLi\xc3\xa8ge\r\nQu\xe9bec\n" + b"more\n" * 9000)
    with pytest.raises(DataError, match=r"file:3: the text is not utf-8 .*cp1252"):
        list(source.lines())
    source.abandon()


def test_wrong_bytes_far_down_are_told_with_their_line(tmp_path: Path) -> None:
    source = opened(tmp_path, b"Li\xc3\xa8ge\n" * 20_000 + b"\xff\n" + b"more\n" * 9000)
    with pytest.raises(DataError, match=r"file:20001: "):
        list(source.lines())
    source.abandon()


def test_a_line_without_end_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "endless"
    with path.open("wb") as file:
        file.write(b"name1,name2\n")
        file.truncate(50_000_000_000)  # a hole: the disk holds next to nothing of it
    source = Source(path)
    tracemalloc.start()
    with pytest.raises(DataError, match=f"endless:2: a line is longer than {LONGEST_LINE:,}"):
        list(source.lines())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    source.abandon()
    assert peak < 20_000_000


def test_a_line_may_be_as_long_as_the_limit(tmp_path: Path) -> None:
    source = opened(tmp_path, b"x" * (LONGEST_LINE - 1) + b"\nshort\n")
    assert [len(line) for line in source.lines()] == [LONGEST_LINE, 6]
    source.close()


def test_binary_is_refused(tmp_path: Path) -> None:
    source = opened(tmp_path, b"ELF\n\x00\x01\x02\n")
    with pytest.raises(DataError, match="file:2: this is no text"):
        list(source.lines())
    source.abandon()


@pytest.mark.parametrize("pack", ["gzip", "zip"])
def test_a_bomb_is_refused(tmp_path: Path, pack: str) -> None:
    content = PACKED[pack]((b"a" * 99_999 + b"\n") * 300)
    assert len(content) < 100_000
    source = opened(tmp_path, content)
    with pytest.raises(DataError, match="more than 10,000,000 bytes, too much for its size"):
        for _ in source.lines():
            pass
    source.abandon()


DAMAGED = {
    "half a gzip": gzip.compress(os.urandom(9000))[:5000],
    "a gzip of noise": gzip.compress(b"")[:10] + b"\xff" * 99,
    "half a zip": zipped(("a", os.urandom(9000)))[:5000],
    "no end": b"PK\x03\x04" + b"x" * 99,
    "two files": zipped(("a", b"a"), ("b", b"b")),
    "no file": zipped(("folder/", b"")),
    "an empty zip": zipped(),
    "many files": zipped(*((f"{n:099}", b"") for n in range(900))),
    "a password": zipped(("a", b"abc")).replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00"),
    "an unknown packing": zipped(("a", b"abc")).replace(b"\x00\x00\x08\x00", b"\x00\x00\x63\x00"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    source = opened(tmp_path, content)
    with pytest.raises(DataError, match=r"file: the archive (cannot be read|holds)"):
        list(source.lines())
    source.abandon()


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, why in (
        (tmp_path, "a folder"),
        (tmp_path / "pipe", "a pipe or a device"),
        (Path("/dev/zero"), "a pipe or a device"),
        (tmp_path / "none", "No such file"),
        (tmp_path / "a\0b", "null"),
    ):
        with pytest.raises(UsageError, match=why):
            Source(path)


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"Dinant,Ciney\n")


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-9, os.SEEK_END)
        file.write(b"X")
    os.utime(path, ns=(1, 1))  # some disks' clocks tick too slowly for a test


@pytest.mark.parametrize("change", [append, replace, rewrite, Path.unlink])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    started = reading(tmp_path, "name1,name2\n" + "Namur,Huy\n" * 20_000)
    records = iter(started)
    next(records)
    change(tmp_path / "made.csv")
    with pytest.raises(DataError, match=r"made\.csv: the file changed while it was read"):
        list(records)
    assert not started.files


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(["gzip", "zip"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
)
def test_a_packed_file_with_wrong_bytes_is_lines_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, pack: str, wrong: list[tuple[float, int]]
) -> None:
    content = bytearray(PACKED[pack](TEXT.encode()))
    for place, byte in wrong:
        content[int(place * len(content))] = byte
    source = opened(tmp_path_factory.mktemp("wrong"), bytes(content))
    with contextlib.suppress(TwingraphError):
        assert all(source.lines())
        source.close()
    source.abandon()


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.sampled_from([b"", b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_lines_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, start: bytes
) -> None:
    source = opened(tmp_path_factory.mktemp("noise"), start + noise)
    with contextlib.suppress(TwingraphError):
        assert all(source.lines())
        source.close()
    source.abandon()
