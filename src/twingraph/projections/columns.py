"""Which column of a list of links is what: separator, header and the columns that were named.

In: the first records of a file, and what the caller names. Out: a `Plan`, the places of columns. It
reads no file.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.errors import DataError, near_matches
from twingraph.imports.values import cleaned

Places = tuple[int, ...]
"""The columns that make a name together."""

LINK_COLUMNS: Final[tuple[str, ...]] = ("year", "end_year", "weight", "layer", "sources", "key")
"""Columns of links that are taken where the header has them, unless others are named."""

NODE_COLUMNS: Final[tuple[str, ...]] = (
    *("label", "label_fr", "country", "latitude", "longitude", "population", "type"),
)
"""Attributes of nodes; taken where the header has them with 1 and 2 behind."""

_ENDS: Final = (
    *(("source", "target"), ("from", "to"), ("city1", "city2"), ("name1", "name2")),
    *(("node1", "node2"), ("wikidata1", "wikidata2")),
)
_SEPARATORS: Final = ("\t", ";", ",", "|")


@dataclass(frozen=True)
class Plan:
    """Where things stand in a record, counted from 0, and how many columns a record needs."""

    source: Places
    target: Places
    links: Mapping[str, int]
    nodes: Mapping[str, tuple[int | None, int | None]]
    needed: int


def separator_of(line: str, named: set[str]) -> str | None:
    """Return what separates the columns of a line, None for blanks.

    That is the separator with which most of the named columns are found, else the first of tab,
    semicolon, comma and bar that is there.
    """
    best: tuple[int, str | None] = (-1, None)
    for separator in _SEPARATORS:
        if separator in line:
            cells = {cleaned(cell) for cell in next(csv.reader([line], delimiter=separator), [])}
            if len(cells & named) > best[0]:
                best = (len(cells & named), separator)
    return best[1]


def has_header(first: Sequence[str], second: Sequence[str], named: set[str]) -> bool:
    """Return whether the first record names columns.

    It does where a column is named otherwise than by number, where it has names of ours for the
    ends, and where it has words above numbers.
    """
    if any(not name.isdecimal() for name in named):
        return True
    low = {cell.casefold() for cell in first}
    if any(low.issuperset(pair) for pair in _ENDS):
        return True
    return bool(second) and any(
        _number(below) and above.strip() and not _number(above)
        for above, below in zip(first, second, strict=False)
    )


def plan(
    header: Sequence[str] | None,
    width: int,
    source: str | None,
    target: str | None,
    columns: Mapping[str, str],
    nodes: Mapping[str, tuple[str | None, str | None]],
    where: tuple[Path, int],
) -> Plan:
    """Return where the columns stand. Raises DataError for one that is not there."""
    names = list(header or ())

    def at(reference: str) -> int:
        if reference in names:
            if names.count(reference) > 1:
                raise _missing(f"the column '{reference}' is there twice", None, where)
            return names.index(reference)
        if reference.isdecimal() and 0 < int(reference) <= width:
            return int(reference) - 1
        near = near_matches(reference, names) if names else f"it has columns 1 to {width}"
        hint = near or f"it has {', '.join(names[:20])}"
        raise _missing(f"there is no column '{reference}'", hint, where)

    def end(reference: str) -> Places:
        whole = reference in names or "+" not in reference
        return tuple(map(at, [reference] if whole else reference.split("+")))

    given = _given_ends(names)
    links: dict[str, int] = {name: at(name) for name in LINK_COLUMNS if name in names}
    links |= {name: at(reference) for name, reference in columns.items()}
    of_nodes: dict[str, tuple[int | None, int | None]] = {
        name: (at(f"{name}1"), at(f"{name}2"))
        for name in NODE_COLUMNS
        if {f"{name}1", f"{name}2"} <= set(names)
    }
    for name, (first, second) in nodes.items():
        of_nodes[name] = (at(first) if first else None, at(second) if second else None)
    ends = end(source or given[0]), end(target or given[1])
    if ends[0] == ends[1]:
        what = f"the column '{source or target or given[0]}' is both source and target"
        raise _missing(what, "say which column is the other end", where)
    used = [*ends[0], *ends[1], *links.values()]
    used += [place for pair in of_nodes.values() for place in pair if place is not None]
    return Plan(*ends, links, of_nodes, 1 + max(used))


def _given_ends(names: list[str]) -> tuple[str, str]:
    """Return the columns of the ends by our names, else the first two."""
    for pair in _ENDS:
        there = [name for end in pair for name in names if name.casefold() == end]
        if len(there) == 2:
            return there[0], there[1]
    return "1", "2"


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _missing(message: str, hint: str | None, where: tuple[Path, int]) -> DataError:
    return DataError(message, path=where[0], line=where[1], hint=hint)
