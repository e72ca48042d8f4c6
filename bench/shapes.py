"""Graphs of any size with the shape of the world's twinnings: ``python -m bench.shapes N FILE``.

In: how many quads, and where to. Out: an N-Quads file of cities, mentions, relations, claims and
what the gazetteer says, as an import writes them, line by line, so that memory does not grow with
the file; the same lines for the same numbers. A few cities have many partners, most have one or
two. No city in it exists.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from twingraph.prefixes import PREFIXES

SEED: Final = 2026
SIZES: Final = (1_000_000, 10_000_000)
"""The sizes that are measured."""
LARGE: Final = 30_000_000
"""And one more where it is asked for."""
_TAIL: Final = 1.6
"""A city's number is this power of an even chance: the first ones are drawn most often."""
_LINKS: Final = 1.6
_SOURCES: Final = ("alpha-2026", "beta-2016", "gamma-2022", "delta-2015")
_COUNTRIES: Final = 200
_BLOCK: Final = 10_000
_ID: Final = "https://w3id.org/twingraph/id/"
_XSD: Final = PREFIXES["xsd"]
_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_LABEL: Final = f"<{PREFIXES['rdfs']}label>"


def write_shape(path: Path, quads: int, seed: int = SEED) -> None:
    """Write about so many quads, a little more, to a file."""
    lines = shape(quads, seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while block := "".join(islice(lines, _BLOCK)):
            file.write(block)


def cities(quads: int) -> int:
    """Return the number of cities in a shape of so many quads."""
    return quads * 10 // 376 + 2


def city(number: int) -> str:
    """Return the IRI of a city; that of number 0 has the most partners."""
    return f"{PREFIXES['city']}c{number}-x{number % _COUNTRIES}"


def shape(quads: int, seed: int = SEED) -> Iterator[str]:
    """Yield the lines of about so many quads, one to a few at a time."""
    chance = Random(seed)
    many = cities(quads)
    for source in _SOURCES:
        yield _quad(f"<{PREFIXES['graph']}{source}>", _tg("source"), _id("source", source), source)
    for number in range(many):
        yield from _city(number, chance)
    for row in range(int(many * _LINKS)):
        one = int(many * chance.random() ** _TAIL)
        other = int(many * chance.random())
        if one != other:
            yield from _link(row, one, other, chance)


def _city(number: int, chance: Random) -> Iterator[str]:
    iri = f"<{city(number)}>"
    latitude, longitude = chance.uniform(-60, 70), chance.uniform(-180, 180)
    yield _quad(iri, _TYPE, _tg("City"), "identity")
    yield _quad(iri, _LABEL, f'"City {number}"@en', "identity")
    yield _quad(iri, _LABEL, f'"Ville {number}"@fr', "identity")
    yield _quad(iri, _tg("latitude"), _decimal(latitude), "gazetteer")
    yield _quad(iri, _tg("longitude"), _decimal(longitude), "gazetteer")
    country = _id("country", f"x{number % _COUNTRIES}")
    yield _quad(iri, _tg("country"), country, "gazetteer")
    people = f'"{int(chance.paretovariate(0.9) * 1000)}"^^<{_XSD}integer>'
    yield _quad(iri, _tg("population"), people, "gazetteer")
    yield _quad(iri, _tg("geonamesFeature"), f"<https://sws.geonames.org/{number}/>", "gazetteer")
    for source in _SOURCES[: 1 + (number % 3 == 0)]:
        mention = _id("mention", f"{source}-{number}")
        yield _quad(mention, _TYPE, _tg("Mention"), source)
        yield _quad(mention, _tg("nameStatedAs"), f'"City {number}"@en', source)
        yield _quad(mention, _tg("countryStatedAs"), f'"Country {number % _COUNTRIES}"', source)
        yield _quad(mention, _tg("latitude"), _decimal(latitude + 0.01), source)
        yield _quad(mention, _tg("longitude"), _decimal(longitude - 0.01), source)
        yield _quad(mention, _tg("mentionOf"), iri, "identity")
        yield _quad(mention, _tg("grade"), _vocab("grade", "same"), "identity")
        yield _quad(mention, _tg("matchReason"), _vocab("reason", "name"), "identity")
        yield _quad(mention, _tg("matchReason"), _vocab("reason", "country"), "identity")


def _link(row: int, one: int, other: int, chance: Random) -> Iterator[str]:
    source = _SOURCES[min(int(chance.expovariate(1)), len(_SOURCES) - 1)]
    ends = sorted((city(one), city(other)))
    slugs = [end.removeprefix(PREFIXES["city"]) for end in ends]
    relation, claim = _id("rel", "--".join(slugs)), _id("claim", f"{source}-{row}")
    yield _quad(relation, _TYPE, _tg("Relation"), source)
    for end in ends:
        yield _quad(relation, _tg("connects"), f"<{end}>", source)
    yield _quad(claim, _TYPE, _tg("Claim"), source)
    yield _quad(claim, _tg("claimOn"), relation, source)
    yield _quad(claim, _tg("basis"), _vocab("basis", "stated"), source)
    yield _quad(claim, _tg("statedAs"), '"twin town"@en', source)
    yield _quad(claim, _tg("firstMention"), _id("mention", f"{_SOURCES[0]}-{one}"), source)
    yield _quad(claim, _tg("secondMention"), _id("mention", f"{_SOURCES[0]}-{other}"), source)
    yield _quad(claim, _tg("rowKey"), f'"{row}"', source)
    yield _quad(f"<{city(one)}>", _tg("listedAsTwinOf"), f"<{city(other)}>", source)


def _quad(subject: str, prop: str, held: str, graph: str) -> str:
    return f"{subject} {prop} {held} <{PREFIXES['graph']}{graph}> .\n"


def _id(kind: str, name: str) -> str:
    return f"<{_ID}{kind}/{name}>"


def _vocab(scheme: str, name: str) -> str:
    return f"<https://w3id.org/twingraph/vocab/{scheme}/{name}>"


def _tg(name: str) -> str:
    return f"<{PREFIXES['tg']}{name}>"


def _decimal(number: float) -> str:
    return f'"{number:.5f}"^^<{_XSD}decimal>'


if __name__ == "__main__":
    write_shape(Path(sys.argv[2]), int(sys.argv[1]))
