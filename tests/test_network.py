"""Networks: nodes and edges are the graph's own, none invented, none lost, none merged."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pyoxigraph as px
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from asking_rdflib import answer
from inferring import namur_and_toy
from twingraph.bundled import bundled_quads
from twingraph.dates import date_quads
from twingraph.errors import UsageError
from twingraph.networks import PROJECTIONS, SEPARATOR, network, saved_query
from twingraph.prefixes import expand, shorten
from twingraph.rdf import to_rdflib
from twingraph.store import Graph, value

NAMUR = "city:namur-be"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def ties(graph: Graph) -> nx.MultiGraph[str]:
    return network(graph)


def test_thirteen_partners_hang_on_namur_alone(ties: nx.MultiGraph[str]) -> None:
    """CQ77: 13 partners, all isolated without Namur, 78 pairs with no other path."""
    partners = sorted(city for city, held in ties.nodes(data=True) if held["partner"])
    assert len(partners) == 13
    assert sorted(set(ties[NAMUR])) == partners
    without = ties.copy()
    without.remove_node(NAMUR)
    assert [city for city in partners if without.degree(city) == 0] == partners
    cut = [pair for pair in combinations(partners, 2) if not nx.has_path(without, *pair)]
    assert all(nx.has_path(ties, *pair) for pair in cut)
    assert len(cut) == 78


def test_parallel_agreements_are_parallel_edges(ties: nx.MultiGraph[str]) -> None:
    assert sorted(ties["city:hue-vn"][NAMUR]) == [
        "agreement:hue-accord-2010", "agreement:hue-protocol-2024",
    ]  # fmt: skip
    assert ties.number_of_edges() == 14


def test_a_pair_with_claims_only_has_one_edge(ties: nx.MultiGraph[str]) -> None:
    claims = {key: held for *_, key, held in ties.edges(keys=True, data=True)
              if held["via"] == "Claim"}  # fmt: skip
    assert len(claims) == 7
    # Masina has a claim by heading and one by the report's words: one edge with both.
    masina = claims["claim:namur-2024--masina-cd"]
    assert masina["category"] == "category:communal-cooperation"
    assert masina["kind"] == "kind:cooperation-programme"
    assert len(masina["passages"].split(SEPARATOR)) == 2


def test_homonyms_and_places_without_coordinates_are_kept(ties: nx.MultiGraph[str]) -> None:
    namurs = [city for city, held in ties.nodes(data=True) if held["label"].startswith("Namur")]
    assert sorted(namurs) == [NAMUR, "city:namur-qc-ca", "city:namur-wi-us"]
    assert "latitude" not in ties.nodes["city:namur-wi-us"]
    assert ties.nodes["city:namur-qc-ca"]["latitude"] == pytest.approx(45.9, abs=0.01)
    isolated = {city for city in ties if ties.degree(city) == 0}
    assert isolated == {"city:fes-ma", "city:lausanne-ch", "city:paris-fr"}


def test_an_edge_carries_what_is_told_and_on_what_basis(ties: nx.MultiGraph[str]) -> None:
    protocol = ties["city:hue-vn"][NAMUR]["agreement:hue-protocol-2024"]
    assert (protocol["start_year"], protocol["end_year"]) == (2024, 2029)
    assert protocol["period"] == "2024/2029"
    assert protocol["iri"] == expand("agreement:hue-protocol-2024")
    assert (protocol["basis"], protocol["status"]) == ("basis:stated", "status:realised")
    twinning = ties["city:lafayette-la-us"][NAMUR]["agreement:lafayette-twinning"]
    # 45 years in 2024.
    assert (twinning["start_year"], twinning["start_basis"]) == (1979, "basis:computed")
    # The parties of Bandung's MoU are only implied, and it is not called realised: what was
    # done is its preparation, and what it stands at is a renewal that is envisaged.
    bandung = ties["city:bandung-id"][NAMUR]["agreement:bandung-mou"]
    assert bandung["basis"] == "basis:implied"
    assert (bandung["status"], bandung["status_step"]) == ("status:envisaged", "stepkind:renewed")
    assert bandung["steps"] == "step:bandung-mou-prepared"
    assert bandung["steps_to_come"] == "step:bandung-mou-renewed"


def test_without_what_is_implied_a_claim_takes_the_place_of_an_agreement(graph: Graph) -> None:
    stated = network(graph.stated_only())
    assert [held["via"] for held in stated["city:bandung-id"][NAMUR].values()] == ["Claim"]
    assert {held["basis"] for *_, held in stated.edges(data=True)} == {"basis:stated"}


def test_a_second_report_changes_only_the_pair_of_which_it_speaks(
    ties: nx.MultiGraph[str],
) -> None:
    both = network(namur_and_toy())
    assert set(ties.nodes) == set(both.nodes)
    bourg = "city:bourg-en-bresse-fr"
    assert list(ties[bourg][NAMUR]) == ["claim:namur-2024--bourg-en-bresse-fr"]
    assert list(both[bourg][NAMUR]) == ["agreement:bourg-protocol-2025"]
    held = both[bourg][NAMUR]["agreement:bourg-protocol-2025"]
    assert (held["start_year"], held["end_year"]) == (2025, 2028)
    ties = ties.copy()
    for made in (ties, both):
        made.remove_node(bourg)
    assert dict(ties.edges) == dict(both.edges)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_two_reports_leave_one_status_and_one_date(name: str) -> None:
    made = network(namur_and_toy(), name)
    told = [held for _, held in made.nodes(data=True)]
    told += [held for *_, held in made.edges(data=True)]
    single = [str(held[key]) for held in told for key in ("status", "date") if key in held]
    assert len(single) > 4 or name == "networks"
    assert [text for text in single if SEPARATOR in text] == []
    if name == "visits":
        mission = made["city:terrebonne-qc-ca"][NAMUR]["event:terrebonne-mission-2025"]
        assert (mission["status"], mission["date"]) == ("status:realised", "2025-05-13/2025-05-15")
    if name == "events":
        mission = made.nodes["event:terrebonne-mission-2025"]
        assert (mission["status"], mission["date"]) == ("status:realised", "2025-05-13/2025-05-15")


def quad(subject: str, predicate: str, term: str | px.Literal, graph: str) -> px.Quad:
    held = term if isinstance(term, px.Literal) else px.NamedNode(expand(term))
    names = [px.NamedNode(expand(name)) for name in (subject, predicate, graph)]
    return px.Quad(names[0], names[1], held, names[2])


def test_a_point_is_one_that_a_source_states(graph: Graph) -> None:
    decimal = px.NamedNode(expand("xsd:decimal"))
    known = network(graph).nodes[NAMUR]
    other = [
        quad(NAMUR, f"tg:{name}", px.Literal(text, datatype=decimal), "graph:wikidata")
        for name, text in (("latitude", "50.4"), ("longitude", "4.9"))
    ]
    found = network(Graph.memory([*graph.quads(), *other])).nodes[NAMUR]
    point = ("latitude", "longitude")
    assert [found[name] for name in point] in ([known[name] for name in point], [50.4, 4.9])


def test_of_two_claims_on_a_pair_the_latest_report_tells_since_when(graph: Graph) -> None:
    bourg = "city:bourg-en-bresse-fr"
    more = []
    for name, year, date in (("a-late", 2026, "within-2001"), ("z-early", 2025, "within-1999")):
        claim, passage, report = f"claim:{name}", f"passage:{name}", f"report:{name}"
        more += [
            quad(claim, "tg:claimOn", "rel:bourg-en-bresse-fr--namur-be", passage),
            quad(claim, "tg:started", f"date:{date}", passage),
            quad(passage, "tg:restsOn", passage, passage),
            quad(passage, "tg:inReport", report, passage),
            quad(report, "tg:reportYear", px.Literal(year), passage),
            *date_quads([expand(f"date:{date}")]),
        ]
    (held,) = network(Graph.memory([*graph.quads(), *more]))[bourg][NAMUR].values()
    assert (held["via"], held["start_year"]) == ("Claim", 2001)


def test_many_values_add_rows_and_do_not_multiply_them(graph: Graph) -> None:
    agreement, many = "agreement:hue-protocol-2024", 8
    more = []
    for i in range(many):
        passage = f"passage:more-{i}"
        more += [
            quad(agreement, "tg:theme", f"theme:t{i}", passage),
            quad(agreement, "tg:statedAs", px.Literal(f"word {i}"), passage),
            quad(agreement, "tg:kind", f"kind:k{i}", passage),
            quad(passage, "tg:restsOn", passage, "graph:namur-2024"),
        ]
        for name, status in (("done", "realised"), ("planned", "planned")):
            step = f"step:{name}-{i}"
            more += [
                quad(step, "tg:stepOf", agreement, passage),
                quad(step, "tg:stepKind", "stepkind:amended", passage),
                quad(step, "tg:status", f"status:{status}", passage),
            ]
    text = saved_query("ties").text
    before = len(list(graph.select(text)))
    crowded = Graph.memory([*graph.quads(), *more])
    assert len(list(crowded.select(text))) == before + 4 * many
    held = network(crowded)["city:hue-vn"][NAMUR][agreement]
    assert len(held["steps"].split(SEPARATOR)) == 1 + many
    assert len(held["steps_to_come"].split(SEPARATOR)) == many


def test_a_visit_with_sender_and_origin_is_one_edge(graph: Graph) -> None:
    visit, there = "event:cross", "passage:namur-2024-009"
    more = [
        quad(visit, "rdf:type", "tg:Visit", there),
        quad(visit, "tg:sender", "city:hue-vn", there),
        quad(visit, "tg:origin", "place:vn", there),
        quad(visit, "tg:destination", NAMUR, there),
    ]
    made = network(Graph.memory([*graph.quads(), *more]), "visits")
    edges = [(u, v, held["sent"]) for u, v, key, held in made.edges(keys=True, data=True)
             if key == visit]  # fmt: skip
    assert edges == [("city:hue-vn", NAMUR, True)]


@pytest.mark.parametrize("name", PROJECTIONS)
def test_edges_are_the_rows_of_the_query(graph: Graph, name: str) -> None:
    projection = PROJECTIONS[name]
    rows = graph.select(saved_query(projection.query).text)
    assert rows.variables[:4] == ("source", "target", "key", "via")
    made = network(graph, name)
    expected = {tuple(shorten(value(term)) for term in row[:3]) for row in rows}
    assert len(expected) > 4
    found = set(made.edges(keys=True))
    if not made.is_directed():
        found = {(*sorted(edge[:2]), edge[2]) for edge in found}
        expected = {(*sorted(edge[:2]), edge[2]) for edge in expected}
    assert found == expected
    assert made.number_of_edges() == len(expected)
    assert made.is_multigraph()
    assert made.is_directed() == projection.directed


@pytest.mark.parametrize("name", PROJECTIONS)
def test_no_node_is_invented(graph: Graph, name: str) -> None:
    known = {
        shorten(term.value)
        for quad in graph.quads()
        for term in (quad.subject, quad.object)
        if isinstance(term, px.NamedNode)
    }
    made = network(graph, name)
    assert set(made.nodes) <= known
    for node, held in made.nodes(data=True):
        assert shorten(str(held["iri"])) == node
        # Each is described: an end of an edge that no class of the projection covers is not.
        assert {"label", "label_fr", "label_en", "type"} <= set(held), node
    always = {expand(cls) for cls in PROJECTIONS[name].always}
    types = {str(row[0]): row for row in graph.select(
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?c {{ {' '.join(f'<{c}>' for c in always)} }}"
        f" ?x a/<{expand('rdfs:subClassOf')}>* ?c }}")}  # fmt: skip
    assert {shorten(iri[1:-1]) for iri in types} <= set(made.nodes)


@pytest.fixture(scope="module")
def union(graph: Graph) -> rdflib.Dataset:
    return to_rdflib(graph)


NESTED = ("standing", "nodes", "types", "memberships", "visits", "ties", "people", "participations")


# rdflib warns of its own use of what it deprecates.
@pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    "name",
    [
        # rdflib looks into every named graph for every row.
        *(pytest.param(n, marks=pytest.mark.slow) for n in NESTED),
    ],
)
def test_rdflib_gives_the_same_rows(graph: Graph, union: rdflib.Dataset, name: str) -> None:
    text = saved_query(name).text
    ours = graph.select(text)
    names, theirs = answer(union, text)
    assert names == list(ours.variables)
    expected = sorted([str(t) if t is not None else "" for t in row] for row in theirs)
    assert sorted([value(t) for t in row] for row in ours) == expected


def test_an_unknown_network_offers_near_ones() -> None:
    with pytest.raises(UsageError, match="did you mean ties"):
        network(Graph.memory(), "tie")


def test_an_empty_graph_is_an_empty_network() -> None:
    assert network(Graph.memory()).number_of_nodes() == 0


CITIES = [f"city:c{i}" for i in range(6)]


@given(
    cities=st.integers(1, 6),
    agreements=st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=4), max_size=5),
    claims=st.lists(st.sets(st.integers(0, 5), min_size=2, max_size=2), max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_any_graph_of_ties_becomes_the_network_that_hand_computes(
    cities: int, agreements: list[set[int]], claims: list[set[int]]
) -> None:
    graph = px.NamedNode(expand("graph:editorial"))
    triples = [("tg:City", "rdfs:subClassOf", "tg:Territory")]
    triples += [(city, "rdf:type", "tg:City") for city in CITIES[:cities]]
    kept = [{i for i in parties if i < cities} for parties in agreements]
    claimed = [pair for pair in claims if max(pair) < cities]
    expected: set[tuple[str, str, str]] = set()
    for number, parties in enumerate(kept):
        triples += [(f"agreement:a{number}", "tg:party", CITIES[i]) for i in parties]
        for one, other in combinations(sorted(parties), 2):
            expected.add((CITIES[one], CITIES[other], f"agreement:a{number}"))
    agreed = {edge[:2] for edge in expected}
    for number, pair in enumerate(claimed):
        one, other = sorted(pair)
        triples.append((f"claim:k{number}", "tg:claimOn", f"rel:{one}--{other}"))
        triples += [(f"rel:{one}--{other}", "tg:connects", CITIES[i]) for i in pair]
        first = min(n for n, p in enumerate(claimed) if p == pair)
        if (CITIES[one], CITIES[other]) not in agreed:
            expected.add((CITIES[one], CITIES[other], f"claim:k{first}"))
    quads = [
        px.Quad(px.NamedNode(expand(s)), px.NamedNode(expand(p)), px.NamedNode(expand(o)), graph)
        for s, p, o in triples
    ]
    made = network(Graph.memory(quads))
    assert set(made.nodes) == set(CITIES[:cities])
    assert {(*sorted(edge[:2]), edge[2]) for edge in made.edges(keys=True)} == expected
    assert made.number_of_edges() == len(expected)
