"""The payload's details: a record of each thing that passages tell of, what it cites, the proofs.

In: a graph, what the core shows, and the report's text if there is one. Out: ``PackedDetails`` of
web/src/data/payload.ts as plain JSON. Of what only an imported list names there is no record: the
page makes its words from columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pyoxigraph as px

from twingraph.dossiers.choosing import Chosen, homonyms
from twingraph.dossiers.events import UNDERTAKINGS
from twingraph.dossiers.reading import Facts
from twingraph.dossiers.words import say as dossier_word
from twingraph.labels import Labels
from twingraph.map.payload import listed
from twingraph.map.payload.cities import city_id
from twingraph.map.payload.citing import Citing
from twingraph.map.payload.core import Shown
from twingraph.map.payload.following import Following
from twingraph.map.payload.lines import Lines, Words
from twingraph.map.payload.naming import LANGUAGES, Names, Positions
from twingraph.map.payload.packing import TextTable, packed
from twingraph.map.payload.proving import Proofs
from twingraph.map.payload.records import TieRecords
from twingraph.map.payload.telling import Detail, Telling
from twingraph.map.payload.things import ThingRecords
from twingraph.map.payload.words import say
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.store import Graph, value

_KINDS: Final = {
    "agreement": ("tg:Agreement",),
    "claim": ("tg:Claim",),
    "event": ("tg:Event",),
    "actor": ("tg:Person", "tg:Organisation", "tg:Group"),
    "undertaking": UNDERTAKINGS,
}
"""The kinds of records beside cities and relations, and their classes; the first that fits."""

_PREAMBLE: Final = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("tg", "rdfs"))
_TOLD: Final = """
SELECT DISTINCT ?x {
  { GRAPH ?g { ?x ?p ?o } } UNION { GRAPH ?g { ?s ?p ?x } }
  ?g tg:restsOn ?passage
  FILTER(ISIRI(?x))
}"""


def details(
    graph: Graph, names: Names, core: Mapping[str, Any], shown: Shown, report: str | Path | None
) -> dict[str, Any]:
    """Return the details.

    Raises DataError where ``report`` is not the text of a report of the graph.
    """
    labels = Labels(graph)
    citing = Citing(graph, names, labels, [report] if report is not None else [])
    told = {value(row[0]) for row in graph.select(_PREAMBLE + _TOLD)}
    plan = _Plan(graph, shown, told)
    records: dict[str, dict[str, Detail]] = {language: {} for language in LANGUAGES}
    proofs = Proofs(graph, labels, citing, map(expand, plan.cities))
    known, drawn = shown.known, _drawn(core)
    reports = tuple(report["id"] for report in core["reports"])
    chosen: dict[str, Chosen] = {}
    namesakes = homonyms(Facts(graph, LANGUAGES[0]), plan.cities)
    for language in LANGUAGES:
        words = Words(dossier_word("true", language), say("implied", language))
        lines = Lines(citing, plan.records, _proof_of(graph, proofs), words)
        telling = Telling(graph, language, lines, plan.records, known, reports)
        following = Following(telling, proofs)
        ties = TieRecords(telling, following, drawn, chosen, namesakes)
        records[language] = plan.tell(ties, ThingRecords(telling, following))
    texts = TextTable()
    made, proved = packed(records, texts), proofs.packed(texts)
    return {
        **citing.tables(shown.sources),
        "texts": texts.columns(),
        "records": made,
        "proofs": proved,
        "claims": listed.claims(
            graph, names, shown.lists, Positions(shown.cities), core["ties"],
            Positions(shown.sources),
        ),
    }  # fmt: skip


class _Plan:
    """Which things have records, and of which kind."""

    def __init__(self, graph: Graph, shown: Shown, told: set[str]) -> None:
        self.cities = [shorten(city) for city in shown.cities if city in told]
        relations = _relations(graph) if told else {}
        self.pairs = {
            _pair_id(one, other): (one, other, relations.get(frozenset((one, other)), []))
            for one, other in shown.pairs
            if one in told and other in told
        }
        self.kinds: dict[str, str] = {}
        for kind, classes in _KINDS.items():
            for thing in sorted(_members(graph, classes) & told):
                self.kinds.setdefault(shorten(thing), kind)
        for city in self.cities:
            self.kinds.pop(city, None)
        self.own = shown.own
        self.records = {name: name for name in (*self.cities, *self.kinds)}
        for pair, (_, _, held) in self.pairs.items():
            self.records |= {shorten(name): pair for name in held}

    def tell(self, ties: TieRecords, things: ThingRecords) -> dict[str, Detail]:
        """Return all records, cities first: what they do not know is told again in the others."""
        found = {city: ties.city(city) for city in self.cities}
        for pair, (one, other, held) in self.pairs.items():
            # A relation is seen from the report's own city, where it is one of the two.
            ends = (other, one) if other in self.own else (one, other)
            here, there = map(shorten, ends)
            found[pair] = ties.relation(here, there, [shorten(name) for name in held])
        makers: dict[str, Callable[[str], Detail]] = {
            "agreement": ties.agreement,
            "claim": ties.claim,
            "event": things.event,
            "actor": things.actor,
            "undertaking": things.undertaking,
        }
        for name, kind in self.kinds.items():
            found[name] = makers[kind](name)
        return dict(sorted(found.items()))


def _relations(graph: Graph) -> dict[frozenset[str], list[str]]:
    """Return the graph's relations by the two territories that they connect."""
    rows = graph.select(
        f"{_PREAMBLE}SELECT DISTINCT ?r ?a ?b"
        # Two selections: read through once and joined, not looked up for each relation.
        " { { SELECT ?r ?a { ?r tg:connects ?a } } { SELECT ?r ?b { ?r tg:connects ?b } }"
        " FILTER(STR(?a) < STR(?b)) }"
    )  # fmt: skip
    found: dict[frozenset[str], list[str]] = {}
    for relation, one, other in rows:
        found.setdefault(frozenset((value(one), value(other))), []).append(value(relation))
    return {ends: sorted(held) for ends, held in found.items()}


def _pair_id(one: str, other: str) -> str:
    """Return how the page names a pair: by the ids of its cities, sorted."""
    return "rel:" + "--".join(sorted(map(city_id, (one, other))))


def _members(graph: Graph, classes: tuple[str, ...]) -> set[str]:
    rows = graph.select(
        f"{_PREAMBLE}SELECT DISTINCT ?x {{ VALUES ?class {{ {' '.join(classes)} }}"
        " ?sub rdfs:subClassOf* ?class . ?x a ?sub }"
    )
    return {value(row[0]) for row in rows}


def _drawn(core: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return how the core draws each agreement and claim."""
    ties = core["ties"]
    columns = ("mark", "progress", "start", "end")
    rows = zip(ties["id"], *(ties[column] for column in columns), strict=True)
    return {name: dict(zip(columns, row, strict=True)) for name, *row in rows}


def _proof_of(graph: Graph, proofs: Proofs) -> Callable[[str, str, str], int]:
    """Return where the proof stands of a triple whose value is known by its text."""

    def position(subject: str, prop: str, text: str) -> int:
        for quad in graph.about(expand(subject)):
            held = quad.object
            said = quad.predicate.value == expand(prop) and value(held) == text
            if said and isinstance(held, (px.NamedNode, px.Literal)):
                return proofs.of(subject, prop, held)
        raise LookupError(f"{subject} {prop} {text}")

    return position
