"""A SPARQL endpoint asked page by page, and its answer kept as one file.

In: an endpoint's address and a SELECT query with ORDER BY. Out: a SPARQL 1.1 JSON results file, a
row per line, that `results` reads: what was imported can so be read again, and its sha256 told. It
understands nothing of what the rows say.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.errors import MachineError, UsageError
from twingraph.files import write_whole
from twingraph.imports.asking import Client, Page, checked_address

PAGE_SIZE: Final = 2_000
"""Rows of a page, where the query names no number."""

LARGEST_FILE: Final = 2**30
"""Bytes of all pages together."""

_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*")
_ORDERED: Final = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_LIMIT: Final = re.compile(
    r"^[ \t]*LIMIT[ \t]+(\d+)(?:[ \t]+OFFSET[ \t]+\d+)?[ \t]*$", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True)
class Fetched:
    """What was fetched: how many rows, and in how many pages that held any."""

    rows: int
    pages: int


def fetch(
    url: str,
    query: str,
    target: str | Path,
    *,
    page_size: int | None = None,
    timeout: float = 90.0,
    tries: int = 6,
    sleep: Callable[[float], None] = time.sleep,
    begins: Callable[[int], None] | None = None,
) -> Fetched:
    """Ask an endpoint for all rows of a query and write them to a file, whole or not at all.

    The file is SPARQL 1.1 JSON results, one row per line, the same bytes for the same rows.
    ``begins`` is told before each page how many rows are there. Raises as `pages` does, and
    MachineError where the rows would fill more than LARGEST_FILE bytes.
    """
    counts = {"rows": 0, "pages": 0}

    def pieces() -> Iterator[str | bytes]:
        written = 0
        asked = pages(url, query, page_size=page_size, timeout=timeout, tries=tries, sleep=sleep)
        if begins:
            begins(0)
        for page in asked:
            if not counts["pages"]:
                head = b'{"head":{"vars":%b},"results":{"bindings":['
                yield head % _dumped(list(page.variables))
            counts["pages"] += bool(page.rows)
            for row in page.rows:
                line = (b"," if counts["rows"] else b"") + b"\n" + _dumped(row)
                counts["rows"] += 1
                written += len(line)
                yield line
            if written > LARGEST_FILE:
                raise MachineError(
                    f"the endpoint's rows fill more than {LARGEST_FILE:,} bytes", path=url
                )
            if begins:
                begins(counts["rows"])
        yield "\n]}}\n"

    write_whole(target, pieces())
    return Fetched(counts["rows"], counts["pages"])


def pages(
    url: str,
    query: str,
    *,
    page_size: int | None = None,
    timeout: float = 90.0,
    tries: int = 6,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Page]:
    """Yield the pages of a query's answer, until one is empty; the first is yielded in any case.

    A page takes the place of the query's one line ``LIMIT n OFFSET m``, or stands at its end;
    ``page_size`` is that n, else PAGE_SIZE. A server that gives fewer rows than it was asked for is
    asked for what follows them. ``timeout`` is in seconds, for a whole page; ``tries`` is how often
    one page is asked for, with waits between of 1, 2, 4 ... seconds or as long as is asked for.

    Raises UsageError for an address or a query that cannot be asked, or that the endpoint refuses;
    MachineError for an endpoint that fails in the end or answers what is no result.
    """
    lines = _LIMIT.findall(query)
    size = page_size if page_size is not None else int(lines[0]) if lines else PAGE_SIZE
    if size < 1:
        raise UsageError(f"a page has at least one row, not {size}")
    if len(lines) > 1:
        raise UsageError(f"a query has one line LIMIT n OFFSET m, not {len(lines)}")
    if not _ORDERED.search(_COMMENT.sub("", query)):
        raise UsageError(
            "a query without ORDER BY cannot be asked page by page",
            hint="order its rows by something that leaves no two equal",
        )
    return _pages(Client(checked_address(url), timeout, tries, sleep), query, size)


def _pages(client: Client, query: str, page_size: int) -> Iterator[Page]:
    seen: set[bytes] = set()
    offset = 0
    while True:
        page = client.ask(_paged(query, page_size, offset))
        if len(page.rows) > page_size:
            raise MachineError(
                f"the endpoint gives {len(page.rows)} rows for a page of {page_size}",
                path=client.url,
                hint="it does not heed LIMIT, or the query makes several rows of one in the page",
            )
        digest = hashlib.sha256(_dumped(list(page.rows))).digest()
        if page.rows and digest in seen:
            raise MachineError(
                "the endpoint gives the same page twice: it does not heed OFFSET", path=client.url
            )
        seen.add(digest)
        if page.rows or not offset:
            yield page
        if not page.rows:
            return
        offset += len(page.rows)


def _paged(query: str, size: int, offset: int) -> str:
    """Return the query of one page."""
    page = f"LIMIT {size} OFFSET {offset}"
    return _LIMIT.sub(page, query) if _LIMIT.search(query) else f"{query.rstrip()}\n{page}\n"


def _dumped(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a character, which no encoding has, is so written as JSON escapes it.
    return text.encode("utf-8", "backslashreplace")
