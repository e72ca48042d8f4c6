"""How a dossier tells events: by year and status, parts indented below their whole.

In: a dossier. Out: blocks. What was done, is under way, is planned or only envisaged stands under
headings of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from twingraph.dossiers.marks import Block, Piece, item, whole
from twingraph.dossiers.model import Dossier, Event, Fact, Language
from twingraph.dossiers.phrases import date_pieces, fact_pieces, joined, status_pieces, values
from twingraph.dossiers.words import colon, say, semicolon

_IN_SHORT = ("tg:requestedBy", "tg:concerns", "tg:purpose")
_PRESENT = ("role:participant", "role:visitor")


def event_blocks(found: Dossier, *, short: bool) -> Iterator[Block]:
    """Yield the events of a dossier; ``short`` leaves out who took part."""
    lang = found.language
    for (year, label), grouped in groupby(found.events, key=lambda e: (e.year, _status(e, lang))):
        name = str(year) if year else say("year-unknown", lang)
        events = list(grouped)
        statuses = events[0].statuses
        status = statuses[0].status if statuses else ""
        yield Block("subheading", (Piece(f"{name}, {label}"),), status=status)
        for event in events:
            yield from _event(event, found, short=short, level=0)
    if any(_starred(event) for event in found.events) or _starred_steps(found):
        yield Block("note", (Piece(say("starred", lang)),))


def _status(event: Event, lang: Language) -> str:
    return event.statuses[0].label if event.statuses else say("status-unknown", lang)


def _starred(event: Event) -> bool:
    own = event.when is not None and event.when.basis == "report-year"
    return own or any(_starred(part) for part in event.parts)


def _starred_steps(found: Dossier) -> bool:
    return any(
        step.when is not None and step.when.basis == "report-year"
        for agreement in found.agreements
        for step in agreement.steps
    )


def _event(
    event: Event, found: Dossier, *, short: bool, level: int, above: Event | None = None
) -> Iterator[Block]:
    lang = found.language
    date = date_pieces(event.when, lang)
    same = above is not None and above.when is not None and event.when is not None
    if same and above is not None and above.when and event.when:
        same = above.when.text == event.when.text
    line = [] if same else date
    if line:
        line = [*line, Piece(colon(lang))]
    types = [t.text for t in event.types if t.text.casefold() not in event.label.casefold()]
    name = Piece(event.label, thing=event.id)
    line.append(whole([name, *types_of(types)], event.evidence))
    told_above = above is not None and _status(above, lang) == _status(event, lang)
    # A root's latest status is its heading's; a part's is told where it differs from the whole's.
    line += status_pieces(event.statuses, lang, shown=level > 0 and not told_above)
    for pieces in told_of(event, lang, found.id, short=short, above=above):
        line += [Piece(semicolon(lang)), *pieces]
    yield item(line, level, event.statuses)
    for part in event.parts:
        yield from _event(part, found, short=short, level=level + 1, above=event)


def types_of(names: Sequence[str]) -> list[Piece]:
    """Return types in brackets, to stand behind a name."""
    return [Piece(f" ({', '.join(names)})")] if names else []


def told_of(
    event: Event, lang: Language, city: str, *, short: bool = False, above: Event | None = None
) -> Iterator[list[Piece]]:
    """Yield what is told of an event: whence and whither, host, place, who was there, the rest.

    ``city`` is the one of whose dossier the event is a part, and ``above`` its whole: what they
    tell already is not said again.
    """
    way = _way(event, lang)
    if way:
        yield way
    ends = {fact.id for fact in (*event.sender, *event.destination, *event.location)}
    if event.host and not ends.intersection(fact.id for fact in event.host):
        yield from _labelled(event.host, lang)
    places = [f for f in event.location if f.id not in {d.id for d in event.destination}]
    if places:
        yield [Piece(say("place", lang) + colon(lang)), *joined(values(places), ", ")]
    if not short:
        silent = {f.id for f in (*event.sender, *event.host, *event.destination)}
        silent |= {city}
        told = {f.id for f in above.participants} if above else set()
        present = [
            f for f in event.participants
            # Who is there with the whole, or is the city itself, need not be named again.
            if not (f.property in _PRESENT and (f.id in silent or f.id in told))
        ]  # fmt: skip
        yield from _labelled([f for f in present if f.id not in {p.id for p in places}], lang)
    facts = [f for f in event.facts if not short or f.property in _IN_SHORT]
    if above is not None:
        known = {(fact.property, fact.id) for fact in above.facts if fact.id}
        facts = [fact for fact in facts if (fact.property, fact.id) not in known]
    discussed = {f.id for f in event.participants} if not short else set()
    yield from _labelled([f for f in facts if f.id not in discussed or f.id is None], lang)
    if event.complete is False and not short:
        yield [Piece(say("more", lang))]


def _labelled(facts: list[Fact] | tuple[Fact, ...], lang: Language) -> Iterator[list[Piece]]:
    for label, pieces in fact_pieces(facts, lang):
        yield [Piece(label + colon(lang)), *pieces]


def _way(event: Event, lang: Language) -> list[Piece]:
    """Tell whence and whither, as far as either is known."""
    start, end = (joined(values(ends), ", ") for ends in (event.sender, event.destination))
    if start and end:
        return [*start, Piece(" → "), *end]
    for key, ends in (("from-place", start), ("to", end)):
        if ends:
            before, _, after = say(key, lang, place="\0").partition("\0")
            return [piece for piece in (Piece(before), *ends, Piece(after)) if piece.text]
    return []
