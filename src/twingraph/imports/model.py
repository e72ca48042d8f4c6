"""What a reader reads: places, links and members as a source states them, and what is wrong.

In: nothing. Out: the types that every reader yields and that everything after it reads. A place is
as one source names it; which city that is, is decided later (`twingraph.identity`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

RESERVED: Final = (
    "dates", "editorial", "gazetteer", "geonames", "identity", "inferred", "ontology", "twingraph",
    "wikidata",
)  # fmt: skip
"""Names of graphs and sources that are the program's own: no imported source is named so."""


@dataclass(frozen=True)
class Place:
    """A place as a source names it.

    ``key`` is the same for the same place in every reading of a file. Of places that are told
    apart by their positions alone, the first in the file has the plain key, so that the keys of
    such homonyms change with the order of the rows.

    ``name`` is in the source's ``language`` (a tag such as ``en``, or empty); ``country`` and
    ``region`` are the source's own words, names or codes. Latitude and longitude are degrees in
    WGS 84. ``wikidata`` is an item such as ``Q134121``, ``geonames`` a number.
    """

    key: str
    name: str
    language: str = ""
    country: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    level: str = ""
    wikidata: str = ""
    geonames: int | None = None


@dataclass(frozen=True)
class Link:
    """A row that ties two places, by their keys, in the order of the source.

    ``row`` is the source's own key of the row, or its number. Where the source states direction,
    ``first`` is the side that makes the statement. ``word`` is what the source calls the tie;
    ``kind`` and ``form`` are our concepts for that word (``kind:twinning``), as the specification
    maps them, or empty. ``started`` and ``ended`` are local names of dates, such as
    ``within-1987``.
    """

    row: str
    first: str
    second: str
    word: str = ""
    kind: str = ""
    form: str = ""
    started: str = ""
    ended: str = ""


@dataclass(frozen=True)
class Member:
    """A row that makes a place, by its key, a member of a network.

    ``network`` is a short name such as ``network:unesco-creative-cities``; ``field`` is our concept
    or empty, ``word`` the source's own word for the field, ``started`` a date's local name.
    """

    row: str
    place: str
    network: str
    field: str = ""
    word: str = ""
    started: str = ""


@dataclass(frozen=True)
class Finding:
    """What is wrong with one row or with the file; ``kept`` tells whether the row stays in."""

    message: str
    line: int | None = None
    kept: bool = False
    code: str = "row"


Record = Place | Link | Member | Finding
"""What a reader yields: a place stands before the first link or member that names it.

A reader may yield the same place again; what it says first stays, what it did not say is filled in.
"""


@dataclass(frozen=True)
class Word:
    """What a source's word for a tie is in our terms: concepts as short names, or empty."""

    kind: str = ""
    form: str = ""


@dataclass(frozen=True)
class Provenance:
    """Where a source's data come from: titles, publisher, date of the data, address, licence."""

    title_en: str
    title_fr: str
    publisher: str = ""
    data_date: str = ""
    """Local name of a date: of what day or year the data are, such as ``within-2026-02``."""
    retrieved_from: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Spec:
    """How one source is read: its reader, its columns, and the mapping of its words to ours.

    ``columns`` and ``constants`` are by our names of the columns (see docs/import.md); ``files``
    are what else belongs to the source, by role (``names``). ``listing`` says that the source calls
    every tie twinned; ``directed`` that a row is a statement of its first side. ``words`` and
    ``fields`` map the source's own words, in small letters.
    """

    name: str
    reader: str
    provenance: Provenance
    file: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = "utf-8"
    language: str = ""
    listing: bool = False
    directed: bool = False
    word: str = ""
    words: Mapping[str, Word] = field(default_factory=dict)
    network: str = ""
    network_en: str = ""
    network_fr: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptSource:
    """What is kept of an imported source beside its rows.

    ``files`` maps each file's role (``file`` for the first) to its sha256; ``findings`` are the
    first thousand, ``found`` counts them all. ``read`` counts rows read, ``links`` and ``members``
    those kept, ``places`` the distinct places named.
    """

    spec: Spec
    files: Mapping[str, str]
    read: int
    links: int
    members: int
    places: int
    found: int
    findings: tuple[Finding, ...] = ()
