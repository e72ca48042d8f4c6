"""What is checked: the statements of data folders or of a store, and the reports beside them.

In: the folders, the store and the reports' texts that a user names. Out: `Material`, the one
argument of every check; it holds the statements, answers SPARQL over them and the ontology, and
finds the line of each. It refuses only what cannot be read at all; the rest is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.assembling import COMPUTED, complete, mentioned_dates, read
from twingraph.checks.findings import Finding, Severity
from twingraph.checks.mentions import Mentions
from twingraph.errors import DataError
from twingraph.lines import Lines
from twingraph.loading import ONTOLOGY_GRAPH, ontology_files
from twingraph.passages import Extent, read_lines
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.resources import folder
from twingraph.store import Graph, Term, is_inferred
from twingraph.store import value as text_of

SECONDS: Final = 60.0
"""How long the reasoner may think, unless told otherwise."""

# What an import writes, of which it is known that it is well formed: the conflicts are looked for.
_IMPORTED: Final = f"""PREFIX tg: <{expand("tg:")}>
SELECT DISTINCT ?graph WHERE {{
  {{ ?graph tg:source/tg:rowsRead ?rows }}
  UNION {{ VALUES ?graph {{ <{expand("graph:identity")}> <{expand("graph:gazetteer")}> }} }}
}}"""
_BOUNDS: Final = ("tg:firstLine", "tg:lastLine", "tg:fromCharacter", "tg:toCharacter")


@dataclass(frozen=True)
class ReportFile:
    """A report's text, as its lines."""

    path: Path
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """A passage or a silent run, with its report and where in the report it stands."""

    iri: str
    report: str
    extent: Extent
    silent: bool

    @property
    def begin(self) -> tuple[int, int]:
        """Return its first line, and the character there."""
        return self.extent.first_line, self.extent.from_character or 0

    @property
    def end(self) -> tuple[int, float]:
        """Return its last line, and the character there at which it is over."""
        to = self.extent.to_character
        return self.extent.last_line, float("inf") if to is None else to


