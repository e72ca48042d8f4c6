"""What the claims' graphs say: sources, mentions, rows and cities of a small world, by hand."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pyoxigraph as px
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from small_world import (
    KNOWN,
    ROWS,
    SPECS,
    small_identities,
    small_places,
    small_sources,
    small_world_graph,
    small_world_quads,
    write_small_world,
)
from twingraph.checks import CHECKS
from twingraph.checks.material import gather
from twingraph.claims import write_claims
from twingraph.claims.rows import mention, name_of
from twingraph.errors import DataError
from twingraph.identity import gazetteer, identify
from twingraph.identity.gazetteer import Spot
from twingraph.identity.model import Identities
from twingraph.imports import kept
from twingraph.imports.model import RESERVED, Link, Member, Place, Provenance, Spec
from twingraph.inference.sources import graphs_by_source
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.queries import bind, find_query
from twingraph.store import Graph

HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

# What a source may be called, and what its keys may be, those that look alike above all.
NAMES = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,4}[a-z0-9])?", fullmatch=True)
KEYS = st.text("12-_.Q", max_size=5) | st.text(max_size=5)


@pytest.fixture(scope="module")
def world() -> Graph:
    return small_world_graph()


@pytest.fixture(scope="module")
def quads() -> list[px.Quad]:
    return small_world_quads()


def asked(graph: Graph, pattern: str) -> set[tuple[str, ...]]:
    """Return the rows of a pattern's variables, as they come in it, with short names for IRIs."""
    variables = " ".join(dict.fromkeys(re.findall(r"\?\w+", pattern.partition("FILTER")[0])))
    rows = graph.select(f"{HEAD}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return {tuple(_said(term) for term in row) for row in rows}


def _said(term: object) -> str:
    if isinstance(term, px.NamedNode):
        return shorten(term.value)
    assert isinstance(term, px.Literal)
    return f"{term.value}@{term.language}" if term.language else term.value


def test_each_source_has_its_graph_and_says_where_it_is_from(world: Graph) -> None:
    told = asked(world, "GRAPH ?g { ?g tg:source ?s . ?s tg:rowsKept ?kept ; tg:rowsRead ?read }")
    assert told == {
        (f"graph:{name}", f"source:{name}", str(len(rows)), str(len(rows) + number))
        for number, (name, rows) in enumerate(ROWS.items())
    }
    flags = asked(world, "?s tg:listsTwinnings ?lists ; tg:statesDirection ?directed")
    assert ("source:items-2022", "true", "true") in flags
    assert ("source:almanac-2026", "true", "false") in flags
    assert ("source:registry-2015", "false", "false") in flags
    about = asked(
        world,
        "source:items-2022 rdfs:label ?label ; tg:dataDate ?date ; tg:retrievedFrom ?from ;"
        " dcterms:publisher ?by ; dcterms:license ?licence",
    )
    told_alike = ("date:2022-01-15", "https://example.org/items-2022", "Somebody",
                  "https://creativecommons.org/publicdomain/zero/1.0/")  # fmt: skip
    assert about == {
        ("Items and their twins@en", *told_alike),
        ("Éléments et leurs jumelles@fr", *told_alike),
    }
    digests = asked(world, "source:items-2022 tg:sha256 ?digest")
    assert digests == {("1" * 64,), ("a" * 64,)}


def test_every_graph_has_a_source_that_has_a_name(quads: list[px.Quad]) -> None:
    graphs = graphs_by_source(quads)
    assert {shorten(source) for source in graphs} == {
        *(f"source:{name}" for name in SPECS), "source:twingraph", "source:geonames"
    }  # fmt: skip
    assert set().union(*graphs.values()) | {expand("graph:dates")} == {
        quad.graph_name.value for quad in quads if isinstance(quad.graph_name, px.NamedNode)
    }


def test_a_mention_keeps_what_its_source_says_of_the_place(world: Graph) -> None:
    of_quebec = "?m tg:mentionOf city:quebec-qc-ca ; tg:nameStatedAs ?name"
    said = {row[1:] for row in asked(world, of_quebec)}
    assert said == {("Quebec City@en",), ("Québec@en",)}
    rome = asked(
        world,
        "GRAPH graph:almanac-2026 { ?m a tg:Mention ; tg:nameStatedAs 'Rome'@en ;"
        " tg:countryStatedAs ?c ; tg:latitudeStated ?lat ; tg:longitudeStated ?lon }",
    )
    ((_, *told),) = rome
    assert told == ["Italy", "41.89193", "12.51133"]
    items = asked(world, "?m tg:wikidataItemStated ?i ; tg:mentionOf city:cologne-de")
    assert {item for _, item in items} == {"wd:Q365"}
    assert asked(world, "?m a tg:Mention ; tg:latitude ?lat") == set()


def test_a_mention_stands_for_one_city_in_the_graph_of_identity(world: Graph) -> None:
    matches = asked(world, "GRAPH graph:identity { ?m tg:mentionOf ?city ; tg:grade ?grade }")
    assert len(matches) == len(list(small_places()))
    assert len({mention for mention, _, _ in matches}) == len(matches)
    told = asked(
        world, "?m tg:candidate ?c ; tg:mentionOf ?city ; tg:grade ?g ; tg:matchReason ?why"
    )
    assert {row[1:] for row in told} == {
        ("city:lafayette-la-us", "city:lafayette", "grade:probable", "reason:name"),
        ("city:lafayette-la-us", "city:lafayette", "grade:probable", "reason:homonyms"),
        ("city:lafayette-la-us", "city:lafayette-in-us", "grade:rejected", "reason:name"),
        ("city:lafayette-la-us", "city:lafayette-in-us", "grade:rejected", "reason:far-away"),
    }


def test_the_query_for_names_finds_what_a_mention_states(world: Graph) -> None:
    saved = find_query("names-in-sources")
    rows = world.select(bind(saved, {"city": ["city:cologne-de"]}, lambda name, _: expand(name)))
    columns = [rows.variables.index(name) for name in ("source", "calledThere", "item")]
    found = {tuple(_said(row[at]) if row[at] else "" for at in columns) for row in rows}
    assert ("source:items-2022", "Köln@de", "wd:Q365") in found
    assert ("source:registry-2015", "Köln@de", "") in found


def test_a_claim_says_what_its_row_says_and_no_more(world: Graph) -> None:
    told = asked(world, "GRAPH ?graph { claim:yearbook-2020_4 ?property ?value }")
    first, second = (
        asked(world, f"?m tg:mentionOf city:{slug} . GRAPH graph:yearbook-2020 {{ ?m a ?class }}")
        for slug in ("lille-fr", "turin-it")
    )
    assert told == {
        ("graph:yearbook-2020", *said)
        for said in (
            ("rdf:type", "tg:Claim"),
            ("tg:basis", "basis:stated"),
            ("tg:rowKey", "4"),
            ("tg:statedAs", "twinning@en"),
            ("tg:kind", "kind:twinning"),
            ("tg:started", "date:within-1958"),
            ("tg:ended", "date:within-2010"),
            ("tg:claimOn", "rel:lille-fr--turin-it"),
            ("tg:firstMention", first.pop()[0]),
            ("tg:secondMention", second.pop()[0]),
        )
    }


def test_the_order_of_the_row_stays(world: Graph) -> None:
    both = asked(
        world,
        "?claim tg:claimOn rel:cologne-de--liverpool-gb ; tg:firstMention/tg:mentionOf ?first ;"
        " tg:secondMention/tg:mentionOf ?second . GRAPH graph:items-2022 { ?claim a tg:Claim }",
    )
    assert {row[1:] for row in both} == {
        ("city:cologne-de", "city:liverpool-gb"),
        ("city:liverpool-gb", "city:cologne-de"),
    }


def test_only_lists_of_twinnings_list_twins_and_only_as_they_state_it(world: Graph) -> None:
    listed = asked(world, "GRAPH ?graph { ?one tg:listedAsTwinOf ?other }")
    rows = [
        (f"graph:{name}", f"city:{row.first}", f"city:{row.second}")
        for name in ("almanac-2026", "items-2022")
        for row in ROWS[name]
        if isinstance(row, Link) and row.first != row.second
    ]
    assert listed == set(rows)
    kinds = asked(world, "GRAPH ?graph { ?claim tg:kind ?kind }")
    assert {(graph, kind) for graph, _, kind in kinds} == {
        ("graph:yearbook-2020", "kind:twinning"),
        ("graph:yearbook-2020", "kind:contact"),
    }


def test_a_list_does_not_list_what_it_says_is_over(tmp_path: Path) -> None:
    ended = Link("1", "a", "b", ended="within-2010")
    quads = written(tmp_path, [Place("a", "A"), Place("b", "B"), ended], listing=True)
    predicates = {shorten(quad.predicate.value) for quad in quads}
    assert "tg:ended" in predicates
    assert "tg:listedAsTwinOf" not in predicates


def test_a_city_tied_to_itself_is_a_claim_on_no_relation(world: Graph) -> None:
    alone = asked(world, "?claim a tg:Claim FILTER NOT EXISTS { ?claim tg:claimOn ?relation }")
    assert alone == {("claim:almanac-2026_4",)}
    assert asked(world, "claim:almanac-2026_4 tg:firstMention ?m ; tg:secondMention ?m")
    assert "rel:rome-it--rome-it" not in {r for r, _ in asked(world, "?r tg:connects ?city")}


def test_a_relation_stands_once_in_a_graph_with_its_two_ends(tmp_path: Path) -> None:
    written_world = write_small_world(tmp_path)
    for path in written_world.files:
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) == len(set(lines)) == written_world.quads[path.stem]
    items = (tmp_path / "claims" / "items-2022.nq").read_text("utf-8").splitlines()
    assert sum("cologne-de--liverpool-gb" in line and "#Relation>" in line for line in items) == 1


