"""Projections: every link stands for a statement of the graph, and none is lost or invented."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_world import small_world_quads
from twingraph.bundled import bundled_quads
from twingraph.errors import UsageError
from twingraph.networks import network
from twingraph.prefixes import expand, shorten
from twingraph.projections.catalogue import PROJECTIONS
from twingraph.projections.model import WEIGHT, Links, from_networkx, links_of
from twingraph.projections.stored import links
from twingraph.store import Graph, value

NAMUR = "city:namur-be"
TG = """PREFIX tg: <https://w3id.org/twingraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def lists() -> Graph:
    return Graph.memory([*bundled_quads(), *small_world_quads(beside_namur=True)])


def pairs(made: Links) -> Counter[tuple[str, str]]:
    ends = zip(made.sources.tolist(), made.targets.tolist(), strict=True)
    return Counter((made.nodes[source], made.nodes[target]) for source, target in ends)


def answered(graph: Graph, pattern: str) -> set[tuple[str, ...]]:
    """Return the distinct rows of a pattern over ?a, ?b and ?key."""
    rows = graph.select(f"{TG} SELECT DISTINCT ?a ?b ?key WHERE {{ {pattern} }}")
    return {tuple(shorten(value(term)) for term in row) for row in rows}


def keyed(made: Links) -> set[tuple[str, ...]]:
    ends = zip(made.sources.tolist(), made.targets.tolist(), made.columns["key"], strict=True)
    return {(made.nodes[source], made.nodes[target], key) for source, target, key in ends}


CLAIMS = "?key tg:claimOn/tg:connects ?a, ?b . FILTER(STR(?a) < STR(?b))"
AGREEMENTS = "?key tg:party ?a, ?b . ?a a tg:City . ?b a tg:City . FILTER(STR(?a) < STR(?b))"


def test_cities_are_tied_by_each_claim_and_agreement(graph: Graph) -> None:
    everything = links(graph, statuses=())
    assert keyed(everything) == answered(graph, f"{{ {CLAIMS} }} UNION {{ {AGREEMENTS} }}")
    assert (everything.n, everything.m, everything.simple.m) == (17, 29, 13)
    ties = network(graph)
    assert set(everything.nodes) == set(ties)
    assert set(pairs(everything)) == {(min(s, t), max(s, t)) for s, t in ties.edges()}


def test_what_is_only_envisaged_is_no_tie(graph: Graph) -> None:
    """The MoU with Bandung is prepared and its renewal envisaged; what is claimed of it stays."""
    done, everything = links(graph), links(graph, statuses=())
    assert keyed(everything) - keyed(done) == {("city:bandung-id", NAMUR, "agreement:bandung-mou")}
    assert pairs(done)["city:bandung-id", NAMUR] == 2
    envisaged = links(graph, statuses=("envisaged",))
    assert "agreement:bandung-mou" in envisaged.columns["key"].tolist()


def test_links_say_what_is_told_of_them(graph: Graph) -> None:
    made = links(graph)
    told = {
        key: {name: column[at] for name, column in made.columns.items()}
        for at, key in enumerate(made.columns["key"])
    }
    twinning = told["agreement:lafayette-twinning"]
    assert (twinning["layer"], twinning["year"], twinning["via"]) == ("twinning", 1979, "Agreement")
    assert twinning["sources"] == "namur-2024"
    assert told["agreement:hue-protocol-2024"]["end_year"] == 2029
    assert told["claim:namur-2024--adrano-it"]["layer"] == "unnamed"
    assert np.isnan(told["claim:namur-2024--adrano-it"]["year"])


