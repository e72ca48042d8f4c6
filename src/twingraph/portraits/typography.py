"""Numbers and texts as a language prints them: decimal sign, groups of thousands, French spaces.

In: a value, or a text. Out: text. It escapes nothing and knows no measure.
"""

from __future__ import annotations

import re
from typing import Final

from twingraph.measures.model import Value

UNKNOWN: Final = "–"

_THIN: Final = "\u202f"
_BLANK: Final = "\u00a0"
_DIGITS: Final = 4
_GROUPED: Final = 10_000
"""Numbers of four digits are not grouped, years among them."""
_SMALL: Final = 1e-3
_SUPERSCRIPT: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_CODE: Final = re.compile("`([^`]+)`")
"""A column's name in a remark."""
_LARGE: Final = re.compile(r"(?<![\w.,/:-])[1-9]\d{4,}(?![\w/]|[.,]\d)")
"""A count in a sentence: no part of a name, a fraction or an address."""
_YES: Final = {"en": ("yes", "no"), "fr": ("oui", "non")}


def shown(value: Value, language: str) -> str:
    """Return a value for a reader: fractions with four digits, – where it is not defined."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _YES[language][0 if value else 1]
    if isinstance(value, str):
        return value
    return number(value, language)


def number(value: float, language: str) -> str:
    """Return a number with the language's signs."""
    if float(value).is_integer() and abs(value) < 1e15:
        text = f"{int(value):,}" if abs(value) >= _GROUPED else str(int(value))
    elif abs(value) >= _GROUPED:
        text = f"{value:,.0f}"
    elif abs(value) < _SMALL:
        digits, _, power = f"{value:.2e}".partition("e")
        text = f"{digits}{_BLANK}×{_BLANK}10{str(int(power)).translate(_SUPERSCRIPT)}"
    else:
        text = f"{value:.{_DIGITS}g}"
    text = text.replace("-", "−")
    return text.replace(",", _THIN).replace(".", ",") if language == "fr" else text


def percent(share: float, language: str) -> str:
    """Return a share as a percentage with one decimal."""
    text = f"{100 * share:.1f}".removesuffix(".0")
    return f"{text.replace('.', ',')}{_BLANK}%" if language == "fr" else f"{text}%"


def grouped(text: str, language: str) -> str:
    """Return a text whose large numbers are grouped as `number` does it."""
    return _LARGE.sub(lambda found: number(int(found[0]), language), text)


def typeset(text: str, language: str) -> str:
    """Return a text with its language's quotation marks, and spaces where it has them."""
    if language != "fr":
        return re.sub(r"(\d) %", r"\1%", _CODE.sub("“\\1”", text))
    text = _CODE.sub("« \\1 »", text)
    text = re.sub(r"[ \u00a0\u202f]+([;?!])", rf"{_THIN}\1", text)
    text = re.sub(r"[ \u00a0\u202f]+([:%»])", rf"{_BLANK}\1", text)
    return re.sub(r"«[ \u00a0\u202f]*", f"«{_BLANK}", text)
