"""Which literals Nemo reads: it loses what its datatype does not allow, and the rows after it.

In: a text and its datatype. Out: yes or no. A value such as ``"five"^^xsd:integer`` makes Nemo 0.10
drop the term and take the next one for it, so that every later statement of the input is another
one: such a value must not come before it. The checks find it; nothing follows from it.
"""

from __future__ import annotations

import math
import re
from typing import Final

from twingraph.prefixes import expand

_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_INFINITE: Final = math.inf
_LONGEST: Final = 1000
"""How many signs a number may have: Python itself reads no more than a few thousand."""
_BOUNDS: Final = {
    expand(f"xsd:{name}"): bounds
    for name, bounds in {
        "integer": (-_INFINITE, _INFINITE),
        "nonNegativeInteger": (0, _INFINITE),
        "positiveInteger": (1, _INFINITE),
        "nonPositiveInteger": (-_INFINITE, 0),
        "negativeInteger": (-_INFINITE, -1),
        "long": (-(2**63), 2**63 - 1),
        "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1),
        "byte": (-(2**7), 2**7 - 1),
        "unsignedLong": (0, 2**64 - 1),
        "unsignedInt": (0, 2**32 - 1),
        "unsignedShort": (0, 2**16 - 1),
        "unsignedByte": (0, 2**8 - 1),
    }.items()
}
_BOOLEANS: Final = frozenset({"true", "false", "1", "0"})
_OTHERS: Final = {
    expand("xsd:decimal"): lambda text: _DECIMAL.fullmatch(text) is not None,
    # Neither the infinite nor "not a number": Nemo has no such values.
    expand("xsd:double"): lambda text: (
        _DOUBLE.fullmatch(text) is not None and math.isfinite(float(text))
    ),
    expand("xsd:boolean"): lambda text: text in _BOOLEANS,
}


def is_allowed(text: str, datatype: str) -> bool:
    """Say whether Nemo takes a text with the IRI of a datatype for a value of it."""
    if datatype in _BOUNDS:
        low, high = _BOUNDS[datatype]
        if len(text) > _LONGEST or not _WHOLE.fullmatch(text):
            return False
        return low <= int(text) <= high
    test = _OTHERS.get(datatype)
    return test is None or test(text)
