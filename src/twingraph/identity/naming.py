"""A place's name in all the ways in which a gazetteer may write it, folded for comparison.

In: names as sources write them, in any language and script. Out: folded keys (`fold`, `fold_all`),
and the ways to read a name (`readings`), from the name as it stands to what is left of it without
its qualifier, without words such as City, without the word for its level. It knows no places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from typing import Final

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS: Final = (
    *(("ı", "i"), ("ł", "l"), ("ø", "o"), ("đ", "d"), ("ð", "d"), ("ħ", "h"), ("ŧ", "t")),
    *(("ŋ", "n"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"), ("ə", "a")),
)
# Accents and letters used as apostrophes fall away; the vowel signs of Indian and Thai script and
# of Japanese are no accents.
_NO_KEY: Final = re.compile("[^\\w\n\u0900-\u109f\u1780-\u17d3\u3099\u309a]+|[_\u02b0-\u02ff]+")


def fold(name: str) -> str:
    """Return a name without case, accents, spaces and signs; letters of their own spelled out."""
    return _fold_lines(name.replace("\n", " "))


def fold_all(names: Iterable[str]) -> list[str]:
    """Return each name folded as `fold` does, all in one go: a million take two seconds."""
    lines = [name.replace("\n", " ") for name in names]
    return _fold_lines("\n".join(lines)).split("\n") if lines else []


def _fold_lines(text: str) -> str:
    text = text.casefold()
    if not text.isascii():
        # Twice: a compatibility letter may split into a capital, and a capital may fold into two.
        text = unicodedata.normalize("NFKD", text).casefold()
        for letter, plain in _LETTERS:  # far faster than `translate` on long texts
            text = text.replace(letter, plain)
        text = unicodedata.normalize("NFKD", text)
    return _NO_KEY.sub("", text)


class Strength(IntEnum):
    """How much of a name is left in a reading; the lower, the stronger."""

    WHOLE = 0
    BASE = 1
    GENERIC = 2
    LEVEL = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: a folded key, what qualified it, and the level that was cut off."""

    key: str
    strength: Strength = Strength.WHOLE
    qualifiers: tuple[str, ...] = ()
    level: str = ""


# Words for what is called a city, in the languages of the sources: they tell nothing apart.
_GENERIC: Final = (
    "city of|city|town of|town|ville de|ville|stadt|ciudad de|ciudad|cidade|citta di|"
    "città di|comune di|comune|hansestadt|metropole|métropole|metropolitan city|special city|shi"
)
MUNICIPALITY: Final = "municipality"
COUNTY: Final = "county"
_LEVELS: Final = {
    MUNICIPALITY: (
        "greater|municipality of|municipality|urban municipality|metropolitan municipality|"
        "city municipality|commune de|commune|"
        "gemeinde|stadtgemeinde|marktgemeinde|kommun|kommune|gmina|urban gmina|"
        "concelho|município|municipio|obec|općina|opština|samtgemeinde|verbandsgemeinde"
    ),
    COUNTY: (
        "vald|parish|parish of|emirate|emirate of|emirat|london borough of|provinz|"
        "präfektur|distrikt|gouvernement|departement|département|departamento|komitat|regierungsbezirk|"
        "rural gmina|rural municipality|municipal district|district municipality|"
        "county of|county|district of|district|province of|province|region|prefecture|oblast|raion|"
        "rajon|kreis|landkreis|bezirk|stadtbezirk|powiat|okres|county borough|borough|governorate|"
        "department|voivodeship|communauté|communauté de communes|arrondissement|canton|"
        "metropolitan area|urban area|agglomération|autonomous region|autonomous okrug"
    ),
}


def _words(words: str) -> re.Pattern[str]:
    longest = "|".join(sorted((re.escape(word) for word in words.split("|")), key=len)[::-1])
    return re.compile(rf"^(?:{longest})\s+(?=\S)|[\s-]+(?:{longest})$", re.IGNORECASE)


