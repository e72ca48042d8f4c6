"""What all records of one language share: the graph's facts, lines, what follows, what is unknown.

In: a graph, a language, and which things have records. Out: `Telling`, which makes the sections
that every kind of record has. It knows no kind of record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as px

from twingraph.dossiers.actors import appearances
from twingraph.dossiers.marks import Block, Piece, item
from twingraph.dossiers.model import Dossier, Language, Status, When
from twingraph.dossiers.phrases import fact_items
from twingraph.dossiers.reading import Facts
from twingraph.dossiers.words import colon
from twingraph.dossiers.words import say as dossier_word
from twingraph.map.payload.lines import Line, Lines, Section
from twingraph.map.payload.naming import iri_of
from twingraph.map.payload.proving import Proofs
from twingraph.map.payload.words import say
from twingraph.prefixes import shorten
from twingraph.rules.model import Constant
from twingraph.standing import Standing
from twingraph.store import Graph, is_inferred, value

Detail = dict[str, Any]


class Telling:
    """One language's facts and words, and the records of which they may speak."""

    def __init__(
        self,
        graph: Graph,
        language: Language,
        lines: Lines,
        proofs: Proofs,
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
        self._proofs = proofs
        self._gaps: dict[str, dict[str, None]] = {}

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
        return self.section("appears", "appears", fact_items(kept, self.language))

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

    # What follows.

    def follows(self, name: str) -> Section | None:
        """Return what follows by rule of a thing, each with its proof."""
        found: dict[str, list[Constant]] = {}
        for prop, held in self._following(name):
            found.setdefault(prop, []).append(held)
        lines = [self._under(name, prop, held) for prop, held in sorted(found.items())]
        return self.headed("follows", say("follows", self.language), lines)

    def between(self, one: str, other: str) -> Section | None:
        """Return what follows by rule of two things together, from either to the other."""
        lines, told = [], set()
        for subject, target in ((one, other), (other, one)):
            for prop, held in self._following(subject):
                if value(held) == iri_of(target) and prop not in told:
                    told.add(prop)
                    pieces = [self._named(subject), Piece(f" – {self.facts.label(prop)} – ")]
                    line = self.lines.line([*pieces, self._named(target)])
                    lines.append(line | self._proved(subject, prop, held))
        return self.headed("follows", say("follows", self.language), lines)

    def _following(self, name: str) -> Iterator[tuple[str, Constant]]:
        """Yield the properties and values that follow by rule of a thing."""
        for quad in self.graph.about(iri_of(name)):
            if is_inferred(quad.graph_name) and isinstance(quad.object, (px.NamedNode, px.Literal)):
                yield shorten(quad.predicate.value), quad.object

    def _under(self, name: str, prop: str, held: Sequence[Constant]) -> Line:
        said = say("is", self.language) if prop == "rdf:type" else self.facts.label(prop)
        pieces = sorted(((self._value(one), one) for one in held), key=lambda pair: pair[0].text)
        if len(pieces) == 1:
            head = [Piece(said + colon(self.language)), pieces[0][0]]
            return self.lines.line(head) | self._proved(name, prop, held[0])
        return {
            "t": [said],
            "under": [
                self.lines.line([piece]) | self._proved(name, prop, one) for piece, one in pieces
            ],
        }

    def _proved(self, subject: str, prop: str, held: Constant) -> dict[str, Any]:
        return {"basis": "inferred", "proof": self._proofs.of(subject, prop, held)}

    def _value(self, term: Constant) -> Piece:
        named = isinstance(term, px.NamedNode)
        return self._named(shorten(term.value)) if named else Piece(term.value)

    def _named(self, name: str) -> Piece:
        return Piece(self.facts.label(name), thing=name)

    # What is not known.

    def keep_gaps(self, found: Dossier) -> None:
        """Keep what a dossier does not know of things, for their own records."""
        for gap in found.gaps:
            for thing in gap.about:
                self._gaps.setdefault(thing.id, {})[gap.text] = None

    def gaps(self, *things: str) -> Section | None:
        """Return what is not known of things."""
        texts = dict.fromkeys(text for thing in things for text in self._gaps.get(thing, ()))
        lines: list[Line] = [{"t": [text]} for text in texts]
        return self.headed("gaps", self.dossier_heading("gaps"), lines)
