"""The records of what happens and of who takes part: events, persons, bodies, undertakings.

In: what all records of a language share. Out: ``Detail`` values, in the dossier's words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from twingraph.dossiers.actors import actors
from twingraph.dossiers.event_wording import told_of, types_of
from twingraph.dossiers.events import events, undertakings
from twingraph.dossiers.marks import Block, Piece, filled, item, whole
from twingraph.dossiers.model import Actor, Event, Fact, Status, When
from twingraph.dossiers.phrases import date_pieces, fact_items, under
from twingraph.dossiers.words import colon
from twingraph.dossiers.words import say as dossier_word
from twingraph.map.payload.following import Following
from twingraph.map.payload.lines import Section
from twingraph.map.payload.telling import Detail, Telling
from twingraph.map.payload.words import say

_PART_OF = ("tg:partOf", "tg:stageOf", "tg:tenderOf", "tg:lotOf")


class ThingRecords:
    """The records of events, persons, bodies and undertakings in one language."""

    def __init__(self, telling: Telling, following: Following) -> None:
        self._telling = telling
        self._following = following

    def event(self, name: str) -> Detail:
        """Return the record of an event (a prefixed name)."""
        telling = self._telling
        (found,) = events(telling.facts, [name], ())
        return telling.detail(
            name,
            telling.cls(name),
            [
                telling.section("identity", "what", self._event(found)),
                telling.section("people", "taking-part", self._present(found)),
                self._parts(name),
                telling.themes(name),
                telling.appears(name, *_PART_OF),
                self._following.of(name),
                telling.gaps(name),
            ],
            under=self._line(found.when, found.statuses),
        )

    def actor(self, name: str) -> Detail:
        """Return the record of a person, an organisation or a group."""
        telling = self._telling
        (found,) = actors(telling.facts, [name], set(), set(telling.records))
        types = [fact.text for fact in found.types]
        return telling.detail(
            name,
            telling.cls(name),
            [
                telling.section(
                    "identity", "who" if name.startswith("person:") else "what", self._actor(found)
                ),
                self._members(name),
                telling.appears(name, "tg:holder", "tg:network"),
                self._following.of(name),
                telling.gaps(name),
            ],
            under=", ".join(
                dict.fromkeys([*self._offices(name), *types] if found.named else types)
            ),
        )

    def undertaking(self, name: str) -> Detail:
        """Return the record of a project, a grant, a gift, a work or another undertaking."""
        telling = self._telling
        lang = telling.language
        (found,) = undertakings(telling.facts, [name], ())
        told = [
            *self._dated(found.when),
            *telling.status_blocks(found.statuses),
            *fact_items(found.facts, lang),
        ]
        return telling.detail(
            name,
            found.kind.label,
            [
                telling.section("identity", "what", told),
                self._parts(name),
                telling.themes(name),
                telling.appears(name, *_PART_OF),
                self._following.of(name),
                telling.gaps(name),
            ],
            under=self._line(found.when, found.statuses),
        )

    def _line(self, when: When | None, statuses: Iterable[Status]) -> str:
        return ", ".join([*([when.text] if when else []), *(s.label for s in list(statuses)[:1])])

    def _dated(self, when: When | None) -> Iterator[Block]:
        lang = self._telling.language
        if when is not None:
            yield item(under(say("when", lang), date_pieces(when, lang), lang))

    def _event(self, found: Event) -> Iterator[Block]:
        telling = self._telling
        lang = telling.language
        yield from fact_items(found.types, lang)
        yield from self._dated(found.when)
        yield from telling.status_blocks(found.statuses)
        # Who is discussed or shown stands under who takes part.
        there = {fact.id for fact in found.participants}
        facts = tuple(fact for fact in found.facts if fact.id is None or fact.id not in there)
        alone = dataclasses.replace(found, participants=(), facts=facts, complete=None)
        for pieces in told_of(alone, lang, ""):
            yield item(pieces)
        yield from telling.star([found.when])

    def _present(self, found: Event) -> Iterator[Block]:
        lang = self._telling.language
        # That the source's list is open may be said of anything: it stands with what is not known.
        yield from fact_items(found.participants, lang)

    def _parts(self, name: str) -> Section | None:
        """Return the parts of an event or an undertaking: when, what, how far."""
        telling = self._telling
        facts, lang = telling.facts, telling.language
        parts = {part for part, *_ in facts.to(name, *_PART_OF) if part in telling.records}
        told = []
        for part in parts:
            when = facts.when(part)
            types = types_of([v.text for v in facts.facts(part, "tg:eventType")])
            named = whole([Piece(facts.label(part), thing=part), *types])
            date = date_pieces(when, lang)
            line = [*date, Piece(colon(lang)), named] if date else [named]
            statuses = facts.statuses(part)
            order = (facts.number(part, "tg:ordinal") or 0, when.earliest or "" if when else "~")
            evidence = facts.evidence(facts.graphs(part, *_PART_OF))
            told.append(((*order, part), item([*line, Piece("", evidence)], 0, statuses)))
        blocks = [block for _, block in sorted(told, key=lambda pair: pair[0])]
        return telling.section("parts", "parts", blocks)

    def _actor(self, found: Actor) -> Iterator[Block]:
        lang = self._telling.language
        # An office that only repeats an unnamed person's name still says since when, on whose word.
        yield from fact_items(found.offices, lang)
        yield from fact_items((*found.types, *found.facts), lang)
        for other in found.perhaps:
            named = Piece(other.label, thing=other.id)
            yield item(filled(dossier_word("perhaps", lang, who="\0"), named))

    def _offices(self, name: str) -> list[str]:
        """Return a person's offices, those that have ended as such and last."""
        telling = self._telling
        facts, held, former = telling.facts, [], []
        for node, *_ in facts.to(name, "tg:holder"):
            offices = [facts.label(office.term) for office in facts.of(node, "tg:office")]
            if facts.of(node, "tg:ended"):
                former += [say("former", telling.language).format(office=one) for one in offices]
            else:
                held += offices
        return [*sorted(held), *sorted(former)]

    def _members(self, name: str) -> Section | None:
        """Return the members of a network, each with what is told of its membership."""
        telling = self._telling
        facts = telling.facts
        blocks = []
        for node, *_ in facts.to(name, "tg:network"):
            for found in facts.of(node, "tg:member"):
                said = facts.asides(node, "tg:member", "tg:network")
                fact: Fact = facts.fact("tg:member", found, said)
                aside = [Piece(f" ({', '.join(fact.as_)})")] if fact.as_ else []
                named = whole([Piece(fact.text, thing=fact.id), *aside], fact.evidence)
                blocks.append((fact.text, item([named])))
        return telling.section(
            "members", "members", [block for _, block in sorted(blocks, key=lambda pair: pair[0])]
        )
