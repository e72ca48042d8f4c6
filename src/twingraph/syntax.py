"""Queries that cannot be read: told where and why, before they end the process or after.

In: the text of a query, and what the engine says of it. Out: `QueryError` with line and column. It
evaluates nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from twingraph.errors import QueryError

_POSITION: Final = re.compile(r"error at (\d+):(\d+): ", re.ASCII)
_NAMED: Final = 8
_DEEPEST: Final = 300
# Brackets one by one, and runs of signs that the grammar nests.
_BRACKET: Final = re.compile(r"[(\[{}\])]|[!+^-][\s!+^-]*+")


def refuse_depth(sparql: str, path: str | Path | None) -> None:
    """Raise for nesting that would overflow the engine's stack, and so end the process."""
    depth = 0
    for match in _BRACKET.finditer(sparql):
        depth = depth + 1 if match[0] in "([{" else max(depth - 1, 0)
        if depth > _DEEPEST or len(match[0]) > _DEEPEST:
            line = sparql.count("\n", 0, match.start()) + 1
            raise QueryError("nested too deeply", path=path, line=line, hint=f"{_DEEPEST} at most")


def query_error(problem: SyntaxError, sparql: str, path: str | Path | None) -> QueryError:
    """Return the error for a query that the engine cannot parse: where, what may stand there."""
    text = problem.msg or str(problem)
    found = _POSITION.match(text)
    if found is None:
        return QueryError(f"SPARQL syntax error: {text}", path=path)
    line, column = int(found[1]), int(found[2])
    before = sparql.split("\n")[line - 1][: column - 1].split()
    message = (
        f"SPARQL syntax error after '{' '.join(before[-4:])}'"
        if before
        else ("SPARQL syntax error at the beginning of the line")
    )
    # The engine ends with all that could stand there, down to ranges of letters.
    listed = text[found.end() :].removeprefix("expected ").removeprefix("one of ")
    names = [name for name in listed.split(", ") if not name.startswith("[") and ".." not in name]
    if names:
        more = ", ..." if len(names) > _NAMED else ""
        message += f": expected {', '.join(names[:_NAMED])}{more}"
    return QueryError(message, path=path, line=line, column=column)
