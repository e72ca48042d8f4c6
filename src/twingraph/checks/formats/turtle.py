"""Findings as a SHACL validation report in Turtle, whatever kind of check has found them.

In: an `Outcome`. Out: one ``sh:ValidationReport``, its results in the order of the findings, with
the messages of both languages. What no shape has found names its check in the place of SHACL's
constraint component. Blank nodes have no labels, so the same outcome gives the same bytes.

Source: https://www.w3.org/TR/shacl/#validation-report (section 3.6). A result has one focus node,
one severity and one constraint component; it may have a path, a value, a shape and messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as px

from twingraph.checks.findings import Finding
from twingraph.checks.outcome import Outcome
from twingraph.prefixes import PREFIXES, shorten

CHECK: Final = "https://w3id.org/twingraph/check/"
"""What the IRIs of the checks that are no shapes begin with; the finding's code follows."""

_SEVERITY: Final = {"error": "sh:Violation", "warning": "sh:Warning"}


def document(outcome: Outcome, language: str = "en") -> str:  # noqa: ARG001 (it has both)
    """Return the findings as Turtle."""
    results = [_result(finding) for finding in outcome.findings]
    used = {"sh", *(name.partition(":")[0] for _, names in results for name in names)}
    lines = [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used)]
    conforms = str(outcome.conforms).lower()
    lines.append(f"\n[] a sh:ValidationReport ;\n  sh:conforms {conforms}")
    lines += [f" ;\n{text}" for text, _ in results]
    return "".join([*lines, " .\n"])


def _result(finding: Finding) -> tuple[str, set[str]]:
    """Return a result, and the prefixed names that it uses."""
    names: set[str] = set()
    pairs = list(_pairs(finding, names))
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    # Turtle ends a comment at the end of the line, and a file's name may hold one.
    comment = f"  # {' '.join(place.split())}\n" if place else ""
    inside = " ;\n".join(f"    {name} {value}" for name, value in pairs)
    return f"{comment}  sh:result [\n    a sh:ValidationResult ;\n{inside}\n  ]", names


def _pairs(finding: Finding, names: set[str]) -> Iterator[tuple[str, str]]:
    yield "sh:resultSeverity", _SEVERITY[finding.severity]
    # Any RDF term can be a focus node: a text that is no report has a name, but no IRI.
    focus = finding.focus
    yield "sh:focusNode", _iri(focus, names) if focus else _literal(px.Literal(finding.thing))
    if finding.path:
        yield "sh:resultPath", _iri(finding.path, names)
    if finding.value is not None:
        yield "sh:value", _term(finding.value, names)
    yield (
        "sh:resultMessage",
        ", ".join(
            _literal(px.Literal(finding.message(language), language=language))
            for language in ("en", "fr")
        ),
    )
    if finding.shape:
        yield "sh:sourceShape", _iri(finding.shape, names)
    component = finding.component or CHECK + finding.code
    yield "sh:sourceConstraintComponent", _iri(component, names)


def _term(term: px.NamedNode | px.BlankNode | px.Literal | px.Triple, names: set[str]) -> str:
    if isinstance(term, px.NamedNode):
        return _iri(term.value, names)
    if isinstance(term, px.Literal):
        return _literal(term)
    # A label would differ from run to run, and a triple is no value of a property here.
    return "[]" if isinstance(term, px.BlankNode) else _literal(px.Literal(str(term)))


def _iri(iri: str, names: set[str]) -> str:
    name = shorten(iri)
    if name == iri:
        return f"<{iri}>"
    names.add(name)
    return name


def _literal(literal: px.Literal) -> str:
    return str(literal)
