"""Rule files to rules: Nemo's Datalog, each rule with a name and a sentence in each language.

In: a ``.rls`` file. Before each rule stand ``%+ name:``, ``%+ en:`` and ``%+ fr:``; other comments
begin with ``%``. Prefixes are those of the project's table. Out: `Rule` values, in order. What the
predicates mean is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as px

from twingraph.errors import OntologyError, UsageError
from twingraph.prefixes import expand
from twingraph.rules.model import (
    ASSERTED,
    Atom,
    Call,
    Comparison,
    Condition,
    Expression,
    Not,
    Rule,
    Term,
    Variable,
    integer,
)

_HEADER: Final = re.compile(r"%\+\s*(\w+)\s*:\s*(.*?)\s*")
_HEADERS: Final = ("name", "en", "fr")
_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|%[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<variable>\?\w+)
      | (?P<string>"[^"\\\n]*")
      | (?P<integer>\d+)
      | (?P<name>[A-Za-z][\w-]*:[\w-]+)
      | (?P<word>[A-Za-z]\w*|_)
      | (?P<mark>:-|!=|<=|>=|[<>=+~().,-])""",
    re.VERBOSE,
)
_COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")
FUNCTIONS: Final = {"IRI": 1, "STR": 1, "CONCAT": 2}
"""The functions that a rule may call, with the number of their arguments."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    line: int


def read_rule_file(path: Path) -> tuple[Rule, ...]:
    """Return the rules of a file.

    Raises OntologyError, with the line, for what is no rule, and for a rule without its headers.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OntologyError("not UTF-8 text", path=path) from None
    except OSError as problem:
        raise OntologyError(f"cannot be read: {problem.strerror}", path=path) from problem
    parser = _Parser(path, list(_tokens(path, text)))
    headers = _headers(path, text)
    if parser.at_end and not headers:
        raise OntologyError("the file holds no rule", path=path, line=1, hint="remove it")
    rules = []
    while not parser.at_end:
        line = parser.line
        above = [number for number in headers if number < line]
        if not above:
            raise OntologyError(
                "a rule without a name", path=path, line=line, hint="%+ name: ... stands above it"
            )
        said = headers.pop(max(above))
        rules.append(parser.rule(said, line))
    for line in headers:
        raise OntologyError("no rule follows this header", path=path, line=line)
    return tuple(rules)


def _headers(path: Path, text: str) -> dict[int, dict[str, str]]:
    """Return the headers by the line on which each group begins."""
    found: dict[int, dict[str, str]] = {}
    begin, last = 0, -1
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("%+"):
            continue
        match = _HEADER.fullmatch(line)
        if match is None or match[1] not in _HEADERS:
            hint = "%+ name: ..., %+ en: ..., %+ fr: ..."
            raise OntologyError("not a header of a rule", path=path, line=number, hint=hint)
        if number != last + 1:
            begin = number
        last = number
        group = found.setdefault(begin, {})
        if match[1] in group:
            raise OntologyError(f"a second '{match[1]}'", path=path, line=number)
        group[match[1]] = match[2]
    for first, group in found.items():
        for name in _HEADERS:
            if not group.get(name):
                raise OntologyError(f"a rule without '%+ {name}:'", path=path, line=first)
        if '"' in group["name"] or group["name"].startswith(ASSERTED):
            hint = f"no quotation marks, and not '{ASSERTED}...'"
            raise OntologyError("a name that no rule can bear", path=path, line=first, hint=hint)
    return found


def _tokens(path: Path, text: str) -> Iterator[_Token]:
    at = 0
    line = 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            near = text[at:].split(None, 1)[0][:20]
            raise OntologyError(f"cannot read '{near}'", path=path, line=line)
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[0], line)
        line += match[0].count("\n")
        at = match.end()


