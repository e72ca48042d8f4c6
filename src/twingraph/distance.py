"""Distance on the Earth: kilometres between two positions.

In: degrees north and east. Out: kilometres on a sphere.
"""

from __future__ import annotations

import math

Position = tuple[float, float]
"""Degrees north and east."""


def kilometres(one: Position, other: Position) -> float:
    """Return the great-circle distance on a sphere of 6,371 km."""
    a, b, c, d = map(math.radians, (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))