def test_nodes_say_what_is_known_of_them(graph: Graph) -> None:
    made = links(graph)
    about = {
        name: dict(zip(made.nodes, held, strict=True)) for name, held in made.attributes.items()
    }
    hue, pristina, lausanne = "city:hue-vn", "city:pristina-xk", "city:lausanne-ch"
    assert (about["label"]["city:quebec-qc-ca"], about["label_fr"]["city:quebec-qc-ca"]) == (
        "Québec City", "Québec",
    )  # fmt: skip
    assert [about["country"][c] for c in (NAMUR, hue, pristina)] == ["BE", "VN", "XK"]
    assert [about["continent"][c] for c in (NAMUR, hue, lausanne)] == ["EU", "AS", "EU"]
    assert [about["language"][c] for c in (NAMUR, hue)] == ["nl", "vi"]
    assert [about["eu"][c] for c in (NAMUR, hue, lausanne)] == [True, False, False]
    assert {c for c in made.nodes if about["own"][c]} == {NAMUR}
    assert set(about["type"].values()) == {"City"}
    assert about["latitude"][NAMUR] == pytest.approx(50.47, abs=0.01)
    assert np.isnan(about["latitude"]["city:namur-wi-us"])


def test_a_report_speaks_for_its_own_city(graph: Graph) -> None:
    made = links(graph, "statements")
    assert made.directed
    assert {source for source, _ in pairs(made)} == {NAMUR}
    assert made.m == len(answered(graph, "?key tg:claimOn ?a . BIND(?a AS ?b)")) == 22


def test_lists_that_tell_direction_make_statements_and_others_none(lists: Graph) -> None:
    made = links(lists, "statements")
    stated = answered(
        lists,
        "?from tg:statesDirection true . ?graph tg:source ?from ."
        " GRAPH ?graph { ?key tg:firstMention ?one ; tg:secondMention ?two }"
        " ?one tg:mentionOf ?a . ?two tg:mentionOf ?b",
    )
    reports = {row for row in keyed(made) if row[0] == NAMUR and "namur-2024" in row[2]}
    assert stated
    assert keyed(made) - reports == stated


def test_a_world_is_no_star_and_its_claims_are_all_there(lists: Graph) -> None:
    made = links(lists)
    claims = answered(lists, CLAIMS)
    assert {row for row in keyed(made) if row[2].startswith("claim:")} == claims
    assert made.star_of == ()
    assert links(lists, sources=("namur-2024",)).star_of == (NAMUR,)
    assert set(made.nodes) >= {row[0] for row in answered(lists, "?a a tg:City")}


@pytest.mark.parametrize("name", [n for n, p in PROJECTIONS.items() if p.made != "told"])
def test_on_one_report_every_projection_is_its_citys_star(name: str, graph: Graph) -> None:
    made = links(graph, name)
    assert made.star_of == (NAMUR,)
    assert made.m > 0
    assert links(graph, name).version == made.version
    known = {shorten(value(row[0])) for row in graph.select("SELECT DISTINCT ?s { ?s ?p ?o }")}
    if name == "countries":
        known = {node.removeprefix("country:").upper() for node in known}
    assert set(made.nodes) <= known


TWO_MODE = {
    "city-network": "?key tg:member ?a ; tg:network ?b . ?a a tg:City",
    "city-event": "?a a tg:City . { ?b tg:sender|tg:destination ?a } UNION"
    " { ?a ^tg:participant/tg:inEvent ?b } UNION { ?a ^tg:groupFrom/^tg:participant/tg:inEvent ?b }"
    " UNION { ?a (^tg:connects|^tg:party|^tg:partner|^tg:coordinator)/^tg:concerns ?b }"
    " ?b a/rdfs:subClassOf* tg:Event . BIND(?b AS ?key)",
}


@pytest.mark.parametrize("name", TWO_MODE)
def test_two_mode_networks_hold_what_a_query_finds(name: str, graph: Graph) -> None:
    made = links(graph, name, statuses=())
    found = keyed(made)
    assert {row for row in found if row[0].startswith("city:")} == answered(graph, TWO_MODE[name])
    assert made.second is not None
    second = {node for node, other in zip(made.nodes, made.second, strict=True) if other}
    assert second == {target for _, target in pairs(made)}
    assert not second & {source for source, _ in pairs(made)}


def test_only_named_persons_are_nodes(graph: Graph) -> None:
    made = links(graph, "city-person", statuses=())
    unnamed = {row[0] for row in answered(graph, "?a a tg:UnnamedPerson . BIND(?a AS ?b)")}
    assert unnamed
    assert not unnamed & set(made.nodes)
    offices = {row[:2] for row in answered(
        graph, "?key tg:holder ?b ; tg:office/tg:officeOf ?a . ?a a tg:City"
    ) if row[1] not in unnamed}  # fmt: skip
    assert offices <= set(pairs(made))


