"""The map of a graph into which lists were imported: what each says, as the page is given it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import accumulate

import pytest

from payload_reading import asked
from small_world import ROWS, SAID_BY_SEVERAL, SPECS, small_world_quads
from twingraph.bundled import bundled_quads
from twingraph.imports.model import Link
from twingraph.inference import infer
from twingraph.map.payload import Payload, payload
from twingraph.map.payload.concerning import concerning
from twingraph.map.payload.ties import MARKS
from twingraph.prefixes import expand
from twingraph.store import Graph, is_inferred, value


@cache
def both() -> Graph:
    """Return Namur's graph and the small world beside it, with what follows from both."""
    asserted = [q for q in bundled_quads() if not is_inferred(q.graph_name)]
    asserted += small_world_quads(beside_namur=True)
    return Graph.memory([*asserted, *infer(asserted)], "Namur and a small world")


@cache
def made() -> Payload:
    return payload(both(), sparql=False)


def test_sources_say_how_they_speak_and_reports_stand_first() -> None:
    sources = made().core["sources"]
    assert sources[0]["id"] == "report:namur-2024"
    flags = {row["id"]: (row.get("lists"), row.get("directed")) for row in sources}
    for name, spec in SPECS.items():
        assert flags[f"source:{name}"] == (spec.listing or None, spec.directed or None)
    assert not {"lists", "directed"} & sources[0].keys()


def test_each_row_of_a_list_stands_in_the_columns_with_its_tie() -> None:
    core, claims = made().core, made().details["claims"]
    cities, ties = core["cities"]["id"], core["ties"]
    found: Counter[tuple[str, ...]] = Counter()
    for tie, source, row, turned, word in zip(
        accumulate(claims["tie"]), claims["source"], claims["row"], claims["turned"],
        claims["word"], strict=True,
    ):  # fmt: skip
        ends = cities[ties["a"][tie]], cities[ties["b"][tie]]
        name = core["sources"][source]["id"].removeprefix("source:")
        told = claims["words"][word] if word >= 0 else ""
        found[name, row, *(reversed(ends) if turned else ends), told] += 1
    expected = Counter(
        (name, row.row, row.first, row.second, row.word)
        for name, rows in ROWS.items()
        for row in rows
        if isinstance(row, Link) and row.first != row.second
    )
    assert found == expected


def test_forms_and_years_are_those_of_the_list_that_tells_them() -> None:
    core, claims = made().core, made().details["claims"]
    pair = [core["cities"]["id"].index(slug) for slug in SAID_BY_SEVERAL]
    ends = zip(core["ties"]["a"], core["ties"]["b"], strict=True)
    (tie,) = (row for row, held in enumerate(ends) if sorted(held) == sorted(pair))
    rows = [at for at, of in enumerate(accumulate(claims["tie"])) if of == tie]
    told = {
        core["sources"][claims["source"][at]]["id"]: claims["dates"][claims["started"][at]]["en"]
        for at in rows
        if claims["started"][at] >= 0
    }
    assert told == {"source:registry-2015": "1952", "source:yearbook-2020": "1953"}
    terms = {claims["terms"][claims["term"][at]]["id"] for at in rows if claims["term"][at] >= 0}
    assert terms == {"form:partnership", "kind:twinning"}


def test_what_lists_alone_name_is_no_twinning() -> None:
    core = made().core
    listing = {at for at, row in enumerate(core["sources"]) if row.get("lists")}
    marks = [
        MARKS[mark]
        for mark, told in zip(core["ties"]["mark"], core["ties"]["sources"], strict=True)
        if set(told) <= listing
    ]
    assert marks
    assert set(marks) == {"contact"}


def test_an_agreement_is_its_reports_word_and_lists_name_its_pair() -> None:
    core = made().core
    ties, sources = core["ties"], [row["id"] for row in core["sources"]]
    row = ties["id"].index("agreement:lafayette-twinning")
    assert [sources[at] for at in ties["sources"][row]] == ["report:namur-2024"]
    assert {sources[at] for at in ties["listedBy"][row]} == {
        "source:items-2022", "source:yearbook-2020",
    }  # fmt: skip


def test_a_city_has_the_names_that_lists_give_it_where_they_are_others() -> None:
    core = made().core
    cities, sources = core["cities"], [row["id"] for row in core["sources"]]
    called = {
        (cities["id"][at], sources[source]): names
        for at, told in cities["called"].items()
        for source, *names in told
    }
    assert called["cologne-de", "source:registry-2015"] == ["Köln"]
    assert called["turin-it", "source:yearbook-2020"] == ["Torino"]
    assert ("cologne-de", "source:almanac-2026") not in called
    perhaps = {
        cities["id"][at]: [cities["id"][one] for one in others]
        for at, others in cities["perhaps"].items()
    }
    assert perhaps["lafayette"] == ["lafayette-la-us"]


def test_namesakes_without_a_region_are_told_apart_by_the_state_of_their_slug() -> None:
    cities = made().core["cities"]
    apart = {cities["id"][at]: told["en"] for at, told in cities["apart"].items()}
    assert apart["lafayette-in-us"] == "Lafayette (IN, United States)"
    assert len(set(apart.values())) == len(apart)


def test_the_line_under_the_title_tells_the_reports_partners_from_those_in_lists_alone() -> None:
    tied = "?r tg:connects city:namur-be, ?x FILTER(?x != city:namur-be)"
    tied += " GRAPH ?g { ?c tg:claimOn ?r }"
    reported = asked(both(), tied + " ?g tg:restsOn ?passage")
    listed = asked(both(), tied) - reported
    assert (len(reported), len(listed)) == (13, 1)
    told = made().core["summary"]
    assert told["en"].startswith(f"{len(reported)} partner cities, ")
    assert told["en"].endswith("; annual report 2024; 1 more in lists alone")
    assert told["fr"].endswith("; rapport annuel 2024\u00a0; 1 autre dans des listes seulement")


def test_proofs_of_the_records_need_only_what_concerns_their_cities() -> None:
    graph = both()
    names = made().core["cities"]["id"]
    records = {"city:" + name for name in names} & made().details["records"].keys()
    known = set(concerning(graph, map(expand, records)))
    asserted = {q for q in graph.quads() if not is_inferred(q.graph_name)}
    assert known < asserted
    left = {value(q.subject) for q in asserted - known}
    # Cologne has no record here: what lists say of it and Lille proves nothing.
    assert expand("rel:cologne-de--lille-fr") in left
    assert expand("rel:lafayette-la-us--namur-be") not in left
    assert made().details["proofs"]["heads"]


def test_a_graph_too_large_for_a_page_leaves_sparql_out_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("twingraph.map.payload.LIMIT", 1_000)
    large = payload(both())
    assert large.left_out == large.core["leftOut"] == len(both().quads())
    assert large.blocks().keys() == {"core", "details"}
    assert made().left_out == 0
