"""What can be asked of one city's report: counts that agree with the report read by hand."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2

from twingraph.bundled import bundled_quads
from twingraph.errors import UsageError
from twingraph.measures.actors import actors
from twingraph.measures.dormant import dormant
from twingraph.measures.hinges import hinges
from twingraph.measures.inventory import domains, inventory
from twingraph.measures.measuring import measure
from twingraph.measures.model import Settings, Table
from twingraph.measures.monthly import events_by_month, poisson_limits
from twingraph.measures.timeline import timeline
from twingraph.measures.visits import visits, visits_by_month
from twingraph.prefixes import expand, shorten
from twingraph.projections.contacts import COLUMNS, contacts
from twingraph.projections.model import Links, links_of
from twingraph.projections.reported import reported
from twingraph.projections.stored import links
from twingraph.store import Graph

USUAL = Settings()
ALL = (actors, dormant, hinges, timeline, events_by_month, visits_by_month)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def told(graph: Graph) -> Links:
    return contacts(graph)


def rows(table: Table, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of a table, in its order."""
    at = [table.columns.index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in table.rows]


def reviewed(root: Path, name: str) -> list[dict[str, str]]:
    """Return the reviewed answer of a saved query, which a person compared with the report."""
    with (root / "queries" / "expected" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# By hand, from the report.


def test_the_ties_of_the_report(graph: Graph) -> None:
    """As its headings stand; Huế has two agreements, and two ties are called twinnings."""
    found = rows(inventory(reported(graph, "ties"), USUAL), "by", "value", "links", "pairs")
    assert found[0] == ("all", None, 14, 13)
    of = {(by, value): (links, pairs) for by, value, links, pairs in found}
    assert of["kind", "twinning"] == (2, 2)
    assert of["category", "intermunicipal-entente"] == (8, 7)
    assert of["category", "specific-relation"] == (3, 3)
    assert of["category", "cousin-town"] == (2, 2)
    assert of["category", "communal-cooperation"] == (1, 1)
    assert of["status", "envisaged"] == (1, 1)  # the memorandum with Bandung is to be renewed
    for by in {by for by, *_ in found} - {"all", "theme"}:
        assert sum(links for (name, _), (links, _) in of.items() if name == by) == 14


def test_when_agreements_began_and_which_one_ends(told: Links) -> None:
    """45 years in 2024 and 25 in 2024; 2010, 2016, 2023 and 2024-2029 as written."""
    found = rows(timeline(told, USUAL), "what", "when", "with")
    assert [(when, who) for what, when, who in found if what == "begins"] == [
        ("1979", "Lafayette (Louisiana)"),
        ("1999", "Québec City"),
        ("2010", "Huế"),
        ("2016", "Pristina"),
        ("2023", "Terrebonne (Quebec)"),
        ("2024", "Huế"),
    ]
    assert [(when, who) for what, when, who in found if what == "ends"] == [("2029", "Huế")]
    with_hue = [when for what, when, who in found if what == "event" and who == "Huế"]
    assert with_hue == ["2022", "2024-03", "2024-05", "2024-10"]
    assert ("event", "2024-07-19/2024-07-21", "Lafayette (Louisiana)") in found
    assert ("event", "2024-12-03", "Québec City") in found
    # Of what Philippe Gustin did over decades no day is told.
    assert [when for _, when, _ in found][-2:] == [None, None]


def test_visits_of_the_report(told: Links) -> None:
    """Nine came and nine were made in 2024; two are to come and one to be made in 2025."""
    found = rows(visits_by_month(told, USUAL), "period", "received", "made", "received_to_come",
                 "made_to_come")  # fmt: skip
    of_2024 = [row for row in found if row[0].startswith("2024")]
    assert [sum(column) for column in list(zip(*of_2024, strict=True))[1:]] == [9, 9, 0, 0]
    by_period = {period: tuple(counts) for period, *counts in found}
    # Cluj-Napoca, the AIMF in Paris, Réverbère in Québec; Loup Fre$h came.
    assert by_period["2024-10"] == (1, 3, 0, 0)
    assert by_period["2025"] == (0, 0, 2, 1)
    assert by_period["2022"] == by_period["2023"] == (1, 0, 0, 0)


def test_actors_of_the_report(told: Links) -> None:
    """As one finds them named: both Rotary clubs, PASCO, CNP St-Martin, the school of Champion."""
    found = dict(rows(actors(told, USUAL), "kind", "actors"))
    assert found["service club"] == 2
    assert found["ngo"] == found["hospital"] == found["school"] == 1
    # The University of Namur, HENALLUX, the Haute École de la Province.
    assert found["university"] == 3
    # Adranam, the women heads of business, REFORM.
    assert found["association"] == 3
    assert found["unnamed person"] == 6


def test_what_the_relations_are_about(graph: Graph) -> None:
    found = {
        theme: (things, partners)
        for theme, things, partners in rows(
            domains(links(graph, "city-theme"), USUAL), "label", "things", "partners"
        )
    }
    # Adrano's visit, Culture Next, Réverbère and the twinning with Québec; what is planned is out.
    assert found["culture"] == (4, 2)
    # Three meetings of the AIMF, of which Huế is told to have been at two.
    assert found["international solidarity"] == (3, 1)
    assert found["mental health"] == (1, 0)
    # The protocol with Huế names three domains, the claim on the tie the same.
    assert found["digital transition"] == found["green spaces"] == (1, 1)
    # The mission from Terrebonne is only envisaged.
    assert "climate change" not in found


def test_on_whom_relations_hang(told: Links) -> None:
    found = {
        (city, who): counts
        for city, who, *counts in rows(
            hinges(told, USUAL), "node", "who", "through", "named", "events", "only"
        )
    }
    assert found["city:lafayette-la-us", "person:philippe-gustin"] == [3, 3, 3, False]
    assert found["city:lafayette-la-us", "person:monique-boulet"] == [1, 3, 3, False]
    # The mayor of Huế in 2022 and in 2024: nobody is named, the office is the same.
    assert found["city:hue-vn", "office:hue-mayor"] == [2, 3, 4, False]
    # Who stands for Namur is not of the other side.
    assert not any(who in ("person:maxime-prevot", "person:aemone") for _, who in found)


def test_no_partner_of_the_report_is_dormant(told: Links) -> None:
    found = rows(dormant(told, USUAL), "node", "state", "last", "events", "to_come", "until")
    assert len(found) == 13
    assert {(state, last) for _, state, last, *_ in found} == {("active", 2024)}
    of = {city: counts for city, *counts in found}
    assert of["city:quebec-qc-ca"][2:] == [4, 2, None]
    assert of["city:hue-vn"][2:] == [4, 0, 2029]
    assert of["city:terrebonne-qc-ca"][2:] == [1, 1, None]


# Against saved queries, whose answers were reviewed.


def test_events_are_those_of_the_reviewed_query(told: Links, root: Path) -> None:
    wholes = [r for r in reviewed(root, "events-by-year") if r["part"] == "false"]
    of_2024 = {r["statusName"]: int(r["events"]) for r in wholes if r["year"] == "2024"}
    rest = sum(int(r["events"]) for r in wholes if r["year"] != "2024")
    found = rows(events_by_month(told, USUAL), "period", "realised", "under_way", "to_come")
    of = {period: counts for period, *counts in found}
    assert of["2024"][:2] == [of_2024["realised"], of_2024["under way"]]
    assert of["other or no year"][0] + of["other or no year"][2] == rest
    months = [counts[0] for period, counts in of.items() if period[:5] in ("2024-", "2024,")]
    assert len(months) == 13
    assert sum(months) == of["2024"][0]


def test_visits_are_those_of_the_reviewed_query(told: Links, root: Path) -> None:
    asked = {(r["visit"], r["direction"], r["date"]) for r in reviewed(root, "visits-in-and-out")}
    expected: Counter[tuple[str, str]] = Counter()
    for _, direction, date in asked:
        expected[date[:7], "received" if direction == "in" else "made"] += 1
    found = rows(visits_by_month(told, USUAL), "period", "received", "made")
    assert {
        (period, direction): number
        for period, *numbers in found
        for direction, number in zip(("received", "made"), numbers, strict=True)
        if number and period.startswith("2024")
    } == dict(expected)


def test_the_only_persons_are_those_of_the_reviewed_query(told: Links, root: Path) -> None:
    asked = {(shorten(r["partner"]), shorten(r["person"]))
             for r in reviewed(root, "partners-resting-on-one-person")}  # fmt: skip
    found = rows(hinges(told, USUAL), "node", "who", "only")
    only = {(city, who) for city, who, alone in found if alone}
    assert {pair for pair in only if pair[1].startswith("person:")} == asked


def test_the_last_years_are_those_of_the_reviewed_query(told: Links, root: Path) -> None:
    asked = {shorten(r["partner"]): int(r["notBefore"][:4])
             for r in reviewed(root, "last-contact-with-partners")}  # fmt: skip
    assert dict(rows(dormant(told, USUAL), "node", "last")) == asked


def test_visits_between_ends_are_the_edges_of_the_network(graph: Graph) -> None:
    """Every visit that is done or to come is sent once and received once."""
    told = reported(graph, "visits")
    found = rows(visits(told, USUAL), "node", "sent", "received", "sent_to_come",
                 "received_to_come")  # fmt: skip
    totals = [sum(column) for column in list(zip(*found, strict=True))[1:]]
    assert totals[0] == totals[1]
    assert totals[2] == totals[3]
    assert totals[0] + totals[2] == told.m == 21
    assert found[0] == ("city:namur-be", 8, 9, 1, 2)


def test_two_tables_of_visits_do_not_contradict_each_other(graph: Graph, told: Links) -> None:
    """Two came of which nobody says whence, and the school of Champion went to Ogaki."""
    by_end, by_month = visits(reported(graph, "visits"), USUAL), visits_by_month(told, USUAL)
    (namur,) = (counts for node, *counts in rows(by_end, "node", "received", "sent")
                if node == "city:namur-be")  # fmt: skip
    monthly = rows(by_month, "received", "made")
    assert [sum(column) for column in zip(*monthly, strict=True)] == [namur[0] + 2, namur[1] + 1]
    said = [note for note in by_end.notes if "whose origin" in note.en]
    assert [note.en for note in said] == [
        "2 visits to Namur whose origin is not told are not in these counts: 11 in all."
    ]
    assert "11 en tout" in said[0].fr
    assert any("one of its bodies" in note.en for note in by_month.notes)
    assert any("a row of its own" in note.en for note in by_end.notes)
    # A network whose visits all have both ends, or that does not say, has no such note.
    other = links_of(
        "visits", [("a", "b")], columns={"status": ["realised"], "earliest": [None]}, directed=True
    )
    assert not any("in all" in note.en for note in visits(other, USUAL).notes)
    lacking = replace(other, attributes={"no_destination": np.array([1, 0])})
    assert visits(lacking, USUAL).notes[1].en == (
        "1 visit of a whose destination is not told is not in these counts: 2 in all."
    )


# Made by hand: what Namur's one report cannot show.


def dealing(
    city: str, key: str, layer: str = "event", **about: Any
) -> tuple[str, str, dict[str, Any]]:
    """Return a link of a city with an event or agreement, told for 2024 unless said otherwise."""
    held = {"layer": layer, "key": key, "status": "realised", "reported": 2024.0, **about}
    if "year" in held:
        held |= {"earliest": f"{held['year']}-01-01", "latest": f"{held['year']}-12-31"}
    return city, key, held


def made(*told: tuple[str, str, dict[str, Any]], partners: tuple[str, ...] = ()) -> Links:
    """Return contacts of the city ``own``."""
    cities = {"own", *partners, *(city for city, *_ in told)}
    nodes = {city: {"own": city == "own", "kind": None, "side": None} for city in sorted(cities)}
    others = {other: {"own": None, "kind": "person", "side": None} for _, other, _ in told}
    return links_of(
        "contacts",
        [link[:2] for link in told],
        nodes={**nodes, **others},
        columns={name: [about.get(name) for *_, about in told] for name in COLUMNS},
        second=frozenset(others),
        star_of=("own",),
    )


def test_states_of_a_relation_over_the_years() -> None:
    found = dormant(
        made(
            dealing("own", "now", year=2024),
            dealing("active", "now", year=2024),
            dealing("quiet", "once", year=2019),
            dealing("undated", "some-day"),
            dealing("called off", "no", year=2024, status="cancelled"),
            dealing("promised", "soon", year=2025, status="planned"),
            dealing("lapsed", "pact", layer="agreement", until=2020.0),
            dealing("lapsed", "before", year=2018),
            dealing("lives on", "old-pact", layer="agreement", until=2020.0),
            dealing("lives on", "after", year=2023),
            partners=("elsewhere",),
        ),
        USUAL,
    )
    assert rows(found, "node", "state", "silent") == [
        ("called off", "not told", None),
        ("elsewhere", "not told", None),
        ("promised", "to come", None),
        ("undated", "undated", None),
        ("lapsed", "run out", 6),
        ("quiet", "silent", 5),
        ("lives on", "silent", 1),
        ("active", "active", 0),
    ]


def test_who_is_of_the_own_side_is_no_hinge() -> None:
    dealt = made(
        dealing("there", "visit", year=2024),
        dealing("there", "meeting", year=2024),
        dealing("there", "plan", year=2025, status="planned"),
        ("there", "anna", dealing("there", "visit")[2] | {"layer": "actor"}),
        ("there", "anna", dealing("there", "meeting")[2] | {"layer": "actor"}),
        ("there", "carl", dealing("there", "plan", status="planned")[2] | {"layer": "actor"}),
        ("there", "ours", dealing("there", "visit")[2] | {"layer": "actor"}),
    )
    dealt.attributes["side"][dealt.nodes.index("ours")] = "own"
    found = rows(hinges(dealt, USUAL), "who", "through", "named", "events", "only")
    assert found == [("anna", 2, 2, 2, True)]


@pytest.mark.parametrize("count", [0, 1, 3, 10, 55, 400])
def test_limits_of_a_count_are_those_of_chi_square(count: int) -> None:
    """Garwood's limits are quantiles of chi-square: an independent way to the same."""
    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    high = chi2.ppf(0.975, 2 * count + 2) / 2
    assert poisson_limits(count) == pytest.approx((low, high), abs=1e-9)


def test_an_inventory_by_hand() -> None:
    told = links_of(
        "made",
        [("a", "b"), ("b", "a"), ("b", "c")],
        columns={"kind": ["x | y", None, "x"], "sources": ["one", "one", "two"], "key": "pqr"},
    )
    assert inventory(told, USUAL).rows == (
        ("all", None, 3, 2),
        ("kind", "x", 2, 2),
        ("kind", "y", 1, 1),
        ("kind", None, 1, 1),
        ("sources", "one", 2, 1),
        ("sources", "two", 1, 1),
    )
    assert inventory(links_of("made", []), USUAL).rows == (("all", None, 0, 0),)


# What must always hold.


@pytest.mark.parametrize("find", ALL, ids=lambda find: find.__name__)
def test_a_graph_without_reports_has_an_empty_answer(find: Any) -> None:
    none = contacts(Graph.memory())
    assert (none.n, none.m, none.star_of) == (0, 0, ())
    assert all(set(row[1:]) <= {0, None} for row in find(none, USUAL).rows)


@pytest.mark.parametrize("find", ALL, ids=lambda find: find.__name__)
def test_names_do_not_matter(told: Links, find: Any) -> None:
    """Other names for all nodes, in another order, give the same numbers."""
    renamed = {node: f"x{place:03d}" for place, node in enumerate(reversed(told.nodes))}
    side = [s and " | ".join(renamed[one] for one in s.split(" | "))
            for s in told.attributes["side"]]  # fmt: skip
    nodes = {
        renamed[node]: {name: held[place] for name, held in told.attributes.items()}
        | {"side": side[place]}
        for place, node in enumerate(told.nodes)
    }
    ends = zip(told.sources.tolist(), told.targets.tolist(), strict=True)
    other = links_of(
        "contacts",
        [(renamed[told.nodes[s]], renamed[told.nodes[t]]) for s, t in ends],
        nodes=nodes,
        columns={name: held.tolist() for name, held in told.columns.items()},
        second=frozenset(renamed[told.nodes[i]] for i in told.second.nonzero()[0])
        if told.second is not None
        else frozenset(),
    )
    names = {"node", "who"}
    before, after = find(told, USUAL), find(other, USUAL)
    kept = [column for column in before.columns if column not in names]
    assert sorted(map(str, rows(after, *kept))) == sorted(map(str, rows(before, *kept)))


def test_what_is_measured_is_in_the_graph(told: Links, graph: Graph) -> None:
    """No node is invented: each is a subject of the graph, and no city is of the second mode."""
    assert all(graph.about(expand(node)) for node in told.nodes)
    assert told.second is not None
    of_mode = [{node.partition(":")[0] for node, second in
                zip(told.nodes, told.second.tolist(), strict=True) if second == mode}
               for mode in (False, True)]  # fmt: skip
    assert of_mode[0] == {"city"}
    assert "city" not in of_mode[1]


@pytest.mark.parametrize(
    ("name", "projection"),
    [
        *[("visits", other) for other in ("cities", "ties", "statements", "city-network")],
        *[("domains", other) for other in ("city-person", "city-network")],
        ("published-counts", "countries"),
    ],
)
def test_a_projection_of_other_things_is_refused(name: str, projection: str, graph: Graph) -> None:
    with pytest.raises(UsageError):
        measure(graph, name, projection=projection, force=True)
    usual = measure(graph, name, force=True)
    assert usual.table.rows
