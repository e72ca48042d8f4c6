"""How a dossier tells ties: relations with their claims, agreements with the steps of their life.

In: a dossier. Out: blocks. A report's own city has many relations: there each fills one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twingraph.dossiers.marks import Block, Piece, filled, item, subheading, whole
from twingraph.dossiers.model import (
    Agreement,
    Claim,
    Dossier,
    Fact,
    Language,
    Relation,
    Signature,
    Step,
)
from twingraph.dossiers.phrases import (
    date_pieces,
    fact_items,
    joined,
    listed,
    status_pieces,
    told,
    under,
    values,
)
from twingraph.dossiers.words import colon, nth, quoted, say, semicolon


def relation_blocks(found: Dossier, *, short: bool) -> Iterator[Block]:
    """Yield the relations of a city with their claims; ``short`` puts each on one line."""
    if not found.relations:
        yield Block("note", (Piece(say("none-relations", found.language)),))
    for relation in found.relations:
        if short:
            yield item(_relation_in_short(relation, found))
            continue
        yield item([Piece(relation.other.label, thing=relation.id)])
        for claim in relation.claims:
            yield item(claim_pieces(claim, found), 1)


def _relation_in_short(relation: Relation, found: Dossier) -> list[Piece]:
    """Put all claims on one line, what two of them say once."""
    said: dict[str, Piece] = {}
    for claim in relation.claims:
        for piece in _said_by(claim, found.language):
            said[piece.text] = _also(said.get(piece.text, piece), piece)
    separator = semicolon(found.language)
    return under(
        relation.other.label, joined(said.values(), separator), found.language, relation.id
    )


def _also(first: Piece, other: Piece) -> Piece:
    """Return the first of two pieces of one text, with the outsiders of both behind it."""
    if first.evidence is None or other.evidence is None or not first.evidence.sources:
        return first
    sources = sorted({*first.evidence.sources, *other.evidence.sources})
    return replace(first, evidence=replace(first.evidence, sources=tuple(sources)))


def _said_by(claim: Claim, lang: Language) -> list[Piece]:
    pieces = []
    if claim.category:
        text = say("category", lang, name=claim.category.text)
        pieces.append(Piece(text, claim.category.evidence))
    pieces += _kind(claim.kind, claim.stated_as, lang)
    return [*pieces, *told(claim.facts, lang)]


def _kind(kind: Fact | None, stated_as: tuple[Fact, ...], lang: Language) -> list[Piece]:
    """Return a kind with the source's own words behind it, or these alone."""
    named = kind.text.casefold() if kind else None
    # Words that are the kind's own name need not follow it.
    words = [
        Piece(quoted(fact.text, lang), fact.evidence)
        for fact in stated_as
        if fact.text.casefold() != named or (kind and fact.evidence != kind.evidence)
    ]
    if kind is None:
        return words
    by_same = [w for w in words if w.evidence == kind.evidence]
    text = kind.text + (f" ({', '.join(w.text for w in by_same)})" if by_same else "")
    return [Piece(text, kind.evidence), *(w for w in words if w not in by_same)]


def claim_pieces(claim: Claim, found: Dossier) -> list[Piece]:
    """Return what one source says of a relation, and which source where there are several."""
    lang = found.language
    pieces = _said_by(claim, lang) or [Piece(say("no-kind-here", lang), claim.evidence)]
    line = joined(pieces, semicolon(lang))
    if claim.basis:
        line.append(Piece(f" ({claim.basis.text})"))
    if len(found.reports) > 1:
        line.insert(0, Piece(claim.source + colon(lang)))
    return line


def agreement_blocks(found: Dossier) -> Iterator[Block]:
    """Yield the agreements of a city, then those of others, each with its life-line."""
    for agreement in (a for a in found.agreements if a.own):
        yield from life_blocks(agreement, found.language)
    others = [a for a in found.agreements if not a.own]
    here = [a for a in others if _happened_in(a, found.id)]
    for key, told_of in (
        ("here-agreements", here),
        ("others-agreements", [a for a in others if a not in here]),
    ):
        if told_of:
            yield subheading(say(key, found.language))
        for agreement in told_of:
            yield from life_blocks(agreement, found.language)


def _happened_in(agreement: Agreement, city: str) -> bool:
    """Say whether a step in an agreement's life took place in a city."""
    return any(
        fact.property == "tg:place" and fact.id == city
        for step in agreement.steps
        for fact in step.facts
    )


def life_blocks(found: Agreement, lang: Language) -> Iterator[Block]:
    """Yield an agreement, what is told of it and the steps of its life below it."""
    said = [Piece(found.label, thing=found.id), *_kind(found.kind, found.stated_as, lang)]
    if found.parties:
        parties = listed(values(found.parties), lang)
        before, _, after = say("between", lang, parties="\0").partition("\0")
        said_of = joined(said, semicolon(lang))
        line = [*said_of, Piece(semicolon(lang) + before), *parties, Piece(after)]
    else:
        line = joined(said, semicolon(lang))
    yield item(line)
    if found.instrument_stated is False:
        yield item([Piece(say("no-instrument", lang), found.evidence)], 1)
    for key, when in (("period", found.period), ("start", found.started), ("end", found.ended)):
        if when:
            yield item(under(say(key, lang), [Piece(when.text, when.evidence)], lang), 1)
    if found.domains:
        domains = joined(values(found.domains), ", ")
        yield item(under(say("domains", lang), domains, lang), 1)
    yield from fact_items(found.facts, lang, 1)
    for step in found.steps:
        yield item(step_pieces(step, found.id, lang), 1, step.statuses)


def step_pieces(step: Step, agreement: str, lang: Language) -> list[Piece]:
    """Return a step of an agreement: when, what, how far, and who signed."""
    said = step.label
    if step.kind == "stepkind:anniversary" and step.ordinal:
        said = say("nth-anniversary", lang, n=nth(step.ordinal, lang))
    date = date_pieces(step.when, lang) or [Piece(say("undated", lang))]
    line = [
        *date,
        Piece(colon(lang)),
        Piece(said, step.evidence),
        *status_pieces(step.statuses, lang),
    ]
    rest = []
    if step.start_year:
        year = step.start_year
        text = say("start-computed", lang, year=year.text)
        follows = (agreement, year.property, year.text)
        rest.append(Piece(text, year.evidence, follows=follows))
    for fact in step.facts:
        if fact.property == "tg:place":
            place = filled(say("in-place", lang, place="\0"), Piece(fact.text, thing=fact.id))
            rest.append(whole(place, fact.evidence))
        elif fact.property == "tg:statedAs":
            rest.append(Piece(quoted(fact.text, lang), fact.evidence))
        else:
            value = Piece(fact.text, thing=fact.id)
            rest.append(whole([Piece(f"{fact.label}{colon(lang)}"), value], fact.evidence))
    rest += [_signature(signature, lang) for signature in step.signatures]
    for piece in rest:
        line += [Piece(semicolon(lang)), piece]
    return line


def _signature(found: Signature, lang: Language) -> Piece:
    who = [Piece(found.signatory.label, thing=found.signatory.id)]
    if found.office and found.named:
        who.append(Piece(f" ({found.office.label})"))
    pieces = filled(say("signed-by", lang, who="\0"), whole(who))
    if found.signed_for:
        party = Piece(found.signed_for.label, thing=found.signed_for.id)
        pieces += (Piece(", "), *filled(say("for", lang, party="\0"), party))
    return whole(pieces, found.evidence)
