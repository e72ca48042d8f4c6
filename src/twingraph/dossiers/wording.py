"""What a dossier says, in order: from data to blocks of text with their evidence.

In: a dossier. Out: blocks; layout and source marks are for ``text`` and ``marks``. A city with
many events, such as a report's own, is told in short: who took part stays in the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from twingraph.dossiers.event_wording import event_blocks
from twingraph.dossiers.marks import HOLLOW, Block, Piece, item, places_of, subheading
from twingraph.dossiers.model import (
    Dossier,
    Fact,
    Identity,
    Language,
    Organisation,
    Person,
    Undertaking,
)
from twingraph.dossiers.phrases import (
    date_pieces,
    fact_pieces,
    joined,
    status_pieces,
    under,
    values,
)
from twingraph.dossiers.tie_wording import agreement_blocks, relation_blocks
from twingraph.dossiers.words import colon, decimal, say, semicolon

SHORT_FROM: Final = 30
"""The number of events from which on a dossier is told in short."""


def blocks(found: Dossier) -> Iterator[Block]:
    """Yield what a dossier says, from the city's name to the sources."""
    short = sum(1 for _ in _events(found)) >= SHORT_FROM
    yield Block("title", (Piece(found.label),))
    yield from _head(found)
    yield _heading("identity", found)
    yield from _identity(found.identity, found.language)
    if found.empty:
        yield Block("note", (Piece(say("empty", found.language, city=found.label)),))
    else:
        yield _heading("relations", found)
        yield from relation_blocks(found, short=short)
        for key, part in (
            ("agreements", agreement_blocks(found)),
            ("events", event_blocks(found, short=short)),
            ("people", _people(found, short)),
            ("organisations", _organisations(found, short)),
            ("undertakings", _undertakings(found)),
            ("networks", _networks(found)),
            ("themes", _themes(found, short)),
        ):
            told = list(part)
            if told:
                yield _heading(key, found)
                yield from told
    yield _heading("gaps", found)
    yield from _gaps(found)
    if found.passages or found.sources:
        yield _heading("sources", found)
        yield from _sources(found)


def _events(found: Dossier) -> Iterator[object]:
    waiting = list(found.events)
    while waiting:
        event = waiting.pop()
        waiting.extend(event.parts)
        yield event


def _heading(key: str, found: Dossier) -> Block:
    return Block("heading", (Piece(say(key, found.language)),))


def _head(found: Dossier) -> Iterator[Block]:
    lang = found.language
    if found.own_report:
        yield Block("note", (Piece(say("own", lang)),))
    labels = semicolon(lang).join(report.label for report in found.reports)
    text = say("from", lang, reports=labels) if labels else say("from-none", lang)
    yield Block("note", (Piece(text),))


def _identity(found: Identity, lang: Language) -> Iterator[Block]:
    for key, prop in (("names", "rdfs:label"), ("also", "skos:altLabel")):
        names: dict[str, list[Fact]] = {}
        for fact in found.names:
            if fact.property == prop:
                names.setdefault(fact.text, []).append(fact)
        if names:
            said = [
                Piece(f"{text} ({', '.join(sorted(c for f in facts for c in f.as_))})",
                      facts[0].evidence)
                for text, facts in sorted(names.items())
            ]  # fmt: skip
            yield item(under(say(key, lang), joined(said, ", "), lang))
    for key, facts in (("country", found.country), ("region", found.region)):
        if facts:
            yield item(under(say(key, lang), joined(values(facts), ", "), lang))
    for label, pieces in fact_pieces(found.facts, lang):
        yield item(under(label, pieces, lang))
    if found.latitude is None or found.longitude is None:
        yield item([Piece(say("place-unknown", lang))])
    else:
        east, west = ("E", "O" if lang == "fr" else "W")
        text = (
            f"{decimal(found.latitude, lang)}° {'N' if found.latitude >= 0 else 'S'}, "
            f"{decimal(found.longitude, lang)}° {east if found.longitude >= 0 else west}"
        )
        yield item(under(say("position", lang), [Piece(text, found.place_evidence)], lang))
    for label, pieces in fact_pieces(found.identifiers, lang):
        yield item(under(label, pieces, lang))
    if found.homonyms:
        names_text = ", ".join(f"{h.label} ({h.id.partition(':')[2]})" for h in found.homonyms)
        yield item(under(say("homonyms", lang), [Piece(names_text)], lang))


def _people(found: Dossier, short: bool) -> Iterator[Block]:
    for own, key in ((True, "of-city"), (False, "met")):
        people = [person for person in found.people if person.own == own]
        if people:
            yield subheading(say(key, found.language))
        for person in people:
            yield item(_person(person, found.language, short))