_GENERIC_WORDS: Final = _words(_GENERIC)
_LEVEL_WORDS: Final = {level: _words(words) for level, words in _LEVELS.items()}
_LEVEL_ALONE: Final = {word: level for level, words in _LEVELS.items() for word in words.split("|")}
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_OR: Final = re.compile(r"\s*/\s*")
_INSIDE: Final = re.compile(r"\s+[-\u2013\u2014]\s+")
_SAINT: Final = re.compile(r"\b(?:st|ste|saint|sainte|sankt|sint)\b\.?[\s-]*", re.IGNORECASE)
_SAINTS: Final = ("St ", "Saint ", "Sankt ", "Sint ", "Sainte ")
# What Germans write short before a river or a landscape.
_SHORT: Final = (
    (re.compile(r"\ba\. ?d\. ?", re.IGNORECASE), "an der "),
    (re.compile(r"\bi\. ?d\. ?", re.IGNORECASE), "in der "),
    (re.compile(r"\bo\. ?d\. ?", re.IGNORECASE), "ob der "),
    (re.compile(r"\bv\. ?d\. ?", re.IGNORECASE), "vor der "),
    (re.compile(r"\ba\. ?(?=\w)"), "am "),
    (re.compile(r"\bi\. ?(?=\w)"), "im "),
    (re.compile(r"\bb\. ?(?=\w)"), "bei "),
)
# "Newcastle upon Tyne", "Frankfurt am Main": the river is a qualifier where nothing bears it all.
_RIVER: Final = re.compile(
    r"\s+(?:am|an der|an dem|im|in der|bei|ob der|vor der|upon|on|under|sur|aan de|aan den|"
    r"nad|pod|sul|del|na)\s+(?=\S)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def readings(name: str) -> tuple[Reading, ...]:
    """Return the ways to read a name, the strongest first, each key and strength once."""
    found: dict[tuple[str, Strength], Reading] = {}
    for reading in _readings(" ".join(name.split())):
        if reading.key:
            found.setdefault((reading.key, reading.strength), reading)
    return tuple(sorted(found.values(), key=lambda reading: reading.strength))


def _readings(name: str) -> Iterator[Reading]:
    yield from _spelled(name, Reading("", Strength.WHOLE))
    base, qualifiers, level = _without_qualifiers(name)
    read = Reading("", Strength.BASE, qualifiers, level)
    if level:
        read = replace(read, strength=Strength.LEVEL)
    if base != name:
        yield from _spelled(base, read)
    city, *districts = _INSIDE.split(base)
    if districts:  # "Sarajevo – Stari Grad"
        yield from _spelled(districts[-1], replace(read, qualifiers=(*qualifiers, city)))
        return
    parts = [part for part in _OR.split(base) if part]
    if len(parts) > 1:
        for part in parts:
            rest = tuple(other for other in parts if other != part)
            yield from _spelled(part, replace(read, qualifiers=qualifiers + rest))
    river = _RIVER.split(base, maxsplit=1)
    if len(river) == 2 and len(river[0]) > 2:
        yield from _spelled(river[0], replace(read, qualifiers=(*qualifiers, river[1])))
    for part in parts:
        yield from _without_words(part, read)


def _without_words(base: str, read: Reading) -> Iterator[Reading]:
    generic = _cut(_GENERIC_WORDS, base)
    if generic != base:
        weaker = max(read.strength, Strength.GENERIC)
        yield from _spelled(generic, replace(read, strength=weaker))
    # The longest word counts: "District Municipality" is not a municipality.
    cuts = [(_cut(words, base), level) for level, words in _LEVEL_WORDS.items()]
    cut, level = min(cuts, key=lambda pair: len(pair[0]))
    if cut != base:
        yield from _spelled(cut, replace(read, strength=Strength.LEVEL, level=level))


def _cut(words: re.Pattern[str], name: str) -> str:
    """Return a name without the words at either of its ends; whole where nothing else is left."""
    return words.sub("", name).strip() or name


def _without_qualifiers(name: str) -> tuple[str, tuple[str, ...], str]:
    """Return a name without brackets and commas, what stood there, and a level among it."""
    qualifiers: list[str] = []
    level = ""
    base = _BRACKETS.sub("", name).strip()
    for inside in _BRACKETS.findall(name):
        qualifiers += [part.strip() for part in inside.split(",")]
    first, *rest = [part.strip() for part in (base or name).split(",")]
    if first:
        base, qualifiers = first, qualifiers + rest
    kept = []
    for qualifier in qualifiers:
        alone = _LEVEL_ALONE.get(qualifier.casefold())
        if alone:
            level = alone
        elif qualifier:
            kept.append(qualifier)
    return base, tuple(kept), level


def _spelled(name: str, read: Reading) -> Iterator[Reading]:
    yield replace(read, key=fold(name))
    long = name
    for short, words in _SHORT:
        long = short.sub(words, long)
    if long != name:
        yield replace(read, key=fold(long))
    if _SAINT.search(name):
        for saint in _SAINTS:
            yield replace(read, key=fold(_SAINT.sub(saint, name)))


# Of what is part of a city: "Berlin (Bezirk Mitte)".
_PART: Final = re.compile(
    r"^(?:(?:stadt)?bezirk|stadtteil|ortsteil|stadtviertel|district|borough|ward|arrondissement)\b"
    r"|\b(?:bezirk|district|borough|ward)$",
    re.IGNORECASE,
)


def is_part(qualifier: str) -> bool:
    """Return whether what a name adds is called a part of a city."""
    return _PART.search(qualifier) is not None


def level_of(name: str, stated: str = "") -> str:
    """Return the level that a source states or a name's words tell: county, municipality, none."""
    if stated:
        for level, words in _LEVELS.items():
            if any(word in stated.casefold().split() for word in words.split("|")):
                return level
    return next((r.level for r in readings(name) if r.level), "")
