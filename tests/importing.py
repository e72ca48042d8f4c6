"""What the tests of imports share: a made-up specification, and a file read with it.

In: the content of a file and how it is specified. Out: the records. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conftest import ROOT
from twingraph.imports.model import Finding, Link, Place, Provenance, Record, Spec
from twingraph.imports.reading import Reading, read

WORLD = ROOT.parent / "shared" / "world"


def spec(reader: str = "pairs", **said: Any) -> Spec:
    return Spec("made-up", reader, Provenance("Made up", "Inventé"), **said)


def reading(folder: Path, content: str | bytes, specified: Spec | None = None) -> Reading:
    """Write a file and return its reading, not yet begun."""
    specified = specified or spec()
    name = "made.json" if specified.columns.get("list") else "made.csv"
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    values: Mapping[str, Any] = vars(specified)
    return read(Spec(**{**values, "file": name}), folder)


def records(folder: Path, content: str | bytes, specified: Spec | None = None) -> list[Record]:
    return list(reading(folder, content, specified))


def findings(found: list[Record]) -> list[Finding]:
    return [record for record in found if isinstance(record, Finding)]


def links(found: list[Record]) -> list[Link]:
    return [record for record in found if isinstance(record, Link)]


def places(found: list[Record]) -> list[Place]:
    """Return the places, each as it is said first."""
    first: dict[str, Place] = {}
    for record in found:
        if isinstance(record, Place):
            first.setdefault(record.key, record)
    return list(first.values())