def test_a_membership_has_its_field_and_no_relation(world: Graph) -> None:
    fields = asked(
        world,
        "?m a tg:Membership ; tg:member ?city ; tg:network network:unesco-creative-cities ;"
        " tg:networkField ?field ; tg:statedAs ?word ; tg:firstMention/tg:mentionOf ?city",
    )
    assert {row[1:] for row in fields} == {
        (f"city:{row.place}", row.field, f"{row.word}@en")
        for row in ROWS["creative-2024"]
        if isinstance(row, Member) and row.field
    }
    memberships = asked(world, "?m a tg:Membership ; tg:rowKey ?key")
    assert len(memberships) == len(ROWS["creative-2024"])
    granada = asked(world, "?m tg:nameStatedAs 'Granada'@en ; tg:mentionOf ?city")
    assert {city for _, city in granada} == {"city:granada-es", "city:granada-ni"}


def test_cities_stand_where_the_gazetteer_or_else_the_source_puts_them(world: Graph) -> None:
    placed = asked(world, "GRAPH ?graph { ?city tg:latitude ?lat ; tg:country ?country }")
    by_city = {city: (graph, country) for graph, city, _, country in placed}
    assert by_city["city:sankt-example-de"] == ("graph:identity", "country:de")
    assert by_city["city:granada-ni"] == ("graph:gazetteer", "country:ni")
    unplaced = asked(world, "?city a tg:City FILTER NOT EXISTS { ?city tg:latitude ?lat }")
    assert unplaced == {("city:lafayette",), ("city:wikidata-q999999901",)}
    assert asked(world, "city:turin-it tg:population ?n ; tg:geonamesFeature ?feature") == {
        ("870456", "https://sws.geonames.org/3165524/")
    }
    names = asked(world, "country:de a tg:Country ; rdfs:label ?name")
    assert names == {("Germany@en",), ("Allemagne@fr",)}


