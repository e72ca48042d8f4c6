"""The one line under the title and the title itself, in both languages.

In: the core's columns. Out: texts. The words are those of ``twingraph.map.words``, and a few of
its own for a graph without a city in the middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from twingraph.map.payload.naming import LANGUAGES, Names, Texts, texts
from twingraph.map.payload.ties import MARKS
from twingraph.map.words import counted, listed, word


def title(names: Names, centre: str | None) -> Texts:
    """Return the page's title: the city in the middle, or that it is about ties between cities."""
    if centre is None:
        return texts({tag: word(tag, "title-all") for tag in LANGUAGES})
    return texts({tag: word(tag, "title", city=names.of(centre, tag)) for tag in LANGUAGES})


def summary(core: Mapping[str, Any]) -> Texts:
    """Return what is shown: of the city in the middle, else of the whole graph."""
    return texts({tag: _line(core, tag) for tag in LANGUAGES})


def _line(core: Mapping[str, Any], language: str) -> str:
    if not core["cities"]["id"]:
        return word(language, "nothing")
    centre = core["centre"]
    of_centre = [report["year"] for report in core["reports"] if report["city"] == centre]
    years = sorted({year for year in of_centre if year is not None})
    if centre < 0:
        return ", ".join(_all(core, language))
    if not years:
        return ", ".join(_around(core, centre, language, range(len(core["ties"]["id"]))))
    one, several = word(language, "reports").split("|")
    told = listed(language, [str(year) for year in years])
    rows = [row for row, sources in enumerate(core["ties"]["sources"]) if _reported(core, sources)]
    parts = [
        ", ".join(_around(core, centre, language, rows)),
        f"{one if len(years) == 1 else several} {told}",
    ]
    # What the report does not tell must not look as if it did.
    alone = len(_partners(core, centre, range(len(core["ties"]["id"]))))
    alone -= len(_partners(core, centre, rows))
    if alone:
        parts.append(counted(language, alone, "listed-alone"))
    return ("\u00a0; " if language == "fr" else "; ").join(parts)


def _reported(core: Mapping[str, Any], sources: Iterable[int]) -> bool:
    """Say whether not only imported lists tell of a tie."""
    told = [core["sources"][source]["id"] for source in sources]
    return not told or any(not name.startswith("source:") for name in told)


def _partners(core: Mapping[str, Any], centre: int, rows: Iterable[int]) -> set[int]:
    a, b = core["ties"]["a"], core["ties"]["b"]
    return {a[row] + b[row] - centre for row in rows if centre in (a[row], b[row])}


def _around(core: Mapping[str, Any], centre: int, language: str, rows: Sequence[int]) -> list[str]:
    """Return what ties, of some rows, and networks there are of a city."""
    ties = core["ties"]
    ids: dict[str, set[str]] = {mark: set() for mark in MARKS}
    for row in rows:
        if centre in (ties["a"][row], ties["b"][row]):
            ids[MARKS[ties["mark"][row]]].add(ties["id"][row])
    networks = sum(
        any(member == centre for member, _ in network["members"]) for network in core["networks"]
    )
    programmes = len(ids["programme"])
    return [
        counted(language, len(_partners(core, centre, rows)), "partners"),
        counted(language, len(ids["twinning"] | ids["agreement"]), "agreements"),
        *([counted(language, programmes, "programmes")] if programmes else []),
        counted(language, networks, "networks"),
    ]


def _all(core: Mapping[str, Any], language: str) -> list[str]:
    networks = len(core["networks"])
    return [
        counted(language, len(core["cities"]["id"]), "cities"),
        counted(language, len(core["ties"]["id"]), "ties"),
        *([counted(language, networks, "networks")] if networks else []),
        counted(language, len(core["sources"]), "sources"),
    ]
