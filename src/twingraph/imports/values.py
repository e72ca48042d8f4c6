"""Values as other people write them: numbers, items, dates, keys.

In: the text of one cell. Out: the value, or ValueError for text that is none. Empty text, and the
words that programs write for nothing, are an empty value. It knows nothing of rows and columns.
"""

from __future__ import annotations

import hashlib
import math
import re
from itertools import takewhile
from typing import Final

from twingraph.dates import parse_date
from twingraph.errors import DataError
from twingraph.slugs import fold_name

# Control characters, what turns the direction of text, and halves of characters.
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)
_NOTHING: Final = frozenset({"", "-", "null", "none", "nan", "na", "n/a", "nil"})
# NA is Namibia, and Naples.
_NO_WORD: Final = _NOTHING - {"na"}
_ITEM: Final = re.compile(
    r"(?:(?:wd:|<?https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]{0,11})>?)",
    re.ASCII | re.IGNORECASE,
)
_FEATURE: Final = re.compile(
    r"(?:<?https?://(?:sws\.|www\.)?geonames\.org/)?([1-9][0-9]{0,9})(?:/[^\s/]*/?>?|\.0)?",
    re.ASCII,
)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+", re.ASCII)
_DAY: Final = re.compile(r"\+?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.]+Z?|\.0)?", re.ASCII)
_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ZERO: Final = frozenset({"0", "0.0", "0000", "0000-00-00"})
_SHOWN: Final = 60


def cleaned(text: str) -> str:
    """Return text on one line, without what cannot be seen."""
    if text.isprintable():  # most is, and the pattern is slow
        return (
            " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
        )
    return " ".join(_UNSEEN.sub(" ", text).split())


def shown(text: str) -> str:
    """Return text to stand in a message: its beginning, where it is long."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def is_nothing(text: str) -> bool:
    """Tell whether this is what programs write for no value."""
    return text.casefold() in _NOTHING


def told(text: str) -> str:
    """Return a word, or nothing for what programs write for none, such as ``nan`` or ``None``."""
    return "" if text.casefold() in _NO_WORD else text


def item(text: str) -> str:
    """Return a Wikidata item such as ``Q134121``, from it or its address; empty for nothing."""
    if is_nothing(text):
        return ""
    if not (found := _ITEM.fullmatch(text)):
        raise ValueError(f"'{shown(text)}' is no Wikidata item such as Q134121")
    return found[1].upper()


def feature(text: str) -> int | None:
    """Return the number of a GeoNames feature, from it or its address."""
    if is_nothing(text) or text in _ZERO:
        return None
    if not (found := _FEATURE.fullmatch(text)):
        raise ValueError(f"'{shown(text)}' is no GeoNames number")
    return int(found[1])


def number(text: str) -> float | None:
    """Return a number; a comma may stand for its point."""
    if is_nothing(text):
        return None
    plain = text.replace("\u2212", "-")
    if "." not in plain:
        plain = plain.replace(",", ".", 1)
    if not _NUMBER.fullmatch(plain) or not math.isfinite(value := float(plain)):
        raise ValueError(f"'{shown(text)}' is no number")
    return value


def count(text: str) -> int | None:
    """Return a number of inhabitants, whose thousands may be apart."""
    if _GROUPED.fullmatch(text):
        value: float | None = float(re.sub(r"\D", "", text))
    else:
        value = number(text)
    if value is None:
        return None
    if not 0 <= value < 1e9:
        raise ValueError(f"'{shown(text)}' is no number of inhabitants")
    return round(value)


def date_local(text: str) -> str:
    """Return the local name of a date: ``1987`` is some day of that year, ``within-1987``.

    Years, months, days (also with an hour, and as 31.12.1987) and our own names of dates are read;
    year 0 is nothing.
    """
    if is_nothing(text) or text in _ZERO:
        return ""
    name = text
    if found := _GERMAN_DAY.fullmatch(text):
        name = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    elif found := _DAY.fullmatch(text):
        # Wikidata may write a year as its day 0 of month 0.
        parts = list(takewhile(lambda part: part not in (None, "00"), found.groups()))
        name = "-".join(parts) if len(parts) == 3 else f"within-{'-'.join(parts)}"
    try:
        return parse_date(name).name
    except DataError:
        raise ValueError(f"'{shown(text)}' is no date such as 1987 or 1987-05-01") from None


def place_key(name: str, *told: str) -> str:
    """Return the key of a place that has no identifier, from its name and what tells it apart.

    It has letters a-z, digits and hyphens only, and is the same in every reading.
    """
    exact = hashlib.sha256("\x1f".join((name, *told)).encode()).hexdigest()[:10]
    return f"{fold_name(name)[:40].strip('-') or 'place'}-{exact}"