def test_a_slug_that_gave_way_leads_to_the_new_one(world: Graph) -> None:
    moved = asked(world, "GRAPH graph:identity { ?old dcterms:isReplacedBy ?new }")
    assert moved == {("city:koeln-de", "city:cologne-de")}


def test_every_date_that_is_mentioned_has_its_node(world: Graph) -> None:
    used = asked(world, "?thing tg:started|tg:ended|tg:dataDate ?date")
    made = asked(world, "GRAPH graph:dates { ?date a tg:Date ; tg:earliestYear ?year }")
    assert {date for _, date in used} == {date for date, _ in made}
    assert ("date:within-1953", "1953") in made


def test_what_the_base_graph_says_is_not_said_again() -> None:
    beside = small_world_quads(beside_namur=True)
    graphs = {PREFIXES["graph"] + name for name in ("identity", "gazetteer")}
    known = {px.NamedNode(PREFIXES["city"] + slug) for slug in KNOWN}
    said = {
        shorten(quad.predicate.value)
        for quad in beside
        if quad.subject in known and getattr(quad.graph_name, "value", "") in graphs
    }
    assert said == {"tg:population"}
    alone = {quad.subject for quad in small_world_quads()}
    assert alone == {quad.subject for quad in beside} | {
        px.NamedNode(PREFIXES["country"] + code) for code in ("ca",)
    }


