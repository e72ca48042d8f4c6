"""What sources say of a city's partners, side by side: who names each, since when, on which side.

In: a graph and a city. Out: `Comparison`, one row for each partner and one cell for each source. It
weighs no source against another: what one does not mention, it does not deny.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from twingraph.labels import Labels
from twingraph.names import resolve
from twingraph.prefixes import local_name, shorten
from twingraph.queries import bind, read_query
from twingraph.resources import folder
from twingraph.store import Graph, value

Lang = Literal["en", "fr"]
Side = Literal["", "city", "partner"]

_WORDS: Final[dict[str, dict[Lang, str]]] = {
    "yes": {"en": "yes", "fr": "oui"},
    "partner": {"en": "partner", "fr": "partenaire"},
    "note": {"en": "note", "fr": "remarque"},
    "one source": {"en": "one source", "fr": "une source"},
    "report": {"en": "only the report", "fr": "le rapport seul"},
    "others": {"en": "not in the report", "fr": "hors du rapport"},
    "legend": {
        "en": "→ only this city states it there, ← only the partner does.\n"
        "A year is that of the beginning.\n"
        "What a source does not mention, it does not deny.",
        "fr": "→ seule cette ville l’y énonce, ← seule la partenaire.\n"
        "Une année est celle du début.\n"
        "Ce qu’une source ne mentionne pas, elle ne le nie pas.",
    },
}


@dataclass(frozen=True)
class Told:
    """What one source says of one partner: years of the beginning, and the one side that says it.

    ``side`` is empty where both sides state the tie, or where the source does not tell who does.
    """

    years: tuple[str, ...] = ()
    side: Side = ""


@dataclass(frozen=True)
class Compared:
    """One partner (a prefixed name), its label, and what each source that names it says."""

    partner: str
    name: str
    told: dict[str, Told]


@dataclass(frozen=True)
class Comparison:
    """A city's partners as its sources tell them: sources with labels, reports among them, rows."""

    city: str
    name: str
    sources: dict[str, str]
    reports: frozenset[str]
    partners: tuple[Compared, ...]
    lang: Lang = "en"

    def note(self, row: Compared) -> str:
        """Say where a partner stands: in one source, in the report alone, or in all but it."""
        if len(self.sources) == 1:
            return ""
        if self.reports and not self.reports & row.told.keys():
            return _WORDS["others"][self.lang]
        if self.reports and row.told.keys() <= self.reports:
            return _WORDS["report"][self.lang]
        return _WORDS["one source"][self.lang] if len(row.told) == 1 else ""

    def cell(self, row: Compared, source: str) -> str:
        """Return what a source says of a partner in few letters, empty where it says nothing."""
        if source not in row.told:
            return ""
        told = row.told[source]
        arrow = {"": "", "city": " →", "partner": " ←"}[told.side]
        return (", ".join(told.years) or _WORDS["yes"][self.lang]) + arrow

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of `rows`: partner, name, each source, note."""
        return ("partner", "name", *(local_name(source) for source in self.sources), "note")

    def rows(self) -> list[tuple[str, ...]]:
        """Return a row of text for each partner."""
        return [
            (row.partner, row.name, *(self.cell(row, s) for s in self.sources), self.note(row))
            for row in self.partners
        ]

    def captions(self) -> dict[str, str]:
        """Return short headings for the columns: sources by letter, as `legend` explains them."""
        letters = {local_name(s): chr(ord("A") + n) for n, s in enumerate(self.sources)}
        return {"name": _WORDS["partner"][self.lang], "note": _WORDS["note"][self.lang], **letters}

    def legend(self) -> str:
        """Return the lines below a table: which letter is which source, and what the signs mean."""
        lines = [f"{chr(ord('A') + n)}  {name}" for n, name in enumerate(self.sources.values())]
        return "\n".join([*lines, _WORDS["legend"][self.lang]]) + "\n"


def compare_sources(city: str, graph: Graph, *, lang: Lang = "en") -> Comparison:
    """Return what each source says of each partner of a city (a slug, IRI or label).

    Raises UsageError for an unknown city.
    """
    iri = resolve(graph, city)
    query = read_query(folder("queries") / "dossier" / "dossier-claims.rq")
    rows = graph.select(bind(query, {"city": [iri]}, lambda name, _: name))
    years: dict[tuple[str, str], set[str]] = {}
    staters: dict[tuple[str, str], set[str]] = {}
    reports = set()
    for partner, source, stater, year, reporting in rows:
        pair = value(partner), value(source)
        years.setdefault(pair, set()).update(filter(None, [value(year)]))
        staters.setdefault(pair, set()).update(filter(None, [value(stater)]))
        # A report speaks for its own city: of that, not of every source, one side is a matter.
        if value(reporting) == iri:
            reports.add(value(source))
    labels = Labels(graph)
    told: dict[str, dict[str, Told]] = {}
    for (partner_iri, source_iri), found in sorted(years.items()):
        said_by = staters[partner_iri, source_iri]
        side: Side = ""
        if len(said_by) == 1 and source_iri not in reports:
            side = "city" if iri in said_by else "partner"
        told.setdefault(partner_iri, {})[source_iri] = Told(tuple(sorted(found)), side)
    names = {source: labels.of(source, lang) for source in {source for _, source in years}}
    # Reports first, then the others by name.
    order = sorted(names, key=lambda source: (source not in reports, names[source], source))
    return Comparison(
        shorten(iri),
        labels.of(iri, lang),
        {source: names[source] for source in order},
        frozenset(reports),
        tuple(
            sorted(
                (Compared(shorten(p), labels.of(p, lang), said) for p, said in told.items()),
                key=lambda row: (row.name, row.partner),
            )
        ),
        lang,
    )
