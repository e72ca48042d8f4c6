"""How things stand: the latest report, then the narrowest and the furthest; what is done begins.

The expectations are written by hand. Asked are the derived facts themselves, and what networks,
tables and the map read of them.
"""

from __future__ import annotations

import functools
import io
import random
import re
from dataclasses import dataclass

import pyoxigraph as px
import pytest

from inferring import namur_and_toy, rules
from twingraph.dates import date_quads
from twingraph.inference.nemo import Program
from twingraph.loading import ontology_files, read_ontology
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.resources import folder
from twingraph.standing import standings
from twingraph.store import Graph, value

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
PREAMBLE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
REPORTS = "".join(
    f"graph:r{year} {{ report:r{year} tg:reportYear {year} ."
    f" passage:p{year} tg:inReport report:r{year} ; tg:restsOn passage:p{year} . }}\n"
    for year in (2024, 2025)
)


@dataclass(frozen=True)
class Found:
    """What follows about a thing, by derived property, and how it stands."""

    follows: dict[str, list[str]]
    stands: dict[str, str]

    def derived(self, prop: str) -> str:
        """Return the one value of a derived property, or nothing."""
        (term,) = self.follows.get(prop, [""])
        return shorten(term)

    def __getitem__(self, attribute: str) -> str:
        return shorten(self.stands.get(attribute, ""))


@functools.cache
def program() -> Program:
    return Program(rules())


def standing(thing: str, *, y2024: str = "", y2025: str = "", seed: int = 0) -> Found:
    """Return how a thing stands after what two reports say."""
    trig = f"{HEAD}{REPORTS} passage:p2024 {{ {y2024} }} passage:p2025 {{ {y2025} }}"
    quads = [
        *read_ontology(ontology_files(folder("ontology"))),
        *px.parse(io.StringIO(trig), format=px.RdfFormat.TRIG),
        *date_quads([expand(name) for name in set(re.findall(r"date:[\w-]+", y2024 + y2025))]),
    ]
    random.Random(seed).shuffle(quads)
    new = program().following(quads)
    # Dates that conclusions name have nodes of their own, from which more follows.
    dates = {str(t.object)[1:-1] for t in new if "/id/date/" in str(t.object)}
    quads += date_quads(sorted(dates))
    graph = px.NamedNode(expand("graph:inferred"))
    mark = px.Quad(graph, px.NamedNode(expand("rdf:type")),
                   px.NamedNode(expand("tg:InferredGraph")), graph)  # fmt: skip
    inferred = [
        px.Quad(t.subject, t.predicate, t.object, graph) for t in program().following(quads)
    ]
    follows: dict[str, list[str]] = {}
    for quad in inferred:
        if quad.subject == px.NamedNode(expand(thing)):
            follows.setdefault(shorten(quad.predicate.value), []).append(value(quad.object))
    told = standings(Graph.memory([*quads, *inferred, mark])).get(expand(thing), {})
    assert all(len(terms) == 1 for name, terms in told.items() if not name.startswith("steps"))
    return Found(follows, {name: value(terms[0]) for name, terms in told.items()})


def step(kind: str, status: str = "", more: str = "") -> str:
    told = f"; tg:status status:{status}" if status else ""
    return f"step:{kind} tg:stepOf agreement:a ; tg:stepKind stepkind:{kind} {told} {more} .\n"


@pytest.mark.parametrize("seed", range(3))
def test_the_latest_report_that_tells_it_gives_status_and_date(seed: int) -> None:
    found = standing(
        "event:e",
        y2024="event:e a tg:Event ; tg:status status:envisaged ; tg:dateWritten date:2025-07-03 .",
        y2025="event:e tg:status status:realised ; tg:dateWritten date:2025-06-01 .",
        seed=seed,
    )
    assert found.derived("tg:currentStatus") == found["status"] == "status:realised"
    assert found.derived("tg:currentDate") == "date:2025-06-01"
    assert [found[name] for name in ("date", "earliest", "latest")] == ["2025-06-01"] * 3
    assert (found["start_year"], found["end_year"]) == ("2025", "2025")