def test_a_network_or_country_that_has_a_label_gets_no_second(tmp_path: Path) -> None:
    sources = small_sources(tmp_path)
    named = {expand("network:unesco-creative-cities"), expand("country:fr")}
    identities = small_identities()
    for labelled, count in ((named, 0), (set(), 4)):
        files = write_claims(sources, identities, tmp_path / "out", labelled=labelled).files
        lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
        assert sum("#label>" in li and li[1:].startswith(tuple(named)) for li in lines) == count


def test_the_small_world_meets_every_check_that_reads_the_graph(tmp_path: Path) -> None:
    files = [path for path in write_small_world(tmp_path).files if path.stem != "dates"]
    material = gather(files)
    runs = [run for group in CHECKS if group.name in ("queries", "shapes") for run in group.checks]
    assert [finding.en for run in runs for finding in run(material)] == []


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    sources = small_sources(tmp_path)
    identities = small_identities()
    turned = Identities(
        dict(reversed(list(identities.matches.items()))),
        dict(reversed(list(identities.cities.items()))),
    )
    one = write_claims(sources, identities, tmp_path / "one")
    other = write_claims(reversed(sources), turned, tmp_path / "other")
    assert [path.name for path in one.files] == [path.name for path in other.files]
    assert [p.read_bytes() for p in one.files] == [p.read_bytes() for p in other.files]
    assert sum(one.quads.values()) == sum(len(p.read_bytes().splitlines()) for p in one.files)


def written(folder: Path, records: list[Place | Link | Member], **told: object) -> list[px.Quad]:
    """Return the quads of one source's graph, each of whose places is a city of its own."""
    spec = Spec("odd", "pairs", Provenance("Odd", "Bizarre"), **told)  # type: ignore[arg-type]
    kept.write_kept(folder / "odd", spec, records, lambda: ({}, len(records)))
    cities = {slug: small_identities().cities[slug] for slug in ("lille-fr", "turin-it")}
    match = next(iter(small_identities().matches.values()))
    matches = {
        ("odd", place.key): dataclasses.replace(match, slug=slug)
        for place, slug in zip(
            (record for record in records if isinstance(record, Place)), cities, strict=False
        )
    }
    write_claims([folder / "odd"], Identities(matches, cities), folder / "out")
    text = (folder / "out" / "odd.nq").read_bytes()
    return list(px.parse(text, format=px.RdfFormat.N_QUADS))


def test_odd_words_and_keys_come_through(tmp_path: Path) -> None:
    name = 'Ville "\\neuve"\n\x00 \u2028😀'
    records: list[Place | Link | Member] = [
        Place("a/ü", name, "fr"), Place("b", "B", "not a tag"),
        Link("row 1>é", "a/ü", "b", "mot\tà mot"), Link("row 1>e", "b", "a/ü", ""),
    ]  # fmt: skip
    quads = written(tmp_path, records)
    names = {q.object for q in quads if q.predicate.value == expand("tg:nameStatedAs")}
    assert names == {px.Literal(name, language="fr"), px.Literal("B")}
    keys = {q.subject: q.object for q in quads if q.predicate.value == expand("tg:rowKey")}
    assert len(keys) == 2
    assert set(keys.values()) == {px.Literal("row 1>é"), px.Literal("row 1>e")}
    words = {q.object for q in quads if q.predicate.value == expand("tg:statedAs")}
    assert words == {px.Literal("mot\tà mot", language="und")}


