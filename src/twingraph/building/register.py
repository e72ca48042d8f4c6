"""The slugs that an output folder has given: minted once, kept from build to build.

In: a file of keys and slugs, and identities. Out: the register with the new ones. A key is that of
what names a city best: its GeoNames number, else its Wikidata items, else the places of sources
that it is. An entry is never changed: where its city has another slug by now, it tells what that
slug replaces. The package's own register (`twingraph.slugs`) goes before.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from twingraph import slugs
from twingraph.errors import DataError
from twingraph.identity.model import IdentifiedCity, Identities
from twingraph.resources import bundled_file

COLUMNS: Final = ["key", "slug"]


def read_register(path: Path) -> dict[str, str]:
    """Return the slugs by key; none where there is no file. Raises DataError for a damaged one."""
    if not path.is_file():
        return {}
    register: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        for row in rows:
            if len(row) != len(COLUMNS):
                raise DataError(
                    f"{len(row)} columns instead of {len(COLUMNS)}", path=path, line=rows.line_num
                )
            register[row[0]] = row[1]
    if register.pop(COLUMNS[0], None) != COLUMNS[1]:
        raise DataError("the first line does not name the columns", path=path, line=1)
    return register


def write_register(path: Path, register: Mapping[str, str]) -> None:
    """Write a register, sorted by key."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(register.items()))


def bundled_register() -> dict[str, str]:
    """Return what the package's register says, in the same form."""
    entries = slugs.read_register(bundled_file("data/slugs.tsv")).values()
    return {
        f"geonames:{entry.geonames}": entry.replaced_by or entry.slug
        for entry in entries
        if entry.geonames is not None
    }


def grown(register: Mapping[str, str], identities: Identities) -> dict[str, str]:
    """Return a register with the cities that it lacks."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for (source, key), match in identities.matches.items():
        places[match.slug].append(f"place:{source}/{key}")
    found = dict(register)
    for city in identities.cities.values():
        for key in _keys(city, places):
            found.setdefault(key, city.slug)
    return found


def _keys(city: IdentifiedCity, places: Mapping[str, list[str]]) -> Iterator[str]:
    if city.geonames is not None:
        yield f"geonames:{city.geonames}"
    elif city.wikidata:
        yield from (f"wikidata:{item}" for item in city.wikidata)
    else:
        yield from places.get(city.slug, ())
