"""The payload's core: all that the page needs for its first drawing.

In: a graph, the city in the middle if one is chosen, a language and a title. Out: the ``Core`` of
web/src/data/payload.ts as plain JSON, sorted, each thing once; and which things it shows, for the
details. It draws nothing, and leaves nothing out but what the contract has no column for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from twingraph.map.payload import cities as city_columns
from twingraph.map.payload import happenings, listed, ties
from twingraph.map.payload.answers import asked
from twingraph.map.payload.happenings import Happened
from twingraph.map.payload.naming import LANGUAGES, Names, Positions
from twingraph.map.payload.saying import summary, title
from twingraph.map.placing import place
from twingraph.map.surroundings import several
from twingraph.names import resolve
from twingraph.networks import edges as edges_of
from twingraph.networks import network
from twingraph.prefixes import PREFIXES, shorten
from twingraph.standing import Standing, standings
from twingraph.store import Graph, value

_PREAMBLE: Final = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("tg", "rdfs"))
_MEMBERSHIP: Final = 0.5
"""How strongly a membership draws a city towards its network, where a tie draws with 1."""

Member = tuple[str, str, str]
"""A network, a member and the basis, as IRIs."""


@dataclass(frozen=True)
class Shown:
    """What the page shows, as IRIs; a pair is sorted by what the payload calls its cities."""

    own: tuple[str, ...]
    centre: str | None
    cities: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    events: Happened
    persons: Mapping[str, set[str]]
    networks: tuple[str, ...]
    sources: tuple[str, ...]
    lists: Mapping[str, str]
    """The source of each named graph of an imported list."""
    known: Mapping[str, Standing]
    """How each thing stands."""


def core(
    graph: Graph, names: Names, *, city: str | None, lang: str, heading: str | None
) -> tuple[dict[str, Any], Shown]:
    """Return the core, and what it shows.

    ``city`` is a name, slug or IRI. Raises UsageError for one that is unknown or not unique.
    """
    known = standings(graph)
    nodes, edges = _network(graph, known)
    reports = _reports(graph)
    own = tuple(sorted({of for _, _, of in reports if of}))
    chosen = resolve(graph, city) if city else (own[0] if len(own) == 1 else None)
    found, persons = happenings.happened(graph), happenings.people(graph)
    members, networks = _members(graph, known)
    territories = _drawn(nodes, own, chosen, found, persons, members, _territories(graph))
    places = Positions(territories)
    told_by = _told_by(graph)
    imported = listed.sources_of(graph)
    lists = ties.Lists(_sources(names, reports, told_by, imported))
    tied = ties.columns(edges, places, lists, names, told_by, _undertaken(graph, known))
    happened, types = happenings.event_rows(graph, found, places, lists, names, known, told_by)
    people = happenings.person_rows(graph, persons, places, lists, names, told_by)
    columns, countries = city_columns.columns(
        graph, names, nodes, territories, listed.called(graph, imported), lists.sources
    )
    drawn = _layout(territories, tied, networks, members)
    columns["x"], columns["y"] = ([point[axis] for point in drawn] for axis in (0, 1))
    belonging = _networks(networks, members, names, places, drawn[len(territories) :])
    for axis in "xy":
        del columns[axis][len(territories) :]
    centre = places.known(chosen) if chosen else -1
    made = {
        "format": 1,
        "languages": list(LANGUAGES),
        "language": lang,
        "title": dict.fromkeys(LANGUAGES[:1], heading) if heading else title(names, chosen),
        "summary": {},
        "leftOut": 0,
        "own": [places.known(each) for each in own],
        "centre": centre,
        "reports": [
            {"id": shorten(iri), "label": names.texts(iri), "year": year, "city": places.known(of)}
            for iri, year, of in reports
        ],
        "sources": listed.flagged(graph, lists.sources.named(names)),
        "countries": countries,
        "kinds": lists.kinds.named(names),
        "statuses": lists.statuses.named(names),
        "themes": lists.themes.named(names),
        "eventTypes": types,
        "networks": belonging,
        "cities": columns,
        "ties": tied,
        "events": happened,
        "persons": people,
    }
    made["summary"] = summary(made)
    shown = Shown(
        own, chosen, tuple(territories), _pairs(edges), found, persons, networks,
        tuple(lists.sources), imported, known,
    )  # fmt: skip
    return made, shown


def _network(
    graph: Graph, known: Mapping[str, Standing]
) -> tuple[dict[str, Mapping[str, Any]], list[ties.Edge]]:
    """Return the nodes of the ties by IRI, and the ties in the order of their ends and names."""
    found = network(graph, "ties", known)
    nodes: dict[str, Mapping[str, Any]] = {held["iri"]: held for _, held in found.nodes(data=True)}
    edges = [
        (found.nodes[source]["iri"], found.nodes[target]["iri"], held)
        for source, target, held in found.edges(data=True)
    ]
    ordered = (
        (source, target, held) if source < target else (target, source, held)
        for source, target, held in edges
    )
    return nodes, sorted(ordered, key=lambda edge: (edge[0], edge[1], edge[2]["iri"]))


def _rows(graph: Graph, variables: str, pattern: str) -> list[tuple[str, ...]]:
    found = graph.select(f"{_PREAMBLE}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return sorted(tuple(value(term) for term in row) for row in found)


def _reports(graph: Graph) -> list[tuple[str, int | None, str]]:
    """Return the reports by year, those without one last: IRI, year, and whose each is."""
    rows = _rows(
        graph, "?r ?year ?of",
        "?r a tg:Report OPTIONAL { ?r tg:reportYear ?year } OPTIONAL { ?r tg:reportOf ?of }",
    )  # fmt: skip
    found = {
        report: (report, int(year) if year else None, of) for report, year, of in reversed(rows)
    }
    return sorted(found.values(), key=lambda row: (row[1] is None, row[1] or 0, row[0]))


def _territories(graph: Graph) -> set[str]:
    pattern = "?sub rdfs:subClassOf* tg:Territory . ?x a ?sub"
    return {row[0] for row in _rows(graph, "?x", pattern)}


def _members(graph: Graph, known: Mapping[str, Standing]) -> tuple[list[Member], tuple[str, ...]]:
    """Return the memberships of networks, and all networks."""
    networks = [row[0] for row in _rows(graph, "?x", "?x a/rdfs:subClassOf* tg:Network")]
    told = {
        (body, member, " ".join(several(held, "basis")))
        for (member, body, _), held in edges_of(graph, "networks", known).items()
    }
    return sorted(told), tuple(networks)


def _drawn(
    nodes: Iterable[str],
    own: Sequence[str],
    chosen: str | None,
    found: Happened,
    persons: Mapping[str, set[str]],
    members: Iterable[Member],
    territories: set[str],
) -> list[str]:
    """Return the territories to draw: what is tied, happens somewhere, or belongs to a network."""
    around = {city for cities in found.values() for held in cities.values() for city in held}
    around |= {city for cities in persons.values() for city in cities}
    around |= {member for _, member, _ in members} & territories
    return sorted({*nodes, *own, *([chosen] if chosen else []), *around}, key=city_columns.city_id)


def _told_by(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for thing, source in asked(graph, "map-sources"):
        found.setdefault(value(thing), set()).add(value(source))
    return {thing: sorted(sources) for thing, sources in found.items()}


def _sources(
    names: Names,
    reports: Sequence[tuple[str, int | None, str]],
    told_by: Mapping[str, Iterable[str]],
    imported: Mapping[str, str],
) -> list[str]:
    """Return the reports, then whoever else tells of a tie or was imported, by label."""
    first = [iri for iri, *_ in reports]
    others = {source for sources in told_by.values() for source in sources}
    others = (others | set(imported.values())) - set(first)
    return [*first, *sorted(others, key=lambda iri: (names.of(iri, LANGUAGES[0]), iri))]


def _undertaken(
    graph: Graph, known: Mapping[str, Any]
) -> dict[frozenset[str], tuple[str, tuple[str, ...]]]:
    """Return the project that two territories carry out within a programme, with its statuses."""
    found: dict[frozenset[str], tuple[str, tuple[str, ...]]] = {}
    for project, one, other in _rows(
        graph, "?p ?a ?b", "?p tg:programme ?of ; tg:partner ?a, ?b FILTER(STR(?a) < STR(?b))"
    ):
        statuses = tuple(value(term) for term in known.get(project, {}).get("status", ()))
        found.setdefault(frozenset((one, other)), (project, statuses))
    return found


def _pairs(edges: Iterable[ties.Edge]) -> tuple[tuple[str, str], ...]:
    found = {tuple(sorted((a, b), key=city_columns.city_id)) for a, b, _ in edges}
    return tuple(sorted((a, b) for a, b in found))


def _layout(
    territories: Sequence[str],
    tied: Mapping[str, Sequence[int]],
    networks: Sequence[str],
    members: Iterable[Member],
) -> list[tuple[int, int]]:
    """Return a place in the network's drawing for each territory, then for each network."""
    things = Positions([*territories, *networks])
    weights: dict[tuple[int, int], float] = {}
    for one, other in zip(tied["a"], tied["b"], strict=True):
        ends = (min(one, other), max(one, other))
        weights[ends] = weights.get(ends, 0) + 1
    for body, member, _ in members:
        if (at := things.known(member)) >= 0:
            weights[at, things.known(body)] = _MEMBERSHIP
    edges = [(one, other, weight) for (one, other), weight in sorted(weights.items())]
    return place([shorten(thing) for thing in things], edges)


def _networks(
    networks: Sequence[str],
    members: Sequence[Member],
    names: Names,
    places: Positions,
    drawn: Sequence[tuple[int, int]],
) -> list[dict[str, Any]]:
    taken: set[str] = set()
    found = []
    for body, (x, y) in zip(networks, drawn, strict=True):
        label = names.texts(body)
        letters = [letter.upper() for letter in label[LANGUAGES[0]] if letter.isalnum()]
        letter = next((one for one in letters if one not in taken), letters[0] if letters else "?")
        taken.add(letter)
        held = [
            [places.known(member), ties.basis_of(basis.split())]
            for of, member, basis in members
            if of == body and places.known(member) >= 0
        ]
        found.append(
            {"id": shorten(body), "label": label, "letter": letter, "x": x, "y": y, "members": held}
        )
    return found
