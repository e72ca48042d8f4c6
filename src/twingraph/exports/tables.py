"""What the tables for spreadsheets hold: one for each kind of thing, one row for each thing.

A table is data here: a class and its columns, each a SPARQL pattern from the thing ``?x`` to a
value ``?v``. In: nothing. Out: `TABLES`; ``rows`` fills them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("fr", "en")

_SAID: Final = "GRAPH ?said {{ {} }} FILTER NOT EXISTS {{ ?said a tg:InferredGraph }}"


@dataclass(frozen=True)
class Column:
    """A column: its name and the SPARQL pattern from ``?x`` to ``?v``.

    Without a pattern the value is that of the thing's standing, by the same name: one, as of the
    latest report. ``named`` adds the labels of the things that the values stand for; ``language``
    keeps the values in one.
    """

    name: str
    pattern: str = ""
    named: bool = False
    language: str | None = None

    def headings(self) -> list[str]:
        """Return the names of the columns that this makes."""
        return [self.name, *(f"{self.name}_{code}" for code in LANGUAGES if self.named)]


@dataclass(frozen=True)
class Table:
    """A table: its name, the class whose things are its rows, and the columns after ``iri``.

    ``where`` is a pattern that a thing must meet besides.
    """

    name: str
    cls: str
    columns: tuple[Column, ...]
    where: str = ""

    def headings(self) -> list[str]:
        """Return the table's first row."""
        return ["iri", *(name for column in self.columns for name in column.headings())]


def _of(name: str, path: str) -> Column:
    return Column(name, f"?x {path} ?v")


def _thing(name: str, path: str) -> Column:
    return Column(name, f"?x {path} ?v", named=True)


def _said(name: str, path: str) -> Column:
    """Return a column of what sources say, without what only follows from it."""
    return Column(name, _SAID.format(f"?x {path} ?v"), named=True)


def _text(name: str, path: str) -> tuple[Column, ...]:
    return tuple(Column(f"{name}_{code}", f"?x {path} ?v", language=code) for code in LANGUAGES)


_LABELS = _text("label", "rdfs:label")
_TYPE = Column("type", _SAID.format("?x a ?v") + " FILTER(STRSTARTS(STR(?v), STR(tg:)))")
_BASIS = _thing("basis", "tg:basis")
_PASSAGES = Column("passages", "GRAPH ?g { ?x ?p ?o } ?g tg:restsOn ?v")
_STATUS = Column("status", named=True)
_DATES = (
    Column("date"),
    Column("date_basis", named=True),
    _of("date_stated_as", "tg:dateStatedAs"),
    Column("earliest"),
    Column("latest"),
)
_LASTING = (Column("started"), Column("ended"), Column("period"))
_YEARS = (Column("start_year"), Column("start_basis", named=True), Column("end_year"))
# A point that one source states: of several the first by graph, so that none is made of two.
_POINT: Final = (
    "GRAPH ?g { ?x tg:latitude ?north ; tg:longitude ?east } FILTER NOT EXISTS"
    " { GRAPH ?h { ?x tg:latitude ?other ; tg:longitude ?z } FILTER(STR(?h) < STR(?g)) }"
)
_NUMBERS = (
    _of("exact_number", "tg:exactNumber"),
    _of("minimum_number", "tg:minimumNumber"),
    _of("number_stated_as", "tg:numberStatedAs"),
)

