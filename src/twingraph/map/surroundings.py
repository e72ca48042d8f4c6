"""What stands around one city: its partners, its networks, and each tie with its evidence.

In: a graph, a city and a language. Out: `Surroundings`, plain data in that language, sorted. It
gives nothing a place, a colour or a form, and adds nothing that the graph does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twingraph.errors import UsageError
from twingraph.map.lifelines import Lifelines, rows
from twingraph.map.words import check_language, word
from twingraph.names import fold, label
from twingraph.networks import SEPARATOR, network
from twingraph.prefixes import expand, local_name
from twingraph.store import Graph

_Attributes = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A city or a network in the picture; ``role`` is "own", "city" or "network"."""

    iri: str
    name: str
    role: str
    heading: str = ""
    country: str = ""


@dataclass(frozen=True)
class Tie:
    """A tie between two places: an agreement, a claim of a source, or a membership.

    ``mark`` says how it is drawn: "twinning", "agreement", "programme", "contact" or "membership".
    ``status`` is a concept's slug, or "ended", or empty where no source tells one.
    """

    iri: str
    ends: tuple[str, str]
    mark: str
    kind: str
    name: str
    status: str
    status_name: str
    since: str
    until: str
    implied: bool
    passages: tuple[str, ...]

    @property
    def key(self) -> str:
        """The tie's identifier: an agreement of three cities is two ties of one of them."""
        return " ".join((self.iri, *self.ends))


@dataclass(frozen=True)
class Passage:
    """A source passage: where it stands, and our summary of it."""

    iri: str
    slug: str
    where: str
    summary: str