@dataclass(frozen=True)
class Material:
    """Data to be checked. ``quads`` are those that people wrote; ``files`` are theirs, if any.

    ``store`` is the built store that is checked, if one is: what was imported stands there only.
    ``seconds`` is how long a check that reasons may take before it says that it did not decide.
    """

    quads: tuple[px.Quad, ...]
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    reports: tuple[ReportFile, ...] = ()
    seconds: float = SECONDS
    store: Graph | None = None

    @cached_property
    def asserted(self) -> Graph:
        """Return the data with the ontology and the date nodes, but without what follows.

        An inferred type would hide that nobody has written one.
        """
        return Graph.memory(complete(q for q in self.quads if not is_inferred(q.graph_name)))

    @cached_property
    def mentions(self) -> Mentions:
        """Return what imported sources call places, of the store or of the data."""
        return Mentions(self.store or self.asserted)

    @cached_property
    def dates(self) -> dict[str, DataError | None]:
        """Return the date IRIs that are mentioned, each with what is wrong with it."""
        return mentioned_dates(self.quads)

    @cached_property
    def lines(self) -> Lines:
        """Return where the statements stand."""
        return Lines(self.files)

    @cached_property
    def ontology_lines(self) -> Lines:
        """Return where the ontology's statements stand."""
        return Lines(ontology_files(folder("ontology")))

    def names(self, namespace: str) -> set[str]:
        """Return the IRIs of a namespace that stand as a subject or an object."""
        return {
            term.value
            for quad in self.quads
            for term in (quad.subject, quad.object)
            if isinstance(term, px.NamedNode) and term.value.startswith(namespace)
        }

    def objects(self, prop: str) -> dict[str, list[str]]:
        """Return the values of a property (prefixed name) by subject, in order."""
        return self._values.get(expand(prop), {})

    @cached_property
    def _values(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, set[str]]] = {}
        for quad in self.quads:
            if isinstance(quad.subject, px.NamedNode):
                of = found.setdefault(quad.predicate.value, {})
                text = "" if isinstance(quad.object, px.Triple) else quad.object.value
                of.setdefault(quad.subject.value, set()).add(text)
        return {
            prop: {subject: sorted(values) for subject, values in sorted(of.items())}
            for prop, of in found.items()
        }

    @cached_property
    def bounds(self) -> dict[str, dict[str, list[str]]]:
        """Return what passages and silent runs say of their lines and characters.

        Without lines, none: that they have lines, and one value of each, is a query's to judge.
        """
        values = {prop: self.objects(prop) for prop in _BOUNDS}
        with_lines = sorted(set(values["tg:firstLine"]) & set(values["tg:lastLine"]))
        return {
            iri: {prop: of[iri] for prop, of in values.items() if iri in of} for iri in with_lines
        }

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return the well-formed passages and silent runs, by report and place."""
        reports = self.objects("tg:inReport")
        types, silent = self.objects("rdf:type"), expand("tg:SilentRun")
        found = [
            Stretch(iri, reports[iri][0], extent, silent=silent in types.get(iri, ()))
            for iri, bounds in self.bounds.items()
            if (extent := extent_of(bounds)) is not None and len(reports.get(iri, ())) == 1
        ]
        return tuple(sorted(found, key=lambda s: (s.report, s.begin, s.end, s.iri)))

    def finding(
        self,
        code: str,
        thing: str,
        *,
        en: str,
        fr: str,
        graph: str | None = None,
        prop: str | None = None,
        value: Term | None = None,
        severity: Severity = "error",
        shape: str = "",
        component: str = "",
    ) -> Finding:
        """Make a finding about a thing (its IRI), at the line where that stands.

        The messages begin with the thing's name; ``prop`` is a prefixed name or an IRI. A term, and
        what the ontology's graph says, is looked for in the ontology first, all else in the data.
        """
        iri = expand(prop) if prop and prop.partition(":")[0] in PREFIXES else prop
        asked = (thing, graph, iri, None if value is None else text_of(value))
        both = (self.lines, self.ontology_lines)
        # A term is mended where it is defined, not where it is used.
        defined = thing.startswith(PREFIXES["tg"]) or graph == ONTOLOGY_GRAPH.value
        order = both[::-1] if defined else both
        place = next((found for lines in order if (found := lines.find(*asked))), None)
        name = shorten(thing)
        file, line = (shown(place[0]), place[1]) if place else ("", None)
        return Finding(
            code, name, f"{name}: {en}", f"{name}\u00a0: {fr}", file, line, severity,
            focus=thing, path=iri or "", value=value, shape=shape, component=component,
        )  # fmt: skip


def gather(
    data: Iterable[str | Path] | None = None,
    reports: Iterable[str | Path] = (),
    store: str | Path | None = None,
    seconds: float = SECONDS,
) -> Material:
    """Read data folders (default: the bundled one) or a store, and the texts of reports.

    Raises DataError for a file that is missing, empty or ill-formed, with its line; UsageError for
    a folder that holds no store.
    """
    texts = tuple(ReportFile(Path(r), tuple(read_lines(Path(r)))) for r in reports)
    if store is not None:
        graph = Graph.open(store)
        authored = tuple(quad for name in _authored(graph) for quad in graph.quads(name))
        return Material(authored, reports=texts, seconds=seconds, store=graph)
    written = read(data)
    quads = tuple(sorted(written.quads, key=str))
    return Material(quads, tuple(written.statements), written.folders, texts, seconds=seconds)


def _authored(graph: Graph) -> list[str]:
    """Return the named graphs of a store that people wrote: not computed, not imported."""
    imported = {text_of(name) for (name,) in graph.select(_IMPORTED)}
    return [
        name
        for name in graph.graphs()
        if name not in imported and not _is_computed(px.NamedNode(name))
    ]


def _is_computed(name: px.NamedNode) -> bool:
    return name in COMPUTED or is_inferred(name)


def extent_of(bounds: dict[str, list[str]]) -> Extent | None:
    """Return the stretch of text that lines and characters make, or None where they make none."""
    if any(len(values) != 1 or not values[0].isdecimal() for values in bounds.values()):
        return None
    first, last, start, end = (int(bounds[prop][0]) if prop in bounds else None for prop in _BOUNDS)
    if first is None or last is None or not 1 <= first <= last:
        return None
    if (start is None) != (end is None):
        return None
    if start is not None and end is not None and (first != last or start >= end):
        return None
    return Extent(first, last, start, end)


def shown(path: Path) -> str:
    """Return a path as a finding writes it: from the working folder, where it lies below that."""
    absolute, here = path.resolve(), Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def local(iri: str, prefix: str) -> str:
    """Return what stands after a prefix's namespace."""
    return iri.removeprefix(PREFIXES[prefix])
