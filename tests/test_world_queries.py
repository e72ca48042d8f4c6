"""The queries to the world graph, asked of the small world: answers worked out by hand.

Oxigraph and rdflib must both give them; distances are compared with the haversine formula.
"""

from __future__ import annotations

import logging
import math

import pyoxigraph as px
import pytest
import rdflib

from asking_rdflib import answer
from small_world import small_world_quads
from twingraph.bundled import bundled_quads
from twingraph.prefixes import expand, local_name
from twingraph.queries import bind, find_query, query_files, read_query
from twingraph.store import Graph, value

pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")

WORLD = sorted(
    name for name, path in query_files().items() if path.parent.name in ("world", "claims")
)
# rdflib needs seconds for each of these, even here.
SLOW = {
    *("number-of-partners-by-source", "partners-within-distance", "paths-between"),
    *("sources-in-conflict", "ties-of-a-region", "words-of-sources"),
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Return Namur's graph and the small world together, as an import makes them."""
    return Graph.memory([*bundled_quads(), *small_world_quads(beside_namur=True)], "both")


@pytest.fixture(scope="module")
def union(graph: Graph) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data="".join(f"{quad} .\n" for quad in graph.quads()), format="nquads")
    return dataset


def ask(graph: Graph, query: str, *columns: str, **given: str) -> list[tuple[str, ...]]:
    """Return columns of a saved query's answer, IRIs as local names."""
    saved = find_query(query)
    bound = bind(saved, {key: [word] for key, word in given.items()}, lambda name, _: expand(name))
    rows = graph.select(bound)
    places = [rows.variables.index(column) for column in columns]
    found = [tuple(value(row[place]) for place in places) for row in rows]
    return [tuple(local_name(c) if "://" in c else c for c in row) for row in found]


def written(term: object) -> str:
    return "" if term is None else str(term)


def by_first(rows: list[tuple[str, ...]]) -> dict[str, str]:
    return {row[0]: row[1] for row in rows}


def test_there_are_twenty_questions_to_the_world_and_more() -> None:
    assert len(WORLD) >= 30
    assert sum(query_files()[name].parent.name == "world" for name in WORLD) >= 20


def test_no_query_calls_a_silence_an_end() -> None:
    for name in WORLD:
        query = read_query(query_files()[name])
        words = f"{query.summary} {query.summary_fr}".lower()
        assert not any(word in words for word in (" ended", "terminé", "no longer", "n’est plus"))


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[pytest.mark.slow] if n in SLOW else [], id=n) for n in WORLD],
)
def test_both_engines_answer_alike(
    graph: Graph, union: rdflib.Dataset, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="rdflib")
    text = read_query(query_files()[name]).text
    theirs = [[written(term) for term in row] for row in answer(union, text)[1]]
    assert [[value(term) for term in row] for row in graph.select(text)] == theirs
    # The one city of France without a tie in the report has one in the almanac.
    assert bool(theirs) == (name != "cities-without-tie-abroad")


def test_partners_stand_with_the_number_of_sources_that_name_them(graph: Graph) -> None:
    found = by_first(ask(graph, "all-partners-of", "partner", "sources"))
    # The report's thirteen, and one that only the items know.
    assert len(found) == 14
    assert found["lafayette-la-us"] == "3"  # report, items, yearbook
    assert found["quebec-qc-ca"] == "2"  # report, almanac
    assert found["wikidata-q999999901"] == "1"
    found = by_first(ask(graph, "all-partners-of", "partner", "sources", city="city:cologne-de"))
    assert found == {
        "liverpool-gb": "4", "lille-fr": "4", "turin-it": "2", "liege-be": "1", "paris-fr": "1",
        "esch-sur-alzette-lu": "1", "rotterdam-nl": "1", "lafayette-in-us": "1",
        "sankt-example-de": "1",
    }  # fmt: skip


def test_ties_are_counted_by_how_many_sources_assert_them(graph: Graph) -> None:
    # Four: Cologne with Liverpool and with Lille. Three: Paris and Rome; Namur and Lafayette.
    # Two: Cologne and Turin; Namur and Québec.
    found = by_first(ask(graph, "ties-by-number-of-sources", "sources", "ties"))
    assert found == {"1": "21", "2": "2", "3": "2", "4": "2"}


