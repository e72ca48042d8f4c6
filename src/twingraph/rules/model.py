"""What a rule is: a head that follows where each part of a body holds.

In: nothing. Out: frozen values, how they read as Nemo's Datalog, and how they are instantiated.
Neither reads files nor runs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from twingraph.prefixes import expand, shorten

if TYPE_CHECKING:
    from twingraph.rules.terms import Terms

SAYS: Final = "says"
"""The predicate of what is asserted: graph, subject, property, object."""
CLASH: Final = "clash"
"""The predicate of a contradiction: the rule that finds it, the thing about which it is."""
ASSERTED: Final = "asserted "
"""How the names of the rules begin that take what is asserted as a fact."""

XSD_INTEGER: Final = px.NamedNode(expand("xsd:integer"))
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_FIELD: Final = re.compile(r"\{(\w+)\}")

Constant = px.NamedNode | px.Literal
Bindings = Mapping[str, Constant]


@dataclass(frozen=True)
class Variable:
    """A variable of a rule, without its question mark."""

    name: str

    def __str__(self) -> str:
        """Return the variable as Nemo writes it."""
        return f"?{self.name}"


Term = Variable | Constant


@dataclass(frozen=True)
class Call:
    """An expression: ``+`` or ``-`` of two others, or a function's name and its arguments."""

    function: str
    arguments: tuple[Term | Call, ...]

    def __str__(self) -> str:
        """Return the expression as Nemo writes it."""
        parts = [written(a) for a in self.arguments]
        if self.function in ("+", "-"):
            return f"{parts[0]} {self.function} {parts[1]}"
        return f"{self.function}({', '.join(parts)})"


Expression = Term | Call


@dataclass(frozen=True)
class Atom:
    """A predicate and its terms; a class has one, a property two.

    The predicate of an RDF term is its IRI, any other a bare name.
    """

    predicate: str
    terms: tuple[Term, ...]

    def __str__(self) -> str:
        """Return the atom as Nemo writes it."""
        name = f"<{self.predicate}>" if "://" in self.predicate else self.predicate
        return f"{name}({', '.join(map(written, self.terms))})"

    @property
    def shown(self) -> str:
        """Return the atom with prefixed names, for messages."""
        return f"{shorten(self.predicate)}({', '.join(map(_shown, self.terms))})"

    def at(self, bindings: Bindings) -> Atom:
        """Return the atom with the variables that are bound replaced."""
        return Atom(
            self.predicate,
            tuple(
                bindings.get(term.name, term) if isinstance(term, Variable) else term
                for term in self.terms
            ),
        )


@dataclass(frozen=True)
class Not:
    """An atom that must not hold, whatever its unbound variables are."""

    atom: Atom

    def __str__(self) -> str:
        """Return the condition as Nemo writes it."""
        return f"~{self.atom}"


@dataclass(frozen=True)
class Comparison:
    """A comparison; ``=`` with an unbound variable on its left gives the variable its value."""

    left: Expression
    operator: str
    right: Expression

    def __str__(self) -> str:
        """Return the condition as Nemo writes it."""
        return f"{written(self.left)} {self.operator} {written(self.right)}"


Condition = Atom | Not | Comparison


@dataclass(frozen=True)
class Rule:
    """A rule, its name, and its sentences, in which ``{x}`` stands for the variable ``?x``.

    ``path`` and ``line`` tell where it is written; a rule made of an axiom has neither.
    """

    name: str
    head: Atom
    body: tuple[Condition, ...]
    en: str
    fr: str
    path: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Return the rule as Nemo writes it."""
        name = _quoted(self.name)
        return f"#[name({name})]\n{self.head} :- {', '.join(map(str, self.body))} ."

    @property
    def premises(self) -> tuple[Atom, ...]:
        """Return the atoms that must hold, in order."""
        return tuple(part for part in self.body if isinstance(part, Atom))

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """Return the atoms of the body, denied ones too."""
        denied = (part.atom for part in self.body if isinstance(part, Not))
        return (*self.premises, *denied)

    def sentence(self, language: str) -> str:
        """Return the rule's sentence in ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en

    def told(self, language: str, named: Callable[[str], str]) -> str:
        """Return the rule's sentence with what ``named`` gives for each of its variables."""
        return _FIELD.sub(lambda field: named(field[1]), self.sentence(language))

    @cached_property
    def variables(self) -> frozenset[str]:
        """Return the names of the variables that premises or comparisons give a value."""
        found = {t.name for atom in self.premises for t in atom.terms if isinstance(t, Variable)}
        given = (p.left for p in self.body if isinstance(p, Comparison) and p.operator == "=")
        return frozenset(found | {v.name for v in given if isinstance(v, Variable)})

    @cached_property
    def fields(self) -> frozenset[str]:
        """Return the variables that the sentences name."""
        return frozenset(_FIELD.findall(self.en)) | frozenset(_FIELD.findall(self.fr))


