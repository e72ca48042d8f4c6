"""The prefix table: short names such as ``city:hue-vn`` to IRIs and back.

In: ontology/context.jsonld, the only place where prefixes are defined. Out: ``PREFIXES`` and pure
conversions. It knows nothing of what the names stand for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from twingraph.errors import UsageError, near_matches
from twingraph.resources import folder


def _read_prefixes() -> dict[str, str]:
    context = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))
    return {
        prefix: namespace
        for prefix, namespace in context["@context"].items()
        if isinstance(namespace, str) and not prefix.startswith("@")
    }


PREFIXES: Final[dict[str, str]] = _read_prefixes()

ID_PREFIXES: Final[tuple[str, ...]] = tuple(
    p for p, namespace in PREFIXES.items() if namespace.startswith("https://w3id.org/twingraph/")
)
"""The prefixes of twingraph's own names."""

# Each namespace ends in / or #, which no local name holds: so it is what stands before the last.
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)


def expand(name: str) -> str:
    """Return the IRI of a prefixed name.

    Raises UsageError for a name without prefix or with one that the table does not hold.
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        raise UsageError(f"'{name}' is not a prefixed name", hint="write prefix:name")
    if prefix not in PREFIXES:
        raise UsageError(f"unknown prefix '{prefix}:'", hint=near_matches(prefix, PREFIXES))
    return PREFIXES[prefix] + local


@lru_cache(maxsize=2**18)
def shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself where none can be written."""
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix, local = _BY_NAMESPACE.get(iri[:end]), iri[end:]
    return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else iri


def local_name(iri: str) -> str:
    """Return what stands after the last ``/`` or ``#`` of an IRI: a resource's slug."""
    return re.split(r"[/#]", iri)[-1]


def used_prefixes(iris: Iterable[str]) -> dict[str, str]:
    """Return the part of the table that these IRIs need, in alphabetical order."""
    used = {shorten(iri).partition(":")[0] for iri in iris if shorten(iri) != iri}
    return {prefix: PREFIXES[prefix] for prefix in sorted(used)}
