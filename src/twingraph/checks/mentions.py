"""What imported sources call places, and which city each was taken for, read from the graph.

In: a graph that holds mentions. Out: `Mention`, `Membership` and `SelfLink` values and the cities,
in order. It looks only at what imports write and judges nothing; a graph without an import holds
none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from twingraph.distance import Position
from twingraph.prefixes import PREFIXES, local_name
from twingraph.store import Graph, value

_PREAMBLE: Final = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("tg", "rdfs", "grade", "reason")
)
_NAMES: Final = (
    "SELECT ?mention ?graph ?name WHERE { GRAPH ?graph { ?mention tg:nameStatedAs ?name } }"
)
_HOMONYMS: Final = "SELECT ?mention WHERE { ?mention tg:matchReason reason:homonyms }"
_ROWS: Final = """SELECT ?row WHERE {{
  {{ ?claim tg:firstMention <{0}> }} UNION {{ ?claim tg:secondMention <{0}> }}
  ?claim tg:rowKey ?row
}}"""
_LABELS: Final = """SELECT ?city ?label WHERE {
  ?city rdfs:label ?label FILTER(LANG(?label) = "en")
}"""
# What the few claims say that this finds is asked one by one: joined, it takes four times as long.
_SELF_LINKS: Final = """SELECT ?claim ?graph WHERE {
  GRAPH ?graph { ?claim a tg:Claim FILTER NOT EXISTS { ?claim tg:claimOn ?relation } }
}"""
_ENDS: Final = """SELECT ?row ?one ?other WHERE {{
  <{0}> tg:rowKey ?row ; tg:firstMention ?one ; tg:secondMention ?other
}}"""
_MEMBERSHIPS: Final = """SELECT ?membership ?graph ?row ?mention ?network ?field WHERE {
  GRAPH ?graph {
    ?membership a tg:Membership ; tg:firstMention ?mention ; tg:network ?network ; tg:rowKey ?row .
    OPTIONAL { ?membership tg:networkField ?field }
  }
}"""


@dataclass(frozen=True)
class Mention:
    """A place as one source names it, and the city that it was taken for (IRI, empty if none).

    ``homonyms`` tells that several cities could be meant.
    """

    iri: str
    graph: str
    name: str
    country: str
    position: Position | None
    item: str
    city: str
    grade: str
    homonyms: bool

    @property
    def source(self) -> str:
        """Return the short name of its source."""
        return local_name(self.graph)


@dataclass(frozen=True)
class Row:
    """A claim or a membership, by IRI, with its row, the mentions it names and the rest of it."""

    iri: str
    graph: str
    row: str
    mentions: tuple[str, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class City:
    """A city that mentions were taken for; ``listed`` tells that the gazetteer has it."""

    iri: str
    name: str
    position: Position | None
    listed: bool


class Mentions:
    """The mentions of a graph and what hangs on them; each is read when it is asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._rows: dict[str, str] = {}

    @cached_property
    def all(self) -> dict[str, Mention]:
        """Return the mentions by IRI, in order."""
        # One property after the other: the engine takes ten times as long for what is optional.
        countries = self._values("tg:countryStatedAs")
        latitudes = self._values("tg:latitudeStated")
        longitudes = self._values("tg:longitudeStated")
        items = self._values("tg:wikidataItemStated")
        cities = self._values("tg:mentionOf")
        grades = self._values("tg:grade")
        homonyms = {mention for (mention,) in self._texts(_HOMONYMS)}
        return {
            iri: Mention(
                iri,
                graph,
                name,
                countries.get(iri, ""),
                _degrees(latitudes.get(iri), longitudes.get(iri)),
                local_name(items.get(iri, "")),
                cities.get(iri, ""),
                local_name(grades.get(iri, "")),
                iri in homonyms,
            )
            for iri, graph, name in sorted(self._texts(_NAMES))
        }

    @cached_property
    def cities(self) -> dict[str, City]:
        """Return the cities that mentions were taken for, by IRI, in order."""
        labels = {row[0]: row[1] for row in self._texts(_LABELS)}
        listed = self._values("tg:geonamesFeature")
        latitudes, longitudes = self._values("tg:latitude"), self._values("tg:longitude")
        return {
            iri: City(
                iri,
                labels.get(iri, local_name(iri)),
                _degrees(latitudes.get(iri), longitudes.get(iri)),
                iri in listed,
            )
            for iri in sorted(self.of_city)
        }

    @cached_property
    def items(self) -> frozenset[tuple[str, str]]:
        """Return cities with the items that are theirs or those of mentions surely theirs."""
        rows = self._pairs("tg:wikidataItem")
        told = {(city, local_name(item)) for city, item in rows if city in self.of_city}
        stated = {(m.city, m.item) for m in self.all.values() if m.item and m.grade == "same"}
        return frozenset(told | stated)

    @cached_property
    def of_city(self) -> dict[str, list[Mention]]:
        """Return the mentions by the city that they were taken for."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.all.values():
            if mention.city:
                found[mention.city].append(mention)
        return found

    def self_links(self) -> list[Row]:
        """Return the claims of imports that tie a city to itself, in order."""
        found = []
        for claim, graph in self._texts(_SELF_LINKS):
            ends = self._texts(_ENDS.format(claim))
            found += [Row(claim, graph, row, (one, other)) for row, one, other in ends]
        return sorted(found, key=_order)

    def memberships(self) -> list[Row]:
        """Return the memberships that imports state, with network and field, in order."""
        return sorted(
            (
                Row(m, graph, row, (mention,), (network, field))
                for m, graph, row, mention, network, field in self._texts(_MEMBERSHIPS)
            ),
            key=_order,
        )

    def row(self, mention: Mention) -> str:
        """Return the key of the first row that names a mention."""
        if mention.iri not in self._rows:
            rows = (row for (row,) in self._texts(_ROWS.format(mention.iri)))
            self._rows[mention.iri] = min(rows, key=row_order, default="")
        return self._rows[mention.iri]

    def shown(self, mention: Mention) -> str:
        """Return how a message names a mention: name and country as stated, source and row."""
        where = f" ({mention.country})" if mention.country else ""
        return f"{mention.name}{where}, {mention.source} {self.row(mention)}".rstrip()

    def _values(self, prop: str) -> dict[str, str]:
        return dict(self._pairs(prop))

    def _pairs(self, prop: str) -> Iterator[tuple[str, str]]:
        query = f"SELECT ?thing ?value WHERE {{ ?thing {prop} ?value }}"
        return ((thing, text) for thing, text in self._texts(query))

    def _texts(self, query: str) -> Iterator[tuple[str, ...]]:
        _, rows = self._graph.stream(_PREAMBLE + query)
        return (tuple(map(value, row)) for row in rows)


def row_order(row: str) -> tuple[int, str]:
    """Return what rows are sorted by: numbers as numbers, before them nothing."""
    return (int(row), "") if row.isdecimal() else (0, row)


def _order(row: Row) -> tuple[str, tuple[int, str], str]:
    return row.graph, row_order(row.row), row.iri


def _degrees(latitude: str | None, longitude: str | None) -> Position | None:
    if latitude is None or longitude is None:
        return None
    return float(latitude), float(longitude)