class _Parser:
    """One file's tokens, read from left to right."""

    def __init__(self, path: Path, tokens: list[_Token]) -> None:
        self._path = path
        self._tokens = tokens
        self._at = 0
        self._unnamed = 0

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._tokens)

    @property
    def line(self) -> int:
        return self._tokens[min(self._at, len(self._tokens) - 1)].line

    def rule(self, said: dict[str, str], line: int) -> Rule:
        self._unnamed = 0
        head = self._atom()
        self._take(":-")
        body = [self._condition()]
        while self._peek() == ",":
            self._take(",")
            body.append(self._condition())
        if self._peek() != ".":
            self._fail("',' or '.'", after=True)
        self._take(".")
        rule = Rule(said["name"], head, tuple(body), said["en"], said["fr"], str(self._path), line)
        self._refuse_unbound(rule)
        return rule

    def _refuse_unbound(self, rule: Rule) -> None:
        """Raise for variables that no premise binds, and sentences that name others."""
        bound = {t.name for a in rule.premises for t in a.terms if isinstance(t, Variable)}
        for part in rule.body:
            if isinstance(part, Comparison):
                given = part.left if part.operator == "=" else None
                unbound = _variables(part.right) - bound
                if isinstance(given, Variable) and given.name not in bound and not unbound:
                    bound.add(given.name)
                elif unbound := (unbound | (_variables(part.left) - bound)):
                    self._wrong(f"?{min(unbound)} is compared before a premise binds it", rule)
        missing = {t.name for t in rule.head.terms if isinstance(t, Variable)} - bound
        if missing:
            self._wrong(f"no premise binds ?{min(missing)}", rule)
        if strange := rule.fields - bound:
            self._wrong(f"the sentences name {{{min(strange)}}}, which the rule does not", rule)

    def _condition(self) -> Condition:
        if self._peek() == "~":
            self._take("~")
            return Not(self._atom())
        following = self._tokens[self._at + 1 : self._at + 2]
        calls = self._peek() in FUNCTIONS
        if (
            not calls
            and self._kind() in ("iri", "name", "word")
            and [token.text for token in following] == ["("]
        ):
            return self._atom()
        left = self._expression()
        operator = self._next().text
        if operator not in _COMPARISONS:
            self._at -= 1
            self._fail(f"one of {' '.join(_COMPARISONS)}")
        return Comparison(left, operator, self._expression())

    def _atom(self) -> Atom:
        token = self._next()
        if token.kind not in ("iri", "name", "word") or token.text == "_":
            self._at -= 1
            self._fail("the name of a predicate")
        predicate = token.text
        if token.kind == "iri":
            predicate = token.text[1:-1]
        elif token.kind == "name":
            predicate = self._expand(token)
        self._take("(")
        terms = [self._term()]
        while self._peek() == ",":
            self._take(",")
            terms.append(self._term())
        self._take(")")
        return Atom(predicate, tuple(terms))

    def _expression(self) -> Expression:
        left = self._operand()
        while self._peek() in ("+", "-"):
            sign = self._next().text
            left = Call(sign, (left, self._operand()))
        return left

    def _operand(self) -> Expression:
        if self._peek() not in FUNCTIONS:
            return self._term()
        function = self._next().text
        self._take("(")
        arguments = [self._expression()]
        while self._peek() == ",":
            self._take(",")
            arguments.append(self._expression())
        self._take(")")
        if len(arguments) != FUNCTIONS[function]:
            self._fail(f"{FUNCTIONS[function]} arguments of {function}")
        return Call(function, tuple(arguments))

    def _term(self) -> Term:
        token = self._next()
        if token.kind == "variable":
            return Variable(token.text[1:])
        if token.text == "_":
            self._unnamed += 1
            return Variable(f"any_{self._unnamed}")
        if token.kind == "iri":
            return px.NamedNode(token.text[1:-1])
        if token.kind == "name":
            return px.NamedNode(self._expand(token))
        if token.kind == "string":
            return px.Literal(token.text[1:-1])
        if token.kind == "integer":
            return integer(int(token.text))
        self._at -= 1
        return self._fail("a variable, a name, a number or a text")

    def _expand(self, token: _Token) -> str:
        try:
            return expand(token.text)
        except UsageError as problem:
            raise OntologyError(
                problem.message, path=self._path, line=token.line, hint=problem.hint
            ) from problem

    def _kind(self) -> str:
        return "" if self.at_end else self._tokens[self._at].kind

    def _peek(self) -> str:
        return "" if self.at_end else self._tokens[self._at].text

    def _next(self) -> _Token:
        if self.at_end:
            self._fail("more: the rule ends without '.'")
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, text: str) -> None:
        if self._peek() != text:
            self._fail(f"'{text}'")
        self._at += 1

    def _fail(self, expected: str, *, after: bool = False) -> NoReturn:
        found = f"found '{self._peek()}', " if not self.at_end else ""
        # What is missing is missing where the last token stands, not on the line of the next.
        line = self._tokens[self._at - 1].line if after else self.line
        raise OntologyError(f"{found}expected {expected}", path=self._path, line=line)

    def _wrong(self, message: str, rule: Rule) -> NoReturn:
        raise OntologyError(f"{rule.name}: {message}", path=self._path, line=rule.line)


def _variables(expression: Expression) -> set[str]:
    if isinstance(expression, Variable):
        return {expression.name}
    if isinstance(expression, Call):
        return set().union(*map(_variables, expression.arguments))
    return set()
