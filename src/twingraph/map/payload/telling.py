"""What all records of one language share: the graph's facts, lines, where a thing comes up, gaps.

In: a graph, a language, and which things have records. Out: `Telling`, which makes the sections
that every kind of record has. It knows no kind of record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from twingraph.dossiers.actors import appearances
from twingraph.dossiers.marks import Block, Piece, item
from twingraph.dossiers.model import Dossier, Language, Status, Thing, When
from twingraph.dossiers.phrases import fact_items, joined
from twingraph.dossiers.reading import Facts
from twingraph.dossiers.words import colon, semicolon
from twingraph.dossiers.words import say as dossier_word
from twingraph.map.payload.lines import Line, Lines, Section
from twingraph.map.payload.words import say
from twingraph.standing import Standing
from twingraph.store import Graph

Detail = dict[str, Any]

_OF_A_CITY: Final = ("network-member",)
"""The gaps, by name, that lie between a thing and the city whose dossier has them."""
_WHOLE: Final = (":", ",", " – ")
"""What a gap's words have that say what is not known of a thing without naming it."""


class Telling:
    """One language's facts and words, and the records of which they may speak."""

    def __init__(
        self,
        graph: Graph,
        language: Language,
        lines: Lines,
        records: Mapping[str, str],
        known: Mapping[str, Standing],
        reports: tuple[str, ...],
    ) -> None:
        self.graph = graph
        self.language = language
        self.facts = Facts(graph, language)
        self.lines = lines
        self.records = records
        self.known = known
        self.reports = reports
        self._gaps: dict[str, dict[str, dict[str, str]]] = {}

    def detail(
        self, name: str, cls: str, sections: Iterable[Section | None], **more: object
    ) -> Detail:
        """Return a record: its class in words, its name, and the sections that hold something."""
        said = {key: held for key, held in more.items() if held}
        title = said.pop("title", None) or self.facts.label(name)
        return {
            "type": cls[:1].upper() + cls[1:],
            "title": title,
            **said,
            "sections": [section for section in sections if section],
        }

    def cls(self, name: str) -> str:
        """Return the class of a thing in words, as its sources state it."""
        stated = [v.term for v in self.facts.of(name, "rdf:type")]
        above = {v.term for cls in stated for v in self.facts.of(cls, "rdfs:subClassOf")}
        narrow = [cls for cls in stated if cls not in above]
        return self.facts.label(narrow[0]) if narrow else name.partition(":")[0]

    def section(self, key: str, word: str, blocks: Iterable[Block]) -> Section | None:
        """Return blocks as a section under a heading of ours."""
        return self.headed(key, say(word, self.language), self.lines.lines(blocks))

    def headed(self, key: str, heading: str, lines: Sequence[Line]) -> Section | None:
        """Return lines as a section, None where there are none."""
        return {"key": key, "heading": heading, "lines": lines} if lines else None

    def dossier_heading(self, key: str) -> str:
        """Return a heading as the dossier has it."""
        return dossier_word(key, self.language)

    def appears(self, name: str, *but: str) -> Section | None:
        """Return in which other records a thing comes up, by what it is there."""
        found, _ = appearances(self.facts, name, set(self.records))
        kept = [fact for fact in found if fact.property not in but]
        named = [fact for fact in kept if self._reads_back(fact.property)]
        blocks = list(fact_items(named, self.language))
        for fact in kept:
            if fact not in named:
                # Without a name from its other end a fact is told from its own.
                said = [Piece(fact.text, fact.evidence, fact.id), Piece(f" – {fact.label} – ")]
                blocks.append(item([*said, Piece(self.facts.label(name))]))
        return self.section("appears", "appears", blocks)

    def _reads_back(self, prop: str) -> bool:
        return prop.startswith("role:") or bool(self.facts.texts(prop, "tg:inverseLabel"))

    def themes(self, name: str) -> Section | None:
        """Return the themes of a thing."""
        blocks = [
            item([Piece(fact.text, fact.evidence)]) for fact in self.facts.facts(name, "tg:theme")
        ]
        return self.headed("themes", self.dossier_heading("themes"), self.lines.lines(blocks))

    def status_blocks(self, statuses: Sequence[Status]) -> Iterable[Block]:
        """Yield how far a thing is: the latest status, then those of earlier reports."""
        for number, status in enumerate(statuses):
            word = dossier_word("before", self.language) if number else say("status", self.language)
            pieces = [Piece(word + colon(self.language)), Piece(status.label, status.evidence)]
            yield item(pieces, 0, [status])

    def star(self, dates: Iterable[When | None]) -> Iterator[Block]:
        """Yield what the star of a date means, where one of these has it."""
        if any(when is not None and when.basis == "report-year" for when in dates):
            yield Block("note", (Piece(dossier_word("starred", self.language)),))

    # What is not known.

    def keep_gaps(self, found: Dossier) -> None:
        """Keep what a dossier does not know of things, for their own records."""
        for gap in found.gaps:
            for thing in gap.about:
                held = self._gaps.setdefault(thing.id, {}).setdefault(gap.text, {})
                if gap.kind in _OF_A_CITY:
                    held[found.id] = found.label
                elif not any(mark in gap.text for mark in _WHOLE):
                    held[thing.id] = thing.label

    def gaps(self, name: str) -> Section | None:
        """Return what is not known of a thing."""
        blocks = [
            self.gap(text, [Thing(*one) for one in sorted(named.items(), key=itemgetter(1))])
            for text, named in self._gaps.get(name, {}).items()
        ]
        return self.headed("gaps", self.dossier_heading("gaps"), self.lines.lines(blocks))

    def gap(self, text: str, about: Sequence[Thing]) -> Block:
        """Return what is not known, and of what."""
        end = colon(self.language) if colon(self.language).strip() not in text else " – "
        named = joined((Piece(one.label, thing=one.id) for one in about), semicolon(self.language))
        return item([Piece(text), *([Piece(end), *named] if about else [])])
