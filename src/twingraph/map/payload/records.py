"""The records of what is tied: cities, relations and agreements.

In: what all records of a language share. Out: ``Detail`` values. Their prose is the dossier's: a
city's record is its dossier told in short, a relation's what two dossiers have in common.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from twingraph.dossiers import agreements
from twingraph.dossiers.agreement_wording import claim_pieces, life_blocks, step_pieces
from twingraph.dossiers.choosing import Chosen, choose, composed
from twingraph.dossiers.events import events
from twingraph.dossiers.gaps import gaps
from twingraph.dossiers.marks import Block, Piece, item, whole
from twingraph.dossiers.model import Agreement, Dossier, Relation, Step, Thing
from twingraph.dossiers.phrases import fact_items, joined, under
from twingraph.dossiers.wording import blocks
from twingraph.dossiers.words import semicolon
from twingraph.map.payload.following import Following
from twingraph.map.payload.lines import Line, Section
from twingraph.map.payload.naming import iri_of
from twingraph.map.payload.telling import Detail, Telling
from twingraph.map.payload.ties import MARKS, own_status, progress_of
from twingraph.map.payload.words import say
from twingraph.map.surroundings import mark_of
from twingraph.standing import Standing
from twingraph.store import value

_CITY_SECTIONS = (
    "identity", "relations", "agreements", "events", "people", "organisations", "undertakings",
    "networks", "themes",
)  # fmt: skip

Drawn = Mapping[str, Mapping[str, Any]]
"""How agreements and claims are drawn, by name: mark, progress, start, end."""


class TieRecords:
    """The records of cities, relations and agreements in one language."""

    def __init__(
        self,
        telling: Telling,
        following: Following,
        drawn: Drawn,
        chosen: dict[str, Chosen],
        homonyms: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Take what is shared, how ties are drawn, and what was chosen in another language.

        ``homonyms`` are those of the cities with records.
        """
        self._telling = telling
        self._following = following
        self._drawn = drawn
        self._chosen = chosen
        self._homonyms = homonyms
        self._reports = telling.reports
        self._dossiers: dict[str, Dossier] = {}

    def city(self, name: str) -> Detail:
        """Return the record of a city (a prefixed name)."""
        telling, found = self._telling, self._dossier(name)
        told = self._told_of(dataclasses.replace(found, relations=self._of_passages(found)))
        where = [*found.identity.region[:1], *found.identity.country[:1]]
        return telling.detail(
            name,
            telling.cls(name),
            [
                *(told.get(key) for key in _CITY_SECTIONS),
                self._following.of(name),
                told.get("gaps"),
            ],
            under=", ".join(fact.text for fact in where),
            life=self._lives(one for one in found.agreements if one.own),
        )

    def relation(self, one: str, other: str, names: list[str]) -> Detail:
        """Return the record of a pair; ``names`` are those of the graph's own relations of it."""
        telling = self._telling
        facts, lang = telling.facts, telling.language
        found = self._between(one, other, names)
        told = self._told_of(found)
        for key in ("people", "organisations"):
            if key in told:
                told[key] = self._by_city(told[key], one, other)
        claims = [claim for relation in self._of_passages(found) for claim in relation.claims]
        sources = {claim.source: claim for claim in reversed(claims)}
        tie = [item(claim_pieces(claim, found)) for claim in claims]
        said_by = [item([Piece(name, claim.evidence)]) for name, claim in sorted(sources.items())]
        life = self._lives(found.agreements)
        if not life:
            life = [self._claim_life(claim.id, found) for claim in claims[:1]]
        named = [*(one.kind for one in found.agreements), *(claim.kind for claim in claims)]
        kinds = [kind.text for kind in named if kind]
        return telling.detail(
            "",
            say("relation", lang),
            [
                telling.section("identity", "tie", tie),
                *(told.get(key) for key in _CITY_SECTIONS[2:]),
                telling.headed(
                    "sources", telling.dossier_heading("sources"), telling.lines.lines(said_by)
                ),
                self._following.between(one, other),
                self._unknown(one, other, [agreement.id for agreement in found.agreements]),
            ],
            title=f"{facts.label(one)} – {facts.label(other)}",
            under=", ".join(dict.fromkeys(kinds)),
            life=life,
        )

    def _of_passages(self, found: Dossier) -> tuple[Relation, ...]:
        """Return the relations of which more is told than in rows of imported lists.

        What these say the page words itself, with their columns.
        """
        facts = self._telling.facts
        kept = []
        for relation in found.relations:
            told = [one for one in relation.claims if not facts.of(one.id, "tg:rowKey")]
            if told or not relation.claims:
                kept.append(dataclasses.replace(relation, claims=tuple(told)))
        return tuple(kept)

    def claim(self, name: str) -> Detail:
        """Return the record of a claim: what one source says of a pair, in its words."""
        telling = self._telling
        facts, lang = telling.facts, telling.language
        (pair,) = (v.term for v in facts.of(name, "tg:claimOn"))
        ends = [v.term for v in facts.of(pair, "tg:connects")]
        claims = agreements.relation(facts, pair, ends[0]).claims
        found = next(claim for claim in claims if claim.id == name)
        named = [fact for fact in (found.category, found.kind) if fact]
        basis = [found.basis] if found.basis else []
        told = [
            *fact_items([*named, *found.stated_as, *found.facts, *basis], lang),
            item([Piece(facts.label(pair), thing=pair)]),
        ]
        said_by = [item([Piece(found.source, found.evidence)])]
        return telling.detail(
            name,
            telling.cls(name),
            [
                telling.section("identity", "what", told),
                telling.headed(
                    "sources", telling.dossier_heading("sources"), telling.lines.lines(said_by)
                ),
                self._following.of(name),
                telling.gaps(name),
            ],
            title=" – ".join(facts.label(end) for end in ends),
            under=found.kind.text if found.kind else "",
        )

    def agreement(self, name: str) -> Detail:
        """Return the record of an agreement."""
        telling = self._telling
        found = agreements.agreement(telling.facts, name, "")
        return telling.detail(
            name,
            telling.cls(name),
            [
                telling.section("identity", "what", self._told(found)),
                telling.section("life", "life", self._steps(found)),
                telling.appears(name),
                self._following.of(name),
                telling.gaps(name),
            ],
            under=found.kind.text if found.kind else "",
            life=[self._life(found)],
        )

    def _told_of(self, found: Dossier) -> dict[str, Section]:
        """Return the sections of a dossier told in short, but for themes: these say of what."""
        lang = self._telling.language
        told = self._telling.lines.sections(blocks(found, short=True))
        if "themes" in told:
            dealt = []
            for theme in found.themes:
                names = joined((Piece(o.label, thing=o.id) for o in theme.of), semicolon(lang))
                dealt.append(item(under(theme.label, [whole(names, theme.evidence)], lang)))
            told["themes"] = {**told["themes"], "lines": self._telling.lines.lines(dealt)}
        return told

    def _by_city(self, section: Section, one: str, other: str) -> Section:
        """Return the people or bodies of a pair under the city whose they are, then the others."""
        facts, lang = self._telling.facts, self._telling.language
        lines = [below for group in section["lines"] for below in group.get("under", ())]
        groups = {facts.label(city): self._choose(city).own for city in (one, other)}
        found: dict[str, list[Line]] = {name: [] for name in (*groups, "")}
        for line in lines:
            named = next((part[0] for part in line["t"] if not isinstance(part, str)), "")
            whose = next((name for name, own in groups.items() if named in own), "")
            found[whose].append(line)
        made = [
            {"t": [name or say("others", lang)], "under": held}
            for name, held in found.items()
            if held
        ]
        return {**section, "lines": made}

    def _dossier(self, name: str) -> Dossier:
        if name not in self._dossiers:
            facts, chosen = self._telling.facts, self._choose(name)
            made = dataclasses.replace(
                composed(facts, name, chosen, self._homonyms[name]),
                reports=tuple(facts.thing(report) for report in self._reports),
                gaps=gaps(facts, name, chosen.told),
            )
            self._telling.keep_gaps(made)
            self._dossiers[name] = made
        return self._dossiers[name]

    def _choose(self, name: str) -> Chosen:
        if name not in self._chosen:
            self._chosen[name] = choose(self._telling.facts, name)
        return self._chosen[name]

    def _between(self, one: str, other: str, names: list[str]) -> Dossier:
        """Return the dossier of what two cities have in common, seen from the first."""
        facts = self._telling.facts
        here, there = self._choose(one), self._choose(other)
        agreed = [
            name
            for name in here.agreements
            if {one, other} <= {v.term for v in facts.of(name, "tg:party")}
        ]
        events = sorted(set(here.events) & set(there.events))
        undertaken = sorted(set(here.undertakings) & set(there.undertakings))
        involved = set(facts.choose("dossier-involved", {*agreed, *events, *undertaken}))
        chosen = Chosen(
            relations=[name for name in here.relations if name in names],
            agreements=agreed,
            networks=sorted(set(here.networks) & set(there.networks)),
            undertakings=undertaken,
            events=events,
            people=[name for name in here.people if name in involved],
            organisations=[name for name in here.organisations if name in involved],
            own=here.own,
        )
        reports = tuple(facts.thing(report) for report in self._reports)
        return dataclasses.replace(composed(facts, one, chosen), reports=reports)

    def _unknown(self, one: str, other: str, agreed: list[str]) -> Section | None:
        """Return what the two dossiers do not know of each other's city and of the agreements."""
        telling = self._telling
        found: dict[str, dict[str, Thing]] = {}
        for city, there in ((one, other), (other, one)):
            for gap in self._dossier(city).gaps:
                about = [thing for thing in gap.about if thing.id in (there, *agreed)]
                if about:
                    # The other city need not be named: the record is of both.
                    named = {thing.id: thing for thing in about if thing.id != there}
                    found.setdefault(gap.text, {}).update(named)
        blocks = [telling.gap(text, tuple(named.values())) for text, named in found.items()]
        return telling.headed("gaps", telling.dossier_heading("gaps"), telling.lines.lines(blocks))

    def _told(self, found: Agreement) -> Iterator[Block]:
        """Yield what is told of an agreement, but its name and its steps."""
        for block in life_blocks(dataclasses.replace(found, steps=()), self._telling.language):
            pieces = block.pieces if block.level else block.pieces[2:]
            if pieces:
                yield item(pieces)

    def _steps(self, found: Agreement) -> Iterator[Block]:
        for step in found.steps:
            yield item(step_pieces(step, found.id, self._telling.language), 0, step.statuses)

        yield from self._telling.star(step.when for step in found.steps)

    def _lives(self, found: Iterable[Agreement]) -> list[dict[str, Any]]:
        """Return the lives of agreements by their beginning, in the same order in any language."""
        rows = [self._life(agreement) for agreement in found]
        return sorted(rows, key=lambda row: (row["start"] is None, row["start"] or 0, row["id"]))

    def _life(self, found: Agreement) -> dict[str, Any]:
        drawn = self._drawn.get(found.id) or self._undrawn(found)
        standing = self._telling.known.get(iri_of(found.id), {})
        computed = _first(standing, "start_basis").endswith("/computed")
        steps = [
            {
                "year": self._year_of(step),
                "label": step.label,
                "progress": progress_of(step.statuses[0].status) if step.statuses else 0,
            }
            for step in found.steps
        ]
        row = {"id": found.id, "label": found.label, **drawn}
        return {**row, **({"computed": True} if computed else {}), "steps": steps}

    def _year_of(self, step: Step) -> int | None:
        """Return the year of a step, else of the event that was its occasion."""
        if step.when is not None:
            return _year(step.when.earliest or step.when.latest)
        told = [fact.id for fact in step.facts if fact.property == "tg:occasion" and fact.id]
        held = events(self._telling.facts, told, ())
        return next((event.year for event in held if event.year), None)

    def _undrawn(self, found: Agreement) -> dict[str, Any]:
        """Return how an agreement would be drawn that is not one of two cities."""
        standing = self._telling.known.get(iri_of(found.id), {})
        kinds = [found.kind.id] if found.kind and found.kind.id else []
        mark = mark_of([kind.partition(":")[2] for kind in kinds], agreed=True)
        status = _first(standing, "status")
        if not own_status([_first(standing, "status_step")], [status]):
            status = ""
        start, end = (_first(standing, f"{side}_year") for side in ("start", "end"))
        return {
            "mark": MARKS.index(mark),
            "progress": progress_of(status),
            "start": int(start) if start else None,
            "end": int(end) if end else None,
        }

    def _claim_life(self, claim: str, found: Dossier) -> dict[str, Any]:
        """Return a claim as a row: what it says, without steps."""
        one = next(c for relation in found.relations for c in relation.claims if c.id == claim)
        named = one.kind or one.category
        none = {"mark": MARKS.index("contact"), "progress": 0, "start": None, "end": None}
        label = named.text if named else one.source
        return {"id": claim, "label": label, **(self._drawn.get(claim) or none), "steps": []}


def _first(standing: Standing, name: str) -> str:
    """Return the one value of an attribute of a standing, empty where there is not just one."""
    held = standing.get(name, ())
    return value(held[0]) if len(held) == 1 else ""


def _year(day: str | None) -> int | None:
    return int(day[:4]) if day else None
