"""Running the queries of others: what is refused, and how a query is ended.

In: SPARQL as text. Out: nothing, or an error that says what is refused; and a guard that ends the
process when a query runs too long or the user interrupts it. No engine here can cancel a query:
pyoxigraph evaluates without Python's lock, so a watching thread can end the process at once.
The guard is for the command line only; it never runs inside a user's own Python.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from twingraph.errors import QueryError, UsageError, near_matches
from twingraph.files import remove_unfinished
from twingraph.prefixes import shorten
from twingraph.store import Graph

UPDATES: Final = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY")
)

_LONGEST: Final = 1_000_000
_ENDINGS: Final = {signal.SIGTERM: "terminated", signal.SIGHUP: "hung up"}

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<name>[^\W\d_][\w.-]{0,99}?:(?:[\w:.%-]|\\.)* | :(?:[\w:.%-]|\\.)* | _:[\w.-]+)
      | (?P<word>[^\W\d_]\w*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# A call of a server wherever it stands and whatever it is glued to, as the engine needs no space
# around keywords: every reading of the text is found, some in a comment or a string as well.
_SPACE = r"(?:\s|\#[^\n\r]*+)*+"
_SERVICE = re.compile(
    rf"""[?$]\w+ | (?P<service>SERVICE) {_SPACE} (?:SILENT)? {_SPACE}
         (?: <[^<>]*+> | [?$]\w++ | (?:\\.|[^\s{{\#\\<:])*+ : (?:\\.|[^\s{{\#\\<])*+ )
         {_SPACE} \{{""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse(
    sparql: str, graph: Graph, *, allow_service: bool = False, path: str | Path | None = None
) -> None:
    """Raise for a query that would change data, call another server or read another source.

    QueryError: an update, or SERVICE unless allowed. UsageError: FROM with a graph that the store
    does not hold (FROM chooses among its graphs; no file or address is ever read).
    """
    # SPARQL lets a keyword be written with \\u escapes: look at both readings.
    for text in dict.fromkeys((sparql, _ESCAPE.sub(_unescaped, sparql))):
        if not allow_service:
            _check_service(text, path)
        for kind, token, line, column in _tokens(text):
            word = token.upper()
            if kind == "word" and word in UPDATES:
                raise QueryError(
                    f"{word} is an update, and a query changes nothing",
                    path=path, line=line, column=column,
                    hint="data change in their files, then: twingraph build",
                )  # fmt: skip
        _check_from(text, graph, path)


@contextlib.contextmanager
def guard(timeout: float | None = None) -> Iterator[None]:
    """End the process on Ctrl-C (exit 130) or after ``timeout`` seconds (exit 2), at once.

    So do SIGTERM (143) and SIGHUP (129) where nobody else minds them. What is unfinished is
    removed. For the main thread of the command line. Raises UsageError for a timeout that is no
    number of seconds.
    """
    if timeout is not None and not 0 < timeout <= _LONGEST:
        raise UsageError(f"{timeout:g} seconds are no time limit", hint=f"at most {_LONGEST:,}")
    deadline = None if timeout is None else time.monotonic() + timeout
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    previous = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    minded = [number for number in _ENDINGS if signal.getsignal(number) is signal.SIG_DFL]
    for number in minded:
        # Only a signal with a handler wakes the watcher.
        signal.signal(number, lambda *_: None)
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([reader], [], [], left)
            if done.is_set():
                return
            if not ready:
                _end(f"the query took more than {timeout:g} seconds and was ended", 2)
                continue
            seen = os.read(reader, 64)
            for number in (signal.SIGINT, *minded):
                if number in seen:
                    _end(_ENDINGS.get(number, "interrupted"), 128 + number)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        signal.set_wakeup_fd(previous)
        for number in minded:
            signal.signal(number, signal.SIG_DFL)
        os.write(writer, b"\0")
        watcher.join()
        os.close(reader)
        os.close(writer)


def _end(message: str, code: int) -> None:
    try:
        remove_unfinished()
        os.write(2, f"twingraph: {message}\n".encode())
    finally:
        os._exit(code)


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else match[0]


def _tokens(sparql: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield kind, text, line and column of what is not space or comment."""
    line, start = 1, 0
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "other"
        if kind not in ("space", "comment"):
            yield kind, match[0], line, match.start() - start + 1
        if "\n" in match[0]:
            line += match[0].count("\n")
            start = match.start() + match[0].rindex("\n") + 1


def _check_service(sparql: str, path: str | Path | None) -> None:
    for match in _SERVICE.finditer(sparql):
        if match["service"]:
            before = sparql[: match.start()]
            raise QueryError(
                "SERVICE would send a request to another server",
                path=path, line=before.count("\n") + 1, hint="--allow-service lets it",
                column=len(before) - before.rfind("\n"),
            )  # fmt: skip


def _check_from(sparql: str, graph: Graph, path: str | Path | None) -> None:
    tokens = list(_tokens(sparql))
    known: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for index, (kind, token, line, column) in enumerate(tokens):
        after = [(other[0], other[1]) for other in tokens[index + 1 : index + 3]]
        word = token.upper() if kind == "word" else ""
        if word == "PREFIX" and [k for k, _ in after] == ["name", "iri"]:
            prefixes[after[0][1].removesuffix(":")] = after[1][1][1:-1]
        if word not in ("FROM", "FROMNAMED"):
            continue
        if after and after[0][1].upper() == "NAMED":
            after = after[1:]
        if not after or after[0][0] not in ("iri", "name"):
            continue  # a syntax error, which the engine explains better
        named = after[0][1]
        prefix, _, local = named.partition(":")
        iri = named[1:-1] if after[0][0] == "iri" else prefixes.get(prefix, "") + local
        known = known or {shorten(g): g for g in graph.graphs()}
        if iri not in known.values():
            hint = near_matches(shorten(iri), known) or "FROM chooses among the store's own graphs"
            raise UsageError(
                f"FROM {named}: the store holds no such graph, and no file or address is read",
                path=path, line=line, column=column, hint=hint,
            )  # fmt: skip