@dataclass(frozen=True)
class Surroundings:
    """A city with all that is tied to it; ``headings`` in the order of their first passages."""

    own: Place
    cities: tuple[Place, ...]
    networks: tuple[Place, ...]
    ties: tuple[Tie, ...]
    memberships: tuple[Tie, ...]
    passages: tuple[Passage, ...]
    headings: tuple[str, ...]
    years: tuple[int, ...]
    undrawn: tuple[str, ...]
    language: str

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the picture, the city itself first."""
        return (self.own, *self.cities, *self.networks)


def own_city(graph: Graph) -> str:
    """Return the city that the graph's reports are about.

    Raises UsageError where no report names one, or several do.
    """
    found = sorted({row[0] for row in rows(graph, "?c", "?r tg:reportOf ?c")})
    if not found:
        raise UsageError(
            "no report in this graph says whose it is", hint="name a city, or build the graph first"
        )
    if len(found) > 1:
        slugs = ", ".join(local_name(iri) for iri in found)
        raise UsageError(f"reports of {len(found)} cities are here: {slugs}", hint="name one city")
    return found[0]


def reach(graph: Graph, city: str) -> int:
    """Return how many cities and networks stand around a city (an IRI), without describing them."""
    return len(
        rows(
            graph,
            "?other",
            f"{{ ?r tg:connects <{city}>, ?other . ?claim tg:claimOn ?r }}"
            f" UNION {{ ?a tg:party <{city}>, ?other . ?other a tg:City }}"
            f" UNION {{ ?m tg:member <{city}> ; tg:network ?other }} FILTER(?other != <{city}>)",
        )
    )


def surroundings(graph: Graph, city: str, language: str = "en") -> Surroundings:
    """Describe what stands around a city (an IRI), in a language."""
    return _Reader(graph, city, check_language(language)).read()


class _Reader:
    """The questions that are put to one graph about one city, in one language."""

    def __init__(self, graph: Graph, city: str, language: str) -> None:
        self.graph = graph
        self.city = city
        self.language = language
        self.life = Lifelines(graph, language)

    def read(self) -> Surroundings:
        """Put them all, and order the answers."""
        headings, of_city = self._headings()
        ties = self._ties()
        partners = {tie.ends[1] for tie in ties}
        memberships = self._memberships(partners)
        cities = [self._place(iri, "city", of_city.get(iri, "")) for iri in partners]
        order = {city.iri: (fold(city.name), city.iri) for city in cities}
        used = {city.heading for city in cities}
        return Surroundings(
            own=self._place(self.city, "own", ""),
            cities=tuple(sorted(cities, key=lambda place: order[place.iri])),
            networks=tuple(
                self._place(iri, "network", "") for iri in sorted({m.ends[1] for m in memberships})
            ),
            ties=tuple(sorted(ties, key=lambda tie: (order[tie.ends[1]], tie.since, tie.key))),
            memberships=tuple(
                sorted(memberships, key=lambda m: (m.ends[1], m.ends[0] != self.city, m.key))
            ),
            passages=self._passages([*ties, *memberships]),
            headings=tuple(name for name in headings if name in used),
            years=tuple(self._years()),
            undrawn=tuple(self._undrawn()),
            language=self.language,
        )

    def label(self, iri: str) -> str:
        """Return a thing's label in the reader's language."""
        return label(self.graph, iri, self.language)

    def _place(self, iri: str, role: str, heading: str) -> Place:
        countries = sorted({row[0] for row in self._ask("?c", f"<{iri}> tg:country ?c")})
        return Place(iri, self.label(iri), role, heading, ", ".join(map(self.label, countries)))

    def _ask(self, variables: str, pattern: str) -> list[tuple[str, ...]]:
        return rows(self.graph, variables, pattern)

    def _ties(self) -> list[Tie]:
        """Return the ties between the city and others."""
        return [
            self._tie(iri, other, held)
            for ends, iri, held in self._edges("ties")
            if self.city in ends
            for other in ends
            if other != self.city
        ]

    def _tie(self, iri: str, other: str, held: _Attributes) -> Tie:
        kinds = _several(held, "kind")
        agreed = held.get("via") == "Agreement"
        mark = _mark([local_name(kind) for kind in kinds], agreed=agreed)
        told = iri if agreed else self._project(other) if mark == "programme" else ""
        status, status_name = self.life.furthest(told) if told else ("", "")
        return Tie(
            iri=iri,
            ends=(self.city, other),
            mark=mark,
            kind=", ".join(map(self.label, kinds)) or word(self.language, mark),
            name=self.label(told) if told else "",
            status=status,
            status_name=status_name or word(self.language, "not-told"),
            since=self.life.since(iri),
            until=str(held.get("end_year", "")),
            implied=_implied(held),
            passages=_merged((_several(held, "passages"), self.life.passages(told or iri))),
        )

    def _memberships(self, partners: set[str]) -> list[Tie]:
        """Return the memberships, of the city and its partners, of the city's networks."""
        edges = self._edges("networks")
        own = {network for (member, network), _, _ in edges if member == self.city}
        return [
            Tie(
                iri=iri,
                ends=(member, network),
                mark="membership",
                kind=word(self.language, "membership"),
                name=", ".join(map(self.label, _several(held, "field"))),
                status="",
                status_name=word(self.language, "not-told"),
                since=str(held.get("start_year", "")),
                until=str(held.get("end_year", "")),
                implied=_implied(held),
                passages=_merged([_several(held, "passages")]),
            )
            for (member, network), iri, held in edges
            if network in own and member in partners | {self.city}
        ]

    def _edges(self, projection: str) -> list[tuple[tuple[str, str], str, _Attributes]]:
        """Return a projection's edges: both ends and the thing between them as IRIs."""
        found = network(self.graph, projection)
        return [
            (
                (found.nodes[source]["iri"], found.nodes[target]["iri"]),
                held["iri"],
                held,
            )
            for source, target, held in found.edges(data=True)
        ]

    def _project(self, other: str) -> str:
        """Return the project that the two cities carry out within a programme, if any."""
        found = self._ask("?p", f"?p tg:partner <{self.city}>, <{other}> ; tg:programme ?programme")
        return min((row[0] for row in found), default="")

    def _headings(self) -> tuple[list[str], dict[str, str]]:
        """Return the reports' headings in their order, and the one of each partner."""
        found = self._ask(
            "?other ?category ?line",
            f"GRAPH ?g {{ ?claim tg:category ?category }} ?claim tg:claimOn ?r ."
            f" ?r tg:connects <{self.city}>, ?other FILTER(?other != <{self.city}>)"
            " OPTIONAL { ?g tg:restsOn/tg:firstLine ?line }",
        )
        first = sorted((int(line or 0), category, other) for other, category, line in found)
        names = {category: self.label(category) for _, category, _ in first}
        of_city: dict[str, str] = {}
        for _, category, other in first:
            of_city.setdefault(other, names[category])
        return list(dict.fromkeys(names[category] for _, category, _ in first)), of_city

    def _passages(self, ties: Iterable[Tie]) -> tuple[Passage, ...]:
        return tuple(self._passage(iri) for iri in _merged(tie.passages for tie in ties))

    def _passage(self, iri: str) -> Passage:
        found = self._ask(
            "?sheet ?first ?last",
            f"<{iri}> tg:firstLine ?first ; tg:lastLine ?last"
            f" OPTIONAL {{ <{iri}> tg:sheet ?sheet }}",
        )
        summaries = sorted(
            (tongue != self.language, tongue, text)
            for text, tongue in self._ask(
                "?text ?tongue", f"<{iri}> tg:summary ?text BIND(LANG(?text) AS ?tongue)"
            )
        )
        where = ""
        if found:
            sheet, first, last = found[0]
            lines = word(
                self.language, "line" if first == last else "lines", first=first, last=last
            )
            where = word(self.language, "sheet", sheet=sheet, lines=lines) if sheet else lines
        return Passage(iri, local_name(iri), where, summaries[0][2] if summaries else "")

    def _years(self) -> list[int]:
        found = self._ask("?y", f"?r tg:reportOf <{self.city}> ; tg:reportYear ?y")
        return sorted({int(row[0]) for row in found})

    def _undrawn(self) -> list[str]:
        """Return the names of the agreements to which no city is party."""
        found = self._ask(
            "?a", "?a a tg:Agreement FILTER NOT EXISTS { ?a tg:party ?c . ?c a tg:City }"
        )
        return sorted({self.label(row[0]) for row in found}, key=lambda name: (fold(name), name))


def _merged(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({item for several in lists for item in several}))


def _several(held: _Attributes, name: str) -> tuple[str, ...]:
    """Return the IRIs that an attribute of the network joins."""
    found = str(held.get(name, ""))
    return tuple(
        each if "://" in each else expand(each) for each in found.split(SEPARATOR) if found
    )


def _implied(held: _Attributes) -> bool:
    """Return whether no source states it: with one basis stated, it is."""
    return {local_name(basis) for basis in _several(held, "basis")} == {"implied"}


def _mark(kinds: Sequence[str], *, agreed: bool) -> str:
    """Return how a tie of these kinds is drawn: as the closest of them."""
    if "twinning" in kinds:
        return "twinning"
    if agreed or any(kind not in ("cooperation-programme", "contact") for kind in kinds):
        return "agreement"
    return "programme" if "cooperation-programme" in kinds else "contact"
