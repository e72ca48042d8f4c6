"""What the data say of their own evidence and no SPARQL query can judge.

In: `Material`. Out: findings on blank nodes, statements outside named graphs, dates, slugs and the
extents of passages. It reads no report: whether the passages are truly there is for ``accounting``,
and what a query can say stands in ``queries/checks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as px

from twingraph.assembling import computed_graphs
from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material, Stretch, extent_of, local, shown
from twingraph.passages import Extent
from twingraph.prefixes import PREFIXES, shorten
from twingraph.resources import folder
from twingraph.slugs import read_register

KINDS: Final = (
    Kind("no-graph", "a statement outside named graphs", "un énoncé hors des graphes nommés"),
    Kind("graph-computed", "a graph that only the program writes",
         "un graphe que seul le programme écrit"),
    Kind("blank-node", "a blank node", "un nœud anonyme"),
    Kind("date-invalid", "a date that is none", "une date qui n’en est pas une"),
    Kind("slug-unknown", "a city that no register of slugs holds",
         "une ville qu’aucun registre ne connaît"),
    Kind("extent-malformed", "lines and characters that make no stretch of text",
         "des lignes et caractères qui ne délimitent aucun texte"),
    Kind("overlap", "passages or silent runs that overlap",
         "des passages ou des lignes muettes qui se chevauchent"),
)  # fmt: skip


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


def computed_graphs_are_left_alone(material: Material) -> Iterator[Finding]:
    """Yield the graphs of the ontology, of dates and of what follows that authored data write."""
    for graph in computed_graphs(material.quads):
        yield material.finding(
            "graph-computed",
            graph.value,
            en="this graph is computed; put what you state in a graph of your own",
            fr="ce graphe est calculé\u00a0; mettez vos énoncés dans un graphe à vous",
            graph=graph.value,
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
            focus=graph,
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
    for iri, bounds in material.bounds.items():
        if extent_of(bounds) is None and not any(len(values) > 1 for values in bounds.values()):
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
    for stretch in material.stretches:
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


def french(extent: Extent) -> str:
    """Return an extent in French."""
    return str(extent).replace("line", "ligne").replace("characters", "caractères")


def _said(bounds: dict[str, list[str]]) -> str:
    return ", ".join(f"{prop} {' '.join(values)}" for prop, values in bounds.items())
