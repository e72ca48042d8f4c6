"""Begin the `report.trig` of another report: ``python -m twingraph.skeleton REPORT --name ...``.

In: a report's text, and a name such as ``namur-2025``. Out: TriG that describes the report as a
document: a passage for each sentence (`passages.first_division`) with its lines, sheet and sha256,
and a silent run for each running header. What only an editor can say (summaries, sections, which
lines say nothing) stands there as TODO, and `twingraph check` lists it. It quotes no sentence and
proposes no fact.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as px

from twingraph.errors import TwingraphError, UsageError
from twingraph.passages import (
    Extent,
    characters,
    digest,
    first_division,
    read_lines,
    report_digest,
    sheets,
)
from twingraph.prefixes import PREFIXES

TODO = '"TODO"@fr, "TODO"@en'

_USED = ("city", "dcterms", "graph", "passage", "rdfs", "report", "section", "silent", "tg")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-(\d{4})")
_CITY = re.compile(r"(?:city:)?([a-z0-9]+(?:-[a-z0-9]+)+)")


def skeleton(lines: list[str], name: str, city: str, header: str | None = None) -> str:
    """Return the TriG of a report's lines; ``name`` ends in the year, ``city`` is a slug.

    ``header`` begins the line that the report repeats at the head of each sheet.

    Raises UsageError for another kind of name or slug.
    """
    year, slug = _NAME.fullmatch(name), _CITY.fullmatch(city)
    if year is None:
        raise UsageError(f"'{name}' names no report", hint="write CITY-YEAR, such as namur-2025")
    if slug is None:
        raise UsageError(f"'{city}' is no slug of a city", hint="write city:namur-be")
    head = _head(name, slug[1], year[1], header, report_digest(lines))
    parts = [*head, *_stretches(lines, name, header)]
    return "\n\n".join(["\n".join(_prefixes()), "graph:" + name + " {", *parts, "}"]) + "\n"


def _prefixes() -> Iterator[str]:
    for prefix in _USED:
        yield f"@prefix {prefix}: <{PREFIXES[prefix]}> ."


def _head(name: str, city: str, year: str, header: str | None, sha256: str) -> Iterator[str]:
    yield f"  graph:{name} tg:source report:{name} ."
    yield _described(
        f"report:{name}",
        "tg:Report",
        f"rdfs:label {TODO}",
        f"tg:reportOf city:{city}",
        f"tg:reportYear {year}",
        *([f"tg:runningHeader {px.Literal(header)}"] if header else []),
        f'tg:sha256 "{sha256}"',
    )
    yield _described(
        f"section:{name}-todo", "tg:Section", f"tg:inReport report:{name}", f"rdfs:label {TODO}"
    )


def _stretches(lines: list[str], name: str, header: str | None) -> Iterator[str]:
    division = first_division(lines)
    on = sheets(lines, header)
    sentences = Counter(extent.first_line for extent in division)
    width = max(3, len(str(len(lines))))
    order: Counter[int] = Counter()
    for extent in division:
        line = extent.first_line
        order[line] += 1
        local = f"{name}-{line:0{width}d}"
        if header is not None and lines[line - 1].startswith(header):
            if order[line] == 1:
                yield _silent(f"silent:{local}", name, line)
            continue
        if sentences[line] > 1:
            local += f"-{order[line]}"
        yield _passage(f"passage:{local}", name, extent, on[line - 1], characters(lines, extent))


def _silent(iri: str, name: str, line: int) -> str:
    return _described(
        iri,
        "tg:SilentRun",
        f"tg:inReport report:{name}",
        f"tg:firstLine {line}",
        f"tg:lastLine {line}",
        'tg:silence "En-tête répété"@fr, "Running header"@en',
    )


def _passage(iri: str, name: str, extent: Extent, sheet: int, text: str) -> str:
    place = [f"tg:firstLine {extent.first_line}", f"tg:lastLine {extent.last_line}"]
    if extent.from_character is not None:
        place += [f"tg:fromCharacter {extent.from_character}"]
        place += [f"tg:toCharacter {extent.to_character}"]
    return _described(
        iri,
        "tg:Passage, tg:EvidenceGraph",
        f"tg:inReport report:{name}",
        f"tg:inSection section:{name}-todo",
        f"tg:sheet {sheet}",
        *place,
        f'tg:sha256 "{digest(text)}"',
        f"tg:summary {TODO}",
        f"tg:restsOn {iri}",
    )


def _described(iri: str, kind: str, *statements: str) -> str:
    return " ;\n    ".join([f"  {iri} a {kind}", *statements]) + " ."


def main(args: Sequence[str] | None = None) -> int:
    """Write the skeleton of a report to standard output; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m twingraph.skeleton",
        description="Write the beginning of a report's report.trig to standard output.",
    )
    parser.add_argument("report", type=Path, help="the report as UTF-8 text")
    parser.add_argument("--name", required=True, help="CITY-YEAR, such as namur-2025")
    parser.add_argument("--city", required=True, help="slug of the reporting city")
    parser.add_argument("--header", help="how the line begins that heads each sheet")
    given = parser.parse_args(args)
    try:
        text = skeleton(read_lines(given.report), given.name, given.city, given.header)
    except TwingraphError as error:
        sys.stderr.write(f"twingraph: {error}\n")
        return error.exit_code
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
