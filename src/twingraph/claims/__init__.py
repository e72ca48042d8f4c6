"""Claims: what imported sources say of pairs of cities and of networks, as N-Quads.

In: the kept rows of sources and the identities of their places. Out: files of N-Quads, one for each
source's named graph, one for identity, one for what the gazetteer says and one for the dates that
are mentioned. It decides nothing; it holds no rows, only one source's places and pairs at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twingraph.claims.cities import gazetteer_lines, identity_lines
from twingraph.claims.rows import Source
from twingraph.dates import DATE_NAMESPACE, date_quads
from twingraph.errors import DataError
from twingraph.files import unwritable
from twingraph.identity.model import Identities, Known
from twingraph.imports import kept
from twingraph.imports.model import RESERVED
from twingraph.prefixes import PREFIXES

__all__ = ["WrittenClaims", "write_claims"]

_SIZE: Final = 2**20


@dataclass(frozen=True)
class WrittenClaims:
    """The files written, in order, with the quads in each; a quad may stand in two lines."""

    files: tuple[Path, ...]
    quads: dict[str, int]


def write_claims(
    sources: Iterable[Path],
    identities: Identities,
    out: Path,
    *,
    known: Iterable[Known] = (),
    labelled: Collection[str] = (),
) -> WrittenClaims:
    """Write what kept sources say to files ``NAME.nq`` of a folder, and identity beside them.

    ``known`` are the cities of the base graph, ``labelled`` the IRIs to which it gives a label.
    Raises DataError for a damaged source, or one that is named as a graph of ours or as a source of
    the base graph.
    """
    counts: dict[str, int] = {}
    dates: set[str] = set()
    held = sorted(
        (_source(folder, labelled) for folder in sources), key=lambda source: source.spec.name
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for source in held:
            counts[source.spec.name] = _write(
                out / f"{source.spec.name}.nq", source.lines(identities.matches, labelled)
            )
            dates |= source.dates
            source.forget()
        names = {source.spec.name for source in held}
        counts["identity"] = _write(
            out / "identity.nq", identity_lines(identities, names, known, labelled)
        )
        counts["gazetteer"] = _write(out / "gazetteer.nq", gazetteer_lines(identities))
        counts["dates"] = _write(out / "dates.nq", _date_lines(dates))
    except OSError as problem:
        raise unwritable(out, problem) from problem
    return WrittenClaims(tuple(out / f"{name}.nq" for name in counts), counts)


def _source(folder: Path, labelled: Collection[str]) -> Source:
    source = Source(folder, kept.read_source(folder))
    name = source.spec.name
    if name in RESERVED or any(PREFIXES[kind] + name in labelled for kind in ("source", "report")):
        raise DataError(
            f"no imported source can be named '{name}'",
            path=folder,
            hint="its graph would be another's; give it another name",
        )
    return source


def _date_lines(dates: Iterable[str]) -> Iterator[str]:
    for quad in date_quads(DATE_NAMESPACE + date for date in dates):
        yield f"{quad} .\n"


def _write(path: Path, lines: Iterable[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n", buffering=_SIZE) as file:
        for line in lines:
            file.write(line)
            count += 1
    return count
