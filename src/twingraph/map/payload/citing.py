"""What the details cite: passages, reasons and outside voices, each once, by position.

In: the evidence of a dossier, or the grounds of a proof. Out: ``Evidence`` of
web/src/data/payload.ts, and the lists to which its positions point. With the report's text a
passage has its sentence; a text that is not the report's is refused. It words no fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import pyoxigraph as px

from twingraph.dossiers.model import Evidence, Language
from twingraph.dossiers.reading import Facts
from twingraph.explaining.grounds import Grounds
from twingraph.explaining.model import Ground, Passage
from twingraph.labels import Labels
from twingraph.map.payload.naming import LANGUAGES, Names, Positions, iri_of, texts
from twingraph.prefixes import local_name, shorten
from twingraph.store import Graph, is_inferred

_LANGUAGE: Final = shorten("http://purl.org/dc/terms/language")
_OUTSIDE: Final = ("ours", "outside")
"""Grounds that are somebody's word without a passage."""

Cited = dict[str, list[int]]


class Citing:
    """The lists of what is cited, in the order in which it is first cited."""

    def __init__(
        self, graph: Graph, names: Names, labels: Labels, reports: Iterable[str | Path]
    ) -> None:
        self._names = names
        read = list(reports)
        self.grounds = {tag: Grounds(graph, labels, tag, read) for tag in LANGUAGES}
        self._facts = {tag: Facts(graph, tag) for tag in LANGUAGES}
        self._passages = Positions()
        self._reasons = Positions()
        self._voices = Positions()

    def evidence(self, found: Iterable[Evidence]) -> Cited:
        """Return all that several pieces of evidence rest on; what follows by rule is no reason."""
        passages: set[str] = set()
        reasons: set[str] = set()
        voices: set[str] = set()
        for one in found:
            passages.update(one.passages)
            reasons.update(name for name in one.reasons if not inferred(name))
            voices.update(one.sources)
        return self._cited(passages, reasons, voices)

    def asserted(self, grounds: Sequence[Ground]) -> Cited:
        """Return what asserts a step of a proof: passages, else reasons, else voices."""
        stated = {name for one in grounds if one.kind == "stated" for name in one.passages}
        implied = {one.graph for one in grounds if one.kind == "implied"}
        voices = {one.source.id for one in grounds if one.kind in _OUTSIDE}
        if stated:
            return self._cited(stated, (), ())
        return self._cited((), implied, ()) if implied else self._cited((), (), voices)

    def _cited(
        self, passages: Iterable[str], reasons: Iterable[str], voices: Iterable[str]
    ) -> Cited:
        found = {
            "p": [self._passages.of(name) for name in sorted(passages)],
            "r": [self._reasons.of(name) for name in sorted(reasons)],
            "v": [self._voices.of(name) for name in sorted(voices)],
        }
        return {key: sorted(held) for key, held in found.items() if held}

    def tables(self, sources: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Return passages, reasons and voices; ``sources`` are the core's, by IRI."""
        reasons = [self._reason(name) for name in self._reasons]
        # Reasons rest on passages that no line may cite.
        return {
            "passages": [self._passage(name, sources) for name in self._passages],
            "reasons": reasons,
            "voices": [
                {"id": name, "label": self._names.texts(iri_of(name))} for name in self._voices
            ],
        }

    def _reason(self, name: str) -> dict[str, Any]:
        ground = {tag: facts.ground(name) for tag, facts in self._facts.items()}
        because = texts({tag: one.reason or "" for tag, one in ground.items()})
        passages = [self._passages.of(passage) for passage in ground[LANGUAGES[0]].passages]
        return {"because": because, "p": sorted(passages)}

    def _passage(self, name: str, sources: Sequence[str]) -> dict[str, Any]:
        told = {tag: self._read(tag, name) for tag in LANGUAGES}
        first = told[LANGUAGES[0]]
        report = iri_of(first.report)
        row = {
            "id": local_name(iri_of(name)),
            "report": sources.index(report) if report in sources else -1,
            "sheet": first.sheet,
            "first": first.first_line,
            "last": first.last_line,
            "summary": texts({tag: passage.summary for tag, passage in told.items()}),
        }
        if first.sentence is None:
            return row
        spoken = self._facts[LANGUAGES[0]].one(first.report, _LANGUAGE)
        said = {**row, "sentence": first.sentence}
        return {**said, "language": spoken.term} if spoken else said

    def _read(self, tag: Language, name: str) -> Passage:
        grounds = self.grounds[tag]
        grounds.of([iri_of(name)])
        return next(passage for passage in grounds.passages if passage.id == name)


def inferred(name: str) -> bool:
    """Say whether a graph (a prefixed name or an IRI) holds what follows by rule."""
    return is_inferred(px.NamedNode(iri_of(name)))
