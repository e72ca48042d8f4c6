"""The fixture of the world's twinnings: what the published file counts, as claims."""

from __future__ import annotations

import pytest

import world_graph as world
from twingraph.store import value


@pytest.fixture(scope="module", autouse=True)
def lists() -> None:
    world.require()


def test_the_published_numbers_come_out() -> None:
    read = world.read_world()
    assert (len(read.slugs), len(read.links), read.loops) == (17_717, 25_914, 3)
    assert len(set(read.slugs.values())) == 17_717
    assert all(slug.isascii() and " " not in slug for slug in read.slugs.values())


@pytest.mark.slow
def test_every_link_is_a_claim_and_no_twinning() -> None:
    graph = world.world_graph()
    counted = graph.select(
        "PREFIX tg: <https://w3id.org/twingraph/ontology#> SELECT"
        " (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?pair) AS ?pairs) WHERE {"
        " ?pair tg:connects ?a, ?b . FILTER(STR(?a) < STR(?b)) ?claim tg:claimOn ?pair ."
        " { ?a tg:listedAsTwinOf ?b } UNION { ?b tg:listedAsTwinOf ?a }"
        " FILTER NOT EXISTS { ?claim tg:kind ?kind } }"
    )
    assert [value(term) for term in counted.rows[0]] == ["25914", "25914"]
    partners = graph.select(
        "PREFIX tg: <https://w3id.org/twingraph/ontology#>"
        " PREFIX city: <https://w3id.org/twingraph/id/city/>"
        " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?name WHERE {"
        " ?pair tg:connects city:namur-be, ?other . FILTER(?other != city:namur-be)"
        " ?other rdfs:label ?name }"
    )
    # As ../shared/world/README.md lists them, without "(Nanjing)".
    assert {value(name).partition(" (")[0] for (name,) in partners} == {
        *("Bandung", "Bourg-en-Bresse", "Cluj-Napoca", "Huế"),
        *("Lafayette", "Pristina", "Qixia", "Quebec City"),
    }


@pytest.mark.slow
def test_the_quads_are_the_same_each_time() -> None:
    assert world.world_quads() == world.world_quads()