@dataclass(frozen=True)
class RuleSet:
    """The rules of an ontology, in order, and its terms."""

    rules: tuple[Rule, ...]
    terms: Terms

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @cached_property
    def by_name(self) -> dict[str, Rule]:
        """Return the rules by name."""
        return {rule.name: rule for rule in self.rules}

    def concluding(self, predicate: str) -> tuple[Rule, ...]:
        """Return the rules whose head has a predicate."""
        return tuple(rule for rule in self.rules if rule.head.predicate == predicate)

    @cached_property
    def concluded(self) -> tuple[str, ...]:
        """Return the classes and properties that a rule concludes, sorted."""
        heads = {rule.head.predicate for rule in self.rules}
        return tuple(sorted(head for head in heads if "://" in head))

    @cached_property
    def taking_over(self) -> tuple[Rule, ...]:
        """Return a rule for each class and property in use: what is asserted holds."""
        used = {atom.predicate for rule in self.rules for atom in rule.atoms}
        used |= set(self.concluded)
        return tuple(_taking_over(p, self.terms) for p in sorted(used) if "://" in p)

    def needed(self, *, clashes: bool = False) -> tuple[Rule, ...]:
        """Return the rules on which conclusions rest, and with ``clashes`` contradictions too."""
        wanted = self._rested_on([*self.concluded, *([CLASH] if clashes else [])])
        every = (*self.taking_over, *self.rules)
        return tuple(rule for rule in every if rule.head.predicate in wanted)

    def towards(self, *predicates: str) -> RuleSet:
        """Return the rules on which the conclusions of some predicates rest, in order.

        They conclude of these what all rules would: enough for a question about one of them.
        """
        wanted = self._rested_on(predicates)
        kept = tuple(rule for rule in self.rules if rule.head.predicate in wanted)
        return RuleSet(kept, self.terms)

    def _rested_on(self, predicates: Iterable[str]) -> set[str]:
        """Return the predicates on which some rest, themselves among them."""
        by_head: dict[str, list[Rule]] = {}
        for rule in (*self.taking_over, *self.rules):
            by_head.setdefault(rule.head.predicate, []).append(rule)
        todo = list(predicates)
        wanted: set[str] = set()
        while todo:
            predicate = todo.pop()
            if predicate not in wanted:
                wanted.add(predicate)
                todo += [a.predicate for rule in by_head.get(predicate, []) for a in rule.atoms]
        return wanted

    @cached_property
    def read(self) -> frozenset[str]:
        """Return the properties of which the rules need what is asserted, rdf:type among them."""
        named = {
            atom.terms[2].value
            for rule in (*self.rules, *self.taking_over)
            for atom in rule.premises
            if atom.predicate == SAYS and isinstance(atom.terms[2], px.NamedNode)
        }
        return frozenset(named)


def written(term: Expression) -> str:
    """Return a term as Nemo writes it."""
    if isinstance(term, px.Literal):
        return _literal(term)
    return str(term)


def integer(number: int) -> px.Literal:
    """Return an xsd:integer."""
    return px.Literal(str(number), datatype=XSD_INTEGER)


def _taking_over(predicate: str, terms: Terms) -> Rule:
    graph, x, y = Variable("g"), Variable("x"), Variable("y")
    node = px.NamedNode(predicate)
    if predicate in terms.classes:
        is_a = px.NamedNode(expand("rdf:type"))
        head, said = Atom(predicate, (x,)), Atom(SAYS, (graph, x, is_a, node))
    else:
        head, said = Atom(predicate, (x, y)), Atom(SAYS, (graph, x, node, y))
    name = ASSERTED + shorten(predicate)
    return Rule(name, head, (said,), "A source says so.", "Une source le dit.")


def _literal(literal: px.Literal) -> str:
    if literal.datatype == XSD_INTEGER:
        return str(int(literal.value))
    text = _quoted(literal.value)
    if literal.language:
        return f"{text}@{literal.language}"
    if literal.datatype.value == expand("xsd:string"):
        return text
    return f"{text}^^<{literal.datatype.value}>"


def is_writable(term: Constant) -> bool:
    """Say whether a term can stand in a rule: Nemo has no way to write some texts."""
    if isinstance(term, px.NamedNode):
        return True
    if term.datatype == XSD_INTEGER:
        return _INTEGER.fullmatch(term.value) is not None
    return not (term.value.endswith('"') or '"""' in term.value)


def _quoted(text: str) -> str:
    """Return a text in quotation marks; Nemo takes backslashes and line ends as they are."""
    return f'"""{text}"""' if '"' in text else f'"{text}"'


def _shown(term: Term) -> str:
    if isinstance(term, px.NamedNode):
        return shorten(term.value)
    return written(term)