def test_a_claim_is_one_sided_within_its_source(graph: Graph) -> None:
    found = ask(graph, "one-sided-claims", "city", "silent", source="source:items-2022")
    assert sorted(found) == [
        ("lille-fr", "cologne-de"),
        ("namur-be", "lafayette-la-us"),
        ("namur-be", "wikidata-q999999901"),
    ]
    # A source that does not say who states a tie has no one-sided claims.
    assert ask(graph, "one-sided-claims", "city", source="source:almanac-2026") == []


def test_conflicts_on_year_and_kind_name_both_sides(graph: Graph) -> None:
    columns = ("city", "partner", "source", "says", "other", "otherSays")
    assert sorted(ask(graph, "sources-in-conflict", *columns)) == [
        ("cologne-de", "lille-fr", "yearbook-2020", "contact", "registry-2015", "partnership"),
        ("cologne-de", "liverpool-gb", "registry-2015", "1952", "yearbook-2020", "1953"),
    ]
    french = ask(graph, "sources-in-conflict", "about", lang="fr")
    assert sorted(french) == [("année du début",), ("nature",)]


def test_what_the_report_alone_says_and_what_only_others_say(graph: Graph) -> None:
    found: dict[str, set[str]] = {}
    for who, partner in ask(graph, "report-and-other-sources", "who", "partner"):
        found.setdefault(who, set()).add(partner)
    assert found["the report and others"] == {"lafayette-la-us", "quebec-qc-ca"}
    assert found["only others; not mentioned in the report"] == {"wikidata-q999999901"}
    assert len(found["only the report"]) == 11


def test_the_number_of_partners_depends_on_definition_and_source(graph: Graph) -> None:
    rows = ask(graph, "number-of-partners-by-source", "source", "definition", "answer")
    found = {(source, definition): answer for source, definition, answer in rows}
    cannot = "cannot be answered from this source"
    assert found["", "put together with the city"] == "14"
    assert found["namur-2024", "put together with the city"] == "13"
    assert found["namur-2024", "called a twinning as such"] == "2"
    assert found["namur-2024", "the partner states it"] == cannot
    assert found["items-2022", "the city itself states it"] == "2"
    assert found["items-2022", "the partner states it"] == "0"
    assert found["items-2022", "called a twinning as such"] == cannot
    assert found["almanac-2026", "the city itself states it"] == cannot
    assert found["yearbook-2020", "called a twinning as such"] == "1"


def test_ways_are_no_longer_than_three_steps(graph: Graph) -> None:
    columns = ("steps", "first", "second")
    found = ask(graph, "paths-between", *columns, city="city:liverpool-gb", other="city:rome-it")
    assert found == [("3", "cologne-de", "paris-fr")]
    found = ask(graph, "paths-between", *columns, city="city:liege-be", other="city:lille-fr")
    assert found == [
        ("2", "cologne-de", ""), ("2", "turin-it", ""),
        ("3", "cologne-de", "turin-it"), ("3", "turin-it", "cologne-de"),
    ]  # fmt: skip
    assert ask(graph, "paths-between", "steps", city="city:namur-be", other="city:rome-it") == []


def test_shared_and_mutual_partners(graph: Graph) -> None:
    both = ask(graph, "partners-of-both", "partner", city="city:liege-be", other="city:lille-fr")
    assert sorted(both) == [("cologne-de",), ("turin-it",)]
    tied = by_first(
        ask(graph, "partners-tied-to-one-another", "partner", "tied", city="city:turin-it")
    )
    # Liège and Lille are both tied to Cologne, the third partner of Turin.
    assert tied == {"cologne-de": "2", "liege-be": "1", "lille-fr": "1"}
    alike = by_first(ask(graph, "cities-most-alike", "other", "shared", city="city:liege-be"))
    assert alike["lille-fr"] == "2"


def test_countries_are_counted_from_both_ends(graph: Graph) -> None:
    pairs = {
        (a, b): n for a, b, n in ask(graph, "ties-by-country-pair", "country", "other", "ties")
    }
    assert pairs["de", "fr"] == "2"  # Cologne with Lille and with Paris
    assert pairs["de", "de"] == "1"  # Cologne and Sankt Example
    figures = ask(graph, "countries-in-figures", "country", "cities", "abroad", "atHome")
    # Cologne's eight other partners are abroad.
    assert ("de", "2", "8", "1") in figures
    between = ask(
        graph, "ties-between-countries", "city", "partner", country="country:de",
        other="country:de",
    )  # fmt: skip
    assert between == [("cologne-de", "sankt-example-de")]
    away = ask(graph, "cities-without-tie-abroad", "city", "atHome", country="country:de")
    assert away == [("sankt-example-de", "1")]


