"""What stands around one city: its partners, its networks, and each tie with its evidence.

In: a graph, a city and a language. Out: `Surroundings`, plain data in that language, sorted. It
gives nothing a place, a colour or a form, and adds nothing that the graph does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from twingraph.errors import UsageError
from twingraph.labels import Labels
from twingraph.map.model import ENDED, Passage, Place, Surroundings, Tie
from twingraph.map.words import check_language, word
from twingraph.names import fold
from twingraph.networks import SEPARATOR, network
from twingraph.prefixes import PREFIXES, expand, local_name
from twingraph.standing import standings
from twingraph.store import Graph, value

_PREAMBLE: Final = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("tg", "rdfs"))
_Attributes = Mapping[str, Any]


def own_city(graph: Graph) -> str:
    """Return the city that the graph's reports are about.

    Raises UsageError where no report names one, or several do.
    """
    found = [row[0] for row in _rows(graph, "?c", "?r tg:reportOf ?c")]
    if not found:
        raise UsageError(
            "no report in this graph says whose it is", hint="name a city, or build the graph first"
        )
    if len(found) > 1:
        slugs = ", ".join(local_name(iri) for iri in found)
        raise UsageError(f"reports of {len(found)} cities are here: {slugs}", hint="name one city")
    return found[0]


def surroundings(graph: Graph, city: str, language: str = "en", most: int = 1000) -> Surroundings:
    """Describe what stands around a city (an IRI), in a language.

    Raises UsageError where nothing does, and where the places are more than ``most``.
    """
    return _Reader(graph, city, check_language(language)).read(most)


def _rows(graph: Graph, variables: str, pattern: str) -> list[tuple[str, ...]]:
    """Return the distinct answers to a pattern as text, sorted; unbound is empty."""
    found = graph.select(f"{_PREAMBLE}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return sorted(tuple(value(term) for term in row) for row in found)


class _Reader:
    """The questions that are put to one graph about one city, in one language."""

    def __init__(self, graph: Graph, city: str, language: str) -> None:
        self.graph = graph
        self.city = city
        self.language = language
        self.labels = Labels(graph)
        self.nodes: dict[str, _Attributes] = {}

    def read(self, most: int) -> Surroundings:
        """Put them all, and order the answers."""
        around = [
            (ends if ends[0] == self.city else ends[::-1], held)
            for ends, held in self._edges("ties")
            if self.city in ends
        ]
        partners = {ends[1] for ends, _ in around}
        belonging = self._edges("networks")
        networks = {network for (member, network), _ in belonging if member == self.city}
        self._check_size(1 + len(partners) + len(networks), most)
        headings, of_city = self._headings()
        cities = [self._place(iri, "city", of_city.get(iri, "")) for iri in partners]
        order = {city.iri: (fold(city.name), city.iri) for city in cities}
        used = {city.heading for city in cities}
        ties = [self._tie(ends, held) for ends, held in around]
        kind = word(self.language, "membership")
        members = [
            self._line(ends, held, "membership", kind, self._labels(several(held, "field")))
            for ends, held in belonging
            if ends[1] in networks and ends[0] in partners | {self.city}
        ]
        passages = {passage for tie in (*ties, *members) for passage in tie.passages}
        years = self._ask("?year", f"?r tg:reportOf <{self.city}> ; tg:reportYear ?year")
        return Surroundings(
            own=self._place(self.city, "own"),
            cities=tuple(sorted(cities, key=lambda place: order[place.iri])),
            networks=tuple(self._place(iri, "network") for iri in sorted(networks)),
            ties=tuple(sorted(ties, key=lambda tie: (order[tie.ends[1]], tie.since, tie.key))),
            memberships=tuple(
                sorted(members, key=lambda m: (m.ends[1], m.ends[0] != self.city, m.key))
            ),
            passages=self._passages(sorted(passages)),
            headings=tuple(name for name in headings if name in used),
            years=tuple(int(row[0]) for row in years),
            undrawn=self._undrawn({tie.iri for tie in ties}, partners | {self.city}),
            language=self.language,
        )

    def _check_size(self, places: int, most: int) -> None:
        if places == 1:
            raise UsageError(
                f"the graph holds no tie of {self._label(self.city)}",
                hint="other sources, or another city",
            )
        if places > most:
            raise UsageError(
                f"{self._label(self.city)} and what stands around it are {places:,} nodes;"
                f" a pyvis drawing holds {most:,}",
                hint="--source or --stated-only leaves some out; twingraph export writes them all",
            )

    def _ask(self, variables: str, pattern: str) -> list[tuple[str, ...]]:
        return _rows(self.graph, variables, pattern)

    def _label(self, iri: str) -> str:
        return self.labels.of(iri, self.language)

    def _labels(self, iris: Iterable[str]) -> str:
        return ", ".join(map(self._label, iris))

    def _edges(self, projection: str) -> list[tuple[tuple[str, str], _Attributes]]:
        """Return a projection's edges: both ends as IRIs, and the attributes."""
        found = network(self.graph, projection)
        self.nodes |= {held["iri"]: held for _, held in found.nodes(data=True)}
        return [
            ((found.nodes[source]["iri"], found.nodes[target]["iri"]), held)
            for source, target, held in found.edges(data=True)
        ]

    def _place(self, iri: str, role: str, heading: str = "") -> Place:
        countries = several(self.nodes[iri], "country")
        return Place(iri, self._label(iri), role, heading, self._labels(countries))

    def _tie(self, ends: tuple[str, str], held: _Attributes) -> Tie:
        kinds = several(held, "kind")
        agreed = held["via"] == "Agreement"
        mark = mark_of([local_name(kind) for kind in kinds], agreed=agreed)
        named = held["iri"] if agreed else self._project(ends[1]) if mark == "programme" else ""
        if named and not agreed:
            statuses = standings(self.graph).get(named, {}).get("status", ())
            told = self._ask("?p", f"GRAPH ?g {{ <{named}> ?is ?o }} ?g tg:restsOn ?p")
            passages = [*several(held, "passages"), *(row[0] for row in told)]
            status = SEPARATOR.join(map(value, statuses))
            held = {**held, "status": status, "passages": SEPARATOR.join(passages)}
        kind = self._labels(kinds) or word(self.language, mark)
        return self._line(ends, held, mark, kind, self._label(named) if named else "")

    def _line(
        self, ends: tuple[str, str], held: _Attributes, mark: str, kind: str, name: str
    ) -> Tie:
        status, status_name = self._status(held)
        return Tie(
            iri=held["iri"],
            ends=ends,
            mark=mark,
            kind=kind,
            name=name,
            status=status,
            status_name=status_name,
            since=self._since(held),
            until=str(held.get("end_year", "")),
            implied={local_name(basis) for basis in several(held, "basis")} == {"implied"},
            passages=tuple(sorted(set(several(held, "passages")))),
        )

    def _status(self, held: _Attributes) -> tuple[str, str]:
        """Return the slug of how far a thing had come, or "ended", and it in words."""
        ended, step, status = (
            several(held, name) for name in ("ended_by", "status_step", "status")
        )
        if ended:
            return ENDED, self._labels(ended)
        if not status:
            return "", word(self.language, "not-told")
        words = self._labels(status)
        if step:
            words = word(self.language, "status-of", step=self._labels(step), status=words)
        # Without what is inferred nobody says which of several statuses holds.
        return local_name(status[0]) if len(status) == 1 else "", words

    def _since(self, held: _Attributes) -> str:
        year, counted = held.get("start_year", ""), held.get("start_anniversary")
        if not isinstance(counted, int) or not isinstance(year, int):
            return str(year)
        nth = word(self.language, "anniversary", n=counted)
        return word(self.language, "computed", year=year, nth=nth, told=year + counted)

    def _project(self, other: str) -> str:
        """Return the project that the two cities carry out within a programme, if any."""
        found = self._ask("?p", f"?p tg:partner <{self.city}>, <{other}> ; tg:programme ?programme")
        return found[0][0] if found else ""

    def _headings(self) -> tuple[list[str], dict[str, str]]:
        """Return the reports' headings in their order, and the one of each partner."""
        found = self._ask(
            "?other ?category ?line",
            f"GRAPH ?g {{ ?claim tg:category ?category }} ?claim tg:claimOn ?r ."
            f" ?r tg:connects <{self.city}>, ?other FILTER(?other != <{self.city}>)"
            " OPTIONAL { ?g tg:restsOn/tg:firstLine ?line }",
        )
        first = sorted((int(line or 0), category, other) for other, category, line in found)
        of_city: dict[str, str] = {}
        for _, category, other in first:
            of_city.setdefault(other, self._label(category))
        return list(dict.fromkeys(self._label(category) for _, category, _ in first)), of_city

    def _passages(self, iris: Sequence[str]) -> tuple[Passage, ...]:
        every = f"VALUES ?p {{ {' '.join(f'<{iri}>' for iri in iris)} }}"
        lines = "?p tg:firstLine ?first ; tg:lastLine ?last OPTIONAL { ?p tg:sheet ?sheet }"
        places = {row[0]: row[1:] for row in self._ask("?p ?sheet ?first ?last", every + lines)}
        told = self._ask(
            "?p ?tongue ?text", f"{every} ?p tg:summary ?text BIND(LANG(?text) AS ?tongue)"
        )
        # In the reader's language, else in the first by its code.
        told.sort(key=lambda row: (row[1] != self.language, row))
        return tuple(
            Passage(
                iri,
                local_name(iri),
                self._where(*places[iri]) if iri in places else "",
                next((text for passage, _, text in told if passage == iri), ""),
            )
            for iri in iris
        )

    def _where(self, sheet: str, first: str, last: str) -> str:
        key = "line" if first == last else "lines"
        lines = word(self.language, key, first=first, last=last)
        return word(self.language, "sheet", sheet=sheet, lines=lines) if sheet else lines

    def _undrawn(self, drawn: set[str], around: set[str]) -> tuple[str, ...]:
        """Return the names of the agreements around here that no tie shows.

        Their territories, if they have any, all stand in the picture; else the city's own report
        tells of them.
        """
        found = self._ask(
            "?a ?territory ?of",
            "?a a/rdfs:subClassOf* tg:Agreement"
            " OPTIONAL { ?a tg:party ?territory . ?territory a/rdfs:subClassOf* tg:Territory }"
            " OPTIONAL { GRAPH ?g { ?a ?is ?o } ?g tg:restsOn/tg:inReport/tg:reportOf ?of }",
        )
        territories: dict[str, set[str]] = {}
        reported = {agreement for agreement, _, city in found if city == self.city}
        for agreement, territory, _ in found:
            territories.setdefault(agreement, set()).update({territory} - {""})
        names = {
            self._label(agreement)
            for agreement, parties in territories.items()
            if agreement not in drawn and parties <= around and (parties or agreement in reported)
        }
        return tuple(sorted(names, key=lambda name: (fold(name), name)))


def several(held: _Attributes, name: str) -> tuple[str, ...]:
    """Return the IRIs that an attribute of the network joins."""
    found = str(held.get(name, ""))
    return tuple(
        each if "://" in each else expand(each) for each in found.split(SEPARATOR) if found
    )


def mark_of(kinds: Sequence[str], *, agreed: bool) -> str:
    """Return how a tie of these kinds (slugs) is drawn: as the closest of them."""
    if "twinning" in kinds:
        return "twinning"
    if agreed or any(kind not in ("cooperation-programme", "contact") for kind in kinds):
        return "agreement"
    return "programme" if "cooperation-programme" in kinds else "contact"
