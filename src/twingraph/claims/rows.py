"""What one source says: its provenance, the places that it names, and its rows, as N-Quads.

In: the folder of a kept source, and the match of each of its places. Out: lines of its named graph,
and what the rows mention that others have to describe. Places are mentions here, with what the
source says of them; which city each is stands in the graph of identity.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from twingraph.claims import terms
from twingraph.claims.terms import name
from twingraph.errors import DataError
from twingraph.identity.model import Match
from twingraph.imports import kept
from twingraph.imports.model import KeptSource, Link, Member, Place, Spec
from twingraph.prefixes import PREFIXES

Matches = Mapping[tuple[str, str], Match]

# BCP 47: a word whose language the specification does not tell, and one of no language at all.
_UNDETERMINED: Final = "und"
_NO_LANGUAGE: Final = "zxx"
_CODE: Final = re.compile(r"[A-Za-z]{0,3}[0-9]+", re.ASCII)

_CITY: Final = PREFIXES["city"]
_DATE: Final = PREFIXES["date"]
_ITEM: Final = PREFIXES["wd"]
_FEATURE: Final = "https://sws.geonames.org/"
_TYPE: Final = name("rdf:type")
_STATED: Final = f"{name('tg:basis')} {name('basis:stated')}"


@dataclass
class Source:
    """One source on its way to N-Quads; ``dates`` fills while its lines are read."""

    folder: Path
    kept: KeptSource
    dates: set[str] = field(default_factory=set)
    _ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    @property
    def spec(self) -> Spec:
        """Return how the source was read."""
        return self.kept.spec

    @property
    def graph(self) -> str:
        """Return the IRI of its named graph, as N-Quads writes it."""
        return name(f"graph:{self.spec.name}")

    def lines(self, matches: Matches, labelled: Collection[str]) -> Iterator[str]:
        """Yield the lines of the source's graph.

        ``labelled`` are the IRIs to which the base graph gives a label. Raises DataError for a row
        whose place has no match.
        """
        end = f" {self.graph} .\n"
        for statement in self._about(labelled):
            yield statement + end
        for place in kept.read_places(self.folder):
            match = matches.get((self.spec.name, place.key))
            if match is None:
                raise self._error(f"the place '{place.key}' was not identified")
            node = mention(self.spec.name, place.key)
            self._ends[place.key] = (node, match.slug)
            for statement in _place(node, place):
                yield statement + end
        for row in kept.read_rows(self.folder):
            told = self._link(row) if isinstance(row, Link) else self._member(row)
            for statement in told:
                yield statement + end

    def forget(self) -> None:
        """Let go of what only the source's own lines need."""
        self._ends.clear()
        self._said.clear()

    def _about(self, labelled: Collection[str]) -> Iterator[str]:
        """Yield who says what stands in the graph, of when, and how it was read."""
        spec, told = self.spec, self.spec.provenance
        node = name(f"source:{spec.name}")
        yield f"{self.graph} {name('tg:source')} {node}"
        yield f"{node} {_TYPE} {name('tg:Source')}"
        label = name("rdfs:label")
        yield f"{node} {label} {terms.text(told.title_en or spec.name, 'en')}"
        yield f"{node} {label} {terms.text(told.title_fr or spec.name, 'fr')}"
        for prop, text_prop, value in (
            ("dcterms:publisher", "dcterms:publisher", told.publisher),
            ("dcterms:license", "dcterms:rights", told.licence),
            ("tg:retrievedFrom", "dcterms:source", told.retrieved_from),
        ):
            if terms.is_address(value):
                yield f"{node} {name(prop)} {terms.iri(value)}"
            elif value:
                yield f"{node} {name(text_prop)} {terms.text(value)}"
        if told.data_date:
            yield f"{node} {name('tg:dataDate')} {self._date(told.data_date)}"
        for digest in sorted(set(self.kept.files.values())):
            yield f"{node} {name('tg:sha256')} {terms.text(digest)}"
        yield f"{node} {name('tg:listsTwinnings')} {terms.boolean(spec.listing)}"
        yield f"{node} {name('tg:statesDirection')} {terms.boolean(spec.directed)}"
        rows = self.kept.links + self.kept.members
        yield f"{node} {name('tg:rowsRead')} {terms.integer(self.kept.read)}"
        yield f"{node} {name('tg:rowsKept')} {terms.integer(rows)}"
        if spec.network and PREFIXES["network"] + spec.network.partition(":")[2] not in labelled:
            network = name(spec.network)
            own = spec.network.partition(":")[2]
            yield f"{network} {_TYPE} {name('tg:Network')}"
            yield f"{network} {label} {terms.text(spec.network_en or own, 'en')}"
            yield f"{network} {label} {terms.text(spec.network_fr or own, 'fr')}"

    def _link(self, link: Link) -> Iterator[str]:
        node = name_of("claim", self.spec.name, link.row)
        first, one = self._end(link.first, link.row)
        second, other = self._end(link.second, link.row)
        yield f"{node} {_TYPE} {name('tg:Claim')}"
        yield f"{node} {_STATED}"
        yield f"{node} {name('tg:rowKey')} {terms.text(link.row)}"
        yield f"{node} {name('tg:firstMention')} {first}"
        yield f"{node} {name('tg:secondMention')} {second}"
        yield from self._told(node, link)
        if link.kind:
            yield f"{node} {name('tg:kind')} {name(link.kind)}"
        if link.form:
            yield f"{node} {name('tg:form')} {name(link.form)}"
        if link.ended:
            yield f"{node} {name('tg:ended')} {self._date(link.ended)}"
        if one == other:
            return
        cities = [f"<{_CITY}{slug}>" for slug in sorted((one, other))]
        pair = f"<{PREFIXES['rel']}{'--'.join(sorted((one, other)))}>"
        yield f"{node} {name('tg:claimOn')} {pair}"
        if self._is_new(pair):
            yield f"{pair} {_TYPE} {name('tg:Relation')}"
            for city in cities:
                yield f"{pair} {name('tg:connects')} {city}"
        # What the source says is over, it lists no more.
        if self.spec.listing and not link.ended:
            listed = f"<{_CITY}{one}> {name('tg:listedAsTwinOf')} <{_CITY}{other}>"
            if self._is_new(listed):
                yield listed

    def _member(self, member: Member) -> Iterator[str]:
        node = name_of("membership", self.spec.name, member.row)
        place, slug = self._end(member.place, member.row)
        yield f"{node} {_TYPE} {name('tg:Membership')}"
        yield f"{node} {_STATED}"
        yield f"{node} {name('tg:rowKey')} {terms.text(member.row)}"
        yield f"{node} {name('tg:firstMention')} {place}"
        yield f"{node} {name('tg:member')} <{_CITY}{slug}>"
        yield f"{node} {name('tg:network')} {name(member.network)}"
        if member.field:
            yield f"{node} {name('tg:networkField')} {name(member.field)}"
        yield from self._told(node, member)

    def _told(self, node: str, row: Link | Member) -> Iterator[str]:
        """Yield the source's own word for the tie or the field, and since when."""
        if row.word:
            yield f"{node} {name('tg:statedAs')} {terms.text(row.word, self._language(row.word))}"
        if row.started:
            yield f"{node} {name('tg:started')} {self._date(row.started)}"

    def _language(self, word: str) -> str:
        """Return the language of a source's word; a code such as ``P190`` has none."""
        return _NO_LANGUAGE if _CODE.fullmatch(word) else self.spec.language or _UNDETERMINED

    def _end(self, key: str, row: str) -> tuple[str, str]:
        """Return the mention of a place and the slug of its city."""
        try:
            return self._ends[key]
        except KeyError:
            raise self._error(f"row {row} names the place '{key}', which is not there") from None

    def _date(self, local: str) -> str:
        self.dates.add(local)
        return f"<{_DATE}{local}>"

    def _is_new(self, statement: str) -> bool:
        if statement in self._said:
            return False
        self._said.add(statement)
        return True

    def _error(self, what: str) -> DataError:
        return DataError(what, path=self.folder, hint=f"import {self.spec.name} again")