def test_a_later_report_that_is_silent_leaves_what_the_earlier_told() -> None:
    told = "event:e a tg:Event ; tg:status status:planned ; tg:dateWritten date:2025-07-03 ."
    found = standing("event:e", y2024=told, y2025="event:e tg:eventType eventtype:visit .")
    assert found.derived("tg:currentStatus") == found["status"] == "status:planned"
    assert found.derived("tg:currentDate") == "date:2025-07-03"


def test_of_two_dates_in_one_report_the_narrower_is_taken() -> None:
    found = standing(
        "event:e",
        y2024="event:e tg:dateFromReportYear date:within-2024 ."
        " event:e tg:dateWritten date:within-2024-03 .",
    )
    assert found.derived("tg:currentDate") == "date:within-2024-03"
    assert (found["earliest"], found["latest"]) == ("2024-03-01", "2024-03-31")
    assert found["date_basis"] == "tg:dateWritten"


SIGNED = "; tg:dateWritten date:2022-03-04"
NTH = "; tg:ordinal 45 ; tg:dateFromReportYear date:within-2024"


@pytest.mark.parametrize(
    ("facts", "start", "basis", "end"),
    [
        pytest.param(step("signed", "realised", SIGNED), 2022, "stated", None, id="signed"),
        pytest.param(step("signed", "planned", SIGNED), None, "", None, id="planned"),
        pytest.param(step("signed", "", SIGNED), None, "", None, id="untold"),
        pytest.param(
            "agreement:a tg:period date:2021--2029 ." + step("signed", "realised", SIGNED),
            *(2021, "stated", 2029),
            id="period before signing",
        ),
        pytest.param(
            "agreement:a a tg:Agreement ; tg:started date:within-2020 ;"
            " tg:period date:2021--2029 .",
            *(2020, "stated", 2029),
            id="start before period",
        ),
        pytest.param(step("anniversary", "realised", NTH), 1979, "computed", None, id="45 years"),
        pytest.param(step("anniversary", "planned", NTH), None, "", None, id="45 years to come"),
        pytest.param(
            step("anniversary", "realised", NTH) + step("signed", "realised", SIGNED),
            *(2022, "stated", None),
            id="signing before anniversary",
        ),
        pytest.param(
            "agreement:a tg:period date:2021--2029 ."
            + step("terminated", "realised", "; tg:dateWritten date:within-2026"),
            *(2021, "stated", 2026),
            id="ended before its time",
        ),
        pytest.param(
            "agreement:a tg:period date:2021--2029 ."
            + step("terminated", "planned", "; tg:dateWritten date:within-2026"),
            *(2021, "stated", 2029),
            id="end that is planned",
        ),
    ],
)
def test_an_agreement_begins_and_ends(
    facts: str, start: int | None, basis: str, end: int | None
) -> None:
    found = standing("agreement:a", y2024=facts)
    assert found.derived("tg:startYear") == found["start_year"] == (str(start) if start else "")
    assert found.derived("tg:inForceUntil")[:4] == found["end_year"] == (str(end) if end else "")
    assert found["start_basis"] == (f"basis:{basis}" if basis else "")
    assert found["start_anniversary"] == ("45" if basis == "computed" else "")