def test_years_come_from_lists_and_by_rule_from_agreements(graph: Graph) -> None:
    found = ask(graph, "oldest-partnerships", "year", "city", "partner", before="1958")
    assert found == [
        ("1952", "cologne-de", "liverpool-gb"),
        ("1953", "cologne-de", "liverpool-gb"),
        ("1956", "paris-fr", "rome-it"),
    ]
    decades = by_first(ask(graph, "partnerships-by-decade", "decade", "ties"))
    assert decades["1950s"] == "8"
    assert decades["1970s"] == "1"  # Lafayette: 1979 in the yearbook, and by rule


def test_fields_and_members_of_a_network(graph: Graph) -> None:
    fields = ask(graph, "partners-by-field", "partner", "field", city="city:lille-fr")
    assert fields == [("turin-it", "design")]
    pairs = ask(graph, "ties-within-network", "city", "partner")
    assert sorted(set(pairs)) == [("lille-fr", "turin-it"), ("namur-be", "quebec-qc-ca")]


def test_names_and_how_sure_they_are(graph: Graph) -> None:
    called = set(ask(graph, "names-in-sources", "calledThere", "source", city="city:cologne-de"))
    assert called >= {("Köln", "registry-2015"), ("Cologne", "yearbook-2020")}
    maybe = ask(graph, "names-in-sources", "source", "mayBe", city="city:lafayette-la-us")
    assert ("almanac-2026", "true") in maybe
    homonyms = ask(graph, "cities-of-the-name", "city", "partners", name="Granada")
    assert sorted(homonyms) == [("granada-es", "0"), ("granada-ni", "0")]
    unplaced = {city for (city,) in ask(graph, "cities-not-placed", "city")}
    assert {"lafayette", "namur-wi-us", "wikidata-q999999901"} <= unplaced


POINTS = {
    "near": ((50.0, 4.0), (50.3, 4.2)),
    "north": ((70.0, 20.0), (69.5, 25.0)),
    "far": ((50.4669, 4.86746), (-6.92222, 107.6)),
    "across the date line": ((-17.7, 178.0), (-13.8, -171.8)),
    "nearly opposite": ((40.4, -3.7), (-41.3, 174.8)),
    "same place": ((10.0, 10.0), (10.0, 10.0)),
}


@pytest.mark.parametrize("case", POINTS)
def test_distances_agree_with_the_haversine_formula(case: str) -> None:
    (north, east), (north_2, east_2) = POINTS[case]
    graph = placed(POINTS[case])
    a, b = math.radians(north), math.radians(north_2)
    half = math.sin((a - b) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(east - east_2) / 2) ** 2
    true = 2 * 6371 * math.asin(math.sqrt(half))
    ((found,),) = ask(graph, "partners-within-distance", "distance", city="city:one", km="20100")
    assert abs(int(found) - true) <= 0.5 + true / 1000


def test_a_region_ends_where_it_is_said_to() -> None:
    # 0.9 degrees of latitude are 100.08 km.
    for span, inside in ((0.898, True), (0.901, False)):
        graph = placed(((45.0, 7.0), (45.0 + span, 7.0)))
        found = ask(
            graph, "ties-of-a-region", "neighbour", "partner", city="city:one", km="100",
            country="country:xx",
        )  # fmt: skip
        assert found == ([("two", "three")] if inside else [])


def placed(points: tuple[tuple[float, float], tuple[float, float]]) -> Graph:
    """Return two tied cities at two points; the second is also tied to one in country:xx."""
    lines = "".join(
        f"city:{name} tg:latitude {north:f} ; tg:longitude {east:f} .\n"
        for name, (north, east) in zip(("one", "two"), points, strict=True)
    )
    text = f"""
        rel:a tg:connects city:one, city:two . rel:b tg:connects city:two, city:three .
        city:three tg:country country:xx .\n{lines}"""
    prefixes = "".join(
        f"PREFIX {p}: <{expand(p + ':')}>\n" for p in ("tg", "city", "rel", "country")
    )
    return Graph.memory(
        px.Quad(t.subject, t.predicate, t.object, px.NamedNode(expand("graph:x")))
        for t in px.parse(prefixes + text, format=px.RdfFormat.TURTLE)
    )