def _person(person: Person, lang: Language, short: bool) -> list[Piece]:
    said: list[Piece] = []
    for office in person.offices:
        text = f"{office.text} ({', '.join(office.as_)})" if office.as_ else office.text
        # The label of an unnamed person is the office.
        if person.named or len(person.offices) > 1:
            said.append(Piece(text, office.evidence))
    for label, pieces in fact_pieces(person.facts, lang):
        said += _told(label, pieces, lang)
    if not short:
        said += _appearances(person.appears, lang)
    said += [Piece(say("perhaps", lang, who=other.label)) for other in person.perhaps]
    line = joined(said, semicolon(lang))
    name = Piece(person.label, None if any(p.evidence for p in line) else person.evidence)
    return [name, Piece(colon(lang)), *line] if line else [name]


def _told(label: str, pieces: list[Piece], lang: Language) -> list[Piece]:
    text = f"{label}{colon(lang)}" + "".join(piece.text for piece in pieces)
    return [Piece(text, next((p.evidence for p in pieces if p.evidence), None))]


def _appearances(appears: tuple[Fact, ...], lang: Language) -> list[Piece]:
    found: list[Piece] = []
    for label, pieces in fact_pieces(appears, lang):
        found += _told(label, pieces, lang)
    return found


def _organisations(found: Dossier, short: bool) -> Iterator[Block]:
    for own, key in ((True, "of-city"), (False, "met")):
        bodies = [body for body in found.organisations if body.own == own]
        if bodies:
            yield subheading(say(key, found.language))
        for body in bodies:
            yield item(_organisation(body, found.language, short))


def _organisation(body: Organisation, lang: Language, short: bool) -> list[Piece]:
    name = body.label
    if body.types:
        name += f" ({', '.join(fact.text for fact in body.types)})"
    said: list[Piece] = []
    for label, pieces in fact_pieces(body.facts, lang):
        said += _told(label, pieces, lang)
    if not short:
        said += _appearances(body.appears, lang)
    line = joined(said, semicolon(lang))
    return under(name, line, lang) if line else [Piece(name, body.evidence)]


def _undertakings(found: Dossier) -> Iterator[Block]:
    for undertaking in found.undertakings:
        yield from _undertaking(undertaking, found.language, 0)


def _undertaking(found: Undertaking, lang: Language, level: int) -> Iterator[Block]:
    said = []
    if found.when:
        said.append(joined(date_pieces(found.when, lang), ""))
    for label, pieces in fact_pieces(found.facts, lang):
        said.append(_told(label, pieces, lang))
    told = found.kind.label.casefold() in found.label.casefold()
    head = Piece(found.label if told else f"{found.label} ({found.kind.label})", found.evidence)
    line = [head, *status_pieces(found.statuses, lang, before=", ")]
    for number, pieces in enumerate(said):
        line += [Piece(semicolon(lang) if number else colon(lang)), *pieces]
    yield item(line, level)
    for part in found.parts:
        yield from _undertaking(part, lang, level + 1)


def _networks(found: Dossier) -> Iterator[Block]:
    lang = found.language
    for tie in found.networks:
        if tie.member is None:
            said = [Piece(say("member-unsaid", lang))]
        elif tie.member.evidence.implied:
            said = [Piece(say("member-implied", lang), tie.member.evidence)]
        else:
            said = [Piece(say("member", lang), tie.member.evidence)]
        for label, pieces in fact_pieces(tie.facts, lang):
            said += _told(label, pieces, lang)
        yield item(under(tie.network.label, joined(said, semicolon(lang)), lang))


def _themes(found: Dossier, short: bool) -> Iterator[Block]:
    for theme in found.themes:
        text = str(len(theme.of)) if short else semicolon(found.language).join(
            thing.label for thing in theme.of
        )  # fmt: skip
        yield item(under(theme.label, [Piece(text, theme.evidence)], found.language))


def _gaps(found: Dossier) -> Iterator[Block]:
    lang = found.language
    for gap in found.gaps:
        names = semicolon(lang).join(thing.label for thing in gap.about)
        end = f"{colon(lang) if colon(lang).strip() not in gap.text else ' – '}{names}"
        yield item([Piece(gap.text + (end if names else ""))])
    yield Block("note", (Piece(say("silence", lang)),))


def _sources(found: Dossier) -> Iterator[Block]:
    lang, several = found.language, len(found.reports) > 1
    known = {passage.id: passage for passage in found.passages}
    for passage in found.passages:
        place = places_of([passage], lang, several=several, parts=True)[0]
        yield item([Piece(f"{place}{colon(lang)}{passage.summary}")])
    if found.reasons:
        yield subheading(say("implied-heading", lang))
    for reason in found.reasons:
        rests = [known[name] for name in reason.passages]
        places = semicolon(lang).join(places_of(rests, lang, several=several, parts=True))
        mark = f"{HOLLOW}{reason.number}" + (f" ({places})" if places else "")
        yield item([Piece(f"{mark}{colon(lang)}{reason.because}")])
    outside = [source for source in found.sources if source not in found.reports]
    if outside:
        yield subheading(say("outside-heading", lang))
        yield item([Piece(", ".join(source.label for source in outside))])