@pytest.mark.parametrize(
    ("facts", "status", "of"),
    [
        pytest.param(step("signed", "realised") + step("renewed", "wished"),
                     "realised", "signed", id="the furthest"),
        pytest.param(step("anniversary", "realised") + step("signed", "realised"),
                     "realised", "signed", id="the signing of two"),
        pytest.param(step("prepared", "realised"), "under-way", "prepared", id="prepared"),
        pytest.param(step("prepared", "realised") + step("renewed", "envisaged"),
                     "envisaged", "renewed", id="a renewal to come"),
        pytest.param(step("signed", "realised") + step("terminated", "planned"),
                     "realised", "signed", id="an end to come"),
        pytest.param(step("terminated", "planned"), "", "", id="only an end to come"),
        pytest.param("agreement:a tg:status status:cancelled ." + step("signed", "planned"),
                     "cancelled", "", id="its own"),
        pytest.param(step("signed"), "", "", id="untold"),
    ],
)  # fmt: skip
def test_an_agreement_is_as_far_as_its_furthest_step(facts: str, status: str, of: str) -> None:
    found = standing("agreement:a", y2024=facts)
    assert found["status"] == (f"status:{status}" if status else "")
    assert found["status_step"] == (f"stepkind:{of}" if of else "")


def test_a_signing_that_a_later_report_calls_off_begins_nothing() -> None:
    found = standing(
        "agreement:a",
        y2024=step("signed", "planned", SIGNED),
        y2025="step:signed tg:status status:cancelled .",
    )
    assert (found["status"], found.derived("tg:startYear")) == ("status:cancelled", "")


def test_a_signing_is_dated_by_the_report_that_tells_it_last() -> None:
    found = standing(
        "agreement:a",
        y2024=step("signed", "planned", "; tg:dateWritten date:within-2026"),
        y2025="step:signed tg:status status:realised ; tg:dateWritten date:2025-06-02 .",
    )
    assert (found["status"], found.derived("tg:startYear")) == ("status:realised", "2025")


ENDED = "; tg:dateWritten date:within-2023"


@pytest.mark.parametrize(
    ("facts", "ended_by", "end"),
    [
        pytest.param(step("suspended", "realised", ENDED), "suspended", "2023", id="at rest"),
        pytest.param(
            step("suspended", "realised", ENDED)
            + step("resumed", "realised", "; tg:dateWritten date:within-2024"),
            *("", ""),
            id="taken up again",
        ),
        pytest.param(step("terminated", "realised"), "terminated", "", id="on a day not told"),
        pytest.param(step("terminated", "planned", ENDED), "", "", id="only planned"),
    ],
)
def test_what_ended_an_agreement_is_named(facts: str, ended_by: str, end: str) -> None:
    found = standing("agreement:a", y2024="agreement:a a tg:Agreement ." + facts)
    assert found["ended_by"] == (f"stepkind:{ended_by}" if ended_by else "")
    assert found.derived("tg:inForceUntil")[:4] == found["end_year"] == end


@pytest.mark.parametrize(
    ("thing", "status", "date"),
    [
        ("event:terrebonne-mission-2025", "status:realised", "date:2025-05-13--15"),
        ("event:fetes-namuroises-2025-07", "status:cancelled", "date:within-2025-07"),
    ],
)
def test_the_toy_report_has_the_last_word(thing: str, status: str, date: str) -> None:
    rows = namur_and_toy().select(
        f"{PREAMBLE}SELECT ?s ?d {{ {thing} tg:currentStatus ?s ; tg:currentDate ?d }}"
    )
    assert [tuple(shorten(value(term)) for term in row) for row in rows] == [(status, date)]


def test_where_nothing_was_inferred_what_is_stated_stands() -> None:
    stated = standings(namur_and_toy().stated_only())
    mission = stated[expand("event:terrebonne-mission-2025")]
    assert sorted(shorten(value(term)) for term in mission["status"]) == [
        "status:envisaged", "status:realised",
    ]  # fmt: skip
    # No year is counted back from an anniversary; a period that is stated begins in its year.
    assert "start_year" not in stated[expand("agreement:lafayette-twinning")]
    protocol = stated[expand("agreement:hue-protocol-2024")]
    assert [value(term) for term in protocol["start_year"]] == ["2024"]
    assert [value(term) for term in protocol["end_year"]] == ["2029"]
