"""The one line under the title and the title itself, in both languages.

In: the core's columns. Out: texts. The words are those of ``twingraph.map.words``, and a few of
its own for a graph without a city in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    parts = _around(core, centre, language) if centre >= 0 else _all(core, language)
    line = ", ".join(parts)
    of_centre = [report["year"] for report in core["reports"] if report["city"] == centre]
    years = sorted({year for year in of_centre if year is not None})
    if centre < 0 or not years:
        return line
    one, several = word(language, "reports").split("|")
    told = listed(language, [str(year) for year in years])
    semicolon = "\u00a0; " if language == "fr" else "; "
    return f"{line}{semicolon}{one if len(years) == 1 else several} {told}"


def _around(core: Mapping[str, Any], centre: int, language: str) -> list[str]:
    ties = core["ties"]
    others: set[int] = set()
    ids: dict[str, set[str]] = {mark: set() for mark in MARKS}
    for one, other, mark, name in zip(ties["a"], ties["b"], ties["mark"], ties["id"], strict=True):
        if centre in (one, other):
            others.add(other if one == centre else one)
            ids[MARKS[mark]].add(name)
    networks = sum(
        any(member == centre for member, _ in network["members"]) for network in core["networks"]
    )
    programmes = len(ids["programme"])
    return [
        counted(language, len(others), "partners"),
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