def test_dated_links_are_those_with_a_year(graph: Graph) -> None:
    made, whole = links(graph, "dated"), links(graph)
    assert keyed(made) == {
        row for row, year in zip(
            zip([whole.nodes[s] for s in whole.sources], [whole.nodes[t] for t in whole.targets],
                whole.columns["key"], strict=True),
            whole.columns["year"], strict=True,
        ) if not np.isnan(year)
    }  # fmt: skip
    assert sorted(made.columns["year"].tolist()) == [1979, 1999, 2010, 2016, 2023, 2024]


def test_countries_weigh_the_pairs_of_their_cities(lists: Graph) -> None:
    made, cities = links(lists, "countries"), links(lists)
    country = cities.attributes["country"]
    simple = cities.simple
    wanted = Counter(
        (min(ends), max(ends))
        for ends in zip(country[simple.sources], country[simple.targets], strict=True)
        if None not in ends
    )
    found = dict(zip(pairs(made), made.columns[WEIGHT].tolist(), strict=True))
    assert found == wanted


def test_layers_are_pairs_by_kind_and_common_networks(graph: Graph) -> None:
    made = links(graph, "layers")
    derived = made.columns["derived"].astype(bool)
    shared = answered(
        graph,
        "?one tg:network ?key ; tg:member ?a . ?two tg:network ?key ; tg:member ?b ."
        " ?a a tg:City . ?b a tg:City . FILTER(STR(?a) < STR(?b))",
    )
    rows = list(zip(pairs_in_order(made), made.columns["layer"], strict=True))
    assert {(*p, f"network:{y}") for (p, y), d in zip(rows, derived, strict=True) if d} == shared
    assert len(set(rows)) == len(rows)
    whole = links(graph)
    told = {pair for (pair, _), d in zip(rows, derived, strict=True) if not d}
    assert told == set(pairs(whole))


def pairs_in_order(made: Links) -> list[tuple[str, str]]:
    ends = zip(made.sources.tolist(), made.targets.tolist(), strict=True)
    return [(made.nodes[source], made.nodes[target]) for source, target in ends]


def test_kinds_and_sources_are_chosen(graph: Graph) -> None:
    made = links(graph, kinds=("twinning",))
    assert set(made.columns["kind"]) == {"twinning"}
    assert set(made.nodes) == {NAMUR, "city:lafayette-la-us", "city:quebec-qc-ca"}
    with pytest.raises(UsageError, match="did you mean twinning"):
        links(graph, kinds=("twining",))
    with pytest.raises(UsageError, match="did you mean namur-2024"):
        links(graph, sources=("namur-2023",))
    with pytest.raises(UsageError, match="did you mean cities"):
        links(graph, "citys")
    with pytest.raises(UsageError, match="did you mean wished"):
        links(graph, statuses=("wishd",))
    with pytest.raises(UsageError, match="several words"):
        links(graph, statuses="wished")
    assert links(graph, statuses=("wished",)).m <= links(graph, statuses=()).m


UNKNOWN = float("nan")


def test_what_a_networkx_graph_tells_becomes_numbers_and_words() -> None:
    drawn: nx.Graph[str] = nx.Graph(name=None)
    drawn.add_node("a", country="BE", latitude="50.5", population=np.int64(3), pos=(1, 2))
    drawn.add_node("b", country=UNKNOWN, latitude=None, label=7, **{"": 1})
    drawn.add_node("c", country=["BE", "FR"])
    drawn.add_edge("a", "b", weight=np.int64(3), year=1990)
    drawn.add_edge("b", "c", weight=None, year="1991")
    odd: dict[Any, Any] = {5: "x"}
    drawn.nodes["a"].update(odd)
    drawn.edges["a", "b"].update(odd)
    made = from_networkx(drawn)
    assert made.name == ""
    assert made.columns["weight"].tolist()[0] == 3.0
    assert np.isnan(made.columns["weight"][1])
    assert made.columns["year"].tolist() == [1990.0, 1991.0]
    assert made.columns["5"].tolist() == ["x", None]
    assert made.attributes["5"].tolist() == ["x", None, None]
    assert made.attributes["country"].tolist() == ["BE", None, "['BE', 'FR']"]
    assert made.attributes["label"].tolist() == [None, "7", None]
    assert made.attributes["latitude"][0] == 50.5
    assert made.attributes["population"][0] == 3.0
    assert made.simple.columns["weight"][0] == 3.0


