"""Small networks for tests of suggestions; no tests here.

In: a seed. Out: links whose ties have a pattern, so that a model has something to learn: cities in
five countries, tied within two groups of countries rather than between them.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from twingraph.projections.model import Links, links_of

COUNTRIES = ("BE", "FR", "DE", "JP", "CN")
GROUPS = ({"BE", "FR", "DE"}, {"JP", "CN"})
PLACES = {"BE": (50.5, 4.5), "FR": (47.0, 2.0), "DE": (51.0, 10.0), "JP": (36.0, 138.0),
          "CN": (35.0, 105.0)}  # fmt: skip
PAST, LATER = "wikidata-2016", "wikipedia-2026"


def links(pairs: list[tuple[str, str]], **about: dict[str, Any]) -> Links:
    """Return links of a few cities, each told by the list of 2016."""
    return links_of("cities", pairs, nodes=about, columns={"sources": [PAST] * len(pairs)})


def world(seed: int = 1, cities: int = 60) -> Links:
    """Return links of made-up cities; a third of the ties are told by the later list alone."""
    rng = np.random.default_rng(seed)
    about: dict[str, dict[str, object]] = {}
    for number in range(cities):
        country = COUNTRIES[number % len(COUNTRIES)]
        north, east = PLACES[country]
        about[f"city:{number:03}"] = {
            "label": f"City {number}",
            "country": country,
            "continent": "EU" if country in GROUPS[0] else "AS",
            "eu": country in GROUPS[0],
            "latitude": north + rng.uniform(-2, 2),
            "longitude": east + rng.uniform(-2, 2),
            "population": float(rng.integers(3_000, 900_000)),
        }
    pairs, said = [], []
    for one, other in itertools.combinations(sorted(about), 2):
        near = any({about[one]["country"], about[other]["country"]} <= group for group in GROUPS)
        if rng.random() < (0.15 if near else 0.02):
            pairs.append((one, other) if rng.random() < 0.5 else (other, one))
            said.append(PAST if rng.random() < 0.67 else LATER)
    return links_of("cities", pairs, nodes=about, columns={"sources": said})