_CITIES = Table(
    "cities",
    "tg:City",
    (
        *_LABELS,
        _of("also_called", "skos:altLabel"),
        _thing("level", "tg:level"),
        _thing("country", "tg:country"),
        _said("located_in", "tg:locatedIn"),
        Column("latitude", _POINT.replace("?north", "?v")),
        Column("longitude", _POINT.replace("?east", "?v")),
        _of("geonames", "tg:geonamesFeature"),
        _of("wikidata", "tg:wikidataItem"),
        _thing("relations", "^tg:connects"),
        _PASSAGES,
    ),
)
_RELATIONS = Table(
    "relations",
    "tg:Relation",
    (
        *_LABELS,
        _thing("connects", "tg:connects"),
        _of("claims", "^tg:claimOn"),
        _thing("category", "^tg:claimOn/tg:category"),
        _thing("kind", "^tg:claimOn/tg:kind"),
        _of("stated_as", "^tg:claimOn/tg:statedAs"),
        _thing("basis", "^tg:claimOn/tg:basis"),
        Column(
            "agreements",
            "?x tg:connects ?one, ?other . ?v tg:party ?one, ?other . FILTER(?one != ?other)",
            named=True,
        ),
        Column("passages", "?c tg:claimOn ?x . GRAPH ?g { ?c ?p ?o } ?g tg:restsOn ?v"),
    ),
)
_CLAIMS = Table(
    "claims",
    "tg:Claim",
    (
        _thing("relation", "tg:claimOn"),
        _thing("category", "tg:category"),
        _thing("kind", "tg:kind"),
        _of("stated_as", "tg:statedAs"),
        *_LASTING,
        _BASIS,
        _PASSAGES,
    ),
)
_AGREEMENTS = Table(
    "agreements",
    "tg:Agreement",
    (
        *_LABELS,
        _thing("kind", "tg:kind"),
        _of("stated_as", "tg:statedAs"),
        _thing("parties", "tg:party"),
        *_LASTING,
        *_YEARS,
        _STATUS,
        # The step whose status that is, where the source gives the agreement none of its own.
        Column("status_step", named=True),
        Column("ended_by", named=True),
        _of("instrument_stated", "tg:instrumentStated"),
        _thing("renews", "tg:renews"),
        _thing("themes", "(tg:theme|tg:priorityDomain)"),
        _of("steps", "^tg:stepOf"),
        # That the parties are named is what makes an agreement stated or implied.
        Column(
            "basis",
            "GRAPH ?g { ?x tg:party ?o } ?g tg:restsOn ?p ."
            " BIND(IF(EXISTS { ?g tg:because ?why }, basis:implied, basis:stated) AS ?v)",
            named=True,
        ),
        _PASSAGES,
    ),
)
_STEPS = Table(
    "steps",
    "tg:Step",
    (
        _thing("agreement", "tg:stepOf"),
        _thing("step_kind", "tg:stepKind"),
        _STATUS,
        _of("ordinal", "tg:ordinal"),
        _of("of_total", "tg:ofTotal"),
        *_DATES,
        _thing("place", "tg:place"),
        _thing("occasion", "tg:occasion"),
        _thing("signatories", "tg:signature/tg:signatory"),
        _thing("signed_for", "tg:signature/tg:signedFor"),
        _thing("signed_as", "tg:signature/tg:signedAs"),
        _of("stated_as", "tg:statedAs"),
        _PASSAGES,
    ),
)
_EVENTS = Table(
    "events",
    "tg:Event",
    (
        _TYPE,
        *_LABELS,
        _thing("event_type", "tg:eventType"),
        _STATUS,
        *_DATES,
        _thing("location", "tg:location"),
        _thing("sender", "tg:sender"),
        _thing("host", "tg:host"),
        _thing("destination", "tg:destination"),
        _said("part_of", "tg:partOf"),
        _thing("during", "tg:during"),
        _thing("in_series", "tg:inSeries"),
        _of("ordinal", "tg:ordinal"),
        _thing("concerns", "tg:concerns"),
        _thing("themes", "tg:theme"),
        *_NUMBERS,
        _PASSAGES,
    ),
)
_PARTICIPATIONS = Table(
    "participations",
    "tg:Participation",
    (
        _thing("event", "tg:inEvent"),
        _thing("participant", "tg:participant"),
        _thing("role", "tg:role"),
        _thing("office", "tg:inOffice"),
        _thing("on_behalf_of", "tg:onBehalfOf"),
        _BASIS,
        _PASSAGES,
    ),
)
_PERSONS = Table(
    "persons",
    "tg:Person",
    (
        _TYPE,
        *_LABELS,
        *_text("capacity", "tg:capacity"),
        _thing("origin", "tg:origin"),
        _thing("affiliation", "tg:affiliation"),
        _thing("offices", "^tg:holder/tg:office"),
        _said("maybe_the_same_as", "tg:identityUnknown"),
        _PASSAGES,
    ),
)
_OFFICES = Table(
    "offices",
    "tg:OfficeHolding",
    (
        _thing("holder", "tg:holder"),
        _thing("office", "tg:office"),
        _thing("office_type", "tg:office/tg:officeType"),
        _thing("office_of", "tg:office/tg:officeOf"),
        *_LASTING,
        *_DATES,
        _of("stated_as", "tg:statedAs"),
        _BASIS,
        _PASSAGES,
    ),
)
_ORGANISATIONS = Table(
    "organisations",
    "tg:Organisation",
    (
        _TYPE,
        *_LABELS,
        _of("acronym", "tg:acronym"),
        _of("full_name", "tg:fullName"),
        _thing("org_type", "tg:orgType"),
        _of("founded", "tg:founded/tg:edtf"),
        _thing("seat", "tg:seat"),
        _said("located_in", "tg:locatedIn"),
        _thing("part_of", "(tg:subUnitOf|tg:organOf)"),
        _thing("managed_by", "tg:managedBy"),
        _PASSAGES,
    ),
)
_MEMBERSHIPS = Table(
    "memberships",
    "tg:Membership",
    (
        _thing("member", "tg:member"),
        _thing("network", "tg:network"),
        _thing("field", "tg:networkField"),
        _thing("role", "tg:role"),
        *_LASTING,
        _STATUS,
        _of("stated_as", "tg:statedAs"),
        _BASIS,
        _PASSAGES,
    ),
)
_PASSAGE_TABLE = Table(
    "passages",
    "tg:Passage",
    (
        _thing("report", "tg:inReport"),
        _thing("section", "tg:inSection"),
        _of("sheet", "tg:sheet"),
        _of("first_line", "tg:firstLine"),
        _of("last_line", "tg:lastLine"),
        _of("from_character", "tg:fromCharacter"),
        _of("to_character", "tg:toCharacter"),
        _of("sha256", "tg:sha256"),
        *_text("summary", "tg:summary"),
    ),
)
_IMPLIED = Table(
    "implied",
    "tg:EvidenceGraph",
    (*_text("because", "tg:because"), _of("rests_on", "tg:restsOn")),
    where="?x tg:because ?reason",
)

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        *(_CITIES, _RELATIONS, _CLAIMS, _AGREEMENTS, _STEPS, _EVENTS, _PARTICIPATIONS, _PERSONS),
        *(_OFFICES, _ORGANISATIONS, _MEMBERSHIPS, _PASSAGE_TABLE, _IMPLIED),
    )
}
