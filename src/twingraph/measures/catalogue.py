"""All measures by name: those that the modules here offer, joined when they are first asked for.

In: a name. Out: its `Measure`. A module with measures has its line in ``MODULES``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from twingraph.errors import UsageError, near_matches
from twingraph.measures.model import Measure

MODULES: Final = (
    "portrait",
    "distances",
    "degrees",
    "distribution",
    "power_law",
    "clustering",
    "closeness",
    "centrality",
    "brokerage",
    "position",
    "inventory",
    "timeline",
    "monthly",
    "visits",
    "actors",
    "hinges",
    "dormant",
    "portrait_against_nulls",
    "bands",
    "mixing",
    "reciprocity",
    "distance_of_links",
    "communities",
    "incidence",
    "twomode",
    "layers",
    "growth",
    "triads",
    "census",
    "coverage",
    "published",
    "countries",
    "gravity",
)
"""The modules with a tuple ``MEASURES``, in the order in which their measures are listed."""
_PREDICTING: Final = ("predict", "prédi", "suggest", "recommend")


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by its name, in the order of the list."""
    offered = [
        measure
        for module in MODULES
        for measure in import_module(f"twingraph.measures.{module}").MEASURES
    ]
    return {measure.name: measure for measure in offered}


def find_measure(name: str) -> Measure:
    """Return the measure of a name; raises UsageError, with those of near names, for another."""
    known = measures()
    if name not in known:
        hint = near_matches(name, known) or "twingraph measure --list"
        if any(word in name.casefold() for word in _PREDICTING):
            hint = "links that might be are ranked by: twingraph suggest CITY"
        raise UsageError(f"no measure '{name}'", hint=hint)
    return known[name]
