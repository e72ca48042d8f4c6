"""What the data say of their own evidence and no SPARQL query can judge.

In: `Material`. Out: findings on blank nodes, statements outside named graphs, dates, slugs and the
extents of passages. It reads no report: whether the passages are truly there is for ``accounting``,
and what a query can say stands in ``queries/checks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as px

from twingraph.checks.findings import Finding
from twingraph.checks.material import Material, local, shown
from twingraph.passages import Extent
from twingraph.prefixes import PREFIXES, expand, shorten
from twingraph.resources import folder
from twingraph.slugs import read_register

_BOUNDS: Final = ("tg:firstLine", "tg:lastLine", "tg:fromCharacter", "tg:toCharacter")


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


def named_graphs_only(material: Material) -> Iterator[Finding]:
    """Yield statements outside named graphs."""
    for quad in material.quads:
        if isinstance(quad.graph_name, px.DefaultGraph) and isinstance(quad.subject, px.NamedNode):
            yield material.finding(
                "no-graph",
                quad.subject.value,
                en="a statement stands in no named graph",
                fr="un énoncé n’est dans aucun graphe nommé",
                graph="",
                prop=quad.predicate.value,
            )


def no_blank_nodes(material: Material) -> Iterator[Finding]:
    """Yield blank nodes."""
    for path, line, graph in material.lines.blank_nodes():
        name = shorten(graph)
        yield Finding(
            "blank-node",
            name,
            f"{name}: a blank node; give it a name",
            f"{name}\u00a0: un nœud anonyme\u00a0; donnez-lui un nom",
            shown(path),
            line,
        )


def dates_are_valid(material: Material) -> Iterator[Finding]:
    """Yield date IRIs that the grammar of dates does not know."""
    for iri, problem in material.dates.items():
        if problem is not None:
            hint = f" ({problem.hint})" if problem.hint else ""
            yield material.finding(
                "date-invalid",
                iri,
                en=problem.message.partition(": ")[2] + hint,
                fr="cette date n’est pas de la forme prévue, ou le calendrier ne l’a pas",
            )


def slugs_are_registered(material: Material) -> Iterator[Finding]:
    """Yield cities whose slug no register holds: the bundled one, or one in a data folder."""
    paths = {folder("data") / "slugs.tsv", *(given / "slugs.tsv" for given in material.folders)}
    known = {slug for path in sorted(paths) if path.is_file() for slug in read_register(path)}
    for iri in sorted(material.names(PREFIXES["city"])):
        if local(iri, "city") not in known:
            yield material.finding(
                "slug-unknown",
                iri,
                en="no register of slugs (slugs.tsv) holds this city",
                fr="aucun registre (slugs.tsv) ne connaît cette ville",
            )


def extents_are_well_formed(material: Material) -> Iterator[Finding]:
    """Yield passages and silent runs whose lines or characters make no stretch of text."""
    for iri, bounds in _bounds(material).items():
        if _extent(bounds) is None and not any(len(values) > 1 for values in bounds.values()):
            yield material.finding(
                "extent-malformed",
                iri,
                en=f"its lines and characters make no stretch of text ({_said(bounds)})",
                fr=f"ses lignes et caractères ne délimitent aucun texte ({_said(bounds)})",
                prop="tg:firstLine",
            )


def stretches_do_not_overlap(material: Material) -> Iterator[Finding]:
    """Yield passages and silent runs that begin before the one above them is over."""
    before: Stretch | None = None
    for stretch in stretches(material):
        if before is None or before.report != stretch.report:
            before = stretch
            continue
        if stretch.begin < before.end:
            other = shorten(before.iri)
            yield material.finding(
                "overlap",
                stretch.iri,
                en=f"overlaps with {other} ({stretch.extent}; {before.extent})",
                fr=f"chevauche {other} ({french(stretch.extent)}\u00a0; {french(before.extent)})",
                prop="tg:firstLine",
            )
        if stretch.end > before.end:
            before = stretch


def stretches(material: Material) -> list[Stretch]:
    """Return the well-formed passages and silent runs, by report and place."""
    reports = material.objects("tg:inReport")
    types = material.objects("rdf:type")
    found = [
        Stretch(iri, reports[iri][0], extent, silent=expand("tg:SilentRun") in types.get(iri, ()))
        for iri, bounds in _bounds(material).items()
        if (extent := _extent(bounds)) is not None and len(reports.get(iri, ())) == 1
    ]
    return sorted(found, key=lambda s: (s.report, s.begin, s.end, s.iri))


def french(extent: Extent) -> str:
    """Return an extent in French."""
    return str(extent).replace("line", "ligne").replace("characters", "caractères")


def _bounds(material: Material) -> dict[str, dict[str, list[str]]]:
    """Return what passages and silent runs say of their lines and characters; without lines, none.

    That they have lines, and only one value of each, is a query's to judge.
    """
    values = {prop: material.objects(prop) for prop in _BOUNDS}
    complete = sorted(set(values["tg:firstLine"]) & set(values["tg:lastLine"]))
    return {iri: {prop: of[iri] for prop, of in values.items() if iri in of} for iri in complete}


def _extent(bounds: dict[str, list[str]]) -> Extent | None:
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


def _said(bounds: dict[str, list[str]]) -> str:
    return ", ".join(f"{prop} {' '.join(values)}" for prop, values in bounds.items())
