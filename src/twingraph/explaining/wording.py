"""Facts, rules and conditions in words: labels in one language instead of names.

In: terms, atoms and bindings. Out: texts. The sentence of a rule is filled with the labels of what
it is applied to; what is open is shown as ``…``.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as px

from twingraph.explaining.model import Condition, Language, Statement, Term
from twingraph.explaining.words import say
from twingraph.labels import Labels
from twingraph.prefixes import expand, shorten
from twingraph.rules.model import (
    SAYS,
    Atom,
    Bindings,
    Call,
    Comparison,
    Constant,
    Expression,
    Not,
    Rule,
    RuleSet,
    Variable,
)
from twingraph.rules.model import Term as RuleTerm
from twingraph.store import Graph

OPEN: Final = "…"
_TYPE: Final = expand("rdf:type")
_STRING: Final = expand("xsd:string")
_SHOWN: Final = 3
_SIGNS: Final = {"!=": "≠", "<=": "≤", ">=": "≥", "-": "−"}


class Wording:
    """The words of one graph and one rule set, in one language."""

    def __init__(
        self, graph: Graph, labels: Labels, language: Language, rules: RuleSet | None = None
    ) -> None:
        self._graph = graph
        self._labels = labels
        self._language = language
        self._rules = rules

    def term(self, term: Constant) -> Term:
        """Return a term with its label."""
        if isinstance(term, px.NamedNode):
            return Term(shorten(term.value), self.label(term.value))
        datatype = None
        if not term.language and term.datatype.value != _STRING:
            datatype = shorten(term.datatype.value)
        return Term(term.value, term.value, True, datatype, term.language)

    def label(self, iri: str) -> str:
        """Return the label of a thing; a step of an agreement is named by its kind."""
        known = self._labels.of(iri, self._language)
        if known == shorten(iri) and known.startswith("step:"):
            said = {q.predicate.value: q.object for q in self._graph.about(iri)}
            ends = [said.get(expand(prop)) for prop in ("tg:stepKind", "tg:stepOf")]
            names = [self.label(end.value) for end in ends if isinstance(end, px.NamedNode)]
            return " – ".join(names) or known
        return known

    def statement(self, subject: px.NamedNode, prop: px.NamedNode, value: Constant) -> Statement:
        """Return a triple and how it reads."""
        text = self._triple(subject, prop, value)
        return Statement(self.term(subject), self.term(prop), self.term(value), text)

    def atom(self, atom: Atom) -> str:
        """Return what an atom says; its variables are open."""
        if atom.predicate == SAYS:
            graph, *triple = atom.terms
            said = self._triple(*triple)
            if isinstance(graph, Variable):
                return said
            return say("said", self._language, graph=self._shown(graph), text=said)
        if "://" in atom.predicate:
            predicate = px.NamedNode(atom.predicate)
            if len(atom.terms) == 1:
                return self._triple(atom.terms[0], px.NamedNode(_TYPE), predicate)
            return self._triple(atom.terms[0], predicate, atom.terms[1])
        concluding = self._rules.concluding(atom.predicate) if self._rules else ()
        texts = list(dict.fromkeys(self._as_concluded(rule, atom) for rule in concluding))
        if not texts:
            return atom.shown
        quoted = [say("quoted", self._language, text=text) for text in texts[:_SHOWN]]
        more = [OPEN] if len(texts) > _SHOWN else []
        return say("or", self._language).join([*quoted, *more])

    def sentence(self, rule: Rule, bindings: Bindings) -> str:
        """Return the sentence of a rule with the labels of what it is applied to."""
        return rule.told(
            self._language, lambda name: self._shown(bindings.get(name, Variable(name)))
        )

    def conditions(self, rule: Rule, bindings: Bindings) -> tuple[Condition, ...]:
        """Return what a rule compares and denies, in its order."""
        found = []
        for part in rule.body:
            if isinstance(part, Comparison):
                if part.operator == "=" and not isinstance(part.right, Call):
                    continue  # a value by another name: the sentence says it
                found.append(Condition("compared", self.comparison(part, bindings)))
            elif isinstance(part, Not):
                found.append(Condition("denied", self.atom(part.atom.at(bindings))))
        return tuple(found)

    def comparison(self, part: Comparison, bindings: Bindings) -> str:
        """Return a comparison with its values, such as ``1979 = 2024 − 45``."""
        left, right = (self._computed(side, bindings) for side in (part.left, part.right))
        if isinstance(part.right, Call) and part.right.function == "IRI":
            made = bindings.get(part.left.name) if isinstance(part.left, Variable) else None
            left = shorten(made.value) if made is not None else left
        return f"{left} {_SIGNS.get(part.operator, part.operator)} {right}"

    def _as_concluded(self, rule: Rule, atom: Atom) -> str:
        """Return the sentence of a rule for what it would conclude as this atom."""
        bindings = {
            head.name: term
            for head, term in zip(rule.head.terms, atom.terms, strict=True)
            if isinstance(head, Variable) and not isinstance(term, Variable)
        }
        return self.sentence(rule, bindings).rstrip(".")

    def _triple(self, subject: RuleTerm, prop: RuleTerm, value: RuleTerm) -> str:
        if isinstance(prop, px.NamedNode) and prop.value == _TYPE:
            return say("is", self._language, x=self._shown(subject), cls=self._shown(value))
        return " – ".join(map(self._shown, (subject, prop, value)))

    def _shown(self, term: RuleTerm) -> str:
        if isinstance(term, Variable):
            return OPEN
        return self.label(term.value) if isinstance(term, px.NamedNode) else term.value

    def _computed(self, expression: Expression, bindings: Bindings) -> str:
        if isinstance(expression, Variable):
            return self._shown(bindings.get(expression.name, expression))
        if isinstance(expression, px.NamedNode):
            return self._shown(expression)
        if isinstance(expression, px.Literal):
            # The beginning of a name, such as that of a date.
            return shorten(expression.value + "x").removesuffix("x")
        parts = [self._computed(argument, bindings) for argument in expression.arguments]
        return _call(expression, parts)


def _call(call: Call, parts: list[str]) -> str:
    if call.function in ("+", "-"):
        return f" {_SIGNS.get(call.function, call.function)} ".join(parts)
    return " + ".join(parts)
