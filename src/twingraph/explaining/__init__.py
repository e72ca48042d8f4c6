"""Explanations: why a fact is in the graph, down to passages, or what is missing where it is not.

In: a subject, a property, a value, and an open graph. Out: `Explanation`, frozen data in one
language, and its text, JSON, HTML or Mermaid. An asserted fact is answered without any reasoning.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as px

from twingraph.explaining.asking import asked
from twingraph.explaining.grounds import Grounds
from twingraph.explaining.model import Attempt, Explanation, Language, to_json
from twingraph.explaining.wording import Wording
from twingraph.labels import Labels
from twingraph.opening import open_graph
from twingraph.rules.model import Constant
from twingraph.store import Graph, is_inferred

__all__ = ["Explanation", "explain", "to_json"]


def explain(
    subject: str,
    prop: str,
    value: str,
    graph: Graph | None = None,
    *,
    lang: Language = "en",
    report: str | Path | Iterable[str | Path] = (),
) -> Explanation:
    """Return why a fact is in the graph, or what is there instead and what it would need.

    Subject and value are named by slug, IRI, prefixed name or label, the value also as a literal;
    the property by name or label. ``report`` is the text of a report, or several: passages then
    come with their sentences. Raises UsageError for a name that is unknown or not unique, DataError
    for a text that is not the report's, MachineError where what follows has no proof.
    """
    opened = open_graph() if graph is None else graph
    fact = asked(opened, subject, prop, value)
    labels = Labels(opened)
    texts = [report] if isinstance(report, (str, Path)) else list(report)
    grounds = Grounds(opened, labels, lang, texts)
    graphs = opened.graphs_saying(*fact)
    if any(not is_inferred(px.NamedNode(name)) for name in graphs):
        said = grounds.saying(*fact)
        statement = Wording(opened, labels, lang).statement(*fact)
        return Explanation("asserted", lang, statement, said, passages=grounds.passages)
    return _by_rules(opened, fact, labels, lang, grounds, expected=bool(graphs))


def _by_rules(
    graph: Graph,
    fact: tuple[px.NamedNode, px.NamedNode, Constant],
    labels: Labels,
    lang: Language,
    grounds: Grounds,
    *,
    expected: bool,
) -> Explanation:
    from twingraph.explaining.absence import Attempts, nearest
    from twingraph.explaining.proving import Steps
    from twingraph.explaining.reasoning import reasoner
    from twingraph.inference.proofs import fact_of
    from twingraph.inference.stored import untraced

    kept = reasoner(graph)
    wording = Wording(graph, labels, lang, kept.rules)
    statement = wording.statement(*fact)
    steps = Steps(wording, grounds)
    wanted = fact_of(*fact)
    concluding = kept.rules.concluding(wanted.predicate)
    conclusions = kept.conclusions(wanted.predicate) if concluding else None
    proof = conclusions.proof(wanted) if conclusions else None
    if proof is not None:
        steps.add([proof])
        table = steps.table()
        return Explanation("inferred", lang, statement, steps=table, passages=grounds.passages)
    if expected:
        raise untraced(wanted)
    near = nearest(graph, fact, wording, grounds)
    attempts: tuple[Attempt, ...] = ()
    others: tuple[str, ...] = ()
    if conclusions is not None:
        attempts, others = Attempts(kept.rules, conclusions, wording, steps).of(wanted)
    return Explanation(
        "absent",
        lang,
        statement,
        steps=steps.table(),
        near=near,
        attempts=attempts,
        other_rules=others,
        passages=grounds.passages,
    )
