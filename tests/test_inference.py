"""What follows: reviewed by number and by meaning, in graphs of its own, once and for good.

The oracle is plain Python over the asserted quads: closures, pairs and products counted by hand or
by a few lines here, never by the rules. That each fact has a proof is tested elsewhere.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import permutations

import pyoxigraph as px
import pytest

from inferring import inferred, namur_and_toy, rules
from twingraph.assembling import assemble
from twingraph.bundled import bundled_quads
from twingraph.dates import date_quads
from twingraph.inference import infer
from twingraph.inference.sources import graphs_by_source
from twingraph.loading import ontology_files, read_ontology
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.resources import folder
from twingraph.store import Graph, is_inferred, value

Triple = tuple[str, str, str]
Pair = tuple[str, str]

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def quads() -> list[px.Quad]:
    return bundled_quads()


@pytest.fixture(scope="module")
def asserted(quads: list[px.Quad]) -> set[Triple]:
    return {triple(quad) for quad in quads if not is_inferred(quad.graph_name)}


@pytest.fixture(scope="module")
def following(quads: list[px.Quad]) -> set[Triple]:
    return {triple(quad) for quad in conclusions(quads)}


def conclusions(quads: Iterable[px.Quad]) -> Iterator[px.Quad]:
    """Yield the quads of inferred graphs but their marks."""
    return (q for q in quads if is_inferred(q.graph_name) and q.subject != q.graph_name)


def triple(quad: px.Quad) -> Triple:
    return shorten(value(quad.subject)), shorten(quad.predicate.value), shorten(value(quad.object))


def pairs(triples: set[Triple], *properties: str) -> set[Pair]:
    return {(s, o) for s, p, o in triples if p in properties}


def chained(known: set[Pair]) -> set[Pair]:
    """Return all that can be reached by way of pairs."""
    found = set(known)
    while more := {(a, d) for a, b in found for c, d in known if b == c} - found:
        found |= more
    return found


# Numbers.

# Read off the report and the rules' meaning by hand; types, dates and chains are counted below.
REVIEWED = {
    # 13 partners hang on Namur, each an indirect partner of the 12 others.
    "tg:indirectPartnerOf": 13 * 12,
    # Each pair stands in both directions.
    "tg:listedWith": 13 * 2,
    "tg:inContactWith": 13 * 2,
    # Bandung, Huế, Lafayette, Pristina, Québec, Terrebonne.
    "tg:partnerByAgreementWith": 6 * 2,
    # Lafayette and Québec.
    "tg:twinnedWith": 2 * 2,
    # Eight agreements of two parties each; Huế and Namur have two, the two universities one.
    "tg:partyTo": 8 * 2,
    "tg:coPartyWith": (6 + 1) * 2,
    # Namur in Creative Cities, the AIMF and Vertech City; Québec in the first, Huế in the second.
    "tg:memberOf": 3 + 1 + 1,
    "tg:fellowMemberOf": 2 * 2,
    # Two by an anniversary, four by a signing; of Bandung's nothing is dated.
    "tg:beganOn": 2 + 4,
    "tg:startYear": 2 + 4,
    "tg:inForceFrom": 2 + 4,
    # The protocol of 2024 to 2029 alone tells an end.
    "tg:inForceUntil": 1,
    # Its three priority domains are themes of it.
    "tg:theme": 3,
    # The two unnamed mayors of Huế who may be one, from the other end.
    "tg:identityUnknown": 1,
}


@pytest.mark.parametrize(("prop", "number"), REVIEWED.items(), ids=REVIEWED)
def test_as_many_facts_follow_as_a_person_counts(
    following: set[Triple], prop: str, number: int
) -> None:
    assert len(pairs(following, prop)) == number


def test_nothing_follows_but_what_is_counted_here(following: set[Triple]) -> None:
    counted = {"rdf:type", "tg:locatedIn", "tg:partOf", "tg:date", "tg:currentDate"}
    counted |= {"tg:currentStatus", "tg:officeAtEvent"}
    assert {prop for _, prop, _ in following} == REVIEWED.keys() | counted


def test_supertypes_follow(asserted: set[Triple], following: set[Triple]) -> None:
    above = chained(pairs(asserted, "rdfs:subClassOf"))
    types = pairs(asserted, "rdf:type")
    expected = {(thing, over) for thing, cls in types for under, over in above if cls == under}
    twinnings = {(a, "tg:TwinningAgreement") for a, kind in pairs(asserted, "tg:kind")
                 if kind == "kind:twinning" and (a, "tg:Agreement") in types}  # fmt: skip
    assert len(twinnings) == 2
    # No file says what the source of the ontology and the dates is: that it is a source says it.
    ours = {("source:twingraph", "tg:Source")}
    named = {pair for pair in expected | twinnings | ours if pair[1].startswith("tg:")}
    assert pairs(following, "rdf:type") == named - types


@pytest.mark.parametrize(("prop", "number"), [("tg:locatedIn", 34), ("tg:partOf", 6)])
def test_what_is_transitive_reaches_on(
    asserted: set[Triple], following: set[Triple], prop: str, number: int
) -> None:
    known = pairs(asserted, prop)
    assert pairs(following, prop) == chained(known) - known
    assert len(chained(known) - known) == number


def test_each_thing_has_one_current_status_and_one_current_date(
    asserted: set[Triple], following: set[Triple]
) -> None:
    statuses = pairs(asserted, "tg:status")
    assert len(statuses) == 142
    assert pairs(following, "tg:currentStatus") == statuses
    dates = pairs(asserted, "tg:dateWritten", "tg:dateFromReportYear", "tg:dateComputed")
    assert pairs(following, "tg:date") == dates
    current = pairs(following, "tg:currentDate")
    assert current <= dates
    assert len(current) == len(dict(current)) == len(dict(dates)) == 88


def test_an_office_at_an_event_is_named_there_or_held_by_its_participant(
    asserted: set[Triple], following: set[Triple]
) -> None:
    offices = pairs(following, "tg:officeAtEvent")
    assert len(offices) == 26
    there = pairs(asserted, "tg:inOffice")
    assert there <= offices
    who = dict(pairs(asserted, "tg:participant"))
    held = {
        (holder, office)
        for holding, holder in pairs(asserted, "tg:holder")
        for other, office in pairs(asserted, "tg:office")
        if holding == other
    }
    assert {(who[participation], office) for participation, office in offices - there} <= held


# Graphs.


def test_to_reason_twice_is_to_reason_once(quads: list[px.Quad]) -> None:
    assert {*infer(quads, rules())} | set(quads) == set(quads)
    both = namur_and_toy().quads()
    assert {*infer(both, rules())} | set(both) == set(both)


def test_what_is_asserted_is_not_inferred(asserted: set[Triple], following: set[Triple]) -> None:
    assert asserted.isdisjoint(following)
    assert len(following) > 900
    both = namur_and_toy().quads()
    said = {triple(quad) for quad in both if not is_inferred(quad.graph_name)}
    assert said.isdisjoint(map(triple, conclusions(both)))


def test_inferred_graphs_say_what_they_are_and_of_which_source() -> None:
    both = namur_and_toy().quads()
    marks = {triple(q) for q in both if is_inferred(q.graph_name) and q.subject == q.graph_name}
    names = {value(q.graph_name) for q in both if is_inferred(q.graph_name)}
    sources = {
        expand("graph:inferred/editorial"): "source:editorial",
        expand("graph:inferred/namur-2024"): "report:namur-2024",
        expand("graph:inferred/toy-2025"): "report:toy-2025",
    }
    assert names == set(sources)
    assert marks == {
        mark
        for name, source in sources.items()
        for mark in ((name, "rdf:type", "tg:InferredGraph"), (name, "tg:source", source))
    }


def test_the_graphs_of_a_source_are_those_that_a_store_gives_it() -> None:
    both = namur_and_toy()
    assert len(both.sources()) > 4
    assert graphs_by_source(both.quads()) == both.sources()


def test_an_inferred_graph_is_no_evidence_and_rests_on_no_passage(quads: list[px.Quad]) -> None:
    names = {quad.graph_name for quad in quads if is_inferred(quad.graph_name)}
    told = {quad.predicate.value for quad in quads if quad.subject in names}
    assert told == {expand("rdf:type"), expand("tg:source")}


def test_the_merge_holds_each_inferred_fact_once(
    quads: list[px.Quad], following: set[Triple]
) -> None:
    graph = Graph.memory(quads)
    rows = graph.select(f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(?p IN ({DERIVED})) }}"
                        " GROUP BY ?p")  # fmt: skip
    counts = Counter(prop for _, prop, _ in following)
    assert {shorten(value(prop)): int(value(n)) for prop, n in rows} == {
        prop: counts[prop] for prop in ("tg:twinnedWith", "tg:currentStatus", "tg:startYear")
    }


DERIVED = ", ".join(f"<{expand(f'tg:{n}')}>" for n in ("twinnedWith", "currentStatus", "startYear"))

TWO_SOURCES = """
graph:lists {
  report:one a tg:Report . passage:one a tg:Passage ; tg:inReport report:one .
  report:two a tg:Report . passage:two a tg:Passage ; tg:inReport report:two .
}
graph:one {
  graph:one tg:restsOn passage:one .
  city:a a tg:City . membership:a a tg:Membership ; tg:member city:a ; tg:network network:n .
  network:n a tg:Network .
}
graph:two {
  graph:two tg:restsOn passage:two .
  city:b a tg:City . membership:b a tg:Membership ; tg:member city:b ; tg:network network:n .
}
"""


def test_what_needs_two_sources_stands_apart_from_what_follows_from_one() -> None:
    trig = px.parse(io.StringIO(HEAD + TWO_SOURCES), format=px.RdfFormat.TRIG)
    quads = inferred([*read_ontology(ontology_files(folder("ontology"))), *trig]).quads()
    found: dict[str, set[Pair]] = {}
    for quad in conclusions(quads):
        subject, prop, obj = triple(quad)
        if prop in ("tg:memberOf", "tg:fellowMemberOf"):
            found.setdefault(value(quad.graph_name), set()).add((subject, obj))
    assert found == {
        expand("graph:inferred/one"): {("city:a", "network:n")},
        expand("graph:inferred/two"): {("city:b", "network:n")},
        expand("graph:inferred"): {("city:a", "city:b"), ("city:b", "city:a")},
    }


# Meaning. The compiler passes over domains and ranges of what only rules conclude: here they hold.


def test_domains_and_ranges_hold_for_all_that_follows(
    quads: list[px.Quad], asserted: set[Triple]
) -> None:
    every = asserted | {triple(quad) for quad in conclusions(quads)}
    types: dict[str, set[str]] = {}
    for thing, cls in pairs(every, "rdf:type"):
        types.setdefault(thing, set()).add(cls)
    domains, ranges = (pairs(asserted, f"rdfs:{name}") for name in ("domain", "range"))
    seen: Counter[str] = Counter()
    for quad in conclusions(quads):
        subject, prop, obj = triple(quad)
        for ends, term, held in ((domains, subject, quad.subject), (ranges, obj, quad.object)):
            for cls in (cls for of, cls in ends if of == prop and ":" in cls):
                seen[prop] += 1
                if isinstance(held, px.Literal):
                    assert shorten(held.datatype.value) == cls, (subject, prop, obj)
                elif cls != "rdfs:Resource":
                    assert cls in types.get(term, set()), (prop, term, cls)
    assert seen.keys() >= {prop for prop in REVIEWED if prop != "tg:theme"}


def test_nobody_is_related_to_itself_and_symmetric_facts_stand_both_ways(
    following: set[Triple], asserted: set[Triple]
) -> None:
    symmetric = {s for s, o in pairs(asserted, "rdf:type") if o == "owl:SymmetricProperty"}
    every = following | asserted
    seen = 0
    for subject, prop, obj in following:
        if prop in symmetric:
            seen += 1
            assert subject != obj
            assert (obj, prop, subject) in every
    assert seen > 200


CONTRACT = """
graph:g {{ source:s a tg:Source . graph:g tg:source source:s . {} }}
"""


def pairing(*cities: str) -> str:
    """Return an agreement of some cities."""
    parties = ", ".join(f"city:{city}" for city in cities)
    types = " ".join(f"city:{city} a tg:City ." for city in cities)
    return f"{types} agreement:x a tg:Agreement ; tg:kind kind:twinning ; tg:party {parties} ."


@pytest.mark.parametrize("cities", ["ab", "abc", "abcd"], ids=len)
def test_an_agreement_of_many_cities_pairs_each_with_each_other(cities: str) -> None:
    trig = HEAD + CONTRACT.format(pairing(*cities))
    quads = [
        *read_ontology(ontology_files(folder("ontology"))),
        *px.parse(io.StringIO(trig), format=px.RdfFormat.TRIG),
    ]
    found = {triple(quad) for quad in infer(quads, rules())}
    expected = {(f"city:{a}", f"city:{b}") for a, b in permutations(cities, 2)}
    for prop in ("tg:twinnedWith", "tg:partnerByAgreementWith", "tg:coPartyWith"):
        assert pairs(found, prop) == expected


def test_dates_that_only_conclusions_name_have_nodes_like_others(quads: list[px.Quad]) -> None:
    known = {shorten(value(quad.subject)) for quad in assemble().quads}
    named = {o for _, p, o in map(triple, conclusions(quads)) if p == "tg:beganOn"}
    assert named - known == {"date:within-1979", "date:within-1999"}
    for name in named - known:
        told = {quad for quad in quads if quad.subject == px.NamedNode(expand(name))}
        assert told == set(date_quads([expand(name)]))