@pytest.mark.parametrize("weight", ["heavy", float("inf"), 10**400, [1]])
def test_a_weight_that_is_no_number_is_refused(weight: object) -> None:
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_edge("a", "b", weight=weight)
    with pytest.raises(UsageError, match="weight of a link is "):
        from_networkx(drawn)


def test_unknown_words_of_other_tables_are_unknown_and_huge_numbers_stay() -> None:
    made = links_of(
        "x", [("a", "b")] * 3, columns={"layer": ["one", UNKNOWN, None], "n": [10**400] * 3}
    )
    assert sorted(map(str, made.columns["layer"].tolist())) == ["None", "None", "one"]
    assert made.columns["n"].tolist() == [10**400] * 3


def test_half_a_character_names_no_node() -> None:
    with pytest.raises(UsageError, match="half a character"):
        from_networkx(nx.Graph([("\ud800", "b")]))


def test_what_no_source_is_told_of_is_kept(graph: Graph) -> None:
    """A graph without the structure that tells where its graphs come from has the same ties."""
    bare = Graph.memory(q for q in graph.quads() if not q.predicate.value.endswith("inReport"))
    assert keyed(links(bare)) == keyed(links(graph))
    assert set(links(bare).columns["sources"]) == {None}


ENDS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(
    ends=ENDS, seed=st.integers(0, 99), arrows=st.booleans(), spare=st.sets(st.sampled_from("ghi"))
)
@settings(max_examples=80, deadline=None)
def test_links_are_the_pairs_whatever_their_order(
    ends: list[tuple[str, str]], seed: int, arrows: bool, spare: set[str]
) -> None:
    years = [None if s == "a" else float(ord(s)) for s, _ in ends]

    def made_of(order: list[int]) -> Links:
        return links_of(
            "x", [ends[i] for i in order], nodes={node: {} for node in spare},
            columns={"year": [years[i] for i in order]}, directed=arrows,
        )  # fmt: skip

    order = list(range(len(ends)))
    made = made_of(order)
    assert made_of(random.Random(seed).sample(order, len(order))).version == made.version
    assert set(made.nodes) == {end for pair in ends for end in pair} | spare
    kept = Counter(ends if arrows else [(min(pair), max(pair)) for pair in ends])
    assert pairs(made) == kept
    oracle: nx.Graph[str] = nx.MultiDiGraph(ends) if arrows else nx.MultiGraph(ends)
    oracle.add_nodes_from(spare)
    assert dict(zip(made.nodes, made.degrees.tolist(), strict=True)) == dict(oracle.degree())
    assert pairs(made.simple) == dict.fromkeys({(min(e), max(e)) for e in ends if e[0] != e[1]}, 1)
    assert made.simple.simple.version == made.simple.version
    assert pairs(from_networkx(made.to_networkx())) == kept


@given(ends=ENDS)
@settings(max_examples=40, deadline=None)
def test_other_names_give_the_same_network(ends: list[tuple[str, str]]) -> None:
    other = {name: f"z{25 - place}" for place, name in enumerate("abcdef", start=10)}
    first = links_of("x", ends)
    second = links_of("x", [(other[s], other[t]) for s, t in ends])
    renamed = Counter({
        (min(other[s], other[t]), max(other[s], other[t])): n for (s, t), n in pairs(first).items()
    })  # fmt: skip
    assert pairs(second) == renamed


def test_every_country_that_the_graph_names_is_known() -> None:
    from twingraph.projections.countries import EU, countries

    assert len(EU) == 27
    assert set(EU) <= set(countries())
    assert expand("country:be").endswith("/be")


def test_the_page_names_every_projection() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "projections.md").read_text()
    assert [name for name in PROJECTIONS if f"`{name}`" not in page] == []