def mention(source: str, key: str) -> str:
    """Return the IRI of the mention of a place.

    It stays as long as the place's key does (`twingraph.imports.model.Place`).
    """
    return f"<{PREFIXES['mention']}{source}-{terms.digest(key, 12)}>"


def name_of(kind: str, source: str, row: str) -> str:
    """Return the IRI of what a row says: a claim or a membership.

    No source's name has the sign that parts it from the key, so no two rows share an IRI.
    """
    return f"<{PREFIXES[kind]}{source}_{terms.key_name(row)}>"


def _place(node: str, place: Place) -> Iterator[str]:
    """Yield what a source says of a place."""
    yield f"{node} {_TYPE} {name('tg:Mention')}"
    if place.name:
        yield f"{node} {name('tg:nameStatedAs')} {terms.text(place.name, place.language)}"
    for prop, words in (
        ("tg:countryStatedAs", place.country),
        ("tg:regionStatedAs", place.region),
        ("tg:levelStatedAs", place.level),
    ):
        if words:
            yield f"{node} {name(prop)} {terms.text(words)}"
    for prop, degrees in (
        ("tg:latitudeStated", place.latitude),
        ("tg:longitudeStated", place.longitude),
    ):
        number = None if degrees is None else terms.decimal(degrees)
        if number is not None:
            yield f"{node} {name(prop)} {number}"
    if place.population is not None:
        yield f"{node} {name('tg:populationStated')} {terms.integer(place.population)}"
    if place.wikidata:
        yield f"{node} {name('tg:wikidataItemStated')} {terms.iri(_ITEM + place.wikidata)}"
    if place.geonames is not None:
        yield f"{node} {name('tg:geonamesFeatureStated')} <{_FEATURE}{place.geonames}/>"
