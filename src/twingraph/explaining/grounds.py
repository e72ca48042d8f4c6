"""What a named graph rests on: passages with their sentences, our own words, or outside sources.

In: an open graph, and the texts of reports where a user gives them. Out: `Ground` and `Passage`
values. A text that is not the report's is refused, by the sha256 of the whole and of each passage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.dates import DATES_GRAPH
from twingraph.errors import DataError
from twingraph.explaining.model import Ground, GroundKind, Language, Passage, Term
from twingraph.explaining.rows import origin, rows_saying
from twingraph.explaining.words import say
from twingraph.labels import Labels
from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.passages import Extent, characters, digest, read_lines, report_digest
from twingraph.prefixes import expand, shorten
from twingraph.store import Graph, is_inferred, value

_EDITORIAL: Final = expand("source:editorial")
_REPORT: Final = expand("tg:Report")

_Said = dict[str, list[px.NamedNode | px.BlankNode | px.Literal]]


class Grounds:
    """The grounds of a graph's facts, each named graph and passage read once."""

    def __init__(
        self, graph: Graph, labels: Labels, language: Language, reports: Iterable[str | Path] = ()
    ) -> None:
        self._graph = graph
        self._labels = labels
        self._language = language
        self._grounds: dict[str, Ground] = {}
        self._passages: dict[str, Passage] = {}
        self._about: dict[str, _Said] = {}
        self._lines = dict(self._read(path) for path in reports)

    def of(self, graphs: Iterable[str]) -> tuple[Ground, ...]:
        """Return what named graphs are, those that state something first; not inferred graphs."""
        names = sorted({name for name in graphs if not is_inferred(px.NamedNode(name))})
        found = [self._ground(name) for name in names]
        return tuple(sorted(found, key=lambda ground: (_ORDER.index(ground.kind), ground.graph)))

    def saying(
        self, subject: px.NamedNode, prop: px.NamedNode, object_: px.NamedNode | px.Literal
    ) -> tuple[Ground, ...]:
        """Return the grounds of all graphs that assert a triple, with the rows of lists."""
        return tuple(
            replace(ground, rows=rows_saying(self._graph, expand(ground.graph), subject, object_))
            if ground.origin is not None
            else ground
            for ground in self.of(self._graph.graphs_saying(subject, prop, object_))
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the passages of all grounds asked for so far, in the order of their reports."""
        ordered = self._passages.values()
        return tuple(
            sorted(
                ordered,
                key=lambda p: (p.report, p.first_line or 0, p.from_character or 0, p.id),
            )
        )

    def _ground(self, name: str) -> Ground:
        if name not in self._grounds:
            self._grounds[name] = self._made(name)
        return self._grounds[name]

    def _made(self, name: str) -> Ground:
        said = self._said(name)
        rests = sorted(_iris(said, "tg:restsOn"))
        because = self._spoken(said, "tg:because")
        passages = [self._passage(iri) for iri in rests]
        sources = _iris(said, "tg:source") or sorted(
            {expand(p.report) for p in passages if p.report}
        )
        source = sources[0] if sources else name
        kind = self._kind(name, source, implied=because is not None, passages=bool(passages))
        about = self._said(source)
        people = [*said.get(expand("tg:reviewer"), []), *about.get(expand("dcterms:creator"), [])]
        reviewers = [
            term.value if isinstance(term, px.Literal) else self._label(term.value)
            for term in people
        ]
        return Ground(
            shorten(name),
            kind,
            self._text(kind, source, passages),
            Term(shorten(source), self._label(source)),
            reviewers[0] if reviewers and kind == "ours" else None,
            because,
            tuple(p.id for p in passages),
            origin=origin(about, self._labels, self._language),
        )

    def _kind(self, name: str, source: str, *, implied: bool, passages: bool) -> GroundKind:
        if implied:
            return "implied"
        if passages:
            return "stated"
        if name == ONTOLOGY_GRAPH.value:
            return "ontology"
        if name == DATES_GRAPH.value:
            return "dates"
        if source == _EDITORIAL:
            return "ours"
        if _REPORT in _iris(self._said(source), "rdf:type"):
            return "structure"
        return "outside"

    def _text(self, kind: GroundKind, source: str, passages: list[Passage]) -> str:
        """Return what a graph is, in words."""
        if kind in ("stated", "implied"):
            reports = ", ".join(dict.fromkeys(p.report_label for p in passages))
            return say(kind, self._language, report=reports)
        title = self._spoken(self._said(source), "dcterms:title") or self._label(source)
        return say(kind, self._language, source=title)

    def _passage(self, iri: str) -> Passage:
        name = shorten(iri)
        if name not in self._passages:
            said = self._said(iri)
            reports = _iris(said, "tg:inReport")
            first, last = _number(said, "tg:firstLine"), _number(said, "tg:lastLine")
            start, end = _number(said, "tg:fromCharacter"), _number(said, "tg:toCharacter")
            report = reports[0] if reports else ""
            sentence = None
            if first is not None and report in self._lines:
                extent = Extent(first, first if last is None else last, start, end)
                sentence = self._sentence(name, report, extent, said)
            self._passages[name] = Passage(
                name,
                shorten(report),
                self._label(report) if report else "",
                _number(said, "tg:sheet"),
                first,
                first if last is None else last,
                start,
                end,
                self._spoken(said, "tg:summary") or "",
                sentence,
            )
        return self._passages[name]

    def _sentence(self, name: str, report: str, extent: Extent, said: _Said) -> str:
        path, lines = self._lines[report]
        try:
            text = characters(lines, extent)
        except ValueError as problem:
            raise DataError(f"{name}: {problem}", path=path) from problem
        if [value(term) for term in said.get(expand("tg:sha256"), [])] not in ([], [digest(text)]):
            raise DataError(
                f"{name}: its sha256 is not that of {extent}", path=path,
                hint="twingraph check --report compares the whole",
            )  # fmt: skip
        return text

    def _read(self, path: str | Path) -> tuple[str, tuple[str, list[str]]]:
        """Return the report that a text is, with its name and its lines."""
        lines = read_lines(Path(path))
        whole = report_digest(lines)
        rows = self._graph.select(
            f"SELECT DISTINCT ?r ?d WHERE {{ ?r a <{_REPORT}> ; <{expand('tg:sha256')}> ?d }}"
        )
        told = {value(report): value(sha256) for report, sha256 in rows}
        for report, sha256 in sorted(told.items()):
            if sha256 == whole:
                return report, (Path(path).name, lines)
        names = ", ".join(shorten(report) for report in sorted(told)) or "-"
        raise DataError(
            f"not the text of a report of this graph ({names}): its sha256 is {whole[:12]}…",
            path=path, hint="twingraph check --report compares it",
        )  # fmt: skip

    def _said(self, iri: str) -> _Said:
        if iri not in self._about:
            said: _Said = {}
            for quad in self._graph.about(iri):
                values = said.setdefault(quad.predicate.value, [])
                if quad.object not in values and not isinstance(quad.object, px.Triple):
                    values.append(quad.object)
            self._about[iri] = said
        return self._about[iri]

    def _spoken(self, said: _Said, prop: str) -> str | None:
        """Return a text in the language, else in any."""
        texts = [term for term in said.get(expand(prop), []) if isinstance(term, px.Literal)]
        texts.sort(key=lambda term: (term.language != self._language, str(term)))
        return texts[0].value if texts else None

    def _label(self, iri: str) -> str:
        return self._labels.of(iri, self._language)


_ORDER: Final[tuple[GroundKind, ...]] = (
    "stated", "implied", "structure", "outside", "ours", "ontology", "dates",
)  # fmt: skip


def _iris(said: _Said, prop: str) -> list[str]:
    return sorted(t.value for t in said.get(expand(prop), []) if isinstance(t, px.NamedNode))


def _number(said: _Said, prop: str) -> int | None:
    found = said.get(expand(prop), [])
    return int(found[0].value) if found else None
