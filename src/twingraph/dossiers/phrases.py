"""Small phrases of a dossier's lines: dates, statuses, and facts under their property's name.

In: parts of a dossier. Out: pieces of text with their evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from twingraph.dossiers.marks import Block, Piece, item, whole
from twingraph.dossiers.model import Fact, Language, Status, When
from twingraph.dossiers.words import OWN_WORDS, colon, quoted, say, semicolon


def joined(pieces: Iterable[Piece], separator: str) -> list[Piece]:
    """Return pieces with a separator between them."""
    line: list[Piece] = []
    for piece in pieces:
        line += [Piece(separator), piece] if line else [piece]
    return line


def listed(pieces: Sequence[Piece], lang: Language) -> list[Piece]:
    """Return pieces as a list in a sentence: A, B and C."""
    *first, last = pieces
    if not first:
        return [last]
    return [*joined(first, ", "), Piece(f" {say('and', lang)} "), last]


def under(
    name: str, pieces: Sequence[Piece], lang: Language, thing: str | None = None
) -> list[Piece]:
    """Return pieces under a name, that of a thing if one is given."""
    return [Piece(name, thing=thing), Piece(colon(lang)), *pieces]


def values(facts: Iterable[Fact]) -> list[Piece]:
    """Return the texts of facts."""
    return [Piece(fact.text, fact.evidence, fact.id) for fact in facts]


def fact_pieces(facts: Iterable[Fact], lang: Language) -> list[tuple[str, list[Piece]]]:
    """Return facts under the names of their properties, those of one property together."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.label, []).append(fact)
    return [(label, joined(_said(found, lang), ", ")) for label, found in groups.items()]


def told(facts: Iterable[Fact], lang: Language) -> list[Piece]:
    """Return facts as one piece a property: its name, and all that is said under it."""
    return [
        whole(
            [Piece(f"{label}{colon(lang)}"), *pieces],
            next((p.evidence for p in pieces if p.evidence), None),
        )
        for label, pieces in fact_pieces(facts, lang)
    ]


def fact_items(facts: Iterable[Fact], lang: Language, level: int = 0) -> Iterator[Block]:
    """Yield facts as items, one a property."""
    for label, pieces in fact_pieces(facts, lang):
        yield item(under(label, pieces, lang), level)


def _said(facts: Iterable[Fact], lang: Language) -> list[Piece]:
    found = []
    for fact in facts:
        text = quoted(fact.text, lang) if fact.property in OWN_WORDS else fact.text
        named = Piece(text, fact.evidence, fact.id)
        aside = f" ({', '.join(fact.as_)})"
        found.append(whole([named, Piece(aside)], fact.evidence) if fact.as_ else named)
    return found


def date_pieces(when: When | None, lang: Language) -> list[Piece]:
    """Return a date: a star if its year is the report's, a word if it is computed."""
    if when is None:
        return []
    text = say("beginning", lang, date=when.text) if when.basis == "started" else when.text
    text += "*" if when.basis == "report-year" else ""
    if when.stated_as:
        text += f" ({', '.join(quoted(words, lang) for words in when.stated_as)})"
    if when.basis == "computed":
        text += f" ({say('computed', lang)})"
    return [Piece(text, when.evidence)]


def status_pieces(
    statuses: Sequence[Status], lang: Language, *, before: str = " (", shown: bool = True
) -> list[Piece]:
    """Return the latest status, then those of earlier reports."""
    if not statuses or (not shown and len(statuses) == 1):
        return []
    latest, *older = statuses
    pieces = [Piece(before), Piece(latest.label, latest.evidence)]
    older = [status for status in older if status.status != latest.status]
    for status in older:
        frame = f"{semicolon(lang)}{say('before', lang)}{colon(lang)}"
        pieces += [Piece(frame), Piece(status.label, status.evidence)]
    return [*pieces, Piece(")")] if before.endswith("(") else pieces
