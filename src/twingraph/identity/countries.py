"""What sources call countries and regions: data/imports/countries.tsv, read.

In: the file of labels, with a country's code and, for a part of a country, the gazetteer's code of
the region. Out: the country and region that a label means (`Countries`). A label that stands
nowhere is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple

from twingraph.errors import DataError
from twingraph.identity.naming import fold
from twingraph.resources import bundled_file

COLUMNS: Final = ("label", "country", "region")

# GeoNames gives these a code of their own; sources also count them to the state.
# Of the parts that are disputed, Crimea stands under Ukraine, in two of its regions.
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "au": ("cc", "cx", "nf"),
    "cn": ("hk", "mo"),
    "dk": ("fo", "gl"),
    "fi": ("ax",),
    "fr": ("bl", "gf", "gp", "mf", "mq", "nc", "pf", "pm", "re", "wf", "yt"),
    "gb": ("bm", "fk", "gg", "gi", "im", "je", "ky", "sh", "tc", "vg"),
    "il": ("ps",),
    "ma": ("eh",),
    "nl": ("aw", "bq", "cw", "sx"),
    "no": ("sj",),
    "nz": ("ck", "nu", "tk"),
    "ps": ("il",),
    "rs": ("xk",),
    "ru": ("ua-11", "ua-20"),
    "us": ("as", "gu", "mp", "pr", "vi"),
}


class Area(NamedTuple):
    """A country's code, and a region's where the label means only a part; in small letters."""

    country: str
    region: str = ""


@dataclass(frozen=True)
class Countries:
    """Labels of countries, and regions by country, folded as `naming.fold` does."""

    areas: Mapping[str, Area]
    regions: Mapping[tuple[str, str], str]

    def area(self, label: str) -> Area | None:
        """Return what a label means: "England, United Kingdom", "France", "USA"; else None.

        Of a label with commas that stands nowhere, the last part counts, and the part before it
        where it is a region of that country.
        """
        found = self.areas.get(fold(label))
        if found is not None or "," not in label:
            return found
        *before, last = label.split(",")
        country = self.areas.get(fold(last))
        if country is None:
            return None
        region = self.region(country.country, before[-1])
        return Area(country.country, region) if region else country

    @cached_property
    def divided(self) -> frozenset[str]:
        """Return the countries of which the regions are listed."""
        return frozenset(country for country, _ in self.regions)

    def region(self, country: str, label: str) -> str:
        """Return the code of a country's region by its name, or empty."""
        return self.regions.get((country, fold(label)), "")


def related(country: str) -> frozenset[Area]:
    """Return the territories that sources may also mean by a country's name."""
    return frozenset(Area(*part.split("-")) for part in _PARTS.get(country, ()))


@cache
def countries() -> Countries:
    """Return the shipped labels."""
    return read_countries(bundled_file("data/imports/countries.tsv"))


def read_countries(path: Path) -> Countries:
    """Return the labels of a file.

    Raises DataError with the line for a wrong header, number of columns or code, and for a label
    that means two things.
    """
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError(
            "the first line does not name the columns", path=path, line=1, hint="\t".join(COLUMNS)
        )
    areas: dict[str, Area] = {}
    regions: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise DataError(f"{len(cells)} columns instead of 3", path=path, line=number)
        label, country, region = cells
        if not re.fullmatch("[a-z]{2}", country) or not re.fullmatch("[a-z0-9]*", region):
            raise DataError(
                f"no codes: {country!r}, {region!r}", path=path, line=number, hint="small letters"
            )
        area = Area(country, region)
        if areas.setdefault(fold(label), area) != area:
            raise DataError(f"{label} means two things", path=path, line=number)
        if region:
            regions.setdefault((country, fold(label.partition(",")[0])), region)
    return Countries(areas, regions)
