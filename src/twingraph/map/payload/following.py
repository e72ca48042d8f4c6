"""What follows by rule of a thing, as lines, each with its proof.

In: what all records of a language share, and the proofs. Out: ``Section`` values. What follows from
the ontology's own structure is left out (of a city that it is a place, of a stated fact what is
wider), and so is what only repeats what a source states; the graph holds it, and SPARQL finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import pyoxigraph as px

from twingraph.dates import parse_date
from twingraph.dossiers.marks import Piece
from twingraph.dossiers.words import colon
from twingraph.map.payload.lines import Line, Section
from twingraph.map.payload.naming import iri_of
from twingraph.map.payload.proving import Proofs
from twingraph.map.payload.telling import Telling
from twingraph.map.payload.words import day, say
from twingraph.prefixes import shorten
from twingraph.rules.model import Constant
from twingraph.store import is_inferred, value

_CURRENT: Final = {"tg:currentStatus": ("tg:status",), "tg:currentDate": ("tg:date",)}
"""What says which of several statements holds, and of which."""
_ELSEWHERE: Final = ("tg:startYear", "tg:identityUnknown")
"""What a record tells in its life, or with who may be whom, and so not again."""
_WORDED: Final = {"tg:beganOn": "began", "tg:indirectPartnerOf": "indirect", "rdf:type": "is"}


class Following:
    """The sections of what follows, in one language."""

    def __init__(self, telling: Telling, proofs: Proofs) -> None:
        self._telling = telling
        self._proofs = proofs
        self._above: dict[tuple[str, str], set[str]] = {}

    def of(self, name: str) -> Section | None:
        """Return what follows of a thing: what several properties say of one thing, together."""
        found: dict[str, list[Constant]] = {}
        for prop, held in self._following(name):
            found.setdefault(prop, []).append(held)
        props: dict[str, list[str]] = {}
        for prop, values in sorted(found.items()):
            for held in values:
                if prop != "tg:indirectPartnerOf" and isinstance(held, px.NamedNode):
                    props.setdefault(held.value, []).append(prop)
        several = {one: said for one, said in props.items() if len(said) > 1}
        lines = [
            self._said_of(name, px.NamedNode(one), said) for one, said in sorted(several.items())
        ]
        for prop, values in sorted(found.items()):
            alone = [one for one in values if prop not in several.get(value(one), ())]
            if alone:
                lines.append(self._under(name, prop, alone))
        return self._section(lines)

    def between(self, one: str, other: str) -> Section | None:
        """Return what follows of two things together, from either to the other."""
        lines: list[Line] = []
        told = set()
        for subject, target in ((one, other), (other, one)):
            for prop, held in self._following(subject):
                if value(held) == iri_of(target) and prop not in told:
                    told.add(prop)
                    pieces = [self._named(subject), Piece(f" – {self._label(prop)} – ")]
                    line = self._telling.lines.line([*pieces, self._named(target)])
                    lines.append(line | self._proved(subject, prop, held))
        return self._section(lines)

    def _section(self, lines: Sequence[Line]) -> Section | None:
        return self._telling.headed("follows", say("follows", self._telling.language), lines)

    def _following(self, name: str) -> Iterator[tuple[str, Constant]]:
        """Yield the properties and values that follow of a thing and that nobody states of it."""
        stated: dict[str, set[str]] = {}
        held = []
        for quad in self._telling.graph.about(iri_of(name)):
            prop = shorten(quad.predicate.value)
            if not is_inferred(quad.graph_name):
                stated.setdefault(prop, set()).add(value(quad.object))
            elif isinstance(quad.object, (px.NamedNode, px.Literal)):
                held.append((prop, quad.object))
        wider = self._closed("rdfs:subClassOf", map(shorten, stated.get("rdf:type", ())))
        for prop, term in held:
            if prop in _ELSEWHERE or (prop == "rdf:type" and shorten(value(term)) in wider):
                continue
            narrower = {
                one for one, values in stated.items()
                if value(term) in values and prop in self._closed("rdfs:subPropertyOf", [one])
            }  # fmt: skip
            if not narrower and not self._only(prop, value(term), stated):
                yield prop, term

    def _only(self, prop: str, term: str, stated: dict[str, set[str]]) -> bool:
        """Say whether a current status or date is the only one that is told."""
        if prop == "tg:date":
            # What is current was told somehow; that a date is one is no news.
            return True
        if prop not in _CURRENT:
            return False
        of = {
            one for key, values in stated.items() for one in values
            if set(_CURRENT[prop]) & self._closed("rdfs:subPropertyOf", [key])
        }  # fmt: skip
        return of == {term}

    def _closed(self, prop: str, things: Iterable[str]) -> set[str]:
        """Return things and all that stands above them."""
        found: list[str] = []
        for thing in things:
            if (prop, thing) not in self._above:
                way = [thing]
                for one in way:  # grows while it is read
                    over = (v.term for v in self._telling.facts.of(one, prop))
                    way += [each for each in over if each not in way]
                self._above[prop, thing] = set(way)
            found += self._above[prop, thing]
        return set(found)

    def _said_of(self, name: str, one: px.NamedNode, props: Sequence[str]) -> Line:
        """Return what several properties say of one thing: it, and below it each with its proof."""
        line = self._telling.lines.line([self._named(shorten(one.value))])
        under = [{"t": [self._label(prop)]} | self._proved(name, prop, one) for prop in props]
        return {**line, "under": under}

    def _under(self, name: str, prop: str, held: Sequence[Constant]) -> Line:
        lines, language = self._telling.lines, self._telling.language
        said = self._label(prop)
        pieces = sorted(
            ((self._value(name, prop, one), one) for one in held), key=lambda pair: pair[0].text
        )
        if len(pieces) == 1 and prop not in ("tg:inForceFrom", "tg:inForceUntil"):
            head = [Piece(said + colon(language)), pieces[0][0]]
            return lines.line(head) | self._proved(name, prop, held[0])
        if len(pieces) == 1:
            return lines.line([pieces[0][0]]) | self._proved(name, prop, held[0])
        return {
            "t": [said],
            "under": [lines.line([piece]) | self._proved(name, prop, one) for piece, one in pieces],
        }

    def _proved(self, subject: str, prop: str, held: Constant) -> dict[str, Any]:
        return {"basis": "inferred", "proof": self._proofs.of(subject, prop, held)}

    def _label(self, prop: str) -> str:
        key = _WORDED.get(prop)
        return say(key, self._telling.language) if key else self._telling.facts.label(prop)

    def _value(self, name: str, prop: str, term: Constant) -> Piece:
        if prop in ("tg:inForceFrom", "tg:inForceUntil"):
            return Piece(self._bound(name, prop, term.value))
        named = isinstance(term, px.NamedNode)
        return self._named(shorten(term.value)) if named else Piece(term.value)

    def _bound(self, name: str, prop: str, bound: str) -> str:
        """Return a bound of a time in words: that of a day that is told, or the last possible."""
        language = self._telling.language
        told = day(date.fromisoformat(bound), language)
        key = "from" if prop == "tg:inForceFrom" else "until"
        exact = key == "from" and self._to_the_day(name)
        return say(f"in-force-{key}{'' if exact else '-latest'}", language).format(day=told)

    def _to_the_day(self, name: str) -> bool:
        """Say whether the beginning of an agreement is known to the day."""
        began = self._telling.facts.following(name, "tg:beganOn")
        dates = [parse_date(v.term.partition(":")[2]) for v in began if v.term.startswith("date:")]
        return any(one.earliest is not None and one.earliest == one.latest for one in dates)

    def _named(self, name: str) -> Piece:
        return Piece(self._telling.facts.label(name), thing=name)
