"""Terms as N-Quads writes them: names, texts, numbers, and keys made fit for a name.

In: Python values, with whatever characters a source holds. Out: text that every reader of N-Quads
reads back as it was meant; half characters (lone surrogates) alone become the replacement
character, since UTF-8 has none of them. It knows no vocabulary.
"""

from __future__ import annotations

import hashlib
import math
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from twingraph.prefixes import expand

# What stands in a text as an escape: what ends it, and what a reader by lines may take for the end
# of a line, or a terminal for a command.
_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.-]|[.]$", re.ASCII)
# RFC 3986; what is no ASCII is encoded as well, and a "%" that begins no escape.
_NOT_IN_IRIS: Final = re.compile(r"[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})", re.ASCII)
_ADDRESS: Final = re.compile(
    r"https?://[a-z0-9.-]+(:[0-9]{1,5})?([/?#]\S*)?", re.ASCII | re.IGNORECASE
)
_LONGEST_KEY: Final = 64

_DECIMAL: Final = f"^^<{expand('xsd:decimal')}>"
_INTEGER: Final = f"^^<{expand('xsd:integer')}>"
_BOOLEAN: Final = f"^^<{expand('xsd:boolean')}>"


@lru_cache(maxsize=2**12)
def name(short: str) -> str:
    """Return a prefixed name as an IRI of N-Quads.

    Raises UsageError for a name without prefix or with an unknown one.
    """
    return iri(expand(short))


def iri(text: str) -> str:
    """Return an IRI; what may not stand in one is percent-encoded."""
    before, mark, fragment = text.partition("#")
    rest = mark + fragment.replace("#", "%23")
    return f"<{_NOT_IN_IRIS.sub(_percent, before + rest)}>"


def is_address(text: str) -> bool:
    """Tell whether a text is an address on the web, and nothing beside it."""
    return _ADDRESS.fullmatch(text) is not None


def text(value: str, language: str = "") -> str:
    """Return a text, in a language where its tag is one, else as plain text."""
    quoted = f'"{_ESCAPED.sub(_escape, value)}"'
    return f"{quoted}@{language.lower()}" if _LANGUAGE.fullmatch(language) else quoted


def decimal(value: float) -> str | None:
    """Return a number as a decimal with the digits that Python gives it, or None for no number."""
    if not math.isfinite(value):
        return None
    written = repr(value)
    return f'"{format(Decimal(written), "f") if "e" in written else written}"{_DECIMAL}'


def integer(value: int) -> str:
    """Return a whole number."""
    return f'"{value}"{_INTEGER}'


def boolean(value: bool) -> str:
    """Return true or false."""
    return f'"{"true" if value else "false"}"{_BOOLEAN}'


def key_name(key: str) -> str:
    """Return a row's key as a part of a name; two keys never give one.

    Letters, digits, ``.`` and ``-`` stay; each byte of another character becomes ``_`` and two
    hexadecimal digits. A long key becomes ``_key-`` and its hash.
    """
    if len(key) > _LONGEST_KEY:
        return f"_key-{digest(key, 32)}"
    return _UNSAFE.sub(_hexadecimal, key) if _UNSAFE.search(key) else key


def digest(key: str, length: int) -> str:
    """Return the first hexadecimal digits of the SHA-1 of a key."""
    told = key.encode("utf-8", "surrogatepass")
    return hashlib.sha1(told, usedforsecurity=False).hexdigest()[:length]


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def _hexadecimal(found: re.Match[str]) -> str:
    return "".join(f"_{byte:02x}" for byte in found[0].encode("utf-8", "surrogatepass"))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