def test_a_code_is_a_word_of_no_language(world: Graph) -> None:
    words = asked(world, "GRAPH ?graph { ?claim tg:statedAs ?word . ?claim a tg:Claim }")
    assert {(graph, word) for graph, _, word in words} >= {
        ("graph:items-2022", "P190@zxx"), ("graph:registry-2015", "p@de"),
        ("graph:almanac-2026", "twin town@en"),
    }  # fmt: skip


def test_two_rows_of_one_key_are_two_claims(tmp_path: Path) -> None:
    links = [Link("7", "a", "b"), Link("7", "b", "a"), Link("7", "a", "b")]
    quads = written(tmp_path, [Place("a", "A"), Place("b", "B"), *links])
    claims = {q.subject for q in quads if q.object == px.NamedNode(expand("tg:Claim"))}
    assert len(claims) == 3


@given(st.lists(st.tuples(NAMES, KEYS), max_size=8))
@example([("towns", "2-2"), ("towns-2", "2")])
@example([("wikidata", "2022-Q1"), ("wikidata-2022", "Q1")])
@settings(deadline=None, max_examples=200)
def test_no_two_rows_or_places_share_an_iri_whatever_their_sources_are_called(
    rows: list[tuple[str, str]],
) -> None:
    for kind in ("claim", "membership"):
        assert len({name_of(kind, *row) for row in rows}) == len(set(rows))
    assert len({mention(*row) for row in rows}) == len(set(rows))


def test_the_gazetteer_says_only_what_it_says_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spot = Spot(30, "Zor Kot", "pk", "04", (33.1, 71.1), 0)
    monkeypatch.setattr(gazetteer, "rows", lambda: iter([(spot, ())]))
    gone = Place("Q2", "Nowhere", country="Atlantis", population=12, wikidata="Q2")
    there = Place("Q1", "Zor Kot", "en", "Pakistan", "", 33.1, 71.1, 777, wikidata="Q1")
    records: list[Place | Link | Member] = [there, gone, Link("1", "Q1", "Q2")]
    kept.write_kept(tmp_path / "l", Spec("l", "pairs", Provenance("A", "B")), records, _nothing)
    identities = identify(("l", place) for place in (there, gone))
    assert identities.matches["l", "Q1"].grade == "same"
    write_claims([tmp_path / "l"], identities, tmp_path / "out")
    said = (tmp_path / "out" / "gazetteer.nq").read_text("utf-8")
    assert "geonames.org/30/" in said
    assert "777" not in said
    assert expand("tg:population") not in said
    assert '"777"' in (tmp_path / "out" / "l.nq").read_text("utf-8")


def _nothing() -> tuple[dict[str, str], int]:
    return {}, 1


def test_a_source_is_not_named_as_a_graph_of_ours_or_of_the_base(tmp_path: Path) -> None:
    base = {expand("report:namur-2024")}
    for name in (*RESERVED, "namur-2024"):
        spec = Spec(name, "pairs", Provenance("A", "B"))
        records: list[Place | Link | Member] = [
            Place("a", "A"),
            Place("b", "B"),
            Link("1", "a", "b"),
        ]
        kept.write_kept(tmp_path / name, spec, records, lambda: ({}, 1))
        with pytest.raises(DataError, match=f"no imported source can be named '{name}'"):
            write_claims([tmp_path / name], Identities({}, {}), tmp_path / "out", labelled=base)


def test_a_place_without_a_match_is_an_error(tmp_path: Path) -> None:
    spec = Spec("lone", "pairs", Provenance("A", "B"))
    records: list[Place | Link | Member] = [Place("a", "A"), Place("b", "B"), Link("1", "a", "b")]
    kept.write_kept(tmp_path / "lone", spec, records, lambda: ({}, 1))
    with pytest.raises(DataError, match="the place 'a' was not identified"):
        write_claims([tmp_path / "lone"], Identities({}, {}), tmp_path / "out")
