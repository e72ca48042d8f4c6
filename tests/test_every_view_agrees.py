"""Every view says the same of each agreement: how far it came, since when, until when.

The expected lives were read in the report (and in the toy report) by hand. Asked are the network,
the table, the map, the dossier and the query ``partners-of``.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as px
import pytest

import twingraph
from inferring import inferred
from twingraph.assembling import assemble
from twingraph.dates import date_quads
from twingraph.dossiers.model import Agreement, When
from twingraph.exports.rows import csv_table
from twingraph.exports.tables import TABLES
from twingraph.frames import query
from twingraph.map.surroundings import surroundings
from twingraph.networks import network
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.store import Graph

TOY = str(Path(__file__).parent / "data" / "toy-2025")
Life = tuple[str, int | None, int | None]

NAMUR: dict[str, Life] = {
    # A renewal is envisaged; that a text was signed is told nowhere.
    "bandung-mou": ("envisaged", None, None),
    "hue-accord-2010": ("realised", 2010, None),
    "hue-protocol-2024": ("realised", 2024, 2029),
    "lafayette-twinning": ("realised", 1979, None),
    "pristina-entente-2016": ("realised", 2016, None),
    "quebec-twinning": ("realised", 1999, None),
    "terrebonne-cooperation-2023": ("realised", 2023, None),
}
TOY_LIVES: dict[str, Life] = {"bourg-protocol-2025": ("realised", 2025, 2028)}
# Invented: a signing that is planned begins nothing; a period begins before its signing.
MORE: dict[str, Life] = {
    "planned": ("planned", None, None),
    "wished": ("wished", None, None),
    "period": ("realised", 2021, 2029),
}
MORE_FACTS = """
passage:namur-2024-012--016 {
  agreement:planned a tg:Agreement ; rdfs:label "Planned"@en, "Prévu"@fr ;
    tg:kind kind:protocol ; tg:party city:namur-be, city:adrano-it .
  step:planned-signed a tg:Step ; tg:stepOf agreement:planned ; tg:stepKind stepkind:signed ;
    tg:status status:planned ; tg:dateWritten date:within-2026 .
  agreement:wished a tg:Agreement ; rdfs:label "Wished"@en, "Souhaité"@fr ;
    tg:kind kind:protocol ; tg:party city:namur-be, city:ogaki-jp .
  step:wished-signed a tg:Step ; tg:stepOf agreement:wished ; tg:stepKind stepkind:signed ;
    tg:status status:wished ; tg:dateWritten date:within-2026 .
  agreement:period a tg:Agreement ; rdfs:label "Period"@en, "Période"@fr ;
    tg:kind kind:protocol ; tg:party city:namur-be, city:cluj-napoca-ro ;
    tg:period date:2021--2029 .
  step:period-signed a tg:Step ; tg:stepOf agreement:period ; tg:stepKind stepkind:signed ;
    tg:status status:realised ; tg:dateWritten date:2022-03-04 .
}
"""


def with_more(folders: list[str]) -> Graph:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    facts = px.parse(io.StringIO(head + MORE_FACTS), format=px.RdfFormat.TRIG)
    dates = [expand(f"date:{name}") for name in ("within-2026", "2021--2029", "2022-03-04")]
    return inferred([*assemble(folders).quads, *facts, *date_quads(dates)])


CASES = {
    "Namur": (["bundled"], {**NAMUR, **MORE}),
    "Namur and the toy report": (["bundled", TOY], {**NAMUR, **TOY_LIVES, **MORE}),
}


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Graph, dict[str, Life]]:
    folders, lives = CASES[request.param]
    return with_more(folders), lives


def slug(name: str) -> str:
    return shorten(name).partition(":")[2]


def year(text: str) -> int | None:
    return int(text[:4]) if text else None


def test_the_network(case: tuple[Graph, dict[str, Life]]) -> None:
    graph, lives = case
    assert {
        slug(key): (slug(held["status"]), held.get("start_year"), held.get("end_year"))
        for *_, key, held in network(graph).edges(keys=True, data=True)
        if held["via"] == "Agreement"
    } == lives


def test_the_table(case: tuple[Graph, dict[str, Life]]) -> None:
    graph, lives = case
    content = csv_table(graph, TABLES["agreements"]).decode()
    assert {
        slug(row["iri"]): (slug(row["status"]), year(row["start_year"]), year(row["end_year"]))
        for row in csv.DictReader(io.StringIO(content, newline=""))
    } == {**lives, "universities-convention": ("realised", None, None)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_map(case: tuple[Graph, dict[str, Life]], language: str) -> None:
    graph, lives = case
    shown = surroundings(graph, expand("city:namur-be"), language)
    assert {
        slug(tie.iri): (tie.status, year(tie.since), year(tie.until))
        for tie in shown.ties
        if "/agreement/" in tie.iri
    } == lives


def test_partners_of(case: tuple[Graph, dict[str, Life]]) -> None:
    graph, lives = case
    rows = query("partners-of", graph, city="namur-be").dropna(subset="agreement")
    found = {
        slug(row["agreement"]): tuple(
            None if row[name] is None or row[name] != row[name] else int(row[name])
            for name in ("since", "until")
        )
        for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
    }
    assert found == {name: life[1:] for name, life in lives.items()}


def test_the_dossier(case: tuple[Graph, dict[str, Life]]) -> None:
    """The dossier tells every step; the same life follows from what it tells."""
    graph, lives = case
    made = twingraph.dossier(city="namur-be", graph=graph)
    agreements = {slug(agreement.id): agreement for agreement in made.agreements if agreement.own}
    assert {name: years(agreement) for name, agreement in agreements.items()} == {
        name: life[1:] for name, life in lives.items()
    }
    for name, (status, _, _) in lives.items():
        told = [
            slug(step.statuses[0].status)
            for step in agreements[name].steps
            if step.kind != "stepkind:prepared"
        ]
        assert status in told, name
        assert ("realised" in told) == (status == "realised"), name


def years(agreement: Agreement) -> tuple[int | None, int | None]:
    done = [s for s in agreement.steps if s.statuses[0].status == "status:realised"]
    signed = [first(s.when) for s in done if s.kind == "stepkind:signed"]
    starts = [first(agreement.started), first(agreement.period), *signed]
    starts += [int(s.start_year.text) for s in done if s.start_year]
    ends = [w.latest for w in (agreement.ended, agreement.period) if w and w.latest]
    return next((start for start in starts if start), None), year(ends[0] if ends else "")


def first(when: When | None) -> int | None:
    return year(when.earliest or "") if when else None
