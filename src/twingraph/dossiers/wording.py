"""What a dossier says, in order: from data to blocks of text with their evidence.

In: a dossier. Out: blocks; layout and source marks are for ``text`` and ``marks``. A city with
many events, such as a report's own, is told in short: who took part stays in the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from twingraph.dossiers.agreement_wording import agreement_blocks, relation_blocks
from twingraph.dossiers.event_wording import event_blocks, types_of
from twingraph.dossiers.marks import (
    HOLLOW,
    Block,
    Piece,
    filled,
    item,
    places_of,
    subheading,
    whole,
)
from twingraph.dossiers.model import (
    Actor,
    Dossier,
    Event,
    Fact,
    Identity,
    Language,
    Undertaking,
)
from twingraph.dossiers.phrases import (
    date_pieces,
    fact_items,
    joined,
    status_pieces,
    told,
    under,
    values,
)
from twingraph.dossiers.words import colon, decimal, say, semicolon

SHORT_FROM: Final = 30
"""The number of events from which on a dossier is told in short."""


def blocks(found: Dossier, *, short: bool | None = None) -> Iterator[Block]:
    """Yield what a dossier says, from the city's name to the sources.

    ``short`` leaves out who took part in what; where it is None, the number of events decides.
    """
    if short is None:
        short = _count(found.events) >= SHORT_FROM
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
            ("people", _actors(found.people, found.language, short)),
            ("organisations", _actors(found.organisations, found.language, short)),
            ("undertakings", _undertakings(found)),
            ("networks", _networks(found)),
            ("themes", _themes(found, short)),
        ):
            said = list(part)
            if said:
                yield _heading(key, found)
                yield from said
    yield _heading("gaps", found)
    yield from _gaps(found)
    if found.passages or found.sources:
        yield _heading("sources", found)
        yield from _sources(found)


def _count(events: tuple[Event, ...]) -> int:
    return sum(1 + _count(event.parts) for event in events)


def _heading(key: str, found: Dossier) -> Block:
    return Block("heading", (Piece(say(key, found.language)),), key=key)


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
    yield from fact_items(found.facts, lang)
    if found.latitude is None or found.longitude is None:
        yield item([Piece(say("place-unknown", lang))])
    else:
        east, west = ("E", "O" if lang == "fr" else "W")
        text = (
            f"{decimal(found.latitude, lang)}° {'N' if found.latitude >= 0 else 'S'}, "
            f"{decimal(found.longitude, lang)}° {east if found.longitude >= 0 else west}"
        )
        yield item(under(say("position", lang), [Piece(text, found.place_evidence)], lang))
    yield from fact_items(found.identifiers, lang)
    if found.homonyms:
        names_of = [Piece(other.label, thing=other.id) for other in found.homonyms]
        yield item(under(say("homonyms", lang), joined(names_of, ", "), lang))


def _actors(actors: tuple[Actor, ...], lang: Language, short: bool) -> Iterator[Block]:
    for own, key in ((True, "of-city"), (False, "met")):
        found = [actor for actor in actors if actor.own == own]
        if found:
            yield subheading(say(key, lang))
        for actor in found:
            yield item(_actor(actor, lang, short))


def _actor(actor: Actor, lang: Language, short: bool) -> list[Piece]:
    name = [Piece(actor.label, thing=actor.id), *types_of([fact.text for fact in actor.types])]
    said = [
        Piece(f"{office.text} ({', '.join(office.as_)})" if office.as_ else office.text,
              office.evidence)
        for office in actor.offices
        # The label of an unnamed person is the office.
        if actor.named or len(actor.offices) > 1
    ]  # fmt: skip
    said += told(actor.facts, lang)
    if not short:
        said += told(actor.appears, lang)
    # Of a person who may be another, the line may say nothing else that needs a source.
    head = whole(name, None if said else actor.evidence)
    said += [
        whole(filled(say("perhaps", lang, who="\0"), Piece(other.label, thing=other.id)))
        for other in actor.perhaps
    ]
    return [head, Piece(colon(lang)), *joined(said, semicolon(lang))] if said else [head]


def _undertakings(found: Dossier) -> Iterator[Block]:
    for undertaking in found.undertakings:
        yield from _undertaking(undertaking, found.language, 0)


def _undertaking(found: Undertaking, lang: Language, level: int) -> Iterator[Block]:
    said = [*date_pieces(found.when, lang), *told(found.facts, lang)]
    known = found.kind.label.casefold() in found.label.casefold()
    name = [Piece(found.label, thing=found.id), *types_of([] if known else [found.kind.label])]
    head = whole(name, found.evidence)
    line = [head, *status_pieces(found.statuses, lang, before=", ")]
    if said:
        line += [Piece(colon(lang)), *joined(said, semicolon(lang))]
    yield item(line, level, found.statuses)
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
        said += told(tie.facts, lang)
        network = tie.network
        yield item(under(network.label, joined(said, semicolon(lang)), lang, network.id))


def _themes(found: Dossier, short: bool) -> Iterator[Block]:
    for theme in found.themes:
        names = [Piece(thing.label, thing=thing.id) for thing in theme.of]
        said = [Piece(str(len(names)))] if short else joined(names, semicolon(found.language))
        yield item(under(theme.label, [whole(said, theme.evidence)], found.language))


def _gaps(found: Dossier) -> Iterator[Block]:
    lang = found.language
    for gap in found.gaps:
        names = joined((Piece(t.label, thing=t.id) for t in gap.about), semicolon(lang))
        end = Piece(colon(lang) if colon(lang).strip() not in gap.text else " – ")
        yield item([Piece(gap.text), *([end, *names] if names else [])])
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
