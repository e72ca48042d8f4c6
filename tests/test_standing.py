"""How things stand: the latest report, then the narrowest and the furthest; what is done begins."""

from __future__ import annotations

import io
import random
import re

import pyoxigraph as px
import pytest

from twingraph.dates import date_quads
from twingraph.loading import ontology_files, read_ontology
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.resources import folder
from twingraph.standing import Standing, standings
from twingraph.store import Graph

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
REPORTS = "".join(
    f"graph:r{year} {{ report:r{year} tg:reportYear {year} ."
    f" passage:p{year} tg:inReport report:r{year} ; tg:restsOn passage:p{year} . }}\n"
    for year in (2024, 2025)
)


def standing(thing: str, *, y2024: str = "", y2025: str = "", seed: int = 0) -> Standing:
    """Return how a thing stands after what two reports say."""
    trig = f"{HEAD}{REPORTS} passage:p2024 {{ {y2024} }} passage:p2025 {{ {y2025} }}"
    quads = [
        *read_ontology(ontology_files(folder("ontology"))),
        *px.parse(io.StringIO(trig), format=px.RdfFormat.TRIG),
        *date_quads([expand(name) for name in set(re.findall(r"date:[\w-]+", y2024 + y2025))]),
    ]
    random.Random(seed).shuffle(quads)
    return standings(Graph.memory(quads)).get(expand(thing), Standing())


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
    assert shorten(found.status) == "status:realised"
    assert (found.date, found.earliest, found.latest) == ("2025-06-01", "2025-06-01", "2025-06-01")
    assert (found.start_year, found.end_year) == (2025, 2025)


def test_a_later_report_that_is_silent_leaves_what_the_earlier_told() -> None:
    told = "event:e a tg:Event ; tg:status status:planned ; tg:dateWritten date:2025-07-03 ."
    found = standing("event:e", y2024=told, y2025="event:e tg:eventType eventtype:visit .")
    assert (shorten(found.status), found.date) == ("status:planned", "2025-07-03")


def test_of_two_dates_in_one_report_the_narrower_is_taken() -> None:
    found = standing(
        "event:e",
        y2024="event:e tg:dateFromReportYear date:within-2024 ."
        " event:e tg:dateWritten date:within-2024-03 .",
    )
    assert (found.earliest, found.latest) == ("2024-03-01", "2024-03-31")
    assert shorten(found.date_basis) == "tg:dateWritten"


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
            "agreement:a tg:started date:within-2020 ; tg:period date:2021--2029 .",
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
    assert (found.start_year, found.end_year) == (start, end)
    assert shorten(found.start_basis) == (f"basis:{basis}" if basis else "")


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
    assert shorten(found.status) == (f"status:{status}" if status else "")
    assert shorten(found.status_step) == (f"stepkind:{of}" if of else "")


def test_a_signing_that_a_later_report_calls_off_begins_nothing() -> None:
    found = standing(
        "agreement:a",
        y2024=step("signed", "planned", SIGNED),
        y2025="step:signed tg:status status:cancelled .",
    )
    assert (shorten(found.status), found.start_year) == ("status:cancelled", None)


def test_a_signing_is_dated_by_the_report_that_tells_it_last() -> None:
    found = standing(
        "agreement:a",
        y2024=step("signed", "planned", "; tg:dateWritten date:within-2026"),
        y2025="step:signed tg:status status:realised ; tg:dateWritten date:2025-06-02 .",
    )
    assert (shorten(found.status), found.start_year) == ("status:realised", 2025)
