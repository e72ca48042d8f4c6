"""What is told of an agreement's life, and by which passages: how far it came, and since when.

In: a graph. Out: words and IRIs. A status is that of the furthest step as of the latest report; a
beginning that no source dates is computed from an anniversary, and says so.
"""

from __future__ import annotations

from typing import Final

from twingraph.map.words import word
from twingraph.names import label
from twingraph.prefixes import PREFIXES, local_name
from twingraph.store import Graph, value

ENDED: Final = "ended"
_ENDINGS: Final = ("terminated", "lapsed")
_LAST: Final = 99
_PREAMBLE: Final = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("tg", "rdfs", "skos", "stepkind")
)
_DATED: Final = "(tg:dateWritten|tg:dateFromReportYear|tg:dateComputed)"


def rows(graph: Graph, variables: str, pattern: str) -> list[tuple[str, ...]]:
    """Return the distinct answers to a pattern as text, sorted; unbound is empty."""
    found = graph.select(f"{_PREAMBLE}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return sorted(tuple(value(term) for term in row) for row in found)


class Lifelines:
    """The steps of the agreements of one graph, told in one language."""

    def __init__(self, graph: Graph, language: str) -> None:
        self._graph = graph
        self._language = language

    def furthest(self, thing: str) -> tuple[str, str]:
        """Return the slug of how far a thing had come, or "ended", and it in words.

        That is its own status, else that of its furthest step. To prepare an agreement is not to
        conclude it: such a step, once done, leaves the agreement under way.
        """
        own = self.status(thing)
        if own:
            return local_name(own), self._label(own)
        told = self._steps(thing)
        for status, kind in told:
            if local_name(kind) in _ENDINGS and local_name(status) == "realised":
                return ENDED, self._label(kind)
        prepared = [step for step in told if local_name(step[1]) == "prepared"]
        rest = [step for step in told if step not in prepared]
        ranked = sorted(
            (self._rank(status), self._begins(kind), status, kind)
            for status, kind in rest or prepared
        )
        if not ranked:
            return "", word(self._language, "not-told")
        _, _, status, kind = ranked[0]
        words = word(
            self._language, "status-of", step=self._label(kind), status=self._label(status)
        )
        done = not rest and local_name(status) == "realised"
        return "under-way" if done else local_name(status), words

    def passages(self, thing: str) -> tuple[str, ...]:
        """Return the passages that speak of a thing or of its steps."""
        found = rows(
            self._graph,
            "?passage",
            f"{{ GRAPH ?g {{ <{thing}> ?p ?o }} }}"
            f" UNION {{ GRAPH ?g {{ ?step tg:stepOf <{thing}> }} }} ?g tg:restsOn ?passage",
        )
        return tuple(row[0] for row in found)

    def _steps(self, thing: str) -> list[tuple[str, str]]:
        """Return the status and kind of each step that has a status."""
        found = rows(
            self._graph,
            "?step ?kind",
            f"?step tg:stepOf <{thing}> ; tg:stepKind ?kind ; tg:status ?status",
        )
        return [(self.status(step), kind) for step, kind in found]

    def status(self, thing: str) -> str:
        """Return a thing's status (a concept's IRI) as of the latest report, else empty."""
        found = rows(
            self._graph,
            "?year ?status",
            f"GRAPH ?g {{ <{thing}> tg:status ?status }}"
            " OPTIONAL { ?g tg:restsOn/tg:inReport/tg:reportYear ?year }",
        )
        return max(found)[1] if found else ""

    def since(self, agreement: str) -> str:
        """Return when it began: signed then, or computed from an anniversary; else empty."""
        signed = rows(
            self._graph,
            "?day ?date",
            f"?step tg:stepOf <{agreement}> ; tg:stepKind stepkind:signed ; {_DATED} ?date ."
            " OPTIONAL { ?date tg:earliest ?day }",
        )
        for step in signed:
            return self._label(step[1])
        counted = rows(
            self._graph,
            "?year ?ordinal",
            f"?step tg:stepOf <{agreement}> ; tg:stepKind stepkind:anniversary ;"
            f" tg:ordinal ?ordinal ; {_DATED}/tg:earliestYear ?year",
        )
        for told, ordinal in counted:
            nth = word(self._language, "anniversary", n=ordinal)
            year = int(told) - int(ordinal)
            return word(self._language, "computed", year=year, nth=nth, told=told)
        return ""

    def _label(self, iri: str) -> str:
        return label(self._graph, iri, self._language)

    def _rank(self, status: str) -> int:
        found = rows(self._graph, "?rank", f"<{status}> skos:notation ?rank") if status else []
        return int(found[0][0]) if found else _LAST

    def _begins(self, kind: str) -> bool:
        # Of two steps equally far, the words name the signing before an anniversary.
        return local_name(kind) != "signed"
